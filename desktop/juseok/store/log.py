"""Rows of the log: between :class:`~juseok.core.ops.Op` and the table ``op``."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from juseok.core.ops import CREATE_MANY, HASHED_FIELDS, Op, op_hash
from juseok.store.fold import scan_batch
from juseok.store.names import Names, pack, unpack

COLUMNS: Final = (
    "op_id, v, replica, seq, lamport, annotator, action, at, scheme, label, obj, kind, verb,"
    " body, prev, hash"
)
LIVE: Final = "(merge IS NULL OR merge IN (SELECT n FROM merge WHERE live = 1))"
"""Rows of a merge that is still coming in do not count."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MAX_INTEGER: Final = 1 << 53


def timestamp(seconds: float) -> str:
    """UTC ISO 8601 with milliseconds, for people only.  A clock gone mad is held at its limits."""
    milliseconds = max(0, min(int(seconds * 1000), 253_402_300_799_999))
    return _iso(milliseconds)


def _iso(milliseconds: int) -> str:
    moment = _EPOCH + timedelta(milliseconds=milliseconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{milliseconds % 1000:03d}Z"


def pack_time(at: str) -> int | str:
    """A time as it stands in the file: milliseconds, or the text where it is no such time."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return at
    if moment.tzinfo is None:
        return at
    milliseconds = (moment - _EPOCH) // timedelta(milliseconds=1)
    return milliseconds if milliseconds >= 0 and _iso(milliseconds) == at else at


def unpack_time(stored: int | str) -> str:
    """Inverse of :func:`pack_time`."""
    return _iso(stored) if isinstance(stored, int) else stored


def _pack_hash(value: str) -> bytes | str:
    """A SHA-256 in hex as its bytes; anything else as it is."""
    if len(value) == 64 and value == value.lower():
        try:
            return bytes.fromhex(value)
        except ValueError:
            return value
    return value


def _unpack_hash(stored: bytes | str) -> str:
    return stored if isinstance(stored, str) else stored.hex()


def fields_of(op: Op) -> dict[str, str | int]:
    """The hashed fields of ``op`` by name."""
    return {name: getattr(op, name) for name in HASHED_FIELDS}


def is_true(op: Op) -> bool:
    """Whether the hash of ``op`` is that of its fields, and its numbers are in bounds."""
    numbers = (op.v, op.seq, op.lamport)
    return all(0 <= n < _MAX_INTEGER for n in numbers) and op_hash(fields_of(op)) == op.hash


class Log:
    """Appending to and reading from the log over one connection."""

    def __init__(self, db: sqlite3.Connection, names: Names) -> None:
        self._db = db
        self._names = names

    def append(self, op: Op, *, merge: int | None = None) -> int | None:
        """Put ``op`` at the end; its arrival, or None when the log already has it.

        ``merge`` marks a row of a merge that is not live yet.
        """
        number = self._names.number
        cursor = self._db.execute(
            f"INSERT OR IGNORE INTO op({COLUMNS}, merge)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                pack(op.op_id), op.v, number(op.replica), op.seq, op.lamport,
                number(op.annotator), number(op.action), pack_time(op.at), number(op.scheme),
                op.label, number(op.obj), number(op.kind), number(op.verb), op.body,
                _pack_hash(op.prev), bytes.fromhex(op.hash), merge,
            ),
        )  # fmt: skip
        if cursor.rowcount != 1:
            return None
        arrival = int(cursor.lastrowid or 0)
        if merge is None:
            self.advance_head(op)
        if op.verb == CREATE_MANY:
            self._append_members(op, arrival)
        return arrival

    def _append_members(self, op: Op, arrival: int) -> None:
        body = scan_batch(op.body)
        if body.batch:
            self._db.execute(
                "INSERT INTO staged(batch, arrival) VALUES (?,?)",
                (self._names.number(body.batch), arrival),
            )
        self._db.executemany(
            "INSERT OR IGNORE INTO member(obj, arrival, place) VALUES (?,?,?)",
            [
                (number, arrival, place)
                for place, number in enumerate(
                    self._names.given([obj for obj, _, _ in body.objects])
                )
            ],
        )

    def advance_head(self, op: Op) -> None:
        """Keep the furthest row of each replica, so that a lost tail is noticed."""
        self._db.execute(
            "INSERT INTO head(replica, seq, lamport, hash) VALUES (?,?,?,?)"
            " ON CONFLICT(replica) DO UPDATE SET"
            " hash = CASE WHEN (excluded.seq, excluded.hash) > (seq, hash)"
            " THEN excluded.hash ELSE hash END,"
            " seq = max(seq, excluded.seq), lamport = max(lamport, excluded.lamport)",
            (self._names.number(op.replica), op.seq, op.lamport, bytes.fromhex(op.hash)),
        )

    def heads(self) -> dict[str, tuple[int, str]]:
        """Replica → seq and hash of its furthest row."""
        rows = self._db.execute("SELECT replica, seq, hash FROM head")
        return {self._names.name(n): (seq, digest.hex()) for n, seq, digest in rows}

    def lamport(self) -> int:
        """The highest Lamport counter seen."""
        return int(self._db.execute("SELECT coalesce(max(lamport), 0) FROM head").fetchone()[0])

    def last_lamport(self, obj: int) -> int:
        """The highest counter among the rows that write to ``obj`` (a local number)."""
        row = self._db.execute(
            "SELECT coalesce(max(lamport), 0) FROM op WHERE arrival IN (SELECT arrival FROM op"
            " WHERE obj = ?1 UNION SELECT arrival FROM member WHERE obj = ?1)",
            (obj,),
        ).fetchone()
        return int(row[0])

    def arrival(self, op_id: str) -> int:
        """The place of a row that the log has."""
        row = self._db.execute("SELECT arrival FROM op WHERE op_id = ?", (pack(op_id),)).fetchone()
        return int(row[0])

    def hash_of(self, op_id: str) -> str | None:
        """The hash of a row; None when the log does not have it."""
        row = self._db.execute("SELECT hash FROM op WHERE op_id = ?", (pack(op_id),)).fetchone()
        return None if row is None else row[0].hex()

    def has(self, op_id: str) -> bool:
        row = self._db.execute("SELECT 1 FROM op WHERE op_id = ?", (pack(op_id),)).fetchone()
        return row is not None

    def is_forked(self, op: Op) -> bool:
        """Whether another row of the same replica has the number of ``op``."""
        row = self._db.execute(
            "SELECT count(*) FROM op WHERE replica = ? AND seq = ?",
            (self._names.find(op.replica), op.seq),
        ).fetchone()
        return row[0] > 1

    def select(self, where: str, values: Sequence[object] = ()) -> Iterator[Op]:
        """Operations for a condition (and order) in SQL; local to this package."""
        for row in self._db.execute(f"SELECT {COLUMNS} FROM op WHERE {where}", values):
            yield self._op(row)

    def live(self) -> Iterator[Op]:
        """Every row in order of arrival, but for merges that are not whole yet."""
        return self.select(f"{LIVE} ORDER BY arrival")

    def after(self, arrival: int, limit: int) -> list[tuple[int, Op]]:
        """The next ``limit`` rows behind ``arrival``, each with its own."""
        rows = self._db.execute(
            f"SELECT arrival, {COLUMNS} FROM op WHERE arrival > ? AND {LIVE}"
            " ORDER BY arrival LIMIT ?",
            (arrival, limit),
        )
        return [(row[0], self._op(row[1:])) for row in rows]

    def _op(self, row: tuple[Any, ...]) -> Op:
        name: Callable[[int], str] = self._names.name
        (op_id, v, replica, seq, lamport, annotator, action, at, scheme, label,
         obj, kind, verb, body, prev, digest) = row  # fmt: skip
        return Op(
            v=v, op_id=unpack(op_id), replica=name(replica), seq=seq, lamport=lamport,
            annotator=name(annotator), action=name(action),
            at=unpack_time(at),
            scheme=name(scheme), label=label, obj=name(obj), kind=name(kind), verb=name(verb),
            body=body, prev=_unpack_hash(prev), hash=digest.hex(),
        )  # fmt: skip

    def of_action(self, action: str) -> list[Op]:
        """The rows of one action, in the order they were made."""
        number = self._names.find(action)
        if number is None:
            return []
        return list(self.select("action = ? ORDER BY arrival", (number,)))

    def of_object(self, obj: str) -> list[Op]:
        """Every row that concerns ``obj``, in log order; its reversals are not among them."""
        number = self._names.find(obj)
        if number is None:
            return []
        where = (
            "arrival IN (SELECT arrival FROM op WHERE obj = ?1"
            " UNION SELECT arrival FROM member WHERE obj = ?1)"
        )
        return sorted(self.select(where, (number,)), key=lambda op: op.order)

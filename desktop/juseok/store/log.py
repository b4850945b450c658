"""Rows of the log: between :class:`~juseok.core.ops.Op` and the table ``op``."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from juseok.core.ops import CREATE_MANY, HASHED_FIELDS, Op, op_hash
from juseok.store import many
from juseok.store.names import Names, pack, unpack
from juseok.store.op_bodies import scan_batch

COLUMNS: Final = (
    "op_id, v, replica, seq, lamport, annotator, action, at, scheme, label, obj, kind, verb,"
    " body, prev, hash"
)
LIVE: Final = "(merge IS NULL OR merge IN (SELECT n FROM merge WHERE live = 1))"
"""Rows of a merge that is still coming in do not count."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MAX_INTEGER: Final = 1 << 53
_CHUNK: Final = 500
_TIMES: Final = 4096
"""Times that are remembered: a merge reads each, and soon writes it again."""
_NUMBERS: Final = (2, 5, 6, 8, 10, 11, 12)
"""Which of the columns hold local numbers."""


def timestamp(seconds: float) -> str:
    """UTC ISO 8601 with milliseconds, for people only.  A clock gone mad is held at its limits."""
    milliseconds = max(0, min(int(seconds * 1000), 253_402_300_799_999))
    return _iso(milliseconds)


@lru_cache(maxsize=_TIMES)
def _iso(milliseconds: int) -> str:
    moment = _EPOCH + timedelta(milliseconds=milliseconds)
    return moment.isoformat(timespec="milliseconds")[:-6] + "Z"  # in place of +00:00


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


def pack_hash(value: str) -> bytes | str:
    """A SHA-256 in hex as its bytes; anything else as it is."""
    if len(value) == 64 and value == value.lower():
        try:
            return bytes.fromhex(value)
        except ValueError:
            return value
    return value


def unpack_hash(stored: bytes | str) -> str:
    return stored if isinstance(stored, str) else stored.hex()


def fields_of(op: Op) -> dict[str, str | int]:
    """The hashed fields of ``op`` by name."""
    return {name: getattr(op, name) for name in HASHED_FIELDS}


def is_true(op: Op) -> bool:
    """Whether the hash of ``op`` is that of its fields, and its numbers are in bounds."""
    numbers = (op.v, op.seq, op.lamport)
    return all(0 <= n < MAX_INTEGER for n in numbers) and op_hash(fields_of(op)) == op.hash


def _row(op: Op, number: Callable[[str], int], merge: int | None) -> tuple[object, ...]:
    """``op`` as it stands in the table, from ``op_id`` on."""
    return (
        pack(op.op_id), op.v, number(op.replica), op.seq, op.lamport,
        number(op.annotator), number(op.action), pack_time(op.at), number(op.scheme),
        op.label, number(op.obj), number(op.kind), number(op.verb), op.body,
        pack_hash(op.prev), bytes.fromhex(op.hash), merge,
    )  # fmt: skip


def _op(row: tuple[Any, ...], names: Mapping[int, str]) -> Op:
    """Inverse of :func:`_row`."""
    (op_id, v, replica, seq, lamport, annotator, action, at, scheme, label,
     obj, kind, verb, body, prev, digest) = row  # fmt: skip
    return Op(
        v=v, op_id=unpack(op_id), replica=names[replica], seq=seq, lamport=lamport,
        annotator=names[annotator], action=names[action],
        at=unpack_time(at),
        scheme=names[scheme], label=label, obj=names[obj], kind=names[kind], verb=names[verb],
        body=body, prev=unpack_hash(prev), hash=digest.hex(),
    )  # fmt: skip


class Log:
    """Appending to and reading from the log over one connection."""

    def __init__(self, db: sqlite3.Connection, names: Names) -> None:
        self._db = db
        self._names = names

    def append(self, op: Op, *, merge: int | None = None, members: bool = True) -> int | None:
        """Put ``op`` at the end; its arrival, or None when the log already has it.

        ``merge`` marks a row of a merge that is not live yet; ``members``: note what a
        ``create-many`` holds, too.
        """
        cursor = self._db.execute(
            f"INSERT OR IGNORE INTO op({COLUMNS}, merge)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            _row(op, self._names.number, merge),
        )
        if cursor.rowcount != 1:
            return None
        arrival = int(cursor.lastrowid or 0)
        if merge is None:
            self.advance_head(op.replica, op.seq, op.lamport, bytes.fromhex(op.hash))
        if members and op.verb == CREATE_MANY:
            self.append_members(op.body, arrival)
        return arrival

    def hashes_of(self, ops: Sequence[str]) -> dict[str, str]:
        """The hash of each of the rows ``ops`` that the log has."""
        found: dict[str, str] = {}
        for at in range(0, len(ops), _CHUNK):
            stored = {pack(op): op for op in ops[at : at + _CHUNK]}
            marks = ",".join("?" * len(stored))
            rows = self._db.execute(
                f"SELECT op_id, hash FROM op WHERE op_id IN ({marks})", list(stored)
            )
            found.update((stored[op_id], digest.hex()) for op_id, digest in rows)
        return found

    def forked(self, numbers: Collection[tuple[str, int]]) -> set[tuple[str, int]]:
        """Those of ``numbers`` (replica and seq) that two rows have."""
        by_replica: defaultdict[str, list[int]] = defaultdict(list)
        for replica, seq in numbers:
            by_replica[replica].append(seq)
        twice = {
            (replica, seq)
            for replica, numbers_of in by_replica.items()
            for (seq,) in self._db.execute(
                "SELECT seq FROM op WHERE replica = ? AND seq BETWEEN ? AND ?"
                " GROUP BY seq HAVING count(*) > 1",
                (self._names.find(replica), min(numbers_of), max(numbers_of)),
            )
        }
        return twice.intersection(numbers)

    def append_members(self, text: str, arrival: int) -> None:
        """Note what the ``create-many`` at ``arrival``, whose body is ``text``, holds."""
        body = scan_batch(text)
        self.note_members(arrival, [obj for obj, _, _ in body.objects], batch=body.batch)

    def note_members(self, arrival: int, objects: Sequence[str], *, batch: str) -> list[int]:
        """Note that the ``create-many`` at ``arrival`` holds ``objects``, staged in ``batch``
        (empty: in none); their numbers."""
        if batch:
            self._db.execute(
                "INSERT INTO staged(batch, arrival) VALUES (?,?)",
                (self._names.number(batch), arrival),
            )
        numbers = self._names.given(objects)
        many.insert(
            self._db,
            "INSERT OR IGNORE INTO member(obj, arrival, place)",
            [(number, arrival, place) for place, number in enumerate(numbers)],
        )
        return numbers

    def advance_head(self, replica: str, seq: int, lamport: int, digest: bytes) -> None:
        """Keep the furthest row of each replica, so that a lost tail is noticed."""
        self._db.execute(
            "INSERT INTO head(replica, seq, lamport, hash) VALUES (?,?,?,?)"
            " ON CONFLICT(replica) DO UPDATE SET"
            " hash = CASE WHEN (excluded.seq, excluded.hash) > (seq, hash)"
            " THEN excluded.hash ELSE hash END,"
            " seq = max(seq, excluded.seq), lamport = max(lamport, excluded.lamport)",
            (self._names.number(replica), seq, lamport, digest),
        )

    def heads(self) -> dict[str, tuple[int, str]]:
        """Replica → seq and hash of its furthest row."""
        rows = self._db.execute("SELECT replica, seq, hash FROM head")
        return {self._names.name(n): (seq, digest.hex()) for n, seq, digest in rows}

    def lamport(self) -> int:
        """The highest Lamport counter seen."""
        return int(self._db.execute("SELECT coalesce(max(lamport), 0) FROM head").fetchone()[0])

    def last_lamport(self, obj: int, *, not_of: str) -> int:
        """The highest counter among the rows that write to ``obj`` (a local number), but for
        those of the replica ``not_of``."""
        row = self._db.execute(
            "SELECT coalesce(max(lamport), 0) FROM op WHERE arrival IN (SELECT arrival FROM op"
            " WHERE obj = ?1 UNION SELECT arrival FROM member WHERE obj = ?1)"
            " AND replica IS NOT ?2",
            (obj, self._names.find(not_of)),
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

    def select(self, where: str, values: Sequence[object] = ()) -> Iterator[Op]:
        """Operations for a condition (and order) in SQL; local to this package."""
        rows = self._db.execute(f"SELECT {COLUMNS} FROM op WHERE {where}", values)
        while chunk := rows.fetchmany(_CHUNK):
            yield from self._ops(chunk)

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
        found = rows.fetchall()
        ops = self._ops([row[1:] for row in found])
        return [(row[0], op) for row, op in zip(found, ops, strict=True)]

    def _ops(self, rows: Sequence[tuple[Any, ...]]) -> list[Op]:
        numbers = {row[place] for row in rows for place in _NUMBERS}
        known = self._names.names(list(numbers))
        for number in numbers - known.keys():
            self._names.name(number)  # raises: the file has lost it
        return [_op(row, known) for row in rows]

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

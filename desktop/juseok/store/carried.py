"""Rows of a log on their way from one file into another, as they stand on disk.

Making an operation of each row, its long ids as text, and taking it apart again was most of what
a large merge cost.  What is true of the operation was found out before (``store.incoming``).
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import starmap
from typing import Any, Final, NamedTuple

from juseok.core.errors import ProjectError
from juseok.core.ops import CREATE_MANY, Op, row_digest
from juseok.store import many
from juseok.store.log import (
    COLUMNS,
    LIVE,
    MAX_INTEGER,
    Log,
    pack_hash,
    pack_time,
    unpack_hash,
    unpack_time,
)
from juseok.store.names import Names, Stored, pack, unpack

_TOGETHER: Final = 500
_REMEMBERED: Final = 4096


class Carried(NamedTuple):
    """A row of the log in the order of its columns, with long ids as files keep them
    (:func:`~juseok.store.names.pack`) where the table has a file's own numbers."""

    op_id: Stored
    v: int
    replica: Stored
    seq: int
    lamport: int
    annotator: Stored
    action: Stored
    at: int | str
    scheme: Stored
    label: str
    obj: Stored
    kind: Stored
    verb: Stored
    body: str
    prev: Stored
    hash: bytes


def carried(op: Op) -> Carried:
    """``op`` as a file keeps it."""
    return Carried(
        pack(op.op_id), op.v, pack(op.replica), op.seq, op.lamport, pack(op.annotator),
        pack(op.action), pack_time(op.at), pack(op.scheme), op.label, pack(op.obj), pack(op.kind),
        pack(op.verb), op.body, pack_hash(op.prev), bytes.fromhex(op.hash),
    )  # fmt: skip


def op_of(row: Carried) -> Op:
    """Inverse of :func:`carried`."""
    return Op(
        v=row.v, op_id=unpack(row.op_id), replica=unpack(row.replica), seq=row.seq,
        lamport=row.lamport, annotator=unpack(row.annotator), action=unpack(row.action),
        at=unpack_time(row.at), scheme=unpack(row.scheme), label=row.label, obj=unpack(row.obj),
        kind=unpack(row.kind), verb=unpack(row.verb), body=row.body, prev=unpack_hash(row.prev),
        hash=row.hash.hex(),
    )  # fmt: skip


class Texts(dict[Stored, str]):
    """Long ids as text, made when one is first asked for: for those that come again and again."""

    def __missing__(self, stored: Stored) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        text = self[stored] = unpack(stored)
        return text


def is_true(row: Carried, texts: Texts) -> bool:
    """As :func:`juseok.store.log.is_true` of the operation, without making it."""
    (op_id, v, replica, seq, lamport, annotator, action, at, scheme, label,
     obj, kind, verb, body, prev, digest) = row  # fmt: skip
    if not (0 <= v < MAX_INTEGER and 0 <= seq < MAX_INTEGER and 0 <= lamport < MAX_INTEGER):
        return False
    hashed = [
        v, unpack(op_id), texts[replica], seq, lamport, texts[annotator], unpack(action),
        unpack_time(at), texts[scheme], label, unpack(obj), texts[kind], texts[verb], body,
        unpack_hash(prev),
    ]  # fmt: skip
    return row_digest(hashed) == digest


_NAMED: Final = ("replica", "annotator", "action", "scheme", "obj", "kind", "verb")
_SQL: Final = (
    "SELECT "
    + ", ".join(f"{name}.id" if name in _NAMED else f"o.{name}" for name in Carried._fields)
    + " FROM op AS o"
    + "".join(f" LEFT JOIN ident AS {name} ON {name}.n = o.{name}" for name in _NAMED)
    + f" WHERE {LIVE} ORDER BY o.arrival"
)


def carried_rows(db: sqlite3.Connection) -> Iterator[Carried]:
    """Every row of the log in ``db``, in order of arrival, but for merges that are not whole.

    Raises ``ProjectError`` where the file has lost a name.
    """
    cursor = db.execute(_SQL)
    while rows := cursor.fetchmany(_TOGETHER):
        yield from starmap(_row, rows)


def append_carried(
    db: sqlite3.Connection, names: Names, log: Log, rows: Sequence[Carried], *,
    merge: int | None = None,
) -> list[Carried]:  # fmt: skip
    """Put those of ``rows`` that are new at the end of the log, marked as of a ``merge`` that is
    not live yet, if it is one; these.

    Raises ``ProjectError`` where the log has another row of one of these ids.
    """
    new = _new(db, rows)
    few = {each for row in new
           for each in (row.replica, row.annotator, row.scheme, row.kind, row.verb)}  # fmt: skip
    numbers = {each: names.number(unpack(each)) for each in few}
    numbers |= names.stored_numbers({each for row in new for each in (row.obj, row.action)})
    (last,) = db.execute("SELECT coalesce(max(arrival), 0) FROM op").fetchone()
    values = [_values(row, arrival, numbers, merge) for arrival, row in enumerate(new, last + 1)]
    many.insert(db, f"INSERT INTO op(arrival, {COLUMNS}, merge)", values)
    for arrival, row in enumerate(new, last + 1):
        if row.verb == CREATE_MANY:
            log.append_members(row.body, arrival)
    return new


def _new(db: sqlite3.Connection, rows: Sequence[Carried]) -> list[Carried]:
    """Those of ``rows`` that the log does not have, each once."""
    hashes: dict[Stored, bytes] = {}
    for at in range(0, len(rows), _TOGETHER):
        ids = [row.op_id for row in rows[at : at + _TOGETHER]]
        marks = ",".join("?" * len(ids))
        hashes.update(db.execute(f"SELECT op_id, hash FROM op WHERE op_id IN ({marks})", ids))
    new: list[Carried] = []
    for row in rows:
        there = hashes.get(row.op_id)
        if there is None:
            hashes[row.op_id] = row.hash
            new.append(row)
        elif there != row.hash:
            raise ProjectError("project.op_twice", op=unpack(row.op_id))
    return new


def _values(
    row: Carried, arrival: int, numbers: Mapping[Stored, int], merge: int | None
) -> tuple[object, ...]:
    (op_id, v, replica, seq, lamport, annotator, action, at, scheme, label,
     obj, kind, verb, body, prev, digest) = row  # fmt: skip
    return (
        arrival, op_id, v, numbers[replica], seq, lamport, numbers[annotator], numbers[action],
        at, numbers[scheme], label, numbers[obj], numbers[kind], numbers[verb], body, prev,
        digest, merge,
    )  # fmt: skip


def _row(*row: Any) -> Carried:
    (op_id, v, replica, seq, lamport, annotator, action, at, scheme, label,
     obj, kind, verb, body, prev, digest) = row  # fmt: skip
    return Carried(
        _own(op_id), v, _own(replica), seq, lamport, _own(annotator), _own(action),
        at if type(at) is int and at >= 0 else pack_time(unpack_time(at)),
        _own(scheme), label, _own(obj), _own(kind), _own(verb), body,
        prev if type(prev) is bytes and len(prev) == 32 else pack_hash(unpack_hash(prev)),
        digest,
    )  # fmt: skip


def _own(stored: Any) -> Stored:
    """A long id as we keep it, however whoever wrote the file did."""
    if type(stored) is bytes and len(stored) == 16:
        return stored
    if type(stored) is str and len(stored) != 36:
        return stored
    if stored is None:
        raise ProjectError("project.damaged", name="", reason="ident")
    return pack(unpack(stored))

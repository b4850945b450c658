"""What the log holds of some objects: each write with what decides whether it counts.

Nearly all that a bulk action or a merge brings is written once, by one row, and read so.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import msgspec

from juseok.core.ops import CREATE, CREATE_MANY, REDO, UNDO
from juseok.store.fold import BATCH, Order, Write, on_batch
from juseok.store.log import LIVE
from juseok.store.names import Names, unpack
from juseok.store.op_bodies import (
    RawBatch,
    RawFields,
    decode_body,
    decode_fields,
    scan_batch,
    scan_body,
)
from juseok.store.rows import Made

CHUNK: Final = 800
"""Objects that one query asks for."""
_COLUMNS: Final = "op_id, replica, seq, lamport, annotator, action, kind, verb"


@dataclass(frozen=True, slots=True)
class Within:
    """A log that held, of each replica, the rows up to a number, whenever they were written."""

    heads: Mapping[str, int]


Moment: TypeAlias = Order | Within
"""The log as it was: up to a place in its order, or as far as it was known."""


class Source(msgspec.Struct, frozen=True, eq=False):
    """What decides whether the writes of one row of the log count.

    A struct, as :class:`Write` is.  ``action`` is a local number: nearly every row has another,
    and few are ever asked for by name.
    """

    action: int
    annotator: str
    replica: str
    seq: int
    batch: str
    on_batch: bool


Logged: TypeAlias = tuple[Source, Write]


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """What the log holds of some objects.

    ``once``: those that one row makes, alone or among many, and no other writes to, with its
    source: nearly all that a bulk action or a merge brings.  ``writes``: whatever else was asked
    for.
    """

    once: list[tuple[Source, list[Made]]]
    writes: dict[int, list[Logged]]

    def sources(self) -> set[Source]:
        found = {source for source, _ in self.once}
        return found.union(source for items in self.writes.values() for source, _ in items)


class Written:
    """Reads the log by objects."""

    def __init__(self, db: sqlite3.Connection, names: Names) -> None:
        self._db = db
        self._names = names
        self._last: tuple[tuple[int, bytes | str], RawBatch] | None = None

    def forget(self) -> None:
        """Drop what is remembered: rows may have gone."""
        self._last = None

    def staging(self, arrival: int, batch: str) -> Source | None:
        """Of the row at ``arrival``, which stages objects in ``batch``; None where it counts for
        nothing yet."""
        row = self._db.execute(
            f"SELECT {_COLUMNS} FROM op WHERE arrival = ? AND {LIVE}", (arrival,)
        ).fetchone()
        return None if row is None else self._source(row, staged=batch)

    def load(self, objects: Sequence[int], *, once: bool = True) -> Read:
        """The rows of the log that write to ``objects``, at most :data:`CHUNK`; not ``once``: the
        writes of each."""
        marks = ",".join("?" * len(objects))
        out: defaultdict[int, list[Logged]] = defaultdict(list)
        read = self._db.execute(
            f"SELECT obj, body, {_COLUMNS} FROM op WHERE obj IN ({marks}) AND {LIVE}", objects
        ).fetchall()
        places: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        rows = self._db.execute(
            f"SELECT obj, arrival, place FROM member WHERE obj IN ({marks})", objects
        ).fetchall()
        for obj, arrival, place in rows:
            places[arrival].append((obj, place))
        times = Counter([obj for obj, *_ in (*rows, *read)])
        several = {obj for obj, n in times.items() if n > 1 or not once}
        found = self._written(read, several, out)
        for arrival, members in places.items():
            held = self._members(arrival, members)
            if held is None:
                continue
            source, order, made = held
            plain = [item for item in made if item[0] not in several and not _has_more(item[2])]
            found.append((source, plain))
            for obj, kind, fields in made if len(plain) < len(made) else ():
                if obj in several or _has_more(fields):
                    out[obj].append((source, Write(order, kind, CREATE, decode_fields(fields))))
        return Read(found, out)

    def load_all(self, objects: Sequence[int]) -> Read:
        """The writes of each of ``objects``, however many there are."""
        found: dict[int, list[Logged]] = {}
        for at in range(0, len(objects), CHUNK):
            found |= self.load(objects[at : at + CHUNK], once=False).writes
        return Read([], found)

    def _written(
        self, rows: Sequence[Sequence[Any]], several: Container[int], out: dict[int, list[Logged]]
    ) -> list[tuple[Source, list[Made]]]:
        """What ``rows`` write themselves, into ``out``; and what the lone ones make."""
        self._names.prime({each for row in rows for each in (row[3], row[6], *row[8:])})
        name = self._names.name
        alone: list[tuple[Source, list[Made]]] = []
        for row in rows:
            obj, body, _, replica, seq, _, annotator, action, sort, verb_number = row
            kind, verb = name(sort), name(verb_number)
            if verb in (UNDO, REDO, CREATE_MANY):
                continue
            about = kind == BATCH and on_batch(kind, verb)
            source = Source(action, name(annotator), name(replica), seq, "", about)
            fields = scan_body(body) if verb == CREATE and obj not in several else None
            if fields is None or kind == BATCH or _has_more(fields):
                write = Write(self._order(row[2:]), kind, verb, decode_body(body))
                out[obj].append((source, write))
            else:
                alone.append((source, [(obj, kind, fields)]))
        return alone

    def _members(
        self, arrival: int, members: Sequence[tuple[int, int]]
    ) -> tuple[Source, Order, list[Made]] | None:
        """What the row at ``arrival`` makes at those places of its list, if it counts."""
        row = self._db.execute(
            f"SELECT {_COLUMNS} FROM op WHERE arrival = ?", (arrival,)
        ).fetchone()
        many = self._batch(arrival, row[0])
        if many is None:
            return None
        source = self._source(row, staged=many.batch)
        listed = many.objects
        made = [(obj, listed[place][1], listed[place][2]) for obj, place in members]
        # batches themselves are never made in bulk
        return source, self._order(row), [item for item in made if item[1] != BATCH]

    def _batch(self, arrival: int, op_id: bytes | str) -> RawBatch | None:
        """The objects of a ``create-many`` that counts; a long one is read for many small steps,
        and even finding the end of its row takes a while."""
        if self._last is None or self._last[0] != (arrival, op_id):
            sql = f"SELECT body FROM op WHERE arrival = ? AND {LIVE}"
            row = self._db.execute(sql, (arrival,)).fetchone()
            if row is None:
                return None
            self._last = (arrival, op_id), scan_batch(row[0])
        return self._last[1]

    def _order(self, row: Sequence[Any]) -> Order:
        op_id, replica, _, lamport, *_ = row
        return lamport, self._names.name(replica), unpack(op_id)

    def _source(self, row: Sequence[Any], *, staged: str) -> Source:
        _, replica, seq, _, annotator, action, _, _ = row
        name = self._names.name
        return Source(action, name(annotator), name(replica), seq, staged, on_batch=False)


def holds(moment: Moment, order: Order, seq: int) -> bool:
    """Whether the log held the row at ``order``, number ``seq`` of its replica, at ``moment``."""
    if isinstance(moment, Within):
        return seq <= moment.heads.get(order[1], 0)
    return order <= moment


def read_until(read: Read, moment: Moment) -> Read:
    """What of ``read`` the log held at ``moment``."""
    kept = {
        obj: [item for item in logged if holds(moment, item[1].order, item[0].seq)]
        for obj, logged in read.writes.items()
    }
    return Read([], {obj: logged for obj, logged in kept.items() if logged})


def _has_more(fields: RawFields) -> bool:
    """Whether some register may speak about the write itself."""
    return max(fields, default="") >= "~"

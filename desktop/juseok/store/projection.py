"""The tables that screens read, made from the log one object at a time.

:meth:`Projection.refold` writes them: an edit, an undo, a merge and a rebuild all go through it.
What an import stages is made ahead out of the same rows (``ahead.py``).  Both must give what
``fold.fold_log`` gives for the whole log.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import msgspec

from juseok.core.ops import CREATE, CREATE_MANY, REDO, UNDO
from juseok.store.ahead import Ahead
from juseok.store.fold import (
    BATCH,
    ObjectState,
    OnBatch,
    Order,
    RawBatch,
    RawFields,
    Reversal,
    Standing,
    Write,
    counting_on_batches,
    decode_body,
    decode_fields,
    fold,
    ignored_ranges,
    on_batch,
    reversal,
    scan_batch,
    scan_body,
    standing_of,
)
from juseok.store.listing import Listing
from juseok.store.log import LIVE, Log
from juseok.store.names import Names, unpack
from juseok.store.rows import Made, ObjectRow, Rows

_CHUNK: Final = 800
_COLUMNS: Final = "op_id, replica, seq, lamport, annotator, action, kind, verb"


@dataclass(frozen=True, slots=True)
class ChangedObject:
    """An object whose state a commit changed, and where it lives."""

    obj: str
    kind: str
    article: str | None
    layer: str | None


@dataclass(frozen=True, slots=True)
class Within:
    """A log that held, of each replica, the rows up to a number, whenever they were written."""

    heads: Mapping[str, int]


Moment: TypeAlias = Order | Within
"""The log as it was: up to a place in its order, or as far as it was known."""


class _Source(msgspec.Struct, frozen=True, eq=False):
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


_Logged: TypeAlias = tuple[_Source, Write]


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """What the log holds of some objects.

    ``once``: those that one row makes, alone or among many, and no other writes to, with its
    source: nearly all that a bulk action or a merge brings.  ``writes``: whatever else was asked
    for.
    """

    once: list[tuple[_Source, list[Made]]]
    writes: dict[int, list[_Logged]]

    def sources(self) -> set[_Source]:
        found = {source for source, _ in self.once}
        return found.union(source for items in self.writes.values() for source, _ in items)


class _Standings:
    """Which operations count: those on batches (by their place in the log), and all others."""

    def __init__(self, batches: Collection[Order], others: Standing, names: Names) -> None:
        self._batches = batches
        self._others = others
        self._all = not others.undone and not others.ignored
        self._name = names.name
        self._known: dict[_Source, bool] = {}

    def has(self, source: _Source, write: Write) -> bool:
        """Whether ``write`` counts, which is on a batch or not."""
        return write.order in self._batches if source.on_batch else self.counts(source)

    def counts(self, source: _Source) -> bool:
        """Asked for every object of a row that is about no batch, found once."""
        if self._all and not source.batch:
            return True
        known = self._known.get(source)
        if known is None:
            known = self._known[source] = self._others.counts(
                action=self._name(source.action) if self._others.undone else "",
                annotator=source.annotator,
                replica=source.replica,
                seq=source.seq,
                batch=source.batch,
            )
        return known


class Projection:
    """Refolds objects over the writing connection."""

    def __init__(self, db: sqlite3.Connection, names: Names) -> None:
        self._db = db
        self._names = names
        self._log = Log(db, names)
        self._rows = Rows(db, names)
        self._listing = Listing(db, names)
        self.ahead = Ahead(db, names, self._rows, self._listing)
        self._last: tuple[tuple[int, bytes | str], RawBatch] | None = None

    def refold(self, objects: Iterable[int], *, tell: bool = True) -> list[ChangedObject]:
        """Bring the rows of ``objects`` in step with the log; those that changed (``tell``).

        Batches come first: whether others count depends on them.
        """
        wanted = sorted(set(objects))
        about_batches = self._about_batches(wanted)
        others = [obj for obj in wanted if obj not in about_batches] if about_batches else wanted
        changed: list[ChangedObject] = []
        for part in (about_batches, others):
            for at in range(0, len(part), _CHUNK):
                changed += self._refold_chunk(part[at : at + _CHUNK], about_batches, tell=tell)
        return changed

    def put_in_place(self, arrival: int) -> Collection[int] | None:
        """Show what the staged row at ``arrival`` makes, where that was made ahead.

        It gives what :meth:`refold` would, once :meth:`settle` was called; the objects that still
        have to be refolded, or None where that is all of them.
        """
        batch = self.ahead.batch(arrival)
        if batch is None:
            return None
        row = self._db.execute(
            f"SELECT {_COLUMNS} FROM op WHERE arrival = ? AND {LIVE}", (arrival,)
        ).fetchone()
        source = None if row is None else self._source(row, staged=batch, on_batch=False)
        if source is None or not self._standings(_Read([(source, [])], {}), ()).counts(source):
            self.ahead.drop(arrival)
            return None
        return self.ahead.settle(arrival)

    def settle(self) -> None:
        """Write what lists show of all that was put in place, in the same transaction: rows that
        came in together name the same entities again and again."""
        self._listing.settle()

    def state(self, obj: str) -> ObjectState | None:
        """What the log says of ``obj``, deleted or a stub included."""
        number = self._names.find(obj)
        if number is None:
            return None
        read = self._load([number], once=False)
        return _fold(obj, read.writes.get(number, ()), self._standings(read, [number]))

    def states_until(self, objects: Sequence[int], until: Moment) -> dict[int, ObjectState]:
        """What the log said of ``objects`` when it held what ``until`` does.

        The same fold as of today: other rows, undos and batches do not count.
        """
        found: dict[int, ObjectState] = {}
        for at in range(0, len(objects), _CHUNK):
            chunk = objects[at : at + _CHUNK]
            read = _until(self._load(chunk, once=False), until)
            standings = self._standings_until(read, until)
            names = self._names.names(list(read.writes))
            for number, logged in read.writes.items():
                state = _fold(names[number], logged, standings)
                if state is not None:
                    found[number] = state
        return found

    def _standings_until(self, read: _Read, until: Moment) -> "_Standings":
        kind = self._names.find(BATCH)
        numbers = {
            obj
            for (obj,) in self._db.execute(
                "SELECT obj FROM object WHERE kind = ? UNION SELECT batch FROM staged", (kind,)
            )
        }
        numbers |= self._ignored_batches()
        about = _until(self._load_all(sorted(numbers)), until)
        sources = read.sources() | about.sources()
        reversals = self._reversals({source.action for source in sources}, until)
        written = self._on_batches(about)
        counting = counting_on_batches(written, reversals)
        states = [fold(obj, writes) for obj, writes in counting.items()]
        batches = {state.obj: state for state in states if state is not None and state.live}
        return _Standings(_places(counting), standing_of(reversals, batches), self._names)

    def _ignored_batches(self) -> set[int]:
        """Batches of which ignored ranges hold operations: they were there before."""
        found: set[int] = set()
        for replica, ranges in ignored_ranges(self.batches().values()).items():
            for low, high in ranges:
                rows = self._db.execute(
                    "SELECT obj FROM op WHERE replica = ? AND seq BETWEEN ? AND ? AND kind = ?",
                    (self._names.find(replica), low, high, self._names.find(BATCH)),
                )
                found.update(obj for (obj,) in rows)
        return found

    def _refold_chunk(
        self, objects: Sequence[int], about_batches: Sequence[int], *, tell: bool
    ) -> list[ChangedObject]:
        rows = self._folded(self._load(objects), about_batches)
        before = self._rows.load(objects)
        moved = [
            (number, old, row)
            for number in objects
            if (row := rows.get(number)) != (old := before.get(number))
        ]
        self._rows.write([(number, row) for number, _, row in moved])
        self._listing.count(
            [old for _, old, _ in moved if old is not None],
            [row for _, _, row in moved if row is not None],
        )
        self._listing.settle()
        if not tell:
            return []
        names = self._names.names([number for number, _, _ in moved])
        return [self._changed(names[number], row or old) for number, old, row in moved]

    def _folded(self, read: _Read, about_batches: Sequence[int]) -> dict[int, ObjectRow | None]:
        standings = self._standings(read, about_batches)
        counting = [item for source, made in read.once if standings.counts(source) for item in made]
        made = self._rows.made([number for number, _, _ in counting], counting)
        rows: dict[int, ObjectRow | None] = {row.obj: row for row in made}
        others = list(read.writes)
        names = self._names.names(others)
        states = [_fold(names[number], read.writes[number], standings) for number in others]
        rows.update(zip(others, self._rows.rows(others, states), strict=True))
        return rows

    def _changed(self, obj: str, row: ObjectRow | None) -> ChangedObject:
        if row is None:
            return ChangedObject(obj, "", None, None)
        name = self._names.name
        return ChangedObject(
            obj,
            name(row.kind),
            None if row.article is None else name(row.article),
            None if row.layer is None else name(row.layer),
        )

    def _about_batches(self, objects: Sequence[int]) -> list[int]:
        kind = self._names.find(BATCH)
        if kind is None:
            return []
        found: set[int] = set()
        for at in range(0, len(objects), _CHUNK):
            chunk = objects[at : at + _CHUNK]
            marks = ",".join("?" * len(chunk))
            rows = self._db.execute(
                f"SELECT DISTINCT obj FROM op WHERE obj IN ({marks}) AND kind = ?", (*chunk, kind)
            )
            found.update(obj for (obj,) in rows)
        return sorted(found)

    def touched(self, objects: Iterable[str]) -> list[ChangedObject]:
        """Where those of ``objects`` that are live stand now."""
        numbers = [n for n in map(self._names.find, objects) if n is not None]
        rows = self._rows.load(numbers).values() if numbers else ()
        return [self._changed(self._names.name(row.obj), row) for row in rows]

    def of_kind(self, kind: str) -> list[ObjectState]:
        """All live objects of a kind that does not belong to an article."""
        rows = self._rows.select("kind = ? AND article IS NULL", (self._names.find(kind),))
        return [self._rows.state(row) for row in rows]

    def batches(self) -> dict[str, ObjectState]:
        """All live batches; there are few."""
        return {state.obj: state for state in self.of_kind(BATCH)}

    def _load(self, objects: Sequence[int], *, once: bool = True) -> _Read:
        """The rows of the log that write to ``objects``; not ``once``: the writes of each."""
        marks = ",".join("?" * len(objects))
        out: defaultdict[int, list[_Logged]] = defaultdict(list)
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
        return _Read(found, out)

    def _written(
        self, rows: Sequence[Sequence[Any]], several: Container[int], out: dict[int, list[_Logged]]
    ) -> list[tuple[_Source, list[Made]]]:
        """What ``rows`` write themselves, into ``out``; and what the lone ones make."""
        self._names.prime({each for row in rows for each in (row[3], row[6], *row[8:])})
        name = self._names.name
        alone: list[tuple[_Source, list[Made]]] = []
        for row in rows:
            obj, body, _, replica, seq, _, annotator, action, sort, verb_number = row
            kind, verb = name(sort), name(verb_number)
            if verb in (UNDO, REDO, CREATE_MANY):
                continue
            about = kind == BATCH and on_batch(kind, verb)
            source = _Source(action, name(annotator), name(replica), seq, "", about)
            fields = scan_body(body) if verb == CREATE and obj not in several else None
            if fields is None or kind == BATCH or _has_more(fields):
                write = Write(self._order(row[2:]), kind, verb, decode_body(body))
                out[obj].append((source, write))
            else:
                alone.append((source, [(obj, kind, fields)]))
        return alone

    def _members(
        self, arrival: int, members: Sequence[tuple[int, int]]
    ) -> tuple[_Source, Order, list[Made]] | None:
        """What the row at ``arrival`` makes at those places of its list, if it counts."""
        row = self._db.execute(
            f"SELECT {_COLUMNS} FROM op WHERE arrival = ?", (arrival,)
        ).fetchone()
        many = self._batch(arrival, row[0])
        if many is None:
            return None
        source = self._source(row, staged=many.batch, on_batch=False)
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

    def forget(self) -> None:
        """Drop what is remembered: rows may have gone."""
        self._last = None
        self._listing.forget()

    def _order(self, row: Sequence[Any]) -> Order:
        op_id, replica, _, lamport, *_ = row
        return lamport, self._names.name(replica), unpack(op_id)

    def _source(self, row: Sequence[Any], *, staged: str, on_batch: bool) -> _Source:
        _, replica, seq, _, annotator, action, _, _ = row
        name = self._names.name
        return _Source(action, name(annotator), name(replica), seq, staged, on_batch)

    def _standings(self, read: _Read, about_batches: Sequence[int]) -> "_Standings":
        """``about_batches``: those that may change with ``read``; what others ignore counts, too,
        where ``read`` has something on batches."""
        batches, counting = self.batches(), dict[str, list[Write]]()
        sources = read.sources()
        if any(source.on_batch for source in sources):
            ranged = (obj for obj, state in batches.items() if "ranges" in state.fields)
            numbers = {*about_batches, *map(self._names.number, ranged)}
            about = self._load_all(sorted(numbers))
            actions = {source.action for source in about.sources()}
            written = self._on_batches(about)
            counting = counting_on_batches(written, self._reversals(actions))
        reversals = self._reversals({source.action for source in sources})
        return _Standings(_places(counting), standing_of(reversals, batches), self._names)

    def _load_all(self, objects: Sequence[int]) -> _Read:
        """The writes of each of ``objects``, however many there are."""
        found: dict[int, list[_Logged]] = {}
        for at in range(0, len(objects), _CHUNK):
            found |= self._load(objects[at : at + _CHUNK], once=False).writes
        return _Read([], found)

    def _on_batches(self, read: _Read) -> list[OnBatch]:
        """What of ``read`` is on batches."""
        name = self._names.name
        return [
            OnBatch(name(number), name(source.action), source.annotator, source.seq, write)
            for number, logged in read.writes.items()
            for source, write in logged
            if source.on_batch
        ]

    def _reversals(self, numbers: Iterable[int], until: Moment | None = None) -> list[Reversal]:
        """Undo and redo rows that name the actions of these ``numbers`` (of what ``until``
        holds)."""
        actions = list(numbers)
        out: list[Reversal] = []
        for at in range(0, len(actions), _CHUNK):
            chunk = actions[at : at + _CHUNK]
            marks = ",".join("?" * len(chunk))
            found = self._log.select(f"obj IN ({marks}) AND {LIVE}", chunk)
            out += [
                reversal(op)
                for op in found
                if op.verb in (UNDO, REDO) and (until is None or _holds(until, op.order, op.seq))
            ]
        return out


def _holds(until: Moment, order: Order, seq: int) -> bool:
    if isinstance(until, Within):
        return seq <= until.heads.get(order[1], 0)
    return order <= until


def _until(read: _Read, until: Moment) -> _Read:
    """What of ``read`` the log held."""
    kept = {
        obj: [item for item in logged if _holds(until, item[1].order, item[0].seq)]
        for obj, logged in read.writes.items()
    }
    return _Read([], {obj: logged for obj, logged in kept.items() if logged})


def _has_more(fields: RawFields) -> bool:
    """Whether some register may speak about the write itself."""
    return max(fields, default="") >= "~"


def _fold(obj: str, logged: Sequence[_Logged], standings: _Standings) -> ObjectState | None:
    if len(logged) == 1:
        ((source, write),) = logged
        return fold(obj, (write,)) if standings.has(source, write) else None
    about_batch = [item for item in logged if item[0].on_batch]
    kept = [item for item in about_batch or logged if standings.has(*item)]
    return fold(obj, [write for _, write in kept])


def _places(counting: Mapping[str, Sequence[Write]]) -> frozenset[Order]:
    return frozenset(write.order for writes in counting.values() for write in writes)

"""The tables that screens read, made from the log one object at a time.

:meth:`Projection.refold` writes them: an edit, an undo, a merge and a rebuild all go through it.
What an import stages is made ahead out of the same rows (``ahead.py``).  Both must give what
``fold.fold_log`` gives for the whole log.
"""

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from juseok.core.ops import REDO, UNDO
from juseok.store.ahead import Ahead
from juseok.store.fold import (
    BATCH,
    ObjectState,
    OnBatch,
    Order,
    Reversal,
    Standing,
    Write,
    counting_on_batches,
    fold,
    ignored_ranges,
    reversal,
    standing_of,
)
from juseok.store.listing import Listing
from juseok.store.log import LIVE, Log
from juseok.store.names import Names
from juseok.store.rows import ObjectRow, Rows
from juseok.store.written import CHUNK, Logged, Moment, Read, Source, Written, holds, read_until


@dataclass(frozen=True, slots=True)
class ChangedObject:
    """An object whose state a commit changed, and where it lives."""

    obj: str
    kind: str
    article: str | None
    layer: str | None


class _Standings:
    """Which operations count: those on batches (by their place in the log), and all others."""

    def __init__(self, batches: Collection[Order], others: Standing, names: Names) -> None:
        self._batches = batches
        self._others = others
        self._all = not others.undone and not others.ignored
        self._name = names.name
        self._known: dict[Source, bool] = {}

    def has(self, source: Source, write: Write) -> bool:
        """Whether ``write`` counts, which is on a batch or not."""
        return write.order in self._batches if source.on_batch else self.counts(source)

    def counts(self, source: Source) -> bool:
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
        self._written = Written(db, names)

    def refold(self, objects: Iterable[int], *, tell: bool = True) -> list[ChangedObject]:
        """Bring the rows of ``objects`` in step with the log; those that changed (``tell``).

        Batches come first: whether others count depends on them.
        """
        wanted = sorted(set(objects))
        about_batches = self._about_batches(wanted)
        others = [obj for obj in wanted if obj not in about_batches] if about_batches else wanted
        changed: list[ChangedObject] = []
        for part in (about_batches, others):
            for at in range(0, len(part), CHUNK):
                changed += self._refold_chunk(part[at : at + CHUNK], about_batches, tell=tell)
        return changed

    def put_in_place(self, arrival: int) -> Collection[int] | None:
        """Show what the staged row at ``arrival`` makes, where that was made ahead.

        It gives what :meth:`refold` would, once :meth:`settle` was called; the objects that still
        have to be refolded, or None where that is all of them.
        """
        batch = self.ahead.batch(arrival)
        if batch is None:
            return None
        source = self._written.staging(arrival, batch)
        if source is None or not self._standings(Read([(source, [])], {}), ()).counts(source):
            self.ahead.drop(arrival)
            return None
        return self.ahead.settle(arrival)

    def settle(self) -> None:
        """Write what lists show of all that was put in place, in the same transaction: rows that
        came in together name the same entities again and again."""
        self._listing.settle()

    def forget(self) -> None:
        """Drop what is remembered: rows may have gone."""
        self._written.forget()
        self._listing.forget()

    def state(self, obj: str) -> ObjectState | None:
        """What the log says of ``obj``, deleted or a stub included."""
        number = self._names.find(obj)
        if number is None:
            return None
        read = self._written.load([number], once=False)
        return _fold(obj, read.writes.get(number, ()), self._standings(read, [number]))

    def states_until(self, objects: Sequence[int], until: Moment) -> dict[int, ObjectState]:
        """What the log said of ``objects`` when it held what ``until`` does.

        The same fold as of today: other rows, undos and batches do not count.
        """
        found: dict[int, ObjectState] = {}
        for at in range(0, len(objects), CHUNK):
            chunk = objects[at : at + CHUNK]
            read = read_until(self._written.load(chunk, once=False), until)
            standings = self._standings_until(read, until)
            names = self._names.names(list(read.writes))
            for number, logged in read.writes.items():
                state = _fold(names[number], logged, standings)
                if state is not None:
                    found[number] = state
        return found

    def _standings_until(self, read: Read, until: Moment) -> "_Standings":
        kind = self._names.find(BATCH)
        numbers = {
            obj
            for (obj,) in self._db.execute(
                "SELECT obj FROM object WHERE kind = ? UNION SELECT batch FROM staged", (kind,)
            )
        }
        numbers |= self._ignored_batches()
        about = read_until(self._written.load_all(sorted(numbers)), until)
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
        rows = self._folded(self._written.load(objects), about_batches)
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

    def _folded(self, read: Read, about_batches: Sequence[int]) -> dict[int, ObjectRow | None]:
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
        for at in range(0, len(objects), CHUNK):
            chunk = objects[at : at + CHUNK]
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

    def _standings(self, read: Read, about_batches: Sequence[int]) -> "_Standings":
        """``about_batches``: those that may change with ``read``; what others ignore counts, too,
        where ``read`` has something on batches."""
        batches, counting = self.batches(), dict[str, list[Write]]()
        sources = read.sources()
        if any(source.on_batch for source in sources):
            ranged = (obj for obj, state in batches.items() if "ranges" in state.fields)
            numbers = {*about_batches, *map(self._names.number, ranged)}
            about = self._written.load_all(sorted(numbers))
            actions = {source.action for source in about.sources()}
            written = self._on_batches(about)
            counting = counting_on_batches(written, self._reversals(actions))
        reversals = self._reversals({source.action for source in sources})
        return _Standings(_places(counting), standing_of(reversals, batches), self._names)

    def _on_batches(self, read: Read) -> list[OnBatch]:
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
        for at in range(0, len(actions), CHUNK):
            chunk = actions[at : at + CHUNK]
            marks = ",".join("?" * len(chunk))
            found = self._log.select(f"obj IN ({marks}) AND {LIVE}", chunk)
            out += [
                reversal(op)
                for op in found
                if op.verb in (UNDO, REDO) and (until is None or holds(until, op.order, op.seq))
            ]
        return out


def _fold(obj: str, logged: Sequence[Logged], standings: _Standings) -> ObjectState | None:
    if len(logged) == 1:
        ((source, write),) = logged
        return fold(obj, (write,)) if standings.has(source, write) else None
    about_batch = [item for item in logged if item[0].on_batch]
    kept = [item for item in about_batch or logged if standings.has(*item)]
    return fold(obj, [write for _, write in kept])


def _places(counting: Mapping[str, Sequence[Write]]) -> frozenset[Order]:
    return frozenset(write.order for writes in counting.values() for write in writes)

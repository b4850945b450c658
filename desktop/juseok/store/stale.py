"""Which objects a new row of the log touches, and those still to be caught up with.

A gesture touches a few objects, which are refolded in its own transaction.  An import that
becomes live, or the undo of one, can touch a million: then the log alone is written, its rows
are noted in ``stale``, and the writer refolds them in small steps between edits.  What is noted
survives a crash.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from juseok.core.ops import CREATE_MANY, REDO, UNDO
from juseok.store.fold import ObjectState, ignored_ranges, on_batch
from juseok.store.names import Names
from juseok.store.projection import ChangedObject, Projection

AT_ONCE: Final = 400
"""Up to this many objects are refolded with the action that touches them."""

_STEP: Final = 800
_SECONDS: Final = 0.2
"""How long a step works before it commits: what readers wait for is the commit, which costs the
disk about as much for 400 objects as for 10,000."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What was refolded, and whether there is ``more`` to be caught up with later."""

    changed: list[ChangedObject]
    more: bool


class Stale:
    """Follows the consequences of rows, over the writing connection."""

    def __init__(self, db: sqlite3.Connection, names: Names, projection: Projection) -> None:
        self._db = db
        self._names = names
        self._projection = projection

    def settle(self, arrivals: Iterable[int]) -> "Settled":
        """Refold what the rows at ``arrivals`` touch, now or noted for later."""
        rows = self._with_targets(set(arrivals))
        changed: list[ChangedObject] = []
        after = self._projection.batches()
        known, about = set(after), self._batches_among(rows)
        while about:
            before = after
            changed += self._projection.refold(about)
            after = self._projection.batches()
            known |= after.keys()
            rows |= self._with_targets(self._moved(before, after))
            # what is ignored otherwise now may hold operations on batches
            same = ignored_ranges(before.values()) == ignored_ranges(after.values())
            about = set[int]() if same else self._batches_among(rows)
        rows -= self._dormant(rows, known)
        writing = [arrival for arrival in sorted(rows) if self._writes(arrival)]
        if sum(map(self._size, writing)) <= AT_ONCE:
            changed += self._projection.refold(self._objects(writing))
            return Settled(changed, more=False)
        self._db.executemany(
            "INSERT INTO stale(arrival, done) VALUES (?, 0)"
            " ON CONFLICT(arrival) DO UPDATE SET done = 0",
            [(arrival,) for arrival in writing],
        )
        return Settled(changed, more=True)

    def note_merge(self, merge: int) -> None:
        """Note all rows of a merge that has just become live."""
        self._db.execute(
            "INSERT OR REPLACE INTO stale(arrival, done) SELECT arrival, 0 FROM op WHERE merge = ?",
            (merge,),
        )

    def waiting(self) -> bool:
        return self._db.execute("SELECT 1 FROM stale LIMIT 1").fetchone() is not None

    def left(self) -> int:
        """How many rows wait."""
        return int(self._db.execute("SELECT count(*) FROM stale").fetchone()[0])

    def step(self, *, wanted: Callable[[], bool] = lambda: False) -> None:
        """Refold some of what was noted, in the caller's transaction.

        It ends after a while, and as soon as ``wanted`` says that somebody waits for the writer.
        """
        until = time.perf_counter() + _SECONDS
        self._part()
        while not wanted() and time.perf_counter() < until and self.waiting():
            self._part()
        self._projection.settle()

    def _part(self) -> None:
        objects: set[int] = set()
        done: list[int] = []
        rows = self._db.execute(
            "SELECT s.arrival, s.done, o.obj, o.kind, o.verb FROM stale AS s"
            " JOIN op AS o USING (arrival) ORDER BY s.arrival LIMIT ?",
            (_STEP,),
        ).fetchall()
        writes: dict[tuple[int, int], bool] = {}
        many = self._names.find(CREATE_MANY)
        for arrival, last, obj, kind, verb in rows:
            write = writes.get((kind, verb))
            if write is None:
                write = writes[kind, verb] = self._is_write(kind, verb)
            if not write:
                self._drop([*done, arrival])
                done = []
                self.settle([arrival])
                continue
            made = self._projection.put_in_place(arrival) if verb == many and not last else None
            if made is not None:
                objects.update(made)
                done.append(arrival)
                break  # as much as a part of others
            room = _STEP - len(objects)
            if verb == many:
                part = self._objects_behind(arrival, last, room)
            else:
                part = [obj] if obj > last else []
            objects.update(part)
            if len(part) == room:
                self._db.execute("UPDATE stale SET done = ? WHERE arrival = ?", (part[-1], arrival))
                break
            done.append(arrival)
        self._drop(done)
        self._projection.refold(objects, tell=False)

    def _drop(self, arrivals: Sequence[int]) -> None:
        """Take out ``arrivals``, of which there are at most as many as a step has."""
        marks = ",".join("?" * len(arrivals))
        self._db.execute(f"DELETE FROM stale WHERE arrival IN ({marks})", arrivals)

    def _with_targets(self, arrivals: set[int]) -> set[int]:
        """``arrivals`` and the rows of the actions that undo and redo rows among them name."""
        verbs = [n for n in map(self._names.find, (UNDO, REDO)) if n is not None]
        out = set(arrivals)
        for arrival in arrivals:
            row = self._db.execute("SELECT verb, obj FROM op WHERE arrival = ?", (arrival,))
            verb, obj = row.fetchone()
            if verb in verbs:
                found = self._db.execute("SELECT arrival FROM op WHERE action = ?", (obj,))
                out.update(n for (n,) in found)
        return out

    def _writes(self, arrival: int) -> bool:
        """Whether a row writes to objects itself, and not to the standing of other rows."""
        row = self._db.execute("SELECT kind, verb FROM op WHERE arrival = ?", (arrival,))
        return self._is_write(*row.fetchone())

    def _is_write(self, kind: int, verb: int) -> bool:
        verb_name = self._names.name(verb)
        return verb_name not in (UNDO, REDO) and not on_batch(self._names.name(kind), verb_name)

    def _batches_among(self, arrivals: Iterable[int]) -> set[int]:
        out: set[int] = set()
        for arrival in arrivals:
            obj, kind, verb = self._db.execute(
                "SELECT obj, kind, verb FROM op WHERE arrival = ?", (arrival,)
            ).fetchone()
            if on_batch(self._names.name(kind), self._names.name(verb)):
                out.add(obj)
        return out

    def _dormant(self, arrivals: Iterable[int], batches: Collection[str]) -> set[int]:
        """Rows staged in a batch that did not and does not live: they write nothing yet."""
        many = self._names.find(CREATE_MANY)
        sql = "SELECT 1 FROM op WHERE arrival = ? AND verb = ?"
        bulk = {n for n in arrivals if self._db.execute(sql, (n, many)).fetchone()}
        if not bulk:
            return bulk
        for batch in batches:  # their rows are many, and long to read
            bulk.difference_update(self._staged_in(batch))
        staged = self._db.execute(
            "SELECT arrival FROM staged WHERE arrival IN (SELECT value FROM json_each(?))",
            (json.dumps([*bulk]),),
        )
        return {arrival for (arrival,) in staged}

    def _staged_in(self, batch: str) -> set[int]:
        rows = self._db.execute(
            "SELECT arrival FROM staged WHERE batch = ?", (self._names.find(batch),)
        )
        return {arrival for (arrival,) in rows}

    def _moved(
        self, before: Mapping[str, ObjectState], after: Mapping[str, ObjectState]
    ) -> set[int]:
        """Rows whose standing differs between two states of the batches."""
        out: set[int] = set()
        for obj in before.keys() | after.keys():
            old, new = before.get(obj), after.get(obj)
            if old == new:
                continue
            out |= self._staged_in(obj)
            for state in (old, new):
                for replica, ranges in ignored_ranges([state] if state else []).items():
                    for low, high in ranges:
                        found = self._db.execute(
                            "SELECT arrival FROM op WHERE replica = ? AND seq BETWEEN ? AND ?",
                            (self._names.find(replica), low, high),
                        )
                        out.update(n for (n,) in found)
        return out

    def _size(self, arrival: int) -> int:
        row = self._db.execute("SELECT count(*) FROM member WHERE arrival = ?", (arrival,))
        return max(1, int(row.fetchone()[0]))

    def _objects(self, arrivals: Iterable[int]) -> set[int]:
        """The objects that the rows at ``arrivals`` write to."""
        return {obj for arrival in arrivals for obj in self._objects_behind(arrival, 0, -1)}

    def _objects_behind(self, arrival: int, last: int, limit: int) -> list[int]:
        """Up to ``limit`` of the objects that a row writes to, in order from behind ``last``."""
        obj, verb = self._db.execute(
            "SELECT obj, verb FROM op WHERE arrival = ?", (arrival,)
        ).fetchone()
        if self._names.name(verb) != CREATE_MANY:
            return [obj] if obj > last else []
        rows = self._db.execute(
            "SELECT DISTINCT obj FROM member WHERE arrival = ? AND obj > ? ORDER BY obj LIMIT ?",
            (arrival, last, limit),
        )
        return [n for (n,) in rows]

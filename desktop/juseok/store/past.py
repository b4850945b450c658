"""A project as it was: the objects of an article, folded up to a place in the log."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec

from juseok.core.model import Viewer
from juseok.core.ops import CREATE, CREATE_MANY
from juseok.store.fold import BATCH, ObjectState
from juseok.store.names import Names
from juseok.store.op_bodies import decode_body, decode_fields, scan_batch
from juseok.store.projection import Projection
from juseok.store.written import Moment

_CHUNK: Final = 800


def in_chunks(numbers: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """``numbers``, some hundreds at a time: SQLite takes only so many parameters."""
    for at in range(0, len(numbers), _CHUNK):
        yield tuple(numbers[at : at + _CHUNK])


class GoneMemory:
    """Which objects of which article are not live: one for an open project, for any thread.

    The tables that screens read hold live objects alone; the others are looked for in the log
    once, and afterwards among the rows that came since.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._arrival = 0
        self._found: dict[int, set[int]] = {}

    def of(self, article: int, db: sqlite3.Connection, names: Names) -> set[int]:
        """The objects of ``article`` (local numbers) that have been gone some time."""
        with self._lock:
            (last,) = db.execute("SELECT coalesce(max(arrival), 0) FROM op").fetchone()
            if last < self._arrival:  # a merge that was given up
                self._arrival, self._found = 0, {}
            if last > self._arrival:
                if self._arrival and _reaches_far(db, names, self._arrival):
                    self._arrival, self._found = 0, {}
                for obj, place in _gone(db, names, self._arrival):
                    self._found.setdefault(place, set()).add(obj)
                self._arrival = last
            return set(self._found.get(article, ()))


def _reaches_far(db: sqlite3.Connection, names: Names, after: int) -> bool:
    """Whether a row behind ``after`` is about a batch: that can take out anything."""
    kind = names.find(BATCH)
    undone = "SELECT obj FROM op WHERE arrival > ?"
    row = db.execute(
        "SELECT 1 FROM op WHERE kind = ?1 AND arrival > ?2"
        f" UNION ALL SELECT 1 FROM op WHERE kind = ?1 AND action IN ({undone.replace('?', '?2')})"
        " LIMIT 1",
        (kind, after),
    ).fetchone()
    return row is not None


def _gone(db: sqlite3.Connection, names: Names, after: int) -> Iterator[tuple[int, int]]:
    """Object and article of what rows behind ``after`` touch or take back, and is not live."""
    missing = "NOT EXISTS (SELECT 1 FROM object WHERE object.obj = {0}.obj)"
    only = ""
    if after:
        only = (
            " AND {0}.arrival IN (SELECT arrival FROM op WHERE arrival > ?1 UNION SELECT arrival"
            " FROM op WHERE action IN (SELECT obj FROM op WHERE arrival > ?1))"
        )
    values = (after,) if after else ()
    # the whole log: by its index of objects, so that no body is read
    numbers = db.execute(
        f"SELECT DISTINCT obj FROM op WHERE {missing.format('op')}{only.format('op')}", values
    ).fetchall()
    for (obj,) in numbers:
        row = db.execute(
            "SELECT body FROM op WHERE obj = ? AND verb = ? ORDER BY arrival LIMIT 1",
            (obj, names.find(CREATE)),
        ).fetchone()
        yield from _placed(names, obj, decode_body(row[0]).get("article") if row else None)
        made = db.execute("SELECT arrival, place FROM member WHERE obj = ? LIMIT 1", (obj,))
        for arrival, place in made.fetchall() if row is None else ():
            yield from _members(db, names, arrival, [(obj, place)])
    arrivals = db.execute(
        f"SELECT DISTINCT arrival FROM member WHERE {missing.format('member')}"
        f"{only.format('member')}",
        values,
    ).fetchall()
    for (arrival,) in arrivals:
        members = db.execute(
            f"SELECT obj, place FROM member WHERE arrival = ? AND {missing.format('member')}",
            (arrival,),
        ).fetchall()
        yield from _members(db, names, arrival, members)


def _members(
    db: sqlite3.Connection, names: Names, arrival: int, members: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    (text,) = db.execute("SELECT body FROM op WHERE arrival = ?", (arrival,)).fetchone()
    listed = scan_batch(text).objects
    for obj, place in members:
        raw = listed[place][2].get("article") if place < len(listed) else None
        yield from _placed(names, obj, None if raw is None else msgspec.json.decode(raw))


def _placed(names: Names, obj: int, article: object) -> Iterator[tuple[int, int]]:
    number = names.find(article) if isinstance(article, str) else None
    if number is not None:
        yield obj, number


class Past:
    """Queries on a reading connection."""

    def __init__(self, db: sqlite3.Connection, names: Names, projection: Projection) -> None:
        self._db = db
        self._names = names
        self._projection = projection

    def states(
        self, viewer: Viewer, article: str, until: Moment, memory: GoneMemory
    ) -> list[ObjectState]:
        """What was live in ``article`` when the log held what ``until`` does, by id.

        Of what lies in a layer, only what the viewer may see.
        """
        numbers = self.numbers_of(article, memory)
        found = self._projection.states_until(numbers, until).values()
        return sorted(
            (state for state in found if state.live and _may_see(viewer, state)),
            key=lambda state: state.obj,
        )

    def objects(self, viewer: Viewer, ids: Sequence[str], until: Moment) -> list[ObjectState]:
        """What the log said of the objects ``ids``, gone or not, when it held what ``until``
        does."""
        numbers = [n for n in map(self._names.find, ids) if n is not None]
        found = self._projection.states_until(numbers, until).values()
        return [state for state in found if _may_see(viewer, state)]

    def numbers_of(self, article: str, memory: GoneMemory) -> list[int]:
        """Every object that stands or stood in ``article``, as local numbers."""
        number = self._names.find(article)
        if number is None:
            return []
        live = self._db.execute("SELECT obj FROM object WHERE article = ?", (number,))
        gone = memory.of(number, self._db, self._names)
        return sorted(gone.union(obj for (obj,) in live))

    def bodies(self, obj: int) -> Iterator[dict[str, Any]]:
        """The registers that each create of ``obj`` wrote, the first first."""
        for body, verb in self._db.execute(
            "SELECT body, verb FROM op WHERE obj = ? ORDER BY arrival", (obj,)
        ).fetchall():
            if self._names.name(verb) == CREATE:
                yield decode_body(body)
        for arrival, place in self._db.execute(
            "SELECT arrival, place FROM member WHERE obj = ?", (obj,)
        ).fetchall():
            row = self._db.execute(
                "SELECT body, verb FROM op WHERE arrival = ?", (arrival,)
            ).fetchone()
            listed = scan_batch(row[0]).objects
            if self._names.name(row[1]) == CREATE_MANY and place < len(listed):
                yield decode_fields(listed[place][2])


def _may_see(viewer: Viewer, state: ObjectState) -> bool:
    layer = state.fields.get("layer")
    article = str(state.fields.get("article", ""))
    return state.kind != BATCH and (not layer or viewer.sees(str(layer), article))

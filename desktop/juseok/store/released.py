"""A project as releases froze it: of each replica, the rows up to a number.

What comes by a merge later is in no release that was made before, even where its place in the log
is an earlier one; so a release stays what it was.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence

from juseok.core.errors import ProjectError
from juseok.core.ops import Op
from juseok.store.content import Content, all_contents
from juseok.store.fold import ObjectState
from juseok.store.log import Log
from juseok.store.names import Names
from juseok.store.projection import Projection
from juseok.store.touched import Look
from juseok.store.written import Within

_CHUNK = 400
Heads = Mapping[str, int]
"""Replica → the number of its last row."""
Pair = tuple[ObjectState | None, ObjectState | None]


class Released:
    """Queries on a reading connection."""

    def __init__(self, db: sqlite3.Connection, names: Names, projection: Projection) -> None:
        self._db, self._names, self._projection = db, names, projection
        self._log = Log(db, names)

    def heads(self) -> dict[str, int]:
        """How far the log is known now."""
        return {replica: seq for replica, (seq, _) in self._log.heads().items()}

    def counts(self) -> dict[str, int]:
        """How many live objects there are of each kind."""
        rows = self._db.execute("SELECT kind, count(*) FROM object GROUP BY kind").fetchall()
        return {self._names.name(kind): int(count) for kind, count in rows}

    def check(self, *frozen: Heads) -> None:
        """Raises ``ProjectError`` (``release.missing``) where rows of one are not here."""
        now = self.heads()
        for heads in frozen:
            if any(now.get(replica, 0) < seq for replica, seq in heads.items()):
                raise ProjectError("release.missing")

    def ops(self, heads: Heads, passed: Callable[[int, int], object]) -> Iterator[Op]:
        """The rows of a release as they came; ``passed`` is told how many were looked at, of how
        many."""
        (of,) = self._db.execute("SELECT count(*) FROM op").fetchone()
        for done, op in enumerate(self._log.live()):
            passed(done, of)
            if op.seq <= heads.get(op.replica, 0):
                yield op

    def contents(self) -> Iterator[Content]:
        """Every page and text that is here, those of a release among them."""
        return all_contents(self._db, self._names)

    def differing(self, first: Heads, second: Heads) -> Iterator[Pair]:
        """Each object that was live in one of two releases and is not the same in both, as it was
        in either; None where it was not live.

        Raises ``ProjectError`` (``release.missing``) where rows of one are not here.
        """
        self.check(first, second)
        numbers = sorted(self._touched(first, second))
        for at in range(0, len(numbers), _CHUNK):
            yield from self._compared(numbers[at : at + _CHUNK], first, second)

    def _compared(self, numbers: Sequence[int], first: Heads, second: Heads) -> Iterator[Pair]:
        before = self._projection.states_until(numbers, Within(first))
        after = self._projection.states_until(numbers, Within(second))
        for number in numbers:
            old, new = _live(before.get(number)), _live(after.get(number))
            if (old is None) != (new is None) or (
                old is not None and new is not None and old.fields != new.fields
            ):
                yield old, new

    def _touched(self, first: Heads, second: Heads) -> set[int]:
        """Whatever may differ: what rows touch that are not in both, and some more."""
        since: int | None = None
        for replica in {*first, *second}:
            low = min(first.get(replica, 0), second.get(replica, 0))
            high = max(first.get(replica, 0), second.get(replica, 0))
            (arrival,) = self._db.execute(
                "SELECT min(arrival) FROM op WHERE replica = ? AND seq > ? AND seq <= ?",
                (self._names.find(replica), low, high),
            ).fetchone()
            if arrival is not None:
                since = arrival if since is None else min(since, arrival)
        return set() if since is None else Look(self._db, self._names).objects_since(since - 1)


def _live(state: ObjectState | None) -> ObjectState | None:
    return state if state is not None and state.live else None

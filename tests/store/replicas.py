"""Replicas in memory: whole logs without files, for laws that need thousands of them."""

import itertools
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from tests.store.kit import ARTICLE, LABEL, TEXT

from juseok.core.canon import canonical
from juseok.core.ids import IdFactory
from juseok.core.ops import Action, Change, Op
from juseok.store import schema
from juseok.store.content import ArticleContent, insert_contents
from juseok.store.doctor import rebuild, table_of
from juseok.store.fold import ObjectState, fold_log
from juseok.store.log import timestamp
from juseok.store.merge import merge_at_once, prove_ops
from juseok.store.names import Names
from juseok.store.recorder import Author, Commit, Recorder, Ticket
from juseok.store.rows import Rows

State = tuple[object, ...]


@dataclass
class Clock:
    """A wall clock that jumps as told."""

    now: float = 1.7e9

    def __call__(self) -> float:
        return self.now


@cache
def _empty_project() -> bytes:
    """A file without operations, which holds the text of ARTICLE."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        schema.create(db)
        insert_contents(db, Names(db), [ArticleContent(ARTICLE, TEXT, 1)])
        return db.serialize()
    finally:
        db.close()


@dataclass
class Replica:
    """One annotator's copy of a project."""

    annotator: str
    name: str
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        db = sqlite3.connect(":memory:", isolation_level=None)
        db.deserialize(_empty_project())
        self.recorder = Recorder(db, Author(self.annotator, self.name))
        self.ids = IdFactory(self.clock)

    def ticket(self, changes: int = 1) -> Ticket:
        ops = tuple(self.ids() for _ in range(changes))
        return Ticket(self.ids(), ops, timestamp(self.clock()))

    def do(self, *changes: Change, undoable: bool = True) -> Commit:
        action = Action(LABEL, changes, undoable=undoable)
        commit = self.recorder.record(action, self.ticket(len(changes)))
        self.settle()
        return commit

    def undo(self) -> Commit | None:
        return self._settled(self.recorder.undo(self.ticket()))

    def redo(self) -> Commit | None:
        return self._settled(self.recorder.redo(self.ticket()))

    def _settled(self, commit: Commit | None) -> Commit | None:
        self.settle()
        return commit

    def settle(self) -> None:
        while self.recorder.stale.waiting():
            self.recorder.transaction(self.recorder.stale.step)

    def reopen(self) -> None:
        """Forget everything that is not in the file."""
        self.recorder = Recorder(self.recorder.db, self.recorder.author)

    def ops(self) -> list[Op]:
        return list(self.recorder.log.live())

    def merge(self, ops: Iterable[Op]) -> int:
        report = merge_at_once(self.recorder, prove_ops(ops), [])
        self.settle()
        return report.added

    def state(self) -> State:
        return state_of(self.recorder.db)

    def folded(self) -> list[State]:
        return live_states(fold_log(self.ops()).values())

    def close(self) -> None:
        self.recorder.db.close()


def live_states(states: Iterable[ObjectState]) -> list[State]:
    return sorted((s.obj, s.kind, canonical(s.fields), s.conflict) for s in states if s.live)


def state_of(db: sqlite3.Connection) -> State:
    """The whole projection, free of local numbers."""
    names = Names(db)
    rows = Rows(db, names)
    objects = live_states(map(rows.state, rows.select("1")))
    return objects, *(table_of(db, names, table) for table in schema.PROJECTION_TABLES[1:])


def rebuilt(ops: Iterable[Op]) -> State:
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        return state_of(rebuild(db, ops).db)
    finally:
        db.close()


def orders(count: int) -> Iterator[tuple[int, ...]]:
    return itertools.permutations(range(count))

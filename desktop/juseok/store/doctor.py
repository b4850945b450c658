"""Checking a whole project: what should always hold, and what does not."""

import itertools
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from juseok.core.canon import canonical
from juseok.core.errors import AnnotationError, ProjectError, SpanError
from juseok.core.messages import Message
from juseok.core.ops import Op
from juseok.core.records import SPECS, check_fields, prove_fields
from juseok.store import schema
from juseok.store.connection import connect, probe
from juseok.store.content import all_contents, article_text, prove_content
from juseok.store.fold import ObjectState, fold_log
from juseok.store.log import Log, is_true
from juseok.store.meta import read_project_id
from juseok.store.names import Names
from juseok.store.recorder import Author, Recorder
from juseok.store.rows import Rows
from juseok.store.working_copy import intended_for

_UNREADABLE: Final = (
    sqlite3.DatabaseError, msgspec.DecodeError, LookupError, TypeError, ValueError,
)  # fmt: skip
"""What comes up where rows are not what was written: only here is that no bug of ours."""

_AT_MOST: Final = 20
"""Faults told of one sort; more of the same help nobody."""


def check(path: Path) -> list[Message]:
    """The faults of the project file at ``path``; empty when it is sound.

    It is only read.  Raises ``ProjectError`` when the file cannot be opened as a project at
    all (see :meth:`Project.open <juseok.store.project.Project.open>`).
    """
    probe(path)
    db = connect(path, mode="ro")
    try:
        faults = check_connection(db)
        if not faults:
            read_project_id(db, path)
    finally:
        db.close()
    return faults


def check_connection(db: sqlite3.Connection) -> list[Message]:
    """As :func:`check`, for a connection."""
    try:
        damage = [str(row[0]) for row in db.execute(f"PRAGMA integrity_check({_AT_MOST})")]
        if damage != ["ok"]:
            return [Message("doctor.damaged", reason=reason) for reason in damage]
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if schema.found(db) != schema.expected(version):  # its own: it may wait to be converted
            return [Message("doctor.schema")]
        names = Names(db)
        ops = list(Log(db, names).live())
        faults = list(itertools.islice(_check_ops(db, names, ops), _AT_MOST))
        if faults:  # what an altered log comes to is nobody's business
            return faults
        for look in (_check_forks, _check_heads, _check_projection, _check_contents, _check_spans):
            faults += itertools.islice(look(db, names, ops), _AT_MOST)
    except _UNREADABLE as error:
        return [Message("doctor.damaged", reason=str(error))]
    return faults


def _check_ops(db: sqlite3.Connection, names: Names, ops: list[Op]) -> Iterator[Message]:
    """Each row is what its hash says, and follows a row of its replica."""
    hashes: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for op in ops:
        hashes[op.replica, op.seq].add(op.hash)
    partial = bool(intended_for(db))  # other people's rows were left out of a working copy
    for op in ops:
        if not is_true(op):
            yield Message("doctor.op_altered", op=op.op_id)
        elif partial and (op.replica, op.seq - 1) not in hashes:
            continue
        elif op.prev not in hashes.get((op.replica, op.seq - 1), {""} if op.seq == 1 else ()):
            yield Message("doctor.chain", replica=op.replica, seq=op.seq)


def _check_forks(db: sqlite3.Connection, names: Names, ops: list[Op]) -> Iterator[Message]:
    """No number of a replica was given twice."""
    rows = Counter((op.replica, op.seq) for op in ops)
    for (replica, seq), count in sorted(rows.items()):
        if count > 1 and rows[replica, seq - 1] <= 1:
            yield Message("doctor.fork", replica=replica, seq=seq)


def _check_heads(db: sqlite3.Connection, names: Names, ops: list[Op]) -> Iterator[Message]:
    """The end of each chain is still there."""
    ends: dict[str, tuple[int, str]] = {}
    for op in ops:
        ends[op.replica] = max(ends.get(op.replica, (0, "")), (op.seq, op.hash))
    heads = Log(db, names).heads()
    for replica in sorted(heads.keys() | ends.keys()):
        if heads.get(replica) != ends.get(replica):
            yield Message("doctor.head", replica=replica)


def _check_projection(db: sqlite3.Connection, names: Names, ops: list[Op]) -> Iterator[Message]:
    """What screens read is what the log says."""
    if db.execute("SELECT 1 FROM stale LIMIT 1").fetchone() is not None:
        yield Message("doctor.catching_up")
        return
    rows = Rows(db, names)
    found = {state.obj: _shape(state) for state in map(rows.state, rows.select("1"))}
    due = {obj: _shape(state) for obj, state in fold_log(ops).items() if state.live}
    for obj in sorted(found.keys() | due.keys()):
        if found.get(obj) != due.get(obj):
            yield Message("doctor.projection", object=obj)
    memory = sqlite3.connect(":memory:", isolation_level=None)
    try:
        rebuild(memory, ops)
        for table in schema.PROJECTION_TABLES[1:]:
            if table_of(db, names, table) != table_of(memory, Names(memory), table):
                yield Message("doctor.listing", table=table)
    finally:
        memory.close()


def rebuild(db: sqlite3.Connection, ops: Iterable[Op]) -> Recorder:
    """Make a whole project in the empty ``db`` from ``ops``, contents apart."""
    schema.create(db)
    recorder = Recorder(db, Author("", ""))

    def work() -> None:
        arrivals = [recorder.log.append(op) for op in ops]
        recorder.stale.settle(arrival for arrival in arrivals if arrival is not None)

    recorder.transaction(work)
    while recorder.stale.waiting():
        recorder.transaction(recorder.stale.step)
    return recorder


_NUMBERS: Final[Mapping[str, int]] = {
    "article_row": 1,
    "tally": 3,
    "usage": 2,
    "progress": 2,
    "claim_end": 2,
}
"""How many leading columns of a table are local numbers."""


def table_of(db: sqlite3.Connection, names: Names, table: str) -> list[tuple[Any, ...]]:
    """A table of the projection with ids for its local numbers, sorted."""
    numbers = _NUMBERS[table]
    return sorted(
        (*map(names.name, row[:numbers]), *row[numbers:])
        for row in db.execute(f"SELECT * FROM {table}")
    )


def _shape(state: ObjectState) -> tuple[str, str, bool]:
    return state.kind, canonical(state.fields), state.conflict


def _check_contents(db: sqlite3.Connection, names: Names, ops: list[Op]) -> Iterator[Message]:
    """Every page and text is what its hash says."""
    for piece in all_contents(db, names):
        try:
            prove_content(piece)
        except ProjectError as error:
            yield Message("doctor.content", content=str(error.message.params["content"]))


def _check_spans(db: sqlite3.Connection, names: Names, ops: list[Op]) -> Iterator[Message]:
    """Every live span reads what its article says there, and says something; every link has its
    other end."""
    rows = Rows(db, names)
    texts: dict[str, str | None] = {}
    for row in rows.select("1 ORDER BY article"):
        state = rows.state(row)
        try:
            check_fields(state.kind, state.fields)
        except AnnotationError as error:
            yield Message("doctor.span", object=state.obj, reason=error.message)
        article = state.fields.get("article")
        if state.kind not in SPECS or not isinstance(article, str):
            continue
        if article not in texts:
            texts = {article: article_text(db, names, article)}
        text = texts[article]
        if text is None:
            yield Message("doctor.no_text", object=state.obj)
            continue
        try:
            prove_fields(state.kind, state.fields, text)
        except SpanError as error:
            yield Message("doctor.span", object=state.obj, reason=error.message)
        for field in sorted(SPECS[state.kind].links):
            target = state.fields.get(field)
            if target and rows.find(str(target)) is None:
                yield Message("doctor.link", object=state.obj, field=field)

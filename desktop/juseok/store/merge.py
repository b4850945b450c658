"""The union of two logs: any order, twice, through a third file, the same result.

A small merge is one transaction.  A large one comes in by chunks whose rows do not count yet,
with the person's edits between them, and becomes live by one small transaction; a crash or
a cancel before that leaves nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from juseok.core.errors import ProjectError
from juseok.core.ops import Op
from juseok.store.content import Content, insert_contents, prove_content
from juseok.store.log import is_true
from juseok.store.recorder import Recorder
from juseok.store.writer import Writer

AT_ONCE: Final = 2000
"""Merges up to this many operations are one transaction."""

_CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class MergeReport:
    """``added`` operations were new, ``known`` were here already; ``ranges`` are the new ones as
    replica, first and last seq, for a batch that can be ignored.

    ``forks``: replicas two copies of which were written to, with the first number that both
    gave; the rows of both are kept.
    """

    added: int
    known: int
    ranges: tuple[tuple[str, int, int], ...]
    forks: tuple[tuple[str, int], ...] = ()


def prove_ops(ops: Iterable[Op]) -> list[Op]:
    """``ops`` in log order; raises ``ProjectError`` when one is not what its hash says."""
    proved = sorted(ops, key=lambda op: op.order)
    for op in proved:
        if not is_true(op):
            raise ProjectError("project.op_altered", op=op.op_id)
    return proved


def merge(
    writer: Writer,
    ops: Iterable[Op],
    contents: Iterable[Content],
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> MergeReport:
    """Take ``ops`` and ``contents`` into the file that ``writer`` writes.

    Everything is proved before anything is written.  Raises ``ProjectError``; also when
    ``cancelled`` turns true between two chunks.
    """
    proved = prove_ops(ops)
    pieces = list(contents)
    for piece in pieces:
        prove_content(piece)
    if len(proved) + len(pieces) <= AT_ONCE:
        return writer.call(lambda recorder: merge_at_once(recorder, proved, pieces)).result()
    return _merge_staged(writer, proved, pieces, cancelled)


def merge_at_once(
    recorder: Recorder, ops: Sequence[Op], contents: Sequence[Content]
) -> MergeReport:
    """A merge of proved ``ops`` and ``contents`` in one transaction, on the writer's thread."""

    def work() -> MergeReport:
        insert_contents(recorder.db, recorder.names, contents)
        added = _append(recorder, ops, merge=None)
        recorder.stale.settle([arrival for arrival, _ in added])
        new = [op for _, op in added]
        return _report(ops, new, _forked(recorder, new))

    report = recorder.transaction(work)
    recorder.reload()
    return report


def _merge_staged(
    writer: Writer, ops: Sequence[Op], contents: Sequence[Content], cancelled: Callable[[], bool]
) -> MergeReport:
    number = writer.call(_begin).result()
    added: list[Op] = []
    forked: list[Op] = []
    try:
        for at in range(0, len(contents), _CHUNK):
            _stop_if(cancelled)
            writer.call(_stage_contents(contents[at : at + _CHUNK])).result()
        for at in range(0, len(ops), _CHUNK):
            _stop_if(cancelled)
            new, parted = writer.call(_stage(ops[at : at + _CHUNK], number)).result()
            added += new
            forked += parted
    except BaseException:
        writer.call(discard_unfinished).result()
        raise
    writer.call(_activate(number, added)).result()
    return _report(ops, added, forked)


def _stop_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise ProjectError("project.cancelled")


def _begin(recorder: Recorder) -> int:
    def work() -> int:
        cursor = recorder.db.execute("INSERT INTO merge(live) VALUES (0)")
        return int(cursor.lastrowid or 0)

    return recorder.transaction(work)


def _stage_contents(contents: Sequence[Content]) -> Callable[[Recorder], None]:
    return lambda recorder: recorder.transaction(
        lambda: insert_contents(recorder.db, recorder.names, contents)
    )


def _stage(ops: Sequence[Op], number: int) -> Callable[[Recorder], tuple[list[Op], list[Op]]]:
    """Appends a chunk; gives its new operations, and those among them that make a fork."""

    def work(recorder: Recorder) -> tuple[list[Op], list[Op]]:
        def append() -> tuple[list[Op], list[Op]]:
            new = [op for _, op in _append(recorder, ops, merge=number)]
            return new, _forked(recorder, new)

        return recorder.transaction(append)

    return work


def _activate(number: int, added: Sequence[Op]) -> Callable[[Recorder], None]:
    def work(recorder: Recorder) -> None:
        def activate() -> None:
            recorder.db.execute("UPDATE merge SET live = 1 WHERE n = ?", (number,))
            for op in _ends(added):
                recorder.log.advance_head(op)
            recorder.stale.note_merge(number)

        recorder.transaction(activate)
        recorder.reload()

    return work


def _ends(ops: Iterable[Op]) -> list[Op]:
    """The furthest row of each replica."""
    ends: dict[str, Op] = {}
    for op in ops:
        last = ends.get(op.replica)
        if last is None or (op.seq, op.hash) > (last.seq, last.hash):
            ends[op.replica] = op
    return list(ends.values())


def _append(recorder: Recorder, ops: Iterable[Op], *, merge: int | None) -> list[tuple[int, Op]]:
    added: list[tuple[int, Op]] = []
    for op in ops:
        arrival = recorder.log.append(op, merge=merge)
        if arrival is not None:
            added.append((arrival, op))
        elif recorder.log.hash_of(op.op_id) != op.hash:
            raise ProjectError("project.op_twice", op=op.op_id)
    return added


def _forked(recorder: Recorder, added: Iterable[Op]) -> list[Op]:
    return [op for op in added if recorder.log.is_forked(op)]


def _report(ops: Sequence[Op], added: Sequence[Op], forked: Iterable[Op]) -> MergeReport:
    ranges: list[tuple[str, int, int]] = []
    for op in sorted(added, key=lambda op: (op.replica, op.seq)):
        if ranges and ranges[-1][0] == op.replica and op.seq <= ranges[-1][2] + 1:
            ranges[-1] = (op.replica, ranges[-1][1], op.seq)
        else:
            ranges.append((op.replica, op.seq, op.seq))
    known = len({op.op_id for op in ops}) - len(added)
    forks: dict[str, int] = {}
    for op in forked:
        forks[op.replica] = min(op.seq, forks.get(op.replica, op.seq))
    return MergeReport(len(added), known, tuple(ranges), tuple(sorted(forks.items())))


def discard_unfinished(recorder: Recorder) -> None:
    """Take out the rows of merges that never became live (after a cancel or a crash)."""
    db = recorder.db
    waiting = "(SELECT arrival FROM op WHERE merge IN (SELECT n FROM merge WHERE live = 0))"
    if db.execute("SELECT 1 FROM merge WHERE live = 0").fetchone() is None:
        return

    def work() -> None:
        db.execute(f"DELETE FROM member WHERE arrival IN {waiting}")
        db.execute(f"DELETE FROM staged WHERE arrival IN {waiting}")
        db.execute("DELETE FROM op WHERE merge IN (SELECT n FROM merge WHERE live = 0)")
        db.execute("DELETE FROM merge WHERE live = 0")

    recorder.transaction(work)
    recorder.reload()

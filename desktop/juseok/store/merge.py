"""The union of two logs: any order, twice, through a third file, the same result.

A small merge is one transaction.  A large one comes in by chunks whose rows do not count yet,
with the person's edits between them, and becomes live by one small transaction; a crash or
a cancel before that leaves nothing.
"""

import itertools
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Final, TypeAlias

from juseok.core.errors import ProjectError
from juseok.core.ops import Op
from juseok.store.carried import Carried, append_carried, carried, op_of
from juseok.store.content import Content, insert_contents, prove_content
from juseok.store.log import Log, is_true
from juseok.store.names import unpack
from juseok.store.ranges import Ranges
from juseok.store.recorder import Recorder
from juseok.store.writer import Writer

AT_ONCE: Final = 2000
"""Merges up to this many operations are one transaction."""

_CHUNK: Final = 1000
_LARGEST: Final = 4000
_SECONDS: Final = 0.2
"""How long one transaction may take, for which an edit waits.  Where a thousand rows take less,
more go into one: the commit costs the disk about as much for few of them as for many."""
_PIECES: Final = 200
"""Operations and texts of one transaction, in which an edit waits."""


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


Note: TypeAlias = Callable[[Recorder, MergeReport], None]


def prove_op(op: Op) -> Op:
    """``op``; raises ``ProjectError`` when it is not what its hash says."""
    if not is_true(op):
        raise ProjectError("project.op_altered", op=op.op_id)
    return op


def prove_ops(ops: Iterable[Op]) -> list[Op]:
    """``ops`` in log order, each as :func:`prove_op` gives it."""
    return sorted(map(prove_op, ops), key=lambda op: op.order)


def merge(
    writer: Writer,
    rows: Iterable[Carried],
    contents: Iterable[Content],
    *,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int], None] = lambda done: None,
    note: Note = lambda recorder, report: None,
) -> MergeReport:
    """Take ``rows``, which were proved, and ``contents`` into the file that ``writer`` writes.

    Both are streamed: what is held at once is a chunk.  Nothing counts before all of it is there.
    ``progress`` is told how many operations are through.
    ``note`` writes something down of it in the last transaction, also where nothing was new.
    Raises ``ProjectError``; also when ``cancelled`` turns true between two chunks.
    """
    coming, pieces = iter(rows), iter(contents)
    first = list(itertools.islice(coming, AT_ONCE + 1))
    held = list(itertools.islice(pieces, max(0, AT_ONCE + 1 - len(first))))
    if len(first) + len(held) <= AT_ONCE:
        ops = prove_ops(map(op_of, first))
        for piece in held:
            prove_content(piece)
        report = writer.call(lambda recorder: merge_at_once(recorder, ops, held, note)).result()
        progress(len(first))
        return report
    return _merge_staged(
        writer,
        itertools.chain(first, coming),
        itertools.chain(held, pieces),
        cancelled=cancelled,
        progress=progress,
        note=note,
    )


def merge_at_once(
    recorder: Recorder,
    ops: Sequence[Op],
    contents: Sequence[Content],
    note: Note = lambda recorder, report: None,
) -> MergeReport:
    """A merge of proved ``ops`` and ``contents`` in one transaction, on the writer's thread."""

    def work() -> MergeReport:
        insert_contents(recorder.db, recorder.names, contents)
        taken = Taken()
        arrivals = _append(recorder, ops, taken)
        recorder.stale.settle(arrivals)
        report = taken.report()
        _note(recorder, report, note)
        return report

    report = recorder.transaction(work)
    recorder.reload()
    return report


def _merge_staged(
    writer: Writer,
    coming: Iterator[Carried],
    contents: Iterator[Content],
    *,
    cancelled: Callable[[], bool],
    progress: Callable[[int], None],
    note: Note,
) -> MergeReport:
    number = writer.call(_begin).result()
    taken = Taken()
    done = 0
    try:
        staged: Future[float] | None = None
        size = _CHUNK
        while chunk := list(itertools.islice(coming, size)):
            _stop_if(cancelled)
            if staged is not None:  # the next chunk was read while this one was written
                size = _size_after(size, staged.result())
                progress(done)
            staged = writer.call(_stage(chunk, number, taken))
            done += len(chunk)
        if staged is not None:
            staged.result()
            progress(done)
        while pieces := list(itertools.islice(contents, _PIECES)):
            _stop_if(cancelled)
            for piece in pieces:
                prove_content(piece)
            writer.call(_stage_contents(pieces)).result()
        _stop_if(cancelled)
    except BaseException:
        writer.call(discard_unfinished).result()
        raise
    report = taken.report()
    writer.call(_activate(number, taken, report, note)).result()
    return report


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


def _size_after(size: int, seconds: float) -> int:
    """How many rows the next transaction has, where ``size`` of them took that long."""
    if seconds * 2 <= _SECONDS:
        return min(2 * size, _LARGEST)
    return size if seconds <= _SECONDS else max(size // 2, _CHUNK)


def _stage(rows: Sequence[Carried], number: int, taken: "Taken") -> Callable[[Recorder], float]:
    """Appends a chunk, and notes in ``taken`` what of it is new; how many seconds that took."""

    def work(recorder: Recorder) -> float:
        begun = time.perf_counter()

        def append() -> None:
            new = append_carried(recorder.db, recorder.names, recorder.log, rows, merge=number)
            taken.known += len(rows) - len(new)
            taken.add(new)
            taken.note_forks(recorder.log)

        recorder.transaction(append)
        return time.perf_counter() - begun

    return work


def _activate(
    number: int, taken: "Taken", report: MergeReport, note: Note
) -> Callable[[Recorder], None]:
    def work(recorder: Recorder) -> None:
        def activate() -> None:
            recorder.db.execute("UPDATE merge SET live = 1 WHERE n = ?", (number,))
            taken.advance_heads(recorder.log)
            recorder.stale.note_merge(number)
            _note(recorder, report, note)

        recorder.transaction(activate)
        recorder.reload()

    return work


def _note(recorder: Recorder, report: MergeReport, note: Note) -> None:
    recorder.reload()  # what is written now comes behind all that was taken in
    note(recorder, report)


def _append(recorder: Recorder, ops: Iterable[Op], taken: "Taken") -> list[int]:
    """Where the new ones among ``ops`` are in the log now."""
    arrivals: list[int] = []
    new: list[Carried] = []
    for op in ops:
        arrival = recorder.log.append(op)
        if arrival is not None:
            arrivals.append(arrival)
            new.append(carried(op))
        elif recorder.log.hash_of(op.op_id) != op.hash:
            raise ProjectError("project.op_twice", op=op.op_id)
        else:
            taken.known += 1
    taken.add(new)
    taken.note_forks(recorder.log)
    return arrivals


class Taken:
    """What a merge has taken so far; as small as the holes in it are few."""

    def __init__(self) -> None:
        self.added = 0
        self.known = 0
        self._ends: dict[str, Carried] = {}
        self._ranges = Ranges()
        self._forks: dict[str, int] = {}
        self._last: list[tuple[str, int]] = []

    def add(self, rows: Sequence[Carried]) -> None:
        names = {stored: unpack(stored) for stored in {row.replica for row in rows}}
        self._last = [(names[row.replica], row.seq) for row in rows]
        self.added += len(rows)
        for row, (replica, seq) in zip(rows, self._last, strict=True):
            self._ranges.add(replica, seq)
            end = self._ends.get(replica)
            if end is None or (seq, row.hash) > (end.seq, end.hash):
                self._ends[replica] = row

    def note_forks(self, log: Log) -> None:
        """Look in ``log``, where they are by now, for what was added last."""
        for replica, seq in log.forked(self._last):
            self._forks[replica] = min(seq, self._forks.get(replica, seq))

    def advance_heads(self, log: Log) -> None:
        for replica, end in self._ends.items():
            log.advance_head(replica, end.seq, end.lamport, end.hash)

    def report(self) -> MergeReport:
        forks = tuple(sorted(self._forks.items()))
        return MergeReport(self.added, self.known, self._ranges.all(), forks)


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

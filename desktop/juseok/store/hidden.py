"""What merges that were undone hide, and how a file that brings it again makes it count.

Undoing a merge ignores ranges of numbers; the operations stay in the log, so that nothing of them
is new any more.  Whoever brings them again means them: the old batch lets go of these numbers, and
a new one holds them, so that undo takes out what was brought and nothing else comes with it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from juseok.core.ids import IdFactory
from juseok.core.messages import Message
from juseok.core.ops import CREATE, REDO, SET, UNDO, Action, Change, Json, Op
from juseok.store.fold import BATCH, ObjectState, fold_log, ignored_ranges
from juseok.store.incoming import Incoming, Known
from juseok.store.log import LIVE, Log
from juseok.store.merge import MergeReport
from juseok.store.names import Names
from juseok.store.projection import Projection
from juseok.store.ranges import Range, Ranges, minus
from juseok.store.recorder import Recorder, Ticket


@dataclass(frozen=True, slots=True)
class Back:
    """What comes back: the ``ranges`` that ``batches`` ignore so far, and how many operations of
    the project that is."""

    batches: frozenset[str] = frozenset()
    ranges: tuple[Range, ...] = ()
    count: int = 0

    def holds(self, replica: str, seq: int) -> bool:
        return any(name == replica and low <= seq <= high for name, low, high in self.ranges)


NOTHING_BACK: Final = Back()


class Hidden:
    """What undone merges hide in a project, over a reading connection of the calling thread."""

    def __init__(self, known: Known, *, made_by: str = "") -> None:
        """``made_by``: only what was merged and undone in this replica."""
        self._known = known
        batches = Projection(known.db, known.names).batches()
        self._ranges = {
            obj: ranges
            for obj, state in batches.items()
            if (ranges := _ranges_of([state])) and (not made_by or self._replica(obj) == made_by)
        }

    def _replica(self, batch: str) -> str:
        made = (op.replica for op in self._known.log.of_object(batch) if op.verb == CREATE)
        return next(made, "")

    def holds(self, replica: str, seq: int) -> bool:
        """Whether a row does not count."""
        return any(
            name == replica and low <= seq <= high
            for ranges in self._ranges.values()
            for name, low, high in ranges
        )

    def back(self, files: Iterable[Incoming]) -> Back:
        """What of it is in ``files``, and counts there."""
        found = Ranges()
        touched: set[str] = set()
        for file in files if self._ranges else ():
            theirs = _undone_there(file)
            for batch, ranges in self._ranges.items():
                for replica, low, high in minus(ranges, theirs):
                    for seq in _numbers(file, replica, low, high):
                        found.add(replica, seq)
                        touched.add(batch)
        ranges = found.all()
        return Back(frozenset(touched), ranges, sum(map(self._count, ranges)))

    def _count(self, item: Range) -> int:
        """How many operations here have these numbers."""
        (count,) = self._known.db.execute(
            f"SELECT count(*) FROM op WHERE replica = ? AND seq BETWEEN ? AND ? AND {LIVE}",
            (self._known.names.find(item[0]), *item[1:]),
        ).fetchone()
        return int(count)


def note_merge(
    recorder: Recorder, report: MergeReport, *, label: Message, back: Back, whole: bool,
    ids: IdFactory, at: str, also: Sequence[Change] = (),
) -> None:  # fmt: skip
    """Write down what ``back`` has and, as a ``whole``, what was new: as a batch that does not
    count, and, as an action that can be undone, that it does.

    ``also`` belongs to that action; where there is none, it cannot be undone.
    """
    gathered = Ranges()
    for item in (*(report.ranges if whole else ()), *back.ranges):
        gathered.add(*item)
    if not gathered.all():
        actions = [Action(label, tuple(also), undoable=False)] if also else []
        _write(recorder, actions, ids, at)
        return
    batch = ids()
    made = Change(batch, BATCH, CREATE, {"ranges": _listed(gathered.all()), "ignored": True})
    kept = [
        Change(obj, BATCH, SET, {"ranges": _listed(minus(_ranges_of([state]), back.ranges))})
        for obj, state in sorted(recorder.projection.batches().items())
        if obj in back.batches
    ]
    counts = Change(batch, BATCH, SET, {"ignored": False})
    noted = Action(label, (made, *kept), undoable=False)
    _write(recorder, [noted, Action(label, (counts, *also))], ids, at)


def _write(recorder: Recorder, actions: Sequence[Action], ids: IdFactory, at: str) -> None:
    recorder.write_together(
        [(action, Ticket(ids(), tuple(ids() for _ in action.changes), at)) for action in actions]
    )


def _listed(ranges: Iterable[Range]) -> list[Json]:
    return [list(item) for item in ranges]


def _ranges_of(batches: Iterable[ObjectState]) -> tuple[Range, ...]:
    """What those of ``batches`` that are ignored take out."""
    found = ignored_ranges(batches)
    return tuple((replica, low, high) for replica in found for low, high in found[replica])


def _undone_there(file: Incoming) -> tuple[Range, ...]:
    """What undone merges hide in ``file`` itself, which has no projection: who brings that does
    not bring it back."""
    batches = _of(file.log, file.names, "kind", (BATCH,))
    reversals = _of(file.log, file.names, "verb", (UNDO, REDO))
    return _ranges_of(fold_log(chain(batches, reversals)).values())


def _of(log: Log, names: Names, column: str, values: tuple[str, ...]) -> Iterator[Op]:
    marks = ",".join("?" * len(values))
    return log.select(f"{column} IN ({marks}) AND {LIVE}", [names.find(name) for name in values])


def _numbers(file: Incoming, replica: str, low: int, high: int) -> Iterator[int]:
    rows = file.db.execute(
        f"SELECT seq FROM op WHERE replica = ? AND seq BETWEEN ? AND ? AND {LIVE} ORDER BY seq",
        (file.names.find(replica), low, high),
    )
    return (seq for (seq,) in rows)

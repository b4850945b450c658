"""Which marks touch which block, kept up to date one mark at a time.  Pure."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from juseok.ui.articleview.blocks import Blocks
from juseok.ui.articleview.document import Mark, MarkSort
from juseok.ui.articleview.plan import lanes


class MarkIndex:
    """Marks by id and by block."""

    def __init__(self, blocks: Blocks, marks: Iterable[Mark] = ()) -> None:
        self._blocks = blocks
        self._marks: dict[str, Mark] = {}
        self._by_block: dict[int, list[Mark]] = {}
        self._owned: dict[str, list[str]] = {}
        self._wide: dict[str, Mark] = {}
        self._lanes: dict[str, int] = {}
        self._put_all(marks)
        self._lanes = self._wide_lanes()

    def get(self, mark_id: str) -> Mark | None:
        return self._marks.get(mark_id)

    def all(self) -> tuple[Mark, ...]:
        return tuple(self._marks.values())

    def in_block(self, block: int) -> Sequence[Mark]:
        return self._by_block.get(block, ())

    def at(self, offset: int) -> tuple[Mark, ...]:
        """The marks that cover ``offset``, smallest first, earlier ones first among equals."""
        block = self._blocks.at(offset)
        near = list(self.in_block(block))
        if block and offset == self._blocks.starts[block]:
            near += [mark for mark in self.in_block(block - 1) if mark not in near]
        found = [mark for mark in near if mark.covers(offset)]
        return tuple(sorted(found, key=lambda mark: mark.length))

    def wide_lane(self, mark_id: str) -> int | None:
        """The margin lane of a claim that runs over several blocks, the same in all of them."""
        return self._lanes.get(mark_id)

    def update(self, added: Iterable[Mark], removed: Iterable[str]) -> set[int]:
        """Apply a change; gives the blocks whose drawing it touches.

        An added mark whose id is known replaces the old one.
        """
        touched: set[int] = set()
        wide_before = len(self._wide)
        wide_changed = False
        for mark_id in removed:
            if mark_id in self._marks:
                wide_changed |= mark_id in self._wide
                touched |= self._drop(mark_id)
        for mark in added:
            if mark.id in self._marks:
                wide_changed |= mark.id in self._wide
                touched |= self._drop(mark.id)
            touched |= self._put(mark)
        if wide_changed or len(self._wide) != wide_before:
            touched |= self._relane()
        return touched

    def blocks_of(self, mark: Mark) -> set[int]:
        """The blocks that hold a fragment of ``mark``."""
        return {block for start, end in mark.spans for block in self._blocks.range(start, end)}

    def _put_all(self, marks: Iterable[Mark]) -> None:
        """Like :meth:`_put` for each, written for speed: tens of thousands at an opening."""
        starts, ends = self._blocks.starts, self._blocks.ends
        block, held = 0, self._by_block.setdefault(0, [])
        for mark_id, mark in {mark.id: mark for mark in marks}.items():
            start, end = mark.spans[0]
            if not starts[block] <= start < ends[block]:  # marks mostly come in text order
                block = bisect_right(starts, start) - 1
                held = self._by_block.setdefault(block, [])
            if len(mark.spans) > 1 or end > ends[block] or mark.owner:
                self._put(mark)
            else:
                self._marks[mark_id] = mark
                held.append(mark)

    def _put(self, mark: Mark) -> set[int]:
        self._marks[mark.id] = mark
        if mark.owner:
            self._owned.setdefault(mark.owner, []).append(mark.id)
        blocks = self.blocks_of(mark)
        for block in blocks:
            self._by_block.setdefault(block, []).append(mark)
        if len(blocks) > 1 and mark.sort is MarkSort.CLAIM:
            self._wide[mark.id] = mark
        return blocks

    def _drop(self, mark_id: str) -> set[int]:
        mark = self._marks.pop(mark_id)
        self._wide.pop(mark_id, None)
        if mark.owner:
            self._owned[mark.owner].remove(mark_id)
        blocks = self.blocks_of(mark)
        for block in blocks:
            self._by_block[block].remove(mark)
        return blocks

    def _relane(self) -> set[int]:
        before, self._lanes = self._lanes, self._wide_lanes()
        moved = [key for key, lane in self._lanes.items() if before.get(key, lane) != lane]
        return {block for key in moved for block in self.blocks_of(self._wide[key])}

    def _wide_lanes(self) -> dict[str, int]:
        wide = sorted(self._wide.values(), key=lambda mark: (mark.start, -mark.end))
        rows = [(self._blocks.at(mark.start), self._blocks.at(mark.end - 1)) for mark in wide]
        return dict(zip((mark.id for mark in wide), lanes(rows), strict=True))

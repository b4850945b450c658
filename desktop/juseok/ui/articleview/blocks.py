"""Text → blocks, the units that are laid out one by one.

A block is a line, or a piece of a very long line cut at a sentence end or a blank, or (in
reading mode) one sentence.  Blocks cover the text except for the newlines between lines.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from juseok.core.model import SentenceEdits, Zone, ZoneRole
from juseok.core.sentences import LineSplitter, edited
from juseok.ui.articleview.caret import ZERO_WIDTH_JOINER, extends
from juseok.ui.articleview.document import Range

SOFT = 800
HARD = 1600
"""A line longer than HARD code points is cut into pieces of about SOFT."""
_LONGEST_CLUSTER = 64
"""How far a cut moves on so as not to part what is seen as one character."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a text as parallel lists, for speed at millions of characters."""

    starts: Sequence[int]
    ends: Sequence[int]
    line_ends: Sequence[bool]
    """Whether the block is the last of its line."""
    roles: Sequence[ZoneRole]

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, offset: int) -> int:
        """The block that holds ``offset`` (a newline belongs to the block before it)."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def range(self, start: int, end: int) -> range:
        """The blocks that ``[start, end)`` touches."""
        return range(self.at(start), self.at(max(start, end - 1)) + 1)


def make_blocks(
    text: str,
    zones: Sequence[Zone] = (),
    *,
    splitter: LineSplitter | None = None,
    edits: SentenceEdits | None = None,
) -> Blocks:
    """Cut ``text`` into blocks; with a ``splitter``, into its sentences (reading mode).

    ``edits``: where an annotator corrected what the splitter says.
    """
    starts: list[int] = []
    ends: list[int] = []
    line_ends: list[bool] = []
    position = 0
    for line in text.split("\n"):
        stop = position + len(line)
        own = edited(splitter, edits, position) if splitter and edits else splitter
        pieces = _pieces(line, own)
        for start, end in pieces:
            starts.append(position + start)
            ends.append(position + end)
            line_ends.append(False)
        line_ends[-1] = True
        position = stop + 1
    return Blocks(starts, ends, line_ends, _roles(starts, ends, zones))


def _pieces(line: str, splitter: LineSplitter | None) -> list[Range]:
    if splitter is None:
        return _cut_long(line, 0, len(line)) if len(line) > HARD else [(0, len(line))]
    cuts = [0, *(start for start, _ in splitter(line)[1:]), len(line)]
    return [piece for start, end in pairwise(cuts) for piece in _cut_long(line, start, end)]


def _cut_long(line: str, start: int, end: int) -> list[Range]:
    pieces: list[Range] = []
    while end - start > HARD:
        cut = _cut_at(line, start)
        pieces.append((start, cut))
        start = cut
    pieces.append((start, end))
    return pieces


def _cut_at(line: str, start: int) -> int:
    low, high = start + SOFT // 2, start + SOFT
    for mark in (". ", " "):
        found = line.rfind(mark, low, high)
        if found >= 0:
            return found + len(mark)
    stop = min(high + _LONGEST_CLUSTER, len(line) - 1)
    while high < stop and (extends(line[high]) or line[high - 1] == ZERO_WIDTH_JOINER):
        high += 1
    return high


def _roles(starts: list[int], ends: list[int], zones: Sequence[Zone]) -> list[ZoneRole]:
    """The role of each block: body if a part of it is, else that of the zone covering most.

    A blank line goes with the line before it, so that hidden roles leave no gaps.
    """
    roles = [ZoneRole.BODY] * len(starts)
    if not zones:
        return roles
    first = 0
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        while first < len(zones) and zones[first].end <= start:
            first += 1
        best, position = 0, first
        while position < len(zones) and zones[position].start < end:
            zone = zones[position]
            covered = min(zone.end, end) - max(zone.start, start)
            if zone.role is ZoneRole.BODY and covered > 0:
                covered = end - start + 1
            if covered > best:
                best, roles[index] = covered, zone.role
            position += 1
        if start == end and index:
            roles[index] = roles[index - 1]
    return roles

"""What to draw over one block, before anything is measured.  Pure.

A plan cuts the marks of a block to it, gives each fill a level (how far it reaches out around
what it holds or overlaps), each underline a lane, and says where chips, brackets and the
connectors of discontinuous marks go.  Offsets in a plan count from the block's start.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from juseok.core.text import invisible
from juseok.ui.articleview.document import FILLED, UNDERLINED, Mark, MarkSort, Range

MAX_LEVEL = 3
"""Fills reach out at most so often; what is nested deeper shares the outermost frame."""
MAX_LANE = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A fragment of a mark, cut to the block.

    ``opens``/``closes``: the fragment's true ends are here; ``first``: so does the mark begin.
    """

    mark: Mark
    start: int
    end: int
    level: int
    opens: bool
    closes: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Link:
    """The gap between two fragments of one mark, cut to the block.

    ``opens``/``closes``: the fragment before, or after, ends and begins here.
    """

    mark: Mark
    start: int
    end: int
    level: int
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Fills outermost first, underlines, claims, connectors, and where chips stand."""

    fills: tuple[Piece, ...] = ()
    underlines: tuple[Piece, ...] = ()
    claims: tuple[Piece, ...] = ()
    links: tuple[Link, ...] = ()
    chips: tuple[Piece, ...] = ()

    def lanes(self, start: int, end: int) -> int:
        """How many underline lanes ``[start, end)`` needs."""
        met = (p.level for p in self.underlines if p.start < end and start < p.end)
        return 1 + max(met, default=-1)


EMPTY = Plan()


def plan_block(start: int, end: int, marks: Iterable[Mark]) -> Plan:
    """The plan of the block ``[start, end)`` for the marks that touch it."""
    marks = tuple(marks)
    if not marks:
        return EMPTY
    filled = [mark for mark in marks if mark.sort in FILLED]
    levels = fill_levels(filled)
    fills = sorted(
        (piece for mark in filled for piece in _pieces(mark, start, end, levels[mark.id])),
        key=lambda piece: (-piece.level, piece.start),
    )
    links = [link for mark in filled for link in _links(mark, start, end, levels[mark.id])]
    chips = [piece for piece in fills if piece.first]
    lined = [
        piece for mark in marks if mark.sort in UNDERLINED for piece in _pieces(mark, start, end, 0)
    ]
    claims = [
        piece
        for mark in marks
        if mark.sort is MarkSort.CLAIM
        for piece in _pieces(mark, start, end, 0)
    ]
    return Plan(
        fills=tuple(fills),
        underlines=_laned(lined),
        claims=tuple(sorted(claims, key=lambda piece: (piece.start, -piece.end))),
        links=tuple(links),
        chips=tuple(sorted(chips, key=lambda piece: (piece.start, -piece.level))),
    )


def fill_levels(marks: Sequence[Mark]) -> dict[str, int]:
    """Level by mark id: 0 holds nothing; two that overlap never share one below the cap."""
    levels: dict[str, int] = {}
    done: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.length, -mark.start)):
        taken = {levels[other.id] for other in done if _overlap(mark, other)}
        levels[mark.id] = min(max(taken) + 1, MAX_LEVEL) if taken else 0
        done.append(mark)
    return levels


def lanes(intervals: Sequence[Range], taken: Sequence[tuple[int, Range]] = ()) -> list[int]:
    """A lane for each closed interval so that none meets another in its lane, greedily.

    ``taken``: lanes that are given away already, each with its closed interval.
    """
    rows: dict[int, list[Range]] = {}
    edge: dict[int, int] = {}  # where each lane ends: sorted intervals need look no further
    for lane, interval in taken:
        rows.setdefault(lane, []).append(interval)
        edge[lane] = max(edge.get(lane, -1), interval[1])
    result: list[int] = []
    begun = max((left for held in rows.values() for left, _ in held), default=-1)
    for first, last in intervals:
        lane, begun = 0, max(begun, first)
        while first <= edge.get(lane, -1) and (
            first == begun  # nothing begins behind it: what ends there meets it
            or any(first <= right and left <= last for left, right in rows[lane])
        ):
            lane += 1
        rows.setdefault(lane, []).append((first, last))
        edge[lane] = max(edge.get(lane, -1), last)
        result.append(lane)
    return result


def specials(text: str) -> list[tuple[int, str]]:
    """What cannot be seen in ``text``: (offset, sort), see ``core.text.INVISIBLE``.

    A joiner inside an emoji is part of what is seen.
    """
    found = invisible(text)
    return [(at, sort) for at, _, sort in found if not _is_in_emoji(text, at)]


def _is_in_emoji(text: str, at: int) -> bool:
    """Whether a joiner at ``at`` stands between two characters that it can join."""
    around = text[max(at - 1, 0) : at + 2]
    return (
        len(around) == 3
        and around[1] == "\u200d"
        and all("\u203c" <= each <= "\U0001ffff" for each in (around[0], around[2]))
    )


def _overlap(left: Mark, right: Mark) -> bool:
    if left.end <= right.start or right.end <= left.start:
        return False
    return any(a < d and c < b for a, b in left.spans for c, d in right.spans) or (
        len(left.spans) > 1 or len(right.spans) > 1
    )


def _pieces(mark: Mark, start: int, end: int, level: int) -> list[Piece]:
    return [
        Piece(
            mark,
            max(left, start) - start,
            min(right, end) - start,
            level,
            opens=left >= start,
            closes=right <= end,
            first=left >= start and left == mark.start,
        )
        for left, right in mark.spans
        if left < end and right > start
    ]


def _links(mark: Mark, start: int, end: int, level: int) -> list[Link]:
    gaps = zip(mark.spans, mark.spans[1:], strict=False)
    return [
        Link(
            mark,
            max(left, start) - start,
            min(right, end) - start,
            level,
            opens=left >= start,
            closes=right <= end,
        )
        for (_, left), (right, _) in gaps
        if left < end and right > start
    ]


def _laned(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Give lanes; two underlines of one sort over the same text are one line (a shared cue), but
    for those of two annotators."""
    pieces.sort(key=lambda piece: (piece.start, -piece.end))
    lines = list(map(_line_of, pieces))
    places = list(dict.fromkeys(lines))
    rows = dict(zip(places, lanes([(a, b - 1) for a, b, *_ in places]), strict=True))
    return tuple(
        Piece(each.mark, each.start, each.end, min(rows[line], MAX_LANE),
              each.opens, each.closes, each.first)
        for each, line in zip(pieces, lines, strict=True)
    )  # fmt: skip


def _line_of(piece: Piece) -> tuple[int, int, MarkSort, str]:
    """What one line stands for."""
    mark = piece.mark
    whose = mark.style if mark.sort is MarkSort.LAYER else ""
    return piece.start, piece.end, mark.sort, whose

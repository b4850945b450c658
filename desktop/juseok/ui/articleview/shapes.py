"""A block's plan → rectangles and lines, in pixels from the block's left top corner."""

from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainterPath

from juseok.ui.articleview.document import Mark, MarkSort
from juseok.ui.articleview.plan import Link, Piece, Plan, lanes
from juseok.ui.articleview.style import ArticleTheme
from juseok.ui.articleview.typeset import LANE, BlockLayout

GROW = 2.0
"""How far each fill level reaches out over the one inside it."""
ROUND = 3.0
BAR_X, LANE_WIDTH = -17.0, 9.0
"""Where the innermost claim bar stands, left of the text, and the room for each."""
LETTER = 8
"""Room for the letter of an annotator, in pixels."""
CORNER = 5.0
STUB = 16.0
"""Length of the hint that a mark goes on elsewhere."""


@dataclass(frozen=True, slots=True)
class Fill:
    """One line's part of a mark; its ``path`` is round where the fragment begins and ends."""

    mark: Mark
    rect: QRectF
    level: int
    path: QPainterPath


@dataclass(frozen=True, slots=True)
class Chip:
    """A mark's letter; ``at`` is the left end of its baseline."""

    mark: Mark
    text: str
    at: QPointF
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A claim's bar in the margin, ``lane`` counted from the text outwards."""

    mark: Mark
    lane: int
    top: float
    bottom: float
    opens: bool


@dataclass(slots=True)
class Layered:
    """The underlines of one annotator in a block, and where a letter stands behind each."""

    mark: Mark
    """Any of them: they look alike."""
    lines: list[QLineF] = field(default_factory=list[QLineF])
    letters: list[tuple[QPointF, str]] = field(default_factory=list[tuple[QPointF, str]])


@dataclass(slots=True)
class Shapes:
    """All that is drawn over one block, besides its text.

    ``lines`` are those of roles; ``layers``, by style, those of annotators, which are many: each
    is drawn in one go.  ``layered``: the marks that these are of.
    """

    fills: list[Fill] = field(default_factory=list[Fill])
    lines: list[tuple[Mark, QLineF]] = field(default_factory=list[tuple[Mark, QLineF]])
    layers: dict[str, Layered] = field(default_factory=dict[str, Layered])
    layered: dict[str, Mark] = field(default_factory=dict[str, Mark])
    links: list[tuple[Mark, QLineF]] = field(default_factory=list[tuple[Mark, QLineF]])
    chips: list[Chip] = field(default_factory=list[Chip])
    bars: list[Bar] = field(default_factory=list[Bar])
    corners: list[tuple[Mark, tuple[QPointF, ...]]] = field(
        default_factory=list[tuple[Mark, tuple[QPointF, ...]]]
    )
    boxes: dict[str, list[QRectF]] = field(default_factory=dict[str, list[QRectF]])
    """Text boxes by mark id: for hits, outlines and the ends of arcs."""


def make_shapes(
    plan: Plan,
    layout: BlockLayout,
    *,
    theme: ArticleTheme,
    chip_width: float,
    wide_lanes: dict[str, int],
) -> Shapes:
    """Place what ``plan`` wants.  ``chip_width``: pixels of one letter of a chip."""
    shapes = Shapes()
    for piece in plan.fills:
        _place_fill(shapes, layout, piece)
    letters: set[tuple[int, int]] = set()
    for piece in plan.underlines:
        _place_underline(shapes, layout, piece, letters)
    for link in plan.links:
        _place_link(shapes, layout, link)
    for piece in plan.chips:
        letter = piece.mark.letter or theme.style(piece.mark.style).letter
        if letter:
            _place_chip(shapes, layout, piece, letter=letter, width=chip_width * len(letter))
    _place_claims(shapes, layout, plan.claims, wide_lanes)
    return shapes


def _place_fill(shapes: Shapes, layout: BlockLayout, piece: Piece) -> None:
    boxes = layout.boxes(piece.start, piece.end)
    grow = GROW * piece.level
    for number, (_, box) in enumerate(boxes):
        shapes.boxes.setdefault(piece.mark.id, []).append(box)
        opens = piece.opens and number == 0
        closes = piece.closes and number == len(boxes) - 1
        rect = box.adjusted(-grow if opens else 0, -grow, grow if closes else 0, grow)
        path = _rounded(rect, left=opens, right=closes)
        shapes.fills.append(Fill(piece.mark, rect, piece.level, path))


def _place_underline(
    shapes: Shapes, layout: BlockLayout, piece: Piece, letters: set[tuple[int, int]]
) -> None:
    """``letters``: the places that letters have already, as cells of a letter's size."""
    mark = piece.mark
    for line, box in layout.boxes(piece.start, piece.end):
        shapes.boxes.setdefault(mark.id, []).append(box)
        y = layout.lines[line].box_bottom + 2.5 + LANE * piece.level
        drawn = QLineF(box.left() + 1, y, box.right() - 1, y)
        if mark.sort is not MarkSort.LAYER:
            shapes.lines.append((mark, drawn))
            continue
        shapes.layered[mark.id] = mark
        held = shapes.layers.setdefault(mark.style, Layered(mark))
        held.lines.append(drawn)
        held.letters.append((_place_letter(drawn, letters), mark.letter))


def _place_letter(line: QLineF, letters: set[tuple[int, int]]) -> QPointF:
    """Where an annotator's letter stands behind an underline, beside those that stand there."""
    x, y = round((line.x2() + 2) / LETTER), round(line.y2() / (2 * LETTER))
    while (x, y) in letters:
        x += 1
    letters.add((x, y))
    return QPointF(x * LETTER, line.y2() + 4)


def _place_link(shapes: Shapes, layout: BlockLayout, link: Link) -> None:
    """A dotted line through a gap; over several lines only its two ends are hinted."""
    boxes = layout.boxes(link.start, link.end)
    foot = GROW * link.level - 1.5
    if len(boxes) == 1 and link.opens and link.closes:
        box = boxes[0][1]
        y = box.bottom() + foot
        shapes.links.append((link.mark, QLineF(box.left(), y, box.right(), y)))
        return
    if boxes and link.opens:
        box = boxes[0][1]
        y = box.bottom() + foot
        shapes.links.append((link.mark, QLineF(box.left(), y, box.left() + STUB, y)))
    if boxes and link.closes:
        box = boxes[-1][1]
        y = box.bottom() + foot
        shapes.links.append((link.mark, QLineF(box.right() - STUB, y, box.right(), y)))


def _place_chip(
    shapes: Shapes, layout: BlockLayout, piece: Piece, *, letter: str, width: float
) -> None:
    """A chip stands above its mark's start, or after the chip that is there already."""
    number = layout.line_of(piece.start)
    line = layout.lines[number]
    x, y = layout.x_of(piece.start, number), line.box_top - 1.0
    if shapes.chips and shapes.chips[-1].at.y() == y:
        last = shapes.chips[-1]
        x = max(x, last.at.x() + last.width + 2)
    shapes.chips.append(Chip(piece.mark, letter, QPointF(x, y), width))


def _place_claims(
    shapes: Shapes, layout: BlockLayout, pieces: tuple[Piece, ...], wide: dict[str, int]
) -> None:
    rows = [
        (layout.line_of(piece.start), layout.line_of(max(piece.start, piece.end - 1)))
        for piece in pieces
    ]
    known = {
        mark_id: (min(a for a, _ in own), max(b for _, b in own))
        for mark_id in dict.fromkeys(piece.mark.id for piece in pieces)
        if (own := [row for p, row in zip(pieces, rows, strict=True) if p.mark.id == mark_id])
    }
    taken = [(wide[key], row) for key, row in known.items() if key in wide]
    others = [key for key in known if key not in wide]
    given = dict(zip(others, lanes([known[key] for key in others], taken), strict=True)) | wide
    for piece, (first, last) in zip(pieces, rows, strict=True):
        boxes = layout.boxes(piece.start, piece.end)
        shapes.boxes.setdefault(piece.mark.id, []).extend(box for _, box in boxes)
        shapes.bars.append(
            Bar(
                piece.mark,
                given[piece.mark.id],
                layout.lines[first].box_top + 2 if piece.opens else layout.lines[first].top,
                layout.lines[last].box_bottom - 1 if piece.closes else layout.lines[last].bottom,
                piece.first,
            )
        )
        if boxes:
            _place_corners(shapes, piece, boxes[0][1], boxes[-1][1])


def _place_corners(shapes: Shapes, piece: Piece, first: QRectF, last: QRectF) -> None:
    """「 at the start and 」 at the end, standing off from the text so that fills stay clear."""
    if piece.opens:
        x, y = first.left() - 1.5, first.top() - 2.5
        shapes.corners.append(
            (piece.mark, (QPointF(x + CORNER, y), QPointF(x, y), QPointF(x, y + CORNER + 3)))
        )
    if piece.closes:
        x, y = last.right() + 1.5, last.bottom() + 2.5
        shapes.corners.append(
            (piece.mark, (QPointF(x - CORNER, y), QPointF(x, y), QPointF(x, y - CORNER - 3)))
        )


def _rounded(rect: QRectF, *, left: bool, right: bool) -> QPainterPath:
    """A rectangle with round corners at the sides that are asked for."""
    path = QPainterPath()
    path.addRoundedRect(rect, ROUND, ROUND)
    if not left:
        path = path.united(_box(QRectF(rect.left(), rect.top(), ROUND, rect.height())))
    if not right:
        path = path.united(_box(QRectF(rect.right() - ROUND, rect.top(), ROUND, rect.height())))
    return path


def _box(rect: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRect(rect)
    return path

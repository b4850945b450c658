"""The article as it is laid out: blocks, marks, heights and lines, without a widget.

Coordinates are pixels of the viewport: x from its left edge, y from its top edge.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QColor, QTextCharFormat, QTextLayout

from juseok.core.model import Zone, ZoneRole
from juseok.core.sentences import LineSplitter
from juseok.ui.articleview.document import ArticleDoc, Mark
from juseok.ui.articleview.fonts import Fonts, TextSettings
from juseok.ui.articleview.index import MarkIndex
from juseok.ui.articleview.plan import EMPTY, plan_block, specials
from juseok.ui.articleview.prepared import Prepared, prepare
from juseok.ui.articleview.scroll import ScrollModel
from juseok.ui.articleview.shapes import Shapes, make_shapes
from juseok.ui.articleview.style import ArticleTheme
from juseok.ui.articleview.typeset import BlockLayout

_CACHED = 240
_TOP, _BOTTOM = 28, 120
"""Empty pixels before the first and after the last block."""
GUTTER, STRIP_GUTTER, RIGHT = 48, 116, 28
"""Room left of the text for claim bars (or zone names), and right of it."""


@dataclass(slots=True)
class Laid:
    """A block that is laid out.  ``text_y``: where its first line begins in it."""

    start: int
    layout: BlockLayout
    shapes: Shapes
    specials: list[tuple[int, str]]
    text_y: float
    height: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A visible block: its number, its y in the viewport, what is laid out."""

    block: int
    y: float
    laid: Laid

    @property
    def text_y(self) -> float:
        return self.y + self.laid.text_y


class Page:
    """One article in one column of a given size."""

    def __init__(self, theme: ArticleTheme, settings: TextSettings | None = None) -> None:
        self.doc = ArticleDoc()
        self.theme = theme
        self.fonts = Fonts(settings or TextSettings())
        self.width = 800.0
        self.height = 600.0
        self.show_zones = False
        self.hidden: frozenset[ZoneRole] = frozenset()
        self.splitter: LineSplitter | None = None
        self._cache: OrderedDict[int, Laid] = OrderedDict()
        self.install(prepare(self.doc))

    # -- what is shown

    def install(self, prepared: Prepared) -> None:
        """Show what was prepared, from its beginning."""
        self.doc, self.splitter = prepared.doc, prepared.splitter
        self.blocks, self.marks = prepared.blocks, prepared.marks
        self._cache.clear()
        self.scroll = ScrollModel(self._estimates(), self._measure)

    def exchange(self, prepared: Prepared) -> None:
        """Take other blocks and marks for the same text without moving what is read."""
        place = self.reading_place()
        self.install(prepared)
        self.restore(place)

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Replace all marks."""
        place = self.reading_place()
        self.marks = MarkIndex(self.blocks, marks)
        self._cache.clear()
        self.restore(place)

    def update_marks(self, added: Iterable[Mark], removed: Iterable[str]) -> set[int]:
        """Change some marks; gives the blocks that look different now."""
        if not self._cache and self.scroll.at_beginning:  # nobody has seen it: nothing can move
            return self.marks.update(added, removed)
        place = self.reading_place()
        touched = self.marks.update(added, removed)
        for block in touched:
            self._cache.pop(block, None)
        if touched:
            self.restore(place)
        return touched

    def set_reading(self, splitter: LineSplitter | None) -> None:
        """One sentence a line (with a splitter), or paragraphs (None)."""
        self.exchange(prepare(self.doc, self.marks.all(), splitter))

    def set_zones(self, doc: ArticleDoc) -> None:
        """Other zones for the same text, without moving what is read."""
        self.exchange(prepare(doc, self.marks.all(), self.splitter))

    def set_hidden(self, roles: frozenset[ZoneRole]) -> None:
        place = self.reading_place()
        self.hidden = roles
        self.relayout(place)

    def set_settings(self, settings: TextSettings) -> None:
        place = self.reading_place()
        self.fonts = Fonts(settings)
        self.relayout(place)

    def set_show_zones(self, on: bool) -> None:
        place = self.reading_place()
        self.show_zones = on
        self.relayout(place)

    def set_theme(self, theme: ArticleTheme) -> None:
        self.theme = theme
        self._cache.clear()

    def set_size(self, width: float, height: float) -> None:
        if width == self.width:
            self.height = height
            self.scroll.scroll_by(0, height)
            return
        place = self.reading_place()
        self.width, self.height = width, height
        self.relayout(place)

    def relayout(self, place: tuple[int, float]) -> None:
        """Forget all lines and heights, and put ``place`` where it was."""
        self._cache.clear()
        self.scroll = ScrollModel(self._estimates(), self._measure)
        self.restore(place)

    def reading_place(self) -> tuple[int, float]:
        """What is read: the first line that is wholly visible, as (offset, y of its baseline)."""
        for placed in self.visible():
            for number, line in enumerate(placed.laid.layout.lines):
                if placed.text_y + line.box_top >= 0:
                    start = placed.laid.layout.line_range(number)[0]
                    return placed.laid.start + start, placed.text_y + line.baseline
        return 0, float(_TOP)

    def restore(self, place: tuple[int, float]) -> None:
        """Scroll so that the line of an offset has its baseline at a y."""
        offset, y = place
        block = self.blocks.at(offset)
        laid = self.laid(block)
        line = laid.layout.lines[laid.layout.line_of(self._inside(offset, block))]
        self.scroll.place(block, laid.text_y + line.baseline, y, self.height)

    # -- geometry

    @property
    def gutter(self) -> int:
        return STRIP_GUTTER if self.show_zones else GUTTER

    @property
    def column(self) -> float:
        """The width of the lines."""
        return max(80.0, min(float(self.fonts.column), self.width - self.gutter - RIGHT))

    @property
    def left(self) -> float:
        """Where the lines begin: the column is centred, the margin never below the gutter."""
        return float(max(self.gutter, round((self.width - self.column) / 2)))

    def visible(self) -> list[Placed]:
        """The blocks in the viewport, exactly placed."""
        return [Placed(i, y, self.laid(i)) for i, y in self.scroll.visible(self.height)]

    def placed(self, offset: int) -> Placed:
        """The block of an offset where it is (exact when visible, else by known heights)."""
        block = self.blocks.at(offset)
        for found in self.visible():
            if found.block == block:
                return found
        return Placed(block, self.scroll.y_of(block) - self.scroll.value, self.laid(block))

    def offset_at(self, x: float, y: float, *, on_character: bool = False) -> int:
        """The offset nearest to a point; a point above or below counts as on the edge."""
        shown = self.visible()
        if not shown:
            return 0
        at = shown[0]
        for placed in shown:
            if placed.y <= y:
                at = placed
        layout = at.laid.layout
        number = layout.line_at(y - at.text_y)
        inside = layout.offset_on_line(number, x - self.left, on_character=on_character)
        return at.laid.start + inside

    def caret_rect(self, offset: int) -> QRectF:
        placed = self.placed(offset)
        rect = placed.laid.layout.caret_rect(self._inside(offset, placed.block))
        return rect.translated(self.left, placed.text_y)

    def boxes(self, start: int, end: int) -> Iterator[QRectF]:
        """The text boxes of ``[start, end)`` that are in visible blocks."""
        for placed in self.visible():
            low = max(start - placed.laid.start, 0)
            high = min(end - placed.laid.start, placed.laid.layout.length)
            if low < high:
                for _, box in placed.laid.layout.boxes(low, high):
                    yield box.translated(self.left, placed.text_y)

    # -- Navigator

    def step(self, offset: int, direction: int) -> int:
        block = self.blocks.at(offset)
        laid = self.laid(block)
        inside = self._inside(offset, block)
        moved = laid.start + laid.layout.step(inside, direction)
        if moved == offset or self.blocks.at(moved) != block:
            moved = offset + direction
        return max(0, min(len(self.doc.text), moved))

    def line_edge(self, offset: int, direction: int) -> int:
        laid, inside = self._laid_at(offset)
        number = laid.layout.line_of(inside)
        start, end = laid.layout.line_range(number)
        if direction < 0:
            return laid.start + start
        if number < len(laid.layout.lines) - 1:
            end = laid.layout.step(end, -1)
        return laid.start + end

    def x_of(self, offset: int) -> float:
        laid, inside = self._laid_at(offset)
        return laid.layout.x_of(inside)

    def vertical(self, offset: int, lines: int, x: float) -> int:
        block = self.blocks.at(offset)
        laid = self.laid(block)
        number = laid.layout.line_of(self._inside(offset, block)) + lines
        while number < 0:
            above = self._shown(block, -1)
            if above is None:
                return 0
            block, laid = above, self.laid(above)
            number += len(laid.layout.lines)
        while number >= len(laid.layout.lines):
            below = self._shown(block, 1)
            if below is None:
                return len(self.doc.text)
            number -= len(laid.layout.lines)
            block, laid = below, self.laid(below)
        return laid.start + laid.layout.offset_on_line(number, x)

    def page_lines(self) -> int:
        return max(1, int(self.height / self.fonts.body.pitch) - 2)

    # -- layout

    def laid(self, block: int) -> Laid:
        """The block laid out, from the cache if it is there."""
        found = self._cache.get(block)
        if found is not None:
            self._cache.move_to_end(block)
            return found
        found = self._cache[block] = self._lay(block)
        if len(self._cache) > _CACHED:
            self._cache.popitem(last=False)
        return found

    def is_hidden(self, block: int) -> bool:
        return self.blocks.roles[block] in self.hidden

    def _lay(self, block: int) -> Laid:
        blocks = self.blocks
        start, end = blocks.starts[block], blocks.ends[block]
        text = self.doc.text[start:end]
        marks = self.marks.in_block(block)
        plan = plan_block(start, end, marks) if marks else EMPTY
        font = self.fonts.line(blocks.roles[block])
        layout = BlockLayout(
            text,
            font=font,
            width=self.column,
            lanes=plan.lanes if plan.underlines else None,
            formats=self._zone_formats(block, start, end),
        )
        wide = {
            piece.mark.id: lane
            for piece in plan.claims
            if (lane := self.marks.wide_lane(piece.mark.id)) is not None
        }
        chip = self.fonts.settings.size * 0.5
        shapes = make_shapes(plan, layout, theme=self.theme, chip_width=chip, wide_lanes=wide)
        before, after = self._gaps(block)
        height = layout.height if text else self.fonts.body.pitch // 2
        return Laid(start, layout, shapes, specials(text), before, before + height + after)

    def _zone_formats(self, block: int, start: int, end: int) -> list[QTextLayout.FormatRange]:
        """Muted text for a zone inside a line of another role (a byline before the lead)."""
        role = self.blocks.roles[block]
        found: list[QTextLayout.FormatRange] = []
        for zone in self._zones_in(start, end):
            if zone.role == role or self.fonts.line(zone.role).tone == "text":
                continue
            text = self.doc.text
            span = QTextLayout.FormatRange()
            low, high = max(zone.start, start), min(zone.end, end)
            span.start = _units(text[start:low])
            span.length = _units(text[low:high])
            style = QTextCharFormat()
            style.setForeground(QBrush(QColor(self.theme.muted)))
            span.format = style
            found.append(span)
        return found

    def _zones_in(self, start: int, end: int) -> Iterator[Zone]:
        zones = self.doc.zones
        position = bisect_right(zones, start, key=lambda zone: zone.end)
        while position < len(zones) and zones[position].start < end:
            yield zones[position]
            position += 1

    def _gaps(self, block: int) -> tuple[int, int]:
        font = self.fonts.line(self.blocks.roles[block])
        before = _TOP if block == 0 else font.before
        if block and self._begins_body(block):
            before = font.after
        if block == len(self.blocks) - 1:
            return before, _BOTTOM
        if self.blocks.starts[block] == self.blocks.ends[block]:
            return 0 if block else _TOP, 0
        if not self.blocks.line_ends[block]:
            return before, round(self.fonts.settings.size * 0.3) if self.splitter else 0
        return before, font.after

    def _begins_body(self, block: int) -> bool:
        """Whether the article itself begins here, after bylines and dates without a blank."""
        roles = self.blocks.roles
        if roles[block] is not ZoneRole.BODY or roles[block - 1] is ZoneRole.BODY:
            return False
        above = self.fonts.line(roles[block - 1])
        return above.tone != "text" and self.blocks.starts[block - 1] < self.blocks.ends[block - 1]

    def _measure(self, block: int) -> float:
        return 0.0 if self.is_hidden(block) else self.laid(block).height

    def _estimates(self) -> Iterator[float]:
        per_line = max(1, int(self.column / self.fonts.average))
        blocks = self.blocks
        font = self.fonts.line
        hidden = self.hidden
        places = {role: (font(role).pitch, font(role).after) for role in set(blocks.roles)}
        for start, end, role in zip(blocks.starts, blocks.ends, blocks.roles, strict=True):
            if role in hidden:
                yield 0.0
            else:
                pitch, after = places[role]
                yield float(((end - start) // per_line + 1) * pitch + after)

    def _inside(self, offset: int, block: int) -> int:
        start, end = self.blocks.starts[block], self.blocks.ends[block]
        return max(0, min(offset, end) - start)

    def _laid_at(self, offset: int) -> tuple[Laid, int]:
        block = self.blocks.at(offset)
        return self.laid(block), self._inside(offset, block)

    def _shown(self, block: int, direction: int) -> int | None:
        """The next block in a direction that is not hidden."""
        block += direction
        while 0 <= block < len(self.blocks):
            if not self.is_hidden(block):
                return block
            block += direction
        return None


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2

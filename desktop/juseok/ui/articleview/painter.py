"""Draws the visible blocks: fills under the text, letters and lines over it.

Order, from the paper up: zone strip and current line, wash of selected claims, find
highlights, fills, selection, text, underlines, connectors, brackets, bars, outlines of what
is selected or under the pointer, chips or badges, marks of invisible characters, caret.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from juseok.core.model import ZoneRole
from juseok.core.scheme_color import swatch
from juseok.ui.articleview.document import Mark, MarkSort, Range
from juseok.ui.articleview.inks import color, pen
from juseok.ui.articleview.page import Page, Placed
from juseok.ui.articleview.shapes import BAR_X, LANE_WIDTH, Layered

_ZONE_COLORS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8a8f98")
_OVERHANG = 24
"""Chips, badges and brackets reach out of their block by less than this."""
_CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Scene:
    """What changes without a new layout."""

    selection: tuple[Range, ...] = ()
    caret: int = 0
    focused: bool = False
    hovered: str = ""
    """The record under the pointer."""
    selected: frozenset[str] = frozenset()
    """Ids of selected records."""
    badges: Mapping[str, str] = field(default_factory=dict[str, str])
    highlights: Sequence[Range] = ()
    """Found text, sorted."""
    faded: Sequence[Range] = ()
    """Letters to be greyed: what was left out behind the name in hand."""
    zone_names: Mapping[ZoneRole, str] = field(default_factory=dict[ZoneRole, str])

    def stands_out(self, mark: Mark) -> bool:
        return mark.record in self.selected or mark.record == self.hovered


def paint_page(
    painter: QPainter, page: Page, scene: Scene, placed: Sequence[Placed], clip: QRectF
) -> None:
    """Draw ``placed`` within ``clip``."""
    painter.fillRect(clip, color(page.theme.paper))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    top, bottom = clip.top() - _OVERHANG, clip.bottom() + _OVERHANG
    shown = [at for at in placed if at.y + at.laid.height >= top and at.y <= bottom]
    if page.show_zones:
        _zones(painter, page, scene, shown)
    for at in shown:
        origin = QPointF(page.left, at.text_y)
        painter.translate(origin)
        _wash(painter, page, scene, at)
        _highlights(painter, page, scene, at)
        _fills(painter, page, at)
        _selection(painter, page, scene, at)
        painter.translate(-origin)
        painter.setPen(color(getattr(page.theme, at.laid.layout.font.tone)))
        at.laid.layout.draw(painter, origin)
        if scene.faded:
            painter.translate(origin)
            _faded(painter, page, scene, at)
            painter.translate(-origin)
    for at in shown:
        origin = QPointF(page.left, at.text_y)
        painter.translate(origin)
        _lines(painter, page, scene, at)
        _claims(painter, page, scene, at)
        _outlines(painter, page, scene, at)
        _chips(painter, page, scene, at)
        _specials(painter, page, at)
        painter.translate(-origin)
    if scene.focused:
        _caret(painter, page, scene, shown)


# -- under the text


def _wash(painter: QPainter, page: Page, scene: Scene, at: Placed) -> None:
    """A faint ground under the content of the claim that is selected or pointed at."""
    if not at.laid.shapes.bars or not (scene.selected or scene.hovered):
        return
    for mark in dict.fromkeys(bar.mark for bar in at.laid.shapes.bars):
        if scene.stands_out(mark):
            ground = color(_claim_ink(page, mark), 0.10)
            for box in at.laid.shapes.boxes.get(mark.id, ()):
                painter.fillRect(box.adjusted(0, -3, 0, 3), ground)


def _fills(painter: QPainter, page: Page, at: Placed) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    theme, quiet = page.theme, at.laid.layout.font.tone != "text"
    for fill in at.laid.shapes.fills:
        if fill.mark.sort is MarkSort.SUGGESTION:
            continue
        ground = theme.ground(fill.mark.style, level=fill.level, quiet=quiet)
        painter.setBrush(color(ground))
        painter.drawPath(fill.path)


def _selection(painter: QPainter, page: Page, scene: Scene, at: Placed) -> None:
    ground = color(page.theme.selection, 0.62)
    layout, start = at.laid.layout, at.laid.start
    for low, high in scene.selection:
        first, last = low - start, high - start
        if last <= 0 or first > layout.length:
            continue
        for _, box in layout.boxes(max(first, 0), min(last, layout.length)):
            painter.fillRect(box.adjusted(0, -2, 0, 2), ground)
        if last > layout.length and page.blocks.line_ends[at.block]:
            line = layout.lines[-1]  # the newline is selected too
            tall = line.box_bottom - line.box_top + 4
            painter.fillRect(QRectF(line.right, line.box_top - 2, 6, tall), ground)


def _highlights(painter: QPainter, page: Page, scene: Scene, at: Placed) -> None:
    if not scene.highlights:
        return
    layout, start = at.laid.layout, at.laid.start
    end = start + layout.length
    ground = color(page.theme.highlight)
    first = bisect_left(scene.highlights, start, key=lambda span: span[1])
    for low, high in scene.highlights[first:]:
        if low >= end:
            break
        for _, box in layout.boxes(max(low - start, 0), min(high, end) - start):
            painter.fillRect(box.adjusted(-1, -3, 1, 3), ground)


def _faded(painter: QPainter, page: Page, scene: Scene, at: Placed) -> None:
    """A veil of paper over letters."""
    layout, start = at.laid.layout, at.laid.start
    veil = color(page.theme.paper, 0.66)
    for low, high in scene.faded:
        first, last = max(low - start, 0), min(high - start, layout.length)
        for _, box in layout.boxes(first, last) if first < last else ():
            painter.fillRect(box, veil)


# -- over the text


def _lines(painter: QPainter, page: Page, scene: Scene, at: Placed) -> None:
    """Type patterns at the foot of fills, underlines of roles, connectors."""
    theme, shapes = page.theme, at.laid.shapes
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for fill in shapes.fills:
        if fill.mark.sort is MarkSort.SUGGESTION:
            painter.setPen(pen(theme.suggestion, "dash", 1.0))
            painter.drawPath(fill.path)
            continue
        style = theme.style(fill.mark.style)
        painter.setPen(pen(style.ink, style.pattern, 1.3))
        y = fill.rect.bottom() - 0.9
        left, right = fill.rect.left() + 1.5, fill.rect.right() - 1.5
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        if style.pattern == "double":
            painter.drawLine(QPointF(left, y - 2.6), QPointF(right, y - 2.6))
    for mark in shapes.layered.values() if scene.selected or scene.hovered else ():
        if scene.stands_out(mark):
            ground = color(theme.accent, 0.10)
            for box in shapes.boxes.get(mark.id, ()):
                painter.fillRect(box.adjusted(-1, -2, 1, 2), ground)
    for mark, line in shapes.lines:
        painter.setPen(_role_pen(page, mark))
        painter.drawLine(line)
    for held in shapes.layers.values():
        painter.setPen(_role_pen(page, held.mark))
        painter.drawLines(held.lines)
    if shapes.layers:
        _letters(painter, page, shapes.layers.values())
    for mark, line in shapes.links:
        painter.setPen(pen(theme.style(mark.style).ink, "dot", 1.2))
        painter.drawLine(line)


def _letters(painter: QPainter, page: Page, layers: Iterable[Layered]) -> None:
    """Annotators' letters behind their underlines."""
    painter.setFont(page.fonts.chip)
    for held in layers:
        painter.setPen(color(page.theme.style(held.mark.style).ink))
        for at, letter in held.letters:
            painter.drawText(at, letter)


def _role_pen(page: Page, mark: Mark) -> QPen:
    theme = page.theme
    match mark.sort:
        case MarkSort.CUE:
            return pen(theme.claim, "dot", 1.8)
        case MarkSort.SOURCE:
            return pen(theme.claim, "dash", 1.5)
        case MarkSort.LAYER:
            style = theme.style(mark.style)
            return pen(style.ink, style.pattern, 1.6)
        case MarkSort.QUESTION:
            return pen(theme.warning, "dashdot", 1.5)
        case _:
            return pen(theme.muted, "solid", 1.0)


def _claims(painter: QPainter, page: Page, scene: Scene, at: Placed) -> None:
    shapes = at.laid.shapes
    painter.setFont(page.fonts.chip)
    for bar in shapes.bars:
        strong = scene.stands_out(bar.mark)
        ink = color(_claim_ink(page, bar.mark), 1.0 if strong else 0.7)
        x = BAR_X - LANE_WIDTH * bar.lane
        wide = 3.5 if strong else 2.5
        painter.fillRect(QRectF(x, bar.top, wide, bar.bottom - bar.top), ink)
        if bar.opens and bar.mark.letter:
            painter.setPen(ink)
            box = QRectF(x - 13, bar.top - 14, 28, 12)
            painter.drawText(box, _CENTRE, bar.mark.letter)
    for mark, points in shapes.corners:
        wide = 2.0 if scene.stands_out(mark) else 1.4
        painter.setPen(pen(_claim_ink(page, mark), "solid", wide))
        painter.drawPolyline(points)


def _claim_ink(page: Page, mark: Mark) -> str:
    theme = page.theme
    return theme.style(mark.style).ink if mark.style in theme.styles else theme.claim


def _outlines(painter: QPainter, page: Page, scene: Scene, at: Placed) -> None:
    """A frame around what is selected, a thinner one around what is under the pointer."""
    if not scene.selected and not scene.hovered:
        return
    for fill in at.laid.shapes.fills:
        if scene.stands_out(fill.mark):
            wide = 1.8 if fill.mark.record in scene.selected else 1.0
            suggestion = fill.mark.sort is MarkSort.SUGGESTION
            ink = page.theme.suggestion if suggestion else page.theme.style(fill.mark.style).ink
            painter.setPen(pen(ink, "solid", wide))
            painter.drawPath(fill.path)


def _chips(painter: QPainter, page: Page, scene: Scene, at: Placed) -> None:
    theme = page.theme
    painter.setFont(page.fonts.chip)
    free: dict[float, float] = {}
    """Where the last badge of a line ends: badges are wider than the chips they stand for."""
    for chip in at.laid.shapes.chips:
        badge = scene.badges.get(chip.mark.record)
        if badge:
            line = chip.at.y()
            x = max(chip.at.x() - 3, free.get(line, -99.0))
            free[line] = x + _badge(painter, page, QPointF(x, line), badge) + 2
            continue
        suggestion = chip.mark.sort is MarkSort.SUGGESTION
        ink = theme.suggestion if suggestion else theme.style(chip.mark.style).ink
        painter.setPen(color(ink))
        painter.drawText(chip.at, chip.text)


def _badge(painter: QPainter, page: Page, at: QPointF, letter: str) -> float:
    """The letter to press for this mark, in link mode; gives the plate's width."""
    width = max(14.0, QFontMetricsF(page.fonts.chip).horizontalAdvance(letter) + 7)
    box = QRectF(at.x(), at.y() - 11, width, 14)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(page.theme.accent))
    painter.drawRoundedRect(box, 3, 3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(color(page.theme.paper))
    painter.drawText(box, _CENTRE, letter)
    return width


def _specials(painter: QPainter, page: Page, at: Placed) -> None:
    """A small flag where a character cannot be seen, a dashed box around a blank filler."""
    layout, ink = at.laid.layout, page.theme.warning
    for offset, sort in at.laid.specials:
        number = layout.line_of(offset)
        line = layout.lines[number]
        x, after = layout.x_of(offset, number), layout.x_of(offset + 1, number)
        if sort == "filler" and abs(after - x) > 2:
            painter.setPen(pen(ink, "dash", 1.0))
            tall = line.box_bottom - line.box_top - 6
            painter.drawRect(QRectF(x + 1, line.box_top + 3, after - x - 2, tall))
            continue
        top, wide = line.box_top + 1, 3.2 if sort == "bidi" else 2.4
        painter.setPen(pen(ink))
        painter.drawLine(QPointF(x, top + 3), QPointF(x, line.box_bottom - 1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(ink))
        painter.drawPolygon([QPointF(x - wide, top), QPointF(x + wide, top), QPointF(x, top + 4)])
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _caret(painter: QPainter, page: Page, scene: Scene, shown: Sequence[Placed]) -> None:
    block = page.blocks.at(scene.caret)
    for at in shown:
        if at.block == block:
            inside = min(scene.caret - at.laid.start, at.laid.layout.length)
            rect = at.laid.layout.caret_rect(inside).translated(page.left - 0.8, at.text_y)
            rect.setWidth(1.6)
            painter.fillRect(rect.adjusted(0, -2, 0, 2), color(page.theme.accent))


# -- zones


def _zones(painter: QPainter, page: Page, scene: Scene, shown: Sequence[Placed]) -> None:
    """Coloured bars with role names, and the line of the caret: the preview of an import."""
    theme = page.theme
    painter.setFont(page.fonts.note)
    for at, role, named in _named(page, shown):
        ground = zone_color(role)
        start = at.laid.start
        if start <= scene.caret <= start + at.laid.layout.length:
            painter.fillRect(QRectF(0, at.y, page.width, at.laid.height), color(theme.current))
        last = at.block == len(page.blocks) - 1
        top = at.y if at.block else at.text_y
        bottom = at.text_y + at.laid.layout.height if last else at.y + at.laid.height
        painter.fillRect(QRectF(page.left - 14, top, 4, bottom - top), color(ground))
        if named:
            font = at.laid.layout.font
            tall = font.box_bottom - font.box_top
            box = QRectF(page.left - 108, at.text_y + font.box_top, 86, tall)
            painter.setPen(color(swatch(ground, "dark" if theme.dark else "light").ink))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, right, scene.zone_names.get(role, role.value))


def _named(page: Page, shown: Sequence[Placed]) -> Iterator[tuple[Placed, ZoneRole, bool]]:
    """Each block with its role, and whether the role's name is written there (once a run)."""
    last = None
    for at in shown:
        role = page.blocks.roles[at.block]
        named = role is not last and at.laid.layout.length > 0
        if named:
            last = role
        yield at, role, named


def zone_color(role: ZoneRole) -> str:
    """The colour of a role's bar; its name stands beside it, so colours may recur."""
    return _ZONE_COLORS[list(ZoneRole).index(role) % len(_ZONE_COLORS)]

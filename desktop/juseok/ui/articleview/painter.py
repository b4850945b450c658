"""Draws the visible blocks: fills under the text, letters and lines over it.

Order, from the paper up: zone strip and current line, find highlights, fills, selection, text,
underlines, connectors, brackets, bars, chips, outlines of what is selected or under the
pointer, badges, caret.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from juseok.core.model import ZoneRole
from juseok.ui.articleview.document import Mark, MarkSort, Range
from juseok.ui.articleview.page import Page, Placed
from juseok.ui.articleview.shapes import Fill
from juseok.ui.articleview.style import Pattern, legible, mix

LANE_WIDTH = 9
_PENS: dict[Pattern, Qt.PenStyle] = {
    "solid": Qt.PenStyle.SolidLine,
    "double": Qt.PenStyle.SolidLine,
    "dash": Qt.PenStyle.CustomDashLine,
    "dot": Qt.PenStyle.CustomDashLine,
    "dashdot": Qt.PenStyle.CustomDashLine,
}
_DASHES: dict[Pattern, list[float]] = {"dash": [4, 2.5], "dot": [1, 2], "dashdot": [5, 2, 1, 2]}
_ZONE_COLORS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8a8f98")
_ROUND = 3.0


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
    zone_names: Mapping[ZoneRole, str] = field(default_factory=dict[ZoneRole, str])


class ArticlePainter:
    """Draws a page onto a painter; keeps the pens and brushes of its theme."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._inks: dict[str, QColor] = {}

    def paint(
        self, painter: QPainter, scene: Scene, placed: Sequence[Placed], clip: QRectF
    ) -> None:
        page, theme = self._page, self._page.theme
        painter.fillRect(clip, self._color(theme.paper))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = [p for p in placed if p.y + p.laid.height >= clip.top() and p.y <= clip.bottom()]
        if page.show_zones:
            self._zones(painter, scene, shown)
        for at in shown:
            painter.save()
            painter.translate(page.left, at.text_y)
            self._highlights(painter, scene, at)
            self._fills(painter, at)
            self._selection(painter, scene, at)
            painter.restore()
            tone = at.laid.layout.font.tone
            painter.setPen(self._color(getattr(theme, tone)))
            at.laid.layout.draw(painter, QPointF(page.left, at.text_y))
        for at in shown:
            painter.save()
            painter.translate(page.left, at.text_y)
            self._lines(painter, at)
            self._claims(painter, scene, at)
            self._outlines(painter, scene, at)
            self._chips(painter, scene, at)
            self._specials(painter, at)
            painter.restore()
        self._caret(painter, scene, shown)

    # -- under the text

    def _fills(self, painter: QPainter, at: Placed) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for fill in at.laid.shapes.fills:
            if fill.mark.sort is MarkSort.SUGGESTION:
                continue
            style = self._page.theme.style(fill.mark.style)
            ground = style.fill
            if fill.level:  # what encloses is paler, so that the inner one stands out
                ground = mix(ground, self._page.theme.paper, max(0.45, 0.85 - 0.2 * fill.level))
            painter.setBrush(self._color(ground))
            painter.drawPath(_rounded(fill)) if not (
                fill.opens and fill.closes
            ) else painter.drawRoundedRect(fill.rect, _ROUND, _ROUND)

    def _selection(self, painter: QPainter, scene: Scene, at: Placed) -> None:
        color = QColor(self._page.theme.selection)
        color.setAlphaF(0.62)
        layout, start = at.laid.layout, at.laid.start
        for low, high in scene.selection:
            first, last = max(low - start, 0), min(high - start, layout.length)
            if first < last:
                for _, box in layout.boxes(first, last):
                    painter.fillRect(box.adjusted(0, -2, 0, 2), color)
            if first <= layout.length < high - start and low - start <= layout.length:
                line = layout.lines[-1]  # the newline is selected too
                painter.fillRect(
                    QRectF(line.right, line.box_top - 2, 6, line.box_bottom - line.box_top + 4),
                    color,
                )

    def _highlights(self, painter: QPainter, scene: Scene, at: Placed) -> None:
        if not scene.highlights:
            return
        layout, start = at.laid.layout, at.laid.start
        end = start + layout.length
        color = self._color(self._page.theme.highlight)
        first = bisect_left(scene.highlights, start, key=lambda span: span[1])
        for low, high in scene.highlights[first:]:
            if low >= end:
                break
            for _, box in layout.boxes(max(low - start, 0), min(high, end) - start):
                painter.fillRect(box.adjusted(-1, -3, 1, 3), color)

    # -- over the text

    def _lines(self, painter: QPainter, at: Placed) -> None:
        """Type patterns at the foot of fills, underlines of roles, connectors."""
        theme, shapes = self._page.theme, at.laid.shapes
        for fill in shapes.fills:
            if fill.mark.sort is MarkSort.SUGGESTION:
                pen = self._pen(theme.suggestion, "dash", 1.0)
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(fill.rect.adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
                continue
            style = theme.style(fill.mark.style)
            painter.setPen(self._pen(style.ink, style.pattern, 1.3))
            y = fill.rect.bottom() - 0.9
            left, right = fill.rect.left() + 1.5, fill.rect.right() - 1.5
            painter.drawLine(QPointF(left, y), QPointF(right, y))
            if style.pattern == "double":
                painter.drawLine(QPointF(left, y - 2.6), QPointF(right, y - 2.6))
        for mark, line in shapes.lines:
            painter.setPen(self._role_pen(mark))
            painter.drawLine(line)
        for mark, line in shapes.links:
            painter.setPen(self._pen(theme.style(mark.style).ink, "dot", 1.0))
            painter.drawLine(line)

    def _claims(self, painter: QPainter, scene: Scene, at: Placed) -> None:
        shapes = at.laid.shapes
        painter.setFont(self._page.fonts.chip)
        for bar in shapes.bars:
            strong = bar.mark.record in scene.selected or bar.mark.record == scene.hovered
            color = QColor(self._claim_ink(bar.mark))
            if not strong:
                color.setAlphaF(0.72)
            x = -16.0 - LANE_WIDTH * bar.lane
            painter.fillRect(
                QRectF(x, bar.top, 3.5 if strong else 2.5, bar.bottom - bar.top), color
            )
            if bar.opens and bar.mark.letter:
                painter.setPen(color)
                box = QRectF(x - 12, bar.top - 13, 27, 12)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, bar.mark.letter)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for mark, points in shapes.corners:
            strong = mark.record in scene.selected or mark.record == scene.hovered
            pen = QPen(QColor(self._claim_ink(mark)), 2.0 if strong else 1.4)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawPolyline(points)

    def _chips(self, painter: QPainter, scene: Scene, at: Placed) -> None:
        theme = self._page.theme
        painter.setFont(self._page.fonts.chip)
        for chip in at.laid.shapes.chips:
            badge = scene.badges.get(chip.mark.record)
            if badge:
                self._badge(painter, chip.at, badge)
                continue
            suggestion = chip.mark.sort is MarkSort.SUGGESTION
            ink = theme.suggestion if suggestion else theme.style(chip.mark.style).ink
            painter.setPen(self._color(ink))
            painter.drawText(chip.at, chip.mark.letter)

    def _badge(self, painter: QPainter, at: QPointF, letter: str) -> None:
        """The letter to press for this mark, in link mode."""
        metrics = QFontMetricsF(self._page.fonts.chip)
        width = max(14.0, metrics.horizontalAdvance(letter) + 7)
        box = QRectF(at.x() - 3, at.y() - 11, width, 14)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color(self._page.theme.accent))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(self._color(self._page.theme.paper))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)

    def _outlines(self, painter: QPainter, scene: Scene, at: Placed) -> None:
        """A frame around what is selected, a thinner one around what is under the pointer."""
        if not scene.selected and not scene.hovered:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for fill in at.laid.shapes.fills:
            record = fill.mark.record
            if record in scene.selected:
                pen = QPen(self._color(self._page.theme.style(fill.mark.style).ink), 1.8)
            elif record == scene.hovered:
                pen = QPen(self._color(self._page.theme.style(fill.mark.style).ink), 1.0)
            else:
                continue
            painter.setPen(pen)
            painter.drawPath(_rounded(fill))

    def _specials(self, painter: QPainter, at: Placed) -> None:
        """A small mark where a character cannot be seen."""
        layout = at.laid.layout
        color = self._color(self._page.theme.warning)
        for offset, sort in at.laid.specials:
            number = layout.line_of(offset)
            line = layout.lines[number]
            x, after = layout.x_of(offset, number), layout.x_of(offset + 1, number)
            painter.setPen(QPen(color, 1.0))
            if abs(after - x) > 2 and sort == "filler":
                box = QRectF(
                    x + 1, line.box_top + 3, after - x - 2, line.box_bottom - line.box_top - 6
                )
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(self._pen(self._page.theme.warning, "dash", 1.0))
                painter.drawRect(box)
                continue
            top = line.box_top + 1
            painter.drawLine(QPointF(x, top + 3), QPointF(x, line.box_bottom - 1))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            wide = 3.2 if sort == "bidi" else 2.4
            painter.drawPolygon(
                [QPointF(x - wide, top), QPointF(x + wide, top), QPointF(x, top + 4)]
            )

    def _caret(self, painter: QPainter, scene: Scene, shown: Sequence[Placed]) -> None:
        if not scene.focused:
            return
        for at in shown:
            inside = scene.caret - at.laid.start
            if 0 <= inside <= at.laid.layout.length:
                if at.block + 1 < len(self._page.blocks) and (
                    scene.caret == self._page.blocks.starts[at.block + 1]
                ):
                    continue
                rect = at.laid.layout.caret_rect(inside).translated(self._page.left, at.text_y)
                rect.setWidth(1.6)
                painter.fillRect(
                    rect.adjusted(-0.8, -2, -0.8, 2), self._color(self._page.theme.accent)
                )
                return

    # -- zones

    def _zones(self, painter: QPainter, scene: Scene, shown: Sequence[Placed]) -> None:
        """Coloured bars with role names, and the line of the caret: the preview of an import."""
        page, theme = self._page, self._page.theme
        roles = list(ZoneRole)
        painter.setFont(page.fonts.note)
        named = None
        for at in shown:
            role = page.blocks.roles[at.block]
            base = _ZONE_COLORS[roles.index(role) % len(_ZONE_COLORS)]
            height = at.laid.height
            start = at.laid.start
            if start <= scene.caret <= start + at.laid.layout.length:
                painter.fillRect(QRectF(0, at.y, page.width, height), self._color(theme.current))
            painter.fillRect(QRectF(page.left - 14, at.y, 4, height), self._color(base))
            if role is not named and at.laid.layout.length:
                named = role
                ink = legible(base, theme.paper, dark=theme.dark)
                painter.setPen(self._color(ink))
                font = at.laid.layout.font
                box = QRectF(
                    page.left - 104, at.text_y + font.box_top, 84, font.box_bottom - font.box_top
                )
                painter.drawText(
                    box,
                    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                    scene.zone_names.get(role, role.value),
                )

    # -- pens

    def _role_pen(self, mark: Mark) -> QPen:
        theme = self._page.theme
        if mark.sort is MarkSort.CUE:
            return self._pen(theme.claim, "dot", 1.8)
        if mark.sort is MarkSort.SOURCE:
            return self._pen(theme.claim, "dash", 1.5)
        if mark.sort is MarkSort.QUESTION:
            return self._pen(theme.warning, "dashdot", 1.5)
        return self._pen(theme.muted, "solid", 1.0)

    def _claim_ink(self, mark: Mark) -> str:
        theme = self._page.theme
        return theme.style(mark.style).ink if mark.style in theme.styles else theme.claim

    def _pen(self, color: str, pattern: Pattern, width: float) -> QPen:
        pen = QPen(QBrush(self._color(color)), width, _PENS[pattern])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if pattern in _DASHES:
            pen.setDashPattern([unit / width * 1.2 for unit in _DASHES[pattern]])
        return pen

    def _color(self, name: str) -> QColor:
        found = self._inks.get(name)
        if found is None:
            found = self._inks[name] = QColor(name)
        return found


def _rounded(fill: Fill) -> QPainterPath:
    """The fill's outline, round only where its fragment truly begins and ends."""
    rect, path = fill.rect, QPainterPath()
    path.addRoundedRect(rect, _ROUND, _ROUND)
    square = QPainterPath()
    if not fill.opens:
        square.addRect(QRectF(rect.left(), rect.top(), _ROUND, rect.height()))
    if not fill.closes:
        square.addRect(QRectF(rect.right() - _ROUND, rect.top(), _ROUND, rect.height()))
    return path.united(square) if not (fill.opens and fill.closes) else path

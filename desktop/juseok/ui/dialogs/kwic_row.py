"""How a place in its context looks: a tick, the line round the hit, the article's title."""

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette, QPen

from juseok.services.bulk.kwic import Row
from juseok.ui.models.kwic_list import ROW_ROLE, words_of
from juseok.ui.theme import ui_font
from juseok.ui.widgets.rows import Index, RowDelegate, draw_line

TICK: Final = 36
"""Pixels from the left side of a row in which a click turns its tick."""

_BOX: Final = 14
_GAP: Final = 12
_TITLE: Final = 0.24
"""Which part of a row its title has."""


class KwicRowDelegate(RowDelegate):
    """The hits stand one below the other; what does not fit is cut off at the outer ends."""

    size = QSize(320, 30)

    def draw_row(self, painter: QPainter, box: QRect, palette: QPalette, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        _draw_tick(painter, box, palette, ticked=ticked)
        ink = palette.color(QPalette.ColorRole.Text)
        quiet = palette.color(QPalette.ColorRole.PlaceholderText)
        title = int(box.width() * _TITLE)
        room = box.adjusted(TICK, 0, -title - 2 * _GAP, 0)
        accent = palette.color(QPalette.ColorRole.Accent)
        _draw_line_round(painter, room, row, accent if ticked else quiet, ink if ticked else quiet)
        painter.setFont(ui_font(pixels=12))
        painter.setPen(quiet)
        draw_line(painter, QRect(box.right() - title - _GAP, box.top(), title, box.height()),
                  words_of(row))  # fmt: skip


def _draw_line_round(painter: QPainter, room: QRect, row: Row, strong: QColor, ink: QColor) -> None:
    """The hit near the middle of ``room``, its line on both sides.

    It has a colour of its own: there is no bold hanja.
    """
    bold, plain = ui_font(pixels=13, strong=True), ui_font(pixels=13)
    width = min(QFontMetrics(bold).horizontalAdvance(row.span.quote), room.width() // 2)
    start = room.left() + int(room.width() * 0.42) - width // 2
    painter.setPen(strong)
    painter.setFont(bold)
    draw_line(painter, QRect(start, room.top(), width + 1, room.height()), row.span.quote)
    painter.setFont(plain)
    painter.setPen(ink)
    left = QRect(room.left(), room.top(), start - room.left(), room.height())
    shown = QFontMetrics(plain).elidedText(
        row.left, Qt.TextElideMode.ElideLeft, left.width()
    )  # fmt: skip
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    painter.drawText(left, flags, shown)
    after = start + width + 1
    draw_line(painter, QRect(after, room.top(), room.right() - after, room.height()), row.right)


def _draw_tick(painter: QPainter, box: QRect, palette: QPalette, *, ticked: bool) -> None:
    place = QRect(box.left() + 12, box.center().y() - _BOX // 2 + 1, _BOX, _BOX)
    accent = palette.color(QPalette.ColorRole.Accent)
    painter.setPen(QPen(accent if ticked else palette.color(QPalette.ColorRole.PlaceholderText), 1))
    painter.setBrush(accent if ticked else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place, 3, 3)
    if ticked:
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Base), 1.8))
        painter.drawPolyline(
            [
                place.topLeft() + QPoint(3, 7),
                place.topLeft() + QPoint(6, 10),
                place.topLeft() + QPoint(11, 4),
            ]
        )

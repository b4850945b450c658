"""How one planned article looks in the list: title; publisher, date and file; what to look at."""

from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPalette

from juseok.ui.icons import icon
from juseok.ui.models.import_list import ROW_ROLE, ImportRow
from juseok.ui.theme import ui_font
from juseok.ui.widgets.rows import Index, RowDelegate, draw_line

_MARK: Final = 14


class ImportRowDelegate(RowDelegate):
    """Three short lines; the third only where something is doubtful."""

    size = QSize(200, 64)

    def draw_row(self, painter: QPainter, box: QRect, palette: QPalette, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, ImportRow):
            return
        text = box.adjusted(28, 5, -10, -5)
        lines = 3 if row.reason else 2
        top = text.top() + (text.height() - (2 + lines * 18)) // 2
        painter.setFont(ui_font(pixels=13, strong=True))
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        draw_line(painter, QRect(text.left(), top, text.width(), 20), row.title)
        painter.setFont(ui_font(pixels=12))
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        where = " · ".join(part for part in (row.publisher, row.date, row.file) if part)
        draw_line(painter, QRect(text.left(), top + 20, text.width(), 18), where)
        name, role = "check", QPalette.ColorRole.PlaceholderText
        if row.reason:
            name, role = "alert-triangle", QPalette.ColorRole.BrightText
            painter.setPen(palette.color(role))
            draw_line(painter, QRect(text.left(), top + 38, text.width(), 18), row.reason)
        icon(name, role).paint(painter, QRect(box.left() + 7, top + 3, _MARK, _MARK))

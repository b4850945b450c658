"""How one action looks in the history: what was done, and below it who, when and where."""

from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPalette

from juseok.ui.icons import icon
from juseok.ui.models.history_list import ROW_ROLE, HistoryLine
from juseok.ui.theme import ui_font
from juseok.ui.widgets.rows import Index, RowDelegate, draw_line

_ICONS: Final = {"undo": "undo", "redo": "redo"}


class HistoryRowDelegate(RowDelegate):
    """An arrow stands before what takes an action back, or brings it back."""

    size = QSize(200, 48)

    def draw_row(self, painter: QPainter, box: QRect, palette: QPalette, index: Index) -> None:
        line = index.data(ROW_ROLE)
        if not isinstance(line, HistoryLine):
            return
        name = _ICONS.get(line.entry.verb, "history")
        icon(name, QPalette.ColorRole.PlaceholderText).paint(
            painter, QRect(box.left() + 10, box.top() + 8, 16, 16)
        )
        text = box.adjusted(36, 5, -10, -5)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.setFont(ui_font(pixels=13))
        draw_line(painter, QRect(text.left(), text.top(), text.width(), 19), line.words)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.setFont(ui_font(pixels=12))
        draw_line(painter, QRect(text.left(), text.bottom() - 17, text.width(), 17), line.about)

"""How a suggestion looks in the list: its words and type, and below them the reason."""

from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPalette

from juseok.ui.icons import icon
from juseok.ui.models.suggestion_list import ROW_ROLE, SuggestionLine
from juseok.ui.theme import ui_font
from juseok.ui.widgets.rows import Index, RowDelegate, draw_line

_ICONS: Final = {
    "mention": "sparkles",
    "claim": "quote",
    "alias": "link",
    "relationship": "network",
}


class SuggestionRowDelegate(RowDelegate):
    """Two lines, quiet as the ghosts in the text are."""

    size = QSize(160, 48)

    def draw_row(self, painter: QPainter, box: QRect, palette: QPalette, index: Index) -> None:
        line = index.data(ROW_ROLE)
        if not isinstance(line, SuggestionLine):
            return
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        name = _ICONS[line.suggestion.sort]
        spot = QRect(box.left() + 10, box.top() + 8, 16, 16)
        icon(name, QPalette.ColorRole.PlaceholderText).paint(painter, spot)
        text = box.adjusted(38, 5, -10, -5)
        painter.setFont(ui_font(pixels=12))
        painter.setPen(muted)
        width = painter.fontMetrics().horizontalAdvance(line.type)
        draw_line(painter, QRect(text.right() - width, text.top(), width + 1, 19), line.type)
        draw_line(painter, QRect(text.left(), text.bottom() - 17, text.width(), 17), line.reason)
        painter.setFont(ui_font(pixels=13))
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        draw_line(
            painter, QRect(text.left(), text.top(), text.width() - width - 12, 19), line.words
        )

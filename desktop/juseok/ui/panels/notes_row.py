"""How a note or a question looks in the list: its words, and below them what it is about."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPalette

from juseok.ui.icons import icon
from juseok.ui.models.remark_list import ROW_ROLE, RemarkLine
from juseok.ui.theme import ui_font
from juseok.ui.widgets.rows import Index, RowDelegate, draw_line


class RemarkRowDelegate(RowDelegate):
    """A question mark while a question is open, a tick when it is settled."""

    size = QSize(160, 48)

    def draw_row(self, painter: QPainter, box: QRect, palette: QPalette, index: Index) -> None:
        line = index.data(ROW_ROLE)
        if not isinstance(line, RemarkLine):
            return
        settled = line.remark.resolved
        name = ("check" if settled else "question") if line.is_question else "note"
        urgent = line.is_question and not settled
        role = QPalette.ColorRole.Accent if urgent else QPalette.ColorRole.PlaceholderText
        icon(name, role).paint(painter, QRect(box.left() + 10, box.top() + 8, 16, 16))
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        plain = bool(line.remark.text) and not settled
        painter.setPen(palette.color(QPalette.ColorRole.Text) if plain else muted)
        painter.setFont(ui_font(pixels=13))
        text = box.adjusted(38, 5, -10, -5)
        words = " ".join(line.words.split())
        draw_line(painter, QRect(text.left(), text.top(), text.width(), 19), words)
        painter.setFont(ui_font(pixels=12))
        painter.setPen(muted)
        draw_line(painter, QRect(text.left(), text.bottom() - 17, text.width(), 17), line.about)

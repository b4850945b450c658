"""How a note or a question looks in the list: its words, and below them what it is about."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from juseok.ui.icons import icon
from juseok.ui.models.remark_list import ROW_ROLE, RemarkLine
from juseok.ui.theme import ui_font
from juseok.ui.widgets.row_ground import draw_ground

_HEIGHT: Final = 48


class RemarkRowDelegate(QStyledItemDelegate):
    """A question mark while a question is open, a tick when it is settled."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(160, _HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line = index.data(ROW_ROLE)
        if not isinstance(line, RemarkLine):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = option.palette
        box = option.rect.adjusted(6, 1, -6, -1)
        draw_ground(painter, option, box)
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
        _draw(painter, QRect(text.left(), text.top(), text.width(), 19), words)
        painter.setFont(ui_font(pixels=12))
        painter.setPen(muted)
        _draw(painter, QRect(text.left(), text.bottom() - 17, text.width(), 17), line.about)
        painter.restore()


def _draw(painter: QPainter, room: QRect, text: str) -> None:
    elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, elided)

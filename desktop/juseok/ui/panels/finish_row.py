"""How one finding looks: an icon for its sort and a sentence, on one line."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from juseok.ui.theme import ui_font
from juseok.ui.widgets.row_ground import draw_ground

HEIGHT: Final = 28

_Index = QModelIndex | QPersistentModelIndex


class FindingRowDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(160, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(8, 1, -8, -1)
        draw_ground(painter, option, box)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            icon.paint(painter, QRect(box.left() + 8, box.center().y() - 7, 16, 16))
        painter.setFont(ui_font(pixels=13))
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        room = box.adjusted(34, 0, -8, 0)
        words = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

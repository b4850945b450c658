"""How one planned article looks in the list: title; publisher, date and file; what to look at."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from juseok.ui.icons import icon
from juseok.ui.models.import_list import ROW_ROLE, ImportRow
from juseok.ui.theme import ui_font

_HEIGHT: Final = 64
_MARK: Final = 14


class ImportRowDelegate(QStyledItemDelegate):
    """Three short lines; the third only where something is doubtful."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, _HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, ImportRow):
            return
        palette = option.palette
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(6, 1, -6, -1)
        _ground(painter, option, box)
        text = box.adjusted(28, 5, -10, -5)
        lines = 3 if row.reason else 2
        top = text.top() + (text.height() - (2 + lines * 18)) // 2
        painter.setFont(ui_font(pixels=13, strong=True))
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        _line(painter, row.title, QRect(text.left(), top, text.width(), 20))
        painter.setFont(ui_font(pixels=12))
        painter.setPen(muted)
        where = " · ".join(part for part in (row.publisher, row.date, row.file) if part)
        _line(painter, where, QRect(text.left(), top + 20, text.width(), 18))
        if row.reason:
            name, ink = "alert-triangle", palette.color(QPalette.ColorRole.BrightText)
            painter.setPen(ink)
            _line(painter, row.reason, QRect(text.left(), top + 38, text.width(), 18))
        else:
            name = "check"
        role = QPalette.ColorRole.BrightText if row.reason else QPalette.ColorRole.PlaceholderText
        icon(name, role).paint(painter, QRect(box.left() + 7, top + 3, _MARK, _MARK))
        painter.restore()


def _ground(painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
    palette = option.palette
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    if not selected and not hovered:
        return
    accent = palette.color(QPalette.ColorRole.Accent)
    fill = QColor(accent) if selected else palette.color(QPalette.ColorRole.Midlight)
    if selected:
        fill.setAlphaF(0.14)
    focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
    painter.setBrush(fill)
    painter.setPen(QPen(accent, 1) if selected and focused else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


def _line(painter: QPainter, text: str, box: QRect) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

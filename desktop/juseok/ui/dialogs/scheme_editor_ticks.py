"""Tick boxes that draw themselves in the window's colours, clear in both themes."""

from typing import Final, TypeAlias

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from juseok.ui.dialogs.scheme_editor_look import tokens_now
from juseok.ui.theme import Tokens

Index: TypeAlias = QModelIndex | QPersistentModelIndex

TICK_SIZE: Final = 16
_TICK: Final = (QPointF(4, 8.5), QPointF(7, 11.5), QPointF(12, 5))


def paint_tick(
    painter: QPainter, box: QRectF, *, ticked: bool, focused: bool, tokens: Tokens
) -> None:
    """A tick box in the window's colours, with a ring around it where the focus is."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.accent if ticked else tokens.muted), 1))
    painter.setBrush(QColor(tokens.accent if ticked else tokens.page))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    if ticked:
        pen = QPen(QColor(tokens.on_accent), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPolyline([box.topLeft() + point for point in _TICK])
    if focused:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.accent), 2))
        painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 6, 6)
    painter.restore()


class TickBox(QCheckBox):
    """A check box that draws its box in the window's colours, clear in both themes."""

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(4 + TICK_SIZE + 8 + width + 4, max(24, self.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = tokens_now()
        box = QRectF(4, (self.height() - TICK_SIZE) / 2, TICK_SIZE, TICK_SIZE)
        ticked, focused = self.isChecked(), self.hasFocus()
        paint_tick(painter, box, ticked=ticked, focused=focused, tokens=tokens)
        painter.setPen(self.palette().windowText().color())
        place = QRectF(box.right() + 8, 0, self.width() - box.right() - 8, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.text())


class TickDelegate(QStyledItemDelegate):
    """A tick in the middle of a cell; the whole cell takes the click, Space the key."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)
        state = option.state
        tokens = tokens_now()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.selected))
        half = TICK_SIZE / 2
        middle = rect.center()
        box = QRectF(middle.x() - half, middle.y() - half, TICK_SIZE, TICK_SIZE)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        paint_tick(painter, box, ticked=_ticked(index), focused=focused, tokens=tokens)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        clicked = (
            event.type() == QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and event.button() == Qt.MouseButton.LeftButton
        )
        pressed = (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Space
        )
        if not (clicked or pressed):
            return False
        state = Qt.CheckState.Unchecked if _ticked(index) else Qt.CheckState.Checked
        return model.setData(index, state, Qt.ItemDataRole.CheckStateRole)


def _ticked(index: Index) -> bool:
    # A QTableWidgetItem gives the number, a model of ours the enum.
    value = index.data(Qt.ItemDataRole.CheckStateRole)
    return value in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)

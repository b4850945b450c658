"""A field that looks like a box of one choice, and takes several: ticks in a list below it."""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from juseok.ui.dialogs.export_choice import Value
from juseok.ui.dialogs.scheme_editor_look import tokens_now
from juseok.ui.dialogs.scheme_editor_ticks import TICK_SIZE, paint_tick
from juseok.ui.theme import ui_font
from juseok.ui.widgets.plain import set_tip

_ROW: Final = 28
_HIGHEST: Final = 12 * _ROW
_WIDEST: Final = 440
_MARGIN: Final = 8
_ARROW: Final = 44
"""What a box takes of its width for its arrow and its edges."""
_ID: Final = int(Qt.ItemDataRole.UserRole)
_ON: Final = Qt.CheckState.Checked
_OFF: Final = Qt.CheckState.Unchecked
_TOGGLING: Final = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select)
_CLOSING: Final = (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_F4)


class TicksBox(QComboBox):
    """``changed()``: other values are ticked.  None ticked means all of them, which is what
    ``every`` says; ``name`` says what is chosen here to screen readers."""

    changed = Signal()

    def __init__(self, every: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._every, self._name = every, name
        self._values: list[Value] = []
        self._chosen: frozenset[str] = frozenset()
        self.popup = _Popup(self)
        self.popup.list.toggled.connect(self._toggle)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.addItem(every)
        self._tell()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of what is ticked, in the order of the list; empty: all."""
        return tuple(each.id for each in self._values if each.id in self._chosen)

    @property
    def count_offered(self) -> int:
        """How many values there are."""
        return len(self._values)

    def offer(self, values: Iterable[Value]) -> None:
        """What can be ticked; what is ticked and not among them stays, under its id."""
        found = list(values)
        known = {each.id for each in found}
        self._values = [*found, *(Value(each, each) for each in sorted(self._chosen - known))]
        self._tell()

    def take(self, chosen: Collection[str]) -> None:
        """Tick these and nothing else; one that is not offered is, under its id."""
        self._chosen = frozenset(chosen)
        self.offer(self._values)

    # -- how it is used

    def showPopup(self) -> None:
        self.popup.show_below(self, self._every, self._values, self._chosen)

    def hidePopup(self) -> None:
        self.popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows open the list; there is nothing to step through in the box."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # what it stands in scrolls

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def _toggle(self, id_: str) -> None:
        self._chosen = self._chosen ^ {id_} if id_ else frozenset()
        self.popup.list.show_ticks(self._chosen)
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        """Say in the box what is ticked: all names where there is room, else the first."""
        names = [each.name for each in self._values if each.id in self._chosen]
        metrics, room = self.fontMetrics(), max(self.width() - _ARROW, 0)
        words = whole = ", ".join(names) or self._every
        if len(names) > 1 and metrics.horizontalAdvance(whole) > room:
            more = f" +{len(names) - 1}"
            first = room - metrics.horizontalAdvance(more)
            words = metrics.elidedText(names[0], Qt.TextElideMode.ElideRight, first) + more
        else:
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        self.setItemText(0, words)
        self.setAccessibleName(f"{self._name}: {whole}")
        set_tip(self, whole if words != whole else "")


class _Popup(QFrame):
    """The list in a window of its own, which a click elsewhere closes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("Ticks")
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)  # that click opened it else
        self.list = _TickList(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(self.list)

    def show_below(
        self, box: QWidget, every: str, values: Sequence[Value], chosen: Collection[str]
    ) -> None:
        self.list.fill(every, values, chosen)
        height = min(_HIGHEST, _ROW * self.list.count()) + 2 * _MARGIN
        width = max(box.width(), min(_WIDEST, self.list.sizeHintForColumn(0) + 3 * _MARGIN))
        screen = box.screen().availableGeometry()
        at = box.mapToGlobal(box.rect().bottomLeft())
        if at.y() + height > screen.bottom():
            at = box.mapToGlobal(box.rect().topLeft())
            at.setY(max(screen.top(), at.y() - height))
        at.setX(max(screen.left(), min(at.x(), screen.right() - width)))
        self.setGeometry(at.x(), at.y(), width, height)
        self.list.setAccessibleName(box.accessibleName())
        self.show()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)


class _TickList(QListWidget):
    """``toggled(id)``: this one was chosen by a click or a key; empty: all of them."""

    toggled = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setItemDelegate(_TickRow(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemEntered.connect(self.setCurrentItem)
        self.itemClicked.connect(self._toggle)

    def fill(self, every: str, values: Sequence[Value], chosen: Collection[str]) -> None:
        self.clear()
        self.addItem(_item(Value("", every)))
        for group, held in groupby(values, key=lambda each: each.group):
            if group:
                head = QListWidgetItem(group)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self.addItem(head)
            for each in held:
                self.addItem(_item(each))
        self.show_ticks(chosen)
        first = next((each for each in self._items() if each.data(_ID) in chosen), self.item(0))
        self.setCurrentItem(first)
        self.scrollToItem(first)

    def show_ticks(self, chosen: Collection[str]) -> None:
        for each in self._items():
            id_ = each.data(_ID)
            each.setCheckState(_ON if id_ in chosen or not (id_ or chosen) else _OFF)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentItem()
        if event.key() in _TOGGLING and current is not None:
            self._toggle(current)
        elif event.key() in _CLOSING:
            self.window().hide()
        else:
            super().keyPressEvent(event)

    def _items(self) -> list[QListWidgetItem]:
        """Those that can be ticked."""
        every = (self.item(row) for row in range(self.count()))
        return [each for each in every if each.data(_ID) is not None]

    def _toggle(self, item: QListWidgetItem) -> None:
        if item.data(_ID) is not None:
            self.toggled.emit(item.data(_ID))


class _TickRow(QStyledItemDelegate):
    """A tick and a name; a group has a name only."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        words = option.fontMetrics.horizontalAdvance(str(index.data()))
        return QSize(3 * _MARGIN + TICK_SIZE + words, _ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        rect, tokens = QRectF(option.rect), tokens_now()
        left = rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        if index.data(_ID) is None:
            painter.setFont(ui_font(pixels=12, strong=True))
            painter.setPen(QColor(tokens.muted))
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(rect, QColor(tokens.selected))
            top = rect.center().y() - TICK_SIZE / 2
            tick = QRectF(left.left(), top, TICK_SIZE, TICK_SIZE)
            ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == _ON
            paint_tick(painter, tick, ticked=ticked, focused=False, tokens=tokens)
            left.adjust(TICK_SIZE + _MARGIN, 0, 0, 0)
            painter.setPen(QColor(tokens.text))
        words = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, int(left.width())
        )
        painter.drawText(left, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


def _item(value: Value) -> QListWidgetItem:
    item = QListWidgetItem(value.name)
    item.setData(_ID, value.id)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    item.setCheckState(_OFF)
    return item

"""Rows of a list: the ground under each, words that fit, and the delegate that joins them."""

from typing import ClassVar, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from juseok.ui.theme import ui_font
from juseok.ui.widgets.viewport import own_viewport

Index = QModelIndex | QPersistentModelIndex
LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def row_list(
    model: QAbstractItemModel, delegate: "RowDelegate", *, name: str, parent: QWidget
) -> QListView:
    """A list of ``model`` with rows of one height; ``name`` is what a screen reader calls it."""
    view = QListView(parent)
    own_viewport(view)
    view.setAccessibleName(name)
    view.setModel(model)
    delegate.setParent(view)
    view.setItemDelegate(delegate)
    view.setUniformItemSizes(True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    return view


class RowDelegate(QStyledItemDelegate):
    """Rows of one height with a rounded ground; :meth:`draw_row` puts on it what a row tells."""

    size: ClassVar[QSize]
    """The least width and the height of a row."""
    indent: ClassVar[int] = 6
    """Pixels that the ground keeps from the sides of the list."""

    def draw_row(self, painter: QPainter, box: QRect, palette: QPalette, index: Index) -> None:
        """Draw one row on its ground ``box``; the painter's state is put back afterwards."""
        raise NotImplementedError

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self.size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(self.indent, 1, -self.indent, -1)
        draw_ground(painter, option, box)
        self.draw_row(painter, box, option.palette, index)
        painter.restore()


class WordsDelegate(RowDelegate):
    """Rows of plain words: a line, and a quiet one below it where the text has a second."""

    size = QSize(160, 28)
    tall: ClassVar[QSize] = QSize(160, 46)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self.tall if "\n" in str(index.data()) else self.size

    def draw_row(self, painter: QPainter, box: QRect, palette: QPalette, index: Index) -> None:
        first, _, second = str(index.data()).partition("\n")
        text = box.adjusted(8, 3, -8, -3)
        if second:
            painter.setFont(ui_font(pixels=12))
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            draw_line(painter, QRect(text.left(), text.bottom() - 17, text.width(), 17), second)
            text.setHeight(20)
        painter.setFont(ui_font())
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        draw_line(painter, text, first)


def draw_ground(painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
    """A soft rounded fill in ``box``; with the keyboard's focus, a line round it too."""
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


def draw_line(painter: QPainter, room: QRect, text: str) -> None:
    """``text`` on one line in the middle of ``room``, with … at its end where it does not fit."""
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, LEFT, shown)

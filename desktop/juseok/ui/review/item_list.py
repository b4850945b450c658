"""The items of a review as rows: what it is about, how the versions differ, what was decided."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPalette

from juseok.core.adjudicate_model import Judged, Standing
from juseok.ui.review.words import item_words
from juseok.ui.theme import ui_font
from juseok.ui.widgets.plain import as_tip
from juseok.ui.widgets.rows import Index, RowDelegate, draw_line

_Index = QModelIndex | QPersistentModelIndex
ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)
SIGNS: Final = {
    Standing.OPEN: "",
    Standing.CONTESTED: "≠",
    Standing.STALE: "↻",
    Standing.DEFERRED: "…",
    Standing.JUDGED: "✓",
}


class ItemListModel(QAbstractListModel):
    """Rows in the order of the queue."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: Sequence[Judged] = ()

    def show(self, items: Sequence[Judged]) -> None:
        """Others; where only how they stand changed, the rows stay."""
        if [each.key for each in items] == [each.key for each in self._items]:
            before, self._items = self._items, items
            for row, (old, new) in enumerate(zip(before, items, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self._items = items
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        judged = self._items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return judged.item.words
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return as_tip(role, f"{judged.item.words}\n{item_words(judged.item)}")
        return judged if role == ROW_ROLE else None


class ItemRowDelegate(RowDelegate):
    """Two lines, and a sign at the right for what was decided."""

    size = QSize(160, 46)

    def draw_row(self, painter: QPainter, box: QRect, palette: QPalette, index: Index) -> None:
        judged = index.data(ROW_ROLE)
        if not isinstance(judged, Judged):
            return
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        text = palette.color(QPalette.ColorRole.Text)
        room = box.adjusted(10, 4, -10, -4)
        sign = SIGNS[judged.standing]
        painter.setFont(ui_font(pixels=13))
        painter.setPen(palette.color(QPalette.ColorRole.Accent))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(room, flags, sign)
        room.setRight(room.right() - 20)
        painter.setPen(text if judged.waits else muted)
        draw_line(painter, QRect(room.left(), room.top(), room.width(), 19), judged.item.words)
        painter.setFont(ui_font(pixels=12))
        painter.setPen(muted)
        below = QRect(room.left(), room.bottom() - 17, room.width(), 17)
        draw_line(painter, below, item_words(judged.item))

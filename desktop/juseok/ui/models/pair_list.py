"""Pairs of names as rows."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from juseok.services.entities.alias_queue import Pair
from juseok.ui.i18n import sentence
from juseok.ui.widgets.plain import as_tip

_Index = QModelIndex | QPersistentModelIndex

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)


class PairListModel(QAbstractListModel):
    """Rows in the order they came: the surest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: Sequence[Pair] = ()

    def show(self, items: Sequence[Pair]) -> None:
        if items is not self._items:
            self.beginResetModel()
            self._items = items
            self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        pair = self._items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words_of(pair)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return as_tip(role, f"{words_of(pair)}\n{sentence(pair.reason)}")
        return pair if role == ROW_ROLE else None


def words_of(pair: Pair) -> str:
    return f"{pair.one.name} = {pair.other.name}"

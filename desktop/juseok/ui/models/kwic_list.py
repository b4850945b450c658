"""Places in their context as rows that can be left out."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from juseok.services.bulk.kwic import Row
from juseok.ui.i18n import sentence
from juseok.ui.widgets.plain import as_tip

_Index = QModelIndex | QPersistentModelIndex

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)


def words_of(row: Row) -> str:
    """What stands beside a line: what is to be done there, and the article's title."""
    return row.title if row.note is None else f"{sentence(row.note)} · {row.title}"


class KwicListModel(QAbstractListModel):
    """Rows in the order they came, all ticked at first.  ``ticks_changed()``: as named."""

    ticks_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._left: set[int] = set()

    def add(self, rows: Sequence[Row]) -> None:
        """Put ``rows`` behind the others."""
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()
            self.ticks_changed.emit()

    def row(self, number: int) -> Row:
        return self._rows[number]

    @property
    def ticked(self) -> int:
        """How many rows are ticked."""
        return len(self._rows) - len(self._left)

    def ticked_rows(self) -> list[Row]:
        return [row for number, row in enumerate(self._rows) if number not in self._left]

    def turn(self, numbers: Iterable[int]) -> None:
        """Tick rows, or leave them out when all of them are ticked."""
        wanted = set(numbers)
        if not wanted:
            return
        if wanted & self._left:
            self._left -= wanted
        else:
            self._left |= wanted
        self.dataChanged.emit(
            self.index(min(wanted)), self.index(max(wanted)), [Qt.ItemDataRole.CheckStateRole]
        )
        self.ticks_changed.emit()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return as_tip(role, f"{row.left}{row.span.quote}{row.right} ({words_of(row)})")
        if role == Qt.ItemDataRole.CheckStateRole:
            is_out = index.row() in self._left
            return Qt.CheckState.Unchecked if is_out else Qt.CheckState.Checked
        return row if role == ROW_ROLE else None

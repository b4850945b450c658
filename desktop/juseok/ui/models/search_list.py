"""What a search found, as rows; before there is one, the searches that were kept."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from juseok.services.search.searching import Found
from juseok.ui.i18n import tr
from juseok.ui.widgets.plain import as_tip

_Index = QModelIndex | QPersistentModelIndex

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)

Row = Found | str
"""A place, or a search that was kept."""


class SearchListModel(QAbstractListModel):
    """Rows come at the end while a search goes on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def add(self, rows: Sequence[Row]) -> None:
        if rows:
            at = len(self._rows)
            self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def row(self, number: int) -> Row:
        return self._rows[number]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row if isinstance(row, str) else row.context
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return as_tip(role, spoken(row))
        return row if role == ROW_ROLE else None


def when_and_where(found: Found) -> str:
    """Publisher and day, as the article list has them."""
    day = found.published[:10]
    short = day[2:].replace("-", ".") if day[:4].isdigit() else day
    return " · ".join(part for part in (found.publisher, short) if part)


def about(found: Found) -> str:
    """Where it stands: title, publisher and day."""
    parts = (found.title or tr("Untitled"), when_and_where(found))
    return " · ".join(part for part in parts if part)


def spoken(row: Row) -> str:
    """A whole row as words."""
    return row if isinstance(row, str) else f"{row.context}\n{about(row)}"

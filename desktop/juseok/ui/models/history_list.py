"""Actions as rows, the latest first; further pages come when the end is in sight."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal

from juseok.services.history.reading import here
from juseok.store.timeline import Entry
from juseok.ui.i18n import sentence
from juseok.ui.widgets.plain import as_tip
from juseok.ui.widgets.rows import Index

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One row: what was done, who did it, when, and in which article (its title)."""

    entry: Entry
    who: str
    title: str = ""

    @property
    def words(self) -> str:
        return sentence(self.entry.label)

    @property
    def about(self) -> str:
        return " · ".join(filter(None, (self.who, here(self.entry.at), self.title)))


class HistoryListModel(QAbstractListModel):
    """``more_asked()``: the next page is wanted."""

    more_asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[HistoryLine] = []
        self.has_more = False

    def clear(self) -> None:
        self.beginResetModel()
        self._lines, self.has_more = [], False
        self.endResetModel()

    def add(
        self, entries: Iterable[Entry], names: Mapping[str, str], titles: Mapping[str, str]
    ) -> None:
        """Put ``entries`` behind the others."""
        lines = [
            HistoryLine(each, names.get(each.annotator, each.annotator[:8]),
                        titles.get(each.article, ""))
            for each in entries
        ]  # fmt: skip
        if lines:
            first = len(self._lines)
            self.beginInsertRows(QModelIndex(), first, first + len(lines) - 1)
            self._lines += lines
            self.endInsertRows()

    def line(self, number: int) -> HistoryLine | None:
        return self._lines[number] if 0 <= number < len(self._lines) else None

    def number_of(self, action: str) -> int:
        """The row of ``action``; −1 where it is not listed."""
        rows = (n for n, line in enumerate(self._lines) if line.entry.action == action)
        return next(rows, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return as_tip(role, f"{line.words} ({line.about})")
        return line if role == ROW_ROLE else None

    def canFetchMore(self, parent: Index) -> bool:
        return self.has_more

    def fetchMore(self, parent: Index) -> None:
        if self.has_more:
            self.has_more = False  # until the page is there
            self.more_asked.emit()

"""The planned articles as a list: doubtful ones first; rows are put into words when seen."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
)

from juseok.ui.i18n import sentence, tr
from juseok.ui.models.import_batch import ImportBatch, Key, doubts_in_words
from juseok.ui.widgets.plain import as_tip

_Index = QModelIndex | QPersistentModelIndex

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)

_READ: Final = (
    Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
)


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One planned article in words; ``reason`` says what should be looked at, if anything."""

    title: str
    file: str
    publisher: str
    date: str
    doubts: int
    reason: str


class ImportListModel(QStringListModel):
    """Rows are (page, article) of a batch, in the order of doubt.

    The base holds as many empty words as there are rows, so that a view which lays all of them
    out need not ask Python about each.
    """

    def __init__(self, batch: ImportBatch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._batch = batch
        self._keys: list[Key] = []
        self.doubtful = False
        self.wanted = ""

    def refresh(self) -> None:
        """List anew what the batch holds now; rows that stay keep their selection."""
        self._change(self._batch.keys(doubtful=self.doubtful, wanted=self.wanted))

    def grow(self, numbers: Iterable[int]) -> None:
        """List also the articles of these pages, which were added to the batch."""
        new = self._batch.keys(doubtful=self.doubtful, wanted=self.wanted, numbers=numbers)
        # Two sorted runs: this merges them, and costs little however long the list is.
        self._change(sorted([*self._keys, *new]))

    def _change(self, keys: list[Key]) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        held = [self.place_of(index) for index in old]
        self._keys = keys
        if (more := len(keys) - self.rowCount()) > 0:
            self.insertRows(self.rowCount(), more)
        rows = [self.row_of(*place) if place else None for place in held]
        self.changePersistentIndexList(
            old, [self.index(row, 0) if row is not None else QModelIndex() for row in rows]
        )
        if more < 0:
            self.removeRows(len(keys), -more)
        self.layoutChanged.emit()

    def touched(self, numbers: set[int]) -> None:
        """The articles of these pages read otherwise now; their number is the same."""
        rows = [at for at, (_, number, _) in enumerate(self._keys) if number in numbers]
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), 0))

    def place_of(self, index: _Index) -> tuple[int, int] | None:
        """Page and article number of a row."""
        if not index.isValid() or index.row() >= len(self._keys):
            return None
        _, number, article = self._keys[index.row()]
        return number, article

    def row_of(self, number: int, article: int) -> int | None:
        key = self._batch.key(number, article)
        row = bisect_left(self._keys, key)
        return row if row < len(self._keys) and self._keys[row] == key else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return _READ if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        place = self.place_of(index)
        if place is None:
            return None
        if role == ROW_ROLE:
            return self._row(*place)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._row(*place).title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            row = self._row(*place)
            parts = (row.title, row.publisher, row.date, row.file, row.reason)
            return as_tip(role, "\n".join(part for part in parts if part))
        return None

    def _row(self, number: int, article: int) -> ImportRow:
        page = self._batch.pages[number]
        file = PurePath(page.name).name
        if not 0 <= article < len(page.articles):
            return ImportRow(tr("No article found"), file, "", "", 1, tr("Nothing to import."))
        about = page.articles[article]
        total = len(page.articles)
        where = tr("{file}, article {number} of {total}", file=file, number=article + 1,
                   total=total) if total > 1 else file  # fmt: skip
        return ImportRow(
            about.title or (f"({about.begins})" if about.begins else tr("Untitled")),
            where,
            about.publisher,
            short_date(about.iso, about.raw),
            len(about.doubts),
            doubts_in_words(about.doubts, sentence),
        )


def short_date(iso: str | None, raw: str) -> str:
    """``25.03.14`` where the day is known; else as it is known, or printed."""
    if iso is None:
        return raw
    return iso[2:10].replace("-", ".") if len(iso) >= 10 else iso

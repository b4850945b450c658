"""The articles of a project as a list: ids in order, rows by the page.

Nothing is sorted or filtered here; a change of either asks for new ids.  Rows arrive later
than ids, so a row can be empty for a moment.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, Protocol

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
    Signal,
)

from juseok.store.reader import ArticleQuery, ArticleRow
from juseok.ui.i18n import mark, tr
from juseok.ui.widgets.plain import as_tip

_Index = QModelIndex | QPersistentModelIndex

PAGE: Final = 128
ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)
ID_ROLE: Final = ROW_ROLE + 1

_READ: Final = (
    Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
)
COLUMNS: Final = (
    ("title", mark("Title")),
    ("publisher", mark("Publisher")),
    ("published", mark("Date")),
    ("state", mark("State")),
    ("mentions", mark("Mentions")),
    ("claims", mark("Claims")),
    ("relationships", mark("Relationships")),
)
"""Sort name of the query, and what the order is called."""

STATE_NAMES: Final = {
    "new": mark("new"),
    "in_progress": mark("in progress"),
    "finished": mark("finished"),
    "skipped": mark("skipped"),
}


class ArticleSource(Protocol):
    """Where ids and rows come from; answers arrive on the GUI thread, later."""

    def find_articles(
        self, query: ArticleQuery, done: Callable[[list[str], list[ArticleRow]], object]
    ) -> None:
        """All ids of ``query`` in order, with the rows of the first page."""
        ...

    def article_rows(
        self, ids: Sequence[str], done: Callable[[list[ArticleRow]], object]
    ) -> None: ...


class ArticleListModel(QStringListModel):
    """``loaded()``: a query was answered and the model is new.

    A list view asks for the index of every row to lay them out.  The base, here as many empty
    words as there are rows, answers that without Python: a second's difference at 100,000 rows.
    """

    loaded = Signal()

    def __init__(self, source: ArticleSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._query = ArticleQuery()
        self._ids: list[str] = []
        self._places: dict[str, int] = {}
        self._rows: dict[str, ArticleRow] = {}
        self._asked: set[int] = set()

    @property
    def query(self) -> ArticleQuery:
        return self._query

    def set_query(self, query: ArticleQuery) -> None:
        """Show what ``query`` finds; the old rows stay until the answer is there."""
        self._query = query
        self.reload()

    def reload(self) -> None:
        """Ask again, because articles came or went."""
        query = self._query
        self._source.find_articles(
            query, lambda ids, rows: self._take(ids, rows) if query == self._query else None
        )

    def refresh(self, article: str) -> None:
        """Read the row of ``article`` again (its state or counts changed)."""
        if article in self._places:
            self._source.article_rows([article], self._fill)

    @property
    def ids(self) -> Sequence[str]:
        return self._ids

    def place(self, article: str) -> int | None:
        """The row number of ``article``; None when the query does not find it."""
        return self._places.get(article)

    def row(self, number: int) -> ArticleRow | None:
        """The row, if it has been read; asks for its page otherwise."""
        found = self._rows.get(self._ids[number])
        if found is None:
            self._ask(number // PAGE)
        return found

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return _READ if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == ID_ROLE:
            return self._ids[index.row()]
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
            ROW_ROLE,
        ):
            return None
        row = self.row(index.row())
        if row is None or role == ROW_ROLE:
            return row
        if role != Qt.ItemDataRole.DisplayRole:
            return as_tip(role, spoken(row))
        return row.title

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 is the order of the import."""
        name = COLUMNS[column][0] if 0 <= column < len(COLUMNS) else "position"
        descending = order == Qt.SortOrder.DescendingOrder
        self.set_query(replace(self._query, sort=name, descending=descending))

    def _take(self, ids: list[str], rows: list[ArticleRow]) -> None:
        self.beginResetModel()
        self._ids = ids
        self._places = dict(zip(ids, range(len(ids)), strict=True))
        self._rows = {row.id: row for row in rows}
        self._asked = {0} if rows else set()
        self._resize(len(ids))
        self.endResetModel()
        self.loaded.emit()

    def _resize(self, count: int) -> None:
        """Give the base as many rows; within a reset, which tells of all changes."""
        more = count - self.rowCount()
        quiet = self.blockSignals(True)
        if more > 0:
            self.insertRows(0, more)
        elif more < 0:
            self.removeRows(0, -more)
        self.blockSignals(quiet)

    def _ask(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        self._source.article_rows(self._ids[page * PAGE : (page + 1) * PAGE], self._fill)

    def _fill(self, rows: Sequence[ArticleRow]) -> None:
        known = [row for row in rows if row.id in self._places]
        if not known:
            return
        self._rows.update((row.id, row) for row in known)
        numbers = [self._places[row.id] for row in known]
        self.dataChanged.emit(self.index(min(numbers), 0), self.index(max(numbers), 0))


def spoken(row: ArticleRow) -> str:
    """A row in words, for tooltips and screen readers."""
    parts = [row.title or tr("Untitled"), row.publisher, day(row), tr(STATE_NAMES[row.state])]
    parts.append(
        tr(
            "{mentions} mention(s), {claims} claim(s), {relationships} relationship(s)",
            mentions=row.mentions,
            claims=row.claims,
            relationships=row.relationships,
        )
    )
    if row.control:
        parts.append(tr("without suggestions"))
    if row.asked:
        returned = row.asked == "returned"
        parts.append(tr("returned by the reviewer") if returned else tr("assigned to you"))
    return "\n".join(part for part in parts if part)


def day(row: ArticleRow) -> str:
    """The date as far as it is known, short: ``25.03.14``; what is printed where none is known."""
    date = row.published[:10]
    known = len(date) == 10 and date[4] == "-"
    return date[2:].replace("-", ".") if known else row.published

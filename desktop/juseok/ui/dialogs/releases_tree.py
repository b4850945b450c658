"""What two releases have otherwise, as a tree: in all, then by article, kind and record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from juseok.services.interchange.releases import Difference, Sort
from juseok.ui.dialogs.export_report import KIND_NAMES
from juseok.ui.dialogs.releases_record import ToldRecord
from juseok.ui.i18n import tr
from juseok.ui.widgets.plain import plain_tip

_SORTS: Final[tuple[Sort, ...]] = ("added", "changed", "removed")
_ARTICLES: Final = 1_000
"""With more articles than this only the first are listed."""
RECORDS: Final = 300
"""With more records of a kind than this in one place only the first are listed."""
_FEW: Final = 24
"""So many records are shown at once, without opening their kind."""
ROW: Final = QSize(0, 26)
_NUMBER: Final = 72
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ARTICLE: Final = int(Qt.ItemDataRole.UserRole)
_KIND: Final = _ARTICLE + 1
_RECORD: Final = _ARTICLE + 2


@dataclass(frozen=True, slots=True)
class Told:
    """What differs, and the titles of the articles in which it does."""

    difference: Difference
    titles: Mapping[str, str] = field(default_factory=dict[str, str])


class DifferenceTree(QTreeWidget):
    """``records_asked(article)``: one is opened whose records are not known yet (empty: what lies
    in none); ``record_shown(ToldRecord | None, title)``: this one is in hand; ``go_asked(article,
    start, end)``: to its place (-1: to the article)."""

    records_asked = Signal(str)
    record_shown = Signal(object, str)
    go_asked = Signal(str, int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderLabels([tr("Where"), tr("Added"), tr("Changed"), tr("Removed")])
        self.setObjectName("Differences")
        self.setAccessibleName(tr("What differs"))
        self.setTabKeyNavigation(False)
        self.setUniformRowHeights(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, 4):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, _NUMBER)
            self.headerItem().setTextAlignment(column, _RIGHT)
        self._opened: set[str] = set()
        self.itemExpanded.connect(self._open)
        self.itemActivated.connect(self._go)
        self.currentItemChanged.connect(self._show)

    def show_difference(self, told: Told) -> int:
        """List what differs; gives in how many articles."""
        self.clear()
        self._opened.clear()
        found = told.difference
        if found.kinds:
            whole = _group(tr("In all"), found.kinds)
            self.addTopLevelItem(whole)
            whole.setExpanded(True)
        held = _by_article(found)
        if outside := held.pop("", None):
            self.addTopLevelItem(_of_article("", tr("In no article"), outside))
        articles = sorted(held, key=lambda each: (told.titles.get(each, ""), each))
        for article in articles[:_ARTICLES]:
            title = told.titles.get(article) or tr("Untitled")
            self.addTopLevelItem(_of_article(article, title, held[article]))
        return len(articles)

    def show_records(self, article: str, records: Sequence[ToldRecord]) -> None:
        """What differs in ``article``, below its kinds."""
        item = self._item_of(article)
        if item is None:
            return
        self._opened.add(article)
        for kind in _below(item):
            held = [each for each in records if each.kind == kind.data(0, _KIND)]
            kind.takeChildren()
            for each in held[:RECORDS]:
                kind.addChild(_of_record(each))
            of = kind.data(1, _KIND)
            if len(held[:RECORDS]) < of:
                more = tr("{count} more", count=f"{of - len(held[:RECORDS]):,}")
                kind.addChild(_row(f"… {more}", (0, 0, 0)))
            if len(records) <= _FEW or item.childCount() == 1:
                kind.setExpanded(True)

    def _item_of(self, article: str) -> QTreeWidgetItem | None:
        items = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return next((each for each in items if each and each.data(0, _ARTICLE) == article), None)

    def _open(self, item: QTreeWidgetItem) -> None:
        article = item.data(0, _ARTICLE)
        if article is not None and article not in self._opened and item.parent() is None:
            self.records_asked.emit(article)

    def _show(self, item: QTreeWidgetItem | None, _: QTreeWidgetItem | None) -> None:
        told = item.data(0, _RECORD) if item is not None else None
        if item is None or not isinstance(told, ToldRecord):
            self.record_shown.emit(None, "")
            return
        top = _top(item)
        self.record_shown.emit(told, top.text(0) if top.data(0, _ARTICLE) else "")

    def _go(self, item: QTreeWidgetItem, _: int) -> None:
        article, told = _top(item).data(0, _ARTICLE), item.data(0, _RECORD)
        if article:
            place = (told.start, told.end) if isinstance(told, ToldRecord) else (-1, -1)
            self.go_asked.emit(article, *place)

    def go_to_current(self) -> None:
        """To the place of the record in hand."""
        if (item := self.currentItem()) is not None:
            self._go(item, 0)


def _top(item: QTreeWidgetItem) -> QTreeWidgetItem:
    while (parent := item.parent()) is not None:
        item = parent
    return item


def _below(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    children = (item.child(row) for row in range(item.childCount()))
    return [each for each in children if each is not None]


def _row(words: str, counts: Sequence[int], *, dot: bool = False) -> QTreeWidgetItem:
    none = "" if dot else "–"
    shown = (("•" if dot else f"{count:,}") if count else none for count in counts)
    item = QTreeWidgetItem([words, *shown])
    item.setData(0, Qt.ItemDataRole.ToolTipRole, plain_tip(words))
    item.setSizeHint(0, ROW)
    for column in (1, 2, 3):
        item.setTextAlignment(column, _RIGHT)
    return item


def _of_record(told: ToldRecord) -> QTreeWidgetItem:
    words = f"{told.words or kind_name(told.kind)}{f' · {told.who}' if told.who else ''}"
    item = _row(words, [each == told.sort for each in _SORTS], dot=True)
    item.setData(0, _RECORD, told)
    return item


def _of_article(
    article: str, title: str, counts: Mapping[tuple[str, Sort], int]
) -> QTreeWidgetItem:
    item = _group(title, counts)
    item.setData(0, _ARTICLE, article)
    for each in _below(item):
        each.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
    return item


def _group(words: str, counts: Mapping[tuple[str, Sort], int]) -> QTreeWidgetItem:
    """A row of sums, with one for each kind below it."""
    kinds = sorted({kind for kind, _ in counts}, key=_order)
    rows = {kind: [counts.get((kind, sort), 0) for sort in _SORTS] for kind in kinds}
    item = _row(words, [sum(each) for each in zip(*rows.values(), strict=True)])
    for kind in kinds:
        below = _row(kind_name(kind), rows[kind])
        below.setData(0, _KIND, kind)
        below.setData(1, _KIND, sum(rows[kind]))
        item.addChild(below)
    return item


def _by_article(found: Difference) -> dict[str, dict[tuple[str, Sort], int]]:
    """Article → what differs in it; empty: in none."""
    held: dict[str, dict[tuple[str, Sort], int]] = {}
    for (article, kind, sort), count in found.articles.items():
        held.setdefault(article, {})[kind, sort] = count
    return held


def kind_name(kind: str) -> str:
    return tr(KIND_NAMES[kind]) if kind in KIND_NAMES else kind  # marked there


def _order(kind: str) -> tuple[int, str]:
    names = list(KIND_NAMES)
    return (names.index(kind) if kind in KIND_NAMES else len(names), kind)

"""Releases: the project frozen under a name, which there are, and what differs between two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from juseok.services.interchange.releases import NOW, Difference, Sort
from juseok.ui.dialogs.export_choice import OfferedRelease
from juseok.ui.dialogs.export_report import KIND_NAMES
from juseok.ui.i18n import tr
from juseok.ui.widgets.fitting import fit_to_screen
from juseok.ui.widgets.labels import Label
from juseok.ui.widgets.plain import plain_tip

_SIZE: Final = (760, 640)
_SORTS: Final[tuple[Sort, ...]] = ("added", "changed", "removed")
_ARTICLES: Final = 1_000
"""With more articles than this only the first are listed."""
_ROW: Final = QSize(0, 26)
_NUMBER: Final = 88
_BESIDE: Final = 24
"""Room on both sides of a name."""
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ID: Final = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Told:
    """What differs, and the titles of the articles in which it does."""

    difference: Difference
    titles: Mapping[str, str] = field(default_factory=dict[str, str])


class ReleasesDialog(QDialog):
    """``freeze_asked(name)``, ``compare_asked(first, second)``: as named; ``go_asked(article)``."""

    freeze_asked = Signal(str)
    compare_asked = Signal(str, str)
    go_asked = Signal(str)

    def __init__(
        self,
        releases: Sequence[OfferedRelease],
        *,
        can_freeze: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Releases"))
        self.list = _tree((tr("Release"), tr("What it holds")), tr("Releases"), self)
        self.name = QLineEdit(self)
        self.name.setMaxLength(80)
        self.name.setPlaceholderText(tr("Name of the new release, for example v1"))
        self.name.setAccessibleName(tr("Name of the new release"))
        self.freeze = QPushButton(tr("Freeze"), self)
        self.first, self.second = QComboBox(self), QComboBox(self)
        self.first.setAccessibleName(tr("From"))
        self.second.setAccessibleName(tr("To"))
        heads = (tr("What differs"), tr("Added"), tr("Changed"), tr("Removed"))
        self.tree = _tree(heads, tr("What differs"), self)
        self.words = Label(parent=self, name="StatusText", wrap=True)
        self.leave = QPushButton(tr("Close"), self)
        self._lay_out(can_freeze=can_freeze)
        self.freeze.clicked.connect(self._freeze)
        self.leave.clicked.connect(self.close)
        self.first.activated.connect(self._compare)
        self.second.activated.connect(self._compare)
        self.tree.itemActivated.connect(self._go)
        fit_to_screen(self, *_SIZE)
        self.show_releases(releases)
        (self.name if can_freeze else self.first).setFocus()

    # -- what it is told

    def show_releases(self, releases: Sequence[OfferedRelease]) -> None:
        """Those that there are, and what was changed since the last."""
        self.list.clear()
        for each in reversed(releases):
            item = QTreeWidgetItem([each.name, each.words])
            room = self.list.fontMetrics().horizontalAdvance(each.name) + _BESIDE
            item.setSizeHint(0, QSize(room, _ROW.height()))
            item.setData(0, Qt.ItemDataRole.ToolTipRole, plain_tip(each.name))
            item.setData(1, Qt.ItemDataRole.ToolTipRole, plain_tip(each.words))
            self.list.addTopLevelItem(item)
        self.list.resizeColumnToContents(0)
        self.list.setColumnWidth(0, min(self.list.columnWidth(0), self.width() // 2))
        names = [each.name for each in releases]
        for box in (self.first, self.second):
            box.clear()
            for name in names:
                box.addItem(name, name)
            box.addItem(tr("As it is now"), NOW)
            box.setEnabled(bool(names))
        self.first.setCurrentIndex(max(0, len(names) - 1))
        self.second.setCurrentIndex(self.second.count() - 1)
        self.tree.clear()
        if names:
            self._compare()
        else:
            self.say(tr("Nothing was frozen yet."))

    def show_difference(self, told: Told) -> None:
        """What the second has otherwise than the first."""
        found = told.difference
        self.tree.clear()
        if found.kinds:
            whole = _group(tr("In all"), found.kinds)
            self.tree.addTopLevelItem(whole)
            whole.setExpanded(True)
        held = _by_article(found)
        articles = sorted(held, key=lambda each: (told.titles.get(each, ""), each))
        for article in articles[:_ARTICLES]:
            self.tree.addTopLevelItem(_of_article(article, held[article], told))
        if not found.kinds:
            self.say(tr("Nothing differs."))
        else:
            self.say(tr("Something differs in {count} article(s).", count=f"{len(articles):,}"))

    def show_frozen(self, releases: Sequence[OfferedRelease], name: str) -> None:
        self.name.clear()
        self.show_releases(releases)
        self.say(tr("“{name}” is frozen. It can be exported again at any time.", name=name))

    def say(self, words: str, *, failed: bool = False) -> None:
        self.words.setText(words)
        self.words.setProperty("state", "failed" if failed else "")
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)

    # -- its parts

    def _lay_out(self, *, can_freeze: bool) -> None:
        for button in (self.freeze, self.leave):
            button.setAutoDefault(False)
        self.freeze.setDefault(can_freeze)
        make = QHBoxLayout()
        make.setSpacing(8)
        make.addWidget(self.name, 1)
        make.addWidget(self.freeze)
        for widget in (self.name, self.freeze):
            widget.setVisible(can_freeze)
        compare = QHBoxLayout()
        compare.setSpacing(8)
        compare.addWidget(self.first, 1)
        compare.addWidget(Label("→", self, name="Quiet"))
        compare.addWidget(self.second, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.words, 1)
        foot.addWidget(self.leave)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(8)
        box.addWidget(Label(tr("Releases"), self, name="Title", pixels=18, strong=True))
        about = tr("The project at one moment under a name, never changed: for a paper, a delivery "
                   "or a training run.")  # fmt: skip
        box.addWidget(Label(about, self, name="Quiet", wrap=True))
        box.addWidget(self.list, 1)
        box.addLayout(make)
        box.addSpacing(8)
        box.addWidget(Label(tr("What differs"), self, strong=True))
        box.addLayout(compare)
        box.addWidget(self.tree, 2)
        box.addLayout(foot)

    def _freeze(self) -> None:
        name = " ".join(self.name.text().split())
        if name:
            self.freeze_asked.emit(name)
        else:
            self.say(tr("Give the release a name first."), failed=True)
            self.name.setFocus()

    def _compare(self, _: int = 0) -> None:
        self.compare_asked.emit(str(self.first.currentData()), str(self.second.currentData()))

    def _go(self, item: QTreeWidgetItem, _: int) -> None:
        article = str((item.parent() or item).data(0, _ID) or "")
        if article:
            self.go_asked.emit(article)


def _tree(heads: Sequence[str], name: str, parent: QWidget) -> QTreeWidget:
    tree = QTreeWidget(parent)
    tree.setHeaderLabels(list(heads))
    tree.setAccessibleName(name)
    tree.setTabKeyNavigation(False)
    tree.setUniformRowHeights(True)
    if len(heads) > 2:
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(heads)):
            tree.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            tree.setColumnWidth(column, _NUMBER)
            tree.headerItem().setTextAlignment(column, _RIGHT)
    else:
        tree.setRootIsDecorated(False)
    return tree


def _row(words: str, counts: Sequence[int]) -> QTreeWidgetItem:
    shown = (f"{count:,}" if count else "–" for count in counts)
    item = QTreeWidgetItem([words, *shown])
    item.setData(0, Qt.ItemDataRole.ToolTipRole, plain_tip(words))
    item.setSizeHint(0, _ROW)
    for column in (1, 2, 3):
        item.setTextAlignment(column, _RIGHT)
    return item


def _of_article(
    article: str, counts: Mapping[tuple[str, Sort], int], told: Told
) -> QTreeWidgetItem:
    item = _group(told.titles.get(article) or tr("Untitled"), counts)
    item.setData(0, _ID, article)
    return item


def _group(words: str, counts: Mapping[tuple[str, Sort], int]) -> QTreeWidgetItem:
    """A row of sums, with one for each kind below it."""
    kinds = sorted({kind for kind, _ in counts}, key=_order)
    rows = {kind: [counts.get((kind, sort), 0) for sort in _SORTS] for kind in kinds}
    item = _row(words, [sum(each) for each in zip(*rows.values(), strict=True)])
    for kind in kinds:
        item.addChild(_row(_kind(kind), rows[kind]))
    return item


def _by_article(found: Difference) -> dict[str, dict[tuple[str, Sort], int]]:
    """Article → what differs in it; without what lies in none."""
    held: dict[str, dict[tuple[str, Sort], int]] = {}
    for (article, kind, sort), count in found.articles.items():
        if article:
            held.setdefault(article, {})[kind, sort] = count
    return held


def _kind(kind: str) -> str:
    return tr(KIND_NAMES[kind]) if kind in KIND_NAMES else kind  # marked there


def _order(kind: str) -> tuple[int, str]:
    names = list(KIND_NAMES)
    return (names.index(kind) if kind in KIND_NAMES else len(names), kind)

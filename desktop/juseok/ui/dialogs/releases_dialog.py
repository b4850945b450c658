"""Releases: the project frozen under a name, what each holds, and what differs between two."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from juseok.services.interchange.release_records import Holding
from juseok.services.interchange.releases import NOW
from juseok.ui.dialogs.export_choice import OfferedRelease
from juseok.ui.dialogs.export_preview import readable
from juseok.ui.dialogs.releases_record import RecordView, ToldRecord
from juseok.ui.dialogs.releases_tree import ROW, DifferenceTree, Told, kind_name
from juseok.ui.i18n import tr
from juseok.ui.widgets.dialog import Dialog
from juseok.ui.widgets.fitting import fit_to_screen
from juseok.ui.widgets.labels import Label
from juseok.ui.widgets.plain import plain_tip

_SIZE: Final = (1120, 704)
_NAME: Final = int(Qt.ItemDataRole.UserRole)
_BESIDE: Final = 32
"""Room on both sides of a name."""
_LEFT, _RIGHT = 11, 9
"""How the width is shared between the lists and what is in hand of them."""


class ReleasesDialog(Dialog):
    """``freeze_asked(name)``, ``compare_asked(first, second)``, ``look_asked(name)``: as named.

    ``records_asked(first, second, article)``: what differs there, one by one; ``go_asked(article,
    start, end)``: to a place (-1: to the article).
    """

    freeze_asked = Signal(str)
    compare_asked = Signal(str, str)
    look_asked = Signal(str)
    records_asked = Signal(str, str, str)
    go_asked = Signal(str, int, int)

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
        self.list = _list(self)
        self.name = QLineEdit(self)
        self.name.setMaxLength(80)
        self.name.setPlaceholderText(tr("Name of the new release, for example v1"))
        self.name.setAccessibleName(tr("Name of the new release"))
        self.freeze = QPushButton(tr("Freeze"), self)
        self.counts = Label(parent=self, name="Quiet", pixels=12, wrap=True)
        self.held = QPlainTextEdit(self)
        self.held.setReadOnly(True)
        self.held.setTabChangesFocus(True)
        self.held.setAccessibleName(tr("The first article of it"))
        self.first, self.second = QComboBox(self), QComboBox(self)
        self.first.setAccessibleName(tr("From"))
        self.second.setAccessibleName(tr("To"))
        self.tree = DifferenceTree(self)
        self.record = RecordView(self)
        self.words = Label(parent=self, name="StatusText", wrap=True)
        self.leave = QPushButton(tr("Close"), self)
        self._lay_out(can_freeze=can_freeze)
        self.freeze.clicked.connect(self._freeze)
        self.leave.clicked.connect(self.close)
        self.list.currentItemChanged.connect(self._look)
        self.first.activated.connect(self._compare)
        self.second.activated.connect(self._compare)
        self.tree.records_asked.connect(self._ask_records)
        self.tree.record_shown.connect(self._show_record)
        self.tree.go_asked.connect(self.go_asked)
        self.record.go_asked.connect(self.tree.go_to_current)
        fit_to_screen(self, *_SIZE)
        self.show_releases(releases)
        (self.name if can_freeze else self.first).setFocus()

    # -- what it is told

    def show_releases(self, releases: Sequence[OfferedRelease]) -> None:
        """Those that there are, what the project holds now, and what was changed since the last."""
        self.list.clear()
        now = OfferedRelease(tr("As it is now"), tr("what a new one would hold"))
        for name, each in ((NOW, now), *((each.name, each) for each in reversed(releases))):
            item = QTreeWidgetItem([each.name, each.words])
            item.setSizeHint(0, ROW)
            item.setData(0, _NAME, name)
            item.setData(0, Qt.ItemDataRole.ToolTipRole, plain_tip(each.name))
            item.setData(1, Qt.ItemDataRole.ToolTipRole, plain_tip(each.words))
            self.list.addTopLevelItem(item)
            if name == NOW:
                self.list.setCurrentItem(item)
        metrics = self.list.fontMetrics()
        widest = max(map(metrics.horizontalAdvance, (now.name, *(each.name for each in releases))))
        self.list.setColumnWidth(0, min(widest + _BESIDE, self.width() // 4))
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
        self.record.show_record(None, "")
        if names:
            self._compare()
        else:
            self.say(tr("Nothing was frozen yet."))

    def show_holding(self, found: Holding) -> None:
        """What the release in hand holds."""
        self.counts.setText(
            " · ".join(f"{kind_name(kind)} {count:,}" for kind, count in found.counts.items())
        )
        self.held.setPlainText(readable(found.lines) or tr("There is no article in it."))

    def show_difference(self, told: Told) -> None:
        """What the second has otherwise than the first."""
        articles = self.tree.show_difference(told)
        if not told.difference.kinds:
            self.say(tr("Nothing differs."))
        else:
            self.say(tr("Something differs in {count} article(s).", count=f"{articles:,}"))

    def show_records(self, article: str, records: Sequence[ToldRecord]) -> None:
        """What differs in an article (empty: in none), one by one."""
        self.tree.show_records(article, records)

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
        for widget in (self.name, self.freeze):
            widget.setVisible(can_freeze)
        about = tr("The project at one moment under a name, never changed: for a paper, a delivery "
                   "or a training run.")  # fmt: skip
        foot = QHBoxLayout()
        foot.addWidget(self.words, 1)
        foot.addWidget(self.leave)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(8)
        box.addWidget(Label(tr("Releases"), self, name="Title", pixels=18, strong=True))
        box.addWidget(Label(about, self, name="Quiet", wrap=True))
        box.addLayout(_halves(self._made(), self._holding()), 2)
        box.addSpacing(8)
        box.addLayout(_halves(self._compared(), self._in_hand()), 3)
        box.addLayout(foot)

    def _made(self) -> QVBoxLayout:
        make = QHBoxLayout()
        make.setSpacing(8)
        make.addWidget(self.name, 1)
        make.addWidget(self.freeze)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        column.addLayout(make)
        return column

    def _holding(self) -> QVBoxLayout:
        """Line for line as the half beside it: a heading, what is there, and what is below that."""
        heading = Label(tr("What it holds"), self, strong=True)
        heading.setFixedHeight(self.list.header().sizeHint().height())
        below = max(self.name.sizeHint().height(), self.freeze.sizeHint().height())
        self.counts.setMinimumHeight(below)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(heading)
        column.addWidget(self.held, 1)
        column.addSpacing(8)
        column.addWidget(self.counts)
        return column

    def _compared(self) -> QVBoxLayout:
        boxes = QHBoxLayout()
        boxes.setSpacing(8)
        boxes.addWidget(self.first, 1)
        boxes.addWidget(Label("→", self, name="Quiet"))
        boxes.addWidget(self.second, 1)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(Label(tr("What differs"), self, strong=True))
        column.addLayout(boxes)
        column.addWidget(self.tree, 1)
        return column

    def _in_hand(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(Label(tr("One by one"), self, strong=True))
        column.addWidget(self.record, 1)
        return column

    # -- how it follows

    def _freeze(self) -> None:
        name = " ".join(self.name.text().split())
        if name:
            self.freeze_asked.emit(name)
        else:
            self.say(tr("Give the release a name first."), failed=True)
            self.name.setFocus()

    def _look(self, item: QTreeWidgetItem | None, _: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.look_asked.emit(str(item.data(0, _NAME)))

    def _compare(self, _: int = 0) -> None:
        self.compare_asked.emit(*self.sides)

    def _ask_records(self, article: str) -> None:
        self.records_asked.emit(*self.sides, article)

    def _show_record(self, told: ToldRecord | None, title: str) -> None:
        self.record.show_record(told, title)

    @property
    def sides(self) -> tuple[str, str]:
        """The names of what is compared."""
        return str(self.first.currentData()), str(self.second.currentData())


def _halves(left: QVBoxLayout, right: QVBoxLayout) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(24)
    line.addLayout(left, _LEFT)
    line.addLayout(right, _RIGHT)
    return line


def _list(parent: QWidget) -> QTreeWidget:
    tree = QTreeWidget(parent)
    tree.setHeaderLabels([tr("Release"), tr("What it holds")])
    tree.setAccessibleName(tr("Releases"))
    tree.setTabKeyNavigation(False)
    tree.setUniformRowHeights(True)
    tree.setRootIsDecorated(False)
    return tree

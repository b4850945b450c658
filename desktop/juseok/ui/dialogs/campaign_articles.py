"""Which articles a campaign gets: a list of them, or a sample of it by chance; also later."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from juseok.core.model import Annotator
from juseok.services.campaigns.plan import sample
from juseok.services.campaigns.state import CampaignState
from juseok.ui.dialogs.scheme_editor_ticks import TickBox
from juseok.ui.i18n import tr
from juseok.ui.theme import GRID
from juseok.ui.widgets.asking import ask_below
from juseok.ui.widgets.dialog import Dialog
from juseok.ui.widgets.fitting import fit_to_screen
from juseok.ui.widgets.flow import FlowLayout
from juseok.ui.widgets.labels import Label

Lists = Sequence[tuple[str, Sequence[str]]]
"""Articles to choose from: words of the choice, and their ids."""

_SEEDS: Final = 9_999


def number_field(low: int, high: int, words: str, parent: QWidget) -> QSpinBox:
    """A field for a whole number; ``words`` are what a screen reader calls it."""
    field = QSpinBox(parent)
    field.setRange(low, high)
    field.setAccessibleName(words)
    field.setMaximumWidth(140)
    field.lineEdit().setTextMargins(GRID, 0, 0, 0)  # a stylesheet cannot say so
    return field


def ticks_of(names: dict[str, str], parent: QWidget, *, on: bool = True) -> dict[str, TickBox]:
    """A tick for each of ``names`` (id → words)."""
    boxes: dict[str, TickBox] = {}
    for key, words in names.items():
        boxes[key] = box = TickBox(words, parent)
        box.setChecked(on)
    return boxes


def ticked(boxes: dict[str, TickBox]) -> tuple[str, ...]:
    """The ids that are ticked."""
    return tuple(key for key, box in boxes.items() if box.isChecked())


def flow_of(boxes: dict[str, TickBox]) -> QWidget:
    """Ticks beside one another, as many as a line has room for."""
    whole = QWidget()
    flow = FlowLayout(whole)
    flow.setContentsMargins(0, 0, 0, 0)
    for box in boxes.values():
        flow.addWidget(box)
    return whole


class ArticleField(QWidget):
    """``changed()``: other articles are chosen."""

    changed = Signal()

    def __init__(self, lists: Lists, parent: QWidget) -> None:
        super().__init__(parent)
        self._lists = lists
        self.which = QComboBox(self)
        self.which.setAccessibleName(tr("Which articles"))
        for words, ids in lists:
            self.which.addItem(f"{words} ({len(ids):,})")
        most = max((len(ids) for _, ids in lists), default=0)
        self.count = number_field(0, most, tr("Sample at random"), self)
        self.count.setSpecialValueText(tr("all"))
        self.seed = number_field(1, _SEEDS, tr("Draw no."), self)
        for field in (self.count, self.seed):
            field.setMaximumWidth(96)
        self._draw = Label(tr("Draw no."), self, name="Quiet")
        by_chance = QHBoxLayout()
        by_chance.setSpacing(8)
        by_chance.addWidget(Label(tr("Sample at random"), self, name="Quiet"))
        by_chance.addWidget(self.count)
        by_chance.addSpacing(8)
        by_chance.addWidget(self._draw)
        by_chance.addWidget(self.seed)
        by_chance.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.which)
        box.addLayout(by_chance)
        self.setFocusProxy(self.which)
        self.which.currentIndexChanged.connect(self._follow)
        self.count.valueChanged.connect(self._follow)
        self.seed.valueChanged.connect(self._follow)
        self._follow()

    def ids(self) -> tuple[str, ...]:
        """The articles that are chosen now, in the order of their list."""
        listed = self._lists[self.which.currentIndex()][1] if self._lists else ()
        count = self.count.value()
        if not count:
            return tuple(listed)
        return tuple(sample(listed, count=count, seed=self.seed.value()))

    def _follow(self) -> None:
        by_chance = self.count.value() > 0
        self.seed.setEnabled(by_chance)
        self._draw.setEnabled(by_chance)
        self.changed.emit()


class AddArticlesDialog(Dialog):
    """More articles for a campaign; calls ``add`` with articles and people when accepted.

    What is assigned already stays with those who have it.
    """

    def __init__(
        self,
        state: CampaignState,
        lists: Lists,
        people: Sequence[Annotator],
        add: Callable[[tuple[str, ...], tuple[str, ...]], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Add articles to “{name}”", name=state.campaign.name))
        self._held, self._add = frozenset(each.article for each in state.active), add
        self.articles = ArticleField(lists, self)
        self.people = ticks_of({each.id: each.name for each in people}, self, on=False)
        for who in state.progress():
            if who in self.people:
                self.people[who].setChecked(True)
        self.outcome = Label(parent=self, name="Quiet", pixels=12, wrap=True)
        inside = QWidget(self)
        grid = QGridLayout(inside)
        grid.setContentsMargins(24, 20, 24, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        rows = (
            (tr("Which articles"), self.articles),
            (tr("Who annotates"), flow_of(self.people)),
        )
        for at, (words, field) in enumerate(rows):
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(Label(words, inside, name="Quiet"), at, 0, top)
            grid.addWidget(field, at, 1)
        grid.addWidget(self.outcome, len(rows), 1)
        grid.setRowStretch(len(rows) + 1, 1)
        self.ok = ask_below(self, inside, tr("Assign"))
        self.articles.changed.connect(self._follow)
        for tick in self.people.values():
            tick.toggled.connect(self._follow)
        self._follow()
        fit_to_screen(self, 600, 320)

    def accept(self) -> None:
        if self.ok.isEnabled():
            self._add(self.articles.ids(), ticked(self.people))
            super().accept()

    def _follow(self) -> None:
        ids = self.articles.ids()
        new = sum(each not in self._held for each in ids)
        self.ok.setEnabled(bool(new and ticked(self.people)))
        words = tr("{count} article(s) more", count=f"{new:,}")
        if new < len(ids):
            held = tr("{count} (is|are) assigned already", count=f"{len(ids) - new:,}")
            words = f"{words}; {held}"
        self.outcome.setText(words)

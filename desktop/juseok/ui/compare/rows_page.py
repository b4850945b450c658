"""The differences of the article at hand: filters, how many there are, and the list."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from juseok.core.adjudicate_model import ItemSort
from juseok.core.layer_diff import Aspect, Row, RowState, count
from juseok.ui.compare.comparing import Comparing
from juseok.ui.compare.row_list import ROW_ROLE, RowListDelegate, RowListModel
from juseok.ui.compare.words import ASPECTS, Saying, aspect_words
from juseok.ui.i18n import tr
from juseok.ui.review.words import sort_words
from juseok.ui.widgets.filter_field import FilterField
from juseok.ui.widgets.labels import ElidedLabel, Label
from juseok.ui.widgets.rows import row_list

_PAUSE_MS: Final = 120


class RowsPage(QFrame):
    """``jump_asked()``: every column is to show the row in hand."""

    jump_asked = Signal()

    def __init__(self, comparing: Comparing, parent: QWidget) -> None:
        super().__init__(parent)
        self._comparing = comparing
        self._following = False
        self.model = RowListModel(self)
        self.view = row_list(
            self.model, RowListDelegate(), name=tr("What differs in this article"), parent=self
        )
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.field = FilterField(tr("Filter by words"), self)
        self.sort, self.aspect = QComboBox(self), QComboBox(self)
        self.equal = QCheckBox(tr("Also what is the same"), self)
        self.place = Label(parent=self, pixels=13, strong=True)
        self.counts = ElidedLabel(self, name="Quiet", pixels=12)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._fill()
        self._lay_out()
        self._connect()

    def _fill(self) -> None:
        self.sort.addItem(tr("All kinds"), None)
        for sort in ItemSort:
            self.sort.addItem(sort_words(sort), sort)
        self.aspect.addItem(tr("Whatever differs"), None)
        for aspect in ASPECTS:
            self.aspect.addItem(aspect_words(aspect), aspect)
        self.sort.setAccessibleName(tr("Which kinds are shown"))
        self.aspect.setAccessibleName(tr("What must differ"))

    def _lay_out(self) -> None:
        self.field.setMaximumWidth(220)
        line = QHBoxLayout()
        line.setContentsMargins(12, 6, 12, 4)
        line.setSpacing(8)
        line.addWidget(self.place)
        line.addWidget(self.counts, 1)
        line.addWidget(self.equal)
        line.addWidget(self.sort)
        line.addWidget(self.aspect)
        line.addWidget(self.field)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(line)
        box.addWidget(self.view, 1)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._filter)
        self.sort.currentIndexChanged.connect(self._filter)
        self.aspect.currentIndexChanged.connect(self._filter)
        self.equal.toggled.connect(self._filter)
        self.view.selectionModel().currentChanged.connect(self._chosen)
        self.view.clicked.connect(self._clicked)
        self._comparing.changed.connect(self._show)
        self._comparing.moved.connect(self._follow)

    def _filter(self, *_: object) -> None:
        self._pause.stop()
        by = replace(
            self._comparing.filter, words=self.field.text().strip(), equal=self.equal.isChecked()
        )
        self._comparing.set_filter(replace(by, sort=self._sort(), aspect=self._aspect()))

    def _sort(self) -> ItemSort | None:
        data = self.sort.currentData()
        return ItemSort(data) if data else None

    def _aspect(self) -> Aspect | None:
        data = self.aspect.currentData()
        return Aspect(data) if data else None

    # -- what is shown

    def _show(self) -> None:
        comparing = self._comparing
        if comparing.found is None:
            self.model.show((), str)
            self.place.setText("")
            self.counts.say(tr("Nobody has annotated in this project yet."))
            return
        saying = Saying(comparing.scheme, comparing.session.index, comparing.found)
        called = comparing.called()

        def say(row: Row) -> str:
            return saying.about(row, called)

        self._following = True
        self.model.show(comparing.rows, say)
        self._following = False
        self.counts.say(_counted(comparing.found.rows))

    def _follow(self) -> None:
        comparing = self._comparing
        at = self.model.index(comparing.at) if comparing.at >= 0 else QModelIndex()
        self._following = True
        self.view.setCurrentIndex(at)
        self._following = False
        if comparing.at >= 0:
            self.place.setText(
                tr("{at} of {total}", at=f"{comparing.at + 1:,}", total=f"{len(comparing.rows):,}")
            )
        elif comparing.found is not None:
            plain = replace(comparing.filter, equal=False) == type(comparing.filter)()
            self.place.setText(tr("Nothing differs") if plain else tr("Nothing meets the filter"))

    def _chosen(self, index: QModelIndex) -> None:
        if not self._following and index.isValid():
            self._comparing.hold(index.data(ROW_ROLE).key)

    def _clicked(self, _: QModelIndex) -> None:
        self.jump_asked.emit()


def _counted(rows: tuple[Row, ...]) -> str:
    """How many of each kind differ, and how many rows are the same."""
    found = count(rows)
    parts: list[str] = []
    for sort in ItemSort:
        differ = sum(n for (kind, state), n in found.items()
                     if kind is sort and state is not RowState.SAME)  # fmt: skip
        if differ:
            parts.append(f"{sort_words(sort)} {differ:,}")
    same = sum(n for (_, state), n in found.items() if state is RowState.SAME)
    parts.append(tr("{count} the same", count=f"{same:,}"))
    return " · ".join(parts)

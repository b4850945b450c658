"""As of when a side is compared: today, a date and time, or a step of the history."""

from functools import partial
from typing import Final

from PySide6.QtCore import QDateTime, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDateTimeEdit,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from juseok.services.history.reading import Asked, here, moment_from
from juseok.services.review.side_by_side import Side
from juseok.store.fold import Order
from juseok.store.past import GoneMemory
from juseok.store.timeline import Question
from juseok.ui.i18n import tr
from juseok.ui.models.history_list import ROW_ROLE, HistoryLine, HistoryListModel
from juseok.ui.session import Session
from juseok.ui.widgets.dialog import Dialog
from juseok.ui.widgets.filter_field import FilterField
from juseok.ui.widgets.fitting import fit_to_screen
from juseok.ui.widgets.labels import Label
from juseok.ui.widgets.rows import row_list
from juseok.ui.windows.history_reads import HistoryReads, Listed
from juseok.ui.windows.history_row import HistoryRowDelegate

_PAUSE_MS: Final = 200


class MomentDialog(Dialog):
    """``chosen(side, words)``: a moment for the layer, and what it is called.

    ``annotator``: whose steps are listed; empty for gold: everybody's.  ``names``: whether they
    are told by name.
    """

    chosen = Signal(object, str)

    def __init__(
        self, session: Session, side: Side, *, article: str, annotator: str, names: bool,
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("As of when"))
        self._side, self._article, self._annotator, self._names = side, article, annotator, names
        self._reads = HistoryReads(session, GoneMemory())
        self._before: Order | None = None
        self.today = QPushButton(tr("Today"), self)
        self.time = QDateTimeEdit(QDateTime.currentDateTime(), self)
        self.take_time = QPushButton(tr("As it was then"), self)
        self.filter = FilterField(tr("Words of what was done"), self)
        self.model = HistoryListModel(self)
        self.list = row_list(
            self.model, HistoryRowDelegate(), name=tr("Steps, the latest first"), parent=self
        )
        self.empty = Label(tr("Nothing that was done meets this."), self, name="Quiet")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._lay_out()
        self._connect()
        fit_to_screen(self, 520, 560)
        self._reload()
        self.list.setFocus()

    def _lay_out(self) -> None:
        self.time.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.time.setButtonSymbols(QDateTimeEdit.ButtonSymbols.NoButtons)  # the arrow keys do it
        self.time.setAccessibleName(tr("Date and time"))
        if self._side.at:
            moment = QDateTime.fromString(here(self._side.at), "yyyy-MM-dd HH:mm")
            self.time.setDateTime(moment)
        for button in (self.today, self.take_time):
            button.setAutoDefault(False)
        line = QHBoxLayout()
        line.addWidget(self.today)
        line.addStretch(1)
        line.addWidget(self.time)
        line.addWidget(self.take_time)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 12)
        box.setSpacing(8)
        box.addLayout(line)
        box.addWidget(Label(tr("Or as it was behind a step in this article:"), self, name="Quiet"))
        box.addWidget(self.filter)
        box.addWidget(self.empty)
        box.addWidget(self.list, 1)

    def _connect(self) -> None:
        self.today.clicked.connect(self._take_today)
        self.take_time.clicked.connect(self._take_time)
        self.filter.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._reload)
        self.list.activated.connect(self._take_step)
        self.model.more_asked.connect(self._more)
        self.destroyed.connect(self._reads.close)
        QShortcut(QKeySequence("Ctrl+F"), self, self.filter.setFocus)

    @property
    def _asked(self) -> Asked:
        question = Question(article=self._article, annotator=self._annotator)
        return Asked(question, self.filter.text())

    def _reload(self) -> None:
        self._reads.list(self._asked, None, partial(self._take, True))

    def _more(self) -> None:
        self._reads.list(self._asked, self._before, partial(self._take, False))

    def _take(self, fresh: bool, listed: Listed) -> None:
        if fresh:
            self.model.clear()
        self._before = listed.page.before
        names = listed.names if self._names else dict.fromkeys(listed.names, "")
        self.model.add(listed.page.entries, names, {})
        self.model.has_more = self._before is not None
        self.empty.setVisible(not self.model.rowCount())
        if fresh and self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))

    # -- choosing

    def _take_today(self) -> None:
        self._choose(Side(self._side.layer), "")

    def _take_time(self) -> None:
        words = self.time.dateTime().toString("yyyy-MM-dd HH:mm")
        self._choose(Side(self._side.layer, at=moment_from(words)), words)

    def _take_step(self, index: QModelIndex) -> None:
        line = index.data(ROW_ROLE)
        if isinstance(line, HistoryLine):
            entry = line.entry
            self._choose(Side(self._side.layer, action=entry.action), here(entry.at))

    def _choose(self, side: Side, words: str) -> None:
        self.chosen.emit(side, words)
        self.close()

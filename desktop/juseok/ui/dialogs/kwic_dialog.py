"""A list of places in their context before something is done to all of them.

It knows no project: it shows the rows it is given, and says which of them a person kept.
"""

from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from juseok.services.bulk.kwic import Row
from juseok.ui.dialogs.kwic_row import TICK, KwicRowDelegate
from juseok.ui.i18n import filled, tr
from juseok.ui.models.kwic_list import KwicListModel
from juseok.ui.widgets.dialog import Dialog
from juseok.ui.widgets.fitting import fit_to_screen
from juseok.ui.widgets.labels import Label

_WIDTH: Final = 960
_HEIGHT: Final = 608


class KwicDialog(Dialog):
    """``go_asked(rows)``: do it to those.  ``shown_asked(Row)``: show that place in the text.

    ``stop_asked()``: what runs is to be given up, also because the dialog closes.
    """

    go_asked = Signal(object)
    shown_asked = Signal(object)
    stop_asked = Signal()

    def __init__(self, title: str, go: str, parent: QWidget | None = None) -> None:
        """``go`` says what the button does, with ``{count}`` for the number of rows."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._go_words = go
        self.looking = True
        self.writing = False
        self.model = KwicListModel(self)
        self.heading = Label(title, self, name="Title", pixels=18, strong=True, wrap=True)
        self.view = KwicList(self.model, self)
        self.words = Label(parent=self, name="StatusText", wrap=True)
        self.left_over = Label(parent=self, name="Quiet", wrap=True)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.go = QPushButton(self)
        self.stop = QPushButton(tr("Stop"), self)
        self.leave = QPushButton(tr("Close"), self)
        self._lay_out()
        self.go.clicked.connect(self._go)
        self.stop.clicked.connect(self.stop_asked)
        self.leave.clicked.connect(self.close)
        self.finished.connect(self.stop_asked)
        self.model.ticks_changed.connect(self._count)
        self.model.rowsInserted.connect(self._first_rows)
        self.view.shown_asked.connect(lambda n: self.shown_asked.emit(self.model.row(n)))
        self.go.setDefault(True)
        fit_to_screen(self, _WIDTH, _HEIGHT)
        self._count()
        self.view.setFocus()

    # -- what it is told

    def add(self, rows: tuple[Row, ...]) -> None:
        self.model.add(rows)

    def show_moved(self, words: str, done: int, total: int) -> None:
        """How far the look, or the writing, is."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.words.setText(words)

    def show_left_over(self, words: str) -> None:
        """What is not in the list, and why."""
        self.left_over.setText(words)
        self.left_over.setVisible(bool(words))

    def show_looked(self, words: str) -> None:
        """The look is over."""
        self.looking = False
        self.bar.hide()
        self.stop.hide()
        self.words.setText(words)
        self._count()

    def show_writing(self) -> None:
        self.writing = True
        self.view.setEnabled(False)
        self.bar.show()
        self.stop.show()
        self.stop.setFocus()
        self._count()

    def show_stopped(self, words: str) -> None:
        """Nothing was done; it can be tried again."""
        self.writing = False
        self.view.setEnabled(True)
        self.show_looked(words)
        self.view.setFocus()

    # -- its parts

    def _lay_out(self) -> None:
        for button in (self.go, self.stop, self.leave):
            button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.words, 1)
        foot.addWidget(self.bar)
        foot.addWidget(self.stop)
        foot.addWidget(self.leave)
        foot.addWidget(self.go)
        self.bar.setFixedWidth(160)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(12)
        box.addWidget(self.heading)
        box.addWidget(self.view, 1)
        box.addWidget(self.left_over)
        box.addLayout(foot)
        self.left_over.hide()

    def _count(self) -> None:
        count = self.model.ticked
        self.go.setText(filled(self._go_words, count=f"{count:,}"))
        self.go.setEnabled(bool(count) and not self.looking and not self.writing)

    def _first_rows(self, _: QModelIndex, first: int, __: int) -> None:
        if first == 0:
            self.view.setCurrentIndex(self.model.index(0))

    def _go(self) -> None:
        self.go_asked.emit(self.model.ticked_rows())


class KwicList(QListView):
    """Space turns the ticks of what is selected; a click on a tick turns that one.

    ``shown_asked(number)``: a double click, to see the place in the text.
    """

    shown_asked = Signal(int)

    def __init__(self, model: KwicListModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setAccessibleName(tr("Places"))
        self.setUniformItemSizes(True)
        self.setItemDelegate(KwicRowDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda index: self.shown_asked.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._model.turn(index.row() for index in self.selectionModel().selectedIndexes())
            event.accept()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        is_tick = event.position().x() <= TICK + KwicRowDelegate.indent
        if index.isValid() and is_tick and event.button() == Qt.MouseButton.LeftButton:
            self._model.turn([index.row()])
            event.accept()
        else:
            super().mousePressEvent(event)

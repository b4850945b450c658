"""What dialogs share that start something long: a heading, what it is about, and a foot that
tells how far it is and stops it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from juseok.ui.i18n import tr
from juseok.ui.widgets.dialog import Dialog
from juseok.ui.widgets.fitting import fit_to_screen
from juseok.ui.widgets.labels import Label

_LOOK_MS: Final = 100
Look = Callable[[], tuple[int, int]]


class WorkDialog(Dialog):
    """``go_asked()``: the button that does it.  ``stop_asked()``: what runs is to be given up,
    also because the dialog closes.

    ``about``: what it does, below its title; where that is empty the body speaks for itself.
    """

    go_asked = Signal()
    stop_asked = Signal()

    def __init__(
        self, title: str, about: str, go: str, size: tuple[int, int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._look: Look | None = None
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self.words = Label(parent=self, name="StatusText", wrap=True)
        self.bar = QProgressBar(self)
        self.go = QPushButton(go, self)
        self.stop = QPushButton(tr("Stop"), self)
        self.leave = QPushButton(tr("Close"), self)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(12)
        if about:
            box.addWidget(Label(title, self, name="Title", pixels=18, strong=True, wrap=True))
            box.addWidget(Label(about, self, name="Quiet", wrap=True))
            box.addSpacing(4)
        box.addLayout(self.body, 1)
        box.addLayout(self._make_foot())
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._show_progress)
        fit_to_screen(self, *size)
        self.rest()

    @property
    def running(self) -> bool:
        return self._look is not None

    def show_running(self, look: Look, words: str) -> None:
        """Something long began; ``look`` tells how far it is, and of how much."""
        self._look = look
        self.go.setEnabled(False)
        self.stop.show()
        self.stop.setFocus()
        self.bar.setRange(0, 0)
        self.bar.show()
        self.say(words)
        self._timer.start()

    def rest(self) -> None:
        """Nothing runs any more."""
        self._look = None
        self._timer.stop()
        self.bar.hide()
        self.stop.hide()

    def say(self, words: str, *, failed: bool = False) -> None:
        self.words.setText(words)
        self.words.setProperty("state", "failed" if failed else "")
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)

    def _make_foot(self) -> QHBoxLayout:
        self.bar.setAccessibleName(tr("Progress"))
        self.bar.setFixedHeight(6)
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(160)
        self.go.setDefault(True)
        self.go.clicked.connect(self.go_asked)
        self.stop.clicked.connect(self._stop)
        self.leave.clicked.connect(self.close)
        for button in (self.stop, self.leave):
            button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.words, 1)
        foot.addWidget(self.bar)
        for button in (self.leave, self.stop, self.go):
            foot.addWidget(button)
        return foot

    def _stop(self) -> None:
        self.stop_asked.emit()

    def _show_progress(self) -> None:
        if self._look is not None:
            done, of = self._look()
            self.bar.setRange(0, of)
            self.bar.setValue(done)

    def reject(self) -> None:
        """Escape stops what runs, else closes."""
        if self.running:
            self._stop()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.running:
            self._stop()
        super().closeEvent(event)

"""The bottom line: what was saved and when; where one is. It never asks for attention."""

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from juseok.ui.i18n import tr
from juseok.ui.widgets.labels import ElidedLabel, Label

_SAY_MS: Final = 6000


class StatusLine(QFrame):
    """At the left what happened, at the right the place; a job under way can be given up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("StatusLine")
        self.setFixedHeight(28)
        self.setAccessibleName(tr("Status"))
        self._text = ElidedLabel(self, name="StatusText", pixels=12)
        self._warning = ElidedLabel(self, name="StatusText", pixels=12)
        self._warning.hide()
        self._job = Label(parent=self, name="StatusText", pixels=12)
        self.cancel = QPushButton(tr("Give up"), self)
        self.cancel.setFlat(True)
        self.cancel.hide()
        self._precedent = Label(parent=self, name="StatusPlace", pixels=12)
        self._place = Label(parent=self, name="StatusPlace", pixels=12)
        self._rest = ""
        self._back = QTimer(self)
        self._back.setSingleShot(True)
        self._back.setInterval(_SAY_MS)
        self._back.timeout.connect(lambda: self._text.say(self._rest))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(16)
        row.addWidget(self._text, 1)
        row.addWidget(self._warning, 1)
        row.addWidget(self._job)
        row.addWidget(self.cancel)
        row.addWidget(self._precedent)
        row.addWidget(self._place)

    @property
    def text(self) -> str:
        return self._text.accessibleName()

    def say(self, text: str) -> None:
        """A sentence for a few seconds; then what rests comes back."""
        self._text.say(text)
        self._back.start()

    def settle(self) -> None:
        """What was said is over: something newer happened, which :meth:`rest` will tell."""
        self._back.stop()
        self._text.say(self._rest)

    def rest(self, text: str) -> None:
        """What stands here when nothing else is said."""
        self._rest = text
        if not self._back.isActive():
            self._text.say(text)

    def show_place(self, text: str) -> None:
        self._place.setText(text)

    @property
    def precedent(self) -> str:
        return self._precedent.text()

    def show_precedent(self, text: str) -> None:
        """How the words at the caret were tagged before."""
        self._precedent.setText(text)

    @property
    def warning(self) -> str:
        return self._warning.accessibleName()

    def show_warning(self, text: str) -> None:
        """Something that wants no action now; stays until it is put right (empty)."""
        self._warning.say(text)
        self._warning.setVisible(bool(text))

    def show_job(self, label: str) -> None:
        """Name a job that takes long; empty: it is over."""
        self._job.setText(label)
        self.cancel.setVisible(bool(label))

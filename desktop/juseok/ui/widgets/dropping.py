"""A window that waits for files: what may be dropped there, and buttons that choose instead."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from juseok.ui.i18n import tr
from juseok.ui.widgets.labels import Label


class SourceButtons(QWidget):
    """``files_asked()``, ``folder_asked()``: a person wants to choose some."""

    files_asked = Signal()
    folder_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.files = QPushButton(tr("Choose files…"), self)
        self.folder = QPushButton(tr("Choose a folder…"), self)
        self.files.clicked.connect(self.files_asked)
        self.folder.clicked.connect(self.folder_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.files, self.folder):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.setFocusProxy(self.files)


class DropPage(QWidget):
    """The page before there is anything; ``words`` say what may come, a line for each thought."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heading = tr("Drop files or folders here")
        self.buttons = SourceButtons(self)
        box = QVBoxLayout(self)
        box.setSpacing(12)
        box.addStretch(2)
        box.addWidget(_centred(Label(heading, self, name="Title", pixels=20, strong=True)))
        for line in words.split("\n"):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(_centred(Label(line, self, name="Quiet", wrap=True)), 6)
            row.addStretch(1)
            box.addLayout(row)
        box.addSpacing(8)
        box.addWidget(self.buttons, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(3)
        self.setFocusProxy(self.buttons)


def _centred(label: Label) -> Label:
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label

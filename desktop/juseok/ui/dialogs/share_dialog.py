"""Sharing by folder: which folder, and what passed through it last."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from juseok.ui.dialogs.files import ask_folder
from juseok.ui.dialogs.work_dialog import Look, WorkDialog
from juseok.ui.i18n import tr
from juseok.ui.widgets.labels import Label, icon_button

_SIZE = (640, 352)


class ShareDialog(WorkDialog):
    """``go_asked()``: share by the folder in the field (empty: none), and look into it."""

    def __init__(self, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Share by folder"),
            tr("A folder that a sync tool carries to everybody. Each copy of the project writes "
               "its own files there, each once, and reads those of the others: when the project "
               "is opened, and when you ask. Never put the project file itself there."),
            tr("Share"), _SIZE, parent,
        )  # fmt: skip
        self.field = QLineEdit(folder, self)
        self.field.setAccessibleName(tr("Folder"))
        self.field.setPlaceholderText(tr("No folder: nothing is shared"))
        self.browse = icon_button("open", tr("Choose the folder…"), self)
        self.browse.clicked.connect(self._ask)
        self.off = QPushButton(tr("Stop sharing"), self)
        self.off.setAutoDefault(False)
        self.off.clicked.connect(self._leave_folder)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.field, 1)
        line.addWidget(self.browse)
        row = QHBoxLayout()
        row.addWidget(self.off)
        row.addStretch(1)
        self.body.addWidget(Label(tr("Folder"), self, strong=True))
        self.body.addLayout(line)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.field.textChanged.connect(self._look_ready)
        self._look_ready()
        self.field.setFocus()

    @property
    def folder(self) -> str:
        text = self.field.text().strip()
        return str(Path(text).expanduser()) if text else ""

    def show_running(self, look: Look, words: str) -> None:
        super().show_running(look, words)
        self.field.setEnabled(False)

    def show_done(self, words: str, *, failed: bool = False) -> None:
        """What came of it."""
        self.rest()
        self.field.setEnabled(True)
        self.say(words, failed=failed)
        self._look_ready()
        self.leave.setFocus()

    def _look_ready(self) -> None:
        self.go.setEnabled(bool(self.folder) and Path(self.folder).is_dir() and not self.running)
        self.off.setVisible(bool(self.folder))

    def _leave_folder(self) -> None:
        self.field.clear()
        self.go_asked.emit()

    def _ask(self) -> None:
        found = ask_folder(tr("Share by folder"), Path(self.folder or Path.home()))
        if found is not None:
            self.field.setText(str(found))

"""Bringing colleagues' files back: which files, what they would bring, and merging them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from juseok.core.messages import Message
from juseok.services.exchange.merging import Refused
from juseok.ui.dialogs.files import ask_sources, dropped_files
from juseok.ui.dialogs.work_dialog import Look, WorkDialog
from juseok.ui.i18n import sentence, tr
from juseok.ui.widgets.labels import Label

_SIZE = (720, 480)
_ATTENTION = ("exchange.forks", "exchange.missing")


class BringDialog(WorkDialog):
    """``look_asked(files)``: look through these; ``go_asked()``: merge what was looked through."""

    look_asked = Signal(object)

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        """``folder``: where to begin looking."""
        super().__init__(
            tr("Bring back"),
            tr("Project files and bundles of colleagues. They are only read; before anything is "
               "merged you see what they bring, and the project is backed up."),
            tr("Merge"), _SIZE, parent,
        )  # fmt: skip
        self._folder = folder
        self.files: list[Path] = []
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Files"))
        self.list.setObjectName("Framed")
        self.list.setMaximumHeight(112)
        self.add = QPushButton(tr("Choose files…"), self)
        self.add.setAutoDefault(False)
        self.add.clicked.connect(self._ask)
        self.clear = QPushButton(tr("Start over"), self)
        self.clear.setAutoDefault(False)
        self.clear.clicked.connect(self._clear)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.add)
        row.addWidget(self.clear)
        row.addStretch(1)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(6)
        self.body.addWidget(self.list)
        self.body.addLayout(row)
        self.body.addSpacing(4)
        self.body.addLayout(self.lines)
        self.body.addStretch(1)
        self.setAcceptDrops(True)
        self.said: list[str] = []
        self._ready(False)
        self.say(tr("Choose files, or drop them here."))
        self.add.setFocus()

    def bring(self, files: Sequence[Path]) -> None:
        """Look through ``files``, and those that are in the list already."""
        new = [file for file in files if file not in self.files]
        if new and not self.running:
            self.files += new
            self.list.addItems([file.name for file in new])
            self._drop_lines()
            self._ready(False)
            self.look_asked.emit(list(self.files))

    # -- what it is told

    def show_running(self, look: Look, words: str) -> None:
        super().show_running(look, words)
        self.add.setEnabled(False)
        self.clear.setEnabled(False)

    def show_preview(
        self, lines: Sequence[Message], *, new: int, refused: Sequence[Refused] = ()
    ) -> None:
        """What the files would bring; those that were ``refused`` are out of the list."""
        self.rest()
        self._leave_out([each.file for each in refused])
        why = [each.why for each in refused]
        alone = len(why) == 1 and not self.files
        self._show([*lines, *([] if alone else why)], strong=why)
        self._ready(bool(new))
        if alone:
            self.say(sentence(why[0]), failed=True)
        elif why:
            left = tr("{count} file(s) (was|were) left out.", count=f"{len(refused):,}")
            self.say(left, failed=True)
        else:
            self.say(tr("Nothing was changed yet.") if new else "")
        (self.go if new else self.leave if self.files else self.add).setFocus()

    def show_merged(self, count: int) -> None:
        self.rest()
        self._ready(False)
        self.say(tr("{count} operation(s) (was|were) merged. Undo takes all of it back.",
                    count=f"{count:,}"))  # fmt: skip
        self.leave.setFocus()

    def show_error(self, words: str) -> None:
        self.rest()
        self._ready(False)
        self.say(words, failed=True)
        self.clear.setFocus()

    def show_stopped(self) -> None:
        self.rest()
        self._ready(False)
        self.say(tr("Stopped. Nothing was changed."))
        self.clear.setFocus()

    # -- its parts

    def rest(self) -> None:
        super().rest()
        if hasattr(self, "clear"):
            self.add.setEnabled(True)
            self.clear.setEnabled(True)

    def _ready(self, ready: bool) -> None:
        self.go.setEnabled(ready)
        self.clear.setVisible(bool(self.files))

    def _leave_out(self, files: Sequence[Path]) -> None:
        self.files = [each for each in self.files if each not in files]
        self.list.clear()
        self.list.addItems([each.name for each in self.files])

    def _show(self, lines: Sequence[Message], *, strong: Sequence[Message] = ()) -> None:
        self._drop_lines()
        for line in lines:
            words = sentence(line)
            self.said.append(words)
            marked = line.code in _ATTENTION or line in strong
            self.lines.addWidget(Label(words, self, strong=marked, wrap=True))

    def _drop_lines(self) -> None:
        self.said = []
        while item := self.lines.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()

    def _clear(self) -> None:
        self.files = []
        self.list.clear()
        self._drop_lines()
        self._ready(False)
        self.say(tr("Choose files, or drop them here."))
        self.add.setFocus()

    def _ask(self) -> None:
        pattern = "Juseok (*.juseok *.juseokb);;*"
        self.bring(ask_sources(tr("Bring back"), self._folder, pattern))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.bring(dropped_files(event.mimeData()))

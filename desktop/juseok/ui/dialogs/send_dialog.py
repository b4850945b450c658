"""Sending a working copy: to whom, as what, and where the file goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QWidget

from juseok.core.model import Annotator
from juseok.ui.dialogs.export_target import TargetField, free_path
from juseok.ui.dialogs.work_dialog import Look, WorkDialog
from juseok.ui.i18n import tr
from juseok.ui.widgets.labels import Label

_SIZE = (640, 448)
COPY_SUFFIX, BUNDLE_SUFFIX = ".juseok", ".juseokb"


@dataclass(frozen=True, slots=True)
class SendChoice:
    """What a person chose; ``annotator`` is an id."""

    annotator: str
    path: Path
    overwrite: bool


class SendDialog(WorkDialog):
    """``go_asked()``: make the file that :meth:`choice` says."""

    def __init__(
        self, people: Sequence[Annotator], folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            tr("Send a working copy"),
            tr("One file with the articles of one person, the scheme and the guidelines. Other "
               "people’s layers are left out, so that everybody works blind; who reviews or leads "
               "gets all of it."),
            tr("Make the file"), _SIZE, parent,
        )  # fmt: skip
        self._folder = folder
        self.people = QComboBox(self)
        self.people.setAccessibleName(tr("For"))
        for person in people:
            self.people.addItem(person.name, person.id)
        self.copy = QRadioButton(tr("Working copy (.juseok): it is opened and worked in"), self)
        self.bundle = QRadioButton(
            tr("Bundle (.juseokb): smaller, for somebody who has a copy already"), self
        )
        self._group = QButtonGroup(self)
        for button in (self.copy, self.bundle):
            self._group.addButton(button)
        self.copy.setChecked(True)
        self.target = TargetField(self._path(), tr("File"), self)
        for words, widgets in (
            (tr("For"), (self.people,)),
            (tr("As"), (self.copy, self.bundle)),
            (tr("File"), (self.target,)),
        ):
            self.body.addWidget(Label(words, self, strong=True))
            for widget in widgets:
                self.body.addWidget(widget)
        self.body.addStretch(1)
        self.people.currentIndexChanged.connect(self._rename)
        self.copy.toggled.connect(self._retype)
        self.target.changed.connect(self._look_ready)
        self._look_ready()
        self.people.setFocus()

    def choice(self) -> SendChoice:
        return SendChoice(
            str(self.people.currentData() or ""), self.target.path, self.target.overwrite
        )

    # -- what it is told

    def show_running(self, look: Look, words: str) -> None:
        super().show_running(look, words)
        self._enable(False)

    def show_sent(self, articles: int, path: Path) -> None:
        self._over()
        self.target.keep_quiet()
        self._folder = path.parent
        self.say(tr("“{name}” is made, with {count} article(s). Hand it on as you like.",
                    name=path.name, count=f"{articles:,}"))  # fmt: skip
        self.leave.setFocus()

    def show_error(self, words: str) -> None:
        self._over()
        self.say(words, failed=True)

    def show_stopped(self) -> None:
        self._over()
        self.say(tr("Stopped. No file was written."))

    # -- its parts

    def _over(self) -> None:
        self.rest()
        self._enable(True)
        self.target.look_again()
        self._look_ready()

    def _enable(self, on: bool) -> None:
        for widget in (self.people, self.copy, self.bundle, self.target):
            widget.setEnabled(on)

    def _path(self) -> Path:
        suffix = COPY_SUFFIX if self.copy.isChecked() else BUNDLE_SUFFIX
        name = self.people.currentText() or tr("Working copy")
        safe = "".join("_" if each in '<>:"/\\|?*' or ord(each) < 32 else each for each in name)
        return free_path(self._folder / f"{safe[:60].strip('. ') or '_'}{suffix}")

    def _rename(self) -> None:
        self.target.field.setText(str(self._path()))

    def _retype(self) -> None:
        self.target.set_suffix(COPY_SUFFIX if self.copy.isChecked() else BUNDLE_SUFFIX)

    def _look_ready(self) -> None:
        self.go.setEnabled(self.target.is_ready and self.people.count() > 0 and not self.running)

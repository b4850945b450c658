"""Where an export goes: a path to write or to choose, and what is asked of it, in place."""

import errno
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from juseok.formats.folder import is_empty, read_manifest
from juseok.ui.i18n import tr
from juseok.ui.widgets.labels import Label, icon_button
from juseok.ui.widgets.plain import set_tip


class TargetField(QWidget):
    """A file that is to be made.  ``changed()``: the path or the answer changed.

    A file that exists, or a folder that an earlier export made, is replaced only when the box
    below it, which appears then, is ticked; what was changed in it since, only when another is.
    """

    changed = Signal()

    def __init__(self, path: Path, name: str, parent: QWidget | None = None) -> None:
        """``name`` says what the field is to screen readers."""
        super().__init__(parent)
        self._suffix = path.suffix
        self._folder = False
        self.field = QLineEdit(str(path), self)
        self.field.setAccessibleName(name)
        self.field.textChanged.connect(self._look)
        self.browse = icon_button("open", tr("Choose the file…"), self)
        self.browse.clicked.connect(self._ask)
        self.problem = Label(parent=self, name="Quiet", pixels=12, wrap=True)
        self.replace = QCheckBox(tr("Replace it"), self)
        self.replace.toggled.connect(lambda _: self.changed.emit())
        self.replace_edited = QCheckBox(tr("Replace what was changed, too"), self)
        self.replace_edited.hide()
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.field, 1)
        line.addWidget(self.browse)
        answer = QHBoxLayout()
        answer.setSpacing(12)
        answer.addWidget(self.problem, 1)
        answer.addWidget(self.replace)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addLayout(line)
        box.addLayout(answer)
        box.addWidget(self.replace_edited, 0, Qt.AlignmentFlag.AlignRight)
        self._look()

    @property
    def path(self) -> Path:
        """With the user's home in place of ``~``."""
        return Path(self.field.text().strip()).expanduser()

    @property
    def overwrite(self) -> bool:
        return not self.replace.isHidden() and self.replace.isChecked()

    @property
    def edited(self) -> bool:
        """Whether what was changed in an earlier export may go."""
        return self.overwrite and self.replace_edited.isChecked()

    def ask_edited(self) -> None:
        """Something was changed in what is to be replaced: a box for that, too."""
        self.replace.setChecked(True)
        self.replace_edited.show()
        self.replace_edited.setFocus()

    @property
    def is_ready(self) -> bool:
        """Whether an export may go there."""
        return self._words() == "" or (not self.replace.isHidden() and self.replace.isChecked())

    @property
    def suffix(self) -> str:
        """What a file of it is to end like; empty for a folder."""
        return self._suffix

    def set_suffix(self, suffix: str) -> None:
        """Another format was chosen; a name that ended like the last one follows it."""
        path = self.path
        if path.suffix == self._suffix:
            self.field.setText(str(free_path(path.with_suffix(suffix))))
        self._suffix = suffix

    def set_folder(self, folder: bool) -> None:
        """Whether it is a folder that is to be made."""
        self._folder = folder
        words = tr("Choose the folder…") if folder else tr("Choose the file…")
        set_tip(self.browse, words)
        self.browse.setAccessibleName(words)
        self._look()

    def look_again(self) -> None:
        """The file may have come or gone meanwhile."""
        self._look()

    def keep_quiet(self) -> None:
        """The file was just made: that it is there is no news until another is named."""
        self.problem.hide()
        self.replace.hide()
        self.replace_edited.hide()

    def _look(self) -> None:
        self.replace.setChecked(False)
        self.replace_edited.setChecked(False)
        self.replace_edited.hide()
        words = self._words()
        self.problem.setText(words)
        self.field.setAccessibleDescription(words)
        self.problem.setVisible(bool(words))
        self.replace.setVisible(bool(words) and self._exists())
        self.changed.emit()

    def _exists(self) -> bool:
        """Whether something is there that may be replaced."""
        try:
            return self._replaceable() if self._folder else self.path.is_file()
        except OSError:
            return False

    def _replaceable(self) -> bool:
        return self.path.is_dir() and read_manifest(self.path) is not None

    def _words(self) -> str:
        """What is in the way; empty where nothing is."""
        if not self.field.text().strip():
            return tr("Where shall it go?")
        try:
            if self._folder:
                return self._folder_words()
            if self.path.is_dir():
                return tr("This is a folder; a file name is missing.")
            if not self.path.absolute().parent.is_dir():
                return tr("There is no such folder.")
            return tr("This file exists already.") if self.path.exists() else ""
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                return tr("This name is too long.")
            return error.strerror or str(error)

    def _folder_words(self) -> str:
        if not self.path.absolute().parent.is_dir():
            return tr("There is no such folder.")
        if not self.path.exists() or (self.path.is_dir() and is_empty(self.path)):
            return ""
        if not self.path.is_dir():
            return tr("This is a file; a folder is to be made.")
        if self._replaceable():
            return tr("An earlier export is in this folder.")
        return tr("Other files are in this folder.")

    def _ask_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, tr("Export to"), str(self.path.parent))
        if found:
            self.field.setText(str(free_path(Path(found) / self.path.name)))
        self.field.setFocus()

    def _ask(self) -> None:
        if self._folder:
            self._ask_folder()
            return
        found, _ = QFileDialog.getSaveFileName(
            self, tr("Export to"), str(self.path), f"*{self._suffix};;*",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if found:
            path = Path(found)
            self.field.setText(str(path if path.suffix else path.with_suffix(self._suffix)))
        self.field.setFocus()


def free_path(path: Path) -> Path:
    """``path``, or where something is there already, the next number behind its name."""
    found, number = path, 1
    while _is_there(found):
        number += 1
        found = path.with_name(f"{path.stem} {number}{path.suffix}")
    return found


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a folder that may not be looked into: the field says so
        return False

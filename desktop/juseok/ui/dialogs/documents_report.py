"""What was said of files that other tools annotated, to read and to keep."""

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from juseok.formats.base import ReportLine
from juseok.ui.dialogs.files import ask_save
from juseok.ui.dialogs.import_report import by_name, line_words, save_text
from juseok.ui.i18n import tr
from juseok.ui.widgets.labels import Label, icon_button

_SHOWN: Final = 2_000
"""Lines that are shown; all of them are saved."""


class DocumentsReport(QWidget):
    """``call_asked(run, told)``: ``run()`` away from the window, for hundred thousands of lines
    take seconds; then ``told`` is to be said."""

    call_asked = Signal(object, str)

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        """``folder``: where it is saved, as a rule."""
        super().__init__(parent)
        self._folder = folder
        self._lines: Sequence[ReportLine] = ()
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("Report"))
        self.save = icon_button("save", tr("Save as text…"), self)
        self.save.clicked.connect(self._save)
        head = QHBoxLayout()
        head.addWidget(Label(tr("Report"), self, strong=True), 1)
        head.addWidget(self.save)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(head)
        box.addWidget(self.text, 1)

    def show_lines(self, lines: Sequence[ReportLine]) -> None:
        """Show ``lines``, which are also what is saved."""
        self._lines = lines
        shown = [_words(each) for each in lines[:_SHOWN]]
        if more := len(lines) - len(shown):
            shown.append(tr("… and {count} more line(s), in the saved text.", count=f"{more:,}"))
        self.text.setPlainText("\n".join(shown))

    def _save(self) -> None:
        path = ask_save(tr("Save as text…"), self._folder / f"{tr('Report')}.txt", "*.txt")
        if path is not None:
            run = partial(save_text, path, partial(_text_of, self._lines))
            self.call_asked.emit(run, tr("Written to {file}.", file=str(path)))


def _text_of(lines: Sequence[ReportLine]) -> str:
    return "".join(f"{_words(each)}\n" for each in lines)


def _words(line: ReportLine) -> str:
    return line_words(by_name(line) if os.path.isabs(line.file) else line)

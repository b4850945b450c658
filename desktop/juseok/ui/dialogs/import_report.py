"""What an import did, to read, to copy and to keep."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from juseok.core.errors import KnownError
from juseok.core.messages import Message
from juseok.formats.base import Report, ReportLine, atomic_write
from juseok.services.importing.importing import ImportReport
from juseok.ui.dialogs.files import ask_save
from juseok.ui.i18n import sentence, tr
from juseok.ui.theme import ui_font
from juseok.ui.widgets.labels import ElidedLabel, Label

_SHOWN: Final = 5000


class ImportReportPage(QWidget):
    """``closed()``: it was read.  ``call_asked(run, done, failed)``: ``run()`` away from the
    window, for hundred thousands of lines take seconds, then ``done`` of what it gave, or
    ``failed`` of what it raised."""

    closed = Signal()
    call_asked = Signal(object, object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = Report()
        self.summary = Label(parent=self, name="Title", pixels=18, strong=True, wrap=True)
        self.detail = Label(parent=self, name="Quiet", wrap=True)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("Report of the import"))
        self.text.setFont(ui_font())
        self.copy = QPushButton(tr("Copy the report"), self)
        self.copy.clicked.connect(self._copy)
        self.save = QPushButton(tr("Save as text…"), self)
        self.save.clicked.connect(self._save)
        self.close_button = QPushButton(tr("To the articles"), self)
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.copy)
        row.addWidget(self.save)
        self.words = ElidedLabel(self, name="StatusText", pixels=12)
        row.addWidget(self.words, 1)
        row.addWidget(self.close_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(32, 32, 32, 16)
        box.setSpacing(12)
        box.addWidget(self.summary)
        box.addWidget(self.detail)
        box.addWidget(self.text, 1)
        box.addLayout(row)

    def show_import(self, report: ImportReport) -> None:
        """What a raw import did."""
        self._show(*import_words(report), report.lines)

    def show_export(self, report: Report, files: Sequence[str]) -> None:
        """What bringing in Juseok's own exports did."""
        summary = tr("{count} record(s) came in.", count=f"{report.written:,}")
        self._show(summary, [", ".join(files)], report)

    @property
    def whole(self) -> Callable[[], str]:
        """What makes the text of all of the report, in any thread."""
        head = (self.summary.text(), self.detail.text(), "")
        return partial(_text_of, head, self._report)

    def _show(self, summary: str, details: Sequence[str], report: Report) -> None:
        self.summary.setText(summary)
        self.detail.setText("\n".join(details))
        self._report = report
        shown = list(islice(report_lines(report), _SHOWN))
        parts = (len(each) for each in (report.refused, report.changed, report.notes) if each)
        more = sum(count + 2 for count in parts) - 1 - len(shown)  # a heading, and a line between
        if more > 0:
            shown.append(tr("… and {count} more line(s), in the saved text.", count=f"{more:,}"))
        self.text.setPlainText("\n".join(shown) or tr("Nothing was changed or refused."))
        self.close_button.setFocus()

    def _copy(self) -> None:
        self.call_asked.emit(self.whole, QGuiApplication.clipboard().setText, self._fail)

    def _save(self) -> None:
        path = ask_save(tr("Save the report"), Path.home() / f"{tr('import report')}.txt", "*.txt")
        if path is not None:
            told = tr("Written to {file}.", file=str(path))
            run = partial(save_text, path, self.whole)
            self.call_asked.emit(run, lambda _: self._say(told), self._fail)

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            raise error
        self._say(sentence(error.message), failed=True)

    def _say(self, words: str, *, failed: bool = False) -> None:
        self.words.setProperty("state", "failed" if failed else "")
        self.words.say(words)
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)


def save_text(path: Path, text_of: Callable[[], str]) -> None:
    """Write what ``text_of`` gives to ``path``, whole or not at all; raises ``FormatError``."""
    with atomic_write(path, overwrite=True) as file:
        file.write(text_of().encode(errors="backslashreplace"))  # names of files may be no text


def _text_of(head: Sequence[str], report: Report) -> str:
    return "".join(f"{line}\n" for line in chain(head, report_lines(report)))


def import_words(report: ImportReport) -> tuple[str, list[str]]:
    """One sentence on what came in, and a few short lines beside it."""
    summary = tr("{count} article(s) came in.", count=f"{report.articles:,}")
    details = [
        tr(
            "From {pages} text(s) in {files} file(s).",
            pages=f"{report.pages:,}",
            files=f"{report.files:,}",
        )
    ]
    if report.again:
        details.append(
            tr("{count} were here already and were found on another page.",
               count=f"{report.again:,}")
        )  # fmt: skip
    if report.unchanged:
        details.append(
            tr("{count} had been imported from the same page before.",
               count=f"{report.unchanged:,}")
        )  # fmt: skip
    if report.encodings:
        counts = sorted(report.encodings.items(), key=lambda item: -item[1])
        names = ", ".join(f"{name.upper()} ({count:,})" for name, count in counts)
        details.append(tr("Encodings: {names}", names=names))
    if report.lines.refused:
        details.append(tr("{count} were refused.", count=f"{len(report.lines.refused):,}"))
    return summary, details


def report_lines(report: Report) -> Iterator[str]:
    """A report as lines with headings: what was refused first."""
    is_first = True
    for heading, lines in (
        (tr("Refused"), report.refused),
        (tr("Changed"), report.changed),
        (tr("Noted"), report.notes),
    ):
        if not lines:
            continue
        if not is_first:
            yield ""
        is_first = False
        yield heading
        yield from (f"  {line_words(line)}" for line in lines)


def line_words(line: ReportLine) -> str:
    """``file:line: sentence``."""
    return ": ".join(filter(None, (line.place, sentence(line.message))))


def by_name(line: ReportLine) -> ReportLine:
    """``line`` with the name of its file in the place of the whole path, in its sentence, too."""
    params = line.message.params
    if str(params.get("file", "")) == line.file:
        params = {**params, "file": Path(line.file).name}
    message = Message(line.message.code, **params)
    return replace(line, file=Path(line.file).name, message=message)

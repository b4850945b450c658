"""What an import did, to read, to copy and to keep."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from juseok.core.messages import Message
from juseok.formats.base import Report, ReportLine, os_error
from juseok.services.importing.importing import ImportReport
from juseok.ui.dialogs.files import ask_save
from juseok.ui.i18n import sentence, tr
from juseok.ui.theme import ui_font
from juseok.ui.widgets.labels import Label

_SHOWN: Final = 5000


class ImportReportPage(QWidget):
    """``closed()``: it was read.  ``failed(error)``: it could not be saved."""

    closed = Signal()
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[str] = []
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
        row.addStretch(1)
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
    def whole(self) -> str:
        """The report as text."""
        head = [self.summary.text(), self.detail.text(), ""]
        return "\n".join([*head, *self._lines]) + "\n"

    def _show(self, summary: str, details: Sequence[str], report: Report) -> None:
        self.summary.setText(summary)
        self.detail.setText("\n".join(details))
        self._lines = report_lines(report)
        shown = self._lines[:_SHOWN]
        if len(self._lines) > _SHOWN:
            more = len(self._lines) - _SHOWN
            shown = [
                *shown,
                tr("… and {count} more line(s), in the saved text.", count=f"{more:,}"),
            ]
        self.text.setPlainText("\n".join(shown) or tr("Nothing was changed or refused."))
        self.close_button.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.whole)

    def _save(self) -> None:
        path = ask_save(tr("Save the report"), Path.home() / f"{tr('import report')}.txt", "*.txt")
        if path is None:
            return
        try:
            path.write_text(self.whole, encoding="utf-8")
        except OSError as error:
            self.failed.emit(os_error(error, path))


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


def report_lines(report: Report) -> list[str]:
    """A report as lines with headings: what was refused first."""
    found: list[str] = []
    for heading, lines in (
        (tr("Refused"), report.refused),
        (tr("Changed"), report.changed),
        (tr("Noted"), report.notes),
    ):
        if lines:
            found += [heading, *(f"  {line_words(line)}" for line in lines), ""]
    return found[:-1]


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

"""Importing articles: what will come in at the left, what it looks like at the right.

One window without steps: files are read while one looks, everything can be put right by key,
and nothing touches the project before "Import".
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from juseok.core.ids import article_id
from juseok.core.text import NORM_VERSION
from juseok.formats.base import Report
from juseok.services.importing.importing import ImportReport
from juseok.services.importing.packed import PackedPage
from juseok.services.importing.sources import RAW_EXTENSIONS
from juseok.store.project import Project
from juseok.ui.dialogs.files import ask_folder, ask_sources, dropped_files
from juseok.ui.dialogs.import_bench import ImportBench
from juseok.ui.dialogs.import_reading import ImportReading
from juseok.ui.dialogs.import_report import ImportReportPage
from juseok.ui.dialogs.import_work import ImportWork, message_of
from juseok.ui.i18n import sentence, tr
from juseok.ui.keymap import chord_of
from juseok.ui.models.import_batch import ImportBatch
from juseok.ui.theme import Theme
from juseok.ui.widgets.dialog import Dialog
from juseok.ui.widgets.dropping import DropPage, SourceButtons
from juseok.ui.widgets.fitting import fit_to_screen
from juseok.ui.widgets.labels import ElidedLabel
from juseok.ui.widgets.plain import set_tip

_SIZE: Final = (1180, 780)
_LEAST: Final = QSize(880, 600)
_CLOSE_MS: Final = 50
_TABLES: Final = "(*.csv *.tsv *.tab *.xlsx *.jsonl *.ndjson *.jsonlines *.json)"
_PATTERNS: Final = f"({' '.join(f'*{ending}' for ending in RAW_EXTENSIONS)})"


class ImportDialog(Dialog):
    """Imports into ``project``.  ``imported(article)``: it is done; the first article's id.

    ``chosen(paths)``: files and folders that a person named here; :meth:`bring` adds those of
    them that are for this dialog.  ``failed(error)``: what nobody expected.
    """

    chosen = Signal(object)

    imported = Signal(str)
    failed = Signal(object)

    def __init__(self, project: Project, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Import articles"))
        self.setAcceptDrops(True)
        fit_to_screen(self, *_SIZE, least=_LEAST)
        self._project = project
        self._first = ""
        self._writing = False
        self.batch = ImportBatch()
        self.work = ImportWork(self)
        self.bench = ImportBench(self.batch, self.work, theme, self)
        self.reading = ImportReading(self.bench, self.work, self)
        self.report = ImportReportPage(self)
        self._make()
        self._connect()
        self._show_state()

    # -- making

    def _make(self) -> None:
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self._make_empty())
        self.pages.addWidget(self._make_work())
        self.pages.addWidget(self.report)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.pages)

    def _make_empty(self) -> QWidget:
        page = DropPage(
            tr("Text (.txt), pages and documents (.html, .docx, .pdf, .hwpx), "
               "tables (.csv, .tsv, .xlsx), JSON (.json, .jsonl), and projects "
               "exported from Juseok.\nNothing is imported before you have seen it."),
            self,
        )  # fmt: skip
        self._connect_sources(page.buttons)
        self.first_files, self.first_folder = page.buttons.files, page.buttons.folder
        return page

    def _connect_sources(self, buttons: SourceButtons) -> SourceButtons:
        buttons.files_asked.connect(self._ask_files)
        buttons.folder_asked.connect(self._ask_folder)
        return buttons

    def _make_work(self) -> QWidget:
        page = QWidget(self)
        head = QFrame(page)
        head.setObjectName("Header")
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(8)
        self.summary = ElidedLabel(head, name="Title", pixels=15)
        row.addWidget(self.summary, 1)
        self.table = QPushButton(tr("Table of details…"), head)
        set_tip(self.table, tr("Titles, dates and more from a table that names the files."))
        self.table.setAutoDefault(False)
        self.table.clicked.connect(self._ask_table)
        row.addWidget(self.table)
        row.addWidget(self._connect_sources(SourceButtons(head)))
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(head)
        box.addWidget(self.reading)
        box.addWidget(self.bench, 1)
        box.addStretch()  # of no height while there is work
        box.addWidget(self._make_foot(page))
        return page

    def _make_foot(self, page: QWidget) -> QWidget:
        foot = QFrame(page)
        foot.setObjectName("StatusLine")
        self.words = ElidedLabel(foot, name="StatusText", pixels=12)
        self.progress = QProgressBar(foot)
        self.progress.setAccessibleName(tr("Progress"))
        self.progress.setTextVisible(False)
        self.progress.setFixedSize(160, 6)
        self.stop = QPushButton(tr("Stop"), foot)
        self.stop.clicked.connect(self.give_up)
        self.cancel = QPushButton(tr("Cancel"), foot)
        self.cancel.clicked.connect(self.close)
        self.accept_button = QPushButton(tr("Import"), foot)
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self.start_import)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.progress)
        row.addWidget(self.stop)
        row.addWidget(self.cancel)
        row.addWidget(self.accept_button)
        for button in (self.stop, self.cancel, self.accept_button):
            button.setAutoDefault(False)
        return foot

    def _connect(self) -> None:
        self.reading.busy.connect(self._busy)
        self.reading.said.connect(self.say)
        self.work.moved.connect(self._show_progress)
        self.work.failed.connect(self._fail)
        self.bench.changed.connect(self._show_state)
        self.bench.said.connect(self.say)
        self.report.closed.connect(self.close)
        self.report.call_asked.connect(self.work.call)

    # -- reading

    def bring(self, paths: Iterable[Path]) -> None:
        """Add files and folders; exports of Juseok are taken whole."""
        wanted = list(paths)
        if wanted and not self._writing:
            self.pages.setCurrentIndex(1)
            self.reading.bring(wanted)

    def _ask_table(self) -> None:
        patterns = f"{tr('Tables')} {_TABLES}"
        for path in ask_sources(tr("Choose a table with file names"), self._folder(), patterns):
            self.reading.join_table(path)

    # -- importing

    def start_import(self) -> None:
        """Write the batch into the project; exports of Juseok first."""
        if self._writing or not self._has_something():
            return
        self.bench.form.commit()
        self._writing = True
        self.bench.setEnabled(False)
        self._busy(True)
        self.stop.setFocus()  # what had the keyboard is disabled
        self.say(tr("Importing…"))
        if self.reading.exports:
            self.work.write_exports(
                project=self._project, paths=self.reading.exports, done=self._take_exports,
                failed=self._import_failed,
            )  # fmt: skip
        else:
            self._write_articles(Report())

    def _take_exports(self, report: Report) -> None:
        if self.batch.articles:
            self._write_articles(report)
            return
        self._end_writing()
        self.report.show_export(report, [path.name for path in self.reading.exports])
        self.pages.setCurrentIndex(2)
        self.imported.emit("")

    def _write_articles(self, before: Report) -> None:
        pages = list(self.batch.in_order())
        self._first = _first_article(pages)
        self.work.write(
            project=self._project, pages=pages, report=self.reading.report,
            roots=self.reading.roots,
            done=partial(self._take_import, before), failed=self._import_failed,
        )  # fmt: skip

    def _take_import(self, before: Report, report: ImportReport) -> None:
        self._end_writing()
        if report.cancelled:
            self.accept_button.setFocus()
            self.say(tr("Stopped. Nothing was imported."))
            return
        self.report.show_import(replace(report, lines=before + report.lines))
        self.pages.setCurrentIndex(2)
        self.imported.emit(self._first)

    def _import_failed(self, error: BaseException) -> None:
        self._end_writing()
        self.accept_button.setFocus()
        self._fail(error)

    def _end_writing(self) -> None:
        self._writing = False
        self.bench.setEnabled(True)
        self._busy(False)

    # -- how it stands

    def say(self, text: str) -> None:
        self.words.setProperty("state", "")
        self.words.say(text)

    def give_up(self) -> None:
        """Stop reading (what is read stays), or importing (nothing comes in)."""
        self.work.stop()

    def _fail(self, error: BaseException) -> None:
        message = message_of(error)
        self._busy(False)
        if message is None:
            self.failed.emit(error)
        else:
            self.words.setProperty("state", "failed")
            self.words.say(sentence(message))
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)

    def _busy(self, on: bool) -> None:
        self.progress.setVisible(on)
        self.progress.setRange(0, 0)
        self.stop.setVisible(on)
        self._show_state()

    def _show_progress(self, done: int, total: int) -> None:
        if not self.progress.isVisible():
            return
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        if self._writing:
            self.say(
                tr("Importing: {done} of {total} page(s)", done=f"{done:,}", total=f"{total:,}")
            )
        else:
            self.say(tr("Reading: {done} of {total} file(s)", done=f"{done:,}", total=f"{total:,}"))

    def _show_state(self) -> None:
        articles, pages = self.batch.articles, len(self.batch.pages)
        self.summary.say(
            tr("{articles} article(s) on {pages} page(s)", articles=f"{articles:,}",
               pages=f"{pages:,}")
        )  # fmt: skip
        self.accept_button.setText(
            tr("Import {count} article(s)", count=f"{articles:,}") if articles else tr("Import")
        )
        self.bench.setVisible(bool(pages) or self.stop.isVisibleTo(self))
        self.accept_button.setEnabled(self._has_something() and not self.stop.isVisibleTo(self))

    def _has_something(self) -> bool:
        return bool(self.batch.articles or self.reading.exports)

    def _ask_files(self) -> None:
        patterns = f"{tr('Articles')} {_PATTERNS}"
        self._offer(ask_sources(tr("Choose files"), self._folder(), patterns))

    def _ask_folder(self) -> None:
        found = ask_folder(tr("Choose a folder"), self._folder())
        self._offer([found] if found is not None else [])

    def _offer(self, paths: list[Path]) -> None:
        if paths and not self._writing:
            self.chosen.emit(paths)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was brought here yet."""
        return self.pages.currentIndex() == 0

    def _folder(self) -> Path:
        return self._project.path.parent

    # -- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chord = chord_of(event)
        run = {
            "Ctrl+Z": self.bench.undo,
            "Ctrl+Shift+Z": self.bench.redo,
            "Ctrl+Y": self.bench.redo,
            "Ctrl+Enter": self.start_import,
            "Ctrl+F": self.bench.field.setFocus,
            "F6": partial(self.bench.go_pane, 1),
            "Shift+F6": partial(self.bench.go_pane, -1),
        }.get(str(chord))
        if run is not None:
            run()
        elif event.key() == Qt.Key.Key_Escape and self._writing:
            self.give_up()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._offer(dropped_files(event.mimeData()))

    def reject(self) -> None:
        self.close()

    def give_way(self) -> None:
        """The project is closed: end what runs, which :meth:`ImportWork.wait` waits for."""
        self.work.leave()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ends what runs first; an import that is under way leaves nothing behind."""
        self.work.end()
        if self.work.idle:
            self.work.close()
            event.accept()  # QDialog's own would call reject(), which closes: round in a circle
        else:
            event.ignore()
            self.hide()
            QTimer.singleShot(_CLOSE_MS, self, partial(Dialog.close, self))


def _first_article(pages: Iterable[PackedPage]) -> str:
    first = next((page for page in pages if page.articles), None)
    if first is None:
        return ""
    return article_id(first.page().extraction.articles[0].text, NORM_VERSION)

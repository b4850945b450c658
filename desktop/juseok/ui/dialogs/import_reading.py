"""From files to the batch: what is read, what must be asked about it, what is read anew."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from juseok.core.errors import KnownError
from juseok.core.model import ZoneRole
from juseok.formats.base import ReportBuilder
from juseok.formats.raw.columns import ColumnMap
from juseok.formats.raw.items import file_name
from juseok.formats.raw.tables import TablePreview
from juseok.services.importing.apart import in_role
from juseok.services.importing.kept import Corrections
from juseok.services.importing.packed import PackedPage
from juseok.services.importing.plan import preview_columns, with_table
from juseok.services.importing.sources import Found, Source, asked_encoding
from juseok.ui.dialogs.import_bars import (
    ColumnsBar,
    EncodingBar,
    ExportsBar,
    RefusedBar,
    RepeatsBar,
    read_head,
)
from juseok.ui.dialogs.import_bench import ImportBench
from juseok.ui.dialogs.import_work import ImportWork, Reading, Repeats
from juseok.ui.i18n import tr
from juseok.ui.models.import_batch import ImportBatch
from juseok.ui.panels.zone_keys import zone_name

_ASKED = frozenset({"text.encoding", "text.not_encoding", "import.encoding"})


class ImportReading(QWidget):
    """Reads into the batch of ``bench``, and shows the bars that ask about it.

    ``busy(on)``: files are being read.  ``said(text)``: how it goes.
    """

    busy = Signal(bool)
    said = Signal(str)

    def __init__(self, bench: ImportBench, work: ImportWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._batch: ImportBatch = bench.batch
        self._work = work
        self._next = 0
        self._number = -1
        self.reports: dict[int, ReportBuilder] = {}
        self.readings: dict[int, Reading] = {}
        self.roots: list[Path] = []
        self.exports: tuple[Path, ...] = ()
        self._tables: dict[int, TablePreview] = {}
        self._asked: dict[int, list[str]] = {}
        self._kept: dict[int, Corrections] = {}
        self.refused_bar = RefusedBar(self)
        self.exports_bar = ExportsBar(self)
        self.encoding_bar = EncodingBar(self)
        self.columns_bar = ColumnsBar(self)
        self.repeats_bar = RepeatsBar(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for bar in (self.refused_bar, self.exports_bar, self.encoding_bar, self.columns_bar,
                    self.repeats_bar):  # fmt: skip
            box.addWidget(bar)
        work.pages_read.connect(self._take_pages)
        bench.shown.connect(self._show_table)
        self.encoding_bar.chosen.connect(self._read_encoded)
        self.columns_bar.chosen.connect(self._read_columns)
        self.repeats_bar.chosen.connect(self._apply_repeats)

    @property
    def report(self) -> ReportBuilder:
        """Everything that was said of the files so far."""
        whole = ReportBuilder()
        for each in self.reports.values():
            whole.read += each.read
            whole.lines += each.lines
        return whole

    # -- files

    def bring(self, paths: Iterable[Path]) -> None:
        """Add files and folders to what is read."""
        self.busy.emit(True)
        self.said.emit(tr("Looking for files…"))
        wanted = list(paths)
        self.roots += [path for path in wanted if path not in self.roots]
        self._work.find(wanted, self._take_found)

    def _take_found(self, found: Found, report: ReportBuilder) -> None:
        self.reports[self._new()] = report
        self.exports = tuple(dict.fromkeys((*self.exports, *found.exports)))
        self.exports_bar.show_files(self.exports)
        readings = [Reading(self._new(), source) for source in found.sources]
        self._forget(readings)
        for reading in readings:
            if reading.source.kind == "table":
                self._look_at(reading)
        self._read(readings)

    def _forget(self, readings: Sequence[Reading]) -> None:
        """Files that are brought again are read anew, with what was corrected, and stand in the
        list once."""
        known = {path for each in self.readings.values() for path in each.source.files}
        again = {path for each in readings for path in each.source.files if path in known}
        if not again:
            return
        names = {file_name(Path(path)) for path in again}
        kept = self._batch.drop_files(names)
        self._kept |= {each.number: kept for each in readings}
        for number, old in list(self.readings.items()):
            rest = tuple(path for path in old.source.files if path not in again)
            if len(rest) == len(old.source.files):
                continue
            report = self.reports.pop(number, ReportBuilder())
            if not rest:
                del self.readings[number]
                self._tables.pop(number, None)
                self._asked.pop(number, None)
                continue
            self.readings[number] = replace(old, source=replace(old.source, files=rest))
            report.lines = [line for line in report.lines if line.file not in names]
            report.read = len(rest)
            self.reports[number] = report
        self._bench.refresh()

    def _new(self) -> int:
        self._next += 1
        return self._next

    def _look_at(self, reading: Reading) -> None:
        """Find out the columns of a table; one without any is refused on reading."""

        def look() -> object:
            try:
                return preview_columns(reading.source.first, encoding=reading.encoding)
            except KnownError:
                return None

        def take(found: object) -> None:
            if isinstance(found, TablePreview):
                self._tables[reading.number] = found
                self._show_table(self._number)

        self._work.call(look, take)

    def _read(self, readings: Sequence[Reading]) -> None:
        self.readings |= {reading.number: reading for reading in readings}
        self.busy.emit(True)
        self.said.emit(tr("Reading…"))
        self._work.read(readings, self._take_read, partial(self._lose, readings))

    def _lose(self, readings: Sequence[Reading], error: BaseException) -> None:
        """Reading broke off: nothing of these sources stays, and they can be brought again."""
        for reading in readings:
            self.readings.pop(reading.number, None)
            self._batch.drop_source(reading.number)
        self._bench.refresh()
        self._work.failed.emit(error)

    def _take_pages(self, number: int, pages: list[PackedPage]) -> None:
        if number not in self.readings:
            return
        kept = self._kept.get(number)
        if kept is not None:
            pages = [kept.onto(page) for page in pages]
        first = not self._batch.pages
        added = self._batch.add(pages, number)
        if first:
            self._bench.refresh()
            self._bench.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._bench.batch_grew(added)

    def _take_read(self, reports: dict[int, ReportBuilder], stopped: bool) -> None:
        self.reports |= reports
        self._bench.list_all()
        self._ask_encoding()
        self._show_refused()
        self._show_table(self._number)
        if stopped:
            self.busy.emit(False)
            self.said.emit(tr("Stopped. What was read so far is here."))
            return
        self.said.emit(tr("Looking for lines that repeat…"))
        self._work.find_repeats(dict(self._batch.pages), self._take_repeats, self._work.failed.emit)

    def _show_refused(self) -> None:
        """Tell of what could not be read, but for the files whose encoding is asked for."""
        lines = [line for line in self.report.build().refused if line.message.code not in _ASKED]
        found = bool(self._batch.pages or self.exports or self._asked or self._tables)
        self.refused_bar.show_lines(lines, found=found)

    # -- encodings

    def _ask_encoding(self) -> None:
        self._asked = {
            number: files
            for number, reading in self.readings.items()
            if (report := self.reports.get(number))
            and (files := asked_encoding(reading.source.files, report))
        }
        files = [path for each in self._asked.values() for path in each]
        if files:
            self.encoding_bar.ask(files, read_head(Path(files[0])))
        else:
            self.encoding_bar.hide()

    def _read_encoded(self, encoding: str) -> None:
        """Read the files that were refused, in the encoding that a person chose."""
        readings: list[Reading] = []
        for number, files in self._asked.items():
            old = self.readings[number]
            report = self.reports[number]
            report.lines = [line for line in report.lines if line.message.code not in _ASKED]
            if old.source.kind == "table":
                reading = replace(old, encoding=encoding)
                self._look_at(reading)
            else:
                report.read -= len(files)
                reading = Reading(self._new(), Source("text", tuple(files)), encoding)
            readings.append(reading)
        self.encoding_bar.hide()
        self._read(readings)

    # -- tables

    def _show_table(self, page: int) -> None:
        """Show the columns of the table that a page is from, or of one that gave no page."""
        self._number = page
        number = self._batch.sources.get(page)
        if number not in self._tables:
            given = set(self._batch.sources.values())
            number = next((each for each in self._tables if each not in given), None)
        if number is None:
            self.columns_bar.hide()
            return
        reading = self.readings[number]
        self.columns_bar.show_table(
            reading.source.first.name, self._tables[number], reading.columns
        )
        self.columns_bar.setProperty("source", number)

    def _read_columns(self, columns: ColumnMap) -> None:
        number = int(self.columns_bar.property("source"))
        if not columns.text:
            self.said.emit(tr("Choose the column with the article text."))
            return
        self._kept[number] = self._batch.corrections(number)
        self._batch.drop_source(number)
        self._bench.refresh()
        self._read([replace(self.readings[number], columns=columns)])

    def join_table(self, path: Path) -> None:
        """Take metadata for the pages from a table that names their files."""
        pages = dict(self._batch.pages)
        self._work.load_table(path, pages, partial(self._take_table, path, len(pages)))

    def _take_table(
        self,
        path: Path,
        pages: int,
        table: dict[str, Mapping[str, str]],
        report: ReportBuilder,
        named: int,
    ) -> None:
        self.reports[self._new()] = report
        self._work.metadata = {**self._work.metadata, **table}
        self._bench.change_all(
            partial(with_table, metadata=table), tr("Table {file}", file=path.name)
        )
        self.said.emit(
            tr("{file} has {rows} row(s); {count} of {pages} page(s) (is|are) named in it.",
               file=path.name, rows=f"{len(table):,}", count=f"{named:,}",
               pages=f"{pages:,}")
        )  # fmt: skip

    # -- repeated lines

    def _take_repeats(self, repeats: Repeats) -> None:
        self.busy.emit(False)
        now = self._batch.pages
        pages = {n: p for n, p in repeats.pages.items() if now.get(n) is repeats.before[n]}
        self.said.emit("")
        if self._bench.take_repeats(pages):
            self.said.emit(
                tr("Lines that repeat were taken for navigation or footers on {count} page(s). "
                   "Ctrl+Z takes it back.", count=f"{len(pages):,}")
            )  # fmt: skip
        self.repeats_bar.suggest(repeats.left)
        lost = sum(len(kept.pages) for kept in self._kept.values())
        self._kept.clear()
        if lost:
            self.said.emit(
                tr("{count} corrected article(s) (has|have) another text now; what was corrected "
                   "in (it|them) could not be kept.", count=f"{lost:,}")
            )  # fmt: skip

    def _apply_repeats(self, lines: Sequence[str], role: ZoneRole) -> None:
        wanted = tuple(lines)
        words = wanted[0][:30] if len(wanted) == 1 else tr("{count} line(s)", count=len(wanted))
        self._bench.change_all(
            partial(in_role, lines=wanted, role=role),
            tr("“{line}” → {zone}", line=words, zone=zone_name(role)),
        )

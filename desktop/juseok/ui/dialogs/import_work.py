"""What an import does off the GUI thread: find files, read and plan them, write them.

One thread does one thing after the other; large batches are planned by processes.  Nothing
here touches a widget.
"""

import gc
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal

from juseok.core.errors import KnownError
from juseok.core.messages import Message
from juseok.core.model import ZoneRole
from juseok.formats.base import Report, ReportBuilder
from juseok.formats.columns import ColumnMap
from juseok.lang.extract.edit import RepeatedLines, lines_of, without_boilerplate
from juseok.lang.extract.edit import replace as replace_article
from juseok.services.import_plan import ImportOptions, PlannedPage, plan_import
from juseok.services.importing import ImportProgress, ImportReport, import_planned
from juseok.services.native_import import import_native
from juseok.store.project import Project
from juseok.ui.dialogs.import_bars import Suggestion
from juseok.ui.models.import_batch import changed_everywhere
from juseok.ui.models.import_edits import with_extraction
from juseok.ui.models.import_sources import Found, Source, find_sources
from juseok.ui.tasks import Tasks

_CHUNK_S: Final = 0.1
_CHUNK: Final = 200
_SUGGESTED: Final = 50
_REPEATED: Final = 3
_TEXT: Final = (ZoneRole.BODY, ZoneRole.HEADING, ZoneRole.SUBTITLE, ZoneRole.OTHER)

Change = Callable[[PlannedPage], PlannedPage]


@dataclass(frozen=True, slots=True)
class Reading:
    """A source to read: its number in the batch, and how."""

    number: int
    source: Source
    encoding: str | None = None
    columns: ColumnMap | None = None


@dataclass(frozen=True, slots=True)
class Repeats:
    """Pages with what repeats taken for boilerplate, and the lines that still count as text."""

    pages: Mapping[int, PlannedPage]
    before: Mapping[int, PlannedPage]
    left: Sequence[Suggestion] = ()


class ImportWork(QObject):
    """``pages_read(number, pages)`` streams what was read; ``moved(done, total)``: progress.

    Errors a person can act on go to ``failed(error)``, as do bugs.
    """

    pages_read = Signal(int, object)
    moved = Signal(int, int)
    failed = Signal(object)
    _pages = Signal(int, object)
    _moved = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = Tasks(None, threads=1)
        self._stop = threading.Event()
        self._ending = False
        self.metadata: Mapping[str, Mapping[str, str]] = {}
        self._tasks.failed.connect(self.failed)
        self._pages.connect(self.pages_read, Qt.ConnectionType.QueuedConnection)
        self._moved.connect(self.moved, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        return self._tasks.idle

    def stop(self) -> None:
        """Have what runs end soon; it still tells how it ended."""
        self._stop.set()

    def end(self) -> None:
        """Stop, and begin nothing more."""
        self._ending = True
        self._stop.set()

    def _begin(self) -> None:
        if not self._ending:
            self._stop.clear()

    def close(self) -> None:
        """Stop, and wait for the thread."""
        self._stop.set()
        self._tasks.close()
        gc.enable()
        gc.unfreeze()

    def find(self, paths: Sequence[Path], done: Callable[[Found, ReportBuilder], object]) -> None:
        """Walk ``paths``."""

        def run(_: object, __: object) -> tuple[Found, ReportBuilder]:
            report = ReportBuilder()
            return find_sources(paths, report), report

        self._tasks.run(run, lambda found: done(*found))

    def read(
        self,
        readings: Sequence[Reading],
        done: Callable[[dict[int, ReportBuilder], bool], object],
    ) -> None:
        """Plan ``readings``; ``done(reports, stopped)`` after the last pages were told."""
        self._begin()
        total = sum(len(reading.source.paths) for reading in readings)
        metadata = self.metadata

        def run(_: object, __: object) -> tuple[dict[int, ReportBuilder], bool]:
            reports: dict[int, ReportBuilder] = {}
            files = 0
            for reading in readings:
                if self._stop.is_set():
                    return reports, True
                options = ImportOptions(reading.encoding, reading.columns, metadata)
                report = reports.setdefault(reading.number, ReportBuilder())
                pages = plan_import(
                    reading.source.paths, options, report=report, workers=_workers()
                )
                for chunk in self._chunks(pages):
                    self._pages.emit(reading.number, chunk)
                    here = len(chunk) if reading.source.kind == "text" else 0
                    files += here
                    self._moved.emit(files, total)
            return reports, self._stop.is_set()

        # A full collection over thousands of pages, which hold no cycles, stops the window for
        # more than a tenth of a second: none while they come, and none over them afterwards.
        gc.disable()

        def take(found: tuple[dict[int, ReportBuilder], bool]) -> None:
            _rest()
            done(*found)

        def fail(error: BaseException) -> None:
            _rest()
            self.failed.emit(error)

        self._tasks.run(run, take, failed=fail)

    def _chunks(self, pages: Iterator[PlannedPage]) -> Iterator[list[PlannedPage]]:
        chunk: list[PlannedPage] = []
        told = time.monotonic()
        for page in pages:
            chunk.append(page)
            if len(chunk) >= _CHUNK or time.monotonic() - told >= _CHUNK_S:
                yield chunk
                chunk, told = [], time.monotonic()
            if self._stop.is_set():
                break
        if chunk:
            yield chunk

    def find_repeats(
        self, pages: Mapping[int, PlannedPage], done: Callable[[Repeats], object]
    ) -> None:
        """Which lines repeat across ``pages``, and the pages without them."""
        self._begin()

        def run(_: object, __: object) -> Repeats:
            counts = RepeatedLines()
            for page in pages.values():
                if self._stop.is_set():
                    return Repeats({}, {})
                for draft in page.extraction.articles:
                    counts.add(draft)
            lines = counts.found()
            changed = changed_everywhere(
                pages, lambda page: _cleaned(page, lines), self._stop.is_set
            )
            return Repeats(changed, pages, _left_over({**pages, **changed}, lines))

        self._tasks.run(run, done)

    def change(
        self,
        pages: Mapping[int, PlannedPage],
        change: Change,
        done: Callable[[dict[int, PlannedPage]], object],
    ) -> None:
        """The pages that ``change`` makes different."""
        self._begin()
        self._tasks.run(lambda _, __: changed_everywhere(pages, change, self._stop.is_set), done)

    def call(self, run: Callable[[], object], done: Callable[[object], object]) -> None:
        """Anything short that reads a file."""
        self._tasks.run(lambda _, __: run(), done)

    def write(
        self,
        *,
        project: Project,
        pages: Sequence[PlannedPage],
        report: ReportBuilder,
        done: Callable[[ImportReport], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        """Import ``pages``; stopped, it leaves the project as it was."""
        self._begin()
        total = len(pages)

        def tell(at: ImportProgress) -> None:
            if at.pages % 20 == 0 or at.pages == total:
                self._moved.emit(at.pages, total)

        def run(_: object, __: object) -> ImportReport:
            return import_planned(
                project=project, planned=pages, report=report, progress=tell,
                cancelled=self._stop.is_set,
            )  # fmt: skip

        self._tasks.run(run, done, failed=failed)

    def write_exports(
        self,
        *,
        project: Project,
        paths: Sequence[Path],
        done: Callable[[Report], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        """Bring Juseok's own exports in, one after the other; what is here stays as it is."""
        self._begin()

        def run(_: object, __: object) -> Report:
            total = Report()
            for path in paths:
                project.writer.flush()
                with project.stream() as stream:
                    merge = not stream.is_empty()
                total += import_native(
                    project=project, path=path, merge=merge,
                    progress=self._moved.emit, cancelled=self._stop.is_set,
                )  # fmt: skip
            return total

        self._tasks.run(run, done, failed=failed)


def _rest() -> None:
    gc.freeze()
    gc.enable()


def message_of(error: BaseException) -> Message | None:
    """The sentence of a known error; None for a bug."""
    return error.message if isinstance(error, KnownError) else None


def _cleaned(page: PlannedPage, lines: Mapping[str, int]) -> PlannedPage:
    extraction = page.extraction
    for index, draft in enumerate(page.extraction.articles):
        clean = without_boilerplate(draft, lines)
        if clean.zones != draft.zones:
            extraction = replace_article(extraction, index, clean)
    return with_extraction(page, extraction)


def _left_over(
    pages: Mapping[int, PlannedPage], lines: Mapping[str, int]
) -> tuple[Suggestion, ...]:
    """The repeated lines that are text still, with the articles and the role they stand in."""
    counts: Counter[str] = Counter()
    roles: dict[str, ZoneRole] = {}
    for page in pages.values():
        for draft in page.extraction.articles:
            for (start, _), line in lines_of(draft.text):
                if line not in lines:
                    continue
                role = next((z.role for z in draft.zones if z.start <= start < z.end), None)
                if role is not None and role in _TEXT:
                    counts[line] += 1
                    roles.setdefault(line, role)
    return tuple(
        Suggestion(line, count, roles[line])
        for line, count in counts.most_common(_SUGGESTED)
        if count >= _REPEATED
    )


def _workers() -> int:
    return os.cpu_count() or 1

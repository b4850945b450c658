"""What an import does off the GUI thread: find files, read and plan them, write them.

One thread does one thing after the other.  What computes long runs in other processes, and this
thread only hands on what they tell; nothing here touches a widget.
"""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal

from juseok.core.errors import Cancelled, KnownError
from juseok.core.messages import Message
from juseok.formats.base import Report, ReportBuilder
from juseok.formats.raw.columns import ColumnMap
from juseok.formats.raw.tables import file_key
from juseok.services.heavy import Crew
from juseok.services.importing import apart as import_apart
from juseok.services.importing.apart import Change, Metadata, Numbered, Suggestion
from juseok.services.importing.importing import ImportProgress, ImportReport, import_planned
from juseok.services.importing.native import import_native
from juseok.services.importing.packed import PackedPage, pieces
from juseok.services.importing.sources import Found, Source
from juseok.store.project import Project
from juseok.ui.tasks import Tasks

_PARCEL: Final = 200
_CREW: Final = 4
_NOTHING: Final = Found((), ())

Failed = Callable[[BaseException], object]


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

    pages: Mapping[int, PackedPage]
    before: Mapping[int, PackedPage]
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
        self._crew = Crew(min(_CREW, os.cpu_count() or 1))
        self._stop = threading.Event()
        self._ending = False
        self.metadata: Metadata = {}
        self._tasks.failed.connect(self.failed)
        self._pages.connect(self.pages_read, Qt.ConnectionType.QueuedConnection)
        self._moved.connect(self.moved, Qt.ConnectionType.QueuedConnection)
        # What it needs is loaded there while a person chooses files; where that fails, or is
        # stopped, the first thing that is asked for says so.
        self._tasks.run(
            lambda _, __: self._apart(import_apart.find, ()), lambda _: None, failed=lambda _: None
        )

    @property
    def idle(self) -> bool:
        return self._tasks.idle

    @property
    def pids(self) -> list[int]:
        """The processes that work for this import."""
        return self._crew.pids

    def stop(self) -> None:
        """Have what runs end now; it still tells how it ended."""
        self._stop.set()
        self._crew.stop()

    def end(self) -> None:
        """Stop, and begin nothing more; an import that runs still tells how it ended."""
        self._ending = True
        self.stop()

    def _begin(self) -> None:
        if not self._ending:
            self._stop.clear()

    def close(self) -> None:
        """Stop, wait for the thread, and let the processes go."""
        self.end()
        self._tasks.close()
        self._crew.close()

    def leave(self) -> None:
        """End, and tell nothing any more; :meth:`wait` comes after."""
        self.end()
        self._tasks.end()

    def wait(self) -> None:
        """Until what was ended has ended.  Any thread, after :meth:`leave`."""
        self._tasks.wait()
        self._crew.close()

    def _apart(self, function: Callable[..., Any], *args: Any, **how: Any) -> Any:
        return self._crew.run(function, *args, cancelled=self._stop.is_set, **how)

    def find(self, paths: Sequence[Path], done: Callable[[Found, ReportBuilder], object]) -> None:
        """Walk ``paths``; stopped, nothing was found."""
        self._begin()

        def run(_: object, __: object) -> tuple[Found, ReportBuilder]:
            try:
                return self._apart(import_apart.find, [str(path) for path in paths])
            except Cancelled:
                return _NOTHING, ReportBuilder()

        def deliver(found: tuple[Found, ReportBuilder]) -> None:
            done(_NOTHING if self._stop.is_set() else found[0], found[1])

        self._tasks.run(run, deliver)

    def read(
        self,
        readings: Sequence[Reading],
        done: Callable[[dict[int, ReportBuilder], bool], object],
        failed: Failed,
    ) -> None:
        """Plan ``readings``; ``done(reports, stopped)`` after the last pages were told.

        ``stopped``: somebody asked for it before this, though all may have been read by then.
        """
        self._begin()
        metadata = self.metadata

        def run(_: object, __: object) -> dict[int, ReportBuilder]:
            run = _Reading(readings, metadata, self._pages.emit, self._moved.emit)
            with contextlib.suppress(Cancelled):
                self._crew.run_each(
                    import_apart.read, run.calls, heard=run.hear, ended=run.end,
                    cancelled=self._stop.is_set,
                )  # fmt: skip
            return run.reports

        self._tasks.run(run, lambda read: done(read, self._stop.is_set()), failed=failed)

    def load_table(
        self,
        path: Path,
        pages: Mapping[int, PackedPage],
        done: Callable[[dict[str, Mapping[str, str]], ReportBuilder, int], object],
    ) -> None:
        """Load a table of metadata; ``done(rows, report, how many of the pages it names)``."""
        self._begin()

        def run(_: object, __: object) -> tuple[dict[str, Mapping[str, str]], ReportBuilder, int]:
            rows: dict[str, Mapping[str, str]] = {}
            report = self._apart(import_apart.read_table, str(path), heard=rows.update)
            return rows, report, sum(file_key(page.file) in rows for page in pages.values())

        self._tasks.run(run, lambda found: done(*found))

    def find_repeats(
        self,
        pages: Mapping[int, PackedPage],
        done: Callable[[Repeats], object],
        failed: Failed,
    ) -> None:
        """Which lines repeat across ``pages``, and the pages without them."""
        self._begin()

        def run(_: object, __: object) -> Repeats:
            changed: dict[int, PackedPage] = {}
            try:
                left = self._apart(
                    import_apart.find_repeats, heard=changed.update, feed=partial(_fed, pages)
                )
            except Cancelled:
                return Repeats({}, {})
            return Repeats(changed, pages, left)

        self._tasks.run(run, done, failed=failed)

    def change(
        self,
        pages: Mapping[int, PackedPage],
        change: Change,
        done: Callable[[dict[int, PackedPage]], object],
    ) -> None:
        """The pages that ``change`` (found by name in another process) makes different."""
        self._begin()

        def run(_: object, __: object) -> dict[int, PackedPage]:
            changed: dict[int, PackedPage] = {}
            try:
                self._apart(
                    import_apart.change, change, heard=changed.update, feed=partial(_fed, pages)
                )
            except Cancelled:
                return {}
            return changed

        self._tasks.run(run, done)

    def call(
        self,
        run: Callable[[], object],
        done: Callable[[object], object],
        failed: Failed | None = None,
    ) -> None:
        """Anything short that reads or writes a file."""
        self._tasks.run(lambda _, __: run(), done, failed=failed)

    def write(
        self,
        *,
        project: Project,
        pages: Sequence[PackedPage],
        report: ReportBuilder,
        roots: Sequence[Path],
        done: Callable[[ImportReport], object],
        failed: Failed,
    ) -> None:
        """Import ``pages``, found under ``roots``; stopped, it leaves the project as it was."""
        self._begin()
        total = len(pages)

        def tell(at: ImportProgress) -> None:
            if at.pages % 20 == 0 or at.pages == total:
                self._moved.emit(at.pages, total)

        def run(_: object, __: object) -> ImportReport:
            return import_planned(
                project=project, planned=(page.page() for page in pages), report=report,
                roots=roots, progress=tell, cancelled=self._stop.is_set,
            )  # fmt: skip

        self._tasks.run(run, done, failed=failed)

    def write_exports(
        self,
        *,
        project: Project,
        paths: Sequence[Path],
        done: Callable[[Report], object],
        failed: Failed,
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
                    progress=self._moved.emit, cancelled=self._stop.is_set, runner=self._apart,
                )  # fmt: skip
            return total

        self._tasks.run(run, done, failed=failed)


class _Reading:
    """Sources cut into calls, and what comes of them put together again."""

    def __init__(
        self,
        readings: Sequence[Reading],
        metadata: Metadata,
        pages: Callable[[int, object], object],
        moved: Callable[[int, int], object],
    ) -> None:
        self._pages, self._moved = pages, moved
        self._of: list[Reading] = []
        self.calls: list[tuple[Any, ...]] = []
        self.reports: dict[int, ReportBuilder] = {r.number: ReportBuilder() for r in readings}
        self._done = 0
        self._total = sum(len(reading.source.files) for reading in readings)
        for reading in readings:
            for files in _parcels(reading.source.files):
                self._of.append(reading)
                known = _rows_of(files, metadata) if reading.source.kind == "text" else metadata
                self.calls.append((files, reading.encoding, reading.columns, known))

    def hear(self, call: int, piece: list[PackedPage]) -> None:
        reading = self._of[call]
        self._pages(reading.number, piece)
        if reading.source.kind == "text":
            self._done += len(piece)
            self._moved(self._done, self._total)

    def end(self, call: int, report: ReportBuilder) -> None:
        whole = self.reports[self._of[call].number]
        whole.read += report.read
        whole.lines += report.lines


def _parcels(files: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(files), _PARCEL):
        yield files[start : start + _PARCEL]


def _rows_of(files: Sequence[str], metadata: Metadata) -> Metadata:
    """What ``metadata`` says of ``files``: all of it would be sent with each parcel."""
    keys = {file_key(file) for file in files} if metadata else ()
    return {key: metadata[key] for key in keys if key in metadata}


def _fed(pages: Mapping[int, PackedPage]) -> Iterator[Numbered]:
    return pieces((number, page.data) for number, page in pages.items())


def message_of(error: BaseException) -> Message | None:
    """The sentence of a known error; None for a bug."""
    return error.message if isinstance(error, KnownError) else None

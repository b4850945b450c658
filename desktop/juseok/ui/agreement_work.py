"""Agreement as the window has it: counted in a process of its own, with progress and a stop."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal

from juseok.core.agreement import Agreement, ArticleLine
from juseok.core.errors import Cancelled
from juseok.services.agreement.done import Question
from juseok.services.agreement.examples import Example, examples
from juseok.services.agreement.measuring import Source, compare_apart, count_part, source_of
from juseok.services.agreement.report import About
from juseok.services.agreement.table import Names
from juseok.services.heavy import Worker
from juseok.services.interchange.exporting import full_viewer
from juseok.ui.i18n import language
from juseok.ui.session import Session
from juseok.ui.tasks import Job

_MANY: Final = 1_000


@dataclass(frozen=True, slots=True)
class Compared:
    """What there is to show, and what its types are called."""

    found: Agreement
    names: Names

    def about(self, project: str) -> About:
        return About(project, date.today().isoformat(), language())


class AgreementWork(QObject):
    """Counts when it is asked to; one thing at a time.

    ``counted(Compared)``, ``listed(examples)``: what was asked for.  ``moved(done, of)``: how far
    it is.  ``ended``: nothing runs any more.  ``failed(error)``.
    """

    counted = Signal(object)
    listed = Signal(object)
    moved = Signal(int, int)
    ended = Signal()
    failed = Signal(object)
    _told = Signal(int, int)

    def __init__(self, session: Session) -> None:
        super().__init__(session)  # it outlives the window, and ends its thread with the project
        self._session = session
        self._pool = session.pools.working()
        self._job: Job[Any] | None = None
        self._told.connect(self.moved, Qt.ConnectionType.QueuedConnection)
        session.closing.connect(self.end)
        self._over = False

    def count(self, question: Question) -> None:
        """Compare everybody."""
        self._start(partial(self._count, question), self.counted.emit)

    def look(self, question: Question, types: tuple[str, str], pair: tuple[int, ...]) -> None:
        """List the places of a cell of the confusion table."""
        self._start(partial(self._look, question, types, pair), self.listed.emit)

    def stop(self) -> None:
        """Let go of what runs."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self.ended.emit()

    def end(self) -> None:
        """For good: the window or the project is closed."""
        if self._over:
            return
        self._over = True
        if self._job is not None:
            self._job.cancel()
        self._pool.end()

    def _start(self, run: Any, tell: Any) -> None:
        if self._over:
            return
        if self._job is not None:
            self._job.cancel()

        def done(result: object) -> None:
            self._job = None
            self.ended.emit()
            tell(result)

        self._job = self._pool.run(run, done, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self.ended.emit()
        if not isinstance(error, Cancelled):
            self.failed.emit(error)

    def _source(self) -> tuple[Source, Names, bool]:
        """Also whether there are so many articles that two processes are worth their start."""
        project = self._session.project
        project.writer.flush()
        with project.reader() as reader:
            names = Names.of(reader.scheme())
            many = len(reader.finding.listed().ids) >= _MANY and (os.cpu_count() or 1) > 1
        return source_of(project, full_viewer(project)), names, many

    def _count(self, question: Question, _: object, job: Job[Any]) -> Compared:
        source, names, many = self._source()
        lines: list[ArticleLine] = []
        halves = [(0, 0), (0, 0)]

        def hear(half: int, piece: object) -> None:
            if isinstance(piece, tuple):
                halves[half] = piece
                self._told.emit(*map(sum, zip(*halves, strict=True)))
            elif isinstance(piece, list):
                lines.extend(piece)

        with closing(Second(source, question, partial(hear, 1), job.cancelled.is_set)) as second:
            if many:
                second.start()
            found = self._apart(
                job, compare_apart, source, question, 2 if many else 1,
                heard=partial(hear, 0), feed=second.result if many else tuple, also=second.stop,
            )  # fmt: skip
        return Compared(replace(found, lines=tuple(lines)), names)

    def _look(
        self, question: Question, types: tuple[str, str], pair: tuple[int, ...], _: object,
        job: Job[Any],
    ) -> list[Example]:  # fmt: skip
        source, _, _ = self._source()
        return self._apart(
            job, examples, source, question, types, pair,
            heard=lambda piece: self._told.emit(*piece),
        )  # fmt: skip

    @staticmethod
    def _apart(
        job: Job[Any], function: Any, *args: Any, heard: Any, feed: Any = tuple,
        also: Callable[[], object] = lambda: None,
    ) -> Any:  # fmt: skip
        worker = Worker()

        def stop() -> None:
            worker.stop()
            also()

        job.stop = stop
        with closing(worker):
            return worker.run(
                function, *args, heard=heard, feed=feed, cancelled=job.cancelled.is_set
            )


class Second:
    """The second half of the articles, counted meanwhile in another process."""

    def __init__(
        self, source: Source, question: Question, heard: Any, cancelled: Callable[[], bool]
    ) -> None:
        self._worker = Worker()
        self._run = partial(
            self._worker.run, count_part, source, question, 1, 2, heard=heard, cancelled=cancelled
        )
        self._thread: threading.Thread | None = None
        self._counted: bytes = b""
        self._error: BaseException | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._count, name="juseok-agreement", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let go of it; from any thread."""
        self._worker.stop()

    def result(self) -> Iterator[bytes]:
        """What was counted; waits for it, and raises what went wrong."""
        assert self._thread is not None
        self._thread.join()
        if self._error is not None:
            raise self._error
        yield self._counted

    def close(self) -> None:
        self.stop()
        if self._thread is not None:
            self._thread.join()
        self._worker.close()

    def _count(self) -> None:
        try:
            self._counted = self._run()
        except BaseException as error:  # told by whoever waits for the result
            self._error = error

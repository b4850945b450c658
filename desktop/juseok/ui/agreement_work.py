"""Agreement as the window has it: counted in a process of its own, with progress and a stop."""

from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal

from juseok.core.agreement import Agreement, ArticleLine
from juseok.core.errors import Cancelled
from juseok.services.agreement import Source, compare_apart, source_of
from juseok.services.agreement_done import Question
from juseok.services.agreement_examples import Example, examples
from juseok.services.agreement_report import About
from juseok.services.agreement_table import Names
from juseok.services.exporting import full_viewer
from juseok.ui.heavy import Worker
from juseok.ui.i18n import language
from juseok.ui.session import Session
from juseok.ui.tasks import Job, Tasks


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

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pool = Tasks(None, threads=1)
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
        self._session.waits_for(self._pool.wait)

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

    def _source(self) -> tuple[Source, Names]:
        project = self._session.project
        project.writer.flush()
        with project.reader() as reader:
            names = Names.of(reader.scheme())
        return source_of(project, full_viewer(project)), names

    def _count(self, question: Question, _: object, job: Job[Any]) -> Compared:
        source, names = self._source()
        lines: list[ArticleLine] = []

        def hear(piece: object) -> None:
            if isinstance(piece, tuple):
                self._told.emit(*piece)
            elif isinstance(piece, list):
                lines.extend(piece)

        found = self._apart(job, compare_apart, source, question, heard=hear)
        return Compared(replace(found, lines=tuple(lines)), names)

    def _look(
        self, question: Question, types: tuple[str, str], pair: tuple[int, ...], _: object,
        job: Job[Any],
    ) -> list[Example]:  # fmt: skip
        source, _names = self._source()
        return self._apart(
            job, examples, source, question, types, pair,
            heard=lambda piece: self._told.emit(*piece),
        )  # fmt: skip

    @staticmethod
    def _apart(job: Job[Any], function: Any, *args: Any, heard: Any) -> Any:
        worker = Worker()
        job.stop = worker.stop
        with closing(worker):
            return worker.run(function, *args, heard=heard, cancelled=job.cancelled.is_set)

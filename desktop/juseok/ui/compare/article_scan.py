"""Which articles differ, looked for in a process of its own, with progress and a stop."""

from collections.abc import Sequence
from contextlib import closing
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from juseok.core.errors import Cancelled
from juseok.services.heavy import Worker
from juseok.services.review.side_by_side import Side, differing_apart, source_of
from juseok.ui.session import Session
from juseok.ui.tasks import Job

Found = tuple[str, int, int]
"""An article, how many rows differ in it, and how many there are."""


class ArticleScan(QObject):
    """``found(articles, titles)``: some more that differ.  ``moved(done, of)``: how far it is.
    ``ended(whole)``: nothing runs any more; ``whole``: every article was looked at.
    ``failed(error)``."""

    found = Signal(object, object)
    moved = Signal(int, int)
    ended = Signal(bool)
    failed = Signal(object)
    _told = Signal(int, object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pool = session.pools.reading()
        self._job: Job[Any] | None = None
        self._run = 0
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        session.closing.connect(self.end)

    @property
    def running(self) -> bool:
        return self._job is not None

    def start(self, sides: Sequence[Side]) -> None:
        """Look for the articles in which ``sides`` differ."""
        self.stop()
        self._run += 1
        source = source_of(self._session.project)
        work = partial(self._work, self._run, source, tuple(sides))
        self._job = self._pool.run(work, self._done, failed=self._failed)

    def stop(self) -> None:
        """Let go of what runs; what was found stays."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._run += 1
            self.ended.emit(False)

    def end(self) -> None:
        """For good: the window or the project is closed."""
        self.blockSignals(True)
        self.stop()
        self._pool.end()

    def _work(self, run: int, source: Any, sides: Any, reader: Any, job: Job[Any]) -> int:
        self._session.project.writer.flush()
        worker = Worker()
        job.stop = worker.stop

        def hear(piece: Any) -> None:
            if isinstance(piece, list):
                ids = [each[0] for each in piece]
                rows = reader.article_rows(source.own, ids)
                piece = (piece, {row.id: row.title for row in rows})
                self._told.emit(run, piece)
            else:
                self._told.emit(run, list(piece))

        with closing(worker):
            return worker.run(
                differing_apart, source, sides, heard=hear, cancelled=job.cancelled.is_set
            )

    def _hear(self, run: int, piece: Any) -> None:
        if run != self._run:
            return
        if isinstance(piece, tuple):
            self.found.emit(*piece)
        else:
            self.moved.emit(*piece)

    def _done(self, _: int) -> None:
        self._job = None
        self.ended.emit(True)

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self.ended.emit(False)
        if not isinstance(error, Cancelled):
            self.failed.emit(error)

"""When the queue of a review is made behind the window, before a review begins."""

import os
from contextlib import closing
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer

from juseok.core.errors import Cancelled, WorkerError
from juseok.services.heavy import Worker
from juseok.services.review.keeping import kept_path
from juseok.services.review.preparing import Desk, is_worth, prepare
from juseok.services.user import state_dir
from juseok.ui.review.reviewing import Reviewing
from juseok.ui.session import Session
from juseok.ui.tasks import Job, Tasks

_SEVERAL: Final = (os.cpu_count() or 1) > 1
_CALM_MS: Final = 15_000
"""A start, and a merge, have their own to do first."""


class Preparing(QObject):
    """Some time after a project was opened or others' work came in; never while a review is on,
    which compares what it needs itself."""

    def __init__(self, session: Session, review: Reviewing) -> None:
        super().__init__(session)
        self._session, self._review = session, review
        self._pool: Tasks | None = None
        self._job: Job[Any] | None = None
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM_MS)
        self._calm.timeout.connect(self.look)
        session.merged.connect(self._wait)
        session.closing.connect(self.stop)
        review.begun.connect(self.stop)
        self._wait()

    def look(self) -> None:
        """Make what is lacking, if it is worth it."""
        project = self._session.project
        desk = Desk(
            project.path, kept_path(state_dir(), project), project.annotator, project.own_layer,
            project.register_layer, apart=_SEVERAL,
        )  # fmt: skip
        if not self._review.on and self._job is None:
            self._session.tasks.run(
                lambda reader, _: desk if is_worth(reader, desk) else None, self._make,
                slot="review to prepare",
            )  # fmt: skip

    def stop(self) -> None:
        """Leave it at what was kept so far."""
        self._calm.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _wait(self) -> None:
        self.stop()
        self._calm.start()

    def _make(self, desk: Desk | None) -> None:
        if desk is None or self._review.on:
            return
        if self._pool is None:
            self._pool = self._session.pools.working()
        self._job = self._pool.run(
            lambda _, job: _prepared(desk, job), self._made, failed=self._failed
        )

    def _made(self, _: object) -> None:
        self._job = None

    def _failed(self, error: BaseException) -> None:
        """It is made for later: where that cannot be now, a review makes it itself."""
        self._job = None
        if not isinstance(error, Cancelled | WorkerError):
            self._session.error.emit(error)


def _prepared(desk: Desk, job: Job[Any]) -> int:
    worker = Worker()
    job.stop = worker.stop
    with closing(worker):
        return worker.run(prepare, desk, cancelled=job.cancelled.is_set)

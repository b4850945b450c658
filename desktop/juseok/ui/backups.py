"""Backups behind the window: every half hour of change, and after a project was closed."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from juseok.core.errors import KnownError
from juseok.core.messages import Message
from juseok.store.project import Project

_LOOK_MS: Final = 60_000


class Backups(QObject):
    """Copies the project on screen in a thread of its own; nobody waits for it.

    ``told(reason)``: a backup could not be made; None: one was made.  ``failed(error)``: a bug.
    """

    told = Signal(object)
    failed = Signal(object)
    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._running = False
        self._thread = ThreadPoolExecutor(1, "juseok-backup")
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self.look)

    def watch(self, project: Project) -> None:
        """From now on back ``project`` up while it is changed."""
        self._project = project
        self._look.start()

    def look(self) -> None:
        """Start a backup if it is time for one."""
        schedule = self._project.backups if self._project is not None else None
        if schedule is not None and not self._running and schedule.due():
            self._start(schedule.run)

    def leave(self, closed: Callable[[], object] = lambda: None) -> None:
        """Back up what was changed since the last time, once ``closed()`` has waited for the
        project to be closed."""
        project, self._project = self._project, None
        self._look.stop()
        if project is not None and project.backups is not None:
            self._start(partial(_last, project, closed))

    def close(self) -> None:
        """Wait for the backup under way; nothing is told any more."""
        self.blockSignals(True)
        self._look.stop()
        self._thread.shutdown()

    def _start(self, run: Callable[[], Path | None]) -> None:
        self._running = True
        self._thread.submit(run).add_done_callback(self._ended.emit)

    def _tell(self, done: "Future[Path | None]") -> None:
        self._running = False
        error = done.exception()
        reason: Message | None = None
        if isinstance(error, KnownError):
            reason = error.message
        elif error is not None:
            self.failed.emit(error)
            return
        self.told.emit(reason)


def _last(project: Project, closed: Callable[[], object]) -> Path | None:
    """Back up a closed project if something was saved since its last backup."""
    closed()
    schedule = project.backups
    return schedule.run() if schedule is not None and schedule.wanted else None

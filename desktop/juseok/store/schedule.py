"""When a project is backed up: every half hour of change, and when it is closed after a change."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from juseok.store.backup import is_newer
from juseok.store.recorder import Commit
from juseok.store.writer import Writer, WriterEvent

EVERY: Final = 30 * 60
"""Seconds between two backups of a project that is being changed."""


class Schedule:
    """Knows whether a project has something to back up; one person's window asks it.

    What went wrong is tried again after the same time, and when the project is closed.
    """

    def __init__(
        self,
        path: Path,
        back_up: Callable[[], Path],
        writer: Writer,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``back_up`` makes the copy; ``writer`` tells what is saved."""
        self._back_up = back_up
        self._clock = clock
        self._last = clock()
        self._changed = is_newer(path)
        writer.subscribe(self._told)

    @property
    def wanted(self) -> bool:
        """Whether something was saved that no backup holds."""
        return self._changed

    def due(self) -> bool:
        """Whether it is time for the next one."""
        return self._changed and self._clock() - self._last >= EVERY

    def run(self) -> Path:
        """Back up now; raises ``ProjectError`` when that fails.  Any thread."""
        self._last = self._clock()
        self._changed = False  # before the copy: what is saved meanwhile may not be in it
        try:
            return self._back_up()
        except BaseException:
            self._changed = True
            raise

    def _told(self, event: WriterEvent) -> None:
        if isinstance(event, Commit):
            self._changed = True

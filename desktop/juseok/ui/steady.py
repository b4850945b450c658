"""Reads of the project that an edit must not slip past.

An edit is shown before it is on disk, and lies over what was read until it has landed.  A read
that began before an edit landed and is delivered afterwards would show the project without it:
the file was read too early, and the edit is no longer held in memory.  Such an answer is
thrown away and the question asked again.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from juseok.ui.tasks import Job, Tasks

T = TypeVar("T")


class SteadyReads:
    """Runs reads on ``tasks``; :meth:`landed` tells that an edit reached the file."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._landed = 0

    def landed(self) -> None:
        """What is being read now is of a moment that has passed."""
        self._landed += 1

    def run(
        self,
        read: Callable[[Any, Job[T]], T],
        take: Callable[[T], object],
        *,
        slot: str = "",
        first: bool = False,
        failed: Callable[[BaseException], object] | None = None,
    ) -> None:
        """As :meth:`Tasks.run`, until nothing landed between the question and its answer."""
        begun = self._landed

        def deliver(found: T) -> None:
            if begun == self._landed:
                take(found)
            else:
                self.run(read, take, slot=slot, first=first, failed=failed)

        self._tasks.run(read, deliver, slot=slot, first=first, failed=failed)

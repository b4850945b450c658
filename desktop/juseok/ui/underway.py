"""Edits on their way to the disk, in the order they were made."""

from collections.abc import Callable
from concurrent import futures
from concurrent.futures import Future
from typing import Any, Final

from juseok.core.ops import Action

_LOOK_S: Final = 0.02


class Underway:
    """``edits`` lie over what the file says until they are settled."""

    def __init__(self) -> None:
        self.edits: list[Action] = []
        self._landed: list[Action] = []
        self._futures: list[Future[Any]] = []

    def follow(self, future: Future[Any], done: Callable[[Future[Any]], object]) -> None:
        """Wait for an answer of the writer; ``done`` is called in the writer's thread."""
        self._futures.append(future)
        future.add_done_callback(done)

    def drop(self, future: Future[Any]) -> None:
        """Its answer was heard."""
        self._futures = [each for each in self._futures if each is not future]

    def wait(self, *, given_up: Callable[[], bool]) -> None:
        """Wait for every answer that is due (not for all that an import still brings)."""
        own = [future for future in self._futures if not future.done()]
        while own and not given_up():
            own = list(futures.wait(own, timeout=_LOOK_S).not_done)

    def land(self, action: Action) -> list[Action]:
        """``action`` is on disk or was refused: what is settled by that, in order.

        Edits are settled in their order; a bulk one may land after what came behind it.
        """
        self._landed.append(action)
        settled: list[Action] = []
        while self.edits and any(each is self.edits[0] for each in self._landed):
            first = self.edits.pop(0)
            self._landed = [each for each in self._landed if each is not first]
            settled.append(first)
        return settled

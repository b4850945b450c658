"""A question to the analyser's process, from asking to its end; and for how long one waits."""

import contextlib
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, InvalidStateError
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import msgspec

from juseok.core import errors
from juseok.core.errors import KnownError
from juseok.core.messages import Message
from juseok.core.morphs import Names
from juseok.core.processes import RemoteFault
from juseok.lang.frames import Fault, HeardDone, Refused
from juseok.lang.jobs import Urgency
from juseok.lang.worker_life import Life

_TRIES = 2


class State(Enum):
    """How the process is."""

    OFF = "off"
    STARTING = "starting"
    READY = "ready"
    LOST = "lost"
    """It has died and is started again."""
    GONE = "gone"
    """It died too often or cannot be loaded; a question after a while tries once more."""
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Patience:
    """For how long one waits, in seconds.

    ``load`` until the analyser is loaded, ``silence`` for a word from a process that works;
    ``pauses`` before it is started again, one for each death since its last answer, and then
    ``rest`` until anybody may try again.
    """

    load: float = 60.0
    silence: float = 20.0
    pauses: Sequence[float] = (0.0, 0.5, 2.0, 5.0)
    rest: float = 30.0


@dataclass(slots=True, eq=False)
class Question:
    """``line``: as it is sent; ``answer``: the type of what comes back, part by part or whole."""

    id: int
    line: bytes
    names: Names | None
    answer: Any
    urgency: Urgency
    heard: Callable[[Any], object] | None
    future: "Future[Any]" = field(default_factory=lambda: Future[Any]())
    sent: float = 0.0
    tries: int = 0
    _items: list[Any] | None = None

    @property
    def spent(self) -> bool:
        """Whether it cannot be asked again: it was heard in part, or may be what kills."""
        return self._items is not None or self.tries >= _TRIES

    def send(self, life: Life) -> None:
        """Ask it, with the names it needs."""
        if self.names is not None:
            life.teach(self.names)
        life.send(self.line)
        self.sent = time.monotonic()

    def take(self, part: msgspec.Raw) -> None:
        """Some items of the answer; raises what its listener raises."""
        items = msgspec.json.decode(part, type=self.answer)
        if self._items is None:
            self._items = []
        self._items += items
        if items and self.heard is not None and not self.future.cancelled():
            self.heard(items)

    def end(self, answer: HeardDone | Refused | Fault) -> None:
        """The answer, or the end of one that came in parts; raises ``ValueError``."""
        match answer:
            case HeardDone():
                whole = self._items is not None and bytes(answer.value) == b"null"
                with contextlib.suppress(InvalidStateError):  # nobody waits any more
                    self.future.set_result(
                        self._items
                        if whole
                        else msgspec.json.decode(answer.value, type=self.answer)
                    )
            case Refused():
                message = Message.from_json(answer.message)
                family: type[KnownError] = getattr(errors, answer.family, KnownError)
                self.fail(family(message.code, **message.params))
            case Fault():
                self.fail(RemoteFault(answer.trace))

    def fail(self, error: BaseException) -> None:
        """End it without an answer."""
        with contextlib.suppress(InvalidStateError):
            self.future.set_exception(error)


def fail(questions: Iterable[Question], error: BaseException) -> None:
    """End them all without an answer."""
    for question in questions:
        question.fail(error)


def then(asked: "Future[Any]", change: Callable[[Any], Any]) -> "Future[Any]":
    """What ``change`` makes of an answer; cancelling it cancels ``asked``."""
    changed: Future[Any] = Future()

    def settle(done: "Future[Any]") -> None:
        with contextlib.suppress(InvalidStateError):
            if done.cancelled():
                changed.cancel()
            elif error := done.exception():
                changed.set_exception(error)
            else:
                changed.set_result(change(done.result()))

    asked.add_done_callback(settle)
    changed.add_done_callback(lambda done: asked.cancel() if done.cancelled() else None)
    return changed

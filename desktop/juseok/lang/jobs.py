"""What an analyser can be asked to do, by name: pure functions of a payload.

A job takes what came as JSON and its :class:`Tools`, and gives what can be written as JSON.  One
that takes long is a generator: it yields at least every 50 ms, ``None`` or a list of items that
are done already, so that somebody with less time gets in between, and it can be dropped there.
What it returns is its answer; where that is nothing, the list of all the items is.
The same jobs run in the analyser's process and, for the shell and for tests, in this one.
"""

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future
from enum import IntEnum
from importlib import import_module
from inspect import isgenerator
from typing import Any, Final, Protocol, TypeAlias

import msgspec

from juseok.core.errors import AnalyserGone
from juseok.core.morphs import Line, Morph, Names
from juseok.lang.kiwi import Kiwi

Steps: TypeAlias = Generator[Any, None, Any]
Job: TypeAlias = Callable[[Any, "Tools"], Any]
"""``(payload, tools)`` → the answer, or the :data:`Steps` to it."""

LINES: Final = "lines"
JOBS: Final = {
    LINES: "juseok.lang.jobs:lines",
    "learned": "juseok.lang.sequence_jobs:learned",
    "snap": "juseok.lang.snap:job",
    "suggest": "juseok.lang.suggest_job:suggest",
}
"""Where each job is: ``module:function``, imported when it is first asked for."""

_TOLD: Final = 1_000


class Urgency(IntEnum):
    """Who goes first."""

    NOW = 0
    """A person waits for it."""
    SOON = 1
    """The article on screen."""
    LATER = 2
    """Behind the window."""


class Caller(Protocol):
    """Who does jobs: the client of the analyser's process, or :class:`Here`."""

    def call(
        self,
        job: str,
        payload: Any,
        *,
        names: Names | None = None,
        answer: Any = Any,
        urgency: Urgency = Urgency.SOON,
        deadline: float | None = None,
        heard: Callable[[Any], object] | None = None,
    ) -> "Future[Any]":
        """Have ``job`` done; what it gives is read as the type ``answer``.

        Of a job that tells its items in parts the answer is the list of them all; ``heard`` has
        each part before, in another thread.  ``deadline``: for how many seconds from now anybody
        waits.  The future ends in any case: with :class:`AnalyserGone` where there is no answer,
        with the ``KnownError`` that the job raised, or with a ``RemoteFault``.
        """
        ...


class Tools:
    """What a job has: the analyser, and the names that came with the request."""

    def __init__(self, kiwi: Kiwi, names: Names | None) -> None:
        self._kiwi = kiwi
        self.names = names

    def knowing(self, names: Names) -> "Tools":
        """The same with other names."""
        return Tools(self._kiwi, names)

    def pieces(self, line: str) -> Iterator[list[Morph]]:
        """The morphemes of ``line``, names as one each, in pieces of some 10 ms."""
        return self._kiwi.pieces(line, names=self.names)

    def lines(self, lines: Sequence[str]) -> Generator[None, None, list[Line]]:
        """The morphemes of each line: ``found = yield from tools.lines(…)``."""
        found: list[Line] = []
        for line in lines:
            morphs: list[Morph] = []
            for piece in self.pieces(line):
                morphs += piece
                yield
            found.append(tuple(morphs))
        return found


class Here:
    """Does jobs in this process, at once, and with the answers that the other would give."""

    def __init__(self, kiwi: Kiwi) -> None:
        self._kiwi = kiwi

    def call(
        self,
        job: str,
        payload: Any,
        *,
        names: Names | None = None,
        answer: Any = Any,
        urgency: Urgency = Urgency.SOON,
        deadline: float | None = None,
        heard: Callable[[Any], object] | None = None,
    ) -> "Future[Any]":
        """See :meth:`Caller.call`; a bug of the job is raised into the future as it is."""
        future: Future[Any] = Future()
        until = None if deadline is None else time.monotonic() + deadline
        items: list[Any] | None = None
        payload = msgspec.json.decode(msgspec.json.encode(payload))
        steps = begin(job, payload, Tools(self._kiwi, names))
        try:
            while True:
                try:
                    told = next(steps)
                except StopIteration as end:
                    last = end.value
                    break
                if told is not None:
                    part = _read(told, answer)
                    items = (items or []) + part
                    if heard is not None and part:
                        heard(part)
                if until is not None and time.monotonic() > until:
                    raise AnalyserGone("analyser.late")
            future.set_result(items if last is None and items is not None else _read(last, answer))
        except Exception as error:
            future.set_exception(error)
        return future


def begin(job: str, payload: Any, tools: Tools) -> Steps:
    """The steps of ``job``; nothing is done before the first.

    ``job`` is one of :data:`JOBS`, or itself ``module:function``.
    """
    module, _, function = JOBS.get(job, job).partition(":")
    made = getattr(import_module(module), function)(payload, tools)
    if not isgenerator(made):
        return made
    result = yield from made
    if result is None:
        yield []  # it told its items, be it none
    return result


def lines(payload: Any, tools: Tools) -> Steps:
    """Tells ``[number of the line, morphemes]`` in parts; a long line comes in several."""
    told: list[tuple[int, list[Morph]]] = []
    count = 0
    for number, line in enumerate(payload):
        for piece in tools.pieces(line):
            told.append((number, piece))
            count += len(piece)
            if count >= _TOLD:
                yield told
                told, count = [], 0
            else:
                yield
    if told:
        yield told


def joined(told: Sequence[tuple[int, tuple[Morph, ...]]], count: int) -> list[Line]:
    """What :func:`lines` told of ``count`` lines, as lines."""
    parts: list[list[Morph]] = [[] for _ in range(count)]
    for number, piece in told:
        parts[number].extend(piece)
    return [tuple(part) for part in parts]


def _read(value: Any, answer: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value), type=answer)

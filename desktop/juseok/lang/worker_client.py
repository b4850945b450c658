"""The analyser in another process, as the rest of the program sees it.

Any thread may ask.  Nobody waits for a process that is not there: it is started, killed when it
says nothing for too long, and started again after a pause, and what it was asked is asked again
once.  A question always ends, with its answer or with an error.
"""

import heapq
import itertools
import math
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from functools import partial
from typing import Any, Final

from juseok.core.errors import AnalyserGone
from juseok.core.messages import Message
from juseok.core.morphs import Line, Morph, Names
from juseok.core.processes import start_beside
from juseok.lang.frames import (
    Ask,
    Begun,
    Drop,
    Fault,
    Heard,
    HeardDone,
    HeardPart,
    Ready,
    Refused,
    Unable,
    line_of,
)
from juseok.lang.jobs import LINES, Urgency, joined
from juseok.lang.kiwi import sound
from juseok.lang.worker_life import Life, Start
from juseok.lang.worker_questions import Patience, Question, State, fail, then

_TOLD_LINES: Final = list[tuple[int, tuple[Morph, ...]]]
_IMPATIENT_S: Final = 1.0
"""Who cannot wait as long as this is told at once while the process is not ready."""


def start_worker() -> "subprocess.Popen[bytes]":
    """The process itself."""
    return start_beside("juseok.lang.worker")


class WorkerClient:
    """Asks the process; starts it with :meth:`start` or the first question."""

    def __init__(
        self,
        *,
        start: Start = start_worker,
        patience: Patience | None = None,
    ) -> None:
        self._start_process = start
        self._patience = patience or Patience()
        self._change = threading.Condition()
        self._state = State.OFF
        self._reason: Message | None = None
        self._life: Life | None = None
        self._begun = 0.0
        self._deaths = 0
        self._not_before = 0.0
        self._wanted = False
        self._numbers = itertools.count(1)
        self._open: dict[int, Question] = {}
        self._listeners: list[Callable[[], object]] = []
        self._deadlines: list[tuple[float, int]] = []
        self._planned = math.inf
        """When the thread that watches looks again by itself."""
        self._watch: threading.Thread | None = None

    # -- how it is

    @property
    def state(self) -> State:
        return self._state

    @property
    def reason(self) -> Message | None:
        """Why the analyser is gone, where it said so itself."""
        return self._reason

    @property
    def pid(self) -> int | None:
        """The number of the process, if there is one."""
        life = self._life
        return life.pid if life is not None else None

    def subscribe(self, changed: Callable[[], object]) -> Callable[[], object]:
        """Call ``changed()`` in any thread after :attr:`state` changed; gives the way to stop."""
        with self._change:
            self._listeners = [*self._listeners, changed]

        def stop() -> None:
            with self._change:
                self._listeners = [one for one in self._listeners if one is not changed]

        return stop

    def start(self) -> None:
        """Have the process loaded, and from now on started again whenever it dies."""
        with self._change:
            self._wanted = True
            self._wake()

    def close(self) -> None:
        """Kill the process and end every question; returns at once."""
        with self._change:
            life, self._life = self._life, None
            questions = list(self._open.values())
            self._open.clear()
            self._state = State.CLOSED
            self._change.notify_all()
        if life is not None:
            life.end()
        fail(questions, AnalyserGone("analyser.closed"))
        self._tell()

    # -- asking

    def lines(
        self, lines: Sequence[str], *, names: Names | None = None, deadline: float | None = None
    ) -> list[Line]:
        """See :class:`juseok.core.morphs.Analyser`; the caller's thread waits."""
        if deadline is not None and deadline < _IMPATIENT_S and self._state is not State.READY:
            raise AnalyserGone("analyser.late")
        asked = self.lines_later(lines, names=names, urgency=Urgency.NOW, deadline=deadline)
        try:
            return asked.result(deadline)
        except FutureTimeout:
            asked.cancel()
            raise AnalyserGone("analyser.late") from None

    def lines_later(
        self,
        lines: Sequence[str],
        *,
        names: Names | None = None,
        urgency: Urgency = Urgency.SOON,
        deadline: float | None = None,
    ) -> "Future[list[Line]]":
        """The morphemes of each line, in order."""
        clean = [sound(line) for line in lines]
        asked = self.call(LINES, clean, names=names, answer=_TOLD_LINES, urgency=urgency,
                          deadline=deadline)  # fmt: skip
        return then(asked, lambda told: joined(told or (), len(clean)))

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
        """See :meth:`juseok.lang.jobs.Caller.call`; cancelling the future drops the question."""
        number = next(self._numbers)
        version = names.version if names is not None else None
        line = line_of(Ask(number, job, payload, version, urgency))
        until = None if deadline is None else time.monotonic() + deadline
        question = Question(number, line, names, answer, urgency, heard)
        with self._change:
            refusal = self._refusal()
            if refusal is None:
                self._open[number] = question
                if self._life is not None:
                    question.send(self._life)
                soon = time.monotonic() + self._patience.silence
                if until is not None:
                    heapq.heappush(self._deadlines, (until, number))
                    soon = min(soon, until)
                if self._life is None or soon < self._planned:
                    self._wake()
        if refusal is not None:
            question.future.set_exception(refusal)
        else:
            question.future.add_done_callback(partial(self._given_up, question))
        return question.future

    def _refusal(self) -> AnalyserGone | None:
        if self._state is State.CLOSED:
            return AnalyserGone("analyser.closed")
        if self._state is State.GONE and time.monotonic() < self._not_before:
            return self._gone()
        return None

    def _gone(self) -> AnalyserGone:
        reason = self._reason
        if reason is not None:
            return AnalyserGone(reason.code, **reason.params)
        return AnalyserGone("analyser.lost")

    def _given_up(self, question: Question, future: "Future[Any]") -> None:
        """Drop what its caller cancelled."""
        if future.cancelled():
            with self._change:
                self._drop(question)

    def _drop(self, question: Question) -> None:
        if self._open.pop(question.id, None) is not None and self._life is not None:
            self._life.send(line_of(Drop(question.id)))

    # -- what the process says

    def _hear(self, life: Life, answer: Heard) -> None:
        match answer:
            case Ready():
                self._become(life, State.READY)
            case Unable():
                with self._change:
                    self._reason = Message.from_json(answer.message)
                    self._deaths = len(self._patience.pauses)
            case Begun():
                if question := self._open.get(answer.id):
                    question.tries += 1
            case HeardPart() | HeardDone() | Refused() | Fault():
                self._answer(life, answer)
            case _:
                pass

    def _answer(self, life: Life, answer: HeardPart | HeardDone | Refused | Fault) -> None:
        with self._change:
            question = self._open.get(answer.id) if life is self._life else None
            if question is None:
                return
            if not isinstance(answer, HeardPart):
                del self._open[answer.id]
                self._deaths = 0
        try:
            if isinstance(answer, HeardPart):
                question.take(answer.value)
            else:
                question.end(answer)
        except Exception as error:  # of the listener, or an answer of another type
            with self._change:
                self._drop(question)
            question.fail(error)

    def _lost(self, life: Life) -> None:
        """Plan the next life, and end what was asked too often."""
        with self._change:
            if life is not self._life:
                return
            self._life = None
            pauses = self._patience.pauses
            over = self._deaths >= len(pauses)
            pause = self._patience.rest if over else pauses[self._deaths]
            self._not_before = time.monotonic() + pause
            self._deaths += not over
            self._state = State.GONE if over else State.LOST
            ended = [question for question in self._open.values() if over or question.spent]
            for question in ended:
                del self._open[question.id]
            error = self._gone()
            self._change.notify_all()
        fail(ended, error)
        self._tell()

    # -- the thread that watches

    def _wake(self) -> None:
        if self._watch is None and self._state is not State.CLOSED:
            self._watch = threading.Thread(target=self._keep, name="juseok-analyser", daemon=True)
            self._watch.start()
        self._change.notify_all()

    def _keep(self) -> None:
        """Start the process when it is wanted, kill it when it hangs, end what is late."""
        while True:
            with self._change:
                if self._state is State.CLOSED:
                    return
                now = time.monotonic()
                started = self._life is None and self._due(now)
                if started:
                    self._begin()
                late = self._take_late(now)
                hangs = self._hangs_at()
                hung = self._life if hangs is not None and hangs <= now else None
                if not (started or late or hung):
                    self._planned = self._next()
                    pause = self._planned - now
                    self._change.wait(None if pause == math.inf else max(0.0, pause))
            fail(late, AnalyserGone("analyser.late"))
            if hung is not None:
                hung.end()
                self._lost(hung)
            if started:
                self._tell()

    def _due(self, now: float) -> bool:
        wanted = self._wanted and self._state is not State.GONE
        return (wanted or bool(self._open)) and now >= self._not_before

    def _begin(self) -> None:
        self._begun = time.monotonic()
        self._reason = None
        self._state = State.LOST if self._state is State.LOST else State.STARTING
        life = Life(self._start_process, hear=self._hear, lost=self._lost)
        self._life = life
        for question in sorted(self._open.values(), key=lambda one: (one.urgency, one.id)):
            question.send(life)

    def _hangs_at(self) -> float | None:
        """When the process will have said nothing for too long."""
        if self._life is None:
            return None
        if not self._life.ready:
            return self._begun + self._patience.load
        if not self._open:
            return None
        oldest = next(iter(self._open.values()))
        return max(self._life.last_heard, oldest.sent) + self._patience.silence

    def _take_late(self, now: float) -> list[Question]:
        """Those that nobody can wait for any more; they are open no longer."""
        late: list[Question] = []
        while self._deadlines and self._deadlines[0][0] <= now:
            question = self._open.get(heapq.heappop(self._deadlines)[1])
            if question is not None:
                late.append(question)
                self._drop(question)
        return late

    def _next(self) -> float:
        """When there is something to do, unless somebody calls before."""
        hangs = self._hangs_at()
        due = self._life is None and self._due(self._not_before)
        return min(
            self._deadlines[0][0] if self._deadlines else math.inf,
            hangs if hangs is not None else math.inf,
            self._not_before if due else math.inf,
        )

    def _become(self, life: Life, state: State) -> None:
        with self._change:
            if life is not self._life:
                return
            self._state = state
            self._change.notify_all()
        self._tell()

    def _tell(self) -> None:
        for changed in self._listeners:
            changed()

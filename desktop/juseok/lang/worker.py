"""The analyser's process: does what it is asked, the most urgent first, a step at a time.

It reads requests in a thread, so that whoever asks never waits for what is computed here, and
looks at them between two steps.  It ends with the process that started it, and when it is told
what it cannot understand: then a request may be lost, and its client has to ask again.
"""

import heapq
import os
import queue
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from juseok.core.errors import AnalyserGone, KnownError
from juseok.core.processes import take_pipes
from juseok.lang.frames import (
    KEPT,
    VERSION,
    Answer,
    Ask,
    Beat,
    Begun,
    Done,
    Drop,
    Fault,
    Hello,
    Part,
    Ready,
    Refused,
    Request,
    Teach,
    Unable,
    line_of,
    request_of,
)
from juseok.lang.jobs import Steps, Tools, begin
from juseok.lang.kiwi import Kiwi
from juseok.lang.lexicon import Names

_NICE: Final = 2
_BEAT_S: Final = 1.0


def main(load: Callable[[], Kiwi] = Kiwi) -> None:
    """Serve the process at the other end of standard input and output until it closes them."""
    requests, answers = take_pipes(nice=_NICE)
    inbox: queue.SimpleQueue[Request] = queue.SimpleQueue()
    server = Server(inbox, answers)
    server.tell(Hello(VERSION))
    threading.Thread(target=_listen, args=(requests, inbox), daemon=True).start()
    try:
        kiwi = load()
    except AnalyserGone as error:
        server.tell(Unable(error.message.to_json()))
        return
    server.tell(Ready())
    server.serve(kiwi)


def _listen(requests: BinaryIO, inbox: "queue.SimpleQueue[Request]") -> None:
    try:
        while line := requests.readline():
            inbox.put(request_of(line))
    except (OSError, ValueError):
        os._exit(1)
    os._exit(0)  # the program has ended, and nobody waits for anything


@dataclass(order=True, slots=True)
class _Task:
    urgency: int
    id: int
    steps: Steps = field(compare=False)
    begun: bool = field(default=False, compare=False)
    over: bool = field(default=False, compare=False)


class Server:
    """Runs jobs that come in through ``inbox``, one step of one at a time."""

    def __init__(self, inbox: "queue.SimpleQueue[Request]", answers: BinaryIO) -> None:
        self._inbox = inbox
        self._answers = answers
        self._told = 0.0
        self._heap: list[_Task] = []
        self._tasks: dict[int, _Task] = {}
        self._learning: list[Teach] = []
        self._names: dict[str, Names] = {}

    def serve(self, kiwi: Kiwi) -> None:
        """Until the process ends."""
        while True:
            while not self._tasks or not self._inbox.empty():
                self._take(self._inbox.get(), kiwi)
            self._step(self._heap[0])
            while self._heap and self._heap[0].over:
                heapq.heappop(self._heap)
            if time.monotonic() - self._told > _BEAT_S:
                self.tell(Beat())

    def tell(self, answer: Answer) -> None:
        """Send one line; raises ``OSError`` where nobody reads any more."""
        self._write(line_of(answer))

    def _write(self, line: bytes) -> None:
        self._answers.write(line)
        self._answers.flush()
        self._told = time.monotonic()

    def _take(self, request: Request, kiwi: Kiwi) -> None:
        match request:
            case Teach():
                self._learn(request)
            case Ask():
                names = self._names[request.names] if request.names is not None else None
                steps = begin(request.job, request.payload, Tools(kiwi, names))
                task = _Task(request.urgency, request.id, steps)
                self._tasks[task.id] = task
                heapq.heappush(self._heap, task)
            case Drop():
                if task := self._tasks.get(request.id):
                    self._end(task)
                    task.steps.close()
                while self._heap and self._heap[0].over:
                    heapq.heappop(self._heap)

    def _learn(self, some: Teach) -> None:
        self._learning.append(some)
        if not some.last:
            return
        names = [name for part in self._learning for name in part.names]
        self._learning.clear()
        base = None
        if some.base is not None:
            base = self._names[some.base] = self._names.pop(some.base)  # the last to go
        while len(self._names) >= KEPT:
            del self._names[next(iter(self._names))]
        self._names[some.version] = Names(names, some.version, base)

    def _step(self, task: _Task) -> None:
        if not task.begun:
            task.begun = True
            self.tell(Begun(task.id))
        line = self._line(task)
        if line:
            self._write(line)

    def _line(self, task: _Task) -> bytes:
        """What one step of ``task`` says, as a line; empty where that is nothing."""
        try:
            told = next(task.steps)
            return b"" if told is None else line_of(Part(task.id, told))
        except StopIteration as end:
            self._end(task)
            result = end.value
        except KnownError as error:
            self._end(task)
            return line_of(Refused(task.id, type(error).__name__, error.message.to_json()))
        except Exception:  # a bug: the window reports it
            self._end(task)
            return line_of(Fault(task.id, traceback.format_exc()))
        try:
            return line_of(Done(task.id, result))
        except TypeError:  # no JSON
            return line_of(Fault(task.id, traceback.format_exc()))

    def _end(self, task: _Task) -> None:
        task.over = True
        del self._tasks[task.id]


if __name__ == "__main__":
    main()

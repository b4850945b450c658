"""Work off the GUI thread: reads by a small pool, answers back on the GUI thread.

Every thread of the pool has its own reader, opened by the thread itself and closed by it
(SQLite connections belong to one thread).  A job carries a *slot*: when a newer job takes
the same slot, the older one's answer is dropped.  What a person waits for (the next article) goes
before the rest, and a thread may be kept free for it; threads get no lower priority, for one that
holds the interpreter's lock and is not let run would stop the window.
"""

import itertools
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

T = TypeVar("T")

_SLOW_MS = 1000


class Closable(Protocol):
    """What a thread keeps open between jobs."""

    def close(self) -> None: ...


@dataclass(slots=True)
class Job(Generic[T]):
    """A piece of work under way.  ``cancel()`` makes its answer (or error) count for nothing.

    ``stop`` is called then, too: what ends work that does not look at ``cancelled`` by itself.
    """

    number: int
    label: str
    cancelled: threading.Event
    stop: Callable[[], object] = lambda: None

    def cancel(self) -> None:
        self.cancelled.set()
        self.stop()


@dataclass(slots=True)
class _Work:
    job: Job[Any]
    run: Callable[[Any, Job[Any]], object]
    done: Callable[[Any], object]
    failed: Callable[[BaseException], object]
    dropped: Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class _Answer:
    """``given``: the work was done, and ``result`` is what came of it."""

    work: _Work
    given: bool = False
    result: object = None
    error: BaseException | None = None


class _Line:
    """Work in the order in which it is to be begun: what a person waits for, then the rest."""

    def __init__(self) -> None:
        self._first: deque[_Work] = deque()
        self._rest: deque[_Work] = deque()
        self._ended = False
        lock = threading.Lock()
        self._any, self._urgent = threading.Condition(lock), threading.Condition(lock)

    def put(self, work: _Work, *, first: bool) -> None:
        with self._any:
            (self._first if first else self._rest).append(work)
            self._any.notify()
            if first:
                self._urgent.notify()

    def hurry(self, job: Job[Any]) -> None:
        """Put the work of ``job`` before the rest, unless it was begun."""
        with self._any:
            for work in [work for work in self._rest if work.job is job]:
                self._rest.remove(work)
                self._first.append(work)
                self._urgent.notify()

    def take(self, *, first: bool) -> _Work | None:
        """Wait for work (``first``: only for what goes before the rest); None at the end."""
        with self._any:
            while not self._first and (first or not self._rest):
                if self._ended:
                    return None
                (self._urgent if first else self._any).wait()
            return (self._first or self._rest).popleft()

    def end(self) -> None:
        """Let the threads end when all is taken."""
        with self._any:
            self._ended = True
            self._any.notify_all()
            self._urgent.notify_all()


class Tasks(QObject):
    """A pool of threads, each with what ``open_tool`` gives (a reader of the project).

    ``kept``: so many threads more, for jobs that go first and for nothing else.

    ``failed(error)``: a job raised and had no handler of its own.
    ``busy_changed(label)``: a job has run for more than a second; empty when it is over.
    """

    failed = Signal(object)
    busy_changed = Signal(str)
    _arrived = Signal(int)

    def __init__(
        self, open_tool: Callable[[], Closable] | None = None, *, threads: int = 2, kept: int = 0
    ) -> None:
        super().__init__()
        self._open_tool = open_tool
        self._numbers = itertools.count(1)
        self._slots: dict[str, Job[Any]] = {}
        self._running: dict[int, Job[Any]] = {}
        self._answers: dict[int, _Answer] = {}
        self._line = _Line()
        self._closed = False
        self._busy = ""
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._threads = [
            threading.Thread(
                target=self._work, args=(n >= threads,), name=f"juseok-read-{n}", daemon=True
            )
            for n in range(threads + kept)
        ]
        for thread in self._threads:
            thread.start()

    def run(
        self,
        run: Callable[[Any, Job[T]], T],
        done: Callable[[T], object],
        *,
        slot: str = "",
        label: str = "",
        first: bool = False,
        failed: Callable[[BaseException], object] | None = None,
        dropped: Callable[[T], object] = lambda _: None,
    ) -> Job[T]:
        """Call ``run(tool, job)`` on the pool, then ``done(result)`` on the GUI thread.

        ``slot``: only the newest job of a slot answers.  ``label`` is shown when it takes
        more than a second.  ``first``: a person waits for it.  An exception goes to
        ``failed``, else to the signal.  ``dropped`` gets a result that nobody waits for any
        more (cancelled, or the pool was closed), on any thread, to let go of what it holds.
        After :meth:`close` nothing is run.
        """
        job: Job[T] = Job(next(self._numbers), label, threading.Event())
        if self._closed:
            job.cancel()
            return job
        if slot:
            if older := self._slots.get(slot):
                older.cancel()
            self._slots[slot] = job
        self._running[job.number] = job
        if label:
            QTimer.singleShot(_SLOW_MS, self, lambda: self._slow(job))
        work = _Work(job, run, done, failed or self.failed.emit, dropped)
        self._line.put(work, first=first)
        return job

    def hurry(self, job: Job[Any]) -> None:
        """A person waits for ``job`` now."""
        self._line.hurry(job)

    @property
    def idle(self) -> bool:
        return not self._running

    def cancel_labelled(self) -> None:
        """Give up the jobs that a person can see running."""
        for job in [job for job in self._running.values() if job.label]:
            job.cancel()
            self._finish(job)

    def end(self) -> None:
        """Drop what waits and have the threads end; nothing is answered any more."""
        self._closed = True
        for job in self._running.values():
            job.cancel()
        self._line.end()

    def wait(self) -> None:
        """Until the threads have ended.  Any thread, after :meth:`end`."""
        for thread in self._threads:
            thread.join()

    def close(self) -> None:
        """End, and wait for it."""
        self.end()
        self.wait()
        self._running.clear()
        for number in list(self._answers):
            self._deliver(number)

    def _work(self, first: bool) -> None:
        tool: Closable | None = None
        open_tool = self._open_tool
        while (work := self._line.take(first=first)) is not None:
            answer = _Answer(work)
            if not work.job.cancelled.is_set():
                try:
                    if tool is None and open_tool is not None:
                        tool = open_tool()
                    answer = _Answer(work, True, work.run(tool, work.job))
                    answer = _wanted(answer)  # before the next job needs what this one holds
                except BaseException as error:
                    answer = _Answer(work, error=error)
            number = work.job.number
            self._answers[number] = answer
            del work, answer  # a widget that it tells must not be let go of by this thread
            self._arrived.emit(number)
        if tool is not None:
            tool.close()

    def _deliver(self, number: int) -> None:
        answer = self._answers.pop(number, None)
        if answer is None:
            return  # the pool was closed before
        work = answer.work
        self._finish(work.job)
        if answer.error is not None and not work.job.cancelled.is_set():
            work.failed(answer.error)
        elif _wanted(answer).given:
            work.done(answer.result)

    def _finish(self, job: Job[Any]) -> None:
        self._running.pop(job.number, None)
        for slot in [slot for slot, holder in self._slots.items() if holder is job]:
            del self._slots[slot]
        if job.label and job.label == self._busy:
            self._busy = ""
            self.busy_changed.emit("")

    def _slow(self, job: Job[Any]) -> None:
        if job.number in self._running and not job.cancelled.is_set():
            self._busy = job.label
            self.busy_changed.emit(job.label)


def _wanted(answer: _Answer) -> _Answer:
    """``answer``, or one without its result where nobody waits for that any more."""
    if answer.given and answer.work.job.cancelled.is_set():
        answer.work.dropped(answer.result)
        return _Answer(answer.work)
    return answer

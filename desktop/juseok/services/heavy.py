"""Heavy work in a process of its own, so that the window never waits for the interpreter's lock.

A thread of a pool calls :meth:`Worker.run` and sleeps on a pipe; what it hands on comes in pieces
small enough to be unpacked between two frames of the window.  Whoever stops the work kills the
process: what runs apart writes only where its caller clears up, so there is nothing to wait for.
"""

import contextlib
import pickle
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, BinaryIO, Final, TypeVar, cast

from juseok.core.errors import Cancelled, WorkerError
from juseok.core.processes import RemoteFault, start_beside, widen
from juseok.services.worker import Frame, read_frame, write_frame

T = TypeVar("T")

_WAIT_S: Final = 5.0
_PIPE: Final = 1 << 20
"""Bytes: a piece of some hundred kilobytes is to lie in it whole while this side is busy."""


class _Child:
    """One process; ``stopped``: it was ended on purpose."""

    def __init__(self) -> None:
        self.stopped = False
        self.process = start_beside("juseok.services.worker")
        self.requests = cast("BinaryIO", self.process.stdin)
        self.answers = cast("BinaryIO", self.process.stdout)
        widen(self.answers, _PIPE)

    def end(self) -> None:
        """Kill it if it lives, and let go of its pipes."""
        self.process.kill()
        self.process.wait(_WAIT_S)
        for pipe in (self.requests, self.answers):
            with contextlib.suppress(OSError):  # what was not sent to a process that has died
                pipe.close()


class Worker:
    """At most one process, started when it is needed and kept for the next call.

    :meth:`warm`, :meth:`run` and :meth:`close` are for one thread at a time; :meth:`stop` is for
    any.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._running = False

    @property
    def pid(self) -> int | None:
        """The number of the process, if there is one."""
        child = self._child
        return child.process.pid if child is not None else None

    def warm(self) -> None:
        """Start the process, so that the first call need not wait for it.

        Raises :class:`~juseok.core.errors.WorkerError` where the system refuses one.
        """
        if self._child is not None and self._child.process.poll() is not None:
            self._drop(self._child)  # it was ended while nothing ran
        if self._child is None:
            try:
                child = _Child()
            except OSError as error:  # no room for another process
                raise WorkerError("run.worker_lost") from error
            with self._lock:
                self._child = child

    def run(
        self,
        function: "Callable[..., T]",
        *args: Any,
        heard: Callable[[Any], object] = lambda _: None,
        feed: Callable[[], Iterable[Any]] = tuple,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> T:
        """``function(port, *args)`` there; ``heard(piece)`` for what it tells, in this thread.

        ``feed`` makes what its port is fed, in pieces.  Raises the ``KnownError`` it raised,
        :class:`~juseok.core.errors.Cancelled` after :meth:`stop` (or where ``cancelled`` says so
        before it began), and :class:`~juseok.core.errors.WorkerError` where the process died.
        """
        call = _Call(pickle.dumps((function, args)), heard, feed)
        kept = self._child is not None
        try:
            return self._run(call, cancelled)
        except WorkerError:
            if not kept or call.heard_any:
                raise
        return self._run(call, cancelled)  # it died while nothing ran, or as this call began

    def _run(self, call: "_Call", cancelled: Callable[[], bool]) -> Any:
        self.warm()
        with self._lock:
            child = self._child
            assert child is not None
            self._running = True
        whole = True
        try:
            if cancelled():  # after it could be stopped: one of the two is seen
                raise Cancelled("run.cancelled")
            whole = False
            kind, said = call.talk(child)
            whole = True
        except (EOFError, OSError) as error:
            if child.stopped:
                raise Cancelled("run.cancelled") from None
            raise WorkerError("run.worker_lost") from error
        finally:
            with self._lock:  # who stops it now has killed it, or kills nothing
                self._running = False
            if not whole or child.stopped:
                self._drop(child)
        return _answer(kind, said)

    def stop(self) -> None:
        """Have a call that runs end now, by killing its process; returns at once."""
        with self._lock:
            child = self._child
            if child is not None and self._running:
                child.stopped = True
                child.process.kill()

    def close(self) -> None:
        """Let the process go; a later call starts another."""
        child = self._child
        if child is not None:
            self._drop(child)

    def _drop(self, child: _Child) -> None:
        with self._lock:
            self._child = None
        child.end()


class _Call:
    """What is asked of a process; ``heard_any``: some of the answer has arrived."""

    def __init__(
        self, job: bytes, heard: Callable[[Any], object], feed: Callable[[], Iterable[Any]]
    ) -> None:
        self._job, self._heard, self._feed = job, heard, feed
        self.heard_any = False

    def talk(self, child: _Child) -> Frame:
        """Send a job and all it is fed, and hear it to its end."""
        write_frame(child.requests, ("job", self._job))
        for piece in self._feed():
            write_frame(child.requests, ("fed", piece))
        write_frame(child.requests, ("end", None))
        while True:
            kind, said = read_frame(child.answers)
            self.heard_any = True
            if kind != "told":
                return kind, said
            self._heard(said)


def _answer(kind: str, said: Any) -> Any:
    if kind == "known":
        family, message = said
        raise family(message.code, **message.params)
    if kind == "bug":
        raise RemoteFault(said)
    return said


class Crew:
    """Several workers for many calls of one sort; made by one thread, stopped from any."""

    def __init__(self, size: int) -> None:
        self._workers = [Worker() for _ in range(size)]

    @property
    def pids(self) -> list[int]:
        """The processes that are there."""
        return [pid for worker in self._workers if (pid := worker.pid) is not None]

    def run(self, function: "Callable[..., T]", *args: Any, **how: Any) -> T:
        """One call, as :meth:`Worker.run`."""
        return self._workers[0].run(function, *args, **how)

    def run_each(
        self,
        function: Callable[..., T],
        calls: Sequence[tuple[Any, ...]],
        *,
        heard: Callable[[int, Any], object],
        ended: Callable[[int, T], object],
        cancelled: Callable[[], bool],
    ) -> None:
        """``function(port, *call)`` for each of ``calls``, some at a time.

        ``heard(number, piece)`` and ``ended(number, result)`` are called for one call after the
        other in their order, by one thread at a time.  The first error ends all and is raised.
        """
        turns = _Turns(len(calls), heard, ended)

        def serve(worker: Worker) -> None:
            while (number := turns.take()) is not None:
                try:
                    result = worker.run(
                        function,
                        *calls[number],
                        heard=partial(turns.hear, number),
                        cancelled=lambda: cancelled() or turns.failed is not None,
                    )
                    turns.end(number, result)
                except BaseException as error:
                    turns.fail(error)
                    self.stop()

        others = self._workers[1 : len(calls)]
        threads = [threading.Thread(target=serve, args=(worker,)) for worker in others]
        for thread in threads:
            thread.start()
        serve(self._workers[0])
        for thread in threads:
            thread.join()
        if turns.failed is not None:
            raise turns.failed

    def stop(self) -> None:
        """Have the calls that run end now; returns at once."""
        for worker in self._workers:
            worker.stop()

    def close(self) -> None:
        """Let all processes go."""
        for worker in self._workers:
            worker.close()


class _Turns:
    """Gives out numbers, and passes on what is said of them in their order."""

    def __init__(
        self, count: int, heard: Callable[[int, Any], object], ended: Callable[[int, Any], object]
    ) -> None:
        self.failed: BaseException | None = None
        self._lock = threading.Lock()
        self._numbers = iter(range(count))
        self._heard, self._ended = heard, ended
        self._front = 0
        self._kept: dict[int, list[Any]] = {}
        self._results: dict[int, Any] = {}

    def take(self) -> int | None:
        """The next number; None where there is none left, or all is lost."""
        with self._lock:
            return next(self._numbers, None) if self.failed is None else None

    def hear(self, number: int, piece: object) -> None:
        with self._lock:
            if number == self._front:
                self._heard(number, piece)
            else:
                self._kept.setdefault(number, []).append(piece)

    def end(self, number: int, result: object) -> None:
        with self._lock:
            self._results[number] = result
            while self._front in self._results:
                self._ended(self._front, self._results.pop(self._front))
                self._front += 1
                for piece in self._kept.pop(self._front, ()):
                    self._heard(self._front, piece)

    def fail(self, error: BaseException) -> None:
        """Remember the first error."""
        with self._lock:
            self.failed = self.failed or error

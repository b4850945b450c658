"""Heavy work in a process of its own, so that the window never waits for the interpreter's lock.

A thread of a pool calls :meth:`Worker.run` and sleeps on a pipe; what it hands on comes in pieces
small enough to be unpacked between two frames of the window.  Whoever stops the work kills the
process: what runs apart writes only where its caller clears up, so there is nothing to wait for.
"""

import contextlib
import json
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO, Final, TypeVar, cast

from juseok.core.errors import Cancelled, WorkerError
from juseok.services.worker import Frame, read_frame, write_frame

T = TypeVar("T")

_BOOT: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv.pop());"
    "from juseok.services.worker import main; main()"
)
_WAIT_S: Final = 5.0


class RemoteFault(Exception):
    """A bug in what ran apart; the text is its traceback there."""


class _Child:
    """One process; ``stopped``: it was ended on purpose."""

    def __init__(self) -> None:
        self.stopped = False
        self.process = subprocess.Popen(
            [sys.executable, "-c", _BOOT, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.requests = cast("BinaryIO", self.process.stdin)
        self.answers = cast("BinaryIO", self.process.stdout)

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
        """Start the process, so that the first call need not wait for it."""
        if self._child is None:
            child = _Child()
            with self._lock:
                self._child = child

    def run(
        self,
        function: "Callable[..., T]",
        *args: Any,
        heard: Callable[[Any], object] = lambda _: None,
        feed: Iterable[Any] = (),
        cancelled: Callable[[], bool] = lambda: False,
    ) -> T:
        """``function(port, *args)`` there; ``heard(piece)`` for what it tells, in this thread.

        ``feed`` is what its port is fed, in pieces.  Raises the ``KnownError`` it raised,
        :class:`~juseok.core.errors.Cancelled` after :meth:`stop` (or where ``cancelled`` says so
        before it began), and :class:`~juseok.core.errors.WorkerError` where the process died.
        """
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
            kind, said = _talk(child, pickle.dumps((function, args)), heard, feed)
            whole = True
        except (EOFError, OSError) as error:
            if child.stopped:
                raise Cancelled("run.cancelled") from None
            raise WorkerError("run.worker_lost") from error
        finally:
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


def _talk(child: _Child, job: bytes, heard: Callable[[Any], object], feed: Iterable[Any]) -> Frame:
    """Send a job and all it is fed, and hear it to its end."""
    write_frame(child.requests, ("job", job))
    for piece in feed:
        write_frame(child.requests, ("fed", piece))
    write_frame(child.requests, ("end", None))
    while True:
        kind, said = read_frame(child.answers)
        if kind != "told":
            return kind, said
        heard(said)


def _answer(kind: str, said: Any) -> Any:
    if kind == "known":
        family, message = said
        raise family(message.code, **message.params)
    if kind == "bug":
        raise RemoteFault(said)
    return said

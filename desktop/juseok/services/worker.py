"""The far side of heavy work: a process that runs one function after another, without Qt.

Threads of one process share the interpreter's lock, so a thread that computes stops the window.
What computes long runs here.  A function is known by its name, is handed a :class:`Port` and then
its arguments, and changes nothing but files in a folder that it was given: it can be killed at
any time.  Frames on standard input and output are a length (8 bytes, big-endian) and a pickle;
the pipes are private to two processes of one program.
"""

import os
import pickle
import queue
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO, Final, Literal, Protocol, TypeAlias

from juseok.core.errors import KnownError
from juseok.core.processes import collect_rarely, take_pipes

FrameKind: TypeAlias = Literal["job", "fed", "end", "told", "done", "known", "bug"]
Frame: TypeAlias = tuple[FrameKind, Any]

_HEAD: Final = 8
_NICE: Final = 5
"""The window goes first where both want the processor."""
_PROGRESS_S: Final = 0.05
"""As often as a person can see it."""
_AHEAD: Final = 2 << 20
"""Bytes that wait to be sent before whoever tells has to wait, too."""


@dataclass(frozen=True, slots=True)
class Port:
    """What a function that runs apart has of the program that called it.

    ``tell(piece)`` hands a part of the result on; ``fed`` is what comes in piece by piece.  Keep
    pieces below some hundred kilobytes: each is unpacked in one go.  In the same process any
    callable and any iterable will do.  ``pause``: progress is told no sooner after the last, in
    seconds.
    """

    tell: Callable[[Any], object]
    fed: Iterable[Any] = ()
    pause: float = 0.0

    def progress(self) -> Callable[[int, int], None]:
        """Tells ``(done, of)`` as a piece."""
        told = float("-inf")

        def tell(done: int, of: int) -> None:
            nonlocal told
            now = time.monotonic()
            if done >= of or now - told >= self.pause:
                told = now
                self.tell((done, of))

        return tell


class Runner(Protocol):
    """Runs ``function(port, *args)`` here or in another process; ``heard`` gets what it tells."""

    def __call__(
        self, function: Callable[..., Any], *args: object, heard: Callable[[Any], object]
    ) -> Any: ...


def run_here(function: Callable[..., Any], *args: object, heard: Callable[[Any], object]) -> Any:
    """As a :class:`Runner`, in this very process."""
    return function(Port(heard), *args)


def write_frame(file: BinaryIO, frame: Frame) -> None:
    """Send one frame; raises ``OSError`` where nobody reads any more."""
    _send(file, _packed(frame))


def _packed(frame: Frame) -> bytes:
    data = pickle.dumps(frame, protocol=5)
    return len(data).to_bytes(_HEAD, "big") + data


def _send(file: BinaryIO, data: bytes) -> None:
    """In one go: each call of the system hands the interpreter's lock back and forth."""
    file.write(data)
    file.flush()


def read_frame(file: BinaryIO) -> Frame:
    """Wait for one frame; raises ``EOFError`` where the other side has gone."""
    head = file.read(_HEAD)
    if len(head) < _HEAD:
        raise EOFError
    data = file.read(int.from_bytes(head, "big"))
    if len(data) < int.from_bytes(head, "big"):
        raise EOFError
    return pickle.loads(data)


class Outbox:
    """Sends frames in their order from a thread of its own.

    So what runs here goes on while the other side is busy with what it was told, until some
    megabytes wait.  A frame is packed by whoever hands it over, who may change it afterwards.
    """

    def __init__(self, file: BinaryIO, gone: Callable[[], object]) -> None:
        """``gone`` is called, by the thread, where nobody reads any more."""
        self._file, self._gone = file, gone
        self._frames: deque[bytes] = deque()
        self._waiting = 0
        self._changed = threading.Condition()
        threading.Thread(target=self._run, daemon=True).start()

    def put(self, frame: Frame) -> None:
        """Have ``frame`` sent; waits while too much does."""
        data = _packed(frame)
        with self._changed:
            self._changed.wait_for(lambda: self._waiting < _AHEAD)
            self._frames.append(data)
            self._waiting += len(data)
            self._changed.notify_all()

    def _run(self) -> None:
        try:
            while True:
                with self._changed:
                    self._changed.wait_for(lambda: self._frames)
                    data = self._frames.popleft()
                _send(self._file, data)
                with self._changed:
                    self._waiting -= len(data)
                    self._changed.notify_all()
        except OSError:
            self._gone()


def main(*, nice: int = _NICE) -> None:
    """Serve the process at the other end of standard input and output until it closes them;
    ``nice``: by how much others go first where both want the processor."""
    requests, answers = take_pipes(nice=nice)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before a job loads numpy
    collect_rarely()
    frames: queue.SimpleQueue[Frame] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests, frames), daemon=True).start()
    outbox = Outbox(answers, partial(os._exit, 0))  # the program has ended
    while True:
        _, job = frames.get()
        outbox.put(_run(job, outbox, frames))


def _listen(requests: BinaryIO, frames: "queue.SimpleQueue[Frame]") -> None:
    """Take in what comes, so that whoever sends never waits for what is computed here."""
    try:
        while True:
            frames.put(read_frame(requests))
    except (EOFError, OSError):
        os._exit(0)  # the program has ended, and nobody waits for anything


def _run(job: bytes, outbox: Outbox, frames: "queue.SimpleQueue[Frame]") -> Frame:
    fed = _fed(frames)
    port = Port(lambda piece: outbox.put(("told", piece)), fed, _PROGRESS_S)
    try:
        function, args = pickle.loads(job)
        result = function(port, *args)
    except KnownError as error:
        answer: Frame = ("known", (type(error), error.message))
    except Exception:  # a bug: the window reports it
        answer = ("bug", traceback.format_exc())
    else:
        answer = ("done", result)
    for _ in fed:  # the next job begins behind what this one did not read
        pass
    return answer


def _fed(frames: "queue.SimpleQueue[Frame]") -> Iterator[Any]:
    while True:
        kind, piece = frames.get()
        if kind == "end":
            return
        yield piece

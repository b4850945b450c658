"""Many pieces of work done by this process and another at once, their results in their order.

For what runs apart already (``services.worker``) and would have a second processor idle.  Whoever
waits for the results makes some itself, and hands others to a partner, which only computes: it
writes nothing, and ends with this process, so that stopping is killing here, too.
"""

import os
import pickle
import queue
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO, Final, Generic, NamedTuple, TypeVar, cast

from juseok.core.errors import KnownError
from juseok.core.processes import RemoteFault, start_beside, widen
from juseok.services import worker
from juseok.services.worker import Frame, Port, read_frame, write_frame

PieceT = TypeVar("PieceT")
ResultT = TypeVar("ResultT")

_AHEAD: Final = 2
"""Pieces that the partner has, so that it need not wait for the next one."""
_KEPT: Final = 10
"""Results that wait for their turn, at most: memory stays flat."""
_SWITCH_S: Final = 0.0005
"""The thread that reads a result asks for the interpreter's lock once for every pipeful."""
_PIPEFUL: Final = 1 << 20
"""Bytes: a result is to lie in the pipe whole while this process is busy."""
_WAIT_S: Final = 5.0


def processors() -> int:
    """How many there are."""
    return os.cpu_count() or 1


@contextmanager
def abreast(
    pieces: Sequence[PieceT],
    make: Callable[[PieceT], ResultT],
    function: Callable[..., object],
    *args: object,
) -> Generator[Iterator[ResultT | None], None, None]:
    """What ``make`` makes of each of ``pieces``, some of it by ``function(port, *args)`` in another
    process, which is :func:`serve` with what makes the same there.

    None stands for what is to be made by whoever takes the results: what raised a ``KnownError``,
    so that it raises in its turn as it would without a partner, and what one had that died.
    Leaving ends the partner.
    """
    partner = _started(pickle.dumps((_served, (function, args))))
    interval = sys.getswitchinterval()
    sys.setswitchinterval(min(interval, _SWITCH_S))
    try:
        yield _Turns(pieces, make, partner).results()
    finally:
        sys.setswitchinterval(interval)
        if partner is not None:
            partner.end()


def serve(port: Port, make: Callable[[Any], Any]) -> None:
    """Make each piece that ``port`` is fed; None for one that raises a ``KnownError``."""
    for piece in port.fed:
        port.tell(_made(make, piece))


class _Fault(NamedTuple):
    """A bug there: its traceback."""

    text: str


def _served(port: Port, function: Callable[..., object], args: tuple[object, ...]) -> None:
    """``function`` there; what comes of it is heard at once, for nobody says that it is to end."""
    try:
        function(port, *args)
    except KnownError:  # it could not begin
        serve(port, lambda _: None)
    except Exception:
        port.tell(_Fault(traceback.format_exc()))


def _made(make: Callable[[PieceT], ResultT], piece: PieceT) -> ResultT | None:
    try:
        return make(piece)
    except KnownError:
        return None


def _started(job: bytes) -> "_Partner | None":
    """A partner; None where the system refuses a process."""
    try:
        return _Partner(job)
    except OSError:
        return None


class _Partner:
    """Another process, and which pieces it has (by number), in the order in which it makes them."""

    def __init__(self, job: bytes) -> None:
        self._process = start_beside(__name__)
        self._requests = cast("BinaryIO", self._process.stdin)
        self._answers = cast("BinaryIO", self._process.stdout)
        widen(self._answers, _PIPEFUL)
        self._heard: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self.has: deque[int] = deque()
        with suppress(OSError):  # it has died already, which is heard
            write_frame(self._requests, ("job", job))

    def hand(self, number: int, piece: object) -> None:
        self.has.append(number)
        with suppress(OSError):
            write_frame(self._requests, ("fed", piece))

    def hear(self, *, wait: bool) -> Frame | None:
        """What it says; None where it has died.  Raises ``queue.Empty`` where it says nothing, and
        nobody waits."""
        return self._heard.get(block=wait)

    def end(self) -> None:
        """Kill it, and let go of its pipes."""
        self._process.kill()
        self._process.wait(_WAIT_S)
        self._listener.join(_WAIT_S)
        for pipe in (self._requests, self._answers):
            with suppress(OSError):
                pipe.close()

    def _listen(self) -> None:
        try:
            while True:
                self._heard.put(read_frame(self._answers))
        except (EOFError, OSError):
            pass
        finally:  # whatever came: nobody waits for more
            self._heard.put(None)


class _Turns(Generic[PieceT, ResultT]):
    """Results in the order of their pieces, made before their turn."""

    def __init__(
        self,
        pieces: Sequence[PieceT],
        make: Callable[[PieceT], ResultT],
        partner: _Partner | None,
    ) -> None:
        self._pieces, self._make, self._partner = pieces, make, partner
        self._next = 0
        self._kept: dict[int, ResultT | None] = {}

    def results(self) -> Iterator[ResultT | None]:
        for turn in range(len(self._pieces)):
            last = min(turn + _KEPT, len(self._pieces))
            while turn not in self._kept:
                self._step(last)
            yield self._kept.pop(turn)

    def _step(self, last: int) -> None:
        """Hand pieces before ``last`` on, hear of others, or make one here."""
        partner = self._partner
        if partner is not None:
            while len(partner.has) < _AHEAD and self._next < last:
                partner.hand(self._next, self._pieces[self._next])
                self._next += 1
            if self._hear(partner, wait=self._next >= last):
                return
        number = self._next
        self._next += 1
        self._kept[number] = _made(self._make, self._pieces[number])

    def _hear(self, partner: _Partner, *, wait: bool) -> bool:
        """Whether there was something to hear."""
        try:
            frame = partner.hear(wait=wait)
        except queue.Empty:
            return False
        if frame is None:  # it died
            self._kept |= dict.fromkeys(partner.has)
            self._partner = None
            return True
        _, result = frame
        if isinstance(result, _Fault):
            raise RemoteFault(result.text)
        self._kept[partner.has.popleft()] = result
        return True


def main() -> None:
    """A partner: it goes no later than the process that it works for."""
    worker.main(nice=0)

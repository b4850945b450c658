"""One life of the analyser's process: started, talked to and ended without anybody waiting.

A thread starts the process and writes to it, another reads; whoever calls goes on at once.
"""

import contextlib
import queue
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import BinaryIO, cast

from juseok.core.morphs import Names
from juseok.lang.frames import KEPT, VERSION, Heard, Hello, Ready, answer_of, teaching

Start = Callable[[], "subprocess.Popen[bytes]"]


class Life:
    """A process from its start to its end.

    ``hear(life, answer)`` and, once, ``lost(life)`` are called in a thread of its own.
    """

    def __init__(
        self,
        start: Start,
        *,
        hear: Callable[["Life", Heard], object],
        lost: Callable[["Life"], object],
    ) -> None:
        self.ready = False
        self.last_heard = time.monotonic()
        self._start, self._hear, self._lost = start, hear, lost
        self._ended = False
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._taught: deque[str] = deque(maxlen=KEPT)
        self._lines: queue.SimpleQueue[Iterable[bytes] | None] = queue.SimpleQueue()
        threading.Thread(target=self._write, name="juseok-analyser-asks", daemon=True).start()

    @property
    def pid(self) -> int | None:
        """The number of the process, once it is there."""
        return self._process.pid if self._process is not None else None

    def send(self, *lines: bytes) -> None:
        """Have ``lines`` written, in order."""
        self._lines.put(lines)

    def teach(self, names: Names) -> None:
        """Have the process know ``names``, unless it does; what it forgets, this forgets."""
        if names.version in self._taught:
            return
        if names.base is not None:
            self.teach(names.base)
            self._taught.remove(names.base.version)
            self._taught.append(names.base.version)
        self._taught.append(names.version)
        self._lines.put(teaching(names))

    def end(self) -> None:
        """Kill the process; returns at once."""
        with self._lock:
            self._ended = True
            if self._process is not None:
                self._process.kill()
        self._lines.put(None)

    def _write(self) -> None:
        if self._ended:
            return
        try:
            process = self._start()
        except OSError:
            self._lost(self)
            return
        with self._lock:
            self._process = process
            if self._ended:
                process.kill()
        threading.Thread(
            target=self._read, args=(process,), name="juseok-analyser-answers", daemon=True
        ).start()
        pipe = cast("BinaryIO", process.stdin)
        with contextlib.suppress(OSError):  # what was not sent to a process that has died
            while (lines := self._lines.get()) is not None:
                for line in lines:
                    pipe.write(line)
                    pipe.flush()
        with contextlib.suppress(OSError):
            pipe.close()

    def _read(self, process: "subprocess.Popen[bytes]") -> None:
        pipe = cast("BinaryIO", process.stdout)
        with contextlib.suppress(OSError, ValueError):  # it says what nobody understands
            while line := pipe.readline():
                answer = answer_of(line)
                self.last_heard = time.monotonic()
                if isinstance(answer, Hello) and answer.version != VERSION:
                    break
                if isinstance(answer, Ready):
                    self.ready = True
                self._hear(self, answer)
        self.end()
        process.wait()
        pipe.close()
        self._lost(self)

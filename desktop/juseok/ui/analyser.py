"""The analyser of Korean as the window has it: asked on the GUI thread, answered there.

It is started after the text is painted, in a process of its own.  Nothing waits for it, nothing
needs it: where it is not there, questions end with an error, and one quiet sentence says so.
"""

import contextlib
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from juseok.core.errors import AnalyserGone
from juseok.ui.i18n import sentence, tr

if TYPE_CHECKING:  # what costs time is loaded when it is started
    from concurrent.futures import Future

    from juseok.core.morphs import Line, Names
    from juseok.lang.worker_client import WorkerClient

LATER = 2
"""As :class:`juseok.lang.jobs.Urgency`: behind the window."""
SOON = 1
"""The article on screen."""
NOW = 0
"""A person waits for it."""


@dataclass(slots=True, eq=False)
class Asked:
    """A question under way.  ``drop()``: its answer, or error, counts for nothing."""

    job: str
    payload: Any
    how: dict[str, Any]
    done: Callable[[Any], object]
    failed: Callable[[BaseException], object]
    slot: str
    heard: Callable[[Any], object] | None = None
    future: "Future[Any] | None" = None
    dropped: bool = False

    def drop(self) -> None:
        self.dropped = True
        if self.future is not None:
            self.future.cancel()


class WindowAnalyser(QObject):
    """Asks the analyser's process for the window.

    ``changed``: :attr:`ready` changed.  ``told(words)``: a sentence for the status line.
    ``failed(error)``: a question ended in a bug, and nobody took it.
    """

    changed = Signal()
    told = Signal(str)
    failed = Signal(object)
    _made = Signal(object)
    _state = Signal()
    _ended = Signal(object)
    _part = Signal(object, object)

    def __init__(
        self, make: "Callable[[], WorkerClient] | None" = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._make = make or _make
        self._client: WorkerClient | None = None
        self._on = True
        self._wanted = False
        self._closed = False
        self._was_lost = False
        self._seen = ""
        self._waiting: list[Asked] = []
        self._under_way: set[Asked] = set()
        self._slots: dict[str, Asked] = {}
        queued = Qt.ConnectionType.QueuedConnection
        self._made.connect(self._take_client, queued)
        self._state.connect(self._take_state, queued)
        self._ended.connect(self._take, queued)
        self._part.connect(self._hear, queued)

    @property
    def ready(self) -> bool:
        """Whether it answers at once."""
        return self._seen == "ready"

    @property
    def pid(self) -> int | None:
        """The number of its process, if there is one."""
        return self._client.pid if self._client is not None else None

    def start(self) -> None:
        """Start its process, once; what was asked before is asked then.  Returns at once."""
        if self._on and not self._wanted and not self._closed:
            self._wanted = True
            threading.Thread(target=self._load, name="juseok-analyser-start", daemon=True).start()

    def switch(self, on: bool) -> None:
        """Whether a person wants it; where not, the process is let go."""
        self._on = on
        if on:
            return
        self._wanted = False
        client, self._client = self._client, None
        waiting, self._waiting = self._waiting, []
        for asked in waiting:
            self._refuse(asked)
        if client is not None:
            client.close()
        self._see("off")

    def lines(
        self, lines: Sequence[str], *, names: "Names | None" = None, deadline: float
    ) -> "list[Line]":
        """The morphemes of each line; the window stands still for ``deadline`` seconds at most.

        Raises :class:`AnalyserGone` where it does not answer by then, or has not been loaded.
        """
        if self._client is None:
            raise AnalyserGone("analyser.late")
        return self._client.lines(lines, names=names, deadline=deadline)

    def answer(
        self, job: str, payload: Any, *, names: "Names | None" = None, deadline: float
    ) -> Any:
        """What ``job`` gives; the window stands still for ``deadline`` seconds at most.

        Raises :class:`AnalyserGone` as :meth:`lines` does, and what the job raises.
        """
        if self._client is None or not self.ready:
            raise AnalyserGone("analyser.late")
        how: dict[str, Any] = {"names": names, "urgency": NOW, "deadline": deadline}
        asked = self._client.call(job, payload, **how)
        try:
            return asked.result(deadline)
        except TimeoutError as error:
            asked.cancel()
            raise AnalyserGone("analyser.late") from error

    def ask(
        self,
        job: str,
        payload: Any,
        done: Callable[[Any], object],
        *,
        failed: Callable[[BaseException], object] | None = None,
        heard: Callable[[Any], object] | None = None,
        names: "Names | None" = None,
        answer: Any = Any,
        urgency: int = SOON,
        deadline: float | None = None,
        slot: str = "",
    ) -> Asked:
        """Have ``job`` done (``juseok.lang.jobs``), then ``done(answer)`` on the GUI thread.

        ``heard`` has the items of an answer that comes in parts, as they come.  ``slot``: a
        newer question of the same slot drops this one.  An error goes to ``failed``; where that
        is not given, :class:`AnalyserGone` is nobody's business, and anything else is told by
        the signal.  Asked before :meth:`start`, it waits for that.
        """
        how = {"names": names, "answer": answer, "urgency": urgency, "deadline": deadline}
        asked = Asked(job, payload, how, done, failed or self._shrug, slot, heard)
        if slot:
            if older := self._slots.get(slot):
                older.drop()
            self._slots[slot] = asked
        if self._client is not None:
            self._send(self._client, asked)
        elif self._closed or not self._on:
            self._refuse(asked)
        else:
            if deadline is not None:
                how["until"] = time.monotonic() + deadline
            self._waiting.append(asked)
        return asked

    def drop_all(self) -> None:
        """Nobody waits for anything that was asked so far."""
        for asked in (*self._under_way, *self._waiting):
            asked.drop()
        self._waiting.clear()
        self._slots.clear()

    def close(self) -> None:
        """Let the process go; returns at once, and nothing is answered any more."""
        self._closed = True
        self.blockSignals(True)
        self.drop_all()
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def _load(self) -> None:
        """In a thread: the modules take long, and so does a process."""
        from juseok.lang.own_lexicons import lexicon_problems

        client = self._make()
        client.subscribe(self._tell_state)
        for problem in lexicon_problems()[:1]:
            with contextlib.suppress(RuntimeError):
                self.told.emit(sentence(problem))
        with contextlib.suppress(RuntimeError):  # the window has gone
            self._made.emit(client)

    def _tell_state(self) -> None:
        with contextlib.suppress(RuntimeError):
            self._state.emit()

    def _take_client(self, client: "WorkerClient") -> None:
        if self._closed or not self._wanted or self._client is not None:
            client.close()
            return
        self._client = client
        client.start()
        waiting, self._waiting = self._waiting, []
        for asked in waiting:
            self._send(client, asked)

    def _refuse(self, asked: Asked) -> None:
        if not asked.dropped:
            asked.failed(AnalyserGone("analyser.closed"))

    def _send(self, client: "WorkerClient", asked: Asked) -> None:
        if asked.dropped:
            return
        until = asked.how.pop("until", None)
        if until is not None:
            asked.how["deadline"] = max(0.0, until - time.monotonic())
        if asked.heard is not None:
            asked.how["heard"] = lambda part: self._part.emit(asked, part)
        self._under_way.add(asked)
        asked.future = client.call(asked.job, asked.payload, **asked.how)
        asked.future.add_done_callback(lambda _: self._ended.emit(asked))

    def _hear(self, asked: Asked, part: Any) -> None:
        if not asked.dropped and asked.heard is not None:
            asked.heard(part)

    def _take(self, asked: Asked) -> None:
        self._under_way.discard(asked)
        if self._slots.get(asked.slot) is asked:
            del self._slots[asked.slot]
        future = asked.future
        if asked.dropped or future is None or future.cancelled():
            return
        error = future.exception()
        if error is not None:
            asked.failed(error)
        else:
            asked.done(future.result())

    def _shrug(self, error: BaseException) -> None:
        if not isinstance(error, AnalyserGone):
            self.failed.emit(error)

    def _take_state(self) -> None:
        client = self._client
        if client is None or self._closed:
            return
        before, now = self._seen, client.state.value
        if now == "lost" and before != "lost":
            self._was_lost = True
            self.told.emit(tr("The Korean analyser has stopped and is started again."))
        elif now == "gone" and before != "gone":
            self._was_lost = True
            reason = client.reason
            why = sentence(reason) if reason is not None else tr("The Korean analyser has stopped.")
            self.told.emit(tr("{why} Everything works without it, less cleverly.", why=why))
        elif now == "ready" and self._was_lost:
            self._was_lost = False
            self.told.emit(tr("The Korean analyser is there again."))
        self._see(now)

    def _see(self, state: str) -> None:
        was_ready, self._seen = self.ready, state
        if was_ready != self.ready:
            self.changed.emit()


def _make() -> "WorkerClient":
    from juseok.lang.worker_client import WorkerClient  # not needed for a first paint

    return WorkerClient()

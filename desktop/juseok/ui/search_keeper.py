"""Keeps the search index of the open project in step with it, behind everything else.

One thread puts in what came, in small steps, and rests between them while a person works; lemmas
follow when the analyser has time.  A search does not wait for any of it.
"""

import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from juseok.core.errors import Cancelled, WorkerError
from juseok.services.heavy import Worker
from juseok.services.search.keeping import (
    catch_up,
    index_path,
    tokens_apart,
    tokens_of_each,
    without_lemmas,
)
from juseok.services.user import state_dir
from juseok.store.reader import Reader
from juseok.store.search_index import IndexGone, Lemma, SearchIndex, discard
from juseok.ui.actions import ActionRouter
from juseok.ui.analyser import LATER, WindowAnalyser
from juseok.ui.context import PanelContext
from juseok.ui.session import Session
from juseok.ui.tasks import Job

LEMMAS: Final = "juseok.lang.lemmas:lemmas"
_FIRST_MS: Final = 3_000
_PAUSE_MS: Final = 2_000
_STILL_S: Final = 0.5
"""Whoever has done nothing for so long does not wait for a key to show."""
_MOST_S: Final = 2.0
"""No step waits longer: the index gets on while a person works for hours."""
_TOLD: Final = list[list[tuple[str, int, int]]]


class SearchKeeper(QObject):
    """``changed``: how far the index is, by :attr:`progress`."""

    changed = Signal()
    _step = Signal(int, int)

    def __init__(
        self, session: Session, analyser: WindowAnalyser | None, router: ActionRouter
    ) -> None:
        super().__init__(session)
        self._session = session
        self._acted = float("-inf")
        router.triggered.connect(self._note_action)
        self._analyser = analyser
        self.path: Path = index_path(state_dir(), session.project)
        self.progress: tuple[int, int] | None = None
        """Articles that are in and how many there are, while some are put in."""
        self._stopped = False
        self._job: Job[Any] | None = None
        self._asked = False
        self._open = True
        self._tasks = session.pools.reading()
        self._tasks.failed.connect(self._failed)
        self._step.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.start)
        self._timer.start(_FIRST_MS)
        session.saved.connect(self._saved)
        session.articles_changed.connect(self.start)
        session.closing.connect(self._close)
        if analyser is not None:
            analyser.changed.connect(self._lemmas)

    @classmethod
    def of(cls, context: PanelContext) -> "SearchKeeper":
        """That of the open project; made when it is first asked for."""
        found = context.session.findChild(cls)
        return found if found is not None else cls(
            context.session, context.analyser, context.router
        )  # fmt: skip

    def start(self) -> None:
        """Catch up with the project, unless a person stopped that."""
        if self._stopped or self._job is not None or not self._open:
            return
        path = self.path

        def work(reader: Reader, job: Job[bool]) -> bool:
            worker = Worker()
            job.stop = worker.stop
            try:
                with SearchIndex.open(path) as index:
                    return catch_up(
                        reader=reader,
                        index=index,
                        apart=partial(_apart, worker),
                        told=partial(self._between, job),
                        cancelled=job.cancelled.is_set,
                    )
            except Cancelled:
                return False
            finally:
                worker.close()

        self._job = self._tasks.run(work, self._caught_up, failed=self._failed)

    def _between(self, job: Job[bool], done: int, total: int) -> None:
        """Between two steps, in the thread that makes them: it shares one lock with the window."""
        self._step.emit(done, total)
        if done:
            rest(lambda: self._acted, job.cancelled)

    def _note_action(self, _: str) -> None:
        self._acted = time.monotonic()

    def stop(self) -> None:
        """Put in no more in this sitting; what is in stays."""
        self._stopped = True
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._tell(0, 0)

    def go_on(self) -> None:
        """Put in again what is missing."""
        self._stopped = False
        self.start()

    def renew(self, gone: IndexGone) -> None:
        """Make the index anew where it was damaged."""
        if not gone.damaged:
            return
        path = self.path
        self._tasks.run(lambda reader, _: discard(path), lambda _: self.start())

    def _saved(self, _: object) -> None:
        if not self._timer.isActive():
            self._timer.start(_PAUSE_MS)

    def _tell(self, done: int, total: int) -> None:
        progress = (done, total) if done < total and not self._stopped else None
        if progress != self.progress:
            self.progress = progress
            self.changed.emit()

    def _caught_up(self, whole: bool) -> None:
        self._job = None
        self._tell(0, 0)
        if whole:
            self._lemmas()

    def _failed(self, error: BaseException) -> None:
        self._job, self._asked = None, False
        self._tell(0, 0)
        if isinstance(error, IndexGone):
            self.renew(error)
        else:
            self._session.error.emit(error)

    # -- lemmas

    def _lemmas(self) -> None:
        """Ask for the lemmas of a few articles; what comes of it asks for the next."""
        analyser = self._analyser
        if analyser is None or not analyser.ready or self._asked or self._stopped:
            return
        if not self._open or self._job is not None:
            return
        self._asked = True
        path = self.path

        def read(reader: Reader, _: object) -> list[tuple[str, str]]:
            index = SearchIndex.reading(path)
            if index is None:
                return []
            with index:
                return without_lemmas(reader=reader, index=index)

        self._tasks.run(read, self._ask, failed=self._failed)

    def _ask(self, articles: list[tuple[str, str]]) -> None:
        analyser = self._analyser
        if not articles or analyser is None or not self._open:
            self._asked = False
            return
        ids = [article for article, _ in articles]
        analyser.ask(
            LEMMAS,
            [text for _, text in articles],
            lambda told: self._take(ids, told),
            failed=self._not_told,
            answer=_TOLD,
            urgency=LATER,
        )

    def _not_told(self, error: BaseException) -> None:
        self._asked = False  # asked again when the analyser is there again

    def _take(self, ids: Sequence[str], told: Sequence[Sequence[tuple[str, int, int]]]) -> None:
        path = self.path

        def write(reader: Reader, _: object) -> None:
            with SearchIndex.open(path) as index:
                index.add_lemmas(
                    (article, [Lemma(*each) for each in lemmas])
                    for article, lemmas in zip(ids, told, strict=True)
                )

        self._tasks.run(write, self._written, failed=self._failed)

    def _written(self, _: object) -> None:
        self._asked = False
        self._lemmas()

    def _close(self) -> None:
        self._open = False
        self._timer.stop()
        self._tasks.end()


def rest(
    acted: Callable[[], float],
    stopped: threading.Event,
    *,
    still: float = _STILL_S,
    most: float = _MOST_S,
) -> None:
    """Wait until the last action (``acted()``, of the monotonic clock) is ``still`` seconds ago,
    for ``most`` seconds at most, and no longer when ``stopped``."""
    end = time.monotonic() + most
    while (now := time.monotonic()) < min(end, acted() + still):
        if stopped.wait(min(end, acted() + still) - now):
            return


def _apart(worker: Worker, texts: Sequence[str]) -> list[str]:
    """In a process of its own, or here where the system refuses one."""
    try:
        return worker.run(tokens_apart, texts)
    except WorkerError:
        return tokens_of_each(texts)

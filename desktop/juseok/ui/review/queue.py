"""The queue of a review over everything that is under review, and how it follows the project.

Articles are compared apart, nearest first, and kept for the next time; what comes into the log,
by whatever way, is looked at a moment later.
"""

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from juseok.core.errors import Cancelled
from juseok.services.heavy import Crew
from juseok.services.review.index import (
    Count,
    Entries,
    Filter,
    Source,
    compare,
    compare_apart,
    count,
    in_slices,
)
from juseok.services.review.keeping import Kept, catch_up, kept_path, load, save
from juseok.services.review.page import check_reviewer
from juseok.services.user import state_dir
from juseok.store.reader import Reader
from juseok.store.reviewing import Waiting
from juseok.ui.review.found import (
    Found,
    all_waiting,
    known_of,
    near_waiting,
    read_found,
    seen_alike,
    waiting_after,
)
from juseok.ui.review.tally import Tally
from juseok.ui.session import Session
from juseok.ui.tasks import Job, Tasks

_PAUSE_MS: Final = 250
_REST_MS: Final = 1000
"""All else waits until the article at hand is on screen, but no longer."""
_FEW: Final = 20
"""So many articles are compared in a thread, at once; more in processes of their own."""
_SOON_WRITTEN: Final = 1000
"""So many articles are kept whenever one of them was compared again."""
_SLICE: Final = 1000
"""So many articles one process gets at most before it looks at the project anew."""
_PROCESSES: Final = max(min(2, os.cpu_count() or 1), (os.cpu_count() or 1) - 1)
"""One processor is left to whoever is reading; where there are two, the processes, which give way
to the window, take both."""

Items = dict[str, Entries]


class Queue(QObject):
    """``found(Found)``: read for the first time, or anew after others' work came in.
    ``changed(articles)``: the items of these are known now, or are other ones.
    ``counted``: how many items are shown."""

    found = Signal(object)
    changed = Signal(object)
    counted = Signal()
    _told = Signal(int, object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._path: Path = kept_path(state_dir(), session.project)
        self._tasks: Tasks | None = None
        self._job: Job[Any] | None = None
        self._number = 0
        self._on = self._again = False
        self._last: Found | None = None
        self._items: Items = {}
        self._lacking: set[str] = set()
        self._watermark = 0
        self._stored: int | None = None
        """The watermark of what was kept last; None while something else is known."""
        self._filter = Filter()
        self._counted: Filter | None = None
        """By what ``_counts`` were counted."""
        self._counts: dict[str, Count] = {}
        self._fresh: set[str] = set()
        """Articles whose items came while everything was counted anew."""
        self._near = ""
        self._tally: Tally | None = None
        self._told.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._follow)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._read_rest)
        session.saved.connect(self._stir)
        session.articles_changed.connect(self._stir)
        session.closing.connect(self._close)

    # -- what there is

    @property
    def whole(self) -> bool:
        """Whether all that waits was looked at, not only the article at which a review began."""
        return self._last is not None and self._last.whole

    @property
    def progress(self) -> tuple[int, int] | None:
        """Articles that were compared, and how many there are, while some were not."""
        total = len(self._last.waiting) if self._last is not None and self.whole else 0
        known = len(self._items)
        return (known, total) if known < total else None

    def counts(self, article: str) -> Count | None:
        """How many items of an article are shown; None while nobody knows."""
        return self._counts.get(article)

    def tally(self, articles: tuple[Waiting, ...]) -> Tally:
        """What is shown of ``articles``, in their order."""
        if self._tally is None or self._tally.articles is not articles:
            self._tally = Tally(articles, self._counts.get)
        return self._tally

    def beside(self, articles: tuple[Waiting, ...], article: str, by: int) -> str:
        """The next of ``articles`` with anything to show, or with what nobody has compared yet;
        ``by``: 1 behind ``article``, −1 before it.  Empty for none."""
        here = self.tally(articles).place(article)
        at = by - 1 if here is None else here + by
        while 0 <= at < len(articles):
            held = self.counts(articles[at].article)
            if held is None or held.shown:
                return articles[at].article
            at += by
        return ""

    def entries(self, article: str) -> Entries:
        """The items of an article, as far as they are known."""
        return self._items.get(article, ())

    @property
    def items(self) -> Items:
        """Article → items."""
        return self._items

    # -- beginning and ending

    def begin(self, near: str, by: Filter) -> None:
        """Read who did what, or go on from what the last review knew; compare what is not known
        yet, from article ``near`` on."""
        self._on, self._near, self._filter = True, near, by
        last = self._now() if self.whole else None
        self._run(self._first if last is None else partial(self._resume, last), self._begun)

    def end(self) -> None:
        """Follow no more; what is known is kept."""
        if not self._on:
            return
        self._on = False
        self._pause.stop()
        self._rest.stop()
        self._stop()
        self._keep()

    def set_filter(self, by: Filter) -> None:
        """Count anew what is shown."""
        self._filter = by
        self._fresh.clear()
        items = dict(self._items)
        self._session.tasks.run(
            lambda _, job: {article: count(entries, by) for article, entries in items.items()},
            lambda counts: self._count(by, counts), slot="review counts",
        )  # fmt: skip

    def put(self, article: str, entries: Entries) -> None:
        """The items of an article as the window has them: what was just decided counts."""
        if article in self._items:
            self._put(article, entries)
            self.counted.emit()

    def _put(self, article: str, entries: Entries) -> None:
        if self._items.get(article) != entries:
            self._stored = None
        self._items[article] = entries
        self._counts[article] = held = count(entries, self._filter)
        self._fresh.add(article)
        if self._tally is not None:
            self._tally.put(article, held)

    # -- inside

    def _run(self, run: Any, done: Any) -> None:
        if self._tasks is None:
            self._tasks = self._session.pools.reading()
        self._job = self._tasks.run(run, done, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        self._job = None
        if not isinstance(error, Cancelled):
            self._session.error.emit(error)

    def _stop(self) -> None:
        self._number += 1
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _first(self, reader: Reader, _: object) -> Found:
        """The article at hand alone, where it waits: thousands of others take longer."""
        found = read_found(self._session.project, reader)
        near = () if self._filter.is_part else near_waiting(reader, found.sight, self._near)
        if near:
            return replace(found, waiting=near, whole=False)
        return self._all(reader, found)

    def _resume(self, last: Found, reader: Reader, job: object) -> Found:
        """What came into the log since; all anew where somebody else looks."""
        check_reviewer(reader, self._session.project.annotator)
        found = self._look(reader, last)
        return found if seen_alike(found, last) else self._first(reader, job)

    def _all(self, reader: Reader, found: Found) -> Found:
        waiting = all_waiting(reader, found.sight)
        known = load(self._path, reader, found.sight, found.scheme)
        ids = [each.article for each in waiting]
        kept = catch_up(reader, found.sight, found.scheme, known, ids)
        return replace(found, waiting=waiting, kept=kept, whole=True)

    def _begun(self, found: Found) -> None:
        self._job = None
        known = self._last is not None and self._last.whole and seen_alike(found, self._last)
        self._adopt(found)
        self.found.emit(found)
        if found.whole:
            if not known or self._counted != self._filter:
                self.set_filter(self._filter)
            self._compare_on()
        else:
            self._rest.start(_REST_MS)

    def read_on(self) -> None:
        """The article at hand is there: what else waits can be read once it is painted."""
        if self._rest.isActive():
            self._rest.start(0)

    def _read_rest(self) -> None:
        found = self._last
        if self._on and found is not None and not found.whole:
            self._run(lambda reader, _: self._all(reader, found), self._begun)

    def _adopt(self, found: Found) -> None:
        gone = self._items.keys() - found.kept.items.keys()
        for article in gone:
            self._counts.pop(article, None)
        if gone:
            self._fresh -= gone
            self._tally = None
        self._last = found
        self._items, self._lacking = dict(found.kept.items), set(found.kept.lacking)
        self._watermark = found.kept.watermark

    def _count(self, by: Filter, counts: dict[str, Count]) -> None:
        if by is self._filter:
            self._counted = by
            fresh = {article: self._counts[article] for article in self._fresh}
            self._counts = {**counts, **fresh}
            self._tally = None
            self.counted.emit()

    # -- comparing

    def _compare_on(self) -> None:
        self._compare()
        if self._job is None:
            self._settled(None)

    def _compare(self) -> None:
        """Compare what is lacking, the articles behind the one at hand first."""
        if not self._on or not self._lacking or self._last is None:
            return
        order = [each.article for each in self._last.waiting]
        at = order.index(self._near) if self._near in order else 0
        wanted = [each for each in (*order[at:], *order[:at]) if each in self._lacking]
        source = Source(self._session.project.path, self._last.sight)
        scheme, index = self._last.scheme, self._session.index
        same = index.representative if index is not None else str
        self._number += 1
        number, tell, few = self._number, self._told.emit, len(wanted) <= _FEW

        def work(reader: Reader, job: Job[Any]) -> None:
            for article in wanted[:_FEW]:
                if job.cancelled.is_set():
                    return
                tell(number, compare(reader, source.sight, [article], scheme=scheme, same=same))
            if few:
                return
            crew = Crew(_PROCESSES)
            job.stop = crew.stop
            try:
                crew.run_each(
                    compare_apart,
                    [(source, part) for part in in_slices(wanted[_FEW:], 4 * _PROCESSES, _SLICE)],
                    heard=lambda _, piece: tell(number, piece),
                    ended=lambda *_: None,
                    cancelled=job.cancelled.is_set,
                )
            finally:
                crew.close()

        # Of many, a few are compared sooner than all are written: that waits for the end.
        late = few and len(self._items) > _SOON_WRITTEN
        self._run(work, self._settled if late else self._compared)

    def _take(self, number: int, piece: list[tuple[str, Entries]]) -> None:
        if number != self._number or not self._on:
            return
        for article, entries in piece:
            self._put(article, entries)
            self._lacking.discard(article)
        self.changed.emit([article for article, _ in piece])
        self.counted.emit()

    def _compared(self, _: object) -> None:
        self._keep()
        self._settled(None)

    def _settled(self, _: object) -> None:
        self._job = None
        if self._again:
            self._again = False
            self._pause.start()

    def _keep(self) -> None:
        found = self._last
        if found is None or not found.whole or self._tasks is None:
            return
        if self._stored == self._watermark:
            return  # a review that begins again would wait for the same to be written again
        self._stored = self._watermark
        kept = Kept(self._watermark, dict(self._items), frozenset(self._lacking))
        path = self._path
        self._tasks.run(
            lambda reader, _: save(path, reader, found.sight, found.scheme, kept),
            lambda _: None, failed=self._failed,
        )  # fmt: skip

    # -- keeping up

    def _stir(self, *_: object) -> None:
        if self._on and not self._pause.isActive():
            self._pause.start()

    def _follow(self) -> None:
        """Look at what came into the log."""
        if not self._on or self._last is None:
            return
        if self._job is not None or not self._last.whole:
            self._again = True
            return
        last = self._now()
        self._run(lambda reader, _: self._look(reader, last), self._followed)

    def _now(self) -> Found:
        """What was found last, with the items as they are known now."""
        assert self._last is not None
        kept = Kept(self._watermark, dict(self._items), frozenset(self._lacking))
        return replace(self._last, kept=kept)

    def _look(self, reader: Reader, last: Found) -> Found:
        reviews, since = reader.reviews, last.kept.watermark
        found = (
            last if reviews.only_work_since(since) else read_found(self._session.project, reader)
        )
        touched = reviews.touched(since)
        if found.sight.seal == last.sight.seal:
            waiting = waiting_after(reader, found.sight, last.waiting, touched.articles)
        else:
            waiting = all_waiting(reader, found.sight)
        kept = catch_up(
            reader, found.sight, found.scheme, last.kept, [each.article for each in waiting]
        )
        found = replace(found, waiting=waiting, kept=kept)
        return replace(found, same=known_of(found) == known_of(last))

    def _followed(self, found: Found) -> None:
        self._job = None
        if not self._on or self._last is None:
            return
        self._adopt(found)
        if not found.same:
            self.found.emit(found)
        self.counted.emit()
        self._compare_on()

    def _close(self) -> None:
        self.end()
        if self._tasks is not None:
            self._tasks.end()

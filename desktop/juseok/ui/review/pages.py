"""Reading and comparing articles of a review in the pool, those beside the one at hand ahead."""

from collections.abc import Callable, Collection, Iterable
from functools import partial

from juseok.services.review.page import ReviewPage, Sight, read_page
from juseok.store.reader import Reader
from juseok.ui.session import Session
from juseok.ui.tasks import Job


class Pages:
    """The pages of a review; ``sight`` is set before anything is read, and what that keeps from
    the reviewer is kept from what is read ahead, too."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.sight: Sight | None = None
        self._ready: dict[str, ReviewPage] = {}
        self._coming: dict[str, Job[ReviewPage]] = {}
        self._wanted: tuple[str, Callable[[ReviewPage], object]] | None = None

    def get(self, article: str, done: Callable[[ReviewPage], object]) -> None:
        """Give ``done`` the page of ``article``: at once, where it was read ahead."""
        ready = self._ready.pop(article, None)
        if ready is not None:
            self._wanted = None
            done(ready)
            return
        self._wanted = article, done
        if article in self._coming:
            self._session.tasks.hurry(self._coming[article])
        else:
            self._read(article, first=True)

    def soon(self, article: str) -> None:
        """Read an article that is on its way to the screen."""
        if article not in self._ready and article not in self._coming:
            self._read(article, first=True)

    def keep(self, page: ReviewPage) -> None:
        """Have a page that a person leaves at hand, with what was just decided on it."""
        self._ready[page.article] = page

    def ahead(self, articles: Collection[str]) -> None:
        """Have articles at hand while a person judges another; what is of others is let go of."""
        for article in self._ready.keys() - set(articles):
            del self._ready[article]
        for article in self._coming.keys() - {*articles, self._wanted[0] if self._wanted else ""}:
            self._coming.pop(article).cancel()
        for article in articles:
            if article not in self._ready and article not in self._coming:
                self._read(article, first=False)
        for article in articles:
            self._session.read_ahead(article)

    def forget(self, articles: Iterable[str] | None = None) -> None:
        """What was read is of another time: all of it, or that of ``articles``; what a person
        waits for is read once more."""
        stale = {*self._ready, *self._coming} if articles is None else set(articles)
        for article in stale:
            self._ready.pop(article, None)
            job = self._coming.pop(article, None)
            if job is not None:
                job.cancel()
                if self._wanted is not None and self._wanted[0] == article:
                    self._read(article, first=True)

    def refused(self, _: object) -> None:
        """What was decided may not be in the file: pages that were left are read again."""
        self.forget()

    def let_go(self) -> None:
        """The review is over: nobody waits for anything."""
        self._wanted = None
        self.forget()

    def _read(self, article: str, *, first: bool) -> None:
        self._coming[article] = self._session.tasks.run(
            self._reads(article), partial(self._take, article), first=first,
            failed=partial(self._failed, article),
        )  # fmt: skip

    def _take(self, article: str, page: ReviewPage) -> None:
        self._coming.pop(article, None)
        if self._wanted is not None and self._wanted[0] == article:
            (_, done), self._wanted = self._wanted, None
            done(page)
        else:
            self._ready[article] = page

    def _failed(self, article: str, error: BaseException) -> None:
        self._coming.pop(article, None)
        self._session.error.emit(error)

    def _reads(self, article: str) -> Callable[[Reader, object], ReviewPage]:
        sight, scheme, index = self.sight, self._session.scheme, self._session.index
        assert sight is not None
        groups = index.representative if index is not None else str

        def read(reader: Reader, _: object) -> ReviewPage:
            return read_page(reader, sight, article, scheme=scheme, same=groups)

        return read

"""Reading and comparing articles of a review in the pool, the next one ahead."""

from collections.abc import Callable, Iterable
from functools import partial

from juseok.services.review.page import ReviewPage, Sight, read_page
from juseok.store.reader import Reader
from juseok.ui.session import Session


class Pages:
    """The pages of a review; ``sight`` is set before anything is read."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.sight: Sight | None = None
        self._ready: dict[str, ReviewPage] = {}

    def get(self, article: str, done: Callable[[ReviewPage], object]) -> None:
        """Give ``done`` the page of ``article``: at once, where it was read ahead."""
        ready = self._ready.pop(article, None)
        if ready is not None:
            done(ready)
        else:
            self._session.tasks.run(self._reads(article), done, slot="review page")

    def ahead(self, article: str) -> None:
        """Compare an article while a person judges another."""
        if article not in self._ready:
            self._ready.clear()
            self._session.tasks.run(
                self._reads(article), partial(self._ready.__setitem__, article), slot="review next"
            )

    def forget(self, articles: Iterable[str] | None = None) -> None:
        """What was read ahead is of another time: all of it, or where it is of ``articles``."""
        if articles is None or not self._ready.keys().isdisjoint(articles):
            self._ready.clear()

    def _reads(self, article: str) -> Callable[[Reader, object], ReviewPage]:
        sight, scheme, index = self.sight, self._session.scheme, self._session.index
        assert sight is not None
        groups = index.representative if index is not None else str

        def read(reader: Reader, _: object) -> ReviewPage:
            return read_page(reader, sight, article, scheme=scheme, same=groups)

        return read

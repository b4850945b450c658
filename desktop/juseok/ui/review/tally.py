"""How many items the articles of a queue show, and how many of these wait: sums that follow."""

from collections.abc import Callable, Sequence

from juseok.services.review.index import Count
from juseok.store.reviewing import Waiting

_NOT_KNOWN = Count()


class Tally:
    """Of ``articles``, in their order; ``counts`` gives what is known of one of them.

    A decision changes the count of one article, and a person waits for it to be painted, so the
    sums follow single articles instead of being made anew of ten thousand.
    """

    def __init__(self, articles: Sequence[Waiting], counts: Callable[[str], Count | None]) -> None:
        self.articles = articles
        self._at = {each.article: place for place, each in enumerate(articles)}
        held = [counts(each.article) or _NOT_KNOWN for each in articles]
        self._shown = [each.shown for each in held]
        self._wait = [each.wait for each in held]
        self.shown, self.wait = sum(self._shown), sum(self._wait)
        """Of all of them."""

    def place(self, article: str) -> int | None:
        """Where an article stands, counted from 0; None where it is not one of them."""
        return self._at.get(article)

    def counted(self, article: str, row: int, now: Count) -> tuple[int, int, int]:
        """Which item of all is the one at ``row`` of ``article``, counted from 1 (0: it is of no
        article here); how many there are, and how many wait.  ``now``: what the article shows,
        whatever was counted."""
        place = self._at.get(article)
        if place is None:
            return 0, self.shown, self.wait
        return (
            sum(self._shown[:place]) + row + 1,
            self.shown + now.shown - self._shown[place],
            self.wait + now.wait - self._wait[place],
        )

    def put(self, article: str, count: Count) -> None:
        """An article shows something else now; nothing where it is not one of them."""
        place = self._at.get(article)
        if place is None:
            return
        self.shown += count.shown - self._shown[place]
        self.wait += count.wait - self._wait[place]
        self._shown[place], self._wait[place] = count.shown, count.wait

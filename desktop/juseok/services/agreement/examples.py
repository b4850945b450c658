"""The places behind a cell of the confusion table, in their context."""

from collections.abc import Iterator
from typing import Final

import msgspec
import numpy as np

from juseok.core.agreement_match import Marks, Matches, match_mentions
from juseok.services.agreement.done import Question
from juseok.services.agreement.measuring import CHUNK, Comparison, Source
from juseok.services.agreement.rows import Read
from juseok.services.worker import Port
from juseok.store.comparing import Comparing, Listed

MOST: Final = 200
_AROUND: Final = 40


class Example(msgspec.Struct, frozen=True):
    """One place: what two people (by number) say of it, and its text with what stands around.

    ``start`` and ``end`` are code points of the article.  A type is "" where that person has no
    tag.
    """

    article: str
    title: str
    start: int
    end: int
    before: str
    words: str
    after: str
    people: tuple[int, int]
    types: tuple[str, str]


def examples(
    port: Port, source: Source, question: Question, wanted: tuple[str, str], pair: tuple[int, ...]
) -> list[Example]:
    """The first :data:`MOST` places where one says ``wanted[0]`` and the other ``wanted[1]``.

    ``pair``: the two people whose places they are, the first of them the one; empty: any two,
    either way.  Tells ``(done, of)`` articles.
    """
    with Comparing(source.path, source.viewer) as file:
        work = Comparison(file, source, question)
        finder = _Finder(file, work, wanted, pair)
        progress = port.progress()
        found: list[Example] = []
        chosen = work.chosen
        for first in range(0, len(chosen), CHUNK):
            articles = chosen[first : first + CHUNK]
            found += finder.find(articles, work.read(articles))
            progress(first + len(articles), len(chosen))
            if len(found) >= MOST:
                break
        return found[:MOST]


class _Finder:
    """Looks through chunks."""

    def __init__(
        self, file: Comparing, work: Comparison, wanted: tuple[str, str], pair: tuple[int, ...]
    ) -> None:
        self._file, self._plan, self._pair = file, work.plan, pair
        kinds = {name: number for number, name in enumerate(work.plan.types)}
        self._wanted = tuple(kinds.get(name, -1) for name in wanted)

    def find(self, articles: list[Listed], read: Read) -> Iterator[Example]:
        marks, present = read.chunk.mentions, read.chunk.present["mentions"]
        matches = match_mentions(marks)
        for one, other, left, right in self._places(marks, matches, present):
            place = left if left >= 0 else right
            article = articles[int(marks.article[place])]
            text = self._file.text(article.number)
            spots = [each for each in (left, right) if each >= 0]
            start = min(int(marks.start[each]) for each in spots)
            end = max(int(marks.end[each]) for each in spots)
            types = tuple(self._plan.types[int(marks.type[each])] if each >= 0 else ""
                          for each in (left, right))  # fmt: skip
            yield Example(
                article.id, article.title, start, end, text[max(0, start - _AROUND) : start],
                text[start:end], text[end : end + _AROUND], (one, other), (types[0], types[1]),
            )  # fmt: skip

    def _places(
        self, marks: Marks, found: Matches, present: "np.typing.NDArray[np.bool_]"
    ) -> Iterator[tuple[int, int, int, int]]:
        """Two people, and the places of their mentions (-1: none)."""
        for one, other in self._plan.pairs:
            if self._plan.gold in (one, other) or (self._pair and set(self._pair) != {one, other}):
                continue
            here = (marks.who[found.left] == one) & (marks.who[found.right] == other)
            left, right = found.left[here], found.right[here]
            for turned in (False, True):
                if turned and (self._pair or self._wanted[0] == self._wanted[1]):
                    continue
                first, second = self._wanted[::-1] if turned else self._wanted
                if first >= 0 and second >= 0:
                    fits = (marks.type[left] == first) & (marks.type[right] == second)
                    yield from ((one, other, int(a), int(b))
                                for a, b in zip(left[fits], right[fits], strict=True))  # fmt: skip
                elif first >= 0:
                    alone = self._alone(marks, left, (one, other), first, present)
                    yield from ((one, other, place, -1) for place in alone)
                elif second >= 0:
                    alone = self._alone(marks, right, (other, one), second, present)
                    yield from ((one, other, -1, place) for place in alone)

    @staticmethod
    def _alone(
        marks: Marks, matched: "np.typing.NDArray[np.int64]", people: tuple[int, int], kind: int,
        present: "np.typing.NDArray[np.bool_]",
    ) -> list[int]:  # fmt: skip
        """What the first of ``people`` has and the second, who was there, has not."""
        own = (marks.who == people[0]) & (marks.type == kind) & present[marks.article, people[1]]
        own[matched] = False
        return np.flatnonzero(own).tolist()

"""Claim links of two people whose ends answer each other, also across articles.

The ends of a link may be read at different times, so what answers the claims that are linked at
all is kept until everything has been read.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from juseok.core.agreement_match import Marks, Matches
from juseok.core.agreement_plan import Plan
from juseok.store.comparing import Comparing


class _Fields(msgspec.Struct):
    type: str = ""
    head: str = ""
    tail: str = ""


class Link(NamedTuple):
    """A link: whose, of which article, of which type, and the numbers of its claims."""

    who: int
    article: int
    type: str
    head: int
    tail: int


class Cell(NamedTuple):
    """One to be added: to the column of a pair in an article (by its number); ``type``: the
    link's."""

    article: int
    pair: int
    column: str
    type: str


class Links:
    """The links of everybody, and what answers the claims at their ends."""

    def __init__(self, links: Iterable[Link], plan: Plan, symmetric: Collection[str]) -> None:
        self._plan, self._symmetric = plan, symmetric
        self._links = list(links)
        self._ends = {end for link in self._links for end in (link.head, link.tail)}
        self.answers: dict[tuple[int, int, int], int] = {}
        """Claim, whose it is, and person → what answers it of theirs; what another noted is put
        in here."""

    def take(self, found: Matches, marks: Marks, numbers: list[int]) -> None:
        """Note what answers the claims that are linked; ``numbers``: of claims, by place."""
        if not self._ends:
            return
        for left, right in zip(found.left.tolist(), found.right.tolist(), strict=True):
            for one, other in ((left, right), (right, left)):
                if numbers[one] in self._ends:
                    key = (numbers[one], int(marks.who[one]), int(marks.who[other]))
                    self.answers[key] = numbers[other]

    def cells(self, present: Mapping[int, Collection[int]]) -> Iterator[Cell]:
        """What is counted; ``present``: the people who have done an article, by its number.

        Two links that are the same count in one article, the lower of theirs, so that they stay
        together however articles are drawn.
        """
        there = self._once(present)
        for link in there.values():
            for other in present[link.article]:
                head = self.answers.get((link.head, link.who, other))
                tail = self.answers.get((link.tail, link.who, other))
                if other == link.who or head is None or tail is None:
                    continue
                twin = there.get(self._key(other, link.type, head, tail))
                if twin is not None and link.who not in present[twin.article]:
                    twin = None
                at = link.article if twin is None else min(link.article, twin.article)
                pair = self._plan.pair_of[link.who][other]
                first = link.who < other
                yield Cell(at, pair, "l_a" if first else "l_b", link.type)
                if first and twin is not None:
                    yield Cell(at, pair, "l_same", link.type)

    def _once(self, present: Mapping[int, Collection[int]]) -> dict[tuple[object, ...], Link]:
        """The links of articles that their people have done, one of those that say the same: a
        merge or an import can leave a link twice."""
        there: dict[tuple[object, ...], Link] = {}
        for link in sorted(self._links):
            if link.who in present.get(link.article, ()):
                there.setdefault(self._key(link.who, link.type, link.head, link.tail), link)
        return there

    def _key(self, who: int, kind: str, head: int, tail: int) -> tuple[object, ...]:
        low, high = sorted((head, tail)) if kind in self._symmetric else (head, tail)
        return who, kind, low, high


def read_links(file: Comparing, who: Mapping[int, int]) -> Iterator[Link]:
    """Every claim link of those in ``who`` (layer → person) whose claims are known."""
    decode = msgspec.json.Decoder(_Fields).decode
    rows = [(row, decode(row[5])) for row in file.links() if row[2] in who]
    ends = {end for _, fields in rows for end in (fields.head, fields.tail)}
    numbers = file.numbers(sorted(ends))
    for row, fields in rows:
        head, tail = numbers.get(fields.head), numbers.get(fields.tail)
        if head is not None and tail is not None:
            yield Link(who[row[2]], row[3], fields.type, head, tail)

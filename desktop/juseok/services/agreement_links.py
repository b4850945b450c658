"""Claim links of two people whose ends answer each other, also across articles.

The ends of a link may be read at different times, so what answers the claims that are linked at
all is kept until everything has been read.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

import msgspec

from juseok.core.agreement_match import Marks, Matches
from juseok.core.agreement_plan import Plan
from juseok.store.comparing import Comparing

LINK_COLUMNS: Final = ("l_a", "l_b", "l_same")


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
    """One to be added: to the column of a pair in an article (by its number)."""

    article: int
    pair: int
    column: str


class Links:
    """The links of everybody, and what answers the claims at their ends."""

    def __init__(
        self, file: Comparing, plan: Plan, who: Mapping[int, int], symmetric: Collection[str]
    ) -> None:
        self._plan, self._symmetric = plan, symmetric
        self._links = list(_read(file, who))
        self._ends = {end for link in self._links for end in (link.head, link.tail)}
        self.answers: dict[tuple[int, int], int] = {}
        """Claim and person → what answers it of theirs; what another noted is put in here."""

    def take(self, found: Matches, marks: Marks, numbers: list[int]) -> None:
        """Note what answers the claims that are linked; ``numbers``: of claims, by place."""
        if not self._ends:
            return
        for left, right in zip(found.left.tolist(), found.right.tolist(), strict=True):
            for one, other in ((left, right), (right, left)):
                if numbers[one] in self._ends:
                    person = int(marks.who[other])
                    self.answers[numbers[one], person] = numbers[other]

    def cells(self, present: Mapping[int, Collection[int]]) -> Iterator[Cell]:
        """What is counted; ``present``: the people who have done an article, by its number."""
        there = {self._key(link.who, link.type, link.head, link.tail) for link in self._links}
        for link in self._links:
            here = present.get(link.article, ())
            if link.who not in here:
                continue
            for other in here:
                head = self.answers.get((link.head, other))
                tail = self.answers.get((link.tail, other))
                if other == link.who or head is None or tail is None:
                    continue
                pair = self._plan.pair_of[link.who][other]
                first = link.who < other
                yield Cell(link.article, pair, "l_a" if first else "l_b")
                if first and self._key(other, link.type, head, tail) in there:
                    yield Cell(link.article, pair, "l_same")

    def _key(self, who: int, kind: str, head: int, tail: int) -> tuple[int, str, int, int]:
        low, high = sorted((head, tail)) if kind in self._symmetric else (head, tail)
        return who, kind, low, high


def _read(file: Comparing, who: Mapping[int, int]) -> Iterator[Link]:
    decode = msgspec.json.Decoder(_Fields).decode
    rows = [(row, decode(row[5])) for row in file.links() if row[2] in who]
    ends = {end for _, fields in rows for end in (fields.head, fields.tail)}
    numbers = file.numbers(sorted(ends))
    for row, fields in rows:
        head, tail = numbers.get(fields.head), numbers.get(fields.tail)
        if head is not None and tail is not None:
            yield Link(who[row[2]], row[3], fields.type, head, tail)

"""Agreement among annotators: what came of a comparison, honest about how little it may rest on.

The counting is in the modules ``agreement_*`` beside this one, which need numpy; whoever only
shows what was counted needs no more than this.
"""

from collections.abc import Sequence
from itertools import count
from typing import Final

import msgspec

FEW: Final = 30
"""Below so many things a figure is shown as resting on too few."""

NONE: Final = ""
"""In a confusion table: what nobody else has tagged."""


class Measure(msgspec.Struct, frozen=True):
    """One figure.  ``value`` is None where nothing was compared: undefined, and never 1.

    ``n``: how many different things it is of, and ``pairs`` how often they were compared where
    that is more, by several pairs of people (else 0).  ``low`` and ``high``: the 95 % interval
    over articles drawn again, None where there is none.
    """

    value: float | None
    n: int
    few: bool = True
    low: float | None = None
    high: float | None = None
    pairs: int = 0


class Person(msgspec.Struct, frozen=True):
    """One whose work is compared, or gold.  ``finished``: articles; ``open``: in progress."""

    layer: str
    name: str
    letter: str
    gold: bool = False
    color: str = ""
    finished: int = 0
    open: int = 0
    pattern: str = ""


class FieldLine(msgspec.Struct, frozen=True):
    """A field of claims; ``empty``: both left it empty, which is no agreement."""

    field: str
    share: Measure
    empty: int


class AttributeLine(msgspec.Struct, frozen=True):
    """An attribute ``on`` a kind of annotation; ``untouched``: one or both never chose.

    ``text``: its values are written freely, so that there is no α of it.
    """

    attribute: str
    on: str
    share: Measure
    alpha: Measure
    untouched: int
    text: bool = False

    @property
    def figure(self) -> Measure:
        """What stands for it where one figure has to: α, of a text how many are the same."""
        return self.share if self.text else self.alpha


class Group(msgspec.Struct, frozen=True):
    """The figures of some of the work; ``key`` says of which, ``people`` by number.

    ``fields`` and ``attributes``: of pairs, annotators, weeks and versions of the scheme; of a
    type of mentions or relationships its attributes.
    """

    key: str
    measures: dict[str, Measure]
    articles: int = 0
    people: tuple[int, ...] = ()
    fields: tuple[FieldLine, ...] = ()
    attributes: tuple[AttributeLine, ...] = ()


class ArticleLine(msgspec.Struct, frozen=True):
    """An article that two or more have done; ``f1`` of its mentions, exact."""

    article: str
    title: str
    f1: float | None
    n: int
    people: tuple[int, ...] = ()


class Curve(msgspec.Struct, frozen=True):
    """How one person's agreement went: for each run of articles in the order they were done, the
    number of the last, its F1 with the others, and how many mentions that rests on."""

    person: int
    points: tuple[tuple[int, float | None, int], ...]


class Pace(msgspec.Struct, frozen=True):
    """How many articles one person finished, by week (``2026-W47``)."""

    person: int
    weeks: tuple[tuple[str, int], ...]


class Confusion(msgspec.Struct, frozen=True):
    """Types by types, the last of both is none; ``pair`` is empty for all together.

    For a pair the rows are the first person's; all together are the same either way.
    """

    pair: tuple[int, ...]
    table: tuple[tuple[int, ...], ...]


class Agreement(msgspec.Struct, frozen=True):
    """All that was counted.  ``compared``: articles that two or more have done; ``waiting``:
    articles that are left out, since fewer than two have finished them.  ``by_type``: types of
    mentions; ``by_relationship`` and ``by_link``: types of these."""

    articles: int
    compared: int
    waiting: int
    people: tuple[Person, ...]
    types: tuple[str, ...]
    overall: Group
    pairs: tuple[Group, ...] = ()
    by_annotator: tuple[Group, ...] = ()
    by_type: tuple[Group, ...] = ()
    by_relationship: tuple[Group, ...] = ()
    by_link: tuple[Group, ...] = ()
    by_week: tuple[Group, ...] = ()
    by_scheme: tuple[Group, ...] = ()
    gold: tuple[Group, ...] = ()
    fields: tuple[FieldLine, ...] = ()
    attributes: tuple[AttributeLine, ...] = ()
    confusions: tuple[Confusion, ...] = ()
    lines: tuple[ArticleLine, ...] = ()
    curves: tuple[Curve, ...] = ()
    pace: tuple[Pace, ...] = ()
    samples: int = 0


def letter(number: int) -> str:
    """A, B … Z, AA … for the person of that number."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def letters_of(wanted: Sequence[str]) -> tuple[str, ...]:
    """For each person the letter that is wanted, or where that is none or another's already, the
    first that nobody wants."""
    free = (sign for n in count() if (sign := letter(n)) not in wanted)
    given: list[str] = []
    for sign in wanted:
        given.append(sign if sign and sign not in given else next(free))
    return tuple(given)

"""A candidate in the making, and how good its ground is."""

from enum import IntEnum
from typing import NamedTuple

from juseok.core.messages import Message


class Rank(IntEnum):
    """How good the ground is: the smaller wins where two overlap."""

    KNOWN = 0
    TITLED = 1
    VALUE = 2
    PERSON = 3
    QUOTED = 4
    PLACE = 5
    HANJA = 6
    ALIAS = 7
    ORGANISATION = 8
    AGAIN = 9
    SURNAME = 10
    PROPER = 11
    LETTERS = 12


class Found(NamedTuple):
    """A candidate in the making; offsets of the line, then of the text."""

    start: int
    end: int
    type: str | None
    rank: Rank
    reason: Message

    def moved(self, by: int) -> "Found":
        return self._replace(start=self.start + by, end=self.end + by)

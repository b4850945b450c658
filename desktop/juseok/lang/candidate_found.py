"""A candidate in the making, and how good its ground is."""

from enum import IntEnum
from typing import NamedTuple

from juseok.core.messages import Message


class Rank(IntEnum):
    """How good the ground is: the smaller wins where two overlap."""

    KNOWN = 0
    VALUE = 1
    PERSON = 2
    QUOTED = 3
    PLACE = 4
    HANJA = 5
    ALIAS = 6
    ORGANISATION = 7
    AGAIN = 8
    SURNAME = 9
    PROPER = 10
    LETTERS = 11


class Found(NamedTuple):
    """A candidate in the making; offsets of the line, then of the text."""

    start: int
    end: int
    type: str | None
    rank: Rank
    reason: Message

    def moved(self, by: int) -> "Found":
        return self._replace(start=self.start + by, end=self.end + by)

"""What an analyser of Korean gives, and what whoever needs one may ask of it.

An analyser lives in another process, or in this one for the shell, or is not there at all:
everything that uses one works without it, only less cleverly.
"""

from collections.abc import Sequence
from typing import Protocol, TypeAlias

import msgspec

from juseok.core.errors import AnalyserGone as AnalyserGone


class Morph(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One morpheme of a line.

    ``start`` and ``end`` are code points of that line, half-open; two that share a syllable
    overlap (``보`` and ``었`` of 봤다), and one may be empty.  ``tag`` is one of the tags of Kiwi
    (NNP, JKS, XSN, SW …) without its ending for irregular verbs.  ``lemma`` is the form in a
    dictionary where that is not ``form`` itself: 밝히다 of 밝히.  ``known``: whether the analyser's
    dictionary or the names of the project have it; a name that neither has is a guess.
    """

    form: str
    tag: str
    start: int
    end: int
    lemma: str = ""
    known: bool = True


Line: TypeAlias = tuple[Morph, ...]


class Name(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A name that a project knows: of which type, and of which entity, where that is known."""

    text: str
    type: str | None = None
    entity: str | None = None


class Hit(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """``name`` stands at ``[start, end)``, in code points of the text that was searched."""

    start: int
    end: int
    name: Name


class Names(Protocol):
    """Names to look for: those of ``base`` and its ``own``; ``version`` tells two sets apart."""

    @property
    def version(self) -> str: ...

    @property
    def base(self) -> "Names | None": ...

    @property
    def own(self) -> Sequence[Name]: ...

    @property
    def all(self) -> Sequence[Name]: ...

    def find(self, text: str) -> Sequence[Hit]:
        """Where they stand as names in ``text``: the longest ones, in order, none over another."""
        ...


class Analyser(Protocol):
    """Who can take Korean apart."""

    def lines(
        self, lines: Sequence[str], *, names: Names | None = None, deadline: float | None = None
    ) -> list[Line]:
        """The morphemes of each line, in order; ``names`` are taken for one morpheme each.

        ``deadline``: for how many seconds from now the caller can wait.  Raises
        :class:`~juseok.core.errors.AnalyserGone` when there is no answer.
        """
        ...

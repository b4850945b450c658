"""A CAS as a graph of annotations, between documents and the files that hold one."""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal, TypeAlias

import msgspec

Unit: TypeAlias = Literal["code points", "utf16"]
_UNWRITTEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_PLAIN: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


class Annotation(msgspec.Struct, gc=False):
    """``[begin, end)`` in the unit of its graph.

    ``links``: of all slots, role and id of the target.  ``ends``: of a relation, governor and
    dependent.  ``line``: where it stands in its file, from 1.

    A struct: a file has a hundred of them.
    """

    id: int
    type: str
    begin: int
    end: int
    features: dict[str, str] = {}
    links: list[tuple[str, int]] = []
    ends: tuple[int, int] | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """``links``: ids of annotations, in order."""

    type: str
    links: tuple[int, ...]


@dataclass(slots=True)
class Graph:
    """One text with what is said of it.

    ``sentences``: each its tokens.  ``about``: what else is said of the document as a whole.
    ``passed``: types of analyses that were left out, with how often; ``elsewhere``: those of
    another view, or without a place in the text; ``unread``: features for which there is no place.
    """

    text: str
    unit: Unit = "code points"
    annotations: list[Annotation] = field(default_factory=list[Annotation])
    chains: list[Chain] = field(default_factory=list[Chain])
    sentences: list[list[tuple[int, int]]] = field(default_factory=list[list[tuple[int, int]]])
    info: dict[str, str] = field(default_factory=dict[str, str])
    about: dict[str, str] = field(default_factory=dict[str, str])
    passed: Counter[str] = field(default_factory=Counter[str])
    elsewhere: Counter[str] = field(default_factory=Counter[str])
    unread: Counter[str] = field(default_factory=Counter[str])

    def following(self) -> dict[int, int]:
        """Link of a chain → the next one."""
        return {a: b for chain in self.chains for a, b in pairwise(chain.links)}


def writable(text: str) -> str:
    """``text``, as long as it is, with blanks for what no CAS tool takes: characters that XML 1.0
    does not have."""
    return _UNWRITTEN.sub(" ", text)


def is_plain(text: str) -> bool:
    """Whether ``text`` can be the value of a feature in every file.

    Not at its end a backslash, behind which readers of TSV see no end of a value.
    """
    return bool(text) and _NOT_PLAIN.search(text) is None and text[-1] != "\\"


def escaped(json: str) -> str:
    """JSON with what :func:`writable` would change as escapes."""
    return _NOT_PLAIN.sub(lambda match: f"\\u{ord(match[0]):04x}", json)

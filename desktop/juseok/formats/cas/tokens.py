"""The words of XMI, most of a file, left out of it before its events are told.

Each costs as much as a structure, and says no more than its place.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_DECLARED: Final = re.compile(
    rb"\sxmlns:(\w+)=[\"']http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type\.ecore[\"']"
)
_HEAD: Final = 8192
"""Bytes in which the first element has declared its names."""


@dataclass(frozen=True, slots=True)
class Short:
    """A file without most of its words; ``tag``: what they are called, if that is so declared."""

    data: bytes
    tag: str
    whole: bytes

    def tokens(self) -> Iterator[tuple[int, int]]:
        """Where the words are that were left out."""
        for match in _word(self.tag.encode()).finditer(self.whole):
            yield int(match[1]), int(match[2])


def shortened(whole: bytes) -> Short | None:
    """``whole`` with as many lines; None: it has no words as every tool writes them, or one could
    stand in a comment, a section or an instruction.

    Only a word that another one follows is left out: wherever it may stand, in what is no element
    too, that one stands as well and is told or refused.
    """
    found = _DECLARED.search(whole, 0, _HEAD)
    if found is None:
        return None
    tag = found[1] + b":Token"
    data = _word(tag).sub(b"", whole)
    if len(data) == len(whole) or b"<!" in data or data.count(b"<?") > 1:
        return None
    return Short(data, tag.decode(), whole)


@lru_cache(maxsize=64)
def _word(tag: bytes) -> re.Pattern[bytes]:
    attributes = rb' xmi:id="\d+" sofa="\d+" begin="(\d{1,9})" end="(\d{1,9})"(?: order="\d+")?'
    return re.compile(rb"<%b%b/>(?=\s*<%b )" % (tag, attributes, tag))

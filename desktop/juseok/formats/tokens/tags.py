"""Tags of tokens: BIO (IOB2), BIOES and the IOB1 of CoNLL-2003, from stretches and back.

Reading takes all of them, and BILOU, by the rule of conlleval: a stretch begins at B, S or U, at
any other tag behind O, E, S or L, and where the label changes.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from juseok.formats.tokens.offered import BIOES, IOB1

OUTSIDE: Final = "O"
_TAG: Final = re.compile(r"O|[BIESLUM]-\S.*")
_LAST: Final = re.compile(r"([A-Za-z]{2,})[_-]([BI])")
_BLANKS: Final = re.compile(r"\s+")


class Stretch(NamedTuple):
    """Tokens ``first`` to ``last``, both inclusive, with a label."""

    first: int
    last: int
    label: str


@lru_cache(maxsize=1024)
def is_tag(text: str) -> bool:
    """Whether ``text`` is O, or a letter of one of the schemes with a label."""
    return _TAG.fullmatch(text) is not None


def usual(text: str) -> str:
    """A tag of Korean sets in the usual way: ``PER_B`` is B-PER, a dash is O."""
    found = _LAST.fullmatch(text)
    return OUTSIDE if text == "-" else f"{found[2]}-{found[1]}" if found is not None else text


def label_of(type_: str) -> str:
    """``type_`` as a label, which has no white space in it."""
    return _BLANKS.sub("_", type_) or "_"


def tagged(count: int, stretches: Iterable[Stretch], scheme: str) -> list[str]:
    """The tags of ``count`` tokens; ``stretches`` in order, none over another."""
    tags = [OUTSIDE] * count
    before = Stretch(-2, -2, "")
    for each in stretches:
        first, last, label = each
        tags[first : last + 1] = [f"I-{label}"] * (last + 1 - first)
        touches = before.last + 1 == first and before.label == label
        if scheme != IOB1 or touches:
            tags[first] = f"B-{label}"
        if scheme == BIOES:
            tags[last] = f"S-{label}" if first == last else f"E-{label}"
        before = each
    return tags


def stretches(tags: Sequence[str]) -> list[Stretch]:
    """The stretches that ``tags`` of any of the schemes mark."""
    if tags.count(OUTSIDE) == len(tags):
        return []
    found: list[Stretch] = []
    first, label = -1, ""
    for at, (before, here) in enumerate(pairwise((OUTSIDE, *tags, OUTSIDE))):
        if here == OUTSIDE:  # as most are
            if first >= 0:
                found.append(Stretch(first, at - 1, label))
                first = -1
            continue
        sort, _, name = here.partition("-")
        last_sort, _, last_name = before.partition("-")
        begins = sort != OUTSIDE and (
            sort in "BSU" or last_sort in "OESL" or last_name != name
        )  # fmt: skip
        if first >= 0 and (begins or sort == OUTSIDE):
            found.append(Stretch(first, at - 1, label))
            first = -1
        if begins:
            first, label = at, name
    return found

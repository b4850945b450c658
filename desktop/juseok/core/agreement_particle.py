"""Where all that two people's bounds differ in is a particle."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from juseok.core.agreement_match import Flags, Marks, Matches
from juseok.core.names import is_particle

_NO_PARTICLES: Final = ("들", "등", "씨", "측")
"""What stands behind a name like a particle, and changes what is named or how."""


def by_particle(marks: Marks, quotes: Sequence[str], found: Matches) -> Flags:
    """Where all that differs is a particle at the end; the same words are looked at once."""
    same = np.zeros(len(found), np.bool_)
    starts = np.flatnonzero(marks.start[found.left] == marks.start[found.right])
    places: list[int] = starts.tolist()
    lefts: list[int] = found.left[starts].tolist()
    rights: list[int] = found.right[starts].tolist()
    told: dict[tuple[str, str], bool] = {}
    for place, left, right in zip(places, lefts, rights, strict=True):
        if left in marks.parts or right in marks.parts:
            continue
        one, other = quotes[left], quotes[right]
        if (one, other) not in told:
            told[one, other] = told[other, one] = differs_by_particle(one, other)
        same[place] = told[one, other]
    return same


def differs_by_particle(one: str, other: str) -> bool:
    """Whether the longer of two quotes that begin at one place has a particle more at its end."""
    name, long = sorted((one, other), key=len)
    tail = long[len(name) :]
    return (
        bool(name and tail)
        and long.startswith(name)
        and not tail.startswith(_NO_PARTICLES)
        and is_particle(name, tail)
    )

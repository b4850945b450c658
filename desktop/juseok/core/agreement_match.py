"""Which annotation of one person answers which of another, for many articles and people at once.

Annotations stand in arrays, one place each, and every step is arithmetic over whole arrays: a
campaign has millions of pairs of annotations that overlap.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Parts: TypeAlias = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Marks:
    """Annotations of one kind: whose, where and of which type, each place one of them.

    ``article`` and ``who`` count from 0.  ``start`` and ``end`` are the bounds in code points,
    half-open; ``size`` is how many code points are covered, which is less where there are
    several fragments.  Those are in ``parts``, by place.
    """

    article: Ints
    who: Ints
    start: Ints
    end: Ints
    size: Ints
    type: Ints
    parts: Mapping[int, Parts] = field(default_factory=dict[int, Parts])

    def __len__(self) -> int:
        return len(self.article)


@dataclass(frozen=True)
class Matches:
    """Pairs of places, ``who[left] < who[right]``; ``shared``: code points that both cover."""

    left: Ints
    right: Ints
    shared: Ints
    same_span: Flags
    same_type: Flags

    def __len__(self) -> int:
        return len(self.left)

    def only(self, kept: Flags) -> "Matches":
        """Those where ``kept`` says so."""
        if kept.all():
            return self
        return Matches(
            self.left[kept], self.right[kept], self.shared[kept], self.same_span[kept],
            self.same_type[kept],
        )  # fmt: skip


def overlapping(marks: Marks) -> Matches:
    """Every pair of annotations of two people that share a code point of one article."""
    gap = int(marks.end.max(initial=0)) + 1
    begin = marks.article * gap + marks.start
    end = marks.article * gap + marks.end
    order = np.lexsort((end, begin))
    begin, end = begin[order], end[order]
    reach = np.searchsorted(begin, end, side="left")
    count = np.maximum(reach - np.arange(len(order)) - 1, 0)
    first = np.repeat(np.arange(len(order)), count)
    skipped = np.repeat(np.cumsum(count) - count, count)
    second = first + 1 + np.arange(len(first)) - skipped
    one, other = order[first], order[second]
    apart = marks.who[one] != marks.who[other]
    one, other = one[apart], other[apart]
    turned = marks.who[one] > marks.who[other]
    left, right = np.where(turned, other, one), np.where(turned, one, other)
    return _compared(marks, left, right)


def _compared(marks: Marks, left: Ints, right: Ints) -> Matches:
    shared = np.minimum(marks.end[left], marks.end[right]) - np.maximum(
        marks.start[left], marks.start[right]
    )
    same = (marks.start[left] == marks.start[right]) & (marks.end[left] == marks.end[right])
    if marks.parts:
        broken = np.fromiter(marks.parts, np.int64, len(marks.parts))
        for place in np.flatnonzero(np.isin(left, broken) | np.isin(right, broken)):
            one, other = (_parts(marks, int(side[place])) for side in (left, right))
            shared[place] = _shared(one, other)
            same[place] = one == other
    found = Matches(left, right, shared, same, marks.type[left] == marks.type[right])
    return found.only(shared > 0)


def _parts(marks: Marks, place: int) -> Parts:
    return marks.parts.get(place) or ((int(marks.start[place]), int(marks.end[place])),)


def _shared(one: Parts, other: Parts) -> int:
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)


def dice(marks: Marks, found: Matches) -> Floats:
    """The character F1 of each pair: twice what both cover over what each covers."""
    return 2 * found.shared / (marks.size[found.left] + marks.size[found.right])


def match_mentions(marks: Marks) -> Matches:
    """One to one for each two people: the same span first, then the same type, then the rest.

    Within these the most overlap goes first, and then what stands earlier.  That is how the
    SemEval-2013 schema goes about it (Segura-Bedmar et al. 2013, task 9.1).
    """
    found = overlapping(marks)
    return one_to_one(marks, found, dice(marks, found) + found.same_type + 2.0 * found.same_span)


def match_claims(marks: Marks, *, least: float = 0.5) -> Matches:
    """One to one for each two people, by the character F1 of the content, the best pairs first;
    none below ``least``."""
    found = overlapping(marks)
    found = found.only(dice(marks, found) >= least)
    return one_to_one(marks, found, dice(marks, found))


def one_to_one(marks: Marks, found: Matches, score: Floats) -> Matches:
    """Of ``found`` what a greedy choice takes: the best first, each annotation once for each
    other person.

    A pair that is the first choice of both sides is taken, whatever else there is; so all of
    these are taken at once, and the rest is looked at again.  Before anything is put in order
    come those of the highest score that no other of that score stands against: most, where
    people agree.
    """
    people = int(marks.who.max(initial=0)) + 1
    left = found.left * people + marks.who[found.right]
    right = found.right * people + marks.who[found.left]
    used_left, used_right = (np.zeros(len(marks) * people, np.bool_) for _ in range(2))
    taken = np.zeros(len(found), np.bool_)

    def take(places: Ints) -> None:
        taken[places] = used_left[left[places]] = used_right[right[places]] = True

    top = np.flatnonzero(score == score.max(initial=0))
    take(top[_alone(left[top]) & _alone(right[top])])
    open_ = np.flatnonzero(~(used_left[left] | used_right[right]))
    open_ = open_[np.lexsort((found.right[open_], found.left[open_], -score[open_]))]
    while len(open_):
        take(open_[_first(left[open_]) & _first(right[open_])])
        open_ = open_[~(used_left[left[open_]] | used_right[right[open_]])]
    return found.only(taken)


def _alone(keys: Ints) -> Flags:
    """Where no other key is the same."""
    return _first(keys) & _first(keys[::-1])[::-1]


def _first(keys: Ints) -> Flags:
    """Where each key stands for the first time."""
    where = np.empty(int(keys.max(initial=0)) + 1, np.int64)
    where[keys[::-1]] = np.arange(len(keys))[::-1]
    return where[keys] == np.arange(len(keys))


def segments(length: Ints, marks: Marks, *, people: int) -> tuple[Ints, Ints, Ints]:
    """The texts cut wherever anybody's mention begins or ends.

    Gives the code points of each piece, its article, and person × piece what is said of it: 0 is
    no mention, else the type of the shortest that covers it, plus 1.
    """
    base = np.cumsum(length) - length
    times = np.ones(len(marks), np.int64)
    for place, parts in marks.parts.items():
        times[place] = len(parts)
    places = np.repeat(np.arange(len(marks)), times)
    start, end = marks.start[places], marks.end[places]
    first = np.cumsum(times) - times
    for place, parts in marks.parts.items():
        own = slice(first[place], first[place] + len(parts))
        start[own], end[own] = np.array(parts, np.int64).T
    shift = base[marks.article[places]]
    start, end = start + shift, end + shift
    bounds = np.unique(np.concatenate([base, [int(length.sum())], start, end]))
    size = np.diff(bounds)
    where = np.searchsorted(base, bounds[:-1], side="right") - 1
    said = np.zeros((people, len(size)), np.int64)
    order = np.argsort(-marks.size[places], kind="stable")
    places = places[order]
    low = np.searchsorted(bounds, start[order])
    count = np.maximum(np.searchsorted(bounds, end[order]) - low, 0)
    pieces = np.repeat(low - np.cumsum(count) + count, count) + np.arange(int(count.sum()))
    # What is put into one place twice is the last that was put there: the shortest.
    said[np.repeat(marks.who[places], count), pieces] = np.repeat(marks.type[places] + 1, count)
    return size, where, said

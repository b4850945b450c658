"""Names that look like one another, among all that a project has: by shape alone, and quickly.

Names are laid into boxes (by letters, by all but one letter, by beginning and end, by initials), so
that only those in one box are compared: 10,000 names take a part of a second.  What comes of it is
a hint and no proposal: of some kinds it is one only where both names stand in one article.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final, Literal, NamedTuple, TypeAlias

from rapidfuzz.distance import DamerauLevenshtein

Sort: TypeAlias = Literal["same", "spacing", "spelling", "initials", "inside", "letters"]

BY_NAME_ALONE: Final[frozenset[Sort]] = frozenset({"same", "spacing", "spelling"})
"""Sorts of hints that count wherever the names stand; for the others they stand together."""

_LONG: Final = 5
_SHORTEST: Final = 3
_CROWD: Final = 24
"""A box with more names than this says nothing of any two of them."""
_SIGNS: Final = re.compile(r"[\s.,·ㆍ'’\-–()（）]+")
_LETTERS: Final = re.compile(r"[a-z]{2,4}")
_HANGUL: Final = re.compile(r"[가-힣]+")
_FIRST: Final = 0xAC00
_PER_ONSET: Final = 588
_ONSETS: Final = (
    "gkcq", "gk", "n", "dt", "dt", "lr", "m", "bv", "bp", "sct", "s", "aeiouwy", "jzg", "jz",
    "c", "kcqx", "t", "pf", "hw",
)  # fmt: skip
"""The Latin letters that each initial consonant may stand for, in the order of Unicode."""


class Named(NamedTuple):
    """A name; names of one ``owner`` are not compared, nor are names of different types."""

    text: str
    type: str
    owner: str


class Kin(NamedTuple):
    """``other`` may come from ``one``; ``by``: in how many letters they differ."""

    one: Named
    other: Named
    sort: Sort
    by: int = 0


def kin(names: Sequence[Named]) -> Iterator[Kin]:
    """Pairs of ``names`` that look alike; a pair may come twice, under two sorts.

    Nothing here is told of persons, who are never the same by name alone.
    """
    by_type: defaultdict[str, list[Named]] = defaultdict(list)
    for each in names:
        if each.type != "PERSON":
            by_type[each.type].append(each)
    for type_id, alike in by_type.items():
        boxes = _Boxes(alike)
        rules = [boxes.same, boxes.spelling, boxes.initials, boxes.inside, boxes.letters]
        if type_id == "TITLE":  # a longer office is another one: 선임연구원 is no 연구원
            rules = [boxes.same, boxes.initials, boxes.letters]
        for rule in rules:
            yield from rule()


class _Boxes:
    """Names of one type, by their letters without blanks and signs."""

    def __init__(self, names: Sequence[Named]) -> None:
        self._bare: defaultdict[str, list[Named]] = defaultdict(list)
        for each in names:
            if bare := _bare(each.text):
                self._bare[bare].append(each)

    def same(self) -> Iterator[Kin]:
        for alike in self._bare.values():
            for one, other in _pairs(alike):
                exact = _plain(one.text) == _plain(other.text)
                yield Kin(*_longer_first(one, other), "same" if exact else "spacing")

    def spelling(self) -> Iterator[Kin]:
        """One letter more, less or other: they share a form from which one letter is taken."""
        boxes: defaultdict[str, set[str]] = defaultdict(set)
        for bare in self._bare:
            if len(bare) >= _LONG and not any(char.isdigit() for char in bare):
                boxes[bare].add(bare)
                for at in range(len(bare)):
                    boxes[bare[:at] + bare[at + 1 :]].add(bare)
        seen: set[tuple[str, str]] = set()
        for box in boxes.values():
            if not 1 < len(box) <= _CROWD:
                continue
            for pair in combinations(sorted(box), 2):
                if pair in seen or DamerauLevenshtein.distance(*pair, score_cutoff=1) != 1:
                    continue
                seen.add(pair)
                yield from self._between(*pair, "spelling", 1)

    def initials(self) -> Iterator[Kin]:
        for bare, named in list(self._bare.items()):
            for each in named:
                words = each.text.split()
                short = _bare("".join(word[0] for word in words)) if len(words) > 1 else ""
                if len(short) > 1 and short != bare and short in self._bare:
                    yield from _kin([each], self._bare[short], "initials")

    def inside(self) -> Iterator[Kin]:
        """One is the beginning or the end of the other."""
        for bare in list(self._bare):
            for size in range(_SHORTEST, len(bare)):
                for short, beside in ((bare[:size], bare[size]), (bare[-size:], bare[-size - 1])):
                    if short in self._bare and not (short[0].isascii() and beside.isascii()):
                        yield from self._between(bare, short, "inside")

    def letters(self) -> Iterator[Kin]:
        """Latin letters that may be the initials of a name in hangul: FT, 파이낸셜타임스."""
        long = [bare for bare in self._bare if len(bare) >= _LONG and _HANGUL.fullmatch(bare)]
        by_letter: defaultdict[str, list[str]] = defaultdict(list)
        for bare in long:
            for letter in _letters_of(bare[0]):
                by_letter[letter].append(bare)
        for short in [bare for bare in self._bare if _LETTERS.fullmatch(bare)]:
            for bare in by_letter[short[0]]:
                if spells(short, bare):
                    yield from self._between(bare, short, "letters")

    def _between(self, long: str, short: str, sort: Sort, count: int = 0) -> Iterator[Kin]:
        yield from _kin(self._bare[long], self._bare[short], sort, count)


def spells(letters: str, word: str) -> bool:
    """Whether Latin ``letters`` (small) may be initials within ``word`` (hangul).

    The first is that of its first syllable, none that of its last; where there are but two, they
    do not stand side by side.
    """
    at, step = 0, 2 if len(letters) == 2 else 1
    if letters[0] not in _letters_of(word[0]):
        return False
    for letter in letters[1:]:
        at += step
        while at < len(word) - 1 and letter not in _letters_of(word[at]):
            at += 1
        if at >= len(word) - 1:
            return False
    return True


def _letters_of(syllable: str) -> str:
    return _ONSETS[(ord(syllable) - _FIRST) // _PER_ONSET]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _bare(text: str) -> str:
    return _SIGNS.sub("", _plain(text))


def _pairs(names: Sequence[Named]) -> Iterator[tuple[Named, Named]]:
    """Each two of different owners; of a crowd each with the first alone."""
    crowd = len(names) > _CROWD
    found = ((names[0], each) for each in names[1:]) if crowd else combinations(names, 2)
    return ((one, other) for one, other in found if one.owner != other.owner)


def _kin(
    ones: Sequence[Named], others: Sequence[Named], sort: Sort, count: int = 0
) -> Iterator[Kin]:
    for one in ones[:_CROWD]:
        for other in others[:_CROWD]:
            if one.owner != other.owner:
                yield Kin(*_longer_first(one, other), sort, count)


def _longer_first(one: Named, other: Named) -> tuple[Named, Named]:
    return (one, other) if len(one.text) >= len(other.text) else (other, one)

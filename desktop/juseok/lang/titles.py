"""Titles beside persons, as annotations of their own: 대표 in 도현우 해온랩 대표."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from juseok.core.morphs import Line
from juseok.lang.candidates import Candidate
from juseok.lang.name_words import NameWords, name_words
from juseok.lang.people import is_office
from juseok.lang.stems import Stem, stems

Title = tuple[int, int]

_FORMS_OF_ADDRESS: Final = frozenset(["씨", "님", "군", "양", "옹", "여사"])
_SHORT: Final = re.compile(r"\((C[A-Z]O)\)")
_BEHIND: Final = re.compile(r" |\([^()\n]{1,12}\) ")


def titles_in(
    text: str, lines: Sequence[tuple[int, Line]], found: Sequence[Candidate]
) -> Iterator[Title]:
    """``(start, end)`` of the titles before or behind the persons of ``found``, in text order.

    ``lines``: where each line begins, with its morphemes (offsets in the line); a firm may stand
    between a person and the title.  A short form in brackets is one by itself: 최고재무책임자(CFO).
    """
    words = name_words()
    persons = {each.start: each.end for each in found if each.type == "PERSON"}
    ends = set(persons.values())
    firms = {each.end: each.start for each in found if each.type in ("ORG", None)}
    for at, morphs in lines:
        stop = text.find("\n", at)
        line = text[at : len(text) if stop < 0 else stop]
        for stem in stems(line, morphs):
            start, end = at + stem.start, at + stem.end
            if not _is_title(stem, words):
                continue
            if not (_behind(text, start, ends, firms) or _before(text, end, persons)):
                continue
            yield start, end
            if short := _SHORT.match(text, end):
                yield short.span(1)


def _is_title(stem: Stem, words: NameWords) -> bool:
    if stem.text in _FORMS_OF_ADDRESS or len(stem.text) < 2:
        return False
    return stem.text in words.titles or (not stem.verbal and is_office(stem, words))


def _behind(text: str, start: int, ends: set[int], firms: dict[int, int]) -> bool:
    """Whether a person ends right before ``start``, or a firm behind a person does."""
    for _ in range(2):
        before = start - 1
        if before < 0 or text[before] != " ":
            return False
        if before in ends:
            return True
        if text[before - 1 : before] == ")":
            opening = text.rfind("(", max(0, before - 14), before)
            return opening in ends and _BEHIND.fullmatch(text, opening, start) is not None
        if before not in firms:
            return False
        start = firms[before]
    return False


def _before(text: str, end: int, persons: dict[int, int]) -> bool:
    """Whether a person begins behind the title that ends at ``end``."""
    gap = _SHORT.match(text, end)
    at = gap.end() if gap is not None else end
    return text[at : at + 1] == " " and at + 1 in persons

"""Printed lines of a PDF to paragraphs, where the file leaves no doubt how they were broken.

A page has lines and no paragraphs.  Lines come together where the file keeps the blank at which
each was broken, or where all of them clearly end with a word; in any other file they stay as they
are printed, for whether two of them are one word broken cannot be known.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, Literal, TypeAlias
from unicodedata import east_asian_width

from juseok.core.model import ZoneRole

Printed: TypeAlias = tuple[str, ZoneRole | None]
"""A line, perhaps with a blank at its end; those with a role are no part of the text."""

Breaks: TypeAlias = Literal["blanks", "words", "unknown"]

_FINAL: Final = ".?!…”’\"')]〉》·:"
_TORN: Final = re.compile(
    r"(?:니?다(?:[.고는며]|\s)|[은는을를의에와과로며고지도만]\s|습니다|[.,!?)”’])"
)
"""How a line begins whose first word began on the line before."""
_FULL: Final = 0.7
_ENOUGH: Final = 5
_RAGGED: Final = 1.0
"""Widths of full lines that were broken at words differ by more than so many letters."""


def paragraphs(pages: Sequence[Sequence[Printed]]) -> Iterator[Printed]:
    """The lines of all pages in order, joined within each page."""
    full = _full_width(pages)
    breaks = _breaks(pages, full)
    for page in pages:
        open_ = ""
        for printed, role in page:
            if role is not None:
                if open_:
                    yield open_, None
                open_ = ""
                yield printed.strip(), role
                continue
            open_ += printed.rstrip() if breaks == "unknown" else printed
            if breaks == "blanks" and printed[-1].isspace():
                continue
            if breaks == "words" and _goes_on(printed, full):
                open_ = open_.rstrip() + " "
                continue
            yield open_.strip(), None
            open_ = ""
        if open_:
            yield open_.strip(), None


def _breaks(pages: Sequence[Sequence[Printed]], full: float) -> Breaks:
    """How lines are broken in this file."""
    lines = [line for page in pages for line, role in page if role is None]
    whole = [line for line in lines if not line[-1].isspace()]
    broken = len(lines) - len(whole)
    ends = sum(line[-1] in _FINAL for line in whole)
    if broken >= 2 and broken * 4 >= len(lines) and whole and ends * 2 >= len(whole):
        return "blanks"
    widths: list[float] = []
    for page in pages:
        text = [line for line, role in page if role is None]
        for line, after in pairwise(text):
            if _goes_on(line, full):
                if _TORN.match(after):
                    return "unknown"
                widths.append(_width(line))
    if len(widths) < _ENOUGH:
        return "unknown"
    widths.sort()
    ragged = widths[len(widths) * 9 // 10] - widths[len(widths) // 10]
    return "words" if ragged >= _RAGGED else "unknown"


def _goes_on(line: str, full: float) -> bool:
    words = line.rstrip()
    return words[-1] not in _FINAL and _width(words) >= full * _FULL


def _full_width(pages: Sequence[Sequence[Printed]]) -> float:
    widths = sorted(_width(line) for page in pages for line, role in page if role is None)
    return widths[len(widths) * 9 // 10] if widths else 0.0


def _width(line: str) -> float:
    """In letters of Hangul."""
    return sum(1.0 if east_asian_width(sign) in "WF" else 0.5 for sign in line.strip())

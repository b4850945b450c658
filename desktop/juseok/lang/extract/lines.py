"""Lines of a page, and what each looks like by itself.

Only short lines are compared with the tables, so that a page of a million characters in one
line costs no more than its ends.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from juseok.core.model import Zone, ZoneRole
from juseok.lang.extract.tables import (
    BULLET,
    CLOSING,
    ENDING,
    EXACT,
    FINAL,
    HEADING_MARK,
    INSIDE,
    KEY,
    LIST_MARK,
    LONG_FURNITURE,
    MOSTLY_FINAL,
    OUTLET_LINE,
    PATTERNS,
    PERIOD,
    POLITE,
    PUBLISHERS,
)

SHORT: Final = 300
"""Longest line, in code points, that is compared with the tables."""

PROSE: Final = 60
"""Shortest line that is a paragraph wherever it stands (measured, DOMAIN §3)."""

_OUTLET: Final = 14
_FURNITURE: Final = 40
_SAMPLE: Final = 2000
_HANGUL: Final = re.compile("[가-힣\u4e00-\u9fff]+")


class Look(StrEnum):
    """What a line looks like, where its own form does not tell its role."""

    PROSE = "prose"
    SENTENCE = "sentence"
    HEADLINE = "headline"
    HEADING = "heading"
    ITEM = "item"


WRITTEN: Final = frozenset({Look.PROSE, Look.SENTENCE})
"""Looks of lines that end as a sentence does: never those of a subtitle."""


@dataclass(frozen=True, slots=True)
class Line:
    """A non-blank line: ``[start, end)`` without its newline.

    ``text``, which begins at ``text_start``, is the line without outer blanks.
    """

    start: int
    end: int
    text_start: int
    text: str
    look: ZoneRole | Look


def split_lines(text: str) -> list[Line]:
    """The non-blank lines of a normalised text, looked at."""
    lines: list[Line] = []
    start = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        end = start + len(raw)
        if stripped:
            indent = 0 if raw[0] == stripped[0] else len(raw) - len(raw.lstrip())
            look = _look_of_short(stripped) if len(stripped) <= _FURNITURE else look_of(stripped)
            lines.append(Line(start, end, start + indent, stripped, look))
        start = end + 1
    return lines


@lru_cache(maxsize=1 << 14)
def _look_of_short(line: str) -> ZoneRole | Look:
    """:func:`look_of` of a short line; the furniture of a batch of pages is the same on all."""
    return look_of(line)


def look_of(line: str) -> ZoneRole | Look:
    """The role of a line that only furniture has, else what kind of writing it is."""
    tail = line[-ENDING:]
    final = _is_final(line, tail)
    if len(line) > SHORT:
        return ZoneRole.FOOTER if LONG_FURNITURE.match(line) else Look.PROSE
    role = EXACT.get(KEY.sub("", line).lower()) if len(line) <= _FURNITURE else None
    if role is not None:
        return role
    if line in PUBLISHERS or (len(line) <= _OUTLET and OUTLET_LINE.fullmatch(line)):
        return ZoneRole.PUBLISHER
    if not (final and len(line) >= PROSE and POLITE.search(tail) is None) or line[0] in _FURNISHED:
        for known, pattern in PATTERNS:
            if pattern.match(line):
                return known
    if len(line) >= PROSE and (final or INSIDE.search(line)):
        return Look.PROSE
    if final:
        return Look.SENTENCE
    if HEADING_MARK.match(line) and len(line) <= 80:
        return Look.HEADING
    if LIST_MARK.match(line):
        return Look.ITEM
    return Look.HEADLINE


def _is_final(line: str, tail: str) -> bool:
    """Whether ``line``, whose end is ``tail``, is a sentence that is over."""
    if tail.endswith(MOSTLY_FINAL):
        return True
    if tail[-1] not in CLOSING:
        return False
    return FINAL.search(tail) is not None or (
        len(line) >= PROSE and PERIOD.search(tail) is not None
    )


_FURNISHED: Final = frozenset("<[(〈【*※▲△▶☞■ⓒ©저CcⒸ")
"""First characters of sentences that may be furniture although they end like prose."""


def is_korean(line: str) -> bool:
    """Whether a headline could be Korean: a fair share of Hangul or hanja."""
    sample = line[:_SAMPLE]
    return sum(map(len, _HANGUL.findall(sample))) * 4 >= len(sample)


def is_bullet(line: str) -> bool:
    return BULLET.match(line) is not None


Piece = tuple[int, int, ZoneRole]


def zones_of(text: str, pieces: Sequence[Piece], *, offset: int = 0) -> tuple[Zone, ...]:
    """Neighbouring pieces of one role as one zone, shifted left by ``offset`` code points."""
    zones: list[Zone] = []
    for start, end, role in pieces:
        last = zones[-1] if zones else None
        if last and last.role == role and not text[last.end + offset : start].strip():
            zones[-1] = Zone(last.start, end - offset, role)
        else:
            zones.append(Zone(start - offset, end - offset, role))
    return tuple(zones)

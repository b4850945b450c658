"""Where a caret may stand: grapheme clusters and eojeols, as offsets in code points.

Graphemes follow the rules of UAX #29 that occur in news text: combining marks, variation
selectors, zero-width joiners, emoji modifiers, flags and conjoining jamo.  Eojeols are the
runs between white space.
"""

import unicodedata
from typing import Final

_ZWJ: Final = "\u200d"
_LEADING: Final = range(0x1100, 0x1160)
_VOWELS: Final = range(0x1160, 0x11A8)
_TRAILING: Final = range(0x11A8, 0x1200)
_FLAGS: Final = range(0x1F1E6, 0x1F200)
_SKIN: Final = range(0x1F3FB, 0x1F400)


def _joins(text: str, at: int) -> bool:
    """Whether no boundary lies between ``text[at - 1]`` and ``text[at]``."""
    before, after = text[at - 1], text[at]
    code, last = ord(after), ord(before)
    if code < 0x300:
        return before == "\r" and after == "\n"
    if after == _ZWJ or unicodedata.category(after) in ("Mn", "Me", "Mc") or code in _SKIN:
        return last >= 0x20
    if before == _ZWJ:
        return code >= 0x2190 and unicodedata.category(after) == "So"
    if code in _VOWELS:
        return last in _LEADING or last in _VOWELS or _open_syllable(last)
    if code in _TRAILING:
        return last in _VOWELS or last in _TRAILING or 0xAC00 <= last <= 0xD7A3
    if code in _LEADING:
        return last in _LEADING
    if code in _FLAGS and last in _FLAGS:
        run = at
        while run and ord(text[run - 1]) in _FLAGS:
            run -= 1
        return (at - run) % 2 == 1
    return False


def _open_syllable(code: int) -> bool:
    return 0xAC00 <= code <= 0xD7A3 and (code - 0xAC00) % 28 == 0


def next_grapheme(text: str, at: int) -> int:
    """End of the grapheme that begins at ``at``; the text's length at its end."""
    at += 1
    while at < len(text) and _joins(text, at):
        at += 1
    return min(at, len(text))


def previous_grapheme(text: str, at: int) -> int:
    """Start of the grapheme that ends at ``at``; 0 at the text's start."""
    at -= 1
    while at > 0 and _joins(text, at):
        at -= 1
    return max(at, 0)


def next_eojeol(text: str, at: int) -> int:
    """End of the first eojeol that ends after ``at``; ``at`` itself when none does."""
    end = at
    while end < len(text) and text[end].isspace():
        end += 1
    if end == len(text):
        return at
    while end < len(text) and not text[end].isspace():
        end += 1
    return end


def previous_eojeol(text: str, at: int) -> int:
    """Start of the last eojeol that starts before ``at``; ``at`` itself when none does."""
    start = at
    while start > 0 and text[start - 1].isspace():
        start -= 1
    if start == 0:
        return at
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    return start

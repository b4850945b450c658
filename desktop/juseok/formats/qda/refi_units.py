"""How a REFI-QDA file counts: the standard says code points of the text file, programs differ.

ATLAS.ti counts the end of a line as one character where its text files have two, and programs of
Windows count UTF-16 units.  Nothing says so in the file, so all of its selections are asked: that
way counts in which fewer of them begin elsewhere than at their words, at a blank, within a word.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from juseok.core.text import Utf16Map

Places = Sequence[tuple[int, int, str]]
Placed = tuple[str, Places]
"""A text as its file has it, where its selections begin and end, and what they are called."""

_CRLF: Final = "\r\n"
_NOWHERE: Final = 20
_BLANK: Final = 3
_WITHIN: Final = 1
_OTHERWISE: Final = 3
_FINAL: Final = ".?!…”’\"'"
_LONG: Final = 20
_NEAR: Final = 2
"""By so much may other units make a selection longer or shorter than its words."""


def way_of(texts: Iterable[Placed]) -> tuple[bool, bool]:
    """Whether places count the end of a line as one, and whether they count UTF-16 units."""
    faults = dict.fromkeys([(False, False), (True, False), (False, True), (True, True)], 0)
    for raw, places in texts:
        if _CRLF not in raw and max(raw, default="") <= "\uffff":
            continue
        for way in faults:
            text, moved = moved_to(raw, places, way)
            faults[way] += sum(_fault(text, *each) for each in moved)
    return min(faults, key=lambda way: faults[way])  # of equal ones the first, the standard's


def moved_to(raw: str, places: Places, way: tuple[bool, bool]) -> Placed:
    """The text and the places in code points, of a file that counts in this way."""
    is_short, is_utf16 = way
    text = raw.replace(_CRLF, "\n") if is_short else raw
    if not is_utf16:
        return text, places
    units = Utf16Map(text)
    return text, [(units.to_cp(start), units.to_cp(end), name) for start, end, name in places]


def _fault(text: str, start: int, end: int, name: str) -> int:
    if name and name in text:  # and so is a part of it, as programs call selections
        return 0 if text.startswith(name, start) else _OTHERWISE
    if not 0 <= start <= end <= len(text) or start == len(text):
        return _NOWHERE
    first, before = text[start], text[start - 1 : start]
    return _BLANK * first.isspace() + _WITHIN * (first.isalnum() and before.isalnum())


def words_of(raw: str, start: int, end: int, name: str) -> str | None:
    """The words that a selection is named by; None where its name is something else.

    Programs cut long names short: one that begins as the text there does proves all of it.
    """
    wanted, there = _spaceless(name).rstrip(".…"), _spaceless(raw[start:end])
    if not wanted:
        return None
    if there == _spaceless(name) or (len(wanted) >= _LONG and there.startswith(wanted)):
        return raw[start:end]
    is_whole = abs(len(name) - (end - start)) <= _NEAR and name in raw
    return name if is_whole else None


def _spaceless(name: str) -> str:
    return "".join(name.split())


def is_inclusive(texts: Iterable[Placed]) -> bool:
    """Whether the last position of a selection is inside it, in this file.

    Names of selections tell it; else selections that would be empty or end beyond the text; else
    where sentences end.
    """
    named = ended = 0
    for raw, places in texts:
        for start, end, called in places:
            if start == end:
                return True
            if end >= len(raw):
                return False
            name, last, before = _spaceless(called), raw[end], raw[end - 1]
            if name:
                through = raw[start : end + 1]
                named += not last.isspace() and name == _spaceless(through)
                named -= not before.isspace() and name == _spaceless(through[:-1])
            ended += before.isspace() or (last in _FINAL and before not in _FINAL)
            ended -= last.isspace() or (before in _FINAL and last not in _FINAL)
    return named > 0 if named else ended > 0

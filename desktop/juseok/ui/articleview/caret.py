"""Where a caret may go in a text: eojeol, the runs between blanks.  Pure.

Moves by one seen character (grapheme) are the font engine's business; only what keeps a cut
from parting a character is here.
"""

import unicodedata

from juseok.ui.articleview.document import Range

ZERO_WIDTH_JOINER = "\u200d"


def extends(character: str) -> bool:
    """Whether ``character`` belongs to the one before it (accents, jamo tails, joiners)."""
    return (
        character in "\u200d\ufe0e\ufe0f"
        or "\u1160" <= character <= "\u11ff"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or unicodedata.category(character) in ("Mn", "Me", "Mc")
    )


def eojeol_at(text: str, offset: int) -> Range:
    """The run of non-blanks at ``offset``, outer punctuation trimmed (kept if it is all).

    In a blank, the blank run itself is given; at the end of the text, the last run.
    """
    if not text:
        return 0, 0
    offset = min(offset, len(text) - 1)
    blank = text[offset].isspace()
    if blank and offset and not text[offset - 1].isspace():
        offset -= 1
        blank = False
    if text[offset] == "\n":
        return offset, offset
    start, end = offset, offset + 1
    while start and text[start - 1].isspace() == blank and text[start - 1] != "\n":
        start -= 1
    while end < len(text) and text[end].isspace() == blank and text[end] != "\n":
        end += 1
    return (start, end) if blank else trimmed(text, start, end)


def trimmed(text: str, start: int, end: int) -> Range:
    """``[start, end)`` without blanks and punctuation at its ends; unchanged if nothing is left."""
    left, right = start, end
    while left < right and not _is_word(text[left]):
        left += 1
    while right > left and not _is_word(text[right - 1]):
        right -= 1
    return (left, right) if left < right else (start, end)


def next_eojeol(text: str, offset: int) -> int:
    """The end of the eojeol at or after ``offset``."""
    while offset < len(text) and text[offset].isspace():
        offset += 1
    while offset < len(text) and not text[offset].isspace():
        offset += 1
    return offset


def previous_eojeol(text: str, offset: int) -> int:
    """The start of the eojeol before ``offset``."""
    while offset and text[offset - 1].isspace():
        offset -= 1
    while offset and not text[offset - 1].isspace():
        offset -= 1
    return offset


def _is_word(character: str) -> bool:
    """Letters, digits, and the signs that belong to what they stand before or after."""
    return character.isalnum() or character in "%℃$₩€¥£" or ord(character) > 0xFFFF

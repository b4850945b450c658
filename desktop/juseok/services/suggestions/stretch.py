"""The part of a long text that is looked at: whole lines around a place.

What is computed for a whole article grows with it; a person sees a page of it.
"""

from typing import Final, TypeAlias

Range: TypeAlias = tuple[int, int]

WHOLE: Final = 40_000
"""Up to so many code points a text is looked at as a whole."""
_REACH: Final = 15_000
_MARGIN: Final = 2_000


def stretch_around(text: str, at: int) -> Range:
    """Whole lines within 15,000 code points of ``at``; all of ``text`` where that is short.

    A line that is longer is cut at a blank, or, where it has none, anywhere.
    """
    if len(text) <= WHOLE:
        return 0, len(text)
    low, high = max(0, at - _REACH), min(len(text), at + _REACH)
    if low:
        low = next((cut + 1 for sign in "\n " if (cut := text.find(sign, low, at)) >= 0), low)
    if high < len(text):
        cuts = (text.rfind(sign, at, high) for sign in "\n ")
        high = next((cut + 1 for cut in cuts if cut >= 0), high)
    return low, high


def holds(stretch: Range, sight: Range, *, length: int) -> bool:
    """Whether ``sight`` is well inside ``stretch`` of a text of ``length``, or at its edges."""
    low, high = stretch
    return (low == 0 or sight[0] >= low + _MARGIN) and (
        high == length or sight[1] <= high - _MARGIN
    )

"""Letters to choose one of many by key.  Pure."""

from collections.abc import Iterable, Sequence
from string import ascii_uppercase
from typing import Final

LETTERS: Final = ascii_uppercase


def letter_codes(count: int) -> list[str]:
    """``count`` codes, none the beginning of another: one letter each, else also two.

    The first are the shortest.  At most 26 × 26.
    """
    firsts = 0
    while len(LETTERS) - firsts + firsts * len(LETTERS) < count and firsts < len(LETTERS):
        firsts += 1
    singles = list(LETTERS[: len(LETTERS) - firsts])
    doubles = [one + two for one in LETTERS[len(LETTERS) - firsts :] for two in LETTERS]
    return (singles + doubles)[:count]


def assign_codes(places: Sequence[tuple[str, int]], near: int) -> dict[str, str]:
    """Codes for ids that stand at offsets: in text order, those around ``near`` the shorter."""
    codes = letter_codes(len(places))
    short = [code for code in codes if len(code) == 1]
    closest = sorted(places, key=lambda item: (abs(item[1] - near), item[1]))
    easy = {obj for obj, _ in closest[: len(short)]}
    first, second = iter(short), iter(codes[len(short) :])
    return {obj: next(first) if obj in easy else next(second) for obj, _ in places[: len(codes)]}


def with_prefix(codes: Iterable[tuple[str, str]], typed: str) -> dict[str, str]:
    """Of (id, code), those whose code begins with what was ``typed``."""
    return {obj: code for obj, code in codes if code.startswith(typed)}

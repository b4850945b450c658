"""Fuzzy matching for the palette: parts of words, typing slips, and Korean initials.

``ㅂㄴㄱ`` finds 보내기: a query of consonants alone is looked up in each name's initials.
"""

from collections.abc import Sequence
from typing import Final

_INITIALS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_ENOUGH: Final = 60.0


def initials(text: str) -> str:
    """``text`` with each Hangul syllable replaced by its initial consonant."""
    return "".join(
        _INITIALS[(ord(char) - 0xAC00) // 588] if "가" <= char <= "힣" else char for char in text
    )


def rank(query: str, names: Sequence[str], *, limit: int) -> list[int]:
    """Indexes of the ``names`` that match ``query``, best first, at most ``limit``.

    An empty query gives the first names in their own order.
    """
    wanted = query.strip().casefold()
    if not wanted:
        return list(range(min(limit, len(names))))
    only_initials = all(char in _INITIALS or char == " " for char in wanted)
    scored: list[tuple[float, int, int]] = []
    for index, name in enumerate(names):
        score = _initial_score(wanted, name) if only_initials else _score(wanted, name.casefold())
        if score >= _ENOUGH:
            scored.append((-score, len(name), index))
    return [index for _, _, index in sorted(scored)[:limit]]


def _initial_score(wanted: str, name: str) -> float:
    return _placed(initials(name).replace(" ", ""), wanted.replace(" ", ""))


def _placed(name: str, wanted: str) -> float:
    """100 for a prefix, a little less the later it stands; 0 when it does not."""
    at = name.find(wanted)
    return 0.0 if at < 0 else 100.0 - min(at, 30)


def _score(wanted: str, name: str) -> float:
    placed = _placed(name, wanted)
    if placed:
        return placed
    words = wanted.split()
    if len(words) > 1 and all(word in name for word in words):
        return 75.0
    if len(wanted) < 3:
        return 0.0
    from rapidfuzz import fuzz

    return fuzz.partial_ratio(wanted, name) * 0.85

"""From a rough selection to the name in it, without an analyser: signs and particles off."""

from typing import Final

from juseok.core.josa import final_consonant
from juseok.core.names import LONG_PARTICLES

_SIGNS: Final = "\"'“”‘’()[]{}<>《》〈〉「」『』,.!?…·:;~-–—|/ \t\n"
_KEPT_AT_END: Final = frozenset("%)℃㎝]")
_AFTER_FINAL: Final = frozenset("은이을과")
_AFTER_VOWEL: Final = frozenset("는가를와")
_ANYWHERE: Final = frozenset("의에도만")


def snap_by_particles(text: str, start: int, end: int) -> tuple[int, int]:
    """``[start, end)`` without outer signs and without a particle at its end; never empty.

    A particle of one syllable must agree with the syllable before it (화웨이 keeps its 이) and
    leave a name of at least two.
    """
    low, high = start, end
    while low < high and text[low] in _SIGNS:
        low += 1
    while high > low and text[high - 1] in _SIGNS and text[high - 1] not in _KEPT_AT_END:
        high -= 1
    high -= _particle(text[low:high])
    return (low, high) if low < high else (start, end)


def _particle(words: str) -> int:
    """How many characters at the end of ``words`` are a particle."""
    for particle in LONG_PARTICLES:
        if words.endswith(particle) and len(words) > len(particle) + 1:
            return len(particle)
    if len(words) < 3 or not "가" <= words[-2] <= "힣":
        return 0
    last, final = words[-1], final_consonant(words[:-1])
    agrees = last in (_AFTER_FINAL if final else _AFTER_VOWEL) or last in _ANYWHERE
    return 1 if agrees else 0

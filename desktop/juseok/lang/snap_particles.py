"""Particles behind a name, told by rule where no analyser can say."""

import re
from typing import Final

from juseok.core.josa import final_consonant
from juseok.core.names import LONG_PARTICLES, PARTICLES, occurrences

_HANGUL_END: Final = re.compile(r"[가-힣]+$")
_COUNTED: Final = frozenset(["만", "도"])
"""Behind a digit these count: 1만, 30도."""

_AGREEING: Final = {True: frozenset("이을"), False: frozenset("가는를와")}
"""Particles that hardly end a name when they agree with the syllable before them."""

_DOUBTFUL: Final = {True: frozenset("은과의에도만"), False: frozenset("의에도만")}
"""Particles that as often are the end of a name (김정은, 경제학과, 제주도, 민주주의)."""

_WHOLE_ENDINGS: Final = frozenset(
    [
        "주의",
        "정의",
        "협의",
        "회의",
        "합의",
        "논의",
        "건의",
        "동의",
        "결의",
        "심의",
        "항의",
        "문의",
        "학과",
        "결과",
        "효과",
        "성과",
        "통과",
        "정도",
        "제도",
        "속도",
        "온도",
        "각도",
        "태도",
        "수도",
        "의도",
        "보도",
        "지도",
        "인도",
        "반도",
        "열도",
        "기도",
        "원도",
        "청도",
        "라도",
        "상도",
        "주도",
        "안도",
        "해도",
        "북도",
        "남도",
        "독도",
        "대만",
        "불만",
        "오만",
    ]
)
"""Ends of words that look like a particle: 자본주의, 경제학과, 경기도, 충청북도."""


def particle_start(text: str, start: int, end: int) -> int:
    """Where the particle begins that ends ``text[start:end]``; ``end`` where there is none.

    A particle of one syllable behind Hangul must agree with the syllable before it (화웨이 keeps
    its 이) and leave a name of at least two.  One that often belongs to the name goes only where
    the text itself has the shorter name elsewhere, bare or with another particle.  Behind a sign
    or a Latin letter every particle goes (AI가, ‘굴기’도).
    """
    if end < len(text) and "가" <= text[end] <= "힣":
        return end  # who stopped inside a word meant it
    return end - _particle(text, start, end)


def _particle(text: str, start: int, end: int) -> int:
    """How many characters at the end of ``text[start:end]`` are a particle."""
    words = text[start:end]
    behind = len(words) - len(_HANGUL_END.sub("", words))
    if 0 < behind < len(words):
        digit = words[-behind - 1].isdigit()
        if words[-behind:] in PARTICLES and not (digit and words[-behind:] in _COUNTED):
            return behind
    for particle in LONG_PARTICLES:
        if words.endswith(particle) and len(words) > len(particle) + 1:
            return len(particle)
    if len(words) < 3 or not "가" <= words[-2] <= "힣":
        return 0
    last, final = words[-1], bool(final_consonant(words[:-1]))
    if last in _AGREEING[final]:
        return 1
    if last in _DOUBTFUL[final] and words[-2:] not in _WHOLE_ENDINGS:
        return 1 if _stands_elsewhere(text, words[:-1], besides=last) else 0
    return 0


def _stands_elsewhere(text: str, name: str, *, besides: str) -> bool:
    """Whether ``text`` has ``name`` as a name that does not go on with ``besides``."""
    return any(
        text[at + len(name) : at + len(name) + 1] != besides for at in occurrences(text, name)
    )

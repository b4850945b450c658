"""Korean particles that agree with the syllable before them.

The choice follows the final consonant (받침) of the last letter that has a sound: 은/는,
이/가, 을/를, 과/와, 으로/로 (ㄹ takes 로), 이라/라, 이어야/여야.
Latin letters and digits are judged by how Koreans read them aloud (L, M, N, R and 0, 1, 3, 6, 7,
8 end in a consonant).
Rule: 국립국어원 『한글 맞춤법』 and the spoken forms of digits and letters.
"""

import re
from typing import Final

_WITH_FINAL: Final = {
    "(은)는": ("은", "는"),
    "(이)가": ("이", "가"),
    "(을)를": ("을", "를"),
    "(과)와": ("과", "와"),
    "(으)로": ("으로", "로"),
    "(이)라": ("이라", "라"),
    "(이)여야": ("이어야", "여야"),
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
}
_PAIR: Final = re.compile("(" + "|".join(map(re.escape, _WITH_FINAL)) + ")")
_SILENT: Final = frozenset("'\"’”)]}>」』》〉 ")
_CONSONANT_LATIN: Final = frozenset("lmnrLMNR")
_CONSONANT_DIGIT: Final = frozenset("013678")
_CONSONANT_HANJA: Final = frozenset("中韓北南英獨印蘭檢警靑")
_RIEUL_HANJA: Final = frozenset("日佛越")
"""Hanja that stand for a country or an office by themselves, read 중, 한, 북 …; 일, 불, 월."""
_RIEUL: Final = 8


def final_consonant(text: str) -> int:
    """Index of the final consonant of the last sounding letter of ``text``; 0 when none.

    The index is Unicode's ``(syllable - 0xAC00) % 28`` (ㄹ is 8); letters and digits that
    end in a consonant give ㄹ for 1, 7, 8, L, R and a plain consonant otherwise.
    """
    for char in reversed(text):
        if char in _SILENT:
            continue
        if "가" <= char <= "힣":
            return (ord(char) - 0xAC00) % 28
        if char in "178lLrR" or char in _RIEUL_HANJA:
            return _RIEUL
        if char in _CONSONANT_LATIN | _CONSONANT_DIGIT | _CONSONANT_HANJA:
            return 4
        return 0
    return 0


def choose_particles(text: str) -> str:
    """``text`` with each pair such as ``(이)가`` replaced by the form its left side asks for."""
    parts = _PAIR.split(text)
    out = parts[0]
    for marker, rest in zip(parts[1::2], parts[2::2], strict=True):
        final = final_consonant(out)
        with_final, without = _WITH_FINAL[marker]
        takes_final = final not in (0, _RIEUL) if marker == "(으)로" else final != 0
        out += (with_final if takes_final else without) + rest
    return out

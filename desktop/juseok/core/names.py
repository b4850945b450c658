"""Where a name occurs in a text: whole words, with or without Korean particles behind.

No analyser is asked: a name ends where no letter follows, or where the letters that follow
up to the next sign are particles, forms of the copula or the plural.  A particle that comes
in two forms (은/는, 이/가 …) must be the one that the name's last letter asks for.
"""

import re
from collections.abc import Iterator
from typing import Final

from juseok.core.josa import final_consonant

_AFTER_FINAL: Final = ("은", "이", "을", "과", "으로", "이라", "이나", "이란", "이며", "이고")
_AFTER_VOWEL: Final = ("는", "가", "를", "와", "라", "나", "란", "며", "고")
_COMPOUNDS: Final = (
    "으로서", "으로써", "으로부터", "이라고", "이라며", "이라는", "이라면", "이라도", "이든",
    "이랑", "이야", "이었다", "이었던", "이었고", "이었으며", "이란",
)  # fmt: skip
_COMPOUNDS_VOWEL: Final = (
    "라고", "라며", "라는", "라면", "라도", "든", "랑", "였다", "였던", "였고", "였으며", "다",
)  # fmt: skip
_LO: Final = ("로", "로서", "로써", "로부터")
_ALWAYS: Final = (
    "의", "도", "만", "에", "에서", "에게", "에게서", "에는", "에도", "에만", "에선", "에겐",
    "께", "께서", "한테", "까지", "까지도", "부터", "보다", "처럼", "같이", "만큼", "마다",
    "조차", "마저", "밖에", "뿐", "뿐만", "대로", "따라", "더러", "보고", "하고", "에서는",
    "에서도", "에서의", "에의", "에게는", "에게도", "과의", "와의", "과는", "와는", "과도",
    "와도", "으로는", "로는", "으로도", "로도", "으로의", "로의", "만의", "만이", "만을",
    "만은", "까지는", "부터는", "부터의", "이다", "임", "이자", "이지만", "이어서", "입니다",
    "이다가", "측", "측은", "측이", "측의", "측에", "측도", "측에서", "들", "들은", "들이",
    "들을", "들의", "들에", "들에게", "들도", "들과", "등", "등이", "등은", "등을", "등의",
    "등에", "등과", "등에서", "씨", "씨는", "씨가", "씨를", "씨의", "씨와", "씨도", "씨에게",
)  # fmt: skip

LONG_PARTICLES: Final = (
    "에게서", "에서는", "에서도", "에서의", "에서", "에게는", "에게도", "에게", "에는", "에도",
    "까지도", "까지는", "까지", "부터는", "부터", "으로부터", "로부터", "으로서", "으로써",
    "으로는", "으로도", "으로", "이라고", "이라며", "이라는", "라고", "라며", "라는", "보다는",
    "처럼", "조차", "마저", "께서", "한테", "와의", "과의", "를",
)  # fmt: skip
"""Particles that hardly end a name, longest first."""

SHORT_PARTICLES: Final = (
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "도",
    "와",
    "과",
    "로",
    "에",
    "만",
)
"""Particles that many names end in, too: only a hint beside other evidence."""

_FORMS: Final = frozenset(_ALWAYS + _LO)
_FORMS_FINAL: Final = frozenset(_AFTER_FINAL + _COMPOUNDS)
_FORMS_VOWEL: Final = frozenset(_AFTER_VOWEL + _COMPOUNDS_VOWEL)
PARTICLES: Final = _FORMS | _FORMS_FINAL | _FORMS_VOWEL
"""Every particle and form of the copula: what may follow a name that ends in another script."""

_HANGUL_RUN: Final = re.compile(r"[가-힣]{1,6}")
_RIEUL: Final = 8


def is_name_boundary(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` stands there as a name, and not as a piece of a word."""
    return _begins(text, start) and _ends(text, start, end)


def _begins(text: str, start: int) -> bool:
    if start == 0:
        return True
    before, first = text[start - 1], text[start]
    if not before.isalnum() or not first.isalnum():
        return True
    # A hanja put before a name (美상무부, 中빅테크) is a word of its own.
    return _is_hanja(before) and not _is_hanja(first)


def _ends(text: str, start: int, end: int) -> bool:
    if end == len(text) or not text[end].isalnum():
        return True
    run = _HANGUL_RUN.match(text, end)
    if run is None:
        return False
    after = run.end()
    if after < len(text) and text[after].isalnum():
        return False
    return is_particle(text[start:end], run[0])


def is_particle(name: str, tail: str) -> bool:
    """Whether ``tail`` can be a particle right after ``name``."""
    final = final_consonant(name)
    if tail in _FORMS:
        spelled = name[-1].isascii() and name[-1].isalpha()  # km로: read as a word or by letters
        return tail not in _LO or final in (0, _RIEUL) or spelled
    if not _is_hangul(name[-1]) and (tail in _FORMS_FINAL or tail in _FORMS_VOWEL):
        return True  # how a Latin name is read aloud is a guess
    return tail in (_FORMS_FINAL if final else _FORMS_VOWEL)


def occurrences(text: str, name: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """The offsets in ``text[start:end]`` where ``name`` stands as a name, in order."""
    stop = len(text) if end is None else end
    at = text.find(name, start, stop)
    while at >= 0:
        if is_name_boundary(text, at, at + len(name)):
            yield at
            at = text.find(name, at + len(name), stop)
        else:
            at = text.find(name, at + 1, stop)


def _is_hangul(char: str) -> bool:
    return "가" <= char <= "힣"


def _is_hanja(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"

"""Signs round a name: quotation marks, full stops, brackets and what they say of it.

All offsets are code points of one line, half-open.  Nothing here knows words: what is a particle
is for :mod:`juseok.lang.snap`.
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

Extent: TypeAlias = tuple[int, int]

SIGNS: Final = frozenset(
    "\"'“”‘’()[]{}<>《》〈〉「」『』〔〕【】,.!?…·ㆍ:;~∼〜-–—|/=*▲△▶■◆●○※☞•\u3000 \t\n\r\v\f"
)
"""What no name begins or ends with; % ℃ ㎝ and the like are none of them."""

_QUOTES: Final = {
    "‘": "’", "“": "”", "'": "'", '"': '"', "「": "」", "『": "』", "《": "》", "〈": "〉",
    "<": ">", "〔": "〕", "【": "】",
}  # fmt: skip
_BRACKETS: Final = {"(": ")", "[": "]", "（": "）"}
_CLOSING: Final = {close: opening for opening, close in _BRACKETS.items()}
BODIES: Final = ("(주)", "(유)", "(재)", "(사)", "㈜")
"""Legal forms of a company or a foundation; they belong to its name."""

_FOREIGN: Final = re.compile(
    r"[A-Za-z\u00c0-\u024f\u0400-\u04ff\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
_CALLED: Final = re.compile(r"(?:이하|약칭|일명|옛|구|본명|필명|영문명)\s*[:：]?\s*(?=\S)")
_LONGEST: Final = 80
_ABOUT: Final = re.compile(r"약\s*(?=\d)")
_NO_NAME: Final = re.compile(
    r"^\s*[\d$€£¥₩+\-−~∼약]|[=%％:：→]|\d+\s*(?:년|월|일|세|살|시|원|명|달러|위|호|조|항)\b|"
    r"^(?:현지|한국|미국|사진|왼쪽|오른쪽|가운데|위|아래|가명|당시|이상|이하|이후|종합|잠정|예정|오전|"
    r"오후|주최|주관|단위|자료|출처|그래픽|기준)"
)


class Peeled(NamedTuple):
    """What is left of a selection, and another name for it that stood in a bracket behind."""

    start: int
    end: int
    alias: Extent | None = None


def peel(line: str, start: int, end: int, tail: Callable[[int, int], int]) -> Peeled:
    """``[start, end)`` without outer signs, gloss, quotation marks and what ``tail`` takes off.

    ``tail(start, end)`` says where the particles begin that stand at the end; it is asked once,
    and not for what stands between quotation marks or before a gloss, which is a name as it is.
    Never empty: where nothing would be left, the selection without the white space round it.
    """
    whole = trimmed(line, start, end)
    low, high = whole
    alias: Extent | None = None
    fresh = True
    while True:
        before = low, high
        low, high = without_signs(line, low, high)
        if low >= high:
            return Peeled(*whole)
        about = _about(line, low, high)
        if about > low:
            low, high = trimmed(line, about, high)
        explained = gloss(line, low, high)
        if explained is not None:
            alias = alias_in(line, (low, explained[0]), explained[1])
            high, fresh = explained[0], False
        inner = quoted(line, low, high)
        if inner is not None:
            (low, high), fresh = inner, False
        cut = open_end(line, low, high)
        if cut < high:
            (low, high), fresh = trimmed(line, low, cut), False
        if fresh and before == (low, high):
            fresh = False
            high = trimmed(line, low, tail(low, high))[1]
        if before == (low, high):
            return Peeled(low, high, alias)


def _about(line: str, low: int, high: int) -> int:
    """Where the number begins behind 약."""
    found = _ABOUT.match(line, low, high)
    return found.end() if found is not None else low


def trimmed(line: str, start: int, end: int) -> Extent:
    """Without white space at both ends; where nothing else is there, as it came."""
    low, high = start, end
    while low < high and line[low].isspace():
        low += 1
    while low < high and line[high - 1].isspace():
        high -= 1
    return (low, high) if low < high else (start, end)


def without_signs(line: str, start: int, end: int) -> Extent:
    """Without outer signs, but with a quotation mark or bracket whose other half is inside.

    A pair round all of it is left to :func:`quoted` and :func:`gloss`.
    """
    low, high = start, end
    while low < high and _goes_in_front(line, low, high):
        low += 1
    while low < high and _goes_behind(line, low, high):
        high -= 1
    return low, high


def _is_sign(char: str) -> bool:
    """Whether ``char`` is one of :data:`SIGNS`, or an emoji or what holds its parts together."""
    return char in SIGNS or "\U0001f000" <= char <= "\U0001faff" or char in "\u200d\ufe0f"


def _goes_in_front(line: str, low: int, high: int) -> bool:
    char = line[low]
    if not _is_sign(char) or line.startswith(BODIES, low, high):
        return False
    if char in "-–—" and low + 1 < high and line[low + 1].isdigit():
        return False  # a number below nought
    close = _QUOTES.get(char) or _BRACKETS.get(char)
    return close is None or line.find(close, low + 1, high) < 0


def _goes_behind(line: str, low: int, high: int) -> bool:
    char = line[high - 1]
    if not _is_sign(char) or line.endswith(BODIES, low, high):
        return False
    if char in _CLOSING:
        return line.find(_CLOSING[char], low, high - 1) < 0
    return not any(
        close == char and line.find(opening, low, high - 1) >= 0
        for opening, close in _QUOTES.items()
    )


def quoted(line: str, start: int, end: int) -> Extent | None:
    """What stands between the quotation marks round all of ``[start, end)``; None without."""
    if end - start < 3:
        return None
    opening = line[start]
    close = _QUOTES.get(opening) or _BRACKETS.get(opening)
    if close is None or line[end - 1] != close or line.startswith(BODIES, start, end):
        return None
    depth = 0
    for at in range(start, end):
        char = line[at]
        if char == close and (char != opening or at > start):
            depth -= 1
            if depth == 0:
                return trimmed(line, start + 1, end - 1) if at == end - 1 else None
        elif char == opening:
            depth += 1
    return None


def gloss(line: str, start: int, end: int) -> tuple[int, Extent] | None:
    """Of X(Y) where X ends, and Y; None where no bracket closes at the end, or X is nothing."""
    opening = _CLOSING.get(line[end - 1])
    if opening is None or line.endswith(BODIES, start, end):
        return None
    depth = 0
    for at in range(end - 1, start, -1):
        if line[at] == line[end - 1]:
            depth += 1
        elif line[at] == opening:
            depth -= 1
            if depth == 0:
                name = trimmed(line, start, at)
                inside = trimmed(line, at + 1, end - 1)
                return (name[1], inside) if line[start:at].strip() else None
    return None


def open_end(line: str, start: int, end: int) -> int:
    """Where a bracket opens, or “, that does not close before ``end``; ``end`` without."""
    depth: list[int] = []
    for at in range(start, end):
        char = line[at]
        if char in _BRACKETS:
            depth.append(at)
        elif char in _CLOSING and depth:
            depth.pop()
    cut = depth[0] if depth else end
    for opening in "“‘「『《〈":
        at = line.rfind(opening, start + 1, cut)
        if at > start and line.find(_QUOTES[opening], at, cut) < 0:
            cut = at
    return cut if cut > start else end


def alias_in(line: str, name: Extent, inside: Extent) -> Extent | None:
    """What of the bracket behind ``name`` is another name for the same; None when nothing is.

    It is one in another script (ATCB, 蘭海, 오픈AI behind OpenAI), one that is said to be
    (이하 통제국), or one made of syllables of the name in their order (한국전력공사(한전)).  An
    age, a share, an amount, a place and a party are none.
    """
    words = line[slice(*name)].strip("‘’'\"“” ")
    start, end = inside
    if words[:1].isdigit() or start >= end:
        return None
    called = _CALLED.match(line, start, end)
    if called is not None:
        start = called.end()
        inner = quoted(line, start, end)
        return inner if inner is not None else (start, end)
    inner = quoted(line, start, end)
    if inner is not None:
        start, end = inner
    comma = line.find(",", start, end)
    end = comma if comma > start else end
    other = line[start:end]
    if _NO_NAME.search(other) or len(other) > 60:
        return None
    if _FOREIGN.match(other):
        return start, end
    compact, letters = other.replace(" ", ""), iter(words)
    if bool(_FOREIGN.match(words)) or (
        len(compact) > 1 and len(compact) < len(words) and all(char in letters for char in compact)
    ):
        return start, end
    return None


def alias_behind(text: str, start: int, end: int) -> Extent | None:
    """Another name in a bracket right behind the name ``text[start:end]``; None without."""
    at = end
    while at < len(text) and text[at] in "’”'\"」』》〉":
        at += 1
    close = _BRACKETS.get(text[at : at + 1])
    if close is None:
        return None
    stop = text.find(close, at + 1, at + _LONGEST)
    if stop < 0 or "\n" in text[at:stop]:
        return None
    return alias_in(text, (start, end), trimmed(text, at + 1, stop))

"""Speakers' labels, as transcripts and debates have them: who speaks, told by signs alone.

``[홍길동/주민 : "말"]``, ``[홍길동 / 주민] "말"``, ``<인터뷰> 홍길동(주민) : "말"``,
``▶홍길동 원장 "말"``, ``홍길동 의원 = "말"``; the label of a sound bite may stand alone on the line
before it.  Offsets are code points of the text.
"""

import re
from typing import Final, NamedTuple, TypeAlias

from juseok.lang.name_words import NameWords, name_words
from juseok.lang.people import is_foreign, is_korean_name

Span: TypeAlias = tuple[int, int]

_BITE: Final = r"(?:인터뷰|녹취|현장음|싱크|SYNC|INT|전화\s?인터뷰|전화\s?녹취|현장\s?녹취)"
_BULLET: Final = r"(?P<bullet>[▶►▷▲△■□●○◆◇◎★☆☞]\s*)?"
_LEAD: Final = rf"\s*{_BULLET}(?P<bite>[<\[【〈(◀]\s*{_BITE}\s*[>\]】〉)▶]\s*|{_BITE}\s*[:：]\s*)?"
_BOXED: Final = re.compile(
    _LEAD + r"[\[【]\s*(?P<label>[^\[\]【】\"“”:：\n]{2,60}?)\s*"
    r"(?:(?P<sign>[:：])\s*(?:[\"“](?P<inner>[^\"“”\n]+)[\"”]|(?P<bare>[^\"“”\[\]【】\n]+?))\s*)?"
    r"[\]】]\s*(?:[\"“](?P<outer>[^\"“”\n]+)[\"”])?\s*$"
)
_OPEN: Final = re.compile(
    _LEAD + r"(?P<label>[^\[\]【】\"“”:：=＝\n]{2,60}?)\s*"
    r"(?:(?P<sign>[:：=＝])\s*)?(?:[\"“](?P<inner>[^\"“”\n]+)[\"”])?\s*$"
)
_ENDED: Final = re.compile(r"[.?!]$|[다요까죠]$|(?:은|는|을|를|에|에서|으로|며|고|면서)$")
_LONGEST: Final = 2_000


class Label(NamedTuple):
    """``name``: the part of ``label`` before its sign, a person's where it looks like one.

    ``words``: what is said, or None where the label stands alone.  ``sure``: signs tell that it is
    one; else only its words can.
    """

    label: Span
    name: Span
    words: Span | None
    sure: bool


def label_at(text: str, start: int, end: int) -> Label | None:
    """The label with which ``text[start:end]``, a sentence or line, begins."""
    if end - start > _LONGEST or "\n" in text[start:end]:
        return None
    piece = text[start:end]
    found = _BOXED.match(piece)
    boxed = found is not None
    found = found or _OPEN.match(piece)
    if found is None or _ENDED.search(found["label"]):
        return None
    inner = found.span("inner")
    if boxed:
        inner = next((found.span(each) for each in ("inner", "bare", "outer")
                      if found[each] is not None), (-1, -1))  # fmt: skip
    words = None if inner[0] < 0 else (start + inner[0], start + inner[1])
    parted = "/" in found["label"] or found["label"].endswith(")")
    marked = bool(found["bite"]) or parted
    if words is None:
        if not (parted and (boxed or found["bite"])):
            return None
        sure = True
    else:
        sure = (boxed and marked) or bool(found["bite"]) or "/" in found["label"]
        if not (sure or found["sign"] or found["bullet"] or boxed or not found["bite"]):
            return None
    low, high = found.span("label")
    cut = re.search(r"\s*[/(·,]", found["label"])
    name = (start + low, start + (low + cut.start() if cut else high))
    if found["label"].endswith(")") and cut is not None and "/" not in found["label"]:
        high = low + cut.start()  # a bracket at the end is not of the source
    return Label((start + low, start + high), name, words, sure)


def named(text: str, label: Label) -> Span | None:
    """The person that a sure label begins with: 홍길동 of [홍길동/주민]."""
    words = name_words()
    name = text[slice(*label.name)]
    if not label.sure or name in words.sources | words.titles | words.org_common | words.nothing:
        return None
    if is_korean_name(name) or _foreign(name, words):
        return label.name
    return None


def _foreign(name: str, words: NameWords) -> bool:
    parts = name.split(" ")
    if not 1 < len(parts) < 5 or any(part in words.titles | words.sources for part in parts):
        return False
    return all(is_foreign(part) and part not in words.places for part in parts)

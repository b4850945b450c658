"""What claim rules look at in one sentence: predicates, subjects, and noun phrases before a place.

Offsets are code points of the whole text.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias

from juseok.core.morphs import Line
from juseok.core.quotations import quotations
from juseok.lang.name_words import NameWords, end_of, name_words

Span: TypeAlias = tuple[int, int]

_NOUNS: Final = frozenset(("NNP", "NNG", "NNB", "NR", "SN", "SL", "SH", "XPN", "XSN", "XR", "NP"))
_BEHIND: Final = frozenset(("EP", "EF", "EC", "VX", "ETN", "ETM", "XSV"))
_PASSIVES: Final = {
    "밝히": "밝혀지", "점치": "점쳐지", "전하": "전해지", "여기": "여겨지", "알리": "알려지",
}  # fmt: skip
_MARKS: Final = {"’": "‘", "'": "'", "」": "「", "』": "『", "》": "《", "〉": "〈", ">": "<"}
_NOT_HEADS: Final = frozenset(
    [
        "중",
        "후",
        "뒤",
        "전",
        "때",
        "만",
        "간",
        "등",
        "것",
        "수",
        "바",
        "데",
        "점",
        "이상",
        "이하",
        "가량",
        "대로",
        "지",
        "줄",
    ]
)
_LONGEST: Final = 60
_RANK: Final = re.compile(r"(?:\d{1,2}|[초한두세네])단")
"""Ranks of go players and fencers, behind their names as titles are."""


class Token(NamedTuple):
    """A morpheme in the offsets of the whole text."""

    form: str
    tag: str
    start: int
    end: int


class Predicate(NamedTuple):
    """``words``: the stems it may be looked up by, the longest first; ``[start, end)`` its extent;
    ``at``: the index of its first token; ``final``: whether a sentence ends with it."""

    words: tuple[str, ...]
    start: int
    end: int
    at: int
    last: int
    final: bool
    adnominal: bool


class Subject(NamedTuple):
    """A noun phrase before 은, 는, 이, 가 or 도; ``at``: the index of the particle."""

    start: int
    end: int
    at: int
    topic: bool


class Sentence:
    """One sentence with its tokens, quotations, and what was found outside of these."""

    def __init__(
        self, text: str, span: Span, tokens: Sequence[Token], quotes: Sequence[Span] | None = None
    ) -> None:
        """``quotes``: the quotations, where they are more than those of each line."""
        self.text = text
        self.start, self.end = span
        self.tokens = tokens
        self.quotes = quotations(text, *span) if quotes is None else list(quotes)
        self._starts = [quote[0] for quote in self.quotes]
        self.predicates = _predicates(self)

    def inside(self, at: int) -> bool:
        """Whether the character at ``at`` is inside a quotation."""
        before = bisect_left(self._starts, at + 1) - 1
        return before >= 0 and at < self.quotes[before][1]

    def index(self, at: int) -> int:
        """The first token that begins at or after ``at``."""
        return bisect_left(self.tokens, at, key=lambda token: token.start)


def tokens_of(lines: Sequence[tuple[int, Line]]) -> list[Token]:
    """All morphemes in order, in offsets of the text."""
    return [
        Token(morph.form, morph.tag, start + morph.start, start + morph.end)
        for start, line in lines
        for morph in line
    ]


def _predicates(sentence: Sentence) -> list[Predicate]:
    found: list[Predicate] = []
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        if token.tag not in ("VV", "VA", "XSV", "XSA", "VX") or sentence.inside(token.start):
            continue
        if token.tag == "VX" and not (token.form == "하" and at and tokens[at - 1].tag == "JKQ"):
            continue
        first = at
        word = token.form
        if token.tag in ("XSV", "XSA"):
            if not at or tokens[at - 1].end != token.start:
                continue
            first = at - 1
            word = tokens[first].form + token.form
        found.append(_predicate(sentence, at, first, word))
    return found


def _predicate(sentence: Sentence, at: int, first: int, word: str) -> Predicate:
    tokens, text = sentence.tokens, sentence.text
    last = at
    while last + 1 < len(tokens) and tokens[last + 1].tag in _BEHIND:
        behind = tokens[last + 1]
        gap = behind.start > tokens[last].end
        if gap and behind.tag != "VX":
            break
        last += 1
    forms = [token.form for token in tokens[at + 1 : last + 1]]
    tags = [token.tag for token in tokens[at + 1 : last + 1]]
    words = [word]
    if "지" in forms[:2] and "않" in forms[:3]:
        words.insert(0, f"{word}지 않")
    if forms[:2] == ["어", "지"] and word in _PASSIVES:
        words.insert(0, _PASSIVES[word])
    start = tokens[first].start
    if first and tokens[first - 1].end < start and tokens[first - 1].form in ("못", "잘라"):
        words = [f"{tokens[first - 1].form} {each}" for each in words] + words
    if (
        first >= 2
        and tokens[first - 1].tag in ("JKO", "MAG", "EC")
        and tokens[first - 2].end <= start
    ):
        noun = tokens[first - 2]
        idiom = f"{text[noun.start : tokens[first - 1].end]} "
        words = [idiom + each for each in words] + words
    end = max(token.end for token in tokens[at : last + 1])
    final = "EF" in tags or last + 1 >= len(tokens) or tokens[last + 1].tag == "SF"
    adnominal = bool(tags) and tags[-1] == "ETM"
    return Predicate(tuple(words), start, end, first, last, final, adnominal)


def subjects(sentence: Sentence, low: int, high: int) -> list[Subject]:
    """Subjects that stand in ``[low, high)`` outside quotations, in order."""
    found: list[Subject] = []
    tokens = sentence.tokens
    for at in range(sentence.index(low), len(tokens)):
        token = tokens[at]
        if token.start >= high:
            break
        too = token.form == "역시" and token.tag == "MAG"
        if not at or not (token.tag in ("JX", "JKS") or too) or sentence.inside(token.start):
            continue
        if too and sentence.text[token.start - 1 : token.start] != " ":
            continue
        if token.tag == "JX" and token.form not in ("은", "는", "도", "ᆫ"):
            continue
        if tokens[at - 1].tag.startswith(("J", "E")) and tokens[at - 1].tag != "ETN":
            continue
        last, end = at - 1, token.start - too
        if last and tokens[last].form == "등" and tokens[last].tag == "NNB":
            last, end = last - 1, tokens[last - 1].end  # AFP통신 등이 보도했다
        phrase = noun_phrase(sentence, last, end)
        if phrase is not None and phrase[0] >= low:
            found.append(Subject(*phrase, at, token.tag != "JKS"))
    return found


def noun_phrase(sentence: Sentence, at: int, end: int) -> Span | None:
    """The noun phrase that ends with token ``at``, before ``end``: to the left over nouns, 의 and
    brackets, without clauses, dates and what only joins sentences."""
    tokens, text, words = sentence.tokens, sentence.text, name_words()
    index, start = at, end
    outer = end
    while index >= 0 and tokens[index].start >= sentence.start:
        token = tokens[index]
        gap = text[token.end : start]
        if start - token.start > _LONGEST or gap not in ("", " ") or sentence.inside(token.start):
            break
        if token.tag in ("SSC", "SS", "SW") and token.form in (")", *_MARKS):
            opened = _opened(sentence, index)
            if opened is None:
                break
            if token.form == ")" and start == end:
                outer = tokens[opened].start  # a bracket at the end is not of the source
            start, index = tokens[opened].start, opened - 1
            continue
        if not _joins(tokens, index, start, at, words):
            break
        start = token.start
        index -= 1
    while start < outer and text[start] in " ·":
        start += 1
    while sentence.start < start < outer and text[start - 1].isalnum():
        start -= 1  # a word that was read in pieces is whole
    return (start, outer) if start < outer else None


def _joins(tokens: Sequence[Token], index: int, start: int, at: int, words: NameWords) -> bool:
    token = tokens[index]
    if token.tag in _NOUNS:
        spaced = token.end < start
        owned = index > 0 and tokens[index - 1].tag == "JKG"  # 은하대의 지난해 조사
        if token.form in words.not_subject and (spaced or index == at) and token.tag != "NP":
            return owned and index < at
        return not (token.tag == "NNB" and spaced and token.form in _NOT_HEADS | {"일", "월", "년"})
    if token.form == "또" and token.tag == "MAG":
        return tokens[index + 1].form == "다른"
    if token.tag == "MM":
        return index < at and token.form not in ("이런", "그런", "모든", "몇")
    if token.tag == "JKG":
        return index < at
    if token.tag == "SP":
        return token.form == "·" and index < at
    return token.tag == "JC" and index < at


def _opened(sentence: Sentence, index: int) -> int | None:
    close = sentence.tokens[index]
    wanted = "(" if close.form == ")" else _MARKS[close.form]
    for back in range(index - 1, max(-1, index - 30), -1):
        if sentence.tokens[back].form == wanted:
            return back
    return None


def is_source(text: str, span: Span, ends: frozenset[int] | set[int]) -> bool:
    """Whether ``span`` can say something; ``ends``: where names of those who can end."""
    words = name_words()
    phrase = text[slice(*span)]
    if span[1] in ends:
        return True
    head = phrase.rsplit(" ", 1)[-1]
    if head in words.pronouns:
        return True
    if _RANK.fullmatch(head):
        return True
    head = head.removesuffix("들")
    if head in words.pronouns or head in words.sources or head in words.titles:
        return True
    if head and head[-1] in "’'」』》〉":
        first = phrase.split("‘")[0].split("'")[0].split("「")[0].split("《")[0].strip()
        return bool(first) and first.rsplit(" ", 1)[-1] in words.sources
    if head.endswith(("측", "씨")) and len(head) > 1:
        return True
    long = end_of(head, words.titles_long)
    return (
        (long is not None and len(head) > len(long))
        or head.endswith(
            (
                "관계자",
                "당국",
                "정부",
                "업계",
                "업체",
                "학계",
                "보고서",
                "연구진",
                "연구팀",
                "매체",
                "단체",
                "소식통",
                "전문가",
            )
        )
        or _is_office(head, words)
    )


def _is_office(head: str, words: NameWords) -> bool:
    """서부경찰서, 한울사업단: ends like an organisation and is more than the ending."""
    ending = end_of(head, words.org_firm)
    return ending is not None and len(head) > len(ending) + 1 and head not in words.org_common

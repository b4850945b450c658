"""Relationships by clear patterns only: each with its evidence and its reason.

An alias in a bracket; a name and its organisation before a title (도현우 해온랩 대표), and that
title where it is tagged; A의 B where both are organisations; and an organisation that founds,
buys, invests in or regulates.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from juseok.core.messages import Message
from juseok.lang.candidates import Candidate
from juseok.lang.name_words import name_words

Span = tuple[int, int]

_ACTORS: Final = frozenset(("ORG", "GPE"))
_BUYS: Final = re.compile(r"인수(?:했|한다|하기로|하는|해)|사들(?:였|인다|이기로)")
_INVESTS: Final = re.compile(r"투자(?:했|한다|하기로|해)")
_REGULATES: Final = re.compile(r"(?:제재|규제)(?:했|한다|하기로|해)")
_SETTLES: Final = re.compile(r"(?:본사|공장|법인)[을를]\s(?:세웠|세운다|설립했|두고)")
_VERBS: Final = (
    ("acquires", _BUYS, "을를", ("ORG",)),
    ("invests_in", _INVESTS, "에", ("ORG", "GPE")),
    ("regulates", _REGULATES, "을를", ("ORG", "GPE", "PRODUCT")),
    ("based_in", _SETTLES, "에", ("GPE", "LOC")),
)
_BEHIND: Final = re.compile(r" ([가-힣A-Z]+?)(?=[은는이가도를의과와]|\s|$|[.,])")


class RelationProposal(NamedTuple):
    """``head`` and ``tail`` are spans of mentions, ``evidence`` the words that join them."""

    type: str
    head: Span
    tail: Span
    evidence: Span
    score: float
    reason: Message


def relation_proposals(
    text: str, sentences: Sequence[Span], found: Sequence[Candidate]
) -> list[RelationProposal]:
    """Proposals of one article in order; offsets are code points."""
    proposals: list[RelationProposal] = []
    names = [each for each in found if each.value is None]
    at = 0
    for start, end in sentences:
        while at < len(names) and names[at].start < start:
            at += 1
        last = at
        while last < len(names) and names[last].end <= end:
            last += 1
        here = names[at:last]
        proposals += _beside(text, here)
        proposals += _actions(text, (start, end), here)
        at = last
    return proposals


def _beside(text: str, names: Sequence[Candidate]) -> Iterator[RelationProposal]:
    titles = name_words().titles
    for one, two in pairwise(names):
        between = text[one.end : two.start]
        span = (one.start, two.end)
        behind = _BEHIND.match(text, two.end, two.end + 14)
        title = behind is not None and behind[1] in titles
        if between == "(" and text[two.end : two.end + 1] == ")" and one.type == two.type:
            yield _proposal("alias_of", two, one, span, 0.95, Message("relations.alias"))
        elif between == "의" and one.type in _ACTORS and two.type == "ORG":
            yield _proposal("part_of", two, one, span, 0.6, Message("relations.part"))
        elif between == " " and (one.type, two.type) == ("PERSON", "TITLE"):
            yield _proposal("title_of", two, one, span, 0.85, Message("relations.title"))
        elif between == " " and title and {one.type, two.type} == {"PERSON", "ORG"}:
            person, firm = (one, two) if one.type == "PERSON" else (two, one)
            yield _proposal("employed_by", person, firm, span, 0.9, Message("relations.title"))


def _actions(text: str, sentence: Span, names: Sequence[Candidate]) -> Iterator[RelationProposal]:
    for kind, pattern, particles, tails in _VERBS:
        verb = pattern.search(text, *sentence)
        if verb is None or _quoted(text, sentence[0], verb.start()):
            continue
        heads = [n for n in names if n.type in _ACTORS and n.end < verb.start()
                 and text[n.end : n.end + 1] in tuple("은는이가")]  # fmt: skip
        ends = [n for n in names if n.type in tails and n.end < verb.start()
                and text[n.end : n.end + 1] in tuple(particles)]  # fmt: skip
        if len(heads) == 1 and ends and ends[-1].start > heads[0].end:
            reason = Message("relations.pattern", words=verb[0])
            yield _proposal(kind, heads[0], ends[-1], (heads[0].start, verb.end()), 0.7, reason)


def _quoted(text: str, start: int, end: int) -> bool:
    piece = text[start:end]
    return piece.count("“") > piece.count("”") or piece.count('"') % 2 == 1


def _proposal(
    kind: str, head: Candidate, tail: Candidate, evidence: Span, score: float, reason: Message
) -> RelationProposal:
    return RelationProposal(
        kind, (head.start, head.end), (tail.start, tail.end), evidence, score, reason
    )

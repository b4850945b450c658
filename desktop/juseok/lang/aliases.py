"""Names that may mean one entity: proposals with their evidence, never decisions.

By a bracket (한국언어자원협회(KLRA)), by one name within another (칼데라, 칼데라컴퓨트), by
spelling (파이낸셜타임스, 파이낸셜타임즈), by initials, and a surname before a title by
its full name.  Persons are never joined by name alone: only a surname with a title beside it in
the same text is, and only where one person there has that surname.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from juseok.core.messages import Message
from juseok.lang.candidates import Candidate
from juseok.lang.people import is_korean_name

_LONG: Final = 5
_SCORES: Final = {"bracket": 0.95, "title": 0.9, "initials": 0.8, "spelling": 0.7, "inside": 0.7}


class AliasProposal(NamedTuple):
    """``alias`` may be another name of ``name``; ``evidence``: where both stand, code points."""

    name: str
    alias: str
    type: str | None
    evidence: tuple[tuple[int, int], ...]
    score: float
    reason: Message


def alias_proposals(text: str, found: Sequence[Candidate]) -> list[AliasProposal]:
    """Proposals among the names of one article, each pair once, the surest first."""
    names = [each for each in found if each.value is None]
    proposals: dict[frozenset[str], AliasProposal] = {}
    for rule in (_brackets, _titles, _pairs):
        for each in rule(text, names):
            proposals.setdefault(frozenset((each.name, each.alias)), each)
    return sorted(proposals.values(), key=lambda each: (-each.score, each.evidence))


def _proposal(kind: str, one: Candidate, other: Candidate, **params: int) -> AliasProposal:
    reason = Message(f"aliases.{kind}", name=one.quote, alias=other.quote, **params)
    evidence = ((one.start, one.end), (other.start, other.end))
    return AliasProposal(one.quote, other.quote, one.type, evidence, _SCORES[kind], reason)


def _brackets(text: str, names: Sequence[Candidate]) -> Iterator[AliasProposal]:
    for one, other in pairwise(names):
        between = text[one.end : other.start]
        if between == "(" and text[other.end : other.end + 1] == ")" and one.type == other.type:
            yield _proposal("bracket", one, other)


def _titles(text: str, names: Sequence[Candidate]) -> Iterator[AliasProposal]:
    people = [each for each in names if each.type == "PERSON"]
    full = {each.quote: each for each in people if is_korean_name(each.quote)}
    for short in people:
        if len(short.quote) != 1 or text[short.end : short.end + 1] != " ":
            continue
        called = [each for name, each in full.items() if name.startswith(short.quote)]
        if len(called) == 1:
            yield _proposal("title", called[0], short)


def _pairs(text: str, names: Sequence[Candidate]) -> Iterator[AliasProposal]:
    del text
    first: dict[str, Candidate] = {}
    for each in names:
        if each.type != "PERSON" and len(each.quote) > 1:
            first.setdefault(each.quote, each)
    ordered = sorted(first.values(), key=lambda each: (-len(each.quote), each.start))
    for at, long in enumerate(ordered):
        for short in ordered[at + 1 :]:
            kind, count = _kinship(long.quote, short.quote)
            if kind and (long.type == short.type or None in (long.type, short.type)):
                yield _proposal(kind, long, short, **({"count": count} if count else {}))


def _kinship(long: str, short: str) -> tuple[str, int]:
    """How ``short`` may come from ``long``, and by how many letters it differs."""
    words = long.split()
    if len(words) > 1 and "".join(word[0] for word in words).upper() == short.upper():
        return "initials", 0
    if len(short) > 2 and long != short and (long.startswith(short) or long.endswith(short)):
        return "inside", 0
    if len(short) >= _LONG and abs(len(long) - len(short)) < 2:
        count = DamerauLevenshtein.distance(long, short, score_cutoff=1)
        if count == 1 and not any(char.isdigit() for char in long + short):
            return "spelling", count
    return "", 0

"""Sentences of a text by rule, and with an analyser those that lack their full stop, too.

The rules (``core.sentences``) are what the whole window goes by, so that a sentence is the same
with and without an analyser.  What they cannot see is a finished sentence without a sign behind
it (``나왔다 회사는``); the analyser tells those, where both halves have a subject or a topic.
"""

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from juseok.core.model import SentenceEdits
from juseok.core.morphs import Line, Morph
from juseok.core.quotations import quotations
from juseok.core.sentences import sentences as sentences_by_rule
from juseok.core.sentences import split_line, units_of

Analyse: TypeAlias = Callable[[Sequence[str]], Sequence[Line]]
"""Lines → the morphemes of each."""

_BEGINS: Final = frozenset(["NNG", "NNP", "NP", "MM", "MAJ", "SL", "SN"])
_TOPICS: Final = frozenset(["은", "는", "이", "가", "께서", "도", "에서"])


def sentences(
    text: str, *, analyse: Analyse | None = None, edits: SentenceEdits | None = None
) -> list[tuple[int, int]]:
    """The sentences of ``text``: half-open, in code points, in order.

    Together they cover every character that is not blank, once.  ``edits`` win over all rules.
    """
    if analyse is None:
        return sentences_by_rule(text, edits=edits)
    lines = text.split("\n")
    morphs = analyse(lines)
    found: list[tuple[int, int]] = []
    at = 0
    for line, known in zip(lines, morphs, strict=True):
        units = _with_bare(line, known)
        found += units_of(line, at, split=lambda _, units=units: units, edits=edits)
        at += len(line) + 1
    return found


def _with_bare(line: str, morphs: Line) -> list[tuple[int, int]]:
    """The units of a line, cut behind finished sentences that lack their full stop, too."""
    quoted = quotations(line, 0, len(line))
    found: list[tuple[int, int]] = []
    at = 0
    for start, end in split_line(line):
        first = at
        while at < len(morphs) and morphs[at].start < end:
            at += 1
        inside = morphs[first:at]
        for number, morph in enumerate(inside[:-1]):
            cut = inside[number + 1].start
            if (
                morph.tag == "EF"
                and cut > morph.end
                and not any(low <= morph.start < high for low, high in quoted)
                and _is_bare_end(line, inside[: number + 1], inside[number + 1 :])
            ):
                found.append((start, morph.end))
                start = cut
        found.append((start, end))
    return found


def _is_bare_end(line: str, before: Sequence[Morph], behind: Sequence[Morph]) -> bool:
    """Whether ``before`` is a whole statement and ``behind`` begins another."""
    if not line[before[-1].start : before[-1].end].endswith("다") or behind[0].tag not in _BEGINS:
        return False
    return _has_topic(before) and _has_topic_first(behind)


def _has_topic(morphs: Sequence[Morph]) -> bool:
    return any(morph.form in _TOPICS and morph.tag[0] == "J" for morph in morphs)


def _has_topic_first(morphs: Sequence[Morph]) -> bool:
    """Whether the topic 은/는 comes before any verb."""
    for morph in morphs:
        if morph.tag[0] == "V" or morph.tag[0] == "S":
            return False
        if morph.tag == "JX" and morph.form in ("은", "는"):
            return True
    return False

"""What the rules find in an article, as a job of the analyser's process: names first, then claims.

A long article is read in portions of some thousand characters, so that the first suggestions
are there before the last line is analysed.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Final

from juseok.core.messages import Message
from juseok.core.morphs import Line, Name
from juseok.lang.analysis import lines_of
from juseok.lang.candidates import Candidate, candidate_steps
from juseok.lang.claims import ClaimCandidate, claim_steps
from juseok.lang.jobs import Steps, Tools
from juseok.lang.lexicon import Names
from juseok.lang.sentences import sentences
from juseok.lang.titles import titles_in

_PORTION: Final = 4_000
_KNOWN: Final = "candidates.known"


def suggest(payload: Any, tools: Tools) -> Steps:
    """Tells ``["mention", start, end, type, score, reason, value]`` and ``["title", start, end,
    reason]``, and then ``["claim", content, cue, source, elided, affiliation, medium, attributes,
    score, weak, reason]``.

    ``payload``: ``{"text", "published", "skip", "at"}``.  Offsets told are code points of the
    article, of which ``text`` is the part from ``at``; those of ``skip`` are of ``text``.  What
    the names that came with the question name already is not told.
    """
    text: str = payload["text"]
    base: int = payload.get("at", 0)
    skip = [(int(start), int(end)) for start, end in payload["skip"]]
    read: list[tuple[int, str, list[Candidate]]] = []
    for at, portion in portions(text):
        lines = yield from _lines(portion, tools)
        here = [(max(0, s - at), e - at) for s, e in skip if s < at + len(portion) and e > at]
        found = yield from candidate_steps(
            portion, lines, tools.names, published=payload["published"], skip=here
        )
        read.append((at, portion, found))
        titles = [_title(base + at, *one) for one in titles_in(portion, lines, found)]
        told = [_mention(base + at, one) for one in found if one.reason.code != _KNOWN]
        yield titles + told
    for at, portion, found in read:
        known = [Name(one.quote, one.type) for one in found if one.value is None]
        names = Names.of([*(tools.names.all if tools.names is not None else ()), *known])
        lines = yield from _lines(portion, tools.knowing(names))
        units = sentences(portion, analyse=partial(_morphs, lines))
        claims = yield from claim_steps(portion, units, lines, entities=found)
        yield [_claim(base + at, one) for one in claims]
    return None


def portions(text: str) -> Iterator[tuple[int, str]]:
    """``text`` in runs of whole lines, each with its place; a line too long by itself is cut behind
    a sentence, else at a blank, else anywhere."""
    start = 0
    while start < len(text):
        end = len(text)
        if end - start > _PORTION:
            cut = text.rfind("\n", start, start + _PORTION)
            end = cut + 1 if cut > start else _cut_inside(text, start)
        yield start, text[start:end]
        start = end


def _cut_inside(text: str, start: int) -> int:
    line = text.find("\n", start, start + 2 * _PORTION)
    if line >= 0:
        return line + 1
    for stop in (". ", " "):
        cut = text.rfind(stop, start + _PORTION // 2, start + _PORTION)
        if cut >= 0:
            return cut + len(stop)
    return start + _PORTION


def _lines(portion: str, tools: Tools) -> Steps:
    starts, pieces = lines_of(portion)
    lines: list[Line] = yield from tools.lines(pieces)
    return list(zip(starts, lines, strict=True))


def _morphs(lines: Sequence[tuple[int, Line]], _: Sequence[str]) -> list[Line]:
    return [morphs for _, morphs in lines]


def _mention(at: int, one: Candidate) -> list[Any]:
    place = [at + one.start, at + one.end]
    return ["mention", *place, one.type, one.score, one.reason.to_json(), one.value]


def _title(at: int, start: int, end: int) -> list[Any]:
    return ["title", at + start, at + end, Message("candidates.beside_person").to_json()]


def _claim(at: int, one: ClaimCandidate) -> list[Any]:
    def moved(spans: Sequence[tuple[int, int]]) -> list[list[int]]:
        return [[at + start, at + end] for start, end in spans]

    return [
        "claim", moved(one.content), moved(one.cue), moved(one.source), one.elided,
        moved(one.affiliation), moved(one.medium), one.attributes, one.score, one.weak,
        one.reason.to_json(),
    ]  # fmt: skip

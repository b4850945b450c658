"""One article through all rules: names first, then, with the names known, claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from juseok.core.morphs import Analyser, Line, Name, Names
from juseok.lang.candidates import Candidate, Span, candidates
from juseok.lang.claims import ClaimCandidate, claim_candidates
from juseok.lang.lexicon import Names as NameSet
from juseok.lang.sentences import sentences as find_sentences

Lines: TypeAlias = tuple[tuple[int, Line], ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """Offsets are code points of the article's text."""

    lines: Lines
    sentences: tuple[Span, ...]
    entities: tuple[Candidate, ...]
    claims: tuple[ClaimCandidate, ...]


def analyse(
    text: str,
    analyser: Analyser,
    *,
    names: Names | None = None,
    published: str | None = None,
    skip: Sequence[Span] = (),
    sentences: Sequence[Span] | None = None,
    within: Sequence[Span] | None = None,
    deadline: float | None = None,
) -> Analysis:
    """Sentences, candidates for mentions, and claims of ``text``.

    The second look of the analyser knows the names that the first one found, so that a name it
    lacks is one word wherever it stands.  ``names``: what the project knows; ``published`` and
    ``skip`` as in :func:`juseok.lang.candidates.candidates`.  ``sentences``: those that are known;
    else they are found, only those inside ``within`` where it is given.
    """
    starts, pieces = lines_of(text)
    first = _with_starts(starts, analyser.lines(pieces, names=names, deadline=deadline))
    found = candidates(text, first, names, published=published, skip=skip)
    spans = tuple(_sentences(text, first, within) if sentences is None else sentences)
    lines = _read_again(starts, pieces, first, found, names, analyser, deadline)
    claims = claim_candidates(text, spans, lines, entities=found)
    return Analysis(lines, spans, tuple(found), tuple(claims))


def _sentences(text: str, lines: Lines, within: Sequence[Span] | None) -> list[Span]:
    found = find_sentences(text, analyse=lambda _: [morphs for _, morphs in lines])
    if within is None:
        return found
    return [s for s in found if any(start <= s[0] and s[1] <= end for start, end in within)]


def lines_of(text: str) -> tuple[list[int], list[str]]:
    """Where each line of ``text`` begins, and the lines without their newlines."""
    pieces = text.split("\n")
    starts: list[int] = []
    at = 0
    for piece in pieces:
        starts.append(at)
        at += len(piece) + 1
    return starts, pieces


def _read_again(
    starts: Sequence[int], pieces: Sequence[str], first: Lines, found: Sequence[Candidate],
    names: Names | None, analyser: Analyser, deadline: float | None,
) -> Lines:  # fmt: skip
    known = [Name(each.quote, each.type) for each in found if each.value is None]
    known = [each for each in known if not each.text[0].isdigit()]
    if not known:
        return first
    everything = NameSet.of([*(names.all if names is not None else ()), *known])
    return _with_starts(starts, analyser.lines(pieces, names=everything, deadline=deadline))


def _with_starts(starts: Sequence[int], lines: Sequence[Line]) -> Lines:
    return tuple(zip(starts, lines, strict=True))

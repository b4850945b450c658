"""What may be a mention: names and values with the reason for each, and a type where it shows.

Names come from proper nouns, letters, hanja, endings of organisations, titles, brackets and
quotation marks; whatever is a name at one place of a text is one at the others.  Precision and
recall are measured in ``tests/quality``.
"""

import re
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple, TypeAlias, TypeVar

from juseok.core.messages import Message
from juseok.core.morphs import Line, Name, Names
from juseok.core.names import is_name_boundary
from juseok.lang.candidate_found import Found, Rank
from juseok.lang.candidate_rules import find_in_line, surnames_in
from juseok.lang.extract.bylines import lead_of, tail_of
from juseok.lang.lexicon import Names as NameSet
from juseok.lang.name_words import name_words
from juseok.lang.stems import Stem, stems
from juseok.lang.value_spans import values_in
from juseok.lang.values import Json, normalise_value

Span: TypeAlias = tuple[int, int]
_T = TypeVar("_T")

_SCORES: Final = {
    Rank.KNOWN: 0.98, Rank.TITLED: 0.95, Rank.VALUE: 0.97, Rank.PERSON: 0.92, Rank.QUOTED: 0.85,
    Rank.HANJA: 0.9, Rank.PLACE: 0.93, Rank.ORGANISATION: 0.85, Rank.ALIAS: 0.85,
    Rank.AGAIN: 0.8, Rank.SURNAME: 0.9, Rank.PROPER: 0.7, Rank.LETTERS: 0.65,
}  # fmt: skip
_VALUES: Final = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"})
"""Types of what is no name: that 3월 was tagged once does not end 지난 3월 there."""

_MODEL: Final = "candidates.model"
_SECOND: Final = re.compile(r" ([A-Za-z]{0,5}[가-힣]{2,12})")


class Candidate(NamedTuple):
    """``text[start:end]`` is ``quote``; ``type`` is the id of an entity type, or None.

    ``value``: what a number or date says, see :func:`juseok.lang.values.normalise_value`.
    """

    start: int
    end: int
    quote: str
    type: str | None
    score: float
    reason: Message
    value: Json = None


def candidates(
    text: str,
    lines: Sequence[tuple[int, Line]],
    names: Names | None = None,
    *,
    published: str | None = None,
    skip: Sequence[Span] = (),
) -> list[Candidate]:
    """Candidates of ``text`` in order, none over another; offsets are code points.

    ``lines``: where each line begins, with its morphemes (offsets in the line).  ``names``: what
    the project knows.  ``published``: the article's date (ISO), to which 지난해 and the like are
    resolved.  ``skip``: spans in which nothing is looked for, such as bylines.
    """
    return run(candidate_steps(text, lines, names, published=published, skip=skip))


def candidate_steps(
    text: str,
    lines: Sequence[tuple[int, Line]],
    names: Names | None = None,
    *,
    published: str | None = None,
    skip: Sequence[Span] = (),
) -> Generator[None, None, list[Candidate]]:
    """:func:`candidates` in steps of some 10 ms, as long as no line is longer than some pages."""
    values = list(values_in(text))
    found: list[Found] = [
        Found(value.start, value.end, value.type, Rank.VALUE, Message("candidates.value"))
        for value in values
    ]
    wide = {(value.start, value.end): value.wide for value in values}
    known = _known(text, names)
    yield
    parts: list[_Part] = []
    for start, morphs in lines:
        line = _line_at(text, start)
        parts.append(_Part(start, line, stems(line, morphs)))
        yield
    apart = list(skip) + [span for part in parts for span in _bylines(part)]
    for part in parts:
        found += [each.moved(part.start) for each in find_in_line(part.text, part.stems)]
        yield
    found = _typed(text, [each for each in found if not _inside(each, apart)])
    again = [*_again(text, found), *_places(text), *_short(text, parts, found)]
    yield
    found += surnames_in(text, found)
    known = _without_inner(text, known, [*found, *again])
    kept = _joined(text, _apart_by_rank([*known, *found, *again]))
    kept = [
        each for each in kept
        if not _inside(each, apart) and any(map(str.isalnum, text[each.start : each.end]))
    ]  # fmt: skip
    return [_candidate(text, each, wide, published) for each in kept]


def run(steps: Generator[None, None, _T]) -> _T:
    """What ``steps`` come to, all of them at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


class _Part(NamedTuple):
    start: int
    text: str
    stems: list[Stem]


def _line_at(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start : len(text) if end < 0 else end]


def _known(text: str, names: Names | None) -> list[Found]:
    if names is None:
        return []
    return [
        Found(hit.start, hit.end, hit.name.type, Rank.KNOWN,
              Message("candidates.known", name=hit.name.text))
        for hit in names.find(text) if hit.name.type not in _VALUES
    ]  # fmt: skip


def _without_inner(text: str, known: Sequence[Found], found: Sequence[Found]) -> list[Found]:
    """``known`` without the names that begin the name of a product: 해온 of 해온 5."""
    models = {text[e.start : e.end] for e in found if e.reason.code == _MODEL}
    longer = {e.start: e.end for e in found if text[e.start : e.end] in models}
    return [each for each in known if longer.get(each.start, 0) <= each.end]


def _bylines(part: _Part) -> list[Span]:
    lead = lead_of(part.text) if part.text else None
    spans = [] if lead is None else [(part.start, part.start + lead.end)]
    tail = tail_of(part.text)
    if tail is not None:
        spans.append((part.start + tail[0], part.start + len(part.text)))
    return spans


def _inside(found: Found, spans: Sequence[Span]) -> bool:
    return any(start <= found.start and found.end <= end for start, end in spans)


def _typed(text: str, found: list[Found]) -> list[Found]:
    """Whoever has a type at one place has it wherever the same name stands without one."""
    types = usual_types(text, found)
    return [
        each if each.type is not None
        else each._replace(type=types.get(text[each.start : each.end]))
        for each in found
    ]  # fmt: skip


def _joined(text: str, found: Sequence[Found]) -> list[Found]:
    """델라웨어 연방법원, 새솔대 정책연구소: one name where the second word needs the first."""
    words = name_words()
    joined: list[Found] = []
    for each in found:
        if joined and each.start < joined[-1].end:
            continue
        behind = _SECOND.match(text, each.end) if each.type in (None, "ORG", "GPE") else None
        name = text[each.start : each.end]
        if behind is not None and each.rank != Rank.VALUE and name not in words.countries:
            ending = next((e for e in words.org_apart if behind[1].startswith(e, 0)
                           or e in behind[1]), None)  # fmt: skip
            end = 0
            if ending is not None:
                end = behind.start(1) + behind[1].rindex(ending) + len(ending)
            if end and is_name_boundary(text, each.start, end):
                reason = Message("candidates.organisation", ending=ending or "")
                each = Found(each.start, end, "ORG", Rank.ORGANISATION, reason)
        joined.append(each)
    return joined


def _again(text: str, found: Sequence[Found]) -> list[Found]:
    """Other places of the names that were found on good grounds."""
    types = usual_types(text, found)
    surfaces = [Name(surface, kind) for surface, kind in types.items() if len(surface) > 1]
    return [
        Found(hit.start, hit.end, hit.name.type, Rank.AGAIN,
              Message("candidates.again", name=hit.name.text))
        for hit in NameSet.of(surfaces).find(text)
    ]  # fmt: skip


def _places(text: str) -> list[Found]:
    """Well-known places, also where the analyser read something else."""
    return [
        Found(hit.start, hit.end, hit.name.type, Rank.AGAIN, Message("candidates.place"))
        for hit in _gazetteer().find(text)
    ]


@cache
def _gazetteer() -> NameSet:
    words = name_words()
    return NameSet.of(
        Name(place, "LOC" if place in words.sites else "GPE")
        for place in sorted((words.places | words.sites) - words.places_doubtful)
    )


def _short(text: str, parts: Sequence[_Part], found: Sequence[Found]) -> Iterator[Found]:
    """Organisations by the end of their names (통제국) or its beginning (칼데라)."""
    words = name_words()
    long = {text[e.start : e.end] for e in found if e.type == "ORG" and e.end - e.start > 4}
    ends = {name[at:] for name in long for at in range(2, len(name) - 2)}
    heads = {name[:at] for name in long for at in range(2, len(name) - 1)}
    for part in parts:
        for stem in part.stems:
            short = stem.text
            if short in words.org_common or short in words.titles or short in words.places:
                continue
            end = len(short) > 2 and short in ends and short.endswith(words.org_firm)
            proper = stem.odd or stem.morphs[0].tag == "NNP"
            if end or (proper and not stem.verbal and short in heads and len(short) > 2):
                yield Found(part.start + stem.start, part.start + stem.end, "ORG", Rank.AGAIN,
                            Message("candidates.short"))  # fmt: skip


def usual_types(text: str, found: Iterable[Found]) -> dict[str, str | None]:
    """Surface → its commonest type where it has one; values and single syllables left out.

    A name that begins a longer one of an organisation (칼데라 of 칼데라컴퓨트) is taken for it.
    """
    counts: dict[str, Counter[str]] = {}
    for each in found:
        if each.rank in (Rank.VALUE, Rank.HANJA):
            continue
        surface = text[each.start : each.end]
        count = counts.setdefault(surface, Counter())
        if each.type is not None:
            count[each.type] += 1
    types = {s: c.most_common(1)[0][0] if c else None for s, c in counts.items()}
    organisations = sorted(s for s, kind in types.items() if kind == "ORG")
    people = {part for s, kind in types.items() if kind == "PERSON" for part in s.split()}
    for surface, kind in types.items():
        if kind is None and len(surface) > 1:
            if surface in people:
                types[surface] = "PERSON"
            elif any(o.startswith(surface) and o != surface for o in organisations):
                types[surface] = "ORG"
    return types


def _apart_by_rank(found: Iterable[Found]) -> list[Found]:
    """The best of those that overlap: by rank, then the longest; types by the whole text."""
    taken: list[Found] = []
    cover: dict[int, int] = {}
    ordered = sorted(set(found), key=lambda each: (each.rank, -(each.end - each.start), each.start,
                                                   each.type is None, each.type or "",
                                                   each.reason.code))  # fmt: skip
    for each in ordered:
        if any(at in cover for at in range(each.start, min(each.end, each.start + 200))):
            continue
        for at in range(each.start, each.end):
            cover[at] = 1
        taken.append(each)
    return sorted(taken)


def _candidate(text: str, found: Found, wide: dict[Span, Span], published: str | None) -> Candidate:
    quote = text[found.start : found.end]
    value: Json = None
    if found.rank == Rank.VALUE and found.type is not None:
        around = wide.get((found.start, found.end), (found.start, found.end))
        value = normalise_value(text[slice(*around)], found.type, published)
    score = _SCORES[found.rank] - (0.1 if found.type is None else 0)
    return Candidate(
        found.start, found.end, quote, found.type, round(score, 2), found.reason, value
    )

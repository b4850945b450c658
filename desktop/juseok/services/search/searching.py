"""A search over the project: articles that meet it, and every place proved against the text.

The index says where to look first; an article that it does not know yet is looked through all the
same, so what is found never depends on how far the index is.  What is annotated is looked at as
its viewer sees it.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from juseok.core.model import Viewer
from juseok.core.scheme import Scheme
from juseok.services.search.places import places_in
from juseok.services.search.plan import Plan, plan_of
from juseok.services.search.query import Query, plain
from juseok.store.finding import Listed
from juseok.store.reader import Reader
from juseok.store.search_index import SearchIndex

LIMIT: Final = 500
"""How many rows one search gives."""
_STEP: Final = 32
_FIRST_BLOCK: Final = 128
_LARGEST_BLOCK: Final = 4_096
"""Articles whose annotations are looked at together: few at first, then more and more."""

_PER_ARTICLE: Final = 100
_BEFORE: Final = 24
_AFTER: Final = 96


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of a line with what was found in it.

    ``start`` and ``end``: the first place, in the article's text.  ``context`` is the text from
    ``context_start`` on; ``marks`` are all places in it, counted from there.  ``record``: the
    annotation that was looked for, where no words were.
    """

    article: str
    title: str
    publisher: str
    published: str
    start: int
    end: int
    context_start: int
    context: str
    marks: tuple[tuple[int, int], ...]
    record: str = ""
    cut: bool = False
    """Whether the line goes on behind ``context``."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what was found; ``searched`` of ``of`` articles have been looked through.

    ``more``: the limit was reached, so that there may be more.
    """

    found: tuple[Found, ...]
    searched: int
    of: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class Met:
    """An article that meets a query: ``places`` as ``(start, end, record)``, code points; without
    a record where words were looked for.  ``number``: its place in the list of all articles.
    """

    article: str
    title: str
    text: str
    places: tuple[tuple[int, int, str], ...]
    number: int


@dataclass(frozen=True, slots=True)
class Step:
    """Some of them; ``searched`` of ``of`` articles have been looked through."""

    articles: tuple[Met, ...]
    searched: int
    of: int


def search(
    *,
    reader: Reader,
    index: SearchIndex | None,
    viewer: Viewer,
    query: Query,
    scheme: Scheme,
    lemmas: Mapping[str, Sequence[str]] | None = None,
    limit: int = LIMIT,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Page]:
    """Look ``query`` up, page by page in the order of the import; the last page ends it.

    ``lemmas``: of the query's words, where somebody could tell; a word in its dictionary form
    needs none.  Raises ``SearchError`` for what the project does not have, and ``IndexGone``.
    """
    listed = reader.finding.listed()
    given = 0
    for step in meeting(
        reader=reader, index=index, viewer=viewer, query=query, scheme=scheme, lemmas=lemmas,
        cancelled=cancelled,
    ):  # fmt: skip
        page = [row for each in step.articles for row in _rows(each, listed)]
        done, of = step.searched, step.of
        more = given + len(page) > limit or (given + len(page) == limit and done < of)
        page = page[: limit - given]
        given += len(page)
        yield Page(tuple(page), done, of, more)
        if more:
            return


def meeting(
    *,
    reader: Reader,
    index: SearchIndex | None,
    viewer: Viewer,
    query: Query,
    scheme: Scheme,
    lemmas: Mapping[str, Sequence[str]] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Step]:
    """Every article that meets ``query`` with all its places, some at a time; as :func:`search`."""
    plan = plan_of(reader=reader, viewer=viewer, query=query, scheme=scheme, lemmas=lemmas or {})
    listed = reader.finding.listed()
    order = _candidates(reader, index, viewer, query, plan, listed)
    for chunk, searched in _worth_reading(reader, viewer, plan, listed, order):
        if cancelled():
            return
        texts = reader.finding.texts([listed.ids[n] for n in chunk])
        met: list[Met] = []
        for n in chunk:
            article = listed.ids[n]
            text = texts.get(article)
            places = text and places_in(reader, index, viewer, plan, article, text)
            if text and places:
                met.append(Met(article, listed.titles[n], text, tuple(places), n))
        yield Step(tuple(met), searched, len(order))
    if not order:
        yield Step((), 0, 0)


def _worth_reading(
    reader: Reader, viewer: Viewer, plan: Plan, listed: Listed, order: Sequence[int]
) -> Iterator[tuple[Sequence[int], int]]:
    """The articles of ``order`` that have the annotations asked for, some at a time, and how many
    of ``order`` are behind one with them.

    Annotations are looked at block by block: the first places do not wait for those of the whole
    project, and a search that has found enough never asks for the rest.
    """
    at, size = 0, _FIRST_BLOCK if plan.annotated else len(order)
    while at < len(order):
        block = order[at : at + size]
        kept: Sequence[int] = block
        if plan.annotated:
            held = _annotated(reader, viewer, plan, [listed.ids[n] for n in block])
            kept = [n for n in block if listed.ids[n] in held]
        for part in range(0, len(kept), _STEP):
            chunk = kept[part : part + _STEP]
            last = part + _STEP >= len(kept)
            yield chunk, at + (len(block) if last else bisect_left(block, chunk[-1]) + 1)
        at += len(block)
        if not kept:
            yield (), at
        size = min(size * 2, _LARGEST_BLOCK)


# -- which articles


def _candidates(
    reader: Reader, index: SearchIndex | None, viewer: Viewer, query: Query, plan: Plan,
    listed: Listed,
) -> list[int]:  # fmt: skip
    """The articles that may meet the query, as places in ``listed``, in its order."""
    chosen = _by_details(query, listed)
    for allowed in (_of_entities(reader, viewer, plan), _indexed(reader, index, plan)):
        if allowed is not None:
            chosen = [n for n in chosen if listed.ids[n] in allowed]
    return chosen


def _by_details(query: Query, listed: Listed) -> list[int]:
    chosen = list(range(len(listed.ids)))
    for wanted, column in ((query.publishers, listed.publishers), (query.titles, listed.titles)):
        keys = list(map(plain, wanted))
        if keys:
            chosen = [n for n in chosen if any(key in plain(column[n]) for key in keys)]
    if query.days:
        chosen = [n for n in chosen if any(d.holds(listed.published[n]) for d in query.days)]
    return chosen


def _of_entities(reader: Reader, viewer: Viewer, plan: Plan) -> set[str] | None:
    """The articles with mentions of the entities, which the file finds by itself; None: any."""
    sets = [
        reader.finding.with_mentions(
            viewer, layers=plan.layers, entities=entities, types=plan.types)
        for entities in plan.entities
    ]  # fmt: skip
    return set.intersection(*sets) if sets else None


def _annotated(reader: Reader, viewer: Viewer, plan: Plan, within: Sequence[str]) -> set[str]:
    """Those of ``within`` with the other annotations that are asked for."""
    finding, layers = reader.finding, plan.layers
    held = set(within)
    if plan.types and not plan.entities:
        held &= finding.with_mentions(
            viewer, layers=layers, entities=(), types=plan.types, within=within)  # fmt: skip
    if plan.claim:
        attributes = {name: sorted(values) for name, values in plan.claim.items()}
        held &= finding.with_claims(viewer, layers=layers, attributes=attributes, within=within)
    if not plan.mentions and not plan.claim:
        held &= finding.with_mentions(
            viewer, layers=layers, entities=(), types=(), within=within
        ) | finding.with_claims(viewer, layers=layers, attributes={}, within=within)
    return held


def _indexed(reader: Reader, index: SearchIndex | None, plan: Plan) -> set[str] | None:
    """The articles that may hold the words, with those that the index does not know; None: any."""
    if index is None or not plan.looks:
        return None
    found: set[str] | None = None
    for look in plan.looks:
        holding = index.holding(look.folded)
        if holding is None:
            continue
        for lemma in look.lemmas:
            holding |= index.with_lemma(lemma)
        found = holding if found is None else found & holding
    if found is not None and index.watermark != reader.finding.arrival():
        found |= set(reader.finding.listed().ids) - index.ids()
    return found


# -- how it is told


def _rows(met: Met, listed: Listed) -> list[Found]:
    """One row for each piece of a line that has places; those near one another share it."""
    article, text, places, n = met.article, met.text, met.places, met.number
    rows: list[Found] = []
    starts = [place[0] for place in places]
    at = 0
    while at < len(places) and len(rows) < _PER_ARTICLE:
        start, end, record = places[at]
        line_start = text.rfind("\n", 0, start) + 1
        line_end = text.find("\n", start)
        line_end = len(text) if line_end < 0 else line_end
        first = _word_start(text, max(line_start, start - _BEFORE), start, line_start)
        last = min(line_end, start + _AFTER)
        behind = max(at + 1, bisect_left(starts, last))
        marks = tuple((s - first, min(e, last) - first) for s, e, _ in places[at:behind])
        rows.append(
            Found(
                article, listed.titles[n], listed.publishers[n], listed.published[n],
                start, end, first, text[first:last], marks, record, cut=last < line_end,
            )
        )  # fmt: skip
        at = behind
    return rows


def _word_start(text: str, at: int, start: int, line_start: int) -> int:
    """The start of a word behind ``at``, where there is one before ``start``."""
    if at == line_start:
        return at
    blank = text.find(" ", at, start)
    return at if blank < 0 else blank + 1

"""Corrections by hand before an import: lines get other roles, articles are split and joined.

Everything is pure; what a person sees is always an :class:`Extraction` whose articles are
slices of its page and whose zones cover every line.
"""

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from juseok.core.model import Metadata, PublishedAt, Zone, ZoneRole
from juseok.lang.extract.bylines import PEOPLE, names_of
from juseok.lang.extract.dates import DATE, earliest, parse_date
from juseok.lang.extract.drafts import ArticleDraft, Extraction, doubts_of
from juseok.lang.extract.lines import zones_of

_REPEATED: Final = 3
_REPEATED_PROSE: Final = 5
_LONG: Final = 60
_TITLE: Final = 150
_PLAIN: Final = frozenset({ZoneRole.BODY, ZoneRole.HEADING, ZoneRole.SUBTITLE, ZoneRole.OTHER})
_SPOKEN: Final = frozenset({ZoneRole.BODY, ZoneRole.TITLE, ZoneRole.BYLINE})


def rezone(draft: ArticleDraft, at: int, role: ZoneRole) -> ArticleDraft:
    """``draft`` with the whole line at offset ``at`` (code points) in ``role``.

    Title, subtitles, kicker, bylines and dates follow their zones.  A line without anything
    on it leaves the draft as it is.
    """
    start, end = line_at(draft.text, at)
    return _rezoned(draft, [(start, end)], role)


def rezone_all_like(
    drafts: Sequence[ArticleDraft], line: str, role: ZoneRole
) -> tuple[ArticleDraft, ...]:
    """Every line of every draft that reads ``line`` (without outer blanks), in ``role``."""
    wanted = line.strip()
    return tuple(
        _rezoned(draft, [place for place, text in lines_of(draft.text) if text == wanted], role)
        if wanted in draft.text
        else draft
        for draft in drafts
    )


def split(page: Extraction, index: int, at: int) -> Extraction:
    """Article ``index`` as two, the second from the line at offset ``at`` of its text.

    The second keeps publisher, portal and section; its title is its first line, where that
    is no sentence of the body.  Where one half would have no line, nothing changes.
    """
    draft = page.articles[index]
    cut, _ = line_at(draft.text, at)
    if not draft.text[:cut].strip() or not draft.text[cut:].strip():
        return page
    first = _cut(draft, 0, cut)
    common = Metadata(
        publisher=draft.metadata.publisher,
        portal=draft.metadata.portal,
        section=draft.metadata.section,
        extra={k: v for k, v in draft.metadata.extra.items() if k == "publisher_evidence"},
    )
    second = _cut(dataclasses.replace(draft, metadata=common), cut, len(draft.text))
    top = second.zones[0]
    line_end = line_at(second.text, top.start)[1]
    if top.role not in _SPOKEN or (top.role == ZoneRole.BODY and line_end <= _TITLE // 3):
        second = rezone(second, top.start, ZoneRole.TITLE)
    return _with_articles(page, index, index + 1, (first, second))


def join(page: Extraction, first: int, last: int) -> Extraction:
    """Articles ``first`` to ``last`` as one, with everything that stands between them."""
    drafts = page.articles[first : last + 1]
    start, end = drafts[0].page_start, drafts[-1].page_end
    return _regrown(page, first, last + 1, start, end)


def take_in(page: Extraction, at: int) -> Extraction:
    """The left-over line at offset ``at`` of the page, put into the nearest article.

    Whatever stands between the line and the article comes along.  A line that belongs to an
    article already, or a page without any article, leaves everything as it is.
    """
    start, end = line_at(page.text, at)
    if not page.articles or not page.text[start:end].strip():
        return page
    if any(draft.page_start <= start < draft.page_end for draft in page.articles):
        return page

    def distance(index: int) -> int:
        draft = page.articles[index]
        return draft.page_start - end if end <= draft.page_start else start - draft.page_end

    nearest = min(range(len(page.articles)), key=distance)
    draft = page.articles[nearest]
    return _regrown(
        page, nearest, nearest + 1, min(start, draft.page_start), max(end, draft.page_end)
    )


def leave_out(page: Extraction, index: int) -> Extraction:
    """``page`` without article ``index``; its lines are left over, in the roles they had."""
    freed = page.articles[index].page_zones
    leftovers = _merged(page.text, [*page.leftovers, *freed])
    return Extraction(page.text, page.articles[:index] + page.articles[index + 1 :], leftovers)


def replace(page: Extraction, index: int, draft: ArticleDraft) -> Extraction:
    """``page`` with ``draft`` in the place of article ``index``, whose slice it keeps."""
    return _with_articles(page, index, index + 1, (draft,))


def boilerplate(drafts: Iterable[ArticleDraft]) -> dict[str, int]:
    """Lines that repeat across different articles, with how many articles have each.

    Titles do not count, and paragraphs must repeat more often than short lines; copies of one
    article (the same title) count once.
    """
    counts = RepeatedLines()
    for draft in drafts:
        counts.add(draft)
    return counts.found()


class RepeatedLines:
    """:func:`boilerplate` of a batch that is still being read."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._seen: set[str] = set()

    def add(self, draft: ArticleDraft) -> None:
        key = draft.metadata.title or draft.text
        if key not in self._seen:
            self._seen.add(key)
            self._counts.update({text for _, text in lines_of(draft.text)} - {key})

    def found(self) -> dict[str, int]:
        return {
            line: count
            for line, count in self._counts.most_common()
            if count >= (_REPEATED_PROSE if len(line) >= _LONG else _REPEATED)
        }


def without_boilerplate(draft: ArticleDraft, repeated: Collection[str]) -> ArticleDraft:
    """``draft`` with its repeated lines as navigation above its text and as foot below it.

    Lines between two sentences of the text stay (a heading may come in many articles), and so
    do those with a role of their own: dates, bylines, kickers, copyright.
    """
    lines = [(place, text) for place, text in lines_of(draft.text) if text in repeated]
    if not lines:
        return draft
    bodies = [
        place
        for place, text in lines_of(draft.text)
        if text not in repeated and _role_at(draft, place[0]) == ZoneRole.BODY
    ]
    top, bottom = (bodies[0][0], bodies[-1][1]) if bodies else (0, 0)
    above = [place for place, _ in lines if place[0] < top]
    below = [place for place, _ in lines if place[0] >= bottom]
    for places, role in ((above, ZoneRole.NAV), (below, ZoneRole.FOOTER)):
        plain = [place for place in places if _role_at(draft, place[0]) in _PLAIN]
        draft = _rezoned(draft, plain, role)
    return draft


def _role_at(draft: ArticleDraft, at: int) -> ZoneRole | None:
    return next((zone.role for zone in draft.zones if zone.start <= at < zone.end), None)


def line_at(text: str, at: int) -> tuple[int, int]:
    """``[start, end)`` of the line that offset ``at`` stands on, without its newline."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return start, len(text) if end < 0 else end


def lines_of(text: str) -> list[tuple[tuple[int, int], str]]:
    """Place and stripped text of each line that is not blank."""
    found: list[tuple[tuple[int, int], str]] = []
    start = 0
    for raw in text.split("\n"):
        if stripped := raw.strip():
            found.append(((start, start + len(raw)), stripped))
        start += len(raw) + 1
    return found


def _rezoned(
    draft: ArticleDraft, places: Sequence[tuple[int, int]], role: ZoneRole
) -> ArticleDraft:
    places = [(start, end) for start, end in places if draft.text[start:end].strip()]
    if not places:
        return draft
    kept: list[Zone] = list(draft.zones)
    for start, end in places:
        kept = [part for zone in kept for part in _without(zone, start, end)]
    zones = _merged(draft.text, [*kept, *(Zone(start, end, role) for start, end in places)])
    return _with_facts(draft, zones)


def _without(zone: Zone, start: int, end: int) -> Iterable[Zone]:
    """What is left of ``zone`` outside ``[start, end)``."""
    if zone.end <= start or zone.start >= end:
        yield zone
        return
    if zone.start < start:
        yield Zone(zone.start, start, zone.role)
    if zone.end > end:
        yield Zone(end, zone.end, zone.role)


def _merged(text: str, zones: Iterable[Zone]) -> tuple[Zone, ...]:
    trimmed: list[tuple[int, int, ZoneRole]] = []
    for zone in sorted(zones):
        start, end = zone.start, zone.end
        while start < end and text[start] == "\n":
            start += 1
        while end > start and text[end - 1] == "\n":
            end -= 1
        if text[start:end].strip():
            trimmed.append((start, end, zone.role))
    return zones_of(text, trimmed)


def _with_facts(draft: ArticleDraft, zones: tuple[Zone, ...]) -> ArticleDraft:
    """``draft`` with ``zones``, and with the metadata that zones decide."""
    changed = dataclasses.replace(draft, zones=zones)
    old = draft.metadata
    signed = "\n".join(changed.lines_of(ZoneRole.BYLINE))
    names = [name for name in old.bylines if name in signed]
    names += [name for people in PEOPLE.findall(signed) for name in names_of(people)]
    dated = "\n".join(changed.lines_of(ZoneRole.DATE) + changed.lines_of(ZoneRole.COPYRIGHT))
    outlets = changed.lines_of(ZoneRole.PUBLISHER)
    metadata = dataclasses.replace(
        old,
        title=" ".join(changed.lines_of(ZoneRole.TITLE)),
        subtitles=changed.lines_of(ZoneRole.SUBTITLE),
        kicker=" / ".join(changed.lines_of(ZoneRole.KICKER)),
        bylines=tuple(dict.fromkeys(names)),
        published=_date(old.published, dated),
        modified=old.modified if old.modified.raw in dated else PublishedAt(),
        publisher=old.publisher or next(iter(outlets), ""),
        copyright=next(iter(changed.lines_of(ZoneRole.COPYRIGHT)), ""),
    )
    return dataclasses.replace(changed, metadata=metadata, doubts=doubts_of(metadata, zones))


def _date(old: PublishedAt, dated: str) -> PublishedAt:
    if old.raw and old.raw in dated:
        return old
    return earliest([parse_date(found[0]) for found in DATE.finditer(dated)])


def _cut(draft: ArticleDraft, start: int, end: int) -> ArticleDraft:
    """The part of ``draft`` between two offsets, without blank lines around it."""
    places = [place for place, _ in lines_of(draft.text) if start <= place[0] < end]
    begin, stop = places[0][0], places[-1][1]
    text = draft.text[begin:stop]
    zones = [
        Zone(max(zone.start, begin) - begin, min(zone.end, stop) - begin, zone.role)
        for zone in draft.zones
        if zone.start < stop and zone.end > begin
    ]
    part = dataclasses.replace(
        draft,
        text=text,
        page_start=draft.page_start + begin,
        page_end=draft.page_start + stop,
        zones=(),
    )
    return _with_facts(part, _merged(text, zones))


def _regrown(page: Extraction, first: int, after: int, start: int, end: int) -> Extraction:
    """Articles ``first`` to ``after`` as the one slice ``[start, end)`` of the page."""
    drafts = page.articles[first:after]
    zones = [zone for draft in drafts for zone in draft.page_zones]
    inside = [zone for left in page.leftovers for zone in _within(left, start, end)]
    outside = [part for left in page.leftovers for part in _without(left, start, end)]
    text = page.text[start:end]
    moved = [Zone(zone.start - start, zone.end - start, zone.role) for zone in zones + inside]
    whole = dataclasses.replace(drafts[0], text=text, page_start=start, page_end=end)
    grown = _with_facts(whole, _merged(text, moved))
    rest = Extraction(page.text, page.articles, _merged(page.text, outside))
    return _with_articles(rest, first, after, (grown,))


def _within(zone: Zone, start: int, end: int) -> Iterable[Zone]:
    if zone.start < end and zone.end > start:
        yield Zone(max(zone.start, start), min(zone.end, end), zone.role)


def _with_articles(
    page: Extraction, first: int, after: int, drafts: tuple[ArticleDraft, ...]
) -> Extraction:
    articles = page.articles[:first] + drafts + page.articles[after:]
    return Extraction(page.text, articles, page.leftovers)

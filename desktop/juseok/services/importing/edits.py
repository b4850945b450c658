"""Corrections to one planned page, in the page's own coordinates.  Pure.

A person sees a page or a slice of it; every edit here takes an offset (code points) of the
page and gives the page as it becomes, or the very same one where nothing changes.
"""

import dataclasses
from typing import Any, Final

from juseok.core.model import Metadata, ZoneRole
from juseok.lang.extract import ArticleDraft, Extraction
from juseok.lang.extract.drafts import doubts_of
from juseok.lang.extract.edit import (
    join,
    leave_out,
    line_at,
    replace,
    rezone,
    rezone_all_like,
    split,
    take_in,
)
from juseok.services.importing.plan import PlannedPage

_FIELDS: Final = (
    "title", "subtitles", "kicker", "bylines", "published", "modified", "copyright",
)  # fmt: skip
_FIELD_OF: Final = {
    ZoneRole.TITLE: "title",
    ZoneRole.SUBTITLE: "subtitles",
    ZoneRole.KICKER: "kicker",
    ZoneRole.BYLINE: "bylines",
    ZoneRole.DATE: "published",
    ZoneRole.COPYRIGHT: "copyright",
}


def article_at(page: PlannedPage, at: int) -> int | None:
    """The number of the article that offset ``at`` belongs to; None in what is left over."""
    for index, draft in enumerate(page.extraction.articles):
        if draft.page_start <= at <= draft.page_end:
            return index
    return None


def line_text(page: PlannedPage, at: int) -> str:
    """The line at ``at`` without outer blanks."""
    start, end = line_at(page.extraction.text, at)
    return page.extraction.text[start:end].strip()


def lines_between(page: PlannedPage, start: int, end: int) -> list[int]:
    """Where the lines begin that ``[start, end)`` touches; the caret's own where it is empty."""
    text = page.extraction.text
    first, _ = line_at(text, start)
    found = [first]
    at = text.find("\n", first) + 1
    while 0 < at < end:
        found.append(at)
        at = text.find("\n", at) + 1
    return found


def rezone_lines(page: PlannedPage, start: int, end: int, role: ZoneRole) -> PlannedPage:
    """The lines of ``[start, end)`` in ``role``; a line that was left over joins its article."""
    extraction = page.extraction
    for at in lines_between(page, start, end):
        extraction = take_in(extraction, at)
        page = with_extraction(page, extraction)
        index = article_at(page, at)
        if index is None:
            continue
        draft = extraction.articles[index]
        changed = keep_told(draft, rezone(draft, at - draft.page_start, role), role)
        if changed.zones != draft.zones:
            extraction = replace(extraction, index, changed)
    return with_extraction(page, extraction)


def rezone_like(page: PlannedPage, line: str, role: ZoneRole) -> PlannedPage:
    """Every line of every article of the page that reads ``line``, in ``role``."""
    extraction = page.extraction
    changed = rezone_all_like(extraction.articles, line, role)
    for index, (draft, new) in enumerate(zip(extraction.articles, changed, strict=True)):
        if new.zones != draft.zones:
            extraction = replace(extraction, index, keep_told(draft, new, role))
    return with_extraction(page, extraction)


def split_at(page: PlannedPage, at: int) -> PlannedPage:
    """The article at ``at`` as two, the second from that line on."""
    index = article_at(page, at)
    if index is None:
        return page
    draft = page.extraction.articles[index]
    return with_extraction(page, split(page.extraction, index, at - draft.page_start))


def join_next(page: PlannedPage, index: int) -> PlannedPage:
    """Article ``index`` and the one after it as one."""
    if index + 1 >= len(page.extraction.articles):
        return page
    return with_extraction(page, join(page.extraction, index, index + 1))


def without(page: PlannedPage, index: int) -> PlannedPage:
    """``page`` without article ``index``, whose lines are left over."""
    return with_extraction(page, leave_out(page.extraction, index))


def with_metadata(page: PlannedPage, index: int, metadata: Metadata) -> PlannedPage:
    """``page`` with other metadata for article ``index``; its doubts follow."""
    draft = page.extraction.articles[index]
    if metadata == draft.metadata:
        return page
    changed = dataclasses.replace(draft, metadata=metadata, doubts=doubts_of(metadata, draft.zones))
    return with_extraction(page, replace(page.extraction, index, changed))


def with_extraction(page: PlannedPage, extraction: Extraction) -> PlannedPage:
    same = extraction is page.extraction or extraction == page.extraction
    return page if same else dataclasses.replace(page, extraction=extraction)


def keep_told(old: ArticleDraft, new: ArticleDraft, role: ZoneRole) -> ArticleDraft:
    """``new`` with what a person or a column said of ``old``, which its zones do not tell.

    What belongs to ``role``, or to the roles that the changed lines had, follows the zones.
    """
    moved = {_FIELD_OF.get(role)} | {
        _FIELD_OF.get(zone.role) for zone in old.zones if zone not in new.zones
    }
    start = old.zones[0].start if old.zones else 0
    told = rezone(old, start, old.zones[0].role).metadata if old.zones else old.metadata
    kept: dict[str, Any] = {
        name: getattr(old.metadata, name)
        for name in _FIELDS
        if name not in moved and getattr(told, name) != getattr(old.metadata, name)
    }
    if not kept:
        return new
    metadata = dataclasses.replace(new.metadata, **kept)
    return dataclasses.replace(new, metadata=metadata, doubts=doubts_of(metadata, new.zones))

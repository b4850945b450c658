"""Zones of an article that is in the project already, put right later."""

from collections.abc import Sequence

from juseok.core.ids import derived_id
from juseok.core.messages import Message
from juseok.core.model import Article, Kind, Zone, ZoneRole
from juseok.core.ops import SET, Action, Change
from juseok.lang.extract.drafts import ArticleDraft
from juseok.lang.extract.edit import lines_of, rezone, rezone_all_like
from juseok.services.importing.importing import zoning_body


def set_zones(*, article: str, zones: Sequence[Zone]) -> Action:
    """The action that gives ``article`` these zones, in place of those it has."""
    body = {"zones": zoning_body(article, zones)["zones"]}
    change = Change(derived_id("zoning", article), Kind.ZONING, SET, body)
    return Action(Message("undo.zones.set"), (change,), article=article)


def rezone_line(*, article: Article, at: int, role: ZoneRole) -> Action | None:
    """The line at offset ``at`` (code points) in ``role``; None where that changes nothing."""
    return _changed(article, rezone(_draft(article), at, role))


def rezone_lines(*, article: Article, start: int, end: int, role: ZoneRole) -> Action | None:
    """Every line that ``[start, end)`` touches in ``role``; None where that changes nothing."""
    draft = _draft(article)
    for (begin, stop), _ in lines_of(article.text):
        if begin < end and stop > start:
            draft = rezone(draft, begin, role)
    return _changed(article, draft)


def rezone_like(*, article: Article, line: str, role: ZoneRole) -> Action | None:
    """Every line that reads ``line`` in ``role``; None where that changes nothing."""
    (draft,) = rezone_all_like([_draft(article)], line, role)
    return _changed(article, draft)


def _draft(article: Article) -> ArticleDraft:
    return ArticleDraft(article.text, 0, len(article.text), article.metadata, article.zones)


def _changed(article: Article, draft: ArticleDraft) -> Action | None:
    return (
        None if draft.zones == article.zones else set_zones(article=article.id, zones=draft.zones)
    )

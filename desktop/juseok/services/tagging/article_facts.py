"""Zones and metadata of an article in a project, corrected later."""

from collections.abc import Iterable
from typing import Final

from juseok.core.messages import Message
from juseok.core.model import Article, Kind, Metadata, ZoneRole
from juseok.core.ops import SET, Action, Change, Json
from juseok.services.edits import elide
from juseok.services.importing.importing import occurrence_body
from juseok.services.tagging.zoning import rezone_like
from juseok.store.fold import ObjectState

_LISTS: Final = frozenset({"subtitles", "bylines", "credits"})
_REGISTERS: Final = (
    "title", "kicker", "publisher", "portal", "dateline_place", "section", "copyright", "url",
    "subtitles", "bylines", "credits", "published_raw", "published_iso", "published_precision",
    "modified_raw", "modified_iso", "modified_precision",
)  # fmt: skip


def set_metadata(*, occurrence: ObjectState, metadata: Metadata) -> Action | None:
    """Give an occurrence of an article other metadata; None where it is the same.

    Only the registers that differ are set, so that others' corrections of the rest stay.
    """
    fields = occurrence.fields
    new = occurrence_body(metadata, article="", page="", place=(0, 0), position=0)
    body: dict[str, Json] = {
        name: new.get(name, _nothing(name))
        for name in _REGISTERS
        if new.get(name, _nothing(name)) != fields.get(name, _nothing(name))
    }
    if not body:
        return None
    label = Message("undo.article.metadata", title=elide(metadata.title))
    change = Change(occurrence.obj, Kind.OCCURRENCE, SET, body)
    article = fields.get("article")
    return Action(label, (change,), article=article if isinstance(article, str) else None)


def rezone_like_in(*, articles: Iterable[Article], line: str, role: ZoneRole) -> Action | None:
    """Every line of ``articles`` that reads ``line``, in ``role``, as one action.

    None where that changes nothing.
    """
    changes: list[Change] = []
    for article in articles:
        if line in article.text:
            found = rezone_like(article=article, line=line, role=role)
            changes += found.changes if found is not None else ()
    if not changes:
        return None
    label = Message("undo.zones.line", line=elide(line), articles=len(changes))
    return Action(label, tuple(changes))


def _nothing(name: str) -> Json:
    if name.endswith("_iso"):
        return None
    if name.endswith("_precision"):
        return "none"
    return [] if name in _LISTS else ""

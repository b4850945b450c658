"""The side file of a format of tokens: an article a line, with all that its own lines cannot say.

A mention that the format's own lines show is named by what they say of it (``at``: its label and
the stretch they mark, in code points), with its id and whatever is otherwise; every other record
stands there whole.  So the format's own lines may be edited, and what was not touched comes back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

import msgspec

from juseok.core.model import (
    ATTRIBUTE_PREFIX,
    ArticleAnnotations,
    Claim,
    ClaimLink,
    How,
    Mention,
    Relationship,
    Remark,
)
from juseok.core.ops import Json
from juseok.core.records import to_body
from juseok.core.spans import make_span, prove
from juseok.formats import patches
from juseok.formats.brat.notes import entity_patch
from juseok.formats.document import Document

NAME: Final = "juseok.jsonl"
VERSION: Final = 1
ARTICLE: Final = "article"
Place = tuple[str, int, int]
"""What the lines of a format say of a mention: its label, and the stretch that they mark."""
EdgePlace = tuple[str, int, int, int, int]
"""What they say of a relationship: its label, and the stretches of its subject and object."""


def aside_line(
    document: Document,
    places: Mapping[str, Place],
    edges: Mapping[str, EdgePlace] = MappingProxyType({}),
) -> bytes:
    """The line of ``document``; ``places``: mention → what the format's own lines say of it, and
    ``edges`` the same of relationships.

    Raises ``SpanError`` where a span does not prove.
    """
    found, text = document.annotations, document.article.text
    how = patches.usual_how(found)
    sources = dict(document.provenance)
    if (usual := patches.usual_provenance(document)) is not None:
        sources = {each: source for each, source in sources.items() if source != usual}
        known = (*found.mentions, *found.claims, *found.relationships, *found.claim_links)
        if any(each.id not in document.provenance for each in known):
            sources, usual = dict(document.provenance), None
    whole = patches.article_patch(document, how)
    if usual is None:
        whole.pop("provenance", None)
    body: dict[str, Any] = {
        "juseok": VERSION,
        "id": document.article.id,
        "name": document.name,
        "text": text,
        ARTICLE: whole,
        "mentions": [_mention(each, places.get(each.id), text, how) for each in found.mentions],
        "claims": [_whole(each, text) for each in found.claims],
        "relationships": [
            ({"at": list(edges[each.id])} if each.id in edges else {}) | _whole(each, text)
            for each in found.relationships
        ],
        "claim_links": [_whole(each, text) for each in _near(found)],
        "remarks": [_remark(each, document.article.id) for each in found.remarks],
        "entities": [entity_patch(each, None) for each in document.entities],
        "provenance": sources,
    }
    held = {name: value for name, value in body.items() if value or name in ("id", "text")}
    return msgspec.json.encode(held) + b"\n"


def _near(found: ArticleAnnotations) -> Iterator[ClaimLink]:
    """Links between claims of this article; others are counted as left out."""
    here = {claim.id for claim in found.claims}
    return (each for each in found.claim_links if {each.head, each.tail} <= here)


def _mention(mention: Mention, place: Place | None, text: str, how: How) -> dict[str, Json]:
    """What ``place`` does not say of ``mention``, field by field: most rows are mentions."""
    spans = mention.spans
    prove(text, spans)
    label, start, end = place or ("", -1, -1)
    said: dict[str, Json] = {"id": mention.id}
    if place is not None:
        said["at"] = [label, start, end]
    if mention.type != label:
        said["type"] = mention.type
    if len(spans) != 1 or spans[0].start != start or spans[0].end != end:
        said["spans"] = [[span.start, span.end, span.quote] for span in spans]
    if mention.entity:
        said["entity"] = mention.entity
    if mention.note:
        said["note"] = mention.note
    if mention.how != (how if place is not None else How.HAND):
        said["how"] = mention.how.value
    for name, value in mention.attributes.items():
        said[ATTRIBUTE_PREFIX + name] = [value.value, value.how.value]
    return said


def plain_mention(id_: str, place: Place, text: str, how: How, article: str = "") -> Mention:
    """The mention that a place alone tells of."""
    label, start, end = place
    return Mention(id_, "", article, label, (make_span(text, start, end),), how=how)


def _whole(record: Claim | Relationship | ClaimLink, text: str) -> dict[str, Json]:
    body = to_body(replace(record, derived_from=""))
    if isinstance(record, Claim):
        for spans in (record.content, record.cue):
            prove(text, spans)
    return {"id": record.id} | {k: v for k, v in body.items() if k not in ("layer", "article")}


def _remark(remark: Remark, article: str) -> dict[str, Json]:
    body = {k: v for k, v in to_body(remark).items() if k not in ("layer", "article")}
    body["target"] = "" if remark.target == article else remark.target
    return {"id": remark.id, **body}

"""An article as one row of plain values, the same columns in every row.

Offsets are code points of ``text``, half-open.  What an attribute or a role may lack is there and
empty, so that libraries that look at the first rows see every column.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from juseok.core.canon import canonical
from juseok.core.model import Attributes, Claim, ClaimLink, Mention, Ref, Relationship
from juseok.core.sentences import sentences
from juseok.core.spans import Span, Spans, prove
from juseok.formats.document import ROLES, Document, role
from juseok.formats.patches import article_patch, usual_how

Row: TypeAlias = dict[str, Any]
Shape: TypeAlias = "str | Mapping[str, Shape] | tuple[Shape]"
"""``string``, ``int``, ``bool``, a record by its fields, or a list of one shape."""

_SPAN: Final[Shape] = {"start": "int", "end": "int", "text": "string"}
_ATTRIBUTES: Final[Shape] = ({"name": "string", "value": "string"},)
_TOLD: Final[Mapping[str, Shape]] = {
    "attributes": _ATTRIBUTES,
    "how": "string",
    "note": "string",
    "derived_from": "string",
    "provenance": "string",
}
_REF: Final[Shape] = {"sort": "string", "id": "string", "start": "int", "end": "int",
                      "text": "string"}  # fmt: skip
SHAPE: Final[Mapping[str, Shape]] = {
    "id": "string",
    "title": "string",
    "publisher": "string",
    "published": "string",
    "url": "string",
    "metadata": "string",
    "annotator": "string",
    "text": "string",
    "sentences": ({"start": "int", "end": "int"},),
    "zones": ({"start": "int", "end": "int", "role": "string"},),
    "mentions": (
        {"id": "string", "type": "string", "start": "int", "end": "int", "text": "string",
         "spans": (_SPAN,), "entity": "string", **_TOLD},
    ),
    "entities": (
        {"id": "string", "type": "string", "name": "string", "aliases": ("string",),
         "kb_id": "string", "attributes": _ATTRIBUTES, "note": "string"},
    ),
    "relationships": (
        {"id": "string", "type": "string", "head": "string", "tail": "string",
         "evidence": (_SPAN,), **_TOLD},
    ),
    "claims": (
        {"id": "string", "content": (_SPAN,), "cue": (_SPAN,), "source_state": "string",
         **dict.fromkeys(ROLES, (_REF,)), "nested_in": "string", **_TOLD},
    ),
    "claim_links": (
        {"id": "string", "type": "string", "head": "string", "tail": "string", **_TOLD},
    ),
    "remarks": (
        {"target": "string", "sort": "string", "text": "string", "resolved": "bool"},
    ),
}  # fmt: skip
"""The columns, for a card and for Parquet."""


def row_of(document: Document) -> Row:
    """The row of ``document``; raises ``SpanError`` where a span does not prove."""
    article, found = document.article, document.annotations
    text, metadata = article.text, article.metadata
    return {
        "id": article.id,
        "title": metadata.title,
        "publisher": metadata.publisher,
        "published": metadata.published.iso or metadata.published.raw,
        "url": metadata.url,
        "metadata": _metadata(document),
        "annotator": document.annotator,
        "text": text,
        "sentences": [
            {"start": start, "end": end}
            for start, end in sentences(text, edits=article.sentencing)
        ],
        "zones": [
            {"start": each.start, "end": each.end, "role": each.role.value}
            for each in article.zones
        ],
        "mentions": [_mention(each, text, document) for each in found.mentions],
        "entities": [
            {
                "id": each.id, "type": each.type, "name": each.name,
                "aliases": list(each.aliases), "kb_id": each.kb_id,
                "attributes": _attributes(each.attributes), "note": each.note,
            }
            for each in document.entities
        ],
        "relationships": [
            {
                "id": each.id, "type": each.type, "head": each.head, "tail": each.tail,
                "evidence": _spans(each.evidence, text), **_told(each, document),
            }
            for each in found.relationships
        ],
        "claims": [_claim(each, text, document) for each in found.claims],
        "claim_links": [
            {
                "id": each.id, "type": each.type, "head": each.head, "tail": each.tail,
                **_told(each, document),
            }
            for each in found.claim_links
        ],
        "remarks": [
            {
                "target": each.target, "sort": each.sort, "text": each.text,
                "resolved": each.resolved,
            }
            for each in found.remarks
        ],
    }  # fmt: skip


def _metadata(document: Document) -> str:
    """All details of the article as one JSON object: which there are is another in every paper."""
    patch = article_patch(document, usual_how(document.annotations))
    return canonical(patch.get("metadata", {}))


def _mention(mention: Mention, text: str, document: Document) -> Row:
    spans = mention.spans
    return {
        "id": mention.id,
        "type": mention.type,
        "start": spans[0].start,
        "end": spans[-1].end,
        "text": text[spans[0].start : spans[-1].end],
        "spans": _spans(spans, text),
        "entity": mention.entity,
        **_told(mention, document),
    }


def _claim(claim: Claim, text: str, document: Document) -> Row:
    return {
        "id": claim.id,
        "content": _spans(claim.content, text),
        "cue": _spans(claim.cue, text),
        "source_state": claim.source_state,
        **{name: _refs(role(claim, name), text) for name in ROLES},
        "nested_in": claim.nested_in,
        **_told(claim, document),
    }


def _told(record: Mention | Claim | Relationship | ClaimLink, document: Document) -> Row:
    attributes = {} if isinstance(record, ClaimLink) else record.attributes
    return {
        "attributes": _attributes(attributes),
        "how": record.how.value,
        "note": record.note,
        "derived_from": record.derived_from,
        "provenance": document.provenance.get(record.id, ""),
    }


def _attributes(attributes: Attributes) -> list[Row]:
    """Values as texts; ``true`` and ``false`` where they are ticks, empty where there is none."""
    return [
        {"name": name, "value": _value(each.value)} for name, each in sorted(attributes.items())
    ]


def _value(value: str | bool | None) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value or ""


def _spans(spans: Spans, text: str) -> list[Row]:
    prove(text, spans)
    return [_span(each) for each in spans]


def _span(span: Span) -> Row:
    return {"start": span.start, "end": span.end, "text": span.quote}


def _refs(refs: Iterable[Ref], text: str) -> list[Row]:
    found: list[Row] = []
    for each in refs:
        if each.span is not None:
            prove(text, (each.span,))
            found.append({"sort": "span", "id": "", **_span(each.span)})
        else:
            found.append({"sort": each.sort, "id": each.id, "start": -1, "end": -1, "text": ""})
    return found

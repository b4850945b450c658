"""The registers of those records that come by thousands: mentions, claims, relationships and
entities, several times faster than by looking at the fields of any record.

What they give is what ``core.records.to_body`` would: fields that hold their default are left out.
"""

from typing import Final, cast

import msgspec

from juseok.core.model import (
    ATTRIBUTE_PREFIX,
    Claim,
    Entity,
    How,
    Mention,
    Refs,
    Relationship,
)
from juseok.core.ops import Json
from juseok.core.spans import Spans

_CLAIM_REFS: Final = ("affiliation", "medium", "object", "place", "source", "time")


def mention_body(mention: Mention) -> dict[str, Json]:
    """What ``core.records.to_body`` gives: nearly all that is written are mentions."""
    body: dict[str, Json] = {
        "layer": mention.layer,
        "article": mention.article,
        "type": mention.type,
        "spans": [[each.start, each.end, each.quote] for each in mention.spans],
    }
    if mention.entity:
        body["entity"] = mention.entity
    return _with_rest(body, mention)


class MentionBody(msgspec.Struct, kw_only=True, omit_defaults=True, gc=False):
    """What :func:`mention_body` gives of a mention without attributes, for who writes thousands.

    ``core.canon`` writes it as that map.
    """

    article: str
    derived_from: str = ""
    entity: str = ""
    how: How = How.HAND
    layer: str
    note: str = ""
    spans: Spans
    type: str


def claim_body(claim: Claim) -> dict[str, Json]:
    """As :func:`mention_body`."""
    body: dict[str, Json] = {
        "layer": claim.layer, "article": claim.article, "content": _spans(claim.content),
    }  # fmt: skip
    if claim.cue:
        body["cue"] = _spans(claim.cue)
    for name in _CLAIM_REFS:
        refs: Refs = getattr(claim, name)
        if refs:
            body[name] = cast("Json", [each.to_json() for each in refs])
    if claim.source_state != "open":
        body["source_state"] = claim.source_state
    if claim.nested_in:
        body["nested_in"] = claim.nested_in
    return _with_rest(body, claim)


def relationship_body(edge: Relationship) -> dict[str, Json]:
    """As :func:`mention_body`."""
    body: dict[str, Json] = {
        "layer": edge.layer, "article": edge.article, "type": edge.type,
        "head": edge.head, "tail": edge.tail,
    }  # fmt: skip
    if edge.evidence:
        body["evidence"] = _spans(edge.evidence)
    return _with_rest(body, edge)


def _spans(spans: Spans) -> Json:
    return [[each.start, each.end, each.quote] for each in spans]


def _with_rest(body: dict[str, Json], record: Mention | Claim | Relationship) -> dict[str, Json]:
    """``body`` with the registers that annotations have in common."""
    for name, value in record.attributes.items():
        body[ATTRIBUTE_PREFIX + name] = cast("Json", value.to_json())
    if record.how is not How.HAND:
        body["how"] = record.how.value
    if record.note:
        body["note"] = record.note
    if record.derived_from:
        body["derived_from"] = record.derived_from
    return body


def entity_body(entity: Entity) -> dict[str, Json]:
    """As :func:`mention_body`: an export says of each article which entities it names."""
    body: dict[str, Json] = {"layer": entity.layer, "type": entity.type, "name": entity.name}
    if entity.aliases:
        body["aliases"] = list(entity.aliases)
    if entity.kb_id:
        body["kb_id"] = entity.kb_id
    for name, value in entity.attributes.items():
        body[ATTRIBUTE_PREFIX + name] = cast("Json", value.to_json())
    if entity.note:
        body["note"] = entity.note
    return body

"""A document with only the annotations that are wanted: by type, and by the zone they lie in.

Pure.  Where a claim names a mention that is left out, its words take the mention's place, so that
what the claim says does not change.
"""

from collections.abc import Collection, Mapping, Set
from dataclasses import replace
from typing import Any, Final, cast

from juseok.core.model import ArticleAnnotations, Claim, Mention, Ref, Refs, Zone
from juseok.core.spans import Spans
from juseok.formats.document import ROLES, Document, role
from juseok.services.interchange.options import Narrowed

CLAIM: Final = "claim"


def narrowed(document: Document, wanted: Narrowed) -> Document:
    """``document`` with what of its annotations is ``wanted``; its text and article stay whole."""
    if not wanted.types and not wanted.zones:
        return document
    found = document.annotations
    zones = [each for each in document.article.zones if each.role in wanted.zones]

    def lies(spans: Spans) -> bool:
        return not wanted.zones or all(_within(zones, each.start, each.end) for each in spans)

    def is_wanted(name: str) -> bool:
        return not wanted.types or name in wanted.types

    kept = {each.id for each in found.mentions if is_wanted(each.type) and lies(each.spans)}
    kept |= {each.id for each in found.claims if is_wanted(CLAIM) and lies(each.content)}
    rest = restricted(found, kept, wanted.types)
    records = (*rest.mentions, *rest.claims, *rest.relationships, *rest.claim_links)
    here = {each.id for each in records}
    sources = {each: source for each, source in document.provenance.items() if each in here}
    return replace(document, annotations=rest, provenance=sources)


def restricted(
    found: ArticleAnnotations, kept: Set[str], types: Collection[str] = ()
) -> ArticleAnnotations:
    """``found`` with the mentions and claims of ``kept``, and the edges between them, of ``types``
    (none: all)."""
    held = {each.id: each for each in found.mentions}
    everything = {each.id for each in (*found.mentions, *found.claims)}
    relationships = tuple(
        each for each in found.relationships
        if {each.head, each.tail} <= kept and (not types or each.type in types)
    )  # fmt: skip
    links = tuple(
        each for each in found.claim_links
        if not {each.head, each.tail} & (everything - kept)
        and (not types or each.type in types)
    )  # fmt: skip
    ids = {*kept, *(each.id for each in (*relationships, *links))}
    gone = everything | {each.id for each in (*found.relationships, *found.claim_links)}
    gone -= ids
    return replace(
        found,
        mentions=tuple(each for each in found.mentions if each.id in kept),
        claims=tuple(claim_without(each, kept, held) for each in found.claims if each.id in kept),
        relationships=relationships,
        claim_links=links,
        remarks=tuple(each for each in found.remarks if each.target not in gone),
    )


def claim_without(claim: Claim, kept: Collection[str], held: Mapping[str, Mention]) -> Claim:
    """``claim`` with the words of mentions that are not ``kept``, in place of them."""

    def of(refs: Refs) -> Refs:
        found: list[Ref] = []
        for ref in refs:
            if ref.sort == "mention" and ref.id not in kept:
                mention = held.get(ref.id)
                found += (Ref("span", span=each) for each in (mention.spans if mention else ()))
            else:
                found.append(ref)
        return tuple(found)

    nested = claim.nested_in if claim.nested_in in kept else ""
    roles = {name: of(role(claim, name)) for name in ROLES}
    return replace(claim, nested_in=nested, **cast("Any", roles))


def _within(zones: Collection[Zone], start: int, end: int) -> bool:
    return any(zone.start <= start and end <= zone.end for zone in zones)

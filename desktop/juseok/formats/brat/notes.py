"""What brat has no line for, beside it in note lines: ``#9<TAB>Juseok @T1<TAB>{…}``.

A note holds the registers of a record that differ from what its plain lines say, so the plain lines
are what another tool, or a person in brat, may change, and nothing is said twice.  Their targets
(``@T1``, ``article``, an entity) are no ids of brat's, which shows them nowhere and keeps them.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, Final, TypeVar, cast

import msgspec

from juseok.core.errors import KnownError
from juseok.core.model import (
    ArticleAnnotations,
    Attributes,
    Claim,
    ClaimLink,
    Entity,
    How,
    Kind,
    Mention,
    Metadata,
    Ref,
    Relationship,
    SentenceEdits,
    Value,
    Zone,
    ZoneRole,
)
from juseok.core.ops import Json
from juseok.core.records import from_fields, prove_fields, to_body
from juseok.core.shapes import check_shape
from juseok.formats.brat.lines import BREAKS, is_name, is_one_line, one_line
from juseok.formats.document import ROLES, Document, Provenance

ARTICLE: Final = "article"
RECORD: Final = "@"
OWN_DB: Final = "Juseok"
WIKIDATA: Final = "Wikidata"
_WIKIDATA_ID: Final = re.compile(r"Q[1-9][0-9]*")
_FOREIGN: Final = re.compile(r"[^\s:]+:\S+")
_ESCAPED: Final = {ord(char): f"\\u{ord(char):04x}" for char in BREAKS}

Patch = dict[str, Json]
AnnotationT = TypeVar("AnnotationT", Mention, Claim, Relationship, ClaimLink)
_KINDS: Final[Mapping[type, Kind]] = {
    Mention: Kind.MENTION,
    Claim: Kind.CLAIM,
    Relationship: Kind.RELATIONSHIP,
    ClaimLink: Kind.CLAIM_LINK,
    Entity: Kind.ENTITY,
}


class NoteError(ValueError):
    """A note that does not hold what it should."""


def dump(patch: Mapping[str, Json]) -> str:
    """``patch`` as JSON on one line, by whatever rule lines end."""
    found = json.dumps(patch, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return found.translate(_ESCAPED)


def load(text: str) -> Patch:
    """The object in a note; raises :class:`NoteError`."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoteError(str(error)) from error
    if not isinstance(found, dict):
        raise NoteError("no object")
    return cast("Patch", found)


def usual_how(found: ArticleAnnotations) -> How:
    """How most records came to be: said once, for all that are not otherwise."""
    records = (*found.mentions, *found.claims, *found.relationships, *found.claim_links)
    counts = Counter(each.how for each in records)
    return min(counts, key=lambda how: (-counts[how], how), default=How.IMPORTED)


def held_attributes(attributes: Attributes, how: How) -> dict[str, Value]:
    """Those of ``attributes`` that lines of brat can say."""
    return {
        name: Value(each.value, how)
        for name, each in attributes.items()
        if is_name(name)
        and (each.value is True or (isinstance(each.value, str) and is_name(each.value)))
    }


def held_note(note: str) -> str:
    return note if is_one_line(note) else ""


def difference(record: AnnotationT, plain: AnnotationT, names: Mapping[str, str]) -> Patch:
    """The registers of ``record`` that ``plain`` has otherwise; None: it has none.

    ``names``: object id → id in the file, for what registers point to.
    """
    full, said = to_body(replace(record, derived_from="")), to_body(plain)
    return _renamed(_difference(full, said), names)


def patched(plain: AnnotationT, patch: Patch, *, text: str) -> AnnotationT:
    """``plain`` with the registers of ``patch``, proved against ``text``; raises
    :class:`NoteError`."""
    kind = _KINDS[type(plain)]
    record = _patched(kind, plain.id, to_body(plain), patch, text)
    if record.layer != plain.layer or record.article != plain.article:
        raise NoteError("another article")
    return cast("AnnotationT", record)


def entity_key(entity: Entity, document: Document) -> str:
    """What a normalization names ``entity`` by, as ``db:id``: Wikidata's own id where it is one's
    alone."""
    if _FOREIGN.fullmatch(entity.id):
        return entity.id
    if _WIKIDATA_ID.fullmatch(entity.kb_id):
        same = [each for each in document.entities if each.kb_id == entity.kb_id]
        if len(same) == 1:
            return f"{WIKIDATA}:{entity.kb_id}"
    return f"{OWN_DB}:{entity.id}"


def plain_entity(key: str, *, type_: str, name: str) -> Entity:
    """The entity that a normalization alone tells of."""
    db, _, ref = key.partition(":")
    if db == OWN_DB:
        return Entity(ref, "", type_, name)
    return Entity(key, "", type_, name, kb_id=ref if db == WIKIDATA else key)


def entity_patch(entity: Entity, plain: Entity | None) -> Patch:
    """What the normalizations of ``entity`` do not say of it."""
    full = {name: value for name, value in to_body(entity).items() if name != "layer"}
    if plain is None:
        return {"id": entity.id, **full}
    patch = _difference(full, {**to_body(plain), "layer": None})
    return patch | ({} if entity.id == plain.id else {"id": entity.id})


def patched_entity(plain: Entity | None, patch: Patch) -> Entity:
    """The entity of a note; raises :class:`NoteError`."""
    rest = dict(patch)
    obj = rest.pop("id", plain.id if plain is not None else None)
    if not isinstance(obj, str) or not obj:
        raise NoteError("no id")
    body = {} if plain is None else to_body(plain)
    return cast("Entity", _patched(Kind.ENTITY, obj, {"layer": "", **body}, rest, ""))


def entity_words(entity: Entity) -> str:
    return one_line(entity.name)


def usual_provenance(document: Document) -> Provenance | None:
    """Where all records come from; None where that is not said, or not the same."""
    found = set(document.provenance.values())
    return found.pop() if len(found) == 1 else None


def article_patch(document: Document, how: How) -> Patch:
    """What is known of the article as a whole; empty where nothing is."""
    article = document.article
    patch: Patch = {}
    if how != How.IMPORTED:
        patch["how"] = how.value
    if (source := usual_provenance(document)) is not None:
        patch["provenance"] = source
    if document.annotator:
        patch["annotator"] = document.annotator
    if metadata := _said(article.metadata, Metadata()):
        patch["metadata"] = metadata
    if article.zones:
        patch["zones"] = [[zone.start, zone.end, zone.role.value] for zone in article.zones]
    if article.sentencing != SentenceEdits():
        patch["sentencing"] = _said(article.sentencing, SentenceEdits())
    return patch


def zones_of(patch: Patch, text: str) -> tuple[Zone, ...]:
    """Raises :class:`NoteError`."""
    given = _converted(patch.get("zones", []), list[tuple[int, int, str]])
    known = ZoneRole._value2member_map_
    zones = [Zone(s, e, ZoneRole(r) if r in known else ZoneRole.OTHER) for s, e, r in given]
    if any(not 0 <= zone.start < zone.end <= len(text) for zone in zones):
        raise NoteError("zones beyond the text")
    return tuple(sorted(zones))


def metadata_of(patch: Patch) -> Metadata:
    """Raises :class:`NoteError`."""
    return _converted(patch.get("metadata", {}), Metadata)


def sentencing_of(patch: Patch, text: str) -> SentenceEdits:
    """Raises :class:`NoteError`."""
    found = _converted(patch.get("sentencing", {}), SentenceEdits)
    places = (*found.splits, *found.joins, *(each for pair in found.headings for each in pair))
    if any(not 0 <= place <= len(text) for place in places):
        raise NoteError("sentences beyond the text")
    return found


def how_of(patch: Patch) -> How:
    given = patch.get("how", How.IMPORTED.value)
    return How(given) if given in How._value2member_map_ else How.IMPORTED


DataT = TypeVar("DataT")


def _converted(data: Json, type_: type[DataT]) -> DataT:
    try:
        return msgspec.convert(data, type_)
    except msgspec.ValidationError as error:
        raise NoteError(str(error)) from error


def _said(value: Any, default: Any) -> dict[str, Json]:
    """The fields of a record that are not as its ``default`` has them."""
    return {
        item.name: msgspec.to_builtins(getattr(value, item.name))
        for item in fields(value)
        if getattr(value, item.name) != getattr(default, item.name)
    }


def _difference(full: Mapping[str, Json], said: Mapping[str, Json]) -> Patch:
    names = sorted(full.keys() | said.keys())
    return {name: full.get(name) for name in names if full.get(name) != said.get(name)}


def _renamed(patch: Patch, names: Mapping[str, str]) -> Patch:
    """``patch`` with the ids of the file; what it does not have stays as it is."""
    for name in patch.keys() & {*ROLES}:
        refs = cast("list[list[Json]]", patch[name] or [])
        patch[name] = [
            ["mention", names.get(str(ref[1]), ref[1])] if ref[0] == "mention" else ref
            for ref in refs
        ]
    for name in patch.keys() & {"nested_in", "head", "tail"}:
        patch[name] = names.get(str(patch[name]), patch[name])
    return patch


def _patched(kind: Kind, obj: str, body: Mapping[str, Json], patch: Patch, text: str) -> Any:
    found = {name: value for name, value in {**body, **patch}.items() if value is not None}
    try:
        check_shape(kind, found)
        prove_fields(kind, found, text)
        record = from_fields(kind, obj, found)
    except (ValueError, TypeError, KnownError) as error:
        raise NoteError(str(error)) from error
    return record


def mentions_in(refs: tuple[Ref, ...]) -> list[str]:
    return [ref.id for ref in refs if ref.sort == "mention"]

"""What a format has no place for: registers in which a record differs from what stands there.

A patch is a small JSON object beside a record.  It says only what the plain places do not, so that
another tool, or a person in it, may change those, and nothing is said twice.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any, Final, TypeVar, cast

import msgspec

from juseok.core.canon import canonical_whole
from juseok.core.errors import KnownError
from juseok.core.model import (
    ArticleAnnotations,
    Claim,
    ClaimLink,
    Entity,
    How,
    Kind,
    Mention,
    Metadata,
    Relationship,
    Remark,
    SentenceEdits,
    Value,
    Zone,
    ZoneRole,
)
from juseok.core.ops import Json
from juseok.core.records import from_fields, prove_fields, to_body
from juseok.core.shapes import check_shape
from juseok.core.spans import Span, proves
from juseok.formats.document import ROLES, Document, Provenance
from juseok.formats.halves import has_half_pair

Patch = dict[str, Json]
AnnotationT = TypeVar("AnnotationT", Mention, Claim, Relationship, ClaimLink)
_KINDS: Final[Mapping[type, Kind]] = {
    Mention: Kind.MENTION,
    Claim: Kind.CLAIM,
    Relationship: Kind.RELATIONSHIP,
    ClaimLink: Kind.CLAIM_LINK,
    Entity: Kind.ENTITY,
}


_PLACES: Final = ("content", "cue")
"""Fields of a claim that hold spans."""
_HOWS: Final = {how.value: how for how in How}


class PatchError(ValueError):
    """A patch that does not hold what it should."""


def load(text: str) -> Patch:
    """The object in a note; raises :class:`PatchError`."""
    try:
        quick = msgspec.json.decode(text)  # several times faster, where all is well
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        pass
    else:
        if isinstance(quick, dict):
            return cast("Patch", quick)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise PatchError(str(error)) from error
    if not isinstance(found, dict):
        raise PatchError("no object")
    if has_half_pair(found, text):
        raise PatchError("half a pair of surrogates")
    return cast("Patch", found)


def one_line_json(patch: Mapping[str, Json]) -> str:
    """``patch`` as JSON with its names in order, and characters as they are."""
    try:
        return canonical_whole(patch).decode()
    except UnicodeEncodeError:  # halves of surrogates, which whoever writes it escapes
        return json.dumps(patch, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def usual_how(found: ArticleAnnotations) -> How:
    """How most records came to be: said once, for all that are not otherwise."""
    records = (*found.mentions, *found.claims, *found.relationships, *found.claim_links)
    counts = Counter(each.how for each in records)
    return min(counts, key=lambda how: (-counts[how], how), default=How.IMPORTED)


def difference(record: AnnotationT, plain: AnnotationT, names: Mapping[str, str]) -> Patch:
    """The registers of ``record`` that ``plain`` has otherwise; None: it has none.

    ``names``: object id → id in the file, for what registers point to.
    """
    full = {**to_body(record)}
    full.pop("derived_from", None)
    return _renamed(register_difference(full, to_body(plain)), names)


def patched(plain: AnnotationT, patch: Patch, *, text: str) -> AnnotationT:
    """``plain`` with the registers of ``patch``, proved against ``text``; raises
    :class:`PatchError`, also where no type comes of it."""
    record = _quickly(plain, patch, text)
    if record is None:
        kind = _KINDS[type(plain)]
        found = patched_fields(kind, plain.id, to_body(plain), patch, text)
        if found.layer != plain.layer or found.article != plain.article:
            raise PatchError("another article")
        record = cast("AnnotationT", found)
    if not isinstance(record, Claim) and not record.type:
        raise PatchError("no type")
    return record


def _quickly(record: AnnotationT, patch: Patch, text: str) -> AnnotationT | None:
    """As of most records, and several times faster than proving a whole one; None: it has to be
    proved."""
    entity = record.entity if isinstance(record, Mention) else ""
    note, how, values = record.note, record.how, dict[str, Value]()
    spans = record.spans if isinstance(record, Mention) else ()
    words: dict[str, Any] = {}
    for name, given in patch.items():
        if name[:1] == "@" and len(name) > 1:
            match given:
                case [str() | bool() | None as value, str(way)] if way in _HOWS:
                    values[name[1:]] = Value(value, _HOWS[way])
                case _:
                    return None
        elif name == "spans" and isinstance(record, Mention) and given and proves(text, given):
            spans = tuple(Span(*each) for each in cast("Any", given))
        elif name in _PLACES and isinstance(record, Claim) and given and proves(text, given):
            words[name] = tuple(Span(*each) for each in cast("Any", given))
        elif not isinstance(given, str):
            return None
        elif name == "entity" and isinstance(record, Mention):
            entity = given
        elif name == "note":
            note = given
        elif name == "how" and given in _HOWS:
            how = _HOWS[given]
        else:
            return None
    if isinstance(record, Mention):
        return Mention(
            record.id, record.layer, record.article, record.type, spans, entity,
            {**record.attributes, **values}, how, note, record.derived_from,
        )  # fmt: skip
    if isinstance(record, ClaimLink):
        return None if values else replace(record, note=note, how=how)
    told = {**record.attributes, **values}
    if isinstance(record, Relationship):
        return Relationship(
            record.id, record.layer, record.article, record.type, record.head, record.tail,
            record.evidence, told, how, note, record.derived_from,
        )  # fmt: skip
    return replace(record, note=note, how=how, attributes=told, **words)


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
    """Raises :class:`PatchError`."""
    given = _converted(patch.get("zones", []), list[tuple[int, int, str]])
    known = ZoneRole._value2member_map_
    zones = [Zone(s, e, ZoneRole(r) if r in known else ZoneRole.OTHER) for s, e, r in given]
    if any(not 0 <= zone.start < zone.end <= len(text) for zone in zones):
        raise PatchError("zones beyond the text")
    return tuple(sorted(zones))


def metadata_of(patch: Patch) -> Metadata:
    """Raises :class:`PatchError`."""
    return _converted(patch.get("metadata", {}), Metadata)


def with_details(ours: Metadata, given: Metadata | None) -> Metadata:
    """``ours`` with the further details that another tool has beside them."""
    if given is None or given.extra.keys() <= ours.extra.keys():
        return ours
    return replace(ours, extra={**given.extra, **ours.extra})


def sentencing_of(patch: Patch, text: str) -> SentenceEdits:
    """Raises :class:`PatchError`."""
    found = _converted(patch.get("sentencing", {}), SentenceEdits)
    places = (*found.splits, *found.joins, *(each for pair in found.headings for each in pair))
    if any(not 0 <= place <= len(text) for place in places):
        raise PatchError("sentences beyond the text")
    return found


def how_of(patch: Patch) -> How:
    """How most records came to be; imported where that is not said."""
    given = patch.get("how", How.IMPORTED.value)
    is_known = isinstance(given, str) and given in How._value2member_map_
    return How(given) if is_known else How.IMPORTED


def remarks_of(
    patch: Patch, *, article: str, called: str, prefix: str, refuse: Callable[[str], None]
) -> list[Remark]:
    """Notes and questions apart, in ``article``, which is ``called`` so there; ``prefix`` of their
    ids.  ``refuse`` is told of each that is none."""
    found: list[Remark] = []
    given = patch.get("remarks", [])
    for at, item in enumerate(given if isinstance(given, list) else [given]):
        match item:
            case {"target": str(target), "sort": "note" | "question" as sort, "text": str(said)}:
                of = article if target == called else target
                is_done = item.get("resolved") is True
                found.append(Remark(f"{prefix}.{at}", "", article, of, sort, said, is_done))
            case _:
                refuse("remarks")
    return found


DataT = TypeVar("DataT")


def _converted(data: Json, type_: type[DataT]) -> DataT:
    try:
        return msgspec.convert(data, type_)
    except msgspec.ValidationError as error:
        raise PatchError(str(error)) from error


def _said(value: Any, default: Any) -> dict[str, Json]:
    """The fields of a record that are not as its ``default`` has them."""
    return {
        item.name: msgspec.to_builtins(getattr(value, item.name))
        for item in fields(value)
        if getattr(value, item.name) != getattr(default, item.name)
    }


def register_difference(full: Mapping[str, Json], said: Mapping[str, Json]) -> Patch:
    """The registers of ``full`` that ``said`` has otherwise; None: ``full`` has none."""
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


_WORDS: Final = frozenset({"layer", "type", "name", "kb_id", "note"})


@lru_cache(maxsize=4096)
def bare_entity(obj: str, type_: str, name: str) -> Entity:
    """Remembered: each article says again which entities it names."""
    return Entity(obj, "", type_, name)


def entity_made(obj: str, registers: Mapping[str, Json]) -> Entity | None:
    """The entity with ``registers`` where all of them are words, as they mostly are, several times
    faster than looking at the shape of each; None: they have to be looked at."""
    said = cast("Mapping[str, str]", registers)
    for name, value in said.items():
        if type(value) is not str or name not in _WORDS:
            return None
    if "type" not in said or "name" not in said:
        return None
    if len(said) == 2:  # as nearly always
        return bare_entity(obj, said["type"], said["name"])
    return Entity(
        obj, said.get("layer", ""), said["type"], said["name"],
        kb_id=said.get("kb_id", ""), note=said.get("note", ""),
    )  # fmt: skip


def patched_fields(kind: Kind, obj: str, body: Mapping[str, Json], patch: Patch, text: str) -> Any:
    """The record with the registers of ``body`` and ``patch``; raises :class:`PatchError`."""
    found = {name: value for name, value in {**body, **patch}.items() if value is not None}
    try:
        check_shape(kind, found)
        prove_fields(kind, found, text)
        record = from_fields(kind, obj, found)
    except (ValueError, TypeError, KnownError) as error:
        raise PatchError(str(error)) from error
    return record

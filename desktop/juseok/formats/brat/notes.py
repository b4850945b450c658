"""What brat has no line for, beside it in note lines: ``#9<TAB>Juseok @T1<TAB>{…}``.

A note holds the registers of a record that differ from what its plain lines say, so the plain lines
are what another tool, or a person in brat, may change, and nothing is said twice.  Their targets
(``@T1``, ``article``, an entity) are no ids of brat's, which shows them nowhere and keeps them.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, cast

from juseok.core.model import Attributes, Entity, How, Kind, Value
from juseok.core.ops import Json
from juseok.core.records import to_body
from juseok.formats.brat.lines import BREAKS, is_name, is_one_line, one_line
from juseok.formats.document import Document
from juseok.formats.patches import (
    Patch,
    PatchError,
    bare_entity,
    one_line_json,
    patched_fields,
    register_difference,
)

ARTICLE: Final = "article"
RECORD: Final = "@"
OWN_DB: Final = "Juseok"
WIKIDATA: Final = "Wikidata"
_WIKIDATA_ID: Final = re.compile(r"Q[1-9][0-9]*")
_FOREIGN: Final = re.compile(r"[^\s:]+:\S+")
_ESCAPED: Final = {ord(char): f"\\u{ord(char):04x}" for char in BREAKS}


def dump(patch: Mapping[str, Json]) -> str:
    """``patch`` as JSON on one line, by whatever rule lines end."""
    return one_line_json(patch).translate(_ESCAPED)


def held_attributes(attributes: Attributes, how: How) -> dict[str, Value]:
    """Those of ``attributes`` that lines of brat can say."""
    if not attributes:
        return {}
    return {
        name: Value(each.value, how)
        for name, each in attributes.items()
        if is_name(name)
        and (each.value is True or (isinstance(each.value, str) and is_name(each.value)))
    }


def held_note(note: str) -> str:
    return note if is_one_line(note) else ""


def entity_key(entity: Entity, document: Document) -> str:
    """What a normalization names ``entity`` by, as ``db:id``: Wikidata's own id where it is one's
    alone."""
    if ":" in entity.id and _FOREIGN.fullmatch(entity.id):
        return entity.id
    if entity.kb_id and _WIKIDATA_ID.fullmatch(entity.kb_id):
        same = [each for each in document.entities if each.kb_id == entity.kb_id]
        if len(same) == 1:
            return f"{WIKIDATA}:{entity.kb_id}"
    return f"{OWN_DB}:{entity.id}"


@lru_cache(maxsize=4096)
def plain_entity(key: str, *, type_: str, name: str) -> Entity:
    """The entity that a normalization alone tells of."""
    db, _, ref = key.partition(":")
    if db == OWN_DB:
        return Entity(ref, "", type_, name)
    return Entity(key, "", type_, name, kb_id=ref if db == WIKIDATA else key)


def entity_patch(entity: Entity, plain: Entity | None) -> Patch:
    """What the normalizations of ``entity`` do not say of it."""
    if not (entity.aliases or entity.attributes or entity.note):
        return _plain_patch(entity, plain)
    full = {name: value for name, value in to_body(entity).items() if name != "layer"}
    if plain is None:
        return {"id": entity.id, **full}
    patch = register_difference(full, {**to_body(plain), "layer": None})
    return patch | ({} if entity.id == plain.id else {"id": entity.id})


def _plain_patch(entity: Entity, plain: Entity | None) -> Patch:
    """As :func:`entity_patch`, of what has nothing but a type, a name and an id elsewhere: nearly
    every entity, and each is told of in every article that names it."""
    if plain is None:
        patch: Patch = {"id": entity.id, "type": entity.type, "name": entity.name}
        return patch | {"kb_id": entity.kb_id} if entity.kb_id else patch
    patch = {}
    if entity.kb_id != plain.kb_id:
        patch["kb_id"] = entity.kb_id or None
    if entity.name != plain.name:
        patch["name"] = entity.name
    if entity.type != plain.type:
        patch["type"] = entity.type
    return patch if entity.id == plain.id else {**patch, "id": entity.id}


def patched_entity(plain: Entity | None, patch: Patch) -> Entity:
    """The entity of a note; raises :class:`PatchError`."""
    if plain is None and len(patch) == 3:
        given, type_, name = patch.get("id"), patch.get("type"), patch.get("name")
        if type(given) is str and type(type_) is str and type(name) is str and given:
            return bare_entity(given, type_, name)
    if plain is not None and len(patch) == 1 and not plain.kb_id:
        name = patch.get("name")
        if type(name) is str:
            return bare_entity(plain.id, plain.type, name)
    rest = dict(patch)
    obj = rest.pop("id", plain.id if plain is not None else None)
    if not isinstance(obj, str) or not obj:
        raise PatchError("no id")
    body = {} if plain is None else to_body(plain)
    return cast("Entity", patched_fields(Kind.ENTITY, obj, {"layer": "", **body}, rest, ""))


def entity_words(entity: Entity) -> str:
    return one_line(entity.name)

"""Entities as INCEpTION names them: a mention's ``identifier`` is an IRI of a knowledge base."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from juseok.core.model import Entity
from juseok.formats.cas.graph import is_plain

WIKIDATA: Final = "http://www.wikidata.org/entity/"
OWN: Final = "urn:juseok:"
_WIKIDATA_ID: Final = re.compile(r"Q[1-9][0-9]*")
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


def identifiers(entities: Iterable[Entity]) -> dict[str, str]:
    """Entity id → its IRI: of Wikidata where that is one's alone.  Those that have none are not
    there."""
    known = list(entities)
    of_kb = Counter([each.kb_id for each in known])
    found: dict[str, str] = {}
    taken: set[str] = set()
    for each in known:
        own = f"{OWN}{each.id}"
        if ":" in each.id and _IRI.fullmatch(each.id):
            own = each.id
        elif each.kb_id and of_kb[each.kb_id] == 1 and _WIKIDATA_ID.fullmatch(each.kb_id):
            own = f"{WIKIDATA}{each.kb_id}"
        if is_plain(own) and own.strip() == own and own not in taken:
            found[each.id] = own
            taken.add(own)
    return found


def named(identifier: str, *, type_: str, name: str) -> Entity:
    """The entity that an identifier alone tells of."""
    if identifier.startswith(OWN) and identifier != OWN:
        return Entity(identifier.removeprefix(OWN), "", type_, name)
    kb = identifier.removeprefix(WIKIDATA)
    return Entity(identifier, "", type_, name, kb_id=kb)

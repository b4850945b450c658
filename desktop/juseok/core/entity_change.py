"""What an annotator proposes to change of an entity in the lead's register.  Pure.

The register stays as it is; who proposes sees the entity as proposed, and the lead decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from juseok.core.ids import derived_id
from juseok.core.model import Entity, EntityChange
from juseok.core.ops import Json


def entity_change_id(layer: str, target: str) -> str:
    """One change stands for a person and an entity; another edit is another value of it."""
    return derived_id("entity_change", layer, target)


def changed(entity: Entity, change: EntityChange) -> Entity:
    """``entity`` as ``change`` wants it; itself where that was decided."""
    if change.decided:
        return entity
    kept = tuple(each for each in entity.aliases if each not in change.removed)
    return replace(
        entity,
        name=change.name or entity.name,
        type=change.type or entity.type,
        aliases=(*kept, *(each for each in change.added if each not in kept)),
        note=change.note or entity.note,
    )


def proposed(
    entity: Entity, fields: Mapping[str, Json], *, layer: str, before: EntityChange | None
) -> EntityChange:
    """The change in ``layer`` that gives ``entity``, as its proposer sees it, the registers
    ``fields``; it holds what was proposed ``before``, too."""
    held = before if before is not None and not before.decided else EntityChange("", layer, "")
    wanted = tuple(cast("Sequence[str]", fields.get("aliases", entity.aliases)))
    new = [each for each in wanted if each not in entity.aliases]
    gone = [each for each in entity.aliases if each not in wanted]
    return EntityChange(
        entity_change_id(layer, entity.id),
        layer,
        entity.id,
        name=str(fields.get("name", held.name)),
        type=str(fields.get("type", held.type)),
        added=tuple(dict.fromkeys((*(e for e in held.added if e not in gone), *new))),
        removed=tuple(dict.fromkeys((*(e for e in held.removed if e not in wanted), *gone))),
        note=str(fields.get("note", held.note)),
    )

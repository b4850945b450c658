"""Entities: names, types, who is the same as whom."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from juseok.core.errors import AnnotationError
from juseok.core.model import Entity, Kind, Mention, SameAs
from juseok.core.ops import CREATE, DELETE, Action, Change
from juseok.core.text import is_blank
from juseok.services.edits import create, elide, label, quote_of, remove, update
from juseok.services.entities.index import EntityIndex, name_key
from juseok.services.tagging.mentions import MakeId


def _clean(name: str) -> str:
    clean = " ".join(name.split())
    if is_blank(clean):
        raise AnnotationError("annotate.entity.no_name")
    return clean


def rename_entity(*, entity: Entity, name: str, keep_alias: bool = True) -> Action | None:
    """Give an entity another name; the old one stays as an alias unless told otherwise.

    None when nothing changes; raises :class:`AnnotationError` for an empty name.
    """
    clean = _clean(name)
    if clean == entity.name:
        return None
    aliases = tuple(alias for alias in entity.aliases if name_key(alias) != name_key(clean))
    if keep_alias and name_key(entity.name) not in {name_key(each) for each in (*aliases, clean)}:
        aliases = (*aliases, entity.name)
    fields: dict[str, object] = {"name": clean}
    if aliases != entity.aliases:
        fields["aliases"] = aliases
    return Action(
        label("entity.rename", before=elide(entity.name), name=elide(clean)),
        (update(entity, **fields),),
    )


def retype_entity(
    *,
    entity: Entity,
    type: str,
    mentions: Iterable[Mention] = (),
    others: Iterable[Entity] = (),
) -> Action | None:
    """Give an entity another type, and what goes along with it: ``mentions``, its own ones,
    and ``others``, which are the same.  None when all have it.
    """
    taken = (entity, *others, *mentions)
    changes = [update(each, type=type) for each in taken if each.type != type]
    if not changes:
        return None
    return Action(
        label("entity.retype", name=elide(entity.name), before=entity.type, type=type),
        tuple(changes),
    )


def add_alias(*, entity: Entity, alias: str) -> Action | None:
    """One more name; None when the entity goes by it already."""
    clean = _clean(alias)
    if name_key(clean) in {name_key(each) for each in (entity.name, *entity.aliases)}:
        return None
    return Action(
        label("entity.alias.add", name=elide(entity.name), alias=elide(clean)),
        (update(entity, aliases=(*entity.aliases, clean)),),
    )


def remove_alias(*, entity: Entity, alias: str) -> Action | None:
    """Take a name away; None when the entity does not have it."""
    left = tuple(each for each in entity.aliases if each != alias)
    if left == entity.aliases:
        return None
    return Action(
        label("entity.alias.remove", name=elide(entity.name), alias=elide(alias)),
        (update(entity, aliases=left),),
    )


def merge_entities(
    *, ids: MakeId, register_layer: str, one: Entity, other: Entity, index: EntityIndex
) -> Action:
    """Say that two entities are one; mentions keep the entity they were given.

    Raises :class:`AnnotationError` where they are one already or differ in type.
    """
    if index.representative(one.id) == index.representative(other.id):
        raise AnnotationError("annotate.entity.same", name=one.name)
    if one.type != other.type:
        raise AnnotationError(
            "annotate.entity.types", one=one.name, other=other.name, type=one.type, found=other.type
        )
    return Action(
        label("entity.merge", name=elide(one.name), other=elide(other.name)),
        (_edge(ids(), register_layer, one.id, other.id),),
    )


def merge_retyping(
    *,
    ids: MakeId,
    register_layer: str,
    kept: Entity,
    other: Entity,
    index: EntityIndex,
    mentions: Iterable[Mention],
) -> Action:
    """Say that two entities of different types are one, of the type of ``kept``.

    All that ``other`` is one with takes that type, and so do ``mentions``, its own ones.
    Raises :class:`AnnotationError` where they are one already.
    """
    if index.representative(kept.id) == index.representative(other.id):
        raise AnnotationError("annotate.entity.same", name=kept.name)
    retyped = (*index.group(other.id), *mentions)
    return Action(
        label(
            "entity.merge_retyping",
            name=elide(kept.name), other=elide(other.name), before=other.type, type=kept.type,
        ),
        (
            *(update(each, type=kept.type) for each in retyped if each.type != kept.type),
            _edge(ids(), register_layer, kept.id, other.id),
        ),
    )  # fmt: skip


def split_entity(
    *, ids: MakeId, register_layer: str, entity: Entity, index: EntityIndex
) -> Action | None:
    """Take an entity out of its group; the others stay one.  None when it is alone."""
    changes = _leave_group(ids, register_layer, entity, index)
    if not changes:
        return None
    return Action(label("entity.split", name=elide(entity.name)), tuple(changes))


def _leave_group(
    ids: MakeId, register_layer: str, entity: Entity, index: EntityIndex
) -> list[Change]:
    edges = index.edges_of((entity.id,))
    changes = [Change(edge.id, Kind.SAME_AS, DELETE, {}) for edge in edges]
    members = [each for each in index.members(entity.id) if each != entity.id]
    kept = [edge for edge in index.edges_of(members) if edge not in edges]
    rest = EntityIndex((), kept)
    for one, other in pairwise(members):
        if rest.representative(one) != rest.representative(other):
            edge = SameAs(ids(), one, other)
            rest.put_edge(edge)
            changes.append(_edge(edge.id, register_layer, one, other))
    return changes


def _edge(obj: str, layer: str, one: str, other: str) -> Change:
    low, high = min(one, other), max(one, other)
    return Change(obj, Kind.SAME_AS, CREATE, {"layer": layer, "a": low, "b": high})


def move_mentions(
    *,
    ids: MakeId,
    register_layer: str,
    mentions: Sequence[Mention],
    name: str | None = None,
) -> Action:
    """Split by mentions: ``mentions`` (not empty) go to a new entity.

    It is called ``name``, or as the first of them reads, and has that one's type.
    """
    first = mentions[0]
    made = Entity(ids(), register_layer, first.type, _clean(name or quote_of(first.spans)))
    return Action(
        label("entity.move_mentions", name=elide(made.name), count=len(mentions)),
        (create(made), *(update(mention, entity=made.id) for mention in mentions)),
        first.article,
    )


def delete_group(*, entity: Entity, uses: int, index: EntityIndex) -> Action:
    """Delete an entity with all that it is the same as, as one action.

    ``uses`` counts the mentions and roles in claims of all of them.  Raises
    :class:`AnnotationError` when something uses one of them.
    """
    _refuse_used(entity, uses)
    members = index.group(entity.id) or (entity,)
    edges = index.edges_of(index.members(entity.id))
    name, others = elide(entity.name), len(members) - 1
    told = label("entity.delete_group", name=name, count=others)
    return Action(
        told if others else label("entity.delete", name=name),
        (*map(remove, members), *(Change(edge.id, Kind.SAME_AS, DELETE, {}) for edge in edges)),
    )


def _refuse_used(entity: Entity, uses: int) -> None:
    if uses:
        raise AnnotationError("annotate.entity.used", name=entity.name, count=uses)

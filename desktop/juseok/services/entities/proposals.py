"""Entities that annotators made in a campaign, on their way into the lead's register.

They lie in the layers of those who made them, as proposals: they can be used there at once, and
mentions keep pointing to them.  What the lead accepts is an edge or a move of layer, in an action
that can be undone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from juseok.core.entity_change import changed, proposed
from juseok.core.errors import KnownError
from juseok.core.model import Entity, EntityChange, Kind, NotSame, SameAs, Viewer
from juseok.core.ops import CREATE, SET, Action, Change
from juseok.core.records import to_body
from juseok.services.edits import elide, label, update
from juseok.services.entities.alias_queue import apart_id
from juseok.services.entities.index import EntityIndex, name_key
from juseok.store.reader import Reader

MakeId = Callable[[], str]
Sort = Literal["join", "new", "merge", "change"]

PERSON: Final = "PERSON"
"""The type whose namesakes are often two: they are decided one by one."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """``join``: ``entities`` have the name and type of ``known``, of the register, or of one
    another; ``new``: nothing has; ``merge``: somebody says that the two are one (``edge``);
    ``change``: somebody would have the one entity, of the register, otherwise (``change``)."""

    sort: Sort
    entities: tuple[Entity, ...]
    known: Entity | None = None
    edge: SameAs | None = None
    by: tuple[str, ...] = ()
    change: EntityChange | None = None
    namesakes: int = 0
    """How many of that name and type the register has already, told apart."""

    @property
    def after(self) -> Entity:
        """The first entity as it would be."""
        first = self.entities[0]
        return first if self.change is None else changed(first, self.change)

    @property
    def in_bulk(self) -> bool:
        """Whether it may be accepted with others: a person's name is often that of two."""
        return self.sort not in ("merge", "change") and not self._names_people

    @property
    def _names_people(self) -> bool:
        same = len(self.entities) > 1 or self.known is not None or self.namesakes > 0
        return same and any(each.type == PERSON for each in self.entities)


def read_proposals(reader: Reader, *, annotator: str, register_layer: str) -> list[Proposal]:
    """What waits for the lead, in-bulk first."""
    owners = {each.id: each.annotator for each in reader.layers() if each.role == "annotator"}
    viewer = Viewer(annotator, frozenset({*owners, register_layer}), "")
    entities = [row.entity for row in reader.entities(viewer)]
    return proposals(
        entities=entities, edges=reader.same_as(viewer), apart=reader.not_same(viewer),
        owners=owners, register_layer=register_layer, wishes=reader.entity_changes(owners),
    )  # fmt: skip


def proposals(
    *,
    entities: Iterable[Entity],
    edges: Sequence[SameAs],
    apart: Sequence[NotSame],
    owners: Mapping[str, str],
    register_layer: str,
    wishes: Sequence[EntityChange] = (),
) -> list[Proposal]:
    """What ``entities``, ``edges`` and ``wishes`` of annotators' layers propose to the register."""
    held = sorted(entities, key=lambda each: each.id)
    settled = [edge for edge in edges if edge.layer == register_layer]
    index = EntityIndex(held, settled)
    two = {frozenset((each.a, each.b)) for each in apart if each.layer == register_layer}
    known: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    groups: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for each in held:
        key = each.type, name_key(each.name)
        (known if each.layer == register_layer else groups)[key].append(each)
    found: list[Proposal] = []
    for key, made in groups.items():
        same = known.get(key, [])
        wait = [
            each
            for each in made
            if not any(index.representative(each.id) == index.representative(k.id) for k in same)
            and not any(frozenset((each.id, k.id)) in two for k in same)
        ]
        if not wait:
            continue
        apart_ones = {index.representative(each.id) for each in same}
        one_by_one = key[0] == PERSON or len(apart_ones) > 1  # two 이정현 stay two
        sort: Sort = "join" if len(apart_ones) == 1 else "new"
        for some in [(each,) for each in wait] if one_by_one else [tuple(wait)]:
            by = tuple(sorted({owners.get(each.layer, "") for each in some}))
            one = same[0] if sort == "join" else None
            found.append(Proposal(sort, some, one, by=by, namesakes=len(apart_ones)))
    names = {each.id: each for each in held}
    for edge in edges:
        ends = [names[end] for end in (edge.a, edge.b) if end in names]
        apart_already = index.representative(edge.a) != index.representative(edge.b)
        refused = frozenset((edge.a, edge.b)) in two
        if edge.layer != register_layer and len(ends) == 2 and apart_already and not refused:
            by = (owners.get(edge.layer, ""),)
            found.append(Proposal("merge", tuple(ends), edge=edge, by=by))
    for wish in wishes:
        entity = names.get(wish.target)
        if entity is not None and changed(entity, wish) != entity:
            by = (owners.get(wish.layer, ""),)
            found.append(Proposal("change", (entity,), by=by, change=wish))
    return sorted(found, key=lambda each: not each.in_bulk)


def as_proposals(
    action: Action, *, index: EntityIndex, register_layer: str, own_layer: str
) -> Action:
    """``action`` with what it would change of the register as proposals in ``own_layer``.

    Raises ``KnownError`` where it would take something out of the register: an entity, or an
    edge that makes two of its entities one.
    """
    changes = [
        _proposed(each, index=index, register_layer=register_layer, own_layer=own_layer)
        for each in action.changes
    ]
    return replace(action, changes=tuple(changes))


def _proposed(change: Change, *, index: EntityIndex, register_layer: str, own_layer: str) -> Change:
    held = index.edge(change.obj) if change.kind == Kind.SAME_AS else index.entity(change.obj)
    if change.kind not in (Kind.ENTITY, Kind.SAME_AS) or held is None:
        return change
    if held.layer != register_layer or change.verb == CREATE:
        return change
    if change.verb != SET or not isinstance(held, Entity):
        raise KnownError("register.lead")
    made = proposed(held, change.body, layer=own_layer, before=index.change(held.id))
    body = {**to_body(made), "decided": False}  # said, for it may have been true
    return Change(made.id, Kind.ENTITY_CHANGE, CREATE, body)


def accept(*, ids: MakeId, chosen: Sequence[Proposal], register_layer: str) -> Action | None:
    """Take ``chosen`` into the register, as one action; None for none.

    Entities of one name are joined by edges and keep their ids, so that mentions stay as they
    are and an undo, or a split later, parts them again.
    """
    changes: list[Change] = []
    for each in chosen:
        if each.change is not None:
            changes += [update(each.entities[0], **_fields(each)), _decided(each.change)]
            continue
        if each.edge is not None:
            changes.append(_edge(ids(), each.edge.a, each.edge.b, register_layer))
            continue
        first = each.known or each.entities[0]
        if each.known is None:
            changes.append(_adopt(first, register_layer))
        for other in each.entities:
            if other.id != first.id:
                changes.append(_adopt(other, register_layer))
                changes.append(_edge(ids(), first.id, other.id, register_layer))
    if not changes:
        return None
    name = elide(chosen[0].entities[0].name)
    return Action(label("register.accept", count=len(chosen), name=name), tuple(changes))


def refuse(*, proposal: Proposal) -> Action | None:
    """Leave the register as it is, against a proposed change; None for another proposal."""
    if proposal.change is None:
        return None
    name = elide(proposal.entities[0].name)
    return Action(label("register.refuse", name=name), (_decided(proposal.change),))


def _fields(proposal: Proposal) -> dict[str, object]:
    """What the change makes otherwise."""
    before, after = proposal.entities[0], proposal.after
    names = ("name", "type", "aliases", "note")
    return {each: getattr(after, each) for each in names
            if getattr(after, each) != getattr(before, each)}  # fmt: skip


def _decided(change: EntityChange) -> Change:
    return Change(change.id, Kind.ENTITY_CHANGE, SET, {"decided": True})


def keep_apart(*, proposal: Proposal, register_layer: str) -> Action:
    """They stay two: the entities come into the register as ones of their own."""
    changes = [_adopt(each, register_layer) for each in proposal.entities
               if each.layer != register_layer]  # fmt: skip
    if proposal.edge is not None:
        changes.append(_apart(proposal.edge.a, proposal.edge.b, register_layer))
    elif proposal.known is not None:
        changes += [
            _apart(proposal.known.id, each.id, register_layer) for each in proposal.entities
        ]
    name = elide(proposal.entities[0].name)
    return Action(label("register.apart", name=name), tuple(changes))


def _adopt(entity: Entity, register_layer: str) -> Change:
    return Change(entity.id, Kind.ENTITY, SET, {"layer": register_layer})


def _edge(obj: str, one: str, other: str, layer: str) -> Change:
    # A fresh id: an edge that a split deleted stays deleted.
    body = {"layer": layer, "a": min(one, other), "b": max(one, other)}
    return Change(obj, Kind.SAME_AS, CREATE, body)


def _apart(one: str, other: str, layer: str) -> Change:
    low, high = min(one, other), max(one, other)
    body = {"layer": layer, "a": low, "b": high}
    return Change(apart_id(low, high), Kind.NOT_SAME, CREATE, body)

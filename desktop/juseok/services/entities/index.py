"""Names of all entities in memory: who is called this, and who is the same as whom.

Keys are NFKC and casefolded, white space run together.  ``same_as`` edges join entities
into groups by union-find; a group goes by its smallest id.
"""

import unicodedata
from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Self, cast

from juseok.core.entity_change import changed
from juseok.core.model import Entity, EntityChange, Kind, SameAs, Viewer
from juseok.core.ops import CREATE, DELETE, RESTORE, SET, Change, Json
from juseok.core.records import from_fields, to_body
from juseok.store.reader import Reader


def name_key(name: str) -> str:
    """What two spellings of one name share: NFKC, casefolded, blanks run together."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@dataclass(frozen=True, slots=True)
class Completion:
    """An entity that a typed beginning may mean, and the name that matched."""

    entity: Entity
    name: str
    score: float


class EntityIndex:
    """All live entities and edges of a project; kept up by :meth:`apply` and :meth:`put`."""

    def __init__(
        self,
        entities: Iterable[Entity] = (),
        edges: Iterable[SameAs] = (),
        changes: Iterable[EntityChange] = (),
    ) -> None:
        self._changes = {each.target: each for each in changes}
        self._entities: dict[str, Entity] = {}
        self._deleted: dict[str, Entity | SameAs] = {}
        self._keys: dict[str, set[str]] = {}
        self._sorted: list[str] | None = None
        self._edges: dict[str, SameAs] = {}
        self._parent: dict[str, str] | None = None
        self._groups: dict[str, tuple[str, ...]] = {}
        for entity in entities:
            self.put(entity)
        for edge in edges:
            self.put_edge(edge)

    @classmethod
    def read(cls, reader: Reader, viewer: Viewer) -> Self:
        """All that ``viewer`` sees; in a thread that may read."""
        return cls(
            (row.entity for row in reader.entities(viewer)),
            reader.same_as(viewer),
            reader.entity_changes([viewer.own_layer]),
        )

    def __len__(self) -> int:
        return len(self._entities)

    def __contains__(self, entity: object) -> bool:
        return entity in self._entities

    def __iter__(self) -> Iterator[Entity]:
        return iter(self._entities.values())

    def entity(self, entity: str) -> Entity | None:
        return self._entities.get(entity)

    def change(self, entity: str) -> EntityChange | None:
        """What is proposed for ``entity``, which :meth:`entity` shows as proposed already."""
        return self._changes.get(entity)

    def edge(self, edge: str) -> SameAs | None:
        """The edge of that id."""
        return self._edges.get(edge)

    # -- keeping up

    def put(self, entity: Entity) -> None:
        """Add ``entity``, or replace what was known of it."""
        self.discard(entity.id)
        self._entities[entity.id] = entity
        for key in _keys_of(entity):
            holders = self._keys.setdefault(key, set())
            if not holders and self._sorted is not None:
                insort(self._sorted, key)
            holders.add(entity.id)

    def discard(self, entity: str) -> None:
        known = self._entities.pop(entity, None)
        if known is None:
            return
        for key in _keys_of(known):
            holders = self._keys[key]
            holders.discard(entity)
            if not holders:
                del self._keys[key]
                if self._sorted is not None:
                    del self._sorted[bisect_left(self._sorted, key)]

    def put_edge(self, edge: SameAs) -> None:
        self._edges[edge.id] = edge
        self._parent = None

    def discard_edge(self, edge: str) -> None:
        if self._edges.pop(edge, None) is not None:
            self._parent = None

    def apply(self, changes: Iterable[Change]) -> frozenset[str]:
        """Take in an action's changes; gives the ids of entities and edges that changed."""
        touched: set[str] = set()
        for change in changes:
            if change.kind == Kind.ENTITY:
                touched |= self._apply_entity(change)
            elif change.kind == Kind.SAME_AS:
                touched |= self._apply_edge(change)
            elif change.kind == Kind.ENTITY_CHANGE and change.verb == CREATE:
                touched |= self._apply_proposed(change)
        return frozenset(touched)

    def _apply_entity(self, change: Change) -> set[str]:
        known = self._entities.get(change.obj)
        gone = self._deleted.get(change.obj)
        if change.verb == DELETE and known is not None:
            self._deleted[known.id] = known
            self.discard(known.id)
        elif change.verb == RESTORE and isinstance(gone, Entity):
            del self._deleted[gone.id]
            self.put(gone)
        elif change.verb == CREATE or (change.verb == SET and known is not None):
            fields: dict[str, Json] = dict(to_body(known)) if known else {}
            fields.update(change.body)
            self._deleted.pop(change.obj, None)
            self.put(cast("Entity", from_fields(Kind.ENTITY, change.obj, fields)))
        else:
            return set()
        return {change.obj}

    def _apply_proposed(self, change: Change) -> set[str]:
        made = cast("EntityChange", from_fields(change.kind, change.obj, change.body))
        known = self._entities.get(made.target)
        self._changes[made.target] = made
        if known is not None:
            self.put(changed(known, made))
        return {made.target}

    def _apply_edge(self, change: Change) -> set[str]:
        known = self._edges.get(change.obj)
        gone = self._deleted.get(change.obj)
        if change.verb == DELETE and known is not None:
            self._deleted[known.id] = known
            self.discard_edge(known.id)
        elif change.verb == RESTORE and isinstance(gone, SameAs):
            del self._deleted[gone.id]
            self.put_edge(gone)
        elif change.verb == CREATE:
            body = change.body
            self.put_edge(
                SameAs(change.obj, str(body["a"]), str(body["b"]), str(body.get("layer", "")))
            )
        else:
            return set()
        return {change.obj}

    # -- groups

    def representative(self, entity: str) -> str:
        """The smallest id of the group that ``entity`` belongs to; itself when alone."""
        return self._find(self._unions(), entity)

    def members(self, entity: str) -> tuple[str, ...]:
        """All ids of the group, smallest first; ``entity`` alone when nothing joins it."""
        leader = self.representative(entity)
        return self._groups.get(leader, (entity,))

    def group(self, entity: str) -> tuple[Entity, ...]:
        """The live entities among :meth:`members`."""
        found = map(self._entities.get, self.members(entity))
        return tuple(each for each in found if each is not None)

    def edges_of(self, entities: Collection[str]) -> tuple[SameAs, ...]:
        """The edges that touch any of ``entities``, by id."""
        found = (edge for edge in self._edges.values() if edge.a in entities or edge.b in entities)
        return tuple(sorted(found, key=lambda edge: edge.id))

    def _unions(self) -> dict[str, str]:
        if self._parent is None:
            parent: dict[str, str] = {}
            for edge in self._edges.values():
                a, b = self._find(parent, edge.a), self._find(parent, edge.b)
                low, high = min(a, b), max(a, b)
                parent.setdefault(low, low)
                parent[high] = low
            groups: dict[str, list[str]] = {}
            for entity in parent:
                groups.setdefault(self._find(parent, entity), []).append(entity)
            self._groups = {root: tuple(sorted(ids)) for root, ids in groups.items()}
            self._parent = parent
        return self._parent

    @staticmethod
    def _find(parent: dict[str, str], entity: str) -> str:
        root = entity
        while parent.get(root, root) != root:
            root = parent[root]
        while parent.get(entity, root) != root:
            parent[entity], entity = root, parent[entity]
        return root

    # -- looking up

    def lookup(
        self, name: str, type: str | None = None, *, prefer: Collection[str] = ()
    ) -> tuple[str, ...]:
        """Ids of the entities with this name or alias (and type), the likeliest first.

        First those in ``prefer`` (say, the entities of the article at hand), then those
        whose own name it is, then by id.
        """
        key = name_key(name)
        found = (
            entity
            for entity in self._keys.get(key, ())
            if type is None or self._entities[entity].type == type
        )

        def rank(entity: str) -> tuple[bool, bool, str]:
            own = name_key(self._entities[entity].name) == key
            return entity not in prefer, not own, entity

        return tuple(sorted(found, key=rank))

    def completions(
        self, prefix: str, *, type: str | None = None, limit: int = 10
    ) -> tuple[Completion, ...]:
        """Entities that typed letters may mean: first those whose name begins so, then those
        whose name holds them, then those whose name looks alike.
        """
        key = name_key(prefix)
        found: dict[str, Completion] = {}
        for name, score in self._candidates(key, limit) if key else ():
            self._collect(name, score, type, found)
            if len(found) >= limit:
                break
        return tuple(found.values())[:limit]

    def _candidates(self, key: str, limit: int) -> Iterator[tuple[str, float]]:
        for name in self._beginning_with(key):
            yield name, 100.0
        for name in self._names():
            if key in name:
                yield name, 99.0
        from rapidfuzz import fuzz, process  # not before somebody looks for a name

        near = process.extract(
            key, self._names(), scorer=fuzz.ratio, score_cutoff=70, limit=4 * limit
        )
        yield from ((name, min(score, 98.0)) for name, score, _ in near)

    def _names(self) -> list[str]:
        if self._sorted is None:
            self._sorted = sorted(self._keys)
        return self._sorted

    def _beginning_with(self, key: str) -> Iterator[str]:
        names = self._names()
        at = bisect_left(names, key)
        while at < len(names) and names[at].startswith(key):
            yield names[at]
            at += 1

    def _collect(
        self, key: str, score: float, type: str | None, found: dict[str, Completion]
    ) -> None:
        for entity_id in sorted(self._keys[key]):
            entity = self._entities[entity_id]
            if entity_id in found or (type is not None and entity.type != type):
                continue
            name = next(n for n in (entity.name, *entity.aliases) if name_key(n) == key)
            found[entity_id] = Completion(entity, name, score)


def _keys_of(entity: Entity) -> set[str]:
    return {key for name in (entity.name, *entity.aliases) if (key := name_key(name))}

"""Entities with their counts, and the groups that ``same_as`` edges join."""

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any, Final, cast

import msgspec

from juseok.core.entity_change import changed
from juseok.core.model import Entity, EntityChange, Kind, Viewer
from juseok.core.records import from_fields
from juseok.store.listing import search_key
from juseok.store.names import Names, unpack
from juseok.store.rows import Rows
from juseok.store.shut import shut_for

_decode: Final = msgspec.json.Decoder(dict[str, Any]).decode


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity with the mentions the viewer sees, here (in the article asked for) and anywhere.

    ``members``: all entities that ``same_as`` edges join with this one, the smallest id first
    (which speaks for the group); just itself when there is none.
    """

    entity: Entity
    mentions_here: int
    mentions_all: int
    members: tuple[str, ...]


class Groups:
    """Union-find over ids; the smallest id of a group stands for it."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}

    def join(self, left: str, right: str) -> None:
        first, second = sorted((self.find(left), self.find(right)))
        if first != second:
            self._parent[second] = first
            moved = self._members.pop(second, [second])
            self._members.setdefault(first, [first]).extend(moved)

    def find(self, item: str) -> str:
        while (parent := self._parent.get(item, item)) != item:
            item = parent
        return item

    def members(self, item: str) -> tuple[str, ...]:
        if item not in self._parent and item not in self._members:
            return (item,)
        root = self.find(item)
        return tuple(sorted(self._members.get(root, [root])))


class Entities:
    """Queries over entities on a reading connection."""

    def __init__(self, db: sqlite3.Connection, names: Names) -> None:
        self._db = db
        self._names = names
        self._rows = Rows(db, names)

    def rows(
        self,
        viewer: Viewer,
        layers: Sequence[int],
        *,
        article: str | None,
        text: str,
        limit: int | None,
    ) -> list[EntityRow]:
        """Entities in ``layers``, of one article or all, whose name or alias holds ``text``."""
        groups = self.groups(viewer)
        changes = {each.target: each for each in self.changes([viewer.own_layer])}
        seen = viewer.on(article).visible_layers if article is not None else frozenset[str]()
        at = [each for each in layers if self._names.name(each) in seen]
        here = self._counts_in(at, article) if article is not None else {}
        everywhere = self._counts(layers, list(here) if article is not None else None)
        for number, n in self._shut_counts(viewer, layers).items():
            everywhere[number] = everywhere.get(number, 0) - n
        numbers = list(here) if article is not None else None
        key = search_key(text)
        found: list[tuple[int, int, str, str, Entity]] = []
        for number, stored in self._entities(layers, numbers):
            change = changes.get(stored.id)
            entity = stored if change is None else changed(stored, change)
            if key and not any(key in search_key(n) for n in (entity.name, *entity.aliases)):
                continue
            rank = -here.get(number, 0), -everywhere.get(number, 0), entity.name, entity.id
            found.append((*rank, entity))
        chosen = sorted(found) if limit is None else nsmallest(limit, found)
        return [
            EntityRow(entity, -in_article, -in_all, groups.members(entity.id))
            for in_article, in_all, _, _, entity in chosen
        ]

    def changes(self, layers: Collection[str]) -> list[EntityChange]:
        """What the owners of ``layers`` propose to change, and nobody has decided yet, by id."""
        where = "kind = ? AND article IS NULL"
        rows = self._rows.select(where, (self._names.find(Kind.ENTITY_CHANGE),))
        found = (self._rows.state(row) for row in rows)
        made = (
            cast("EntityChange", from_fields(each.kind, each.obj, each.fields))
            for each in found
            if each.fields.get("layer") in layers
        )
        return sorted((each for each in made if not each.decided), key=lambda each: each.id)

    def groups(self, viewer: Viewer) -> Groups:
        """What the visible ``same_as`` edges join."""
        groups = Groups()
        where = "kind = ? AND article IS NULL"
        for row in self._rows.select(where, (self._names.find(Kind.SAME_AS),)):
            fields = self._rows.fields(row)
            if fields.get("layer") in viewer.visible_layers:
                groups.join(str(fields.get("a")), str(fields.get("b")))
        return groups

    def _entities(
        self, layers: Sequence[int], numbers: list[int] | None
    ) -> Iterator[tuple[int, Entity]]:
        """The entities of ``layers`` (and ``numbers``), each behind its local number."""
        where = f"o.kind = ? AND o.layer IN ({','.join('?' * len(layers))})"
        values: list[object] = [self._names.find(Kind.ENTITY), *layers]
        if numbers is None:
            where += " AND o.article IS NULL"
        else:
            where += " AND o.obj IN (SELECT value FROM json_each(?))"
            values.append(json.dumps(numbers))
        layer_names = {layer: self._names.name(layer) for layer in layers}
        for number, stored, layer, text in self._db.execute(
            "SELECT o.obj, i.id, o.layer, o.fields"
            f" FROM object AS o JOIN ident AS i ON i.n = o.obj WHERE {where}",
            values,
        ):
            fields = _decode(text)
            if len(fields) == 2 and "type" in fields and "name" in fields:  # as most are
                entity = Entity(unpack(stored), layer_names[layer], fields["type"], fields["name"])
            else:
                fields["layer"] = layer_names[layer]
                entity = cast("Entity", from_fields(Kind.ENTITY, unpack(stored), fields))
            yield number, entity

    def _counts_in(self, layers: Sequence[int], article: str) -> dict[int, int]:
        marks = ",".join("?" * len(layers))
        rows = self._db.execute(
            "SELECT entity, count(*) FROM object WHERE article = ? AND kind = ?"
            f" AND layer IN ({marks}) AND entity IS NOT NULL GROUP BY entity",
            (self._names.find(article), self._names.find(Kind.MENTION), *layers),
        )
        return dict(rows.fetchall())

    def _shut_counts(self, viewer: Viewer, layers: Sequence[int]) -> dict[int, int]:
        """Of the mentions in ``layers``, those that ``viewer`` may not see."""
        shut = shut_for(self._names, viewer)
        if not shut.where:
            return {}
        where = shut.where.removeprefix(" AND NOT ")
        marks = ",".join("?" * len(layers))
        rows = self._db.execute(
            f"SELECT entity, count(*) FROM object WHERE {where} AND kind = ?"
            f" AND layer IN ({marks}) AND entity IS NOT NULL GROUP BY entity",
            (*shut.values, self._names.find(Kind.MENTION), *layers),
        )
        return dict(rows.fetchall())

    def _counts(self, layers: Sequence[int], numbers: list[int] | None) -> dict[int, int]:
        marks = ",".join("?" * len(layers))
        where = f"layer IN ({marks})"
        values: list[object] = [*layers]
        if numbers is not None:
            where += " AND entity IN (SELECT value FROM json_each(?))"
            values.append(json.dumps(numbers))
        rows = self._db.execute(
            f"SELECT entity, sum(n) FROM usage WHERE {where} GROUP BY entity", values
        )
        return dict(rows.fetchall())

"""Entities with their counts, and the groups that ``same_as`` edges join."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from juseok.core.model import Entity, Kind, Viewer
from juseok.core.records import from_fields
from juseok.store.listing import search_key
from juseok.store.names import Names
from juseok.store.rows import ObjectRow, Rows


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
        here = self._counts_in(layers, article) if article is not None else {}
        everywhere = self._counts(layers, list(here) if article is not None else None)
        numbers = list(here) if article is not None else None
        key = search_key(text)
        found: list[EntityRow] = []
        for row in self._entity_rows(layers, numbers):
            entity = self._entity(row)
            if key and not any(key in search_key(n) for n in (entity.name, *entity.aliases)):
                continue
            found.append(
                EntityRow(
                    entity,
                    here.get(row.obj, 0),
                    everywhere.get(row.obj, 0),
                    groups.members(entity.id),
                )
            )
        found.sort(key=_rank)
        return found[:limit]

    def groups(self, viewer: Viewer) -> Groups:
        """What the visible ``same_as`` edges join."""
        groups = Groups()
        where = "kind = ? AND article IS NULL"
        for row in self._rows.select(where, (self._names.find(Kind.SAME_AS),)):
            fields = self._rows.fields(row)
            if fields.get("layer") in viewer.visible_layers:
                groups.join(str(fields.get("a")), str(fields.get("b")))
        return groups

    def names(self, layers: Sequence[int]) -> Iterator[tuple[str, str, str]]:
        """Look-up key, entity id and type of every name and alias in ``layers``."""
        for row in self._entity_rows(layers, None):
            entity = self._entity(row)
            for name in (entity.name, *entity.aliases):
                yield search_key(name), entity.id, entity.type

    def _entity(self, row: ObjectRow) -> Entity:
        obj = self._names.name(row.obj)
        return cast("Entity", from_fields(Kind.ENTITY, obj, self._rows.fields(row)))

    def _entity_rows(self, layers: Sequence[int], numbers: list[int] | None) -> list[ObjectRow]:
        kind = self._names.find(Kind.ENTITY)
        where = f"kind = ? AND layer IN ({','.join('?' * len(layers))})"
        if numbers is None:
            return list(self._rows.select(f"{where} AND article IS NULL", (kind, *layers)))
        chosen = json.dumps(numbers)
        where += " AND obj IN (SELECT value FROM json_each(?))"
        return list(self._rows.select(where, (kind, *layers, chosen)))

    def _counts_in(self, layers: Sequence[int], article: str) -> dict[int, int]:
        marks = ",".join("?" * len(layers))
        rows = self._db.execute(
            "SELECT entity, count(*) FROM object WHERE article = ? AND kind = ?"
            f" AND layer IN ({marks}) AND entity IS NOT NULL GROUP BY entity",
            (self._names.find(article), self._names.find(Kind.MENTION), *layers),
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


def _rank(row: EntityRow) -> tuple[int, int, str, str]:
    return -row.mentions_here, -row.mentions_all, row.entity.name, row.entity.id

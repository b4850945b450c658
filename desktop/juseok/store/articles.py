"""The article list: ids by filter and order, and the rows of those on screen."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from juseok.core.model import ArticleStateName, Kind, Viewer
from juseok.store.listing import search_key
from juseok.store.names import Names

Sort = Literal["position", "title", "publisher", "published", "state", "mentions", "claims"]

_COLUMNS: Final = {
    "position": "a.position",
    "title": "a.title",
    "publisher": "a.publisher",
    "published": "a.published",
}
_COUNTED: Final = {"mentions": Kind.MENTION, "claims": Kind.CLAIM}
_STATES: Final = ("new", "in_progress", "finished", "skipped")


@dataclass(frozen=True, slots=True)
class ArticleQuery:
    """What the list shows: words in title or publisher, states (none: all), publisher, order."""

    text: str = ""
    states: tuple[ArticleStateName, ...] = ()
    publisher: str = ""
    sort: Sort = "position"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One line of the list; the counts are those of the layers its reader may see."""

    id: str
    title: str
    publisher: str
    published: str
    state: ArticleStateName
    mentions: int
    claims: int
    relationships: int
    length: int


class Articles:
    """Queries over ``article_row``, ``tally`` and ``progress`` on a reading connection."""

    def __init__(self, db: sqlite3.Connection, names: Names) -> None:
        self._db = db
        self._names = names

    def ids(self, viewer: Viewer, query: ArticleQuery) -> list[str]:
        """Ids of the articles that ``query`` finds, in its order; ties by place in the import."""
        joins, values = self._joins(viewer, query)
        conditions: list[str] = []
        for word in search_key(query.text).split():
            conditions.append("instr(a.search, ?) > 0")
            values.append(word)
        if query.publisher:
            conditions.append("a.publisher = ?")
            values.append(query.publisher)
        if query.states:
            marks = ",".join("?" * len(query.states))
            conditions.append(f"coalesce(p.state, 'new') IN ({marks})")
            values.extend(query.states)
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        order = self._order(query)
        # One long string crosses into Python several times faster than many rows.
        found = self._db.execute(
            "SELECT group_concat(id, char(10)) FROM"
            f" (SELECT a.id AS id FROM article_row AS a{joins}{where} ORDER BY {order})",
            values,
        ).fetchone()[0]
        return found.split("\n") if found else []

    def _joins(self, viewer: Viewer, query: ArticleQuery) -> tuple[str, list[Any]]:
        joins, values = "", list[Any]()
        if query.states or query.sort == "state":
            joins += " LEFT JOIN progress AS p ON p.layer = ? AND p.article = a.article"
            values.append(self._names.find(viewer.own_layer))
        if query.sort in _COUNTED:
            layers = self.layers(viewer)
            marks = ",".join("?" * len(layers))
            joins += (
                " LEFT JOIN (SELECT article, sum(n) AS n FROM tally"
                f" WHERE kind = ? AND layer IN ({marks}) GROUP BY article) AS t"
                " ON t.article = a.article"
            )
            values += [self._names.find(_COUNTED[query.sort]), *layers]
        return joins, values

    def _order(self, query: ArticleQuery) -> str:
        way = " DESC" if query.descending else ""
        if query.sort == "state":
            cases = " ".join(f"WHEN '{name}' THEN {n}" for n, name in enumerate(_STATES))
            column = f"CASE coalesce(p.state, 'new') {cases} END"
        elif query.sort in _COUNTED:
            column = "coalesce(t.n, 0)"
        else:
            column = _COLUMNS[query.sort]
        return f"{column}{way}, a.position, a.article"

    def layers(self, viewer: Viewer) -> list[int]:
        """The numbers of the layers that ``viewer`` may see and this file knows."""
        found = map(self._names.find, sorted(viewer.visible_layers))
        return [number for number in found if number is not None]

    def rows(self, viewer: Viewer, ids: Sequence[str]) -> list[ArticleRow]:
        """The rows of ``ids`` in their order; ids that are no articles are left out."""
        numbers = {n: name for name in ids if (n := self._names.find(name)) is not None}
        marks = ",".join("?" * len(numbers))
        counts = self._counts(viewer, list(numbers))
        found: dict[str, ArticleRow] = {}
        for article, title, publisher, published, length, state in self._db.execute(
            "SELECT a.article, a.title, a.publisher, a.published, a.length, p.state"
            " FROM article_row AS a LEFT JOIN progress AS p"
            f" ON p.layer = ? AND p.article = a.article WHERE a.article IN ({marks})",
            (self._names.find(viewer.own_layer), *numbers),
        ):
            name = numbers[article]
            mentions, claims, relationships = (
                counts.get((article, kind), 0)
                for kind in (Kind.MENTION, Kind.CLAIM, Kind.RELATIONSHIP)
            )
            found[name] = ArticleRow(
                name, title, publisher, published, state or "new",
                mentions, claims, relationships, length,
            )  # fmt: skip
        return [found[name] for name in ids if name in found]

    def _counts(self, viewer: Viewer, articles: Sequence[int]) -> dict[tuple[int, str], int]:
        layers = self.layers(viewer)
        kinds = [n for n in map(self._names.find, (*_COUNTED.values(), Kind.RELATIONSHIP)) if n]
        rows = self._db.execute(
            "SELECT article, kind, sum(n) FROM tally"
            f" WHERE kind IN ({','.join('?' * len(kinds))})"
            f" AND layer IN ({','.join('?' * len(layers))})"
            f" AND article IN ({','.join('?' * len(articles))}) GROUP BY article, kind",
            (*kinds, *layers, *articles),
        )
        return {(article, self._names.name(kind)): n for article, kind, n in rows}

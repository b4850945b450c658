"""The article list: ids by filter and order, and the rows of those on screen."""

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from juseok.core.model import ArticleStateName, Kind, Viewer
from juseok.store.listing import ROWS_VERSION, search_key
from juseok.store.names import Names
from juseok.store.shut import Shut, shut_for

Sort = Literal["position", "title", "publisher", "published", "state", "mentions", "claims"]

_COUNTED: Final = {"mentions": Kind.MENTION, "claims": Kind.CLAIM}
_STATES: Final = ("new", "in_progress", "finished", "skipped")


@dataclass(frozen=True, slots=True)
class ArticleQuery:
    """What the list shows: words in title or publisher, states (none: all), publisher, order;
    ``mine``: only what a campaign that goes on assigns to the viewer."""

    text: str = ""
    states: tuple[ArticleStateName, ...] = ()
    publisher: str = ""
    sort: Sort = "position"
    descending: bool = False
    mine: bool = False


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
    control: bool = False
    """Whether it is annotated without suggestions."""
    asked: Literal["", "mine", "returned"] = ""
    """Whether a campaign assigns it to the viewer, and whether a reviewer returned it."""


class Table:
    """All article rows by columns, in the order of the import; never changes once read."""

    def __init__(self, db: sqlite3.Connection, version: str) -> None:
        self.version = version
        rows = db.execute(
            "SELECT article, id, title, publisher, published, search FROM article_row"
            " ORDER BY position, article"
        ).fetchall()
        columns: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) or [()] * 6
        self.numbers, self.ids, title, publisher, published, self.search = columns
        self.columns = {"title": title, "publisher": publisher, "published": published}
        self.places = list(range(len(rows)))
        self._orders: dict[tuple[str, bool], list[int]] = {}

    def order(self, column: str, *, descending: bool) -> list[int]:
        """The places of all rows by a column; equal ones stay as imported."""
        if column == "position":
            return self.places[::-1] if descending else self.places
        order = self._orders.get((column, descending))
        if order is None:
            key = self.columns[column].__getitem__
            order = sorted(self.places, key=key, reverse=descending)
            self._orders[column, descending] = order
        return order


class TableCache:
    """The last :class:`Table` read, shared by all readers of a project."""

    def __init__(self) -> None:
        self._table: Table | None = None
        self._lock = threading.Lock()

    def get(self, db: sqlite3.Connection) -> Table:
        """The table as the file has it; read anew when an article row has changed."""
        row = db.execute("SELECT value FROM meta WHERE key = ?", (ROWS_VERSION,)).fetchone()
        version = "" if row is None else str(row[0])
        with self._lock:
            if self._table is None or self._table.version != version:
                self._table = Table(db, version)
            return self._table


class Articles:
    """Queries over article rows, counts and states on a reading connection."""

    def __init__(self, db: sqlite3.Connection, names: Names, cache: TableCache) -> None:
        self._db = db
        self._names = names
        self._cache = cache
        self._read_at = -1
        self._maps: dict[tuple[str, Viewer], dict[int, Any]] = {}
        self._orders: dict[tuple[str, str, Viewer, bool], list[int]] = {}

    def table(self) -> Table:
        """All rows as the file has them."""
        return self._cache.get(self._db)

    def ids(self, viewer: Viewer, query: ArticleQuery) -> list[str]:
        """Ids of the articles that ``query`` finds, in its order; ties by place in the import."""
        table = self._cache.get(self._db)
        found = self._sorted(table, viewer, query)
        for word in search_key(query.text).split():
            found = [n for n in found if word in table.search[n]]
        if query.publisher:
            publishers = table.columns["publisher"]
            found = [n for n in found if publishers[n] == query.publisher]
        if query.states:
            states, numbers = self._map("state", viewer), table.numbers
            found = [n for n in found if states.get(numbers[n], "new") in query.states]
        if query.mine:
            asked, numbers = self._asked(viewer), table.numbers
            found = [n for n in found if numbers[n] in asked]
        return list(map(table.ids.__getitem__, found))

    def _sorted(self, table: Table, viewer: Viewer, query: ArticleQuery) -> list[int]:
        """The places of all rows in the order of ``query``."""
        if query.sort not in _COUNTED and query.sort != "state":
            return table.order(query.sort, descending=query.descending)
        of = self._map(query.sort, viewer)
        wanted = (table.version, query.sort, viewer, query.descending)
        order = self._orders.get(wanted)
        if order is None:
            rank, missing = (_STATES.index, "new") if query.sort == "state" else (int, 0)
            keys = [rank(of.get(number, missing)) for number in table.numbers]
            order = sorted(table.places, key=keys.__getitem__, reverse=query.descending)
            self._orders[wanted] = order
        return order

    def _map(self, what: str, viewer: Viewer) -> dict[int, Any]:
        """Article → its state, or its count in visible layers, until somebody writes."""
        now = int(self._db.execute("PRAGMA data_version").fetchone()[0])
        if now != self._read_at:
            self._maps.clear()
            self._orders.clear()
            self._read_at = now
        found = self._maps.get((what, viewer))
        if found is None:
            rows = self._states(viewer) if what == "state" else self._totals(what, viewer)
            found = self._maps[what, viewer] = dict(rows)
        return found

    def _states(self, viewer: Viewer) -> list[tuple[int, str]]:
        layer = self._names.find(viewer.own_layer)
        sql = "SELECT article, state FROM progress WHERE layer = ?"
        rows = self._db.execute(sql, (layer,)).fetchall()
        return [(article, state) for article, state in rows if state in _STATES]

    def _totals(self, what: str, viewer: Viewer) -> list[tuple[int, int]]:
        layers, shut = self.layers(viewer), self.shut(viewer)
        marks = ",".join("?" * len(layers))
        sql = (
            "SELECT article, sum(n) FROM tally"
            f" WHERE kind = ? AND layer IN ({marks}){shut.where} GROUP BY article"
        )
        values = (self._names.find(_COUNTED[what]), *layers, *shut.values)
        return self._db.execute(sql, values).fetchall()

    def shut(self, viewer: Viewer, of: str = "") -> Shut:
        """What of visible layers ``viewer`` may not see all the same, as a condition."""
        return shut_for(self._names, viewer, of)

    def layers(self, viewer: Viewer) -> list[int]:
        """The numbers of the layers that ``viewer`` may see and this file knows."""
        found = map(self._names.find, sorted(viewer.visible_layers))
        return [number for number in found if number is not None]

    def rows(self, viewer: Viewer, ids: Sequence[str]) -> list[ArticleRow]:
        """The rows of ``ids`` in their order; ids that are no articles are left out."""
        numbers = {n: name for name in ids if (n := self._names.find(name)) is not None}
        marks = ",".join("?" * len(numbers))
        counts = self._counts(viewer, list(numbers))
        controls = self._controls(list(numbers))
        asked = self._asked(viewer, list(numbers))
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
                mentions, claims, relationships, length, article in controls,
                asked.get(article, ""),
            )  # fmt: skip
        return [found[name] for name in ids if name in found]

    def _controls(self, articles: Sequence[int]) -> set[int]:
        """Those of ``articles`` that are annotated without suggestions."""
        kind = self._names.find(Kind.CONTROL)
        if kind is None:
            return set()
        rows = self._db.execute(
            f"SELECT article FROM object WHERE article IN ({','.join('?' * len(articles))})"
            " AND kind = ? AND json_extract(fields, '$.off') = 1",
            (*articles, kind),
        )
        return {article for (article,) in rows}

    def _asked(
        self, viewer: Viewer, articles: Sequence[int] | None = None
    ) -> dict[int, Literal["mine", "returned"]]:
        """What campaigns that go on ask of the viewer (of ``articles``; None: everywhere)."""
        kinds = [self._names.find(each) for each in (Kind.CAMPAIGN, Kind.ASSIGNMENT)]
        if None in kinds:
            return {}
        only = "" if articles is None else f" AND article IN ({','.join('?' * len(articles))})"
        going = self._db.execute(
            "SELECT obj FROM object WHERE kind = ?"
            " AND NOT coalesce(json_extract(fields, '$.closed'), 0)",
            (kinds[0],),
        ).fetchall()
        names = [self._names.name(obj) for (obj,) in going]
        if not names:
            return {}
        marks = ",".join("?" * len(names))
        rows = self._db.execute(
            "SELECT article FROM object WHERE kind = ? AND article IS NOT NULL"
            " AND json_extract(fields, '$.annotator') = ?"
            f" AND json_extract(fields, '$.campaign') IN ({marks})"
            f" AND NOT coalesce(json_extract(fields, '$.dropped'), 0){only}",
            (kinds[1], viewer.annotator, *names, *(articles or ())),
        )
        found: dict[int, Literal["mine", "returned"]] = {article: "mine" for (article,) in rows}
        returned = self._db.execute(
            "SELECT DISTINCT article FROM object WHERE kind = ? AND layer = ?"
            f" AND json_extract(fields, '$.state') = 'returned'{only}",
            (self._names.find(Kind.PASS_STATE), self._names.find(viewer.own_layer),
             *(articles or ())),
        )  # fmt: skip
        found |= {article: "returned" for (article,) in returned if article in found}
        return found

    def _counts(self, viewer: Viewer, articles: Sequence[int]) -> dict[tuple[int, str], int]:
        layers, shut = self.layers(viewer), self.shut(viewer)
        kinds = [n for n in map(self._names.find, (*_COUNTED.values(), Kind.RELATIONSHIP)) if n]
        rows = self._db.execute(
            "SELECT article, kind, sum(n) FROM tally"
            f" WHERE kind IN ({','.join('?' * len(kinds))})"
            f" AND layer IN ({','.join('?' * len(layers))})"
            f" AND article IN ({','.join('?' * len(articles))}){shut.where}"
            " GROUP BY article, kind",
            (*kinds, *layers, *articles, *shut.values),
        )
        return {(article, self._names.name(kind)): n for article, kind, n in rows}

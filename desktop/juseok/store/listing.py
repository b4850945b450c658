"""What lists and panels show at once: article rows, states and counts.

A part of the projection: :class:`Listing` follows every row that the refold writes.
"""

import sqlite3
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from juseok.core.model import Kind
from juseok.store import many
from juseok.store.names import Names
from juseok.store.rows import COLUMNS, ObjectRow

COUNTED: Final = (Kind.MENTION, Kind.CLAIM, Kind.RELATIONSHIP, Kind.CLAIM_LINK)
ROWS_VERSION: Final = "article_rows"
"""Key in ``meta`` of a number that grows with each change of an article row; local to the file."""

_ONLY_COUNTED: Final = (Kind.MENTION, Kind.CLAIM, Kind.RELATIONSHIP)
"""Kinds of which nothing but numbers is kept here."""
_NO_POSITION: Final = 1 << 40
_CHUNK: Final = 400
_decode: Final = msgspec.json.Decoder(dict[str, Any]).decode


def search_key(text: str) -> str:
    """``text`` as it is compared in look-ups: NFKC, case folded."""
    return unicodedata.normalize("NFKC", text).casefold()


class Counted(NamedTuple):
    """Numbers of rows: by kind, layer and article, and of mentions by entity and layer."""

    tally: list[tuple[int, int, int, int]]
    usage: list[tuple[int, int, int]]


class Listing:
    """Counts rows as they come and go, then writes the differences."""

    def __init__(self, db: sqlite3.Connection, names: Names) -> None:
        self._db = db
        self._names = names
        self._tally: Counter[tuple[int, int, int]] = Counter()
        self._usage: Counter[tuple[int, int]] = Counter()
        self._articles: set[int] = set()

    def count(self, gone: Iterable[ObjectRow], come: Iterable[ObjectRow]) -> None:
        """Take note of the rows that are no longer, then of those that are now."""
        for step, rows in ((-1, gone), (1, come)):
            by_kind: defaultdict[int, list[ObjectRow]] = defaultdict(list)
            for row in rows:
                by_kind[row.kind].append(row)
            for number, items in by_kind.items():
                self._count(self._names.name(number), items, step)

    def counted(self, rows: Sequence[ObjectRow]) -> Counted:
        """What :meth:`count` would count of ``rows`` where nothing but numbers is kept."""
        kinds = {*map(self._names.find, _ONLY_COUNTED)}
        mention = self._names.find(Kind.MENTION)
        tally = Counter(row[1:4] for row in rows)
        usage = Counter((row.kind, row.entity, row.layer) for row in rows)
        return Counted(
            [
                (kind, layer, article, n)
                for (kind, layer, article), n in tally.items()
                if kind in kinds and layer is not None and article is not None
            ],
            [
                (entity, layer, n)
                for (kind, entity, layer), n in usage.items()
                if kind == mention and entity is not None and layer is not None
            ],
        )

    def add(self, counted: Counted, *, times: int = 1) -> None:
        """Take note of what was :meth:`counted` of rows that come now."""
        for kind, layer, article, n in counted.tally:
            self._tally[kind, layer, article] += times * n
        for entity, layer, n in counted.usage:
            self._usage[entity, layer] += times * n

    def count_others(self, waiting: str) -> None:
        """As :meth:`count` of rows that come in together, but for those that were
        :meth:`counted`.

        ``waiting``: where they are, as SQL from the table on, with a condition; local to this
        package.
        """
        numbers = [n for n in map(self._names.find, _ONLY_COUNTED) if n is not None]
        marks = ",".join(map(str, numbers))
        others = self._db.execute(f"SELECT {COLUMNS} FROM {waiting} AND kind NOT IN ({marks})")
        self.count((), map(ObjectRow._make, others.fetchall()))

    def _count(self, kind: str, rows: Sequence[ObjectRow], step: int) -> None:
        """Take note of ``rows``, all of one ``kind``."""
        if kind in COUNTED:
            for (number, layer, article), n in Counter(row[1:4] for row in rows).items():
                if layer is not None and article is not None:
                    self._tally[number, layer, article] += step * n
        if kind == Kind.MENTION:
            for (entity, layer), n in Counter((row.entity, row.layer) for row in rows).items():
                if layer is not None and entity is not None:
                    self._usage[entity, layer] += step * n
        elif kind == Kind.ARTICLE:
            self._articles.update(row.obj for row in rows)
        elif kind == Kind.OCCURRENCE:
            self._articles.update(row.article for row in rows if row.article is not None)
        elif kind == Kind.CLAIM_LINK:
            self._tie(rows, removed=step < 0)
        elif kind == Kind.ARTICLE_STATE:
            for row in rows:
                self._move(row, removed=step < 0)

    def settle(self) -> None:
        """Write what :meth:`count` gathered."""
        for table, columns, counter in (
            ("tally", ("kind", "layer", "article"), self._tally),
            ("usage", ("entity", "layer"), self._usage),
        ):
            steps = [(*key, n) for key, n in counter.items() if n]
            many.insert(
                self._db, f"INSERT INTO {table}", steps,
                tail=f" ON CONFLICT({','.join(columns)}) DO UPDATE SET n = n + excluded.n",
            )  # fmt: skip
            where = " AND ".join(f"{column} = ?" for column in columns)
            self._db.executemany(
                f"DELETE FROM {table} WHERE {where} AND n = 0",
                [step[:-1] for step in steps if step[-1] < 0],
            )
        self._list(sorted(self._articles))
        if self._articles:
            self._db.execute(
                "INSERT INTO meta(key, value) VALUES (?, '1') ON CONFLICT(key) DO UPDATE"
                " SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)",
                (ROWS_VERSION,),
            )
        self.forget()

    def forget(self) -> None:
        """Drop what :meth:`count` gathered: it was written, or will not be."""
        self._tally.clear()
        self._usage.clear()
        self._articles.clear()

    def _move(self, row: ObjectRow, *, removed: bool) -> None:
        if row.layer is None or row.article is None:
            return
        if removed:
            self._db.execute(
                "DELETE FROM progress WHERE layer = ? AND article = ?", (row.layer, row.article)
            )
            return
        state = _decode(row.fields).get("state", "new")
        self._db.execute(
            "INSERT OR REPLACE INTO progress(layer, article, state) VALUES (?,?,?)",
            (row.layer, row.article, str(state)),
        )

    def _tie(self, links: Sequence[ObjectRow], *, removed: bool) -> None:
        """Keep which claims ``links`` end at, so that a claim finds its links in any article."""
        ends: list[tuple[str, int]] = []
        for row in links:
            fields = _decode(row.fields)
            found = (fields.get("head"), fields.get("tail"))
            ends += [(end, row.obj) for end in found if isinstance(end, str) and end]
        numbers = self._names.numbers([end for end, _ in ends])
        self._db.executemany(
            "DELETE FROM claim_end WHERE claim = ? AND link = ?"
            if removed
            else "INSERT OR IGNORE INTO claim_end(claim, link) VALUES (?,?)",
            [(number, link) for number, (_, link) in zip(numbers, ends, strict=True)],
        )

    def _list(self, articles: Sequence[int]) -> None:
        """Write the row of each of ``articles`` from its object and its first occurrence."""
        for at in range(0, len(articles), _CHUNK):
            chunk = articles[at : at + _CHUNK]
            found = self._db.execute(
                f"SELECT obj, fields FROM object WHERE obj IN ({_marks(chunk)}) AND kind = ?",
                (*chunk, self._names.find(Kind.ARTICLE)),
            )
            lengths = {obj: _decode(text).get("length", 0) for obj, text in found}
            self._db.executemany(
                "DELETE FROM article_row WHERE article = ?",
                [(article,) for article in chunk if article not in lengths],
            )
            names = self._names.names(list(lengths))
            first = first_occurrences(self._db, self._names, list(lengths))
            self._db.executemany(
                "INSERT OR REPLACE INTO article_row"
                "(article, id, position, title, publisher, published, length, search)"
                " VALUES (?,?,?,?,?,?,?,?)",
                [
                    (article, names[article], *_listed(first.get(article, {}), length))
                    for article, length in lengths.items()
                ],
            )


def _listed(first: Mapping[str, Any], length: object) -> tuple[int, str, str, str, int, str]:
    """What the list shows of an article: place, title, publisher, date, length, and what a search
    looks through."""
    title, publisher = str(first.get("title", "")), str(first.get("publisher", ""))
    return (
        _position(first),
        title,
        publisher,
        str(first.get("published_iso") or first.get("published_raw") or ""),
        length if isinstance(length, int) else 0,
        search_key(f"{title}\n{publisher}"),
    )


def first_occurrences(
    db: sqlite3.Connection, names: Names, articles: Sequence[int]
) -> dict[int, dict[str, Any]]:
    """The registers of the occurrence that speaks for each of ``articles``, where it has one.

    The first by position in its import, then by id, so that every machine takes the same.
    """
    rows = db.execute(
        f"SELECT article, obj, fields FROM object WHERE article IN ({_marks(articles)})"
        " AND kind = ?",
        (*articles, names.find(Kind.OCCURRENCE)),
    )
    found: defaultdict[int, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for article, obj, text in rows:
        found[article].append((obj, _decode(text)))
    return {
        article: min(items, key=lambda item: (_position(item[1]), names.name(item[0])))[1]
        if len(items) > 1
        else items[0][1]
        for article, items in found.items()
    }


def _position(fields: Mapping[str, Any]) -> int:
    position = fields.get("position")
    return position if isinstance(position, int) else _NO_POSITION


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))

"""What lists and panels show at once: article rows, states and counts.

A part of the projection: :class:`Listing` follows every row that the refold writes.
"""

import json
import sqlite3
import unicodedata
from collections import Counter
from typing import Any, Final

from juseok.core.model import Kind
from juseok.store.names import Names
from juseok.store.rows import ObjectRow

COUNTED: Final = (Kind.MENTION, Kind.CLAIM, Kind.RELATIONSHIP, Kind.CLAIM_LINK)
ROWS_VERSION: Final = "article_rows"
"""Key in ``meta`` of a number that grows with each change of an article row; local to the file."""

_NO_POSITION: Final = 1 << 40


def search_key(text: str) -> str:
    """``text`` as it is compared in look-ups: NFKC, case folded."""
    return unicodedata.normalize("NFKC", text).casefold()


class Listing:
    """Counts rows as they come and go, then writes the differences."""

    def __init__(self, db: sqlite3.Connection, names: Names) -> None:
        self._db = db
        self._names = names
        self._tally: Counter[tuple[int, int, int]] = Counter()
        self._usage: Counter[tuple[int, int]] = Counter()
        self._articles: set[int] = set()

    def count(self, old: ObjectRow | None, new: ObjectRow | None) -> None:
        """Take note that ``old`` became ``new``."""
        for row, step in ((old, -1), (new, 1)):
            if row is None:
                continue
            kind = self._names.name(row.kind)
            if kind in COUNTED and row.layer is not None and row.article is not None:
                self._tally[row.kind, row.layer, row.article] += step
            if kind == Kind.MENTION and row.layer is not None and row.entity is not None:
                self._usage[row.entity, row.layer] += step
            if kind == Kind.ARTICLE:
                self._articles.add(row.obj)
            elif kind == Kind.OCCURRENCE and row.article is not None:
                self._articles.add(row.article)
            elif kind == Kind.ARTICLE_STATE:
                self._move(row, removed=step < 0)

    def settle(self) -> None:
        """Write what :meth:`count` gathered."""
        for table, columns, counter in (
            ("tally", ("kind", "layer", "article"), self._tally),
            ("usage", ("entity", "layer"), self._usage),
        ):
            steps = [(*key, n) for key, n in counter.items() if n]
            marks = ",".join("?" * (len(columns) + 1))
            self._db.executemany(
                f"INSERT INTO {table} VALUES ({marks})"
                f" ON CONFLICT({','.join(columns)}) DO UPDATE SET n = n + excluded.n",
                steps,
            )
            where = " AND ".join(f"{column} = ?" for column in columns)
            self._db.executemany(
                f"DELETE FROM {table} WHERE {where} AND n = 0",
                [step[:-1] for step in steps if step[-1] < 0],
            )
        for article in sorted(self._articles):
            self._list(article)
        if self._articles:
            self._db.execute(
                "INSERT INTO meta(key, value) VALUES (?, '1') ON CONFLICT(key) DO UPDATE"
                " SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)",
                (ROWS_VERSION,),
            )
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
        state = json.loads(row.fields).get("state", "new")
        self._db.execute(
            "INSERT OR REPLACE INTO progress(layer, article, state) VALUES (?,?,?)",
            (row.layer, row.article, str(state)),
        )

    def _list(self, article: int) -> None:
        """Write the row of ``article`` from its object and its first occurrence."""
        found = self._db.execute(
            "SELECT fields FROM object WHERE obj = ? AND kind = ?",
            (article, self._names.find(Kind.ARTICLE)),
        ).fetchone()
        if found is None:
            self._db.execute("DELETE FROM article_row WHERE article = ?", (article,))
            return
        length = json.loads(found[0]).get("length", 0)
        first = first_occurrence(self._db, self._names, article)
        title, publisher = str(first.get("title", "")), str(first.get("publisher", ""))
        published = str(first.get("published_iso") or first.get("published_raw") or "")
        position = first.get("position", _NO_POSITION)
        self._db.execute(
            "INSERT OR REPLACE INTO article_row"
            "(article, id, position, title, publisher, published, length, search)"
            " VALUES (?,?,?,?,?,?,?,?)",
            (
                article,
                self._names.name(article),
                position if isinstance(position, int) else _NO_POSITION,
                title,
                publisher,
                published,
                length if isinstance(length, int) else 0,
                search_key(f"{title}\n{publisher}"),
            ),
        )


def first_occurrence(db: sqlite3.Connection, names: Names, article: int) -> dict[str, Any]:
    """The registers of the occurrence that speaks for ``article``; empty when there is none.

    The first by position in its import, then by id, so that every machine takes the same.
    """
    rows = db.execute(
        "SELECT obj, fields FROM object WHERE article = ? AND kind = ?",
        (article, names.find(Kind.OCCURRENCE)),
    )
    found: list[tuple[Any, str, dict[str, Any]]] = []
    for obj, text in rows:
        fields = json.loads(text)
        position = fields.get("position", _NO_POSITION)
        rank = position if isinstance(position, int) else _NO_POSITION
        found.append((rank, names.name(obj), fields))
    return min(found, key=lambda item: item[:2])[2] if found else {}

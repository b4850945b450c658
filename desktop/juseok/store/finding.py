"""What a search asks of the project itself: texts, dates, and who annotated what where.

Annotations are looked through as their viewer sees them; nothing here knows of the index.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from juseok.core.model import Kind, Viewer
from juseok.store.articles import Articles
from juseok.store.names import Names

_CHUNK: Final = 400


@dataclass(frozen=True, slots=True)
class Listed:
    """All articles of a project in the order of the import, as columns."""

    ids: Sequence[str]
    titles: Sequence[str]
    publishers: Sequence[str]
    published: Sequence[str]


class Finding:
    """Queries of a search over a reading connection."""

    def __init__(self, db: sqlite3.Connection, names: Names, articles: Articles) -> None:
        self._db = db
        self._names = names
        self._articles = articles

    def arrival(self) -> int:
        """The place of the newest row of the log."""
        return int(self._db.execute("SELECT coalesce(max(arrival), 0) FROM op").fetchone()[0])

    def listed(self) -> Listed:
        """Every article that the list knows."""
        table = self._articles.table()
        columns = table.columns
        return Listed(table.ids, columns["title"], columns["publisher"], columns["published"])

    def texts(self, articles: Sequence[str]) -> dict[str, str]:
        """The text of each of ``articles`` that is here."""
        found: dict[str, str] = {}
        for at in range(0, len(articles), _CHUNK):
            numbers = {
                number: article for article, number in self._names.known(
                    articles[at : at + _CHUNK]).items()
            }  # fmt: skip
            rows = self._db.execute(
                "SELECT article, text FROM article_text"
                " WHERE article IN (SELECT value FROM json_each(?))",
                (json.dumps(list(numbers)),),
            ).fetchall()
            found.update((numbers[number], text) for number, text in rows)
        return found

    def with_mentions(
        self,
        viewer: Viewer,
        *,
        layers: Iterable[str],
        entities: Iterable[str],
        types: Iterable[str],
        within: Sequence[str] | None = None,
    ) -> set[str]:
        """Articles with a mention in ``layers`` that the viewer sees, of any of ``entities`` and
        any of ``types``; none of either: of whichever.  Only those of ``within``, where it is
        given: a look at some articles costs little, one at all of them reads every mention."""
        values: list[object] = []
        where = self._where(Kind.MENTION, viewer, layers, values, within)
        if entities := list(entities):
            numbers = list(self._names.known(entities).values())
            where += " AND entity IN (SELECT value FROM json_each(?))"
            values.append(json.dumps(numbers))
        if types := list(types):
            where += " AND json_extract(fields, '$.type') IN (SELECT value FROM json_each(?))"
            values.append(json.dumps(types))
        return self._article_ids(where, values)

    def with_claims(
        self,
        viewer: Viewer,
        *,
        layers: Iterable[str],
        attributes: Mapping[str, Sequence[str]],
        within: Sequence[str] | None = None,
    ) -> set[str]:
        """Articles with a claim in ``layers`` that the viewer sees, whose attributes have each one
        of the values; only those of ``within``, where it is given."""
        values: list[object] = []
        where = self._where(Kind.CLAIM, viewer, layers, values, within)
        for attribute, wanted in attributes.items():
            where += (
                " AND CAST(json_extract(fields, ?) AS TEXT) IN (SELECT value FROM json_each(?))"
            )
            name = attribute.replace('"', "")
            values += (f'$."@{name}"[0]', json.dumps(list(wanted)))
        return self._article_ids(where, values)

    def _where(
        self,
        kind: str,
        viewer: Viewer,
        layers: Iterable[str],
        values: list[object],
        within: Sequence[str] | None,
    ) -> str:
        seen = self._names.known(sorted(viewer.visible_layers.intersection(layers)))
        values += (self._names.find(kind), json.dumps(list(seen.values())))
        shut = self._articles.shut(viewer)
        values += shut.values
        where = (
            "kind = ? AND article IS NOT NULL AND layer IN (SELECT value FROM json_each(?))"
            f"{shut.where}"
        )
        if within is None:
            return where
        numbers = [
            number for at in range(0, len(within), _CHUNK)
            for number in self._names.known(within[at : at + _CHUNK]).values()
        ]  # fmt: skip
        values.append(json.dumps(numbers))
        return f"{where} AND article IN (SELECT value FROM json_each(?))"

    def _article_ids(self, where: str, values: Sequence[object]) -> set[str]:
        rows = self._db.execute(f"SELECT DISTINCT article FROM object WHERE {where}", values)
        return set(self._names.names([row[0] for row in rows.fetchall()]).values())

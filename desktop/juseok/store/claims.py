"""Claims and their links across articles, over a reading connection."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final

from juseok.core.model import Claim, ClaimLink, Kind
from juseok.store.annotations import read_annotations
from juseok.store.names import Names

# The tally names the few articles that hold what is looked for, so that mentions are not read.
_HELD: Final = (
    "o.kind = ?1 AND o.article IN"
    " (SELECT article FROM tally WHERE kind = ?1 AND layer IN (SELECT value FROM json_each(?2)))"
    " AND o.layer IN (SELECT value FROM json_each(?2))"
)
_LINKS: Final = (
    "o.obj IN (SELECT link FROM claim_end WHERE claim IN (SELECT value FROM json_each(?1)))"
    " AND o.layer IN (SELECT value FROM json_each(?2))"
)
_NAMING: Final = (
    f"{_HELD} AND EXISTS (SELECT 1 FROM json_each(?3) AS id WHERE instr(o.fields, id.value))"
)
_FOUND: Final = (
    f"{_HELD} AND o.fields LIKE ?3 ESCAPE '\\'"
    " AND o.article NOT IN (SELECT value FROM json_each(?4)) ORDER BY o.obj DESC LIMIT ?5"
)


class ClaimRows:
    """Queries that look beyond one article.  SQLite does the sifting, outside Python's lock."""

    def __init__(self, db: sqlite3.Connection, names: Names) -> None:
        self._db = db
        self._names = names

    def links(self, layers: Sequence[int], claims: Iterable[str]) -> list[ClaimLink]:
        """The links in ``layers`` (numbers) from or to any of ``claims``."""
        ends = list(self._names.known(list(claims)).values())
        if not ends:
            return []
        values = (json.dumps(ends), json.dumps(list(layers)))
        return list(read_annotations(self._db, self._names, _LINKS, values).claim_links)

    def naming(self, layers: Sequence[int], targets: Iterable[str]) -> list[Claim]:
        """The claims in ``layers`` of which a role holds any of ``targets``, by article."""
        kind = self._names.find(Kind.CLAIM)
        if kind is None:
            return []
        wanted = json.dumps([f'"{target}"' for target in targets])
        values = (kind, json.dumps(list(layers)), wanted)
        found = read_annotations(self._db, self._names, _NAMING, values, by_article=True)
        return list(found.claims)

    def find(
        self, layers: Sequence[int], text: str, *, limit: int, apart: Iterable[str] = ()
    ) -> list[Claim]:
        """The newest claims in ``layers`` whose record holds ``text``, by article.

        Claims of the articles ``apart`` are left out.
        """
        kind = self._names.find(Kind.CLAIM)
        if kind is None:
            return []
        left_out = [n for n in map(self._names.find, apart) if n is not None]
        values = (kind, json.dumps(list(layers)), _pattern(text), json.dumps(left_out), limit)
        found = read_annotations(self._db, self._names, _FOUND, values, by_article=True)
        return list(found.claims)


def _pattern(text: str) -> str:
    """``text`` as it stands in the JSON of a record, for LIKE."""
    plain = json.dumps(text, ensure_ascii=False)[1:-1]
    for sign in "\\%_":
        plain = plain.replace(sign, f"\\{sign}")
    return f"%{plain}%"

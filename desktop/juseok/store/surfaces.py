"""How mentions are worded: each wording once, as what it was tagged, and how often."""

import sqlite3
from collections.abc import Sequence
from typing import Final, NamedTuple

from msgspec.json import encode as json_encode

from juseok.core.model import Kind
from juseok.store.names import Names
from juseok.store.shut import NOTHING_SHUT, Shut

_FEW: Final = 8
"""Layers that are in at most one of so many articles are read by their articles."""
_NAMES: Final = (
    " AND COALESCE(json_extract(fields, '$.\"@mention_form\"[0]'), '')"
    " NOT IN ('pronoun', 'nominal')"
)


class Surface(NamedTuple):
    """``text`` was tagged as ``type``, and linked to ``entity`` (empty: none), ``times`` times."""

    text: str
    type: str
    entity: str
    times: int


def read_surfaces(
    db: sqlite3.Connection, names: Names, layers: Sequence[int], *, text: str | None = None,
    shut: Shut = NOTHING_SHUT,
) -> list[Surface]:  # fmt: skip
    """Those of the mentions of ``layers`` (local numbers), the most frequent first.

    With a ``text`` only that wording, which is looked for before anything is taken apart.
    Mentions in several pieces are left out: their words do not stand together.  Without a
    ``text`` so are pronouns and common nouns, which mean somebody else elsewhere.  ``shut``: what
    of these layers may not be seen.
    """
    kind = names.find(Kind.MENTION)
    if kind is None or not layers:
        return []
    marks = ",".join("?" * len(layers))
    near = _near(db, kind, layers)
    only, values = _NAMES, list[object]()
    if text is not None:
        only = " AND instr(fields, ?) > 0 AND json_extract(fields, '$.spans[0][2]') = ?"
        values = [json_encode(text).decode(), text]
    rows = db.execute(
        "SELECT json_extract(fields, '$.spans[0][2]') AS words, json_extract(fields, '$.type'),"
        " entity, COUNT(*) AS n FROM object"
        f" WHERE kind = ? AND layer IN ({marks}){only} AND json_array_length(fields, '$.spans') = 1"
        f"{near}{shut.where}"
        " GROUP BY 1, 2, 3 ORDER BY n DESC, words",
        (kind, *layers, *values, *shut.values),
    ).fetchall()
    called = names.names(sorted({entity for _, _, entity, _ in rows if entity is not None}))
    return [
        Surface(words, kind, called.get(entity, ""), n)
        for words, kind, entity, n in rows
        if isinstance(words, str) and isinstance(kind, str)
    ]


def _near(db: sqlite3.Connection, kind: int, layers: Sequence[int]) -> str:
    """A condition that leads to few articles (gold that has just been begun, among the work of
    ten annotators); empty where nearly every row is to be looked at anyway."""
    held = (
        f"SELECT article FROM tally WHERE kind = {kind} AND layer IN ({','.join(map(str, layers))})"
    )
    few, every = db.execute(
        f"SELECT (SELECT count(*) FROM ({held})), (SELECT count(*) FROM article_row)"
    ).fetchone()
    return f" AND article IN ({held})" if few * _FEW <= every else ""

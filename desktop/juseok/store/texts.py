"""Texts that hold given words, with what has to be known of them to tag there."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from juseok.core.model import Kind, Mention, Zone
from juseok.store.annotations import read_annotations
from juseok.store.names import Names
from juseok.store.places import zones_from

_decode = msgspec.json.Decoder(dict[str, Any]).decode


@dataclass(frozen=True, slots=True)
class HeldText:
    """An article whose text holds what was looked for; ``mentions`` are those of one layer."""

    article: str
    title: str
    text: str
    zones: tuple[Zone, ...]
    mentions: tuple[Mention, ...]


def texts_holding(
    db: sqlite3.Connection,
    names: Names,
    words: Sequence[str],
    articles: Sequence[str],
    *,
    layer: str,
    accept: Callable[[str], object],
) -> list[HeldText]:
    """Those of ``articles`` whose text holds any of ``words`` (none: all) and is to ``accept``'s
    liking, in the order given.

    The texts are searched inside SQLite, which leaves the interpreter to others meanwhile; what
    else is known of an article is read only where its text was accepted.
    """
    order = names.known(articles)
    held = " OR ".join("instr(text, ?) > 0" for _ in words) or "1"
    rows = db.execute(
        f"SELECT article, text FROM article_text WHERE article IN ({_marks(order)}) AND ({held})",
        (*order.values(), *words),
    )
    found = {number: text for number, text in rows if accept(text)}
    if not found:
        return []
    numbers = list(found)
    titles = dict(
        db.execute(
            f"SELECT article, title FROM article_row WHERE article IN ({_marks(numbers)})", numbers
        )
    )
    zones = _zones(db, names, numbers)
    mentions = _mentions(db, names, numbers, layer)
    return [
        HeldText(
            article,
            str(titles.get(number, "")),
            str(found[number]),
            zones.get(number, ()),
            tuple(mentions.get(article, ())),
        )
        for article in articles
        if (number := order.get(article)) in found and number is not None
    ]


def _zones(
    db: sqlite3.Connection, names: Names, articles: Sequence[int]
) -> dict[int, tuple[Zone, ...]]:
    rows = db.execute(
        f"SELECT article, fields FROM object WHERE article IN ({_marks(articles)}) AND kind = ?",
        (*articles, names.find(Kind.ZONING)),
    )
    return {article: zones_from(_decode(fields)) for article, fields in rows}


def _mentions(
    db: sqlite3.Connection, names: Names, articles: Sequence[int], layer: str
) -> dict[str, list[Mention]]:
    where = f"o.article IN ({_marks(articles)}) AND o.kind = ? AND o.layer = ?"
    values = (*articles, names.find(Kind.MENTION), names.find(layer))
    by_article: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in read_annotations(db, names, where, values).mentions:
        by_article[mention.article].append(mention)
    return by_article


def _marks(values: Sequence[object] | dict[str, int]) -> str:
    return ",".join("?" * len(values))

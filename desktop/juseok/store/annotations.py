"""From rows of the projection to annotation records, fast enough for 30,000 mentions."""

import sqlite3
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, Final, cast

import msgspec

from juseok.core.model import (
    ATTRIBUTE_PREFIX,
    ArticleAnnotations,
    Claim,
    ClaimLink,
    How,
    Kind,
    Mention,
    Rejection,
    Relationship,
    Remark,
    Value,
)
from juseok.core.records import from_fields
from juseok.core.spans import Span
from juseok.store.names import Names, unpack
from juseok.store.rows import COLUMN_REGISTERS

_MENTION: Final = str(Kind.MENTION)
_HOW: Final = {item.value: item for item in How}
_PLAIN: Final = 2  # a mention with no more registers than its type and spans has no attributes
_KINDS: Final = (
    Kind.MENTION, Kind.CLAIM, Kind.CLAIM_LINK, Kind.RELATIONSHIP, Kind.REMARK,
    Kind.REJECTION,
)  # fmt: skip
_decode: Final = msgspec.json.Decoder(dict[str, Any]).decode


def read_annotations(
    db: sqlite3.Connection,
    names: Names,
    where: str,
    values: Sequence[object],
    *,
    by_article: bool = False,
) -> ArticleAnnotations:
    """The annotations that meet a condition in SQL (on the table ``o``) in text order
    (``by_article``: article by article)."""
    found: dict[str, list[Any]] = {str(kind): [] for kind in _KINDS}
    mentions: list[tuple[str, int, int, str, Mention]] = []
    name = _Remembered(names.name)
    rows = db.execute(
        "SELECT i.id, o.kind, o.layer, o.article, o.entity, o.fields"
        f" FROM object AS o JOIN ident AS i ON i.n = o.obj WHERE {where}",
        values,
    )
    for stored, kind_number, layer, article, entity, text in rows:
        kind = name[kind_number]
        records = found.get(kind)
        if records is None:
            continue
        fields = _decode(text)
        if kind == _MENTION:
            obj = unpack(stored)
            mention = _mention(obj, name[layer], name[article], name[entity], fields)
            spans = mention.spans
            start, end = (spans[0].start, spans[-1].end) if spans else (0, 0)
            mentions.append((mention.article if by_article else "", start, -end, obj, mention))
            continue
        for register, number in zip(COLUMN_REGISTERS, (layer, article, entity), strict=True):
            if number is not None:
                fields[register] = name[number]
        records.append(from_fields(kind, unpack(stored), fields))
    mentions.sort(key=itemgetter(0, 1, 2, 3))
    for records in found.values():
        records.sort(key=_place_in_articles if by_article else _place)
    return ArticleAnnotations(
        mentions=tuple(item[-1] for item in mentions),
        claims=tuple(cast("list[Claim]", found[Kind.CLAIM])),
        claim_links=tuple(cast("list[ClaimLink]", found[Kind.CLAIM_LINK])),
        relationships=tuple(cast("list[Relationship]", found[Kind.RELATIONSHIP])),
        remarks=tuple(cast("list[Remark]", found[Kind.REMARK])),
        rejections=tuple(cast("list[Rejection]", found[Kind.REJECTION])),
    )


class _Remembered(dict[int | None, str]):
    """Names of the few numbers that many rows share; none is the empty name."""

    def __init__(self, look_up: Callable[[int], str]) -> None:
        super().__init__({None: ""})
        self._look_up = look_up

    def __missing__(self, number: int | None) -> str:
        assert number is not None
        self[number] = found = self._look_up(number)
        return found


def _mention(obj: str, layer: str, article: str, entity: str, fields: dict[str, Any]) -> Mention:
    """As ``from_fields``, without its generality: an article can hold 30,000 mentions."""
    spans = fields.get("spans", ())
    return Mention(
        obj,
        layer,
        article,
        fields.get("type", ""),
        (Span(*spans[0]),) if len(spans) == 1 else tuple(Span(*span) for span in spans),
        entity,
        {
            name[1:]: Value(value[0], _HOW[value[1]])
            for name, value in fields.items()
            if name[0] == ATTRIBUTE_PREFIX
        }
        if len(fields) > _PLAIN
        else {},
        _HOW[fields["how"]] if "how" in fields else How.HAND,
        fields.get("note", ""),
        fields.get("derived_from", ""),
    )


def _place(item: Any) -> tuple[Any, ...]:
    """The order of records of one kind: by their text, or by what they join or speak of."""
    match item:
        case Claim(content=spans):
            return (spans[0].start, -spans[-1].end, item.id) if spans else (0, 0, item.id)
        case Remark(target=target):
            return (target, item.id)
        case Rejection(spans=spans):
            return (spans[0].start, -spans[-1].end, item.id) if spans else (0, 0, item.id)
        case _:
            return (item.head, item.tail, item.id)


def _place_in_articles(item: Any) -> tuple[Any, ...]:
    return (item.article, *_place(item))

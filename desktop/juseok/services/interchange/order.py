"""The objects of an article in the order of an export, and the lines of its mentions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

from msgspec import UNSET

from juseok.core.model import Kind
from juseok.formats.native.fields import FORMAT, MentionLine, SpanLine
from juseok.formats.native.items import ARTICLE_ORDER
from juseok.store.stream import PlainMention, Stored

Found: TypeAlias = Stored | PlainMention

_NO_POSITION: Final = 1 << 62
_OWN: Final = (Kind.OCCURRENCE, Kind.ZONING)
_RANK: Final = {str(kind): rank for rank, kind in enumerate((*_OWN, *ARTICLE_ORDER))}
"""Where the objects of an article stand, by kind: on its own line, or on those that follow."""
_MENTION: Final = _RANK[Kind.MENTION]
_CLAIM: Final = _RANK[Kind.CLAIM]
_LAST: Final = len(_RANK)


class Arranged(NamedTuple):
    """``rest`` are the objects of lines of their own, in their order."""

    occurrences: list[Stored]
    zonings: list[Stored]
    rest: list[Found]


def arranged(objects: Iterable[Found]) -> Arranged:
    """What lies in one article, given by id: annotations of a kind by their text, then by id."""
    ranked: defaultdict[int, list[Stored]] = defaultdict(list)
    mentions: list[tuple[int, Found]] = []
    for item in objects:
        if isinstance(item, PlainMention):
            mentions.append((item.fields.spans[0][0], item))
        elif item.kind == Kind.MENTION:
            mentions.append((item.fields["spans"][0][0], item))
        else:
            ranked[_RANK.get(item.kind, _LAST)].append(item)
    mentions.sort(key=itemgetter(0))
    occurrences = sorted(ranked.pop(_RANK[Kind.OCCURRENCE], ()), key=_place)
    zonings = ranked.pop(_RANK[Kind.ZONING], [])
    rest: list[Found] = []
    for rank in sorted((*ranked, _MENTION)):
        if rank == _MENTION:
            rest += (item for _, item in mentions)
            continue
        if rank == _CLAIM:
            ranked[rank].sort(key=lambda item: item.fields["content"][0][0])  # proved when written
        rest += ranked[rank]
    return Arranged(occurrences, zonings, rest)


def plain_line(mention: PlainMention, text: str) -> MentionLine | None:
    """The line of ``mention``, its spans proved against its article's ``text``; None where they
    do not prove."""
    fields, entity = mention.fields, mention.entity
    spans: list[SpanLine] = []
    last, length = 0, len(text)
    for start, end, quote in fields.spans:
        if not last <= start < end <= length or text[start:end] != quote:
            return None
        spans.append(SpanLine(start, end, quote))
        last = end
    return MentionLine(
        FORMAT, mention.obj, mention.layer, mention.article, fields.type, spans,
        UNSET if entity is None else entity, fields.how, fields.note,
    )  # fmt: skip


def is_plain(item: Found) -> bool:
    """Whether :func:`plain_line` makes the line of ``item``."""
    return isinstance(item, PlainMention)


def entities_of(item: Stored) -> Iterator[str]:
    """The entities that an annotation names."""
    entity = item.fields.get("entity")
    if isinstance(entity, str):
        yield entity
    if item.kind == Kind.CLAIM:
        for value in item.fields.values():
            if isinstance(value, list):
                yield from (ref[1] for ref in value if ref[:1] == ["entity"])


def _place(item: Stored) -> tuple[int, str]:
    position = item.fields.get("position")
    return (position if isinstance(position, int) else _NO_POSITION, item.obj)

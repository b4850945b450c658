"""Tag all: the same words elsewhere in the article, in one action."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from juseok.core.cover import Cover
from juseok.core.model import READING_ROLES, How, Mention, Zone, ZoneRole
from juseok.core.names import occurrences
from juseok.core.ops import CREATE_MANY, Action, Change, Json
from juseok.core.records import to_body
from juseok.core.spans import Span
from juseok.services.edits import KIND_OF, label
from juseok.services.tagging.mentions import MakeId

if TYPE_CHECKING:
    from juseok.lang.hanja import HanjaNames


def other_occurrences(
    *,
    text: str,
    mention: Mention,
    mentions: Iterable[Mention],
    zones: Sequence[Zone] = (),
    names: Collection[str] = (),
) -> tuple[Span, ...]:
    """Where the words of ``mention``, or one of ``names``, stand as a name and nothing of its
    layer is tagged yet.

    A name ends at its particles (see :mod:`juseok.core.names`).  With ``zones``, only zones
    that belong to the article count.  A mention of several fragments has no other occurrence.
    """
    if len(mention.spans) != 1:
        return ()
    quote = mention.spans[0].quote
    taken = Cover(span for each in mentions if each.layer == mention.layer for span in each.spans)
    return free_places(text=text, names=(quote, *names), taken=taken, zones=zones)


def free_places(
    *,
    text: str,
    names: Collection[str],
    taken: Cover,
    zones: Sequence[Zone] = (),
    hanja: "HanjaNames | None" = None,
) -> tuple[Span, ...]:
    """Where any of ``names`` stands as a name and nothing is ``taken``, in text order.

    A name and the hanja that stands for it in headlines (``hanja``, else the bundled table) count
    as one.
    Of two that begin at one place the longer is taken, and none overlaps another.  With
    ``zones``, only those that belong to the article count, and no name crosses their edges.
    """
    whole = (Zone(0, len(text), ZoneRole.BODY),)
    reading = [zone for zone in sorted(zones or whole) if zone.role in READING_ROLES]
    from juseok.lang.hanja import bundled_hanja  # not needed for a first text

    table = hanja or bundled_hanja()
    plain, shorts = table.forms(names)
    found = [
        (start, start + len(name))
        for zone in reading
        for name in plain
        for start in occurrences(text, name, zone.start, zone.end)
    ]
    found += [
        (start, start + len(short))
        for zone in reading
        for short in shorts
        for start in table.places(text, short, zone.start, zone.end)
    ]
    spans: list[Span] = []
    for start, end in sorted(found, key=_longest_first):
        if (not spans or spans[-1].end <= start) and not taken.touches(start, end):
            spans.append(Span(start, end, text[start:end]))
    return tuple(spans)


def _longest_first(place: tuple[int, int]) -> tuple[int, int]:
    return place[0], -place[1]


def tag_occurrences(
    *,
    ids: MakeId,
    text: str,
    mention: Mention,
    mentions: Iterable[Mention],
    zones: Sequence[Zone] = (),
    names: Collection[str] = (),
) -> Action | None:
    """Tag the other occurrences as ``mention`` is tagged; None when there are none.

    ``names`` are what it is called besides.  They are marked as made in bulk, with its type and
    entity.
    """
    spans = other_occurrences(
        text=text, mention=mention, mentions=mentions, zones=zones, names=names
    )
    if not spans:
        return None
    kind = KIND_OF[Mention]
    made = [
        Mention(
            ids(), mention.layer, mention.article, mention.type, (span,), mention.entity,
            how=How.BULK,
        )
        for span in spans
    ]  # fmt: skip
    rows: list[Json] = [[each.id, kind.value, to_body(each)] for each in made]
    return Action(
        label("mention.tag_all", mention.spans, type=mention.type, count=len(made)),
        (Change(ids(), kind, CREATE_MANY, {"objects": rows}),),
        mention.article,
    )

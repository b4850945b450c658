"""Tag all: the same words elsewhere in the article, in one action."""

from collections.abc import Iterable, Sequence

from juseok.core.cover import Cover
from juseok.core.model import READING_ROLES, How, Mention, Zone, ZoneRole
from juseok.core.names import occurrences
from juseok.core.ops import CREATE_MANY, Action, Change, Json
from juseok.core.records import to_body
from juseok.core.spans import Span
from juseok.services.edits import KIND_OF, label
from juseok.services.mentions import MakeId


def other_occurrences(
    *,
    text: str,
    mention: Mention,
    mentions: Iterable[Mention],
    zones: Sequence[Zone] = (),
) -> tuple[Span, ...]:
    """Where the words of ``mention`` stand as a name and nothing of its layer is tagged yet.

    A name ends at its particles (see :mod:`juseok.core.names`).  With ``zones``, only zones
    that belong to the article count.  A mention of several fragments has no other occurrence.
    """
    if len(mention.spans) != 1:
        return ()
    quote = mention.spans[0].quote
    taken = Cover(span for each in mentions if each.layer == mention.layer for span in each.spans)
    whole = (Zone(0, len(text), ZoneRole.BODY),)
    found: list[Span] = []
    for zone in sorted(zones or whole):
        if zone.role not in READING_ROLES:
            continue
        found += [
            Span(start, start + len(quote), quote)
            for start in occurrences(text, quote, zone.start, zone.end)
            if not taken.touches(start, start + len(quote))
        ]
    return tuple(found)


def tag_occurrences(
    *,
    ids: MakeId,
    text: str,
    mention: Mention,
    mentions: Iterable[Mention],
    zones: Sequence[Zone] = (),
) -> Action | None:
    """Tag the other occurrences as ``mention`` is tagged; None when there are none.

    They are marked as made in bulk, with its type and entity.
    """
    spans = other_occurrences(text=text, mention=mention, mentions=mentions, zones=zones)
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

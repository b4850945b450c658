"""What extraction gives: articles as slices of a page, and what is left over of the page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from juseok.core.messages import Message
from juseok.core.model import Metadata, Zone, ZoneRole

DOUBT_WEIGHTS: Final = {
    "extract.no_body": 100,
    "extract.no_title": 60,
    "extract.number_of_articles": 50,
    "extract.title_uncertain": 40,
    "extract.many_unknown": 30,
    "extract.short_body": 20,
    "extract.date_without_year": 10,
    "extract.no_date": 5,
}
"""How much each doubt asks for a look; the most doubtful drafts are shown first."""

_SHORT_BODY: Final = 100
_UNKNOWN: Final = 5


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """An article as found on a page, before it is imported.

    ``text`` is ``page[page_start:page_end]``; ``zones`` are in the article's coordinates and
    cover every line that is not blank.  ``doubts`` are what a person should look at.
    """

    text: str
    page_start: int
    page_end: int
    metadata: Metadata
    zones: tuple[Zone, ...] = ()
    doubts: tuple[Message, ...] = ()

    @property
    def page_zones(self) -> tuple[Zone, ...]:
        """The zones in the page's coordinates."""
        at = self.page_start
        return tuple(Zone(zone.start + at, zone.end + at, zone.role) for zone in self.zones)

    @property
    def doubt(self) -> int:
        """How doubtful the draft is: 0 is not at all."""
        return sum(DOUBT_WEIGHTS.get(message.code, 1) for message in self.doubts)

    def lines_of(self, role: ZoneRole) -> tuple[str, ...]:
        """The non-blank lines of all zones with ``role``, without outer blanks."""
        return tuple(
            line.strip()
            for zone in self.zones
            if zone.role == role
            for line in self.text[zone.start : zone.end].split("\n")
            if line.strip()
        )


@dataclass(frozen=True, slots=True)
class Extraction:
    """The articles of one page and the zones of everything else, in the page's coordinates."""

    text: str
    articles: tuple[ArticleDraft, ...]
    leftovers: tuple[Zone, ...] = field(default=())


def doubts_of(
    metadata: Metadata, zones: Sequence[Zone], *, sure: bool = True
) -> tuple[Message, ...]:
    """What a person should look at; ``sure`` is whether the title was certain."""
    doubts: list[Message] = []
    if not metadata.title:
        doubts.append(Message("extract.no_title"))
    elif not sure:
        doubts.append(Message("extract.title_uncertain"))
    body = sum(zone.end - zone.start for zone in zones if zone.role == ZoneRole.BODY)
    if not body:
        doubts.append(Message("extract.no_body"))
    elif body < _SHORT_BODY:
        doubts.append(Message("extract.short_body", length=body))
    if not metadata.published.raw:
        doubts.append(Message("extract.no_date"))
    elif metadata.published.iso is None:
        doubts.append(Message("extract.date_without_year", raw=metadata.published.raw))
    unknown = sum(1 for zone in zones if zone.role in (ZoneRole.OTHER, ZoneRole.HEADING))
    if unknown > _UNKNOWN and unknown * 2 > len(zones):
        doubts.append(Message("extract.many_unknown", lines=unknown))
    return tuple(doubts)


def doubtful(drafts: Sequence[ArticleDraft]) -> list[int]:
    """The positions of ``drafts``, the most doubtful first, else in their order."""
    return sorted(range(len(drafts)), key=lambda at: (-drafts[at].doubt, at))

"""What a campaign asks for: kinds, types of mentions, zones.  Pure.

What is not asked for may be there all the same.  It is neither looked for when an article is
finished, nor judged in a review, nor compared; nothing forbids it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from juseok.core.model import (
    ArticleAnnotations,
    Claim,
    ClaimLink,
    Mention,
    Relationship,
    Zone,
)
from juseok.core.review_model import PASSES, Campaign
from juseok.core.spans import Spans

Outside: TypeAlias = Literal["", "pass", "type", "zone"]
"""Why something is not asked for; empty: it is."""

_PASS: Final[Mapping[type, str]] = {
    Mention: "mentions", Claim: "claims", ClaimLink: "claims", Relationship: "relationships",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Brief:
    """``passes`` that are asked for; ``types`` of mentions and roles of ``zones``: none is all."""

    passes: frozenset[str] = frozenset(PASSES)
    types: frozenset[str] = frozenset()
    zones: frozenset[str] = frozenset()

    @classmethod
    def of(cls, campaigns: Iterable[Campaign]) -> "Brief":
        """What any of ``campaigns`` asks for; of none: everything."""
        held = [cls(frozenset(e.passes), frozenset(e.types), frozenset(e.zones)) for e in campaigns]
        if not held:
            return EVERYTHING
        types = frozenset[str]().union(*(each.types for each in held))
        zones = frozenset[str]().union(*(each.zones for each in held))
        return cls(
            frozenset[str]().union(*(each.passes for each in held)),
            types if all(each.types for each in held) else frozenset(),
            zones if all(each.zones for each in held) else frozenset(),
        )

    @property
    def parts(self) -> tuple[list[str], ...]:
        """Passes, types and zones, each in order: the same for the same brief."""
        return sorted(self.passes), sorted(self.types), sorted(self.zones)

    @property
    def is_whole(self) -> bool:
        """Whether everything is asked for."""
        return not self.types and not self.zones and self.passes >= set(PASSES)

    def has_type(self, type_id: str) -> bool:
        """Whether mentions of a type are looked for at all."""
        return "mentions" in self.passes and (not self.types or type_id in self.types)

    def has_place(self, start: int, zones: Sequence[Zone]) -> bool:
        """Whether the place ``start`` (code points) lies in a zone that is asked for; where an
        article has no zones every place does."""
        if not self.zones or not zones:
            return True
        return any(each.start <= start < each.end and each.role in self.zones for each in zones)

    def why_not(
        self,
        record: Mention | Claim | ClaimLink | Relationship,
        *,
        zones: Sequence[Zone],
        mentions: Mapping[str, Mention],
    ) -> Outside:
        """Why ``record`` is not asked for.  A relationship is where both its ends are; ends that
        are not among ``mentions`` (by id) say nothing."""
        if _PASS[type(record)] not in self.passes:
            return "pass"
        match record:
            case Mention():
                return self._mention(record, zones)
            case Claim():
                return "" if self._has(record.content, zones) else "zone"
            case Relationship():
                ends = (mentions.get(each) for each in (record.head, record.tail))
                for end in ends:
                    if end is not None and (why := self._mention(end, zones)):
                        return why
                return ""
            case _:
                return ""

    def kept(self, found: ArticleAnnotations, zones: Sequence[Zone]) -> ArticleAnnotations:
        """What of ``found`` is asked for."""
        if self.is_whole:
            return found
        mentions = {each.id: each for each in found.mentions}

        def asked(record: Mention | Claim | ClaimLink | Relationship) -> bool:
            return not self.why_not(record, zones=zones, mentions=mentions)

        return replace(
            found,
            mentions=tuple(filter(asked, found.mentions)),
            claims=tuple(filter(asked, found.claims)),
            claim_links=tuple(filter(asked, found.claim_links)),
            relationships=tuple(filter(asked, found.relationships)),
        )

    def _mention(self, mention: Mention, zones: Sequence[Zone]) -> Outside:
        if self.types and mention.type not in self.types:
            return "type"
        return "" if self._has(mention.spans, zones) else "zone"

    def _has(self, spans: Spans, zones: Sequence[Zone]) -> bool:
        return not spans or self.has_place(spans[0].start, zones)


EVERYTHING: Final = Brief()
"""Where no campaign asks: nothing is left out."""

"""Suggestions: proposals with their reasons; nothing until a person accepts one.

Sources propose, :func:`arrange` chooses: one suggestion for a place, none over what is tagged in
one's own layer, none that was rejected, none in what metadata say (bylines and the like).
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from juseok.core.ids import derived_id
from juseok.core.messages import Message
from juseok.core.model import (
    READING_ROLES,
    Article,
    Attributes,
    Claim,
    Mention,
    Rejection,
    Relationship,
    ZoneRole,
)
from juseok.core.spans import Span, Spans, make_span

Sort: TypeAlias = Literal["mention", "claim", "alias", "relationship"]
Range: TypeAlias = tuple[int, int]

_IN_METADATA: Final = frozenset(
    {ZoneRole.BYLINE, ZoneRole.DATELINE, ZoneRole.DATE, ZoneRole.PUBLISHER, ZoneRole.CREDIT}
)
"""Zones whose words are metadata of the article already."""


@dataclass(frozen=True, slots=True)
class ClaimFields:
    """What a claim would hold besides its content, as ranges of the text."""

    cue: tuple[Range, ...] = ()
    source: tuple[Range, ...] = ()
    elided: bool = False
    affiliation: tuple[Range, ...] = ()
    medium: tuple[Range, ...] = ()
    attributes: Mapping[str, str | bool] | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class RelationFields:
    """Own mentions (by id) that a suggestion is about, and the sentence that shows it.

    ``turned``: the head stands behind the tail.  Of another name (sort ``alias``): ``head`` is
    the mention that it stands behind.
    """

    head: str
    tail: str = ""
    evidence: str = ""
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a source proposes: ``spans`` of the text (code points, half-open) and why.

    ``type`` is empty where there is no evidence for one.  ``score``: of two that overlap the
    higher one wins, then the longer.  ``value``: what a date or number says.  ``whole``: a name
    that goes before names known inside it, as 해온 5 before 해온.  ``sure``: decided before, and
    always in the same way.
    """

    spans: tuple[Range, ...]
    reason: Message
    score: float
    source: str
    type: str = ""
    entity: str = ""
    sort: Sort = "mention"
    attributes: Attributes | None = None
    claim: ClaimFields | None = None
    whole: bool = False
    sure: bool = False
    relation: RelationFields | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposal that is shown.  ``id`` is the same wherever and whenever it is made."""

    id: str
    spans: Spans
    proposal: Proposal

    @property
    def sort(self) -> Sort:
        return self.proposal.sort

    @property
    def type(self) -> str:
        return self.proposal.type

    @property
    def entity(self) -> str:
        return self.proposal.entity

    @property
    def reason(self) -> Message:
        return self.proposal.reason

    @property
    def sure(self) -> bool:
        return self.proposal.sure and bool(self.type)

    @property
    def start(self) -> int:
        return self.spans[0].start

    @property
    def end(self) -> int:
        return self.spans[-1].end

    @property
    def quote(self) -> str:
        return " ".join(span.quote for span in self.spans)


def suggestion_id(layer: str, article: str, sort: Sort, spans: Sequence[Range]) -> str:
    """By place and kind, as verdicts are: what was rejected as an organisation does not come
    back as a product."""
    places = ",".join(f"{start}-{end}" for start, end in spans)
    return derived_id("suggestion", layer, article, sort, places)


def rejection_id(suggestion: str) -> str:
    return derived_id("rejection", suggestion)


def arrange(
    *,
    article: Article,
    layer: str,
    proposals: Iterable[Proposal],
    mentions: Iterable[Mention] = (),
    claims: Iterable[Claim] = (),
    rejections: Iterable[Rejection] = (),
    apart: Iterable[Range] = (),
) -> tuple[Suggestion, ...]:
    """The suggestions of ``article`` for the owner of ``layer``, in text order.

    ``mentions``, ``claims`` and ``rejections`` of other layers count for nothing.  ``apart``:
    where else nothing is suggested, such as bylines inside a line.
    """
    return _Table(article, layer, mentions, claims, rejections, apart).choose(proposals)


class _Table:
    """What is taken, a byte for each code point: a text can hold 30,000 mentions."""

    def __init__(
        self,
        article: Article,
        layer: str,
        mentions: Iterable[Mention],
        claims: Iterable[Claim],
        rejections: Iterable[Rejection],
        apart: Iterable[Range],
    ) -> None:
        self._article, self._layer = article, layer
        length = len(article.text)
        named = bytearray(length)
        self._taken: dict[Sort, bytearray] = {
            "mention": named,
            "alias": named,
            "claim": bytearray(length),
        }
        for zone in article.zones:
            if zone.role not in READING_ROLES:
                self._take("claim", zone.start, zone.end)
            if zone.role not in READING_ROLES or zone.role in _IN_METADATA:
                self._take("mention", zone.start, zone.end)
        for start, end in apart:
            self._take("mention", start, end)
        for mention in mentions:
            if mention.layer == layer:
                self._take_spans("mention", mention.spans)
        for claim in claims:
            if claim.layer == layer:
                self._take_spans("claim", claim.content)
        self._refused = {each.suggestion for each in rejections if each.layer == layer}
        self._inside: dict[Sort, bytearray] = {
            "mention": bytearray(length),
            "alias": bytearray(length),
            "claim": bytearray(length),
        }
        self._unjoined: list[Spans] = []
        for each in rejections:
            if each.layer == layer:
                self._refuse(each)

    def _refuse(self, rejection: Rejection) -> None:
        """What is no name at all is no other name, either; the other way round it may be one."""
        if rejection.sort == "relationship":
            self._unjoined.append(rejection.spans)
        for sort, inside in self._inside.items():
            if rejection.sort == sort or (rejection.sort == "mention" and sort == "alias"):
                for span in rejection.spans:
                    inside[span.start : span.end] = b"\1" * len(span)

    def choose(self, proposals: Iterable[Proposal]) -> tuple[Suggestion, ...]:
        given = list(proposals)
        wholes = {id(each) for each in _wholes(given)}
        ranked = sorted(given, key=lambda one: (id(one) not in wholes, *_rank(one)))
        found = [each for one in ranked if (each := self._chosen(one)) is not None]
        return tuple(sorted(found, key=lambda each: (each.start, -each.end, each.id)))

    def _chosen(self, one: Proposal) -> Suggestion | None:
        if one.sort == "relationship":
            return self._joined(one)
        taken, inside = self._taken[one.sort], self._inside[one.sort]
        if not one.spans or any(taken.find(1, *each) >= 0 for each in one.spans):
            return None
        if all(inside.find(0, *each) < 0 for each in one.spans):
            return None  # in a place that was rejected, as a whole or as a piece of it
        text = self._article.text
        spans = tuple(make_span(text, start, end) for start, end in one.spans)
        name = suggestion_id(self._layer, self._article.id, one.sort, one.spans)
        if name in self._refused or not all(span.quote.strip() for span in spans):
            return None
        self._take_spans(one.sort, spans)
        return Suggestion(name, spans, one)

    def _joined(self, one: Proposal) -> Suggestion | None:
        """A relationship stands between what is tagged, and takes no room of anything else."""
        text = self._article.text
        spans = tuple(make_span(text, start, end) for start, end in one.spans)
        name = suggestion_id(self._layer, self._article.id, one.sort, one.spans)
        if name in self._refused or any(_meet(spans, each) for each in self._unjoined):
            return None
        self._refused.add(name)  # once for two ends
        return Suggestion(name, spans, one)

    def _take_spans(self, sort: Sort, spans: Iterable[Span]) -> None:
        for span in spans:
            self._take(sort, span.start, span.end)

    def _take(self, sort: Sort, start: int, end: int) -> None:
        self._taken[sort][start:end] = b"\1" * len(range(len(self._taken[sort]))[start:end])


def _wholes(proposals: Iterable[Proposal]) -> list[Proposal]:
    """The longer names that have a known one inside them, and nothing known reaching across."""
    known = sorted(
        {each.spans[0] for each in proposals
         if each.sort == "mention" and each.source != "rules" and len(each.spans) == 1}
    )  # fmt: skip
    starts = [start for start, _ in known]
    found: list[Proposal] = []
    for each in proposals:
        if not each.whole or len(each.spans) != 1:
            continue
        start, end = each.spans[0]
        here = known[bisect_left(starts, start) : bisect_left(starts, end)]
        if here and (start, end) not in here and all(stop <= end for _, stop in here):
            found.append(each)
    return found


def _meet(spans: Spans, others: Spans) -> bool:
    """Whether each of ``spans`` overlaps the one at its place, as after an edge was moved."""
    return len(spans) == len(others) and all(
        one.start < other.end and other.start < one.end
        for one, other in zip(spans, others, strict=True)
    )


def _rank(one: Proposal) -> tuple[float, int, int]:
    return -one.score, -sum(end - start for start, end in one.spans), one.spans[0][0]


def without(
    suggestions: Iterable[Suggestion],
    mentions: Iterable[Mention],
    claims: Iterable[Claim],
    relationships: Iterable[Relationship] = (),
) -> list[Suggestion]:
    """Those that stand clear of ``mentions``, ``claims`` and ``relationships`` (just made): quick,
    for few of them."""
    joined = {frozenset((each.head, each.tail)) for each in relationships}
    if joined:
        suggestions = [each for each in suggestions if _ends(each) not in joined]
    tagged = [span for each in mentions for span in each.spans]
    claimed = [span for each in claims for span in each.content]
    if not tagged and not claimed:
        return list(suggestions)
    low = min(span.start for span in (*tagged, *claimed))
    high = max(span.end for span in (*tagged, *claimed))
    return [
        each
        for each in suggestions
        if each.spans[-1].end <= low  # most are: a text can hold thousands
        or each.spans[0].start >= high
        or each.sort == "relationship"
        or not any(
            one.start < other.end and other.start < one.end
            for one in each.spans
            for other in (claimed if each.sort == "claim" else tagged)
        )
    ]


def _ends(one: Suggestion) -> frozenset[str]:
    fields = one.proposal.relation
    return frozenset((fields.head, fields.tail)) if fields is not None else frozenset()

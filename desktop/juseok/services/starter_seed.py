"""The starter project as its authors wrote it: articles, and annotations without offsets.

``seeds/articles`` holds crawled pages; ``seeds/annotations`` one TOML file per page and
``entities.toml``.  An annotation names its *place*: words of the page (``"공시"``), or the
n-th time they stand there (``"공시#2"``, counted from 1 over the whole page).
:func:`annotations_of` turns one annotator's part into records over an article's text.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import msgspec

from juseok.core.model import (
    Claim,
    ClaimLink,
    Entity,
    Mention,
    Ref,
    Refs,
    Relationship,
    Remark,
    Value,
)
from juseok.core.resources import seed
from juseok.core.spans import Span, Spans, make_span
from juseok.core.text import normalise

Who: TypeAlias = Literal["kim", "lee"]
WHO: Final[tuple[Who, ...]] = ("kim", "lee")
Places: TypeAlias = tuple[str, ...]

VALUE_TYPES: Final = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"})
"""Types whose mentions belong to no entity."""

CLAIM_ATTRIBUTES: Final = (
    "act", "certainty", "polarity", "quote_type", "source_kind",
    "reporter_stance", "stance", "check",
)  # fmt: skip


class SeedEntity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entity of the starter project; ``key`` is what mentions call it by."""

    key: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()


class SeedMention(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mention; ``key`` names one that two annotators put on different words."""

    at: str
    entity: str = ""
    type: str = ""
    key: str = ""
    form: str = "name"
    actor: bool = False
    by: str = ""


class SeedClaim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A claim; ``lee`` holds the fields in which the second annotator differs."""

    key: str
    content: Places
    cue: Places = ()
    source: Places = ()
    affiliation: Places = ()
    medium: Places = ()
    time: Places = ()
    place: Places = ()
    object: Places = ()
    source_state: Literal["given", "elided", "none"] = "given"
    nested_in: str = ""
    act: str = ""
    certainty: str = ""
    polarity: str = ""
    quote_type: str = ""
    source_kind: str = ""
    reporter_stance: str = ""
    stance: str = ""
    check: str = ""
    by: str = ""
    lee: dict[str, Any] = {}


class SeedRelationship(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    type: str
    head: str
    tail: str
    evidence: Places
    by: str = ""


class SeedLink(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A claim link; ``tail`` may be in another article: ``"01:loss-12"``."""

    type: str
    head: str
    tail: str
    by: str = ""


class SeedRemark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A remark on a claim (by its key) or a mention (by its place)."""

    on: str
    sort: Literal["note", "question"]
    text: str
    by: str


class SeedPage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What both annotators said about one page; ``by`` keeps an annotation to one of them."""

    page: str
    mentions: tuple[SeedMention, ...]
    claim: tuple[SeedClaim, ...]
    relationship: tuple[SeedRelationship, ...] = ()
    links: tuple[SeedLink, ...] = ()
    remarks: tuple[SeedRemark, ...] = ()

    @property
    def path(self) -> Path:
        return seed(f"articles/{self.page}")

    @property
    def number(self) -> str:
        """The number that links of other pages call this one by."""
        return self.page.split("-", 1)[0]


class _Entities(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    entity: tuple[SeedEntity, ...]


def seed_entities() -> tuple[SeedEntity, ...]:
    """The entities that the seed annotations name."""
    data = seed("annotations/entities.toml").read_bytes()
    return msgspec.toml.decode(data, type=_Entities).entity


def seed_pages() -> tuple[SeedPage, ...]:
    """The annotated pages, in the order of their names."""
    return tuple(
        msgspec.toml.decode(path.read_bytes(), type=SeedPage)
        for path in sorted(seed("annotations").glob("[0-9]*.toml"))
    )


def locate(text: str, place: str) -> tuple[int, int]:
    """``[start, end)`` of a place in ``text``, in code points.

    Raises ``ValueError`` unless the words stand there as often as the place says, and a place
    without a number only once.
    """
    quote, mark, number = place.rpartition("#")
    if not mark:
        quote, number = place, ""
    starts = list(_occurrences(text, quote))
    if not number and len(starts) == 1:
        return starts[0], starts[0] + len(quote)
    if not number or not 1 <= int(number) <= len(starts):
        raise ValueError(f"{place!r} stands {len(starts)} times in the text")
    start = starts[int(number) - 1]
    return start, start + len(quote)


def _occurrences(text: str, quote: str) -> Iterator[int]:
    start = text.find(quote)
    while start >= 0:
        yield start
        start = text.find(quote, start + 1)


@dataclass(frozen=True, slots=True)
class SeedAnnotations:
    """One annotator's records for one article.

    ``entities`` are new ones, of types with entities, that the seed does not list.
    ``claim_keys``: a claim's key → its id.
    """

    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    remarks: tuple[Remark, ...] = ()
    claim_keys: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(slots=True)
class _Work:
    """What is needed to place one annotator's annotations in one article."""

    page: str
    offset: int
    text: str
    article: str
    layer: str
    register: str
    ids: Callable[[], str]
    entities: dict[tuple[str, str], Entity]
    new: list[Entity] = field(default_factory=list[Entity])
    by_span: dict[tuple[int, int], Mention] = field(default_factory=dict[tuple[int, int], Mention])
    by_key: dict[str, Mention] = field(default_factory=dict[str, Mention])

    def span(self, place: str) -> Span:
        start, end = locate(self.page, place)
        return make_span(self.text, start - self.offset, end - self.offset)

    def spans(self, places: Iterable[str]) -> Spans:
        return tuple(sorted(self.span(place) for place in places))

    def mention(self, place: str) -> Mention:
        if place in self.by_key:
            return self.by_key[place]
        span = self.span(place)
        return self.by_span[span.start, span.end]

    def ref(self, place: str) -> Ref:
        span = self.span(place)
        found = self.by_span.get((span.start, span.end))
        return Ref("span", span=span) if found is None else Ref("mention", id=found.id)


def annotations_of(
    who: Who,
    page: SeedPage,
    *,
    article: str,
    text: str,
    offset: int,
    layer: str,
    register: str,
    entities: dict[tuple[str, str], Entity],
    ids: Callable[[], str],
) -> SeedAnnotations:
    """The records of annotator ``who`` for the article that was read from ``page``.

    ``offset``: where ``text`` starts in the page's normalised text.  ``entities`` are those
    known so far, by ``("", key)`` and ``(type, name)``; new ones are added.  Raises
    ``ValueError``, ``KeyError`` or ``SpanError`` where the seed contradicts itself.
    """
    whole = normalise(page.path.read_text(encoding="utf-8")).text
    work = _Work(whole, offset, text, article, layer, register, ids, entities)
    mentions = tuple(_mention(work, item) for item in page.mentions if _is_by(item.by, who))
    chosen = [_differing(item, who) for item in page.claim if _is_by(item.by, who)]
    keys = {item.key: ids() for item in chosen}
    claims = tuple(_claim(work, item, keys) for item in chosen)
    relationships = tuple(
        Relationship(
            ids(), layer, article, item.type,
            work.mention(item.head).id, work.mention(item.tail).id, work.spans(item.evidence),
        )
        for item in page.relationship if _is_by(item.by, who)
    )  # fmt: skip
    remarks = tuple(
        Remark(ids(), layer, article, target, item.sort, item.text)
        for item in page.remarks
        if _is_by(item.by, who)
        for target in [keys.get(item.on) or work.mention(item.on).id]
    )
    return SeedAnnotations(tuple(work.new), mentions, claims, relationships, remarks, keys)


def links_of(
    who: Who,
    page: SeedPage,
    *,
    article: str,
    layer: str,
    claims: Mapping[tuple[str, str], str],
    ids: Callable[[], str],
) -> tuple[ClaimLink, ...]:
    """The claim links of annotator ``who``; ``claims``: (page number, claim key) → id."""

    def claim(name: str) -> str:
        number, mark, key = name.rpartition(":")
        return claims[number if mark else page.number, key]

    return tuple(
        ClaimLink(ids(), layer, article, item.type, claim(item.head), claim(item.tail))
        for item in page.links
        if _is_by(item.by, who)
    )


def _is_by(by: str, who: Who) -> bool:
    return by in ("", who)


def _differing(claim: SeedClaim, who: Who) -> SeedClaim:
    if who != "lee" or not claim.lee:
        return claim
    return msgspec.convert({**msgspec.structs.asdict(claim), **claim.lee}, SeedClaim)


def _mention(work: _Work, item: SeedMention) -> Mention:
    span = work.span(item.at)
    entity = work.entities["", item.entity] if item.entity else _named(work, item, span.quote)
    attributes: dict[str, Value] = {}
    if entity is not None:
        attributes["mention_form"] = Value(item.form)
    if item.actor:
        attributes["actor"] = Value(True)
    mention = Mention(
        work.ids(), work.layer, work.article,
        item.type if entity is None else entity.type,
        (span,), "" if entity is None else entity.id, attributes,
    )  # fmt: skip
    work.by_span[span.start, span.end] = mention
    if item.key:
        work.by_key[item.key] = mention
    return mention


def _named(work: _Work, item: SeedMention, quote: str) -> Entity | None:
    """The entity with the mention's own words, as tagging by hand would make it."""
    if item.type in VALUE_TYPES:
        return None
    known = work.entities.get((item.type, quote))
    if known is None:
        known = Entity(work.ids(), work.register, item.type, quote)
        work.entities[item.type, quote] = known
        work.new.append(known)
    return known


def _claim(work: _Work, item: SeedClaim, keys: Mapping[str, str]) -> Claim:
    attributes = {name: Value(value) for name in CLAIM_ATTRIBUTES if (value := getattr(item, name))}

    def refs(places: Places) -> Refs:
        return tuple(map(work.ref, places))

    return Claim(
        id=keys[item.key],
        layer=work.layer,
        article=work.article,
        source_state=item.source_state,
        nested_in=keys[item.nested_in] if item.nested_in else "",
        attributes=attributes,
        content=work.spans(item.content),
        cue=work.spans(item.cue),
        source=refs(item.source),
        affiliation=refs(item.affiliation),
        medium=refs(item.medium),
        time=refs(item.time),
        place=refs(item.place),
        object=refs(item.object),
    )

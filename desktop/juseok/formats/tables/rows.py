"""Documents as rows of plain tables: one table a kind of record, one row a record.

Lists stand in one cell with ``" | "`` between their items (``\\`` before a bar or a backslash that
is part of one), places as ``start-end`` in code points, half-open, with ``;`` between fragments.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, TypeAlias

from juseok.core.model import (
    Attributes,
    Claim,
    ClaimLink,
    Entity,
    Mention,
    Metadata,
    PublishedAt,
    Ref,
    Refs,
    Relationship,
    SentenceEdits,
)
from juseok.core.scheme import AttributeOn, Scheme
from juseok.core.spans import bounds, prove
from juseok.formats.document import (
    ROLES,
    About,
    Document,
    Feature,
    Support,
    Way,
    role,
)
from juseok.formats.wording import listed, places_of, words_of

Cell: TypeAlias = str | int
Row: TypeAlias = Sequence[Cell]
FAMILY: Final = "tables"
ENTITIES: Final = "entities"
"""The table in which what several documents name stands once."""

_MAPPED: Final = frozenset(
    {Feature.DISCONTINUOUS, Feature.CONTENTS, Feature.ZONES, Feature.SENTENCES, Feature.EVIDENCE,
     Feature.ROLES, Feature.ENTITY_ROLES}
)  # fmt: skip
SUPPORT: Final[Support] = {
    each: Way.REPORTED
    if each is Feature.REJECTIONS
    else Way.MAPPED
    if each in _MAPPED
    else Way.HELD
    for each in Feature
}

_ARTICLE: Final = (
    "id", "title", "subtitles", "kicker", "publisher", "portal", "bylines", "credits",
    "published_at", "published_raw", "published_precision", "modified_at", "modified_raw",
    "modified_precision", "dateline_place", "section", "copyright", "url", "crawled_at",
    "language", "extra", "zones", "sentences", "annotator", "text",
)  # fmt: skip
_MENTION: Final = (
    "article", "id", "start", "end", "places", "type", "quote", "entity", "entity_name",
)  # fmt: skip
_CLAIM: Final = ("article", "id", "start", "end", "places", "content", "cue_places", "cue")
_RELATIONSHIP: Final = (
    "article", "id", "type", "head", "head_type", "head_quote", "tail", "tail_type", "tail_quote",
    "evidence_places", "evidence",
)  # fmt: skip
_LINK: Final = ("article", "id", "type", "head", "head_content", "tail", "tail_content")
_REST: Final = ("how", "note", "provenance", "derived_from")
_ROLE_COLUMNS: Final = tuple(chain.from_iterable((f"{name}_refs", name) for name in ROLES))
_NO_VALUE: Final = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is written: its name, which a file or a sheet gets, and its columns."""

    name: str
    columns: tuple[str, ...]


class Tables:
    """The tables of one export; the attributes of the scheme are columns."""

    def __init__(self, scheme: Scheme) -> None:
        self._attributes: dict[AttributeOn, tuple[str, ...]] = {
            on: _attributes_on(scheme, on) for on in ("entity", "mention", "claim", "relationship")
        }

    def tables(self) -> tuple[Table, ...]:
        """In the order in which they are written."""

        def with_values(fixed: tuple[str, ...], on: AttributeOn) -> tuple[str, ...]:
            own = tuple(_column(name, fixed) for name in self._attributes[on])
            return (*fixed, *own, "other_attributes")

        entity = ("id", "type", "name", "aliases", "kb_id", "note")
        claim = (*_CLAIM, "source_state", *_ROLE_COLUMNS, "nested_in", *_REST)
        return (
            Table("articles", _ARTICLE),
            Table("mentions", with_values((*_MENTION, *_REST), "mention")),
            Table("claims", with_values(claim, "claim")),
            Table("relationships", with_values((*_RELATIONSHIP, *_REST), "relationship")),
            Table("claim_links", (*_LINK, *_REST)),
            Table(ENTITIES, with_values(entity, "entity")),
            Table("remarks", ("article", "id", "target", "sort", "resolved", "text")),
        )

    def rows(self, document: Document) -> Iterator[tuple[str, Row]]:
        """Name of a table, and a row of it.  Raises ``SpanError`` where a span does not prove."""
        found = document.annotations
        article = document.article.id
        yield "articles", _article(document)
        names = {each.id: each.name for each in document.entities}
        for mention in found.mentions:
            yield "mentions", self._mention(mention, document, names)
        words = _Words(document, names)
        for claim in found.claims:
            yield "claims", self._claim(claim, words)
        for edge in found.relationships:
            yield "relationships", self._relationship(edge, words)
        for link in found.claim_links:
            yield "claim_links", _link(link, words)
        for entity in document.entities:
            yield ENTITIES, self._entity(entity)
        for remark in found.remarks:
            row = (remark.target, remark.sort, _bool(remark.resolved), remark.text)
            yield "remarks", (article, remark.id, *row)

    def _mention(self, mention: Mention, document: Document, names: Mapping[str, str]) -> Row:
        prove(document.article.text, mention.spans)
        return (
            document.article.id, mention.id, *bounds(mention.spans), places_of(mention.spans),
            mention.type, words_of(mention.spans), mention.entity, names.get(mention.entity, ""),
            *_rest(mention, document), *self._values(mention.attributes, "mention"),
        )  # fmt: skip

    def _claim(self, claim: Claim, words: "_Words") -> Row:
        text = words.document.article.text
        prove(text, claim.content)
        prove(text, claim.cue)
        roles: list[str] = []
        for name in ROLES:
            refs = role(claim, name)
            roles += (listed(map(_ref, refs)), listed(words.of(refs)))
        return (
            words.document.article.id, claim.id, *bounds(claim.content), places_of(claim.content),
            words_of(claim.content), places_of(claim.cue), words_of(claim.cue),
            claim.source_state, *roles, claim.nested_in, *_rest(claim, words.document),
            *self._values(claim.attributes, "claim"),
        )  # fmt: skip

    def _relationship(self, edge: Relationship, words: "_Words") -> Row:
        prove(words.document.article.text, edge.evidence)
        return (
            words.document.article.id, edge.id, edge.type, *words.end(edge.head),
            *words.end(edge.tail), places_of(edge.evidence), words_of(edge.evidence),
            *_rest(edge, words.document), *self._values(edge.attributes, "relationship"),
        )  # fmt: skip

    def _entity(self, entity: Entity) -> Row:
        own = (entity.id, entity.type, entity.name, listed(entity.aliases), entity.kb_id)
        return (*own, entity.note, *self._values(entity.attributes, "entity"))

    def _values(self, attributes: Attributes, on: AttributeOn) -> list[str]:
        """Values of the scheme's attributes, and the others as one JSON object."""
        known = self._attributes[on]
        if not attributes:
            return [_NO_VALUE] * (len(known) + 1)
        rest = {name: each.value for name, each in attributes.items() if name not in known}
        own = [_value(attributes[name].value) if name in attributes else _NO_VALUE
               for name in known]  # fmt: skip
        return [*own, _json(rest) if rest else _NO_VALUE]


class _Words:
    """What the ids in one document stand for, in words."""

    def __init__(self, document: Document, entities: Mapping[str, str]) -> None:
        self.document = document
        self._entities = entities
        self._mentions = {each.id: each for each in document.annotations.mentions}
        self.contents = {each.id: each.content for each in document.annotations.claims}

    def end(self, mention: str) -> tuple[str, str, str]:
        """Id, type and words of the end of a relationship."""
        found = self._mentions.get(mention)
        return (mention, "", "") if found is None else (mention, found.type, words_of(found.spans))

    def of(self, refs: Refs) -> Iterator[str]:
        for ref in refs:
            if ref.span is not None:
                prove(self.document.article.text, (ref.span,))
                yield ref.span.quote
            elif ref.sort == "entity":
                yield self._entities.get(ref.id, "")
            else:
                yield self.end(ref.id)[2]


def about_rows(about: About, kinds: Mapping[str, int], lost: Iterable[str]) -> list[Row]:
    """What an export is of, for files that have no manifest beside them."""
    return [
        ("program", f"Juseok {about.program}".strip()),
        ("project", about.project),
        ("project_id", about.project_id),
        ("layer", about.layer),
        ("date", about.date),
        ("scheme", about.scheme.id),
        ("scheme_version", about.scheme.version),
        *((f"count_{kind}", count) for kind, count in sorted(kinds.items())),
        *((f"left_out_{number}", text) for number, text in enumerate(lost, start=1)),
    ]


def _ref(ref: Ref) -> str:
    return places_of((ref.span,)) if ref.span is not None else f"{ref.sort}:{ref.id}"


def _link(link: ClaimLink, words: _Words) -> Row:
    head, tail = (words_of(words.contents.get(end, ())) for end in (link.head, link.tail))
    ends = (link.head, head, link.tail, tail)
    return (words.document.article.id, link.id, link.type, *ends, *_rest(link, words.document))


def _rest(record: Mention | Claim | Relationship | ClaimLink, document: Document) -> Row:
    source = document.provenance.get(record.id, "")
    return record.how.value, record.note, source, record.derived_from


def _article(document: Document) -> Row:
    article, data = document.article, document.article.metadata
    zones = [[zone.start, zone.end, zone.role.value] for zone in article.zones]
    return (
        article.id, *_details(data), _json(zones) if zones else "",
        _sentences(article.sentencing), document.annotator, article.text,
    )  # fmt: skip


def _details(data: Metadata) -> Row:
    return (
        data.title, listed(data.subtitles), data.kicker, data.publisher, data.portal,
        listed(data.bylines), listed(data.credits), *_moment(data.published),
        *_moment(data.modified), data.dateline_place, data.section, data.copyright, data.url,
        data.crawled_at, data.language, _json(dict(data.extra)) if data.extra else "",
    )  # fmt: skip


def _moment(at: PublishedAt) -> tuple[str, str, str]:
    return at.iso or "", at.raw, at.precision if at.raw or at.iso else ""


def _sentences(edits: SentenceEdits) -> str:
    if not edits:
        return ""
    return _json({"splits": edits.splits, "joins": edits.joins, "headings": edits.headings})


def _attributes_on(scheme: Scheme, on: AttributeOn) -> tuple[str, ...]:
    return tuple(each.id for each in scheme.attributes if on in each.on and not each.field)


def _column(name: str, fixed: tuple[str, ...]) -> str:
    """What the column of an attribute is called: itself, unless a column of ours is."""
    return f"@{name}" if name in fixed else name


def _value(value: str | bool | None) -> str:
    return _bool(value) if isinstance(value, bool) else value or ""


def _bool(value: bool) -> str:
    return "true" if value else "false"


def _json(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))

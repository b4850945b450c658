"""Recode what a search found: its mentions, claims or relationships, each shown first.

A place stands for the annotations that were looked for, or, where words were, for those that have
the words in them; a relationship for the mentions that it joins.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from juseok.core.messages import Message
from juseok.core.model import (
    ArticleAnnotations,
    Claim,
    ClaimLink,
    Entity,
    Mention,
    Relationship,
    Viewer,
)
from juseok.core.scheme import Attribute, RelationshipType, Scheme, name_message
from juseok.core.spans import Span, Spans
from juseok.services.bulk.kwic import Looked, Record, Row, row_of
from juseok.services.bulk.recode import (
    CLOSED,
    Delete,
    Edit,
    Give,
    Rejoin,
    Relink,
    Retype,
    changes_of,
    note_of,
)
from juseok.services.edits import AttributeInput
from juseok.services.entities.index import EntityIndex
from juseok.services.search.query import Query
from juseok.services.search.searching import Met, meeting
from juseok.services.tagging.mentions import MakeId
from juseok.services.tagging.value_types import value_types
from juseok.store.reader import Reader
from juseok.store.search_index import SearchIndex
from juseok.store.texts import HeldText

Target: TypeAlias = Literal["mention", "claim", "relationship"]

TARGETS: Final[tuple[Target, ...]] = ("mention", "claim", "relationship")


@dataclass(frozen=True, slots=True)
class ToType:
    """Mentions get another type, and the entity of that type with the same name."""

    type: str


Wish: TypeAlias = ToType | Relink | Give | Rejoin | Delete


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be done to all of one sort, with its words (as ids for people to name)."""

    target: Target
    wish: Wish
    words: Message


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it was made; ``lemmas`` are those of its words."""

    query: Query
    lemmas: Mapping[str, Sequence[str]]


@dataclass(slots=True)
class Recoding:
    """One wish for all that a search finds; ``made`` are the entities that it would need."""

    target: Target
    wish: Wish
    scheme: Scheme
    ids: MakeId
    register_layer: str
    index: EntityIndex = field(default_factory=EntityIndex)
    made: dict[tuple[str, str], Entity] = field(default_factory=dict[tuple[str, str], Entity])

    def edit_for(self, record: Record, held: ArticleAnnotations) -> Edit | None:
        """What is to be done to ``record``; None where the scheme does not have it for that."""
        match self.wish:
            case ToType(type=type):
                return self._retype(record, type) if isinstance(record, Mention) else None
            case Give(attribute=attribute):
                kind = "" if isinstance(record, Claim) else record.type
                known = self.scheme.attributes_on(self.target, kind)
                return self.wish if any(each.id == attribute for each in known) else None
            case Rejoin(type=type):
                fits = isinstance(record, Relationship) and self._fits(record, type, held)
                return self.wish if fits else None
            case _:
                return self.wish if isinstance(record, Mention) else None

    def _retype(self, mention: Mention, type: str) -> Retype:
        entity = self.index.entity(mention.entity) if mention.entity else None
        if entity is None or type in value_types(self.scheme):
            return Retype(type)
        if entity.type == type:
            return Retype(type, entity.id)
        known = self.index.lookup(entity.name, type)
        if known:
            return Retype(type, known[0])
        key = (entity.name, type)
        if key not in self.made:
            self.made[key] = Entity(
                self.ids(), self.register_layer, type, entity.name, entity.aliases
            )
        return Retype(type, self.made[key].id)

    def _fits(self, edge: Relationship, type: str, held: ArticleAnnotations) -> bool:
        ends = {each.id: each.type for each in held.mentions}
        found = self.scheme.relationship_type(type)
        if found is None or edge.head not in ends or edge.tail not in ends:
            return False
        twice = any(
            each.id != edge.id
            and each.type == type
            and each.layer == edge.layer
            and {each.head, each.tail} == {edge.head, edge.tail}
            for each in held.relationships
        )
        return found.joins(ends[edge.head], ends[edge.tail]) and not twice


def choices(scheme: Scheme) -> list[Choice]:
    """All that can be done by choosing from the scheme."""
    found = [
        Choice("mention", ToType(kind.id), Message("recode.to_type", name=name_message(kind)))
        for kind in scheme.entity_types
        if not kind.retired
    ]
    found.append(Choice("mention", Delete(), Message("recode.delete")))
    found += [
        Choice("relationship", _rejoin(kind), Message("recode.to_type", name=name_message(kind)))
        for kind in scheme.relationship_types
        if not kind.retired
    ]
    for target in TARGETS:
        for attribute in scheme.attributes:
            if target in attribute.on and not attribute.retired and not attribute.field:
                found += [Choice(target, *each) for each in _values(attribute)]
    return found


def _rejoin(kind: RelationshipType) -> Rejoin:
    return Rejoin(kind.id, name_message(kind))


def _values(attribute: Attribute) -> Iterator[tuple[Give, Message]]:
    """Each value of a choice, yes and no of a switch; and none at all."""
    name = name_message(attribute)
    values: list[tuple[AttributeInput, Message]] = []
    if attribute.sort == "choice":
        values = [(each.id, name_message(each)) for each in attribute.values if not each.retired]
    elif attribute.sort == "bool":
        values = [(True, Message("recode.yes")), (False, Message("recode.no"))]
    for value, words in (*values, (None, Message("recode.nothing"))):
        told = Message("recode.give", name=name, value=words)
        yield Give(attribute.id, value, told), told


def look_in_search(
    *,
    reader: Reader,
    index: SearchIndex | None,
    viewer: Viewer,
    asked: Asked,
    recoding: Recoding,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Looked]:
    """Everything of one's own that the search finds and the wish would change, piece by piece.

    What is another's, or stands in an article that is finished or skipped, is only counted.
    Raises ``SearchError`` and ``IndexGone`` as a search does.
    """
    recoding.index = EntityIndex.read(reader, viewer)
    left: Counter[str] = Counter()
    for step in meeting(
        reader=reader, index=index, viewer=viewer, query=asked.query, scheme=recoding.scheme,
        lemmas=asked.lemmas, cancelled=cancelled,
    ):  # fmt: skip
        rows: list[Row] = []
        for met in step.articles:
            held = reader.annotations(viewer, met.article)
            is_open = reader.article_state(viewer, met.article).state not in CLOSED
            for record in meant(recoding.target, held, met.places):
                edit = recoding.edit_for(record, held)
                if edit is None or (not isinstance(edit, Delete) and not _changes(record, edit)):
                    continue
                if is_open and record.layer == viewer.own_layer:
                    rows.append(_row(met, record, edit, held))
                else:
                    left[met.article] += 1
        yield Looked(tuple(rows), step.searched, step.of, left.total(), len(left))


def _changes(record: Record, edit: Edit) -> bool:
    return any(True for _ in changes_of(record, edit))


def meant(
    target: Target, held: ArticleAnnotations, places: Iterable[tuple[int, int, str]]
) -> list[Record]:
    """The annotations of one sort that ``places`` stand for, in text order."""
    found = list(places)
    asked = {record for _, _, record in found if record}
    words = [(start, end) for start, end, record in found if not record]
    mentions = [m for m in held.mentions if m.id in asked or _touches(m.spans, words)]
    match target:
        case "mention":
            return [*mentions]
        case "claim":
            return [c for c in held.claims if c.id in asked or _touches(c.content, words)]
        case "relationship":
            ends = {each.id for each in mentions}
            return [r for r in held.relationships if r.head in ends or r.tail in ends]


def _touches(spans: Spans, words: Sequence[tuple[int, int]]) -> bool:
    return any(span.start < end and start < span.end for span in spans for start, end in words)


def _row(met: Met, record: Record, edit: Edit, held: ArticleAnnotations) -> Row:
    text = HeldText(met.article, met.title, met.text, (), ())
    span = _place(record, held)
    return row_of(text, span, record=record, edit=edit, note=note_of(record, edit))


def _place(record: Record, held: ArticleAnnotations) -> Span:
    """Where a record is shown: a relationship where its head stands."""
    match record:
        case Mention(spans=spans) | Claim(content=spans):
            return spans[0]
        case Relationship(head=head):
            return next(each.spans[0] for each in held.mentions if each.id == head)
        case ClaimLink(head=head, tail=tail):
            return next(e.content[0] for e in held.claims if e.id in (head, tail))

"""One article as tools with spans and relations have it: marks, edges, and what neither says.

What a format has no place for goes into one object beside them, ``own``: for each record the
registers that its mark or edge does not say, and what is known of the article.  The plain marks
are what another tool may change, and nothing is said twice.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import msgspec

from juseok.core.model import Attributes, Claim, ClaimLink, How, Mention, Relationship, Value
from juseok.core.ops import Json
from juseok.core.records import to_body
from juseok.core.spans import Span, Spans, prove
from juseok.formats import patches
from juseok.formats.brat import notes
from juseok.formats.document import ROLES, Document, Frame
from juseok.formats.frames import CLAIM, Framed, base_role, claim_of, framed
from juseok.formats.patches import Patch

OWN: Final = "juseok"
VERSION: Final = 1
CONTINUED: Final = "Continued"
"""The edge from the first piece of a span to each of the others, where a format has no spans of
several pieces."""
MENTION: Final = "mention"


_OF_FRAMES: Final = ("content", "cue", "source_state", "nested_in", *ROLES)
"""The fields of a claim that a frame says."""


class Mark(msgspec.Struct, frozen=True):
    """A mention, the trigger of a claim, or a part of one.

    A struct: an export makes one for each mention.
    """

    id: str
    type: str
    spans: Spans
    attributes: Mapping[str, str | bool] = {}
    note: str = ""
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """What fills a role, a relationship, a link, or a further piece of a span."""

    id: str
    type: str
    head: str
    tail: str


@dataclass(frozen=True, slots=True)
class Page:
    """``own``: what neither marks nor edges say; it tells a file of ours, too."""

    marks: tuple[Mark, ...]
    edges: tuple[Edge, ...]
    own: Patch


@dataclass(frozen=True, slots=True)
class Holds:
    """What a format has a place for beside labelled spans and relations between them.

    ``ids``: names of its own that a tool keeps; without them, records are told by their places.
    """

    ids: bool = False
    pieces: bool = False
    notes: bool = False
    entities: bool = False
    says: Callable[[str, str | bool], bool] | None = None
    """Whether there is a place for an attribute with a value; None: for none at all."""

    def attribute(self, name: str, value: Value, how: How) -> bool:
        """Whether the format can say ``value``."""
        if self.says is None or value.value is None or value.how != how:
            return False
        return self.says(name, value.value)


def page_of(document: Document, holds: Holds) -> Page:
    """The marks and edges of ``document``; raises ``SpanError`` where a span does not prove."""
    return _Page(document, holds).page()


def place_name(type_: str, spans: Sequence[Span]) -> str:
    """What a mark is called where tools keep no ids."""
    if len(spans) == 1:  # as a rule
        return f"{spans[0].start}-{spans[0].end} {type_}"
    return f"{';'.join([f'{each.start}-{each.end}' for each in spans])} {type_}"


def edge_name(type_: str, head: str, tail: str) -> str:
    """What an edge is called: tools keep no ids of theirs."""
    return f"{type_} {head} {tail}"


class Names:
    """Names in a file, each once: the second of two that are alike gets a number."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def of(self, name: str) -> str:
        count = self._counts[name] = self._counts.get(name, 0) + 1
        return name if count == 1 else f"{name}#{count}"


class _Page:
    """The page of one document, in the making."""

    def __init__(self, document: Document, holds: Holds) -> None:
        self._document, self._holds = document, holds
        self._text = document.article.text
        self._how = patches.usual_how(document.annotations)
        self._source = patches.usual_provenance(document)
        self._places, self._links = Names(), Names()
        self._names: dict[str, str] = {}
        self._marks: list[Mark] = []
        self._pieces: list[Mark] = []
        self._edges: list[Edge] = []
        self._records: dict[str, Json] = {}
        self._known = {each.id: each for each in document.entities}
        self._types: defaultdict[str, set[str]] = defaultdict(set)

    def page(self) -> Page:
        found = self._document.annotations
        for number, mention in enumerate(found.mentions, start=1):
            self._mention(mention, number)
        made = [framed(claim) for claim in found.claims]
        said = [self._said(claim) for claim in found.claims]
        for number, (each, (values, note)) in enumerate(zip(made, said, strict=True), start=1):
            mark = Mark(f"E{number}", CLAIM, each.frame.trigger, values, note)
            self._mark(each.frame.id, mark)
        parts = (part for each in made for part in each.parts)
        for number, part in enumerate(parts, start=1):
            self._mark(part.id, Mark(f"P{number}", part.type, part.spans))
        mentions = {each.id: each for each in found.mentions}
        for claim, frame, (values, note) in zip(found.claims, made, said, strict=True):
            self._claim(claim, frame, mentions, Mark("", "", (), values, note))
        for edge in (*found.relationships, *found.claim_links):
            self._relation(edge)
        return Page((*self._marks, *self._pieces), tuple(self._edges), self._own())

    # -- marks

    def _mark(self, obj: str, mark: Mark) -> str:
        """Add ``mark`` under the name it has in the file, in pieces where it has to be."""
        prove(self._text, mark.spans)
        name = mark.id
        if not self._holds.ids:
            name = self._places.of(place_name(mark.type, mark.spans))
        self._names[obj] = name
        spans = mark.spans
        if not self._holds.pieces and len(spans) > 1:
            for number, span in enumerate(spans[1:], start=2):
                piece = Mark(f"{name}.{number}", mark.type, (span,))
                self._pieces.append(piece)
                self._edges.append(Edge("", CONTINUED, name, piece.id))
            spans = spans[:1]
        if name is not mark.id or spans is not mark.spans:
            mark = Mark(name, mark.type, spans, mark.attributes, mark.note, mark.entity)
        self._marks.append(mark)
        return name

    def _mention(self, mention: Mention, number: int) -> None:
        holds = self._holds
        held = self._held(mention.attributes)
        entity = self._known.get(mention.entity)
        linked = holds.entities and entity is not None
        if linked and entity is not None:
            self._types[entity.id].add(mention.type)
        note = mention.note if holds.notes and is_word(mention.note) else ""
        name = self._mark(
            mention.id,
            Mark(
                f"T{number}", mention.type, mention.spans,
                {each: _said(mention.attributes[each]) for each in held}, note,
                notes.entity_key(entity, self._document) if linked and entity is not None else "",
            ),
        )  # fmt: skip
        patch: Patch = {"is": MENTION} if mention.type == CLAIM else {}
        if mention.entity and not linked:
            patch["entity"] = mention.entity
        patch |= self._registers(mention, held, note)
        self._patch(mention.id, name, patch)

    def _registers(
        self, record: Mention | Claim | Relationship, held: Container[str], note: str
    ) -> Patch:
        """What ``record`` has beside its place, without the attributes ``held`` and ``note``."""
        patch: Patch = {}
        if record.how != self._how:
            patch["how"] = record.how.value
        if record.note != note:
            patch["note"] = record.note
        for each, value in record.attributes.items():
            if each not in held:
                patch[f"@{each}"] = list(value.to_json())
        return patch

    def _claim(
        self, claim: Claim, made: Framed, mentions: Mapping[str, Mention], said: Mark
    ) -> None:
        seen = {**mentions, **{part.id: part for part in made.parts}} if made.parts else mentions
        roles = tuple((role, each) for role, each in made.frame.roles if each in self._names)
        for role, target in roles:
            self._edge(base_role(role), self._names[claim.id], self._names[target])
        frame = Frame(made.frame.id, made.frame.type, made.frame.trigger, roles)
        plain = claim_of(frame, seen, text=self._text, layer=claim.layer, article=claim.article)
        if all(getattr(plain, each) == getattr(claim, each) for each in _OF_FRAMES):
            patch = self._registers(claim, said.attributes, said.note)  # of most, and much faster
        else:
            values = {name: Value(value, self._how) for name, value in said.attributes.items()}
            plain = replace(plain, attributes=values, how=self._how, note=said.note)
            patch = patches.difference(claim, plain, self._names)
        self._patch(claim.id, self._names[claim.id], patch)

    def _said(self, claim: Claim) -> tuple[dict[str, str | bool], str]:
        """The attributes and the note that the mark of ``claim`` has."""
        note = claim.note if self._holds.notes and is_word(claim.note) else ""
        return {each: _said(claim.attributes[each]) for each in self._held(claim.attributes)}, note

    def _held(self, attributes: Attributes) -> list[str]:
        if not attributes:
            return []
        return [
            name for name, value in attributes.items()
            if self._holds.attribute(name, value, self._how)
        ]  # fmt: skip

    # -- edges

    def _edge(self, type_: str, head: str, tail: str) -> str:
        name = self._links.of(edge_name(type_, head, tail))
        self._edges.append(Edge(name, type_, head, tail))
        return name

    def _relation(self, edge: Relationship | ClaimLink) -> None:
        if edge.head not in self._names or edge.tail not in self._names:
            return  # counted as a link to another article
        name = self._edge(edge.type, self._names[edge.head], self._names[edge.tail])
        self._names[edge.id] = name
        if isinstance(edge, Relationship) and not edge.evidence:
            patch = self._registers(edge, (), "")
        elif isinstance(edge, Relationship):
            told = replace(
                edge, evidence=(), attributes={}, how=self._how, note="", derived_from=""
            )
            patch = patches.difference(edge, told, self._names)
        else:
            plain = replace(edge, how=self._how, note="", derived_from="")
            patch = patches.difference(edge, plain, self._names)
        self._patch(edge.id, name, patch)

    # -- what has no place

    def _patch(self, obj: str, name: str, patch: Patch) -> None:
        source = self._document.provenance.get(obj)
        if source is not None and source != self._source:
            patch = {**patch, "provenance": source}
        if patch:
            self._records[name] = patch

    def _own(self) -> Patch:
        own = patches.article_patch(self._document, self._how)
        if self._records:
            own["records"] = self._records
        if entities := self._entities():
            own["entities"] = entities
        if remarks := self._remarks():
            own["remarks"] = remarks
        return {"version": VERSION, **own}

    def _entities(self) -> dict[str, Json]:
        found: dict[str, Json] = {}
        for entity in self._document.entities:
            key = notes.entity_key(entity, self._document)
            plain = None
            if types := self._types[entity.id]:
                plain = notes.plain_entity(key, type_=min(types), name="")
            if patch := notes.entity_patch(entity, plain):
                found[key] = patch
        return found

    def _remarks(self) -> list[Json]:
        found: list[Json] = []
        for remark in self._document.annotations.remarks:
            body = {k: v for k, v in to_body(remark).items() if k not in ("layer", "article")}
            is_article = remark.target == self._document.article.id
            name = self._names.get(remark.target, remark.target)
            found.append({**body, "target": notes.ARTICLE if is_article else name})
        return found


def _said(value: Value) -> str | bool:
    assert isinstance(value.value, str | bool)
    return value.value


def is_word(text: str) -> bool:
    """Whether tools hand ``text`` back as it is, whatever they do with blanks at its ends."""
    return bool(text) and text == text.strip() and text.lower() not in ("true", "false")

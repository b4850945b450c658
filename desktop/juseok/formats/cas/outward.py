"""A document as a graph of annotations that INCEpTION can show and edit.

Places begin and end with something that can be seen, as INCEpTION wants them; exact ones, and
whatever has no feature, stand in the feature ``juseok`` (``formats.patches``).
"""

import re
from bisect import bisect_left
from collections import ChainMap, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any, Final, cast

from juseok.core.model import (
    Attributes,
    Claim,
    ClaimLink,
    Entity,
    How,
    Mention,
    Relationship,
    Remark,
    Value,
)
from juseok.core.ops import Json
from juseok.core.records import to_body
from juseok.core.sentences import sentences
from juseok.core.spans import Spans, bounds, make_span, prove, spans_to_json
from juseok.formats.cas import layers
from juseok.formats.cas.entities import identifiers
from juseok.formats.cas.graph import Annotation, Chain, Graph, escaped, is_plain, writable
from juseok.formats.cas.whole import CHARACTERS
from juseok.formats.document import Document, Frame, Provenance
from juseok.formats.frames import Framed, base_role, claim_of, framed
from juseok.formats.patches import (
    Patch,
    article_patch,
    difference,
    one_line_json,
    usual_how,
    usual_provenance,
)

_TOKEN: Final = re.compile(
    r"[\w\u0300-\u036f\u200c\u200d\ufe0f]+|[^\w\s\x00-\x1f\ufffe\uffff]+|[\ufffe\uffff]+"
)
"""Of the text itself: signs that no file can hold, but that can be annotated, are tokens, too."""


class _Names(Mapping[str, str]):
    """Record id → the id that patches call it by; knows which were asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.asked: set[str] = set()

    @cached_property
    def _names(self) -> dict[str, str]:
        found = self._document.annotations
        groups = (
            ("m", found.mentions), ("c", found.claims), ("f", self._document.frames),
            ("r", found.relationships), ("l", found.claim_links),
        )  # fmt: skip
        return {
            record.id: f"{letter}{number}"
            for letter, records in groups
            for number, record in enumerate(records, start=1)
        }

    def __getitem__(self, obj: str) -> str:
        found = self._names[obj]
        self.asked.add(obj)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@dataclass(slots=True)
class Outward:
    """The graph of ``document``, in code points.

    ``blank_lead``: the format has no place for what stands before the first word but blanks.
    """

    document: Document
    blank_lead: bool = False
    graph: Graph = field(init=False)
    _how: How = field(init=False)
    _source: Provenance | None = field(init=False)
    _made: dict[str, Annotation] = field(default_factory=dict[str, Annotation])
    _names: _Names = field(init=False)
    _patches: list[tuple[str, Annotation, Patch]] = field(
        default_factory=list[tuple[str, Annotation, Patch]]
    )
    _identifiers: Mapping[str, str] = field(init=False)
    _mentions: dict[str, Mention] = field(init=False)

    def __post_init__(self) -> None:
        found = self.document.annotations
        text = writable(self.document.article.text)
        if self.blank_lead:
            lead = len(text) - len(text.lstrip())
            text = " " * lead + text[lead:]
        self.graph = Graph(text)
        self._names = _Names(self.document)
        self._how = usual_how(found)
        self._source = usual_provenance(self.document)
        self._identifiers = identifiers(self.document.entities)
        self._mentions = {each.id: each for each in found.mentions}

    def made(self) -> Graph:
        """Raises ``SpanError`` where a span does not prove."""
        found = self.document.annotations
        self._segments()
        first = self.graph.sentences[0][0]
        whole = self._annotate(layers.ARTICLE, first)
        for mention in found.mentions:
            self._mention(mention)
        given = [framed(claim) for claim in found.claims]
        for claim, each in zip(found.claims, given, strict=True):
            place = self._extent(each.frame.trigger)
            self._made[claim.id] = self._annotate(layers.CLAIM, place)
        for frame in self.document.frames:
            self._made[frame.id] = self._annotate(layers.FRAME, self._extent(frame.trigger))
        for claim, each in zip(found.claims, given, strict=True):
            self._claim(claim, each)
        for frame in self.document.frames:
            self._frame(frame)
        for edge in (*found.relationships, *found.claim_links):
            self._edge(edge)
        self._chains()
        self._whole(whole)
        return self.graph

    # -- text

    def _segments(self) -> None:
        """Tokens by the text alone, so that those of two annotators are the same."""
        article = self.document.article
        edits = article.sentencing or None
        starts = [start for start, _ in sentences(article.text, edits=edits)][1:]
        tokens = [match.span() for match in _TOKEN.finditer(article.text)]
        firsts = [start for start, _ in tokens]
        begins = dict.fromkeys(bisect_left(firsts, start) for start in starts)
        cuts = [0, *(each for each in begins if 0 < each < len(tokens)), len(tokens)]
        self.graph.sentences = [tokens[start:end] for start, end in pairwise(cuts)]

    def _extent(self, spans: Spans) -> tuple[int, int]:
        """From the first to the last of ``spans`` that can be seen; where the file can hold none,
        all of it."""
        start, end = (spans[0].start, spans[0].end) if len(spans) == 1 else bounds(spans)
        text = self.graph.text
        if not (text[start].isspace() or text[end - 1].isspace()):  # as a rule
            return start, end
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        return (start, end) if start < end else bounds(spans)

    def _shown(self, spans: Spans) -> Spans:
        """``spans`` as they are read back."""
        return (make_span(self.document.article.text, *self._extent(spans)),)

    # -- records

    def _annotate(self, layer: str, place: tuple[int, int]) -> Annotation:
        made = Annotation(len(self.graph.annotations) + 1, layer, *place)
        self.graph.annotations.append(made)
        return made

    def _mention(self, mention: Mention) -> None:
        prove(self.document.article.text, mention.spans)
        place = self._extent(mention.spans)
        made = self._made[mention.id] = self._annotate(layers.NAMED_ENTITY, place)
        made.features[layers.VALUE] = type_ = _value(mention.type)
        if identifier := self._identifiers.get(mention.entity, ""):
            made.features[layers.IDENTIFIER] = identifier
        note = _note(mention.note)
        is_all = self._say(made, mention.attributes, note)
        if (
            is_all
            and mention.how is self._how
            and type_ == mention.type
            and note == mention.note
            and (identifier or not mention.entity)
        ):  # features say everything but its place, as of most
            spans = mention.spans
            is_said = len(spans) == 1 and place == (spans[0].start, spans[0].end)
            patch: Patch = {} if is_said else {"spans": cast("Json", spans_to_json(spans))}
            self._patch(mention.id, made, patch)
            return
        plain = replace(
            mention, type=type_, spans=self._shown(mention.spans),
            entity=mention.entity if identifier else "",
            attributes=held_attributes(mention.attributes, self._how),
            how=self._how, note=note, derived_from="",
        )  # fmt: skip
        self._patch(mention.id, made, difference(mention, plain, self._names))

    def _claim(self, claim: Claim, given: Framed) -> None:
        prove(self.document.article.text, (*claim.content,))
        prove(self.document.article.text, (*claim.cue,))
        made = self._made[claim.id]
        pieces: dict[str, list[Mention]] = {each.id: self._pieces(each) for each in given.parts}
        roles: list[tuple[str, str]] = []
        for role, target in given.frame.roles:
            if target in pieces:
                roles += ((base_role(role), piece.id) for piece in pieces[target])
            elif target in self._made:
                roles.append((base_role(role), target))
        made.links += ((role, self._made[target].id) for role, target in roles)
        self._say(made, claim.attributes, _note(claim.note))
        seen = ChainMap[str, Mention](
            {piece.id: piece for each in pieces.values() for piece in each}, self._mentions
        )
        frame = Frame(claim.id, given.frame.type, self._shown(given.frame.trigger), tuple(roles))
        plain = replace(
            claim_of(frame, seen, text=self.document.article.text, layer=claim.layer,
                     article=claim.article),
            attributes=held_attributes(claim.attributes, self._how),
            how=self._how, note=_note(claim.note),
        )  # fmt: skip
        self._patch(claim.id, made, difference(claim, plain, self._names))

    def _pieces(self, part: Mention) -> list[Mention]:
        """A part of a claim, an annotation for each of its spans that can be seen."""
        found: list[Mention] = []
        for number, span in enumerate(part.spans):
            prove(self.document.article.text, (span,))
            start, end = self._extent((span,))
            if self.graph.text[start:end].strip():
                piece = replace(part, id=f"{part.id}.{number}", spans=self._shown((span,)))
                made = self._made[piece.id] = self._annotate(layers.PART, (start, end))
                made.features[layers.VALUE] = part.type
                found.append(piece)
        return found

    def _frame(self, frame: Frame) -> None:
        made = self._made[frame.id]
        made.features[layers.VALUE] = _value(frame.type)
        made.links += (
            (role, self._made[target].id) for role, target in frame.roles if target in self._made
        )
        given = {name: Value(each) for name, each in frame.attributes.items()}
        self._say(made, given, _note(frame.note))

    def _edge(self, edge: Relationship | ClaimLink) -> None:
        head, tail = self._made.get(edge.head), self._made.get(edge.tail)
        if head is None or tail is None:
            return  # counted as a link to another article
        ends = {head.type, tail.type}
        layer = next(
            (layer for layer, base in layers.BASES.items() if ends == {base}), layers.RELATION
        )
        made = self._annotate(layer, (tail.begin, tail.end))
        made.ends = (head.id, tail.id)
        made.features[layers.VALUE] = type_ = _value(edge.type)
        attributes: Attributes = {}
        evidence: Spans = ()
        if isinstance(edge, Relationship):
            attributes, evidence = edge.attributes, edge.evidence
            prove(self.document.article.text, evidence)
        note = _note(edge.note)
        is_all = self._say(made, attributes, note) and not evidence
        if is_all and edge.how is self._how and type_ == edge.type and note == edge.note:
            self._patch(edge.id, made, {})
            return
        told: Any = {"type": type_, "how": self._how, "note": note, "derived_from": ""}
        if isinstance(edge, ClaimLink):
            patch = difference(edge, replace(edge, **told), self._names)
        else:
            told |= {"evidence": (), "attributes": held_attributes(attributes, self._how)}
            patch = difference(edge, replace(edge, **told), self._names)
        self._patch(edge.id, made, patch)

    def _say(self, made: Annotation, attributes: Attributes, note: str) -> bool:
        """Whether features say all of ``attributes``."""
        is_all = True
        for name, each in attributes.items():
            said = attribute_text(name, each.value)
            if said is not None:
                made.features[name] = said
            if said is None or each.how is not self._how:
                is_all = False
        if note:
            made.features[layers.NOTE] = note
        return is_all

    def _chains(self) -> None:
        """Mentions of one entity, and what another tool says is one, as coreference."""
        members: defaultdict[str, list[Mention]] = defaultdict(list)
        for mention in self.document.annotations.mentions:
            if mention.entity:
                members[mention.entity].append(mention)
        for found in members.values():
            if len(found) > 1:
                self._chain(found)
        for group in self.document.groups:
            found = [self._mentions[each] for each in group.members if each in self._mentions]
            if found:
                self._chain(found)

    def _chain(self, mentions: list[Mention]) -> None:
        links: list[int] = []
        for mention in mentions:
            of = self._made[mention.id]
            link = self._annotate(layers.COREF_LINK, (of.begin, of.end))
            link.features[layers.REFERENCE_TYPE] = _value(mention.type)
            links.append(link.id)
        self.graph.chains.append(Chain(layers.COREF_CHAIN, tuple(links)))

    # -- what is said beside

    def _patch(self, obj: str, made: Annotation, patch: Patch) -> None:
        source = self.document.provenance.get(obj)
        if source is not None and source != self._source:
            patch = {**patch, "provenance": source}
        self._patches.append((obj, made, patch))

    def _whole(self, made: Annotation) -> None:
        found = self.document
        patch = article_patch(found, self._how)
        if found.entities:
            patch["entities"] = [_named(each) for each in found.entities]
        if found.annotations.remarks:
            patch["remarks"] = [self._remark(each) for each in found.annotations.remarks]
        text = found.article.text
        if text != self.graph.text:
            shown = self.graph.text
            patch[CHARACTERS] = [
                [at, char] for at, char in enumerate(text) if shown[at] != char
            ]  # fmt: skip
        patch = {"article": True, **patch}
        made.features[layers.OWN] = _dump(patch)
        for obj, of, own in self._patches:
            if obj in self._names.asked:
                own = {**own, "id": self._names[obj]}
            if own:
                of.features[layers.OWN] = _dump(own)

    def _remark(self, remark: Remark) -> dict[str, Json]:
        body = {k: v for k, v in to_body(remark).items() if k not in ("layer", "article")}
        is_article = remark.target == self.document.article.id
        body["target"] = (
            "" if is_article else self._names.get(remark.target, remark.target)
        )  # fmt: skip
        return body


def attribute_text(name: str, value: str | bool | None) -> str | None:
    """``value`` as the text of a feature ``name``; None where it cannot be one."""
    if not layers.is_feature(name):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or value in ("true", "false") or not is_plain(value):
        return None
    return value


def held_attributes(attributes: Attributes, how: How) -> dict[str, Value]:
    """Those of ``attributes`` that features say."""
    if not attributes:
        return {}
    return {
        name: Value(each.value, how)
        for name, each in attributes.items()
        if attribute_text(name, each.value) is not None
    }


def _named(entity: Entity) -> dict[str, Json]:
    body = {**to_body(entity), "id": entity.id}
    del body["layer"]
    return body


def _dump(patch: Mapping[str, Json]) -> str:
    return escaped(one_line_json(patch))


@lru_cache(maxsize=512)
def _value(type_: str) -> str:
    """``type_`` as the value of a feature."""
    if is_plain(type_):
        return type_
    return writable(type_).replace("\r", " ").rstrip("\\").strip() or "_"


def _note(note: str) -> str:
    return note if note and is_plain(note) else ""

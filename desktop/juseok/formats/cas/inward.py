"""From a graph of annotations to a document: what cannot be read is told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

from juseok.core.ids import article_id
from juseok.core.messages import Message
from juseok.core.model import (
    ArticleAnnotations,
    Claim,
    ClaimLink,
    Entity,
    How,
    Kind,
    Mention,
    Relationship,
    Value,
)
from juseok.core.spans import Span, Spans
from juseok.core.text import NORM_VERSION, Normalised, check_article_text, normalise
from juseok.formats import patches
from juseok.formats.base import ReportBuilder
from juseok.formats.cas import layers
from juseok.formats.cas.chains import Chains, short
from juseok.formats.cas.entities import identifiers, named
from juseok.formats.cas.graph import Annotation, Graph
from juseok.formats.cas.units import unit_of
from juseok.formats.cas.whole import article_of, restored
from juseok.formats.document import Document, Frame, Provenance
from juseok.formats.frames import CLAIM, ROLE_NAMES, base_role, claim_of, is_part
from juseok.formats.offsets import Offsets
from juseok.formats.patches import Patch, PatchError
from juseok.formats.strangers import is_known_record, tell_strangers

_PROVENANCES: Final = ("gold", "unanimous", "single")
_LABELS: Final = (layers.VALUE, "label", "category", "type")
"""Features that say what an annotation of another tool's layer is."""
RecordT = TypeVar("RecordT", Mention, Claim, Relationship, ClaimLink)


@dataclass(frozen=True, slots=True)
class Source:
    """``name`` of the article, without an ending; ``file`` for the report; ``annotator``: whose the
    file is, in an export of a whole project."""

    name: str = ""
    file: str = ""
    annotator: str = ""


def document_of(graph: Graph, source: Source, *, report: ReportBuilder) -> Document:
    """The document of ``graph``; raises ``TextError`` where its text cannot be an article."""
    return _Inward(graph, source, report).document()


@dataclass(slots=True)
class _Inward:
    graph: Graph
    source: Source
    report: ReportBuilder
    text: str = ""
    article: str = ""
    own: dict[int, Patch] = field(default_factory=dict[int, Patch])
    whole: Patch = field(default_factory=dict[str, Any])
    whole_line: int | None = None
    spans: dict[int, Spans] = field(default_factory=dict[int, Spans])
    names: dict[int, str] = field(default_factory=dict[int, str])
    used: set[str] = field(default_factory=set[str])
    places: dict[str, int] = field(default_factory=dict[str, int])
    provenance: dict[str, Provenance] = field(default_factory=dict[str, Provenance])
    entities: dict[str, Entity] = field(default_factory=dict[str, Entity])
    mentions: dict[str, Mention] = field(default_factory=dict[str, Mention])
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """What each mention is called: in the file, and by its patch."""
    frames: dict[str, Frame] = field(default_factory=dict[str, Frame])
    how: How = How.IMPORTED
    known: dict[str, Value] = field(default_factory=dict[str, Value])

    def document(self) -> Document:
        self._patches()
        offsets, data = self._text()
        self._place_all(offsets)
        self.how = patches.how_of(self.whole)
        by_identifier = self._entities()
        chained = {link for chain in self.graph.chains for link in chain.links}
        spans = [each for each in self.graph.annotations if each.id in self.spans]
        for each in spans:
            if each.type == layers.ARTICLE:
                self.graph.unread.update(f"Article.{name}" for name in each.features)
            elif each.ends is None and each.id not in chained:
                if each.type == layers.CLAIM or each.type == layers.FRAME or each.links:
                    self._frame(each)
                else:
                    self._mention(each, by_identifier)
        self._roles(spans)
        claims, frames, parts = self._claims()
        groups = Chains(
            self.graph, self.spans, self.names, self.labels, self.mentions,
            made=self._linked, values=self._values, refuse=self._refuse,
        ).groups()  # fmt: skip
        relationships, links = self._edges(spans, claims)
        ordered = sorted(self.mentions.values(), key=_by_place)
        kept = [each for each in ordered if each.id not in parts] if parts else ordered
        annotations = ArticleAnnotations(
            tuple(kept), tuple(claims.values()), tuple(links), tuple(relationships),
            tuple(patches.remarks_of(
                self.whole, article=self.article, called="", prefix="remark",
                refuse=self._refuse_whole,
            )),
        )  # fmt: skip
        usual = self.whole.get("provenance")
        if usual in _PROVENANCES:
            for each in (*kept, *claims.values(), *links, *relationships):
                self.provenance.setdefault(each.id, usual)
        return Document(
            article=article_of(
                self.article, self.text, self.graph, self.whole, refuse=self._refuse_whole
            ),
            annotations=annotations,
            entities=tuple(self.entities.values()),
            annotator=str(self.whole.get("annotator", "")) or self.source.annotator,
            coder=self.source.annotator,
            name=self.source.name, file=self.source.file, data=data, encoding="utf-8",
            provenance=self.provenance, frames=tuple(frames), groups=tuple(groups),
            places=self.places,
        )  # fmt: skip

    # -- text and places

    def _patches(self) -> None:
        self.report.read += len(self.graph.annotations)
        for each in self.graph.annotations:
            text = each.features.pop(layers.OWN, "") if each.features else ""
            if not text:
                continue
            try:
                found = patches.load(text)
            except PatchError as error:
                self._refuse(each.line, Message("cas.note", reason=str(error)[:120]))
                continue
            is_whole = each.type == layers.ARTICLE
            if is_whole or not is_known_record(found):
                own = found if is_whole else {"records": [found]}
                tell_strangers(own, self.report, file=self.source.file, line=each.line)
            if each.type == layers.ARTICLE:
                self.whole, self.whole_line = found, each.line
            else:
                self.own[each.id] = found

    def _text(self) -> tuple[Offsets, bytes]:
        raw = restored(self.graph.text, self.whole, self._refuse_whole)
        normal = normalise(raw) if raw is self.graph.text else Normalised(raw)
        check_article_text(normal.text)
        self.text, self.article = normal.text, article_id(normal.text, NORM_VERSION)
        return Offsets(raw, normal), raw.encode()

    def _place_all(self, offsets: Offsets) -> None:
        unit, is_told = unit_of(self.graph)
        if is_told:
            self.report.change(Message("cas.code_points"), file=self.source.file)
        text, length = self.text, len(self.text)
        is_same = text is self.graph.text
        for each in self.graph.annotations:
            name = self._name(each)
            start, end = each.begin, each.end
            if unit is not int:
                start, end = unit(start), unit(end)
            if is_same and 0 <= start < end <= length:  # nothing was normalised
                self.spans[each.id] = (Span(start, end, text[start:end]),)
                self._known(each, name)
                continue
            found = offsets.resolve([(start, end)], None) if each.begin < each.end else None
            if found is None:
                called = f"{short(each.type)} {each.id}"
                told = Message("cas.place", id=called, place=f"{each.begin}–{each.end}")
                if each.begin == each.end:
                    told = Message("cas.empty", id=called, place=each.begin)
                self._refuse(each.line, told)
                continue
            if found.widened:
                self.report.change(
                    Message("offsets.widened", id=name), file=self.source.file, line=each.line
                )
            self.spans[each.id] = found.spans
            self._known(each, name)

    def _known(self, each: Annotation, name: str) -> None:
        self.names[each.id] = name
        if each.line is not None:
            self.places[name] = each.line

    def _name(self, each: Annotation) -> str:
        """The id of a record: what its patch says, or the number in the file.

        A copy that was made in another tool has the patch of what it was copied from.
        """
        own = self.own.get(each.id)
        given = own.pop("id", None) if own else None
        name = given if isinstance(given, str) and given else f"a{each.id}"
        while name in self.used:
            name = f"{name}+"
        self.used.add(name)
        return name

    # -- records

    def _refuse(self, line: int | None, message: Message) -> None:
        self.report.refuse(message, file=self.source.file, line=line)

    def _refuse_whole(self, reason: str) -> None:
        """What is said of the article as a whole cannot be used."""
        self._refuse(self.whole_line, Message("cas.note", reason=reason[:120]))

    def _entities(self) -> dict[str, str]:
        """The entities that are described; IRI → entity id."""
        given = self.whole.get("entities", [])
        for item in given if isinstance(given, list) else [given]:
            try:
                if not isinstance(item, dict):
                    raise PatchError("entities")
                obj = item.pop("id", "")
                if not isinstance(obj, str) or not obj:
                    raise PatchError("entities")
                quick = patches.entity_made(obj, item)
                self.entities[obj] = quick or patches.patched_fields(
                    Kind.ENTITY, obj, {"layer": ""}, item, ""
                )
            except PatchError as error:
                self._refuse_whole(str(error))
        return {iri: obj for obj, iri in identifiers(self.entities.values()).items()}

    def _mention(self, each: Annotation, by_identifier: dict[str, str]) -> None:
        features = each.features
        name, spans = self.names[each.id], self.spans[each.id]
        label = _label(each, features)
        note = features.pop(layers.NOTE, "")
        identifier = features.pop(layers.IDENTIFIER, "")
        entity = by_identifier.get(identifier, "")
        if identifier and not entity:
            words = " ".join(" ".join(span.quote for span in spans).split())
            made = named(identifier, type_=label, name=words)
            entity = by_identifier[identifier] = made.id
            self.entities[made.id] = made
        values = self._values(features) if features else {}
        mention = Mention(name, "", self.article, label, spans, entity, values, self.how, note)
        if each.id in self.own:
            mention = self._patched(each, mention)
        self.mentions[name], self.labels[name] = mention, (label, mention.type)

    def _frame(self, each: Annotation) -> None:
        features = each.features
        label = CLAIM if each.type == layers.CLAIM else _label(each, features)
        note = features.pop(layers.NOTE, "")
        values = {name: _value(said) for name, said in features.items()}
        name = self.names[each.id]
        self.frames[name] = Frame(name, label, self.spans[each.id], (), values, note)

    def _roles(self, annotations: list[Annotation]) -> None:
        for each in annotations if self.frames else ():
            name = self.names[each.id]
            if name not in self.frames:
                continue
            roles: list[tuple[str, str]] = []
            for role, target in each.links:
                known = self.names.get(target, "")
                if known in self.mentions or known in self.frames:
                    roles.append((role, known))
                else:
                    code = "cas.no_end" if target in self.names else "cas.dangling"
                    self._refuse(each.line, Message(code, id=name, target=target))
            if roles:
                self.frames[name] = replace(self.frames[name], roles=tuple(roles))

    def _claims(self) -> tuple[dict[str, Claim], list[Frame], set[str]]:
        """Claims of our own shape, frames of any other, and the mentions that are parts."""
        claims: dict[str, Claim] = {}
        frames: list[Frame] = []
        parts: set[str] = set()
        if not self.frames:
            return claims, frames, parts
        by_name = {self.names[each.id]: each for each in self.graph.annotations
                   if each.id in self.names}  # fmt: skip
        own = {
            frame.id for frame in self.frames.values()
            if by_name[frame.id].type == layers.CLAIM
            and all(base_role(role) in ROLE_NAMES for role, _ in frame.roles)
        }  # fmt: skip
        nested: dict[str, str] = {}
        for frame in self.frames.values():
            each = by_name[frame.id]
            if frame.id not in own:
                frames.append(frame)
                continue
            roles = tuple(self._nesting(frame, each, own, nested))
            values = {name: Value(said, self.how) for name, said in frame.attributes.items()}
            claim = claim_of(
                frame if roles == frame.roles else replace(frame, roles=roles),
                self.mentions, text=self.text, article=self.article, frames=self.frames,
                attributes=values, how=self.how, note=frame.note,
            )  # fmt: skip
            claims[frame.id] = self._patched(each, claim)
            filling = (self.mentions.get(target) for _, target in frame.roles)
            for part in filling:
                if part is not None and is_part(part):
                    parts.add(part.id)
                    more = [*part.attributes, *(["note"] if part.note else [])]
                    self.graph.unread.update(f"ClaimPart.{name}" for name in more)
        return claims, frames, parts

    def _nesting(
        self, frame: Frame, each: Annotation, own: set[str], nested: dict[str, str]
    ) -> Iterator[tuple[str, str]]:
        """The roles of ``frame`` without the claims that it cannot lie in, which are told;
        ``nested``: claim → the one that it lies in, of those so far."""
        for role, target in frame.roles:
            if ROLE_NAMES[base_role(role)] != "nested_in":
                yield role, target
                continue
            around, seen = target, {""}
            while around != frame.id and around not in seen:
                seen.add(around)
                around = nested.get(around, "")
            if frame.id in nested or target not in own or around == frame.id:
                self._refuse(each.line, Message("cas.nested", id=frame.id, target=target))
            else:
                nested[frame.id] = target
                yield role, target

    def _edges(
        self, annotations: list[Annotation], claims: Mapping[str, Claim]
    ) -> tuple[list[Relationship], list[ClaimLink]]:
        relationships: list[Relationship] = []
        links: list[ClaimLink] = []
        for each in annotations:
            if each.ends is None:
                continue
            name = self.names[each.id]
            head, tail = (self.names.get(end, "") for end in each.ends)
            known = self.mentions.keys() | self.frames.keys()
            if lost := [each.ends[at] for at, end in enumerate((head, tail)) if end not in known]:
                code = "cas.no_end" if lost[0] in self.names else "cas.dangling"
                self._refuse(each.line, Message(code, id=name, target=lost[0]))
                continue
            if each.links:
                told = Message("cas.edge_links", id=name, count=len(each.links))
                self._refuse(each.line, told)
            features = dict(each.features)
            type_, note = _label(each, features), features.pop(layers.NOTE, "")
            if head in claims and tail in claims:
                said = (f"{feature}: {value}" for feature, value in features.items())
                note = "\n".join(filter(None, (note, *said)))  # it has no attributes
                link = ClaimLink(name, "", self.article, type_, head, tail, self.how, note)
                links.append(self._patched(each, link))
            else:
                made = Relationship(
                    name, "", self.article, type_, head, tail, (), self._values(features),
                    self.how, note,
                )  # fmt: skip
                relationships.append(self._patched(each, made))
        return relationships, links

    def _linked(self, each: Annotation) -> Mention:
        """The mention that a link of a chain is where no other stands at its place."""
        features = dict(each.features)
        label = features.pop(layers.REFERENCE_TYPE, "") or short(each.type).removesuffix("Link")
        return Mention(
            self.names[each.id], "", self.article, label, self.spans[each.id], "",
            self._values(features), self.how,
        )  # fmt: skip

    def _values(self, features: Mapping[str, str]) -> dict[str, Value]:
        return {name: self._said(value) for name, value in features.items()}

    def _said(self, text: str) -> Value:
        """``text`` as the value of an attribute; most occur again and again."""
        known = self.known.get(text)
        if known is None:
            known = self.known[text] = Value(_value(text), self.how)
        return known

    def _patched(self, each: Annotation, record: RecordT) -> RecordT:
        """``record`` with what its patch says more of it."""
        patch = self.own.get(each.id)
        if not patch:
            return record
        source = patch.pop("provenance", None)
        if source in _PROVENANCES:
            self.provenance[record.id] = source
        try:
            return patches.patched(record, patch, text=self.text) if patch else record
        except PatchError as error:
            self._refuse(each.line, Message("cas.note", reason=str(error)[:120]))
            return record


def _label(each: Annotation, features: dict[str, str]) -> str:
    """What ``each`` is, taken out of ``features``: by the usual feature, by its only one, else by
    its layer."""
    for name in _LABELS:
        if label := features.pop(name, ""):
            return label
    rest = [name for name in features if name not in (layers.NOTE, layers.IDENTIFIER)]
    if each.ends is not None and len(rest) == 1:  # such as DependencyType
        return features.pop(rest[0])
    return short(each.type)


def _value(text: str) -> str | bool:
    return text == "true" if text in ("true", "false") else text


def _by_place(mention: Mention) -> tuple[int, int]:
    return mention.spans[0].start, -mention.spans[-1].end

"""A folder of brat standoff: text and lines of each article, configuration, and a manifest."""

from collections import ChainMap, Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from juseok.core.model import (
    Attributes,
    Claim,
    ClaimLink,
    Entity,
    Mention,
    Relationship,
    Remark,
    Value,
)
from juseok.core.ops import Json
from juseok.core.records import to_body
from juseok.core.spans import Spans, prove
from juseok.formats import patches
from juseok.formats.base import Report
from juseok.formats.brat import notes
from juseok.formats.brat.conf import Used, annotation_conf, visual_conf
from juseok.formats.brat.lines import (
    ARGS,
    FORM,
    JUSEOK,
    NOTES,
    QUESTION,
    REMARK,
    AttributeLine,
    Equiv,
    Event,
    Line,
    NoteLine,
    Relation,
    as_name,
    end_name,
    format_line,
    fragments_of,
    is_one_line,
    joined,
    normalization_line,
    one_line,
    text_bound_line,
)
from juseok.formats.document import (
    About,
    Document,
    Feature,
    Frame,
    Kept,
    Support,
    Way,
)
from juseok.formats.folder import MANIFEST, NewNames, Titled, title_of, write_bytes
from juseok.formats.frames import claim_of, framed
from juseok.formats.manifest import Manifest
from juseok.formats.parted import PartedWriter
from juseok.formats.tally import Counted, Tally, counted

_MAPPED: Final = frozenset(
    {Feature.LINES, Feature.ENTITIES, Feature.ALIASES, Feature.CONTENTS, Feature.ENTITY_ROLES,
     Feature.CLAIM_LINKS, Feature.EVIDENCE, Feature.REMARKS, Feature.HOW, Feature.PROVENANCE,
     Feature.ZONES, Feature.SENTENCES, Feature.METADATA}
)  # fmt: skip
_REPORTED: Final = frozenset({Feature.CROSS_LINKS, Feature.DERIVED, Feature.REJECTIONS})
_SUPPORT: Final[Support] = {
    each: Way.REPORTED if each in _REPORTED else Way.MAPPED if each in _MAPPED else Way.HELD
    for each in Feature
}


class Standoff(NamedTuple):
    """What came of one document: its two files, and what is counted and used in it."""

    titled: Titled
    text: bytes
    ann: bytes
    used: Used
    counted: Counted


class BratWriter(PartedWriter[Standoff]):
    """See ``resources/help`` for what becomes of what."""

    id: str = FORM
    names: Mapping[str, str] = {"ko": "brat 스탠드오프", "en": "brat standoff"}
    extensions: tuple[str, ...] = (".ann", ".txt")
    is_folder: bool = True
    support: Support = _SUPPORT

    def maker(self, about: About) -> Callable[[Document], Standoff]:
        del about
        return _standoff

    def put(self, made: Iterable[Standoff], path: Path, *, about: About) -> Report:
        """Write a new folder ``path``; raises ``OSError``."""
        path.mkdir()
        manifest = Manifest(self.id, about)
        tally = Tally(self.support, form=self.id)
        names = NewNames()
        used = Used()

        def put(name: str, data: bytes) -> None:
            write_bytes(path / name, data)
            manifest.add(name, data)

        for each in made:
            name = names.of(each.titled)
            put(f"{name}.txt", each.text)
            put(f"{name}.ann", each.ann)
            used.join(each.used)
            tally.count(each.counted)
        put("annotation.conf", annotation_conf(about.scheme, used).encode())
        put("visual.conf", visual_conf(about.scheme).encode())
        write_bytes(path / MANIFEST, tally.manifest(manifest))
        return tally.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        """The name of its files, and its lines."""
        return [f"{NewNames().of(title_of(document))}.ann", "", *ann_lines(document)]


def _standoff(document: Document) -> Standoff:
    """The files of ``document``; raises ``SpanError`` where a span does not prove."""
    ann = "".join([f"{line}\n" for line in ann_lines(document)])
    used = Used()
    used.add(document)
    text = document.article.text
    return Standoff(title_of(document), text.encode(), ann.encode(), used, counted(document))


def ann_lines(document: Document) -> list[str]:
    """The lines of one article's ``.ann``; raises ``SpanError`` where a span does not prove."""
    found = _Ann(document).lines()
    kept = document.kept.get(FORM, Kept())
    if not kept.whole:
        return [*found, *kept.lines]
    waiting = Counter(line.rstrip() for line in (*found, *kept.lines))
    ordered: list[str] = []
    for line in kept.whole:  # in its own order, with its own blanks at the ends of lines
        if waiting[line.rstrip()]:
            waiting[line.rstrip()] -= 1
            ordered.append(line)
    rest = Counter(waiting)
    for line in (*found, *kept.lines):
        if rest[line.rstrip()]:
            rest[line.rstrip()] -= 1
            ordered.append(line)
    return ordered


class _Ann:
    """The lines of one document, in the making."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.article.text
        self._how = patches.usual_how(document.annotations)
        self._source = patches.usual_provenance(document)
        kept = document.kept.get(FORM, Kept())
        self._given = kept.names
        self._used = set(kept.names.values())
        self._used.update(line.split("\t", 1)[0] for line in kept.lines)
        self._numbers: Counter[str] = Counter()
        self._names: dict[str, str] = {}
        self._lines: list[str] = []
        self._written: set[str] = set()
        self._entities = {entity.id: entity for entity in document.entities}
        self._keys: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._types: defaultdict[str, set[str]] = defaultdict(set)
        self._mentions = {each.id: each for each in document.annotations.mentions}

    def lines(self) -> list[str]:
        found = self._document.annotations
        for mention in found.mentions:
            self._name(mention.id, "T")
        for record in (*found.claims, *self._document.frames):
            self._name(record.id, "E")
        for mention in found.mentions:
            self._mention(mention)
        for claim in found.claims:
            self._claim(claim)
        for frame in self._document.frames:
            self._frame(frame)
            given = {name: Value(value) for name, value in frame.attributes.items()}
            self._attributes(frame.id, notes.held_attributes(given, self._how))
            self._note(frame.id, one_line(frame.note))  # what other formats have in several
        self._edges()
        for group in self._document.groups:
            members = tuple(self._names.get(each, each) for each in group.members)
            self._put(Equiv(group.type, members))
        self._entity_notes()
        self._article_note()
        return self._lines

    def _put(self, line: Line) -> None:
        self._lines.append(format_line(line))

    def _name(self, obj: str, letter: str) -> str:
        """The id of ``obj`` in the file: its own if it has one, else the next that is free."""
        name = self._given.get(obj, "")
        if not name.startswith(letter) and not (letter == "A" and name.startswith("M")):
            number = self._numbers[letter] + 1
            while (name := f"{letter}{number}") in self._used:
                number += 1
            self._numbers[letter] = number
        self._names[obj] = name
        return name

    def _text_bound(self, obj: str, type_: str, spans: Spans) -> str:
        prove(self._text, spans)
        return self._fragments(obj, as_name(type_), fragments_of(spans))

    def _fragments(self, obj: str, type_: str, fragments: Spans) -> str:
        name = self._names.get(obj) or self._name(obj, "T")
        if name not in self._written:  # it may be the trigger of two events
            self._written.add(name)
            self._lines.append(text_bound_line(name, type_, fragments))
        return name

    def _mention(self, mention: Mention) -> None:
        prove(self._text, mention.spans)
        fragments, type_ = fragments_of(mention.spans), as_name(mention.type)
        name = self._fragments(mention.id, type_, fragments)
        entity = self._entities.get(mention.entity)
        if entity is not None:
            self._types[entity.id].add(type_)
            number = self._name(f"{mention.id}~entity", "N")
            line = normalization_line(number, name, self._key(entity), self._words_of(entity))
            self._lines.append(line)
        attributes = notes.held_attributes(mention.attributes, self._how)
        note = notes.held_note(mention.note)
        self._attributes(mention.id, attributes)
        self._note(mention.id, note)
        if (
            mention.how == self._how
            and len(fragments) == 1
            and fragments == mention.spans
            and type_ == mention.type
            and note == mention.note
            and (entity is not None or not mention.entity)
            and attributes == mention.attributes
        ):  # plain lines say everything, as of most
            self._patch(mention.id, {})
            return
        plain = replace(
            mention, type=type_, spans=joined(self._text, fragments),
            entity=mention.entity if entity is not None else "", attributes=attributes,
            how=self._how, note=note, derived_from="",
        )  # fmt: skip
        self._patch(mention.id, patches.difference(mention, plain, self._names))

    def _claim(self, claim: Claim) -> None:
        made = framed(claim)
        for part in made.parts:
            self._text_bound(part.id, part.type, part.spans)
        frame = replace(
            made.frame,
            roles=tuple((role, each) for role, each in made.frame.roles if each in self._names),
        )
        self._frame(frame)
        seen = ChainMap[str, Mention]({}, self._mentions)
        for part in made.parts:  # as they are read back
            seen[part.id] = replace(part, spans=joined(self._text, fragments_of(part.spans)))
        trigger = joined(self._text, fragments_of(frame.trigger))
        plain = replace(
            claim_of(replace(frame, trigger=trigger), seen, text=self._text,
                     layer=claim.layer, article=claim.article),
            attributes=notes.held_attributes(claim.attributes, self._how),
            how=self._how,
            note=notes.held_note(claim.note),
        )  # fmt: skip
        self._attributes(claim.id, plain.attributes)
        self._note(claim.id, claim.note)
        self._patch(claim.id, patches.difference(claim, plain, self._names))

    def _frame(self, frame: Frame) -> None:
        trigger = self._text_bound(f"{frame.id}.trigger", frame.type, frame.trigger)
        roles = tuple((role, self._names.get(each, each)) for role, each in frame.roles)
        self._put(Event(self._names[frame.id], as_name(frame.type), trigger, roles))

    def _edges(self) -> None:
        found = self._document.annotations
        for each in (*found.relationships, *found.claim_links):
            if each.head not in self._names or each.tail not in self._names:
                continue  # counted as a link to another article
            name = self._name(each.id, "R")
            head, tail = self._names[each.head], self._names[each.tail]
            first, second = (
                self._given.get(end_name(each.id, at), arg) for at, arg in enumerate(ARGS)
            )
            self._put(Relation(name, as_name(each.type), head, tail, (first, second)))
            self._note(each.id, each.note)
            self._patch(each.id, self._edge_patch(each))

    def _edge_patch(self, edge: Relationship | ClaimLink) -> patches.Patch:
        note, type_ = notes.held_note(edge.note), as_name(edge.type)
        if isinstance(edge, ClaimLink):
            plain = replace(edge, type=type_, how=self._how, note=note, derived_from="")
            return patches.difference(edge, plain, self._names)
        told = replace(
            edge, type=type_, evidence=(), attributes={}, how=self._how, note=note, derived_from=""
        )
        return patches.difference(edge, told, self._names)

    def _attributes(self, obj: str, attributes: Attributes) -> None:
        """``attributes``: those that lines can say."""
        for name, value in attributes.items():
            number = self._name(f"{obj}@{name}", "A")
            held = value.value if isinstance(value.value, str) else True
            self._put(AttributeLine(number, name, self._names[obj], held))

    def _note(self, obj: str, note: str) -> None:
        if notes.held_note(note):
            number = self._name(f"{obj}#note", "#")
            self._put(NoteLine(number, NOTES, self._names[obj], note))

    def _patch(self, obj: str, patch: patches.Patch) -> None:
        source = self._document.provenance.get(obj)
        if source is not None and source != self._source:
            patch = {**patch, "provenance": source}
        if patch:
            self._own(f"{notes.RECORD}{self._names[obj]}", patch)

    def _own(self, target: str, patch: Mapping[str, Json]) -> None:
        number = self._name(f"{target}#", "#")
        self._put(NoteLine(number, JUSEOK, target, notes.dump(patch)))

    def _entity_notes(self) -> None:
        for entity in self._document.entities:
            key = self._key(entity)
            if self._is_said(entity, key):
                continue
            patch = notes.entity_patch(entity, self._plain_entity(entity, key))
            if patch:
                self._own(key, patch)

    def _is_said(self, entity: Entity, key: str) -> bool:
        """Whether normalizations say everything of ``entity``, as of most."""
        return (
            not (entity.aliases or entity.attributes or entity.note or entity.kb_id)
            and key == f"{notes.OWN_DB}:{entity.id}"
            and self._types.get(entity.id) == {entity.type}
            and self._words_of(entity) == entity.name
        )

    def _words_of(self, entity: Entity) -> str:
        if entity.id not in self._words:
            self._words[entity.id] = notes.entity_words(entity)
        return self._words[entity.id]

    def _key(self, entity: Entity) -> str:
        if entity.id not in self._keys:
            self._keys[entity.id] = notes.entity_key(entity, self._document)
        return self._keys[entity.id]

    def _plain_entity(self, entity: Entity, key: str) -> Entity | None:
        if entity.id not in self._types:
            return None
        type_ = min(self._types[entity.id])
        return notes.plain_entity(key, type_=type_, name=self._words_of(entity))

    def _article_note(self) -> None:
        patch = patches.article_patch(self._document, self._how)
        left = [each for each in self._document.annotations.remarks if not self._remark(each)]
        if left:
            patch["remarks"] = [self._remark_body(each) for each in left]
        if patch:
            self._own(notes.ARTICLE, patch)

    def _remark(self, remark: Remark) -> bool:
        """Write ``remark`` as a plain note; False where it cannot be one."""
        target = self._names.get(remark.target)
        if target is None or remark.resolved or not is_one_line(remark.text):
            return False
        sort = QUESTION if remark.sort == "question" else REMARK
        self._put(NoteLine(self._name(remark.id, "#"), sort, target, remark.text))
        return True

    def _remark_body(self, remark: Remark) -> dict[str, Json]:
        body = {k: v for k, v in to_body(remark).items() if k not in ("layer", "article")}
        is_article = remark.target == self._document.article.id
        body["target"] = (
            notes.ARTICLE if is_article else self._names.get(remark.target, remark.target)
        )
        return body

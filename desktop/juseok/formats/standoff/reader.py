"""Annotations without texts, in again: against the articles that are here, found by their hash.

Every place is proved by the hash of its words; what does not prove is refused with its line, and
what hangs on it, too.
"""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, Final, TypeAlias, cast, get_args

import msgspec

from juseok.core.ids import sha256_hex
from juseok.core.messages import Message
from juseok.core.model import (
    Article,
    ArticleAnnotations,
    Attributes,
    Claim,
    ClaimLink,
    Entity,
    How,
    Mention,
    Metadata,
    Ref,
    Refs,
    Relationship,
    Value,
)
from juseok.core.spans import Span, Spans
from juseok.core.text import NORM_VERSION
from juseok.formats.base import ReportBuilder
from juseok.formats.document import ROLES, Document, Provenance, role
from juseok.formats.json_tools.reading import are_several
from juseok.formats.json_tools.values import objects_in
from juseok.formats.raw.items import file_name
from juseok.formats.standoff import lines
from juseok.formats.standoff.writer import DIGITS, FORM, NAMES, VERSION

TextOf: TypeAlias = Callable[[str], str | None]
"""Id of an article → its text; None: it is not here."""

_BESIDE: Final = frozenset({"format", "publisher", "published_at", "url", "zones", "sentencing"})
"""What a line says of an article for those who have no project; it is here with the text."""
_HEAD: Final = 4096
_OURS: Final = re.compile(rb'\A(?:\xef\xbb\xbf)?\s*\{\s*"format"\s*:\s*"juseok-standoff"')
_BY: Final = re.compile(rb'"annotator"\s*:\s*"((?:[^"\\]|\\.)*)"')


class _UnprovedError(Exception):
    """Other words stand at a place than the file was made from."""


class StandoffReader:
    """JSON lines, an article each; ``text_of`` is who has the texts."""

    id: str = FORM
    names: Mapping[str, str] = NAMES
    extensions: tuple[str, ...] = (".jsonl",)

    def __init__(self, text_of: TextOf | None = None) -> None:
        self._text_of = text_of

    def recognises(self, path: Path) -> bool:
        """A file whose first line says so."""
        if not path.is_file():
            return False
        with open(path, "rb") as file:
            return _OURS.match(file.read(_HEAD)) is not None

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[Document]:
        """The articles of ``path`` whose texts are here; see :class:`DocumentReader`.

        Where the file is of several people each line goes to whom it names.
        """
        name = file_name(path)
        several = path.is_file() and are_several(path, _BY)
        for found in objects_in(path, report):
            try:
                line = msgspec.convert(found.value, lines.Line)
            except msgspec.ValidationError:
                report.refuse(Message("standoff.shape"), file=name, line=found.line)
                continue
            for field, count in sorted(Counter(_strangers(found.value, lines.Line)).items()):
                told = Message("json.passed_over", name=field[:60], count=count)
                report.change(told, file=name, line=found.line)
            document = self._document(line, _Told(name, found.line, report), several=several)
            if document is not None:
                yield document

    def _document(self, line: lines.Line, told: "_Told", *, several: bool) -> Document | None:
        if line.version > VERSION:
            told.refuse("standoff.version", version=line.version)
            return None
        if self._text_of is None:
            told.refuse("standoff.no_texts")
            return None
        text = self._text_of(line.article)
        if text is None:
            told.refuse("standoff.no_article", article=line.article[:12])
            return None
        if len(text) != line.length or sha256_hex(text.encode()) != line.sha256:
            told.refuse("standoff.other_text", article=line.article[:12])
            return None
        made = _Annotations(line, text, told)
        annotations = made.annotations()
        return Document(
            article=Article(line.article, text, (), Metadata(), NORM_VERSION),
            annotations=annotations,
            entities=made.entities(annotations),
            annotator=line.annotator,
            coder=line.annotator if several else "",
            name=line.article[:12],
            file=told.file,
            provenance=made.provenance,
            places=dict.fromkeys(made.known, told.line),
        )


@dataclass(frozen=True, slots=True)
class _Told:
    """Where one line stands, and what is told of it."""

    file: str
    line: int
    report: ReportBuilder

    def refuse(self, code: str, **params: str | int) -> None:
        self.report.refuse(Message(code, **params), file=self.file, line=self.line)


class _Annotations:
    """The records of one line; ``known``: the ids of those that were taken."""

    def __init__(self, line: lines.Line, text: str, told: _Told) -> None:
        self._line, self._text, self._told = line, text, told
        self._entities = {each.id: each for each in line.entities}
        self._names: dict[str, str] = {}
        self.known: set[str] = set()
        self.provenance: dict[str, Provenance] = {}

    def annotations(self) -> ArticleAnnotations:
        line = self._line
        mentions = tuple(filter(None, map(self._mention, line.mentions)))
        self._names = _names(mentions)
        claims = tuple(filter(None, map(self._claim, line.claims)))
        claims = tuple(self._whole(each) for each in claims)
        relationships = tuple(filter(None, map(self._relationship, line.relationships)))
        return ArticleAnnotations(
            mentions=mentions,
            claims=claims,
            relationships=relationships,
            claim_links=tuple(filter(None, map(self._link, line.claim_links))),
        )

    def entities(self, found: ArticleAnnotations) -> tuple[Entity, ...]:
        """Those that are spoken of, each called by the words of its first mention."""
        used = dict.fromkeys(each.entity for each in found.mentions if each.entity)
        refs = (ref for claim in found.claims for name in ROLES for ref in role(claim, name))
        used |= dict.fromkeys(ref.id for ref in refs if ref.sort == "entity")
        return tuple(self._entity(self._entities[each]) for each in used)

    def _entity(self, said: lines.Entity) -> Entity:
        """Without a mention it is called by its type and id, where it is not in the project."""
        name = self._names.get(said.id) or f"{said.type} {said.id[:6]}"
        return Entity(said.id, "", said.type, name, kb_id=said.kb_id or "")

    def _mention(self, said: lines.Mention) -> Mention | None:
        try:
            spans = self._spans(said.spans)
        except _UnprovedError:
            return None
        entity = said.entity or ""
        if entity and entity not in self._entities:
            self._told.refuse("standoff.ends")
        self._take(said)
        return Mention(
            said.id, "", self._line.article, said.type, spans,
            entity if entity in self._entities else "", _attributes(said), said.how,
        )  # fmt: skip

    def _claim(self, said: lines.Claim) -> Claim | None:
        try:
            content, cue = self._spans(said.content), self._spans(said.cue)
            roles = {name: self._refs(getattr(said, name)) for name in ROLES}
        except _UnprovedError:
            return None
        self._take(said)
        state = cast("Any", said.source_state)
        return Claim(
            said.id, "", self._line.article, content, cue, source_state=state,
            nested_in=said.nested_in or "", attributes=_attributes(said), how=said.how,
            **cast("Any", roles),
        )  # fmt: skip

    def _whole(self, claim: Claim) -> Claim:
        """``claim`` within none that was refused."""
        if not claim.nested_in or claim.nested_in in self.known:
            return claim
        self._told.refuse("standoff.ends")
        return replace(claim, nested_in="")

    def _relationship(self, said: lines.Relationship) -> Relationship | None:
        try:
            evidence = self._spans(said.evidence)
        except _UnprovedError:
            return None
        if not self._has_ends(said):
            return None
        self._take(said)
        return Relationship(
            said.id, "", self._line.article, said.type, said.head, said.tail, evidence,
            _attributes(said), said.how,
        )  # fmt: skip

    def _link(self, said: lines.Edge) -> ClaimLink | None:
        if not self._has_ends(said):
            return None
        self._take(said)
        return ClaimLink(said.id, "", self._line.article, said.type, said.head, said.tail, said.how)

    def _has_ends(self, said: lines.Edge) -> bool:
        whole = {said.head, said.tail} <= self.known
        if not whole:
            self._told.refuse("standoff.ends")
        return whole

    def _take(self, said: lines.Record) -> None:
        self.known.add(said.id)
        if said.provenance:
            self.provenance[said.id] = said.provenance

    def _refs(self, given: list[list[Any]]) -> Refs:
        return tuple(ref for each in given if (ref := self._ref(each)) is not None)

    def _ref(self, given: list[Any]) -> Ref | None:
        match given:
            case ["span", int(start), int(end), str(digest)]:
                return Ref("span", span=self._span((start, end, digest)))
            case ["mention", str(obj)] if obj in self.known:
                return Ref("mention", obj)
            case ["entity", str(obj)] if obj in self._entities:
                return Ref("entity", obj)
            case _:
                self._told.refuse("standoff.ends")
                return None

    def _spans(self, places: list[lines.Place]) -> Spans:
        made = tuple(self._span(each) for each in places)
        if any(after.start < before.end for before, after in itertools.pairwise(made)):
            self._told.refuse("standoff.place", start=made[0].start, end=made[-1].end)
            raise _UnprovedError
        return made

    def _span(self, place: lines.Place) -> Span:
        start, end, digest = place
        words = self._text[start:end] if 0 <= start < end <= len(self._text) else ""
        if sha256_hex(f"{self._line.article}\x1f{words}".encode())[:DIGITS] != digest or not words:
            self._told.refuse("standoff.place", start=start, end=end)
            raise _UnprovedError
        return Span(start, end, words)


def _strangers(value: object, shape: Any) -> Iterator[str]:
    """The names in ``value`` that its shape does not have, with the table that they stand in."""
    if not isinstance(value, dict):
        return
    known = {each.name: get_args(each.type) for each in fields(shape)}
    for name, held in cast("dict[str, object]", value).items():
        if name not in known:
            if shape is not lines.Line or name not in _BESIDE:
                yield name
        elif isinstance(held, list) and known[name] and is_dataclass(known[name][0]):
            for each in cast("list[object]", held):
                yield from (f"{name}.{more}" for more in _strangers(each, known[name][0]))


def _names(mentions: tuple[Mention, ...]) -> dict[str, str]:
    """Entity → the words of its first mention: names do not stand in the file."""
    found: dict[str, str] = {}
    for each in mentions:
        if each.entity:
            found.setdefault(each.entity, " ".join(span.quote for span in each.spans))
    return found


def _attributes(said: lines.Said | lines.Relationship) -> Attributes:
    return {name: Value(value, How.IMPORTED) for name, value in said.attributes.items()}

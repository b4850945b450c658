"""RDF as Turtle (https://www.w3.org/TR/turtle/), written as a stream, article by article.

Entities, articles and claims are said in the words of schema.org (https://schema.org/Claim); what
it has no word for stands under ``urn:juseok:``.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote

from juseok.core.model import Attributes, Claim, Entity, Metadata, PublishedAt, Ref
from juseok.core.spans import Spans, prove
from juseok.formats.base import Report
from juseok.formats.document import (
    ROLES,
    About,
    Document,
    Feature,
    Support,
    Way,
    features_of,
    kinds_of,
    losses,
    role,
)
from juseok.formats.graphs.graph import is_uuid
from juseok.formats.wording import words_of

FAMILY: Final = "turtle"
_REPORTED: Final = frozenset(
    {Feature.REMARKS, Feature.HOW, Feature.DERIVED, Feature.REJECTIONS, Feature.ZONES,
     Feature.SENTENCES}
)  # fmt: skip
_MAPPED: Final = frozenset(
    {Feature.DISCONTINUOUS, Feature.LINES, Feature.OVERLAP, Feature.ENTITY_LINKS,
     Feature.CONTENTS, Feature.EVIDENCE, Feature.ROLES, Feature.RELATIONSHIPS, Feature.CLAIMS,
     Feature.METADATA, Feature.ATTRIBUTES}
)  # fmt: skip
_SUPPORT: Final[Support] = {
    each: Way.REPORTED if each in _REPORTED else Way.MAPPED if each in _MAPPED else Way.HELD
    for each in Feature
}
SCHEMA: Final = "https://schema.org/"
NAMESPACE: Final = "urn:juseok:"
_PREFIXES: Final = (
    f"@prefix schema: <{SCHEMA}> .\n"
    f"@prefix juseok: <{NAMESPACE}term:> .\n"
    f"@prefix type: <{NAMESPACE}type:> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n"
)
SCHEMA_TYPES: Final[Mapping[str, str]] = {
    "PERSON": "Person", "ORG": "Organization", "GPE": "AdministrativeArea", "LOC": "Place",
    "PRODUCT": "Product", "EVENT": "Event", "WORK": "CreativeWork", "LAW": "Legislation",
    "TITLE": "Occupation", "MONEY": "MonetaryAmount", "QUANTITY": "QuantitativeValue",
}  # fmt: skip
"""What types of the default scheme are in schema.org."""
_ROLE: Final[Mapping[str, str]] = {
    "source": "schema:author", "object": "schema:about", "affiliation": "juseok:affiliation",
    "medium": "juseok:medium", "time": "juseok:claimTime", "place": "juseok:claimPlace",
}  # fmt: skip
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL: Final = re.compile(r'[\x00-\x1f"\\\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]')
_WIKIDATA: Final = re.compile(r"Q[1-9][0-9]*")
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


class TurtleWriter:
    """One file; an entity stands in it once, with the article that names it first."""

    id: str = "turtle"
    names: Mapping[str, str] = {"ko": "RDF (Turtle)", "en": "RDF (Turtle)"}
    extensions: tuple[str, ...] = (".ttl",)
    is_folder: bool = False
    support: Support = _SUPPORT

    def write(self, documents: Iterable[Document], path: Path, *, about: About) -> Report:
        """Write a new file ``path``; raises ``OSError``, and ``SpanError`` where a span does
        not prove."""
        counts: Counter[Feature] = Counter()
        kinds: Counter[str] = Counter()
        told: set[str] = set()
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(_PREFIXES + _export(about))
            for document in documents:
                for block in _Turtle(document, told).blocks():
                    file.write(block)
                counts += features_of(document)
                kinds += kinds_of(document)
        lost = losses(counts, self.support, form=FAMILY, returns=False)
        return Report(written=kinds["article"], kinds=dict(kinds)) + lost

    def sample(self, document: Document, *, about: About) -> list[str]:
        """What one article says."""
        text = _PREFIXES + "".join(_Turtle(document, set()).blocks())
        return text.rstrip("\n").split("\n")


class _Turtle:
    """The statements of one article."""

    def __init__(self, document: Document, told: set[str]) -> None:
        self._document = document
        self._told = told
        self._article = document.article.id
        self._text = document.article.text
        self._entities = {each.id: each for each in document.entities}
        self._mentions = {each.id: each for each in document.annotations.mentions}

    def blocks(self) -> Iterator[str]:
        """Subjects with what is said of them, each one block."""
        found = self._document.annotations
        for entity in self._document.entities:
            if entity.id not in self._told:
                self._told.add(entity.id)
                yield _block(_entity(entity.id), _of_entity(entity))
        for mention in found.mentions:
            prove(self._text, mention.spans)
        yield _block(_article(self._article), self._of_article())
        for mention in found.mentions:
            if mention.entity not in self._entities:
                said = [*_types(mention.type), ("schema:name", _literal(words_of(mention.spans)))]
                said += [("schema:subjectOf", _article(self._article)), *_note(mention.note)]
                yield _block(self._iri(mention.id), [*said, *_values(mention.attributes)])
        for claim in found.claims:
            yield _block(self._iri(claim.id), self._of_claim(claim))
        yield from self._edges()

    def _of_article(self) -> "list[Said]":
        meta = self._document.article.metadata
        mentions = self._document.annotations.mentions
        counts = Counter(each.entity for each in mentions if each.entity in self._entities)
        said: list[Said] = [("a", "schema:NewsArticle"), *_of_metadata(meta)]
        said.append(("schema:identifier", _literal(self._article)))
        said += [("schema:mentions", _entity(each)) for each in counts]
        said += [("schema:mentions", self._iri(each.id))
                 for each in mentions if each.entity not in self._entities]  # fmt: skip
        if self._document.annotator:
            said.append(("juseok:annotator", _literal(self._document.annotator)))
        said += [
            ("juseok:mentionCount",
             f"[ juseok:of {_entity(entity)} ; juseok:count {count} ]")
            for entity, count in counts.items()
        ]  # fmt: skip
        return said

    def _of_claim(self, claim: Claim) -> "list[Said]":
        prove(self._text, claim.content)
        prove(self._text, claim.cue)
        said: list[Said] = [
            ("a", "schema:Claim"),
            ("schema:text", _words(claim.content)),
            ("schema:appearance", _article(self._article)),
            ("juseok:sourceState", _literal(claim.source_state)),
        ]
        if claim.cue:
            said.append(("juseok:cue", _words(claim.cue)))
        for name in ROLES:
            said += [(_ROLE[name], end) for ref in role(claim, name) if (end := self._ref(ref))]
        if claim.nested_in:
            said.append(("schema:isPartOf", self._iri(claim.nested_in)))
        return [*said, *_values(claim.attributes), *_note(claim.note), *self._from(claim.id)]

    def _edges(self) -> Iterator[str]:
        found = self._document.annotations
        for each in found.relationships:
            head, tail = self._end(each.head), self._end(each.tail)
            if not (head and tail):
                continue
            prove(self._text, each.evidence)
            said: list[Said] = [
                ("a", "juseok:Relationship"), ("juseok:type", _type(each.type)),
                ("juseok:head", head), ("juseok:tail", tail),
                ("schema:appearance", _article(self._article)),
            ]  # fmt: skip
            if each.evidence:
                said.append(("juseok:evidence", _words(each.evidence)))
            said += [*_values(each.attributes), *_note(each.note), *self._from(each.id)]
            yield _block(self._iri(each.id), said)
            yield f"{head} {_type(each.type)} {tail} .\n\n"
        for link in found.claim_links:
            head, tail = self._iri(link.head), self._iri(link.tail)
            said = [
                ("a", "juseok:ClaimLink"), ("juseok:type", _type(link.type)),
                ("juseok:head", head), ("juseok:tail", tail), *_note(link.note),
                *self._from(link.id),
            ]  # fmt: skip
            yield _block(self._iri(link.id), said)
            yield f"{head} {_type(link.type)} {tail} .\n\n"

    def _ref(self, ref: Ref) -> str:
        if ref.span is not None:
            prove(self._text, (ref.span,))
            return f"[ a schema:Thing ; schema:name {_words((ref.span,))} ]"
        if ref.sort == "entity":
            return _entity(ref.id) if ref.id in self._entities else ""
        return self._end(ref.id)

    def _end(self, mention: str) -> str:
        found = self._mentions.get(mention)
        if found is None:
            return ""
        return _entity(found.entity) if found.entity in self._entities else self._iri(mention)

    def _iri(self, obj: str) -> str:
        return _urn(obj) if is_uuid(obj) else _iri(f"{NAMESPACE}in:", self._article, obj)

    def _from(self, obj: str) -> "list[Said]":
        source = self._document.provenance.get(obj)
        return [("juseok:provenance", _literal(source))] if source else []


Said = tuple[str, str]


def _block(subject: str, said: "list[Said]") -> str:
    rows = " ;\n    ".join(f"{name} {value}" for name, value in said)
    return f"{subject} {rows} .\n\n"


def _export(about: About) -> str:
    said: list[Said] = [("a", "schema:Dataset"), ("schema:name", _literal(about.project))]
    said += [("schema:dateCreated", _literal(about.date))] if about.date else []
    said += [("juseok:layer", _literal(about.layer))] if about.layer else []
    said.append(("juseok:scheme", _literal(f"{about.scheme.id} {about.scheme.version}")))
    return _block(_iri(NAMESPACE, "export"), said)


def _of_entity(entity: Entity) -> "list[Said]":
    said = [*_types(entity.type), ("schema:name", _literal(entity.name))]
    said += [("schema:alternateName", _literal(name)) for name in entity.aliases]
    if _WIKIDATA.fullmatch(entity.kb_id):
        said.append(("schema:sameAs", f"<http://www.wikidata.org/entity/{entity.kb_id}>"))
    elif entity.kb_id:
        said.append(("schema:identifier", _literal(entity.kb_id)))
    return [*said, *_values(entity.attributes), *_note(entity.note)]


def _of_metadata(meta: Metadata) -> "list[Said]":
    said = [
        (name, _literal(value))
        for name, value in (
            ("schema:headline", meta.title), ("schema:alternativeHeadline", meta.kicker),
            ("schema:url", meta.url), ("schema:inLanguage", meta.language),
            ("schema:articleSection", meta.section), ("schema:copyrightNotice", meta.copyright),
            ("schema:datePublished", _moment(meta.published)),
            ("schema:dateModified", _moment(meta.modified)),
        )
        if value
    ]  # fmt: skip
    said += [("schema:author", f"[ a schema:Person ; schema:name {_literal(name)} ]")
             for name in meta.bylines]  # fmt: skip
    if meta.publisher:
        name = _literal(meta.publisher)
        said.append(
            ("schema:publisher", f"[ a schema:NewsMediaOrganization ; schema:name {name} ]")
        )
    return said


def _moment(at: PublishedAt) -> str:
    return at.iso or at.raw


def _types(type_: str) -> "list[Said]":
    return [("a", f"schema:{SCHEMA_TYPES.get(type_, 'Thing')}"), ("juseok:type", _type(type_))]


def _type(type_: str) -> str:
    return f"type:{type_}" if _NAME.fullmatch(type_) else _iri(f"{NAMESPACE}type:", type_)


def _values(attributes: Attributes) -> "list[Said]":
    said: list[Said] = []
    for name, each in attributes.items():
        term = f"juseok:{name}" if _NAME.fullmatch(name) else _iri(f"{NAMESPACE}term:", name)
        if isinstance(each.value, bool):
            said.append((term, "true" if each.value else "false"))
        elif each.value is not None:
            said.append((term, _literal(each.value)))
    return said


def _note(note: str) -> "list[Said]":
    return [("rdfs:comment", _literal(note))] if note else []


def _words(spans: Spans) -> str:
    return _literal(words_of(spans))


def _literal(text: str) -> str:
    if _SPECIAL.search(text) is None:
        return f'"{text}"'
    return f'"{_SPECIAL.sub(_escaped, text)}"'


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"
    return _ESCAPES.get(char) or f"\\u{ord(char):04X}"


def _article(article: str) -> str:
    return _iri(f"{NAMESPACE}article:", article)


def _entity(entity: str) -> str:
    return _urn(entity) if is_uuid(entity) else _iri(f"{NAMESPACE}entity:", entity)


def _urn(uuid: str) -> str:
    return f"<urn:uuid:{quote(uuid)}>"


def _iri(prefix: str, *parts: str) -> str:
    return f"<{prefix}{'/'.join(quote(part, safe='') for part in parts)}>"

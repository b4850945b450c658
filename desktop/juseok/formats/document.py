"""One article as other tools see it, and what a format can say of it.

Readers of foreign formats give :class:`Document`, writers take it; neither knows a project.  Types
of records that were read are the labels of the other tool until a label map turns them into types
of a scheme (``services.interchange.label_map``).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Literal, Protocol, TypeAlias

from juseok.core.messages import Message
from juseok.core.model import (
    Article,
    ArticleAnnotations,
    Claim,
    Entity,
    How,
    Kind,
    Metadata,
    Ref,
    Refs,
    SentenceEdits,
)
from juseok.core.morphs import Analyser
from juseok.core.scheme import Scheme
from juseok.core.spans import Spans, bounds
from juseok.formats.base import Format, Report, ReportBuilder, ReportLine

Provenance: TypeAlias = Literal["gold", "unanimous", "single"]
ROLES: Final = ("source", "affiliation", "medium", "time", "place", "object")
"""The roles of a claim that references fill, in the order in which they are written."""


Painter: TypeAlias = Callable[[str, Path, str, str], list[Path]]
"""Paints a page in rich text to a new file, with its title and a date; gives the files made."""


class Feature(StrEnum):
    """What an article can have that a format may not be able to say."""

    DISCONTINUOUS = "discontinuous"
    LINES = "lines"
    OVERLAP = "overlap"
    ATTRIBUTES = "attributes"
    ENTITY_LINKS = "entity_links"
    ENTITIES = "entities"
    ALIASES = "aliases"
    CLAIMS = "claims"
    CONTENTS = "contents"
    ROLES = "roles"
    ENTITY_ROLES = "entity_roles"
    NESTED_CLAIMS = "nested_claims"
    CLAIM_LINKS = "claim_links"
    CROSS_LINKS = "cross_links"
    RELATIONSHIPS = "relationships"
    EVIDENCE = "evidence"
    NOTES = "notes"
    REMARKS = "remarks"
    HOW = "how"
    PROVENANCE = "provenance"
    DERIVED = "derived"
    REJECTIONS = "rejections"
    ZONES = "zones"
    SENTENCES = "sentences"
    METADATA = "metadata"


class Way(StrEnum):
    """``held``: the format has a place for it.  ``mapped``: it is written in another shape and
    comes back, where the format is read at all.  ``reported``: it is left out, and counted."""

    HELD = "held"
    MAPPED = "mapped"
    REPORTED = "reported"


Support: TypeAlias = Mapping[Feature, Way]
"""What a writer does with each feature; every one of them is declared."""


@dataclass(frozen=True, slots=True)
class Frame:
    """An event of another tool: words that trigger it, and what plays which role in it.

    ``roles`` are pairs of a role as the file names it and the id of a mention or another frame.
    """

    id: str
    type: str
    trigger: Spans
    roles: tuple[tuple[str, str], ...] = ()
    attributes: Mapping[str, str | bool] = field(default_factory=dict[str, "str | bool"])
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Mentions that another tool says are one (equivalence, coreference chain)."""

    type: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What a reader of one format did not understand, to be written back by its writer.

    ``lines`` as they stand in the file.  ``names``: object id → the id it has there, for what the
    lines speak of, and after reading for everything.  ``whole``: every line, after reading only.
    """

    lines: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    whole: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article with the annotations of one person, of gold, or of the best there is.

    ``coder``: whose layer the annotations go into, in a file that several people coded; empty: of
    whoever imports.  ``name`` is what its file is called, without an ending.  ``data``: the bytes
    of the text as a reader found them.  ``provenance``: record id → where it comes from, for the
    best layer.  ``again``: one before it in an export is of the same article, which counts once.
    """

    article: Article
    annotations: ArticleAnnotations = field(default_factory=ArticleAnnotations)
    entities: tuple[Entity, ...] = ()
    annotator: str = ""
    coder: str = ""
    name: str = ""
    file: str = ""
    data: bytes = b""
    encoding: str = ""
    provenance: Mapping[str, Provenance] = field(default_factory=dict[str, Provenance])
    again: bool = False
    frames: tuple[Frame, ...] = ()
    groups: tuple[Group, ...] = ()
    kept: Mapping[str, Kept] = field(default_factory=dict[str, Kept])
    places: Mapping[str, int] = field(default_factory=dict[str, int])
    """Record id → line of the file, from 1, where a reader found it."""
    elsewhere: Set[str] = frozenset()
    """Claims of this and other documents of a file that links between two of them join, by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an export is of: whatever stands in its manifest beside counts and hashes.

    ``options``: what was chosen of the format's own (``formats.options``); ``asked``: what was
    asked for beside that, as JSON: a search, types, a split.  ``analyser``: whom a
    writer may ask for morphemes, ``painter``: whom for pictures; None: there is nobody.
    """

    scheme: Scheme
    project: str = ""
    project_id: str = ""
    layer: str = ""
    date: str = ""
    release: str = ""
    program: str = ""
    options: Mapping[str, str] = field(default_factory=dict[str, str])
    asked: Mapping[str, Any] = field(default_factory=dict[str, Any])
    analyser: Analyser | None = None
    painter: Painter | None = None


class DocumentReader(Format, Protocol):
    """Reads a file or a folder as a stream of documents.

    ``recognises`` looks at the name and at little of the content.  ``read`` yields what could be
    read; every line of the input is counted in ``report.read``, and what was changed, kept or
    refused stands there with file and line.
    """

    def recognises(self, path: Path) -> bool: ...
    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[Document]: ...


class DocumentWriter(Format, Protocol):
    """Writes documents to a new path, which whoever calls puts in place when it is whole.

    ``is_folder``: the path becomes a folder.  ``support`` says what becomes of each feature.
    ``sample`` gives the lines that a document would have, for a person to look at.
    """

    @property
    def is_folder(self) -> bool: ...
    @property
    def support(self) -> Support: ...
    def write(self, documents: Iterable[Document], path: Path, *, about: About) -> Report: ...
    def sample(self, document: Document, *, about: About) -> list[str]: ...


def role(claim: Claim, name: str) -> Refs:
    """What fills the role ``name`` (one of :data:`ROLES`) of ``claim``."""
    found: tuple[Ref, ...] = getattr(claim, name)
    return found


def features_of(document: Document) -> Counter[Feature]:
    """How often each feature occurs in ``document``; those that do not are left out."""
    counts: Counter[Feature] = Counter()
    found = document.annotations
    several = lines = 0
    for spans in _span_lists(document):
        if len(spans) == 1:  # as of most
            lines += "\n" in spans[0].quote
            continue
        several += len(spans) > 1
        lines += any("\n" in span.quote for span in spans)
    counts[Feature.DISCONTINUOUS], counts[Feature.LINES] = several, lines
    counts[Feature.OVERLAP] = _overlapping(document)
    counts[Feature.ENTITY_LINKS] = sum([bool(mention.entity) for mention in found.mentions])
    counts[Feature.ENTITIES] = len(document.entities)
    counts[Feature.ALIASES] = sum(len(entity.aliases) for entity in document.entities)
    _count_claims(found, counts)
    counts[Feature.RELATIONSHIPS] = len(found.relationships)
    counts[Feature.EVIDENCE] = sum([bool(each.evidence) for each in found.relationships])
    records = (*found.mentions, *found.claims, *found.relationships)
    counts[Feature.ATTRIBUTES] = sum([len(each.attributes) for each in records])
    noted = (*records, *found.claim_links)
    counts[Feature.NOTES] = sum([bool(each.note) for each in noted])
    counts[Feature.HOW] = sum([each.how is not How.IMPORTED for each in noted])
    counts[Feature.DERIVED] = sum([bool(each.derived_from) for each in noted])
    counts[Feature.REMARKS] = len(found.remarks)
    counts[Feature.REJECTIONS] = len(found.rejections)
    counts[Feature.PROVENANCE] = len(document.provenance)
    article = document.article
    counts[Feature.ZONES] = len(article.zones)
    counts[Feature.SENTENCES] = int(article.sentencing != SentenceEdits())
    counts[Feature.METADATA] = int(article.metadata != Metadata())
    return +counts


def losses(
    counts: Mapping[Feature, int], support: Support, *, form: str, returns: bool = True
) -> Report:
    """What became of the features of an export: mapped ones as notes, those left out as refused.

    ``form`` is the id of the format or its family, whose sentences say how each is mapped;
    ``returns``: an import brings them back.
    """
    notes: list[ReportLine] = []
    refused: list[ReportLine] = []
    for feature in Feature:
        count, way = counts.get(feature, 0), support[feature]
        if not count or way is Way.HELD:
            continue
        what = Message(f"feature.{feature}")
        if way is Way.MAPPED:
            how = Message(f"format.{form}.{feature}")
            code = "format.mapped" if returns else "format.mapped_out"
            told = Message(code, what=what, count=count, how=how)
            notes.append(ReportLine(told, severity="note"))
        else:
            refused.append(ReportLine(Message("format.left_out", what=what, count=count)))
    return Report(notes=tuple(notes), refused=tuple(refused))


def kinds_of(document: Document) -> Counter[str]:
    """How many records of each kind a document has."""
    found = document.annotations
    return +Counter(
        {
            Kind.ARTICLE.value: int(not document.again),
            Kind.MENTION.value: len(found.mentions),
            Kind.CLAIM.value: len(found.claims),
            Kind.RELATIONSHIP.value: len(found.relationships),
            Kind.CLAIM_LINK.value: len(found.claim_links),
            Kind.REMARK.value: len(found.remarks),
            Kind.ENTITY.value: len(document.entities),
        }
    )


def _count_claims(found: ArticleAnnotations, counts: Counter[Feature]) -> None:
    here = {claim.id for claim in found.claims}
    counts[Feature.CLAIMS] = len(found.claims)
    for claim in found.claims:
        refs = [ref for name in ROLES for ref in role(claim, name)]
        counts[Feature.CONTENTS] += len(claim.content) > 1
        counts[Feature.ROLES] += len(refs)
        counts[Feature.ENTITY_ROLES] += sum(ref.sort == "entity" for ref in refs)
        counts[Feature.NESTED_CLAIMS] += bool(claim.nested_in)
    for link in found.claim_links:
        is_here = link.head in here and link.tail in here
        counts[Feature.CLAIM_LINKS if is_here else Feature.CROSS_LINKS] += 1


def _span_lists(document: Document) -> list[Spans]:
    found = document.annotations
    lists = [mention.spans for mention in found.mentions]
    for claim in found.claims:
        lists += (claim.content, claim.cue)
        for name in ROLES:
            lists += [(ref.span,) for ref in role(claim, name) if ref.span is not None]
    return lists


def _overlapping(document: Document) -> int:
    """How many mentions share characters with one that begins before them, or where they do."""
    count, reach = 0, 0
    for start, end in sorted([bounds(each.spans) for each in document.annotations.mentions]):
        count += start < reach
        reach = max(reach, end)
    return count

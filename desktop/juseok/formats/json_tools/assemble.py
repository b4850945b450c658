"""From marks and edges as a file has them to a document: each place proved, each name looked up."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar, cast

from juseok.core.errors import TextError
from juseok.core.ids import article_id
from juseok.core.messages import Message
from juseok.core.model import (
    Article,
    ArticleAnnotations,
    Claim,
    ClaimLink,
    Entity,
    How,
    Mention,
    Metadata,
    Relationship,
    Remark,
    SentenceEdits,
    Value,
)
from juseok.core.text import NORM_VERSION, check_article_text, normalise
from juseok.formats import patches
from juseok.formats.base import ReportBuilder
from juseok.formats.brat import notes
from juseok.formats.document import Document, Frame, Kept, Provenance
from juseok.formats.frames import CLAIM, PART, ROLE_NAMES, claim_of, further_nests
from juseok.formats.json_tools.page import (
    MENTION,
    OWN,
    Names,
    edge_name,
    place_name,
)
from juseok.formats.json_tools.placed import Placed
from juseok.formats.json_tools.raw_page import RawEdge, RawMark, RawPage
from juseok.formats.offsets import Offsets
from juseok.formats.patches import Patch
from juseok.formats.strangers import strangers

_PROVENANCES: Final = ("gold", "unanimous", "single")
RecordT = TypeVar("RecordT", Mention, Claim, Relationship, ClaimLink)


def document_of(raw: RawPage, *, form: str, report: ReportBuilder) -> Document | None:
    """The document that ``raw`` is; None, and told, where its text cannot be an article."""
    normal = normalise(raw.text)
    try:
        check_article_text(normal.text)
    except TextError as error:
        report.refuse(error.message, file=raw.file, line=raw.line)
        return None
    return _Assembly(raw, Offsets(raw.text, normal), report).document(form)


class _Assembly:
    """One page, in the making."""

    def __init__(self, raw: RawPage, offsets: Offsets, report: ReportBuilder) -> None:
        self._raw, self._report = raw, report
        self._text = offsets.text
        self._article = article_id(self._text, NORM_VERSION)
        self._names: dict[str, str] = {}
        self._lines: dict[str, int] = {}
        self._used: set[str] = set()
        self._provenance: dict[str, Provenance] = {}
        self._own = self._owned(raw.own)
        for name, count in strangers(self._own, also="relations").items():
            self._change("json.passed_over", name=f"{OWN}.{name}"[:60], count=count)
        self._patches = self._table("records")
        placed = Placed(raw, offsets, report)
        self._spans, self._marks, self._edges = placed.spans, placed.marks, placed.edges

    def document(self, form: str) -> Document:
        self._name()
        how = patches.how_of(self._own)
        entities = self._entities()
        annotations = self._annotations(how, entities)
        usual = self._own.get("provenance")
        if usual in _PROVENANCES:
            found = (
                *annotations.mentions, *annotations.claims, *annotations.relationships,
                *annotations.claim_links,
            )  # fmt: skip
            for each in found:
                self._provenance.setdefault(each.id, usual)
        lost = [name for name in self._patches if name not in self._used]
        if lost:
            self._change("json.orphans", count=len(lost), name=lost[0][:60])
        annotator = self._own.get("annotator")
        raw = self._raw
        return Document(
            article=self._whole(),
            annotations=annotations,
            entities=tuple(entities.values()),
            annotator=annotator if isinstance(annotator, str) else raw.annotator,
            coder=raw.coder,
            name=raw.name,
            file=raw.file,
            data=raw.text.encode() if raw.text != self._text else b"",
            encoding="utf-8",
            provenance=self._provenance,
            kept={form: Kept(raw.kept)} if raw.kept else {},
            places=self._found_at(annotations),
        )

    def _found_at(self, found: ArticleAnnotations) -> dict[str, int]:
        records = (*found.mentions, *found.claims, *found.relationships, *found.claim_links)
        lines = dict.fromkeys([each.id for each in records], self._raw.line)
        for name in self._lines.keys() & lines.keys():
            lines[name] = self._lines[name]
        return lines

    def _refuse(self, code: str, **params: str | int) -> None:
        self._report.refuse(Message(code, **params), file=self._raw.file, line=self._raw.line)

    def _change(self, code: str, **params: str | int) -> None:
        self._report.change(Message(code, **params), file=self._raw.file, line=self._raw.line)

    def _name(self) -> None:
        if self._raw.ids:
            self._names = {id_: id_ for id_ in self._marks}
        else:
            of, spans = Names().of, self._spans
            self._names = {i: of(place_name(m.type, spans[i])) for i, m in self._marks.items()}
        if not self._raw.marked_in:
            self._lines = {
                self._names[id_]: mark.line for id_, mark in self._marks.items() if mark.line
            }

    # -- records

    def _annotations(self, how: How, entities: Mapping[str, Entity]) -> ArticleAnnotations:
        mentions: dict[str, Mention] = {}
        triggers: dict[str, Frame] = {}
        for id_, mark in self._marks.items():
            name, spans = self._names[id_], self._spans[id_]
            if mark.type == CLAIM and self._patch(name).get("is") != MENTION:
                triggers[name] = Frame(name, CLAIM, spans)
                continue
            entity = self._linked(name, mark) if name in self._patches else ""
            if not entity:
                linked = entities.get(mark.entity)
                entity = linked.id if linked else ""
            values = _values(mark.attributes, how) if mark.attributes else {}
            mentions[name] = Mention(
                name, "", self._article, mark.type, spans, entity, values, how, mark.note
            )
        roles: dict[str, list[tuple[str, str]]] = {name: [] for name in triggers}
        edges: list[RawEdge] = []
        for edge in self._edges:
            head, tail = self._names[edge.head], self._names[edge.tail]
            if head in triggers and edge.type in ROLE_NAMES:
                roles[head].append((edge.type, tail))
                for name in (*edge.attributes, *(["note"] if edge.note else [])):
                    self._change("json.passed_over", name=f"{edge.type}.{name}"[:60], count=1)
            else:
                edges.append(edge.between(head, tail))
        parts = {
            tail for each in roles.values() for _, tail in each
            if tail in mentions and mentions[tail].type.startswith(PART)
        }  # fmt: skip
        claims = self._claims(triggers, roles, mentions, how)
        kept = [
            self._patched(each) if name in self._patches and name not in self._used else each
            for name, each in mentions.items() if name not in parts
        ]  # fmt: skip
        relationships, links = self._relations(edges, claims, how)
        return ArticleAnnotations(
            tuple(kept), tuple(claims.values()), links, relationships, self._remarks()
        )

    def _linked(self, name: str, mark: RawMark) -> str:
        """The entity of a mention whose patch says nothing else, as most do; else empty."""
        patch = self._patches[name]
        if type(patch) is not dict or len(patch) != 1 or not mark.type:
            return ""
        given = patch.get("entity")
        if type(given) is not str or not given or mark.type.startswith(PART):
            return ""
        self._used.add(name)
        return given

    def _claims(
        self, triggers: Mapping[str, Frame], roles: Mapping[str, list[tuple[str, str]]],
        mentions: Mapping[str, Mention], how: How,
    ) -> dict[str, Claim]:  # fmt: skip
        marks = {self._names[id_]: mark for id_, mark in self._marks.items()}
        claims: dict[str, Claim] = {}
        for name, frame in triggers.items():
            mark, known = marks[name], tuple(roles[name])
            whole = replace(frame, roles=known)
            plain = claim_of(
                whole, mentions, text=self._text, article=self._article,
                attributes=_values(mark.attributes, how), how=how, note=mark.note,
            )  # fmt: skip
            nested = plain.nested_in
            if nested and (nested not in triggers or self._nests(nested, name, claims)):
                self._refuse("json.dangling", type="Nested-in", target=nested[:60])
                plain = replace(plain, nested_in="")
            for target in further_nests(whole):
                self._refuse("json.nested", id=name, target=target[:60])
            claims[name] = plain
        return {name: self._patched(claim) for name, claim in claims.items()}

    @staticmethod
    def _nests(start: str, goal: str, claims: Mapping[str, Claim]) -> bool:
        """Whether ``goal`` is ``start``, or what it is nested in by the claims read so far."""
        seen: set[str] = set()
        while start and start not in seen:
            if start == goal:
                return True
            seen.add(start)
            start = claims[start].nested_in if start in claims else ""
        return False

    def _relations(
        self, edges: Iterable[RawEdge], claims: Mapping[str, Claim], how: How
    ) -> tuple[tuple[Relationship, ...], tuple[ClaimLink, ...]]:
        names = Names()
        found: list[Relationship] = []
        links: list[ClaimLink] = []
        # Names of the fillers of roles count, too: they are edges of the file.
        for edge in self._edges:
            head, tail = self._names[edge.head], self._names[edge.tail]
            if head in claims and edge.type in ROLE_NAMES:
                names.of(edge_name(edge.type, head, tail))
        for edge in edges:
            name = names.of(edge_name(edge.type, edge.head, edge.tail))
            if edge.head in claims and edge.tail in claims:
                said = (f"{each}: {value}" for each, value in edge.attributes.items())
                note = "\n".join(filter(None, (edge.note, *said)))  # it has no attributes
                link = ClaimLink(
                    name, "", self._article, edge.type, edge.head, edge.tail, how, note
                )
                links.append(self._patched(link))
            else:
                made = Relationship(
                    name, "", self._article, edge.type, edge.head, edge.tail, (),
                    _values(edge.attributes, how), how, edge.note,
                )  # fmt: skip
                found.append(self._patched(made))
        return tuple(found), tuple(links)

    # -- what stands beside

    def _owned(self, given: object) -> Patch:
        if given is None:
            return {}
        if not isinstance(given, dict):
            self._refuse("json.own", reason=OWN)
            return {}
        return cast("Patch", given)

    def _table(self, name: str) -> Mapping[str, Any]:
        given = self._own.get(name, {})
        if not isinstance(given, dict):
            self._refuse("json.own", reason=name)
            return {}
        return given

    def _patch(self, name: str) -> Mapping[str, Any]:
        given = self._patches.get(name, {})
        return cast("Mapping[str, Any]", given) if isinstance(given, dict) else {}

    def _patched(self, record: RecordT) -> RecordT:
        patch = self._patches.get(record.id)
        if not patch or not isinstance(patch, dict):
            return record
        self._used.add(record.id)
        source = patch.pop("provenance", None)
        if source in _PROVENANCES:
            self._provenance[record.id] = source
        patch.pop("is", None)
        try:
            if not patch:
                return record
            return patches.patched(record, patch, text=self._text)
        except patches.PatchError as error:
            self._refuse("json.own", reason=f"{record.id[:60]}: {str(error)[:120]}")
            return record

    def _entities(self) -> dict[str, Entity]:
        """The entities that marks name or ``own`` describes, by their names in the file."""
        found: dict[str, Entity] = {}
        linked = [mark for mark in self._marks.values() if mark.entity]
        for mark in linked:
            known = found.get(mark.entity)
            if known is None:
                found[mark.entity] = notes.plain_entity(mark.entity, type_=mark.type, name="")
            elif mark.type < known.type:
                found[mark.entity] = replace(known, type=mark.type)
        table = self._table("entities")
        for key, patch in table.items():
            try:
                patch = patch if type(patch) is dict else _object(patch)
                found[key] = notes.patched_entity(found.get(key), patch)
            except patches.PatchError as error:
                self._refuse("json.own", reason=f"{key[:60]}: {str(error)[:120]}")
        nameless = {key for key, each in found.items() if not each.name} - table.keys()
        for mark in linked if nameless else ():  # it is called what is said of it first
            if mark.entity in nameless and not found[mark.entity].name:
                words = " ".join(each.quote for each in self._spans[mark.id])
                found[mark.entity] = replace(found[mark.entity], name=" ".join(words.split()))
        return found

    def _whole(self) -> Article:
        own, raw = self._own, self._raw
        zones, metadata, sentencing = raw.zones, Metadata(), SentenceEdits()
        if raw.metadata is not None:  # a person knows an article by its title, or by its file
            metadata = replace(raw.metadata, title=raw.metadata.title or raw.name)
        try:
            zones = patches.zones_of(own, self._text) or zones
            if "metadata" in own:
                metadata = patches.with_details(patches.metadata_of(own), raw.metadata)
            sentencing = patches.sentencing_of(own, self._text)
        except patches.PatchError as error:
            self._refuse("json.own", reason=str(error)[:120])
        return Article(
            self._article, self._text, zones, metadata, NORM_VERSION, sentencing=sentencing
        )

    def _remarks(self) -> tuple[Remark, ...]:
        found = patches.remarks_of(
            self._own, article=self._article, called=notes.ARTICLE, prefix="remark",
            refuse=lambda reason: self._refuse("json.own", reason=reason),
        )  # fmt: skip
        return tuple(found)


def _values(attributes: Mapping[str, str | bool], how: How) -> dict[str, Value]:
    return {name: Value(value, how) for name, value in attributes.items()}


def _object(given: object) -> Patch:
    if not isinstance(given, dict):
        raise patches.PatchError("no object")
    return cast("Patch", given)

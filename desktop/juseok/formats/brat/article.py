"""One article of brat standoff: from its text and what its lines say to a document."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from juseok.core.decoding import Decoded
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
    Zone,
)
from juseok.core.text import NORM_VERSION, check_article_text, normalise
from juseok.formats import patches
from juseok.formats.base import ReportBuilder
from juseok.formats.brat import notes
from juseok.formats.brat.lines import (
    FORM,
)
from juseok.formats.brat.said import Said
from juseok.formats.document import Document, Frame, Kept, Provenance
from juseok.formats.frames import CLAIM, PART, ROLE_NAMES, base_role, claim_of, further_nests
from juseok.formats.offsets import Offsets
from juseok.formats.patches import Patch
from juseok.formats.strangers import tell_strangers

_PROVENANCES: Final = ("gold", "unanimous", "single")
RecordT = TypeVar("RecordT", Mention, Claim, Relationship, ClaimLink)
LineT = TypeVar("LineT")


class ArticleReader:
    """The text of one article, ready for its lines; raises ``TextError`` where it cannot be one."""

    def __init__(self, decoded: Decoded, *, data: bytes, name: str, file: str) -> None:
        normal = normalise(decoded.text)
        check_article_text(normal.text)
        self.text = normal.text
        self.id = article_id(normal.text, NORM_VERSION)
        self.offsets = Offsets(decoded.text, normal, bom=decoded.bom)
        self.data, self.encoding = data, decoded.encoding
        self.name, self.file = name, file

    def document(
        self, lines: Sequence[str], *, file: str, report: ReportBuilder
    ) -> Document:  # fmt: skip
        """The document with what ``lines`` of ``file`` say; what they should not goes into
        ``report``."""
        said = Said(self.id, self.offsets, file, report)
        said.read(lines)
        return _Records(self, said).document(tuple(lines))


@dataclass(slots=True)
class _Records:
    """The records that lines tell of."""

    article: ArticleReader
    said: Said
    provenance: dict[str, Provenance] = field(default_factory=dict[str, Provenance])

    def document(self, lines: tuple[str, ...]) -> Document:
        number, whole = self.said.patches.get(notes.ARTICLE, (0, {}))
        for target, (line, patch) in self.said.patches.items():
            table = "records" if target.startswith(notes.RECORD) else "entities"
            own = patch if target == notes.ARTICLE else {table: [patch]}
            tell_strangers(own, self.said.report, file=self.said.file, line=line)
        how = patches.how_of(whole)
        usual = whole.get("provenance")
        entities, entity_of = self._entities()
        said, article = self.said, self.article.id
        mentions = {
            id_: Mention(
                id_, "", article, said.types[id_], spans, entity_of.get(id_, ""),
                self._values(id_, how) if id_ in said.attributes else {}, how,
                said.words.get(id_, ""),
            )
            for id_, spans in said.spans.items()
            if id_ not in said.triggers
        }  # fmt: skip
        claims, frames, parts = self._claims(mentions, how)
        relationships, links = self._joined(claims, how, lines)
        annotations = ArticleAnnotations(
            mentions=tuple([
                self._patched(each) for each in sorted(mentions.values(), key=_by_place)
                if each.id not in parts
            ]),
            claims=tuple(self._patched(each) for each in claims.values()),
            claim_links=links,
            relationships=relationships,
            remarks=(*self.said.remarks, *self._whole_remarks(number, whole)),
        )  # fmt: skip
        if usual in _PROVENANCES:
            for each in (*annotations.mentions, *annotations.claims, *links, *relationships):
                self.provenance.setdefault(each.id, usual)
        return Document(
            article=self._article(number, whole),
            annotations=annotations,
            entities=entities,
            annotator=str(whole.get("annotator", "")),
            name=self.article.name,
            file=self.said.file or self.article.file,
            data=self.article.data,
            encoding=self.article.encoding,
            provenance=self.provenance,
            frames=tuple(frames),
            groups=tuple(self.said.groups),
            kept={FORM: Kept(tuple(self.said.kept), self.said.names, lines)},
            places=self.said.places,
        )

    def _joined(
        self, claims: Container[str], how: How, lines: Sequence[str]
    ) -> tuple[tuple[Relationship, ...], tuple[ClaimLink, ...]]:
        """What joins two mentions, and what joins two claims."""
        relationships: list[Relationship] = []
        links: list[ClaimLink] = []
        for edge in self.said.edges:
            head = self.said.triggers.get(edge.head, edge.head)
            tail = self.said.triggers.get(edge.tail, edge.tail)
            note = self.said.words.get(edge.id, "")
            self.said.names[edge.id] = edge.id
            if head in claims and tail in claims:
                self.said.keep_attributes(edge.id, lines)  # a claim link has none
                link = ClaimLink(edge.id, "", self.article.id, edge.type, head, tail, how, note)
                links.append(self._patched(link))
            else:
                made = Relationship(
                    edge.id, "", self.article.id, edge.type, head, tail, (),
                    self._values(edge.id, how), how, note,
                )  # fmt: skip
                relationships.append(self._patched(made))
        return tuple(relationships), tuple(links)

    def _values(self, obj: str, how: How) -> dict[str, Value]:
        given = self.said.attributes.get(obj)
        return {name: Value(value, how) for name, value in given.items()} if given else {}

    def _claims(
        self, mentions: Mapping[str, Mention], how: How
    ) -> tuple[dict[str, Claim], list[Frame], set[str]]:
        """Claims of our own shape, frames of any other, and the mentions that are parts."""
        claims: dict[str, Claim] = {}
        frames: list[Frame] = []
        parts: set[str] = set()
        for frame in self.said.frames.values():
            is_own = frame.type == CLAIM and all(
                base_role(role) in ROLE_NAMES for role, _ in frame.roles
            )
            if not is_own:
                values = self.said.attributes.get(frame.id, {})
                note = self.said.words.get(frame.id, "")
                frames.append(replace(frame, attributes=values, note=note))
                continue
            claims[frame.id] = claim_of(
                frame, mentions, text=self.article.text, article=self.article.id,
                frames=self.said.frames, attributes=self._values(frame.id, how), how=how,
                note=self.said.words.get(frame.id, ""),
            )  # fmt: skip
            for target in further_nests(frame):
                told = Message("brat.nested", event=frame.id, target=target)
                self.said.refuse(self.said.places[frame.id], told)
            parts |= self._name_parts(frame)
        return claims, frames, parts

    def _name_parts(self, frame: Frame) -> set[str]:
        """Remember under which ids the parts of an own claim stand in the file."""
        parts: set[str] = set()
        for role, target in frame.roles:
            if self.said.types.get(target, "").startswith(PART):
                base = base_role(role)
                number = role.removeprefix(base) or "1"
                self.said.names[f"{frame.id}.{base.lower()}.{number}"] = target
                parts.add(target)
        return parts

    def _patched(self, record: RecordT) -> RecordT:
        """``record`` with what its note says more of it."""
        number, given = self.said.patches.get(f"{notes.RECORD}{record.id}", (0, {}))
        if not given:
            return record
        patch = dict(given)
        source = patch.pop("provenance", None)
        if source in _PROVENANCES:
            self.provenance[record.id] = source
        try:
            return patches.patched(record, patch, text=self.article.text) if patch else record
        except patches.PatchError as error:
            self.said.refuse(number, Message("brat.note", reason=str(error)[:120]))
            return record

    def _entities(self) -> tuple[tuple[Entity, ...], dict[str, str]]:
        """The entities that are named or described, and mention → entity."""
        found: dict[str, Entity] = {}
        keys: dict[str, str] = {}
        for target, line in self.said.linked.items():
            key = keys[target] = f"{line.db}:{line.ref}"
            type_ = self.said.types[target]
            known = found.get(key)
            if known is None:
                found[key] = notes.plain_entity(key, type_=type_, name=line.text)
            elif type_ < known.type:  # of mentions of several types, whatever their order
                found[key] = replace(known, type=type_)
        for key, (number, patch) in self.said.patches.items():
            if key == notes.ARTICLE or key.startswith(notes.RECORD):
                continue
            try:
                found[key] = notes.patched_entity(found.get(key), patch)
            except patches.PatchError as error:
                self.said.refuse(number, Message("brat.note", reason=str(error)[:120]))
        entity_of = {target: found[key].id for target, key in keys.items()}
        return tuple(found.values()), entity_of

    def _article(self, number: int, whole: Patch) -> Article:
        text = self.article.text
        zones: tuple[Zone, ...] = ()
        metadata, sentencing = Metadata(), SentenceEdits()
        try:
            zones = patches.zones_of(whole, text)
            metadata = patches.metadata_of(whole)
            sentencing = patches.sentencing_of(whole, text)
        except patches.PatchError as error:
            self.said.refuse(number, Message("brat.note", reason=str(error)[:120]))
        return Article(self.article.id, text, zones, metadata, NORM_VERSION, sentencing=sentencing)

    def _whole_remarks(self, number: int, whole: Patch) -> list[Remark]:
        return patches.remarks_of(
            whole, article=self.article.id, called=notes.ARTICLE,
            prefix=f"{notes.ARTICLE}.remark",
            refuse=lambda reason: self.said.refuse(number, Message("brat.note", reason=reason)),
        )  # fmt: skip


def _by_place(mention: Mention) -> tuple[int, int]:
    return mention.spans[0].start, -mention.spans[-1].end

"""One article of brat standoff: from its text and its lines to a document."""

from collections.abc import Iterable, Mapping, Sequence
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
from juseok.core.spans import Spans
from juseok.core.text import NORM_VERSION, check_article_text, normalise
from juseok.formats import patches
from juseok.formats.base import ReportBuilder
from juseok.formats.brat import notes
from juseok.formats.brat.lines import (
    FORM,
    JUSEOK,
    NOTES,
    QUESTION,
    REMARK,
    AttributeLine,
    BratSyntaxError,
    Equiv,
    Event,
    Line,
    Normalization,
    NoteLine,
    Relation,
    TextBound,
    joined,
    parse_line,
)
from juseok.formats.document import Document, Frame, Group, Kept, Provenance
from juseok.formats.frames import CLAIM, PART, ROLE_NAMES, base_role, claim_of
from juseok.formats.offsets import Offsets
from juseok.formats.patches import Patch

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
        return _Reading(self, file, report).document(lines)


@dataclass(slots=True)
class _Reading:
    """The lines of one file, sort by sort: what a line names has to be there."""

    article: ArticleReader
    file: str
    report: ReportBuilder
    spans: dict[str, Spans] = field(default_factory=dict[str, Spans])
    types: dict[str, str] = field(default_factory=dict[str, str])
    triggers: dict[str, str] = field(default_factory=dict[str, str])
    names: dict[str, str] = field(default_factory=dict[str, str])
    kept: list[str] = field(default_factory=list[str])
    lines: list[tuple[int, Line]] = field(default_factory=list[tuple[int, Line]])
    places: dict[str, int] = field(default_factory=dict[str, int])
    patches: dict[str, tuple[int, Patch]] = field(default_factory=dict[str, tuple[int, Patch]])
    frames: dict[str, Frame] = field(default_factory=dict[str, Frame])
    edges: list[Relation] = field(default_factory=list[Relation])
    attributes: dict[str, dict[str, str | bool]] = field(
        default_factory=dict[str, dict[str, "str | bool"]]
    )
    words: dict[str, str] = field(default_factory=dict[str, str])
    remarks: list[Remark] = field(default_factory=list[Remark])
    linked: dict[str, Normalization] = field(default_factory=dict[str, Normalization])
    groups: list[Group] = field(default_factory=list[Group])
    provenance: dict[str, Provenance] = field(default_factory=dict[str, Provenance])

    def document(self, lines: Sequence[str]) -> Document:
        self._parse(lines)
        for number, bound in self._of(TextBound):
            self._text_bound(number, bound)
        self._events()
        for number, relation in self._of(Relation):
            if self._knows(number, relation.head, relation.tail):
                self.edges.append(relation)
                self.places[relation.id] = number
        self._on_others(lines)
        return self._made(tuple(lines))

    # -- lines

    def _parse(self, lines: Sequence[str]) -> None:
        seen: set[str] = set()
        for number, text in enumerate(lines, start=1):
            if not text.strip():
                continue
            self.report.read += 1
            try:
                line = parse_line(text)
            except BratSyntaxError as error:
                self._refuse(number, error.message)
                continue
            id_ = "" if line is None or isinstance(line, Equiv) else line.id
            if line is None:
                self._keep(number, text)
            elif id_ in seen:
                self._refuse(number, Message("brat.twice", id=id_))
            else:
                self.lines.append((number, line))
            seen.add(id_ or "*")

    def _of(self, sort: type[LineT]) -> Iterable[tuple[int, LineT]]:
        return ((number, line) for number, line in self.lines if isinstance(line, sort))

    def _keep(self, number: int, text: str) -> None:
        self.kept.append(text)
        self.report.change(Message("brat.kept", line=text[:60]), file=self.file, line=number)

    def _refuse(self, number: int, message: Message) -> None:
        self.report.refuse(message, file=self.file, line=number)

    def _knows(self, number: int, *targets: str) -> bool:
        """Whether all of ``targets`` are there; else the line is refused."""
        lost = [each for each in targets if each not in self.spans and each not in self.frames]
        if lost:
            self._refuse(number, Message("brat.dangling", target=lost[0]))
        return not lost

    # -- text-bounds and events

    def _text_bound(self, number: int, line: TextBound) -> None:
        found = self.article.offsets.resolve(line.fragments, line.quote)
        if found is None:
            places = ";".join(f"{start} {end}" for start, end in line.fragments)
            told = Message("offsets.lost", place=places, quote=(line.quote or "")[:60])
            self._refuse(number, told)
            return
        if found.how != "exact":
            told = Message(f"offsets.{found.how}", id=line.id)
            self.report.change(told, file=self.file, line=number)
        if found.widened:
            told = Message("offsets.widened", id=line.id)
            self.report.change(told, file=self.file, line=number)
        self.spans[line.id] = joined(self.article.text, found.spans)
        self.types[line.id] = line.type
        self.places[line.id] = number
        self.names[line.id] = line.id

    def _events(self) -> None:
        """Events may name one another in any order, but not in a circle."""
        events = {line.id: (number, line) for number, line in self._of(Event)}
        for number, line in events.values():
            if line.trigger not in self.spans:
                self._refuse(number, Message("brat.dangling", target=line.trigger))
                continue
            self.frames[line.id] = Frame(line.id, line.type, self.spans[line.trigger])
            self.triggers.setdefault(line.trigger, line.id)
            self.names[line.id] = line.id
            self.names[f"{line.id}.trigger"] = line.trigger
            self.places[line.id] = number
        for id_ in self.frames:
            number, line = events[id_]
            roles: list[tuple[str, str]] = []
            for role, named in line.roles:
                target = self.triggers.get(named, named)
                if not self._knows(number, target):
                    continue
                if self._reaches(target, id_):
                    self._refuse(number, Message("brat.cycle", event=id_, target=named))
                    continue
                roles.append((role, target))
            self.frames[id_] = replace(self.frames[id_], roles=tuple(roles))

    def _reaches(self, start: str, goal: str) -> bool:
        """Whether ``goal`` is ``start`` or, by the roles read so far, within it."""
        waiting, seen = [start], set[str]()
        while waiting:
            here = waiting.pop()
            if here == goal:
                return True
            if here in seen or here not in self.frames:
                continue
            seen.add(here)
            waiting += (target for _, target in self.frames[here].roles)
        return False

    # -- what is said of others

    def _on_others(self, lines: Sequence[str]) -> None:
        relations = {edge.id for edge in self.edges}
        for number, line in self.lines:
            match line:
                case AttributeLine(id_, type_, target, value):
                    self._attribute(number, id_, type_, self._target(target, relations), value)
                case Normalization(id_, target):
                    if self._knows(number, target):
                        if target in self.linked or target in self.triggers:
                            self._keep(number, lines[number - 1])
                        else:
                            self.linked[target] = line
                            self.names[f"{target}~entity"] = id_
                case NoteLine():
                    self._note(number, line, lines[number - 1], relations)
                case Equiv(type_, members):
                    members = tuple(self.triggers.get(each, each) for each in members)
                    if self._knows(number, *members):
                        self.groups.append(Group(type_, members))
                case _:
                    pass

    def _target(self, target: str, relations: set[str]) -> str:
        """What ``target`` means: of a trigger its event; empty where it is nothing."""
        found = self.triggers.get(target, target)
        is_known = found in self.spans or found in self.frames or found in relations
        return found if is_known else ""

    def _attribute(self, number: int, id_: str, type_: str, target: str, value: str | bool) -> None:
        if not target:
            self._refuse(number, Message("brat.dangling", target=id_))
            return
        of_target = self.attributes.setdefault(target, {})
        if type_ in of_target:
            self._refuse(number, Message("brat.twice", id=f"{type_} {target}"))
            return
        of_target[type_] = value
        self.names[f"{target}@{type_}"] = id_

    def _note(self, number: int, line: NoteLine, text: str, relations: set[str]) -> None:
        if line.type == JUSEOK:
            self._own(number, line, relations)
            return
        target = self._target(line.target, relations)
        if line.type not in (NOTES, REMARK, QUESTION) or not target or not line.text.strip():
            self._keep(number, text)
        elif line.type == NOTES and target not in self.words:
            self.words[target] = line.text
            self.names[f"{target}#note"] = line.id
        elif line.type == NOTES:
            self._keep(number, text)
        else:
            sort = "question" if line.type == QUESTION else "note"
            self.remarks.append(Remark(line.id, "", self._article_id, target, sort, line.text))
            self.names[line.id] = line.id

    def _own(self, number: int, line: NoteLine, relations: set[str]) -> None:
        obj = line.target.removeprefix(notes.RECORD)
        if line.target.startswith(notes.RECORD) and not self._target(obj, relations):
            self.report.change(Message("brat.orphan", target=obj), file=self.file, line=number)
            return
        try:
            self.patches[line.target] = (number, patches.load(line.text))
        except patches.PatchError as error:
            self._refuse(number, Message("brat.note", reason=str(error)[:120]))
            return
        self.names[f"{line.target}#"] = line.id

    # -- records

    @property
    def _article_id(self) -> str:
        return self.article.id

    def _made(self, lines: tuple[str, ...]) -> Document:
        number, whole = self.patches.get(notes.ARTICLE, (0, {}))
        how = patches.how_of(whole)
        usual = whole.get("provenance")
        entities, entity_of = self._entities()
        mentions = {
            id_: Mention(
                id_, "", self._article_id, self.types[id_], spans, entity_of.get(id_, ""),
                self._values(id_, how), how, self.words.get(id_, ""),
            )
            for id_, spans in self.spans.items()
            if id_ not in self.triggers
        }  # fmt: skip
        claims, frames, parts = self._claims(mentions, how)
        relationships: list[Relationship] = []
        links: list[ClaimLink] = []
        for edge in self.edges:
            head = self.triggers.get(edge.head, edge.head)
            tail = self.triggers.get(edge.tail, edge.tail)
            note = self.words.get(edge.id, "")
            self.names[edge.id] = edge.id
            if head in claims and tail in claims:
                link = ClaimLink(edge.id, "", self._article_id, edge.type, head, tail, how, note)
                links.append(self._patched(link))
            else:
                made = Relationship(
                    edge.id, "", self._article_id, edge.type, head, tail, (),
                    self._values(edge.id, how), how, note,
                )  # fmt: skip
                relationships.append(self._patched(made))
        annotations = ArticleAnnotations(
            mentions=tuple(
                self._patched(each) for each in sorted(mentions.values(), key=_by_place)
                if each.id not in parts
            ),
            claims=tuple(self._patched(each) for each in claims.values()),
            claim_links=tuple(links),
            relationships=tuple(relationships),
            remarks=(*self.remarks, *self._whole_remarks(number, whole)),
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
            file=self.file or self.article.file,
            data=self.article.data,
            encoding=self.article.encoding,
            provenance=self.provenance,
            frames=tuple(frames),
            groups=tuple(self.groups),
            kept={FORM: Kept(tuple(self.kept), self.names, lines)},
            places=self.places,
        )

    def _values(self, obj: str, how: How) -> dict[str, Value]:
        return {name: Value(value, how) for name, value in self.attributes.get(obj, {}).items()}

    def _claims(
        self, mentions: Mapping[str, Mention], how: How
    ) -> tuple[dict[str, Claim], list[Frame], set[str]]:
        """Claims of our own shape, frames of any other, and the mentions that are parts."""
        claims: dict[str, Claim] = {}
        frames: list[Frame] = []
        parts: set[str] = set()
        for frame in self.frames.values():
            is_own = frame.type == CLAIM and all(
                base_role(role) in ROLE_NAMES for role, _ in frame.roles
            )
            if not is_own:
                values = self.attributes.get(frame.id, {})
                note = self.words.get(frame.id, "")
                frames.append(replace(frame, attributes=values, note=note))
                continue
            claim = claim_of(
                frame, mentions, text=self.article.text, article=self._article_id,
                frames=self.frames,
            )  # fmt: skip
            claims[frame.id] = replace(
                claim, attributes=self._values(frame.id, how), how=how,
                note=self.words.get(frame.id, ""),
            )  # fmt: skip
            parts |= self._name_parts(frame)
        return claims, frames, parts

    def _name_parts(self, frame: Frame) -> set[str]:
        """Remember under which ids the parts of an own claim stand in the file."""
        parts: set[str] = set()
        for role, target in frame.roles:
            if self.types.get(target, "").startswith(PART):
                base = base_role(role)
                number = role.removeprefix(base) or "1"
                self.names[f"{frame.id}.{base.lower()}.{number}"] = target
                parts.add(target)
        return parts

    def _patched(self, record: RecordT) -> RecordT:
        """``record`` with what its note says more of it."""
        number, given = self.patches.get(f"{notes.RECORD}{record.id}", (0, {}))
        if not given:
            return record
        patch = dict(given)
        source = patch.pop("provenance", None)
        if source in _PROVENANCES:
            self.provenance[record.id] = source
        try:
            return patches.patched(record, patch, text=self.article.text) if patch else record
        except patches.PatchError as error:
            self._refuse(number, Message("brat.note", reason=str(error)[:120]))
            return record

    def _entities(self) -> tuple[tuple[Entity, ...], dict[str, str]]:
        """The entities that are named or described, and mention → entity."""
        found: dict[str, Entity] = {}
        for target, line in self.linked.items():
            key, type_ = f"{line.db}:{line.ref}", self.types[target]
            known = found.get(key)
            if known is None:
                found[key] = notes.plain_entity(key, type_=type_, name=line.text)
            elif type_ < known.type:  # of mentions of several types, whatever their order
                found[key] = replace(known, type=type_)
        for key, (number, patch) in self.patches.items():
            if key == notes.ARTICLE or key.startswith(notes.RECORD):
                continue
            try:
                found[key] = notes.patched_entity(found.get(key), patch)
            except patches.PatchError as error:
                self._refuse(number, Message("brat.note", reason=str(error)[:120]))
        entity_of = {t: found[f"{line.db}:{line.ref}"].id for t, line in self.linked.items()}
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
            self._refuse(number, Message("brat.note", reason=str(error)[:120]))
        return Article(self._article_id, text, zones, metadata, NORM_VERSION, sentencing=sentencing)

    def _whole_remarks(self, number: int, whole: Patch) -> list[Remark]:
        found: list[Remark] = []
        given = whole.get("remarks", [])
        for at, item in enumerate(given if isinstance(given, list) else []):
            match item:
                case {
                    "target": str(target),
                    "sort": "note" | "question" as sort,
                    "text": str(said),
                }:
                    of = self._article_id if target == notes.ARTICLE else target
                    is_done = item.get("resolved") is True
                    id_ = f"{notes.ARTICLE}.remark.{at}"
                    found.append(Remark(id_, "", self._article_id, of, sort, said, is_done))
                case _:
                    self._refuse(number, Message("brat.note", reason="remarks"))
        return found


def _by_place(mention: Mention) -> tuple[int, int]:
    return mention.spans[0].start, -mention.spans[-1].end

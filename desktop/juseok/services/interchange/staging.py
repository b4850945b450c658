"""One document after another into a project: what of it is new, and under which ids."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Final, Protocol, TypeVar

from juseok.core.bodies import MentionBody, mention_body
from juseok.core.ids import derived_id, sha256_hex
from juseok.core.messages import Message
from juseok.core.model import (
    ArticleAnnotations,
    Claim,
    ClaimLink,
    Entity,
    Kind,
    Mention,
    Metadata,
    Ref,
    Refs,
    Relationship,
    Remark,
    SentenceEdits,
    Viewer,
)
from juseok.core.ops import SET, Body, Change, Json
from juseok.core.records import Record, to_body
from juseok.core.text import NORM_VERSION
from juseok.formats.base import ReportBuilder
from juseok.formats.document import ROLES, Document, Kept, role
from juseok.formats.standoff.writer import FORM as STANDOFF
from juseok.services.campaigns.reading import read_team
from juseok.services.importing.importing import line_zones, occurrence_body, zoning_body
from juseok.services.interchange.layers import KEPT_KIND
from juseok.services.interchange.sameness import said_by, words_of
from juseok.services.staging import Staged as New
from juseok.services.tagging.sentencing import registers_of
from juseok.store.articles import ArticleQuery
from juseok.store.content import ArticleContent, Content, PageContent
from juseok.store.entities import Groups
from juseok.store.fold import ObjectState
from juseok.store.reader import Reader

AnnotationT = TypeVar("AnnotationT", Mention, Claim, Relationship, ClaimLink, Remark)
_UTF8: Final = "utf-8"
_MENTION: Final = Kind.MENTION.value
_FEW: Final = 20_000
_DETAILS: Final = ("publisher", "bylines", "section", "url", "copyright", "dateline_place")


@dataclass(slots=True)
class Staged:
    """What came in: new articles and annotations, and ``known`` ones that were here already."""

    articles: int = 0
    annotations: int = 0
    known: int = 0
    details: Counter[str] = field(default_factory=Counter[str])
    """What files say of articles that are here already and say nothing of it."""
    kinds: Counter[str] = field(default_factory=Counter[str])

    @property
    def new(self) -> bool:
        return bool(self.kinds)


@dataclass(frozen=True, slots=True)
class Seat:
    """Whose project it is written to, for whichever process does it: who sits there, the layers of
    that person and of the register."""

    annotator: str
    own_layer: str
    register_layer: str

    def viewer(self) -> Viewer:
        layers = frozenset({self.own_layer, self.register_layer})
        return Viewer(self.annotator, layers, self.own_layer)


class Sink(Protocol):
    """Takes what is new, in the order in which it has to come in."""

    def keep(self, content: Content) -> None: ...
    def add(self, obj: str, kind: str, body: Body) -> None: ...
    def add_all(self, objects: Sequence[New]) -> None: ...


class _Shared:
    """What the desks of one import have in common: whatever belongs to no layer."""

    def __init__(self, seat: Seat, reader: Reader) -> None:
        viewer = seat.viewer()
        keeps = read_team(reader).keeps_register(seat.annotator)
        self.entity_layer = seat.register_layer if keeps else seat.own_layer
        self.position = len(reader.article_ids(viewer, ArticleQuery()))
        self.heard = reader.heard_of(_FEW)
        """Every id that the project had heard of, where those are few: most projects that files of
        other tools come into are new, and need not be asked about each of them."""
        self.groups = Groups()
        for edge in reader.same_as(viewer):
            self.groups.join(edge.a, edge.b)
        self.made: dict[tuple[str, str], str] = {}
        self.seen: set[tuple[str, str]] = set()
        self.articles: set[str] = set()
        self.staged = Staged()
        self.late: list[Change] = []
        self.desks: dict[tuple[str, str], Desk] = {}


class Desk:
    """Stages documents into one layer of a project."""

    def __init__(
        self, seat: Seat, reader: Reader, sink: Sink, ids: Callable[[], str], *, layer: str,
        form: str = "", shared: _Shared | None = None,
    ) -> None:  # fmt: skip
        """``form``: the format that is read."""
        self._seat, self._reader, self._sink, self._form = seat, reader, sink, form
        self.layer, self.new_id = layer, ids
        self._viewer = Viewer(seat.annotator, frozenset({layer}), layer)
        self._shared = _Shared(seat, reader) if shared is None else shared
        self.staged = self._shared.staged
        self.late = self._shared.late
        """What has to be done to objects that are here already."""
        self.claims: dict[str, str] = {}
        """Id in the file → id in the project, of those that links between documents join."""
        self.waiting: list[_Layer] = []
        self.unsaid = words_of(reader.scheme()) if form == STANDOFF else None

    def beside(self, layer: str, form: str) -> "Desk":
        """The desk of the same import for this layer and format."""
        desks = self._shared.desks
        if (layer, form) not in desks:
            desks[layer, form] = Desk(
                self._seat, self._reader, self._sink, self.new_id, layer=layer, form=form,
                shared=self._shared,
            )  # fmt: skip
        return desks[layer, form]

    def add(self, document: Document, report: ReportBuilder) -> None:
        """Stage what is new in ``document``, whose types are those of the scheme."""
        article = document.article.id
        twice = (self.layer, article) in self._shared.seen
        self._shared.seen.add((self.layer, article))
        staged = article in self._shared.articles
        self._shared.articles.add(article)
        known = ArticleAnnotations()
        if twice:
            report.note(Message("documents.twice"), file=document.file)
        elif self._heard(article) and self._reader.has_article(article):
            known = self._reader.annotations(self._viewer, article)
            self._compare(document)
        elif not staged:
            self._article(document)
        layer = _Layer(self, known, article)
        ids = layer.add(document)
        self._kept(document, ids)
        if document.elsewhere:
            self.claims.update((each, ids[each]) for each in ids.keys() & document.elsewhere)
            self.waiting += [layer] if layer.waiting else []

    def join(self) -> Counter[str]:
        """Stage links between claims of two documents, once all are staged; gives how many of each
        type have an end that did not come in."""
        lost: Counter[str] = Counter()
        for desk in self._shared.desks.values():
            for layer in desk.waiting:
                lost.update(layer.join(desk.claims))
        return lost

    def _compare(self, document: Document) -> None:
        """Count what ``document`` says of an article that is here, where nothing is said here."""
        given = document.article.metadata
        names = [name for name in _DETAILS if getattr(given, name)]
        if names or given.extra:
            here = self._reader.article(document.article.id).metadata
            new = (name for name in names if not getattr(here, name))
            self.staged.details.update((*new, *(given.extra.keys() - here.extra.keys())))

    def put(self, record: Record, obj: str, kind: Kind) -> None:
        """Stage a new record."""
        self._object(obj, kind, to_body(record))

    def put_all(self, objects: Sequence[New], kind: Kind) -> None:
        """As :meth:`put` of each: id, kind and registers."""
        if not objects:
            return
        self._sink.add_all(objects)
        self.staged.kinds[kind] += len(objects)

    def entity(self, entity: Entity) -> str:
        """The id under which ``entity`` is here; staged where it is not."""
        made = self._shared.made
        key = (self._form, entity.id)
        if key not in made:
            made[key] = self._entity(entity)
        return made[key]

    def speaker(self, entity: str) -> str:
        """Who stands for all that are the same as ``entity``."""
        return self._shared.groups.find(entity)

    def _heard(self, obj: str) -> bool:
        """Whether the project may know ``obj``."""
        heard = self._shared.heard
        return heard is None or obj in heard

    def _state(self, obj: str) -> ObjectState | None:
        return self._reader.fields(obj) if self._heard(obj) else None

    def _object(self, obj: str, kind: str, body: Body) -> None:
        self._sink.add(obj, kind, body)
        self.staged.kinds[kind] += 1

    def _entity(self, entity: Entity) -> str:
        obj = entity.id
        state = self._state(obj)
        if state is not None and state.live and state.kind == Kind.ENTITY:
            return obj
        if state is not None or not _is_uuid(obj):
            obj = derived_id("entity", self._form, entity.id)
            state = self._state(obj)
            if state is not None and state.live:
                return obj
            if state is not None:  # deleted here: a new one
                obj = self.new_id()
        self._object(obj, Kind.ENTITY, to_body(replace(entity, layer=self._shared.entity_layer)))
        return obj

    def _article(self, document: Document) -> None:
        article = document.article
        data = document.data or article.text.encode()
        digest = sha256_hex(data)
        page = derived_id("page", digest)
        self._sink.keep(PageContent(digest, data))
        state = self._state(page)
        if state is None or not state.live:
            self._sink.add(page, Kind.PAGE, {
                "name": PurePath(document.name or document.file).name,
                "encoding": document.encoding or _UTF8, "sha256": digest,
                "size": len(data), "norm_version": NORM_VERSION,
            })  # fmt: skip
        self._sink.keep(ArticleContent(article.id, article.text, NORM_VERSION))
        self._object(
            article.id, Kind.ARTICLE, {"length": len(article.text), "norm_version": NORM_VERSION}
        )
        zones = article.zones or line_zones(article.text)
        self._sink.add(
            derived_id("zoning", article.id), Kind.ZONING, zoning_body(article.id, zones)
        )
        if article.sentencing != SentenceEdits():
            body = {"article": article.id, **registers_of(article.sentencing)}
            self._sink.add(derived_id("sentencing", article.id), Kind.SENTENCING, body)
        self._shared.position += 1
        metadata = article.metadata
        if metadata == Metadata():  # a person knows it by the name of its file
            metadata = Metadata(title=PurePath(document.name).name)
        occurrence = derived_id("occurrence", article.id, page, "0")
        self._sink.add(occurrence, Kind.OCCURRENCE, occurrence_body(
            metadata, article=article.id, page=page, place=(0, len(article.text)),
            position=self._shared.position,
        ))  # fmt: skip
        self.staged.articles += 1

    def _kept(self, document: Document, ids: dict[str, str]) -> None:
        """Keep the lines that were not understood, and what they speak of."""
        kept = document.kept.get(self._form, Kept())
        if not kept.lines:
            return
        words = {word for line in kept.lines for word in line.replace("\t", " ").split()}
        words |= {part for word in words for part in word.split(":")}
        names: dict[str, Json] = {
            ids[obj]: name for obj, name in kept.names.items() if name in words and obj in ids
        }
        body: dict[str, Json] = {
            "layer": self.layer, "article": document.article.id, "format": self._form,
            "lines": list(kept.lines), "names": names,
        }  # fmt: skip
        obj = derived_id(KEPT_KIND, self.layer, document.article.id, self._form)
        state = self._reader.fields(obj)
        if state is None or not state.live:
            self._object(obj, KEPT_KIND, body)
        elif state.fields.get("lines") != body["lines"]:
            self.late.append(Change(obj, KEPT_KIND, SET, body))
            self.staged.kinds[KEPT_KIND] += 1


class _Layer:
    """What the layer has in one article, and what a document brings to it."""

    def __init__(self, desk: Desk, known: ArticleAnnotations, article: str) -> None:
        self._desk = desk
        self._article = article
        self._ids: dict[str, str] = {}
        self._here: defaultdict[str, list[str]] = defaultdict(list)
        self._known = known
        self.waiting: list[ClaimLink] = []
        """Links to claims of other documents."""

    def add(self, document: Document) -> dict[str, str]:
        """Stage what is new; gives id in the document → id in the project."""
        found, known = document.annotations, self._known
        entities = {each.id: each for each in document.entities}
        self._learn(known.mentions)
        linked = {"": ""}
        for name in dict.fromkeys([each.entity for each in found.mentions if each.entity]):
            entity = entities.get(name)
            linked[name] = "" if entity is None else self._desk.entity(entity)
        if self._here:
            for mention in found.mentions:
                self._take(self._mine(mention, linked[mention.entity]), Kind.MENTION)
        else:
            self._all_new(found.mentions, linked)
        self._learn(known.claims)
        claims = {each.id: each for each in found.claims}
        for claim in _outer_first(claims):
            self._take(self._claim(claim, entities), Kind.CLAIM)
        self._learn(known.relationships)
        for edge in found.relationships:
            if edge.head in self._ids and edge.tail in self._ids:
                self._take(self._edge(edge), Kind.RELATIONSHIP)
        self._learn(known.claim_links)
        for link in found.claim_links:
            if link.head in self._ids and link.tail in self._ids:
                self._take(self._link(link), Kind.CLAIM_LINK)
            else:
                self.waiting.append(link)
        self._learn(known.remarks)
        for remark in found.remarks:
            target = self._ids.get(remark.target, self._article)
            mine = replace(remark, layer=self._desk.layer, article=self._article, target=target)
            self._take(mine, Kind.REMARK)
        return self._ids

    def join(self, claims: Mapping[str, str]) -> Iterator[str]:
        """Stage the links that wait; ``claims``: id in the file → id in the project.  Gives the
        types of those that stay alone."""
        self._ids.update(claims)
        self._learn(self._known.claim_links)
        for link in self.waiting:
            if link.head in self._ids and link.tail in self._ids:
                self._take(self._link(link), Kind.CLAIM_LINK)
            else:
                yield link.type

    def _learn(
        self, records: Iterable[Mention | Claim | Relationship | ClaimLink | Remark]
    ) -> None:
        self._here.clear()
        for record in records:
            self._here[self._key(record)].append(record.id)

    def _take(self, record: AnnotationT, kind: Kind) -> None:
        """Stage ``record``, which is of the layer, unless that has one that says the same."""
        same = self._here.get(self._key(record)) if self._here else None
        if same:
            self._ids[record.id] = same.pop(0)
            self._desk.staged.known += 1
            return
        obj = self._ids[record.id] = self._desk.new_id()
        self._desk.put(record, obj, kind)
        self._desk.staged.annotations += 1

    def _mine(self, mention: Mention, entity: str) -> Mention:
        """``mention`` in this layer, of the ``entity`` that is here."""
        return Mention(
            mention.id, self._desk.layer, self._article, mention.type, mention.spans, entity,
            mention.attributes, mention.how, mention.note, mention.derived_from,
        )  # fmt: skip

    def _all_new(self, mentions: Sequence[Mention], linked: Mapping[str, str]) -> None:
        """As :meth:`_take` of :meth:`_mine`, where the layer has nothing yet: as a rule."""
        layer, article, new_id = self._desk.layer, self._article, self._desk.new_id
        made: list[New] = []
        for mention in mentions:
            entity = linked[mention.entity]
            if mention.attributes:
                mine = Mention(
                    "", layer, article, mention.type, mention.spans, entity, mention.attributes,
                    mention.how, mention.note, mention.derived_from,
                )  # fmt: skip
                body = mention_body(mine)
            else:
                body = MentionBody(
                    article=article, derived_from=mention.derived_from, entity=entity,
                    how=mention.how, layer=layer, note=mention.note, spans=mention.spans,
                    type=mention.type,
                )  # fmt: skip
            obj = self._ids[mention.id] = new_id()
            made.append((obj, _MENTION, body))
        self._desk.put_all(made, Kind.MENTION)
        self._desk.staged.annotations += len(made)

    def _key(self, record: Mention | Claim | Relationship | ClaimLink | Remark) -> str:
        return said_by(record, speaker=self._desk.speaker, unsaid=self._desk.unsaid)

    def _claim(self, claim: Claim, entities: dict[str, Entity]) -> Claim:
        """``claim`` in this layer, with what is here in its roles."""
        refs = {name: self._refs(role(claim, name), entities) for name in ROLES}
        return Claim(
            claim.id, self._desk.layer, self._article, claim.content, claim.cue, **refs,
            source_state=claim.source_state, nested_in=self._ids.get(claim.nested_in, ""),
            attributes=claim.attributes, how=claim.how, note=claim.note,
            derived_from=claim.derived_from,
        )  # fmt: skip

    def _edge(self, edge: Relationship) -> Relationship:
        """``edge`` in this layer, between the mentions that are here."""
        return Relationship(
            edge.id, self._desk.layer, self._article, edge.type, self._ids[edge.head],
            self._ids[edge.tail], edge.evidence, edge.attributes, edge.how, edge.note,
            edge.derived_from,
        )  # fmt: skip

    def _link(self, link: ClaimLink) -> ClaimLink:
        """``link`` in this layer, between the claims that are here."""
        return ClaimLink(
            link.id, self._desk.layer, self._article, link.type, self._ids[link.head],
            self._ids[link.tail], link.how, link.note, link.derived_from,
        )  # fmt: skip

    def _refs(self, refs: Refs, entities: dict[str, Entity]) -> Refs:
        if not refs:
            return refs
        found: list[Refs] = []
        for ref in refs:
            if ref.sort == "span":
                found.append((ref,))
            elif ref.sort == "mention" and ref.id in self._ids:
                found.append((Ref("mention", self._ids[ref.id]),))
            elif ref.sort == "entity" and ref.id in entities:
                found.append((Ref("entity", self._desk.entity(entities[ref.id])),))
        return tuple(ref for each in found for ref in each)


def _outer_first(claims: dict[str, Claim]) -> list[Claim]:
    """Claims so that what one is nested in comes before it; they are in no circle."""
    if not any(claim.nested_in for claim in claims.values()):
        return list(claims.values())
    done: dict[str, Claim] = {}
    for claim in claims.values():
        path: list[Claim] = []
        here: Claim | None = claim
        while here is not None and here.id not in done and here not in path:
            path.append(here)
            here = claims.get(here.nested_in)
        for each in reversed(path):
            done[each.id] = each
    return list(done.values())


def _is_uuid(text: str) -> bool:
    parts = text.split("-")
    return [len(part) for part in parts] == [8, 4, 4, 4, 12] and all(
        char in "0123456789abcdef-" for char in text
    )

"""A document in the labels of another tool, as one in the types of the scheme."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from juseok.core.model import (
    ArticleAnnotations,
    Attributes,
    Claim,
    ClaimLink,
    Entity,
    How,
    Mention,
    Relationship,
    Value,
)
from juseok.core.scheme import Scheme
from juseok.formats.document import Document, Frame
from juseok.formats.frames import base_role, claim_of
from juseok.services.interchange.label_map import (
    AS_CLAIM,
    AS_ONE,
    Label,
    LabelMap,
    LabelSort,
    Proposing,
)


@dataclass(slots=True)
class Left:
    """What found no place: how often, and where it stood first (file and line)."""

    counts: dict[Label, int] = field(default_factory=dict[Label, int])
    first: dict[Label, tuple[str, int | None]] = field(
        default_factory=dict[Label, "tuple[str, int | None]"]
    )

    def add(self, sort: LabelSort, label: str, document: Document, record: str) -> None:
        key = (sort, label)
        self.counts[key] = self.counts.get(key, 0) + 1
        self.first.setdefault(key, (document.file, document.places.get(record)))


def apply_map(
    document: Document, labels: LabelMap | Proposing, scheme: Scheme, left: Left
) -> Document:
    """``document`` in the types of ``scheme``; what has no place goes into ``left``."""
    return _Mapping(document, labels, scheme, left).done()


@dataclass(slots=True)
class _Mapping:
    document: Document
    labels: LabelMap | Proposing
    scheme: Scheme
    left: Left
    types: dict[str, str] = field(default_factory=dict[str, str])
    """What each label of a mention becomes: asked for several times for every one of them."""

    def done(self) -> Document:
        found = self.document.annotations
        for label in {*[each.type for each in found.mentions]}:
            self.types[label] = self.labels.get(LabelSort.MENTIONS, label)
        claims = {each.id: each for each in found.claims}
        used: set[str] = set()
        types, frames = self.types, self.document.frames
        marked = found.mentions if frames else ()
        by_id = {each.id: each for each in marked}
        nameless = {each.id for each in marked if types[each.type] in ("", AS_CLAIM)}
        for frame in frames:
            made = self._claim(frame, by_id, nameless)
            if made is not None:
                claims[frame.id] = made
                used |= {target for _, target in frame.roles}
        if AS_CLAIM in types.values():
            claims |= self._coded()
        self._nest(claims)
        mentions = self._mentions(used)
        relationships: list[Relationship] = []
        links = [each for link in found.claim_links if (each := self._link(link)) is not None]
        for each in found.relationships:
            if each.head in claims and each.tail in claims:
                made_link = self._link(ClaimLink(
                    each.id, each.layer, each.article, each.type, each.head, each.tail,
                    each.how, _told(each),
                ))  # fmt: skip
                if made_link is not None:
                    links.append(made_link)
            elif each.head in claims or each.tail in claims:
                relationships.append(each)  # nothing here can join these; :class:`Loose` tells it
            elif (edge := self._relationship(each)) is not None:
                relationships.append(edge)
        mentions, entities = self._grouped(mentions)
        annotations = ArticleAnnotations(
            tuple(mentions),
            tuple([self._attributed(each) for each in claims.values()]),
            tuple(links),
            tuple(relationships),
            found.remarks,
            found.rejections,
        )
        document = self.document
        if (
            not document.frames and not document.groups
            and entities == document.entities and annotations == found
        ):  # fmt: skip
            return document
        return replace(document, annotations=annotations, entities=entities, frames=(), groups=())

    def _coded(self) -> dict[str, Claim]:
        """Marked words that the table says are claims; their label stays in the note."""
        return {
            each.id: Claim(
                each.id, each.layer, each.article, each.spans, attributes=each.attributes,
                how=each.how, note="\n".join(filter(None, (each.type, each.note))),
            )
            for each in self.document.annotations.mentions
            if self.types[each.type] == AS_CLAIM
        }  # fmt: skip

    def _mentions(self, used: set[str]) -> list[Mention]:
        """Those with a type.  A part, or what only fills a role with its words, has none."""
        mentions = self.document.annotations.mentions
        if all(type_ == label for label, type_ in self.types.items()) and not any(
            each.attributes for each in mentions
        ):
            return list(mentions)
        found: list[Mention] = []
        for each in mentions:
            type_ = self.types[each.type]
            if type_:
                if each.attributes:
                    values = self._values(each.id, each.attributes)
                    if type_ != each.type or values is not each.attributes:
                        each = _typed(each, type_, values)
                elif type_ != each.type:
                    each = _typed(each, type_, each.attributes)
                found.append(each)
            elif each.id not in used:
                self.left.add(LabelSort.MENTIONS, each.type, self.document, each.id)
        return found

    def _claim(
        self, frame: Frame, mentions: Mapping[str, Mention], nameless: set[str]
    ) -> Claim | None:
        if self.labels.get(LabelSort.EVENTS, frame.type) != AS_CLAIM:
            self.left.add(LabelSort.EVENTS, frame.type, self.document, frame.id)
            return None
        fields: dict[str, str] = {}
        for role, _ in frame.roles:
            base = base_role(role)
            if field_ := self.labels.get(LabelSort.ROLES, base):
                fields[base] = field_
            else:
                self.left.add(LabelSort.ROLES, base, self.document, frame.id)
        frames = {each.id: each for each in self.document.frames}
        claim = claim_of(
            frame, mentions, text=self.document.article.text, fields=fields,
            article=self.document.article.id, spans_only=tuple(nameless),
            entities={each.id for each in self.document.entities}, frames=frames,
            attributes={name: Value(value) for name, value in frame.attributes.items()},
            how=How.IMPORTED, note=frame.note,
        )  # fmt: skip
        return claim if claim.nested_in in ("", *frames) else replace(claim, nested_in="")

    def _nest(self, claims: dict[str, Claim]) -> None:
        """A claim that is the content of another lies within it, unless it lies in one already."""
        for frame in self.document.frames:
            for role, target in frame.roles:
                field_ = self.labels.get(LabelSort.ROLES, base_role(role))
                inner = claims.get(target)
                if field_ != "content" or inner is None or inner.nested_in:
                    continue
                if frame.id in claims and not _lies_in(claims, frame.id, target):
                    claims[target] = replace(inner, nested_in=frame.id)

    def _attributed(self, claim: Claim) -> Claim:
        values = self._values(claim.id, claim.attributes)
        return claim if values is claim.attributes else replace(claim, attributes=values)

    def _relationship(self, edge: Relationship) -> Relationship | None:
        type_ = self.labels.get(LabelSort.RELATIONSHIPS, edge.type)
        if not type_:
            self.left.add(LabelSort.RELATIONSHIPS, edge.type, self.document, edge.id)
            return None
        head, tail = edge.head, edge.tail
        if self._is_inverse(edge.type, type_):
            head, tail = tail, head
        values = self._values(edge.id, edge.attributes)
        if type_ == edge.type and values is edge.attributes:
            return edge  # and none is its own inverse
        return replace(edge, type=type_, head=head, tail=tail, attributes=values)

    def _is_inverse(self, label: str, type_id: str) -> bool:
        """Whether ``label`` is what the type is called from its tail to its head."""
        found = self.scheme.relationship_type(type_id)
        if found is None or label == type_id:
            return False
        ways = {each.inverse for each in found.labels if each.label == label}
        return ways == {True}

    def _link(self, link: ClaimLink) -> ClaimLink | None:
        type_ = self.labels.get(LabelSort.LINKS, link.type)
        if not type_:
            self.left.add(LabelSort.LINKS, link.type, self.document, link.id)
            return None
        return link if type_ == link.type else replace(link, type=type_)

    def _values(self, record: str, attributes: Attributes) -> Attributes:
        """``attributes`` in those of the scheme; the same ones where none becomes another."""
        found: dict[str, Value] = {}
        same = True
        for name, value in attributes.items():
            known = self.labels.get(LabelSort.ATTRIBUTES, name)
            attribute = self.scheme.attribute(known) if known else None
            same = same and known == name
            if attribute is None:
                same = False
                self.left.add(LabelSort.ATTRIBUTES, name, self.document, record)
            elif not isinstance(value.value, str) or attribute.sort == "text":
                found[known] = value
            elif mapped := self.labels.get(LabelSort.VALUES, f"{name}.{value.value}"):
                is_same = mapped == value.value
                same = same and is_same
                found[known] = value if is_same else Value(mapped, value.how)
            else:
                same = False
                label = f"{name}.{value.value}"
                self.left.add(LabelSort.VALUES, label, self.document, record)
        return attributes if same else found

    def _grouped(self, mentions: list[Mention]) -> tuple[list[Mention], tuple[Entity, ...]]:
        """Mentions of one group get one entity: that which one of them has, else a new one."""
        types = self.types
        here = {*[each.type for each in self.document.entities]}
        for label in here - types.keys():
            types[label] = self.labels.get(LabelSort.MENTIONS, label)
        moved = {label for label in here if types[label] not in ("", label)}
        entities = {
            each.id: replace(each, type=types[each.type]) if each.type in moved else each
            for each in self.document.entities
        }
        groups = self.document.groups
        at = {each.id: number for number, each in enumerate(mentions)} if groups else {}
        for number, group in enumerate(groups):
            if self.labels.get(LabelSort.GROUPS, group.type) != AS_ONE:
                self.left.add(LabelSort.GROUPS, group.type, self.document, "")
                continue
            members = [mentions[at[each]] for each in group.members if each in at]
            if not members:
                continue
            longest = max(members, key=_length)
            entity = next((each.entity for each in members if each.entity), "")
            if not entity:
                entity = f"group:{self.document.article.id}.{number}"
                entities[entity] = Entity(entity, "", longest.type, _words(longest))
            for member in members:
                if not member.entity:
                    mentions[at[member.id]] = replace(member, entity=entity)
        return mentions, tuple(entities.values())


def _typed(mention: Mention, type_: str, values: Attributes) -> Mention:
    """As ``replace``, several times faster."""
    return Mention(
        mention.id, mention.layer, mention.article, type_, mention.spans, mention.entity, values,
        mention.how, mention.note, mention.derived_from,
    )  # fmt: skip


def _told(edge: Relationship) -> str:
    """The note of ``edge`` with what a claim link has no other place for."""
    said = (f"{name}: {each.value}" for name, each in edge.attributes.items())
    return "\n".join(filter(None, (edge.note, *said, *(each.quote for each in edge.evidence))))


def _lies_in(claims: Mapping[str, Claim], inner: str, outer: str) -> bool:
    """Whether the claim ``inner`` is ``outer``, or lies in it at any depth."""
    seen: set[str] = set()
    while inner and inner not in seen:
        if inner == outer:
            return True
        seen.add(inner)
        found = claims.get(inner)
        inner = found.nested_in if found is not None else ""
    return False


def _words(mention: Mention) -> str:
    return " ".join(" ".join(span.quote for span in mention.spans).split())


def _length(mention: Mention) -> int:
    return len(_words(mention))

"""The records of a project, as frozen values.

What the log folds to is read into these; nothing here knows SQL or Qt.  Ids are text.
Fields that hold spans hold them proved against their article's text (see ``core.spans``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, Literal, TypeAlias

from juseok.core.spans import Span, Spans


class Kind(StrEnum):
    """Kinds of objects in the log.  Kinds that are not listed survive, unread."""

    ANNOTATOR = "annotator"
    LAYER = "layer"
    SCHEME = "scheme"
    TYPE = "type"
    ATTRIBUTE = "attribute"
    PAGE = "page"
    ARTICLE = "article"
    OCCURRENCE = "occurrence"
    ZONING = "zoning"
    SENTENCING = "sentencing"
    ARTICLE_STATE = "article_state"
    ENTITY = "entity"
    SAME_AS = "same_as"
    NOT_SAME = "not_same"
    ENTITY_CHANGE = "entity_change"
    MENTION = "mention"
    CLAIM = "claim"
    CLAIM_LINK = "claim_link"
    RELATIONSHIP = "relationship"
    REMARK = "remark"
    REJECTION = "rejection"
    CONTROL = "control"
    CAMPAIGN = "campaign"
    ASSIGNMENT = "assignment"
    PASS_STATE = "pass_state"
    REVIEW_STATE = "review_state"
    VERDICT = "verdict"
    COMMENT = "comment"
    GUIDELINE = "guideline"
    RULING = "ruling"
    RECIPE = "recipe"
    LABEL_MAP = "label_map"
    RELEASE = "release"


class How(StrEnum):
    """How an annotation or the value of an attribute came to be."""

    HAND = "hand"
    DEFAULT = "default"
    ACCEPTED = "accepted"
    BULK = "bulk"
    IMPORTED = "imported"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Value:
    """The value of an attribute and how it came; stored as ``[value, how]``."""

    value: str | bool | None
    how: How = How.HAND

    def to_json(self) -> list[str | bool | None]:
        return [self.value, self.how.value]


Attributes: TypeAlias = Mapping[str, Value]
"""Attribute id → value.  In the log each is its own register, named ``@<attribute id>``."""

ATTRIBUTE_PREFIX: Final = "@"


@dataclass(frozen=True, slots=True)
class Ref:
    """What fills a claim's role (source, affiliation, object …): a mention, an entity or a span.

    Stored as ``["mention", id]``, ``["entity", id]`` or ``["span", start, end, quote]``.
    """

    sort: Literal["mention", "entity", "span"]
    id: str = ""
    span: Span | None = None

    def to_json(self) -> list[str | int]:
        if self.span is not None:
            return ["span", self.span.start, self.span.end, self.span.quote]
        return [self.sort, self.id]


Refs: TypeAlias = tuple[Ref, ...]


class ZoneRole(StrEnum):
    """What a run of lines is.  Every non-blank line of an article has one."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    KICKER = "kicker"
    BYLINE = "byline"
    DATELINE = "dateline"
    DATE = "date"
    PUBLISHER = "publisher"
    BODY = "body"
    HEADING = "heading"
    CAPTION = "caption"
    CREDIT = "credit"
    COPYRIGHT = "copyright"
    RELATED = "related"
    COMMENT = "comment"
    NAV = "nav"
    FOOTER = "footer"
    OTHER = "other"


READING_ROLES: Final = frozenset(
    {ZoneRole.TITLE, ZoneRole.SUBTITLE, ZoneRole.KICKER, ZoneRole.BYLINE, ZoneRole.DATELINE,
     ZoneRole.DATE, ZoneRole.PUBLISHER, ZoneRole.BODY, ZoneRole.HEADING, ZoneRole.CAPTION,
     ZoneRole.CREDIT}
)  # fmt: skip
"""Zones that belong to the article; the others are greyed, and can be hidden."""


@dataclass(frozen=True, slots=True, order=True)
class Zone:
    """A run of text with a role; ``[start, end)`` in code points.

    Usually whole lines.  A byline in front of a body line is its own zone within the line.
    """

    start: int
    end: int
    role: ZoneRole


@dataclass(frozen=True, slots=True)
class SentenceEdits:
    """Where people corrected the sentences of an article, in code points of its text.

    ``splits``: where a sentence begins that the rules do not see.  ``joins``: where the rules
    see a beginning and there is none.  ``headings``: ``[start, end)`` of headings inside a line.
    """

    splits: tuple[int, ...] = ()
    joins: tuple[int, ...] = ()
    headings: tuple[tuple[int, int], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.splits or self.joins or self.headings)


@dataclass(frozen=True, slots=True)
class PublishedAt:
    """When an article was published: as printed, and as far as that says.

    ``iso`` is ISO 8601 with ``+09:00`` where a time is known, or None where the raw form does
    not tell (a year is never guessed).  ``precision``: minute, day, month, year or none.
    """

    raw: str = ""
    iso: str | None = None
    precision: Literal["second", "minute", "day", "month", "year", "none"] = "none"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of one occurrence of an article."""

    title: str = ""
    subtitles: tuple[str, ...] = ()
    kicker: str = ""
    publisher: str = ""
    portal: str = ""
    bylines: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    published: PublishedAt = PublishedAt()
    modified: PublishedAt = PublishedAt()
    dateline_place: str = ""
    section: str = ""
    copyright: str = ""
    url: str = ""
    crawled_at: str = ""
    language: str = "ko"
    extra: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Annotator:
    """A person.  Colour, pattern and letter tell people apart, also for the colour-blind; roles:
    ``annotator``, ``reviewer``, ``lead``."""

    id: str
    name: str
    color: str = ""
    roles: tuple[str, ...] = ("annotator",)
    pattern: str = ""
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """The annotations that one person (or gold, the register, a machine) owns."""

    id: str
    role: Literal["annotator", "gold", "register", "machine"]
    annotator: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    id: str
    layer: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    kb_id: str = ""
    attributes: Attributes = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class SameAs:
    """An edge of the register: the entities ``a`` and ``b`` are one."""

    id: str
    a: str
    b: str
    layer: str = ""


@dataclass(frozen=True, slots=True)
class NotSame:
    """Somebody decided that the entities ``a`` and ``b`` are two; or, where ``b`` is empty, that
    ``a`` does not go by ``name`` (as a key: see ``entity_index.name_key``)."""

    id: str
    a: str
    b: str = ""
    name: str = ""
    layer: str = ""


@dataclass(frozen=True, slots=True)
class EntityChange:
    """What the owner of ``layer`` proposes to change of the entity ``target`` in the register.

    Empty: as it is.  ``added`` and ``removed``: other names.  ``decided``: the lead has taken it
    into the register, or not, and it says no more.
    """

    id: str
    layer: str
    target: str
    name: str = ""
    type: str = ""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    note: str = ""
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an entity.

    ``derived_from``, here and on claims, relationships and links: in gold, the annotator's object
    that it was taken from.
    """

    id: str
    layer: str
    article: str
    type: str
    spans: Spans
    entity: str = ""
    attributes: Attributes = field(default_factory=dict)
    how: How = How.HAND
    note: str = ""
    derived_from: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """Who said what, how surely (PARC 3.0 spans; attributes of the scheme).

    ``source_state``: ``open`` (nobody decided yet), ``given`` (``source`` holds it),
    ``elided`` (said by the source of the sentence before) or ``none`` (no source at all).
    """

    id: str
    layer: str
    article: str
    content: Spans
    cue: Spans = ()
    source: Refs = ()
    source_state: Literal["open", "given", "elided", "none"] = "open"
    affiliation: Refs = ()
    medium: Refs = ()
    time: Refs = ()
    place: Refs = ()
    object: Refs = ()
    nested_in: str = ""
    attributes: Attributes = field(default_factory=dict)
    how: How = How.HAND
    note: str = ""
    derived_from: str = ""


@dataclass(frozen=True, slots=True)
class ClaimLink:
    """A typed edge between two claims, also of different articles."""

    id: str
    layer: str
    article: str
    type: str
    head: str
    tail: str
    how: How = How.HAND
    note: str = ""
    derived_from: str = ""


@dataclass(frozen=True, slots=True)
class Relationship:
    """A typed edge between two mentions of one layer and article, with its evidence."""

    id: str
    layer: str
    article: str
    type: str
    head: str
    tail: str
    evidence: Spans = ()
    attributes: Attributes = field(default_factory=dict)
    how: How = How.HAND
    note: str = ""
    derived_from: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A note or a parked question on any object (``target``) or on an article (target = its id)."""

    id: str
    layer: str
    article: str
    target: str
    sort: Literal["note", "question"]
    text: str
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Rejection:
    """A suggestion that the owner of ``layer`` does not want at ``spans``.

    ``suggestion`` is its deterministic id, ``sort`` what it would have become (mention, claim …).
    """

    id: str
    layer: str
    article: str
    suggestion: str
    sort: str = "mention"
    spans: Spans = ()


ArticleStateName: TypeAlias = Literal["new", "in_progress", "finished", "skipped"]


@dataclass(frozen=True, slots=True)
class ArticleState:
    """How far one annotator is with one article."""

    layer: str
    article: str
    state: ArticleStateName = "new"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """An immutable text with its zones, sentences and the metadata of its first occurrence."""

    id: str
    text: str
    zones: tuple[Zone, ...]
    metadata: Metadata
    norm_version: int
    control: bool = False
    """Whether it is annotated without suggestions, to see what they change."""
    sentencing: SentenceEdits = field(default_factory=SentenceEdits)


@dataclass(frozen=True, slots=True)
class ArticleAnnotations:
    """All annotations of one article that a viewer may see, each tuple in text order."""

    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    claim_links: tuple[ClaimLink, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    remarks: tuple[Remark, ...] = ()
    rejections: tuple[Rejection, ...] = ()


@dataclass(frozen=True, slots=True)
class Seal:
    """What is kept from a person who annotates blind, and may otherwise see everybody's work: of
    ``articles`` that are not finished by that person, every layer but ``layers``."""

    articles: frozenset[str] = frozenset()
    layers: frozenset[str] = frozenset()

    def hides(self, layer: str, article: str) -> bool:
        """Whether something in ``layer`` (empty: in none) and ``article`` is not to be seen."""
        return article in self.articles and bool(layer) and layer not in self.layers


NO_SEAL: Final = Seal()
"""Everything may be seen."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads, and which layers that person may see.  Every query takes one.

    Blindness is kept here and not on a screen: a layer that is not visible is not read,
    counted, searched or suggested from.  ``seal``: what of it is kept back in some articles.
    """

    annotator: str
    visible_layers: frozenset[str]
    own_layer: str = ""
    seal: Seal = NO_SEAL

    def sees(self, layer: str, article: str) -> bool:
        """Whether something in ``layer`` and ``article`` (empty: in none) may be seen."""
        return layer in self.visible_layers and not self.seal.hides(layer, article)

    def on(self, article: str) -> "Viewer":
        """The same, as far as ``article`` goes."""
        if article not in self.seal.articles:
            return self
        return replace(self, visible_layers=self.visible_layers & self.seal.layers)

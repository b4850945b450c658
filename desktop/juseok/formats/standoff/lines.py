"""A line of annotations without texts, as its reader takes it apart."""

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from juseok.core.model import How

Place: TypeAlias = tuple[int, int, str]
"""Start, end (code points, half-open) and the first digits of the hash of the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What all annotations have."""

    id: str
    how: How = How.IMPORTED
    provenance: Literal["gold", "unanimous", "single", ""] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said(Record):
    attributes: dict[str, str | bool | None] = field(default_factory=dict[str, "str | bool | None"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Said):
    type: str
    spans: list[Place]
    entity: str | None = None

    def __post_init__(self) -> None:
        if not self.spans:
            raise ValueError


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge(Record):
    type: str
    head: str
    tail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship(Edge):
    attributes: dict[str, str | bool | None] = field(default_factory=dict[str, "str | bool | None"])
    evidence: list[Place] = field(default_factory=list[Place])


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Said):
    """A role is a list: ``["mention", id]``, ``["entity", id]``, ``["span", start, end, hash]``."""

    content: list[Place]
    cue: list[Place] = field(default_factory=list[Place])
    source_state: Literal["open", "given", "elided", "none"] = "open"
    nested_in: str | None = None
    source: list[list[Any]] = field(default_factory=list[list[Any]])
    affiliation: list[list[Any]] = field(default_factory=list[list[Any]])
    medium: list[list[Any]] = field(default_factory=list[list[Any]])
    time: list[list[Any]] = field(default_factory=list[list[Any]])
    place: list[list[Any]] = field(default_factory=list[list[Any]])
    object: list[list[Any]] = field(default_factory=list[list[Any]])

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    id: str
    type: str
    kb_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One article; what it says of zones and sentences is the same where the text is."""

    version: int
    article: str
    sha256: str
    length: int
    annotator: str = ""
    mentions: list[Mention] = field(default_factory=list[Mention])
    claims: list[Claim] = field(default_factory=list[Claim])
    relationships: list[Relationship] = field(default_factory=list[Relationship])
    claim_links: list[Edge] = field(default_factory=list[Edge])
    entities: list[Entity] = field(default_factory=list[Entity])

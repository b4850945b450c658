"""What a review compares: items (a place and a kind), how they stand, and what was decided."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

from juseok.core.model import Attributes, Claim, ClaimLink, Mention, Relationship
from juseok.core.records import to_body
from juseok.core.review_model import Verdict, version_of
from juseok.core.spans import Spans

Annotation: TypeAlias = Mention | Claim | Relationship | ClaimLink


class ItemSort(StrEnum):
    """Kinds of items, in the order in which they are judged: ends before what joins them."""

    ENTITY = "entity"
    MENTION = "mention"
    CLAIM = "claim"
    RELATIONSHIP = "relationship"
    CLAIM_LINK = "claim_link"


class ItemState(StrEnum):
    """How the annotators' versions differ, the gravest first."""

    LABEL = "label"
    BOUNDARY = "boundary"
    MISSING = "missing"
    """Not everybody who did the article has it."""
    ALONE = "alone"
    """Only one person did the article: there is nothing to agree with."""
    AGREED = "agreed"


class Standing(StrEnum):
    """Whether an item waits for a person."""

    CONTESTED = "contested"
    """Two reviewers decided it differently, each without knowing of the other."""
    STALE = "stale"
    """Judged, and edited since."""
    OPEN = "open"
    DEFERRED = "deferred"
    JUDGED = "judged"


SORT_RANK: Final = {sort: rank for rank, sort in enumerate(ItemSort)}
STATE_RANK: Final = {state: rank for rank, state in enumerate(ItemState)}
KIND_OF: Final[Mapping[type, str]] = {
    Mention: "mention",
    Claim: "claim",
    Relationship: "relationship",
    ClaimLink: "claim_link",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One place with every version of it.

    ``members``: layer → its records here, in text order; several where one claim of another
    layer stands against two.  ``[start, end)`` in code points, ``words`` what stands there.
    ``differs``: names of the fields that do (attributes as ``@id``; ``split``: another number of
    records; ``direction``: the ends change places).  ``particle``: what some have at the end of a
    mention and others have not, where it is a particle; else empty.
    """

    key: str
    sort: ItemSort
    start: int
    end: int
    words: str
    state: ItemState
    members: Mapping[str, tuple[Annotation, ...]] = field(
        default_factory=dict[str, tuple[Annotation, ...]]
    )
    differs: frozenset[str] = frozenset()
    particle: str = ""
    versions: Mapping[str, int] = field(default_factory=dict[str, int])
    """Layer → number of what it says: those with one number say the same.  The entity of a mention
    counts only where the item is about it."""

    @property
    def rank(self) -> tuple[int, int, int, int, str]:
        """The order of the queue."""
        return (SORT_RANK[self.sort], STATE_RANK[self.state], self.start, self.end, self.key)

    def targets(self) -> tuple[tuple[str, str], ...]:
        """Every record here with the version that it is now, by id."""
        found = (record for records in self.members.values() for record in records)
        return tuple(sorted((record.id, record_version(record)) for record in found))


@dataclass(frozen=True, slots=True)
class Judged:
    """An item with what was decided on it, and what stands for it in gold.

    ``key`` stays what it was when the item was judged first, so that the verdict does.
    """

    key: str
    item: Item
    standing: Standing = Standing.OPEN
    verdict: Verdict | None = None
    gold: tuple[Annotation, ...] = ()

    @property
    def waits(self) -> bool:
        return self.standing in (Standing.OPEN, Standing.STALE, Standing.CONTESTED)


def record_version(record: Annotation) -> str:
    """The version of a record, see :func:`~juseok.core.review_model.version_of`."""
    return version_of(KIND_OF[type(record)], to_body(record))


def said_by(attributes: Attributes) -> dict[str, Hashable]:
    return {
        f"@{name}": value.value for name, value in attributes.items() if value.value is not None
    }


def cover(spans: Spans) -> tuple[tuple[int, int], ...]:
    """The places of ``spans`` alone."""
    return tuple((span.start, span.end) for span in spans)


def spans_of(record: Annotation) -> Spans:
    """Where a record stands; nothing for a link between claims."""
    match record:
        case Mention():
            return record.spans
        case Claim():
            return record.content
        case Relationship():
            return record.evidence
        case _:
            return ()


def edges(spans: Spans) -> tuple[int, int]:
    """Start of the first and end of the last fragment; (0, 0) of none."""
    return (spans[0].start, spans[-1].end) if spans else (0, 0)


def quote(spans: Spans) -> str:
    """The words on one line."""
    return " ".join(" ".join(span.quote.split()) for span in spans)

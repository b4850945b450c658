"""What states of one article differ in: rows, each a place with what every side says there.  Pure.

A side is what one layer said of the article at one time.  What is one object on both sides (a
layer at two times) is one row wherever it stands; everything else is matched by its place, as in
a review.  Every mention, claim, relationship and claim link of every side is in exactly one row
of its sort; which entity a mention means is a row of its own where two sides have the mention.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, TypeVar

from juseok.core.adjudicate import Same, items_of
from juseok.core.adjudicate_model import (
    SORT_RANK,
    Annotation,
    Item,
    ItemSort,
    edges,
    quote,
    spans_of,
)
from juseok.core.model import (
    ArticleAnnotations,
    Claim,
    ClaimLink,
    Mention,
    Ref,
    Refs,
    Relationship,
)

R = TypeVar("R", Mention, Claim, Relationship, ClaimLink)


class RowState(StrEnum):
    """How the sides stand to one another in a row."""

    CHANGED = "changed"
    REMOVED = "removed"
    """Of two sides, the left one alone has it."""
    ADDED = "added"
    """Of two sides, the right one alone has it."""
    SOME = "some"
    """Of three sides, some have it, and say the same."""
    SAME = "same"


class Aspect(StrEnum):
    """What differs in a row."""

    ABSENT = "absent"
    """Not every side has it."""
    BOUNDARY = "boundary"
    PARTICLE = "particle"
    """A boundary, and only by a Korean particle."""
    TYPE = "type"
    ENTITY = "entity"
    ROLES = "roles"
    """Source, affiliation and the other roles of a claim; what it is nested in."""
    ATTRIBUTES = "attributes"
    ENDS = "ends"
    SPLIT = "split"
    """One record on one side, several on another."""


@dataclass(frozen=True, slots=True)
class Row:
    """One place.  ``members``: number of a side → its records here; ``differs`` as of an
    :class:`~juseok.core.adjudicate_model.Item`; ``[start, end)`` in code points, (0, 0) of what
    has no place in the text."""

    key: str
    sort: ItemSort
    state: RowState
    start: int
    end: int
    words: str
    members: Mapping[int, tuple[Annotation, ...]] = field(
        default_factory=dict[int, tuple[Annotation, ...]]
    )
    differs: frozenset[str] = frozenset()
    particle: str = ""
    sides: int = 2

    def aspects(self) -> frozenset[Aspect]:
        """What differs; nothing in a row that is the same."""
        found = {_ASPECTS.get(name, Aspect.ROLES) for name in self.differs if name[:1] != "@"}
        if any(name[:1] == "@" for name in self.differs):
            found.add(Aspect.ATTRIBUTES)
        if self.particle and Aspect.BOUNDARY in found:
            found = found - {Aspect.BOUNDARY} | {Aspect.PARTICLE}
        if len(self.members) < self.sides:
            found.add(Aspect.ABSENT)
        return frozenset(found)


_ASPECTS: Final = {
    "spans": Aspect.BOUNDARY,
    "content": Aspect.BOUNDARY,
    "cue": Aspect.BOUNDARY,
    "evidence": Aspect.BOUNDARY,
    "type": Aspect.TYPE,
    "entity": Aspect.ENTITY,
    "ends": Aspect.ENDS,
    "direction": Aspect.ENDS,
    "split": Aspect.SPLIT,
}
_ROLES: Final = ("source", "affiliation", "medium", "time", "place", "object")
_MARK: Final = "\x00"
"""Stands between an id and its side: below every sign of an id, so that ids keep their order."""


def diff(
    sides: Sequence[ArticleAnnotations],
    *,
    same: Same = str,
    symmetric: Iterable[str] = (),
    far: Mapping[str, str] | None = None,
) -> tuple[Row, ...]:
    """The rows of two or three sides of one article, in text order.

    ``same``, ``symmetric`` and ``far`` as for :func:`~juseok.core.adjudicate.items_of`.
    """
    marked = {str(n): _marked(each, n) for n, each in enumerate(sides)}
    own = {
        f"{record.id}{_MARK}{n}": record
        for n, each in enumerate(sides)
        for record in (*each.mentions, *each.claims, *each.relationships, *each.claim_links)
    }
    items = items_of(
        marked,
        same=same,
        symmetric=tuple(symmetric),
        far=_far(marked.values(), own, far or {}),
        known={name: name.partition(_MARK)[0] for name in own},
    )
    rows: list[Row] = []
    for item in items:
        if item.sort is ItemSort.ENTITY:
            continue  # it gathers places; here each place tells what it means
        members = {
            int(layer): tuple(own[record.id] for record in records)
            for layer, records in item.members.items()
        }
        rows.append(_row(item, members, sides))
        if item.sort is ItemSort.MENTION and len(members) > 1:
            rows += _linked(rows[-1], same)
    return tuple(sorted(rows, key=_order))


def count(rows: Iterable[Row]) -> dict[tuple[ItemSort, RowState], int]:
    """How many rows of each sort stand how."""
    found: dict[tuple[ItemSort, RowState], int] = {}
    for row in rows:
        found[row.sort, row.state] = found.get((row.sort, row.state), 0) + 1
    return found


def differing(rows: Iterable[Row]) -> int:
    """How many rows are not the same on every side."""
    return sum(row.state is not RowState.SAME for row in rows)


def _row(
    item: Item, members: Mapping[int, tuple[Annotation, ...]], sides: Sequence[ArticleAnnotations]
) -> Row:
    differs = item.differs - {"entity"}
    records = [record for rows in members.values() for record in rows]
    return Row(
        f"{item.sort}:{min(record.id for record in records)}",
        item.sort,
        _state(bool(differs), members, len(sides)),
        item.start,
        item.end,
        _words(members, sides),
        members,
        differs,
        item.particle if "spans" in differs else "",
        len(sides),
    )


def _state(differ: bool, members: Mapping[int, object], sides: int) -> RowState:
    if differ:
        return RowState.CHANGED
    if len(members) == sides:
        return RowState.SAME
    if sides > 2:
        return RowState.SOME
    return RowState.REMOVED if 0 in members else RowState.ADDED


def _linked(row: Row, same: Same) -> list[Row]:
    """What the mentions of a row mean; nothing where none is linked."""
    said: dict[int, str] = {}
    members: dict[int, tuple[Annotation, ...]] = {}
    for side, records in row.members.items():
        mention = records[0]
        if isinstance(mention, Mention) and mention.entity:
            said[side], members[side] = same(mention.entity), records
    if not members:
        return []
    differ = len(set(said.values())) > 1
    state = _state(differ, members, row.sides)
    if state is RowState.SOME and members.keys() == row.members.keys():
        state = RowState.SAME  # whoever has the mention says the same
    return [
        replace(
            row,
            key=f"{ItemSort.ENTITY}{row.key.removeprefix(str(ItemSort.MENTION))}",
            sort=ItemSort.ENTITY,
            state=state,
            members=row.members if state is RowState.SAME else members,
            differs=frozenset({"entity"}) if differ else frozenset(),
            particle="",
            sides=len(row.members) if state is RowState.SAME else row.sides,
        )
    ]


def _order(row: Row) -> tuple[bool, int, int, int, str]:
    placeless = row.end == 0
    return (placeless, row.start, row.end, SORT_RANK[row.sort], row.key)


def _words(
    members: Mapping[int, tuple[Annotation, ...]], sides: Sequence[ArticleAnnotations]
) -> str:
    """The words of the record that comes first in the text; of an edge those of its ends."""
    said = (
        (edges(spans_of(record)), record.id, _said(record, sides[side]))
        for side, records in members.items()
        for record in records
    )
    return min(said)[-1]


def _said(record: Annotation, side: ArticleAnnotations) -> str:
    if isinstance(record, Mention | Claim):
        return quote(spans_of(record))
    held = {each.id: each for each in (*side.mentions, *side.claims)}
    ends = (held.get(end) for end in (record.head, record.tail))
    return " → ".join(quote(spans_of(end)) if end is not None else "…" for end in ends)


# -- ids that tell the sides apart


def _marked(side: ArticleAnnotations, number: int) -> ArticleAnnotations:
    def name(record: str) -> str:
        return f"{record}{_MARK}{number}" if record else ""

    return ArticleAnnotations(
        mentions=tuple(replace(each, id=name(each.id)) for each in side.mentions),
        claims=tuple(_marked_claim(each, name) for each in side.claims),
        relationships=tuple(_marked_edge(each, name) for each in side.relationships),
        claim_links=tuple(_marked_edge(each, name) for each in side.claim_links),
    )


def _marked_edge(edge: R, name: Callable[[str], str]) -> R:
    assert isinstance(edge, Relationship | ClaimLink)
    return replace(edge, id=name(edge.id), head=name(edge.head), tail=name(edge.tail))


def _marked_claim(claim: Claim, name: Callable[[str], str]) -> Claim:
    def refs(held: Refs) -> Refs:
        return tuple(
            Ref("mention", name(each.id)) if each.sort == "mention" else each for each in held
        )

    return replace(
        claim,
        id=name(claim.id),
        nested_in=name(claim.nested_in),
        **{role: refs(getattr(claim, role)) for role in _ROLES},
    )


def _far(
    sides: Iterable[ArticleAnnotations], own: Mapping[str, object], far: Mapping[str, str]
) -> dict[str, str]:
    """What ends that lie on no side have in common: their place elsewhere, else their id."""
    found: dict[str, str] = {}
    for side in sides:
        ends = [end for each in side.claim_links for end in (each.head, each.tail)]
        ends += [end for each in side.relationships for end in (each.head, each.tail)]
        ends += [each.nested_in for each in side.claims if each.nested_in]
        ends += [ref.id for claim in side.claims for role in _ROLES
                 for ref in getattr(claim, role) if ref.sort == "mention"]  # fmt: skip
        for end in ends:
            if end not in own:
                plain = end.partition(_MARK)[0]
                found[end] = far.get(plain, plain)
    return found

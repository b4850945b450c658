"""Comparing the layers of one article: items.  Pure.

Every mention, claim, relationship and claim link of every layer is in exactly one item of its
sort.  An item of sort ``entity`` lies over mentions: the words that annotators link to different
entities, so that the quarrel is settled once and not at each place.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from juseok.core.adjudicate_match import claim_groups, edge_groups, grouped, mention_groups
from juseok.core.adjudicate_model import (
    Annotation,
    Item,
    ItemSort,
    ItemState,
    cover,
    edges,
    quote,
    said_by,
    spans_of,
)
from juseok.core.model import (
    ArticleAnnotations,
    Claim,
    ClaimLink,
    Mention,
    Ref,
    Relationship,
)
from juseok.core.names import is_particle

Same = Callable[[str], str]
"""An entity → the one that speaks for all that are the same."""

ROLES: Final = ("source", "affiliation", "medium", "time", "place", "object")
_BOUNDS: Final = frozenset({"spans", "content", "cue", "evidence", "split"})


def items_of(
    layers: Mapping[str, ArticleAnnotations],
    *,
    same: Same = str,
    symmetric: Collection[str] = (),
    far: Mapping[str, str] | None = None,
    known: Mapping[str, str] | None = None,
) -> tuple[Item, ...]:
    """The items of an article, in the order of the queue.

    ``layers``: everybody who did the article, also who found nothing in it.  ``symmetric``: types
    of relationships and links that have no direction.  ``far``: for claims of other articles that
    links lead to, what they have in common with those of other layers.  ``known``: for records
    that are one with a record of another layer wherever both stand, what they have in common.
    """
    board = _Board(layers, same, frozenset(symmetric), far or {}, known or {})
    board.compare()
    return tuple(sorted(board.items, key=lambda item: item.rank))


@dataclass(slots=True)
class _Board:
    layers: Mapping[str, ArticleAnnotations]
    same: Same
    symmetric: frozenset[str]
    far: Mapping[str, str]
    known: Mapping[str, str]
    items: list[Item] = field(default_factory=list[Item])
    place: dict[str, Hashable] = field(default_factory=dict[str, Hashable])
    """Record → what it has in common with those of other layers."""
    held: dict[str, Mention | Claim] = field(default_factory=dict[str, Mention | Claim])
    keys: set[str] = field(default_factory=set[str])

    def compare(self) -> None:
        layers, known = self.layers, self.known
        mentions = grouped(
            mention_groups, {name: each.mentions for name, each in layers.items()}, known
        )
        self._learn(mentions, "m")
        claims = grouped(claim_groups, {name: each.claims for name, each in layers.items()}, known)
        self._learn(claims, "c")
        for group in mentions:
            self._add(ItemSort.MENTION, group, self._mention_fields)
        self._entities(mentions)
        for group in claims:
            self._add(ItemSort.CLAIM, group, self._claim_fields)
        edges = {name: each.relationships for name, each in layers.items()}
        for group in grouped(lambda held: edge_groups(held, self._ends), edges, known):
            self._add(ItemSort.RELATIONSHIP, group, self._edge_fields)
        links = {name: each.claim_links for name, each in layers.items()}
        for group in grouped(self._link_groups, links, known):
            self._add(ItemSort.CLAIM_LINK, group, self._edge_fields)

    def _link_groups(
        self, links: Mapping[str, Sequence[ClaimLink]]
    ) -> list[dict[str, list[ClaimLink]]]:
        return edge_groups(links, self._ends)

    def _learn(self, groups: Sequence[Mapping[str, Sequence[Mention | Claim]]], mark: str) -> None:
        for number, group in enumerate(groups):
            for records in group.values():
                for record in records:
                    self.place[record.id] = (mark, number)
                    self.held[record.id] = record

    def _at(self, record: str) -> Hashable:
        return self.place.get(record) or self.far.get(record, record)

    def _ends(self, edge: Relationship | ClaimLink) -> Hashable:
        return tuple(sorted((repr(self._at(edge.head)), repr(self._at(edge.tail)))))

    # -- fields, in a form that can be compared

    def _mention_fields(self, record: Mention) -> dict[str, Hashable]:
        found: dict[str, Hashable] = {"type": record.type, "spans": cover(record.spans)}
        found["entity"] = self.same(record.entity) if record.entity else ""
        return found | said_by(record.attributes)

    def _claim_fields(self, record: Claim) -> dict[str, Hashable]:
        found: dict[str, Hashable] = {
            "content": cover(record.content),
            "cue": cover(record.cue),
            "source_state": record.source_state,
            "nested_in": self._at(record.nested_in) if record.nested_in else "",
        }
        for role in ROLES:
            found[role] = tuple(sorted(repr(self._ref(ref)) for ref in getattr(record, role)))
        return found | said_by(record.attributes)

    def _ref(self, ref: Ref) -> Hashable:
        if ref.span is not None:
            return self._words().get((ref.span.start, ref.span.end), ("s", *cover((ref.span,))))
        return self._at(ref.id) if ref.sort == "mention" else ("e", self.same(ref.id))

    _by_words: dict[tuple[int, int], Hashable] | None = None

    def _words(self) -> Mapping[tuple[int, int], Hashable]:
        """The places of mentions by their words: who points to the words means the mention."""
        if self._by_words is None:
            self._by_words = {}
            for name in sorted(self.layers):
                for mention in self.layers[name].mentions:
                    if len(mention.spans) == 1:
                        where = (mention.spans[0].start, mention.spans[0].end)
                        self._by_words.setdefault(where, self.place[mention.id])
        return self._by_words

    def _edge_fields(self, record: Relationship | ClaimLink) -> dict[str, Hashable]:
        found: dict[str, Hashable] = {"type": record.type, "ends": self._ends(record)}
        if record.type not in self.symmetric:
            found["direction"] = repr(self._at(record.head)) <= repr(self._at(record.tail))
        if isinstance(record, Relationship):
            found["evidence"] = cover(record.evidence)
            found |= said_by(record.attributes)
        return found

    # -- items

    def _add(
        self,
        sort: ItemSort,
        group: Mapping[str, Sequence[Annotation]],
        fields: Callable[..., Mapping[str, Hashable]],
    ) -> None:
        members = {layer: tuple(group[layer]) for layer in sorted(group)}
        versions = [[fields(record) for record in records] for records in members.values()]
        alike = all(each == versions[0] for each in versions[1:])  # nearly all of them are
        differs = frozenset[str]() if alike else differing(versions)
        start, end = min(self._where(r) for records in members.values() for r in records)
        self.items.append(
            Item(
                self._key(sort, start, end),
                sort,
                start,
                end,
                self._title(members),
                state_of(differs, len(members), len(self.layers)),
                members,
                differs,
                _particle(members) if sort is ItemSort.MENTION and not alike else "",
                dict.fromkeys(members, 0)
                if alike
                else numbered(dict(zip(members, versions, strict=True))),
            )
        )

    def _key(self, sort: ItemSort, start: int, end: int) -> str:
        key, number = f"{sort}:{start}-{end}", 1
        while key in self.keys:
            number += 1
            key = f"{sort}:{start}-{end}:{number}"
        self.keys.add(key)
        return key

    def _title(self, members: Mapping[str, Sequence[Annotation]]) -> str:
        first = next(iter(members.values()))[0]
        if isinstance(first, Relationship | ClaimLink):
            return f"{self._words_of(first.head)} → {self._words_of(first.tail)}"
        return quote(spans_of(first))

    def _where(self, record: Annotation) -> tuple[int, int]:
        """Where a record stands; an edge from its first end to its last."""
        if isinstance(record, Mention | Claim):
            return edges(spans_of(record))
        ends = [edges(spans_of(held)) for end in (record.head, record.tail)
                if (held := self.held.get(end)) is not None]  # fmt: skip
        return (min(ends)[0], max(end for _, end in ends)) if ends else (0, 0)

    def _words_of(self, record: str) -> str:
        held = self.held.get(record)
        return quote(spans_of(held)) if held is not None else "…"

    def _entities(self, groups: Sequence[Mapping[str, Sequence[Mention]]]) -> None:
        """One item for all places where the same layers link the same to different entities."""
        quarrels: defaultdict[tuple[tuple[str, str], ...], dict[str, list[Mention]]] = defaultdict(
            dict
        )
        for group in groups:
            linked = {layer: rows[0] for layer, rows in sorted(group.items())}
            said = tuple((layer, self.same(m.entity) if m.entity else "") for layer, m in
                         linked.items())  # fmt: skip
            if len({entity for _, entity in said}) > 1:
                for layer, mention in linked.items():
                    quarrels[said].setdefault(layer, []).append(mention)
        for said, held in quarrels.items():
            members = {layer: tuple(rows) for layer, rows in held.items()}
            first = min((m for rows in members.values() for m in rows), key=_place)
            start, end = edges(first.spans)
            key = self._key(ItemSort.ENTITY, start, end)
            number = {entity: n for n, entity in enumerate(dict(said).values())}
            versions = {layer: number[entity] for layer, entity in said}
            self.items.append(
                Item(key, ItemSort.ENTITY, start, end, quote(first.spans), ItemState.LABEL,
                     members, frozenset({"entity"}), versions=versions)
            )  # fmt: skip


_ONCE: Final = frozenset({"entity"})
"""Decided once for all places."""


def state_of(differs: frozenset[str], have: int, of: int) -> ItemState:
    """How versions stand that differ in some fields; ``have`` of so many layers have one."""
    apart = differs - _ONCE if differs else differs
    if apart:
        return ItemState.LABEL if apart - _BOUNDS else ItemState.BOUNDARY
    if of == 1:
        return ItemState.ALONE
    return ItemState.AGREED if have == of else ItemState.MISSING


def differing(versions: Sequence[Sequence[Mapping[str, Hashable]]]) -> frozenset[str]:
    """The fields that are not the same in all versions; each is one or more records."""
    if len(versions) < 2:
        return frozenset()
    names = {name for records in versions for fields in records for name in fields}
    split = len({len(records) for records in versions}) > 1
    found = {"split"} if split else set[str]()
    for name in names:
        said = [tuple(fields.get(name) for fields in records) for records in versions]
        # Of a different number of records only what all of them say can be compared.
        if split and name not in ("content", "spans"):
            if len({frozenset(each) for each in said}) > 1:
                found.add(name)
        elif len(set(said)) > 1:
            found.add(name)
    return frozenset(found)


def _place(mention: Mention) -> tuple[int, int, str]:
    return (*edges(mention.spans), mention.id)


def numbered(versions: Mapping[str, Sequence[Mapping[str, Hashable]]]) -> dict[str, int]:
    """Layer → number of its version, counted in the order of the layers."""
    known: dict[Hashable, int] = {}
    return {
        layer: known.setdefault(
            tuple(frozenset((n, v) for n, v in each.items() if n != "entity") for each in records),
            len(known),
        )
        for layer, records in versions.items()
    }


def _particle(members: Mapping[str, Sequence[Annotation]]) -> str:
    """The particle that the longer versions have behind the shorter; empty for anything else."""
    mentions = [m for rows in members.values() for m in rows if isinstance(m, Mention)]
    if len({(cover(m.spans)[:-1], m.spans[-1].start if m.spans else 0) for m in mentions}) != 1:
        return ""
    quotes = sorted({m.spans[-1].quote for m in mentions if m.spans}, key=len)
    if len(quotes) < 2:
        return ""
    tails = [longer[len(quotes[0]) :] for longer in quotes[1:]]
    return tails[-1] if all(is_particle(quotes[0], tail) for tail in tails) else ""

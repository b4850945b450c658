"""The items of an article in short, made of what layers say alike instead of record by record.

Gives what :func:`~juseok.core.adjudicate.items_of` gives, as far as a list of items needs it, for
an article in which nothing was decided yet.  Ten people hardly ever say a hundred things about an
article: they say some fifteen, most of them together.  Pure.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from juseok.core.adjudicate import ROLES, Same, differing, numbered, state_of
from juseok.core.adjudicate_match import ALIKE, f1, mention_groups
from juseok.core.adjudicate_model import (
    ItemSort,
    ItemState,
    cover,
    edges,
    quote,
    said_by,
)
from juseok.core.adjudicate_said import (
    Bits,
    NotShort,
    SaidArticle,
    SaidClaim,
    SaidEdge,
    SaidMention,
    ShortItem,
)
from juseok.core.model import Claim, Mention, Ref, Relationship
from juseok.core.spans import Span


def short_items(
    article: SaidArticle, *, same: Same = str, symmetric: Collection[str] = ()
) -> list[ShortItem]:
    """The items of an article, in the order of the queue.

    Raises :class:`NotShort` where these are not enough to tell.
    """
    board = _Board(article, same, frozenset(symmetric))
    board.compare()
    return sorted(board.items, key=lambda item: item.rank)


class _Version(NamedTuple):
    """One version of an item, of one record in each of its ``layers``.

    ``fields``: what is compared, but the entity of a mention.
    """

    fields: frozenset[tuple[str, Hashable]]
    layers: Bits
    place: tuple[int, int]
    words: str


_ENTITY: Final = frozenset({"entity"})
_NOTHING: Final = frozenset[str]()


@dataclass(slots=True)
class _Board:
    article: SaidArticle
    same: Same
    symmetric: frozenset[str]
    items: list[ShortItem] = field(default_factory=list[ShortItem])
    keys: set[str] = field(default_factory=set[str])
    of_mention: dict[int, int] = field(default_factory=dict[int, int])
    """Mention → the number of its item."""
    of_claim: dict[int, int] = field(default_factory=dict[int, int])
    by_words: dict[tuple[int, int], set[int]] | None = None
    quarrels: dict[tuple[tuple[int, str], ...], list[SaidMention]] = field(
        default_factory=dict[tuple[tuple[int, str], ...], list[SaidMention]]
    )

    def compare(self) -> None:
        mentions, claims = self.article.mentions, self.article.claims
        for cluster in _clusters([(each.start, each.end) for each in mentions]):
            self._mentions(cluster)
        self._entities()
        for cluster in _clusters([edges(each.claim.content) for each in claims]):
            self._claim(cluster)
        self._edges()

    # -- mentions

    def _mentions(self, cluster: Sequence[int]) -> None:
        """The items of mentions that overlap, and with no other."""
        held = [self.article.mentions[each] for each in cluster]
        if _apart(held):
            for each in cluster:
                self.of_mention[each] = len(self.items)
            self._mention(held)
        else:
            self._crowd(cluster, held)

    def _mention(self, held: Sequence[SaidMention]) -> None:
        """One item: nobody has two of these."""
        quarrel = len({each.entity for each in held}) > 1
        if quarrel:
            said = sorted((bit, each.entity) for each in held for bit in _bits(each.layers))
            self.quarrels.setdefault(tuple(said), []).extend(held)
        versions = [
            _Version(_mention_fields(each), each.layers, (each.start, each.end), each.words)
            for each in held
        ]
        types = frozenset({"mention", *(each.type for each in held)})
        self._add(ItemSort.MENTION, versions, types, _ENTITY if quarrel else _NOTHING)

    def _crowd(self, cluster: Sequence[int], held: Sequence[SaidMention]) -> None:
        """Items where somebody has several of these: matched as records are."""
        layers: defaultdict[str, list[Mention]] = defaultdict(list)
        which: dict[str, int] = {}
        for place, each in zip(cluster, held, strict=True):
            span = Span(each.start, each.end, each.words)
            for bit in _bits(each.layers):
                mention = Mention(f"{bit}-{place}", "", "", each.type, (span,), each.entity)
                layers[_name(bit)].append(mention)
                which[mention.id] = place
        for rows in layers.values():
            if len({(each.spans, each.type) for each in rows}) < len(rows):
                raise NotShort  # ids decide which of one's doubles stands with whose
        for group in mention_groups(layers):
            self._group({name: [which[each.id] for each in rows] for name, rows in group.items()})

    def _group(self, group: Mapping[str, Sequence[int]]) -> None:
        """One item, of mentions by layer."""
        whole = {each: self.article.mentions[each] for rows in group.values() for each in rows}
        self.of_mention.update(dict.fromkeys(whole, len(self.items)))
        if all(len(rows) == 1 for rows in group.values()):
            self._mention(list(whole.values()))
        else:
            self._split({name: [whole[each] for each in group[name]] for name in sorted(group)})

    def _split(self, ordered: Mapping[str, Sequence[SaidMention]]) -> None:
        """One item in which a layer has several mentions against one of another."""
        linked = {name: rows[0] for name, rows in ordered.items()}
        if len({each.entity for each in linked.values()}) > 1:
            raise NotShort
        versions = {
            name: [{**dict(_mention_fields(each)), "entity": each.entity} for each in rows]
            for name, rows in ordered.items()
        }
        differs = differing(list(versions.values()))
        alike: defaultdict[int, Bits] = defaultdict(int)
        for name, number in numbered(versions).items():
            alike[number] |= 1 << int(name)
        whole = [each for rows in ordered.values() for each in rows]
        first = next(iter(ordered.values()))[0]
        types = frozenset({"mention", *(each.type for each in whole)})
        place = min((each.start, each.end) for each in whole)
        self._put(ItemSort.MENTION, place, first.words, types, differs, list(alike.values()))

    def _entities(self) -> None:
        """One item for all places where the same layers link the same to different entities."""
        for said, held in self.quarrels.items():
            first = min(held, key=lambda each: (each.start, each.end))
            types = frozenset({"entity", *(each.type for each in held)})
            layers = sum(1 << bit for bit, _ in said)
            place = (first.start, first.end)
            self._put(ItemSort.ENTITY, place, first.words, types, _ENTITY, [layers])

    # -- claims

    def _claim(self, cluster: Sequence[int]) -> None:
        """One item of claims that overlap, where they are alike enough to be one."""
        held = [self.article.claims[each] for each in cluster]
        if not _apart(held) or not _joined([each.claim for each in held]):
            raise NotShort
        for each in cluster:
            self.of_claim[each] = len(self.items)
        self._add(ItemSort.CLAIM, [self._claim_version(*each, len(held) > 1) for each in held],
                  frozenset({"claim"}))  # fmt: skip

    def _claim_version(self, claim: Claim, layers: Bits, compared: bool) -> _Version:
        found: dict[str, Hashable] = {}
        if compared:
            found = {
                "content": cover(claim.content),
                "cue": cover(claim.cue),
                "source_state": claim.source_state,
                "nested_in": claim.nested_in and self._at(claim.nested_in),
                **said_by(claim.attributes),
            }
            for role in ROLES:
                refs: tuple[Ref, ...] = getattr(claim, role)
                found[role] = tuple(sorted(repr(self._ref(ref)) for ref in refs))
        fields = frozenset(found.items())
        return _Version(fields, layers, edges(claim.content), quote(claim.content))

    def _ref(self, ref: Ref) -> Hashable:
        if ref.span is None:
            return self._at(ref.id) if ref.sort == "mention" else ("e", self.same(ref.id))
        where = (ref.span.start, ref.span.end)
        homes = self._homes_by_words().get(where, set())
        if len(homes) > 1:
            raise NotShort  # which of them was there first
        return ("m", *homes) if homes else ("s", where)

    def _homes_by_words(self) -> Mapping[tuple[int, int], set[int]]:
        """Who points to the words of a mention means the mention."""
        if self.by_words is None:
            self.by_words = {}
            for number, each in enumerate(self.article.mentions):
                homes = self.by_words.setdefault((each.start, each.end), set())
                homes.add(self.of_mention[number])
        return self.by_words

    def _at(self, record: str) -> Hashable:
        """What a record has in common with those of other layers."""
        home = self._home(record)
        return record if home is None else ("m", home)

    def _home(self, record: str) -> int | None:
        """The number of the item that a record is in."""
        told = self.article.refers(record)
        if told is None:
            return None
        kind, number = told
        return (self.of_mention if kind == "mention" else self.of_claim).get(number)

    # -- relationships

    def _edges(self) -> None:
        places: defaultdict[tuple[str, str], list[SaidEdge]] = defaultdict(list)
        for each in self.article.relationships:
            one, other = repr(self._at(each.edge.head)), repr(self._at(each.edge.tail))
            places[min(one, other), max(one, other)].append(each)
        for held in places.values():
            if not _apart(held):
                raise NotShort
            types = frozenset({"relationship", *(each.edge.type for each in held)})
            ends = [self._home(held[0].edge.head), self._home(held[0].edge.tail)]
            most = min(self.items[end].votes if end is not None else 0 for end in ends)
            versions = [self._edge_version(*each) for each in held]
            self._add(ItemSort.RELATIONSHIP, versions, types, most=most)

    def _edge_version(self, edge: Relationship, layers: Bits) -> _Version:
        found: dict[str, Hashable] = {"type": edge.type, "evidence": cover(edge.evidence)}
        if edge.type not in self.symmetric:
            one, other = repr(self._at(edge.head)), repr(self._at(edge.tail))
            found["direction"] = one <= other
        found |= said_by(edge.attributes)
        words, places = zip(*(self._end(each) for each in (edge.head, edge.tail)), strict=True)
        there = [each for each in places if each is not None]
        place = (min(there)[0], max(end for _, end in there)) if there else (0, 0)
        return _Version(frozenset(found.items()), layers, place, " → ".join(words))

    def _end(self, record: str) -> tuple[str, tuple[int, int] | None]:
        """The words of what an edge ends at, and where they stand."""
        told = self.article.refers(record)
        if told is None:
            return "…", None
        kind, number = told
        if kind == "mention":
            said = self.article.mentions[number]
            return said.words, (said.start, said.end)
        content = self.article.claims[number].claim.content
        return quote(content), edges(content)

    # -- items

    def _add(
        self, sort: ItemSort, versions: Sequence[_Version], types: frozenset[str],
        differs: frozenset[str] = _NOTHING, most: int | None = None,
    ) -> None:  # fmt: skip
        """One item of versions that have a record in each of their layers; ``differs``: besides
        what their fields tell."""
        alike: dict[frozenset[tuple[str, Hashable]], Bits] = {}
        for each in versions:
            alike[each.fields] = alike.get(each.fields, 0) + each.layers
        first, *others = alike
        for other in others:
            differs |= {name for name, _ in first ^ other}
        title = min(versions, key=lambda each: each.layers & -each.layers)
        place = min(each.place for each in versions)
        self._put(sort, place, title.words, types, differs, list(alike.values()), most)

    def _put(
        self, sort: ItemSort, place: tuple[int, int], words: str, types: frozenset[str],
        differs: frozenset[str], alike: Sequence[Bits], most: int | None = None,
    ) -> None:  # fmt: skip
        """``alike``: the layers of each version; ``most``: an item has no more votes than that."""
        start, end = place
        key = f"{sort}:{start}-{end}"
        if key in self.keys:
            raise NotShort  # ids decide which of them comes first
        self.keys.add(key)
        have, asked = sum(alike), self.article.layers.bit_count()
        votes = 0 if "entity" in differs else _votes(alike, asked)
        state = (
            ItemState.LABEL
            if sort is ItemSort.ENTITY
            else state_of(differs, have.bit_count(), asked)
        )
        self.items.append(ShortItem(
            sort, state, start, end, key, words, types, have,
            votes if most is None else min(votes, most),
        ))  # fmt: skip


def _votes(alike: Sequence[Bits], asked: int) -> int:
    """How many layers say what most do; 0 where as many say otherwise, or nothing."""
    first, *others = sorted((each.bit_count() for each in alike), reverse=True)
    absent = asked - first - sum(others)
    return first if first > max([absent, *others]) else 0


def _mention_fields(said: SaidMention) -> frozenset[tuple[str, Hashable]]:
    place = ((said.start, said.end),)
    return frozenset((("type", said.type), ("spans", place), *said.attributes.items()))


def _apart(held: Sequence[SaidMention | SaidClaim | SaidEdge]) -> bool:
    """Whether nobody has two of these."""
    seen = 0
    for each in held:
        if seen & each.layers:
            return False
        seen |= each.layers
    return True


def _joined(claims: Sequence[Claim]) -> bool:
    """Whether likeness leads from each claim to every other."""
    contents = list({cover(each.content): each.content for each in claims}.values())
    reached, left = contents[:1], contents[1:]
    for one in reached:
        near = [each for each in left if f1(one, each) >= ALIKE]
        reached += near
        left = [each for each in left if each not in near]
    return not left


def _clusters(places: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """Numbers of what overlaps, directly or by others, from the left to the right."""
    cluster: list[int] = []
    reach = 0
    for number in sorted(range(len(places)), key=places.__getitem__):
        start, end = places[number]
        if cluster and start >= reach:
            yield cluster
            cluster = []
        reach = max(reach, end)
        cluster.append(number)
    if cluster:
        yield cluster


def _bits(layers: Bits) -> Iterator[int]:
    """The numbers of the layers in a set."""
    while layers:
        yield (layers & -layers).bit_length() - 1
        layers &= layers - 1


def _name(bit: int) -> str:
    """A name of a layer, in the order of the numbers."""
    return f"{bit:04}"

"""The items of an article in short, made of what layers say alike instead of record by record.

Gives what :func:`~juseok.core.adjudicate.items_of` gives, as far as a list of items needs it, for
an article in which nothing was decided yet.  Ten people hardly ever say a hundred things about an
article: they say some fifteen, most of them together.  Pure.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from juseok.core.adjudicate import ROLES, Same, differing, numbered, state_of
from juseok.core.adjudicate_match import ALIKE, claim_groups, f1, mention_groups
from juseok.core.adjudicate_model import (
    SORT_RANK,
    STATE_RANK,
    ItemSort,
    ItemState,
    cover,
    edges,
    quote,
    said_by,
)
from juseok.core.adjudicate_said import (
    Bits,
    IdsWanted,
    NotShort,
    SaidArticle,
    SaidClaim,
    SaidEdge,
    SaidMention,
    ShortItem,
)
from juseok.core.adjudicate_sets import (
    Together,
    bits,
    clusters,
    lowest,
    mention_types,
    name_of,
    together,
    votes_of,
)
from juseok.core.model import Claim, ClaimLink, Mention, Ref, Relationship
from juseok.core.spans import Span


def short_items(
    article: SaidArticle, *, same: Same = str, symmetric: Collection[str] = ()
) -> list[ShortItem]:
    """The items of an article, in the order of the queue.

    Raises :class:`NotShort` where these are not enough to tell.
    """
    board = _Board(article, same, frozenset(symmetric), article.layers.bit_count())
    board.compare()
    return sorted(board.items)


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
_PREFIX: Final = {sort: f"{sort}:" for sort in ItemSort}
"""What the key of an item begins with; made once, for it is asked for every item."""
_MENTION: Final = SORT_RANK[ItemSort.MENTION]


@dataclass(slots=True)
class _Board:
    article: SaidArticle
    same: Same
    symmetric: frozenset[str]
    asked: int
    """So many layers are compared."""
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
        mentions = self.article.mentions
        for cluster in clusters([(each.start, each.end) for each in mentions]):
            self._mentions(cluster)
        self._entities()
        self._claims()
        self._edges(ItemSort.RELATIONSHIP, self.article.relationships)
        self._edges(ItemSort.CLAIM_LINK, self.article.claim_links)

    # -- mentions

    def _mentions(self, cluster: Sequence[int]) -> None:
        """The items of mentions that overlap, and with no other."""
        held = [self.article.mentions[each] for each in cluster]
        found = together(held, self.asked)
        if found is None:
            self._crowd(cluster, held)
            return
        for each in cluster:
            self.of_mention[each] = len(self.items)
        self._mention(held, found)

    def _mention(self, held: Sequence[SaidMention], found: Together) -> None:
        """One item, of mentions in the order of the text."""
        state, votes, layers, words, quarrel = found
        if quarrel:
            said = sorted((bit, each.entity) for each in held for bit in bits(each.layers))
            self.quarrels.setdefault(tuple(said), []).extend(held)
        start, end = _place(held[0])
        key = self._key(ItemSort.MENTION, start, end)
        kinds = {each.type for each in held} if len(held) > 1 else (held[0].type,)
        types = mention_types(*kinds)
        self.items.append(ShortItem(
            _MENTION, state, start, end, key, words, types, layers, votes
        ))  # fmt: skip

    def _crowd(self, cluster: Sequence[int], held: Sequence[SaidMention]) -> None:
        """Items where somebody has several of these: matched as records are."""
        layers: defaultdict[str, list[Mention]] = defaultdict(list)
        which: dict[str, int] = {}
        for place, each in zip(cluster, held, strict=True):
            span = Span(each.start, each.end, each.words)
            for bit in bits(each.layers):
                mention = Mention(f"{bit}-{place}", "", "", each.type, (span,), each.entity)
                layers[name_of(bit)].append(mention)
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
        held = sorted(whole.values(), key=_place)
        found = together(held, self.asked)
        if found is not None:
            self._mention(held, found)
        else:
            self._split({name: [whole[each] for each in group[name]] for name in sorted(group)})

    def _split(self, ordered: Mapping[str, Sequence[SaidMention]]) -> None:
        """One item in which a layer has several mentions against one of another."""
        linked = {name: rows[0] for name, rows in ordered.items()}
        if len({each.entity for each in linked.values()}) > 1:
            raise NotShort
        whole = [each for rows in ordered.values() for each in rows]
        types = frozenset({"mention", *(each.type for each in whole)})
        versions = {
            name: [
                _Version(_mention_fields(each) | {("entity", each.entity)}, 1 << int(name),
                         (each.start, each.end), each.words)
                for each in rows
            ]
            for name, rows in ordered.items()
        }  # fmt: skip
        self._several(ItemSort.MENTION, versions, types)

    def _entities(self) -> None:
        """One item for all places where the same layers link the same to different entities."""
        for said, held in self.quarrels.items():
            first = min(held, key=_place)
            types = frozenset({"entity", *(each.type for each in held)})
            layers = sum(1 << bit for bit, _ in said)
            place = (first.start, first.end)
            self._put(ItemSort.ENTITY, place, first.words, types, _ENTITY, [layers])

    # -- claims

    def _claims(self) -> None:
        """Where each claim is comes before what it says, which may be where another is."""
        places = [edges(each.claim.content) for each in self.article.claims]
        groups = [group for cluster in clusters(places) for group in self._alike(cluster)]
        for home, group in enumerate(groups, len(self.items)):
            for number in {each for rows in group.values() for each in rows}:
                if self.of_claim.setdefault(number, home) != home:
                    raise NotShort  # the same of two people stands in two items
        for group in groups:
            self._claim(group)

    def _alike(self, cluster: Sequence[int]) -> list[dict[str, list[int]]]:
        """Which of the claims that overlap are one item, by layer; with one layer's name for all
        that say it where nobody has several."""
        held = [self.article.claims[each] for each in cluster]
        if _apart(held) and _joined([each.claim for each in held]):
            return [{name_of(lowest(self.article.claims[each].layers)): [each] for each in cluster}]
        if not self.article.ids:
            raise IdsWanted
        layers: defaultdict[str, list[Claim]] = defaultdict(list)
        which: dict[str, int] = {}
        for number, (claim, who) in zip(cluster, held, strict=True):
            for bit in bits(who):
                name = self.article.ids[number, bit]
                layers[name_of(bit)].append(replace(claim, id=name))
                which[name] = number
        return [
            {name: [which[each.id] for each in rows] for name, rows in group.items()}
            for group in claim_groups(layers)
        ]

    def _claim(self, group: Mapping[str, Sequence[int]]) -> None:
        """One item, of claims by layer."""
        types = frozenset({"claim"})
        numbers = {each for rows in group.values() for each in rows}
        said = {each: self._claim_version(*self.article.claims[each], len(numbers) > 1)
                for each in numbers}  # fmt: skip
        if all(len(rows) == 1 for rows in group.values()):
            self._add(ItemSort.CLAIM, list(said.values()), types)
        else:
            versions = {
                name: [said[each]._replace(layers=1 << int(name)) for each in group[name]]
                for name in sorted(group)
            }
            self._several(ItemSort.CLAIM, versions, types)

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
        return self.article.far.get(record, record) if home is None else ("m", home)

    def _home(self, record: str) -> int | None:
        """The number of the item that a record is in."""
        told = self.article.refers(record)
        if told is None:
            return None
        kind, number = told
        return (self.of_mention if kind == "mention" else self.of_claim).get(number)

    # -- relationships and links

    def _edges(self, sort: ItemSort, said: Sequence[SaidEdge]) -> None:
        places: defaultdict[tuple[str, str], list[SaidEdge]] = defaultdict(list)
        for each in said:
            one, other = repr(self._at(each.edge.head)), repr(self._at(each.edge.tail))
            places[min(one, other), max(one, other)].append(each)
        for held in places.values():
            if not _apart(held):
                raise NotShort
            types = frozenset({str(sort), *(each.edge.type for each in held)})
            ends = [self._home(held[0].edge.head), self._home(held[0].edge.tail)]
            most = min(self.items[end].votes if end is not None else 0 for end in ends)
            versions = [self._edge_version(*each) for each in held]
            self._add(sort, versions, types, most=most)

    def _edge_version(self, edge: Relationship | ClaimLink, layers: Bits) -> _Version:
        found: dict[str, Hashable] = {"type": edge.type}
        if edge.type not in self.symmetric:
            one, other = repr(self._at(edge.head)), repr(self._at(edge.tail))
            found["direction"] = one <= other
        if isinstance(edge, Relationship):
            found["evidence"] = cover(edge.evidence)
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

    def _several(
        self, sort: ItemSort, versions: Mapping[str, Sequence[_Version]], types: frozenset[str]
    ) -> None:
        """One item in which a layer has several records, by layer in their order."""
        fields = {name: [dict(each.fields) for each in rows] for name, rows in versions.items()}
        alike: defaultdict[int, Bits] = defaultdict(int)
        for name, number in numbered(fields).items():
            alike[number] |= versions[name][0].layers
        place = min(each.place for rows in versions.values() for each in rows)
        words = next(iter(versions.values()))[0].words
        differs = differing(list(fields.values()))
        self._put(sort, place, words, types, differs, list(alike.values()))

    def _put(
        self, sort: ItemSort, place: tuple[int, int], words: str, types: frozenset[str],
        differs: frozenset[str], alike: Sequence[Bits], most: int | None = None,
    ) -> None:  # fmt: skip
        """``alike``: the layers of each version; ``most``: an item has no more votes than that."""
        have = sum(alike)
        votes = 0 if "entity" in differs else votes_of(alike, self.asked)
        state = (
            ItemState.LABEL
            if sort is ItemSort.ENTITY
            else state_of(differs, have.bit_count(), self.asked)
        )
        self.items.append(ShortItem(
            SORT_RANK[sort], STATE_RANK[state], *place, self._key(sort, *place), words, types,
            have, votes if most is None else min(votes, most),
        ))  # fmt: skip

    def _key(self, sort: ItemSort, start: int, end: int) -> str:
        key = f"{_PREFIX[sort]}{start}-{end}"
        if key in self.keys:
            raise NotShort  # ids decide which of them comes first
        self.keys.add(key)
        return key


def _mention_fields(said: SaidMention) -> frozenset[tuple[str, Hashable]]:
    place = ((said.start, said.end),)
    return frozenset((("type", said.type), ("spans", place), *said.attributes.items()))


def _place(mention: SaidMention) -> tuple[int, int]:
    return mention.start, mention.end


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

"""Articles of a review in short: many at a time, without a record of each annotation.

Only what nobody has decided anything on, and what
:mod:`juseok.core.adjudicate_short` can tell; that is nearly all there is when a review begins.
"""

import contextlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from typing import Any, Final, cast

import msgspec

from juseok.core.adjudicate import ROLES, Same
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
from juseok.core.adjudicate_short import short_items
from juseok.core.model import ATTRIBUTE_PREFIX, Claim, ClaimLink, Kind, Relationship
from juseok.core.records import from_fields
from juseok.core.review_model import gold_layer_id
from juseok.services.review.page import DONE, Sight, begins
from juseok.store.reader import Reader
from juseok.store.saying import Sayings, Told

_decode: Final = msgspec.json.Decoder(dict[str, Any]).decode
_NO_ATTRIBUTES: Final[Mapping[str, Any]] = {}
_PLAIN: Final = 2
"""So many registers a mention has that has no attributes."""


def read_short(
    reader: Reader, sight: Sight, articles: Collection[str], *,
    symmetric: Collection[str], same: Same = str,
) -> Iterator[tuple[str, int, Sequence[ShortItem]]]:  # fmt: skip
    """Of those of ``articles`` that can be told in short: how many layers are done with it, and
    the items; these name the ``n``-th layer in ``sight``, in the order of ids, by bit ``n``."""
    layers = sorted(sight.annotators)
    done, saying = _all_done(reader, sight, articles, layers), reader.reviews.saying
    sayings = saying.of(done, [*layers, gold_layer_id()])

    @cache
    def entity(number: bytes) -> str:
        return same(saying.entity(number))

    unnamed: dict[str, _Read] = {}

    def tell(
        one: _Read, behind: Behind, far: Mapping[str, str]
    ) -> Iterator[tuple[str, int, Sequence[ShortItem]]]:
        try:
            items = short_items(one.said(behind, far), same=same, symmetric=symmetric)
        except IdsWanted:
            unnamed[one.article] = one
        except NotShort:
            return
        else:
            yield one.article, one.done.bit_count(), items

    later: list[_Read] = []
    for article, bits in done.items():
        said = sayings.get(article, {})
        if _is_short(said, len(layers)):
            with contextlib.suppress(NotShort):
                one = _Read(article, said, bits, entity)
                if one.referred:
                    later.append(one)  # what these refer to is read for all of them
                else:
                    yield from tell(one, {}, {})
    behind = saying.behind({each for one in later for each in one.referred}, layers)
    ends = {each for one in later for each in one.far(behind)}
    claims = reader.claims(sight.viewer, sorted(ends)) if ends else ()
    far = {claim.id: begins(claim) for claim in claims}
    for one in later:
        yield from tell(one, behind, far)
    for name, article, told, layer in saying.claims(unnamed, layers) if unnamed else ():
        unnamed[article].name(name, told, layer)
    for one in list(unnamed.values()):
        yield from tell(one, behind, far)


def _is_short(sayings: Sayings, of: int) -> bool:
    """Whether there is no gold, behind ``of`` layers, and nobody says anything twice: ids decide
    which of one's doubles stands with whose."""
    return all(max(lines.values()) >> of == 0 for lines in sayings.values())


def _all_done(
    reader: Reader, sight: Sight, articles: Collection[str], layers: Sequence[str]
) -> dict[str, Bits]:
    """Which layers of each article are compared, where somebody's are."""
    place = {layer: 1 << bit for bit, layer in enumerate(layers)}
    states = reader.reviews.standing(sight.annotators, articles)
    skipped = [each for each, said in states.items() if "skipped" in said.values()]
    for each in skipped:
        del states[each]
    for each in reader.reviews.waiting(sight.annotators, skipped) if skipped else ():
        # who skipped an article in which there is nothing of theirs has not done it
        states[each.article] = {layer: each.states[layer] for layer in each.layers
                                if layer in each.states}  # fmt: skip
    return {article: bits for article, said in states.items()
            if (bits := _done(article, said, sight, place))}  # fmt: skip


def _done(article: str, states: Mapping[str, str], sight: Sight, place: Mapping[str, Bits]) -> Bits:
    """The layers that are compared; none where that is for a closer look."""
    brief = sight.briefs.get(article)
    if (brief is not None and not brief.is_whole) or sight.is_shut(article, states):
        return 0
    return sum([place[layer] for layer, state in states.items() if state in DONE])


Behind = Mapping[str, tuple[str, Told, Bits]]


class _Read:
    """What is said of one article by those who are ``done`` with it, decoded."""

    def __init__(
        self, article: str, sayings: Sayings, done: Bits, entity: Callable[[bytes], str]
    ) -> None:
        self.article, self.done = article, done
        self.referred: set[str] = set()
        self.linked: set[str] = set()
        self._sayings = sayings
        self._ids: dict[tuple[int, int], str] = {}
        self._mentions = [_mention(line, layers, entity)
                          for line, layers in self._lines(Kind.MENTION)]  # fmt: skip
        self._claims = [SaidClaim(cast("Claim", _record(Kind.CLAIM, line)), layers)
                        for line, layers in self._lines(Kind.CLAIM)]  # fmt: skip
        for claim, _ in self._claims:
            self.referred.update(_referred(claim))
        self._edges = self._read_edges(Kind.RELATIONSHIP)
        self._links = self._read_edges(Kind.CLAIM_LINK)

    def _lines(self, kind: Kind) -> list[tuple[bytes, Bits]]:
        """What is said by those who are done."""
        said = self._sayings.get(kind)
        if not said:
            return []
        return [(line, layers) for line, bits in said.items() if (layers := bits & self.done)]

    def _read_edges(self, kind: Kind) -> list[SaidEdge]:
        found: list[SaidEdge] = []
        for line, layers in self._lines(kind):
            edge = cast("Relationship | ClaimLink", _record(kind, line))
            self.referred |= {edge.head, edge.tail}
            if kind is Kind.CLAIM_LINK:
                self.linked |= {edge.head, edge.tail}
            found.append(SaidEdge(edge, layers))
        return found

    @cached_property
    def _place(self) -> Mapping[Told, tuple[str, int]]:
        """Which of these something is; most articles never ask."""
        return {Told(str(kind), line): (str(kind), number)
                for kind in (Kind.MENTION, Kind.CLAIM)
                for number, (line, _) in enumerate(self._lines(kind))}  # fmt: skip

    def refers(self, behind: Behind, record: str) -> tuple[str, int] | None:
        """Which of these a record is, by what is ``behind`` its id."""
        article, told, layer = behind.get(record, (None, None, 0))
        if article != self.article or not layer & self.done or told is None:
            return None
        return self._place.get(told)

    def far(self, behind: Behind) -> set[str]:
        """The ends of links that are no claim of this article."""
        return {each for each in self.linked
                if (self.refers(behind, each) or ("",))[0] != "claim"}  # fmt: skip

    def said(self, behind: Behind, far: Mapping[str, str]) -> SaidArticle:
        """All of it; ``behind``: what it refers to."""
        there = {each: far[each] for each in self.far(behind) if each in far} if far else far
        return SaidArticle(
            self.done, self._mentions, self._claims, self._edges, self._links,
            partial(self.refers, behind), there, self._ids,
        )  # fmt: skip

    def name(self, claim: str, told: Told, layer: Bits) -> None:
        """The id of a claim as one layer has it."""
        if layer & self.done:
            self._ids[self._place[told][1], layer.bit_length() - 1] = claim


def _mention(line: bytes, layers: Bits, entity: Callable[[bytes], str]) -> SaidMention:
    at = line.index(b"{")
    fields = _decode(line[at:])
    spans = fields.get("spans", ())
    if len(spans) != 1:
        raise NotShort  # fragments are compared one by one
    start, end, quote = spans[0]
    attributes = {
        name: value[0]
        for name, value in fields.items()
        if name[0] == ATTRIBUTE_PREFIX and value[0] is not None
    } if len(fields) > _PLAIN else _NO_ATTRIBUTES  # fmt: skip
    named = entity(line[:at]) if at else ""
    words, kind = " ".join(quote.split()), fields.get("type", "")
    return SaidMention(start, end, words, kind, named, attributes, layers)


def _record(kind: Kind, line: bytes) -> object:
    """Without the registers that have columns; they are the same of all that is compared."""
    fields = _decode(line[line.index(b"{") :])
    return from_fields(kind, "", {**fields, "layer": "", "article": ""})


def _referred(claim: Claim) -> Iterator[str]:
    if claim.nested_in:
        yield claim.nested_in
    for role in ROLES:
        yield from (ref.id for ref in getattr(claim, role) if ref.sort == "mention")

"""Sets of layers as bits, clusters of places, and what mentions at one place have in common."""

from collections.abc import Hashable, Iterator, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from juseok.core.adjudicate import state_of
from juseok.core.adjudicate_model import STATE_RANK, ItemState
from juseok.core.adjudicate_said import Bits, SaidMention

Together: TypeAlias = tuple[int, int, Bits, str, bool]
"""The rank of a state, votes, the layers, words, and whether entities differ."""
_LABEL: Final = STATE_RANK[ItemState.LABEL]
_BOUNDARY: Final = STATE_RANK[ItemState.BOUNDARY]


def votes_of(alike: Sequence[Bits], asked: int) -> int:
    """How many layers say what most do; 0 where as many say otherwise, or nothing."""
    if len(alike) == 1:  # most there is
        count = alike[0].bit_count()
        return count if 2 * count > asked else 0
    first, *others = sorted((each.bit_count() for each in alike), reverse=True)
    absent = asked - first - sum(others)
    return first if first > max([absent, *others]) else 0


def clusters(places: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """Numbers of what overlaps, directly or by others, from the left to the right."""
    cluster: list[int] = []
    reach = 0
    for number in sorted(range(len(places)), key=places.__getitem__):
        start, end = places[number]
        if cluster and start >= reach:
            yield cluster
            cluster = []
        if end > reach:
            reach = end
        cluster.append(number)
    if cluster:
        yield cluster


def bits(layers: Bits) -> Iterator[int]:
    """The numbers of the layers in a set."""
    while layers:
        yield lowest(layers)
        layers &= layers - 1


def lowest(layers: Bits) -> int:
    """The number of the first layer in a set."""
    return (layers & -layers).bit_length() - 1


def name_of(bit: int) -> str:
    """A name of a layer, in the order of the numbers."""
    return f"{bit:04}"


def together(held: Sequence[SaidMention], asked: int) -> Together | None:
    """Mentions as one item for ``asked`` layers; None where somebody has two of these.

    Most items of a review are made here, so that it takes few steps.
    """
    one, layers = held[0], held[0].layers
    if len(held) == 1:
        return *_agreed(layers.bit_count(), asked), layers, one.words, False
    versions: dict[tuple[str, Hashable, int, int], Bits] = {_version(one): layers}
    words, first, quarrel = one.words, layers & -layers, False
    for each in held[1:]:
        who, said = each.layers, _version(each)
        if layers & who:
            return None
        layers |= who
        versions[said] = versions.get(said, 0) | who
        if who & -who < first:
            first, words = who & -who, each.words
        if each.entity != one.entity:
            quarrel = True
    if len(versions) == 1:
        state, votes = _agreed(layers.bit_count(), asked)
    else:
        state = _LABEL if len({said[:2] for said in versions}) > 1 else _BOUNDARY
        votes = votes_of([*versions.values()], asked)
    return state, 0 if quarrel else votes, layers, words, quarrel


def _version(said: SaidMention) -> tuple[str, Hashable, int, int]:
    """What is compared of a mention, but its entity."""
    more = frozenset(said.attributes.items()) if said.attributes else None
    return said.type, more, said.start, said.end


@lru_cache(maxsize=1024)
def _agreed(have: int, asked: int) -> tuple[int, int]:
    """The rank of the state, and the votes, of an item of which ``have`` layers say the same."""
    return STATE_RANK[state_of(frozenset(), have, asked)], have if 2 * have > asked else 0


@lru_cache(maxsize=1024)
def mention_types(*types: str) -> frozenset[str]:
    """What an item of mentions of these types is found by."""
    return frozenset({"mention", *types})

"""Sets of layers as bits, clusters of places, and what mentions at one place have in common."""

from collections.abc import Hashable, Iterator, Sequence

from juseok.core.adjudicate_said import Bits, SaidMention


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
        reach = max(reach, end)
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


def alike_mentions(held: Sequence[SaidMention]) -> list[Bits]:
    """The layers of each version."""
    alike: dict[Hashable, Bits] = {}
    for each in held:
        more = frozenset(each.attributes.items()) if each.attributes else None
        said = each.start, each.end, each.type, more
        alike[said] = alike.get(said, 0) + each.layers
    return list(alike.values())


def differing_mentions(held: Sequence[SaidMention]) -> frozenset[str]:
    """The fields in which a version differs from the first."""
    first, *others = held
    found = set[str]()
    for other in others:
        if other.type != first.type:
            found.add("type")
        if (other.start, other.end) != (first.start, first.end):
            found.add("spans")
        if other.attributes != first.attributes:
            found.update(name for name, _ in first.attributes.items() ^ other.attributes.items())
    return frozenset(found)

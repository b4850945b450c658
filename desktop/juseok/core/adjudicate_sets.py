"""Sets of layers as bits, and clusters of places."""

from collections.abc import Iterator, Sequence

from juseok.core.adjudicate_said import Bits


def votes_of(alike: Sequence[Bits], asked: int) -> int:
    """How many layers say what most do; 0 where as many say otherwise, or nothing."""
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

"""A graph as it stands in a file of UIMA: a number for each structure, places in UTF-16 units.

The sofa is the first and what describes the document the second; then come sentences, each with its
tokens behind it, annotations, chains, links of slots, and the arrays of these.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from msgspec import structs

from juseok.core.text import Utf16Map
from juseok.formats.cas.graph import Annotation, Chain, Graph

SOFA: Final = 1
DESCRIPTION: Final = 2
NAME: Final = "\0"
"""Stands for the name of the file, which is settled last; no file has this sign of its own."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """``graph``, whose text has ``length``, in UTF-16 units.

    ``shift``: how much more than its id the number of an annotation is.  ``members``: the numbers
    of all that the view holds.  ``links``: annotation with slots → the numbers of their links.
    ``arrays``: the number of the first array.
    """

    graph: Graph
    length: int
    shift: int
    members: range
    links: Mapping[int, range]
    arrays: int

    def chains(self) -> Iterator[tuple[int, Chain]]:
        """Chains with their numbers."""
        return enumerate(self.graph.chains, start=self.members.stop - len(self.graph.chains))

    def slots(self) -> Iterator[tuple[Annotation, range]]:
        """Annotations with slots, and the numbers of their links."""
        return ((each, self.links[each.id]) for each in self.graph.annotations if each.links)


def numbered(graph: Graph) -> Numbered:
    """``graph``, which is in code points, with its numbers."""
    units = Utf16Map(graph.text)
    if units.units != len(graph.text):
        graph = _in_units(graph, units)
    shift = DESCRIPTION + len(graph.sentences) + sum(map(len, graph.sentences))
    after = shift + len(graph.annotations) + len(graph.chains) + 1
    links: dict[int, range] = {}
    next_ = after
    for each in graph.annotations:
        if each.links:
            links[each.id] = range(next_, next_ + len(each.links))
            next_ += len(each.links)
    return Numbered(graph, units.units, shift, range(DESCRIPTION, after), links, next_)


def _in_units(graph: Graph, units: Utf16Map) -> Graph:
    to = units.to_utf16
    return replace(
        graph,
        unit="utf16",
        sentences=[[(to(start), to(end)) for start, end in each] for each in graph.sentences],
        annotations=[
            structs.replace(each, begin=to(each.begin), end=to(each.end))
            for each in graph.annotations
        ],
    )

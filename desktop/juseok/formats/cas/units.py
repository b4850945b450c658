"""Whether the offsets of a CAS count UTF-16 units, as the standard says, or code points."""

from collections.abc import Callable

from juseok.core.text import Utf16Map
from juseok.formats.cas.graph import Graph


def unit_of(graph: Graph) -> tuple[Callable[[int], int], bool]:
    """What makes code points of the offsets of ``graph``, and whether they are not what they
    should be.

    Some tools write code points, which shows where words begin or end with a blank by the one and
    not by the other.
    """
    utf16 = Utf16Map(graph.text)
    if graph.unit == "code points" or utf16.units == len(graph.text):
        return int, False
    if _blank_edges(graph, graph.text, utf16.to_cp) and not _blank_edges(graph, graph.text, int):
        return int, True
    return utf16.to_cp, False


def _blank_edges(graph: Graph, text: str, unit: Callable[[int], int]) -> bool:
    """Whether an annotation or a token begins or ends with a blank, or beyond the text."""
    places = [(each.begin, each.end) for each in graph.annotations]
    places += (token for sentence in graph.sentences for token in sentence)
    for begin, end in places:
        start, stop = unit(begin), unit(end)
        if not 0 <= start < stop <= len(text):
            return True
        if text[start].isspace() or text[stop - 1].isspace():
            return True
    return False

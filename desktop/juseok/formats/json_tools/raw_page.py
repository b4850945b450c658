"""One article as a file of another tool has it: marks and edges, before anything is proved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from juseok.core.model import Metadata, Zone


class RawMark(msgspec.Struct, frozen=True):
    """A labelled stretch: places as the file counts them; ``quote`` None: it has no words.

    ``line``: where it stands in the file; 0: where its page does.  A struct: a file has one for
    each mention, and a data class takes several times longer.
    """

    id: str
    type: str
    places: tuple[tuple[int, int], ...]
    quote: str | None = None
    attributes: Mapping[str, str | bool] = {}
    note: str = ""
    entity: str = ""
    line: int = 0


class RawEdge(msgspec.Struct, frozen=True):
    """A relation between two marks, by their ids in the file; ``id``: its own, where it has one."""

    type: str
    head: str
    tail: str
    id: str = ""
    attributes: Mapping[str, str | bool] = {}
    note: str = ""

    def between(self, head: str, tail: str) -> "RawEdge":
        """The same edge from ``head`` to ``tail``."""
        if head == self.head and tail == self.tail:
            return self
        return RawEdge(self.type, head, tail, self.id, self.attributes, self.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """One article as a file has it.  ``ids``: names of marks are those of the file.

    ``utf16``: what has no words is counted in UTF-16 units.  ``marked_in``: the file that the lines
    of marks count, where it is another.
    """

    text: str
    marks: Sequence[RawMark] = ()
    edges: Sequence[RawEdge] = ()
    own: object = None
    file: str = ""
    line: int = 0
    marked_in: str = ""
    name: str = ""
    annotator: str = ""
    coder: str = ""
    metadata: Metadata | None = None
    zones: tuple[Zone, ...] = ()
    kept: tuple[str, ...] = ()
    ids: bool = False
    utf16: bool = False

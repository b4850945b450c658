"""One article as a file of another tool has it: marks and edges, before anything is proved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

import msgspec

from juseok.core.model import (
    Claim,
    ClaimLink,
    How,
    Mention,
    Metadata,
    Relationship,
    Value,
    Zone,
)
from juseok.formats.patches import Patch

RecordT = TypeVar("RecordT", Mention, Claim, Relationship, ClaimLink)
_HOWS: Final = {how.value: how for how in How}


class RawMark(msgspec.Struct, frozen=True):
    """A labelled stretch: places as the file counts them; ``quote`` None: it has no words.

    A struct: a file has one for each mention, and a data class takes several times longer.
    """

    id: str
    type: str
    places: tuple[tuple[int, int], ...]
    quote: str | None = None
    attributes: Mapping[str, str | bool] = {}
    note: str = ""
    entity: str = ""


@dataclass(frozen=True, slots=True)
class RawEdge:
    """A relation between two marks, by their ids in the file."""

    type: str
    head: str
    tail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """One article as a file has it.  ``ids``: names of marks are those of the file.

    ``utf16``: what has no words is counted in UTF-16 units.
    """

    text: str
    marks: Sequence[RawMark] = ()
    edges: Sequence[RawEdge] = ()
    own: object = None
    file: str = ""
    line: int = 0
    name: str = ""
    annotator: str = ""
    coder: str = ""
    metadata: Metadata | None = None
    zones: tuple[Zone, ...] = ()
    kept: tuple[str, ...] = ()
    ids: bool = False
    utf16: bool = False


def quickly(record: RecordT, patch: Patch) -> RecordT | None:
    """As of most records, and several times faster than proving a whole one; None: it has to be
    proved."""
    entity = record.entity if isinstance(record, Mention) else ""
    note, how, values = record.note, record.how, dict[str, Value]()
    for name, given in patch.items():
        if name[:1] == "@" and len(name) > 1:
            match given:
                case [str() | bool() | None as value, str(way)] if way in _HOWS:
                    values[name[1:]] = Value(value, _HOWS[way])
                case _:
                    return None
        elif not isinstance(given, str):
            return None
        elif name == "entity" and isinstance(record, Mention):
            entity = given
        elif name == "note":
            note = given
        elif name == "how" and given in _HOWS:
            how = _HOWS[given]
        else:
            return None
    if isinstance(record, Mention):
        return Mention(
            record.id, record.layer, record.article, record.type, record.spans, entity,
            {**record.attributes, **values}, how, note, record.derived_from,
        )  # fmt: skip
    if isinstance(record, ClaimLink):
        return None if values else replace(record, note=note, how=how)
    return replace(record, note=note, how=how, attributes={**record.attributes, **values})

"""Entities and coreference in the MISC column, as CorefUD 1.0 has them: ``Entity=(e1-ORG-2``.

``(`` opens a mention at its first word and ``)`` closes it at its last; words of one entity share
its id; a mention of several stretches numbers them, ``e1[1/2]``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

NO_TYPE: Final = "_"
GLOBAL: Final = "eid-etype-head"
_SIGNS: Final = re.compile(r"[-()\[\]|=,\s]+")
_ITEM: Final = re.compile(r"\(([^()]*)(\))?|([^()]+)\)")
_PART: Final = re.compile(r"(.+)\[(\d+)/(\d+)\]")


class Range(NamedTuple):
    """Words ``first`` to ``last`` of a sentence, both inclusive, from 0."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Named:
    """A mention: stretches in order, the id of its entity, its type; ``at``: the word whose line
    closes it."""

    eid: str
    etype: str
    ranges: tuple[Range, ...]
    at: int = 0


def etype_of(type_: str) -> str:
    """``type_`` without the signs that have a meaning in the column."""
    return _SIGNS.sub("_", type_) or NO_TYPE


_READ: Final = frozenset({"etype", "head"})
"""Fields of an entity beside its id; which of its words is the head follows from its words."""


def fits(found: Named, others: Sequence[Named]) -> bool:
    """Whether ``found`` can be told from ``others``: those of one entity may be one within
    another, but neither the same nor across."""
    return not any(
        each.eid == found.eid
        and (
            each.ranges == found.ranges
            or len(each.ranges) > 1 < len(found.ranges)
            or any(_crosses(one, other) for one in each.ranges for other in found.ranges)
        )
        for each in others
    )


def _crosses(one: Range, other: Range) -> bool:
    apart = one.last < other.first or other.last < one.first
    within = (one.first <= other.first and other.last <= one.last) or (
        other.first <= one.first and one.last <= other.last
    )
    return not apart and not within


def entity_values(count: int, mentions: Sequence[Named]) -> list[str]:
    """What stands behind ``Entity=`` at each of ``count`` words; empty: nothing."""
    opens: list[list[tuple[int, str]]] = [[] for _ in range(count)]
    singles: list[list[str]] = [[] for _ in range(count)]
    closes: list[list[tuple[int, str]]] = [[] for _ in range(count)]
    for mention in mentions:
        size = sum(last - first + 1 for first, last in mention.ranges)
        parts = len(mention.ranges)
        for number, (first, last) in enumerate(mention.ranges, start=1):
            eid = mention.eid if parts == 1 else f"{mention.eid}[{number}/{parts}]"
            head = f"({eid}-{mention.etype}-{size}"
            if first == last:
                singles[first].append(f"{head})")
            else:
                opens[first].append((last, head))
                closes[last].append((first, f"{eid})"))
    return [
        "".join(
            (
                # Closing ones first: behind an opening one they would go on with its words.
                *(text for _, text in sorted(closes[at], key=lambda each: -each[0])),
                *(text for _, text in sorted(opens[at], key=lambda each: -each[0])),
                *singles[at],
            )
        )
        for at in range(count)
    ]


@dataclass(slots=True)
class EntityReader:
    """The mentions of one sentence, word by word; ``fields``: what ``global.Entity`` names."""

    fields: Sequence[str]
    found: list[Named] = field(default_factory=list[Named])
    unread: list[str] = field(default_factory=list[str])
    """Fields of mentions that have no place here, each as often as it says something."""
    _open: dict[str, list[tuple[int, str]]] = field(
        default_factory=dict[str, list[tuple[int, str]]]
    )
    _parts: dict[str, list[Range]] = field(default_factory=dict[str, list[Range]])
    _types: dict[str, str] = field(default_factory=dict[str, str])

    def add(self, at: int, value: str) -> bool:
        """What stands at word ``at``; False where some of it has no meaning."""
        is_sound, done = True, 0
        for item in _ITEM.finditer(value):
            is_sound = is_sound and item.start() == done
            done = item.end()
            inside, single, closed = item.groups()
            if inside is not None:
                parts = inside.split("-")
                eid, etype = parts[0], self._etype(parts)
                said = zip(
                    self.fields[1:], parts[1:], strict=False
                )  # the id is first, as eid or GRP
                self.unread += (name for name, each in said if each and name not in _READ)
                if single:
                    is_sound = self._close(eid, etype, Range(at, at)) and is_sound
                else:
                    self._open.setdefault(eid, []).append((at, etype))
                continue
            eid = closed.split("-")[0]
            waiting = self._open.get(eid)
            if not waiting:
                is_sound = False
                continue
            first, etype = waiting.pop()
            is_sound = self._close(eid, etype, Range(first, at)) and is_sound
        return is_sound and done == len(value)

    def end(self) -> bool:
        """Whether everything that was opened was closed."""
        return not any(self._open.values()) and not any(self._parts.values())

    def _etype(self, parts: Sequence[str]) -> str:
        at = self.fields.index("etype") if "etype" in self.fields else 1
        return parts[at] if at < len(parts) and parts[at] else NO_TYPE

    def _close(self, eid: str, etype: str, range_: Range) -> bool:
        if not eid:
            return False
        part = _PART.fullmatch(eid)
        if part is None:
            self.found.append(Named(eid, etype, (range_,), range_.last))
            return True
        ranges = self._parts.setdefault(part[1], [])
        ranges.append(range_)
        if etype != NO_TYPE:  # the first part says it for all
            self._types[part[1]] = etype
        if part[2] == part[3]:
            etype = self._types.pop(part[1], NO_TYPE)
            self.found.append(Named(part[1], etype, tuple(sorted(ranges)), range_.last))
            del self._parts[part[1]]
        return True

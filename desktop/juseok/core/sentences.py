"""Sentences by rule: the splitter of the reading mode.

A line is cut after 다. 까? 요! and the like, outside “ ” and " " only (never '…').  A quoted
run that ends in a full stop and is followed by a new start is its own unit.  A quotation
that the line never closes does not swallow the rest: it counts as no quotation.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from juseok.core.quotations import quotations

LineSplitter: TypeAlias = Callable[[str], Sequence[tuple[int, int]]]
"""One line without its newline → half-open units in code points, in order, none blank."""

_STOP: Final = re.compile(r"(?<=[가-힣A-Za-z0-9)\]%’”\"'])[.?!。]++[’”\"')\]]*+(?=\s|$)|…(?=\s*$)")
_ABBREVIATION: Final = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Ms|Mrs|Dr|Inc|Ltd|Co|Corp|vs|No|St))\.$")
_ENUMERATION: Final = re.compile(r"^\s*(?:\d{1,3}|[가-하])\.$")


def split_line(line: str) -> list[tuple[int, int]]:
    """The sentences of one line, white space between them left out.  Linear in its length."""
    inside = quotations(line, 0, len(line))
    units: list[tuple[int, int]] = []
    start = at_quote = 0
    for stop in _STOP.finditer(line):
        while at_quote < len(inside) and inside[at_quote][1] < stop.start():
            at_quote += 1
        if at_quote < len(inside):
            left, right = inside[at_quote]
            if left <= stop.start() < right and stop.end() != right + 1:
                continue
        head = line[max(start, stop.start() - 8) : stop.start() + 1]
        if _ABBREVIATION.search(head) or _ENUMERATION.match(line[start : stop.start() + 1][:8]):
            continue
        _add(line, start, stop.end(), units)
        start = stop.end()
    _add(line, start, len(line), units)
    return units


def _add(line: str, start: int, end: int, units: list[tuple[int, int]]) -> None:
    piece = line[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    if left < right:
        units.append((left, right))


def line_at(text: str, offset: int) -> tuple[int, int]:
    """The line of ``text`` around ``offset``, without its newline."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return start, len(text) if end < 0 else end


def sentence_at(text: str, offset: int, split: LineSplitter = split_line) -> tuple[int, int]:
    """The sentence around ``offset``; on the white space between two, the one before.

    On a blank line it is that (empty) line: start equals end.
    """
    start, end = line_at(text, offset)
    found = (start, start)
    for left, right in split(text[start:end]):
        if start + left > offset and found[0] != found[1]:
            break
        found = (start + left, start + right)
        if offset < found[1]:
            break
    return found

"""Quotations that line breaks cut in pieces: opened on one line, closed on a later one.

A mark that its line never closes is a slip more often than not, so that a quotation goes over
lines only where each side is plain: the line that opens it leaves one mark open, the lines between
have no mark (or one that opens each paragraph anew), and the first mark of the line that ends it
closes.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

Span: TypeAlias = tuple[int, int]

_MARK: Final = re.compile('[“”„"＂]')
_OPENING: Final = "“„"
_MOST_LINES: Final = 8
_LONGEST: Final = 1_500


class Broken(NamedTuple):
    """``pieces``: what is quoted on each line, code points of the text; ``[start, end)``: from
    behind the opening mark to the closing one."""

    start: int
    end: int
    pieces: tuple[Span, ...]


def broken_quotes(text: str) -> list[Broken]:
    """The quotations of ``text`` that run over lines, in order, none over another."""
    if text.count("\n") == 0 or _MARK.search(text) is None:
        return []
    lines = list(_lines(text))
    found: list[Broken] = []
    at = 0
    while at < len(lines):
        opened = _left_open(text, lines[at])
        last, end = (None, -1) if opened is None else _closed(text, lines, at)
        if opened is None or last is None or end - opened > _LONGEST:
            at += 1
            continue
        found.append(Broken(opened, end, tuple(_pieces(text, lines[at : last + 1], opened, end))))
        at = last
        if _left_open(text, (end + 1, lines[at][1])) is None:
            at += 1
    return found


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _left_open(text: str, line: Span) -> int | None:
    """Where the quotation begins that this line opens and does not close."""
    opened: int | None = None
    for mark in _MARK.finditer(text, *line):
        if opened is None:
            before = text[mark.start() - 1] if mark.start() > line[0] else " "
            behind = text[mark.end()] if mark.end() < line[1] else " "
            if mark[0] == "”" or behind.isspace() or before.isalnum():
                return None
            opened = mark.end()
        elif mark[0] not in _OPENING:
            opened = None
        else:
            return None
    return opened


def _closed(text: str, lines: Sequence[Span], at: int) -> tuple[int | None, int]:
    """The line that ends the quotation left open on line ``at``, and where its mark stands."""
    for number in range(at + 1, min(len(lines), at + 1 + _MOST_LINES)):
        start, end = lines[number]
        marks = list(_MARK.finditer(text, start, end))
        if not marks:
            if not text[start:end].strip():
                return None, -1
            continue
        first = marks[0]
        alone = first.start() == start or text[first.start() - 1].isspace()
        if alone and len(marks) == 1 and first[0] != "”":
            continue  # each paragraph of a long quotation is opened anew
        if alone and len(marks) == 2 and first[0] != "”" and _opens_anew(text, marks):
            return number, marks[1].start()
        if alone or first[0] in _OPENING:
            return None, -1
        if first[0] != "”" and len(marks) % 2 == 0:
            return None, -1
        return number, first.start()
    return None, -1


def _opens_anew(text: str, marks: Sequence[re.Match[str]]) -> bool:
    """Whether the paragraph is the last of a quotation that each paragraph opens: all curly."""
    return marks[0][0] == "“" and marks[1][0] == "”" and not text[marks[0].end()].isspace()


def _pieces(text: str, lines: Sequence[Span], opened: int, end: int) -> Iterator[Span]:
    for number, (start, stop) in enumerate(lines):
        low = opened if number == 0 else start
        high = end if number == len(lines) - 1 else stop
        while low < high and (text[low].isspace() or (number and text[low] in '“„"')):
            low += 1
        while low < high and text[high - 1].isspace():
            high -= 1
        if low < high:
            yield low, high

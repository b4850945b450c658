"""Sentences by rule: the splitter of the reading mode.

A line is cut behind 다. 까? 요! and the like, but neither between “ ” or " " nor in a bracket
inside a sentence, nor between single quotation marks that a particle follows.  A quoted run that
ends in a full stop and is followed by a new start is its own unit.  A quotation that the line
never closes does not swallow the rest: it counts as no quotation.  Full stops of dates, numbers
and abbreviations cut nothing.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from juseok.core.model import SentenceEdits
from juseok.core.quotations import quotations

LineSplitter: TypeAlias = Callable[[str], Sequence[tuple[int, int]]]
"""One line without its newline → half-open units in code points, in order, none blank."""

_STOP: Final = re.compile(
    r"[.?!。](?<=[가-힣A-Za-z0-9)\]%℃’”\"'…][.?!。])[.?!。]*+[’”\"')\]]*+(?=\s|$)|…(?=\s*$)"
)
"""Looks back after the sign: a search for signs alone is five times as fast."""

_ABBREVIATION: Final = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Ms|Mrs|Dr|Jr|Sr|Prof|Gen|Gov|Sen|Rep|St|Mt|Inc|Ltd|Co|Corp|vs|No|Fig"
    r"|Vol|etc|a\.m|p\.m))\.$"
)
_ENUMERATION: Final = re.compile(r"^\s*(?:\d{1,3}|[가-하])\.$")
_NUMBER: Final = re.compile(r"(?:^|[\s(~∼‘'])(\d{1,4})\.$")
_DOTS: Final = re.compile(r"(?<![다요까죠네오음함])\.{2,}$")
_MORE: Final = re.compile(r"\s{1,100}\S")
_GOES_ON: Final = re.compile(
    r"\s{1,3}(?:이?라고|이?라며|이?라는|이?라면서|고|며|면서|는|하고|하며|하면서|란)(?:[도만은]|[\s,]|$)"
)
"""What may stand apart behind a closed quotation and yet goes on with its sentence."""

_SINGLE: Final = re.compile(
    r"‘(?<![^\s(\[“\"]‘)[^’\n]{1,200}’(?=[가-힣])|'(?<![^\s(\[“\"]')[^'\n]{1,200}'(?=[가-힣])"
)
_BITE: Final = re.compile(r"\s*[\[【][^\[\]【】\n]{2,60}[:：][^\[\]【】\n]{1,1500}[\]】]\s*$")
"""A sound bite of a transcript, [이름/직함 : 말], whole whatever stands in it."""

_BRACKET: Final = re.compile(r"\((?<=[^\s(]\()[^()\n]{1,300}\)")


def split_line(line: str) -> list[tuple[int, int]]:
    """The sentences of one line, white space between them left out.  Linear in its length."""
    whole = _uncut(line)
    units: list[tuple[int, int]] = []
    start = at = 0
    for stop in _STOP.finditer(line):
        while at < len(whole) and whole[at][1] < stop.start():
            at += 1
        if at < len(whole) and whole[at][0] <= stop.start() and stop.end() != whole[at][1] + 1:
            continue
        if not _ends_sentence(line, start, stop):
            continue
        _add(line, start, stop.end(), units)
        start = stop.end()
    _add(line, start, len(line), units)
    return units


def _uncut(line: str) -> list[tuple[int, int]]:
    """Where no sentence ends: in quotations, in brackets and in single marks; in order, apart."""
    found = quotations(line, 0, len(line))
    for pattern in (_SINGLE, _BRACKET):
        found += [(each.start() + 1, each.end() - 1) for each in pattern.finditer(line)]
    bite = _BITE.match(line)
    if bite is not None:
        found.append((bite.start() + 1, bite.end() - 1))
    found.sort(key=lambda each: (each[0], -each[1]))
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if not apart or start > apart[-1][1]:
            apart.append((start, end))
    return apart


def _ends_sentence(line: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the sign at ``stop`` ends the sentence that begins at ``start``."""
    first = stop.start()
    head = line[max(start, first - 8) : first + 1]
    if _ABBREVIATION.search(head) or _ENUMERATION.match(line[start : min(start + 8, first + 1)]):
        return False
    number = _NUMBER.search(head)
    if number is not None and stop.end() < len(line):
        following = line[stop.end() : stop.end() + 4].lstrip()
        if len(number[1]) < 3 or following[:1].isdigit():
            return False
    if _DOTS.search(line, max(start, first - 1), stop.end()) and _MORE.match(line, stop.end()):
        return False
    closed = line[stop.end() - 1] in "”\"’'"
    return not (closed and _GOES_ON.match(line, stop.end()))


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


def sentences(
    text: str, *, split: LineSplitter = split_line, edits: SentenceEdits | None = None
) -> list[tuple[int, int]]:
    """The sentences of ``text``, in code points, in order; together all that is not blank.

    ``edits`` are those of an annotator, and win over ``split``.
    """
    found: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        found += units_of(line, at, split=split, edits=edits)
        at += len(line) + 1
    return found


def units_of(
    line: str, at: int, *, split: LineSplitter = split_line, edits: SentenceEdits | None = None
) -> list[tuple[int, int]]:
    """The sentences of the line that begins at ``at``, in code points of the text."""
    units = split(line)
    if not edits:
        return [(at + start, at + end) for start, end in units]
    cuts = {start for start, _ in units[1:]}
    end = at + len(line)
    cuts -= {join - at for join in _between(edits.joins, at, end)}
    cuts |= {split - at for split in _between(edits.splits, at, end)}
    for low, high in edits.headings:
        if at <= low < high <= end:
            cuts = {cut for cut in cuts if not low - at < cut < high - at}
            cuts |= {low - at, high - at}
    found: list[tuple[int, int]] = []
    for low, high in pairwise((0, *sorted(cuts), len(line))):
        _add(line, low, high, found)
    return [(at + start, at + stop) for start, stop in found]


def _between(offsets: Sequence[int], start: int, end: int) -> Sequence[int]:
    ordered = sorted(offsets)
    return ordered[bisect_left(ordered, start + 1) : bisect_left(ordered, end)]


def edited(split: LineSplitter, edits: SentenceEdits, at: int) -> LineSplitter:
    """``split`` with ``edits`` for the line that begins at ``at``."""

    def units(line: str) -> list[tuple[int, int]]:
        return [(start - at, end - at) for start, end in units_of(line, at, split=split,
                                                                  edits=edits)]  # fmt: skip

    return units


def sentence_at(
    text: str,
    offset: int,
    split: LineSplitter = split_line,
    edits: SentenceEdits | None = None,
) -> tuple[int, int]:
    """The sentence around ``offset``; on the white space between two, the one before.

    On a blank line it is that (empty) line: start equals end.
    """
    start, end = line_at(text, offset)
    found = (start, start)
    for left, right in units_of(text[start:end], start, split=split, edits=edits):
        if left > offset and found[0] != found[1]:
            break
        found = (left, right)
        if offset < right:
            break
    return found

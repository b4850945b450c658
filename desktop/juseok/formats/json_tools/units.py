"""Whether a file counts UTF-16 units, where it has no words to prove a place with.

A tool that runs in a browser counts as JavaScript does, so every character outside the basic plane
moves what comes after it by one.  A file is of one tool, and so all of its places are asked: the
unit counts in which fewer of them are impossible, begin or end with a blank, or cut a word.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

from juseok.core.messages import Message
from juseok.core.text import Utf16Map
from juseok.formats.base import ReportBuilder
from juseok.formats.json_tools.values import Shape, as_object, objects_in
from juseok.formats.raw.items import file_name

Placed: TypeAlias = tuple[str, list[tuple[int, int]]]
"""A text, and places in it as a file counts them."""

_FOUR_BYTES: Final = bytes(range(0xF0, 0xF5))
_ESCAPED: Final = re.compile(rb"\\u[dD][89abAB]")
_CHUNK: Final = 1 << 20
_ENOUGH: Final = 400
"""Places that tell of either unit, after which nothing more is read."""

_IMPOSSIBLE: Final = 20
_BLANK: Final = 3
_CUT: Final = 1


def counts_utf16(
    path: Path,
    placed: Callable[[dict[str, object]], Iterable[Placed]],
    shape: Shape = as_object,
) -> bool:
    """Whether the places of the file count UTF-16 units; ``placed`` finds them in an object, and
    ``shape`` is as in :func:`objects_in`."""
    if not _may_be_astral(path):
        return False
    points = units = told = 0
    for found in objects_in(path, ReportBuilder(), shape=shape):
        for text, places in placed(found.value):
            for in_points, in_units in _faults(text, places):
                points += in_points
                units += in_units
                told += in_points != in_units
        if told >= _ENOUGH:
            break
    return units < points


def unit_told(
    path: Path,
    placed: Callable[[dict[str, object]], Iterable[Placed]],
    report: ReportBuilder,
    shape: Shape = as_object,
    *,
    name: str = "",
) -> bool:
    """As :func:`counts_utf16`; where it is so, it is told of the file, which may be called
    otherwise (``name``)."""
    if not path.is_file() or not counts_utf16(path, placed, shape):
        return False
    report.note(Message("json.utf16"), file=name or file_name(path))
    return True


def _may_be_astral(path: Path) -> bool:
    """Whether the file holds anything that the two units count differently."""
    with open(path, "rb") as file:
        before = b""
        while data := file.read(_CHUNK):
            # Leaving bytes out and comparing lengths is ten times as fast as looking for them.
            if len(data.translate(None, _FOUR_BYTES)) < len(data):
                return True
            if _ESCAPED.search(before + data) is not None:
                return True
            before = data[-6:]
    return False


def _faults(text: str, places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What speaks against code points and against UTF-16 units, place by place."""
    known = Utf16Map(text)
    if known.units == len(text):
        return
    for start, end in places:
        first, last = known.to_cp(start), known.to_cp(end)
        if (first, last) == (start, end):
            continue
        is_split = known.to_utf16(first) != start or known.to_utf16(last) != end
        wrong = is_split or not 0 <= start < end <= known.units
        yield _fault(text, start, end), _IMPOSSIBLE if wrong else _fault(text, first, last)


def _fault(text: str, start: int, end: int) -> int:
    if not 0 <= start < end <= len(text):
        return _IMPOSSIBLE
    words = text[start:end]
    found = _BLANK * (words[0].isspace() + words[-1].isspace())
    found += _CUT * (start > 0 and text[start - 1].isalnum() and words[0].isalnum())
    # In Korean a particle follows a name without a blank, so only other letters tell at the end.
    after = text[end : end + 1]
    return found + _CUT * (after.isalnum() and after.isascii() and words[-1].isalnum())

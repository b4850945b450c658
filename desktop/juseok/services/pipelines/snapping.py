"""Rough selections → names, for pipelines: JSON lines in, JSON lines out."""

import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from juseok.core.errors import FormatError
from juseok.core.messages import Message
from juseok.core.morphs import Analyser, Line, Names
from juseok.core.ops import Json
from juseok.core.text import Normalised, normalise
from juseok.lang.snap import Snapped, place_of, snap


def snap_lines(
    lines: Iterable[bytes], *, analyser: Analyser | None, names: Names | None = None
) -> Iterator[tuple[dict[str, Json], Message | None]]:
    """For each line of JSON lines what to write for it, and what was wrong with it.

    A line is ``{"text", "start", "end"}`` with ``start`` and ``end`` in code points of ``text``
    as it was read; the answer counts in the same.  Blank lines are left out; one that cannot be
    read is answered with its number, so that every other answer stays in its place.
    """
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        try:
            text, start, end = _request(raw, number)
            yield snap_raw(text, start, end, analyser=analyser, names=names), None
        except FormatError as error:
            yield {"line": number, "error": error.message.code}, error.message


def _request(raw: bytes, number: int) -> tuple[str, int, int]:
    try:
        record: Any = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FormatError("snap.no_json", line=number) from error
    match record:
        case {"text": str(text), "start": int(start), "end": int(end)} if not (
            isinstance(start, bool) or isinstance(end, bool)
        ):
            pass
        case _:
            raise FormatError("snap.shape", line=number)
    if not 0 <= start < end <= len(text):
        raise FormatError("snap.bounds", line=number, start=start, end=end, length=len(text))
    return text, start, end


def snap_raw(
    raw: str, start: int, end: int, *, analyser: Analyser | None, names: Names | None
) -> dict[str, Json]:
    """The name in ``raw[start:end]``, a text that may hold CRLF and decomposed Hangul."""
    normal = normalise(raw)
    low, high = _normal_offset(normal, start), _normal_end(normal, end)
    text = normal.text
    place = place_of(text, low, high)
    morphs: Line | None = None
    if analyser is not None and place.start < place.end:
        (morphs,) = analyser.lines([place.line], names=names)
    look = partial(_look, analyser) if analyser is not None else None
    found = place.shifted(
        snap(place.line, place.start, place.end, morphs, names, look=look, text=text)
    )
    return _answer(raw, normal, found, start, end)


def _look(analyser: Analyser, words: str) -> Line:
    return analyser.lines([words])[0]


def _answer(raw: str, normal: Normalised, found: Snapped, start: int, end: int) -> dict[str, Json]:
    low, high = max(start, normal.to_raw(found.start)), min(end, normal.to_raw(found.end))
    if low >= high:  # half a syllable was selected, or nothing but a mark that is left out
        low, high = start, end
    alias: Json = None
    if found.alias is not None:
        alias = [normal.to_raw(found.alias[0]), normal.to_raw(found.alias[1])]
    return {"start": low, "end": high, "quote": raw[low:high], "alias": alias}


def _normal_offset(normal: Normalised, raw: int) -> int:
    """Where the character of the normalised text begins that holds the one at ``raw``."""
    low, high = 0, len(normal.text)
    while low < high:
        middle = (low + high + 1) // 2
        if normal.to_raw(middle) <= raw:
            low = middle
        else:
            high = middle - 1
    return low


def _normal_end(normal: Normalised, raw: int) -> int:
    """Where the last character ends that holds something before ``raw``."""
    at = _normal_offset(normal, raw)
    return at if normal.to_raw(at) >= raw else min(at + 1, len(normal.text))

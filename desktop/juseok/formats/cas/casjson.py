"""Reading UIMA CAS JSON 0.4: types, feature structures and views in one object; and the JSON of
UIMA 2."""

import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import repeat
from typing import Any, Final, cast

import msgspec

from juseok.core.errors import FormatError
from juseok.core.messages import Message
from juseok.formats.cas import layers, legacy
from juseok.formats.cas.structures import Loaded, Refuse, Structure
from juseok.formats.halves import has_half_pair
from juseok.formats.reasons import reason_of

STRUCTURES: Final = "%FEATURE_STRUCTURES"
_BEGIN: Final = re.compile(rf'(?<!\\)"{STRUCTURES}"\s*:\s*[\[{{]')
_ID: Final = re.compile(rb'"%ID"(?<!\\"%ID")')
"""A look behind that stands at the end leaves letters to search for at the beginning."""
_BETWEEN: Final = re.compile(r'[\s,]*(?:"(?:[^"\\]|\\.)*"\s*:\s*)?')
"""What stands before a structure: of older versions also its id."""


def load_json(data: bytes, refuse: Refuse) -> Loaded:
    """The structures of a file; raises ``FormatError`` where it is none."""
    try:
        return _load(data, refuse)
    except RecursionError as error:  # lists in lists that JSON itself still has room for
        raise FormatError("cas.json", reason=reason_of(error)) from error


def _load(data: bytes, refuse: Refuse) -> Loaded:
    found = _read(data)
    given = cast("dict[str, Any]", found).get(STRUCTURES) if isinstance(found, dict) else None
    if given is None and legacy.is_legacy(found):
        return _loaded(legacy.rows_of(cast("dict[str, Any]", found)), repeat(None), refuse)
    if isinstance(given, dict):  # by id, as older versions have it
        held = cast("dict[str, Any]", given)
        rows: list[Any] = [
            {"%ID": int(key) if key.isdecimal() else key, **row} if isinstance(row, dict) else row
            for key, row in held.items()
        ]
    elif isinstance(given, list):
        rows = cast("list[Any]", given)
    else:
        raise FormatError("cas.json", reason=Message("reason.field", name=STRUCTURES))
    return _loaded(rows, _lines(data, len(rows)), refuse)


def _read(data: bytes) -> object:
    try:
        return msgspec.json.decode(data.removeprefix(BOM_UTF8))  # quick, where all is well
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        pass
    try:
        source = data.decode("utf-8-sig")
        found: object = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise FormatError("cas.json", reason=reason_of(error)) from error
    if has_half_pair(found, source):
        raise FormatError("json.surrogate")
    return found


def _loaded(rows: list[Any], lines: Iterable[int | None], refuse: Refuse) -> Loaded:
    loaded = Loaded(tokens=_tokens(rows))
    for row, line in zip(rows, lines, strict=False):
        if not isinstance(row, dict) or row.get("%TYPE") != layers.TOKEN:  # most of a file
            made = _structure(row, line, refuse)
            if made is not None:
                loaded.structures.append(made)
    return loaded


def _tokens(rows: list[Any]) -> Iterator[tuple[int, int]]:
    for row in rows:
        if isinstance(row, dict) and row.get("%TYPE") == layers.TOKEN:
            begin, end = row.get("begin"), row.get("end")
            if type(begin) is int and type(end) is int:
                yield begin, end


def _lines(data: bytes, count: int) -> Iterator[int | None]:
    """The line, from 1, of each of ``count`` structures of a sound file; None: it is not found.

    It is that of their ids where all have one, which is told several times faster.
    """
    ids = [match.start() for match in _ID.finditer(data)]
    if len(ids) != count:
        yield from _begins(data.decode("utf-8-sig"))
        return
    line, before = 1, 0
    for at in ids:
        line += data.count(b"\n", before, at)
        before = at
        yield line


def _begins(source: str) -> Iterator[int | None]:
    """The line in which each structure begins, one after another."""
    begin, decoder = _BEGIN.search(source), json.JSONDecoder()
    at, line = (0, 1) if begin is None else (begin.end(), 1 + source.count("\n", 0, begin.end()))
    with suppress(ValueError):
        while begin is not None and (between := _BETWEEN.match(source, at)) is not None:
            line += source.count("\n", at, between.end())
            yield line
            _, at = decoder.raw_decode(source, between.end())
            line += source.count("\n", between.end(), at)
    yield from repeat(None)  # its name is written with escapes, or is there twice


def _structure(row: object, line: int | None, refuse: Refuse) -> Structure | None:
    given = cast("Mapping[str, object]", row if isinstance(row, dict) else {})
    id_, type_ = given.get("%ID"), given.get("%TYPE")
    if type(id_) is not int or not isinstance(type_, str) or not type_:
        refuse(Message("cas.no_id", type=str(type_ or row)[:60]), line)
        return None
    values: dict[str, Any] = {}
    refs: dict[str, list[int]] = {}
    for name, value in given.items():
        first = name[:1]
        if first == "@":
            refs[name[1:]] = [value] if type(value) is int else _ids(value)
        elif first != "%":
            if value is not None:
                plain = name.removeprefix("#").removeprefix("^") if first in "#^" else name
                values[plain] = value
        elif name == "%ELEMENTS" and type_.endswith(("FSArray", "[]")):
            refs["elements"] = _ids(value)
        elif name == "%ELEMENTS":
            values["elements"] = value
    place = None
    begin, end = values.get("begin"), values.get("end")
    if type(begin) is int and type(end) is int:
        place = values.pop("begin"), values.pop("end")
    for name, value in values.items():
        if type(value) is not str:
            values[name] = _text(value)
    return Structure(id_, type_, values, refs, line, place)


def _ids(value: object) -> list[int]:
    given = cast("list[object]", value) if isinstance(value, list) else [value]
    return [each for each in given if type(each) is int]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(map(_text, cast("list[object]", value)))
    return value if isinstance(value, str) else str(value)

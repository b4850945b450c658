"""Reading UIMA CAS JSON 0.4: types, feature structures and views in one object; and the JSON of
UIMA 2."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import repeat
from typing import Any, Final, cast

from juseok.core.errors import FormatError
from juseok.core.messages import Message
from juseok.formats.cas import layers, legacy
from juseok.formats.cas.structures import Loaded, Refuse, Structure
from juseok.formats.halves import has_half_pair

STRUCTURES: Final = "%FEATURE_STRUCTURES"
_BEGIN: Final = re.compile(rf'(?<!\\)"{STRUCTURES}"\s*:\s*[\[{{]')
_ID: Final = re.compile(r'(?<!\\)"%ID"')
_BETWEEN: Final = re.compile(r'[\s,]*(?:"(?:[^"\\]|\\.)*"\s*:\s*)?')
"""What stands before a structure: of older versions also its id."""


def load_json(data: bytes, refuse: Refuse) -> Loaded:
    """The structures of a file; raises ``FormatError`` where it is none."""
    try:
        source = data.decode("utf-8-sig")
        found: object = json.loads(source)
    except json.JSONDecodeError as error:
        reason = f"{error.lineno}: {error.msg}"
        raise FormatError("cas.json", reason=reason[:120]) from error
    except (ValueError, RecursionError) as error:
        raise FormatError("cas.json", reason=str(error)[:120]) from error
    if has_half_pair(found, source):
        raise FormatError("json.surrogate")
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
        raise FormatError("cas.json", reason=STRUCTURES)
    return _loaded(rows, _lines(source, len(rows)), refuse)


def _loaded(rows: list[Any], lines: Iterable[int | None], refuse: Refuse) -> Loaded:
    loaded = Loaded()
    for row, line in zip(rows, lines, strict=False):
        if isinstance(row, dict) and row.get("%TYPE") == layers.TOKEN:
            begin, end = row.get("begin"), row.get("end")
            if type(begin) is int and type(end) is int:
                loaded.tokens.append((begin, end))
        elif (made := _structure(row, line, refuse)) is not None:
            loaded.structures.append(made)
    return loaded


def _lines(source: str, count: int) -> Iterator[int | None]:
    """The line, from 1, of each of ``count`` structures of a sound file; None: it is not found.

    It is that of their ids where all have one, which is told several times faster.
    """
    ids = [match.start() for match in _ID.finditer(source)]
    if len(ids) != count:
        yield from _begins(source)
        return
    line, before = 1, 0
    for at in ids:
        line += source.count("\n", before, at)
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
    made = Structure(id_, type_, line=line)
    for name, value in given.items():
        if name == "%ELEMENTS" and type_.endswith(("FSArray", "[]")):
            made.refs["elements"] = _ids(value)
        elif name == "%ELEMENTS":
            made.values["elements"] = _text(value)
        elif name.startswith("@"):
            made.refs[name[1:]] = _ids(value)
        elif not name.startswith("%") and value is not None:
            made.values[name.removeprefix("#").removeprefix("^")] = _text(value)
    return made


def _ids(value: object) -> list[int]:
    given = cast("list[object]", value) if isinstance(value, list) else [value]
    return [each for each in given if type(each) is int]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(map(_text, cast("list[object]", value)))
    return value if isinstance(value, str) else str(value)

"""UIMA CAS JSON 0.4: types, feature structures and views in one object."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

import msgspec

from juseok.core.errors import FormatError
from juseok.core.messages import Message
from juseok.core.text import Utf16Map
from juseok.formats.cas import layers
from juseok.formats.cas.graph import Annotation, Graph
from juseok.formats.cas.layers import TypeInfo
from juseok.formats.cas.structures import SOFA, Loaded, Refuse, Structure

TYPES: Final = "%TYPES"
STRUCTURES: Final = "%FEATURE_STRUCTURES"
_VIEWS: Final = "%VIEWS"


def dump_json(graph: Graph, types: Iterable[TypeInfo], *, name: str, title: str) -> str:
    """The file that holds ``graph``: each structure on its line."""
    unit = Utf16Map(graph.text).to_utf16
    sofa = len(graph.annotations) + 1
    number = sofa
    members: list[int] = []
    words: list[str] = []
    found: list[dict[str, Any]] = [
        {"%ID": sofa, "%TYPE": SOFA, "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text",
         "sofaString": graph.text}
    ]  # fmt: skip

    def add(type_: str, **features: Any) -> int:
        nonlocal number
        number += 1
        found.append({"%ID": number, "%TYPE": type_, **features})
        return number

    def place(start: int, end: int) -> dict[str, Any]:
        return {"@sofa": sofa, "begin": unit(start), "end": unit(end)}

    info = {"language": "ko", "documentTitle": title, "documentId": name, "isLastSegment": False}
    whole: dict[str, Any] = {"%FLAGS": ["DocumentAnnotation"], **place(0, len(graph.text)), **info}
    members.append(add(layers.METADATA, **whole))
    for tokens in graph.sentences:
        members.append(add(layers.SENTENCE, **place(tokens[0][0], tokens[-1][1])))
        for start, end in tokens:  # most of a file
            number += 1
            members.append(number)
            words.append(
                f'{{"%ID":{number},"%TYPE":"{layers.TOKEN}","@sofa":{sofa},'
                f'"begin":{unit(start)},"end":{unit(end)}}}'
            )
    following = graph.following()
    for each in graph.annotations:
        members.append(each.id)
        made: dict[str, Any] = {"%ID": each.id, "%TYPE": each.type, **place(each.begin, each.end)}
        made |= each.features
        if each.links:
            made[f"@{layers.ROLES}"] = _slots(each, add)
        if each.ends is not None:
            made["@Governor"], made["@Dependent"] = each.ends
        if each.id in following:
            made["@next"] = following[each.id]
        found.append(made)
    members.extend(
        add(chain.type, **{"@sofa": sofa, "@first": chain.links[0]}) for chain in graph.chains
    )
    views = {"_InitialView": {"%SOFA": sofa, "%MEMBERS": members}}
    lines = ",\n".join([*map(_dump, found), *words])
    described = _dump({each.name: _described(each) for each in types})
    return f'{{"{TYPES}":{described},\n"{STRUCTURES}":[\n{lines}\n],\n"{_VIEWS}":{_dump(views)}}}\n'


def _slots(each: Annotation, add: Any) -> int:
    """The array of an annotation's links."""
    type_ = layers.link_type(each.type)
    links = [add(type_, role=role, **{"@target": target}) for role, target in each.links]
    array: int = add(f"{type_}[]", **{"%ELEMENTS": links})
    return array


def _described(each: TypeInfo) -> dict[str, Any]:
    found: dict[str, Any] = {"%NAME": each.name, "%SUPER_TYPE": each.base}
    for feature in each.features:
        range_ = f"{feature.element}[]" if feature.element else feature.range
        found[feature.name] = {"%NAME": feature.name, "%RANGE": range_}
    return found


def _dump(value: object) -> str:
    return msgspec.json.encode(value).decode()  # several times faster than the json of Python


def load_json(data: bytes, refuse: Refuse) -> Loaded:
    """The structures of a file; raises ``FormatError`` where it is none."""
    try:
        found: object = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FormatError("cas.json", reason=str(error)[:120]) from error
    given = cast("dict[str, Any]", found).get(STRUCTURES) if isinstance(found, dict) else None
    if isinstance(given, dict):  # by id, as older versions have it
        rows = [
            {"%ID": int(key) if key.isdecimal() else key, **row}
            for key, row in cast("dict[str, Any]", given).items()
            if isinstance(row, dict)
        ]
    elif isinstance(given, list):
        rows = cast("list[Any]", given)
    else:
        raise FormatError("cas.json", reason=STRUCTURES)
    loaded = Loaded()
    for row in rows:
        if isinstance(row, dict) and row.get("%TYPE") == layers.TOKEN:
            begin, end = row.get("begin"), row.get("end")
            if type(begin) is int and type(end) is int:
                loaded.tokens.append((begin, end))
        elif (made := _structure(row, refuse)) is not None:
            loaded.structures.append(made)
    return loaded


def _structure(row: object, refuse: Refuse) -> Structure | None:
    given = cast("Mapping[str, object]", row if isinstance(row, dict) else {})
    id_, type_ = given.get("%ID"), given.get("%TYPE")
    if type(id_) is not int or not isinstance(type_, str):
        refuse(Message("cas.no_id", type=str(type_ or row)[:60]), None)
        return None
    made = Structure(id_, type_)
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

"""Annotations with prefixed or older terms, in the terms of the recommendation."""

import re
from collections.abc import Mapping
from typing import Any, BinaryIO, Final, cast

from juseok.formats.json_tools.page import OWN
from juseok.formats.json_tools.reading import Object
from juseok.formats.json_tools.writing import json_line
from juseok.formats.linked.targets import listed
from juseok.formats.linked.web_annotation import CONTEXT

_PREFIXED: Final = re.compile(r"(?:oa|as|rdf|dcterms|foaf):(?:has)?([A-Za-z]+)")
_OLD: Final[Mapping[str, str]] = {"motivatedBy": "motivation", "Body": "body", "Target": "target",
                                  "Source": "source", "Selector": "selector",
                                  "Purpose": "purpose"}  # fmt: skip
_OTHER_TERMS: Final = re.compile(
    rb'"(?:@id|@type|@value|(?:oa|as|rdf|dcterms|foaf):[A-Za-z]+)"|\\u00[46]'
)
_KEYWORDS: Final = (b'"@id"', b'"@type"', b'"@value"')
_PREFIX: Final = re.compile(
    rb':(?<=[asf]:)(?:(?<="oa:)|(?<="as:)|(?<="rdf:)|(?<="dcterms:)|(?<="foaf:))'
)
"""The end of a prefix: a search that begins with one sign is ten times as quick."""
_OUR_CONTEXT: Final = f'"@context":{json_line(CONTEXT)}'.encode()
_LOOK: Final = 1 << 16
_CHUNK: Final = 1 << 20
_LONGEST: Final = 64


def has_none(file: BinaryIO) -> bool:
    """Whether a file has the terms of the recommendation alone, as most have, and ours."""
    before = file.read(_LOOK).replace(_OUR_CONTEXT, b"")
    while before:
        if _may_have(before) and _OTHER_TERMS.search(before) is not None:
            break
        data = file.read(_CHUNK)
        before = before[-_LONGEST:] + data if data else b""
    file.seek(0)
    return not before


def _may_have(data: bytes) -> bool:
    """Whether :data:`_OTHER_TERMS` could find anything: many times as quick as it is."""
    return (
        (b"@" in data and any(map(data.__contains__, _KEYWORDS)))
        or (b"\\" in data and rb"\u00" in data)
        or _PREFIX.search(data) is not None
    )


def without(value: Any) -> Any:
    """``value`` in the terms of the recommendation: without prefixes, and literals as texts."""
    if isinstance(value, list):
        return [without(each) for each in cast("list[Any]", value)]
    if not isinstance(value, dict):
        return value
    given = cast("dict[str, Any]", value)
    if set(given) <= {"@value", "@type", "@language"} and "@value" in given:
        return given["@value"]
    found: dict[str, Any] = {}
    for name, each in given.items():
        if name in ("@context", OWN):
            found[name] = each
            continue
        term = {"@id": "id", "@type": "type"}.get(name) or _term(name)
        plain = without(each)
        if term in ("type", "motivation", "purpose"):
            plain = [_term(plain_id(named(one))) for one in listed(plain)]
        found[term] = plain
    return found


def named(value: object) -> object:
    """What stands for itself, or an object by its id, as an expanded form has it."""
    return cast("Object", value).get("id") if isinstance(value, dict) else value


def plain_id(value: object) -> str:
    """An id within its file; empty where it is no text."""
    return value.removeprefix("#") if isinstance(value, str) else ""


def _term(name: str) -> str:
    match = _PREFIXED.fullmatch(name)
    term = match[1] if match is not None else name
    term = _OLD.get(term, term)
    if match is not None and name.partition(":")[2].startswith("has"):
        return term[:1].lower() + term[1:]
    return term

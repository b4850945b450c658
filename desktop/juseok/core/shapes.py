"""Whether the registers of an object have the shape that readers rely on.

What this program writes has it; what comes from another file is looked at before it is taken in,
so that no later read stumbles over it.  Registers and kinds that are not known here may be
anything: they are handed on unread.
"""

import dataclasses
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from juseok.core.model import ATTRIBUTE_PREFIX, How, Kind
from juseok.core.records import SPECS, Spec, spans_of
from juseok.core.scheme_log import scheme_from_objects

_HOWS: Final = frozenset(item.value for item in How)
_SCHEME: Final = frozenset({Kind.SCHEME, Kind.TYPE, Kind.ATTRIBUTE})
_PARTS: Final[Mapping[str, Mapping[str, type]]] = {
    Kind.PAGE: {"name": str, "encoding": str, "sha256": str, "size": int},
    Kind.ARTICLE: {"length": int, "norm_version": int},
    Kind.OCCURRENCE: {
        "article": str, "page": str, "page_start": int, "page_end": int, "position": int,
        "published_precision": str, "modified_precision": str, "extra": dict,
    },
    Kind.ZONING: {"article": str, "zones": list},
    Kind.SENTENCING: {"article": str, "splits": list, "joins": list, "headings": list},
    Kind.CONTROL: {"article": str},
    Kind.SAME_AS: {"a": str, "b": str, "layer": str},
    Kind.NOT_SAME: {"a": str, "b": str, "name": str, "layer": str},
    "batch": {"ranges": list},
}  # fmt: skip
"""Registers of kinds that are read without a record of their own."""


def check_shape(kind: str, fields: Mapping[str, Any]) -> None:
    """Raise ``ValueError`` (or ``SpanError``) where a register of a known kind is misshapen.

    ``fields`` may be those of a ``set``: what is not there is not asked for.
    """
    if kind in _SCHEME:
        _check_scheme(kind, fields)
        return
    for name, due in _PARTS.get(kind, {}).items():
        if name in fields and type(fields[name]) is not due:
            raise _misshapen(kind, name)
    spec = SPECS.get(kind)
    if spec is not None:
        _check_record(kind, spec, fields)


def check_whole(kind: str, fields: Mapping[str, Any]) -> None:
    """As :func:`check_shape` for a ``create``: required registers have to be there."""
    check_shape(kind, fields)
    spec = SPECS.get(kind)
    for name in sorted(spec.required) if spec is not None else ():
        if name not in fields:
            raise _misshapen(kind, name)


def _check_record(kind: str, spec: Spec, fields: Mapping[str, Any]) -> None:
    spans_of(kind, fields)
    shapes = _shapes(spec.record)
    for name, value in fields.items():
        if name[:1] == ATTRIBUTE_PREFIX:
            match value:
                case [(str() | bool() | None), str(how)] if how in _HOWS:
                    continue
                case _:
                    raise _misshapen(kind, name)
        if name in spec.spans or name in spec.refs:
            continue
        fits = shapes.get(name)
        if fits is not None and not fits(value):
            raise _misshapen(kind, name)


@cache
def _shapes(record: type) -> Mapping[str, Callable[[Any], bool]]:
    """Per field what its register has to be, by the annotation of the record."""
    hints = typing.get_type_hints(record)
    return {
        item.name: _shape(hints[item.name])
        for item in dataclasses.fields(record)
        if item.name not in ("id", "attributes")
    }


def _shape(hint: Any) -> Callable[[Any], bool]:
    if hint is How:
        return lambda value: value in _HOWS if isinstance(value, str) else False
    origin = typing.get_origin(hint)
    if origin is typing.Literal:
        words = typing.get_args(hint)
        return lambda value: isinstance(value, str) and value in words
    if origin is tuple:
        inner = typing.get_args(hint)[0]
        if typing.get_origin(inner) is tuple:
            return lambda value: isinstance(value, list) and all(map(_is_pair, value))
        return lambda value: isinstance(value, list) and all(type(x) is str for x in value)
    if hint is float:
        return lambda value: type(value) in (int, float)
    return lambda value: type(value) is hint


def _is_pair(value: object) -> bool:
    match value:
        case [str(), str()]:
            return True
        case _:
            return False


def _check_scheme(kind: str, fields: Mapping[str, Any]) -> None:
    """A whole scheme with nothing but this object in it has to be readable."""
    head = ("s", Kind.SCHEME.value, {"id": "s"})
    category = {"category": "entity"} if kind == Kind.TYPE else {}
    rows = [head] if kind == Kind.SCHEME else [head, ("t", kind, {**category, **fields})]
    try:
        scheme_from_objects([("a", kind, fields)] if kind == Kind.SCHEME else rows)
    except ValueError:
        raise
    except Exception as error:  # whatever a reader would stumble over
        raise ValueError(f"{kind}: {error}") from error


def _misshapen(kind: str, name: str) -> ValueError:
    return ValueError(f"{kind}.{name}")

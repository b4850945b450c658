"""Which terms of a Web Annotation are read: every other one is told by its name."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from juseok.formats.json_tools.page import OWN
from juseok.formats.linked.targets import DEEPEST, listed

_ANNOTATION: Final = frozenset(
    {"@context", "id", "type", "motivation", "body", "bodyValue", "target", "creator"}
)
_AROUND: Final = frozenset(
    {"@context", "@graph", OWN, "annotations", "creator", "first", "id", "items", "label", "last",
     "next", "partOf", "prev", "startIndex", "total", "type"}
)  # fmt: skip
_CREATOR: Final = frozenset({"id", "type", "name", "nickname"})
_BODY: Final = frozenset({"id", "type", "purpose", "value", "source", "items", "format", "creator"})
_SOURCE: Final = frozenset({"id", "type", "value", "chars", "cnt:chars", "format"})
_TARGET: Final = _SOURCE | {"source", "selector"}
_XPATHS: Final = ("startContainer", "startOffset", "endContainer", "endOffset")
"""Of a page, which a text beside has not; other selectors say the same."""
_SELECTOR: Final = frozenset(
    {
        "type",
        "start",
        "end",
        "exact",
        "prefix",
        "suffix",
        "value",
        "refinedBy",
        "conformsTo",
        "startSelector",
        "endSelector",
        *_XPATHS,
    }
)

_USUAL: Final = _ANNOTATION - {"creator"}
_USUAL_BODY: Final = _BODY - {"items"}
_USUAL_SELECTOR: Final = _SELECTOR - {"refinedBy"}


def strangers(item: Mapping[str, Any]) -> list[str]:
    """The terms of an annotation that are not read, each with what it stands in."""
    if _is_usual(item):
        return []
    found = sorted(item.keys() - _ANNOTATION)
    found += _beyond("creator", _CREATOR, listed(item.get("creator")))
    for body in listed(item.get("body")):
        found += _beyond("body", _BODY, _with_items(body))
    for target in listed(item.get("target")):
        found += _beyond("target", _TARGET, [target])
        if isinstance(target, Mapping):
            found += _beyond("source", _SOURCE, [target.get("source")])
            found += _beyond("selector", _SELECTOR, _refined(listed(target.get("selector"))))
    return found


def _is_usual(item: Mapping[str, Any]) -> bool:
    """Whether an annotation has known terms alone and no further things within its own, as most
    have; False: look closer."""
    body, target = item.get("body"), item.get("target")
    if not item.keys() <= _USUAL or type(target) is not dict:
        return False
    source, selector = target.get("source"), target.get("selector")
    return (
        target.keys() <= _TARGET
        and (source is None or type(source) is str)
        and all(map(_USUAL_SELECTOR.issuperset, _dicts(selector)))
        and all(map(_USUAL_BODY.issuperset, _dicts(body)))
    )


def _dicts(value: Any) -> list[Any]:
    """``value`` as a list where it is of objects alone; else one with a name that none knows."""
    found = listed(value)
    return found if all(type(each) is dict for each in found) else [[""]]


def strangers_around(value: Mapping[str, Any]) -> list[str]:
    """The terms of a collection or a page that are not read."""
    return [*sorted(value.keys() - _AROUND), *_beyond("creator", _CREATOR, [value.get("creator")])]


def _beyond(name: str, known: frozenset[str], given: Iterable[object]) -> Iterator[str]:
    for each in given:
        if isinstance(each, Mapping) and not each.keys() <= known:
            yield from (f"{name}.{term}" for term in sorted(map(str, each.keys() - known)))


def _with_items(body: Any, depth: int = 0) -> Iterator[Any]:
    yield body
    if isinstance(body, Mapping) and depth < DEEPEST:
        for each in listed(body.get("items")):
            yield from _with_items(each, depth + 1)


def _refined(selectors: Iterable[Any]) -> Iterator[Any]:
    for each in selectors:
        here, depth = each, 0
        while isinstance(here, Mapping) and depth < DEEPEST:
            yield here
            here, depth = here.get("refinedBy"), depth + 1

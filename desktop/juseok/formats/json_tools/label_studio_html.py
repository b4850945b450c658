"""Label Studio’s HyperText, in: what a page of HTML says as lines, with its regions in them.

https://labelstud.io/tags/hypertext: a region has the XPath of the text it begins and ends in with
offsets there, and, since 1.0, offsets in all texts of the page together (``globalOffsets``).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from juseok.core.text import Utf16Map
from juseok.formats.json_tools.reading import Object, objects, place_of, whole
from juseok.formats.markup import BLANKS, is_markup, read_markup

LABELS: Final = ("hypertextlabels", "htmllabels")
_PLACED: Final = frozenset({"start", "end", "startOffset", "endOffset", "globalOffsets"})
_ROOT: Final = re.compile(r"^(?:/html\[1\])?(?:/body\[1\])?")
_STEP: Final = re.compile(r"([^/\[\]]+)(?:\[(\d+)\])?")


@dataclass(frozen=True, slots=True)
class Page:
    """``used``: the field that the page is in.  ``raw``: its texts in a row, as a browser counts
    them; ``at``: where in ``text`` each of their code points is.  ``nodes``: the XPath of a text
    → where it begins in ``raw``."""

    used: frozenset[str]
    text: str
    raw: str
    at: Sequence[int]
    nodes: Mapping[str, int]
    code: str = "label_studio.html"
    count: int = 1

    def plain(self, result: object) -> list[Any]:
        """The items of ``result`` with places in the text instead of in elements; one whose
        elements are not there has none."""
        given = cast("list[Any]", result) if isinstance(result, list) else []
        return [self._plain(each) for each in given]

    def _plain(self, item: Any) -> Any:
        value = item.get("value") if isinstance(item, dict) else None
        if not isinstance(value, dict) or not _is_in_page(value):
            return item
        rest = {name: each for name, each in value.items() if name not in _PLACED}
        labels = [rest.pop(name) for name in LABELS if name in rest]
        if labels:
            rest["labels"] = labels[0]
        words = value.get("text")
        place = self._place(value, words if isinstance(words, str) else None)
        rest["places"] = [] if place is None else [place]
        if place is not None and isinstance(words, str):
            said = self.text[slice(*place)]
            rest["text"] = said if _bare(said) == _bare(words) else words
        return {**item, "type": "labels" if labels else item.get("type"), "value": rest}

    def _place(self, value: Object, words: str | None) -> tuple[int, int] | None:
        """Where a region is: the first way of counting that gives its words, else the first."""
        places = [each for each in self._ways(value) if 0 <= each[0] < each[1] <= len(self.raw)]
        if words is not None:
            wanted = _bare(words)
            places = [e for e in places if _bare(self.raw[slice(*e)]) == wanted] or places
        if not places:
            return None
        start, end = places[0]
        said = self.raw[start:end]
        start += len(said) - len(said.lstrip(BLANKS))
        end -= len(said) - len(said.rstrip(BLANKS))
        return (self.at[start], self.at[end - 1] + 1) if start < end else None

    def _ways(self, value: Object) -> Iterator[tuple[int, int]]:
        units = Utf16Map(self.raw)
        given = value.get("globalOffsets")
        in_all = place_of(given.get("start"), given.get("end")) if isinstance(given, dict) else ()
        for start, end in in_all:
            yield units.to_cp(start), units.to_cp(end)
            yield start, end
        first, last = self._node(value.get("start")), self._node(value.get("end"))
        begin, stop = whole(value.get("startOffset")), whole(value.get("endOffset"))
        if first is not None and last is not None and begin is not None and stop is not None:
            places = units.to_utf16(first) + begin, units.to_utf16(last) + stop
            yield units.to_cp(places[0]), units.to_cp(places[1])
            yield first + begin, last + stop

    def _node(self, path: object) -> int | None:
        steps = _STEP.findall(path) if isinstance(path, str) else []
        full = "".join(f"/{name.lower()}[{number or 1}]" for name, number in steps)
        return next((self.nodes[e] for e in (full, _ROOT.sub("", full)) if e in self.nodes), None)


def page_of(data: Object, results: Sequence[object]) -> Page | None:
    """The page that regions of ``results`` are in; where nothing is in a place, the first of
    ``data`` that is HTML.  None: there is none."""
    items = [each for result in results for each in objects(result)]
    placed = [each for each in items if _is(each.get("value")) and _is_in_page(each["value"])]
    if not placed and any(_is(each.get("value")) and "start" in each["value"] for each in items):
        return None
    named = {str(each.get("to_name")) for each in placed}
    words = [_bare(str(each["value"].get("text", ""))) for each in placed]
    held = [name for name, each in data.items() if isinstance(each, str) and each.strip()]
    for name in sorted(held, key=lambda each: (each not in named, -len(data[each]))):
        if placed or is_markup(data[name]):
            found = read_markup(data[name])
            page = Page(frozenset({name}), found.text, found.raw, found.at, found.nodes)
            if name in named or not words or any(each in _bare(page.raw) for each in words):
                return page
    return None


def _is(value: object) -> bool:
    return isinstance(value, dict)


def _is_in_page(value: Object) -> bool:
    is_path = str(value.get("start")).startswith("/")
    return "globalOffsets" in value or ("startOffset" in value and is_path)


def _bare(words: str) -> str:
    return "".join(words.split())

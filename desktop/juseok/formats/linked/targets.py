"""Where a target of a Web Annotation is: the text of its source, and the place its selectors give.

The text stands in the target or its source, or is a file beside the annotations, never one
elsewhere.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import unquote, urlsplit

from juseok.core.errors import TextError
from juseok.core.text import decode
from juseok.formats.json_tools.reading import Notes, Object, place_of
from juseok.formats.raw.items import file_name
from juseok.formats.raw.textfile import TooLargeError, read_bytes

DEEPEST: Final = 24
_INLINE: Final = "urn:juseok:inline:"
_LONGEST: Final = 240
"""Bytes of the name of a file; an ending comes to it."""
_CHAR: Final = re.compile(r"char=(\d{1,9}),(\d{1,9})(?:;.*)?")


class Texts:
    """The texts beside the annotations of ``path``."""

    def __init__(self, path: Path, notes: Notes) -> None:
        self._path, self._notes = path, notes
        self._known: dict[str, str | None] = {}

    def text(self, source: str) -> str | None:
        """The text of ``source``: one that was taken, or a file beside the annotations, never one
        elsewhere."""
        if source not in self._known:
            self._known[source] = self._read(source)
        return self._known[source]

    def take(self, target: object) -> tuple[str, list[Object]]:
        """The source of ``target``, with its text where that stands there, and its selectors."""
        source, selectors = selected(target)
        words = _inline(target)
        if words is None:
            return source, selectors
        source = source or f"{_INLINE}{words}"
        self._known.setdefault(source, words)
        return source, selectors or [_whole(words)]

    def _read(self, source: str) -> str | None:
        name = _name_of(source)
        for each in dict.fromkeys((name, f"{name}.txt" if name else "", f"{self._path.stem}.txt")):
            if not each or "/" in each or "\\" in each or each == self._path.name:
                continue
            file = self._path.parent / each
            if not file.is_file() or file.resolve().parent != self._path.parent.resolve():
                continue
            try:
                return decode(read_bytes(file)).text
            except (TextError, TooLargeError) as error:
                self._notes.report.refuse(error.message, file=file_name(file))
                return None
        return source if any(map(str.isspace, source)) else None  # no name, but words

    def place(
        self, source: str, selectors: Sequence[Object]
    ) -> tuple[tuple[int, int], str | None] | None:
        """Where a target is, and its words; None where that is not said in a way known here."""
        place: tuple[tuple[int, int], ...] = ()
        words: str | None = None
        for each in selectors:
            types = each.get("type") or ""  # a text or a list of them; no name is within another
            if not isinstance(types, str | list):
                continue
            if "TextPositionSelector" in types:
                place = place_of(each.get("start"), each.get("end")) or place
            elif "TextQuoteSelector" in types and isinstance(each.get("exact"), str):
                words = each["exact"]
                place = place or self._quoted(source, each)
            elif "FragmentSelector" in types:
                match = _CHAR.fullmatch(str(each.get("value", "")))
                place = ((int(match[1]), int(match[2])),) if match is not None else place
        if not place and words:
            place = ((0, len(words)),)  # looked for, and told
        return (place[0], words) if place else None

    def _quoted(self, source: str, selector: Object) -> tuple[tuple[int, int], ...]:
        """Where words stand with what is around them."""
        text, exact = self.text(source), str(selector["exact"])
        before, after = (str(selector.get(name) or "") for name in ("prefix", "suffix"))
        at = -1 if text is None else text.find(f"{before}{exact}{after}")
        return () if at < 0 else ((at + len(before), at + len(before) + len(exact)),)


def _name_of(source: str) -> str:
    """The name of a file in ``source``; empty where there can be none."""
    try:
        name = unquote(urlsplit(source).path.rpartition("/")[2])
    except ValueError:  # no address
        return ""
    return name if len(name.encode("utf-8", "replace")) <= _LONGEST else ""


def _inline(target: object) -> str | None:
    """The text that stands in a target or in its source."""
    for each in (target.get("source"), target) if isinstance(target, dict) else ():
        if isinstance(each, dict):
            value = cast("Object", each)
            for name in ("value", "chars", "cnt:chars"):
                if isinstance(value.get(name), str) and value[name].strip():
                    return value[name]
    return None


def _whole(text: str) -> Object:
    return {"type": "TextPositionSelector", "start": 0, "end": len(text)}


def selected(target: object) -> tuple[str, list[Object]]:
    """The source of a target, and its selectors with what refines them, the finest first."""
    if isinstance(target, str):
        source, _, fragment = target.partition("#")
        return source, [{"type": "FragmentSelector", "value": fragment}]
    if not isinstance(target, dict):
        return "", []
    value = cast("Object", target)
    given = value.get("source") or value.get("id") or ""
    source = str(cast("Object", given).get("id", "")) if isinstance(given, dict) else str(given)
    found: list[Object] = []
    for each in listed(value.get("selector")):
        if isinstance(each, dict) and "refinedBy" not in each:
            found.append(cast("Object", each))
            continue
        depth = 0
        while isinstance(each, dict) and depth < DEEPEST:
            found.insert(0, cast("Object", each))
            each, depth = each.get("refinedBy"), depth + 1
    return source, found


def listed(value: object) -> list[Any]:
    """``value`` as a list: JSON-LD writes one thing without brackets."""
    if value is None:
        return []
    return cast("list[Any]", value) if isinstance(value, list) else [value]

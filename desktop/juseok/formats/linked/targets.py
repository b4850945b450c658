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
from juseok.formats.json_tools.reading import Notes, Object, objects, place_of
from juseok.formats.raw.items import file_name
from juseok.formats.raw.textfile import TooLargeError, read_bytes

DEEPEST: Final = 24
_INLINE: Final = "urn:juseok:inline:"
_LONGEST: Final = 240
"""Bytes of the name of a file; an ending comes to it."""
_AROUND: Final = 96
_MOST: Final = 1000
_NAMED: Final = re.compile(r"^[A-Za-z][\w+.-]*:/|\.[A-Za-z]\w{0,4}$", re.ASCII)
"""An address, or the name of a file, also with blanks in it."""
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
            if not file.is_file() or (
                file.is_symlink() and file.resolve().parent != self._path.parent.resolve()
            ):
                continue
            try:
                return decode(read_bytes(file)).text
            except (TextError, TooLargeError) as error:
                self._notes.report.refuse(error.message, file=file_name(file))
                return None
        is_words = any(map(str.isspace, source)) and _NAMED.search(source) is None
        return source if is_words else None

    def place(
        self, source: str, selectors: Sequence[Object]
    ) -> tuple[tuple[int, int], str | None] | None:
        """Where a target is, and its words; None where that is not said in a way known here."""
        place: tuple[tuple[int, int], ...] = ()
        quote: Object = {}
        for each in selectors:
            types = each.get("type") or ""  # a text or a list of them; no name is within another
            if not isinstance(types, str | list):
                continue
            if "TextPositionSelector" in types:
                place = place_of(each.get("start"), each.get("end")) or place
            elif "TextQuoteSelector" in types and isinstance(each.get("exact"), str):
                quote = each
            elif "FragmentSelector" in types:
                match = _CHAR.fullmatch(str(each.get("value", "")))
                place = ((int(match[1]), int(match[2])),) if match is not None else place
            elif "RangeSelector" in types:
                place = place or self._between(source, each)
        words = str(quote["exact"]) if quote else None
        if words is not None and not self._proves(source, place, words):
            place = self._quoted(source, quote) or place
        if not place and words:
            place = ((0, len(words)),)  # looked for, and told
        return (place[0], words) if place else None

    def _proves(self, source: str, place: Sequence[tuple[int, int]], words: str) -> bool:
        text = self.text(source)
        return text is not None and any(text[start:end] == words for start, end in place)

    def _quoted(self, source: str, selector: Object) -> tuple[tuple[int, int], ...]:
        """Where words stand with what is around them, as far as that is the same; none where they
        do not stand, or nothing tells one place from the others."""
        text, exact = self.text(source), str(selector["exact"])
        before, after = (_bare(str(selector.get(name) or "")) for name in ("prefix", "suffix"))
        if text is None or not exact:
            return ()
        found: list[tuple[int, int]] = []  # how much around is the same, and where
        at = text.find(exact)
        while at >= 0 and len(found) < _MOST:
            end = at + len(exact)
            left = _bare(text[max(0, at - _AROUND) : at])
            right = _bare(text[end : end + _AROUND])
            found.append((_same(left[::-1], before[::-1]) + _same(right, after), at))
            at = text.find(exact, at + 1)
        best = max(found, default=(0, 0))
        if not found or sum(each[0] == best[0] for each in found) > 1:
            return ()
        return ((best[1], best[1] + len(exact)),)

    def _between(self, source: str, selector: Object) -> tuple[tuple[int, int], ...]:
        """From where one selector begins to where another does, which is not in it any more."""
        ends: list[int] = []
        for name in ("startSelector", "endSelector"):
            given = selector.get(name)
            found = self.place(source, objects([given])) if _is_last(given) else None
            if found is not None:
                ends.append(found[0][0])
        return ((ends[0], ends[1]),) if len(ends) == len(("start", "end")) else ()


def _is_last(selector: object) -> bool:
    """Whether a selector is no range of ranges."""
    return isinstance(selector, dict) and "RangeSelector" not in str(selector.get("type"))


def _bare(words: str) -> str:
    return "".join(words.split())


def _same(one: str, two: str) -> int:
    """By how much two texts begin alike."""
    return next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b),
                min(len(one), len(two)))  # fmt: skip


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

"""The items of a large JSON array, one after another: no file is held whole.

The array is the file itself, or the value of a key of the object that the file is; objects line by
line are one, too.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from json import JSONDecodeError
from pathlib import Path
from typing import Any, Final, NoReturn, TextIO

import msgspec

from juseok.core.messages import Message
from juseok.formats.base import Line, ReportBuilder, os_error
from juseok.formats.halves import has_half_pair
from juseok.formats.raw.items import file_name
from juseok.formats.reasons import reason_of
from juseok.formats.tokens.lines import encoding_of

_CHUNK: Final = 1 << 18
"""Characters; an item that is cut off at their end is begun a second time."""
_LARGEST: Final = 1 << 26
"""Characters of one item; what is larger is no article."""
_LOOK: Final = 1 << 20
"""Characters to tell by what a file is."""
_OTHERS: Final = 8
"""Items of another shape in a row, after which it is not looked for any more."""
_BLANKS: Final = " \t\r\n\ufeff"


class JsonError(ValueError):
    """No JSON, or not the array that is wanted; ``line`` of the file, from 1 (within the array:
    :class:`Line`)."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


def items(
    path: Path,
    key: str,
    *,
    report: ReportBuilder,
    most: int | None = None,
    others: dict[str, Any] | None = None,
    plain: msgspec.json.Decoder[Any] | None = None,
) -> Iterator[tuple[int, Any]]:
    """Each item with the line that it begins in (in an array: :class:`Line`); where the file is
    damaged, that is told and the items before it were given.  ``most``: after how many characters
    the file is taken to end.  ``others`` gets what else the object has: before the first item what
    stands before them, and the rest once all were given.  ``plain``: how items are read that have
    the shape which most have, and stand on a line each, as long as they do."""
    name = file_name(path)
    try:
        encoding = encoding_of(path, most)
        if encoding is None:
            report.refuse(Message("tokens.encoding", file=name), file=name)
            return
        with open(path, encoding=encoding, newline="") as file:
            stream = _Stream(file, most, {} if others is None else others, plain)
            for line, item, is_sound in stream.items(key):
                if is_sound:
                    yield line, item
                else:
                    report.read += 1
                    report.refuse(Message("json.surrogate"), file=name, line=line)
            if others is not None:
                stream.finish()
    except JsonError as error:
        told = Message("tokens.json", reason=reason_of(error))
        report.refuse(told, file=name, line=error.line)
    except OSError as error:
        report.refuse(os_error(error, name).message, file=name)


def begins_with(path: Path, key: str, *, wanted: frozenset[str]) -> bool:
    """Whether the first item at ``key`` is an object with all keys that are ``wanted``."""
    for _, item in items(path, key, report=ReportBuilder(), most=_LOOK):
        return isinstance(item, dict) and wanted <= item.keys()
    return False


class _Stream:
    def __init__(
        self, file: TextIO, most: int | None, others: dict[str, Any],
        plain: msgspec.json.Decoder[Any] | None,
    ) -> None:  # fmt: skip
        self._file, self._left = file, most
        self._text, self._at, self._line, self._number = "", 0, 1, 0
        self._others = others
        self._decoder = json.JSONDecoder(parse_constant=_no_constant)
        self._plain, self._others_left = plain, _OTHERS

    def items(self, key: str) -> Iterator[tuple[int, Any, bool]]:
        """Line, item, and whether the item can be text at all."""
        if key and self._next() == "{":
            self._find(key)
        elif self._next() == "{":
            yield from self._objects()
            return
        if self._next() != "[":
            self._fail("no array")
        self._step()
        while self._next() != "]":
            self._number += 1
            line = Line(self._line, self._number)
            item, source = self._item()
            yield line, item, not has_half_pair(item, source)
            if self._next() == ",":
                self._step()
                if self._next() == "]":
                    self._fail("a comma too many")
            elif self._next() != "]":
                self._fail("no comma between items")
        self._number = 0

    def _objects(self) -> Iterator[tuple[int, Any, bool]]:
        """As :meth:`items`, of objects one behind the other (JSON lines)."""
        while self._next():
            line = self._line
            item, source = self._value()
            yield line, item, not has_half_pair(item, source)

    def finish(self) -> None:
        """Read what stands behind the array whose items were given, as far as it can be read."""
        with suppress(JsonError):
            self._step()
            while self._next() == ",":
                self._step()
                if self._next() == '"':
                    name = self._key()
                    self._others[name], _ = self._value()

    def _key(self) -> str:
        """The key that begins here; its value is next."""
        name, _ = self._value()
        if self._next() != ":":
            self._fail("no colon")
        self._step()
        self._next()
        return name

    def _find(self, key: str) -> None:
        """Go to the value of ``key`` of the object that begins here."""
        self._step()
        while self._next() == '"':
            name = self._key()
            if name == key:
                return
            self._others[name], _ = self._value()
            if self._next() != ",":
                break
            self._step()
        self._fail(f"no {key}")

    def _next(self) -> str:
        """The next character that is no blank, which stays; empty at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _BLANKS:
                self._line += self._text[self._at] == "\n"
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more(_CHUNK):
                return ""

    def _step(self) -> None:
        self._at += 1

    def _item(self) -> tuple[Any, str]:
        """As :meth:`_value`, of an item of the array."""
        source = "" if self._plain is None else self._line_of_object()
        if source and self._plain is not None:
            try:
                found = self._plain.decode(source)
            except (msgspec.DecodeError, UnicodeError, RecursionError):
                self._others_left -= 1
                self._plain = self._plain if self._others_left else None  # another tool's
            else:
                self._others_left = _OTHERS
                self._at += len(source)
                return found, ""  # half a pair of surrogates is not decoded
        return self._value()

    def _value(self) -> tuple[Any, str]:
        """The value that begins here, and the words it was read from."""
        quick = self._on_one_line()
        if quick is not None:
            return quick
        size = _CHUNK
        while True:
            try:
                found, end = self._decoder.raw_decode(self._text, self._at)
            except JSONDecodeError as error:
                size *= 2
                if size > _LARGEST or not self._more(size):
                    self._fail(error.msg)
            except (ValueError, RecursionError) as error:
                self._fail(str(error) or "too deep")
            else:
                source = self._text[self._at : end]
                self._line += source.count("\n")
                self._at = end
                return found, source

    def _on_one_line(self) -> tuple[Any, str] | None:
        """An object that ends with its line, as many files have them, several times faster; None:
        look closer."""
        source = self._line_of_object()
        if not source:
            return None
        try:
            found = msgspec.json.decode(source)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return None
        self._at += len(source)
        return found, source

    def _line_of_object(self) -> str:
        """What stands from here to the end of the line, where that may be one object; else
        empty."""
        end = self._text.find("\n", self._at)
        source = self._text[self._at : end].rstrip(",\r") if end >= 0 else ""
        return source if source[:1] == "{" and source[-1:] == "}" else ""

    def _more(self, size: int) -> bool:
        if self._left is not None:
            size = min(size, self._left)
            self._left -= size
        try:
            data = self._file.read(size)
        except UnicodeError:
            self._fail("no text")
        self._text, self._at = self._text[self._at :] + data, 0
        return bool(data)

    def _fail(self, reason: str) -> NoReturn:
        raise JsonError(reason, Line(self._line, self._number) if self._number else self._line)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")

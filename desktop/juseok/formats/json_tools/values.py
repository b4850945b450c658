"""The objects of a file of JSON, one after another: lines, an array, or objects in a row.

Memory holds one object at a time.  A line that is broken costs itself; in an array or in objects
over several lines nobody knows where the next begins, so the rest is refused with its line.
"""

import io
import json
import os
import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeAlias, cast

import msgspec

from juseok.core.errors import FormatError, TextError
from juseok.core.messages import Message
from juseok.core.text import decode
from juseok.formats.base import Line, ReportBuilder, os_error
from juseok.formats.halves import has_half_pair
from juseok.formats.raw.items import file_name

MAX_OBJECT: Final = 64 * 1024 * 1024
"""Bytes, or characters where an object goes over lines; an article is far smaller."""

Shape: TypeAlias = Callable[[object], dict[str, Any] | None]
"""Makes an object of a value; None: it is none."""

_CHUNK: Final = 1 << 20
_LOOK: Final = 1 << 18
_FURTHEST_LOOK: Final = 1 << 22
_FIRST: Final = 8
_BETWEEN: Final = re.compile(r"[\s,]*")
_BOM: Final = b"\xef\xbb\xbf"
_MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Found:
    """One object of a file, and the line it begins in, from 1 (in an array: :class:`Line`).

    ``number``: what tells it from the others of the file: its line where each has one of its own,
    else which of them it is.
    """

    value: dict[str, Any]
    line: int
    number: int
    plain: Any = None
    """What a decoder of plain lines made of it; then ``value`` is empty."""
    encoding: str = "utf-8"


def as_object(value: object) -> dict[str, Any] | None:
    """``value``, where it is an object."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None


def objects_in(
    path: Path, report: ReportBuilder, *, shape: Shape = as_object,
    plain: msgspec.json.Decoder[Any] | None = None, name: str = "",
) -> Iterator[Found]:  # fmt: skip
    """The objects of ``path``; what is none goes into ``report``, as does what cannot be read.

    The report names the file, or calls it ``name``.
    ``shape`` may take other values for objects, too; ``plain``: how lines are read that have the
    shape which most have, as long as they do.  Each is counted in ``report.read``.  Raises
    ``FormatError`` where the file cannot be opened, or is no JSON at all.
    """
    try:
        with opened(path) as file:
            named = name or file_name(path)
            yield from objects_of(file, named, report, shape=shape, plain=plain)
    except OSError as error:
        raise os_error(error, name or file_name(path)) from error


def opened(path: Path) -> BinaryIO:
    """``path`` to be gone through several times: held as a whole where it is small."""
    if 0 < os.stat(path).st_size <= _CHUNK:
        with open(path, "rb") as file:
            return io.BytesIO(file.read())
    return open(path, "rb")


def objects_of(
    file: BinaryIO, name: str, report: ReportBuilder, *, shape: Shape = as_object,
    plain: msgspec.json.Decoder[Any] | None = None,
) -> Iterator[Found]:  # fmt: skip
    """As :func:`objects_in`, of a file that is open and can be rewound, called ``name``."""
    head = file.read(_LOOK)
    file.seek(0)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise FormatError("import.jsonl_encoding", file=name)
    bare = head.removeprefix(_BOM).lstrip()
    if not bare and len(head) < _LOOK:
        report.note(Message("json.empty"), file=name)
        return
    if bare[:1] not in (b"{", b"["):
        raise FormatError("json.none", file=name)
    first = bare.split(b"\n", 1)[0]
    are_lines = bare[:1] == b"{" and (len(first) == len(bare) or _is_whole(first))
    if are_lines or _is_one(first.decode("utf-8", "replace"), shape):
        yield from _Lines(name, report, shape, plain).of(file)
    else:
        yield from _Row(name, report, shape).of(file)


def first_objects(path: Path, shape: Shape = as_object) -> list[dict[str, Any]]:
    """The first objects of ``path``, to tell what they are; none where it is no JSON."""
    try:
        with open(path, "rb") as file:
            return first_objects_of(file, shape)
    except OSError:
        return []


def first_objects_of(file: BinaryIO, shape: Shape = as_object) -> list[dict[str, Any]]:
    """As :func:`first_objects`, of a file that is open."""
    head = file.read(_LOOK)
    found = _beginning(head, shape)
    if not found and head.removeprefix(_BOM).lstrip()[:1] in (b"{", b"["):
        found = _beginning(head + file.read(_FURTHEST_LOOK - len(head)), shape)
    return found


def loaded(source: str) -> Any:
    """The value of JSON within a text; raises ``ValueError`` and ``RecursionError``."""
    try:
        return msgspec.json.decode(source)  # several times faster, where all is well
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        found = json.loads(source)
    if has_half_pair(found, source):
        raise ValueError("half a pair of surrogates")
    return found


def _beginning(head: bytes, shape: Shape) -> list[dict[str, Any]]:
    text = head.removeprefix(_BOM).decode("utf-8", "replace").lstrip()
    if text[:1] not in ("{", "["):
        return []
    found: list[dict[str, Any]] = []
    at = int(text[0] == "[" and not _is_one(text.split("\n", 1)[0], shape))
    decoder = json.JSONDecoder()
    while len(found) < _FIRST:
        start = cast("re.Match[str]", _BETWEEN.match(text, at)).end()
        try:
            value, at = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            break
        if (made := shape(value)) is not None:
            found.append(made)
    return found


def _is_one(line: str, shape: Shape) -> bool:
    """Whether ``line`` is a list that ``shape`` takes for an object, and so no array of them."""
    if shape is as_object or line[:1] != "[":
        return False
    try:
        return shape(json.loads(line)) is not None
    except (ValueError, RecursionError):
        return False


def _is_whole(line: bytes) -> bool:
    """Whether ``line``, which begins an object, is a value by itself, or so broken that the lines
    are values all the same."""
    if line.rstrip().endswith(b"}"):
        return True
    try:
        msgspec.json.decode(line)
    except RecursionError:  # too deep for anything
        return True
    except (msgspec.DecodeError, UnicodeDecodeError):
        pass
    return False


class _Reading:
    """What lines and rows have in common."""

    def __init__(self, name: str, report: ReportBuilder, shape: Shape) -> None:
        self._name = name
        self._report = report
        self._shape = shape
        self._strange = False
        self.decoder = json.JSONDecoder(parse_constant=self._constant)

    def _constant(self, _: str) -> None:
        """NaN and the infinities, which JSON does not have, become nothing."""
        self._strange = True

    def refuse(self, message: Message, line: int) -> None:
        self._report.refuse(message, file=self._name, line=line)

    def taken(
        self, value: object, source: str, line: int, number: int = 0, *, encoding: str = "utf-8"
    ) -> Found | None:
        """``value`` as it was read from ``source``; None, and told, where it is not taken."""
        self._report.read += 1
        if self._strange:
            self._strange = False
            self._report.change(Message("json.constant"), file=self._name, line=line)
        made = self._shape(value)
        if made is None:
            self.refuse(Message("import.bad_json_object"), line)
            return None
        if has_half_pair(made, source):
            self.refuse(Message("json.surrogate"), line)
            return None
        return Found(made, line, number or line, encoding=encoding)


class _Lines(_Reading):
    """One object a line."""

    def __init__(
        self, name: str, report: ReportBuilder, shape: Shape,
        plain: msgspec.json.Decoder[Any] | None,
    ) -> None:  # fmt: skip
        super().__init__(name, report, shape)
        self._plain, self._others = plain, 0

    def of(self, file: BinaryIO) -> Iterator[Found]:
        for number, data in byte_lines(file, MAX_OBJECT):
            if data is None:
                limit = MAX_OBJECT // _MEGABYTE
                self._report.read += 1
                self.refuse(Message("import.line_too_long", limit=limit), number)
            elif data.strip():
                found = self._line(data, number)
                if found is not None:
                    yield found

    def _line(self, data: bytes, number: int) -> Found | None:
        if number == 1:
            data = data.removeprefix(_BOM)
        if self._plain is not None and self._others < _FIRST:
            try:
                plain = self._plain.decode(data)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                self._others += 1  # a file whose lines have another shape is not asked for long
            else:
                self._others = 0
                self._report.read += 1
                return Found({}, number, number, plain)
        try:
            value = msgspec.json.decode(data)  # several times faster, where all is well
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            pass
        else:
            return self.taken(value, "", number)
        try:
            decoded = decode(data)
            source = decoded.text.strip()
            value, end = self.decoder.raw_decode(source)
            if end < len(source):
                raise json.JSONDecodeError("more", source, end)
        except TextError as error:
            message = error.message
        except json.JSONDecodeError as error:
            message = Message("import.bad_json", column=error.pos + 1)
        except RecursionError:
            message = Message("import.bad_json_deep")
        except ValueError:  # a number of more digits than are read
            message = Message("import.bad_json", column=1)
        else:
            return self.taken(value, source, number, encoding=decoded.encoding)
        self._report.read += 1
        self._strange = False  # told of what is taken
        self.refuse(message, number)
        return None


class _Row(_Reading):
    """An array of objects, or objects one after another that go over lines."""

    def of(self, file: BinaryIO) -> Iterator[Found]:
        encoding, read = _text_of(file, self._name)
        buffer, at, line = read(_CHUNK), 0, 1
        number = 0
        start = len(buffer) - len(buffer.lstrip())
        is_array = buffer[start : start + 1] == "["
        at = start + is_array
        line += buffer.count("\n", 0, at)
        ended = False
        while True:
            start = cast("re.Match[str]", _BETWEEN.match(buffer, at)).end()
            line += buffer.count("\n", at, start)
            at = start
            place = Line(line, number + 1) if is_array or number else line
            if at == len(buffer):
                buffer, at = read(_CHUNK), 0
                if not buffer:
                    if is_array:
                        self.refuse(Message("json.truncated"), place)
                    return
                continue
            if ended and buffer[at] != "[":
                self.refuse(Message("json.behind"), line)
                return
            if ended or (is_array and buffer[at] == "]"):  # files put together have several
                is_array, ended, at = ended, not ended, at + 1
                continue
            try:
                is_alone = not number and not is_array
                quick = _quickly(buffer, at, is_alone)
                value, end = quick or self.decoder.raw_decode(buffer, at)
            except json.JSONDecodeError as error:
                more = "" if _is_final(error, buffer) else read(max(_CHUNK, len(buffer) - at))
                if more and len(buffer) - at < MAX_OBJECT:
                    self._strange = False
                    buffer, at = buffer[at:] + more, 0
                    continue
                self._report.read += 1
                self.refuse(_fault(error, buffer, at, is_cut=not more), place)
                return
            except (RecursionError, ValueError):
                self._report.read += 1
                self.refuse(Message("import.bad_json_deep"), place)
                return
            number += 1
            source = buffer[at:end] if quick is None else ""  # it knows no half pairs
            found = self.taken(value, source, place, number, encoding=encoding)
            line += buffer.count("\n", at, end)
            at = end
            if found is not None:
                yield found


def _quickly(buffer: str, at: int, is_alone: bool) -> tuple[Any, int] | None:
    """The object that begins ``at`` and ends with its line, or with the ``buffer`` where it
    ``is_alone``, and its end: as most stand, several times faster.  None: look closer."""
    end = len(buffer) if is_alone else buffer.find("\n", at)
    source = buffer[at:end].rstrip(", \t\r\n") if end >= 0 else ""
    if source[:1] != "{" or source[-1:] != "}":
        return None
    try:
        return msgspec.json.decode(source), at + len(source)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None


def _is_final(error: json.JSONDecodeError, buffer: str) -> bool:
    """Whether more of the file would not mend ``error``."""
    return not error.msg.startswith("Unterminated") and error.pos < len(buffer) - 16


def _fault(error: json.JSONDecodeError, buffer: str, at: int, *, is_cut: bool) -> Message:
    if is_cut and not _is_final(error, buffer):
        return Message("json.truncated")
    lines = buffer.count("\n", at, error.pos)
    return Message("json.syntax", lines=lines, column=error.pos - buffer.rfind("\n", 0, error.pos))


def byte_lines(file: BinaryIO, most: int) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number from 1; None for one of more than ``most`` bytes."""
    number = 0
    while data := file.readline(most + 1):
        number += 1
        if len(data) <= most:
            yield number, data
            continue
        while data and not data.endswith(b"\n"):
            data = file.readline(most)
        yield number, None


def _text_of(file: BinaryIO, name: str) -> tuple[str, Callable[[int], str]]:
    """The encoding of ``file``, UTF-8 or else CP949 throughout, and how to read some of its text.

    Raises ``FormatError`` where it is neither.
    """
    for encoding in ("utf-8-sig", "cp949"):
        decoder, texts = getincrementaldecoder(encoding)(), list[str]()
        try:
            while data := file.read(_CHUNK):
                texts = [*texts[:1], decoder.decode(data)]
        except UnicodeDecodeError:
            file.seek(0)
            continue
        named = encoding.removesuffix("-sig")
        if len(texts) == 1 and not decoder.getstate()[0]:  # all of it, as of most files
            return named, _at_once(texts[0])
        file.seek(0)
        return named, _reader(file, encoding)
    raise FormatError("json.encoding", file=name)


def _at_once(text: str) -> Callable[[int], str]:
    texts = iter((text,))
    return lambda _: next(texts, "")


def _reader(file: BinaryIO, encoding: str) -> Callable[[int], str]:
    decoder = getincrementaldecoder(encoding)("replace")  # where the end is cut off in a character

    def read(size: int) -> str:
        while data := file.read(size):
            if text := decoder.decode(data):
                return text
        return decoder.decode(b"", final=True)

    return read

"""Reading the native format: see :mod:`juseok.formats.native.writer`, which writes it."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, ClassVar, Final

import msgspec

from juseok.core.canon import Fraction
from juseok.core.errors import FormatError, KnownError, SpanError
from juseok.core.ids import article_id, sha256_hex
from juseok.core.messages import Message, Param
from juseok.core.model import Kind
from juseok.core.ops import Json
from juseok.core.records import SPECS, check_fields, from_fields
from juseok.formats.base import ReportBuilder, os_error
from juseok.formats.native.fields import (
    END,
    FORMAT,
    HEADER,
    fault_column,
    from_record,
    mention_fields,
)
from juseok.formats.native.items import (
    FROM_OCCURRENCE,
    NAMES,
    WITH_SPANS,
    NativeArticle,
    NativeItem,
    NativeObject,
    NativePage,
    at_line,
    prove_object,
    zoning_id,
)

MAX_LINE: Final = 256 * 1024 * 1024
"""Bytes; the longest article or page, written as escapes, stays below."""

_BUFFER: Final = 1 << 20
_MENTION: Final = f'{{"kind":"{Kind.MENTION}",'.encode()
"""How most lines of a file begin."""

_COMPUTED: Final = frozenset(FROM_OCCURRENCE)
_MENTION_KIND: Final = Kind.MENTION.value
_PLAIN_MENTION: Final = SPECS[Kind.MENTION].names - {"how"}
"""Registers that a record takes as they are, and the spans, which are proved in any case."""


class NativeReader:
    """Reads what :class:`NativeWriter` writes; any damage ends the reading with an error."""

    id: ClassVar[str] = "jsonl"
    names: ClassVar[Mapping[str, str]] = NAMES
    extensions: ClassVar[tuple[str, ...]] = (".jsonl",)

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether the first line is the header of a native file (of any version)."""
        try:
            header = msgspec.json.decode(head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0])
        except msgspec.DecodeError:
            return False
        return isinstance(header, dict) and header.get("kind") == HEADER and "format" in header

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[NativeItem]:
        """The records of ``path`` in its order, every span proved.

        Raises :class:`FormatError`, with file and line, at the first line that is not what it
        says, and at the end when the file has been cut off.
        """
        try:
            with open(path, "rb", buffering=_BUFFER) as file:
                yield from _Reading(str(path), report).items(file)
        except OSError as error:
            raise os_error(error, path) from error


class _Reading:
    """One run over one file: remembers the article that annotations lie in."""

    def __init__(self, file_name: str, report: ReportBuilder) -> None:
        self._file = file_name
        self._report = report
        self._article = ""
        self._text = ""
        self._ended = False

    def items(self, file: BinaryIO) -> Iterator[NativeItem]:
        decode = msgspec.json.Decoder(float_hook=Fraction).decode
        number, started = 0, False
        for number, line in enumerate(_lines(file), 1):
            if not line.strip():
                continue
            try:
                if number == 1:
                    line = line.removeprefix(b"\xef\xbb\xbf")
                item = self._mention(line) if started and line.startswith(_MENTION) else None
                if item is None:
                    item = self._item(decode(line), started)
            except KnownError as error:
                raise at_line(self._file, number, error.message) from error
            except msgspec.DecodeError as error:
                raise self._wrong("native.syntax", number, column=fault_column(line)) from error
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise self._wrong("native.record", number, problem=_problem(error)) from error
            started = True
            if item is not None:
                self._report.read += 1
                yield item
        if not self._ended:
            raise FormatError("native.truncated", file=self._file, line=number)

    def _mention(self, line: bytes) -> NativeObject | None:
        """The mention of a line that is as it should be; of any other :meth:`_item` says why."""
        if self._ended:
            return None
        found = mention_fields(line, self._article, self._text)
        return None if found is None else NativeObject(found[0], _MENTION_KIND, found[1])

    def _wrong(self, code: str, line: int, **found: Param) -> FormatError:
        return FormatError(code, file=self._file, line=line, **found)

    def _item(self, record: Any, started: bool) -> NativeItem | None:
        if not isinstance(record, dict):
            raise _NoObjectError
        kind, version = record["kind"], record["format"]
        if not isinstance(version, int) or version > FORMAT:
            raise FormatError("native.newer", format=str(version), known=FORMAT)
        if not started or kind == HEADER:
            if started or kind != HEADER:
                raise FormatError("native.header")
            return None
        if self._ended:
            raise FormatError("native.after_end")
        if kind == END:
            if record["records"] != self._report.read:
                raise FormatError(
                    "native.count", expected=int(record["records"]), found=self._report.read
                )
            self._ended = True
            return None
        match kind:
            case "page" if "text" in record or "base64" in record:
                return self._page(record)
            case "article" if "text" in record:
                return self._article_item(record)
            case _:
                return self._object(record)

    def _object(self, record: Mapping[str, Any]) -> NativeObject:
        obj, kind, fields = from_record(record)
        spec = SPECS.get(kind)
        if spec is not None:
            missing = spec.required - fields.keys()
            if missing:
                raise KeyError(", ".join(sorted(missing)))
            if kind != Kind.MENTION or not fields.keys() <= _PLAIN_MENTION:
                from_fields(kind, obj, fields)  # for what it raises
            check_fields(kind, fields)
        item = NativeObject(obj, kind, fields)
        if kind in WITH_SPANS:
            prove_object(item, self._article, self._text)
        return item

    def _page(self, record: dict[str, Any]) -> NativePage:
        if "text" in record:
            data = str(record.pop("text")).encode("utf-8")
        else:
            data = base64.b64decode(record.pop("base64"), validate=True)
        obj, kind, fields = from_record(record)
        if fields.get("sha256") != sha256_hex(data):
            raise FormatError("native.page_altered", page=str(fields.get("name", obj)))
        return NativePage(NativeObject(obj, kind, fields), data)

    def _article_item(self, record: dict[str, Any]) -> NativeArticle:
        text = record.pop("text")
        zones = record.pop("zones", None)
        zoning = record.pop("zoning", {})
        occurrences = record.pop("occurrences")
        shown = {name: value for name, value in record.items() if name not in _COMPUTED}
        obj, kind, fields = from_record(shown)
        version = fields.get("norm_version")
        if not isinstance(version, int) or article_id(text, version) != obj:
            raise FormatError("native.article_altered", title=str(record.get("title", obj)))
        self._article, self._text = obj, text
        return NativeArticle(
            NativeObject(obj, kind, fields),
            text,
            tuple(_occurrence(item, obj) for item in occurrences),
            None if zones is None else _zoning(zones, zoning, obj, len(text)),
        )


class _NoObjectError(TypeError):
    """A line of JSON that is a list, a number or a text."""


def _problem(error: Exception) -> Message:
    """What is wrong with a record; what Python says of it is nothing for people."""
    match error:
        case KeyError(args=(str(field),)):
            return Message("native.record_lacks", field=field)
        case _NoObjectError():
            return Message("native.record_object")
        case _:
            return Message("native.record_form")


def _lines(file: BinaryIO) -> Iterator[bytes]:
    while line := file.readline(MAX_LINE):
        yield line


def _occurrence(record: Mapping[str, Any], article: str) -> NativeObject:
    obj, _, fields = from_record({"kind": Kind.OCCURRENCE.value, **record})
    return NativeObject(obj, Kind.OCCURRENCE.value, {**fields, "article": article})


def _zoning(
    zones: Iterable[Mapping[str, Any]], zoning: Mapping[str, Any], article: str, length: int
) -> NativeObject:
    register: list[Json] = []
    for zone in zones:
        start, end, role = zone["start"], zone["end"], zone["role"]
        if not 0 <= start < end <= length:
            raise SpanError("span.bounds", start=start, end=end, length=length)
        register.append([start, end, str(role)])
    fields: dict[str, Json] = {"article": article, "zones": register, **zoning.get("extra", {})}
    return NativeObject(zoning.get("id", zoning_id(article)), Kind.ZONING.value, fields)

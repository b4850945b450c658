"""The native format: JSON lines without loss, one record a line (``.jsonl``).

The order is fixed, so the same project always gives the same bytes: a header, the scheme,
people, layers, entities, source pages, then each article with the annotations that lie in it,
then what belongs to no article, and last a line that counts the records.  Every span is proved
on the way out and on the way in.  ``resources/schemas/native.schema.json`` is the schema.
"""

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, ClassVar, Final, TypeAlias

import msgspec

from juseok.core.errors import FormatError, KnownError, SpanError
from juseok.core.ids import article_id, derived_id, sha256_hex
from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.core.ops import Json
from juseok.core.records import SPECS, Fields, check_fields, from_fields, prove_fields
from juseok.formats.base import Report, ReportBuilder, atomic_write, os_error
from juseok.formats.native_fields import (
    END,
    FORMAT,
    HEADER,
    MentionLine,
    Record,
    fault_column,
    from_record,
    mention_line,
    to_record,
)

_AT_ONCE: Final = 256
MAX_LINE: Final = 256 * 1024 * 1024
"""Bytes; the longest article or page, written as escapes, stays below."""


class NativeObject(msgspec.Struct, frozen=True):
    """One live object of a project: its id, kind and registers."""

    id: str
    kind: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class NativePage:
    """A source page with its bytes."""

    object: NativeObject
    data: bytes


@dataclass(frozen=True, slots=True)
class NativeArticle:
    """An article with its text, where it was found, and its zones."""

    object: NativeObject
    text: str
    occurrences: tuple[NativeObject, ...] = ()
    zoning: NativeObject | None = None

    @property
    def norm_version(self) -> int:
        """Version of the normaliser that made the text; part of the article's id."""
        version = self.object.fields.get("norm_version")
        return version if isinstance(version, int) else 0


NativeItem: TypeAlias = NativeObject | NativePage | NativeArticle

KIND_ORDER: Final = (
    Kind.SCHEME, Kind.TYPE, Kind.ATTRIBUTE, Kind.ANNOTATOR, Kind.LAYER, Kind.ENTITY,
    Kind.SAME_AS, Kind.PAGE,
)  # fmt: skip
"""The order of what comes before the articles."""

ARTICLE_ORDER: Final = (
    Kind.ARTICLE_STATE, Kind.MENTION, Kind.CLAIM, Kind.RELATIONSHIP, Kind.CLAIM_LINK, Kind.REMARK,
)  # fmt: skip
"""The order of what follows its article; other kinds that name an article come after."""

_WITH_SPANS: Final = frozenset(str(kind) for kind, spec in SPECS.items() if spec.spans or spec.refs)
_PLAIN_MENTION: Final = SPECS[Kind.MENTION].names - {"how"}
"""Registers that a record takes as they are, and the spans, which are proved in any case."""
_NAMES: Final = {"ko": "주석 JSONL(모두)", "en": "Juseok JSONL (everything)"}
_FROM_OCCURRENCE: Final = {
    "title": "title",
    "publisher": "publisher",
    "bylines": "bylines",
    "published_at": "published_iso",
    "published_raw": "published_raw",
    "url": "url",
}
_COMPUTED: Final = frozenset(_FROM_OCCURRENCE)


class NativeWriter:
    """Writes :data:`NativeItem` in the order in which they come; see :data:`KIND_ORDER`."""

    id: str = "jsonl"
    names: Mapping[str, str] = _NAMES
    extensions: tuple[str, ...] = (".jsonl",)

    def write(
        self,
        items: Iterable[NativeItem],
        path: Path,
        *,
        overwrite: bool = False,
        complete: bool = True,
    ) -> Report:
        """Write ``items`` to ``path``, whole or not at all.

        ``complete``: they are everything the project holds.  Raises :class:`FormatError` where
        the file may not be written, and where a span does not prove against its article, which
        has to come before it.
        """
        with atomic_write(path, overwrite=overwrite) as file:
            records = _write_lines(items, file, file_name=str(path), complete=complete)
        return Report(written=records)

    def sample(self, items: Iterable[NativeItem], *, complete: bool) -> list[str]:
        """The header line and the line of each of ``items``, as :meth:`write` would write them."""
        file = BytesIO()
        _write_lines(items, file, file_name="", complete=complete)
        return file.getvalue().decode("utf-8").split("\n")[:-2]


def _write_lines(
    items: Iterable[NativeItem], file: BinaryIO, *, file_name: str, complete: bool
) -> int:
    lines = _Lines(file)
    lines.add({"kind": HEADER, "format": FORMAT, "complete": complete})
    article, text, count = "", "", 0
    for item in items:
        count += 1
        try:
            if isinstance(item, NativeObject):
                record = _object_line(item, article, text)
            elif isinstance(item, NativeArticle):
                article, text = item.object.id, item.text
                record = _article_record(item)
            else:
                record = _page_record(item)
        except KnownError as error:
            raise _at(file_name, count + 1, error.message) from error
        lines.add(record)
    lines.add({"kind": END, "format": FORMAT, "records": count})
    lines.flush()
    return count


def _object_line(item: NativeObject, article: str, text: str) -> Record | MentionLine:
    if item.kind == Kind.MENTION and item.fields.get("article") == article:
        line = mention_line(item.id, item.fields, text)
        if line is not None:
            return line
    if item.kind in _WITH_SPANS:
        _prove(item, article, text)
    return to_record(item.id, item.kind, item.fields)


class _Lines:
    """Gathers records and writes them some hundred at a time."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._encode = msgspec.json.Encoder().encode_lines
        self._records: list[Record | MentionLine] = []

    def add(self, record: Record | MentionLine) -> None:
        self._records.append(record)
        if len(self._records) >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        self._file.write(self._encode(self._records))
        self._records.clear()


def _prove(item: NativeObject, article: str, text: str) -> None:
    if item.fields.get("article") != article:
        raise FormatError("native.order", object=item.id)
    prove_fields(item.kind, item.fields, text)


def _page_record(page: NativePage) -> Record:
    record = to_record(page.object.id, page.object.kind, page.object.fields)
    try:
        record["text"] = page.data.decode("utf-8")
    except UnicodeDecodeError:
        record["base64"] = base64.b64encode(page.data).decode("ascii")
    return record


def _article_record(article: NativeArticle) -> Record:
    """The line of an article; its first occurrence lends it title, publisher and dates."""
    inner = to_record(article.object.id, article.object.kind, article.object.fields)
    first = article.occurrences[0].fields if article.occurrences else {}
    record: Record = {name: inner.pop(name) for name in ("kind", "format", "id")}
    for name, register in _FROM_OCCURRENCE.items():
        record[name] = first.get(register, [] if name == "bylines" else "")
    if not record["published_at"]:
        record["published_at"] = None
    record["text"] = article.text
    zoning = article.zoning
    zones = zoning.fields.get("zones") if zoning is not None else None
    if zoning is not None and isinstance(zones, list):
        record["zones"] = [_zone_record(zone) for zone in zones]
        rest = {k: v for k, v in zoning.fields.items() if k not in ("zones", "article")}
        if rest or zoning.id != zoning_id(article.object.id):
            record["zoning"] = {"id": zoning.id, **({"extra": rest} if rest else {})}
    record["occurrences"] = [_occurrence_record(item) for item in article.occurrences]
    return record | inner


def zoning_id(article: str) -> str:
    """Id of the object that holds an article's zones."""
    return derived_id("zoning", article)


def _zone_record(zone: Json) -> Record:
    match zone:
        case [int(start), int(end), str(role)]:
            return {"start": start, "end": end, "role": role}
        case _:
            raise SpanError("span.shape", found=repr(zone)[:80])


def _occurrence_record(item: NativeObject) -> Record:
    record = to_record(item.id, item.kind, item.fields)
    for name in ("kind", "format", "article"):
        record.pop(name, None)
    return record


class NativeReader:
    """Reads what :class:`NativeWriter` writes; any damage ends the reading with an error."""

    id: ClassVar[str] = "jsonl"
    names: ClassVar[Mapping[str, str]] = _NAMES
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
            with open(path, "rb") as file:
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
        decode = msgspec.json.Decoder().decode
        number, started = 0, False
        for number, line in enumerate(_lines(file), 1):
            if not line.strip():
                continue
            try:
                if number == 1:
                    line = line.removeprefix(b"\xef\xbb\xbf")
                item = self._item(decode(line), started)
            except KnownError as error:
                raise _at(self._file, number, error.message) from error
            except msgspec.DecodeError as error:
                raise self._wrong("native.syntax", number, column=fault_column(line)) from error
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise self._wrong("native.record", number, problem=str(error)) from error
            started = True
            if item is not None:
                self._report.read += 1
                yield item
        if not self._ended:
            raise FormatError("native.truncated", file=self._file, line=number)

    def _wrong(self, code: str, line: int, **found: str | int) -> FormatError:
        return FormatError(code, file=self._file, line=line, **found)

    def _item(self, record: Any, started: bool) -> NativeItem | None:
        if not isinstance(record, dict):
            raise TypeError("not an object of JSON")
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
                raise ValueError(", ".join(sorted(missing)))
            if kind != Kind.MENTION or not fields.keys() <= _PLAIN_MENTION:
                from_fields(kind, obj, fields)  # for what it raises
            check_fields(kind, fields)
        item = NativeObject(obj, kind, fields)
        if kind in _WITH_SPANS:
            _prove(item, self._article, self._text)
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


def _at(file: str, line: int, reason: Message) -> FormatError:
    return FormatError("native.at", file=file, line=line, reason=reason)

"""The native format: JSON lines without loss, one record a line (``.jsonl``).

The order is fixed, so the same project always gives the same bytes: a header, the scheme,
people, layers, entities, source pages, then each article with the annotations that lie in it,
then what belongs to no article, and last a line that counts the records.  Every span is proved
on the way out and on the way in.  ``resources/schemas/native.schema.json`` is the schema;
``native.reader`` reads it.
"""

import base64
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from juseok.core.errors import KnownError, SpanError
from juseok.core.model import Kind
from juseok.core.ops import Json
from juseok.formats.base import Report, atomic_write
from juseok.formats.native.fields import (
    END,
    FORMAT,
    HEADER,
    MentionLine,
    Record,
    mention_line,
    to_record,
)
from juseok.formats.native.items import (
    FROM_OCCURRENCE,
    NAMES,
    WITH_SPANS,
    NativeArticle,
    NativeItem,
    NativeLines,
    NativeMentions,
    NativeObject,
    NativePage,
    at_line,
    prove_object,
    zoning_id,
)

_AT_ONCE: Final = 256
_MENTION: Final = Kind.MENTION.value


class NativeWriter:
    """Writes :data:`NativeItem` in the order in which they come; see :data:`KIND_ORDER`."""

    id: str = "jsonl"
    names: Mapping[str, str] = NAMES
    extensions: tuple[str, ...] = (".jsonl",)

    def write(
        self,
        items: Iterable[NativeItem | NativeLines],
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

    def lines(self, items: Iterable[NativeItem]) -> bytes:
        """The lines of ``items``, which begin with an article, and nothing around them.

        Raises as :meth:`write` does, but says nothing of the line where it is.
        """
        file = BytesIO()
        lines = _Lines(file)
        _add_all(items, lines, file_name="")
        lines.flush()
        return file.getvalue()

    def sample(self, items: Iterable[NativeItem], *, complete: bool) -> list[str]:
        """The header line and the line of each of ``items``, as :meth:`write` would write them."""
        file = BytesIO()
        _write_lines(items, file, file_name="", complete=complete)
        return file.getvalue().decode("utf-8").split("\n")[:-2]


def _write_lines(
    items: Iterable[NativeItem | NativeLines], file: BinaryIO, *, file_name: str, complete: bool
) -> int:
    lines = _Lines(file)
    lines.add({"kind": HEADER, "format": FORMAT, "complete": complete})
    count = _add_all(items, lines, file_name=file_name)
    lines.add({"kind": END, "format": FORMAT, "records": count})
    lines.flush()
    return count


def _add_all(items: Iterable[NativeItem | NativeLines], lines: "_Lines", *, file_name: str) -> int:
    """How many records they are."""
    article, text, count = "", "", 0
    for item in items:
        if isinstance(item, NativeMentions):
            lines.extend(item.lines)
            count += len(item.lines)
            continue
        if isinstance(item, NativeLines):
            lines.written(item.data)
            count += sum(item.kinds.values())
            continue
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
            raise at_line(file_name, count + 1, error.message) from error
        lines.add(record)
    return count


def _object_line(item: NativeObject, article: str, text: str) -> Record | MentionLine:
    if item.kind == _MENTION and item.fields.get("article") == article:
        line = mention_line(item.id, item.fields, text)
        if line is not None:
            return line
    if item.kind in WITH_SPANS:
        prove_object(item, article, text)
    return to_record(item.id, item.kind, item.fields)


class _Lines:
    """Gathers records and writes them some hundred at a time."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._encode = msgspec.json.Encoder(enc_hook=float).encode_lines  # read as Fraction
        self._records: list[Record | MentionLine] = []

    def add(self, record: Record | MentionLine) -> None:
        self._records.append(record)
        if len(self._records) >= _AT_ONCE:
            self.flush()

    def extend(self, lines: Sequence[MentionLine]) -> None:
        self._records += lines
        if len(self._records) >= _AT_ONCE:
            self.flush()

    def written(self, data: bytes) -> None:
        """Lines that are made already."""
        self.flush()
        self._file.write(data)

    def flush(self) -> None:
        self._file.write(self._encode(self._records))
        self._records.clear()


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
    for name, register in FROM_OCCURRENCE.items():
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

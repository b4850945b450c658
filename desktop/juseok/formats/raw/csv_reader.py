"""Comma, semicolon and tab separated tables with a text column (RFC 4180, and what Excel makes).

Read as a stream in two passes: the first only finds the encoding, so memory stays small.
"""

import codecs
import csv
import io
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

from juseok.core.errors import FormatError
from juseok.core.messages import Message
from juseok.core.text import decode
from juseok.formats.base import ReportBuilder, os_error
from juseok.formats.raw.columns import ColumnMap
from juseok.formats.raw.items import ImportItem, file_name
from juseok.formats.raw.tables import MAX_FIELD, Row, by_column, has_no_head, header_of, items_of

_CHUNK: Final = 1 << 20
_HEAD: Final = 1 << 16
LONGEST: Final = 4 * MAX_FIELD
"""Characters of a line: several fields may be long."""
_DELIMITERS: Final = ",\t;|"
_SAID: Final = "sep="
"""A first line by which Excel is told the delimiter."""


@dataclass(frozen=True, slots=True)
class CsvReader:
    """A table of articles; ``columns`` and ``chosen`` (encoding) are what a person picked."""

    columns: ColumnMap | None = None
    chosen: str | None = None

    id: ClassVar[str] = "csv"
    names: ClassVar[Mapping[str, str]] = {"ko": "CSV·TSV 표", "en": "CSV or TSV table"}
    extensions: ClassVar[tuple[str, ...]] = (".csv", ".tsv", ".tab")

    def recognises(self, path: Path, head: bytes) -> bool:
        return path.name.lower().endswith(self.extensions)

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[ImportItem]:
        """One item a row; raises :class:`FormatError` where there is no table to read."""
        return items_of(self, path, columns=self.columns, report=report)

    def rows(self, path: Path, *, report: ReportBuilder) -> Iterator[Row]:
        """The rows below the header; rows that are broken are refused with their line."""
        try:
            encoding, mark = _encoding_of(path, self.chosen)
            with open(path, "rb") as binary:
                binary.seek(mark)
                text = io.TextIOWrapper(binary, encoding=encoding, newline="")
                delimiter = _delimiter(text.read(_HEAD), path)
                text.seek(mark)
                yield from _rows(text, delimiter, encoding, path, report)
        except OSError as error:
            raise os_error(error, file_name(path)) from error


def _rows(
    text: io.TextIOWrapper, delimiter: str, encoding: str, path: Path, report: ReportBuilder
) -> Iterator[Row]:
    csv.field_size_limit(MAX_FIELD)  # the limit is the module's; its own is 131,072
    lines = _Lines(text)
    is_large = os.fstat(text.fileno()).st_size > LONGEST
    reader = csv.reader(lines if is_large else text, delimiter=delimiter, strict=True)
    header: list[str] | None = None
    while True:
        line = reader.line_num + lines.skipped + 1
        try:
            values = next(reader, None)
        except csv.Error:
            report.refuse(Message("import.bad_row"), file=file_name(path), line=line)
            continue
        if values is None:
            return
        if "".join(values).strip() in ("", _SAID):
            continue
        if header is None:
            header = header_of(values)
            if not has_no_head(values):
                continue
            header = [f"column{number}" for number in range(1, len(values) + 1)]
            report.change(Message("import.no_head"), file=file_name(path), line=line)
        yield Row(line, by_column(header, values), encoding)


class _Lines:
    """The lines of a table, one of which may be all of a file without ends of lines: what is longer
    than a row can be is never held, and is a broken row."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.skipped = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(LONGEST)
        if not line:
            raise StopIteration
        if _is_whole(line):
            return line
        while (rest := self._text.readline(LONGEST)) and not _is_whole(rest):
            pass
        self.skipped += 1
        raise csv.Error


def _is_whole(line: str) -> bool:
    return len(line) < LONGEST or line.endswith(("\n", "\r"))


def _delimiter(head: str, path: Path) -> str:
    if path.suffix.lower() in (".tsv", ".tab"):
        return "\t"
    first = head.split("\n", 1)[0].rstrip("\r")
    if first.startswith(_SAID) and len(first) == len(_SAID) + 1:
        return first[-1]
    outside = "".join(first.split('"')[::2])
    return max(_DELIMITERS, key=lambda sign: (outside.count(sign), -_DELIMITERS.index(sign)))


def _encoding_of(path: Path, chosen: str | None) -> tuple[str, int]:
    """Encoding of the whole file, and the length of its byte order mark.

    Raises :class:`FormatError` where none fits, with the :class:`TextError`'s sentence if it has
    one.
    """
    for encoding, mark in _encodings(path, chosen):
        if _fits(path, encoding):
            return encoding, mark
    _refuse_surrogates(path)
    raise FormatError("import.encoding", file=file_name(path))


def _encodings(path: Path, chosen: str | None) -> list[tuple[str, int]]:
    """What the file may be written in, with the length of its mark: what its mark says, else what
    was ``chosen``, else by what it looks like."""
    with open(path, "rb") as file:
        head = file.read(_HEAD)
    if head.startswith(codecs.BOM_UTF8):
        return [("utf-8", len(codecs.BOM_UTF8))]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return [("utf-16-le" if head[0] == 0xFF else "utf-16-be", 2)]
    if chosen is not None:
        return [(decode(b"", chosen=chosen).encoding, 0)]
    if b"\x00" in head:
        return [(decode(head[: len(head) // 4 * 4]).encoding, 0)]
    return [("utf-8", 0), ("cp949", 0)]


def _refuse_surrogates(path: Path) -> None:
    """Name half a UTF-16 pair with its line in a file that is UTF-8 but for such halves."""
    if not _fits(path, "utf-8", "surrogatepass"):
        return
    with open(path, "rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                half = line[error.start :].decode("utf-8", "surrogatepass")[0]
                raise FormatError(
                    "text.surrogate_bytes",
                    line=number,
                    position=len(line[: error.start].decode("utf-8")) + 1,
                    character=f"U+{ord(half):04X}",
                ) from error


def _fits(path: Path, encoding: str, errors: str = "strict") -> bool:
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    with open(path, "rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True

"""Tables as rows of named texts: what CSV and JSON lines have in common."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Final, Protocol

from juseok.core.errors import FormatError
from juseok.core.messages import Message
from juseok.formats.base import Line, ReportBuilder
from juseok.formats.markup import is_markup, read_markup
from juseok.formats.raw.columns import (
    CLAIMS,
    FILE,
    ROLES,
    SPEAKERS,
    ColumnMap,
    column_key,
    guess_columns,
)
from juseok.formats.raw.items import ImportItem, file_name

SAMPLE: Final = 50
"""Rows that are looked at to guess the columns, and shown to the person who chooses."""

_KNOWN: Final = frozenset().union(*ROLES.values())
_HANGUL: Final = re.compile("[가-힣]")
_ENTITY: Final = re.compile(r"&(?:quot|amp|lt|gt|nbsp|apos|#\d{1,6});")
_LONG: Final = 80
"""Hangul counts twice; nobody calls a column as long as this."""

MAX_FIELD: Final = 8 * 1024 * 1024
"""Characters; longer than any article may be, so that such a field is refused by name."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row by column; ``line`` is where it begins in the file, from 1 (:class:`Line` where
    several may begin there).

    ``no_text`` are the columns whose values were none that a text can be (numbers, lists …);
    ``beside`` is what the file says of all of its rows, by role, where a row says nothing.
    """

    line: int
    values: Mapping[str, str]
    encoding: str
    no_text: frozenset[str] = frozenset()
    beside: Mapping[str, str] = field(default_factory=dict[str, str])


class TableReader(Protocol):
    """Reads the rows of a table; rows that cannot be read go into the report."""

    def rows(self, path: Path, *, report: ReportBuilder) -> Iterator[Row]: ...


@dataclass(frozen=True, slots=True)
class TablePreview:
    """The columns of a table, what they seem to be, and its first rows."""

    header: tuple[str, ...]
    columns: ColumnMap
    rows: tuple[Row, ...]


def preview_table(reader: TableReader, path: Path) -> TablePreview:
    """What the first rows of ``path`` show; raises :class:`FormatError` where there are none."""
    rows = tuple(islice(reader.rows(path, report=ReportBuilder()), SAMPLE))
    if not rows:
        raise FormatError("import.no_rows", file=file_name(path))
    header = tuple(dict.fromkeys(column for row in rows for column in row.values))
    return TablePreview(header, guess_columns(header, [row.values for row in rows]), rows)


def items_of(
    reader: TableReader, path: Path, *, columns: ColumnMap | None, report: ReportBuilder
) -> Iterator[ImportItem]:
    """One item a row; ``columns`` None guesses them from the first rows.

    Raises :class:`FormatError` where there is no row (``import.no_rows``), and where no column
    holds text (``import.no_text_column``).
    """
    file = file_name(path)
    rows, told = reader.rows(path, report=report), len(report.lines)
    first = list(islice(rows, SAMPLE))
    is_told = any(line.severity == "refused" for line in report.lines[told:])
    if not first and not is_told:  # else each row says what is wrong with it
        raise FormatError("import.no_rows", file=file)
    if columns is None:
        header = list(dict.fromkeys(column for row in first for column in row.values))
        columns = guess_columns(header, [row.values for row in first])
    _tell_claims(first, file, report)
    if first and not columns.text:
        raise FormatError("import.no_text_column", file=file)
    marked_up = 0
    for row in chain(first, rows):
        report.read += 1
        text = row.values.get(columns.text, "")
        if columns.text in row.no_text:
            message = Message("import.not_text", column=columns.text)
            report.refuse(message, file=file, line=row.line)
            continue
        if not text.strip():
            report.refuse(Message("text.empty"), file=file, line=row.line)
            continue
        given = {**row.beside, **columns.given(row.values)}
        if not _is_text(given):
            report.refuse(Message("json.surrogate"), file=file, line=row.line)
            continue
        if is_markup(text):
            marked_up += 1
            text = read_markup(text).text or text
        if "title" in given and (is_markup(given["title"]) or _ENTITY.search(given["title"])):
            given["title"] = read_markup(given["title"]).text.replace("\n", " ")
        yield ImportItem(
            file=file,
            name=f"{file}#{row.line.record if isinstance(row.line, Line) else row.line}",
            data=text.encode("utf-8", "surrogatepass"),
            text=text,
            encoding="utf-8",
            file_encoding=row.encoding,
            line=row.line,
            given=given,
            is_article=True,
        )
    if marked_up:
        report.change(Message("import.html_cells", count=marked_up), file=file)


def _is_text(given: Mapping[str, str]) -> bool:
    """Whether names and values can be text; JSON can say half a pair of surrogates."""
    try:
        "".join(chain.from_iterable(given.items())).encode()
    except UnicodeEncodeError:
        return False
    return True


def _tell_claims(rows: Sequence[Row], file: str, report: ReportBuilder) -> None:
    """Say of what looks like a table of claims that its rows are texts now, and what it lacks."""
    named = {column_key(column): column for row in rows for column in row.values}
    words = next((named[each] for each in CLAIMS if each in named), "")
    who = next((named[each] for each in SPEAKERS if each in named), "")
    if words and who:
        told = Message("import.claim_rows", words=words[:60], who=who[:60])
        report.change(told, file=file)


def header_of(names: list[str]) -> list[str]:
    """The names of the columns, blank and repeated ones numbered."""
    header: list[str] = []
    for number, name in enumerate(names, start=1):
        known = name.strip().removeprefix("\ufeff") or f"column{number}"
        header.append(known if known not in header else f"{known}{number}")
    return header


def by_column(header: Sequence[str], values: Sequence[str]) -> dict[str, str]:
    """``values`` of a row by their columns; those behind the last by their number."""
    if len(values) > len(header):
        header = [*header, *(f"column{at + 1}" for at in range(len(header), len(values)))]
    return dict(zip(header, values, strict=False))


def has_no_head(names: Sequence[str]) -> bool:
    """Whether what should be the head of a table is a row of it: none of its names is known, and
    one is as long as an article."""
    known = {column_key(each) for each in names} & _KNOWN
    return not known and any(len(each) + len(_HANGUL.findall(each)) >= _LONG for each in names)


def file_key(name: str) -> str:
    """The key under which a table's row finds its file: the name without folder and ending."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    last = last.strip().casefold()
    return last.rsplit(".", 1)[0] if "." in last[1:] else last


def metadata_by_file(
    reader: TableReader,
    path: Path,
    *,
    report: ReportBuilder,
    columns: ColumnMap | None = None,
) -> dict[str, dict[str, str]]:
    """Metadata for text files from a table: :func:`file_key` → values by role.

    Raises :class:`FormatError` (``import.no_file_column``) where no column names files.  The
    second of two rows for one file is refused.
    """
    rows = list(reader.rows(path, report=report))
    header = list(dict.fromkeys(column for row in rows for column in row.values))
    known = columns or guess_columns(header, [row.values for row in rows[:SAMPLE]])
    by_role: Sequence[str] = [column for column, role in known.roles.items() if role == FILE]
    if not by_role:
        raise FormatError("import.no_file_column", file=file_name(path))
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        given = ColumnMap("", known.roles).given(row.values)
        if not _is_text(given):
            report.refuse(Message("json.surrogate"), file=file_name(path), line=row.line)
            continue
        key = file_key(given.pop(FILE, ""))
        if not key or key in found:
            message = Message(
                "import.file_named_twice" if key else "import.no_file_named", name=key
            )
            report.refuse(message, file=file_name(path), line=row.line)
            continue
        found[key] = given
    return found

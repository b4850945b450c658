"""Tables as they lie in files: CSV, TSV and the sheets of a workbook, row by row with its line."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from juseok.core.messages import Message
from juseok.formats import workbooks
from juseok.formats.base import ReportBuilder
from juseok.formats.raw.columns import column_key
from juseok.formats.raw.csv_reader import CsvReader
from juseok.formats.raw.endings import ending_of
from juseok.formats.raw.items import file_name
from juseok.formats.raw.tables import by_column, header_of
from juseok.formats.reasons import reason_of
from juseok.formats.tables.cells import is_formula
from juseok.formats.tables.xlsx import unescaped
from juseok.formats.workbooks import Sheet

DELIMITED: Final = (".csv", ".tsv")
WORKBOOK: Final = ".xlsx"
_LOOK: Final = 1 << 14
_SIGNS: Final = re.compile(r"[,;\t|]")
_AGAIN: Final = re.compile(r"(.+) \(\d+\)")


@dataclass(frozen=True, slots=True)
class Row:
    """``values``: column key → text, blank ones left out; ``line`` from 1, the head among them."""

    line: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """One table: its name, the file it is in, and its rows, as often as they are wanted.

    ``columns``: the keys of its head, each as it is written, without a look at the rest.
    """

    name: str
    file: str
    rows: Callable[[ReportBuilder], Iterator[Row]]
    columns: Callable[[], Mapping[str, str]]


def sources(path: Path) -> dict[str, Source]:
    """The tables at ``path``: a folder of them, a workbook, or one.

    Raises ``OSError``, and ``FormatError`` for a workbook that is damaged or would unpack to an
    absurd size.
    """
    if path.is_dir():
        files = sorted(each for each in path.iterdir() if each.suffix.lower() in DELIMITED)
        return {each.stem.lower(): _delimited(each) for each in files}
    if ending_of(path, (*DELIMITED, WORKBOOK)) == WORKBOOK:
        return _sheets(path)
    return {path.stem.lower(): _delimited(path)}


def _delimited(path: Path) -> Source:
    def rows(report: ReportBuilder) -> Iterator[Row]:
        with open(path, "rb") as file:
            is_safe = file.read(len(BOM_UTF8)) == BOM_UTF8
        for row in CsvReader().rows(path, report=report):
            said = _said(row.values)
            if is_safe:  # for Excel, as we and others write it
                said = {name: _bare(value) for name, value in said.items()}
            yield Row(row.line, said)

    return Source(path.stem.lower(), file_name(path), rows, lambda: _head(path))


def _head(path: Path) -> dict[str, str]:
    with open(path, "rb") as file:
        data = file.read(_LOOK)
    if data[:2] in (BOM_UTF16_LE, BOM_UTF16_BE):
        text = data.decode("utf-16", "replace")
    else:
        first = data.removeprefix(BOM_UTF8).split(b"\n", 1)[0]
        try:
            text = first.decode()
        except UnicodeDecodeError:
            text = first.decode("cp949", "replace")
    return _keys(name.strip('" \r') for name in _SIGNS.split(text.split("\n", 1)[0]))


def _keys(names: Iterable[str]) -> dict[str, str]:
    """Each name by its key; of two that are alike the first."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(key_of(name), name)
    return found


def _sheets(path: Path) -> dict[str, Source]:
    """The sheets of a workbook; those of one table that go on in another are one."""
    name = file_name(path)
    titles: dict[str, list[str]] = {}
    heads: dict[str, Mapping[str, str]] = {}
    strings: list[str] = []
    with workbooks.opened(path, name, strings=strings) as sheets:
        for title, sheet in sheets.items():
            match = _AGAIN.fullmatch(title)
            key = (match[1] if match is not None else title).lower()
            titles.setdefault(key, []).append(title)
            if key not in heads:
                heads[key] = _head_of(sheet)

    def rows_of(wanted: list[str]) -> Callable[[ReportBuilder], Iterator[Row]]:
        def rows(report: ReportBuilder) -> Iterator[Row]:
            try:
                with workbooks.opened(path, name, strings=strings) as sheets:
                    for title in wanted:
                        yield from _of_sheet(sheets[title])
            except workbooks.BROKEN as error:
                report.refuse(Message("archive.broken", reason=reason_of(error)), file=name)

        return rows

    def head_of(key: str) -> Callable[[], Mapping[str, str]]:
        return lambda: heads[key]

    return {
        key: Source(key, f"{name}/{wanted[0]}", rows_of(wanted), head_of(key))
        for key, wanted in titles.items()
    }


def _head_of(sheet: Sheet) -> Mapping[str, str]:
    try:
        first = next((cells for _, cells in _filled(sheet)), [])
    except workbooks.BROKEN:
        return {}
    return _keys(filter(None, first))


def _of_sheet(sheet: Sheet) -> Iterator[Row]:
    head: list[str] = []
    for line, texts in _filled(sheet):
        if head:
            yield Row(line, _said(by_column(head, texts)))
        else:
            head = header_of(texts)


def _filled(sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    for line, cells in sheet.rows():
        texts = ["" if cell is None else unescaped(str(cell)) for cell in cells]
        if any(texts):
            yield line, texts


def _bare(text: str) -> str:
    """``text`` without the apostrophe that keeps it from being a formula."""
    rest = text[1:]
    return rest if text[:1] == "'" and (rest[:1] == "'" or is_formula(rest)) else text


def _said(values: Mapping[str, str]) -> dict[str, str]:
    return {key_of(name): value for name, value in values.items() if value}


@lru_cache(maxsize=1024)
def key_of(name: str) -> str:
    """What a column is known by; ``@`` tells an attribute from a column of ours of its name."""
    key = column_key(name)
    return f"@{key}" if name.startswith("@") else key

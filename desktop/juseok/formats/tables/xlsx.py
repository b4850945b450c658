"""XLSX: one file with a sheet for each table, written row by row by openpyxl.

Every text is a string in the number format "text", which no program runs as a formula or turns
into a date.  The same export gives the same bytes: nothing of day or machine is in it.
"""

import re
import shutil
import tempfile
import zipfile
from collections import Counter
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any, Final

from juseok.core.messages import render
from juseok.formats.base import Report
from juseok.formats.document import (
    About,
    Document,
    Feature,
    Support,
    features_of,
    kinds_of,
    losses,
)
from juseok.formats.tables.cells import CONTINUED, LIMIT, ROWS, Cutter, units
from juseok.formats.tables.rows import FAMILY, SUPPORT, Cell, Row, Table, Tables, about_rows

ABOUT: Final = Table("about", ("what", "value"))
_UNWRITABLE: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)"
)
_LONGER: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff_]")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WIDE: Final = frozenset({"quote", "content", "text", "evidence", "note", "title", "entity_name"})
_WIDTHS: Final = (16, 44)
_FONT: Final = "맑은 고딕"
_AS_TEXT: Final = "@"
_LENGTH: Final = len("_x000B_")
_BEGINNING: Final = datetime(1980, 1, 1)  # the first that a zip file can say
_BUFFER: Final = 1 << 16
_ONE_AT_A_TIME: Final = Lock()
"""Where openpyxl puts what passes is one setting for a whole process."""


class XlsxWriter:
    """One workbook; see ``cells`` for what does not fit a cell, and here for other limits: rows
    beyond the last of a sheet go on in ``mentions (2)``."""

    id: str = "xlsx"
    names: Mapping[str, str] = {"ko": "표 (엑셀 XLSX)", "en": "Tables (Excel, XLSX)"}
    extensions: tuple[str, ...] = (".xlsx",)
    is_folder: bool = False
    support: Support = SUPPORT

    def __init__(self, *, cell: int = LIMIT, rows: int = ROWS) -> None:
        self._cell = cell
        self._rows = rows

    def write(self, documents: Iterable[Document], path: Path, *, about: About) -> Report:
        """Write a new file ``path``; raises ``OSError``, and ``SpanError`` where a span does
        not prove."""
        found = Tables(about.scheme)
        counts: Counter[Feature] = Counter()
        kinds: Counter[str] = Counter()
        cutter = Cutter(self._cell, width=_width)
        with _book(path, self._rows) as book:
            for table in found.tables():
                book.begin(table)
            for document in documents:
                for name, row in found.rows(document):
                    cells, rest = cutter.fit(book.table(name), row)
                    book.add(name, cells)
                    for each in rest:
                        book.begin(CONTINUED)
                        book.add(CONTINUED.name, each)
                counts += features_of(document)
                kinds += kinds_of(document)
            told = losses(counts, self.support, form=FAMILY, returns=False)
            lost = [render(line.message, "en") for line in told.refused]
            book.begin(ABOUT)
            for row in about_rows(about, kinds, lost):
                book.add(ABOUT.name, row)
        return Report(written=kinds["article"], kinds=dict(kinds)) + told + cutter.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        """The rows of one article's mentions and claims, a blank line between sheets."""
        found = Tables(about.scheme)
        lines: list[str] = []
        heads = {table.name: table.columns for table in found.tables()}
        last = ""
        for name, row in found.rows(document):
            if name not in ("mentions", "claims", "relationships"):
                continue
            if name != last:
                lines += [*([""] if lines else []), name, "", "\t".join(heads[name])]
                last = name
            lines.append("\t".join(" ".join(str(cell).split()) for cell in row))
        return lines


def unescaped(text: str) -> str:
    """The text of a cell: the other way of what is written (ECMA-376, 22.9.2.19).

    >>> unescaped("a_x000B_b_x005F_x000B_")
    'a\\x0bb_x000B_'
    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _escaped(text: str) -> str:
    return _UNWRITABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def _width(text: str) -> int:
    """UTF-16 units of a text as it stands in the file, or a few more.

    openpyxl cuts what is longer there without a word.
    """
    return units(text) + (_LENGTH - 1) * len(_LONGER.findall(text))


@contextmanager
def _book(path: Path, most: int) -> Generator["_Book"]:
    """A workbook that is written to the new file ``path`` when the block ends well.

    Its sheets wait beside, where openpyxl would take the system's folder for what passes.
    """
    hidden = tempfile.TemporaryDirectory(dir=path.parent, prefix=".", suffix=".part")
    with _ONE_AT_A_TIME, hidden as folder:
        usual, tempfile.tempdir = tempfile.tempdir, folder
        try:
            book = _Book(most)
            try:
                yield book
            finally:
                book.end()  # a stream that is left open complains when it is collected
            with _Undated(path, "x", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                book.save(archive)
        finally:
            tempfile.tempdir = usual


class _Book:
    """A workbook in the making: one table as a sheet, or several where it has more rows than a
    sheet may have."""

    def __init__(self, most: int) -> None:
        from openpyxl import Workbook

        self._book = Workbook(write_only=True)
        self._most = most
        self._open: dict[str, _Sheet] = {}
        self._all: list[_Sheet] = []

    def table(self, name: str) -> Table:
        return self._open[name].table

    def begin(self, table: Table) -> None:
        """A sheet for ``table``, if there is none."""
        if table.name not in self._open:
            self._make(table, table.name, len(self._all))

    def add(self, name: str, row: Row) -> None:
        """Write ``row`` into the table ``name``, which has begun."""
        sheet = self._open[name]
        if sheet.count == self._most:
            sheet = self._next(sheet)
        sheet.add(row)

    def end(self) -> None:
        for sheet in self._all:
            sheet.made.close()

    def save(self, archive: zipfile.ZipFile) -> None:
        """Write all of it; a workbook's own way would put the time of day into it."""
        from openpyxl.writer.excel import ExcelWriter

        properties = self._book.properties
        properties.creator = "Juseok"
        properties.created = properties.modified = _BEGINNING
        ExcelWriter(self._book, archive).write_data()

    def _next(self, sheet: "_Sheet") -> "_Sheet":
        name = sheet.table.name
        number = 1 + sum(each.table.name == name for each in self._all)
        return self._make(sheet.table, f"{name} ({number})", self._book.index(sheet.made) + 1)

    def _make(self, table: Table, title: str, at: int) -> "_Sheet":
        made = _Sheet(table, self._book.create_sheet(title, at))
        self._open[table.name] = made
        self._all.append(made)
        return made


class _Sheet:
    """One sheet; ``made``: what openpyxl knows it as."""

    def __init__(self, table: Table, made: Any) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter

        self.table, self.made, self.count = table, made, 0
        made.freeze_panes = "A2"
        for number, name in enumerate(table.columns, start=1):
            column = made.column_dimensions[get_column_letter(number)]
            column.width, column.number_format = _WIDTHS[name in _WIDE], _AS_TEXT
        # A row is written at once, so that its cells can serve for all: styles take time.
        self._cells: list[Any] = [WriteOnlyCell(made) for _ in table.columns]
        for is_head in (True, False):
            for cell in self._cells:
                cell.font, cell.number_format = Font(_FONT, 11, b=is_head), _AS_TEXT
            if is_head:
                self.add(table.columns)

    def add(self, row: Row) -> None:
        self.made.append([self._cell(*each) for each in zip(self._cells, row, strict=True)])
        self.count += 1

    def _cell(self, cell: Any, value: Cell) -> object:
        if value == "" or isinstance(value, int):
            return value if value != "" else None
        cell.value = _escaped(value)
        cell.data_type = "s"  # and no formula, whatever it begins with
        return cell


class _Undated(zipfile.ZipFile):
    """An archive in which everything was written at the same moment."""

    def writestr(self, name: Any, data: Any, *args: Any, **options: Any) -> None:
        super().writestr(_entry(name), data, *args, **options)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **options: Any) -> None:
        del options
        entry = _entry(arcname)
        entry.file_size = Path(filename).stat().st_size  # more than 4 GB needs to be known
        with open(filename, "rb") as file, self.open(entry, "w") as out:
            shutil.copyfileobj(file, out, _BUFFER)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _BEGINNING.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry

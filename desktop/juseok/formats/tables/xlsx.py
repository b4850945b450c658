"""XLSX: one file with a sheet for each table; openpyxl writes the workbook and the heads of sheets,
lines of our own the rows, which are nearly all of it.

Every text is a string in the number format "text", which no program runs as a formula or turns
into a date.  The same export gives the same bytes: nothing of day or machine is in it.
"""

import errno
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cache, partial
from html import escape
from pathlib import Path
from threading import Lock
from typing import Any, Final

from juseok.core.messages import render
from juseok.formats.base import Report
from juseok.formats.document import About, Document, Support
from juseok.formats.parted import PartedWriter
from juseok.formats.tables.cells import CONTINUED, LIMIT, ROWS, Cutter, units
from juseok.formats.tables.pieces import Made, Maker, Once
from juseok.formats.tables.rows import FAMILY, SUPPORT, Cell, Row, Table, Tables, about_rows
from juseok.formats.tally import Tally

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
_BEGINNING: Final = datetime(1980, 1, 1)
_BUFFER: Final = 1 << 16
_TOGETHER: Final = 100
"""Rows that are written at once; one may have a whole text in it."""
_ROW, _STYLE = "\x00", "\x01"
"""What stands in a row as it is made for its number, and for the style of its texts."""
_VIEWS, _CLOSING = b"<sheetViews>", b"</sheetData>"
"""What comes behind the size of a sheet, and behind its rows."""
_UNUSUAL: Final = re.compile(r"[\x00-\x1f<>&\ufffe\uffff\ud800-\udfff]|_x|^\s|\s$")
"""What a text has that does not stand in XML as it is."""
_ONE_AT_A_TIME: Final = Lock()
"""Where openpyxl puts what passes is one setting for a whole process."""


class XlsxWriter(PartedWriter[Made]):
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

    def maker(self, about: About) -> Callable[[Document], Made]:
        return Maker(about.scheme, _line, cutter=partial(Cutter, self._cell, width=_width))

    def put(self, made: Iterable[Made], path: Path, *, about: About) -> Report:
        """Write a new file ``path``; raises ``OSError``."""
        tally = Tally(self.support, form=FAMILY, returns=False)
        once = Once(Cutter(self._cell, width=_width))
        with _book(path, self._rows) as book:
            for table in Tables(about.scheme).tables():
                book.begin(table)
            for each in made:
                for piece in once.of(each.pieces):
                    if piece.table == CONTINUED.name:
                        book.begin(CONTINUED)
                    for row in piece.rows:
                        book.add(piece.table, row)
                tally.count(each.counted)
            lost = [render(line.message, "en") for line in tally.losses().refused]
            book.begin(ABOUT)
            for row in about_rows(about, tally.kinds, lost):
                book.add(ABOUT.name, _line(ABOUT, row))
        return tally.report() + once.cutter.report()

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

    Half a pair of surrogates is no text, and stays as it is written.

    >>> unescaped("a_x000B_b_x005F_x000B_")
    'a\\x0bb_x000B_'
    """
    if "_x" not in text:
        return text
    found = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    try:
        return found.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        return text


def _escaped(text: str) -> str:
    return _UNWRITABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def _line(table: Table, row: Row) -> bytes:
    """A row of a sheet, with :data:`_ROW` and :data:`_STYLE` in it; blank cells are left out.

    In ASCII, as openpyxl has it with lxml.
    """
    del table
    named = zip(_letters(len(row)), row, strict=True)
    cells = "".join([_cell(letters, cell) for letters, cell in named if cell != ""])
    return f'<row r="{_ROW}">{cells}</row>'.encode()


def _cell(letters: str, cell: Cell) -> str:
    if isinstance(cell, int):
        return f'<c r="{letters}{_ROW}" t="n"><v>{cell}</v></c>'
    space = ""
    if _UNUSUAL.search(cell) is not None:
        cell = _escaped(cell)
        space = ' xml:space="preserve"' if cell != cell.strip() else ""
        cell = escape(cell, quote=False)
    begun = f'<c r="{letters}{_ROW}" s="{_STYLE}" t="inlineStr">'
    return f"{begun}<is><t{space}>{cell}</t></is></c>"


@cache
def _letters(columns: int) -> tuple[str, ...]:
    """What the first columns are called: A, B … Z, AA, AB …"""
    return tuple(map(_called, range(columns)))


def _called(column: int) -> str:
    before, last = divmod(column, 26)
    return (_called(before - 1) if before else "") + chr(ord("A") + last)


def _width(text: str) -> int:
    """UTF-16 units of a text as it stands in the file, or a few more: it fits whether a program
    counts what is written or what is meant."""
    return units(text) + (_LENGTH - 1) * len(_LONGER.findall(text))


@contextmanager
def _book(path: Path, most: int) -> Generator["_Book"]:
    """A workbook that is written to the new file ``path`` when the block ends well.

    Its sheets wait beside, where openpyxl would take the system's folder for what passes.  Raises
    ``OSError``, also for what lxml says in words of its own.
    """
    hidden = tempfile.TemporaryDirectory(dir=path.parent, prefix=".", suffix=".part")
    with _ONE_AT_A_TIME, hidden as folder:
        usual, tempfile.tempdir = tempfile.tempdir, folder
        try:
            book = _Book(most, Path(folder))
            try:
                yield book
                book.end()
            except BaseException:
                book.drop()
                raise
            with _Undated(path, "x", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                archive.sheets = book.sheets()
                book.save(archive)
        except _of_lxml() as error:
            raise _of_system(error) from error
        finally:
            tempfile.tempdir = usual


def _of_lxml() -> tuple[type[Exception], ...]:
    """What lxml raises; nothing where openpyxl does without it."""
    try:
        from lxml.etree import LxmlError
    except ImportError:
        return ()
    return (LxmlError,)


def _of_system(error: Exception) -> Exception:
    """What the system said where lxml tells it by a name (``IO_ENOSPC``); else ``error``."""
    number = getattr(errno, str(error).removeprefix("IO_"), None)
    return error if number is None else OSError(number, os.strerror(number))


class _Book:
    """A workbook in the making: one table as a sheet, or several where it has more rows than a
    sheet may have."""

    def __init__(self, most: int, folder: Path) -> None:
        """``folder``: where rows wait."""
        from openpyxl import Workbook

        self._book = Workbook(write_only=True)
        self._most, self._folder = most, folder
        self._open: dict[str, _Sheet] = {}
        self._all: list[_Sheet] = []

    def begin(self, table: Table) -> None:
        """A sheet for ``table``, if there is none."""
        if table.name not in self._open:
            self._make(table, table.name, len(self._all))

    def add(self, name: str, row: bytes) -> None:
        """Write ``row``, as :func:`_line` makes it, into the table ``name``, which has begun."""
        sheet = self._open[name]
        if sheet.count == self._most:
            sheet = self._next(sheet)
        sheet.add(row)

    def end(self) -> None:
        for sheet in self._all:
            sheet.end()

    def drop(self) -> None:
        """Close what is open: a stream that is left open complains when it is collected."""
        for sheet in self._all:
            with suppress(Exception):
                sheet.made.close()

    def sheets(self) -> Iterator["_Sheet"]:
        """In the order in which they are written."""
        found = {sheet.made.title: sheet for sheet in self._all}
        return (found[made.title] for made in self._book.worksheets)

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
        file = self._folder / f"rows-{len(self._all)}"
        made = _Sheet(table, self._book.create_sheet(title, at), file)
        self._open[table.name] = made
        self._all.append(made)
        return made


class _Sheet:
    """One sheet; ``made``: what openpyxl knows it as, ``file``: where its rows wait."""

    def __init__(self, table: Table, made: Any, file: Path) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font

        self.table, self.made, self.file, self.count = table, made, file, 1
        made.freeze_panes = "A2"
        for letters, name in zip(_letters(len(table.columns)), table.columns, strict=True):
            column = made.column_dimensions[letters]
            column.width, column.number_format = _WIDTHS[name in _WIDE], _AS_TEXT
        head: list[Any] = [WriteOnlyCell(made, name) for name in table.columns]
        for cell in head:
            cell.font, cell.number_format = Font(_FONT, 11, b=True), _AS_TEXT
        made.append(head)
        body: Any = WriteOnlyCell(made)
        body.font, body.number_format = Font(_FONT, 11, b=False), _AS_TEXT
        self._style = str(body.style_id).encode()
        self._waiting: list[bytes] = []

    def add(self, row: bytes) -> None:
        self.count += 1
        number = str(self.count).encode()
        row = row.replace(_ROW.encode(), number).replace(_STYLE.encode(), self._style)
        self._waiting.append(row)
        if len(self._waiting) == _TOGETHER:
            self._write()

    def end(self) -> None:
        self.made.close()
        self._write()

    def _write(self) -> None:
        with open(self.file, "ab") as file:
            file.writelines(self._waiting)
        self._waiting = []


class _Undated(zipfile.ZipFile):
    """An archive in which everything was written at the same moment, the first that one can say.

    ``sheets``: whose rows belong into the files that are written, one for each.
    """

    sheets: Iterator[_Sheet]

    def writestr(self, name: Any, data: Any, *args: Any, **options: Any) -> None:
        entry = zipfile.ZipInfo(name)
        entry.compress_type = self.compression
        super().writestr(entry, data, *args, **options)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **options: Any) -> None:
        """A sheet: what openpyxl wrote of it, with its size, which readers look for in all of the
        sheet where it does not stand first, and with its rows."""
        del options
        sheet = next(self.sheets)
        before, after = Path(filename).read_bytes().split(_CLOSING)
        size = f'<dimension ref="A1:{_letters(len(sheet.table.columns))[-1]}{sheet.count}"/>'
        before = before.replace(_VIEWS, size.encode() + _VIEWS, 1)
        after = _CLOSING + after
        length = len(before) + sheet.file.stat().st_size + len(after)
        large = length > zipfile.ZIP64_LIMIT  # it has to be known beforehand
        with open(sheet.file, "rb") as file, self.open(arcname, "w", force_zip64=large) as out:
            out.write(before)
            shutil.copyfileobj(file, out, _BUFFER)
            out.write(after)

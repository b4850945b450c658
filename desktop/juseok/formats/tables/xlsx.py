"""XLSX: one file with a sheet for each table, written as a stream (ECMA-376, 18.3).

Every text is an inline string in the number format "text", which no program runs as a formula or
turns into a date.  The same export gives the same bytes: nothing of day or machine is in it.
"""

import re
import shutil
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Final
from xml.sax.saxutils import escape as escape_xml

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
from juseok.formats.tables.cells import CONTINUED, LIMIT, ROWS, Cutter
from juseok.formats.tables.rows import FAMILY, SUPPORT, Cell, Row, Table, Tables, about_rows

ABOUT: Final = Table("about", ("what", "value"))
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_UNWRITABLE: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)"
)
_SPECIAL: Final = re.compile(rf"[&<>]|{_UNWRITABLE.pattern}")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WIDE: Final = frozenset({"quote", "content", "text", "evidence", "note", "title", "entity_name"})
_TEXT_STYLE, _HEAD_STYLE = 1, 2
_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)
_BUFFER: Final = 1 << 16


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
        cutter = Cutter(self._cell)
        with ExitStack() as stack:
            sheets = {
                table.name: stack.enter_context(_Sheets(table, path.parent, self._rows))
                for table in (*found.tables(), CONTINUED, ABOUT)
            }
            for document in documents:
                for name, row in found.rows(document):
                    cells, rest = cutter.fit(sheets[name].table, row)
                    sheets[name].add(cells)
                    for each in rest:
                        sheets[CONTINUED.name].add(each)
                counts += features_of(document)
                kinds += kinds_of(document)
            told = losses(counts, self.support, form=FAMILY, returns=False)
            lost = [render(line.message, "en") for line in told.refused]
            for row in about_rows(about, kinds, lost):
                sheets[ABOUT.name].add(row)
            if not cutter.count:
                del sheets[CONTINUED.name]
            _zip(path, [each for sheet in sheets.values() for each in sheet.done()])
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
    if _SPECIAL.search(text) is None:
        return text
    return escape_xml(_UNWRITABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", text))


class _Sheets:
    """One table as a sheet, or several where it has more rows than one may have."""

    def __init__(self, table: Table, folder: Path, most: int) -> None:
        self.table = table
        self._folder = folder
        self._most = most
        self._files: list[IO[bytes]] = []
        self._count = 0
        self._stack = ExitStack()
        self._lines: list[str] = []

    def __enter__(self) -> "_Sheets":
        self._begin()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def add(self, row: Row) -> None:
        if self._count == self._most:
            self._end()
            self._begin()
        self._line(row, _TEXT_STYLE)

    def done(self) -> list[tuple[str, IO[bytes]]]:
        """The names of the sheets, and their files, whole."""
        self._end()
        name = self.table.name
        return [(f"{name} ({n})" if n > 1 else name, file)
                for n, file in enumerate(self._files, start=1)]  # fmt: skip

    def _begin(self) -> None:
        made = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115  # closed by the stack
        file = self._stack.enter_context(made)
        self._files.append(file)
        self._count = 0
        widths = "".join(
            f'<col min="{n}" max="{n}" width="{44 if name in _WIDE else 16}" '
            f'style="{_TEXT_STYLE}" customWidth="1"/>'
            for n, name in enumerate(self.table.columns, start=1)
        )
        self._lines.append(
            f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
            '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
            f"</sheetView></sheetViews><cols>{widths}</cols><sheetData>"
        )
        self._line(self.table.columns, _HEAD_STYLE)

    def _line(self, row: Row, style: int) -> None:
        self._count += 1
        self._lines.append(f"<row>{''.join([_cell(cell, style) for cell in row])}</row>")
        if len(self._lines) >= 256:
            self._flush()

    def _end(self) -> None:
        self._lines.append("</sheetData></worksheet>")
        self._flush()

    def _flush(self) -> None:
        self._files[-1].write("".join(self._lines).encode())
        self._lines.clear()


def _cell(cell: Cell, style: int) -> str:
    if not cell and cell != 0:
        return "<c/>"
    if isinstance(cell, int):
        return f"<c><v>{cell}</v></c>"
    text = _escaped(cell)
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{text}</t></is></c>'


def _zip(path: Path, sheets: list[tuple[str, IO[bytes]]]) -> None:
    names = [name for name, _ in sheets]
    with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in _frame(names).items():
            with archive.open(_entry(name), "w") as out:
                out.write(text.encode())
        for number, (_, file) in enumerate(sheets, start=1):
            entry = _entry(f"xl/worksheets/sheet{number}.xml")
            entry.file_size = file.tell()
            file.seek(0)
            with archive.open(entry, "w") as out:
                shutil.copyfileobj(file, out, _BUFFER)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _BEGINNING)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _frame(names: list[str]) -> dict[str, str]:
    """The parts of a workbook beside its sheets."""
    numbers = range(1, len(names) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
        f'ContentType="{_TYPE}.worksheet+xml"/>' for n in numbers
    )  # fmt: skip
    sheets = "".join(
        f'<sheet name="{escape_xml(name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(names, start=1)
    )
    links = "".join(_link(n, "worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
    styles = _link(len(names) + 1, "styles", "styles.xml")
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{_link(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>",
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{links}{styles}</Relationships>",
        "xl/styles.xml": f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
        '<fonts count="2"><font><sz val="11"/><name val="맑은 고딕"/></font>'
        '<font><b/><sz val="11"/><name val="맑은 고딕"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        "<borders count=\"1\"><border/></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        "</cellStyleXfs>"
        '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
        "</cellStyles></styleSheet>",
    }  # fmt: skip


def _link(number: int, sort: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_OFFICE}/{sort}" Target="{target}"/>'

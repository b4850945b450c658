"""Workbooks of articles (XLSX), an article a row, as news archives and Excel save them.

Only what a cell shows is read, never a formula.  The head is the first row that names a text, else
the first that has more than a title in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import ClassVar, Final

from juseok.core.messages import Message
from juseok.formats import workbooks
from juseok.formats.base import ReportBuilder, os_error
from juseok.formats.raw.columns import ROLES, TEXT, ColumnMap, column_key
from juseok.formats.raw.items import ImportItem, file_name
from juseok.formats.raw.tables import Row, by_column, header_of, items_of
from juseok.formats.reasons import reason_of
from juseok.formats.tables.xlsx import unescaped
from juseok.formats.workbooks import Sheet

XLSX: Final = "xlsx"
_LOOK: Final = 20
"""Rows in which a head is looked for, below titles and remarks."""
_MIDNIGHT: Final = time()


@dataclass(frozen=True, slots=True)
class XlsxReader:
    """Sheets of articles; ``columns`` are what a person picked."""

    columns: ColumnMap | None = None

    id: ClassVar[str] = "xlsx-text"
    names: ClassVar[Mapping[str, str]] = {"ko": "엑셀 표", "en": "Excel table"}
    extensions: ClassVar[tuple[str, ...]] = (f".{XLSX}",)

    def recognises(self, path: Path, head: bytes) -> bool:
        return path.name.lower().endswith(self.extensions)

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[ImportItem]:
        """One item a row; raises :class:`FormatError` where there is no table to read."""
        return items_of(self, path, columns=self.columns, report=report)

    def rows(self, path: Path, *, report: ReportBuilder) -> Iterator[Row]:
        """The rows below the head of the first sheet that has texts, and of those with the same
        head; others are told.

        Raises :class:`FormatError` for a workbook that is damaged or absurdly large.
        """
        name = file_name(path)
        try:
            with workbooks.opened(path, name) as sheets:
                yield from _rows(list(sheets.values()), name, report)
        except OSError as error:
            raise os_error(error, name) from error


def _rows(sheets: Sequence[Sheet], name: str, report: ReportBuilder) -> Iterator[Row]:
    try:
        heads = [_headed(_lines(each))[0] for each in sheets]
        wanted = next(filter(_names_text, heads), None) or next(filter(None, heads), [])
        for sheet, head in zip(sheets, heads, strict=True):
            if head != wanted:
                told = Message("import.sheet_left", sheet=sheet.title[:60])
                report.change(told, file=name)
                continue
            for line, texts in _headed(_lines(sheet))[1]:
                yield Row(line, by_column(head, texts), XLSX)
    except workbooks.BROKEN as error:
        report.refuse(Message("archive.broken", reason=reason_of(error)), file=name)


def _lines(sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    for line, cells in sheet.rows():
        yield line, [_text(cell) for cell in cells]


def _headed(
    lines: Iterator[tuple[int, list[str]]],
) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The head of a sheet, and the rows below that are not blank."""
    filled = ((line, texts) for line, texts in lines if any(map(str.strip, texts)))
    look: list[tuple[int, list[str]]] = []
    for each in filled:
        look.append(each)
        if len(look) == _LOOK or _names_text(each[1]):
            break
    if not look:
        return [], iter(())
    at = len(look) - 1
    if not _names_text(look[at][1]):
        at = next((n for n, (_, texts) in enumerate(look) if sum(map(bool, texts)) > 1), -1)
    if at < 0:
        return [], iter(())  # a remark, and no table
    header = header_of(_trimmed(look[at][1]))
    return header, _chained(look[at + 1 :], filled)


def _chained(
    held: list[tuple[int, list[str]]], rest: Iterator[tuple[int, list[str]]]
) -> Iterator[tuple[int, list[str]]]:
    for line, texts in held:
        yield line, _trimmed(texts)
    for line, texts in rest:
        yield line, _trimmed(texts)


def _names_text(texts: list[str]) -> bool:
    return any(column_key(each) in ROLES[TEXT] for each in texts)


def _trimmed(texts: list[str]) -> list[str]:
    """Without the blank cells behind, which Excel keeps where something once stood."""
    end = len(texts)
    while end and not texts[end - 1]:
        end -= 1
    return texts[:end]


def _text(cell: object) -> str:
    """A cell as one reads it: whole numbers without a point, days without an hour."""
    match cell:
        case None:
            return ""
        case str():
            return unescaped(cell)
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == _MIDNIGHT:
            return cell.date().isoformat()
        case datetime():
            return cell.isoformat(" ", "seconds")
        case date():
            return cell.isoformat()
        case _:
            return str(cell)

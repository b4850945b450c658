"""Workbooks (XLSX) of other programs: looked at before they are opened, and read row by row.

openpyxl says which sheets there are and which styles are days; what stands in them is read by
``sheets``.  How large a sheet says it is counts for nothing: programs that say too little would
have rows left out, and one that says too much would have millions of cells made up.
"""

from collections.abc import Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZipFile

from juseok.core.errors import FormatError, TextError
from juseok.formats import archives
from juseok.formats.reasons import reason_of

if TYPE_CHECKING:
    from juseok.formats.plain_rows import Cell
    from juseok.formats.sheets import Values

BROKEN: Final = (*archives.BROKEN, SyntaxError, TypeError)
"""What a damaged workbook raises: no XML, or false XML."""
_SHARED: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with cells, of a workbook that is open."""

    title: str
    _archive: ZipFile
    _part: str
    _values: "Values"

    def look(self) -> None:
        """Raises one of ``BROKEN`` where it is damaged before its rows."""
        from juseok.formats.sheets import look

        with self._archive.open(self._part) as source:
            look(source)

    def rows(self) -> Iterator[tuple[int, list["Cell"]]]:
        """The rows that have cells, with their lines from 1; raises one of ``BROKEN``."""
        from juseok.formats.sheets import rows_of

        with self._archive.open(self._part) as source:
            yield from rows_of(source, self._values)


@contextmanager
def opened(
    path: Path, name: str, *, strings: list[str] | None = None
) -> Generator[Mapping[str, Sheet]]:
    """The sheets of the workbook ``path``, called ``name``, by title; a chart alone is none.

    ``strings``: those that its cells share, for whoever opens it again; an empty list gets them.
    Raises ``FormatError`` where it is damaged or would unpack to an absurd size, and ``OSError``.
    """
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(archives.opened(path)).zipped
            found = _sheets(path, archive, [] if strings is None else strings)
        except TextError as error:
            raise FormatError(error.message.code, **error.message.params) from error
        except (*BROKEN, OSError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise  # of the disk, and not of what is in it
            raise FormatError("foreign.damaged", name=name, reason=reason_of(error)) from error
        yield found


def _sheets(path: Path, archive: ZipFile, strings: list[str]) -> dict[str, Sheet]:
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet

    from juseok.formats.sheets import Values, strings_of

    with open(path, "rb") as file:  # of a path it would want to know the ending
        reader: Any = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
        with reader.archive:
            reader.read_manifest()
            shared = reader.package.find(_SHARED)
            if shared is not None and not strings:
                with archive.open(shared.PartName[1:]) as source:
                    strings += strings_of(source)
            reader.read_workbook()
            apply_stylesheet(reader.archive, reader.wb)
            named = list(reader.parser.find_sheets())
    values = Values(reader.wb, strings)
    parts = frozenset(archive.namelist())
    found = {
        sheet.name: Sheet(sheet.name, archive, of.target, values)
        for sheet, of in named
        if of.target in parts and "chartsheet" not in of.Type
    }
    for sheet in found.values():
        sheet.look()
    return found

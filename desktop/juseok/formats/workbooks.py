"""Workbooks (XLSX) of other programs: looked at before they are opened, and read row by row.

How large a sheet says it is counts for nothing: programs that say too little would have rows left
out, and one that says too much would have millions of cells made up.
"""

from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from juseok.core.errors import FormatError, TextError
from juseok.formats import archives
from juseok.formats.reasons import reason_of

BROKEN: Final = (*archives.BROKEN, SyntaxError, TypeError)
"""What a damaged workbook makes openpyxl raise: no XML, or false XML."""
_ROWS: Final = 1 << 20
"""Of a sheet; Excel has no more."""


@contextmanager
def opened(path: Path, name: str) -> Generator[Mapping[str, Any]]:
    """The sheets of the workbook ``path``, called ``name``, by title; a chart alone is none.

    Raises ``FormatError`` where it is damaged or would unpack to an absurd size, and ``OSError``.
    """
    import openpyxl

    try:
        with archives.opened(path):
            pass
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except TextError as error:
        raise FormatError(error.message.code, **error.message.params) from error
    except (*BROKEN, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # of the disk, and not of what is in it
        raise FormatError("foreign.damaged", name=name, reason=reason_of(error)) from error
    try:
        yield {sheet.title: sheet for sheet in book.worksheets}
    finally:
        book.close()


def rows_of(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows of a sheet that have cells, with their lines from 1; raises one of ``BROKEN``."""
    sheet.reset_dimensions()
    for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if line > _ROWS:
            raise ValueError(f"> {_ROWS:,} rows")
        if cells:
            yield line, cells

"""CSV and TSV: a folder with one file for each table, and a manifest.

RFC 4180: fields that need it are in quotation marks, lines end in CR LF.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, Final

from juseok.formats.base import Report
from juseok.formats.document import (
    About,
    Document,
    Support,
)
from juseok.formats.folder import MANIFEST, digest_of, write_bytes
from juseok.formats.manifest import Manifest
from juseok.formats.parted import PartedWriter
from juseok.formats.tables.cells import CONTINUED, LIMIT, Cutter, plain_text
from juseok.formats.tables.pieces import Made, Maker, Once
from juseok.formats.tables.rows import FAMILY, SUPPORT, Row, Table, Tables
from juseok.formats.tally import Tally

BOM: Final = "\ufeff"
EXCEL: Final = "excel"
YES: Final = "yes"
_SAMPLED: Final = ("mentions", "claims", "relationships")
_SAMPLED_ROWS: Final = 5
_BUFFER: Final = 1 << 16


class DelimitedWriter(PartedWriter[Made]):
    """Tables as text.

    With the option ``excel`` for a spreadsheet that opens the files by a double click: with a byte
    order mark, no cell that could be run as a formula, and none that would be cut.
    """

    is_folder: bool = True
    support: Support = SUPPORT

    def __init__(self, form: str, names: Mapping[str, str]) -> None:
        """``form``: ``csv`` or ``tsv``."""
        self.id = form
        self.names = names
        self.extensions = (f".{form}",)
        self._delimiter = "\t" if form == "tsv" else ","

    def maker(self, about: About) -> Callable[[Document], Made]:
        line = _Lines(self._delimiter).line
        if _for_excel(about):
            return Maker(about.scheme, line, safe=_safe, cutter=_cutter)
        return Maker(about.scheme, line)

    def put(self, made: Iterable[Made], path: Path, *, about: About) -> Report:
        """Write a new folder ``path``; raises ``OSError``."""
        path.mkdir()
        excel = _for_excel(about)
        tables = [*Tables(about.scheme).tables(), *([CONTINUED] if excel else [])]
        tally = Tally(self.support, form=FAMILY, returns=False)
        once, line = Once(_cutter()), _Lines(self._delimiter).line
        with ExitStack() as stack:
            files: dict[str, BinaryIO] = {}
            for table in tables:
                file = stack.enter_context(open(path / self._file(table), "xb", buffering=_BUFFER))
                file.write((BOM.encode() if excel else b"") + line(table, table.columns))
                files[table.name] = file
            for each in made:
                for piece in once.of(each.pieces):
                    files[piece.table].writelines(piece.rows)
                tally.count(each.counted)
        manifest = Manifest(self.id, about)
        for table in tables:
            manifest.add_digest(self._file(table), digest_of(path / self._file(table)))
        write_bytes(path / MANIFEST, tally.manifest(manifest))
        return tally.report() + once.cutter.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        """The first rows of its tables, each under the name of its file."""
        rows: dict[str, list[bytes]] = {}
        for piece in self.maker(about)(document).pieces:
            rows.setdefault(piece.table, []).extend(piece.rows)
        lines: list[str] = []
        line = _Lines(self._delimiter).line
        for table in Tables(about.scheme).tables():
            if table.name in _SAMPLED and table.name in rows:
                lines += ([""] if lines else []) + [self._file(table), ""]
                shown = (line(table, table.columns), *rows[table.name][:_SAMPLED_ROWS])
                lines += b"".join(shown).decode().split("\r\n")[:-1]
        return lines

    def _file(self, table: Table) -> str:
        return f"{table.name}.{self.id}"


class _Lines:
    """Rows as lines of a file."""

    def __init__(self, delimiter: str) -> None:
        self._text = io.StringIO(newline="")
        self._writer: Any = csv.writer(self._text, delimiter=delimiter, lineterminator="\r\n")

    def line(self, table: Table, row: Row) -> bytes:
        """UTF-8, with the end of the line."""
        del table
        self._text.seek(0)
        self._text.truncate()
        self._writer.writerow(row)
        return self._text.getvalue().encode()


def _safe(row: Row) -> Row:
    """No cell that could be run as a formula; the words of a part may begin like one, too."""
    return [plain_text(cell) if isinstance(cell, str) else cell for cell in row]


def _cutter() -> Cutter:
    return Cutter(LIMIT - 1)  # an apostrophe may come in front of a part


def _for_excel(about: About) -> bool:
    return about.options.get(EXCEL) == YES

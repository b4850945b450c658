"""CSV and TSV: a folder with one file for each table, and a manifest.

RFC 4180: fields that need it are in quotation marks, lines end in CR LF.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, Final

from juseok.formats.base import Report
from juseok.formats.document import (
    About,
    Document,
    Support,
)
from juseok.formats.folder import MANIFEST, write_bytes
from juseok.formats.manifest import Manifest, digest_of
from juseok.formats.tables.cells import CONTINUED, LIMIT, Cutter, plain_text
from juseok.formats.tables.rows import FAMILY, SUPPORT, Row, Table, Tables
from juseok.formats.tally import Tally

BOM: Final = "\ufeff"
EXCEL: Final = "excel"
YES: Final = "yes"
_SAMPLED: Final = ("mentions", "claims", "relationships")
_SAMPLED_ROWS: Final = 5


class DelimitedWriter:
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

    def write(self, documents: Iterable[Document], path: Path, *, about: About) -> Report:
        """Write a new folder ``path``; raises ``OSError``, and ``SpanError`` where a span does
        not prove."""
        path.mkdir()
        found = Tables(about.scheme)
        excel = _for_excel(about)
        tables = [*found.tables(), *([CONTINUED] if excel else [])]
        tally = Tally(self.support, form=FAMILY, returns=False)
        cutter = Cutter(LIMIT - 1)  # an apostrophe may come in front of a part
        with ExitStack() as stack:
            files: dict[str, _File] = {}
            for table in tables:
                file = stack.enter_context(self._open(path / self._file(table)))
                files[table.name] = _File(table, file, self._delimiter, excel=excel)
            for document in documents:
                for name, row in found.rows(document):
                    files[name].add(row, cutter, files)
                tally.add(document)
        manifest = Manifest(self.id, about)
        for table in tables:
            manifest.add_digest(self._file(table), digest_of(path / self._file(table)))
        write_bytes(path / MANIFEST, tally.manifest(manifest))
        return tally.report() + cutter.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        """The first rows of its tables, each under the name of its file."""
        found, excel = Tables(about.scheme), _for_excel(about)
        rows: dict[str, list[Row]] = {}
        for name, row in found.rows(document):
            if len(rows.setdefault(name, [])) < _SAMPLED_ROWS:
                rows[name].append(row)
        lines: list[str] = []
        for table in found.tables():
            if table.name in _SAMPLED and table.name in rows:
                text = io.StringIO()
                file = _File(table, text, self._delimiter, excel=excel)
                for row in rows[table.name]:
                    file.add(row, Cutter(), {CONTINUED.name: file})
                lines += ([""] if lines else []) + [self._file(table), ""]
                lines += text.getvalue().removeprefix(BOM).split("\r\n")[:-1]
        return lines

    def _file(self, table: Table) -> str:
        return f"{table.name}.{self.id}"

    def _open(self, path: Path) -> IO[str]:
        return open(path, "x", encoding="utf-8", newline="", buffering=1 << 16)


class _File:
    """One table in the making."""

    def __init__(self, table: Table, file: IO[str], delimiter: str, *, excel: bool) -> None:
        self._table = table
        self._excel = excel
        self._writer: Any = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
        if excel:
            file.write(BOM)
        self._writer.writerow(table.columns)

    def add(self, row: Row, cutter: Cutter, files: Mapping[str, "_File"]) -> None:
        """Write ``row``; what does not fit goes to the table for that."""
        if not self._excel:
            self._writer.writerow(row)
            return
        safe = [plain_text(cell) if isinstance(cell, str) else cell for cell in row]
        cells, rest = cutter.fit(self._table, safe)
        self._writer.writerow(cells)
        for each in rest:
            files[CONTINUED.name].put(each)

    def put(self, row: Row) -> None:
        # The words of a part may begin like a formula, too.
        safe = [plain_text(cell) if isinstance(cell, str) else cell for cell in row]
        self._writer.writerow(safe)


def _for_excel(about: About) -> bool:
    return about.options.get(EXCEL) == YES

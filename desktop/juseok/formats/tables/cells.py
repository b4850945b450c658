"""What a spreadsheet does to a cell, and how to keep it from that.

A text that begins like a formula is run as one
(https://owasp.org/www-community/attacks/CSV_Injection), and what is longer than 32,767 characters
is cut without a word
(https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from juseok.core.messages import Message
from juseok.formats.base import Report, ReportLine
from juseok.formats.tables.rows import Cell, Row, Table

LIMIT: Final = 32_767
"""UTF-16 units in one cell of Excel."""
ROWS: Final = 1_048_576
"""Rows of one sheet, its head among them."""
CONTINUED: Final = Table("continued", ("table", "id", "column", "part", "text"))
"""Where what does not fit a cell goes on, part by part."""
_WIDEST: Final = 7
"""How wide one character may be at most: ``_x000B_``."""
_FORMULA: Final = re.compile(r"[\s\x00]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r]")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may take ``text`` for a formula, full-width signs among them."""
    return _FORMULA.match(text) is not None


def plain_text(text: str) -> str:
    """``text`` with an apostrophe in front where it would be a formula, or an apostrophe is its
    first character already, so that taking one away always gives the text back.

    >>> plain_text("=1+1"), plain_text("'인용"), plain_text("-3% 하락")
    ("'=1+1", "''인용", "'-3% 하락")
    """
    return f"'{text}" if text[:1] == "'" or is_formula(text) else text


def units(text: str) -> int:
    """UTF-16 units of ``text``."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parts(text: str, limit: int = LIMIT, width: Callable[[str], int] = units) -> list[str]:
    """``text`` in pieces that are at most ``limit`` wide; no character is cut in two."""
    if width(text) <= limit:
        return [text]
    found: list[str] = []
    start = size = 0
    for at, char in enumerate(text):
        wide = width(char)
        if size + wide > limit:
            found.append(text[start:at])
            start, size = at, 0
        size += wide
    found.append(text[start:])
    return found


@dataclass(slots=True)
class Cutter:
    """Makes rows fit; what goes on elsewhere is counted, and told with the first of them."""

    limit: int = LIMIT
    width: Callable[[str], int] = units
    count: int = 0
    first: str = field(default="")

    def fit(self, table: Table, row: Row) -> tuple[list[Cell], list[Row]]:
        """``row`` with cells that fit, and the rows of :data:`CONTINUED` with the rest."""
        cells = list(row)
        rest: list[Row] = []
        short = self.limit // _WIDEST
        long = [at for at, cell in enumerate(row) if isinstance(cell, str) and len(cell) > short]
        for at in long:
            cells[at], *others = parts(str(row[at]), self.limit, self.width)
            rest += self._continued(table, row, table.columns[at], others)
        return cells, rest

    def _continued(self, table: Table, row: Row, column: str, others: list[str]) -> Iterator[Row]:
        obj = str(row[table.columns.index("id")]) if "id" in table.columns else str(row[0])
        if others:
            self.count += 1
            self.first = self.first or f"{table.name}.{column} {obj}"
        for number, text in enumerate(others, start=2):
            yield (table.name, obj, column, number, text)

    def report(self) -> Report:
        """A note that cells go on elsewhere; empty where none does."""
        if not self.count:
            return Report()
        told = Message("tables.continued", count=self.count, first=self.first, limit=self.limit)
        return Report(notes=(ReportLine(told, severity="note"),))

"""Tables of another program's database, as whoever reads its format asks for them.

The file is foreign: what stands in a cell may be of any sort, whatever its column says.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol, TypeAlias

Cell: TypeAlias = str | int | float | bytes | None


class Rows(Protocol):
    """An open database; names of tables and columns count in any case."""

    def columns(self, table: str) -> frozenset[str]:
        """The columns of ``table`` in lower case; none where there is no such table."""
        ...

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
        """The rows of ``table``, by what they are stored as; a column that it lacks is None.

        Raises ``FormatError`` where the file is damaged or comes to no end.
        """
        ...


OpenRows: TypeAlias = Callable[[Path], AbstractContextManager[Rows]]
"""Opens a file for reading only; raises ``FormatError`` where that cannot be done."""


def text_of(cell: Cell) -> str:
    """A cell as text; bytes and numbers that stand where a text should count, too."""
    if cell is None:
        return ""
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    return cell if isinstance(cell, str) else f"{cell:g}" if isinstance(cell, float) else str(cell)


def number_of(cell: Cell) -> int | None:
    """A cell as a whole number; None where it is none."""
    if isinstance(cell, int):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, str) and cell.strip().lstrip("-").isdecimal() and len(cell) < 20:
        return int(cell)
    return None

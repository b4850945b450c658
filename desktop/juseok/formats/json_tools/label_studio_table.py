"""Label Studio’s CSV and TSV, in: an annotation a row, with JSON in the cells of its controls.

They are what JSON-MIN is, a column for each of its names.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from juseok.formats.base import ReportBuilder
from juseok.formats.halves import has_half_pair
from juseok.formats.json_tools.reading import Notes
from juseok.formats.json_tools.values import Found
from juseok.formats.raw.csv_reader import CsvReader

TABLES: Final = (".csv", ".tsv")
_SIGNS: Final = re.compile(rb'[,\t"\s]+')
_ALWAYS: Final = frozenset({b"annotation_id", b"annotator", b"lead_time"})
_HEAD: Final = 1 << 14


def is_table(path: Path) -> bool:
    """Whether ``path`` is a table with the columns that its exports always have."""
    if path.is_dir() or not path.name.lower().endswith(TABLES):
        return False
    with open(path, "rb") as file:
        first = file.read(_HEAD).split(b"\n", 1)[0]
    return set(_SIGNS.split(first)) >= _ALWAYS


def rows_in(path: Path, notes: Notes) -> Iterator[Found]:
    """The rows of ``path`` as objects of JSON-MIN; each is counted in the report."""
    for row in CsvReader().rows(path, report=notes.report):
        notes.report.read += 1
        value = {name: _held(cell) for name, cell in row.values.items() if cell}
        if has_half_pair(value, "".join(row.values.values())):
            notes.refuse(row.line, "json.surrogate")
        else:
            yield Found(value, row.line, row.line)


def are_several(path: Path) -> bool:
    """Whether more than one person annotated."""
    found: set[str] = set()
    for row in CsvReader().rows(path, report=ReportBuilder()):
        found.add(row.values.get("annotator", ""))
        if len(found) > 1:
            return True
    return False


def _held(cell: str) -> Any:
    """A cell as what it says: JSON where it is a list or an object, else words."""
    if cell[0] not in "[{":
        return cell
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return cell

"""Databases of other programs, for reading only: a private copy and plain tables, no views.

What guards a colleague's project (``store.foreign``) guards these, too; that their tables are
anything in particular is for their reader to find out.
"""

import re
import sqlite3
import tempfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from juseok.core.errors import FormatError, ProjectError
from juseok.core.rows import Cell, Rows
from juseok.store.foreign import connect_private, only_reading, take_copy

MAX_BYTES: Final = 4 << 30
_TOGETHER: Final = 500
_DAMAGE: Final = re.compile(r"^\*\*\*|\b(?:tree|page|malformed|freelist)\b", re.IGNORECASE)


@contextmanager
def open_rows(path: Path) -> Generator[Rows]:
    """The tables of the SQLite file at ``path``; see :class:`~juseok.core.rows.Rows`."""
    name = path.name
    with tempfile.TemporaryDirectory(prefix="juseok-") as folder:
        try:
            copy = take_copy(path, Path(folder), max_bytes=MAX_BYTES)
        except ProjectError as error:
            said = error.message
            code = "rows.in_use" if said.code == "foreign.in_use" else said.code
            raise FormatError(code, **said.params) from error
        with _told(name):
            db = connect_private(copy)
        with closing(db):
            with _told(name):
                _check(db, name)
                found = _Tables(db, name)
            db.set_authorizer(only_reading)
            yield found


@contextmanager
def _told(name: str) -> Generator[None]:
    try:
        yield
    except (sqlite3.Error, OverflowError, MemoryError, UnicodeDecodeError) as error:
        raise FormatError("rows.damaged", name=name, reason=str(error)[:160]) from error


def _check(db: sqlite3.Connection, name: str) -> None:
    """Refuse a file whose pages are damaged; what its rows should be is its own program's."""
    faults = [str(row[0]) for row in db.execute("PRAGMA quick_check(20)")]
    damage = next((each for each in faults if _DAMAGE.search(each)), None)
    if damage is not None:
        raise FormatError("rows.damaged", name=name, reason=damage[:160])


class _Tables:
    """The plain tables of ``db``: views and virtual tables are none."""

    def __init__(self, db: sqlite3.Connection, name: str) -> None:
        self._db, self._name = db, name
        db.text_factory = _text
        rows = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
        self._tables: dict[str, str] = {}
        self._columns: dict[str, dict[str, str]] = {}
        for table, sql in rows:
            if not isinstance(table, str) or not isinstance(sql, str) or "\x00" in table:
                continue
            if sql.upper().split()[1:2] != ["TABLE"]:
                continue  # a virtual one, whose code is not ours to run
            self._tables.setdefault(table.lower(), table)
            listed = db.execute(f"PRAGMA table_info({_quoted(table)})").fetchall()
            self._columns.setdefault(
                table.lower(), {str(row[1]).lower(): str(row[1]) for row in listed}
            )

    def columns(self, table: str) -> frozenset[str]:
        return frozenset(self._columns.get(table.lower(), {}))

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
        known = self._columns.get(table.lower())
        if known is None:
            return
        wanted = ", ".join(
            _quoted(known[each.lower()]) if each.lower() in known else "NULL" for each in columns
        )
        with _told(self._name):
            cursor = self._db.execute(
                f"SELECT {wanted} FROM {_quoted(self._tables[table.lower()])}"
            )
            while found := cursor.fetchmany(_TOGETHER):
                yield from found


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(data: bytes) -> str:
    """What is no UTF-8 becomes visible, and does not stop the rest."""
    return data.decode("utf-8", "replace")

"""Long ids on disk: each once, under a small local number.

Numbers mean something only inside one file; nothing that leaves it (hash, export, merge)
ever holds one.  A canonical UUID is kept as its 16 bytes, everything else as text.
"""

import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Final, TypeAlias

from juseok.core.errors import ProjectError
from juseok.store import many

_UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_HEX: Final = re.compile("[0-9a-f]*")
_DASHES: Final = (8, 13, 18, 23)
_CACHED: Final = 50_000
_CHUNK: Final = 500
_NUMBER_UUIDS: Final = (
    "WITH RECURSIVE each(at) AS"
    " (SELECT 0 UNION ALL SELECT at + 1 FROM each WHERE at + 1 < ?3)"
    " INSERT OR IGNORE INTO ident(n, id) SELECT ?1 + at, substr(?2, 16 * at + 1, 16) FROM each"
)
"""For UUIDs end to end: thousands of values by themselves take longer than numbering them."""

Stored: TypeAlias = bytes | str
"""A long id as it stands in the file."""


def pack(name: str) -> Stored:
    """``name`` as it stands in the file."""
    if len(name) == 36 and _UUID.fullmatch(name):
        return bytes.fromhex(name.replace("-", ""))
    return name


def pack_uuids(names: Sequence[str]) -> bytes | None:
    """All of ``names`` as :func:`pack` has each, end to end; None where not all are UUIDs."""
    joined = "".join(names)
    plain = joined.replace("-", "")
    if (
        {*map(len, names)} == {36}
        and len(plain) == 32 * len(names)
        and all(joined[at::36] == "-" * len(names) for at in _DASHES)
        and _HEX.fullmatch(plain)
    ):
        return bytes.fromhex(plain)
    return None


def pack_all(names: Sequence[str]) -> list[Stored]:
    """Each of ``names`` as :func:`pack` has it; several times faster where all are UUIDs."""
    data = pack_uuids(names)
    if data is None:
        return [pack(name) for name in names]
    return [data[at : at + 16] for at in range(0, len(data), 16)]


def unpack(stored: Stored) -> str:
    """Inverse of :func:`pack`."""
    if isinstance(stored, str):
        return stored
    text = stored.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


class Names:
    """Both directions of the table ``ident`` for one connection, with a bounded memory."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._numbers: dict[str, int] = {}
        self._names: dict[int, str] = {}

    def forget(self) -> None:
        """Drop what is remembered: after a rollback numbers may be given anew."""
        self._numbers.clear()
        self._names.clear()

    def heard_of(self, most: int) -> frozenset[str] | None:
        """All names that the file has ever heard of; None where they are more than ``most``."""
        rows = self._db.execute("SELECT id FROM ident LIMIT ?", (most + 1,)).fetchall()
        return frozenset(unpack(name) for (name,) in rows) if len(rows) <= most else None

    def find(self, name: str) -> int | None:
        """The number of ``name``; None when the file does not know it."""
        number = self._numbers.get(name)
        if number is None:
            row = self._db.execute("SELECT n FROM ident WHERE id = ?", (pack(name),)).fetchone()
            if row is None:
                return None
            number = int(row[0])
            self._remember(number, name)
        return number

    def number(self, name: str) -> int:
        """The number of ``name``, given now if it has none (needs a write transaction)."""
        number = self.find(name)
        if number is None:
            cursor = self._db.execute("INSERT INTO ident(id) VALUES (?)", (pack(name),))
            number = int(cursor.lastrowid or 0)
            self._remember(number, name)
        return number

    def numbers(self, names: Sequence[str]) -> list[int]:
        """The number of each of ``names``, as :meth:`number` gives it, in a few statements."""
        found, missing = self._look_up(names)
        if missing:
            found.update(self._give(missing))
        return [found[name] for name in names]

    def given(self, names: Sequence[str]) -> list[int]:
        """As :meth:`numbers`, for names of which most, as a rule all, are new to the file.

        They are not remembered, since few of them are asked for soon.
        """
        known, first = self._numbers, self._top() + 1
        new = [name for name in names if name not in known]
        fresh = dict(zip(new, count(first)))
        if len(fresh) < len(new) or not self._add(first, new):
            return self.numbers(names)  # one is there twice, or in the file under its own number
        return [fresh[name] if name in fresh else known[name] for name in names]

    def _add(self, first: int, names: Sequence[str]) -> bool:
        """Number ``names`` from ``first`` on; whether none of them had a number."""
        before, ids = self._db.total_changes, pack_uuids(names)
        if ids is not None:
            self._db.execute(_NUMBER_UUIDS, (first, ids, len(names)))
        else:
            rows = zip(count(first), map(pack, names))
            many.insert(self._db, "INSERT OR IGNORE INTO ident(n, id)", rows)
        return self._db.total_changes - before == len(names)

    def stored_numbers(self, stored: Collection[Stored]) -> dict[Stored, int]:
        """The number of each of some names as they stand in the file, of which there are many and
        most are new to it; given now where one has none.  They are not remembered."""
        found = dict(zip(stored, count(self._top() + 1)))
        before, db = self._db.total_changes, self._db
        many.insert(db, "INSERT OR IGNORE INTO ident(id, n)", found.items())
        if db.total_changes - before < len(found):  # some are in the file, under others
            known = list(found)
            for at in range(0, len(known), _CHUNK):
                chunk = known[at : at + _CHUNK]
                marks = ",".join("?" * len(chunk))
                found.update(db.execute(f"SELECT id, n FROM ident WHERE id IN ({marks})", chunk))
        return found

    def _give(self, missing: Mapping[bytes | str, str]) -> Iterator[tuple[str, int]]:
        rows = list(enumerate(missing, self._top() + 1))
        self._db.executemany("INSERT INTO ident(n, id) VALUES (?,?)", rows)
        for number, stored in rows:
            self._remember(number, missing[stored])
            yield missing[stored], number

    def _top(self) -> int:
        (top,) = self._db.execute("SELECT coalesce(max(n), 0) FROM ident").fetchone()
        return int(top)

    def known(self, names: Sequence[str]) -> dict[str, int]:
        """The number of each of ``names`` that the file knows."""
        return self._look_up(names)[0]

    def _look_up(self, names: Iterable[str]) -> tuple[dict[str, int], dict[bytes | str, str]]:
        """The numbers of those the file knows; the others, by what they would be stored as."""
        numbers = self._numbers
        found: dict[str, int] = {}
        unknown: list[str] = []
        for name in dict.fromkeys(names):
            number = numbers.get(name)
            if number is None:
                unknown.append(str(name))
            else:
                found[name] = number
        missing = dict(zip(pack_all(unknown), unknown, strict=True))
        wanted = list(missing)
        for at in range(0, len(wanted), _CHUNK):
            chunk = wanted[at : at + _CHUNK]
            marks = ",".join("?" * len(chunk))
            for stored, number in self._db.execute(
                f"SELECT id, n FROM ident WHERE id IN ({marks})", chunk
            ):
                name = missing.pop(stored)
                found[name] = number
                self._remember(number, name)
        return found, missing

    def name(self, number: int) -> str:
        """The name behind ``number``; raises ``ProjectError`` when the file has lost it."""
        name = self._names.get(number)
        if name is None:
            row = self._db.execute("SELECT id FROM ident WHERE n = ?", (number,)).fetchone()
            if row is None:
                raise ProjectError("project.damaged", name="", reason=f"ident {number}")
            name = unpack(row[0])
            self._remember(number, name)
        return name

    def names(self, numbers: Sequence[int]) -> Mapping[int, str]:
        """The names behind all ``numbers`` that exist, in a few queries."""
        known = self._names
        found = {number: known[number] for number in numbers if number in known}
        wanted = [number for number in dict.fromkeys(numbers) if number not in found]
        for at in range(0, len(wanted), _CHUNK):
            chunk = wanted[at : at + _CHUNK]
            marks = ",".join("?" * len(chunk))
            rows = self._db.execute(f"SELECT n, id FROM ident WHERE n IN ({marks})", chunk)
            found.update((number, unpack(stored)) for number, stored in rows)
        return found

    def prime(self, numbers: Iterable[int]) -> None:
        """Have the names behind ``numbers`` at hand, in a few queries."""
        wanted = [number for number in set(numbers) if number not in self._names]
        if len(wanted) > 1:
            for number, name in self.names(wanted).items():
                self._remember(number, name)

    def _remember(self, number: int, name: str) -> None:
        if len(self._numbers) >= _CACHED:
            self.forget()
        plain = str(name)  # not the member of an enumeration that equals it
        self._numbers[plain] = number
        self._names[number] = plain

"""Rows that wait for their article, beside the memory where there are many: a table of articles
comes last, and what stands in the others would fill it."""

import marshal
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Final, TypeAlias, cast

Plain: TypeAlias = tuple[object, ...]
"""Of texts, numbers, lists and maps of them alone."""
_LONGEST: Final = 10_000
"""Rows of one article that are put away at once, at most."""
_OPEN: Final = 16
"""Shelves that are held once they were read."""
_IN_MEMORY: Final = 8 << 20
"""Bytes; what is more stands in a file of the system's folder for what passes."""


class Spool(AbstractContextManager["Spool"]):
    """Where rows wait; they are gone once it is closed."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115, closed by __exit__
        self._end = 0

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def put(self, rows: list[Plain]) -> tuple[int, int]:
        """Where ``rows`` stand from now on.  Raises ``OSError`` where there is no room."""
        begin, data = self._end, marshal.dumps(rows)
        self._file.seek(begin)
        self._file.write(data)
        self._end += len(data)
        return begin, len(data)

    def rows(self, begin: int, length: int) -> list[Plain]:
        """Those that :meth:`put` put there."""
        self._file.seek(begin)
        return marshal.loads(self._file.read(length))


class Waiting:
    """Rows by the key of their article, in their order."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._blocks: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self._counts: defaultdict[str, int] = defaultdict(int)
        self._key = ""
        self._rows: list[Plain] = []

    def add(self, key: str, row: Plain) -> None:
        """Have ``row`` wait; those of one article stand together, as a rule.  Raises ``OSError``
        where there is no room."""
        if key != self._key or len(self._rows) >= _LONGEST:
            self._write()
            self._key = key
        self._rows.append(row)
        self._counts[key] += 1

    def pop(self, key: str) -> list[Plain]:
        """The rows of ``key``, which wait no longer."""
        self._write()
        self._counts.pop(key, None)
        found: list[Plain] = []
        for block in self._blocks.pop(key, ()):
            found += self._spool.rows(*block)
        return found

    def counts(self) -> Iterator[tuple[str, int]]:
        """Each key, with how many rows wait."""
        return iter(self._counts.items())

    def count(self, key: str) -> int:
        """How many rows of ``key`` wait."""
        return self._counts.get(key, 0)

    def _write(self) -> None:
        if self._rows:
            self._blocks[self._key].append(self._spool.put(self._rows))
            self._rows = []


class Shelves:
    """Rows by a number, in their order, and as often as they are wanted: those of numbers that are
    near one another stand together, for they are asked for together, as a rule."""

    def __init__(self, spool: Spool, width: int) -> None:
        """``width``: how many numbers stand together."""
        self._spool, self._width = spool, width
        self._blocks: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        self._new: defaultdict[int, list[Plain]] = defaultdict(list)
        self._waiting = 0
        self._open: dict[int, dict[int, list[Plain]]] = {}

    def add(self, number: int, row: Plain) -> None:
        """Put ``row`` with ``number``, before any are asked for.  Raises ``OSError`` where there is
        no room."""
        self._new[number // self._width].append((number, row))
        self._waiting += 1
        if self._waiting == _LONGEST:
            self._write()

    def rows(self, number: int) -> list[Plain]:
        """Those of ``number``."""
        self._write()
        shelf = number // self._width
        found = self._open.get(shelf)
        if found is None:
            if len(self._open) == _OPEN:
                del self._open[next(iter(self._open))]
            found = self._open[shelf] = self._read(shelf)
        return found.get(number, [])

    def _read(self, shelf: int) -> dict[int, list[Plain]]:
        found: defaultdict[int, list[Plain]] = defaultdict(list)
        for block in self._blocks.get(shelf, ()):
            for number, row in cast("list[tuple[int, Plain]]", self._spool.rows(*block)):
                found[number].append(row)
        return found

    def _write(self) -> None:
        for shelf, rows in self._new.items():
            self._blocks[shelf].append(self._spool.put(rows))
        self._new.clear()
        self._waiting = 0

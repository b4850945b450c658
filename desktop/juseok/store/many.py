"""Many rows by one statement: a statement for each row hands the interpreter's lock back and forth,
which costs as much as the row, and more where another thread computes."""

import sqlite3
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Final

_VALUES: Final = 2000
"""Of one statement; SQLite takes 32,766."""
_KEPT: Final = 64


def insert(
    db: sqlite3.Connection, into: str, rows: Iterable[Sequence[object]], *, tail: str = ""
) -> None:
    """Run ``INSERT INTO`` … ``VALUES`` for ``rows``, all of one length.

    ``into`` is the statement up to the values, ``tail`` what stands behind them.
    """
    left = iter(rows)
    first = next(left, None)
    if first is None:
        return
    width = len(first)
    size = _VALUES // width
    left = chain((first,), left)
    while values := list(chain.from_iterable(islice(left, size))):
        db.execute(f"{into} VALUES {_marks(width, len(values) // width)}{tail}", values)


@lru_cache(maxsize=_KEPT)
def _marks(width: int, rows: int) -> str:
    return ",".join([f"({','.join('?' * width)})"] * rows)

"""Many rows by one statement: a statement for each row hands the interpreter's lock back and forth,
which costs as much as the row, and more where another thread computes."""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Final

_VALUES: Final = 2000
"""Of one statement; SQLite takes 32,766."""


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
    marks = f"({','.join('?' * len(first))})"
    size = _VALUES // len(first)
    left = chain((first,), left)
    while some := list(islice(left, size)):
        sql = f"{into} VALUES {','.join([marks] * len(some))}{tail}"
        db.execute(sql, list(chain.from_iterable(some)))

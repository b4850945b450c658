"""Rows of what is staged, made while more of it comes in: when its batch goes live they are only
put in place.

A batch of an import is long, and nothing of it shows before its end.  What each staged object will
look like can be told at once, for nearly all of them are written to by one row alone; whether that
still holds is asked again at the end.  The rows wait in a temporary table of the writing
connection: SQLite keeps most of it on disk, a transaction that fails takes its own back, and a
crash loses them all, so that the objects are folded from the log as any others.
"""

import sqlite3
from collections.abc import Collection, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Final

import msgspec

from juseok.store import many
from juseok.store.bulk import Many
from juseok.store.fold import BATCH
from juseok.store.listing import Counted, Listing
from juseok.store.names import Names
from juseok.store.rows import COLUMNS, ObjectRow, Rows

_TABLES: Final = (
    "CREATE TEMP TABLE IF NOT EXISTS ahead(at INTEGER PRIMARY KEY, obj INTEGER, kind INTEGER,"
    " layer INTEGER, article INTEGER, entity INTEGER, fields TEXT, conflict INTEGER)",
    "CREATE TEMP TABLE IF NOT EXISTS"
    " ahead_of(arrival INTEGER PRIMARY KEY, batch INTEGER, about BLOB)",
)
_SPOKEN_OF: Final = (
    "SELECT obj FROM op WHERE obj BETWEEN ?1 AND ?2"
    " UNION SELECT obj FROM object WHERE obj BETWEEN ?1 AND ?2"
    " UNION SELECT obj FROM member WHERE obj BETWEEN ?1 AND ?2 AND arrival <> ?3"
)
"""Objects with numbers in a run of which anything but one row says something, whether it counts
or not."""
_number: Final = itemgetter(0)


class _About(msgspec.Struct, frozen=True):
    """What is known of the rows that one row of the log has waiting, which stand together.

    ``first`` and ``last`` of them; ``runs`` of their objects' numbers; objects that are ``without``
    one; what they come to when they are ``counted``.
    """

    first: int
    last: int
    runs: list[tuple[int, int]]
    without: list[int]
    counted: Counted


_about: Final = msgspec.json.Decoder(_About).decode
_encode: Final = msgspec.json.encode


class Ahead:
    """The waiting rows, over the writing connection; within the caller's transaction."""

    def __init__(self, db: sqlite3.Connection, names: Names, rows: Rows, listing: Listing) -> None:
        self._db = db
        self._names = names
        self._rows = rows
        self._listing = listing
        self._any = False
        self._given_up = False
        self._failed = False

    def keep(self, arrival: int, body: Many, numbers: Sequence[int]) -> None:
        """Make rows of what the ``create-many`` at ``arrival`` stages, which takes some of
        ``body``; ``numbers`` are those of its objects.

        Rows of another batch go: there is one import at a time, and what was given up is of no
        use.  Raises ``sqlite3.Error``, as where there is no room for temporary files;
        :meth:`give_up` then says whether all can be tried again without.
        """
        if self._given_up:
            return
        if len(set(numbers)) < len(numbers):
            return  # an object twice
        others = [
            (numbers[at], item)
            for at, item in zip(body.others_at, body.others, strict=True)
            if item[1] != BATCH and max(item[2], default="") < "~"
        ]
        rows = [
            *self._rows.made([number for number, _ in others], [item for _, item in others]),
            *self._rows.plain([numbers[at] for at in body.plain_at], body.plain),
        ]
        rows.sort(key=_number)
        try:
            self._keep(arrival, body.batch, rows, numbers)
        except sqlite3.Error:
            self._failed = True
            raise

    def _keep(
        self, arrival: int, batch: str, rows: Sequence[ObjectRow], numbers: Sequence[int]
    ) -> None:
        """Have ``rows``, in the order of their objects, wait for the ``batch``; ``numbers`` are
        those of all objects of the row of the log."""
        db, number = self._db, self._names.number(batch)
        self._ready()
        if db.execute("SELECT 1 FROM ahead_of WHERE batch <> ?", (number,)).fetchone():
            db.execute("DELETE FROM ahead")
            db.execute("DELETE FROM ahead_of")
        (top,) = db.execute("SELECT coalesce(max(at), 0) FROM ahead").fetchone()
        made = list(map(_number, rows))
        without = sorted({*numbers}.difference(made)) if len(made) < len(numbers) else []
        counted = self._listing.counted(rows)
        about = _About(top + 1, top + len(rows), _runs(made), without, counted)
        db.execute("INSERT INTO ahead_of VALUES (?,?,?)", (arrival, number, _encode(about)))
        many.insert(db, f"INSERT OR FAIL INTO ahead({COLUMNS})", rows)

    def give_up(self) -> bool:
        """Whether :meth:`keep` has failed since the last call; it does nothing from then on."""
        failed, self._failed = self._failed, False
        self._given_up = self._given_up or failed
        return failed

    def batch(self, arrival: int) -> str | None:
        """The batch of the row at ``arrival``, where rows wait for it; else None."""
        if not self._any:
            return None
        self._ready()
        found = self._db.execute("SELECT batch FROM ahead_of WHERE arrival = ?", (arrival,))
        row = found.fetchone()
        return None if row is None else self._names.name(row[0])

    def settle(self, arrival: int) -> Collection[int]:
        """Put the rows of ``arrival`` in place, which counts; objects that have to be folded.

        What lists show of it is written by :meth:`Listing.settle` of whoever calls.
        """
        db, listing = self._db, self._listing
        row = db.execute("SELECT about FROM ahead_of WHERE arrival = ?", (arrival,)).fetchone()
        about = _about(row[0])
        mine = f"ahead WHERE at BETWEEN {about.first:d} AND {about.last:d}"
        listing.add(about.counted)
        left = self._left(arrival, about)
        if left:
            those = f"{mine} AND obj IN (SELECT value FROM json_each(?))"
            ids = (_encode([*left]).decode(),)
            gone = db.execute(f"SELECT {COLUMNS} FROM {those}", ids).fetchall()
            listing.add(listing.counted(list(map(ObjectRow._make, gone))), times=-1)
            db.execute(f"DELETE FROM {those}", ids)
        listing.count_others(mine)
        # OR FAIL: the whole transaction goes back anyway, and pages need not be kept for this alone
        db.execute(
            f"INSERT OR FAIL INTO object({COLUMNS}) SELECT {COLUMNS} FROM {mine} ORDER BY at"
        )
        self.drop(arrival)
        return left

    def _left(self, arrival: int, about: _About) -> set[int]:
        """Objects that no row waits for, or of which anything else says something."""
        left = set(about.without)
        for low, high in about.runs:
            found = self._db.execute(_SPOKEN_OF, (low, high, arrival))
            left.update(obj for (obj,) in found)
        return left

    def drop(self, arrival: int) -> None:
        """Let go of the rows of ``arrival``; they make room with the last of their batch."""
        self._db.execute("DELETE FROM ahead_of WHERE arrival = ?", (arrival,))
        if self._db.execute("SELECT 1 FROM ahead_of LIMIT 1").fetchone() is None:
            self._db.execute("DELETE FROM ahead")  # at one go, which no condition would let it

    def _ready(self) -> None:
        """The tables, which a transaction that failed takes back.

        Opened behind the connection's settings they may spill, as the project must not.
        """
        for table in _TABLES:
            self._db.execute(table)
        self._any = True


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each run of ``numbers``, which ascend.

    New objects are numbered in one go, and to ask about a run takes no longer than about one.
    """
    begins = [here for before, here in pairwise([-1, *numbers]) if here != before + 1]
    ends = [here for here, after in pairwise([*numbers, -1]) if after != here + 1]
    return list(zip(begins, ends, strict=True))

"""Rows of what is staged, made while more of it comes in: when its batch goes live they are only
put in place.

A batch of an import is long, and nothing of it shows before its end.  What each staged object will
look like can be told at once, for nearly all of them are written to by one row alone; whether that
still holds is asked again at the end.  The rows wait in a temporary table of the writing
connection: SQLite keeps most of it on disk, a transaction that fails takes its own back, and a
crash loses them all, so that the objects are folded from the log as any others.
"""

import sqlite3
from collections.abc import Sequence
from typing import Final

from juseok.store import many
from juseok.store.fold import BATCH, RawBatch
from juseok.store.listing import Listing
from juseok.store.names import Names
from juseok.store.rows import COLUMNS, Rows

_TABLES: Final = (
    "CREATE TEMP TABLE IF NOT EXISTS ahead(arrival INTEGER, obj INTEGER, kind INTEGER,"
    " layer INTEGER, article INTEGER, entity INTEGER, fields TEXT, conflict INTEGER,"
    " PRIMARY KEY(arrival, obj)) WITHOUT ROWID",
    "CREATE TEMP TABLE IF NOT EXISTS ahead_of(arrival INTEGER PRIMARY KEY, batch INTEGER)",
)
_SPOKEN_OF: Final = (
    "EXISTS (SELECT 1 FROM op WHERE op.obj = ahead.obj)"
    " OR EXISTS (SELECT 1 FROM object WHERE object.obj = ahead.obj)"
    " OR EXISTS (SELECT 1 FROM member"
    " WHERE member.obj = ahead.obj AND member.arrival <> ahead.arrival)"
)
"""Whether anything else says something of a waiting row's object, whether it counts or not."""


class Ahead:
    """The waiting rows, over the writing connection; within the caller's transaction."""

    def __init__(self, db: sqlite3.Connection, names: Names, rows: Rows) -> None:
        self._db = db
        self._names = names
        self._rows = rows
        self._any = False
        self._given_up = False
        self._failed = False

    def keep(self, arrival: int, body: RawBatch, *, plain: bool) -> None:
        """Make rows of what the ``create-many`` at ``arrival`` stages.

        ``plain``: no register of it speaks about the write itself.  Rows of another batch go:
        there is one import at a time, and what was given up is of no use.  Raises
        ``sqlite3.Error``, as where there is no room for temporary files; :meth:`give_up` then
        says whether all can be tried again without.
        """
        if self._given_up:
            return
        found = self._db.execute("SELECT obj FROM member WHERE arrival = ? ORDER BY place",
                                 (arrival,))  # fmt: skip
        numbers = [number for (number,) in found]
        if len(numbers) < len(body.objects) or len(set(numbers)) < len(numbers):
            return  # an object twice, or none
        made = self._rows.made(
            [
                (number, kind, fields)
                for number, (_, kind, fields) in zip(numbers, body.objects, strict=True)
                if kind != BATCH and (plain or max(fields, default="") < "~")
            ]
        )
        rows = [(arrival, *row) for _, row in made]
        batch = self._names.number(body.batch)
        try:
            self._ready()
            if self._db.execute("SELECT 1 FROM ahead_of WHERE batch <> ?", (batch,)).fetchone():
                self._db.execute("DELETE FROM ahead")
                self._db.execute("DELETE FROM ahead_of")
            self._db.execute("INSERT INTO ahead_of VALUES (?,?)", (arrival, batch))
            many.insert(self._db, "INSERT INTO ahead", rows)
        except sqlite3.Error:
            self._failed = True
            raise

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

    def settle(self, arrival: int, listing: Listing) -> Sequence[int]:
        """Put the rows of ``arrival`` in place, which counts; objects that have to be folded."""
        db = self._db
        left = [
            number
            for (number,) in db.execute(
                "SELECT obj FROM member WHERE arrival = ?1 AND NOT EXISTS"
                " (SELECT 1 FROM ahead WHERE arrival = ?1 AND ahead.obj = member.obj)"
                f" UNION SELECT obj FROM ahead WHERE arrival = ?1 AND ({_SPOKEN_OF}) ORDER BY obj",
                (arrival,),
            )
        ]
        db.executemany(f"DELETE FROM ahead WHERE arrival = {arrival:d} AND obj = ?",
                       [(number,) for number in left])  # fmt: skip
        listing.count_all(f"ahead WHERE arrival = {arrival:d}")
        db.execute(
            f"INSERT INTO object({COLUMNS}) SELECT {COLUMNS} FROM ahead WHERE arrival = ?"
            " ORDER BY obj",
            (arrival,),
        )
        listing.settle()
        self.drop(arrival)
        return left

    def drop(self, arrival: int) -> None:
        """Let go of the rows of ``arrival``."""
        self._db.execute("DELETE FROM ahead WHERE arrival = ?", (arrival,))
        self._db.execute("DELETE FROM ahead_of WHERE arrival = ?", (arrival,))

    def _ready(self) -> None:
        """The tables, which a transaction that failed takes back.

        Opened behind the connection's settings they may spill, as the project must not.
        """
        for table in _TABLES:
            self._db.execute(table)
        self._any = True

"""The tables of a project file, and how older files become today's.

Four groups: ``meta`` and ``ident``; the truth (``op``, ``member``, ``head``); immutable content
(``page_content``, ``article_text``); and the projection, which can be made anew from the truth
at any time.  Only plain tables and indexes: no views, triggers, virtual tables or
functions in the schema, so that a file with anything else in it is recognised as tampered with.
"""

import sqlite3
from contextlib import closing
from functools import cache
from typing import Final

from juseok.store import files

APPLICATION_ID: Final = 0x4A55534B
"""``JUSK``, in the header of every project file."""

_V001: Final = (
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE ident(n INTEGER PRIMARY KEY, id ANY NOT NULL UNIQUE) STRICT",
    # --- the truth: rows are only ever appended; `arrival` and numbers of `ident` are local
    """CREATE TABLE op(
        arrival INTEGER PRIMARY KEY, op_id ANY NOT NULL UNIQUE, v INTEGER NOT NULL,
        replica INTEGER NOT NULL, seq INTEGER NOT NULL, lamport INTEGER NOT NULL,
        annotator INTEGER NOT NULL, action INTEGER NOT NULL, at ANY NOT NULL,
        scheme INTEGER NOT NULL, label TEXT NOT NULL, obj INTEGER NOT NULL,
        kind INTEGER NOT NULL, verb INTEGER NOT NULL, body TEXT NOT NULL,
        prev ANY NOT NULL, hash BLOB NOT NULL, merge INTEGER) STRICT""",
    "CREATE INDEX op_by_object ON op(obj)",
    "CREATE INDEX op_by_replica ON op(replica, seq)",
    "CREATE INDEX op_by_action ON op(action)",
    "CREATE INDEX op_by_merge ON op(merge) WHERE merge IS NOT NULL",
    # which objects a create-many row holds, and where in its list
    """CREATE TABLE member(obj INTEGER NOT NULL, arrival INTEGER NOT NULL, place INTEGER NOT NULL,
        PRIMARY KEY(obj, arrival, place)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX member_by_arrival ON member(arrival)",
    # staged rows by the batch that makes them live
    """CREATE TABLE staged(batch INTEGER NOT NULL, arrival INTEGER NOT NULL,
        PRIMARY KEY(batch, arrival)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE head(replica INTEGER PRIMARY KEY, seq INTEGER NOT NULL,
        lamport INTEGER NOT NULL, hash BLOB NOT NULL) STRICT""",
    # merges under way: their rows count only when `live` is 1
    "CREATE TABLE merge(n INTEGER PRIMARY KEY, live INTEGER NOT NULL) STRICT",
    # rows of the log whose objects the projection has still to catch up with, up to which it has
    """CREATE TABLE stale(arrival INTEGER PRIMARY KEY, done INTEGER NOT NULL) STRICT""",
    # --- immutable content
    """CREATE TABLE page_content(hash BLOB PRIMARY KEY, data BLOB NOT NULL)
        STRICT, WITHOUT ROWID""",
    """CREATE TABLE article_text(article INTEGER PRIMARY KEY, norm_version INTEGER NOT NULL,
        text TEXT NOT NULL) STRICT""",
    # --- the projection: live objects, and what lists and panels count
    """CREATE TABLE object(obj INTEGER PRIMARY KEY, kind INTEGER NOT NULL, layer INTEGER,
        article INTEGER, entity INTEGER, fields TEXT NOT NULL, conflict INTEGER NOT NULL) STRICT""",
    "CREATE INDEX object_by_article ON object(article, kind) WHERE article IS NOT NULL",
    "CREATE INDEX object_by_kind ON object(kind) WHERE article IS NULL",
    "CREATE INDEX object_by_entity ON object(entity) WHERE entity IS NOT NULL",
    """CREATE TABLE article_row(article INTEGER PRIMARY KEY, id TEXT NOT NULL,
        position INTEGER NOT NULL, title TEXT NOT NULL, publisher TEXT NOT NULL,
        published TEXT NOT NULL, length INTEGER NOT NULL, search TEXT NOT NULL) STRICT""",
    """CREATE TABLE tally(kind INTEGER NOT NULL, layer INTEGER NOT NULL, article INTEGER NOT NULL,
        n INTEGER NOT NULL, PRIMARY KEY(kind, layer, article)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE usage(entity INTEGER NOT NULL, layer INTEGER NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY(entity, layer)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE progress(layer INTEGER NOT NULL, article INTEGER NOT NULL, state TEXT NOT NULL,
        PRIMARY KEY(layer, article)) STRICT, WITHOUT ROWID""",
)

# Version 2: which links end at a claim, since those of other articles were found by reading every
# link.  Links that are here already are projected anew by the writer, in its small steps.
_LINK: Final = "(SELECT n FROM ident WHERE id = 'claim_link')"
_LINKS: Final = f"(SELECT obj FROM object WHERE kind = {_LINK})"
_V002: Final = (
    """CREATE TABLE claim_end(claim INTEGER NOT NULL, link INTEGER NOT NULL,
        PRIMARY KEY(claim, link)) STRICT, WITHOUT ROWID""",
    f"""INSERT OR REPLACE INTO stale(arrival, done)
        SELECT arrival, 0 FROM op WHERE obj IN {_LINKS}
        UNION SELECT arrival, 0 FROM member WHERE obj IN {_LINKS}""",
    f"DELETE FROM tally WHERE kind = {_LINK}",
    f"DELETE FROM object WHERE kind = {_LINK}",
)

PROJECTION_TABLES: Final = ("object", "article_row", "tally", "usage", "progress", "claim_end")

_STEPS: Final[dict[str, tuple[str, ...]]] = {
    "001": (*_V001, f"PRAGMA application_id = {APPLICATION_ID}", "PRAGMA user_version = 1"),
    "002": (*_V002, "PRAGMA user_version = 2"),
}
VERSIONS: Final = tuple(_STEPS)
VERSION: Final = len(VERSIONS)
"""Today's ``user_version``; a file with a higher one is refused untouched."""


def migrate(db: sqlite3.Connection) -> None:
    """Bring ``db`` to :data:`VERSION`: all steps in one transaction, whole or not at all."""
    # Only here: it brings numpy along, which a window that opens today's file need not load.
    from sqlite_utils import Database, Migrations

    migrations = Migrations("juseok")

    def add(name: str) -> None:
        @migrations(name=name)
        def step(database: Database) -> None:
            for statement in _STEPS[name]:
                database.execute(statement)

    for name in VERSIONS:
        add(name)
    # What the library would change about the connection of its own accord stays as it is.
    database = Database(db, recursive_triggers=False, execute_plugins=False)
    with files.atomic(db):
        migrations.apply(database)


def create(db: sqlite3.Connection) -> None:
    """Make today's tables in the empty ``db``: a copy of those that were made first, which takes a
    tenth of the time."""
    with closing(sqlite3.connect(":memory:")) as blank:
        blank.deserialize(_blank())
        blank.backup(db)


@cache
def _blank() -> bytes:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrate(db)
        return db.serialize()


@cache
def expected(version: int) -> frozenset[tuple[str, str, str]]:
    """``sqlite_schema`` of a true file of ``version``, as (type, name, sql without layout)."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for name in VERSIONS[:version]:
            for statement in _STEPS[name]:
                db.execute(statement)
        return found(db)
    finally:
        db.close()


def found(db: sqlite3.Connection) -> frozenset[tuple[str, str, str]]:
    """``sqlite_schema`` of ``db`` in the shape of :func:`expected`.

    The plain table in which sqlite-utils keeps which steps were done is left out: its form is
    that of the version that made it.
    """
    rows = db.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE NOT (tbl_name = '_sqlite_migrations'"
        " AND (type = 'index' OR (type = 'table' AND sql LIKE 'CREATE TABLE %')))"
    )
    return frozenset((sort, name, " ".join((sql or "").split())) for sort, name, sql in rows)

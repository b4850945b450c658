"""A working copy: a project file with one person's part in it, for that person to open."""

import os
import secrets
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Final

from juseok.core.errors import Cancelled, ProjectError
from juseok.core.ops import Op
from juseok.store import files, schema
from juseok.store.backup import connect_draft, keep
from juseok.store.content import Content, insert_contents
from juseok.store.incoming import Asked
from juseok.store.log import Log
from juseok.store.meta import write_meta
from juseok.store.names import Names
from juseok.store.recorder import Author, Recorder

_FOR: Final = "for"
"""Key in ``meta``: the annotator who works in this file, whoever sits at the machine."""

_EVERY: Final = 256


def intended_for(db: sqlite3.Connection) -> str:
    """The annotator whose working copy this file is; empty for an ordinary project."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (_FOR,)).fetchone()
    return "" if row is None else str(row[0])


def write_working_copy(
    path: Path,
    *,
    project_id: str,
    annotator: str,
    ops: Iterable[Op],
    contents: Iterable[Content],
    overwrite: bool = False,
    cancelled: Asked = lambda: False,
) -> int:
    """Make the project file ``path`` of a part of a project; how many operations it has.

    Raises ``ProjectError`` where a file is there already (but for ``overwrite``); then, as after
    any failure, nothing is left behind.
    """
    if not overwrite and os.path.lexists(path):
        raise ProjectError("project.exists", name=path.name)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        with closing(connect_draft(fresh)) as db:
            count = _fill(db, project_id, annotator, ops, contents, cancelled, path.name)
        if overwrite:
            path.unlink(missing_ok=True)
        keep(fresh, path, since=0)
    finally:
        fresh.unlink(missing_ok=True)
    return count


def _fill(
    db: sqlite3.Connection,
    project_id: str,
    annotator: str,
    ops: Iterable[Op],
    contents: Iterable[Content],
    cancelled: Asked,
    name: str,
) -> int:
    schema.create(db)
    names = Names(db)
    log = Log(db, names)
    count = 0
    with files.atomic(db):
        write_meta(db, project_id, version=schema.VERSION)
        db.execute("INSERT INTO meta(key, value) VALUES (?,?)", (_FOR, annotator))
        for op in ops:
            if count % _EVERY == 0 and cancelled():
                raise Cancelled("exchange.cancelled_sending", name=name)
            count += log.append(op) is not None
        for content in contents:
            if cancelled():
                raise Cancelled("exchange.cancelled_sending", name=name)
            insert_contents(db, names, [content])
        db.execute("INSERT INTO stale(arrival, done) SELECT arrival, 0 FROM op")
    Recorder(db, Author(annotator, "")).catch_up()
    return count

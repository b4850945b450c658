"""Opening a colleague's file: reject early, read little, trust nothing.

Regular file and header → a private copy, which alone is ever opened by SQLite → limits, tables
exactly ours, integrity, an authorizer that lets nothing but reading happen, a deadline.  What is
in it is looked through by :func:`juseok.store.incoming.prove`.  The file itself is only read.
"""

import os
import shutil
import sqlite3
import stat
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, Final

from juseok.core.errors import Cancelled, ProjectError
from juseok.store import schema
from juseok.store.connection import check_schema, connect, probe
from juseok.store.incoming import UNREADABLE, Asked, Incoming, about, damaged

MAX_BYTES: Final = 8 << 30
"""A larger file is refused unread."""

_CELL: Final = 64 << 20
_LIMITS: Final = (
    (sqlite3.SQLITE_LIMIT_LENGTH, _CELL),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 200_000),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 200),
)
_PRAGMAS: Final = (
    "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "query_only = ON",
    "recursive_triggers = OFF", "temp_store = MEMORY",
)  # fmt: skip
_FUNCTIONS: Final = frozenset({"count", "max", "min", "coalesce", "length", "typeof", "sum"})
_SECONDS: Final = 30
_BYTES_A_SECOND: Final = 1 << 20
"""A file may take so long to be looked through, more with its size; an endless one does not."""

_STEPS: Final = 20_000
_BLOCK: Final = 1 << 20
_SIDES: Final = ("-journal", "-wal", "-shm")


def is_same(path: Path, project: Path) -> bool:
    """Whether ``path`` is the project itself, also by another name; opens neither."""
    try:
        return os.path.samestat(os.stat(path), os.stat(project))
    except OSError:
        return False


def open_foreign(
    path: Path,
    folder: Path,
    *,
    own: Path | None = None,
    cancelled: Asked = lambda: False,
    max_bytes: int = MAX_BYTES,
) -> Incoming:
    """A private copy of the project file at ``path`` in the empty ``folder``, open for reading.

    ``own`` is the project that it may be merged into, which must never be opened as a file.
    Raises ``ProjectError`` with what is wrong with it, and ``Cancelled``; it stays as it is.
    """
    copy = take_copy(path, folder, own=own, cancelled=cancelled, max_bytes=max_bytes)
    try:
        probe(copy)
        return open_private(copy, cancelled=cancelled)
    except ProjectError as error:
        raise about(error, path.name) from error
    except UNREADABLE as error:
        if cancelled():
            raise Cancelled("exchange.cancelled", name=path.name) from error
        raise damaged(path.name, error) from error


def take_copy(
    path: Path,
    folder: Path,
    *,
    own: Path | None = None,
    cancelled: Asked = lambda: False,
    max_bytes: int = MAX_BYTES,
) -> Path:
    """Copy the regular file at ``path`` into ``folder``; the copy has its name."""
    if own is not None and is_same(path, own):
        raise ProjectError("foreign.same", name=path.name)
    try:
        found = os.lstat(path)
        if not stat.S_ISREG(found.st_mode):
            raise ProjectError("foreign.not_a_file", name=path.name)
        if any(os.path.lexists(f"{path}{side}") for side in _SIDES):
            raise ProjectError("foreign.in_use", name=path.name)
        handle = os.open(path, os.O_RDONLY | _flag("O_NOFOLLOW") | _flag("O_NONBLOCK")
                         | _flag("O_BINARY"))  # fmt: skip
        with os.fdopen(handle, "rb") as file:
            now = os.fstat(file.fileno())
            if not stat.S_ISREG(now.st_mode) or not os.path.samestat(found, now):
                raise ProjectError("foreign.not_a_file", name=path.name)
            if now.st_size > max_bytes:
                raise ProjectError("foreign.huge", name=path.name)
            if now.st_size * 2 > shutil.disk_usage(folder).free:
                raise ProjectError("project.no_room", name=path.name)
            copy = folder / (path.name or "file")
            _copy(file, copy, size=now.st_size, cancelled=cancelled)
            if os.fstat(file.fileno()).st_mtime_ns != now.st_mtime_ns:
                raise ProjectError("foreign.in_use", name=path.name)
    except FileNotFoundError:
        raise ProjectError("project.missing", name=path.name) from None
    except (OSError, ValueError) as error:  # a name with NUL in it is the latter
        reason = str(error)
        raise ProjectError("project.cannot_open", name=path.name, reason=reason) from error
    return copy


def _flag(name: str) -> int:
    return getattr(os, name, 0)


def _copy(file: BinaryIO, copy: Path, *, size: int, cancelled: Asked) -> None:
    """``size`` bytes and no more: a file that grows meanwhile does not fill the disk."""
    with copy.open("xb") as target:
        left = size
        while left > 0 and (block := file.read(min(_BLOCK, left))):
            if cancelled():
                raise Cancelled("exchange.cancelled", name=copy.name)
            target.write(block)
            left -= len(block)


def open_private(copy: Path, *, cancelled: Asked = lambda: False, proved: bool = False) -> Incoming:
    """The private file ``copy``, checked as a whole (not, where it was ``proved`` before).

    One of an older version is converted first: the copy, never what it was made from.
    """
    if not proved and _checked(copy, cancelled=cancelled) < schema.VERSION:
        with closing(connect(copy)) as db:
            schema.migrate(db)
        _checked(copy, cancelled=cancelled)
    db = connect_private(copy, cancelled=cancelled)
    try:
        db.set_authorizer(only_reading)
        return Incoming(db, name=copy.name, path=copy)
    except BaseException:
        db.close()
        raise


def _checked(copy: Path, *, cancelled: Asked) -> int:
    """Its version; raises where the tables are not exactly ours, or it is damaged."""
    with closing(connect_private(copy, cancelled=cancelled)) as db:
        version = check_schema(db, copy)
        faults = [str(row[0]) for row in db.execute("PRAGMA integrity_check(3)")]
    if faults != ["ok"]:
        raise ProjectError("foreign.damaged", name=copy.name, reason=faults[0][:160])
    return version


def connect_private(copy: Path, *, cancelled: Asked = lambda: False) -> sqlite3.Connection:
    """The private file ``copy``, under limits and a deadline, by no means to be written."""
    db = sqlite3.connect(
        f"{copy.absolute().as_uri()}?mode=ro&immutable=1",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    for limit, value in _LIMITS:
        db.setlimit(limit, value)
    for pragma in _PRAGMAS:
        db.execute(f"PRAGMA {pragma}").fetchall()
    db.set_progress_handler(_deadline(copy, cancelled), _STEPS)
    return db


def _deadline(copy: Path, cancelled: Asked) -> Callable[[], bool]:
    end = time.monotonic() + _SECONDS + copy.stat().st_size / _BYTES_A_SECOND
    return lambda: cancelled() or time.monotonic() > end


def only_reading(action: int, one: str | None, two: str | None, db: str | None,
                  trigger: str | None) -> int:  # fmt: skip
    """Selects over plain tables, by no trigger or view, and a few functions."""
    if trigger is not None:
        return sqlite3.SQLITE_DENY
    allowed = action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ) or (
        action == sqlite3.SQLITE_FUNCTION and (two or "").lower() in _FUNCTIONS
    )
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

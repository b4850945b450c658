"""Opening the file: what SQLite is told, and what is looked at before anything is trusted.

The live file is never opened by ``open()``: closing such a handle would drop this process's
locks on it (https://sqlite.org/howtocorrupt.html §2.2).  Everything here asks SQLite, or
``stat``, which holds no handle.
"""

import sqlite3
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from juseok.core.errors import ProjectError
from juseok.store import schema
from juseok.store.errors import project_error

BUSY_MILLISECONDS: Final = 5000
PRAGMAS: Final = (
    "journal_mode = DELETE",
    "synchronous = EXTRA",
    "locking_mode = NORMAL",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "recursive_triggers = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "fullfsync = 1",
    f"busy_timeout = {BUSY_MILLISECONDS}",
)
"""Why each: a kill, a power cut or a replaced file then loses no acknowledged edit, in the way
that WAL or an exclusive lock did when they were tried."""

_SMALLEST: Final = 512
"""The smallest page; SQLite takes what is shorter for a database still empty."""

_READ_PRAGMAS: Final = tuple(
    item for item in PRAGMAS if not item.startswith(("journal_mode", "synchronous"))
)


@dataclass(frozen=True, slots=True)
class FileId:
    """Which file a path names: stays with the file through renames, changes when replaced."""

    device: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> "FileId | None":
        """The file at ``path``; None when there is none."""
        try:
            found = path.stat()
        except OSError:
            return None
        return cls(found.st_dev, found.st_ino)


def sqlite_version() -> str:
    """Of the one SQLite library in this process."""
    return sqlite3.sqlite_version


def connect(path: Path, *, mode: str = "rw") -> sqlite3.Connection:
    """A connection with our settings; ``mode`` is ``"rw"``, ``"rwc"`` or ``"ro"``.

    It commits nothing by itself, and may be used by one thread at a time.
    """
    db = _connect(path, f"mode={mode}")
    for pragma in _READ_PRAGMAS if mode == "ro" else PRAGMAS:
        db.execute(f"PRAGMA {pragma}").fetchall()
    if mode == "ro":
        db.execute("PRAGMA query_only = ON")
    else:
        # A big transaction must not lock readers out before it commits.
        db.execute("PRAGMA cache_spill = OFF")
    return db


def _connect(path: Path, options: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{options}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )


def probe(path: Path) -> int:
    """Look at the file without changing it; its schema version.

    Raises ``ProjectError``: missing, not a project, of another application, newer, truncated or
    damaged.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        raise ProjectError("project.missing", name=path.name) from None
    except OSError as error:
        raise ProjectError("project.cannot_open", name=path.name, reason=str(error)) from error
    if not stat.S_ISREG(found.st_mode) or found.st_size < _SMALLEST:
        raise ProjectError("project.not_a_project", name=path.name)
    # An interrupted save: until SQLite has rolled it back, sizes and header need not fit.
    recovering = Path(f"{path}-journal").exists()
    try:
        return _version(path, None if recovering else found.st_size)
    except UnicodeDecodeError as error:  # SQLite quotes a damaged table's words as they are
        raise ProjectError("project.damaged", name=path.name, reason=error.reason) from error
    except sqlite3.Error as error:
        raise project_error(error, path) or error from error


def _version(path: Path, size: int | None) -> int:
    """Schema version by the header, read without lock or journal.

    ``size`` is that of the file, which has to be what the header says; None where it need not.
    """
    db = _connect(path, "mode=ro&immutable=1")
    try:
        # Without this SQLite refuses a file shorter than its header says, before it tells whose.
        db.execute("PRAGMA writable_schema = ON")
        application = _number(db, "application_id")
        version = _number(db, "user_version")
        if application != schema.APPLICATION_ID:
            raise ProjectError("project.foreign", name=path.name)
        if version > schema.VERSION:
            raise ProjectError("project.newer", name=path.name)
        if size is None:
            return version
        # Before the tables are looked at, which may lie on pages that are not there.
        truncated = ProjectError("project.truncated", name=path.name)
        page_size = _number(db, "page_size")
        if size % page_size:
            raise truncated
        db.execute("PRAGMA writable_schema = OFF")
        try:
            _number(db, "application_id")
        except sqlite3.DatabaseError:
            raise truncated from None
        db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if _number(db, "page_count") * page_size != size:
            raise truncated
        return version
    finally:
        db.close()


def check_schema(db: sqlite3.Connection, path: Path) -> int:
    """Refuse a file whose tables are not exactly ours, with ``ProjectError``; their version.

    ``db`` has rolled an interrupted save back, so this version counts, not that of :func:`probe`.
    """
    version = _number(db, "user_version")
    if not 1 <= version <= schema.VERSION or schema.found(db) != schema.expected(version):
        raise ProjectError("project.schema", name=path.name)
    return version


def _number(db: sqlite3.Connection, pragma: str) -> int:
    return int(db.execute(f"PRAGMA {pragma}").fetchone()[0])

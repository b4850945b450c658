"""Files made beside a project: put in place whole, or not at all."""

import contextlib
import os
import sqlite3
from collections.abc import Generator
from pathlib import Path

from juseok.core.errors import ProjectError


@contextlib.contextmanager
def atomic(db: sqlite3.Connection) -> Generator[None]:
    """A write transaction."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def writable(path: Path) -> bool:
    return os.access(path, os.W_OK)


def publish(fresh: Path, path: Path) -> None:
    """Give the finished file ``fresh`` the name ``path``; raises ``ProjectError`` if it is taken.

    A hard link never overwrites; where the file system has none, a rename after a look.
    """
    sync(fresh)
    try:
        os.link(fresh, path)
    except FileExistsError:
        raise ProjectError("project.exists", name=path.name) from None
    except OSError:
        if path.exists():
            raise ProjectError("project.exists", name=path.name) from None
        fresh.rename(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Have the system write a file or folder to the disk (never the live project file)."""
    if os.name == "nt" and path.is_dir():  # a folder cannot be opened there
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() or os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

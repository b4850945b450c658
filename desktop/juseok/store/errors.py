"""From what SQLite says to what a person can act on."""

import contextlib
import errno
import functools
import inspect
import sqlite3
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from juseok.core.errors import ProjectError

_BY_NAME: Final = {
    "SQLITE_FULL": "project.full",
    "SQLITE_BUSY": "project.busy",
    "SQLITE_LOCKED": "project.busy",
    "SQLITE_READONLY_DBMOVED": "project.moved",
    "SQLITE_READONLY": "project.read_only.file",
    "SQLITE_READONLY_DIRECTORY": "project.read_only.folder",
    "SQLITE_READONLY_ROLLBACK": "project.recovery",
    "SQLITE_READONLY_RECOVERY": "project.recovery",
    "SQLITE_CORRUPT": "project.damaged",
    "SQLITE_NOTADB": "project.not_a_project",
    "SQLITE_CANTOPEN": "project.cannot_open",
    "SQLITE_IOERR": "project.io",
    "SQLITE_PERM": "project.no_rights",
    "SQLITE_AUTH": "project.no_rights",
}


_BY_ERRNO: Final = {
    errno.ENOSPC: "project.full",
    errno.EDQUOT: "project.full",
    errno.EACCES: "project.no_rights",
    errno.EPERM: "project.no_rights",
    errno.EROFS: "project.no_rights",
}

C = TypeVar("C")


def known_errors(cls: type[C]) -> type[C]:
    """Have every public method of ``cls`` tell SQLite's errors as ``ProjectError``, also those
    that come up while an iterator it returned is read.  Instances have a ``path``."""
    for name, value in list(vars(cls).items()):
        if not name.startswith("_") and inspect.isfunction(value):
            setattr(cls, name, _told(value))
    return cls


def _told(method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def call(self: Any, *args: Any, **keywords: Any) -> Any:
        with telling(self.path):
            result = method(self, *args, **keywords)
        return _iterate(result, self.path) if isinstance(result, Iterator) else result

    return call


def _iterate(items: Iterator[Any], path: Path) -> Iterator[Any]:
    with telling(path):
        yield from items


@contextlib.contextmanager
def telling(path: Path) -> Generator[None]:
    """Turn what SQLite or the system says into a ``ProjectError`` about ``path``."""
    try:
        yield
    except sqlite3.Error as error:
        raise project_error(error, path) or error from error
    except OSError as error:
        code = _BY_ERRNO.get(error.errno or 0, "project.io")
        raise ProjectError(code, name=path.name, reason=str(error)) from error
    except msgspec.DecodeError as error:  # fields in the file are JSON that we wrote
        raise ProjectError("project.damaged", name=path.name, reason=str(error)) from error


def project_error(error: sqlite3.Error, path: Path) -> ProjectError | None:
    """The known error behind ``error``; None where it is a bug of ours (SQL, types, misuse).

    The most specific name wins: ``SQLITE_READONLY_DBMOVED`` before ``SQLITE_READONLY``
    (names: https://sqlite.org/rescode.html).
    """
    name: str = getattr(error, "sqlite_errorname", "")
    while name:
        code = _BY_NAME.get(name)
        if code is not None:
            return ProjectError(code, name=path.name, reason=str(error))
        name = name.rpartition("_")[0]
    if isinstance(error, sqlite3.DatabaseError) and "malformed" in str(error):
        return ProjectError("project.damaged", name=path.name, reason=str(error))
    return None

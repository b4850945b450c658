"""From what SQLite says to what a person can act on."""

import sqlite3
from pathlib import Path
from typing import Final

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

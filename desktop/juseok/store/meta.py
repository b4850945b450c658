"""What a file says of itself: its project, and who may read and write it.

No operation's hash covers that, so it has a seal of its own; other rows of the table are local.
"""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from juseok.core.canon import canonical
from juseok.core.errors import ProjectError
from juseok.core.ids import sha256_hex

_KEYS: Final = ("project_id", "min_reader", "min_writer")
_SEAL: Final = "seal"


def write_meta(db: sqlite3.Connection, project_id: str, *, version: int) -> None:
    """Put it into a new file, inside the caller's transaction."""
    values = (project_id, str(version), str(version))
    meta: dict[str, str] = dict(zip(_KEYS, values, strict=True))
    rows = {**meta, _SEAL: _seal(meta)}
    db.executemany("INSERT INTO meta(key, value) VALUES (?,?)", rows.items())


def read_project_id(db: sqlite3.Connection, path: Path) -> str:
    """The id of the project; raises ``ProjectError`` when that is not what was written."""
    rows = {str(key): str(value) for key, value in db.execute("SELECT key, value FROM meta")}
    meta = {key: rows.get(key, "") for key in _KEYS}
    if rows.get(_SEAL) != _seal(meta):
        raise ProjectError("project.damaged", name=path.name, reason="meta")
    return meta["project_id"]


def _seal(meta: Mapping[str, str]) -> str:
    return sha256_hex(canonical(dict(meta)).encode())

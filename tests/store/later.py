"""Two versions of the tables that are still to come, and processes that die on the way there.

As a program it reads lines ``project⇥state⇥step`` from standard input, starts a process for each
that opens the project in the later version and is killed before its ``step``-th change, and answers
``killed``, or ``done`` when the process made fewer.  Starting by fork spares the imports.
"""

import itertools
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from juseok.store import project_file, schema
from juseok.store.identity import Identity
from juseok.store.project import Project

VERSION = schema.VERSION + 2
_STEPS = (
    (
        "CREATE TABLE later(arrival INTEGER PRIMARY KEY, size INTEGER NOT NULL) STRICT",
        "INSERT INTO later SELECT arrival, length(body) FROM op",
        f"PRAGMA user_version = {VERSION - 1}",
    ),
    (
        "CREATE INDEX later_by_size ON later(size)",
        "UPDATE later SET size = size + 1",
        f"PRAGMA user_version = {VERSION}",
    ),
)
IDENTITY = ("11111111-1111-4111-8111-111111111111", "박기자")
_WATCHED = {"open", "os.link", "os.mkdir", "os.remove", "os.rename", "sqlite3.connect"}


def plant(setattr: Callable[[Any, str, Any], None]) -> None:
    """Have this process believe that the later version is today's."""
    names = (f"{VERSION - 1:03}", f"{VERSION:03}")
    steps = {**schema._STEPS, **dict(zip(names, _STEPS, strict=True))}
    setattr(schema, "_STEPS", steps)
    setattr(schema, "VERSIONS", tuple(steps))
    setattr(schema, "VERSION", len(steps))
    schema.expected.cache_clear()


def _die_at(step: int, folder: Path) -> None:
    """Kill this process before its ``step``-th change: by SQL, or to a file in ``folder``."""
    numbers = itertools.count(1)

    def count() -> None:
        if next(numbers) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(sql: str) -> None:
        if not sql.lower().startswith("select"):
            count()

    def event(name: str, arguments: tuple[object, ...]) -> None:
        if name in _WATCHED and os.fspath(folder) in str(arguments[0]):
            count()

    connect: Callable[..., sqlite3.Connection] = project_file.connect

    def watched(*arguments: Any, **keywords: Any) -> sqlite3.Connection:
        db = connect(*arguments, **keywords)
        db.set_trace_callback(statement)
        return db

    project_file.connect = watched
    sys.addaudithook(event)


def _open(path: str, state: str, step: str) -> None:
    plant(setattr)
    _die_at(int(step), Path(path).parent)
    Project.open(Path(path), identity=Identity(*IDENTITY, Path(state))).close()


def main() -> None:
    import_module("sqlite_utils")  # before the forks, once
    for line in iter(sys.stdin.readline, ""):
        child = os.fork()
        if child == 0:
            _open(*line.rstrip("\n").split("\t"))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        os.write(1, b"killed\n" if os.WIFSIGNALED(status) else b"done\n")


if __name__ == "__main__":
    main()

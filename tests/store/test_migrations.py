"""Files of earlier versions open with all they hold, and never stay half way."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.data.projects.make import content
from tests.store import later

from juseok.core.errors import ProjectError
from juseok.core.ids import sha256_hex
from juseok.core.model import Kind, Viewer
from juseok.store import schema
from juseok.store.backup import backups_of
from juseok.store.doctor import check
from juseok.store.identity import Identity
from juseok.store.project import Project

_ROOT = Path(__file__).parents[2]
_FROZEN = _ROOT / "tests" / "data" / "projects"
RELEASED = 2
"""The latest version of the tables.  Who raises it adds a step to ``schema``, never changes one,
and freezes a file of the new version (see tests/data/projects/make.py)."""


def frozen(version: int, folder: Path) -> tuple[Path, dict[str, Any]]:
    """A copy of a file that ``version`` wrote, and what is in it."""
    name = f"v{version:03}"
    path = folder / f"{name}.juseok"
    shutil.copy(_FROZEN / path.name, path)
    return path, json.loads((_FROZEN / f"{name}.json").read_text(encoding="utf-8"))


def held(project: Project) -> dict[str, object]:
    with project.reader() as reader:
        return json.loads(json.dumps(content(reader)))


def version_of(path: Path) -> int:
    db = sqlite3.connect(path)
    try:
        return db.execute("PRAGMA user_version").fetchone()[0]
    finally:
        db.close()


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Calling it makes the later version today's, until the end of the test."""
    yield lambda: later.plant(monkeypatch.setattr)
    monkeypatch.undo()
    schema.expected.cache_clear()


def test_links_made_before_claims_knew_theirs_are_found(tmp_path: Path, identity: Identity) -> None:
    path, _ = frozen(2, tmp_path)
    db = sqlite3.connect(path)
    with db:
        db.execute("DROP TABLE claim_end")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = '002'")
        db.execute("PRAGMA user_version = 1")
    db.close()
    with Project.open(path, identity=identity) as project, project.reader() as reader:
        project.writer.flush()
        viewer = Viewer(identity.annotator, frozenset(layer.id for layer in reader.layers()))
        claims = [obj for obj, kind, _ in reader.dump() if kind == Kind.CLAIM]
        assert [len(reader.links_of(viewer, [claim])) for claim in claims] == [1, 1]
    assert check(path) == []


def test_the_version_is_raised_on_purpose() -> None:
    assert schema.VERSION == RELEASED
    assert sorted(path.stem for path in _FROZEN.glob("*.juseok")) == [
        f"v{number:03}" for number in range(1, RELEASED + 1)
    ]


@pytest.mark.parametrize("version", range(1, RELEASED + 1))
def test_a_file_of_an_earlier_version_opens_with_all_it_holds(
    tmp_path: Path, identity: Identity, version: int
) -> None:
    path, due = frozen(version, tmp_path)
    with Project.open(path, identity=identity) as project:
        assert project.read_only is None
        assert held(project) == due
    assert check(path) == []
    assert version_of(path) == RELEASED


def test_a_migration_backs_up_first_and_keeps_every_operation(
    tmp_path: Path, identity: Identity, next_version: Callable[[], None]
) -> None:
    path, due = frozen(RELEASED, tmp_path)
    next_version()
    with Project.open(path, identity=identity) as project:
        assert held(project) == due
        recursive = project.writer.call(
            lambda recorder: recorder.db.execute("PRAGMA recursive_triggers").fetchone()
        )
        assert recursive.result() == (0,)  # the library that runs the steps would turn it on
    assert (version_of(path), check(path)) == (later.VERSION, [])
    (kept,) = backups_of(path)
    assert version_of(kept) == RELEASED
    with Project.open(kept, identity=identity) as project:
        assert held(project) == due
    with Project.open(path, identity=identity):
        pass
    assert len(backups_of(path)) == 1


def test_an_older_file_without_rights_is_told_and_not_converted(
    tmp_path: Path, identity: Identity, next_version: Callable[[], None]
) -> None:
    path, _ = frozen(RELEASED, tmp_path)
    path.chmod(0o444)
    before = path.read_bytes()
    next_version()
    with pytest.raises(ProjectError) as raised:
        Project.open(path, identity=identity)
    assert raised.value.message.code == "project.older"
    assert path.read_bytes() == before


def test_a_newer_file_is_refused_untouched(
    tmp_path: Path, identity: Identity, next_version: Callable[[], None]
) -> None:
    path, _ = frozen(RELEASED, tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        later.plant(patch.setattr)
        Project.open(path, identity=identity).close()
    schema.expected.cache_clear()
    before = sha256_hex(path.read_bytes()), path.stat().st_mtime_ns, os.listdir(tmp_path)
    for read_only in (False, True):
        with pytest.raises(ProjectError) as raised:
            Project.open(path, identity=identity, read_only=read_only)
        assert raised.value.message.code == "project.newer"
    with pytest.raises(ProjectError):
        check(path)
    assert (sha256_hex(path.read_bytes()), path.stat().st_mtime_ns, os.listdir(tmp_path)) == before


def test_a_step_that_fails_leaves_the_old_file(
    tmp_path: Path,
    identity: Identity,
    next_version: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, due = frozen(RELEASED, tmp_path)
    with monkeypatch.context() as patch:
        next_version()
        last = f"{later.VERSION:03}"
        steps = {**schema._STEPS, last: (*schema._STEPS[last][:-1], "SELECT * FROM nowhere")}
        patch.setattr(schema, "_STEPS", steps)
        with pytest.raises(sqlite3.OperationalError):
            Project.open(path, identity=identity)
    monkeypatch.undo()
    schema.expected.cache_clear()
    assert version_of(path) == RELEASED
    with Project.open(path, identity=identity) as project:
        assert held(project) == due


def test_a_kill_at_any_step_leaves_the_old_version_or_the_new(
    tmp_path: Path, identity: Identity, next_version: Callable[[], None]
) -> None:
    _, due = frozen(RELEASED, tmp_path)
    next_version()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(_ROOT), *sys.path])}
    command = [sys.executable, str(_ROOT / "tests" / "store" / "later.py")]
    seen: list[int] = []
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        outcome = "killed"
        while outcome == "killed":
            folder = tmp_path / str(len(seen))
            folder.mkdir()
            path, _ = frozen(RELEASED, folder)
            print(path, identity.state_dir, len(seen) + 1, sep="\t", file=server.stdin, flush=True)
            outcome = server.stdout.readline().strip()
            seen.append(look_at_what_is_left(path, due, identity))
            shutil.rmtree(folder)
        server.stdin.close()
    assert outcome == "done"
    assert seen == sorted(seen)  # once new, always new
    assert set(seen) == {RELEASED, later.VERSION}
    assert len(seen) > 20


def look_at_what_is_left(path: Path, due: dict[str, object], identity: Identity) -> int:
    """Check a file whose migration was killed, and its backups; gives its version."""
    version = version_of(path)  # which rolls back what was interrupted
    db = sqlite3.connect(path)
    assert schema.found(db) == schema.expected(version)
    rows = [row[0].hex() for row in db.execute("SELECT hash FROM op ORDER BY arrival")]
    db.close()
    hashes = [row[1] for row in due["operations"]]
    assert rows[: len(hashes)] == hashes
    backups = backups_of(path)
    assert backups or version == RELEASED
    for backup in backups:
        copy = sqlite3.connect(backup)
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        copy.close()
        assert version_of(backup) == RELEASED
    return version

"""A file that is not a whole project of ours is refused in words, and stays as it was."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.store.kit import TEXT, Desk

from juseok.core.errors import ProjectError
from juseok.core.ids import sha256_hex
from juseok.core.messages import Message
from juseok.store import recorder, schema
from juseok.store.doctor import check
from juseok.store.identity import Identity
from juseok.store.project import Project


def code_of(path: Path, identity: Identity) -> str:
    with pytest.raises(ProjectError) as raised:
        Project.open(path, identity=identity)
    return raised.value.message.code


@pytest.fixture
def sound(desk: Desk, tmp_path: Path) -> Path:
    """A closed project with a mention in it."""
    desk.mention()
    desk.project.close()
    path = tmp_path / "sound.juseok"
    shutil.copy(desk.project.path, path)
    return path


def cut(left: Callable[[int], int]) -> Callable[[Path], None]:
    return lambda path: os.truncate(path, left(path.stat().st_size))


def execute(*statements: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        db = sqlite3.connect(path, isolation_level=None)
        for statement in statements:
            db.execute(statement)
        db.close()

    return change


def overwrite(at: int, data: bytes) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(at)
            file.write(data)

    return change


def pad(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"x" * 10)


TRIGGER = "CREATE TRIGGER t AFTER INSERT ON op BEGIN DELETE FROM object; END"
DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "text": (lambda path: path.write_text("그냥 글입니다.\n" * 100), "project.not_a_project"),
    "binary": (lambda path: path.write_bytes(os.urandom(9000)), "project.not_a_project"),
    "empty": (cut(lambda size: 0), "project.not_a_project"),
    "50 bytes": (cut(lambda size: 50), "project.not_a_project"),
    "one byte short": (cut(lambda size: size - 1), "project.truncated"),
    "half": (cut(lambda size: size // 2), "project.truncated"),
    "one page": (cut(lambda size: 4096), "project.truncated"),
    "padded": (pad, "project.truncated"),
    "foreign": (execute("PRAGMA application_id = 7"), "project.foreign"),
    "newer": (execute(f"PRAGMA user_version = {schema.VERSION + 1}"), "project.newer"),
    "version 0": (execute("PRAGMA user_version = 0"), "project.schema"),
    "a table more": (execute("CREATE TABLE more(a)"), "project.schema"),
    "a view": (execute("CREATE VIEW v AS SELECT 1"), "project.schema"),
    "a trigger": (execute(TRIGGER), "project.schema"),
    "an index less": (execute("DROP INDEX op_by_object"), "project.schema"),
    "no name": (execute("DELETE FROM meta"), "project.damaged"),
    "first page": (overwrite(100, b"\0" * 3000), "project.damaged"),
}


@pytest.mark.parametrize(("damage", "code"), DAMAGES.values(), ids=DAMAGES)
def test_a_bad_file_is_refused_and_not_touched(
    sound: Path, identity: Identity, damage: Callable[[Path], object], code: str
) -> None:
    damage(sound)
    before = sha256_hex(sound.read_bytes()), sound.stat().st_mtime_ns
    assert code_of(sound, identity) == code
    assert (sha256_hex(sound.read_bytes()), sound.stat().st_mtime_ns) == before
    assert not list(sound.parent.glob("*sound.juseok-*"))
    assert not list(sound.parent.glob(".*.lock"))


def test_another_application_is_told_from_a_damaged_project(
    tmp_path: Path, identity: Identity
) -> None:
    path = tmp_path / "bookmarks.sqlite"
    execute("CREATE TABLE bookmark(a)", "INSERT INTO bookmark VALUES (1)")(path)
    assert code_of(path, identity) == "project.foreign"


def test_what_is_not_a_file_is_refused(tmp_path: Path, identity: Identity) -> None:
    assert code_of(tmp_path, identity) == "project.not_a_project"
    assert code_of(tmp_path / "없는 파일.juseok", identity) == "project.missing"
    fifo = tmp_path / "fifo.juseok"
    os.mkfifo(fifo)
    assert code_of(fifo, identity) == "project.not_a_project"


def test_a_link_opens_the_file_it_names(sound: Path, identity: Identity, tmp_path: Path) -> None:
    link = tmp_path / "link.juseok"
    link.symlink_to(sound)
    with Project.open(link, identity=identity) as project:
        assert project.path == sound


def test_a_damaged_page_is_told_when_it_is_read(sound: Path, identity: Identity) -> None:
    db = sqlite3.connect(sound)
    (root,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'object'").fetchone()
    db.close()
    overwrite((root - 1) * 4096, b"\0" * 4096)(sound)
    with (
        Project.open(sound, identity=identity, read_only=True) as project,
        project.reader() as reader,
        pytest.raises(ProjectError) as raised,
    ):
        list(reader.dump())
    assert raised.value.message.code == "project.damaged"


def test_a_record_that_says_nothing_is_found_where_a_file_has_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as one that came in by the log of a careless program."""
    with monkeypatch.context() as careless:
        careless.setattr(recorder, "check_fields", lambda kind, fields: None)
        blank = desk.mention(TEXT.index(" "), TEXT.index(" ") + 1)
        nameless = desk.entity("")
    desk.project.writer.flush()
    faults = {fault.params["object"]: fault.params["reason"] for fault in check(desk.project.path)}
    assert faults == {
        blank: Message("annotate.mention.blank"),
        nameless: Message("annotate.entity.no_name"),
    }
    desk.delete(blank)

"""One file, several windows, and programs that move files about."""

import errno
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.store.kit import LABEL, Desk

from juseok.core.errors import ProjectError
from juseok.core.ops import Action, Change
from juseok.store import lock, merge
from juseok.store.doctor import check
from juseok.store.identity import Identity
from juseok.store.project import Project
from juseok.store.writer import WriterEvent, WriterState


def note(desk: Desk, obj: str, text: str) -> Action:
    return Action(LABEL, (Change(obj, "mention", "set", {"note": text}),))


def test_a_second_window_is_told_who_holds_the_project(desk: Desk, identity: Identity) -> None:
    with pytest.raises(ProjectError) as raised:
        Project.open(desk.project.path, identity=identity)
    message = raised.value.message
    assert (message.code, message.params["host"], message.params["pid"]) == (
        "project.locked",
        socket.gethostname(),
        str(os.getpid()),
    )
    assert str(message.params["since"]) in str(message)


def test_another_process_is_refused_and_may_read(desk: Desk, identity: Identity) -> None:
    code = (
        "import sys; from pathlib import Path; from juseok.store.project import Project;"
        "from juseok.store.identity import Identity; from juseok.core.errors import ProjectError\n"
        "me = Identity('x', 'x', Path(sys.argv[2]))\n"
        "with Project.open(Path(sys.argv[1]), identity=me, read_only=True) as project:\n"
        "    with project.reader() as reader: print(len(list(reader.dump())))\n"
        "try: Project.open(Path(sys.argv[1]), identity=me)\n"
        "except ProjectError as error: print(error.message.code)\n"
    )
    arguments = [sys.executable, "-c", code, str(desk.project.path), str(identity.state_dir)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(len(desk.dump())), "project.locked"]


def test_the_lock_of_a_window_that_died_does_not_hold(desk: Desk, identity: Identity) -> None:
    desk.project.close()
    lock = desk.project.path.with_name(f".{desk.project.path.name}.lock")
    lock.write_text(json.dumps({"host": "gone", "pid": 1, "since": "?"}))
    with Project.open(desk.project.path, identity=identity) as project:
        assert project.read_only is None
    assert not lock.exists()


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOLCK, "project.no_lock"),
        (errno.ENOTSUP, "project.no_lock"),
        (errno.EIO, "project.io"),
    ],
)
def test_a_lock_that_fails_is_told_and_no_handle_is_left(
    desk: Desk, identity: Identity, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    desk.project.close()
    closed: list[int] = []
    handles: list[int] = []
    close = os.close

    def refuse(handle: int) -> bool:
        handles.append(handle)
        raise OSError(number, os.strerror(number))

    def watch(handle: int) -> None:
        closed.append(handle)
        close(handle)

    monkeypatch.setattr(lock, "_try_lock", refuse)
    monkeypatch.setattr("juseok.store.lock.os.close", watch)
    with pytest.raises(ProjectError) as raised:
        Project.open(desk.project.path, identity=identity)
    assert raised.value.message.code == code
    assert closed == handles
    monkeypatch.undo()
    Project.open(desk.project.path, identity=identity).close()


def test_a_lock_that_names_nobody_is_still_told(desk: Desk, identity: Identity) -> None:
    name = desk.project.path.name
    desk.project.path.with_name(f".{name}.lock").write_text("[1, 2]")
    with pytest.raises(ProjectError) as raised:
        Project.open(desk.project.path, identity=identity)
    assert raised.value.message.params == {"name": name, "host": "?", "pid": "?", "since": "?"}


@pytest.mark.parametrize("disturb", ["delete", "rename", "replace"])
def test_a_file_moved_under_us_stops_writing_and_a_copy_holds_everything(
    desk: Desk, identity: Identity, tmp_path: Path, disturb: str
) -> None:
    path = desk.project.path
    made = desk.mention()
    other = tmp_path / "other"
    other.write_bytes(path.read_bytes())
    events: list[WriterEvent] = []
    desk.project.writer.subscribe(events.append)
    if disturb == "delete":
        path.unlink()
    elif disturb == "rename":
        path.rename(tmp_path / "renamed.juseok")
    else:
        other.replace(path)
    standing = other if other.exists() else path
    before = standing.read_bytes()
    with pytest.raises(ProjectError) as raised:
        desk.project.writer.commit(note(desk, made, "남아야 한다"))
    assert raised.value.message.code == "project.moved"
    assert desk.project.writer.state.pending == 1
    assert isinstance(events[-1], WriterState)
    assert events[-1].failed == raised.value.message
    with pytest.raises(ProjectError):
        desk.project.reader()
    copy = desk.project.save_copy(tmp_path / "사본.juseok")
    replica = desk.project.replica
    desk.project.close()
    assert standing.read_bytes() == before
    with Project.open(copy, identity=identity) as project:
        assert project.replica != replica
        assert [mention.note for mention in Desk(project).mentions()] == ["남아야 한다"]


def test_a_copy_never_overwrites(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "there.juseok"
    target.write_text("남의 글")
    with pytest.raises(ProjectError) as raised:
        desk.project.save_copy(target)
    assert raised.value.message.code == "project.exists"
    assert target.read_text() == "남의 글"


def test_a_write_protected_file_opens_for_reading_with_the_reason(
    desk: Desk, identity: Identity
) -> None:
    desk.mention()
    path = desk.project.path
    desk.project.close()
    path.chmod(0o444)
    before = path.read_bytes()
    with Project.open(path, identity=identity) as project:
        assert project.read_only is not None
        assert project.read_only.code == "project.read_only.file"
        assert len(Desk(project).mentions()) == 1
        with pytest.raises(ProjectError):
            Desk(project).mention()
        assert project.writer.undo().exception() is not None
    assert path.read_bytes() == before


@pytest.mark.parametrize("how", ["copy", "move", "set back"])
def test_a_copy_or_an_older_state_gets_a_replica_of_its_own(
    desk: Desk, identity: Identity, tmp_path: Path, how: str
) -> None:
    path, old = desk.project.path, desk.project.replica
    desk.project.back_up(tmp_path / "backup.juseok")
    desk.mention()
    desk.project.close()
    if how == "copy":
        path = tmp_path / "copy.juseok"
        path.write_bytes(desk.project.path.read_bytes())
    elif how == "move":
        path = path.rename(tmp_path / "moved.juseok")
    else:
        path.write_bytes((tmp_path / "backup.juseok").read_bytes())
    with Project.open(path, identity=identity) as project:
        assert project.replica != old


def test_the_same_file_keeps_its_replica(desk: Desk, reopen: Callable[[], Desk]) -> None:
    old = desk.project.replica
    desk.mention()
    assert reopen().project.replica == old


def memory_of(identity: Identity) -> Path:
    (memory,) = (identity.state_dir / "replicas").glob("*/*.json")
    return memory


@pytest.mark.parametrize("how", ["killed", "killed and set back", "the memory is older"])
def test_a_session_that_was_killed_never_has_its_numbers_given_again(
    desk: Desk, identity: Identity, tmp_path: Path, how: str
) -> None:
    path, old = desk.project.path, desk.project.replica
    backup = desk.project.back_up(tmp_path / "backup.juseok")
    early = memory_of(identity).read_bytes()
    desk.mention()
    late, whole = memory_of(identity).read_bytes(), path.read_bytes()
    desk.project.close()
    # As a kill leaves it: nothing of what closing does.
    memory_of(identity).write_bytes(early if "memory" in how else late)
    path.write_bytes(backup.read_bytes() if "back" in how else whole)
    with Project.open(path, identity=identity) as project:
        assert (project.replica == old) == (how == "killed")


def test_a_file_on_another_disk_with_the_same_number_is_another_file(
    desk: Desk, identity: Identity, reopen: Callable[[], Desk]
) -> None:
    old = desk.project.replica
    desk.project.close()
    memory = memory_of(identity)
    known = json.loads(memory.read_text("utf-8"))
    memory.write_text(json.dumps({**known, "device": known["device"] + 1}), "utf-8")
    assert reopen().project.replica != old


@pytest.mark.parametrize("staged", [False, True])
def test_two_histories_of_one_replica_are_both_kept_and_told(
    desk: Desk,
    identity: Identity,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    staged: bool,
) -> None:
    if staged:
        monkeypatch.setattr(merge, "AT_ONCE", 0)
    path, replica = desk.project.path, desk.project.replica
    memory = memory_of(identity).read_bytes()
    backup = desk.project.back_up(tmp_path / "backup.juseok")
    first = desk.mention()
    with desk.project.reader() as reader:
        ops = list(reader.all_ops())
    desk.project.close()
    path.write_bytes(backup.read_bytes())
    memory_of(identity).write_bytes(memory)  # as if the user's state were set back too
    with Project.open(path, identity=identity) as project:
        assert project.replica == replica
        second = Desk(project).mention(7, 10)
        report = project.merge_ops(ops)
        assert report.forks == ((replica, ops[-1].seq),)
        assert project.merge_ops(ops).forks == ()
        assert {mention.id for mention in Desk(project).mentions()} == {first, second}
    (fault,) = check(path)
    assert (fault.code, fault.params) == ("doctor.fork", {"replica": replica, "seq": ops[-1].seq})


def test_the_shipped_settings_are_in_force(desk: Desk) -> None:
    def ask(name: str) -> object:
        return desk.project.writer.call(
            lambda recorder: recorder.db.execute(f"PRAGMA {name}").fetchone()[0]
        ).result()

    assert {name: ask(name) for name in ("journal_mode", "synchronous", "locking_mode")} == {
        "journal_mode": "delete",
        "synchronous": 3,
        "locking_mode": "normal",
    }
    assert {name: ask(name) for name in ("foreign_keys", "trusted_schema", "cell_size_check")} == {
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
    }
    assert ask("mmap_size") == 0
    assert ask("fullfsync") == 1


def test_the_live_file_is_never_opened_by_python(
    desk: Desk, identity: Identity, tmp_path: Path
) -> None:
    """Closing such a handle would drop the locks that SQLite holds on the file."""
    live = {os.fspath(desk.project.path), os.fsencode(desk.project.path)}
    opened: list[object] = []
    watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event == "open" and arguments[0] in live:
            opened.append(arguments)

    sys.addaudithook(watch)
    made = desk.mention()
    desk.set(made, note="x")
    desk.project.writer.undo().result()
    desk.project.back_up()
    desk.project.save_copy(tmp_path / "copy.juseok")
    desk.project.snapshot(tmp_path).close()
    with desk.project.reader() as reader:
        list(reader.dump())
    check(desk.project.path)
    desk.project.close()
    desk.project.back_up()
    Project.open(desk.project.path, identity=identity).close()
    watching = False
    assert opened == []

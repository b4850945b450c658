"""Copies of a project in use: when they are made, that they hold everything, and that they open."""

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.data.projects.make import content
from tests.store.kit import LABEL, PATIENCE, Desk

from juseok.core.errors import ProjectError
from juseok.core.ops import Action, Change
from juseok.store import backup
from juseok.store.backup import backups_of, folder_of, name_at, thin_out, to_thin_out
from juseok.store.doctor import check
from juseok.store.identity import Identity
from juseok.store.project import Project
from juseok.store.recorder import Commit
from juseok.store.schedule import EVERY, Schedule

NOW = datetime(2026, 5, 15, 12, 0, 0)


@pytest.fixture
def hours(desk: Desk) -> "Hours":
    return Hours(desk.project)


class Hours:
    """A schedule of a project whose clock stands still until it is moved."""

    def __init__(self, project: Project) -> None:
        self.now = 0.0
        self.schedule = Schedule(
            project.path, project.back_up, project.writer, clock=lambda: self.now
        )

    def pass_by(self, seconds: float = EVERY) -> None:
        self.now += seconds


def wait_told(desk: Desk) -> None:
    """Wait until all that listen to the writer know of the last commit: it is told after it."""
    desk.project.writer.call(lambda recorder: None).result()


def test_a_backup_is_due_after_half_an_hour_of_change(desk: Desk, hours: Hours) -> None:
    hours.schedule.run()
    assert not hours.schedule.wanted
    hours.pass_by()
    assert not hours.schedule.due()
    desk.mention()
    wait_told(desk)
    assert hours.schedule.due()
    hours.schedule.run()
    desk.mention()
    wait_told(desk)
    hours.pass_by(EVERY - 1)
    assert hours.schedule.wanted
    assert not hours.schedule.due()
    hours.pass_by(1)
    assert hours.schedule.due()
    assert len(backups_of(desk.project.path)) == 2


def test_what_was_changed_before_a_crash_is_wanted_at_the_next_start(
    desk: Desk, reopen: Callable[[], Desk]
) -> None:
    desk.project.back_up()
    desk = reopen()
    assert desk.project.backups is not None
    assert not desk.project.backups.wanted
    desk.mention()
    desk = reopen()
    assert desk.project.backups is not None
    assert desk.project.backups.wanted


def test_a_backup_that_failed_is_still_wanted(
    desk: Desk, hours: Hours, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.mention()
    wait_told(desk)
    hours.pass_by()
    with monkeypatch.context() as patch:
        patch.setattr(backup.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 0))
        with pytest.raises(ProjectError) as raised:
            hours.schedule.run()
    assert raised.value.message.code == "project.no_room"
    assert not folder_of(desk.project.path).exists()
    assert hours.schedule.wanted
    assert not hours.schedule.due()  # not every minute again
    hours.pass_by()
    assert hours.schedule.due()


def test_a_project_opened_for_reading_is_not_backed_up(desk: Desk, identity: Identity) -> None:
    desk.mention()
    desk.project.close()
    with Project.open(desk.project.path, identity=identity, read_only=True) as project:
        assert project.backups is None


def test_a_closed_project_can_be_backed_up(desk: Desk) -> None:
    desk.mention()
    due = desk.dump()
    desk.project.close()
    copy = desk.project.back_up()
    assert check(copy) == []
    assert not Path(f"{copy}-journal").exists()
    with Project.open(copy, identity=Identity("x", "x", copy.parent), read_only=True) as project:
        assert Desk(project).dump() == due


def test_a_file_that_took_the_place_of_a_closed_project_is_not_backed_up(
    desk: Desk, tmp_path: Path
) -> None:
    desk.project.close()
    (tmp_path / "other").write_bytes(b"x" * 4096)
    (tmp_path / "other").replace(desk.project.path)
    with pytest.raises(ProjectError) as raised:
        desk.project.back_up()
    assert raised.value.message.code == "project.moved"
    assert backups_of(desk.project.path) == {}


def test_edits_are_saved_between_the_steps_of_a_backup_and_are_in_it(
    desk: Desk, identity: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = desk.mention()
    monkeypatch.setattr(backup, "_PAGES", 1)
    between = desk.project.writer.between
    waiting: list[Future[Commit]] = []

    def edit_and_go_on() -> None:
        if len(waiting) < 3:
            note = Change(made, "mention", "set", {"note": f"{len(waiting)}"})
            waiting.append(desk.project.writer.submit(Action(LABEL, (note,))))
        between()
        assert all(future.done() for future in waiting)

    monkeypatch.setattr(desk.project.writer, "between", edit_and_go_on)
    copy = desk.project.back_up()
    assert len(waiting) == 3
    assert check(copy) == []
    with Project.open(copy, identity=identity) as project:
        assert Desk(project).dump() == desk.dump()


def test_checking_a_copy_keeps_nobody_from_saving(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = desk.mention()
    keep, threads = backup.keep, []

    def save_first(*arguments: object, **keywords: object) -> None:
        desk.set(made, note="그동안")  # waits for the writer's thread, which is free
        threads.append(threading.current_thread())
        keep(*arguments, **keywords)

    monkeypatch.setattr("juseok.store.project.keep", save_first)
    desk.project.back_up()
    assert threads == [threading.current_thread()]


def test_a_restored_backup_is_a_replica_of_its_own_with_every_operation(
    desk: Desk, identity: Identity
) -> None:
    """The drill: the file is damaged, a person puts the newest backup in its place."""
    path, old = desk.project.path, desk.project.replica
    desk.mention()
    desk.project.writer.undo().result()
    desk.project.writer.redo().result()
    with desk.project.reader() as reader:
        due = content(reader)
    copy = desk.project.back_up()
    desk.mention(7, 10)
    desk.project.close()
    path.rename(path.with_suffix(".damaged"))
    shutil.copy2(copy, path)
    with Project.open(path, identity=identity) as project:
        assert project.replica != old
        with project.reader() as reader:
            assert content(reader) == due
        restored = Desk(project)
        restored.mention(7, 10)
        assert project.writer.undo().result() is not None
    assert check(path) == []


def test_an_operation_that_is_not_what_its_hash_says_is_not_kept_as_a_backup(desk: Desk) -> None:
    desk.mention()
    desk.project.close()
    db = sqlite3.connect(desk.project.path)
    db.execute("UPDATE op SET label = label || ' ' WHERE arrival = (SELECT max(arrival) FROM op)")
    db.commit()
    db.close()
    with pytest.raises(ProjectError) as raised:
        desk.project.back_up()
    assert raised.value.message.code == "project.damaged"
    assert os.listdir(folder_of(desk.project.path)) == []


def test_a_backup_asked_for_during_another_takes_a_name_of_its_own(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    free_name, keep, now = backup.free_name, backup.keep, datetime.now()
    named: list[Path] = []
    second_named = threading.Event()
    second: Future[Path] = Future()

    def name(path: Path, moment: datetime) -> Path:
        named.append(free_name(path, now))
        if len(named) == 2:
            second_named.set()
        return named[-1]

    def back_up_too() -> None:
        try:
            second.set_result(desk.project.back_up())
        except ProjectError as error:
            second.set_exception(error)

    other = threading.Thread(target=back_up_too)

    def keep_late(*arguments: object, **keywords: object) -> None:
        if not other.ident:
            other.start()
            second_named.wait(0.5)  # were it to choose a name now, that would be the same
        keep(*arguments, **keywords)

    monkeypatch.setattr("juseok.store.project.free_name", name)
    monkeypatch.setattr("juseok.store.project.keep", keep_late)
    first = desk.project.back_up()
    assert second.result(PATIENCE) != first
    other.join()
    assert sorted(backups_of(desk.project.path)) == sorted(named)


def test_an_old_backup_that_cannot_be_deleted_does_not_fail_the_new_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = [name_at(desk.project.path, NOW - timedelta(days=400, hours=n)) for n in range(3)]
    folder_of(desk.project.path).mkdir()
    for path in old:
        path.touch()
    unlink = Path.unlink

    def held(path: Path, missing_ok: bool = False) -> None:
        if path == old[1]:
            raise PermissionError(13, "another program reads it")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", held)
    made = desk.project.back_up()
    assert sorted(backups_of(desk.project.path)) == sorted([old[0], old[1], made])


def test_two_backups_in_one_second_have_two_names(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Still(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return NOW

    monkeypatch.setattr("juseok.store.project.datetime", Still)
    made = [desk.project.back_up(), desk.project.back_up()]
    assert list(backups_of(desk.project.path)) == made
    assert made[0] == name_at(desk.project.path, NOW)


def test_two_days_are_kept_whole_then_one_a_day_a_week_a_month() -> None:
    made = [NOW - timedelta(hours=hours) for hours in range(24 * 400)]
    left = sorted(set(made) - to_thin_out(made, NOW))
    ages = [NOW - moment for moment in left]
    assert sum(age <= timedelta(days=2) for age in ages) == 49
    assert sum(timedelta(days=2) < age <= timedelta(days=14) for age in ages) in (12, 13)
    assert sum(timedelta(days=14) < age <= timedelta(days=70) for age in ages) in (8, 9)
    assert sum(timedelta(days=70) < age for age in ages) in (11, 12, 13)
    assert to_thin_out(left, NOW) == set()


def test_the_newest_backup_is_never_thinned_out() -> None:
    old = NOW - timedelta(days=3000)
    assert to_thin_out([old, old - timedelta(minutes=1)], NOW) == {old - timedelta(minutes=1)}


def test_halves_of_killed_backups_go_and_other_files_stay(desk: Desk) -> None:
    path = desk.project.path
    desk.project.back_up()
    folder = folder_of(path)
    left, fresh, other = (
        folder / name for name in (".a.juseok.new", ".b.juseok.new", "메모.juseok")
    )
    for each in (left, fresh, other):
        each.write_bytes(b"x")
    long_ago = NOW.timestamp()
    os.utime(left, (long_ago - 2 * 3600, long_ago - 2 * 3600))
    os.utime(fresh, (long_ago, long_ago))
    thin_out(path, NOW)
    assert (left.exists(), fresh.exists(), other.exists()) == (False, True, True)

"""Backups are made behind the window, and what fails of them is said without getting in the way."""

import pytest
from tests.ui.kit import Heard

from juseok.app import Desk, open_project
from juseok.core.errors import ProjectError
from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.core.ops import CREATE, Action, Change
from juseok.store.backup import backups_of
from juseok.store.doctor import check
from juseok.store.schedule import EVERY
from juseok.ui.backups import Backups
from juseok.ui.settings import Settings
from juseok.ui.windows.status_line import StatusLine


@pytest.fixture
def project(project_path, identity):
    project = open_project(project_path, identity).project
    project.back_up()
    project.backups._changed = False
    yield project
    project.close()


@pytest.fixture
def backups(qapp):
    backups = Backups()
    yield backups
    backups.close()
    backups.deleteLater()


def edit(project):
    fields = {"layer": project.register_layer, "type": "ORG", "name": "한빛전자"}
    change = Change(project.ids(), Kind.ENTITY, CREATE, fields)
    project.writer.commit(Action(Message("history.unknown"), (change,)))


def half_an_hour_passes(project):
    project.backups._last -= EVERY


def test_half_an_hour_of_change_is_backed_up(backups, project, qtbot):
    backups.watch(project)
    half_an_hour_passes(project)
    backups.look()
    assert not backups._running  # nothing was changed
    edit(project)
    with qtbot.waitSignal(backups.told) as told:
        backups.look()
    assert told.args == [None]
    assert len(backups_of(project.path)) == 2
    assert not project.backups.wanted


def test_a_backup_that_fails_is_told_and_edits_go_on(backups, project, qtbot, monkeypatch):
    def full():
        raise ProjectError("project.no_room", name="뉴스")

    monkeypatch.setattr(project.backups, "_back_up", full)
    backups.watch(project)
    edit(project)
    half_an_hour_passes(project)
    with qtbot.waitSignal(backups.told) as told:
        backups.look()
    assert told.args[0].code == "project.no_room"
    edit(project)
    assert project.writer.state.failed is None


def test_a_bug_is_reported_as_one(backups, project, qtbot, monkeypatch):
    monkeypatch.setattr(project.backups, "_back_up", lambda: 1 / 0)
    backups.watch(project)
    edit(project)
    half_an_hour_passes(project)
    with qtbot.waitSignal(backups.failed) as failed:
        backups.look()
    assert isinstance(failed.args[0], ZeroDivisionError)


def test_a_project_left_unchanged_is_not_backed_up(backups, project, qtbot):
    told = Heard()
    backups.told.connect(told)
    backups.watch(project)
    project.close()
    backups.leave()
    qtbot.waitUntil(lambda: bool(told.said))
    assert len(backups_of(project.path)) == 1


def test_closing_the_window_backs_up_what_was_changed(
    qapp, qtbot, project_path, tmp_path, identity
):
    desk = Desk(qapp, Settings(tmp_path / "config" / "settings.toml"))
    desk.show(project_path, starter=False)
    qtbot.waitUntil(lambda: desk.window.bench is not None)
    edit(desk.session.project)
    desk.close()
    desk.window.close()
    (copy,) = backups_of(project_path)
    assert check(copy) == []
    with open_project(copy, identity).project as project, project.reader() as reader:
        assert [row.entity.name for row in reader.entities(project.viewer())] == ["한빛전자"]


def test_a_warning_stays_in_the_status_line_until_it_is_put_right(qapp, qtbot):
    line = StatusLine()
    qtbot.addWidget(line)
    line.show()
    assert not line._warning.isVisible()
    line.show_warning("No backup: the disk is nearly full.")
    line.say("Something else")
    assert line.warning == "No backup: the disk is nearly full."
    assert line._warning.isVisible()
    line.show_warning("")
    assert not line._warning.isVisible()

"""Nothing that could not be saved is let go without a word."""

import threading

import pytest
from tests.ui.keys import press
from tests.ui.kit import ARTICLES, make_project

from juseok import app
from juseok.app import Desk
from juseok.core.messages import Message
from juseok.store.articles import ArticleQuery
from juseok.store.project import Project
from juseok.ui import i18n
from juseok.ui.articleview.interaction import Interaction, SelectedBy, Selection
from juseok.ui.dialogs.import_dialog import ImportDialog
from juseok.ui.settings import Settings


@pytest.fixture
def desk(qapp, qtbot, project_path, tmp_path):
    desk = Desk(qapp, Settings(tmp_path / "config" / "settings.toml"))
    desk.show(project_path, starter=False)
    qtbot.waitUntil(lambda: shown(desk) == ARTICLES[0][2])
    yield desk
    desk.close()
    i18n.install(qapp, "en")


@pytest.fixture
def second(tmp_path, identity):
    path = tmp_path / "둘째.juseok"
    make_project(path, identity, ARTICLES[1:]).close()
    return path


def shown(desk):
    return desk.window.bench.article.view.page.doc.text if desk.window.bench else ""


def tag(desk):
    view = desk.window.bench.article.view
    view.set_state(Interaction(Selection(0, 4, by=SelectedBy.DRAG)))
    press(view, "W")


@pytest.fixture
def away(desk, qtbot, project_path):
    """Where the file of the open project is now, with an edit that could not be saved."""
    away = project_path.with_name("away.juseok")
    project_path.rename(away)
    tag(desk)
    qtbot.waitUntil(lambda: not desk.window.notice.isHidden())
    desk.window.notice.hide()
    return away


def choices(window):
    return [] if window.notice.isHidden() else [each.text() for each in window.notice._buttons]


ASKED = ["Save again", "Save a copy…", "Close without saving"]


def test_a_window_with_unsaved_edits_stays_until_they_are_given_up(desk, away):
    assert not desk.window.close()
    assert desk.window.isVisible()
    assert choices(desk.window) == ASKED
    desk.window.notice._buttons[-1].click()
    assert not desk.window.isVisible()


def test_a_window_closes_once_the_edits_are_saved(desk, qtbot, away, project_path):
    assert not desk.window.close()
    away.rename(project_path)
    desk.window.notice._buttons[0].click()
    qtbot.waitUntil(lambda: desk.window.notice.isHidden())
    assert desk.window.isVisible()
    assert desk.window.close()


def test_a_read_that_fails_does_not_take_away_what_can_be_done(desk, qtbot, away, project_path):
    moved = Message("project.moved", name=project_path.name)
    assert not desk.window.close()
    desk.window.tell(moved)
    assert choices(desk.window) == ASKED
    away.rename(project_path)
    desk.window.notice._buttons[0].click()
    qtbot.waitUntil(lambda: desk.window.notice.isHidden())
    desk.window.tell(moved)  # of a read that began before
    assert desk.window.notice.isHidden()


def test_an_edit_that_fails_while_the_window_closes_keeps_it(desk, project_path):
    project_path.rename(project_path.with_name("away.juseok"))
    tag(desk)
    assert not desk.window.close()
    assert choices(desk.window) == ASKED


def test_an_edit_on_its_way_is_saved_before_the_window_closes(desk, project_path):
    tag(desk)
    assert desk.window.close()
    assert desk.session.save_state.pending == 0


@pytest.mark.parametrize("way", ["open", "create", "open_starter"])
def test_a_project_with_unsaved_edits_stays_until_they_are_given_up(
    desk, qtbot, away, second, way, tmp_path, monkeypatch
):
    monkeypatch.setattr("juseok.app.data_dir", lambda: tmp_path / "data")
    ways = {
        "open": lambda: desk.open(second),
        "create": lambda: desk.create(tmp_path / "new.juseok"),
        "open_starter": desk.open_starter,
    }
    before = desk.session
    ways[way]()
    assert desk.session is before
    assert shown(desk) == ARTICLES[0][2]
    assert choices(desk.window) == ASKED
    desk.window.notice._buttons[-1].click()
    qtbot.waitUntil(lambda: desk.session not in (before, None))
    assert desk.window.notice.isHidden()


def test_what_can_be_done_is_said_in_korean(desk, qtbot, away):
    i18n.install(desk._app, "ko")
    assert not desk.window.close()
    assert choices(desk.window) == ["다시 저장", "사본 저장…", "저장하지 않고 닫기"]


@pytest.fixture
def held(monkeypatch):
    """Opening a project holds after it is open, until the event is set."""
    reached, gate = threading.Event(), threading.Event()
    real = app.open_project

    def open_project(path, identity):
        opened = real(path, identity)
        reached.set()
        assert gate.wait(20)
        return opened

    monkeypatch.setattr(app, "open_project", open_project)
    return reached, gate


def test_a_project_that_is_not_waited_for_is_not_left_locked(
    desk, qtbot, second, tmp_path, identity, held
):
    third = tmp_path / "third.juseok"
    make_project(third, identity, ARTICLES[2:]).close()
    reached, gate = held
    desk.open(second)
    assert reached.wait(20)
    desk.open(third)
    gate.set()
    qtbot.waitUntil(lambda: shown(desk) == ARTICLES[2][2])
    with Project.open(second, identity=identity) as again:
        assert again.read_only is None


def test_a_program_that_ends_while_a_project_opens_leaves_it_unlocked(
    qapp, second, tmp_path, identity, held
):
    reached, gate = held
    desk = Desk(qapp, Settings(tmp_path / "config" / "settings.toml"))
    desk.open(second)
    assert reached.wait(20)
    gate.set()
    desk.close()
    with Project.open(second, identity=identity) as again:
        assert again.read_only is None


def test_the_project_on_screen_stays_when_another_cannot_be_opened(desk, qtbot, tmp_path):
    before = desk.session
    desk.open(tmp_path / "mistyped.juseok")
    qtbot.waitUntil(lambda: "mistyped.juseok" in desk.window.notice.text)
    assert desk.session is before
    tag(desk)
    qtbot.waitUntil(lambda: before.save_state.saved_at is not None)


def test_opening_the_project_on_screen_does_nothing(desk, qtbot, project_path):
    before = desk.session
    link = project_path.with_name("link.juseok")
    link.symlink_to(project_path)
    for path in (project_path, link):
        desk.open(path)
        assert desk._jobs.idle
    assert desk.session is before


def test_edits_that_fail_while_another_project_opens_keep_this_one(
    desk, qtbot, second, project_path, held
):
    reached, gate = held
    before = desk.session
    desk.open(second)
    assert reached.wait(20)
    project_path.rename(project_path.with_name("away.juseok"))
    tag(desk)
    gate.set()
    qtbot.waitUntil(lambda: desk._jobs.idle and choices(desk.window) == ASKED)
    assert desk.session is before


def test_another_language_waits_for_edits_without_looking_again_and_again(
    desk, qtbot, away, project_path
):
    old = desk.window
    desk._settings.set("look.language", "ko")
    qtbot.waitUntil(lambda: desk._rebuilds)
    away.rename(project_path)
    desk.session.retry()
    qtbot.waitUntil(lambda: desk.window is not old and shown(desk) == ARTICLES[0][2])


def test_a_project_that_is_slow_to_close_does_not_hold_the_window(
    desk, qtbot, second, project_path, identity, monkeypatch
):
    """The thread that lets it go is held; meanwhile the other project is there and works."""
    reached, gate = threading.Event(), threading.Event()
    real = Project.close

    def close(self):
        if self.path == project_path and not gate.is_set():
            reached.set()
            assert gate.wait(20)
        real(self)

    monkeypatch.setattr(Project, "close", close)
    tag(desk)
    desk.open(second)
    qtbot.waitUntil(lambda: shown(desk) == ARTICLES[1][2])
    assert reached.wait(20)
    tag(desk)
    qtbot.waitUntil(lambda: desk.session.save_state.saved_at is not None)
    desk.open(project_path)  # waits until it is free, in a thread
    gate.set()
    qtbot.waitUntil(lambda: shown(desk) == ARTICLES[0][2])
    assert desk.session.read_only is None


def test_leaving_ends_an_import_first_and_nothing_of_it_comes_in(
    desk, qtbot, second, tmp_path, identity, project_path
):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(300):
        (inbox / f"{number}.txt").write_text(f"{number}번째 긴 제목\n{number} 본문이다.\n", "utf-8")
    desk.window.router.trigger("project.import")
    (dialog,) = [w for w in desk._app.topLevelWidgets() if isinstance(w, ImportDialog)]
    dialog.bring([inbox])
    qtbot.waitUntil(lambda: dialog.work.idle and dialog.accept_button.isEnabled())
    with qtbot.waitSignal(dialog.work.moved):
        dialog.start_import()
    desk.open(second)
    qtbot.waitUntil(lambda: shown(desk) == ARTICLES[1][2])
    desk._leaving.wait()
    with Project.open(project_path, identity=identity) as project, project.reader() as reader:
        assert len(reader.article_ids(project.viewer(), ArticleQuery())) in (3, 303)

"""The composition: one window, and the project in it."""

from threading import Event

import pytest
from tests.ui.keys import press
from tests.ui.kit import ARTICLES, article_of, make_project

from juseok import app as program
from juseok.app import Desk
from juseok.store.project import Project
from juseok.ui import i18n
from juseok.ui.articleview.interaction import Interaction, SelectedBy, Selection
from juseok.ui.parts import PANELS
from juseok.ui.settings import Settings
from juseok.ui.windows import main_window


@pytest.fixture
def desk(qapp, qtbot, project_path, tmp_path):
    desk = Desk(qapp, Settings(tmp_path / "config" / "settings.toml"))
    desk.show(project_path, starter=False)
    qtbot.waitUntil(lambda: shown(desk) == ARTICLES[0][2])
    yield desk
    desk.close()
    desk.window.close()
    desk.window.deleteLater()
    desk.deleteLater()
    i18n.install(qapp, "en")


def shown(desk):
    return desk.window.bench.article.view.page.doc.text if desk.window.bench else ""


def test_every_action_has_somebody_who_does_it(desk):
    assert desk.window.router.missing() == ()


@pytest.mark.parametrize("panel", [spec.id for spec in PANELS])
def test_every_panel_is_made_when_its_tab_is_shown(desk, panel):
    desk.window.router.trigger(f"panel.{panel}")
    assert desk.window.bench.inspector.tabs.panel(panel) is not None


def test_the_window_comes_before_the_project(qapp, qtbot, project_path, tmp_path):
    desk = Desk(qapp, Settings(tmp_path / "config" / "settings.toml"))
    desk.show(project_path, starter=False)
    assert desk.window.isVisible()
    assert desk.window.bench is None
    qtbot.waitUntil(lambda: desk.window.bench is not None)
    desk.close()
    desk.window.close()
    desk.window.deleteLater()
    desk.deleteLater()


def test_a_panel_comes_after_the_text_then_what_a_thread_gets_ready(
    qapp, qtbot, project_path, tmp_path, monkeypatch
):
    ready = Event()
    monkeypatch.setattr(program, "load_behind", lambda: ready.wait(50))
    monkeypatch.setattr(main_window, "_MENUS_MS", 100_000)  # no clock is to make them here
    desk = Desk(qapp, Settings(tmp_path / "config" / "settings.toml"))
    desk.show(project_path, starter=False)
    qtbot.waitUntil(lambda: shown(desk) == ARTICLES[0][2])
    window = desk.window
    qtbot.waitUntil(lambda: window.bench.inspector.tabs.panel("entities") is not None)
    assert window.router.expecting
    assert window.header.menus.actions() == []
    ready.set()
    qtbot.waitUntil(lambda: window.header.menus.actions() != [])
    assert not window.router.expecting
    assert "project.export" in {action.objectName() for action in window.actions()}
    menus = [each.menu() for each in window.header.menus.actions()]
    for menu in menus:
        menu.aboutToShow.emit()
    there = {action.objectName() for menu in menus for action in menu.actions()}
    assert {"tag.all", "project.export"} <= there
    desk.close()
    window.close()


def test_a_key_does_not_wait_for_what_a_thread_gets_ready(desk):
    done = []
    router = desk.window.router
    router.clear()
    router.expect(lambda: router.register("claim.new", lambda: done.append("claim.new")))
    press(desk.window.bench.article.view, "Z", text="ㅋ")
    assert done == ["claim.new"]


def test_another_language_makes_the_window_anew_and_keeps_the_work(desk, qtbot):
    start = ARTICLES[0][2].index("김하늘")
    view = desk.window.bench.article.view
    view.set_state(Interaction(Selection(start, start + 3, by=SelectedBy.DRAG)))
    press(view, "Q", text="ㅂ")
    old = desk.window
    desk._settings.set("look.language", "ko")
    qtbot.waitUntil(lambda: desk.window is not old and shown(desk) == ARTICLES[0][2])
    assert desk.window.bench.list._count.text() == "기사 3건"
    assert len(desk.session.workspace(article_of(0)).mentions) == 1


def test_a_project_that_cannot_be_opened_says_why_and_offers_others(desk, qtbot, tmp_path):
    broken = tmp_path / "broken.juseok"
    broken.write_text("not a project", encoding="utf-8")
    desk.open(broken)
    qtbot.waitUntil(lambda: "broken.juseok" in desk.window.notice.text)
    assert shown(desk) == ARTICLES[0][2]
    assert "project.open" not in desk.window.router.missing()
    assert len(desk.window.notice._buttons) == 2


def test_a_project_that_another_holds_is_refused_by_name(desk, qtbot, tmp_path, identity):
    other = tmp_path / "other.juseok"
    held = Project.create(other, identity=identity, scheme=())
    desk.open(other)
    qtbot.waitUntil(lambda: desk.window.notice.text != "")
    assert "other.juseok" in desk.window.notice.text
    held.close()


def test_a_copy_holds_the_whole_project(desk, qtbot, tmp_path, identity, monkeypatch):
    target = tmp_path / "copy.juseok"
    monkeypatch.setattr("juseok.ui.handlers.projects.ask_new", lambda *_: target)
    desk.window.router.trigger("project.copy")
    qtbot.waitUntil(lambda: "copy.juseok" in desk.window.status.text)
    with Project.open(target, identity=identity) as copy, copy.reader() as reader:
        assert reader.has_article(article_of(2))


def test_a_project_that_was_left_hears_nothing_any_more(desk, qtbot, tmp_path, identity):
    for panel in PANELS:
        desk.window.router.trigger(f"panel.{panel.id}")
    second = tmp_path / "second.juseok"
    make_project(second, identity, ARTICLES[1:]).close()
    desk.open(second)
    qtbot.waitUntil(lambda: shown(desk) == ARTICLES[1][2])
    for action in ("view.zoom_in", "view.theme", "view.arcs", "view.reading"):
        desk.window.router.trigger(action)
    desk._settings.set_keys("claim.new", ("H",))
    qtbot.waitUntil(lambda: desk.window.bench.article.view.page.fonts.settings.size == 18)
    desk._settings.set("look.theme", "light")


def test_a_project_that_is_not_there_can_be_made_there(desk, qtbot, tmp_path):
    wanted = tmp_path / "nope.juseok"
    desk.open(wanted)
    qtbot.waitUntil(lambda: "nope.juseok" in desk.window.notice.text)
    first = desk.window.notice._buttons[0]
    assert first.text() == "Make it here"
    first.click()
    qtbot.waitUntil(lambda: desk.session is not None and desk.session.project.path == wanted)

"""The second article in the right column: named, changed, exchanged, closed; read and linked."""

import pytest
from PySide6.QtGui import QGuiApplication
from tests.ui.hands import article_view, workspace
from tests.ui.keys import key_event, press
from tests.ui.kit import ARTICLES, article_of


@pytest.fixture
def beside(window, qtbot):
    """The first article in the middle, the second beside it."""
    window.bench.show_second(article_of(1))
    second = window.bench.second
    qtbot.waitUntil(lambda: second.pane.showing == article_of(1))
    return second


def entries(window):
    model = window.palette_box._model
    return [window.palette_box._entry(row) for row in range(model.rowCount())]


def test_it_says_which_article_it_is_and_what_it_is_for(beside):
    assert beside.title.accessibleName() == ARTICLES[1][0]
    assert beside.about.accessibleName() == f"{ARTICLES[1][1]} · 2025-03-11"
    names = [button.accessibleName() for button in beside.buttons.values()]
    assert names == [
        "Another article beside…", "Exchange the two articles", "Close the second article",
    ]  # fmt: skip
    assert [b.toolTip().rpartition("(")[2] for b in beside.buttons.values()] == [
        "Ctrl+Shift+P)", "Ctrl+Shift+X)", "Ctrl+Shift+O)",
    ]  # fmt: skip


def test_another_article_can_be_chosen_in_its_place(window, beside, qtbot):
    beside.buttons["second.choose"].click()
    qtbot.waitUntil(lambda: len(entries(window)) == 1)  # without those on screen
    next(each for each in entries(window) if each.text == ARTICLES[2][0]).choose()
    qtbot.waitUntil(lambda: window.bench.second.pane.showing == article_of(2))
    assert window.bench.second.title.accessibleName() == ARTICLES[2][0]


def test_the_two_change_places_and_keep_theirs(window, beside, qtbot):
    article_view(window).select(12, 12)
    beside.pane.view.select(5, 5)
    beside.buttons["second.swap"].click()
    qtbot.waitUntil(lambda: window.bench.article.showing == article_of(1))
    qtbot.waitUntil(lambda: beside.pane.showing == article_of(0))
    assert article_view(window).caret == 5
    assert beside.pane.view.caret == 12
    assert beside.title.accessibleName() == ARTICLES[0][0]
    session = window.session
    assert None not in (session.workspace(article_of(0)), session.workspace(article_of(1)))


def test_it_is_closed_and_the_focus_goes_back_to_the_text(window, beside, qtbot):
    window.activateWindow()
    beside.pane.view.setFocus()
    beside.buttons["view.second"].click()
    assert window.bench.second is None
    assert window.bench.inspector.second is None
    assert window._context.place.beside is None
    assert window.focusWidget() is article_view(window)
    assert not window.router.is_enabled(window.router.spec("second.swap"))


def test_a_key_that_tags_says_where_keys_act(window, beside):
    beside.pane.view.select(0, 6)
    press(beside.pane.view, "W", text="ㅈ")
    assert "Ctrl+Shift+X" in window.status._text.accessibleName()
    assert window.session.workspace(article_of(1)).mentions == ()
    assert workspace(window).mentions == ()


def test_escape_leads_back_and_find_searches_what_is_read(window, beside, qtbot):
    window.activateWindow()
    beside.pane.view.setFocus()
    qtbot.waitUntil(beside.pane.view.hasFocus)
    assert window.bench.reading is beside.pane
    press(beside.pane.view, "/", text="/")
    assert beside.pane._find.isVisible()
    assert not window.bench.article._find.isVisible()
    beside.pane.view.setFocus()
    press(beside.pane.view, "Esc")
    assert window.focusWidget() is article_view(window)


def test_copying_takes_the_words_of_the_article_in_focus(window, beside, qtbot):
    window.activateWindow()
    article_view(window).select(0, 4)
    beside.pane.view.select(0, 6)
    beside.pane.view.setFocus()
    window.router.trigger("edit.copy")
    assert QGuiApplication.clipboard().text() == "나루소프트 "


def test_tab_is_left_to_the_panes(beside):
    assert not beside.eventFilter(beside.pane.view, key_event("Tab"))


def test_on_a_wide_window_it_has_room_of_its_own_and_gives_it_back(window, beside, qtbot):
    bench = window.bench
    bench.hide_second()
    window.resize(1920, 800)
    before = bench.splitter.sizes()
    bench.show_second(article_of(1))
    wide = bench.splitter.sizes()
    assert wide[2] > before[2] + 200
    assert wide[1] >= 750
    bench.hide_second()
    assert bench.splitter.sizes() == before
    bench.show_second(article_of(1))
    bench.splitter.setSizes([wide[0], wide[1] - 40, wide[2] + 40])
    moved = bench.splitter.sizes()
    bench.hide_second()
    assert bench.splitter.sizes() == moved  # by hand, so it stays

"""The history by keys: listed, the article as it was, and bringing it back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.hands import article_view, mention, put_caret, settled, tag, workspace
from tests.ui.keys import press
from tests.ui.kit import article_of

from juseok.ui.articleview.document import MarkSort
from juseok.ui.handlers.history import HistoryHandlers


@pytest.fixture
def handlers(window) -> HistoryHandlers:
    window.router.complete()
    return next(each for each in window._kept if isinstance(each, HistoryHandlers))


@pytest.fixture
def edited(window, qtbot):
    """Two mentions were made, and the first was deleted."""
    tag(window, "한빛전자", "W")
    tag(window, "부산", "W")
    settled(window, qtbot)
    put_caret(window, "한빛전자")
    press(article_view(window), "Delete")
    settled(window, qtbot)
    assert [m.spans[0].quote for m in workspace(window).mentions] == ["부산"]


def opened(handlers, qtbot):
    qtbot.waitUntil(lambda: handlers.window is not None and handlers.window.model.rowCount() > 0)
    return handlers.window


def shown(history, qtbot, step):
    """Go to a step of the list by keys; its state is on screen."""
    QTest.keyClick(history.list, Qt.Key.Key_Home)
    for _ in range(step):
        QTest.keyClick(history.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: history.line.words in history.page.words.text())


def words(history):
    rows = range(history.model.rowCount())
    return [history.model.line(row).words for row in rows]


def underlined(history):
    marks = history.page.view.page.marks.all()
    return {(mark.style, mark.letter) for mark in marks if mark.sort is MarkSort.LAYER}


def test_the_article_as_it_was_is_shown_and_brought_back(window, edited, handlers, qtbot):
    QTest.keyClick(article_view(window), Qt.Key.Key_F8)
    history = opened(handlers, qtbot)
    assert "한빛전자" in words(history)[0]
    shown(history, qtbot, 1)
    assert history.page.told.text() == "Since then: − 1 removed"
    assert underlined(history) == {("history:removed", "−")}
    QTest.keyClick(history, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(workspace(window).mentions) == 2)
    settled(window, qtbot)
    assert mention(window, "한빛전자").layer == window.session.layer
    qtbot.waitUntil(lambda: "brought back" in words(history)[0])
    qtbot.waitUntil(lambda: window.session.undo_label.code == "undo.past.article")
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: len(workspace(window).mentions) == 1)


def test_one_annotation_has_its_own_history(window, edited, handlers, qtbot):
    put_caret(window, "부산")
    QTest.keyClick(article_view(window), Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    history = opened(handlers, qtbot)
    qtbot.waitUntil(lambda: history.model.rowCount() == 1)
    assert "부산" in words(history)[0]
    QTest.keyClick(history.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window._context.place.article == article_of(0))


def test_a_history_is_narrowed_and_escape_leaves(window, edited, handlers, qtbot):
    QTest.keyClick(article_view(window), Qt.Key.Key_F8, Qt.KeyboardModifier.ControlModifier)
    history = opened(handlers, qtbot)
    QTest.keyClicks(history.filter, "no such words")
    qtbot.waitUntil(lambda: history.model.rowCount() == 0)
    assert history.empty.text() == "Nothing that was done meets this."
    QTest.keyClick(history.filter, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: history.model.rowCount() > 3)
    history.slider.setFocus()
    QTest.keyClick(history.slider, Qt.Key.Key_Left)
    assert history.list.currentIndex().row() == 1
    QTest.keyClick(history, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: handlers.window is None)

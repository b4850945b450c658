"""What is certain, listed and accepted together: Alt+Enter and what becomes of it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.hands import article_view, mention, settled, tag, workspace
from tests.ui.keys import press
from tests.ui.kit import ARTICLES, article_of

from juseok.core.model import How
from juseok.ui.dialogs.kwic_dialog import KwicDialog
from juseok.ui.models.kwic_list import ROW_ROLE

TEXT = ARTICLES[0][2]
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def suggestions(window, qtbot):
    window.router.complete()
    found = window._context.suggestions
    qtbot.waitUntil(lambda: not found.searching)
    return found


@pytest.fixture
def four(window, qtbot, suggestions):
    """Two names are tagged where they stand first; three places of them are suggested."""
    tag(window, "한빛전자", "W")
    tag(window, "부산", "E")
    qtbot.waitUntil(lambda: not suggestions.searching and len(suggestions.items) == 3)
    return suggestions


def dialog_of(window):
    return window.findChild(KwicDialog)


@pytest.fixture
def listed(window, four, qtbot):
    press(article_view(window), "Enter", modifiers=ALT)
    qtbot.waitUntil(lambda: dialog_of(window) is not None)
    return dialog_of(window)


def rows(dialog):
    model = dialog.model
    return [model.index(n).data(ROW_ROLE) for n in range(model.rowCount())]


def test_what_is_certain_is_listed_with_its_type_and_nothing_is_tagged_yet(window, four, listed):
    assert [row.span.quote for row in rows(listed)] == ["한빛전자", "한빛전자", "부산"]
    assert rows(listed)[0].title.startswith("Organisation")
    assert len(workspace(window).mentions) == 2


def test_enter_accepts_all_in_one_undo(window, qtbot, four, listed):
    QTest.keyClick(listed.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(workspace(window).mentions) == 5)
    assert four.items == ()
    made = mention(window, "한빛전자", nth=1)
    assert (made.how, made.entity) == (How.ACCEPTED, mention(window, "한빛전자").entity)
    assert "3" in window.status.text
    settled(window, qtbot)
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: len(workspace(window).mentions) == 2)
    qtbot.waitUntil(lambda: not four.searching and len(four.items) == 3)


def test_what_is_unticked_is_rejected_and_undo_brings_it_back(window, qtbot, four, listed):
    QTest.keyClick(listed.view, Qt.Key.Key_Space)
    QTest.keyClick(listed.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(workspace(window).mentions) == 4)
    (gone,) = workspace(window).rejections
    assert gone.spans[0].start == TEXT.index("한빛전자", 5)
    qtbot.waitUntil(lambda: not four.searching)
    assert four.items == ()
    settled(window, qtbot)
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: not workspace(window).rejections)
    qtbot.waitUntil(lambda: not four.searching and len(four.items) == 3)


def test_closing_the_list_changes_nothing(window, qtbot, four, listed):
    QTest.keyClick(listed.view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog_of(window) is None)
    assert len(workspace(window).mentions) == 2
    assert len(four.items) == 3
    press(article_view(window), "Enter", modifiers=ALT)
    qtbot.waitUntil(lambda: dialog_of(window) is not None)


def test_what_was_tagged_meanwhile_is_left_alone(window, qtbot, four, listed):
    tag(window, "부산", "R", nth=1)
    QTest.keyClick(listed.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(workspace(window).mentions) == 5)
    assert mention(window, "부산", nth=1).how is not How.ACCEPTED


def test_another_article_closes_the_list(window, qtbot, four, listed):
    window._context.place.go(article_of(1))
    qtbot.waitUntil(lambda: dialog_of(window) is None)


def test_a_name_under_two_types_is_not_in_the_list(window, qtbot, four):
    tag(window, "한빛전자", "R", nth=1)
    qtbot.waitUntil(lambda: not four.searching and len(four.items) == 2)
    press(article_view(window), "Enter", modifiers=ALT)
    qtbot.waitUntil(lambda: dialog_of(window) is not None)
    assert [row.span.quote for row in rows(dialog_of(window))] == ["부산"]


def test_where_nothing_is_certain_it_says_so(window, suggestions):
    press(article_view(window), "Enter", modifiers=ALT)
    assert dialog_of(window) is None
    assert window.status.text


def test_the_panel_has_a_button_for_it(window, qtbot, four):
    window.router.trigger("panel.suggestions")
    panel = window.bench.inspector.tabs.panel("suggestions")
    assert panel._certain.isEnabled()
    panel._certain.click()
    qtbot.waitUntil(lambda: dialog_of(window) is not None)
    QTest.keyClick(dialog_of(window).view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: four.items == ())
    assert not panel._certain.isEnabled()

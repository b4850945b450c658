"""What a search found is changed at once: chosen, shown, done and taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.hands import settled, tag, workspace

from juseok.ui.handlers.recoding import RecodingHandlers
from juseok.ui.searching import Searcher


@pytest.fixture
def handlers(window, qtbot) -> RecodingHandlers:
    window.router.complete()
    for nth in range(3):
        tag(window, "한빛전자", "W", nth=nth)
    settled(window, qtbot)
    return next(each for each in window._kept if isinstance(each, RecodingHandlers))


def searched(window, qtbot, written):
    searcher = Searcher.of(window._context)
    searcher.write(written)
    searcher.run()
    qtbot.waitUntil(lambda: not searcher.busy and searcher.asked is not None)
    return searcher


def types(window):
    return [mention.type for mention in workspace(window).mentions]


def test_what_was_found_is_listed_left_out_changed_and_taken_back(window, session, handlers, qtbot):
    assert not window.router.trigger("search.recode")
    searched(window, qtbot, "한빛전자는")
    searched(window, qtbot, "type:ORG")
    assert window.router.trigger("search.recode")
    qtbot.waitUntil(window.palette_box.isVisible)
    QTest.keyClicks(window.palette_box._field, "mentions product")
    qtbot.waitUntil(lambda: window.palette_box._list.currentIndex().isValid())
    QTest.keyClick(window.palette_box._field, Qt.Key.Key_Return)
    flow = handlers.flow
    qtbot.waitUntil(lambda: flow.dialog is not None and not flow.dialog.looking)
    dialog = flow.dialog
    assert dialog.windowTitle() == "Mentions: retype to Product or service"
    assert dialog.model.rowCount() == 3
    QTest.keyClick(dialog.view, Qt.Key.Key_Space)
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: flow.dialog is None)
    qtbot.waitUntil(lambda: types(window) == ["ORG", "PRODUCT", "PRODUCT"])
    qtbot.waitUntil(lambda: session.turns.at_rest and session.undo_label.code == "undo.recode")
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: types(window) == ["ORG"] * 3)


def test_what_can_be_done_is_said_in_words_and_entities_are_found_by_name(handlers, window):
    words = [entry.text for entry in handlers.listing("")]
    assert "Claims: Certainty = Possible" in words
    assert "Relationships: retype to Acquires" in words
    assert len(words) == len(set(words))
    assert handlers.listing("한빛")[-1].text == "Mentions: → 한빛전자"

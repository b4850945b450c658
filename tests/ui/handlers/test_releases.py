"""Releases at the window: frozen under a name, and what differs since."""

import pytest
from tests.ui.kit import ARTICLES, article_of

from juseok.core.messages import Message
from juseok.core.model import Mention
from juseok.core.ops import CREATE, Action, Change
from juseok.core.records import to_body
from juseok.core.spans import make_span
from juseok.ui.dialogs.export_choice import OfferedRelease
from juseok.ui.handlers.releases import ReleaseHandlers


@pytest.fixture
def dialog(window, qtbot):
    window.router.complete()
    handlers = next(each for each in window._kept if isinstance(each, ReleaseHandlers))
    window.router.trigger("project.releases")
    qtbot.waitUntil(lambda: handlers.dialog is not None)
    return handlers.dialog


def rows(dialog):
    tree = dialog.tree
    items = [tree.topLevelItem(number) for number in range(tree.topLevelItemCount())]
    return [tuple(item.text(column) for column in range(4)) for item in items]


def test_a_release_is_made_by_name_and_tells_what_changed_since(dialog, session, window, qtbot):
    assert dialog.words.text() == "Nothing was frozen yet."
    dialog.freeze.click()
    assert "name first" in dialog.words.text()
    dialog.name.setText("v1")
    dialog.freeze.click()
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 1)
    assert dialog.list.topLevelItem(0).text(1).endswith("Articles 3")
    qtbot.waitUntil(lambda: session.save_state.pending == 0)
    spans = (make_span(ARTICLES[0][2], 0, 4),)
    record = Mention("e" * 32, session.project.own_layer, article_of(0), "ORG", spans)
    session.project.writer.commit(
        Action(Message("history.unknown"), (Change(record.id, "mention", CREATE, to_body(record)),))
    )
    dialog.second.activated.emit(dialog.second.currentIndex())
    qtbot.waitUntil(lambda: bool(rows(dialog)))
    assert rows(dialog) == [("In all", "1", "–", "–"), (ARTICLES[0][0], "1", "–", "–")]
    assert dialog.tree.topLevelItem(0).child(0).text(0) == "Mentions"
    dialog.name.setText("V1")
    dialog.freeze.click()
    qtbot.waitUntil(lambda: "never changed" in dialog.words.text())
    dialog.second.setCurrentIndex(dialog.second.findData("v1"))
    dialog.second.activated.emit(0)
    qtbot.waitUntil(lambda: dialog.words.text() == "Nothing differs.")


def test_a_long_name_is_shown_as_far_as_half_of_the_list(dialog):
    name = "2026 상반기 학습용 최종 납품본"
    dialog.show_releases([OfferedRelease("v1", "기사 3"), OfferedRelease(name, "기사 3")])
    room = dialog.list.columnWidth(0)
    assert room > dialog.list.fontMetrics().horizontalAdvance(name)
    dialog.show_releases([OfferedRelease(name * 9, "기사 3")])
    assert dialog.list.columnWidth(0) <= dialog.width() // 2

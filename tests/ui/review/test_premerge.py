"""What annotators agree on, taken everywhere by a rule: counted before, one undo."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.kit import article_of
from tests.ui.review.team import THEIRS, finished, tagged

from juseok.core.messages import Message
from juseok.core.ops import Action
from juseok.core.review_model import gold_layer_id
from juseok.services.edits import create
from juseok.services.review.index import takes

Key, Mod = Qt.Key, Qt.KeyboardModifier


def offered(window, panel, qtbot):
    QTest.keyClick(panel.view, Key.Key_A, Mod.ShiftModifier)
    qtbot.waitUntil(window.palette_box.isVisible)
    return [(each.text, each.hint) for each in window.palette_box._model._entries]


def in_gold(session):
    with session.project.reader() as reader:
        return sum(sum(each.layers.values()) for each in reader.reviews.waiting([gold_layer_id()]))


def would_go(review):
    """Of each item of the articles under review, whether a rule could still take it."""
    return [takes(each, 0) for row in review.queue for each in review.items.entries(row.article)]


@pytest.fixture
def heard(window, monkeypatch):
    """Whatever the status line says, also what something newer takes the place of at once."""
    texts = []
    say = window.status._text.say
    monkeypatch.setattr(
        window.status._text, "say", lambda text: (texts.append(text), say(text))[-1]
    )
    return texts


def test_each_rule_says_how_much_and_one_undo_takes_it_back(
    window, session, review, panel, heard, qtbot
):
    qtbot.waitUntil(lambda: review.items.progress is None)
    said = offered(window, panel, qtbot)
    assert said == [("What everybody says alike", "1 item"), ("What more than half say", "1 item")]
    QTest.keyClick(window.focusWidget(), Key.Key_1)
    words = "Accepted 1 item; 4 items wait. One undo takes them back."
    qtbot.waitUntil(lambda: words in heard)
    assert in_gold(session) == 1
    qtbot.waitUntil(lambda: bool(review.page.gold.mentions) and session.turns.at_rest)
    QTest.keyClick(panel.view, Key.Key_U)
    qtbot.waitUntil(lambda: in_gold(session) == 0)


def test_where_no_rule_helps_it_says_so(review, panel, heard, qtbot):
    qtbot.waitUntil(lambda: any(would_go(review)))
    QTest.keyClick(panel.view, Key.Key_A)  # what is agreed in the first article
    qtbot.waitUntil(lambda: review.items.progress is None and not any(would_go(review)))
    QTest.keyClick(panel.view, Key.Key_A, Mod.ShiftModifier)
    said = "No rule takes anything that waits; people decide the rest."
    qtbot.waitUntil(lambda: said in heard)


def test_it_holds_to_the_campaign_or_lot_that_is_shown(
    window, session, review, panel, heard, qtbot
):
    changes = (create(tagged("c1", THEIRS, "서울", "LOC", article=2)), finished(THEIRS, 2))
    session.project.writer.commit(Action(Message("history.unknown"), changes, undoable=False))
    qtbot.waitUntil(lambda: len(review.queue) == 3)
    review.set_filter(replace(review.filter, lot=THEIRS))
    qtbot.waitUntil(lambda: review.page.article == article_of(2) and bool(review.rows))
    QTest.keyClick(panel.view, Key.Key_A, Mod.ShiftModifier)
    said = "No rule takes anything that waits; people decide the rest."
    qtbot.waitUntil(lambda: said in heard)

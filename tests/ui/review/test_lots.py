"""Lots of one annotator, from the palette: the error rate, accepted, returned."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.hands import settled
from tests.ui.kit import article_of
from tests.ui.review.team import OTHER, THEIRS, finished, tagged

from juseok.core.messages import Message
from juseok.core.model import Viewer
from juseok.core.ops import Action
from juseok.core.proportion import share_of
from juseok.core.review_model import gold_layer_id
from juseok.services.edits import create
from juseok.ui.handlers.review_lots import rate_words
from juseok.ui.review.reviewing import Reviewing

Key = Qt.Key


@pytest.fixture
def lot(session):
    changes = (create(tagged("c1", THEIRS, "서울", "LOC", article=2)), finished(THEIRS, 2))
    session.project.writer.commit(Action(Message("history.unknown"), changes, undoable=False))


def choose(window, qtbot, key):
    window.router.trigger("review.lots")
    qtbot.waitUntil(window.palette_box.isVisible)
    QTest.keyClick(window.focusWidget(), Key.Key_Return)
    qtbot.waitUntil(window.palette_box.isVisible)
    QTest.keyClick(window.focusWidget(), key)


def test_a_lot_is_accepted(lot, window, session, qtbot):
    choose(window, qtbot, Key.Key_1)

    def in_gold():
        with session.project.reader() as reader:
            counts = reader.reviews.waiting([gold_layer_id()], [article_of(2)])
        return bool(counts)

    qtbot.waitUntil(in_gold)
    qtbot.waitUntil(lambda: session.undo_label is not None)


def test_a_lot_is_returned(lot, window, session, qtbot):
    choose(window, qtbot, Key.Key_2)
    qtbot.waitUntil(lambda: session.undo_label is not None)
    settled(window, qtbot)
    with session.project.reader() as reader:
        theirs = Viewer(OTHER, frozenset({THEIRS}), THEIRS)
        assert reader.article_state(theirs, article_of(2)).state == "in_progress"


def test_what_was_returned_is_shown_no_more(lot, window, session, qtbot):
    window.router.trigger("review.begin")
    review = Reviewing.of(session, window.bench.place)
    qtbot.waitUntil(lambda: bool(review.rows))
    window.bench.place.go(article_of(2))
    qtbot.waitUntil(lambda: [each.item.words for each in review.rows] == ["서울"])
    choose(window, qtbot, Key.Key_2)
    qtbot.waitUntil(lambda: review.rows == () and not review.page.layers)
    settled(window, qtbot)


def test_where_nobody_worked_alone_it_says_so(window, qtbot):
    window.router.trigger("review.lots")
    said = "No article was done by one annotator alone."
    qtbot.waitUntil(lambda: window.status.text == said)


def test_a_rate_says_how_sure_it_is_and_nothing_where_nothing_was_judged(qapp):
    assert rate_words(share_of(0, 0)) == "nothing judged yet"
    assert rate_words(share_of(1, 10)) == "1 of 10 wrong: 10 % (2–40 %) · too few"
    assert rate_words(share_of(5, 100)) == "5 of 100 wrong: 5 % (2–11 %)"

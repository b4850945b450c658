"""My changes by review, by keys: an empty state, a verdict, and one reply."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.hands import article_view, mention, settled, tag
from tests.ui.kit import article_of

from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.core.ops import CREATE, Action, Change
from juseok.core.records import to_body
from juseok.core.review_model import Verdict, gold_layer_id, verdict_id
from juseok.services.review.reviewing import make_gold
from juseok.ui.handlers.history import FeedbackHandlers
from juseok.ui.panels.campaign_guidelines import GuidelinesPanel


@pytest.fixture
def handlers(window) -> FeedbackHandlers:
    window.router.complete()
    return next(each for each in window._kept if isinstance(each, FeedbackHandlers))


def test_nothing_reviewed_says_what_to_do(window, handlers, qtbot):
    QTest.keyClick(article_view(window), Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: handlers.window is not None and handlers.window.words.text() != "")
    assert "Ctrl+Enter" in handlers.window.words.text()
    QTest.keyClick(handlers.window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: handlers.window is None)


def test_a_verdict_is_listed_and_answered_once(window, session, handlers, qtbot):
    tag(window, "한빛전자", "W")
    settled(window, qtbot)
    mine, gold = mention(window, "한빛전자"), gold_layer_id()
    session.apply(make_gold())
    verdict = Verdict(
        verdict_id(gold, article_of(0), "1"), gold, article_of(0), "1", "reject",
        ((mine.id, "v"),), reason="guideline", annotator=session.project.annotator,
    )  # fmt: skip
    change = Change(verdict.id, Kind.VERDICT, CREATE, to_body(verdict))
    session.apply(Action(Message("history.unknown"), (change,), article_of(0)))
    settled(window, qtbot)
    window.router.trigger("feedback.show")
    qtbot.waitUntil(lambda: handlers.window is not None and handlers.window.changes.count() == 1)
    found = handlers.window
    assert "0 of 1" in found.words.text()
    assert "Not in the guideline" in found.changes.item(0).text()
    QTest.keyClicks(found.answer, "it is one")
    QTest.keyClick(found.answer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "replied: it is one" in found.changes.item(0).text())
    assert not found.answer.isEnabled()
    QTest.keyClick(found.changes, Qt.Key.Key_Return)
    found.write.click()
    (guidelines,) = window.findChildren(GuidelinesPanel)
    qtbot.waitUntil(lambda: "1 × Organisation that is none" in guidelines.source.toPlainText())
    guidelines.save.click()
    qtbot.waitUntil(lambda: guidelines.guideline is not None)
    assert "## Often confused" in guidelines.guideline.text
    found.close()
    qtbot.waitUntil(lambda: handlers.window is None)

"""A claim that one annotator has in two pieces, and another as two claims: taken, split, joined."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.hands import article_view, settled
from tests.ui.keys import press
from tests.ui.kit import article_of
from tests.ui.review.team import THEIRS, words

from juseok.core.adjudicate_model import ItemSort
from juseok.core.messages import Message
from juseok.core.model import Claim, Kind
from juseok.core.ops import CREATE, Action, Change
from juseok.core.records import to_body

Key = Qt.Key
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
ONE, OTHER = "내년에 부산 공장을 늘린다", "부산에 1조원을 쓴다고"


def claim(name, layer, *quotes):
    content = tuple(span for quote in quotes for span in words(0, quote))
    return Claim(name, layer, article_of(0), content)


@pytest.fixture
def session(session):
    mine = session.project.own_layer
    records = [claim("c1", mine, ONE, OTHER), claim("d1", THEIRS, ONE), claim("d2", THEIRS, OTHER)]
    changes = tuple(Change(each.id, Kind.CLAIM, CREATE, to_body(each)) for each in records)
    session.project.writer.commit(Action(Message("history.unknown"), changes, undoable=False))
    return session


def gold(review):
    """The words of each claim in gold."""
    return sorted(tuple(span.quote for span in each.content) for each in review.page.gold.claims)


def hold_claim(review, panel, qtbot):
    """Go to the item of the claim with J."""
    for _ in range(len(review.rows)):
        if review.current is not None and review.current.item.sort is ItemSort.CLAIM:
            return review.current
        press(panel.view, "J")
    raise AssertionError([each.item.sort for each in review.rows])


def test_one_claim_against_two_is_one_item_and_either_is_taken(review, panel, window, qtbot):
    judged = hold_claim(review, panel, qtbot)
    assert [each.item.sort for each in review.rows].count(ItemSort.CLAIM) == 1
    assert "split" in judged.item.differs
    assert sorted(len(each) for each in judged.item.members.values()) == [1, 2]
    key = judged.key
    press(panel.view, "2")
    assert gold(review) == [(ONE,), (OTHER,)]
    settled(window, qtbot)
    review.hold(key)
    press(panel.view, "1")  # on second thoughts
    assert gold(review) == [(ONE, OTHER)]
    settled(window, qtbot)


def test_what_was_taken_is_split_and_joined_by_key_in_gold(review, panel, window, qtbot):
    judged = hold_claim(review, panel, qtbot)
    key = judged.key
    press(panel.view, "1")
    settled(window, qtbot)
    review.hold(key)
    press(panel.view, "F")
    qtbot.waitUntil(lambda: window.focusWidget() is article_view(window))
    assert window._context.place.claim
    QTest.keyClick(window.focusWidget(), Key.Key_K, CTRL_SHIFT)
    assert gold(review) == [(ONE,), (OTHER,)]
    settled(window, qtbot)
    press(article_view(window), "J")  # the second of the two, to join it with the first
    QTest.keyClick(window.focusWidget(), Key.Key_J, CTRL_SHIFT)
    assert gold(review) == [(ONE, OTHER)]
    settled(window, qtbot)
    for _ in range(2):  # the claim, then the text
        QTest.keyClick(window.focusWidget(), Key.Key_Escape)
    qtbot.waitUntil(lambda: window.focusWidget() is panel.view)
    (found,) = [each for each in review.rows if each.key == key]
    assert not found.waits

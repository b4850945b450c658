"""Pairs of names, worked through by key in a real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.hands import settled

from juseok.core.messages import Message
from juseok.core.model import Entity
from juseok.core.ops import Action
from juseok.services.edits import create
from juseok.ui.pairs import Pairs

NAMES = ("파이낸셜타임스", "파이낸셜타임즈", "나루 소프트웨어", "나루소프트웨어", "칼데라컴퓨트")


@pytest.fixture
def panel(window, session, qtbot):
    project = session.project
    changes = [create(Entity(project.ids(), project.register_layer, "ORG", name)) for name in NAMES]
    session.apply(Action(Message("history.unknown"), tuple(changes)))
    settled(window, qtbot)
    window.router.trigger("entity.pairs")
    pages = window.bench.inspector.tabs.panel("entities")._pages
    qtbot.waitUntil(lambda: len(Pairs.of(session).items) == 2)
    return pages.widget(1)


def pairs(session):
    return [(each.one.name, each.other.name) for each in Pairs.of(session).items]


def press(panel, key):
    QTest.keyClick(panel.view, key)


def test_pairs_are_shown_with_their_reason_and_the_focus_is_there(window, panel, session):
    assert window.focusWidget() is panel.view
    assert len(pairs(session)) == 2
    assert panel.model.rowCount() == 2
    assert (
        panel._reason.text()
        == "“나루소프트웨어” and “나루 소프트웨어” differ only in blanks and signs."
    )
    assert [button.isEnabled() for button in panel.buttons] == [True] * 4


def test_each_decision_goes_on_to_the_next_and_one_undo_takes_it_back(
    window, panel, session, qtbot
):
    first, second = pairs(session)
    press(panel, Qt.Key.Key_Return)
    assert pairs(session) == [second]
    press(panel, Qt.Key.Key_Backspace)
    assert pairs(session) == []
    assert not panel.view.isVisible()
    settled(window, qtbot)
    labels = ("undo.entity.apart", "undo.entity.merge")
    for expected, code in zip(([second], [first, second]), labels, strict=True):
        qtbot.waitUntil(lambda code=code: session.turns.at_rest and session.undo_label.code == code)
        window.router.trigger("edit.undo")
        qtbot.waitUntil(lambda expected=expected: pairs(session) == expected)
    qtbot.waitUntil(lambda: not Pairs.of(session).searching)


def test_what_was_refused_does_not_come_back(window, panel, session, qtbot):
    first, second = pairs(session)
    press(panel, Qt.Key.Key_Backspace)
    window.router.trigger("entity.pairs")
    qtbot.waitUntil(lambda: not Pairs.of(session).searching)
    assert pairs(session) == [second]
    assert first not in pairs(session)


def test_another_name_leaves_two_entities(panel, session):
    (one, other), _ = pairs(session)
    QTest.keyClick(panel.view, Qt.Key.Key_A)
    entity = next(each for each in session.index if each.name == one)
    assert entity.aliases == (other,)
    assert len(session.index.members(entity.id)) == 1
    assert len(pairs(session)) == 1


def test_space_goes_on_and_round_and_esc_goes_back_to_the_text(window, panel, session):
    held = Pairs.of(session)
    press(panel, Qt.Key.Key_Space)
    assert held.row == panel.view.currentIndex().row() == 1
    press(panel, Qt.Key.Key_Space)
    assert held.row == 0
    press(panel, Qt.Key.Key_Down)
    assert held.row == 1
    press(panel, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.bench.article.view
    pages = window.bench.inspector.tabs.panel("entities")._pages
    assert pages.currentIndex() == 0
    assert len(pairs(session)) == 2


def test_entities_that_became_one_elsewhere_are_let_go(window, panel, session):
    from juseok.services.entities.entities import merge_entities

    one, other = Pairs.of(session).sides()
    session.apply(
        merge_entities(
            ids=session.project.ids, register_layer=session.project.register_layer,
            one=one, other=other, index=session.index,
        )
    )  # fmt: skip
    assert len(pairs(session)) == 1


def test_the_list_says_how_many_wait(window, panel):
    same = window.bench.inspector.tabs.panel("entities")._same
    assert same.text() == "Same? 2"

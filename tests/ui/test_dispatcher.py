import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from tests.ui.keys import key_event, press

from juseok.ui.action_spec import Context
from juseok.ui.action_table import type_actions
from juseok.ui.actions import ActionRouter
from juseok.ui.dispatcher import Dispatcher
from juseok.ui.keymap import JAMO, Chord

LETTERS = "QWERTASDFG"


@pytest.fixture
def desk(qtbot):
    """A watched widget, its dispatcher, and the list of what was done."""
    router = ActionRouter()
    done = []
    router.set_families(type_actions(tuple((f"T{key}", key, key) for key in LETTERS)))
    router.register("tag.type", done.append)
    for action in ("claim.new", "claim.add_content", "edit.undo", "suggest.next", "claim.close"):
        router.register(action, lambda action=action: done.append(action))
    router.register("claim.certainty", done.append)
    view = QWidget()
    qtbot.addWidget(view)
    dispatcher = Dispatcher(router)
    dispatcher.watch(view)
    return view, dispatcher, done


@pytest.mark.parametrize("jamo", [jamo for jamo, key in JAMO.items() if key in LETTERS])
def test_type_keys_work_with_hangul_switched_on(desk, jamo):
    view, _, done = desk
    assert press(view, JAMO[jamo], text=jamo)
    assert done == [f"T{JAMO[jamo]}"]


def test_shift_makes_another_key(desk):
    view, _, done = desk
    press(view, "Z", text="ㅋ")
    press(view, "Z", text="ㅋ", modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert done == ["claim.new", "claim.add_content"]


def test_tab_reaches_the_dispatcher_before_the_focus_moves(desk):
    view, _, done = desk
    assert press(view, "Tab", text="\t")
    assert done == ["suggest.next"]


def test_claim_keys_count_only_while_a_claim_is_open(desk):
    view, dispatcher, done = desk
    press(view, "1", text="1")
    assert done == []
    dispatcher.set_overlay(Context.CLAIM, True)
    press(view, "1", text="1")
    dispatcher.set_overlay(Context.CLAIM, False)
    press(view, "1", text="1")
    assert done == ["certain"]


def test_a_capture_sees_keys_first_and_may_let_them_pass(desk):
    view, dispatcher, done = desk
    caught = []
    dispatcher.capture(lambda chord: chord.key == "Q" and not caught.append(chord))
    press(view, "Q", text="ㅂ")
    press(view, "W", text="ㅈ")
    dispatcher.capture(None)
    press(view, "Q", text="ㅂ")
    assert caught == [Chord("Q")]
    assert done == ["TW", "TQ"]


def test_a_key_with_nothing_to_act_on_says_so(desk, qtbot):
    view, dispatcher, _ = desk
    router = dispatcher.parent()
    router.register("annotation.delete", lambda: None, enabled=lambda: False)
    with qtbot.waitSignal(dispatcher.unavailable) as told:
        press(view, "Delete")
    assert told.args == ["annotation.delete"]


def test_keys_without_an_action_go_on_to_the_widget(desk):
    view, _, done = desk
    assert not press(view, "Left")
    assert done == []


def test_a_ctrl_chord_in_hangul_mode_runs_its_action(desk):
    _, dispatcher, done = desk
    event = key_event("Z", text="ㅋ", modifiers=Qt.KeyboardModifier.ControlModifier)
    assert dispatcher.chord_pressed(event)
    assert done == ["edit.undo"]

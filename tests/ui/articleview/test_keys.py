"""Which keys move the caret."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from juseok.ui.articleview.interaction import Move
from juseok.ui.articleview.keys import caret_move

CTRL = Qt.KeyboardModifier.ControlModifier


def pressed(key, modifiers=Qt.KeyboardModifier.NoModifier):
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers)


@pytest.mark.parametrize("key", [Qt.Key.Key_A, Qt.Key.Key_B, Qt.Key.Key_E, Qt.Key.Key_F])
def test_a_letter_belongs_to_the_commands_on_every_platform(qapp, key, monkeypatch):
    monkeypatch.setattr(QKeyEvent, "matches", lambda _, __: True)
    assert caret_move(pressed(key, CTRL)) is None


def test_the_platform_says_what_else_moves(qapp):
    assert caret_move(pressed(Qt.Key.Key_Right)) == (Move.RIGHT, False)
    assert caret_move(pressed(Qt.Key.Key_End, CTRL)) == (Move.TEXT_END, False)
    assert caret_move(pressed(Qt.Key.Key_F5)) is None

"""Key presses as an X11 keyboard sends them: a scan code, whatever the layout makes of it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from juseok.ui.keymap import EVDEV

SCAN = {name: code + 8 for code, name in sorted(EVDEV.items(), reverse=True)}
NAMED = {
    "Tab": Qt.Key.Key_Tab,
    "Enter": Qt.Key.Key_Return,
    "Backspace": Qt.Key.Key_Backspace,
    "Delete": Qt.Key.Key_Delete,
    "Esc": Qt.Key.Key_Escape,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "Home": Qt.Key.Key_Home,
    "End": Qt.Key.Key_End,
}


def key_event(position: str, *, text="", key=None, modifiers=Qt.KeyboardModifier.NoModifier):
    """A press of the key at ``position`` (as on a US board) that types ``text``."""
    if position in NAMED:
        code, scan = NAMED[position], 0
    else:
        code, scan = (ord(text.upper()) if text else ord(position)), SCAN[position]
    return QKeyEvent(
        QEvent.Type.KeyPress, key if key is not None else int(code), modifiers, scan, 0, 0, text
    )


def press(widget: QWidget, position: str, **options) -> bool:
    """Send the press to ``widget``; whether somebody used it."""
    event = key_event(position, **options)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()

"""What a person's keyboard sends to the window, with the keyboard in Hangul mode.

Letters and signs come with the scan code of their place and the jamo that the two-set layout
types there; chords and named keys go the platform's own way, shortcuts included.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QEventLoop, QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from juseok.core.errors import KnownError
from juseok.ui.keymap import EVDEV, JAMO, SHIFTED_JAMO, Chord

_PATIENCE: Final = 30.0  # seconds for any one step
_LOOK_MS: Final = 10
_X11: Final = 8  # scan codes of X11 are those of Linux and this
_SCAN: Final = {name: code + _X11 for code, name in sorted(EVDEV.items(), reverse=True)}
_TYPED: Final = {position: jamo for jamo, position in JAMO.items()}
_TYPED_SHIFTED: Final = _TYPED | {position: jamo for jamo, position in SHIFTED_JAMO.items()}
_NAMED: Final = {
    "Backspace": Qt.Key.Key_Backspace,
    "Delete": Qt.Key.Key_Delete,
    "Down": Qt.Key.Key_Down,
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Left": Qt.Key.Key_Left,
    "PgDown": Qt.Key.Key_PageDown,
    "PgUp": Qt.Key.Key_PageUp,
    "Right": Qt.Key.Key_Right,
    "Tab": Qt.Key.Key_Tab,
} | {f"F{number}": Qt.Key(Qt.Key.Key_F1 + number - 1) for number in range(1, 13)}


class Hands:
    """Types into ``window``, or into the dialog before it."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def press(self, *keys: str) -> None:
        """Press chords, named by their places on a US board: ``Q``, ``Shift+X``, ``Ctrl+K``."""
        for each in keys:
            chord = Chord.parse(each)
            if chord.plain and chord.key not in _NAMED:
                self._press_place(chord)
            else:
                key = _NAMED.get(chord.key) or Qt.Key(ord(chord.key))
                QTest.keyClick(self._front(), key, _modifiers(chord))

    def write(self, text: str) -> None:
        """Type into the field in focus; Hangul as an input method hands it over."""
        self._front()
        target = QApplication.focusWidget()
        if target is None:
            raise KnownError("tour.stuck", step=text)
        written = QInputMethodEvent()
        written.setCommitString(text)
        QApplication.sendEvent(target, written)

    def drop(self, *paths: Path) -> None:
        """Drop files on the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        at, copy = QPoint(10, 10), Qt.DropAction.CopyAction
        button, modifier = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        for event in (
            QDragEnterEvent(at, copy, data, button, modifier),
            QDropEvent(at, copy, data, button, modifier),
        ):
            QApplication.sendEvent(self._window, event)

    def _press_place(self, chord: Chord) -> None:
        text = (_TYPED_SHIFTED if chord.shift else _TYPED).get(chord.key, chord.key)
        target = self._front()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(
                kind, ord(text.upper()), _modifiers(chord), _SCAN[chord.key], 0, 0, text
            )
            QApplication.sendEvent(target, event)

    def _front(self) -> QWindow:
        """The window that has the keyboard.

        A platform without a window manager gives it back to nobody when a dialog closes.
        """
        window = QApplication.activeWindow()
        if window is None:
            window = self._window
            window.activateWindow()
            wait_until(lambda: QApplication.activeWindow() is not None, "activate")
        return window.window().windowHandle()


def wait_until(done: Callable[[], bool], step: str) -> None:
    """Let the window work until ``done``; raises ``KnownError`` naming ``step`` if it never is."""
    deadline = time.monotonic() + _PATIENCE
    while not done():
        if time.monotonic() > deadline:
            raise KnownError("tour.stuck", step=step)
        let_work(_LOOK_MS)


def let_work(milliseconds: int) -> None:
    """Let the window do what is under way."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop, loop.quit)
    loop.exec()


def _modifiers(chord: Chord) -> Qt.KeyboardModifier:
    found = Qt.KeyboardModifier.NoModifier
    if chord.ctrl:
        found |= Qt.KeyboardModifier.ControlModifier
    if chord.shift:
        found |= Qt.KeyboardModifier.ShiftModifier
    return found

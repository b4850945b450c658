"""A dialog in which Enter presses the button that has the keyboard."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPushButton, QToolButton

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN: Final = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Dialog(QDialog):
    """Without it Enter on “Cancel” would do what was asked, for Qt gives the key to the default
    button unless the buttons take turns at being that."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = self.focusWidget()
        if (
            isinstance(held, QPushButton | QToolButton)
            and event.key() in _ENTER
            and event.modifiers() in _PLAIN
        ):
            held.click()
        else:
            super().keyPressEvent(event)

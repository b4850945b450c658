"""The foot of a dialog that asks: do it, or leave it."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from juseok.ui.i18n import tr
from juseok.ui.widgets.fitting import scrolled


def ask_below(dialog: QDialog, inside: QWidget, words: str) -> QPushButton:
    """Fill ``dialog`` with ``inside``, scrolled where it does not fit, above two buttons.

    Gives the one that accepts, which says ``words``; the other cancels.
    """
    button = QDialogButtonBox.StandardButton
    buttons = QDialogButtonBox(button.Ok | button.Cancel, dialog)
    accept = buttons.button(button.Ok)
    accept.setText(words)
    buttons.button(button.Cancel).setText(tr("Cancel"))
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    buttons.setContentsMargins(24, 0, 24, 16)
    box = QVBoxLayout(dialog)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(scrolled(inside, dialog))
    box.addWidget(buttons)
    return accept

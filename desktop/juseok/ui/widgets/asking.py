"""The foot of a dialog that asks: leave it, or do it.

What does it stands at the right in every dialog, as where something long is started.
"""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from juseok.ui.i18n import tr
from juseok.ui.widgets.fitting import scrolled


def foot(dialog: QDialog, words: str) -> tuple[QHBoxLayout, QPushButton]:
    """Two buttons in a row, and the one of them that accepts, which says ``words``."""
    cancel, accept = QPushButton(tr("Cancel"), dialog), QPushButton(words, dialog)
    cancel.setAutoDefault(False)
    accept.setDefault(True)
    cancel.clicked.connect(dialog.reject)
    accept.clicked.connect(dialog.accept)
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addStretch(1)
    row.addWidget(cancel)
    row.addWidget(accept)
    return row, accept


def ask_below(dialog: QDialog, inside: QWidget, words: str) -> QPushButton:
    """Fill ``dialog`` with ``inside``, scrolled where it does not fit, above :func:`foot`."""
    row, accept = foot(dialog, words)
    row.setContentsMargins(24, 0, 24, 16)
    box = QVBoxLayout(dialog)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(scrolled(inside, dialog))
    box.addLayout(row)
    return accept

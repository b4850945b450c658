"""The middle of the window while no article is open: what to do next."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from juseok.ui.actions import ActionRouter
from juseok.ui.i18n import tr
from juseok.ui.widgets.action_button import ActionButton
from juseok.ui.widgets.labels import Label

_IMPORT: Final = "project.import"
_WIDTH: Final = 260


class NothingOpen(QWidget):
    """Words, and in an empty project a button that brings articles in.

    ``button`` is made when it is first shown: it asks for its action, which is loaded after the
    first text.
    """

    def __init__(self, router: ActionRouter, parent: QWidget) -> None:
        super().__init__(parent)
        self._router = router
        self.words = Label(parent=self, name="Quiet", pixels=15, wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button: ActionButton | None = None
        self._box = QVBoxLayout(self)
        self._box.setSpacing(16)
        self._box.addStretch(2)
        self._box.addWidget(self.words)
        self._box.addStretch(3)
        self.show_for(empty=False)

    def show_for(self, *, empty: bool) -> None:
        """``empty``: there is no article in the project that one could choose."""
        self.words.setText(
            tr("No articles yet.\nDrop files or a folder here, or choose them.")
            if empty
            else tr("Choose an article on the left.")
        )
        if empty and self.button is None:
            self.button = self._make_button()
        if self.button is not None:
            self.button.setVisible(empty)

    def _make_button(self) -> ActionButton:
        button = ActionButton(_IMPORT, self._router, self)
        button.setFixedWidth(_WIDTH)
        self._box.insertWidget(self._box.count() - 1, button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._router.changed.connect(button.refresh)
        return button

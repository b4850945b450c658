"""The entity panel's two pages: its entities, or pairs of names to decide on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from juseok.ui.context import PanelContext


class EntityPages(QStackedWidget):
    """Fills ``panel``; :attr:`first` is the page of the entities, :attr:`box` what lays it out."""

    def __init__(self, context: PanelContext, panel: QWidget) -> None:
        super().__init__(panel)
        self._context, self._panel = context, panel
        self.first = QWidget(self)
        self.addWidget(self.first)
        self._pairs: QWidget | None = None
        self.box = QVBoxLayout(self.first)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(0)
        whole = QVBoxLayout(panel)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self)

    def show_pairs(self, on: bool, proxy: QWidget) -> None:
        """Turn to the pairs, or to the entities, whose list is ``proxy``."""
        if on and self._pairs is None:
            from juseok.ui.panels.pairs import PairPanel  # not before somebody asks for it

            self._pairs = PairPanel(self._context, self)
            self.addWidget(self._pairs)
        shown = self._pairs if on and self._pairs is not None else self.first
        if shown is not self.currentWidget():
            self.setCurrentWidget(shown)
            self._panel.setFocusProxy(shown if on else proxy)
        if on:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

"""The way to the pairs of names: how many wait, beside the field of the entity panel."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from juseok.ui.context import PanelContext
from juseok.ui.i18n import tr
from juseok.ui.pairs import Pairs
from juseok.ui.widgets.plain import set_tip


class PairsButton(QToolButton):
    """Out of the way where there is nothing to decide."""

    def __init__(self, context: PanelContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("Toggle")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._router, self._pairs = context.router, Pairs.of(context.session)
        self.clicked.connect(self._open)
        self._pairs.changed.connect(self.refresh)
        self.refresh()
        self._pairs.look_soon()

    def refresh(self) -> None:
        """Tell how many there are."""
        count = len(self._pairs.items)
        self.setVisible(bool(count) or not self._pairs.looked)
        self.setText(tr("Same? {count}", count=f"{count:,}") if count else tr("Same?"))
        keys = self._router.keys(self._router.spec("entity.pairs"))
        key = f" ({keys[0].label()})" if keys else ""
        words = tr("Names that may be one")
        self.setAccessibleName(f"{words}, {count}" if count else words)
        set_tip(self, words + key)

    def _open(self) -> None:
        self._router.trigger("entity.pairs")

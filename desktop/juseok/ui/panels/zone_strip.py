"""The strip below the text while zones are corrected: the legend, and how far Shift reaches."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from juseok.ui.i18n import mark, tr
from juseok.ui.panels.zone_legend import ZoneLegend
from juseok.ui.widgets.labels import Label, icon_button

ARTICLE: Final = "article"
PAGE: Final = "page"
PROJECT: Final = "project"

_SCOPES: Final = (
    (ARTICLE, mark("in this article")),
    (PAGE, mark("on the same page")),
    (PROJECT, mark("in the whole project")),
)


class ZoneStrip(QFrame):
    """``chosen(role, everywhere)``: as of the legend.  ``left()``; ``details_asked()``."""

    chosen = Signal(object, bool)
    left = Signal()
    details_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("FindBar")
        self.setAccessibleName(tr("Correcting zones"))
        self.legend = ZoneLegend(self)
        self.legend.chosen.connect(self.chosen)
        self.scopes = QComboBox(self)
        self.scopes.setAccessibleName(tr("Where Shift and a key change every such line"))
        for scope, words in _SCOPES:
            self.scopes.addItem(tr(words), scope)  # marked in the table
        self.details = QToolButton(self)
        self.details.setText(tr("Article details…"))
        self.details.setObjectName("Command")
        self.details.clicked.connect(self.details_asked)
        close = icon_button("x", tr("Leave the zones (Esc)"), self)
        close.clicked.connect(self.left)
        reach = QHBoxLayout()
        reach.setSpacing(8)
        reach.addWidget(Label(tr("With Shift: every line with this text"), self, name="Quiet",
                              pixels=12))  # fmt: skip
        reach.addWidget(self.scopes)
        reach.addStretch(1)
        reach.addWidget(self.details)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addWidget(self.legend)
        left.addLayout(reach)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.addLayout(left, 1)
        top = QVBoxLayout()
        top.addWidget(close)
        top.addStretch(1)
        row.addLayout(top)

    @property
    def scope(self) -> str:
        return str(self.scopes.currentData())

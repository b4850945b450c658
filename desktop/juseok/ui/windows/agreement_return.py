"""Below the strip of articles: send those of low agreement back to those who did them."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QPushButton, QWidget

from juseok.core.agreement import Agreement
from juseok.ui.i18n import tr
from juseok.ui.theme import GRID
from juseok.ui.widgets.labels import Label

_LOW: Final = 0.7


class LowArticles(QWidget):
    """``asked(titles)``: send these articles back, titles by id."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Agreement | None = None
        self.bound = QDoubleSpinBox(self)
        self.bound.setRange(0.05, 1.0)
        self.bound.setSingleStep(0.05)
        self.bound.setValue(_LOW)
        self.bound.setAccessibleName(tr("F1 below"))
        self.bound.lineEdit().setTextMargins(GRID, 0, 0, 0)  # a stylesheet cannot say so
        self.go = QPushButton(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(tr("F1 below"), self, name="Quiet"))
        row.addWidget(self.bound)
        row.addWidget(self.go)
        row.addStretch(1)
        self.bound.valueChanged.connect(self._count)
        self.go.clicked.connect(self._ask)

    def take(self, found: Agreement) -> None:
        """Another count."""
        self._found = found
        self._count()

    def titles(self) -> dict[str, str]:
        """The articles below the bound; not those of which nothing is known."""
        lines = self._found.lines if self._found is not None else ()
        bound = self.bound.value()
        return {each.article: each.title for each in lines
                if each.f1 is not None and each.f1 < bound}  # fmt: skip

    def _count(self, _: float = 0.0) -> None:
        count = len(self.titles())
        self.go.setText(tr("Send {count} article(s) back", count=count))
        self.go.setEnabled(bool(count))

    def _ask(self) -> None:
        self.asked.emit(self.titles())

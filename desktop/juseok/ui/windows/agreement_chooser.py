"""Above a picture of the agreement window: of whom or what it is, and which figure it shows."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from juseok.core.agreement import Agreement
from juseok.services.agreement.pictures import Drawn
from juseok.ui.i18n import tr
from juseok.ui.widgets.labels import Label
from juseok.ui.windows.agreement_pages import Choices, Page, group_choices, part_of


class Chooser(QWidget):
    """``chosen()``: something else is chosen.

    What a page of everybody together was broken down into stays from one such page to the next.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: Page | None = None
        self._found: Agreement | None = None
        self._how: Drawn | None = None
        self._wanted = ""
        self.label = Label(parent=self, name="Quiet")
        self.part = QComboBox(self)
        self.choice = QComboBox(self)
        self.parts = (self.part, self.choice)
        for each in self.parts:
            each.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            each.setMaxVisibleItems(20)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.label)
        row.addWidget(self.part)
        row.addWidget(self.choice)
        row.addStretch(1)
        self.part.currentIndexChanged.connect(self._take_part)
        self.choice.currentIndexChanged.connect(self._take_choice)

    def value(self) -> str:
        """What is chosen, as the page takes it."""
        return str(self.choice.currentData() or "")

    def by(self) -> str:
        """What the page is broken down into; empty for everybody together."""
        return str(self.part.currentData() or "")

    def ask_for(self, value: str) -> None:
        """The group that the next page of everybody together is of."""
        self._wanted = value

    def show_page(self, page: Page, found: Agreement, how: Drawn) -> None:
        """Offer what can be chosen on a page; nothing is told of it."""
        self._page, self._found, self._how = page, found, how
        self.label.setText(tr(page.label) if page.label else "")
        if page.parts is not None:
            parts = page.parts(found, how)
            at = _fill(self.part, parts, part_of(self._wanted)[0])
            self._offer_groups(parts[at][0])
        else:
            _fill(self.part, [], "")
            _fill(self.choice, page.choices(found, how) if page.choices is not None else [], "")
        self.choice.setAccessibleName(self.label.text())
        self._show_parts()

    def step(self, way: int) -> None:
        """The next group or figure, or the one before; at an end it stays."""
        row = self.choice.currentIndex() + way
        if not self.choice.isHidden() and 0 <= row < self.choice.count():
            self.choice.setCurrentIndex(row)

    def _offer_groups(self, by: str) -> None:
        assert self._found is not None
        assert self._how is not None
        groups = group_choices(self._found, by, self._how) if by else []
        _fill(self.choice, groups, self._wanted)
        self.part.setAccessibleName(self.label.text())

    def _show_parts(self) -> None:
        for each in self.parts:
            each.setVisible(each.count() > 1)
        if self.by():  # also where there is but one
            self.choice.show()
        shown = any(each.count() > 1 for each in self.parts)
        self.label.setVisible(shown)
        self.setVisible(shown)

    def _take_part(self) -> None:
        self._wanted = f"{self.by()}|0" if self.by() else ""
        self._offer_groups(self.by())
        self._show_parts()
        self.chosen.emit()

    def _take_choice(self) -> None:
        if self._page is not None and self._page.parts is not None:
            self._wanted = self.value()
        self.chosen.emit()


def _fill(field: QComboBox, choices: Choices, wanted: str) -> int:
    """Offer ``choices`` and choose ``wanted``, or the first; says which."""
    field.blockSignals(True)
    field.clear()
    for value, words in choices:
        field.addItem(words, value)
    at = max(field.findData(wanted), 0) if choices else -1
    field.setCurrentIndex(at)
    field.blockSignals(False)
    return at

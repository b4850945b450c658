"""The links of the open claim: type, the other claim, and its article where it is another."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from juseok.core.model import Claim
from juseok.services.edits import quote_of
from juseok.ui.claim_linking import Linking, LinkLine
from juseok.ui.i18n import tr
from juseok.ui.theme import ui_font
from juseok.ui.widgets.chip import Chip
from juseok.ui.widgets.labels import ElidedLabel, Label, icon_button
from juseok.ui.widgets.plain import label_of, set_tip


class ClaimLinks(QWidget):
    """A row per link; a click on the type changes it, on the claim goes there."""

    def __init__(self, linking: Linking, label_width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._linking = linking
        self._claim: Claim | None = None
        self._lines: tuple[LinkLine, ...] | None = None
        self._label_width = label_width
        self.setAccessibleName(tr("Links of the claim"))
        title = Label(tr("Links"), self, name="Quiet", pixels=12)
        self.add = icon_button("link", tr("Link to another claim…"), self)
        self.add.setFixedSize(QSize(28, 24))
        self.add.clicked.connect(self._choose)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        title.setFixedWidth(label_width)
        self._none = Label("–", self, name="Quiet", pixels=12)
        head.addWidget(title)
        head.addWidget(self._none, 1)
        head.addWidget(self.add)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 2, 0, 2)
        box.setSpacing(4)
        box.addLayout(head)
        self._rows = QWidget(self)
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, label_width)
        self._grid.setColumnStretch(1, 1)
        box.addWidget(self._rows)
        self._chips: list[Chip] = []
        self._types: list[QPushButton] = []
        self._lead = label_width

    @property
    def lines(self) -> tuple[LinkLine, ...]:
        return self._lines or ()

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The other claims, in the order of :attr:`lines`."""
        return tuple(self._chips)

    def show_claim(self, claim: Claim) -> None:
        self._claim = claim
        self._refresh()

    def _refresh(self) -> None:
        if self._claim is not None:
            found = tuple(self._linking.lines(self._claim, self._refresh))
            if found != self._lines:
                self._lines = found
                self._fill(found)

    def _fill(self, lines: Sequence[LinkLine]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._chips, self._types = [], []
        for number, line in enumerate(lines):
            self._types.append(self._type(line))
            self._grid.addWidget(self._types[-1], 2 * number, 0)
            chip = self._other(line)
            self._chips.append(chip)
            self._grid.addWidget(chip, 2 * number, 1)
            if line.title:
                title = ElidedLabel(self._rows, name="Quiet", pixels=11)
                title.setContentsMargins(8, 0, 0, 4)
                title.say(line.title)
                self._grid.addWidget(title, 2 * number + 1, 1)
        self._rows.setVisible(bool(lines))
        self._none.setText("" if lines else "–")
        widest = max((each.sizeHint().width() for each in self._types), default=0)
        self._lead = min(max(widest, self._label_width), 2 * self._label_width)
        for button in self._types:
            button.setFixedSize(QSize(self._lead, 24))
        self._limit()

    def _type(self, line: LinkLine) -> QPushButton:
        button = QPushButton(self._rows)
        arrow = "↔" if line.symmetric else ("→" if line.outward else "←")
        button.setText(label_of(f"{line.type_name} {arrow}"))
        button.setFont(ui_font(pixels=12))
        button.setObjectName("LinkType")
        words = tr("{type}: choose another type", type=line.type_name)
        button.setAccessibleName(words)
        set_tip(button, words)
        button.clicked.connect(partial(self._linking.choose_type, line.link))
        return button

    def _other(self, line: LinkLine) -> Chip:
        words = quote_of(line.other.content) if line.other is not None else "…"
        chip = Chip(words, self._rows, about=line.title or tr("Claim"))
        if line.other is not None:
            chip.clicked.connect(partial(self._linking.go_to, line.other))
        chip.removed.connect(partial(self._linking.unlink, line.link))
        return chip

    def _choose(self) -> None:
        if self._claim is not None:
            self._linking.choose_other(self._claim)

    def _limit(self) -> None:
        for chip in self._chips:
            chip.limit(max(64, self.width() - self._lead - 8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._limit()

"""What fills one role of a claim: chips, and the button that takes the selection."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from juseok.ui.i18n import tr
from juseok.ui.theme import Tokens, ink, wash
from juseok.ui.widgets.chip import Chip
from juseok.ui.widgets.flow import FlowLayout
from juseok.ui.widgets.labels import Label, icon_button


@dataclass(frozen=True, slots=True)
class RoleItem:
    """One chip: its words, what they are, the colour of their type (empty: bare words)."""

    text: str
    about: str = ""
    color: str = ""


class RoleField(QWidget):
    """``jumped(number)``, ``removed(number)``: of a chip; ``wanted``: take the selection."""

    jumped = Signal(int)
    removed = Signal(int)
    wanted = Signal()

    def __init__(
        self, name: str, parent: QWidget | None = None, *, button: str = "plus", words: str = ""
    ) -> None:
        """``name`` is the role's; ``words`` say what the button does."""
        super().__init__(parent)
        self._name = name
        self._items: tuple[RoleItem, ...] = ()
        self._tokens: Tokens | None = None
        self._chips = QWidget(self)
        self._flow = FlowLayout(self._chips)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._chips.setSizePolicy(policy)
        self._empty = Label("–", self, name="Quiet", pixels=12)
        self.add = icon_button(button, words or tr("{role}: use the selection", role=name), self)
        self.add.setFixedSize(QSize(28, 24))
        self.add.clicked.connect(self.wanted)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 2, 0, 2)
        self._row.setSpacing(4)
        self._row.addWidget(self._empty, 1)
        self._row.addWidget(self._chips, 1)
        self._row.addWidget(self.add, 0, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self.add)

    @property
    def chips(self) -> list[Chip]:
        return [chip for chip in self._chips.findChildren(Chip) if not chip.isHidden()]

    def add_button(self, button: QToolButton) -> None:
        """Put a further button before the one that takes the selection."""
        button.setFixedHeight(24)
        self._row.insertWidget(self._row.count() - 1, button, 0, Qt.AlignmentFlag.AlignTop)

    def show_items(self, items: Sequence[RoleItem], tokens: Tokens, *, empty: str = "–") -> None:
        """Replace the chips; ``empty`` is said where there are none."""
        self._empty.setText(empty)
        if (tuple(items), tokens) == (self._items, self._tokens):
            return
        self._items, self._tokens = tuple(items), tokens
        self._flow.clear()
        for number, item in enumerate(items):
            chip = Chip(item.text, self._chips, about=item.about)
            if item.color:
                chip.tint(wash(item.color, tokens), ink(item.color, tokens))
            chip.limit(self._room())
            chip.clicked.connect(partial(self.jumped.emit, number))
            chip.removed.connect(partial(self.removed.emit, number))
            self._flow.addWidget(chip)
            chip.show()
        self._chips.setVisible(bool(items))
        self._empty.setVisible(not items)
        self._chips.updateGeometry()

    def _room(self) -> int:
        buttons = sum(
            each.sizeHint().width() + 4
            for each in self.findChildren(QToolButton)
            if each.parent() is self
        )
        return max(64, self.width() - buttons - 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for chip in self.chips:
            chip.limit(self._room())

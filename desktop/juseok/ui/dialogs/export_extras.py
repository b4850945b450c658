"""What else may be asked of an export: options of its format, a split into parts, a release."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from juseok.core.errors import KnownError
from juseok.formats.options import FormatOption
from juseok.services.interchange.splits import read_split
from juseok.ui.dialogs.export_choice import OfferedRelease
from juseok.ui.i18n import language, tr
from juseok.ui.widgets.labels import Label
from juseok.ui.widgets.plain import set_tip

_SEEDS = 999_999


class FormatOptions(QWidget):
    """A box for each option of a format.  ``changed()``: as named."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QComboBox] = {}
        self._options: Sequence[FormatOption] = ()
        self._rows = QFormLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)

    def show_options(self, options: Sequence[FormatOption]) -> None:
        """Another format was chosen; each of its ``options`` is as usual."""
        while self._rows.rowCount():
            self._rows.removeRow(0)
        self._options = options
        self.boxes = {each.id: self._box(each) for each in options}
        self.setVisible(bool(options))

    def take(self, given: Mapping[str, str]) -> None:
        """Choose what is ``given``; the rest is as usual."""
        for option in self._options:
            word = given.get(option.id, option.usual)
            found = next((c.id for c in option.choices if word in (c.id, *c.also)), option.usual)
            box = self.boxes[option.id]
            box.setCurrentIndex(box.findData(found))

    @property
    def chosen(self) -> dict[str, str]:
        """What is not as usual."""
        now = {each.id: str(self.boxes[each.id].currentData()) for each in self._options}
        return {each.id: now[each.id] for each in self._options if now[each.id] != each.usual}

    def _box(self, option: FormatOption) -> QComboBox:
        box = QComboBox(self)
        name = option.names[language()]
        box.setAccessibleName(name)
        box.setAccessibleDescription(option.help.get(language(), ""))
        set_tip(box, option.help.get(language(), ""))
        for each in option.choices:
            box.addItem(each.names[language()], each.id)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.currentIndexChanged.connect(self.changed)
        self._rows.addRow(Label(name, self), box)
        return box


class ReleaseField(QComboBox):
    """The project as it is, or as it was frozen under a name."""

    def __init__(self, releases: Sequence[OfferedRelease], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = {each.name: each.words for each in releases}
        self.setAccessibleName(tr("As of when"))
        self.addItem(tr("As it is now"), "")
        for each in reversed(releases):
            self.addItem(each.name, each.name)
            self.setItemData(self.count() - 1, each.words, Qt.ItemDataRole.ToolTipRole)
        self.setVisible(bool(releases))

    @property
    def chosen(self) -> str:
        """The name of a release; empty: as it is now."""
        return str(self.currentData() or "")

    @property
    def words(self) -> str:
        """When the chosen one was made, and how much it holds."""
        return self._words.get(self.chosen, "")


class SplitField(QWidget):
    """Shares like ``8:1:1`` with a seed; nothing said: in one.  ``changed()``: as named."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(tr("not split; for example 8:1:1"))
        self.field.setAccessibleName(tr("Train, dev and test"))
        self.seed = QSpinBox(self)
        self.seed.setRange(0, _SEEDS)
        self.seed.setAccessibleName(tr("Seed"))
        set_tip(self.seed, tr("Another seed splits otherwise"))
        self._name = Label(tr("Seed"), self)
        self.together = QCheckBox(tr("Near-duplicates in one part"), self)
        self.together.setChecked(True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.field, 1)
        line.addWidget(self._name)
        line.addWidget(self.seed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self.together)
        self.together.toggled.connect(lambda _: self.changed.emit())
        self.field.textChanged.connect(self._look)
        self.seed.valueChanged.connect(self.changed)
        self._look()

    @property
    def split(self) -> str:
        return self.field.text().strip()

    @property
    def is_ready(self) -> bool:
        """Whether a split can be made of what is said, or none is asked for."""
        try:
            return not self.split or bool(read_split(self.split))
        except KnownError:
            return False

    def take(self, split: str, seed: int, *, apart: bool = False) -> None:
        """Show a split; ``apart``: articles that are nearly the same may come into several."""
        self.together.setChecked(not apart)
        self.seed.setRange(min(0, seed), max(_SEEDS, seed))
        self.seed.setValue(seed)
        self.field.setText(split)

    def _look(self) -> None:
        for part in (self._name, self.seed, self.together):
            part.setVisible(bool(self.split))
        self.changed.emit()

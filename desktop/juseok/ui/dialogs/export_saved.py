"""Saved exports: take one, or keep what the form says under a name."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from juseok.ui.dialogs.export_choice import NOTHING, OfferedRecipe
from juseok.ui.i18n import tr
from juseok.ui.widgets.labels import Label, icon_button
from juseok.ui.widgets.plain import set_tip


class SavedExports(QWidget):
    """``taken(OfferedRecipe | None)``: this one was chosen, or none; ``keep_asked(name)``,
    ``forget_asked(Recipe)``: as named."""

    taken = Signal(object)
    keep_asked = Signal(str)
    forget_asked = Signal(object)

    def __init__(
        self,
        recipes: Sequence[OfferedRecipe],
        *,
        can_save: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._recipes = {each.recipe.name: each for each in recipes}
        self.chosen = NOTHING
        self.box = QComboBox(self)
        self.box.setAccessibleName(tr("Saved exports"))
        self.name = QLineEdit(self)
        self.name.setMaxLength(80)
        self.name.setAccessibleName(tr("Name of the export"))
        self.name.setPlaceholderText(tr("Name of the export"))
        self.keep = QPushButton(tr("Save"), self)
        self.keep.setAutoDefault(False)
        set_tip(self.keep, tr("Keep what is chosen here under this name"))
        self.forget = icon_button("trash", tr("Forget this saved export"), self)
        self.told = Label(parent=self, name="Quiet", pixels=12, wrap=True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.name, 1)
        line.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.box, 1)
        top.addWidget(self.forget)
        column.addLayout(top)
        column.addLayout(line)
        column.addWidget(self.told)
        self.name.setVisible(can_save)
        self.keep.setVisible(can_save)
        self.forget.setVisible(can_save)
        self._list("")
        self._tell(OfferedRecipe(NOTHING))
        self.box.activated.connect(self._take)
        self.keep.clicked.connect(self._keep)
        self.forget.clicked.connect(lambda: self.forget_asked.emit(self.chosen))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the name saves; it would press the dialog's button else, and export."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            self.name.hasFocus() or self.keep.hasFocus()
        ):
            self._keep()
        else:
            super().keyPressEvent(event)

    def show_saved(self, saved: OfferedRecipe) -> None:
        """What the form says has a name now."""
        self._recipes = {**self._recipes, saved.recipe.name: saved}
        self._list(saved.recipe.name)
        self._tell(saved)

    def show_forgotten(self, name: str) -> None:
        """There is no such export any more; what the form says stays."""
        self._recipes = {each: saved for each, saved in self._recipes.items() if each != name}
        self._list("")
        self._tell(OfferedRecipe(NOTHING))
        (self.box if self.box.isEnabled() else self.name).setFocus()

    def _list(self, chosen: str) -> None:
        self.box.clear()
        self.box.addItem(tr("None chosen"), "")
        for name in sorted(self._recipes):
            self.box.addItem(name, name)
        self.box.setCurrentIndex(self.box.findData(chosen))
        self.box.setEnabled(bool(self._recipes))

    def _take(self, _: int) -> None:
        found = self._recipes.get(str(self.box.currentData()))
        self._tell(found or OfferedRecipe(NOTHING))
        self.taken.emit(found)

    def _tell(self, saved: OfferedRecipe) -> None:
        recipe = self.chosen = saved.recipe
        self.name.setText(recipe.name)
        self.forget.setEnabled(bool(recipe.name))
        gone = saved.layer is None
        told = tr("The annotations of {name} are not here.", name=recipe.layer) if gone else ""
        self.told.setText(told)
        self.told.setVisible(gone)
        self.box.setAccessibleDescription(self.told.text())

    def _keep(self) -> None:
        self.keep_asked.emit(" ".join(self.name.text().split()))

"""What of a project goes out: articles by a search, state and rights; annotations by zone and
type."""

from collections.abc import Collection
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from juseok.core.recipe import Recipe
from juseok.ui.dialogs.export_choice import Value, Ways
from juseok.ui.dialogs.export_ticks import TicksBox
from juseok.ui.i18n import tr
from juseok.ui.widgets.filter_field import FilterField
from juseok.ui.widgets.plain import set_tip


class ArticleNarrowing(QWidget):
    """Articles that meet a search, of some states, with some rights.  ``changed()``: as named."""

    changed = Signal()

    def __init__(self, ways: Ways, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.query = FilterField(tr("Only what a search finds"), self)
        self.query.setPlaceholderText(tr("Only what a search finds, as in title:chips"))
        set_tip(
            self.query,
            tr("Words, or filters as in the search over the project: title:chips, date:2026-04.., "
               "type:ORG, publisher:…, entity:…, claim.act:deny"),
        )  # fmt: skip
        self.states = TicksBox(tr("Any state"), tr("States of articles"), self)
        self.states.offer(ways.states)
        self.rights = TicksBox(tr("Any rights"), tr("Rights of articles"), self)
        self.rights.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.query)
        column.addWidget(_beside(self.states, self.rights, self))
        self.query.textChanged.connect(lambda _: self.changed.emit())
        self.states.changed.connect(self.changed)
        self.rights.changed.connect(self.changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the search looks it up; it would press the dialog's button else, and export."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.query.hasFocus():
            self.changed.emit()
        else:
            super().keyPressEvent(event)

    def offer_rights(self, said: Collection[str]) -> None:
        """What articles of the project say of their rights."""
        self.rights.offer([Value(each, each) for each in sorted(said)])
        self.rights.setEnabled(self.rights.count_offered > 0)

    def take(self, recipe: Recipe) -> None:
        """Show what a saved export says."""
        self.query.setText(recipe.query)
        self.states.take(recipe.states)
        self.rights.take(recipe.rights)
        self.rights.setEnabled(self.rights.count_offered > 0)

    def said_in(self, recipe: Recipe) -> Recipe:
        """``recipe`` with what is chosen here."""
        return replace(
            recipe, query=self.query.text().strip(), states=self.states.chosen,
            rights=self.rights.chosen,
        )  # fmt: skip


class AnnotationNarrowing(QWidget):
    """Annotations that lie in some zones, of some types.  ``changed()``: as named."""

    changed = Signal()

    def __init__(self, ways: Ways, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zones = TicksBox(tr("In all zones"), tr("Zones"), self)
        self.zones.offer(ways.zones)
        self.types = TicksBox(tr("All types"), tr("Types"), self)
        self.types.offer(ways.types)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(_beside(self.types, self.zones, self))
        self.zones.changed.connect(self.changed)
        self.types.changed.connect(self.changed)

    def take(self, recipe: Recipe) -> None:
        """Show what a saved export says."""
        self.zones.take(recipe.zones)
        self.types.take(recipe.types)

    def said_in(self, recipe: Recipe, *, whole: bool) -> Recipe:
        """``recipe`` with what is chosen here; ``whole``: its format takes all of them."""
        if whole:
            return replace(recipe, zones=(), types=())
        return replace(recipe, zones=self.zones.chosen, types=self.types.chosen)


def _beside(first: QWidget, second: QWidget, parent: QWidget) -> QWidget:
    """Both on one line, each as wide as the other."""
    holder = QWidget(parent)
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    line.addWidget(first, 1)
    line.addWidget(second, 1)
    return holder

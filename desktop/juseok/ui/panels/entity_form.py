"""The entity in hand: its name, type, other names and note; each edit is one action."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from juseok.core.model import Entity
from juseok.core.scheme import Scheme
from juseok.ui.i18n import language, mark, tr
from juseok.ui.icons import icon
from juseok.ui.widgets.flow import FlowLayout
from juseok.ui.widgets.labels import Label, icon_button
from juseok.ui.widgets.plain import label_of, set_tip


class Along(StrEnum):
    """Which own mentions take the new type of their entity."""

    EVERYWHERE = "everywhere"
    HERE = "here"
    ALONE = "alone"


_ALONG: Final = (
    (Along.EVERYWHERE, mark("with its mentions everywhere")),
    (Along.HERE, mark("with those in this article")),
    (Along.ALONE, mark("without its mentions")),
)


@dataclass(frozen=True, slots=True)
class SplitChoice:
    """One way to part an entity: what it is called, and what does it."""

    words: str
    run: Callable[[], object]


@dataclass(frozen=True, slots=True)
class EntityEdits:
    """What the form asks for; each callable makes and applies one action."""

    rename: Callable[[Entity, str], object]
    retype: Callable[[Entity, str, Along], object]
    add_alias: Callable[[Entity, str], object]
    remove_alias: Callable[[Entity, str], object]
    merge: Callable[[Entity], object]
    split: Callable[[Entity], object]
    split_choices: Callable[[Entity], list[SplitChoice]]
    delete: Callable[[Entity], object]


class EntityForm(QWidget):
    """Fields of one entity.  ``left``: the person is done here (Esc, or Enter in the name)."""

    left = Signal()

    def __init__(self, edits: EntityEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("The entity in hand"))
        self._edits = edits
        self._entity: Entity | None = None
        self._filling = False
        self._name = QLineEdit(self)
        self._name.setAccessibleName(tr("Name"))
        self._name.editingFinished.connect(self._renamed)
        self._name.returnPressed.connect(self.left)
        self._type = QComboBox(self)
        self._type.setAccessibleName(tr("Type"))
        self._type.view().setAccessibleName(tr("Types"))
        self._type.activated.connect(self._retyped)
        self._along = QComboBox(self)
        self._along.setAccessibleName(tr("Which mentions take a new type"))
        self._along.view().setAccessibleName(tr("Which mentions take a new type"))
        for along, words in _ALONG:
            self._along.addItem(tr(words), along)  # marked in the table
        set_tip(self._along, tr("Which mentions take a new type"))
        self._alias = QLineEdit(self)
        self._alias.setAccessibleName(tr("Another name"))
        self._alias.setPlaceholderText(tr("Another name, then Enter"))
        self._alias.returnPressed.connect(self._alias_added)
        self._aliases = QWidget(self)
        self._flow = FlowLayout(self._aliases)
        self._joined = QWidget(self)
        self._joined.setAccessibleName(tr("The same as"))
        self._members = FlowLayout(self._joined)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(6)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        types = QVBoxLayout()
        types.setSpacing(4)
        types.addWidget(self._type)
        types.addWidget(self._along)
        for words, field in ((tr("Name"), self._name), (tr("Type"), types)):
            form.addRow(Label(words, self, name="Quiet", pixels=12), field)
        names = QVBoxLayout()
        names.setSpacing(4)
        names.addWidget(self._aliases)
        names.addWidget(self._alias)
        form.addRow(Label(tr("Also"), self, name="Quiet", pixels=12), names)
        self._same = Label(tr("The same as"), self, name="Quiet", pixels=12)
        form.addRow(self._same, self._joined)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 8, 16, 8)
        box.setSpacing(8)
        box.addLayout(form)
        box.addLayout(self._buttons())

    @property
    def entity(self) -> Entity | None:
        return self._entity

    def focus_name(self) -> None:
        self._name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._name.selectAll()

    def focus_on(self, what: str) -> None:
        """Put the focus where ``what`` is done: rename, retype or add_alias."""
        if what == "rename":
            self.focus_name()
        else:
            field = self._type if what == "retype" else self._alias
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_entity(self, entity: Entity, scheme: Scheme, others: tuple[Entity, ...]) -> None:
        """Fill the fields; ``others`` are the same as ``entity``.

        What a person is typing in another entity's field is let go.
        """
        self._filling = True
        same = self._entity is not None and self._entity.id == entity.id
        self._entity = entity
        if not (same and self._name.hasFocus() and self._name.isModified()):
            self._name.setText(entity.name)
        self._type.clear()
        for kind in scheme.entity_types:
            if not kind.retired or kind.id == entity.type:
                self._type.addItem(kind.name(language()), kind.id)
        self._type.setCurrentIndex(self._type.findData(entity.type))
        if not same:
            self._alias.clear()
        self._flow.clear()
        for alias in entity.aliases:
            self._flow.addWidget(self._alias_chip(alias))
        self._aliases.setVisible(bool(entity.aliases))
        self._members.clear()
        for other in others:
            self._members.addWidget(self._member_chip(other))
        self._same.setVisible(bool(others))
        self._joined.setVisible(bool(others))
        self._filling = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc in a field: what was typed there is let go."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        if self._entity is not None:
            self._name.setText(self._entity.name)  # by which it counts as not modified
        self._alias.clear()
        self.left.emit()

    def _alias_chip(self, alias: str) -> QToolButton:
        chip = _chip(alias, self._aliases)
        chip.setAccessibleName(tr("Remove the name {name}", name=alias))
        set_tip(chip, tr("Remove this name"))
        chip.clicked.connect(partial(self._alias_removed, alias))
        return chip

    def _member_chip(self, other: Entity) -> QToolButton:
        chip = _chip(other.name, self._joined)
        chip.setAccessibleName(tr("“{name}” is not the same after all", name=other.name))
        set_tip(chip, tr("Not the same after all"))
        chip.clicked.connect(lambda: self._edits.split(other))
        return chip

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        merge = icon_button("merge", tr("The same as another entity…"), self)
        merge.clicked.connect(lambda: self._with(self._edits.merge))
        split = icon_button("split", tr("Part the entity…"), self)
        split.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._parts = QMenu(split)
        self._parts.aboutToShow.connect(lambda: self._with(self._offer_parts))
        split.setMenu(self._parts)
        delete = icon_button("trash", tr("Delete the entity (when nothing uses it)"), self)
        delete.clicked.connect(lambda: self._with(self._edits.delete))
        for button in (merge, split, delete):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _with(self, run: Callable[[Entity], object]) -> None:
        if self._entity is not None:
            run(self._entity)

    def _offer_parts(self, entity: Entity) -> None:
        self._parts.clear()
        choices = self._edits.split_choices(entity)
        for choice in choices:
            action = self._parts.addAction(label_of(choice.words))
            action.triggered.connect(lambda _=False, choice=choice: choice.run())
        if not choices:
            self._parts.addAction(tr("Nothing here can be parted from it.")).setEnabled(False)

    def _renamed(self) -> None:
        entity, name = self._entity, self._name.text().strip()
        if entity is None or self._filling or not self._name.isModified():
            return
        self._name.setModified(False)
        if not name:
            self._name.setText(entity.name)
        elif name != entity.name:
            self._edits.rename(entity, name)

    def _retyped(self) -> None:
        type_id = str(self._type.currentData())
        if self._entity is not None and not self._filling and type_id != self._entity.type:
            self._edits.retype(self._entity, type_id, Along(self._along.currentData()))

    def _alias_added(self) -> None:
        name = self._alias.text().strip()
        if self._entity is not None and name:
            self._alias.clear()
            self._edits.add_alias(self._entity, name)

    def _alias_removed(self, alias: str) -> None:
        if self._entity is not None:
            self._edits.remove_alias(self._entity, alias)


def _chip(words: str, parent: QWidget) -> QToolButton:
    """A name with a cross that takes it away."""
    chip = QToolButton(parent)
    chip.setText(label_of(words))
    chip.setIcon(icon("x"))
    chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    chip.setObjectName("Chip")
    return chip

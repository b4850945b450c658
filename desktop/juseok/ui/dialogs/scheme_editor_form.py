"""The right side of the scheme editor for a type: every field, each edit given on at once."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from juseok.core.scheme import AnyType, EntityType, LinkType, RelationshipType, Scheme
from juseok.ui.dialogs.scheme_editor_ends import EndsField
from juseok.ui.dialogs.scheme_editor_fields import (
    HelpField,
    KeyField,
    NamesField,
    TicksField,
    form,
    heading,
    hint,
    label,
)
from juseok.ui.dialogs.scheme_editor_look import ColorField, LookPreview, PatternField
from juseok.ui.dialogs.scheme_editor_ticks import TickBox
from juseok.ui.i18n import language, tr
from juseok.ui.widgets.plain import set_tip

_NAMED: Final = 3


class TypeForm(QWidget):
    """Shows a type; ``edited`` gives the type as a field just made it.

    ``reserved`` says what keys do already: position → the name of a command.
    """

    edited = Signal(object)

    def __init__(self, *, reserved: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reserved = reserved
        self._item: AnyType | None = None
        self._scheme: Scheme | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.preview = LookPreview(self)
        column.addWidget(self.preview)
        column.addSpacing(8)
        rows = form()
        self._add_names(rows)
        self._add_look(rows)
        self._add_key(rows)
        column.addLayout(rows)
        self._add_ends(column)
        self._add_attributes(column)
        column.addWidget(heading(tr("Help")))
        self.help = HelpField(self)
        self.help.edited.connect(lambda texts: self._edit(help=texts))
        column.addWidget(self.help)
        column.addStretch(1)

    def show_item(self, item: AnyType, scheme: Scheme, *, new: bool) -> None:
        """Show ``item`` of ``scheme``; only a new one's id can be written."""
        self._item, self._scheme = item, scheme
        self.preview.show_item(item)
        self.id.setText(item.id)
        self.id.setReadOnly(not new)
        set_tip(self.id, "" if new else tr("An identifier stays: annotations and exports name it."))
        self.names.show_texts(item.names)
        self.color.show_color(item.color)
        self.pattern.show_pattern(item.pattern)
        self.letter.setText(item.letter)
        self.key.setText(item.key)
        self.help.show_texts(item.help)
        self._show_key_hint()
        self._show_ends()
        self._show_attributes()

    def _add_names(self, rows: QFormLayout) -> None:
        self.id = QLineEdit(self)
        self.id.setAccessibleName(tr("Identifier"))
        self.id.editingFinished.connect(lambda: self._edit(id=self.id.text().strip()))
        self.names = NamesField(self)
        self.names.edited.connect(lambda names: self._edit(names=names))
        rows.addRow(label(tr("Name")), self.names)
        rows.addRow(label(tr("Identifier")), self.id)

    def _add_look(self, rows: QFormLayout) -> None:
        self.color = ColorField(self)
        self.color.chosen.connect(lambda color: self._edit(color=color))
        self.pattern = PatternField(self)
        self.pattern.chosen.connect(lambda pattern: self._edit(pattern=pattern))
        self.letter = QLineEdit(self)
        self.letter.setMaxLength(2)
        self.letter.setFixedWidth(56)
        self.letter.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.letter.setAccessibleName(tr("Letter on the chip"))
        self.letter.editingFinished.connect(lambda: self._edit(letter=self.letter.text().strip()))
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self.letter)
        line.addWidget(self.pattern, 1)
        rows.addRow(label(tr("Colour")), self.color)
        rows.addRow(label(tr("Letter and line")), line)

    def _add_key(self, rows: QFormLayout) -> None:
        self.key = KeyField(self)
        self.key.setAccessibleName(tr("Key"))
        set_tip(self.key, tr("Press a key; Backspace takes it away"))
        self.key.pressed.connect(lambda key: self._edit(key=key))
        self.key_hint = hint(parent=self)
        self.key_hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.key)
        line.addWidget(self.key_hint, 1)
        rows.addRow(label(tr("Key")), line)

    def _add_ends(self, column: QVBoxLayout) -> None:
        self.ends_heading = heading(tr("Constraints"))
        column.addWidget(self.ends_heading)
        self.ends = EndsField(self)
        self.ends.edited.connect(lambda head, tail: self._edit(head=head, tail=tail))
        column.addWidget(self.ends)
        self.ends_hint = hint(tr("A row without a tick means any type."), self)
        column.addWidget(self.ends_hint)
        self.symmetric = TickBox(tr("Both directions mean the same"), self)
        self.symmetric.clicked.connect(lambda on: self._edit(symmetric=on))
        self.same_type = TickBox(tr("Both ends have the same type"), self)
        self.same_type.clicked.connect(lambda on: self._edit(same_type=on))
        line = QHBoxLayout()
        line.setSpacing(24)
        line.addWidget(self.symmetric)
        line.addWidget(self.same_type)
        line.addStretch(1)
        column.addLayout(line)

    def _add_attributes(self, column: QVBoxLayout) -> None:
        self.attributes_heading = heading(tr("Attributes it carries"))
        column.addWidget(self.attributes_heading)
        self.attributes = TicksField(self)
        self.attributes.edited.connect(lambda ids: self._edit(attributes=tuple(ids)))
        column.addWidget(self.attributes)

    def _edit(self, **changes: Any) -> None:
        """Give on the type with some fields changed; nothing when they are as they were."""
        if self._item is None:
            return
        made = replace(self._item, **changes)
        if made != self._item:
            self.edited.emit(made)

    def _show_key_hint(self) -> None:
        """Say who else has the key: types that share one take turns, commands win."""
        assert self._item is not None
        assert self._scheme is not None
        key, item = self._item.key, self._item
        others = [
            each.name(language())
            for group in (self._scheme.entity_types, self._scheme.roles)
            for each in group
            if key and each.key == key and each.id != item.id and not each.retired
        ]
        command = "" if not isinstance(item, EntityType) else self._reserved.get(key, "")
        if command:
            text = tr("“{command}” has this key; the type will not get it.", command=command)
        elif others:
            names = ", ".join(others[:_NAMED]) + (" …" if len(others) > _NAMED else "")
            text = tr("Shared with {names}: by rule, and again to go round.", names=names)
        elif not key:
            text = tr("Press a key here; it works with Hangul switched on, too.")
        else:
            text = ""
        self.key_hint.setText(text)

    def _show_ends(self) -> None:
        item = self._item
        edge = isinstance(item, RelationshipType)
        for widget in (self.ends, self.ends_hint, self.same_type):
            widget.setVisible(edge)
        self.ends_heading.setVisible(isinstance(item, RelationshipType | LinkType))
        self.symmetric.setVisible(isinstance(item, RelationshipType | LinkType))
        if isinstance(item, RelationshipType | LinkType):
            self.symmetric.setChecked(item.symmetric)
        if isinstance(item, RelationshipType) and self._scheme is not None:
            self.same_type.setChecked(item.same_type)
            self.ends.show_ends(item, self._scheme.entity_types)

    def _show_attributes(self) -> None:
        item, scheme = self._item, self._scheme
        carries = isinstance(item, EntityType | RelationshipType)
        self.attributes_heading.setVisible(carries)
        self.attributes.setVisible(carries)
        if not isinstance(item, EntityType | RelationshipType) or scheme is None:
            return
        wanted = {"relationship"} if isinstance(item, RelationshipType) else {"entity", "mention"}
        choices = [
            (each.id, each.name(language()))
            for each in scheme.attributes
            if each.on & wanted and (not each.retired or each.id in item.attributes)
        ]
        self.attributes.show_choices(choices, item.attributes)

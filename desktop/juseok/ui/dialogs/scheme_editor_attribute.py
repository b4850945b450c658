"""The right side of the scheme editor for an attribute: where it is, and its values."""

from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from juseok.core.scheme import Attribute, AttributeValue
from juseok.ui.dialogs.scheme_editor_fields import (
    ChoiceBox,
    HelpField,
    NamesField,
    TicksField,
    form,
    heading,
    hint,
    label,
)
from juseok.ui.dialogs.scheme_editor_ticks import TickDelegate
from juseok.ui.i18n import language, mark, tr
from juseok.ui.icons import icon
from juseok.ui.widgets.plain import set_tip

_ON: Final = (
    ("entity", mark("Entities")),
    ("mention", mark("Mentions")),
    ("claim", mark("Claims")),
    ("relationship", mark("Relationships")),
)
_SORTS: Final = (
    ("choice", mark("One of a list")),
    ("bool", mark("Yes or no")),
    ("text", mark("Free text")),
)
_SHOWN: Final = (
    ("always", mark("At first")),
    ("computed", mark("With the computed ones")),
    ("folded", mark("Folded away")),
)
_COLUMNS: Final = (mark("Identifier"), "한국어", "English", mark("Key"), mark("In use"))
_ID, _KO, _EN, _KEY, _LIVE = range(5)
_ROW: Final = 32


class AttributeForm(QWidget):
    """Shows an attribute; ``edited`` gives the attribute as a field just made it."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item: Attribute | None = None
        self._new_values: set[str] = set()
        self._filling = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        rows = form()
        self.names = NamesField(self)
        self.names.edited.connect(lambda names: self._edit(names=names))
        self.id = QLineEdit(self)
        self.id.setAccessibleName(tr("Identifier"))
        self.id.editingFinished.connect(lambda: self._edit(id=self.id.text().strip()))
        rows.addRow(label(tr("Name")), self.names)
        rows.addRow(label(tr("Identifier")), self.id)
        self._add_kind(rows)
        column.addLayout(rows)
        self._add_values(column)
        column.addWidget(heading(tr("Help")))
        self.help = HelpField(self)
        self.help.edited.connect(lambda texts: self._edit(help=texts))
        column.addWidget(self.help)
        column.addStretch(1)

    def show_item(self, item: Attribute, *, new: bool) -> None:
        """Show ``item``; only a new one's id and sort can be chosen."""
        self._item = item
        self.id.setText(item.id)
        self.id.setReadOnly(not new)
        self.names.show_texts(item.names)
        self.on.show_choices(_named(_ON), item.on)
        self.sort.setCurrentIndex(self.sort.findData(item.sort))
        self.sort.setEnabled(new)
        self.shown.setCurrentIndex(self.shown.findData(item.shown))
        self.help.show_texts(item.help)
        self._show_default(item)
        self._show_values(item)

    def _add_kind(self, rows: QFormLayout) -> None:
        self.on = TicksField(self, columns=4)
        self.on.edited.connect(lambda ids: self._edit(on=frozenset(ids)))
        self.sort = ChoiceBox(tr("Sort"), _named(_SORTS), self)
        self.sort.activated.connect(lambda _: self._choose_sort(str(self.sort.currentData())))
        self.shown = ChoiceBox(tr("Place in the form"), _named(_SHOWN), self)
        self.shown.activated.connect(lambda _: self._edit(shown=self.shown.currentData()))
        self.default = ChoiceBox(tr("Default"), parent=self)
        self.default.activated.connect(lambda _: self._edit(default=self.default.currentData()))
        rows.addRow(label(tr("Carried by")), self.on)
        rows.addRow(label(tr("Sort")), self.sort)
        rows.addRow(label(tr("Default")), self.default)
        rows.addRow(label(tr("Place in the form")), self.shown)

    def _add_values(self, column: QVBoxLayout) -> None:
        self.values_heading = heading(tr("Values"))
        column.addWidget(self.values_heading)
        self.values = QTableWidget(0, len(_COLUMNS), self)
        self.values.setHorizontalHeaderLabels([tr(name) for name in _COLUMNS])
        self.values.setAccessibleName(tr("Values"))
        self.values.verticalHeader().hide()
        self.values.verticalHeader().setDefaultSectionSize(_ROW)
        self.values.setShowGrid(False)
        self.values.setTabKeyNavigation(False)
        self.values.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.values.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        header = self.values.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for narrow in (_KEY, _LIVE):
            header.setSectionResizeMode(narrow, QHeaderView.ResizeMode.ResizeToContents)
        self.values.setItemDelegateForColumn(_LIVE, TickDelegate(self.values))
        self.values.setStyleSheet("QTableWidget::item { padding: 0 5px; }")
        self.values.itemChanged.connect(self._read_values)
        column.addWidget(self.values)
        self.tools = QWidget(self)
        line = QHBoxLayout(self.tools)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for name, text, run in (
            ("plus", tr("Add a value"), self._add_value),
            ("trash", tr("Delete the value"), self._delete_value),
            ("arrow-up", tr("Move the value up"), lambda: self._move_value(-1)),
            ("arrow-down", tr("Move the value down"), lambda: self._move_value(1)),
        ):
            button = QToolButton(self.tools)
            button.setIcon(icon(name))
            set_tip(button, text)
            button.setAccessibleName(text)
            button.clicked.connect(lambda _=False, run=run: run())
            line.addWidget(button)
        line.addSpacing(8)
        line.addWidget(hint(tr("A value in use can only be taken out of use.")), 1)
        column.addWidget(self.tools)

    def _show_default(self, item: Attribute) -> None:
        self.default.clear()
        self.default.addItem(tr("Undecided"), "")
        if item.sort == "bool":
            self.default.addItem(tr("Yes"), "true")
        for value in item.values:
            self.default.addItem(value.name(language()), value.id)
        self.default.setCurrentIndex(max(0, self.default.findData(item.default)))
        self.default.setEnabled(item.sort != "text")

    def _show_values(self, item: Attribute) -> None:
        choice = item.sort == "choice"
        for widget in (self.values_heading, self.values, self.tools):
            widget.setVisible(choice)
        row = self.values.currentRow()
        self._filling = True
        self.values.setRowCount(len(item.values))
        for number, value in enumerate(item.values):
            self._fill_row(number, value)
        self.values.setFixedHeight(_ROW * (len(item.values) + 1) + 8)
        self.values.setCurrentCell(min(max(row, 0), len(item.values) - 1), _KO)
        self._filling = False

    def _fill_row(self, number: int, value: AttributeValue) -> None:
        texts = (value.id, value.names.get("ko", ""), value.names.get("en", ""), value.key)
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        for column, text in enumerate(texts):
            cell = QTableWidgetItem(text)
            own = value.id in self._new_values
            fixed = column == _ID and not own
            cell.setFlags(plain if fixed else plain | Qt.ItemFlag.ItemIsEditable)
            self.values.setItem(number, column, cell)
        live = QTableWidgetItem()
        live.setFlags(plain | Qt.ItemFlag.ItemIsUserCheckable)
        live.setCheckState(Qt.CheckState.Unchecked if value.retired else Qt.CheckState.Checked)
        live.setData(Qt.ItemDataRole.AccessibleTextRole, tr("In use"))
        self.values.setItem(number, _LIVE, live)

    def _read_values(self) -> None:
        if self._filling or self._item is None:
            return
        found = tuple(self._read_row(number) for number in range(self.values.rowCount()))
        self._new_values |= {value.id for value in found} - {
            value.id for value in self._item.values
        }
        self._edit(values=found)

    def _read_row(self, number: int) -> AttributeValue:
        def text(column: int) -> str:
            cell = self.values.item(number, column)
            return cell.text().strip() if cell else ""

        live = self.values.item(number, _LIVE)
        names = {"ko": text(_KO), "en": text(_EN)}
        return AttributeValue(
            text(_ID),
            {name: word for name, word in names.items() if word},
            text(_KEY).upper()[:1],
            live is not None and live.checkState() == Qt.CheckState.Unchecked,
        )

    def _choose_sort(self, sort: str) -> None:
        first = (_new_value(set()),) if sort == "choice" else ()
        self._new_values |= {value.id for value in first}
        self._edit(sort=sort, values=first, default="")

    def _add_value(self) -> None:
        if self._item is None:
            return
        made = _new_value({value.id for value in self._item.values})
        self._new_values.add(made.id)
        row = len(self._item.values)
        self._edit(values=(*self._item.values, made))
        self.values.setCurrentCell(row, _KO)
        self.values.setFocus()

    def _delete_value(self) -> None:
        row = self.values.currentRow()
        if self._item is not None and row >= 0:
            left = self._item.values[:row] + self._item.values[row + 1 :]
            gone = self._item.values[row].id == self._item.default
            self._edit(values=left, **({"default": ""} if gone else {}))

    def _move_value(self, by: int) -> None:
        row = self.values.currentRow()
        if self._item is None or not 0 <= row + by < len(self._item.values):
            return
        order = list(self._item.values)
        order.insert(row + by, order.pop(row))
        self._edit(values=tuple(order))
        self.values.setCurrentCell(row + by, _KO)

    def _edit(self, **changes: Any) -> None:
        if self._item is None:
            return
        made = replace(self._item, **changes)
        if made != self._item:
            self.edited.emit(made)


def _named(choices: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return [(value, tr(text)) for value, text in choices]


def _new_value(taken: set[str]) -> AttributeValue:
    number = next(n for n in range(1, len(taken) + 2) if f"value{n}" not in taken)
    return AttributeValue(f"value{number}", {"ko": f"값 {number}", "en": f"Value {number}"})

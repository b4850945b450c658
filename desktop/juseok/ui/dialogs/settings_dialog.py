"""The settings, made from their table; what is changed holds at once, there is no OK."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from juseok.ui.i18n import tr
from juseok.ui.settings import TABLE, Setting, Settings
from juseok.ui.theme import GRID
from juseok.ui.widgets.dialog import Dialog
from juseok.ui.widgets.fitting import fit_to_screen, scrolled
from juseok.ui.widgets.labels import Label

_LABELS: Final = 96
_WIDTH: Final = 480
_LEAST: Final = QSize(_WIDTH, 240)
_TALLEST: Final = 680
"""What does not fit is scrolled to: a window over a whole small screen hides the text."""


class SettingsDialog(Dialog):
    """One form, a heading per group; follows changes that are made elsewhere."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Settings"))
        self._settings = settings
        self.controls: dict[str, QWidget] = {}
        inside = QWidget(self)
        box = QVBoxLayout(inside)
        box.setContentsMargins(32, 24, 32, 32)
        box.setSpacing(8)
        groups = dict.fromkeys(setting.group for setting in TABLE if setting.label)
        for group in groups:
            heading = Label(tr(group), self, name="Title", pixels=15, strong=True)  # marked there
            heading.setContentsMargins(0, 12, 0, 4)
            box.addWidget(heading)
            form = QFormLayout()
            form.setHorizontalSpacing(24)
            form.setVerticalSpacing(10)
            form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
            form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
            for setting in TABLE:
                if setting.group == group and setting.label:
                    self._add(form, setting)
            box.addLayout(form)
        box.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inside, self))
        wanted = inside.sizeHint()
        height = min(wanted.height(), _TALLEST)
        fit_to_screen(self, max(_WIDTH, wanted.width()), height, least=_LEAST)
        settings.changed.connect(self._follow)

    def _add(self, form: QFormLayout, setting: Setting) -> None:
        control = self._control(setting)
        words = tr(setting.label)  # marked in the table
        control.setAccessibleName(words)
        self.controls[setting.key] = control
        self._show(setting.key)
        if setting.kind == "bool":
            form.addRow(control)
        else:
            label = Label(words, self)
            label.setMinimumWidth(_LABELS)
            form.addRow(label, control)
        if setting.note:
            note = tr(setting.note)  # marked in the table
            control.setAccessibleDescription(note)
            form.addRow(Label(note, self, name="Quiet", pixels=12, wrap=True))

    def _control(self, setting: Setting) -> QWidget:
        key = setting.key
        match setting.kind:
            case "choice":
                combo = QComboBox(self)
                for value, words in setting.choices:
                    combo.addItem(tr(words), value)  # marked in the table
                combo.activated.connect(lambda _: self._settings.set(key, str(combo.currentData())))
                return combo
            case "int":
                whole = QSpinBox(self)
                whole.setRange(int(setting.low), int(setting.high))
                whole.setSuffix(setting.unit)
                _indent(whole)
                whole.valueChanged.connect(lambda value: self._settings.set(key, value))
                return whole
            case "float":
                number = QDoubleSpinBox(self)
                number.setRange(setting.low, setting.high)
                number.setSingleStep(setting.step)
                number.setDecimals(1)
                number.setSuffix(setting.unit)
                _indent(number)
                number.valueChanged.connect(lambda value: self._settings.set(key, value))
                return number
            case "bool":
                check = QCheckBox(tr(setting.label), self)  # marked in the table
                check.toggled.connect(lambda on: self._settings.set(key, on))
                return check
            case _:
                line = QLineEdit(self)
                line.editingFinished.connect(lambda: self._settings.set(key, line.text().strip()))
                return line

    def _follow(self, key: str) -> None:
        if key in self.controls:
            self._show(key)

    def _show(self, key: str) -> None:
        value = self._settings.get(key)
        control = self.controls[key]
        control.blockSignals(True)
        match control:
            case QComboBox():
                control.setCurrentIndex(control.findData(value))
            case QSpinBox():
                control.setValue(round(self._settings.number(key)))
            case QDoubleSpinBox():
                control.setValue(self._settings.number(key))
            case QCheckBox():
                control.setChecked(self._settings.flag(key))
            case QLineEdit():
                control.setText(str(value))
            case _:
                pass
        control.blockSignals(False)


def _indent(box: QAbstractSpinBox) -> None:
    """Begin the number where the words of other fields begin: a stylesheet cannot say so."""
    box.lineEdit().setTextMargins(GRID, 0, 0, 0)

"""Small fields of the claim form: choices, texts, ticks; each says when a rule filled it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QStyleOptionComboBox,
    QWidget,
)

from juseok.core.model import How, Value
from juseok.core.scheme import Attribute
from juseok.services.edits import AttributeInput
from juseok.ui.i18n import language, tr
from juseok.ui.theme import ui_font
from juseok.ui.widgets.labels import Label
from juseok.ui.widgets.plain import set_tip


class CalmCombo(QComboBox):
    """A combo box that a wheel turns only when it has the focus, so that scrolling is safe."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setFont(ui_font(pixels=12))
        self.setFixedHeight(28)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        if not self.currentData():  # nothing is chosen
            quiet = option.palette.color(QPalette.ColorRole.PlaceholderText)
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
                option.palette.setColor(role, quiet)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class AttributeField(QWidget):
    """One attribute as the scheme has it.  ``chosen(value)``: the person set it."""

    chosen = Signal(object)

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.attribute = attribute
        name = attribute.name(language())
        self._hint = Label(tr("by rule"), self, name="Quiet", pixels=11)
        set_tip(self._hint, tr("A rule read this off the wording. Choose a value to settle it."))
        self._hint.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._box: CalmCombo | None = None
        self._line: QLineEdit | None = None
        if attribute.sort == "text":
            self._line = QLineEdit(self)
            self._line.setFixedHeight(28)
            self._line.setFont(ui_font(pixels=12))
            self._line.editingFinished.connect(self._typed)
            field: QWidget = self._line
        else:
            self._box = CalmCombo(self)
            for words, value in self._choices():
                self._box.addItem(words, value)
            self._box.view().setAccessibleName(name)
            self._box.activated.connect(lambda _: self.chosen.emit(self._box_value()))
            field = self._box
        field.setAccessibleName(name)
        row.addWidget(field, 1)
        row.addWidget(self._hint)
        self.setFocusProxy(field)

    @property
    def by_rule(self) -> bool:
        """Whether the value shown is a default that nobody touched."""
        return not self._hint.isHidden()

    @property
    def value(self) -> AttributeInput:
        if self._box is not None:
            return self._box_value()
        return self._line.text() if self._line is not None else None

    def show_value(self, value: Value | None, *, mark_rule: bool) -> None:
        """``mark_rule``: say so when the value is an untouched default."""
        held = value.value if value is not None else None
        if self._box is not None:
            places = [self._box.itemData(number) for number in range(self._box.count())]
            if held not in places:  # a retired value keeps its words
                self._box.addItem(self._words(held), held)
                places.append(held)
            self._box.setCurrentIndex(places.index(held))
        elif self._line is not None and not (self._line.hasFocus() and self._line.isModified()):
            self._line.setText(str(held or ""))
        rule = mark_rule and value is not None and value.how is How.DEFAULT
        self._hint.setVisible(rule)

    def _choices(self) -> Sequence[tuple[str, AttributeInput]]:
        if self.attribute.sort == "bool":
            return [("–", None), (tr("Yes"), True), (tr("No"), False)]
        values = (value for value in self.attribute.values if not value.retired)
        return [("–", None), *((value.name(language()), value.id) for value in values)]

    def _words(self, value: AttributeInput) -> str:
        found = self.attribute.value(str(value))
        return found.name(language()) if found is not None else str(value)

    def _box_value(self) -> AttributeInput:
        return self._box.currentData() if self._box is not None else None

    def _typed(self) -> None:
        if self._line is not None and self._line.isModified():
            self._line.setModified(False)
            self.chosen.emit(self._line.text().strip() or None)


class NoteField(QPlainTextEdit):
    """A note of a few lines.  ``written(text)``: the person left it changed; ``left``: by Esc."""

    written = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held = ""
        self.setFont(ui_font(pixels=12))
        self.setFixedHeight(60)
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("Note"))

    def show_note(self, text: str, *, same: bool) -> None:
        """``same``: of the claim that was shown before; what is being written there stays."""
        if not same or self.toPlainText().strip() == self._held:
            self.setPlainText(text)
        self._held = text

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.commit()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def commit(self) -> None:
        """Tell what was written, if it is something else."""
        text = self.toPlainText().strip()
        if text != self._held:
            self._held = text
            self.written.emit(text)

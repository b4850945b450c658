"""Fields of the scheme editor: a key that is pressed, texts per language, sets of ticks."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from juseok.core.scheme import Names
from juseok.ui.dialogs.scheme_editor_ticks import TickBox
from juseok.ui.i18n import tr
from juseok.ui.keymap import chord_of
from juseok.ui.theme import ui_font

_HELP_HEIGHT: Final = 56
LANGUAGES: Final = (("ko", "한국어"), ("en", "English"))


def heading(text: str, parent: QWidget | None = None) -> QLabel:
    """The quiet heading of a group of fields."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(ui_font(pixels=12, strong=True))
    label.setContentsMargins(0, 12, 0, 0)
    return label


def hint(text: str = "", parent: QWidget | None = None) -> QLabel:
    """A quiet line beside or under a field.

    It does not wrap: a layout that holds one label that can wrap squeezes its other rows.
    """
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName("Quiet")
    label.setFont(ui_font(pixels=12))
    return label


def form() -> QFormLayout:
    """Labels at the left in one column, fields as wide as there is room."""
    made = QFormLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setHorizontalSpacing(16)
    made.setVerticalSpacing(8)
    made.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    made.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return made


def label(text: str) -> QLabel:
    """A field's label, of one width in every group so that the fields line up."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setObjectName("Quiet")
    made.setFixedWidth(104)
    made.setMinimumHeight(28)
    return made


class KeyField(QLineEdit):
    """Takes the key that is pressed in it, also with Hangul switched on.

    Backspace and Delete clear it.  Only single keys that type a sign can be taken.
    """

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFixedWidth(96)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setPlaceholderText(tr("Press a key"))
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab))
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.pressed.emit("")
            return
        chord = chord_of(event)
        if chord is not None and str(chord) == chord.key and len(chord.key) == 1:
            self.pressed.emit(chord.key)
            return
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.deselect()


class _Paragraph(QPlainTextEdit):
    """A few lines of text that are read and written as those of a QLineEdit; Tab leaves it."""

    editingFinished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(_HELP_HEIGHT)

    def text(self) -> str:
        return self.toPlainText()

    def setText(self, text: str) -> None:
        self.setPlainText(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.editingFinished.emit()


class ChoiceBox(QComboBox):
    """One of a few named things, ``choices`` being (value, name)."""

    def __init__(
        self, name: str, choices: Iterable[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        for value, text in choices:
            self.addItem(text, value)


class TextsField(QWidget):
    """A text in each language, as its subclass lays the fields out.

    ``edited`` gives the texts, blanks around them taken off, empty ones left out.
    """

    edited = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edits: dict[str, QLineEdit | _Paragraph] = {}

    def show_texts(self, texts: Names) -> None:
        for language, edit in self.edits.items():
            edit.setText(texts.get(language, ""))

    def _add(self, language: str, edit: QLineEdit | _Paragraph, *, name: str, label: str) -> None:
        edit.setPlaceholderText(name)
        edit.setAccessibleName(label)
        edit.editingFinished.connect(self._tell)
        self.edits[language] = edit

    def _tell(self) -> None:
        found = {language: edit.text().strip() for language, edit in self.edits.items()}
        self.edited.emit({language: text for language, text in found.items() if text})


class NamesField(TextsField):
    """A short text in each language, side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for language, name in LANGUAGES:
            edit = QLineEdit(self)
            self._add(language, edit, name=name, label=tr("Name in {language}", language=name))
            row.addWidget(edit)


class HelpField(TextsField):
    """A longer text in each language, one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for language, name in LANGUAGES:
            edit = _Paragraph(self)
            self._add(language, edit, name=name, label=tr("Help in {language}", language=name))
            column.addWidget(edit)


class TicksField(QWidget):
    """Some of a few things, as ticks in columns."""

    edited = Signal(list)

    def __init__(self, parent: QWidget | None = None, *, columns: int = 3) -> None:
        super().__init__(parent)
        self._columns = columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._boxes: dict[str, TickBox] = {}

    def show_choices(self, choices: Sequence[tuple[str, str]], ticked: Iterable[str]) -> None:
        """``choices`` are (id, name); what is shown already keeps its box and its focus."""
        if list(self._boxes) != [name for name, _ in choices]:
            self._fill(choices)
        on = set(ticked)
        for (name, text), box in zip(choices, self._boxes.values(), strict=True):
            box.setText(text)
            box.setChecked(name in on)

    def ticked(self) -> list[str]:
        return [name for name, box in self._boxes.items() if box.isChecked()]

    def _fill(self, choices: Sequence[tuple[str, str]]) -> None:
        for box in self._boxes.values():
            self._grid.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._boxes = {}
        for index, (name, _) in enumerate(choices):
            box = TickBox(self)
            box.clicked.connect(lambda _=False: self.edited.emit(self.ticked()))
            self._boxes[name] = box
            self._grid.addWidget(box, index // self._columns, index % self._columns)
            box.show()  # a layout would show it a turn later, and the form's height jump
        self._grid.setColumnStretch(self._columns, 1)

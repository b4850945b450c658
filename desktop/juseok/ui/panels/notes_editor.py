"""Where a note or a question is written: Ctrl+Enter keeps it, Esc leaves it as it was."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from juseok.core.model import Remark
from juseok.ui.i18n import tr
from juseok.ui.widgets.labels import ElidedLabel, Label, icon_button

_LINES = 4


class RemarkEditor(QWidget):
    """Shows one remark, or an empty draft.

    ``written(text)``: the words are to be kept; also when the focus goes elsewhere.
    ``left()``: back to the article.  ``resolve_asked(on)``, ``delete_asked()``, ``jump_asked()``:
    the buttons.
    """

    written = Signal(str)
    left = Signal()
    resolve_asked = Signal(bool)
    delete_asked = Signal()
    jump_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("The note in hand"))
        self._before = ""
        self._about = ElidedLabel(self, name="Quiet", pixels=12)
        self._jump = icon_button("arrow-right", tr("Go to what it is about"), self)
        self._jump.clicked.connect(self.jump_asked)
        self.field = QPlainTextEdit(self)
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(_LINES * 20 + 16)
        self.field.installEventFilter(self)
        self._hint = Label(tr("Ctrl+Enter keeps it, Esc leaves it"), self, name="Quiet", pixels=12)
        self.resolve = QPushButton(self)
        self.resolve.clicked.connect(lambda: self.resolve_asked.emit(not self._resolved))
        self._resolved = False
        self.delete = icon_button("trash", tr("Delete the note"), self)
        self.delete.clicked.connect(self.delete_asked)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self._about, 1)
        top.addWidget(self._jump)
        tools = QHBoxLayout()
        tools.setSpacing(4)
        tools.addWidget(self._hint, 1)
        tools.addWidget(self.resolve)
        tools.addWidget(self.delete)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 8, 16, 12)
        box.setSpacing(8)
        box.addLayout(top)
        box.addWidget(self.field)
        box.addLayout(tools)

    @property
    def jump(self) -> QToolButton:
        return self._jump

    def show_draft(self, about: str) -> None:
        """Begin a new note on what ``about`` names."""
        self._fill("", about, tr("Note"))
        self.resolve.hide()
        self.delete.hide()

    def show_remark(self, remark: Remark, about: str, *, editable: bool) -> None:
        """Show a remark; words that are being written in it stay."""
        question = remark.sort == "question"
        if not (self.field.hasFocus() and self.modified):
            self._fill(remark.text, about, tr("Question") if question else tr("Note"))
        self._resolved = remark.resolved
        self.resolve.setText(tr("Open again") if remark.resolved else tr("Settled"))
        self.resolve.setVisible(question)
        self.delete.show()
        self.field.setReadOnly(not editable)
        self.resolve.setEnabled(editable)
        self.delete.setEnabled(editable)

    @property
    def modified(self) -> bool:
        return self.field.toPlainText() != self._before

    def write(self) -> None:
        """Put the focus into the field, behind what stands there."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        cursor = self.field.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.field.setTextCursor(cursor)

    def keep(self) -> None:
        """Have the words kept, if they are others than before."""
        if self.modified and not self.field.isReadOnly():
            self._before = self.field.toPlainText()
            self.written.emit(self._before.strip())

    def _fill(self, text: str, about: str, placeholder: str) -> None:
        self._before = text
        self.field.setPlainText(text)
        self.field.setReadOnly(False)
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(placeholder)
        self._about.say(about)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QFocusEvent) and kind == QEvent.Type.FocusOut:
            if event.reason() != Qt.FocusReason.PopupFocusReason:
                self.keep()
            return False
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        assert isinstance(event, QKeyEvent)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        kept = enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        escaped = event.key() == Qt.Key.Key_Escape
        if not kept and not escaped:
            return False
        event.accept()
        if kind == QEvent.Type.KeyPress:
            if kept:
                QGuiApplication.inputMethod().commit()
                self.keep()
            else:
                self.field.setPlainText(self._before)
            self.left.emit()
        return kind == QEvent.Type.KeyPress

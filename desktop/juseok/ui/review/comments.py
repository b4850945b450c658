"""Words on the item in hand: what was said, a line to say more, and whether that is settled."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from juseok.core.review_model import Comment
from juseok.ui.i18n import tr
from juseok.ui.widgets.labels import Label


class CommentStrip(QWidget):
    """``said(text)``: a person wrote a line.  ``left()``: or none after all.
    ``settled(comment)``: the thread that it begins is to be closed, or opened again."""

    said = Signal(str)
    left = Signal()
    settled = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(16, 2, 16, 2)
        self._box.setSpacing(4)
        self._rows: list[QWidget] = []
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(tr("A comment; @name tells somebody"))
        self.field.setAccessibleName(tr("Comment"))
        self.field.returnPressed.connect(self._say)
        self.field.installEventFilter(self)
        self.field.hide()
        self._box.addWidget(self.field)

    def show_threads(self, threads: Sequence[tuple[Comment, ...]], names: dict[str, str]) -> None:
        """Show ``threads``; ``names``: annotator → name."""
        for row in self._rows:
            self._box.removeWidget(row)
            row.deleteLater()
        self._rows = []
        for thread in threads:
            for comment in thread:
                self._rows.append(self._row(comment, thread[0], names))
        for at, row in enumerate(self._rows):
            self._box.insertWidget(at, row)
        self.setVisible(bool(self._rows) or not self.field.isHidden())

    def _row(self, comment: Comment, first: Comment, names: dict[str, str]) -> QWidget:
        row = QWidget(self)
        box = QHBoxLayout(row)
        box.setContentsMargins(12 if comment is not first else 0, 0, 0, 0)
        box.setSpacing(8)
        name = names.get(comment.annotator, "")
        words = Label(f"{name}: {comment.text}" if name else comment.text, row,
                      name="Quiet" if first.resolved else "", pixels=12, wrap=True)  # fmt: skip
        box.addWidget(words, 1)
        if comment is first:
            button = QPushButton(tr("Open again") if first.resolved else tr("Settled"), row)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(partial(self.settled.emit, first))
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def write(self) -> None:
        """Let a line be written."""
        self.setVisible(True)
        self.field.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _say(self) -> None:
        text = self.field.text()
        self._close()
        self.said.emit(text)

    def _close(self) -> None:
        self.field.clear()
        self.field.hide()
        self.setVisible(bool(self._rows))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            self._close()
            self.left.emit()
            return True
        return False

"""The report of a mistake of the program, to read and to hand on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from juseok.ui.i18n import tr
from juseok.ui.widgets.dialog import Dialog
from juseok.ui.widgets.fitting import fit_to_screen


class ReportDialog(Dialog):
    """A bug: what happened, and the text to hand on.  Does not block the window."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Something went wrong"))
        words = QLabel(
            tr(
                "Juseok made a mistake. Your work up to the last “saved” is on disk. "
                "The report below holds no article text; please pass it on."
            ),
            self,
        )
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        self._text = QPlainTextEdit(text, self)
        self._text.setAccessibleName(tr("Report"))
        self._text.setReadOnly(True)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton(tr("Copy the report"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self.copy)
        buttons.rejected.connect(self.close)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(16)
        box.addWidget(words)
        box.addWidget(self._text)
        box.addWidget(buttons)
        fit_to_screen(self, 640, 420)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())

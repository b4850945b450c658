"""What goes wrong: one sentence in the window when a person can act, a report when it is ours."""

import platform
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

import juseok
from juseok.core.errors import KnownError
from juseok.ui.i18n import tr


class Errors(QObject):
    """Where errors go.  ``known(Message)`` is a sentence; ``bug(str)`` a report's text."""

    known = Signal(object)
    bug = Signal(str)

    def tell(self, error: BaseException) -> None:
        """Sort ``error``; call on the GUI thread."""
        if isinstance(error, KnownError):
            self.known.emit(error.message)
        else:
            self.bug.emit(report_text(error))

    def install(self) -> Callable[[], None]:
        """Send exceptions that nobody caught here; the returned function undoes it."""
        before = sys.excepthook

        def hook(
            kind: type[BaseException], error: BaseException, trace: TracebackType | None
        ) -> None:
            if issubclass(kind, KeyboardInterrupt):
                before(kind, error, trace)
                return
            before(kind, error, trace)
            self.tell(error)

        sys.excepthook = hook

        def undo() -> None:
            sys.excepthook = before

        return undo


def report_text(error: BaseException) -> str:
    """What a developer needs, without the text of any article: versions and the trace."""
    trace = "".join(traceback.format_exception(error))
    return (
        f"Juseok {juseok.__version__}\n"
        f"Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.platform()}, {QGuiApplication.platformName()}\n\n{trace}"
    )


class ReportDialog(QDialog):
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
        self.resize(640, 420)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())

"""What goes wrong: one sentence in the window when a person can act, a report when it is ours."""

import platform
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion
from PySide6.QtGui import QGuiApplication

import juseok
from juseok.core.errors import KnownError


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

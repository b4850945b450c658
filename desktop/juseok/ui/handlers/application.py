"""Settings, shortcuts, about: dialogs beside the window, none of which stops the work."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

import juseok
from juseok.ui.context import PanelContext
from juseok.ui.dialogs.settings_dialog import SettingsDialog
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import tr
from juseok.ui.shortcuts_page import ShortcutsDialog


class ApplicationHandlers(Handlers):
    """What belongs to the program and not to a project."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        register = self.router.register
        register("app.settings", lambda: self._show(self._settings))
        register("help.shortcuts", lambda: self._show(self._shortcuts))
        register("help.about", lambda: self._show(self._about))

    def _show(self, make: Callable[[], QDialog]) -> None:
        make().show()

    def _settings(self) -> QDialog:
        return SettingsDialog(self.context.settings, QApplication.activeWindow())

    def _shortcuts(self) -> QDialog:
        return ShortcutsDialog(self.router, self.context.settings, QApplication.activeWindow())

    def _about(self) -> QDialog:
        box = QMessageBox(QApplication.activeWindow())
        box.setTextFormat(box.textFormat().PlainText)
        box.setWindowTitle(tr("About Juseok"))
        box.setText(f"Juseok (주석) {juseok.__version__}")
        box.setInformativeText(
            tr("A workbench for annotating Korean news by hand.\n"
               "MIT licence. Fonts: Pretendard, NanumGothic (OFL). Icons: Lucide (ISC).")
        )  # fmt: skip
        return box

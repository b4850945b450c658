"""Settings and shortcuts: dialogs beside the window, none of which stops the work.

The dialogs are loaded when they are asked for; a start does not pay for them.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog

from juseok.ui.actions import ActionRouter
from juseok.ui.settings import Settings
from juseok.ui.widgets.fitting import window_behind


class ApplicationHandlers:
    """What belongs to the program and not to a project."""

    def __init__(self, router: ActionRouter, settings: Settings) -> None:
        self._router = router
        self._settings = settings
        router.register("app.settings", lambda: self._show(self._make_settings))
        router.register("help.shortcuts", lambda: self._show(self._make_shortcuts))

    def _show(self, make: Callable[[], QDialog]) -> None:
        make().show()

    def _make_settings(self) -> QDialog:
        from juseok.ui.dialogs.settings_dialog import SettingsDialog

        return SettingsDialog(self._settings, window_behind())

    def _make_shortcuts(self) -> QDialog:
        from juseok.ui.shortcuts_page import ShortcutsDialog

        return ShortcutsDialog(self._router, self._settings, window_behind())

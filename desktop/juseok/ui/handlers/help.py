"""Help and what the program is: windows beside the work, loaded when they are asked for."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from juseok.ui.actions import ActionRouter
from juseok.ui.i18n import language
from juseok.ui.theme import Theme
from juseok.ui.widgets.fitting import window_behind

if TYPE_CHECKING:
    from juseok.ui.windows.help_window import HelpWindow

_PAUSE_MS: Final = 50
"""A project that opens registers its actions one by one."""


class HelpHandlers:
    """Outlives projects and windows; ``attach`` it to the router of each."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._router: ActionRouter | None = None
        self.window: HelpWindow | None = None
        self._later = QTimer()
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self._refresh)

    def attach(self, router: ActionRouter) -> "HelpHandlers":
        """Register ``help.guide`` and ``help.about``; the pages tell the keys of ``router``."""
        if self._router is not router:
            if self._router is not None:
                self._router.changed.disconnect(self._later.start)
            router.changed.connect(self._later.start)
            self._router = router
        router.register("help.guide", self.show)
        router.register("help.about", self.show_about)
        return self

    def show(self, page: str = "") -> None:
        """Bring the help to the front, on ``page`` or where it was left."""
        from juseok.ui.help_pages import load_pages
        from juseok.ui.windows.help_window import HelpWindow

        if self._router is None:
            return
        if self.window is not None and self.window.language != language():
            self.close()
        pages = load_pages(language(), self._router)
        if self.window is None:
            self.window = HelpWindow(pages, language=language(), theme=self._theme)
        else:
            self.window.set_pages(pages)
        if page:
            self.window.show_page(page)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def show_about(self) -> None:
        from juseok.ui.dialogs.about_dialog import AboutDialog

        AboutDialog(window_behind()).show()

    def close(self) -> None:
        """Close the window for good."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None

    def _refresh(self) -> None:
        """Keys or types changed while the help is open."""
        window, router = self.window, self._router
        if window is None or router is None or not window.isVisible():
            return
        if window.language == language():
            from juseok.ui.help_pages import load_pages

            window.set_pages(load_pages(language(), router))

"""History by key: of the article, of the annotation in hand, of the project."""

from typing import TYPE_CHECKING

from juseok.store.past import GoneMemory
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers

if TYPE_CHECKING:
    from juseok.ui.windows.feedback_window import FeedbackWindow
    from juseok.ui.windows.history_window import HistoryWindow


class HistoryHandlers(Handlers):
    """One window at a time; asked for again, it is about what is in hand then."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.window: HistoryWindow | None = None
        self._memory = GoneMemory()
        register = self.router.register
        register("history.article", self.of_article, enabled=self.has_article)
        register("history.object", self.of_object, enabled=self._has_object)
        register("history.project", self.of_project)

    def of_article(self) -> None:
        """Who did what in the article that is read."""
        self._open("article")

    def of_object(self) -> None:
        """Who did what to the annotation in hand."""
        self._open("object")

    def of_project(self) -> None:
        """Who did what anywhere."""
        self._open("project")

    def _has_object(self) -> bool:
        return self.annotation() is not None

    def _open(self, scope: str) -> None:
        from juseok.ui.windows.history_window import HistoryWindow  # not needed for a first paint

        if self.window is not None:
            self.window.destroyed.disconnect(self._gone)
            self.window.close()
        held = self.annotation()
        window = HistoryWindow(
            self.context, self._memory, scope=scope, article=self.place.article,
            obj=held.id if held else "",
        )  # fmt: skip
        window.destroyed.connect(self._gone)
        self.window = window
        window.show()
        window.raise_()
        window.activateWindow()

    def _gone(self) -> None:
        self.window = None


class FeedbackHandlers(Handlers):
    """What reviewers decided on one's own work; one window at a time."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.window: FeedbackWindow | None = None
        self.router.register("feedback.show", self.show)

    def show(self) -> None:
        """Bring the window to the front."""
        from juseok.ui.windows.feedback_window import FeedbackWindow

        if self.window is None:
            self.window = FeedbackWindow(self.context)
            self.window.destroyed.connect(self._gone)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def _gone(self) -> None:
        self.window = None

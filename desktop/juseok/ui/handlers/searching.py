"""Search by key: the next place and the one before, wherever the focus is."""

from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import tr
from juseok.ui.searching import Searcher


class SearchHandlers(Handlers):
    """Starts the index of the project, too."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self._searcher = Searcher.of(context)
        self.router.register("search.next", lambda: self._step(1))
        self.router.register("search.previous", lambda: self._step(-1))

    def _step(self, by: int) -> None:
        if not self._searcher.step(by):
            self.context.say(
                tr("Nothing was searched for yet. {key} searches all articles.",
                   key=self.router.key_words("panel.search"))
            )  # fmt: skip

"""The second article beside the first: choose it, exchange the two, put it away."""

from collections.abc import Sequence
from typing import Protocol

from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.handlers.viewing import ArticleSearch
from juseok.ui.i18n import tr
from juseok.ui.palette import Entry


class Columns(Protocol):
    """What shows two articles side by side."""

    def show_second(self, article: str) -> None: ...

    def hide_second(self) -> None: ...

    def exchange(self) -> None: ...


class BesideHandlers(Handlers):
    """Registers what is done with the second article."""

    def __init__(self, context: PanelContext, columns: Columns, search: ArticleSearch) -> None:
        super().__init__(context)
        self._columns = columns
        self._search = search
        register = self.router.register
        register("view.second", self.turn, checked=self.has_second)
        register("second.choose", self.choose, enabled=self.has_second)
        register("second.swap", columns.exchange, enabled=self.has_second)

    def has_second(self) -> bool:
        return self.place.beside is not None

    def turn(self) -> None:
        """Put the second article away, or let one be chosen."""
        if self.has_second():
            self._columns.hide_second()
        else:
            self.choose()

    def choose(self) -> None:
        """Let the article beside this one be chosen."""

        def listing(query: str) -> Sequence[Entry]:
            self._search.beside(query, self._columns.show_second, self.context.deliver)
            return []

        self.context.choose(tr("Which article beside this one?"), listing)

"""What a panel or a set of handlers is given; never the window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QWidget

from juseok.core.spans import Span
from juseok.ui.actions import ActionRouter
from juseok.ui.analyser import WindowAnalyser
from juseok.ui.dispatcher import Dispatcher
from juseok.ui.palette import Entry
from juseok.ui.place import Place
from juseok.ui.session import Session
from juseok.ui.settings import Settings
from juseok.ui.snapping import Snapper
from juseok.ui.suggesting import Suggestions
from juseok.ui.theme import Theme


class Chooser(Protocol):
    """Lets a person choose one entry of what ``listing`` gives for a query.

    ``words`` say what for; ``closed`` is called when the choosing is over, before what was
    chosen is done.
    """

    def __call__(
        self,
        words: str,
        listing: Callable[[str], Sequence[Entry]],
        *,
        closed: Callable[[], object] | None = None,
    ) -> object: ...


Deliver = Callable[[str, Sequence[Entry]], object]
"""Entries for a query that a chooser's listing could not give at once."""


@dataclass(frozen=True, slots=True)
class PanelContext:
    """The open project, where the person is, and the means of the window.

    ``say`` puts one sentence into the status line; ``choose`` opens the palette on a list,
    ``deliver`` adds to it later.  ``analyser``: None where a person wants none.
    ``snapper`` finds the name in a selection.
    """

    session: Session
    place: Place
    router: ActionRouter
    dispatcher: Dispatcher
    settings: Settings
    theme: Theme
    say: Callable[[str], object]
    snapper: Snapper
    choose: Chooser
    deliver: Deliver
    analyser: WindowAnalyser | None = None
    suggestions: Suggestions | None = None

    def span(self, start: int, end: int) -> Span:
        """The proved span of the article that is read."""
        workspace = self.session.workspace(self.place.article)
        text = workspace.text if workspace is not None else ""
        return Span(start, end, text[start:end])


@dataclass(frozen=True, slots=True)
class PanelSpec:
    """A tab of the inspector: made when it is first shown.

    ``id`` is that of the action ``panel.<id>``; ``title`` a marked literal.  ``typed_into``: its
    key leads into its field, and not to the tabs.
    """

    id: str
    title: str
    make: Callable[[PanelContext], QWidget]
    typed_into: bool = False

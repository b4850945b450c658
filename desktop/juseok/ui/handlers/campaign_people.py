"""Annotators by key: the dialog beside the window, each edit an action."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from juseok.core.errors import KnownError
from juseok.core.model import Annotator
from juseok.core.ops import Action
from juseok.services.campaigns import people
from juseok.ui.campaigning import Campaigning
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import sentence
from juseok.ui.widgets.fitting import window_behind

if TYPE_CHECKING:
    from juseok.ui.dialogs.people_dialog import PeopleDialog


class PeopleHandlers(Handlers):
    """Where there is a lead, only the lead changes people."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.campaigning = Campaigning.of(context.session)
        self._dialog: PeopleDialog | None = None
        self.router.register("people.edit", self.edit, enabled=self._may)
        self.campaigning.changed.connect(self._follow)

    def edit(self) -> None:
        """Show the dialog; again: bring it to the front."""
        if self._dialog is None:
            from juseok.ui.dialogs.people_dialog import PeopleDialog  # rarely asked for

            self._dialog = PeopleDialog(add=self._add, edit=self._edit, parent=window_behind())
            self._dialog.destroyed.connect(self._gone)
            self._follow()
            self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def _follow(self) -> None:
        if self._dialog is not None:
            self._dialog.show_people(self.campaigning.team.people)

    def _gone(self) -> None:
        self._dialog = None

    def _add(self, name: str) -> None:
        self._do(partial(
            people.add_person, ids=self.session.project.ids, name=name,
            people=self.campaigning.team.people,
        ))  # fmt: skip

    def _edit(self, before: Annotator, after: Annotator) -> None:
        everybody = self.campaigning.team.people
        if not self._do(partial(people.edit_person, before=before, after=after, people=everybody)):
            self._follow()

    def _do(self, make: Callable[[], Action | None]) -> bool:
        try:
            return self.do(make())
        except KnownError as error:
            self.context.say(sentence(error.message))
            return False

    def _may(self) -> bool:
        return self.campaigning.team.has_role(self.campaigning.me, "lead")

"""Projects: new, open, the starter project."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from juseok.ui.context import PanelContext
from juseok.ui.dialogs.files import ask_existing, ask_new
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import tr

SUFFIX: Final = ".juseok"


class ProjectHandlers(Handlers):
    """Which project is open.  The three functions belong to who composes the program."""

    def __init__(
        self,
        context: PanelContext,
        *,
        open_project: Callable[[Path], object],
        create: Callable[[Path], object],
        starter: Callable[[], object],
    ) -> None:
        super().__init__(context)
        self._open = open_project
        self._create = create
        register = self.router.register
        register("project.open", self.ask_open)
        register("project.new", self.ask_new)
        register("project.starter", starter)
        register("project.copy", self.ask_copy)

    def ask_open(self) -> None:
        path = ask_existing(tr("Open project"), self.session.project.path.parent, SUFFIX)
        if path is not None:
            self._open(path)

    def ask_copy(self) -> None:
        """Write the whole project to another file, edits that could not be saved included."""
        path = ask_new(tr("Save a copy"), self.session.project.path.parent, SUFFIX)
        if path is not None:
            self.save_copy(path)

    def save_copy(self, path: Path) -> None:
        project = self.session.project
        self.session.jobs.run(
            lambda _, __: project.save_copy(path),
            lambda made: self.context.say(tr("The copy is “{name}”.", name=made.name)),
            label=tr("Saving a copy…"),
        )

    def ask_new(self) -> None:
        path = ask_new(tr("New project"), self.session.project.path.parent, SUFFIX)
        if path is not None:
            self._create(path)

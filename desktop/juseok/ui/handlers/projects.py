"""Projects: new, open, the starter project; a copy of the one that is open."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from juseok.ui.actions import ActionRouter
from juseok.ui.context import PanelContext
from juseok.ui.dialogs.files import ask_existing, ask_new
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import tr

SUFFIX: Final = ".juseok"


class ProjectHandlers:
    """Which project is open; there when none is.  The functions belong to who composes."""

    def __init__(
        self,
        router: ActionRouter,
        *,
        folder: Callable[[], Path],
        open_project: Callable[[Path], object],
        create: Callable[[Path], object],
        starter: Callable[[], object],
    ) -> None:
        """``folder``: where to begin looking."""
        self._folder = folder
        self._open = open_project
        self._create = create
        router.register("project.open", self.ask_open)
        router.register("project.new", self.ask_new)
        router.register("project.starter", starter)

    def ask_open(self) -> None:
        path = ask_existing(tr("Open project"), self._folder(), SUFFIX)
        if path is not None:
            self._open(path)

    def ask_new(self) -> None:
        path = ask_new(tr("New project"), self._folder(), SUFFIX)
        if path is not None:
            self._create(path)


class CopyHandlers(Handlers):
    """Writes the open project to another file."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.router.register("project.copy", self.ask_copy)

    def ask_copy(self) -> None:
        path = ask_new(tr("Save a copy"), self.session.project.path.parent, SUFFIX)
        if path is not None:
            self.save_copy(path)

    def save_copy(self, path: Path) -> None:
        """Copy the whole project, edits that could not be saved included."""
        project = self.session.project
        self.session.jobs.run(
            lambda _, __: project.save_copy(path),
            lambda made: self.context.say(tr("The copy is “{name}”.", name=made.name)),
            label=tr("Saving a copy…"),
        )

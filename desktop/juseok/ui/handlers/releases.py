"""Releases by command: freezing the project, and telling what differs between two of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from PySide6.QtWidgets import QApplication

from juseok.core.errors import KnownError
from juseok.core.model import Kind
from juseok.core.ops import Action
from juseok.core.recipe import Release
from juseok.core.records import from_fields
from juseok.services.interchange.exporting import full_viewer
from juseok.services.interchange.releases import compare_releases, make_release
from juseok.store.reader import Reader
from juseok.ui.context import PanelContext
from juseok.ui.dialogs.export_choice import OfferedRelease
from juseok.ui.dialogs.releases_dialog import ReleasesDialog, Told
from juseok.ui.handlers.base import Handlers
from juseok.ui.handlers.export_offer import release_words
from juseok.ui.i18n import sentence
from juseok.ui.tasks import Job


class ReleaseHandlers(Handlers):
    """One dialog at a time."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.dialog: ReleasesDialog | None = None
        self._offered: list[OfferedRelease] = []
        self.router.register("project.releases", self.open)

    def open(self) -> None:
        """Read which releases there are, and show them."""
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        self.session.tasks.run(
            lambda reader, _: [_offered(each) for each in reader.releases()], self._show,
            slot="releases",
        )  # fmt: skip

    def _show(self, releases: Sequence[OfferedRelease]) -> None:
        if self.dialog is not None:
            return
        self._offered = list(releases)
        dialog = ReleasesDialog(
            (), can_freeze=self.session.read_only is None, parent=QApplication.activeWindow()
        )
        dialog.freeze_asked.connect(self._freeze)
        dialog.compare_asked.connect(self._compare)
        dialog.go_asked.connect(self.place.go)
        dialog.destroyed.connect(self._gone)
        self.session.closing.connect(dialog.close)
        self.dialog = dialog
        dialog.show_releases(releases)
        dialog.show()

    def _gone(self) -> None:
        self.dialog = None

    def _freeze(self, name: str) -> None:
        project = self.session.project

        def make(reader: Reader, _: object) -> Action:
            with project.stream() as stream:
                return make_release(
                    reader=reader, stream=stream, name=name, date=date.today().isoformat()
                )

        self.session.tasks.run(make, self._frozen, slot="freeze", failed=self._failed)

    def _frozen(self, action: Action) -> None:
        if not self.session.apply(action):
            return
        change = action.changes[0]
        made = cast("Release", from_fields(Kind.RELEASE, change.obj, change.body))
        self._offered.append(_offered(made))
        if self.dialog is not None:
            self.dialog.show_frozen(self._offered, made.name)

    def _compare(self, first: str, second: str) -> None:
        project = self.session.project

        def run(reader: Reader, job: Job[Any]) -> Told:
            viewer = full_viewer(project)
            found = compare_releases(
                reader=reader, viewer=viewer, first=first, second=second,
                cancelled=job.cancelled.is_set,
            )  # fmt: skip
            ids = sorted({article for article, _, _ in found.articles if article})
            rows = reader.article_rows(viewer, ids)
            return Told(found, {row.id: row.title for row in rows})

        self.session.tasks.run(run, self._compared, slot="release difference", failed=self._failed)

    def _compared(self, told: Told) -> None:
        if self.dialog is not None:
            self.dialog.show_difference(told)

    def _failed(self, error: BaseException) -> None:
        if self.dialog is not None and isinstance(error, KnownError):
            self.dialog.say(sentence(error.message), failed=True)
        else:
            self.session.error.emit(error)


def _offered(release: Release) -> OfferedRelease:
    return OfferedRelease(release.name, release_words(release))

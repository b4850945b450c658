"""Releases by command: freezing the project, and telling what differs between two of them."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from juseok.core.errors import KnownError
from juseok.core.model import Kind, Layer
from juseok.core.ops import Action
from juseok.core.recipe import Release
from juseok.core.records import from_fields
from juseok.services.interchange.exporting import full_viewer
from juseok.services.interchange.releases import compare_releases, make_release
from juseok.store.past import GoneMemory
from juseok.store.reader import Reader
from juseok.ui.context import PanelContext
from juseok.ui.dialogs.export_choice import OfferedRelease
from juseok.ui.handlers.base import Handlers
from juseok.ui.handlers.export_offer import release_words
from juseok.ui.i18n import sentence, tr
from juseok.ui.tasks import Job
from juseok.ui.widgets.fitting import window_behind

if TYPE_CHECKING:
    from juseok.services.interchange.release_records import Holding
    from juseok.ui.dialogs.releases_dialog import ReleasesDialog
    from juseok.ui.dialogs.releases_record import ToldRecord
    from juseok.ui.dialogs.releases_tree import Told

_T = TypeVar("_T")


class ReleaseHandlers(Handlers):
    """One dialog at a time."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.dialog: ReleasesDialog | None = None
        self._offered: list[OfferedRelease] = []
        self._memory = GoneMemory()
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
        from juseok.ui.dialogs.releases_dialog import ReleasesDialog  # not for a first paint

        self._offered = list(releases)
        dialog = ReleasesDialog(
            (), can_freeze=self.session.read_only is None, parent=window_behind()
        )
        dialog.freeze_asked.connect(self._freeze)
        dialog.compare_asked.connect(self._compare)
        dialog.look_asked.connect(self._look)
        dialog.records_asked.connect(self._ask_records)
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

        self._read(make, self._frozen, slot="freeze")

    def _frozen(self, action: Action) -> None:
        if not self.session.apply(action):
            return
        change = action.changes[0]
        made = cast("Release", from_fields(Kind.RELEASE, change.obj, change.body))
        self._offered.append(_offered(made))
        if self.dialog is not None:
            self.dialog.show_frozen(self._offered, made.name)

    def _compare(self, first: str, second: str) -> None:
        from juseok.ui.dialogs.releases_tree import Told  # as the dialog

        project = self.session.project

        def run(reader: Reader, job: Job[Any]) -> "Told":
            viewer = full_viewer(project)
            found = compare_releases(
                reader=reader, viewer=viewer, first=first, second=second,
                cancelled=job.cancelled.is_set,
            )  # fmt: skip
            ids = sorted({article for article, _, _ in found.articles if article})
            rows = reader.article_rows(viewer, ids)
            return Told(found, {row.id: row.title for row in rows})

        self._read(run, self._compared, slot="release difference")

    def _compared(self, told: "Told") -> None:
        if self.dialog is not None:
            self.dialog.show_difference(told)

    def _look(self, name: str) -> None:
        """What a release holds, as far as it may be on screen."""
        from juseok.services.interchange.release_records import held_by  # as the dialog

        project, shown = self.session.project, self.session.viewer.visible_layers

        def run(reader: Reader, _: object) -> "Holding":
            return held_by(
                reader=reader, viewer=full_viewer(project), name=name, shown=shown,
                memory=self._memory,
            )  # fmt: skip

        self._read(run, self._looked, slot="release holding")

    def _looked(self, found: "Holding") -> None:
        if self.dialog is not None:
            self.dialog.show_holding(found)

    def _ask_records(self, first: str, second: str, article: str) -> None:
        """What differs in ``article``, or lies in none and does, one by one."""
        from juseok.services.interchange.release_records import (  # as the dialog
            Comparing,
            records_in,
            records_outside,
        )
        from juseok.ui.dialogs.releases_tree import RECORDS
        from juseok.ui.dialogs.releases_words import ReleaseWords

        project, index = self.session.project, self.session.index

        def run(reader: Reader, job: Job[Any]) -> "list[ToldRecord]":
            viewer = full_viewer(project)
            asked = Comparing(viewer, first, second)
            if not article:
                words = ReleaseWords(reader.scheme(), index, _people(reader), "")
                found = records_outside(
                    reader=reader, asked=asked, most=RECORDS, cancelled=job.cancelled.is_set
                )
                return words.tell(found, ())
            text = reader.article(article).text if reader.has_article(article) else ""
            words = ReleaseWords(reader.scheme(), index, _people(reader), text)
            found = records_in(reader=reader, asked=asked, article=article, memory=self._memory)
            return words.tell(found, [reader.annotations(viewer, article)])

        self._read(run, partial(self._told, first, second, article))

    def _told(self, first: str, second: str, article: str, records: "Sequence[ToldRecord]") -> None:
        dialog = self.dialog
        if dialog is not None and dialog.sides == (first, second):
            dialog.show_records(article, records)

    def _read(
        self, run: Callable[[Reader, Job[Any]], _T], done: Callable[[_T], object], *, slot: str = ""
    ) -> None:
        """Have ``run`` read in a thread; what was done or frozen a moment ago counts."""
        writer = self.session.project.writer

        def read(reader: Reader, job: Job[Any]) -> _T:
            writer.flush()
            return run(reader, job)

        self.session.tasks.run(read, done, slot=slot, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        if self.dialog is not None and isinstance(error, KnownError):
            self.dialog.say(sentence(error.message), failed=True)
        else:
            self.session.error.emit(error)


def _people(reader: Reader) -> dict[str, str]:
    """Layer → whose it is."""
    people = {each.id: each.name for each in reader.annotators()}

    def called(layer: Layer) -> str:
        return tr("Gold") if layer.role == "gold" else people.get(layer.annotator, layer.name)

    return {each.id: called(each) for each in reader.layers() if each.role in ("annotator", "gold")}


def _offered(release: Release) -> OfferedRelease:
    return OfferedRelease(release.name, release_words(release))

"""Export: the dialog beside the window, and the work in a process of its own."""

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from juseok.core.errors import Cancelled, KnownError
from juseok.core.model import Annotator, Layer
from juseok.core.recipe import BEST
from juseok.formats.base import Report
from juseok.formats.document import Painter
from juseok.formats.registry import FORMATS, NATIVE
from juseok.services.interchange.exporting import (
    ExportOptions,
    export_project,
    full_viewer,
    preview_export,
)
from juseok.store.reader import ArticleQuery, Reader
from juseok.ui.context import PanelContext
from juseok.ui.dialogs.export_choice import Choice, Offer, OfferedFormat, OfferedLayer, Remembered
from juseok.ui.handlers.base import Handlers
from juseok.ui.heavy import Worker
from juseok.ui.i18n import language, sentence, tr
from juseok.ui.tasks import Job

if TYPE_CHECKING:
    from juseok.ui.dialogs.export_dialog import ExportDialog


@dataclass(slots=True)
class Progress:
    """Written by the thread that works, read by the window."""

    done: int = 0
    of: int = 0

    def tell(self, done: int, of: int) -> None:
        self.done, self.of = done, of

    def look(self) -> tuple[int, int]:
        return self.done, self.of


class ExportHandlers(Handlers):
    """Writes everybody's annotations, as the shell does for who owns the file; what is shown
    of them before is the person's own layer only, so that blind work stays blind.
    """

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.dialog: ExportDialog | None = None
        self._job: Job[Report] | None = None
        self.router.register("project.export", self.show)

    def show(self) -> None:
        """Look what there is to export, then ask; again: bring the dialog to the front."""
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        self.session.tasks.run(self._read, self._open, slot="export offer")

    def _read(self, reader: Reader, _: object) -> Offer:
        people = {person.id: person for person in reader.annotators()}
        own = self.session.project.own_layer
        seen = full_viewer(self.session.project).visible_layers
        layers = [
            OfferedLayer(layer.id, _name(layer, people), layer.id == own, layer.role == "gold")
            for layer in reader.layers()
            if layer.role != "register" and layer.id in seen
        ]
        everything = reader.article_ids(self.session.viewer, ArticleQuery())
        return Offer(
            formats=tuple(
                OfferedFormat(each.id, each.names[language()], each.suffix, each.id != NATIVE)
                for each in FORMATS.formats
                if each.writes
            ),
            layers=tuple(sorted(layers, key=lambda e: (not e.own, not e.gold, e.name))),
            articles=len(everything),
        )

    def _open(self, offer: Offer) -> None:
        if self.dialog is not None:
            return
        from juseok.ui.dialogs.export_dialog import ExportDialog  # not needed for a first paint

        workspace, parent = self.workspace, self.place.parent()
        settings = self.context.settings
        last = Path(settings.text("export.folder"))
        folder = last if last.is_absolute() and last.is_dir() else self.session.project.path.parent
        dialog = ExportDialog(
            replace(
                offer,
                current=self.place.article,
                title=workspace.article.metadata.title if workspace is not None else "",
                listed=tuple(self.place.listed),
            ),
            Remembered(
                *(
                    settings.text(f"export.{name}")
                    for name in ("format", "layers", "articles", "layer")
                )
            ),
            folder / self.session.project.path.stem,
            parent if isinstance(parent, QWidget) else None,
        )
        dialog.preview_asked.connect(self._preview)
        dialog.export_asked.connect(self._export)
        dialog.stop_asked.connect(self._stop)
        dialog.destroyed.connect(self._gone)
        self.session.closing.connect(dialog.close)
        self.dialog = dialog
        dialog.show()

    def _gone(self) -> None:
        self.dialog = None

    def _preview(self, choice: Choice) -> None:
        project, shown = self.session.project, self.session.viewer.visible_layers
        self.session.tasks.run(
            lambda _, job: preview_export(
                project=project, viewer=full_viewer(project), shown=shown,
                options=_options(choice), form=choice.form, cancelled=job.cancelled.is_set,
            ),
            lambda lines: self.dialog.show_preview(lines) if self.dialog is not None else None,
            slot="export preview",
        )  # fmt: skip

    def _export(self, choice: Choice) -> None:
        if self.dialog is None:
            return
        settings = self.context.settings
        for name, value in (
            ("format", choice.kept.form),
            ("layers", choice.kept.layers),
            ("articles", choice.kept.articles),
            ("layer", choice.kept.layer),
            ("folder", str(choice.path.absolute().parent)),
        ):
            settings.set(f"export.{name}", value)
        progress = Progress()
        self.dialog.show_running(progress.look)
        self._job = self.session.jobs.run(
            partial(self._run, choice, progress),
            partial(self._done, choice.path.absolute()),
            failed=self._failed,
        )

    def _run(self, choice: Choice, progress: Progress, _: object, job: Job[Report]) -> Report:
        project, worker = self.session.project, Worker()
        job.stop = worker.stop
        with closing(worker):
            return export_project(
                project=project,
                viewer=full_viewer(project),
                path=choice.path,
                options=_options(choice),
                form=choice.form,
                overwrite=choice.overwrite,
                today=date.today().isoformat(),
                progress=progress.tell,
                cancelled=job.cancelled.is_set,
                runner=partial(worker.run, cancelled=job.cancelled.is_set),
                painter=_painter(choice.form),
            )

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _done(self, path: Path, report: Report) -> None:
        if self.dialog is not None:
            self.dialog.show_report(report, path)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Cancelled) or self.dialog is None:
            return
        if isinstance(error, KnownError):
            self.dialog.show_error(sentence(error.message))
        else:
            self.dialog.show_stopped()
            self.session.error.emit(error)


def _options(choice: Choice) -> ExportOptions:
    return ExportOptions(choice.layers, choice.articles, choice.layer or BEST)


def _painter(form: str) -> Painter | None:
    """Who paints the pages of a format that is pictures."""
    if not FORMATS.get(form).painted:
        return None
    from juseok.ui.page_painter import paint_page  # needed by few exports

    return paint_page


def _name(layer: Layer, people: dict[str, Annotator]) -> str:
    if layer.role == "gold":
        return tr("Gold")
    person = people.get(layer.annotator)
    return layer.name or (person.name if person is not None else "")

"""Export: the dialog beside the window, and the work in a process of its own."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from juseok.core.errors import Cancelled, KnownError
from juseok.core.model import Annotator, Layer
from juseok.core.ops import Action
from juseok.core.recipe import ALL, BEST, Recipe
from juseok.formats.base import Report
from juseok.formats.document import Painter
from juseok.formats.registry import FORMATS, NATIVE
from juseok.services.interchange.exporting import (
    export_project,
    find_layer_of,
    full_viewer,
    preview_export,
)
from juseok.services.interchange.named import save_named
from juseok.services.interchange.near import cache_of
from juseok.services.interchange.options import ExportOptions
from juseok.services.interchange.recipes import check_recipe, options_of
from juseok.store.project import Project
from juseok.store.reader import ArticleQuery, Reader
from juseok.ui.context import PanelContext
from juseok.ui.dialogs.export_choice import (
    Choice,
    Offer,
    OfferedFormat,
    OfferedLayer,
    OfferedRecipe,
    Remembered,
)
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
                OfferedFormat(
                    each.id,
                    each.names[language()],
                    each.suffix,
                    each.id != NATIVE,
                    each.layers,
                    each.options,
                )
                for each in FORMATS.formats
                if each.writes
            ),
            layers=tuple(sorted(layers, key=lambda e: (not e.own, not e.gold, e.name))),
            articles=len(everything),
            recipes=tuple(
                OfferedRecipe(each, _layer_of(self.session.project, each))
                for each in reader.recipes()
                if any(each.form == form.id and form.writes for form in FORMATS.formats)
            ),
            can_save=self.session.read_only is None,
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
        dialog.save_asked.connect(self._save)
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
                options=_preview_options(project, choice, job.cancelled.is_set),
                form=choice.form, cancelled=job.cancelled.is_set,
            ),
            lambda lines: self.dialog.show_preview(lines) if self.dialog is not None else None,
            slot="export preview", failed=self._problem,
        )  # fmt: skip

    def _problem(self, error: BaseException) -> None:
        """What is chosen cannot be shown or saved."""
        if isinstance(error, Cancelled):
            return
        if isinstance(error, KnownError) and self.dialog is not None:
            self.dialog.show_problem(sentence(error.message))
        else:
            self.session.error.emit(error)

    def _save(self, recipe: Recipe) -> None:
        """Keep ``recipe`` under its name, when an export can be made of it."""

        def saved(reader: Reader, _: object) -> Action | None:
            check_recipe(recipe, reader.scheme())
            return save_named(reader, recipe)

        self.session.tasks.run(
            saved, partial(self._saved, recipe), slot="export recipe", failed=self._problem
        )

    def _saved(self, recipe: Recipe, action: Action | None) -> None:
        if action is not None:
            self.session.apply(action)
        if self.dialog is not None:
            self.dialog.show_saved(OfferedRecipe(recipe, _layer_of(self.session.project, recipe)))

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
        project = self.session.project
        options = _options(
            project, choice, cache=cache_of(project), progress=progress.tell,
            cancelled=job.cancelled.is_set,
        )  # fmt: skip
        worker = Worker()
        job.stop = worker.stop
        with closing(worker):
            return export_project(
                project=project,
                viewer=full_viewer(project),
                path=choice.path,
                options=options,
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


def _options(
    project: Project,
    choice: Choice,
    *,
    cache: Path | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ExportOptions:
    """What the form says, boxes and all; of the articles that a saved export finds, those that
    are chosen."""
    layer = ALL if choice.form == NATIVE else choice.layer or BEST
    made = options_of(
        project=project, recipe=replace(choice.recipe, layer=layer), cache=cache,
        progress=progress, cancelled=cancelled,
    )  # fmt: skip
    pieces = tuple(
        replace(each, articles=_both(each.articles, choice.articles)) for each in made.pieces
    )
    articles = _both(made.articles, choice.articles)
    layers = choice.layers if choice.form == NATIVE else None
    return replace(made, layers=layers, articles=articles, pieces=pieces)


def _preview_options(
    project: Project, choice: Choice, cancelled: Callable[[], bool]
) -> ExportOptions:
    """Those of one's own part of an export of several, and without what takes time."""
    shown = replace(choice, recipe=replace(choice.recipe, split=""))
    if choice.layer == ALL:
        shown = replace(shown, layer=project.own_layer)
    return _options(project, shown, cancelled=cancelled)


def _both(found: frozenset[str] | None, chosen: frozenset[str] | None) -> frozenset[str] | None:
    """The articles that are in both; None: all."""
    if found is None or chosen is None:
        return chosen if found is None else found
    return found & chosen


def _layer_of(project: Project, recipe: Recipe) -> str | None:
    """The layer that a recipe means, as :class:`Choice` has it."""
    if recipe.layer in (BEST, ALL):
        return ALL if recipe.layer == ALL else ""
    try:
        return find_layer_of(project, recipe.layer)
    except KnownError:
        return None


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

"""Export: the dialog beside the window, and the work in a process of its own."""

from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QWidget

from juseok.core.errors import Cancelled, KnownError
from juseok.core.model import Kind
from juseok.core.ops import Action
from juseok.core.recipe import ALL, BEST, Recipe, named_id
from juseok.formats.base import Report
from juseok.formats.document import Painter
from juseok.formats.folder import EditedError
from juseok.formats.registry import FORMATS, NATIVE
from juseok.services.heavy import Worker
from juseok.services.interchange.exporting import (
    chosen_articles,
    common_viewer,
    export_project,
    full_viewer,
    preview_export,
    rights_of_articles,
)
from juseok.services.interchange.frozen import as_released
from juseok.services.interchange.named import forget_named, save_named
from juseok.services.interchange.near import cache_of
from juseok.services.interchange.options import ExportOptions
from juseok.services.interchange.recipes import check_recipe, options_of
from juseok.services.search.keeping import index_path
from juseok.services.user import state_dir
from juseok.store.past import GoneMemory
from juseok.store.project import Project
from juseok.store.reader import ArticleQuery, Reader
from juseok.ui.context import PanelContext
from juseok.ui.dialogs.export_choice import (
    Choice,
    Offer,
    OfferedRecipe,
    Preview,
    Remembered,
)
from juseok.ui.handlers.base import Handlers
from juseok.ui.handlers.export_offer import layer_of, read_offer
from juseok.ui.i18n import sentence
from juseok.ui.tasks import Job

if TYPE_CHECKING:
    from juseok.ui.dialogs.export_dialog import ExportDialog


_COMPARED: Final = 2_000
"""With more articles than this a preview does not look which of them are nearly the same."""


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
        self._memory = GoneMemory()
        self.router.register("project.export", self.show)

    def show(self) -> None:
        """Look what there is to export, then ask; again: bring the dialog to the front."""
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        project = self.session.project
        self.session.tasks.run(
            lambda reader, _: read_offer(reader, project), self._open, slot="export offer"
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
        dialog.forget_asked.connect(self._forget)
        dialog.stop_asked.connect(self._stop)
        dialog.destroyed.connect(self._gone)
        self.session.closing.connect(dialog.close)
        self.dialog = dialog
        dialog.show()
        project = self.session.project
        self.session.tasks.run(
            lambda _, job: rights_of_articles(project=project), self._offer_rights,
            slot="export rights",
        )  # fmt: skip

    def _offer_rights(self, said: list[str]) -> None:
        if self.dialog is not None:
            self.dialog.show_rights(said)

    def _gone(self) -> None:
        self.dialog = None

    def _preview(self, choice: Choice) -> None:
        project, shown = self.session.project, self.session.viewer.visible_layers
        if choice.release:
            self._preview_release(choice.release)
            return

        def run(_: object, job: Job[Any]) -> Preview:
            viewer = full_viewer(project)
            options = _preview_options(project, choice, job.cancelled.is_set)
            going = chosen_articles(
                project=project, viewer=viewer, options=_joined(options, choice),
                form=choice.form,
            )  # fmt: skip
            if options.narrowed.states or options.narrowed.rights:
                options = _of_articles(options, frozenset(going))
            lines = preview_export(
                project=project, viewer=viewer, shown=shown, options=options,
                form=choice.form, cancelled=job.cancelled.is_set,
            )  # fmt: skip
            return Preview(lines, _parts(options), len(going))

        self.session.tasks.run(
            run,
            lambda found: self.dialog.show_preview(found) if self.dialog is not None else None,
            slot="export preview", failed=self._unseen,
        )  # fmt: skip

    def _preview_release(self, release: str) -> None:
        """The first article as it was frozen: a release is written out anew only for an export."""
        from juseok.services.interchange.release_records import held_by  # asked for by few

        project, shown = self.session.project, self.session.viewer.visible_layers

        def run(reader: Reader, _: object) -> tuple[str | None, ...]:
            return held_by(
                reader=reader, viewer=full_viewer(project), name=release, shown=shown,
                memory=self._memory,
            ).lines  # fmt: skip

        self.session.tasks.run(
            run,
            lambda found: self.dialog.show_frozen(found) if self.dialog is not None else None,
            slot="export preview", failed=self._unseen,
        )  # fmt: skip

    def _unseen(self, error: BaseException) -> None:
        """What is chosen cannot be shown."""
        if self.dialog is None or isinstance(error, Cancelled) or not isinstance(error, KnownError):
            self._problem(error)
        else:
            self.dialog.show_nothing(sentence(error.message))

    def _problem(self, error: BaseException) -> None:
        """What is chosen cannot be saved."""
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
            self.dialog.show_saved(OfferedRecipe(recipe, layer_of(self.session.project, recipe)))

    def _forget(self, recipe: Recipe) -> None:
        """Take away what has a name; Ctrl+Z brings it back."""
        whole = replace(recipe, id=named_id(Kind.RECIPE, recipe.name))
        self.session.apply(forget_named(whole))
        if self.dialog is not None:
            self.dialog.show_forgotten(recipe.name)

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
        worker = Worker()
        job.stop = worker.stop
        with closing(worker), ExitStack() as stack:
            runner = partial(worker.run, cancelled=job.cancelled.is_set)
            project = source = self.session.project
            viewer = full_viewer(project)
            if choice.release:
                source = stack.enter_context(
                    as_released(
                        project=project, release=choice.release, progress=progress.tell,
                        cancelled=job.cancelled.is_set, runner=runner,
                    )
                )  # fmt: skip
                viewer = common_viewer(project, source)
            options = _options(
                source, choice, cache=cache_of(project),
                index=None if choice.release else index_path(state_dir(), project),
                progress=progress.tell, cancelled=job.cancelled.is_set,
            )  # fmt: skip
            return export_project(
                project=source,
                viewer=viewer,
                path=choice.path,
                options=options,
                form=choice.form,
                overwrite=choice.overwrite,
                edited=choice.edited,
                today=date.today().isoformat(),
                progress=progress.tell,
                cancelled=job.cancelled.is_set,
                runner=runner,
                painter=_painter(choice.form),
                release=choice.release,
                guard=project,
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
            if isinstance(error, EditedError):
                self.dialog.form.target.ask_edited()
        else:
            self.dialog.show_stopped()
            self.session.error.emit(error)


def _options(
    project: Project,
    choice: Choice,
    *,
    cache: Path | None = None,
    index: Path | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ExportOptions:
    """What the form says, boxes and all; of the articles that a saved export finds, those that
    are chosen."""
    layer = ALL if choice.form == NATIVE else choice.layer or BEST
    made = options_of(
        project=project, recipe=replace(choice.recipe, layer=layer), cache=cache,
        index=index, progress=progress, cancelled=cancelled,
    )  # fmt: skip
    layers = choice.layers if choice.form == NATIVE else None
    return replace(_of_articles(made, choice.articles), layers=layers)


def _of_articles(options: ExportOptions, articles: frozenset[str] | None) -> ExportOptions:
    """``options`` with only those of their articles that are ``articles``, too."""
    pieces = tuple(
        replace(each, articles=_both(each.articles, articles)) for each in options.pieces
    )
    return replace(options, articles=_both(options.articles, articles), pieces=pieces)


def _joined(options: ExportOptions, choice: Choice) -> ExportOptions:
    """All that goes out as one piece: the articles of all parts, of whoever was chosen."""
    held = [each.articles for each in options.pieces] or [options.articles]
    found = frozenset(article for each in held for article in each or ())
    return replace(
        options, articles=None if None in held else found, pieces=(), layer=choice.layer or BEST
    )


def _preview_options(
    project: Project, choice: Choice, cancelled: Callable[[], bool]
) -> ExportOptions:
    """Those of one's own part of an export of several, and without what takes time."""
    shown = choice
    if choice.layer == ALL and choice.form != NATIVE:
        shown = replace(shown, layer=project.own_layer)
    with project.reader() as reader:
        many = len(reader.article_ids(project.viewer(), ArticleQuery())) > _COMPARED
    if many:
        shown = replace(shown, recipe=replace(shown.recipe, apart=True))
    return _options(
        project, shown, cache=cache_of(project), index=index_path(state_dir(), project),
        cancelled=cancelled,
    )  # fmt: skip


def _parts(options: ExportOptions) -> tuple[tuple[str, int], ...]:
    """The parts of a split, with how many articles each has."""
    return tuple((each.name, len(each.articles or ())) for each in options.pieces)


def _both(found: frozenset[str] | None, chosen: frozenset[str] | None) -> frozenset[str] | None:
    """The articles that are in both; None: all."""
    if found is None or chosen is None:
        return chosen if found is None else found
    return found & chosen


def _painter(form: str) -> Painter | None:
    """Who paints the pages of a format that is pictures."""
    if not FORMATS.get(form).painted:
        return None
    from juseok.ui.page_painter import paint_page  # needed by few exports

    return paint_page

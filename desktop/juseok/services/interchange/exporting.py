"""A project, or a part of it, out to a file or folder of any format, whole or not at all.

What is native is written from objects of the log (``native_run``), every other format from
documents (``writing``).
"""

import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from juseok.core.errors import Cancelled
from juseok.core.model import NO_SEAL, Seal, Viewer
from juseok.core.morphs import Analyser
from juseok.core.recipe import MINE
from juseok.formats.base import Report, os_error
from juseok.formats.document import Painter
from juseok.formats.native.items import NativeItem, singly
from juseok.formats.native.writer import NativeWriter
from juseok.formats.registry import FORMATS, NATIVE, options_of
from juseok.services.campaigns.reading import read_seal
from juseok.services.interchange.documents import Moved
from juseok.services.interchange.going import articles_going, articles_of_layers
from juseok.services.interchange.layers import rights_said
from juseok.services.interchange.native_run import NativeRun
from juseok.services.interchange.options import ExportOptions, Progress
from juseok.services.interchange.pieces import Part, told_of, write_one, write_pieces
from juseok.services.interchange.placing import beside, placed
from juseok.services.interchange.writing import Origin, sample_documents
from juseok.services.review.side_by_side import find_layer
from juseok.services.worker import Port, Runner, run_here
from juseok.store.project import Project
from juseok.store.stream import Stream

_ATTEMPTS: Final = 2
_SAMPLED_ARTICLES: Final = 2
_SAMPLED_OF_A_KIND: Final = 3


def full_viewer(project: Project) -> Viewer:
    """A viewer of every layer, for the person who owns the file; of one's own layer and the
    register for who works blind in a campaign."""
    own = project.viewer()
    with project.reader() as reader:
        if reader.is_blind(own):
            return own
        layers = frozenset(layer.id for layer in reader.layers())
    return Viewer(project.annotator, layers | {project.register_layer}, project.own_layer)


def common_viewer(project: Project, frozen: Project) -> Viewer:
    """A viewer of a release: of the layers that may be seen in it, and today."""
    then, now = full_viewer(frozen), full_viewer(project)
    return replace(then, visible_layers=then.visible_layers & now.visible_layers)


def find_layer_of(project: Project, name: str) -> str:
    """The layer that a person calls ``name``: ``mine``, ``gold``, or an annotator's by name, letter
    or id.  Raises ``KnownError`` where there is none, there are several, or it may not be seen."""
    if name == MINE:
        return project.own_layer
    with project.reader() as reader:
        return find_layer(reader, full_viewer(project), name).id


def write_part(port: Port, part: Part) -> Report | None:
    """Write one export with its manifest; None where the project was edited meanwhile."""
    _clear(part.target)  # of an attempt before
    try:
        with Stream(part.source, part.seal) as stream, suppress(Moved):
            if not part.options.pieces:
                return write_one(stream, part, part.target, port.progress())
            return write_pieces(stream, part, port.progress())
    except OSError as error:  # a manifest's: writers tell their own
        raise os_error(error, part.target) from error
    return None


def _clear(path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True)
    for each in (path, beside(path)):
        with suppress(OSError):
            each.unlink()


def export_project(
    *,
    project: Project,
    viewer: Viewer,
    path: Path,
    options: ExportOptions | None = None,
    form: str = NATIVE,
    overwrite: bool = False,
    edited: bool = False,
    today: str = "",
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    runner: Runner | None = None,
    painter: Painter | None = None,
    release: str = "",
    guard: Project | None = None,
) -> Report:
    """Write what ``viewer`` may see of ``project`` to ``path``, whole or not at all.

    ``overwrite``: an earlier export may go; ``edited``: what was changed in it since, too.
    ``form`` is the id of one of :data:`~juseok.formats.registry.FORMATS`, ``today`` the date for a
    manifest, ``painter`` who makes the pages of formats that are pictures.  Everything in the file
    is of one moment: where somebody edits meanwhile it is begun anew, and the second time a copy
    of the project is read.  ``release``: what ``project`` was frozen as, where it is one; ``guard``
    the project that says today what the person may not see yet.  ``runner`` does the work
    elsewhere; it writes into a folder that is cleared away here whatever becomes of it.  Raises
    ``FormatError`` where the file may not be written, and :class:`Cancelled`.
    """
    run = runner or run_here

    def heard(step: tuple[int, int]) -> None:
        if cancelled is not None and cancelled():
            raise Cancelled("run.cancelled")
        if progress is not None:
            progress(*step)

    options_of(form, (options or ExportOptions()).chosen)
    chosen = options or ExportOptions()
    is_folder = FORMATS.get(form).is_folder or bool(chosen.pieces)
    with placed(path, is_folder=is_folder, overwrite=overwrite, edited=edited) as draft:
        origin = Origin(project.path.stem, project.project_id, today, release, dict(chosen.asked))
        seal = _seal(guard or project, viewer, options)
        part = Part(project.path, draft, viewer, chosen, form, origin, seal, painter)
        report = _written(project, part, partial(run, write_part, heard=heard))
    return report + told_of(part)


def _seal(project: Project, viewer: Viewer, options: ExportOptions | None) -> Seal:
    """What of the articles that go out the person at this machine may not see yet."""
    with project.reader() as reader:
        seal = read_seal(reader, project.annotator)
    wanted = options or ExportOptions()
    layers = viewer.visible_layers if wanted.layers is None else wanted.layers
    kept = seal.articles if wanted.articles is None else seal.articles & wanted.articles
    return NO_SEAL if layers <= seal.layers else replace(seal, articles=kept)


def _written(project: Project, part: Part, run: Callable[[Part], Report | None]) -> Report:
    for _ in range(_ATTEMPTS):
        project.writer.flush()
        with project.stream():  # another file at its place is refused here
            report = run(part)
        if report is not None:
            return report
    with project.snapshot(part.target.parent) as copy:
        report = run(replace(part, source=copy.path))
    assert report is not None, "nobody edits the copy"
    return report


def chosen_articles(
    *, project: Project, viewer: Viewer, options: ExportOptions, form: str = ""
) -> list[str]:
    """Ids of the articles that an export writes, in the order of the import."""
    with project.stream(_seal(project, viewer, options)) as stream:
        if form == NATIVE:
            return articles_of_layers(stream, viewer, options).articles
        return articles_going(stream, viewer, options.of_documents()).articles


def rights_of_articles(*, project: Project) -> list[str]:
    """What articles say of their rights, each once, in order."""
    with project.stream() as stream:
        return sorted(set(rights_said(stream.occurrences()).values()) - {""})


def preview_export(
    *,
    project: Project,
    viewer: Viewer,
    shown: frozenset[str],
    options: ExportOptions,
    form: str = NATIVE,
    analyser: Analyser | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[str | None, ...]:
    """The first lines of what an export would write; None stands for lines left out.

    ``shown`` are the layers whose annotations may be on screen.  Some of each kind, with the
    annotations of the first articles only, so it costs little on a project of any size.
    ``analyser`` is for formats with morphemes; without it they show none.  Empty while a bulk edit
    is under way.  Raises :class:`Cancelled`.
    """
    if form != NATIVE:
        return _preview_documents(project, viewer, shown, options, form, analyser)
    with project.stream(_seal(project, viewer, options)) as stream:
        going = articles_of_layers(stream, viewer, options).articles
        first = frozenset(going[:_SAMPLED_ARTICLES])
        whole = NativeRun(stream, viewer, options, None, cancelled)
        layers = shown if options.layers is None else shown & options.layers
        run = NativeRun(stream, viewer, ExportOptions(layers, first), None, cancelled)
        run.prepare()
        kept: list[NativeItem] = []
        gaps: set[int] = set()
        with suppress(Moved):
            counts: Counter[str] = Counter()
            for kind, item in singly(run.items()):
                counts[kind] += 1
                if counts[kind] <= _SAMPLED_OF_A_KIND:
                    kept.append(item)
                else:
                    gaps.add(len(kept))
        lines = NativeWriter().sample(kept, complete=whole.is_complete())
    found: list[str | None] = []
    for number, line in enumerate(lines if kept else ()):
        found.append(line)
        if number in gaps:
            found.append(None)
    return tuple(found)


def _preview_documents(
    project: Project,
    viewer: Viewer,
    shown: frozenset[str],
    options: ExportOptions,
    form: str,
    analyser: Analyser | None,
) -> tuple[str | None, ...]:
    """The first article as it would be written, with what may be on screen of it."""
    seen = replace(viewer, visible_layers=viewer.visible_layers & shown)
    one = options.of_piece(options.pieces[0]) if options.pieces else options
    with project.stream(_seal(project, viewer, options)) as stream, suppress(Moved):
        found = sample_documents(
            stream=stream, viewer=seen, options=one.of_documents(), form=form,
            chosen=options.chosen, analyser=analyser,
        )  # fmt: skip
        return tuple(found)
    return ()

"""From one format to another, without a project: `juseok convert`.

Labels stay those of the other tool, unless a label map says what they become.  Juseok's own format
holds a project, so that from and to it the way is by a project that is thrown away.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from juseok import __version__
from juseok.core.errors import Cancelled, FormatError
from juseok.core.messages import Message
from juseok.core.model import Viewer
from juseok.core.scheme import Scheme
from juseok.formats.base import Report, ReportBuilder, os_error
from juseok.formats.document import About, Document, Painter
from juseok.formats.registry import FORMATS, NATIVE, options_of, writer_of
from juseok.services.importing.bringing import told_form
from juseok.services.importing.native import import_native
from juseok.services.interchange.exporting import export_project, full_viewer
from juseok.services.interchange.foreign import Foreign
from juseok.services.interchange.label_apply import Left, apply_map
from juseok.services.interchange.label_map import LabelMap, Proposing, check_map
from juseok.services.interchange.loose import Loose
from juseok.services.interchange.morphemes import Morphemes
from juseok.services.interchange.options import ExportOptions, Progress
from juseok.services.interchange.placing import beside, describe, placed
from juseok.services.interchange.readers import documents_of, reader_for
from juseok.services.interchange.reading import import_documents, unmapped
from juseok.services.projects import create_project


@dataclass(frozen=True, slots=True)
class Conversion:
    """``source`` (empty: told by the content) and ``target`` are ids of formats; ``labels`` says
    what labels become in ``scheme``, and is None where they stay as they are."""

    source: str
    target: str
    scheme: Scheme
    labels: LabelMap | None = None
    chosen: Mapping[str, str] = field(default_factory=dict[str, str])


def convert(
    *,
    path: Path,
    out: Path,
    how: Conversion,
    overwrite: bool = False,
    edited: bool = False,
    today: str = "",
    progress: Progress = lambda done, of: None,
    cancelled: Callable[[], bool] = lambda: False,
    painter: Painter | None = None,
) -> Report:
    """Write what ``path`` holds to ``out``, whole or not at all; ``painter`` makes the pages of
    formats that are pictures.  ``overwrite``: an earlier export may go; ``edited``: what
    was changed in it since, too.

    What could not be read, and what the other format cannot hold, is told.  Raises ``FormatError``
    and :class:`Cancelled`.
    """
    source = how.source or _form_of(path)
    how = replace(how, source=source)
    options_of(how.target, how.chosen)
    if NATIVE in (source, how.target):
        return _by_project(
            path,
            out,
            how,
            overwrite=overwrite,
            edited=edited,
            today=today,
            progress=progress,
            painter=painter,
        )
    report, left = ReportBuilder(), Left()
    loose = Loose(report)
    reader = reader_for(source)
    about = About(
        scheme=how.scheme, project=path.stem, date=today, program=__version__,
        options=options_of(how.target, how.chosen), analyser=Morphemes(),
        painter=painter,
    )  # fmt: skip

    def told() -> Iterator[Document]:
        for done, document in enumerate(documents_of(reader, path, report=report)):
            if cancelled():
                raise Cancelled("run.cancelled")
            progress(done, 0)
            yield _converted(document, how, left, loose)

    if how.labels is not None:
        check_map(how.labels, how.scheme)
    is_folder = FORMATS.get(how.target).is_folder
    with placed(out, is_folder=is_folder, overwrite=overwrite, edited=edited) as draft:
        try:
            written = writer_of(how.target).write(told(), draft, about=about)
            if not is_folder:
                describe(beside(draft), form=how.target, about=about, report=written, files=[draft])
        except OSError as error:
            raise os_error(error, out) from error
    loose.tell()
    unmapped(left, report)
    return report.build() + replace(written, read=0)


def _form_of(path: Path) -> str:
    found = told_form(path)
    if found is None:
        raise FormatError("format.unrecognised", file=str(path))
    return found


def _converted(document: Document, how: Conversion, left: Left, loose: Loose) -> Document:
    """``document`` with its labels as ``how`` wants them."""
    if how.labels is not None:
        labels = Proposing(how.labels, how.scheme)
        return loose.without(apply_map(document, labels, how.scheme, left))
    report = loose.report
    if not (document.frames or document.groups) or _are_held(how.source, how.target):
        return document
    for frame in document.frames:
        line = document.places.get(frame.id)
        report.refuse(Message("convert.event", type=frame.type), file=document.file, line=line)
    for group in document.groups:
        report.refuse(Message("convert.group", type=group.type), file=document.file)
    return replace(document, frames=(), groups=())


def _are_held(source: str, target: str) -> bool:
    """Whether events and groups of the one format have their place in the other."""
    one, other = FORMATS.get(source), FORMATS.get(target)
    return one.events and other.events and one.page == other.page


def _by_project(
    path: Path,
    out: Path,
    how: Conversion,
    *,
    overwrite: bool,
    edited: bool,
    today: str,
    progress: Progress,
    painter: Painter | None,
) -> Report:
    with tempfile.TemporaryDirectory() as folder:
        project = create_project(path=Path(folder) / f"{path.stem}.juseok", scheme=how.scheme)
        with project:
            if how.source == NATIVE:
                came = import_native(project=project, path=path, progress=progress)
            else:
                came = import_documents(
                    project=project, sources=[Foreign(path, how.source)], labels=how.labels,
                    progress=progress,
                )  # fmt: skip
            viewer: Viewer = full_viewer(project)
            went = export_project(
                project=project, viewer=viewer, path=out, form=how.target, overwrite=overwrite,
                edited=edited,
                options=ExportOptions(chosen=how.chosen), today=today, progress=progress,
                painter=painter,
            )  # fmt: skip
    return replace(came, written=0, kinds={}, notes=()) + replace(went, read=0)

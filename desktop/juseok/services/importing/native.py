"""A native file into a project: all of it, or nothing."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from juseok.core.errors import Cancelled, FormatError
from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.core.ops import DELETE, RESTORE, SET, Change
from juseok.formats.base import Report, ReportBuilder
from juseok.formats.native.fields import record_count
from juseok.formats.native.items import (
    NativeArticle,
    NativeItem,
    NativeMentions,
    NativeObject,
    NativePage,
)
from juseok.formats.native.reader import NativeReader
from juseok.services.staging import Staging, Step, Steps
from juseok.services.worker import Port, Runner, run_here
from juseok.store.content import ArticleContent, Content, PageContent
from juseok.store.project import Project
from juseok.store.reader import Reader
from juseok.store.stream import Stream

Progress = Callable[[int, int], None]
"""Called with how many records are done, and of how many (0: not known)."""

_AT_ONCE: Final = 2000
"""Objects that are looked up in the project together."""
_TOLD: Final = 500
_FEW: Final = 20_000

_SCHEME: Final = frozenset({str(Kind.SCHEME), str(Kind.TYPE), str(Kind.ATTRIBUTE)})
_FOUNDED: Final = _SCHEME | {str(Kind.ANNOTATOR), str(Kind.LAYER)}
"""Kinds that an empty project has already; there the file's registers replace its own."""


@dataclass(frozen=True, slots=True)
class NativePart:
    """What the reading of one file is, for whichever process does it: of the native file ``path``
    for the project file ``project``, under ``batch``."""

    project: Path
    annotator: str
    batch: str
    path: Path
    merge: bool


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of reading: the report, and changes of what is here already."""

    report: ReportBuilder
    late: tuple[Change, ...]


def read_native(port: Port, part: NativePart) -> Brought:
    """Read the file; tells what is new of it in each :class:`Step`, and progress.

    Changes nothing.  Raises ``FormatError``.
    """
    progress, total = port.progress(), record_count(part.path)
    with (
        Stream(part.project) as stream,
        Reader.alone(part.project, part.annotator) as reader,
    ):
        heard = None if part.merge else stream.heard_of(_FEW)
        steps = Steps(part.batch, port.tell)
        run = _Run(steps, stream, reader, part.path, merge=part.merge, heard=heard)
        for item in NativeReader().read(part.path, report=run.report):
            run.take(item)
            if run.report.read % _TOLD == 0:
                progress(run.report.read, total)
        run.finish()
    return Brought(run.report, tuple(run.late))


def import_native(
    *,
    project: Project,
    path: Path,
    merge: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    runner: Runner | None = None,
) -> Report:
    """Bring everything of the native file ``path`` into ``project``, as one undoable action.

    The project has to be empty and then equals the exported one.  With ``merge`` objects are
    added to what there is, by id: one that is here already stays as it is (so a second import
    changes nothing), and is reported where it differs.  ``runner`` does the reading elsewhere.
    Raises ``FormatError`` for a damaged file, with its line, or (``native.not_empty``); and
    ``Cancelled``.  Nothing shows before everything is in.
    """
    project.writer.flush()
    with project.stream() as stream:  # another file at its place is refused here
        if not merge and not stream.is_empty():
            raise FormatError("native.not_empty", name=project.path.name)
    label = Message("native.imported", file=path.name)
    staging = Staging(project, label)

    def heard(piece: Step | tuple[int, int]) -> None:
        if cancelled is not None and cancelled():
            raise Cancelled("run.cancelled")
        if isinstance(piece, Step):
            staging.take(piece)
        elif progress is not None:
            progress(*piece)

    part = NativePart(project.path, project.annotator, staging.batch, path, merge)
    try:
        done: Brought = (runner or run_here)(read_native, part, heard=heard)
        staging.finish(label, done.late)
    except BaseException:
        staging.leave()
        raise
    project.writer.flush()
    if progress is not None:
        progress(done.report.read, done.report.read)
    return done.report.build()


@dataclass(slots=True)
class _Run:
    """Tells what is new in steps, and gathers what becomes otherwise.

    ``heard``: every id that the project has ever heard of, where those are few.
    """

    steps: Steps
    stream: Stream
    reader: Reader
    path: Path
    merge: bool
    report: ReportBuilder = field(default_factory=ReportBuilder)
    found: list[NativeObject | Content] = field(default_factory=list["NativeObject | Content"])
    heard: frozenset[str] | None = None
    late: list[Change] = field(default_factory=list[Change])
    scheme: set[str] = field(default_factory=set[str])

    def take(self, item: NativeItem) -> None:
        match item:
            case NativeObject():
                self._object(item)
            case NativePage(page, data):
                self.found.append(PageContent(str(page.fields["sha256"]), data))
                self._object(page)
            case NativeArticle(article, text, occurrences, zoning):
                self.found.append(ArticleContent(article.id, text, item.norm_version))
                for part in (article, *occurrences, *([zoning] if zoning else [])):
                    self._object(part)
            case NativeMentions():
                raise TypeError("lines are only written")
        if len(self.found) >= _AT_ONCE:
            self._sort_out()

    def finish(self) -> None:
        """Tell the last step."""
        self._sort_out()
        if self.scheme and not self.merge:
            self.late += [
                Change(obj, kind, DELETE, {})
                for obj, kind, _ in self.reader.scheme_objects()
                if obj not in self.scheme
            ]
        self.steps.end()

    def _object(self, item: NativeObject) -> None:
        if item.kind in _SCHEME:
            self.scheme.add(item.id)
        self.found.append(item)

    def _sort_out(self) -> None:
        """What of the gathered objects is new, here already, or here and different."""
        known = self._known([item.id for item in self.found if isinstance(item, NativeObject)])
        for item in self.found:
            if not isinstance(item, NativeObject):
                self.steps.keep(item)
            elif item.id in known:
                self._compare(item)
            else:
                self._add(item)
        self.found.clear()

    def _known(self, objects: Sequence[str]) -> Collection[str]:
        return self.stream.known(objects) if self.heard is None else self.heard

    def _compare(self, item: NativeObject) -> None:
        here = self.stream.find(item.id)
        if here is None:
            state = self.reader.fields(item.id)
            if state is None or state.stub:
                self._add(item)
            else:
                self._differs(item, deleted=True)
        elif here.fields != item.fields:
            self._differs(item, deleted=False)

    def _add(self, item: NativeObject) -> None:
        self.steps.add(item.id, item.kind, item.fields)
        self.report.written += 1

    def _differs(self, item: NativeObject, *, deleted: bool) -> None:
        if self.merge or not (deleted or item.kind in _FOUNDED):
            kept = Message("native.kept", kind=item.kind, object=item.id)
            self.report.refuse(kept, file=str(self.path))
            return
        if deleted:
            self.late.append(Change(item.id, item.kind, RESTORE, {}))
        self.late.append(Change(item.id, item.kind, SET, item.fields))
        self.report.written += 1

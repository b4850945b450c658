"""A project, or a part of it, out to a file or folder of any format, whole or not at all.

What is native is written from objects of the log (``native_import`` reads it back), every other
format from documents (``document_export``).
"""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from typing import Any, Final, Protocol, cast

from juseok.core.errors import Cancelled, FormatError
from juseok.core.messages import Message
from juseok.core.model import NO_SEAL, Kind, Seal, Viewer
from juseok.core.morphs import Analyser
from juseok.formats.base import Report, ReportLine, os_error, put_in_place, require_folder
from juseok.formats.folder import check_target, put_folder_in_place
from juseok.formats.native.fields import MentionLine
from juseok.formats.native.items import (
    KIND_ORDER,
    NativeArticle,
    NativeItem,
    NativeMentions,
    NativeObject,
    NativePage,
    kind_of,
    singly,
)
from juseok.formats.native.writer import NativeWriter
from juseok.formats.registry import FORMATS, NATIVE, options_of
from juseok.services.campaigns.reading import read_seal
from juseok.services.interchange.documents import BEST, MINE, DocumentOptions, Moved
from juseok.services.interchange.order import arranged, entities_of, is_plain, plain_line
from juseok.services.interchange.writing import Origin, sample_documents, write_documents
from juseok.services.review.side_by_side import find_layer
from juseok.services.worker import Port
from juseok.store.project import Project
from juseok.store.stream import PlainMention, Stored, Stream

Progress = Callable[[int, int], None]
"""Called with how many articles are done, and of how many."""

_ATTEMPTS: Final = 2
_SAMPLED_ARTICLES: Final = 2
_SAMPLED_OF_A_KIND: Final = 3


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What to export: some layers and articles by their ids, or (None) all that may be seen.

    ``layer``: of a format that holds one, its id or
    :data:`~juseok.services.interchange.documents.BEST`.  ``chosen``: what was
    chosen of the format's own options (``formats.options``); the rest is as usual.
    """

    layers: frozenset[str] | None = None
    articles: frozenset[str] | None = None
    layer: str = BEST
    chosen: Mapping[str, str] = field(default_factory=dict[str, str])

    def of_documents(self) -> DocumentOptions:
        return DocumentOptions(self.layer, self.articles)


def full_viewer(project: Project) -> Viewer:
    """A viewer of every layer, for the person who owns the file; of one's own layer and the
    register for who works blind in a campaign."""
    own = project.viewer()
    with project.reader() as reader:
        if reader.is_blind(own):
            return own
        layers = frozenset(layer.id for layer in reader.layers())
    return Viewer(project.annotator, layers | {project.register_layer}, project.own_layer)


def find_layer_of(project: Project, name: str) -> str:
    """The layer that a person calls ``name``: ``mine``, ``gold``, or an annotator's by name, letter
    or id.  Raises ``KnownError`` where there is none, there are several, or it may not be seen."""
    if name == MINE:
        return project.own_layer
    with project.reader() as reader:
        return find_layer(reader, full_viewer(project), name).id


class Runner(Protocol):
    """Runs ``function(port, *args)`` here or in another process; ``heard`` gets what it tells."""

    def __call__(
        self, function: Callable[..., Any], *args: object, heard: Callable[[Any], object]
    ) -> Any: ...


@dataclass(frozen=True, slots=True)
class Part:
    """What the writing of one export is, for whichever process does it: from project file
    ``source`` to the new file or folder ``target``."""

    source: Path
    target: Path
    viewer: Viewer
    options: ExportOptions
    form: str
    origin: Origin = field(default_factory=Origin)
    seal: Seal = NO_SEAL


def write_part(port: Port, part: Part) -> Report | None:
    """Write one export; None where the project was edited meanwhile."""
    with Stream(part.source, part.seal) as stream, suppress(Moved):
        if part.form != NATIVE:
            shutil.rmtree(part.target, ignore_errors=True)  # of an attempt before
            return write_documents(
                stream=stream, viewer=part.viewer, options=part.options.of_documents(),
                form=part.form, path=part.target, origin=part.origin,
                chosen=part.options.chosen, progress=port.progress(),
            )  # fmt: skip
        run = _Run(stream, part.viewer, part.options, port.progress(), None)
        return run.write(NativeWriter(), part.target, overwrite=True)
    return None


def export_project(
    *,
    project: Project,
    viewer: Viewer,
    path: Path,
    options: ExportOptions | None = None,
    form: str = NATIVE,
    overwrite: bool = False,
    today: str = "",
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    runner: Runner | None = None,
) -> Report:
    """Write what ``viewer`` may see of ``project`` to ``path``, whole or not at all.

    ``form`` is the id of one of :data:`~juseok.formats.registry.FORMATS`, ``today`` the date for a
    manifest.  Everything in the file is of one moment: where
    somebody edits meanwhile it is begun anew, and the second time a copy of the project is
    read.  ``runner`` does the work elsewhere; it writes into a folder that is cleared away here
    whatever becomes of it.  Raises ``FormatError`` where the file may not be written, and
    :class:`Cancelled`.
    """
    run = runner or _here

    def heard(step: tuple[int, int]) -> None:
        if cancelled is not None and cancelled():
            raise Cancelled("run.cancelled")
        if progress is not None:
            progress(*step)

    options_of(form, (options or ExportOptions()).chosen)
    target = Path(os.path.realpath(path))  # through a symbolic link, not in its place
    is_folder = FORMATS.get(form).is_folder
    if is_folder:
        check_target(target, overwrite=overwrite)
    with _folder_beside(target, path, overwrite=overwrite or is_folder) as folder:
        draft = Path(folder) / target.name
        origin = Origin(project.path.stem, project.project_id, today)
        chosen, seal = options or ExportOptions(), _seal(project, viewer, options)
        part = Part(project.path, draft, viewer, chosen, form, origin, seal)
        try:
            report = _written(project, part, partial(run, write_part, heard=heard))
        except FormatError as error:
            raise _of_target(error, draft, path) from error
        try:
            put = put_folder_in_place if is_folder else put_in_place
            put(draft, target, overwrite=overwrite)
        except OSError as error:
            raise os_error(error, path) from error
    return report + _told(part)


def _seal(project: Project, viewer: Viewer, options: ExportOptions | None) -> Seal:
    """What of the articles that go out the person at this machine may not see yet."""
    with project.reader() as reader:
        seal = read_seal(reader, project.annotator)
    wanted = options or ExportOptions()
    layers = viewer.visible_layers if wanted.layers is None else wanted.layers
    kept = seal.articles if wanted.articles is None else seal.articles & wanted.articles
    return NO_SEAL if layers <= seal.layers else replace(seal, articles=kept)


def _told(part: Part) -> Report:
    """That others' work was left out of articles."""
    if not part.seal.articles:
        return Report()
    left = Message("native.sealed", count=len(part.seal.articles))
    return Report(refused=(ReportLine(left),))


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


def _here(function: Callable[..., Any], *args: object, heard: Callable[[Any], object]) -> Any:
    return function(Port(heard), *args)


@contextmanager
def _folder_beside(target: Path, path: Path, *, overwrite: bool) -> Generator[str, None, None]:
    """Where draft and copy go: on the disk that was chosen, for the system's own is often small."""
    if os.path.exists(target) and not overwrite:
        raise FormatError("file.exists", file=str(path))
    require_folder(target, path)
    try:
        folder = tempfile.TemporaryDirectory(prefix=".juseok-", dir=target.parent)
    except OSError as error:
        raise os_error(error, path) from error
    with folder as name:
        yield name


def _of_target(error: FormatError, draft: Path, path: Path) -> FormatError:
    """``error`` with the name that the person gave, in the place of the draft's."""
    params = {key: str(path) if value == str(draft) else value
              for key, value in error.message.params.items()}  # fmt: skip
    return FormatError(error.message.code, **params)


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
        wanted = options.articles
        chosen = (item for item in stream.articles() if wanted is None or item in wanted)
        first = frozenset(islice(chosen, _SAMPLED_ARTICLES))
        whole = _Run(stream, viewer, options, None, cancelled)
        layers = shown if options.layers is None else shown & options.layers
        run = _Run(stream, viewer, ExportOptions(layers, first), None, cancelled)
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
    with project.stream(_seal(project, viewer, options)) as stream:
        found = sample_documents(
            stream=stream, viewer=seen, options=options.of_documents(), form=form,
            chosen=options.chosen, analyser=analyser,
        )  # fmt: skip
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What of the objects outside articles goes with chosen articles; None: everything."""

    entities: frozenset[str]
    pages: frozenset[str]
    claims: frozenset[str]


@dataclass(slots=True)
class _Run:
    stream: Stream
    viewer: Viewer
    options: ExportOptions
    progress: Progress | None
    cancelled: Callable[[], bool] | None
    layers: frozenset[str] = frozenset()
    complete: bool = False
    chosen: _Chosen | None = None
    left_out: list[ReportLine] = field(default_factory=list[ReportLine])
    kinds: Counter[str] = field(default_factory=Counter[str])

    def is_complete(self) -> bool:
        """Whether the options leave nothing of the project out."""
        used = self.stream.used_layers() & self.viewer.visible_layers
        wanted = used if self.options.layers is None else used & self.options.layers
        self.layers = frozenset(wanted | (used & self._registers()))
        if self.stream.seal.articles or self.options.articles is not None:
            return False
        return not self.stream.used_layers() - self.layers

    def prepare(self) -> None:
        """Settle which layers and which objects outside articles go into the file."""
        self.complete = self.is_complete()
        if not self.complete:
            self.chosen = self._choose()
        elif lost := self.stream.without_article():
            self.left_out.append(ReportLine(Message("native.without_article", count=lost)))

    def write(self, writer: NativeWriter, path: Path, *, overwrite: bool) -> Report:
        self.prepare()
        counted = self._counted(self.items())
        report = writer.write(counted, path, overwrite=overwrite, complete=self.complete)
        return report + Report(refused=tuple(self.left_out), kinds=dict(self.kinds))

    def _counted(self, items: Iterable[NativeItem]) -> Iterator[NativeItem]:
        for item in items:
            if isinstance(item, NativeMentions):
                self.kinds[Kind.MENTION.value] += len(item.lines)
            else:
                self.kinds[kind_of(item)] += 1
            yield item

    def items(self) -> Iterator[NativeItem]:
        begun = self.stream.arrival()
        if not self.stream.settled():
            raise Moved
        kinds = self.stream.kinds_outside() - {str(Kind.ARTICLE)}
        first = [str(kind) for kind in KIND_ORDER]
        for kind in first:
            yield from self._outside(kind)
        articles = self._articles()
        for done, article in enumerate(articles):
            self._pause(done, len(articles))
            yield from self._of_article(article)
        for kind in sorted(kinds - set(first)):
            yield from self._outside(kind)
        if self.stream.arrival() != begun:
            raise Moved
        self._pause(len(articles), len(articles))

    def _pause(self, done: int, of: int) -> None:
        if self.cancelled is not None and self.cancelled():
            raise Cancelled("run.cancelled")
        if self.progress is not None:
            self.progress(done, of)

    def _articles(self) -> list[str]:
        wanted = self.options.articles
        return [item for item in self.stream.articles() if wanted is None or item in wanted]

    def _outside(self, kind: str) -> Iterator[NativeItem]:
        """The objects of ``kind`` that lie in no article and may go into the file."""
        people = self._people() if kind == Kind.ANNOTATOR else None
        for item in self.stream.of_kind(kind):
            if people is not None and item.obj not in people:
                continue
            if self._may_go(item):
                plain = NativeObject(*item)
                yield NativePage(plain, self.stream.page_data(item)) if kind == Kind.PAGE else plain

    def _registers(self) -> set[str]:
        """The layers of entities, which go along with whatever is chosen."""
        layers = self.stream.of_kind(Kind.LAYER)
        return {layer.obj for layer in layers if layer.fields.get("role") == "register"}

    def _people(self) -> frozenset[str]:
        """The annotators of the layers that go into the file."""
        return frozenset(
            str(layer.fields.get("annotator", ""))
            for layer in self.stream.of_kind(Kind.LAYER)
            if layer.obj in self.layers
        )

    def _may_go(self, item: Stored) -> bool:
        if item.kind == Kind.LAYER:
            return item.obj in self.layers
        layer = item.fields.get("layer")
        if isinstance(layer, str) and layer not in self.layers:
            return False
        if self.chosen is None:
            return True
        fields = item.fields
        match item.kind:
            case Kind.ENTITY:
                return item.obj in self.chosen.entities
            case Kind.SAME_AS:
                return {fields.get("a"), fields.get("b")} <= self.chosen.entities
            case Kind.NOT_SAME:
                return {fields.get("a"), fields.get("b") or fields.get("a")} <= self.chosen.entities
            case Kind.ENTITY_CHANGE:
                return fields.get("target") in self.chosen.entities
            case Kind.PAGE:
                return item.obj in self.chosen.pages
            case Kind.CLAIM_LINK:
                return {fields.get("head"), fields.get("tail")} <= self.chosen.claims
            case _:
                return True

    def _of_article(self, article: str) -> Iterator[NativeItem]:
        own, text = self.stream.article(article)
        found = arranged(self.stream.around(article))
        occurrences = tuple(NativeObject(*item) for item in found.occurrences)
        zoning = NativeObject(*found.zonings[0]) if found.zonings else None
        yield NativeArticle(NativeObject(*own), text, occurrences, zoning)
        for are_plain, items in groupby((*found.rest, *found.zonings[1:]), key=is_plain):
            if are_plain:
                yield from self._mentions(cast("Iterable[PlainMention]", items), text)
                continue
            for item in cast("Iterable[Stored]", items):
                if self.complete or self._may_go(item):
                    yield NativeObject(*item)

    def _mentions(self, mentions: Iterable[PlainMention], text: str) -> Iterator[NativeItem]:
        lines: list[MentionLine] = []
        for mention in mentions:
            if not self.complete and mention.layer not in self.layers:
                continue
            line = plain_line(mention, text)
            if line is not None:
                lines.append(line)
                continue
            yield NativeMentions(lines)
            lines = []
            yield self._whole(mention.obj)
        if lines:
            yield NativeMentions(lines)

    def _whole(self, obj: str) -> NativeObject:
        """A mention that does not prove: the writer says why."""
        found = self.stream.find(obj)
        if found is None:
            raise Moved
        return NativeObject(*found)

    def _choose(self) -> _Chosen:
        """What the chosen articles and layers need of entities, pages and claims."""
        entities: set[str] = set()
        pages: set[str] = set()
        claims: set[str] = set()
        articles = self._articles()
        for article in articles:
            for item in self.stream.in_article(article):
                if item.kind == Kind.OCCURRENCE:
                    pages.add(str(item.fields.get("page", "")))
                elif item.fields.get("layer") in self.layers:
                    entities.update(entities_of(item))
                    if item.kind == Kind.CLAIM:
                        claims.add(item.obj)
        return _Chosen(frozenset(entities), frozenset(pages), frozenset(claims))

"""Documents of a foreign format into a project: looked over first, then staged as one action.

A text that is here already is not taken twice, and an annotation that the layer has already at the
same place and in the same words is left as it is: a second import of the same files changes
nothing.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from juseok.core.errors import Cancelled, KnownError
from juseok.core.ids import IdFactory
from juseok.core.messages import Message
from juseok.core.model import Annotator, Kind, Layer
from juseok.core.ops import Change
from juseok.core.scheme import Scheme
from juseok.formats.base import Report, ReportBuilder
from juseok.formats.document import Document, kinds_of
from juseok.formats.standoff.reader import TextOf
from juseok.services.campaigns.people import add_person
from juseok.services.interchange.foreign import Foreign
from juseok.services.interchange.label_apply import Left, apply_map
from juseok.services.interchange.label_map import (
    Label,
    LabelMap,
    LabelSort,
    Proposing,
    check_map,
    labels_of,
    propose,
)
from juseok.services.interchange.loose import Loose
from juseok.services.interchange.readers import HasCodes, documents_of, reader_for, texts_of
from juseok.services.interchange.staging import Desk, Seat, Sink, Staged
from juseok.services.staging import Staging, Step, Steps
from juseok.services.worker import Port, Runner, run_here
from juseok.store.project import Project
from juseok.store.reader import Reader

Progress = Callable[[int, int], None]
"""Called with how many documents are done, and of how many (0: not known)."""

_FIRST: Final = 20
"""Documents that are kept to be looked at."""
_IDS: Final = 256
_MAP_SORT: Final = "map.sort"


@dataclass(frozen=True, slots=True)
class Look:
    """What files hold, before anything is imported.

    ``forms``: their formats, each once.  ``labels``: each that needs a place, with how often it
    occurs; ``proposed``: what each would become.  ``first``: some documents as they were read.
    """

    forms: tuple[str, ...]
    documents: int = 0
    kinds: Counter[str] = field(default_factory=Counter[str])
    labels: Counter[Label] = field(default_factory=Counter[Label])
    proposed: LabelMap = field(default_factory=LabelMap)
    first: tuple[Document, ...] = ()
    annotators: frozenset[str] = frozenset()
    report: Report = field(default_factory=Report)

    @property
    def unmapped(self) -> tuple[Label, ...]:
        """Labels that nothing is proposed for."""
        return tuple(each for each in self.labels if not self.proposed.table.get(each))


def look_at(
    *,
    sources: Sequence[Foreign],
    scheme: Scheme,
    text_of: TextOf | None = None,
    progress: Progress = lambda done, of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Look:
    """Read all of ``sources`` and propose a label map; changes nothing.

    ``text_of``: the texts of the project, for formats without them.  Raises ``FormatError`` and
    :class:`Cancelled`.
    """
    report = ReportBuilder()
    kinds: Counter[str] = Counter()
    labels: Counter[Label] = Counter()
    first: list[Document] = []
    annotators: set[str] = set()
    done = 0
    for document in _looked_through(sources, text_of, labels, report):
        if cancelled():
            raise Cancelled("run.cancelled")
        kinds += kinds_of(document)
        labels += labels_of([document])
        annotators |= {document.annotator, document.coder} - {""}
        if len(first) < _FIRST:
            first.append(document)
        done += 1
        progress(done, 0)
    forms = tuple(dict.fromkeys(each.form for each in sources))
    return Look(
        forms, done, kinds, labels, propose(labels, scheme), tuple(first), frozenset(annotators),
        report.build(),
    )  # fmt: skip


def _looked_through(
    sources: Sequence[Foreign],
    text_of: TextOf | None,
    labels: Counter[Label],
    report: ReportBuilder,
) -> Iterator[Document]:
    """All documents; ``labels`` gets the codes that nothing is coded with."""
    for path, form in sources:
        reading = reader_for(form, text_of)
        if isinstance(reading, HasCodes):
            labels.update({(LabelSort.MENTIONS, code): 0 for code in reading.codes(path)})
        yield from documents_of(reading, path, report=report)


@dataclass(frozen=True, slots=True)
class ReadPart:
    """What the reading of one import is, for whichever process does it: the files of ``sources``,
    and the project file ``project`` that they are compared with.  What is new is staged under
    ``batch``.  ``scheme``: the one that will be in force; None: that of the project."""

    project: Path
    batch: str
    sources: tuple[Foreign, ...]
    seat: Seat
    labels: LabelMap
    annotator: str = ""
    scheme: Scheme | None = None


@dataclass(frozen=True, slots=True)
class NewTypes:
    """What comes into the scheme with an import: the ``scheme`` with it, and the ``changes`` that
    make it so."""

    scheme: Scheme
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an import: what is new, what has to be changed of what is here, what is told."""

    documents: int
    staged: Staged
    late: tuple[Change, ...]
    left: Left
    report: ReportBuilder


def read_part(port: Port, part: ReadPart) -> Done:
    """Read all documents; tells what is new of them in each :class:`Step`, and progress.

    Changes nothing.  Raises ``FormatError``.
    """
    report, left, progress = ReportBuilder(), Left(), port.progress()
    steps, loose = Steps(part.batch, port.tell), Loose(report)
    done = 0
    with Reader.alone(part.project, part.seat.annotator) as reader:
        scheme = part.scheme or reader.scheme()
        check_map(part.labels, scheme)
        labels = Proposing(part.labels, scheme)
        ids = IdFactory(time.time).in_blocks(_IDS)
        own = _layer(part.seat, reader, part.annotator, sink=steps, ids=ids)
        desk = Desk(part.seat, reader, steps, ids, layer=own)
        layers = {part.annotator: own}
        for form, document in _documents(part.sources, texts_of(reader), report):
            whose = part.annotator or document.coder
            if whose not in layers:
                layers[whose] = _layer(part.seat, reader, whose, sink=steps, ids=ids)
            mapped = loose.without(apply_map(document, labels, scheme, left))
            desk.beside(layers[whose], form).add(mapped, report)
            done += 1
            progress(done, 0)
        for type_, count in desk.join().items():
            report.refuse(Message("import.loose_edges", type=type_[:60], count=count))
        if desk.staged.new:
            steps.end()
    loose.tell()
    return Done(done, desk.staged, tuple(desk.late), left, report)


def _documents(
    sources: Iterable[Foreign], text_of: TextOf, report: ReportBuilder
) -> Iterator[tuple[str, Document]]:
    for path, form in sources:
        for document in documents_of(reader_for(form, text_of), path, report=report):
            yield form, document


def import_documents(
    *,
    project: Project,
    sources: Sequence[Foreign],
    labels: LabelMap | None = None,
    annotator: str = "",
    types: NewTypes | None = None,
    progress: Progress = lambda done, of: None,
    cancelled: Callable[[], bool] = lambda: False,
    runner: Runner | None = None,
) -> Report:
    """Bring the documents of all ``sources`` into ``project``, as one undoable action.

    ``labels``: what a person decided; where it says nothing the proposals count.  ``annotator``:
    whose the annotations are, by name, letter or id (made where there is nobody of that name);
    empty: one's own, or in a file of several coders each their own.  ``types`` come into the scheme
    with the documents, or not at all.  ``runner`` does the reading elsewhere.  What has no
    place, and what could not be read, is told with file and line and left out.  Raises
    ``FormatError``, ``KnownError`` where the layer may not be written, and :class:`Cancelled`; then
    nothing has changed.
    """
    project.writer.flush()
    staging = Staging(project, Message("undo.importing.part"))
    seat = Seat(project.annotator, project.own_layer, project.register_layer)

    def heard(piece: Step | tuple[int, int]) -> None:
        if cancelled():
            raise Cancelled("run.cancelled")
        if isinstance(piece, tuple):
            progress(*piece)
        else:
            staging.take(piece)

    try:
        part = ReadPart(
            project.path, staging.batch, tuple(sources), seat, labels or LabelMap(), annotator,
            types.scheme if types is not None else None,
        )  # fmt: skip
        with project.reader():  # another file at its place is refused here
            done: Done = (runner or run_here)(read_part, part, heard=heard)
        changes = types.changes if types is not None else ()
        if done.staged.new or (changes and done.documents):
            label = Message("undo.importing.all", articles=done.documents)
            staging.finish(label, (*changes, *done.late))
        else:
            staging.leave()
    except BaseException:
        staging.leave()
        raise
    project.writer.flush()
    return _reported(done)


def _layer(
    seat: Seat, reader: Reader, annotator: str, *, sink: Sink, ids: Callable[[], str]
) -> str:
    """The layer that is written to; a new person's is staged."""
    if not annotator:
        return seat.own_layer
    people = {each.id: each for each in reader.annotators()}
    found = [each for each in reader.layers()
             if each.role == "annotator" and _is_called(each, annotator, people)]  # fmt: skip
    if len(found) > 1:
        raise KnownError("compare.layers", name=annotator, known="")
    if found and found[0].id == seat.own_layer:
        return seat.own_layer
    if reader.is_blind(seat.viewer()):
        raise KnownError("documents.blind", name=annotator)
    if found:
        return found[0].id
    layer = ""
    for change in add_person(ids=ids, name=annotator).changes:
        sink.add(change.obj, change.kind, change.body)
        layer = change.obj if change.kind == Kind.LAYER else layer
    return layer


def _is_called(layer: Layer, name: str, people: dict[str, Annotator]) -> bool:
    person = people.get(layer.annotator)
    return person is not None and name in {person.id, person.name, person.letter} - {""}


def unmapped(left: Left, report: ReportBuilder) -> None:
    """Tell what found no place, each label once."""
    for (sort, label), count in left.counts.items():
        file, line = left.first[sort, label]
        what = Message(f"{_MAP_SORT}.{sort.value}")
        report.refuse(
            Message("map.unmapped", sort=what, label=label, count=count), file=file, line=line
        )


def _reported(done: Done) -> Report:
    report, staged, left = done.report, done.staged, done.left
    unmapped(left, report)
    for name, number in sorted(staged.details.items()):
        report.change(Message("documents.details", name=name[:60], count=number))
    summary = Message(
        "documents.imported", documents=done.documents, articles=staged.articles,
        annotations=staged.annotations, known=staged.known,
    )  # fmt: skip
    report.note(summary)
    report.written = staged.articles + staged.annotations
    return replace(report.build(), kinds=dict(staged.kinds))

"""Documents of a foreign format into a project: looked over first, then staged as one action.

A text that is here already is not taken twice, and an annotation that the layer has already at the
same place and in the same words is left as it is: a second import of the same files changes
nothing.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from juseok.core.errors import Cancelled, KnownError
from juseok.core.messages import Message
from juseok.core.model import Annotator, Kind, Layer
from juseok.core.scheme import Scheme
from juseok.formats.base import Report, ReportBuilder
from juseok.formats.document import Document, kinds_of
from juseok.formats.registry import recognised
from juseok.services.campaigns.people import add_person
from juseok.services.interchange.label_apply import Left, apply_map
from juseok.services.interchange.label_map import (
    Label,
    LabelMap,
    LabelSort,
    check_map,
    labels_of,
    propose,
)
from juseok.services.interchange.readers import HasCodes, reader_for
from juseok.services.interchange.staging import Desk, Staged
from juseok.services.staging import Staging
from juseok.store.project import Project
from juseok.store.reader import Reader

Progress = Callable[[int, int], None]
"""Called with how many documents are done, and of how many (0: not known)."""

_FIRST: Final = 20
"""Documents that are kept to be looked at."""
_MAP_SORT: Final = "map.sort"


@dataclass(frozen=True, slots=True)
class Look:
    """What files hold, before anything is imported.

    ``labels``: each that needs a place, with how often it occurs; ``proposed``: what each would
    become.  ``first``: some documents as they were read.
    """

    form: str
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


def form_of(path: Path) -> str | None:
    """The format of documents at ``path``, by its content; None where it is none."""
    return recognised(path)


def look_at(
    *,
    path: Path,
    form: str,
    scheme: Scheme,
    progress: Progress = lambda done, of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Look:
    """Read all of ``path`` and propose a label map; changes nothing.  Raises ``FormatError`` and
    :class:`Cancelled`."""
    report = ReportBuilder()
    kinds: Counter[str] = Counter()
    labels: Counter[Label] = Counter()
    first: list[Document] = []
    annotators: set[str] = set()
    done = 0
    reading = reader_for(form)
    if isinstance(reading, HasCodes):
        labels.update({(LabelSort.MENTIONS, code): 0 for code in reading.codes(path)})
    for document in reading.read(path, report=report):
        if cancelled():
            raise Cancelled("run.cancelled")
        kinds += kinds_of(document)
        labels += labels_of([document])
        annotators |= {document.annotator, document.coder} - {""}
        if len(first) < _FIRST:
            first.append(document)
        done += 1
        progress(done, 0)
    return Look(
        form, done, kinds, labels, propose(labels, scheme), tuple(first), frozenset(annotators),
        report.build(),
    )  # fmt: skip


def import_documents(
    *,
    project: Project,
    path: Path,
    form: str,
    labels: LabelMap | None = None,
    annotator: str = "",
    progress: Progress = lambda done, of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Report:
    """Bring the documents of ``path`` into ``project``, as one undoable action.

    ``labels``: what a person decided; where it says nothing the proposals count.  ``annotator``:
    whose the annotations are, by name, letter or id (made where there is nobody of that name);
    empty: one's own, or in a file of several coders each their own.  What has no place, and what
    could not be read, is told with file and line and left out.  Raises ``FormatError``,
    ``KnownError`` where the layer may not be written, and :class:`Cancelled`; then nothing has
    changed.
    """
    project.writer.flush()
    with project.reader() as reader:
        scheme = reader.scheme()
        look = look_at(path=path, form=form, scheme=scheme, cancelled=cancelled)
        known = look.proposed if labels is None else labels.with_all(look.proposed)
        check_map(known, scheme)
        staging = Staging(project, Message("undo.importing.part"))
        layer = _layer(project, reader, annotator, staging)
        desk = Desk(project, reader, staging, layer=layer, form=form)
        desks = {annotator: desk}
        left, report = Left(), ReportBuilder()
        try:
            for done, document in enumerate(reader_for(form).read(path, report=report), start=1):
                if cancelled():
                    raise Cancelled("run.cancelled")
                whose = annotator or document.coder
                if whose not in desks:
                    desks[whose] = desk.beside(_layer(project, reader, whose, staging))
                desks[whose].add(apply_map(document, known, scheme, left), report)
                progress(done, look.documents)
            if desk.staged.new:
                label = Message("undo.importing.all", articles=look.documents)
                staging.finish(label, desk.late)
            else:
                staging.leave()
        except BaseException:
            staging.leave()
            raise
    project.writer.flush()
    return _reported(report, desk.staged, left, look.documents)


def _layer(project: Project, reader: Reader, annotator: str, staging: Staging) -> str:
    """The layer that is written to; a new person's is staged."""
    if not annotator:
        return project.own_layer
    people = {each.id: each for each in reader.annotators()}
    found = [each for each in reader.layers()
             if each.role == "annotator" and _is_called(each, annotator, people)]  # fmt: skip
    if len(found) > 1:
        raise KnownError("compare.layers", name=annotator, known="")
    if found and found[0].id == project.own_layer:
        return project.own_layer
    if reader.is_blind(project.viewer()):
        raise KnownError("documents.blind", name=annotator)
    if found:
        return found[0].id
    layer = ""
    for change in add_person(ids=project.ids, name=annotator).changes:
        staging.add(change.obj, change.kind, change.body)
        layer = change.obj if change.kind == Kind.LAYER else layer
    return layer


def _is_called(layer: Layer, name: str, people: dict[str, Annotator]) -> bool:
    person = people.get(layer.annotator)
    return person is not None and name in {person.id, person.name, person.letter} - {""}


def _reported(report: ReportBuilder, staged: Staged, left: Left, documents: int) -> Report:
    for (sort, label), count in left.counts.items():
        file, line = left.first[sort, label]
        what = Message(f"{_MAP_SORT}.{sort.value}")
        report.refuse(
            Message("map.unmapped", sort=what, label=label, count=count), file=file, line=line
        )
    summary = Message(
        "documents.imported", documents=documents, articles=staged.articles,
        annotations=staged.annotations, known=staged.known,
    )  # fmt: skip
    report.note(summary)
    report.written = staged.articles + staged.annotations
    return replace(report.build(), kinds=dict(staged.kinds))

"""Bringing files of any sort into a project in one go, as the shell does it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from juseok.core.errors import FormatError
from juseok.core.messages import Message
from juseok.core.ops import Change
from juseok.core.recipe import SavedMap
from juseok.core.scheme import Scheme
from juseok.formats.base import Report, ReportBuilder, ReportLine
from juseok.formats.raw.columns import ROLES, TEXT, ColumnMap
from juseok.formats.raw.documents import DOCUMENT_EXTENSIONS
from juseok.formats.raw.xlsx_reader import XlsxReader
from juseok.formats.registry import NATIVE, recognised
from juseok.formats.standoff.reader import TextOf
from juseok.services.importing.apart import read_texts
from juseok.services.importing.importing import ImportReport, import_told
from juseok.services.importing.native import import_native
from juseok.services.importing.plan import ImportOptions, PlannedPage
from juseok.services.importing.sources import is_export
from juseok.services.interchange.conf_scheme import lacking, with_types
from juseok.services.interchange.foreign import Foreign, gathered, told_apart, unfolded
from juseok.services.interchange.label_map import LabelMap, dump_map, load_map
from juseok.services.interchange.named import label_map_called, save_named
from juseok.services.interchange.readers import texts_of
from juseok.services.interchange.reading import NewTypes, import_documents, look_at
from juseok.services.worker import Runner, run_here
from juseok.store.project import Project

Progress = Callable[[int, int], None]
"""Called with how much is done, and of how much (0: not known)."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person said of the files; the defaults guess.

    ``columns``: column → role of :data:`juseok.formats.raw.columns.ROLES`; ``metadata``: a table by
    file name; ``whole``: each text is one article; ``merge``: an export may join what is there.
    ``form``: the format of all of them, else told by their content; of documents of other tools,
    ``labels`` is a file with a label map, or the name of one of the project, ``save_map`` the name
    under which what counted is kept there, and ``annotator`` whose annotations they are.
    ``add_types``: types that the files themselves define join the scheme first.
    """

    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    metadata: Path | None = None
    whole: bool = False
    merge: bool = False
    form: str | None = None
    labels: Path | None = None
    annotator: str = ""
    save_map: str = ""
    add_types: bool = False


def bring_in(
    *,
    project: Project,
    sources: Sequence[Path],
    choices: Choices,
    progress: Progress,
    runner: Runner | None = None,
) -> Report:
    """Import ``sources`` into ``project``, exports of Juseok first, then everything else.

    ``written`` counts the records of exports and the articles of the rest. ``runner`` reads
    all of them elsewhere. Whatever ends it, each of the three is in whole or not at all. Raises
    ``FormatError`` for a damaged export or a role that is none, and ``ProjectError`` where the
    project cannot be written.
    """
    options = ImportOptions(choices.encoding, _columns(choices.columns), whole=choices.whole)
    labels = None if choices.labels is None else _labels(project, choices.labels)
    told = ReportBuilder()
    exports, foreign, raw = _sorted(sources, choices.form, told)
    total = told.build()
    for source in exports:
        total += import_native(
            project=project, path=source, merge=choices.merge, progress=progress, runner=runner
        )
    if foreign:
        total += import_documents(
            project=project, sources=foreign, labels=labels, annotator=choices.annotator,
            types=_new_types(project, foreign) if choices.add_types else None,
            progress=progress, runner=runner,
        )  # fmt: skip
    if choices.save_map:
        _keep_map(project, sources, choices, labels or LabelMap())
    if raw:
        read = partial(_read, runner or run_here, raw, options, choices.metadata)
        done = import_told(
            project=project, read=read, roots=raw, progress=lambda at: progress(at.pages, 0)
        )
        told = Report(read=done.pages, written=done.articles + done.again, notes=tuple(_told(done)))
        total += replace(done.lines, read=0) + told
        if not (total.read or total.refused or foreign):  # a codebook alone has nothing to read
            empty = Message("import.no_files")
            total += Report(refused=tuple(ReportLine(empty, str(each)) for each in raw))
    return total


def _sorted(
    sources: Sequence[Path], form: str | None, report: ReportBuilder
) -> tuple[list[Path], list[Foreign], list[Path]]:
    """Exports of Juseok, files of other tools and texts among ``sources``, all of which are of
    ``form`` where a person says so; what is passed over goes into ``report``."""
    if form is not None:
        paths = gathered(sources)
        if form == NATIVE:
            return paths, [], []
        return [], [Foreign(each, form) for each in paths], []
    exports: list[Path] = []
    others: list[Path] = []
    for path in unfolded(sources, report):
        (exports if is_export(path) else others).append(path)
    foreign, raw = told_apart(others, report)
    return exports, foreign, raw


def _read(
    run: Runner,
    sources: Sequence[Path],
    options: ImportOptions,
    metadata: Path | None,
    take: Callable[[Iterable[PlannedPage]], None],
) -> ReportBuilder:
    return run(read_texts, sources, options, metadata, heard=take)


def _labels(project: Project, named: Path) -> LabelMap:
    """The label map in a file, or of that name in the project."""
    if named.exists():
        return load_map(named)
    with project.reader() as reader:
        return label_map_called(reader, str(named))


def _new_types(project: Project, sources: Iterable[Foreign]) -> NewTypes:
    """The types that configurations beside ``sources`` have and the scheme lacks."""
    with project.reader() as reader:
        scheme = reader.scheme()
    changes: list[Change] = []
    for source in sources:
        scheme, more = with_types(scheme, lacking(source.path, scheme))
        changes += more
    return NewTypes(scheme, tuple(changes))


def _keep_map(
    project: Project, sources: Sequence[Path], choices: Choices, labels: LabelMap
) -> None:
    """Keep in the project what became of the labels in ``sources``."""
    with project.reader() as reader:
        whole = labels.with_all(
            propose_map(
                sources=sources, form=choices.form, scheme=reader.scheme(), text_of=texts_of(reader)
            )
        )
        action = save_named(reader, SavedMap("", choices.save_map, dump_map(whole)))
    if action is not None:
        project.writer.commit(action)


def propose_map(
    *, sources: Sequence[Path], form: str | None, scheme: Scheme, text_of: TextOf | None = None,
    add_types: bool = False,
) -> LabelMap:  # fmt: skip
    """What the labels in ``sources`` would become; ``text_of``: the texts of the project, for
    formats without them; ``add_types``: with the types that brat folders define in the scheme.
    Raises ``FormatError``."""
    for source in sources if add_types else ():
        scheme, _ = with_types(scheme, lacking(source, scheme))
    _, foreign, _ = _sorted(sources, form, ReportBuilder())
    if not foreign:
        return LabelMap()
    return look_at(sources=foreign, scheme=scheme, text_of=text_of).proposed


def _told(done: ImportReport) -> Iterator[ReportLine]:
    """What an import of texts did, in sentences."""
    counts = {
        "files": done.files,
        "pages": done.pages,
        "articles": done.articles,
        "again": done.again,
    }
    yield ReportLine(Message("import.summary", **counts, unchanged=done.unchanged), severity="note")
    for name, count in sorted(done.encodings.items()):
        is_form = f".{name}" in (*DOCUMENT_EXTENSIONS, *XlsxReader.extensions)
        code = "import.in_form" if is_form else "import.in_encoding"
        yield ReportLine(Message(code, encoding=name.upper(), count=count), severity="note")


def _columns(roles: Mapping[str, str]) -> ColumnMap | None:
    if not roles:
        return None
    for role in roles.values():
        if role not in ROLES:
            raise FormatError("import.no_role", role=role, known=", ".join(ROLES))
    text = next((column for column, role in roles.items() if role == TEXT), "")
    return ColumnMap(text, {column: role for column, role in roles.items() if role != TEXT})


def told_form(path: Path) -> str | None:
    """The format of an export of Juseok or of documents of another tool; None for texts."""
    return NATIVE if is_export(path) else recognised(path)

"""How fast articles with their annotations go into each format and come back, and how much memory
that takes: out of a project and into one, as the window does it.

``JUSEOK_BENCH_DOCUMENTS`` is the number of articles (400; 10,000 for the large one), each with 60
annotations.
"""

import os
import re
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from tests.benchmarks.figures import Figure
from tests.benchmarks.generator import Size, make_project
from tests.benchmarks.qda import make_dna, make_qualcoder, make_refi

from juseok.core.errors import KnownError
from juseok.core.scheme import load_scheme, scheme_changes
from juseok.formats.registry import FORMATS, NATIVE
from juseok.services.heavy import Worker
from juseok.services.importing.native import import_native
from juseok.services.interchange.exporting import export_project, full_viewer
from juseok.services.interchange.foreign import Foreign
from juseok.services.interchange.options import ExportOptions
from juseok.services.interchange.reading import import_documents
from juseok.services.worker import Port
from juseok.store.identity import Identity
from juseok.store.project import Project

COUNT: Final = int(os.environ.get("JUSEOK_BENCH_DOCUMENTS", "400"))
MENTIONS, CLAIMS, RELATIONSHIPS = 45, 8, 7
BUDGET = 300
TEXT_FORMATS = (
    "jsonl",
    "brat",
    "uima-xmi",
    "uima-json",
    "webanno-tsv",
    "web-annotation",
    "csv",
    "csv excel=yes",
    "tsv",
    "xlsx",
    "graphml",
    "gexf",
    "turtle",
    "conll",
    "conll unit=eojeol",
    "conll scheme=bioes",
    "conll scheme=iob1",
    "conllu unit=eojeol",
    "klue-ner",
    "klue-re",
    "klue-re no_relation=yes",
    "spacy",
    "huggingface",
    "huggingface data=parquet",
    "nikl",
    "standoff",
    "claim-review",
    "html",
    "doccano",
    "doccano shape=labels",
    "label-studio",
    "prodigy",
    "pubannotation",
)
"""What may be written without an analyser or a painter: formats with their options."""
_TABLES: Final = ("csv", "tsv", "xlsx")
"""What is read back as something else: as ``mention-table``."""
_OTHERS: Final = {"dna": make_dna, "qualcoder": make_qualcoder, "refi-qda": make_refi}
"""What is read alone, with what makes files as other programs do."""
_TEXTLESS: Final = ("standoff",)
"""What needs the texts to be there: somebody else's work of the same articles."""
_MEGABYTE = 1 << 20
_OF_MAXRSS = 1 if sys.platform == "darwin" else 1 << 10


class Usage(NamedTuple):
    """Seconds of CPU that a process has used, those of its partners that have ended, and the most
    memory that it and the largest of them had, in bytes."""

    seconds: float
    partners: float
    most: int


def used(port: Port | None = None) -> Usage:
    """What this process has used, or the one that serves ``port``."""
    own, ended = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    most = _most(own.ru_maxrss * _OF_MAXRSS) + ended.ru_maxrss * _OF_MAXRSS
    return Usage(own.ru_utime + own.ru_stime, ended.ru_utime + ended.ru_stime, most)


def _most(told: int) -> int:
    """Linux hands ``ru_maxrss`` on to a new process; what that had itself stands elsewhere."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return told
    found = re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return int(found[1]) << 10 if found else told


def figures(folder: Path, identity: Identity, count: int) -> Iterator[Figure]:
    """Formats that need no analyser, out of a project and into an empty one.

    A worker process does the work, an export of many articles with a partner, with progress; an
    import writes in this one beside it.  What is said beside a rate: how much memory the worker
    and its partner took, and the rate if nothing else ran here (by the CPU of the busiest
    process).
    """
    path = folder / "documents.juseok"
    size = Size(count, mentions=MENTIONS, claims=CLAIMS, relationships=RELATIONSHIPS)
    make_project(path, identity, size)
    for way in TEXT_FORMATS:
        form, *chosen = way.split()
        offered = FORMATS.get(form)
        out = folder / f"out-{'-'.join((form, *chosen))}{offered.suffix}"
        options = dict(each.split("=") for each in chosen)
        with Project.open(path, identity=identity) as project:
            try:
                yield _worked(f"{way} out", count, partial(_export, project, out, form, options))
            except KnownError as error:  # it needs a library that is not here
                print(f"  {way}: {error}")
                continue
        if offered.reads or form in _TABLES:
            file = folder / "in.juseok"
            with _opened(file, identity, path if form in _TEXTLESS else None) as project:
                yield _worked(f"{way} in", count, partial(_bring, project, out, form))
            os.unlink(file)
    for form, make in _OTHERS.items():
        made = folder / f"in{FORMATS.get(form).suffix}"
        make(made, count)
        with _opened(folder / "in.juseok", identity, None) as project:
            try:
                yield _worked(f"{form} in", count, partial(_bring, project, made, form))
            except KnownError as error:  # a packed project is refused beyond some size
                print(f"  {form}: {error}")
        (folder / "in.juseok").unlink()


def _opened(file: Path, identity: Identity, texts: Path | None) -> Project:
    """A project that has nothing yet, or all of the project ``texts``."""
    if texts is None:
        scheme = scheme_changes(load_scheme("default"))
        return Project.create(file, identity=identity, scheme=scheme)
    shutil.copy(texts, file)
    return Project.open(file, identity=identity)


def _worked(what: str, count: int, act: Callable[[Worker], object]) -> Figure:
    worker = Worker()
    try:
        before, here = worker.run(used), used()
        begun = time.perf_counter()
        act(worker)
        taken = time.perf_counter() - begun
        after, busy = worker.run(used), used().seconds - here.seconds
    finally:
        worker.close()
    partners = after.partners - before.partners
    busiest = max(after.seconds - before.seconds, partners, busy)
    beside = f"{after.most / _MEGABYTE:,.0f} MB, {count / busiest:,.0f} /s by CPU"
    return Figure(what, count / taken, "/s", BUDGET, least=True, beside=beside)


def _export(
    project: Project, out: Path, form: str, chosen: Mapping[str, str], worker: Worker
) -> None:
    export_project(
        project=project, viewer=full_viewer(project), path=out, form=form, runner=worker.run,
        options=ExportOptions(layer=project.own_layer, chosen=chosen), progress=_progress,
    )  # fmt: skip


def _bring(project: Project, path: Path, form: str, worker: Worker) -> None:
    if form == NATIVE:
        import_native(project=project, path=path, runner=worker.run, progress=_progress)
        return
    source = Foreign(path, "mention-table" if form in _TABLES else form)
    import_documents(
        project=project, sources=[source], runner=worker.run, progress=_progress,
        annotator="이기자" if form in _TEXTLESS else "",
    )  # fmt: skip


def _progress(done: int, of: int) -> None:
    """Whoever watches; here nobody does."""

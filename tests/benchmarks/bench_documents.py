"""How fast articles with their annotations go into each format and come back, and how much memory
that takes: out of a project and into one, as the window does it, and without a project."""

import os
import random
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.figures import Figure, rate
from tests.benchmarks.generator import Size, make_project, prose

from juseok.core.errors import KnownError
from juseok.core.ids import article_id
from juseok.core.model import (
    Article,
    ArticleAnnotations,
    Claim,
    Entity,
    Mention,
    Metadata,
    Ref,
    Relationship,
    Value,
)
from juseok.core.scheme import load_scheme, scheme_changes
from juseok.core.spans import Spans, make_span
from juseok.core.text import NORM_VERSION
from juseok.formats.base import ReportBuilder
from juseok.formats.document import About, Document
from juseok.formats.registry import FORMATS, Offered, reader_of, writer_of
from juseok.services.heavy import Worker
from juseok.services.interchange.exporting import export_project, full_viewer
from juseok.services.interchange.foreign import Foreign
from juseok.services.interchange.options import ExportOptions
from juseok.services.interchange.reading import import_documents
from juseok.services.worker import Port
from juseok.store.identity import Identity
from juseok.store.project import Project

COUNT = 200
MENTIONS, CLAIMS, RELATIONSHIPS, ENTITIES = 45, 8, 7, 9
BUDGET = 300
TEXT_FORMATS = (
    "brat",
    "webanno-tsv",
    "doccano",
    "label-studio",
    "prodigy",
    "pubannotation",
    "nikl",
)
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

    A worker process does the work, an export with a partner, with progress; an import writes in
    this one beside it.  What is said beside a rate: how much memory the worker and its partner
    took, and the rate if nothing else ran here (by the CPU of the busiest process).
    """
    path = folder / "documents.juseok"
    make_project(path, identity, Size(count, mentions=57))
    for form in TEXT_FORMATS:
        out = folder / f"out-{form}"
        with Project.open(path, identity=identity) as project:
            yield _worked(f"{form} out", count, partial(_export, project, out, form))
        scheme = scheme_changes(load_scheme("default"))
        file = folder / f"{form}.juseok"
        with Project.create(file, identity=identity, scheme=scheme) as project:
            yield _worked(f"{form} in", count, partial(_bring, project, out, form))
        os.unlink(file)


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


def _export(project: Project, out: Path, form: str, worker: Worker) -> None:
    export_project(
        project=project, viewer=full_viewer(project), path=out, form=form, runner=worker.run,
        options=ExportOptions(layer=project.own_layer), progress=_progress,
    )  # fmt: skip


def _bring(project: Project, path: Path, form: str, worker: Worker) -> None:
    import_documents(
        project=project, sources=[Foreign(path, form)], runner=worker.run, progress=_progress
    )


def _progress(done: int, of: int) -> None:
    """Whoever watches; here nobody does."""


def plain_figures(folder: Path) -> Iterator[Figure]:
    """Every format that asks for no analyser and no library that is not here."""
    documents = [_document(number) for number in range(COUNT)]
    for form in FORMATS.formats:
        if form.writer is not None:
            try:
                yield from _both_ways(form, documents, folder / f"{form.id}{form.suffix}")
            except (ImportError, KnownError) as error:
                print(f"  {form.id}: {error}")


def _both_ways(form: Offered, documents: list[Document], path: Path) -> Iterator[Figure]:
    options = {each.id: _choice([choice.id for choice in each.choices]) for each in form.options}
    about = About(scheme=load_scheme("default"), options=options)
    writer = writer_of(form.id)
    yield rate(
        f"{form.id} out, 60 annotations an article", COUNT,
        lambda: writer.write(documents, path, about=about), budget=BUDGET,
    )  # fmt: skip
    if form.reader is not None:
        reader = reader_of(form.id)
        yield rate(
            f"{form.id} in, 60 annotations an article", COUNT,
            lambda: sum(1 for _ in reader.read(path, report=ReportBuilder())), budget=BUDGET,
        )  # fmt: skip


def _choice(known: list[str]) -> str:
    return "eojeol" if "eojeol" in known else known[0]


def _document(number: int) -> Document:
    chance = random.Random(number)
    text = prose(1200, chance)
    article = article_id(text, NORM_VERSION)

    def span() -> Spans:
        start = chance.randrange(len(text) - 12)
        return (make_span(text, start, start + chance.randrange(2, 8)),)

    mentions = tuple(
        Mention(
            f"m{number}.{each}", "a", article, chance.choice(["ORG", "PERSON"]), span(),
            f"e{each % ENTITIES}", {"mention_form": Value("name")} if each % 3 == 0 else {},
        )
        for each in range(MENTIONS)
    )  # fmt: skip
    claims = tuple(
        Claim(
            f"c{number}.{each}", "a", article, span(), cue=span(), source_state="given",
            source=(Ref("mention", mentions[each].id),), attributes={"certainty": Value("certain")},
        )
        for each in range(CLAIMS)
    )  # fmt: skip
    relationships = tuple(
        Relationship(
            f"r{number}.{each}", "a", article, "employed_by", mentions[each].id,
            mentions[each + 1].id,
        )
        for each in range(RELATIONSHIPS)
    )  # fmt: skip
    return Document(
        article=Article(article, text, (), Metadata(title=f"기사 {number}"), NORM_VERSION),
        annotations=ArticleAnnotations(mentions, claims, (), relationships),
        entities=tuple(Entity(f"e{each}", "", "ORG", f"이름{each}") for each in range(ENTITIES)),
    )

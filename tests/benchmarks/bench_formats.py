"""How fast files go in and out."""

import gc
import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks.figures import Figure, rate
from tests.benchmarks.generator import Size, make_project, prose

from juseok.core.processes import collect_rarely
from juseok.core.scheme import load_scheme, scheme_changes
from juseok.formats.base import ReportBuilder
from juseok.services.importing.importing import import_planned
from juseok.services.importing.native import import_native
from juseok.services.importing.plan import ImportOptions, plan_import
from juseok.services.interchange.exporting import export_project, full_viewer
from juseok.services.interchange.foreign import Foreign
from juseok.services.interchange.options import ExportOptions
from juseok.services.interchange.reading import import_documents
from juseok.store.identity import Identity
from juseok.store.project import Project

PLAIN = 2000
ANNOTATED = 300
DOCUMENTS = 300
TEXT_FORMATS = (
    "brat",
    "webanno-tsv",
    "doccano",
    "label-studio",
    "prodigy",
    "pubannotation",
    "nikl",
)


def figures(folder: Path, identity: Identity) -> Iterator[Figure]:
    """As the shell does it, and under its rule for the collector of cycles."""
    before = gc.get_threshold()
    collect_rarely()
    try:
        yield from _figures(folder, identity)
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _figures(folder: Path, identity: Identity) -> Iterator[Figure]:
    texts = folder / "texts"
    texts.mkdir()
    chance = random.Random(3)
    for number in range(PLAIN):
        title = prose(24, chance, lines=False)
        page = f"{title}\n{prose(1200, chance)}\n"
        (texts / f"{number:05}.txt").write_text(page, encoding="utf-8")
    with _empty(folder / "plain.juseok", identity) as project:
        yield rate("import plain texts", PLAIN, lambda: _import(project, texts), budget=2000)
    path = folder / "annotated.juseok"
    make_project(path, identity, Size(ANNOTATED, mentions=80))
    out = folder / "annotated.jsonl"
    with Project.open(path, identity=identity) as project:
        viewer = full_viewer(project)
        yield rate(
            "export native, 83 objects an article", ANNOTATED,
            lambda: export_project(project=project, viewer=viewer, path=out), budget=1000,
        )  # fmt: skip
    with _empty(folder / "again.juseok", identity) as project:
        yield rate(
            "import native, 83 objects an article", ANNOTATED,
            lambda: import_native(project=project, path=out), budget=300,
        )  # fmt: skip

    yield from _documents(folder, identity)


def _documents(folder: Path, identity: Identity) -> Iterator[Figure]:
    """Formats of other tools that need no analyser, out of a project and into an empty one."""
    path = folder / "documents.juseok"
    make_project(path, identity, Size(DOCUMENTS, mentions=57))
    for form in TEXT_FORMATS:
        out = folder / f"out-{form}"
        with Project.open(path, identity=identity) as project:
            yield rate(
                f"export {form}, 60 annotations an article", DOCUMENTS,
                partial(_export, project, out, form), budget=300,
            )  # fmt: skip
        with _empty(folder / f"{form}.juseok", identity) as project:
            yield rate(
                f"import {form}, 60 annotations an article", DOCUMENTS,
                partial(import_documents, project=project, sources=[Foreign(out, form)]),
                budget=300,
            )  # fmt: skip


def _export(project: Project, out: Path, form: str) -> None:
    options = ExportOptions(layer=project.own_layer)
    export_project(
        project=project, viewer=full_viewer(project), path=out, form=form, options=options
    )


def _empty(path: Path, identity: Identity) -> Project:
    return Project.create(path, identity=identity, scheme=scheme_changes(load_scheme("default")))


def _import(project: Project, folder: Path) -> None:
    report = ReportBuilder()
    planned = plan_import([folder], ImportOptions(), report=report)
    import_planned(project=project, planned=planned, report=report)

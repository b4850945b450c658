"""How fast plain texts go in, and native files out and in.

Formats of other tools: ``bench_documents``.
"""

import gc
import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.benchmarks.figures import Figure, rate
from tests.benchmarks.generator import Size, make_project, prose

from juseok.core.processes import collect_rarely
from juseok.core.scheme import load_scheme, scheme_changes
from juseok.formats.base import ReportBuilder
from juseok.services.heavy import Worker
from juseok.services.importing.importing import import_planned
from juseok.services.importing.native import import_native
from juseok.services.importing.plan import ImportOptions, plan_import
from juseok.services.interchange.exporting import export_project, full_viewer
from juseok.store.identity import Identity
from juseok.store.project import Project

PLAIN = 2000
ANNOTATED = 300


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
    with _empty(folder / "again.juseok", identity) as project, closing(Worker()) as worker:
        worker.warm()
        yield rate(
            "import native, 83 objects an article", ANNOTATED,
            lambda: import_native(project=project, path=out, runner=worker.run), budget=300,
        )  # fmt: skip


def _empty(path: Path, identity: Identity) -> Project:
    return Project.create(path, identity=identity, scheme=scheme_changes(load_scheme("default")))


def _import(project: Project, folder: Path) -> None:
    report = ReportBuilder()
    planned = plan_import([folder], ImportOptions(), report=report)
    import_planned(project=project, planned=planned, report=report)

"""Merging a colleague's file: looked through, previewed, merged; memory while it streams.

``JUSEOK_BENCH_MERGE`` is the number of operations (20,000; 1,000,000 for the large one).
"""

import contextlib
import os
import random
import resource
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from tests.benchmarks.figures import Figure
from tests.benchmarks.generator import Size, make_project

from juseok.core.errors import ProjectError
from juseok.core.messages import Message
from juseok.core.model import Kind, Mention
from juseok.core.ops import CREATE, Action, Change
from juseok.core.records import to_body
from juseok.core.spans import make_span
from juseok.services.exchange.merging import merge_taken, preview, take_in
from juseok.services.exchange.sending import Order, send
from juseok.store.articles import ArticleQuery
from juseok.store.identity import Identity
from juseok.store.log import timestamp
from juseok.store.project import Project
from juseok.store.recorder import Recorder, Ticket

OPERATIONS: Final = int(os.environ.get("JUSEOK_BENCH_MERGE", "20000"))
_LABEL: Final = Message("history.unknown")
_TOGETHER: Final = 1000


def figures(folder: Path, identity: Identity) -> Iterator[Figure]:
    """In a project of 1,000 articles."""
    lead, file = folder / "lead.juseok", folder / "colleague.juseok"
    make_project(lead, identity, Size(1000, mentions=0))
    shutil.copy(lead, file)
    other = replace(identity, annotator="22222222-1111-4111-8111-111111111111", name="이기자")
    _work(file, other, OPERATIONS)
    with Project.open(lead, identity=identity) as project:
        yield from _bring(project, file, folder, f"{OPERATIONS:,} operations")
    bundle = folder / "colleague.juseokb"
    begun = time.perf_counter()
    with Project.open(file, identity=other) as project:
        send(project=project, order=Order("", bundle))
    yield _figure("write a bundle of all", begun, None)
    yield Figure("its size", bundle.stat().st_size / 1e6, "MB")
    place = folder / "bundled"
    place.mkdir()
    begun = time.perf_counter()
    take_in(project=lead, files=[bundle], folder=place)
    yield _figure("look through the bundle", begun, None)


def _bring(project: Project, file: Path, folder: Path, name: str) -> Iterator[Figure]:
    place = folder / "private"
    place.mkdir()
    begun = time.perf_counter()
    taken = take_in(project=project.path, files=[file], folder=place)
    looked = time.perf_counter() - begun
    begun = time.perf_counter()
    found = preview(project=project.path, taken=taken)
    yield Figure(f"{name}: look through the file", looked, "s")
    yield _figure("preview", begun, None)
    assert found.new >= OPERATIONS
    stopping: list[int] = []
    begun = time.perf_counter()
    with contextlib.suppress(ProjectError):
        merge_taken(
            project=project,
            taken=taken,
            backup=False,
            progress=lambda done, of: stopping.append(done),
            cancelled=lambda: bool(stopping) and stopping[-1] * 2 > OPERATIONS,
        )
    yield _figure("cancel half way, all out again", begun, None)
    high = _Highest()
    budget = 2.0 if OPERATIONS <= 20_000 else None
    begun = time.perf_counter()
    report = merge_taken(project=project, taken=taken, backup=False)
    yield _figure("merge, live and caught up", begun, budget)
    yield Figure("memory it took beyond before", high.stop(), "MB")
    assert report.added == found.new
    begun = time.perf_counter()
    merge_taken(project=project, taken=taken, backup=False)
    yield _figure("the same again: nothing new", begun, None)
    begun = time.perf_counter()
    project.writer.undo().result()
    project.writer.flush()
    yield _figure("take it back", begun, None)


def _figure(what: str, begun: float, budget: float | None) -> Figure:
    return Figure(what, time.perf_counter() - begun, "s", budget)


class _Highest:
    """How much more memory was held at once than when this began, in MB (Linux)."""

    def __init__(self) -> None:
        self._before = self._most = _resident()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(0.1):
            self._most = max(self._most, _resident())

    def stop(self) -> float:
        self._over.set()
        self._thread.join()
        return (self._most - self._before) / 1e6


def _resident() -> int:
    with contextlib.suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * resource.getpagesize()
    return 0


def _work(path: Path, identity: Identity, count: int) -> None:
    """``count`` mentions, one operation each, as ``identity`` would make them by hand."""
    chance = random.Random(11)
    with Project.open(path, identity=identity) as project:
        with project.reader() as reader:
            ids = reader.article_ids(project.viewer(), ArticleQuery())
            texts = {article: reader.article(article).text for article in ids[:50]}
        articles = list(texts)
        for at in range(0, count, _TOGETHER):
            actions: list[tuple[Action, Ticket]] = []
            for _ in range(min(_TOGETHER, count - at)):
                article = chance.choice(articles)
                text = texts[article]
                start = chance.randrange(len(text) - 8)
                while text[start : start + 3].strip() != text[start : start + 3]:
                    start = chance.randrange(len(text) - 8)
                span = make_span(text, start, start + 3)
                mention = Mention(project.ids(), project.own_layer, article, "ORG", (span,))
                change = Change(mention.id, Kind.MENTION, CREATE, to_body(mention))
                ticket = Ticket(project.ids(), (project.ids(),), timestamp(time.time()))
                actions.append((Action(_LABEL, (change,), article=article), ticket))

            def write(recorder: Recorder, actions: list[tuple[Action, Ticket]] = actions) -> None:
                recorder.transaction(lambda: recorder.write_together(actions))

            project.writer.call(write).result()
        project.writer.flush()

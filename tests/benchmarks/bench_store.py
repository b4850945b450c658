"""The project file: open, list, filter, commit, size on disk."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.figures import Figure, timed
from tests.benchmarks.generator import Size, make_project

from juseok.core.messages import Message
from juseok.core.model import Mention
from juseok.core.ops import Action
from juseok.core.spans import make_span
from juseok.services.edits import create
from juseok.store.articles import ArticleQuery
from juseok.store.identity import Identity
from juseok.store.project import Project

_LABEL = Message("history.unknown")


def figures(path: Path, identity: Identity) -> Iterator[Figure]:
    """On the project at ``path`` (made by ``generator``); it gets a few more mentions."""
    yield timed("open the project, ready to write", lambda: _open(path, identity), times=5,
                budget=1000)  # fmt: skip
    with Project.open(path, identity=identity) as project, project.reader() as reader:
        viewer = project.viewer()
        every = ArticleQuery()
        ids = reader.article_ids(viewer, every)
        yield timed(f"list {len(ids):,} articles", lambda: reader.article_ids(viewer, every),
                    times=9, budget=50)  # fmt: skip
        for text in ("한국", "가", "일보 시장", "없는말"):
            query = replace(every, text=text)
            yield timed(f"filter “{text}”", lambda query=query: reader.article_ids(viewer, query),
                        times=9, budget=50)  # fmt: skip
        query = replace(every, sort="mentions", descending=True)
        yield timed("order by mentions", lambda: reader.article_ids(viewer, query), times=9,
                    budget=50)  # fmt: skip
        yield timed("a page of 128 rows", lambda: reader.article_rows(viewer, ids[:128]), times=9,
                    budget=50)  # fmt: skip
        yield timed("read an article with its annotations",
                    lambda: (reader.article(ids[7]), reader.annotations(viewer, ids[7])), times=9,
                    budget=50)  # fmt: skip
        text = reader.article(ids[0]).text

        def tag() -> None:
            span = make_span(text, 0, 3)
            mention = Mention(project.ids(), project.own_layer, ids[0], "ORG", (span,))
            project.writer.commit(Action(_LABEL, (create(mention),), article=ids[0]))

        yield timed("tag, committed on disk", tag, times=100, budget=50,
                    on_high=True)  # fmt: skip
        yield timed("undo, committed", lambda: project.writer.undo().result(), times=50, budget=50)


def disk(folder: Path, identity: Identity) -> Iterator[Figure]:
    """Bytes a mention takes, log and projection together."""
    sizes: list[int] = []
    for mentions in (0, 40):
        path = folder / f"disk{mentions}.juseok"
        make_project(path, identity, Size(250, mentions=mentions))
        sizes.append(path.stat().st_size)
    yield Figure("one mention on disk, of a bulk action", (sizes[1] - sizes[0]) / 10_000, "bytes",
                 1024)  # fmt: skip
    path = folder / "disk0.juseok"
    before = path.stat().st_size
    with Project.open(path, identity=identity) as project, project.reader() as reader:
        article = reader.article_ids(project.viewer(), ArticleQuery())[0]
        text = reader.article(article).text
        for start in range(1000):
            span = make_span(text, start, start + 4)
            mention = Mention(project.ids(), project.own_layer, article, "ORG", (span,))
            project.writer.submit(Action(_LABEL, (create(mention),), article=article))
    yield Figure("one mention on disk, made by hand", (path.stat().st_size - before) / 1000,
                 "bytes", 1024)  # fmt: skip


def _open(path: Path, identity: Identity) -> None:
    with Project.open(path, identity=identity):
        pass

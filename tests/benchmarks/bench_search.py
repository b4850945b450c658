"""Search: putting articles into the index, and how soon the first and the last place is there."""

import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure, timed

from juseok.services.search.keeping import catch_up
from juseok.services.search.query import parse
from juseok.services.search.searching import Page, search
from juseok.store.identity import Identity
from juseok.store.project import Project
from juseok.store.reader import Reader
from juseok.store.search_index import SearchIndex

_SEARCHES = ("한국", "장", '"시장 한국"', "밝히다", "없는말", "type:ORG 시장", "date:2026-03 정부")


def figures(path: Path, identity: Identity, folder: Path) -> Iterator[Figure]:
    """On the project at ``path``; the index is made in ``folder``."""
    with Project.open(path, identity=identity) as project, project.reader() as reader:
        count = len(reader.finding.listed().ids)
        begun = time.perf_counter()
        with SearchIndex.open(folder / "search.index") as index:
            catch_up(reader=reader, index=index)
            seconds = time.perf_counter() - begun
            yield Figure("put in, in a thread", count / seconds, "articles/s", 500, least=True)
            size = sum(each.stat().st_size for each in folder.glob("search.index*"))
            yield Figure("index on disk, an article", size / count, "bytes", None)
            yield timed("catch up with nothing", lambda: catch_up(reader=reader, index=index),
                        times=9, budget=10)  # fmt: skip
            for written in _SEARCHES:
                yield timed(f"{written}: first places",
                            lambda w=written: _first(reader, index, project, w),
                            times=3, budget=200)  # fmt: skip
                yield timed(f"{written}: all, up to 500",
                            lambda w=written: _all(reader, index, project, w),
                            times=3, budget=1_000)  # fmt: skip
        yield timed("한국, without an index: first places",
                    lambda: _first(reader, None, project, "한국"), times=3, budget=200)  # fmt: skip


def _pages(
    reader: Reader, index: SearchIndex | None, project: Project, written: str
) -> Iterator[Page]:
    return search(
        reader=reader, index=index, viewer=project.viewer(), query=parse(written),
        scheme=reader.scheme(),
    )  # fmt: skip


def _first(reader: Reader, index: SearchIndex | None, project: Project, written: str) -> None:
    next((page for page in _pages(reader, index, project, written) if page.found), None)


def _all(reader: Reader, index: SearchIndex | None, project: Project, written: str) -> None:
    for _ in _pages(reader, index, project, written):
        pass

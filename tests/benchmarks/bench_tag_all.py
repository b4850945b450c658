"""Tag all in the project: the first rows, the whole look, one action and its undo."""

import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure

from juseok.core.messages import Message
from juseok.core.model import ArticleState, Kind, Mention
from juseok.core.ops import CREATE_MANY, Action, Change
from juseok.core.records import to_body
from juseok.core.spans import make_span
from juseok.services.bulk.kwic import Row
from juseok.services.bulk.tag_all import look, tag_rows, wanted_of
from juseok.services.tagging.articles import article_state_id
from juseok.store.articles import ArticleQuery
from juseok.store.identity import Identity
from juseok.store.project import Project

NAME = "시장"
"""Stands in about one of thirty articles."""

ROWS = 200
_LABEL = Message("history.unknown")


def figures(path: Path, identity: Identity) -> Iterator[Figure]:
    """On the project at ``path``, all of whose articles are taken in hand first."""
    with Project.open(path, identity=identity) as project, project.reader() as reader:
        viewer = project.viewer()
        ids = reader.article_ids(viewer, ArticleQuery())
        _take_in_hand(project, ids)
        span = make_span(NAME, 0, len(NAME))
        mention = Mention(project.ids(), project.own_layer, ids[0], "ORG", (span,))
        wanted = wanted_of(mention)
        assert wanted is not None
        rows: list[Row] = []
        first, begun = 0.0, time.perf_counter()
        for piece in look(reader=reader, viewer=viewer, wanted=wanted):
            rows += piece.rows
            if len(rows) >= ROWS and not first:
                first = time.perf_counter() - begun
        whole = time.perf_counter() - begun
        shown = f"the first {min(ROWS, len(rows))} places of {len(ids):,} articles"
        yield Figure(shown, (first or whole) * 1000, "ms", 2000)
        yield Figure(f"all {len(rows):,} places", whole * 1000, "ms")
        begun = time.perf_counter()
        done = tag_rows(project=project, wanted=wanted, rows=rows)
        yield Figure(f"tag {done.places:,} places", (time.perf_counter() - begun) * 1000, "ms")
        begun = time.perf_counter()
        project.writer.undo().result()
        yield Figure("take them back", (time.perf_counter() - begun) * 1000, "ms")


def _take_in_hand(project: Project, ids: list[str]) -> None:
    layer = project.own_layer
    for at in range(0, len(ids), 4000):
        objects = [
            [
                article_state_id(layer, article),
                Kind.ARTICLE_STATE,
                to_body(ArticleState(layer, article, "in_progress")),
            ]
            for article in ids[at : at + 4000]
        ]
        change = Change(project.ids(), "batch_of_objects", CREATE_MANY, {"objects": objects})
        project.writer.commit(Action(_LABEL, (change,), undoable=False))
    project.writer.flush()

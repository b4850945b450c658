"""What the workspace folds at once is what the project file holds in the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.services.desk import ANNOTATOR, ARTICLE, LAYER, TEXT, Desk
from tests.services.tagging.test_sequences import Step, perform, step

from juseok.core.messages import Message
from juseok.core.model import ArticleAnnotations, ArticleState, Entity, Kind
from juseok.core.ops import CREATE, Action, Change
from juseok.core.scheme import load_scheme, scheme_changes
from juseok.services.entities.index import EntityIndex
from juseok.services.tagging.articles import (
    finish_article,
    open_article,
    reopen_article,
    skip_article,
)
from juseok.store.content import ArticleContent
from juseok.store.identity import Identity
from juseok.store.project import Project


@contextmanager
def _project(folder: Path) -> Iterator[Project]:
    """A new project with the desk's article in it."""
    number = len(list(folder.iterdir()))
    identity = Identity(ANNOTATOR, "박기자", folder / f"state{number}")
    scheme = scheme_changes(load_scheme("default"))
    with Project.create(folder / f"{number}.juseok", identity=identity, scheme=scheme) as project:
        body = {"length": len(TEXT), "norm_version": 1}
        made = Change(ARTICLE, Kind.ARTICLE, CREATE, body)
        project.writer.commit(
            Action(Message("history.unknown"), (made,), undoable=False),
            (ArticleContent(ARTICLE, TEXT, 1),),
        )
        yield project


def _sorted(annotations: ArticleAnnotations) -> list[object]:
    """Everything, in an order that does not depend on who sorted it."""
    tables = (
        annotations.mentions,
        annotations.claims,
        annotations.claim_links,
        annotations.relationships,
        annotations.remarks,
    )
    return sorted((record for table in tables for record in table), key=lambda each: each.id)


def _read(project: Project) -> tuple[list[object], list[Entity], EntityIndex]:
    with project.reader() as reader:
        viewer = project.viewer()
        entities = [row.entity for row in reader.entities(viewer)]
        edges = reader.same_as(viewer)
        held = _sorted(reader.annotations(viewer, ARTICLE))
    return held, sorted(entities, key=lambda each: each.id), EntityIndex(entities, edges)


# Every action is on disk before the next: few examples, and long enough to matter.
@given(st.lists(step, min_size=15, max_size=35))
@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_file_folds_to_what_the_window_shows(tmp_path: Path, steps: list[Step]) -> None:
    desk = Desk()
    actions = perform(desk, steps)
    with _project(tmp_path) as project:
        for action in actions:
            project.writer.submit(action)
        project.writer.flush()
        held, entities, index = _read(project)
        assert held == _sorted(desk.workspace.annotations)
        assert entities == sorted(desk.index, key=lambda each: each.id)
        for entity in entities:
            assert index.members(entity.id) == desk.index.members(entity.id)

        for _ in actions:
            project.writer.undo()
        project.writer.flush()
        assert _read(project)[:2] == ([], [])
        for _ in actions:
            project.writer.redo()
        project.writer.flush()
        assert _read(project)[:2] == (held, entities)


def test_the_state_of_an_article_survives_any_undo(tmp_path: Path) -> None:
    with _project(tmp_path) as project:

        def state() -> ArticleState:
            with project.reader() as reader:
                return reader.article_state(project.viewer(), ARTICLE)

        def do(action: Action | None) -> str:
            assert action is not None
            project.writer.commit(action)
            return state().state

        where = {"layer": LAYER, "article": ARTICLE}
        assert state().state == "new"
        assert do(finish_article(state=state(), title="제목", **where)) == "finished"
        assert do(reopen_article(state=state(), title="제목", **where)) == "in_progress"
        assert do(skip_article(state=state(), title="제목", reason="광고", **where)) == "skipped"
        seen = [state().state]
        for _ in range(3):
            project.writer.undo().result()
            seen.append(state().state)
        assert seen == ["skipped", "in_progress", "finished", "new"]
        assert do(open_article(state=state(), **where)) == "in_progress"
        assert project.writer.undo().result() is None


@pytest.mark.parametrize("count", [1, 3])
def test_an_undo_is_taken_over_by_reading_anew(tmp_path: Path, count: int) -> None:
    desk = Desk()
    with _project(tmp_path) as project:
        for quote in ("한빛전자", "누리칩", "서울")[:count]:
            desk.mention(quote)
        for action in desk.workspace.pending:
            project.writer.commit(action)
            desk.workspace.settle()
        project.writer.undo().result()
        with project.reader() as reader:
            changed = desk.workspace.replace(reader.annotations(project.viewer(), ARTICLE))
        assert len(changed) == 1
        assert len(desk.workspace.mentions) == count - 1

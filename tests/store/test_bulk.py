"""Imports, large merges and their undo: live at once, in small steps, or not at all."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path

import pytest
from tests.store.kit import ARTICLE, LABEL, MANY, PATIENCE, Desk, many

from juseok.core.errors import ProjectError
from juseok.core.messages import Message
from juseok.core.ops import CREATE, SET, Action, Change, Json, Op
from juseok.store import backup, merge
from juseok.store.carried import carried
from juseok.store.connection import connect
from juseok.store.content import Content
from juseok.store.doctor import check
from juseok.store.fold import BATCH
from juseok.store.identity import Identity
from juseok.store.project import Project
from juseok.store.recorder import Commit, Recorder
from juseok.store.writer import WriterEvent


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have merges of more than half of MANY operations count as large."""
    monkeypatch.setattr(merge, "AT_ONCE", MANY // 2)
    monkeypatch.setattr(merge, "_CHUNK", MANY // 4)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Desk]:
    """Another annotator's project with more than MANY operations."""
    identity = Identity("22222222-2222-4222-8222-222222222222", "이기자", tmp_path / "state2")
    path = tmp_path / "other.juseok"
    with Project.create(path, identity=identity, scheme=()) as project:
        desk = Desk(project)
        desk.add_article(title="같은 기사")
        desk.mention()
        body: dict[str, Json] = {"layer": project.register_layer, "type": "ORG", "name": "이름"}
        desk.do(*(Change(project.ids(), "entity", CREATE, body) for _ in range(MANY)))
        yield desk


def everything(desk: Desk) -> tuple[list[Op], list[Content]]:
    with desk.project.reader() as reader:
        return list(reader.all_ops()), list(reader.contents())


def test_a_bulk_action_is_one_row_and_one_undo(desk: Desk) -> None:
    before = desk.dump()
    commit = desk.do(many(desk))
    assert len(commit.ops) == 1
    assert len(desk.mentions()) == MANY
    assert desk.project.writer.undo().result() is not None
    assert desk.dump() == before
    assert desk.project.writer.redo().result() is not None
    assert len(desk.mentions()) == MANY


def test_a_staged_batch_is_invisible_until_its_small_activation(
    desk: Desk, reopen: Callable[[], Desk]
) -> None:
    before = desk.dump()
    batch = desk.project.ids()
    for _ in range(3):
        desk.do(many(desk, batch=batch))
    assert desk.dump() == before
    desk = reopen()
    assert desk.dump() == before
    commit = desk.do(Change(batch, BATCH, CREATE, {}))
    assert commit.more
    assert len(desk.mentions()) == MANY * 3
    desk.project.writer.undo().result()
    assert desk.dump() == before


def test_what_a_crash_left_to_catch_up_with_is_caught_up_with(
    desk: Desk, reopen: Callable[[], Desk]
) -> None:
    desk.do(many(desk))
    due = desk.dump()

    def set_back(recorder: object) -> None:
        db = recorder.db
        db.execute("DELETE FROM tally")
        db.execute("DELETE FROM object WHERE article IS NOT NULL AND entity IS NULL")
        db.execute("INSERT INTO stale SELECT arrival, 0 FROM op")

    desk.project.writer.call(set_back).result()
    desk = reopen()
    desk.project.writer.flush()
    assert desk.dump() == due
    assert check(desk.project.path) == []


def set_back(path: Path) -> None:
    """As a kill leaves it in the middle of catching up with bulk edits."""
    with closing(connect(path)) as db:
        db.execute("DELETE FROM object WHERE article IS NOT NULL AND entity IS NULL")
        db.execute("INSERT INTO stale SELECT arrival, 0 FROM op")


def test_a_snapshot_is_caught_up_with_also_where_nothing_may_be_written(
    desk: Desk, identity: Identity, tmp_path: Path
) -> None:
    desk.do(many(desk))
    path = desk.project.path
    desk.project.close()
    set_back(path)
    before = path.read_bytes()
    with (
        Project.open(path, identity=identity, read_only=True) as project,
        project.snapshot(tmp_path) as stream,
    ):
        assert stream.settled()
        kinds = [item.kind for item in stream.in_article(ARTICLE)]
    assert kinds.count("mention") == MANY
    assert path.read_bytes() == before


def test_a_snapshot_is_caught_up_with_a_bulk_edit_that_was_saved_meanwhile(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, queued = desk.project.writer, threading.Event()
    call = writer.call

    def telling_call(work: Callable[[Recorder], object]) -> Future[object]:
        future = call(work)
        queued.set()
        return future

    monkeypatch.setattr(backup, "_PAGES", 1)
    monkeypatch.setattr(writer, "call", telling_call)
    call(lambda recorder: queued.wait(PATIENCE))
    bulk = writer.submit(Action(LABEL, (many(desk),)))  # saved between two pages of the copy
    with desk.project.snapshot(tmp_path) as stream:
        assert stream.settled()
        kinds = [item.kind for item in stream.in_article(ARTICLE)]
    assert kinds.count("mention") == MANY
    assert bulk.result(PATIENCE).more


def test_an_edit_is_saved_while_a_bulk_action_settles(desk: Desk) -> None:
    made = desk.mention()
    bulk = desk.project.writer.submit(Action(LABEL, (many(desk, MANY * 8),)))
    edit = desk.project.writer.submit(
        Action(LABEL, (Change(made, "mention", SET, {"note": "지금"}),))
    )
    edit.result()
    assert not bulk.done()
    bulk.result()
    desk.project.writer.flush()
    assert check(desk.project.path) == []


def test_a_bulk_action_ends_also_when_a_job_caught_up_with_it(desk: Desk) -> None:
    writer = desk.project.writer
    jobs: list[Future[None]] = []

    def catch_up(recorder: Recorder) -> None:
        while recorder.stale.waiting():
            recorder.transaction(recorder.stale.step)

    def queue(event: WriterEvent) -> None:
        if isinstance(event, Commit) and not jobs:
            jobs.append(writer.call(catch_up))  # next, before a step of the bulk action

    writer.subscribe(queue)
    gate = threading.Event()
    held = writer.call(lambda recorder: gate.wait(PATIENCE))
    bulk = writer.submit(Action(LABEL, (many(desk, MANY * 8),)))
    edit = writer.submit(Action(LABEL, (Change(desk.project.ids(), "note", CREATE, {}),)))
    gate.set()
    assert held.result(PATIENCE)
    assert edit.result(PATIENCE).changed
    assert bulk.result(PATIENCE).more
    assert jobs[0].done()
    writer.flush()
    assert len(desk.mentions()) == MANY * 8


@pytest.mark.usefixtures("large")
def test_a_large_merge_gives_what_a_small_one_gives(
    desk: Desk, other: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ops, contents = everything(other)
    report = desk.project.merge_ops(ops, contents)
    assert report.added == len(ops)
    again = desk.project.merge_ops(ops, contents)
    assert (again.added, again.known) == (0, len(ops))
    assert check(desk.project.path) == []
    staged = desk.dump()
    mine, _ = everything(desk)
    monkeypatch.setattr(merge, "AT_ONCE", 1 << 30)
    other.project.merge_ops(mine)
    assert [row for row in other.dump() if row[1] != BATCH] == staged


@pytest.mark.usefixtures("large")
def test_a_cancelled_merge_leaves_nothing(desk: Desk, other: Desk) -> None:
    before, log = desk.dump(), everything(desk)[0]
    ops, contents = everything(other)
    asked = iter([False, False, False, True])
    with pytest.raises(ProjectError) as raised:
        desk.project.merge_ops(ops, contents, cancelled=lambda: next(asked))
    assert raised.value.message.code == "project.cancelled"
    assert (desk.dump(), everything(desk)[0]) == (before, log)
    assert check(desk.project.path) == []


@pytest.mark.usefixtures("large")
def test_a_merge_that_a_crash_cut_off_leaves_nothing(
    desk: Desk, other: Desk, reopen: Callable[[], Desk]
) -> None:
    before = desk.dump()
    ops, _ = everything(other)
    writer = desk.project.writer
    number = writer.call(merge._begin).result()
    writer.call(merge._stage(list(map(carried, ops[:100])), number, merge.Taken())).result()
    assert desk.dump() == before
    desk = reopen()
    assert desk.dump() == before
    assert check(desk.project.path) == []
    assert desk.project.merge_ops(*everything(other)).added == len(ops)


@pytest.mark.usefixtures("large")
def test_a_merge_with_a_note_can_be_ignored_and_taken_back(desk: Desk, other: Desk) -> None:
    before = desk.dump()
    ops, contents = everything(other)
    desk.project.merge_ops(ops, contents, note=Message("history.unknown"))
    merged = desk.dump()
    (batch,) = (row[0] for row in merged if row[1] == BATCH)
    desk.do(Change(batch, BATCH, SET, {"ignored": True}))
    desk.project.writer.flush()
    assert [row for row in desk.dump() if row[1] != BATCH] == before
    desk.project.writer.undo().result()
    assert desk.dump() == merged
    assert check(desk.project.path) == []

"""A full disk, a failing commit, a busy file: nothing is lost, nothing is written twice."""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.store.kit import LABEL, MANY, PATIENCE, Desk, many

from juseok.core.errors import ProjectError
from juseok.core.ops import CREATE, Action, Change
from juseok.store.doctor import check
from juseok.store.fold import BATCH
from juseok.store.recorder import Recorder
from juseok.store.stale import Stale
from juseok.store.writer import WriterEvent, WriterState


def note(obj: str, text: str) -> Action:
    return Action(LABEL, (Change(obj, "mention", "set", {"note": text}),))


def limit(desk: Desk, pages: int | None) -> None:
    """Make the disk full after ``pages`` more pages; None takes that back."""

    def work(recorder: Recorder) -> None:
        (now,) = recorder.db.execute("PRAGMA page_count").fetchone()
        most = 1 << 30 if pages is None else now + pages
        recorder.db.execute(f"PRAGMA max_page_count = {most}")

    desk.project.writer.call(work).result()


@pytest.mark.parametrize("pages", range(5))
def test_a_full_disk_keeps_the_edits_until_there_is_room(
    desk: Desk, reopen: Callable[[], Desk], pages: int
) -> None:
    made = desk.mention()
    events: list[WriterEvent] = []
    desk.project.writer.subscribe(events.append)
    limit(desk, pages)
    futures = [desk.project.writer.submit(note(made, f"{n} " + "가" * 4000)) for n in range(8)]
    with pytest.raises(ProjectError) as raised:
        desk.project.writer.flush()
    assert raised.value.message.code == "project.full"
    state = desk.project.writer.state
    assert state.failed == raised.value.message
    assert state.pending == len([future for future in futures if not future.done()]) > 0
    limit(desk, None)
    desk.project.writer.retry()
    for future in futures:
        future.result()
    assert isinstance(events[-1], WriterState)
    assert events[-1].pending == 0
    assert desk.mentions()[0].note.startswith("7 ")
    with desk.project.reader() as reader:
        assert len(reader.ops_of(made)) == 9
    assert check(reopen().project.path) == []


@pytest.mark.parametrize("pages", range(0, 12, 3))
def test_a_full_disk_while_an_import_begins_to_show_has_nothing_counted_twice(
    desk: Desk, pages: int
) -> None:
    batch, writer = desk.project.ids(), desk.project.writer
    desk.do(many(desk, batch=batch))
    limit(desk, pages)
    live = writer.submit(Action(LABEL, (Change(batch, BATCH, CREATE, {}),)))
    with pytest.raises(ProjectError):
        writer.flush()
    limit(desk, None)
    writer.retry()
    assert live.result().more
    assert len(desk.mentions()) == MANY
    assert check(desk.project.path) == []


def test_a_full_disk_at_the_end_is_told_to_those_who_wait(desk: Desk) -> None:
    made = desk.mention()
    limit(desk, 0)
    future = desk.project.writer.submit(note(made, "가" * 9000))
    desk.project.close()
    error = future.exception()
    assert isinstance(error, ProjectError)
    assert error.message.code == "project.full"
    assert check(desk.project.path) == []


def test_a_commit_that_fails_after_it_was_written_is_not_written_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite may report an error although the transaction is whole on disk."""
    made = desk.mention()
    transaction = Recorder.transaction

    def landed(self: Recorder, work: Callable[[], object]) -> object:
        transaction(self, work)
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorname = "SQLITE_IOERR_DELETE"
        raise error

    monkeypatch.setattr(Recorder, "transaction", landed)
    commit = desk.project.writer.commit(note(made, "한 번"))
    monkeypatch.undo()
    assert [item.obj for item in commit.changed] == [made]
    with desk.project.reader() as reader:
        assert [op.op_id for op in reader.ops_of(made)][1:] == [op.op_id for op in commit.ops]


def test_a_commit_that_fails_before_it_was_written_is_retried_under_the_same_ids(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = desk.mention()

    def failing(self: Recorder, work: Callable[[], object]) -> object:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorname = "SQLITE_IOERR_FSYNC"
        raise error

    monkeypatch.setattr(Recorder, "transaction", failing)
    future = desk.project.writer.submit(note(made, "두 번"))
    for _ in range(2):
        with pytest.raises(ProjectError) as raised:
            desk.project.writer.flush()
        assert raised.value.message.code == "project.io"
        desk.project.writer.retry()
    monkeypatch.undo()
    desk.project.writer.retry()
    assert future.result().ops[0].body.startswith('{"note":"두 번"')
    assert desk.mentions()[0].note == "두 번"


def test_a_refused_action_does_not_stop_the_queue(desk: Desk) -> None:
    made = desk.mention()
    bad = Change(made, "mention", "set", {"spans": [[0, 4, "아닌 글"]]})
    refused = desk.project.writer.submit(Action(LABEL, (bad,)))
    kept = desk.project.writer.submit(note(made, "된다"))
    assert refused.exception() is not None
    assert kept.result().changed
    assert desk.project.writer.state.failed is None


def test_a_backup_that_does_not_fit_leaves_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("juseok.store.files.os.fsync", full)
    with pytest.raises(ProjectError) as raised:
        desk.project.back_up(tmp_path / "backup.juseok")
    assert raised.value.message.code == "project.full"
    assert not list(tmp_path.glob("*backup*"))
    assert not list(tmp_path.glob(".*backup*"))


def test_what_is_written_after_closing_is_refused(desk: Desk) -> None:
    desk.project.close()
    desk.project.close()
    with pytest.raises(ProjectError) as raised:
        desk.mention()
    assert raised.value.message.code == "project.closed"


def odd(*_: object) -> bool:
    """What SQLite says here has no name that we know."""
    raise sqlite3.ProgrammingError("a bug of ours")


def check_logged(caplog: pytest.LogCaptureFixture) -> None:
    """A fault of ours is in the log, and nothing else is."""
    assert {record.name for record in caplog.records} == {"juseok.store.writer"}
    caplog.clear()


def test_a_job_ends_and_the_next_edit_waits_for_a_retry_where_the_look_behind_it_fails(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    made = desk.mention()
    writer = desk.project.writer
    monkeypatch.setattr(Stale, "waiting", odd)
    monkeypatch.setattr(Stale, "step", odd)
    assert writer.call(lambda recorder: 7).result(PATIENCE) == 7
    with pytest.raises(ProjectError) as raised:
        writer.flush()
    assert raised.value.message.code == "project.internal"
    future = writer.submit(note(made, "뒤에"))
    monkeypatch.undo()
    writer.retry()
    assert future.result(PATIENCE).changed
    assert desk.mentions()[0].note == "뒤에"
    check_logged(caplog)


@pytest.mark.parametrize("error", [sqlite3.ProgrammingError("odd"), ValueError("odd")])
def test_a_fault_of_ours_stops_the_queue_and_not_the_writer(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    def failing(*_: object) -> None:
        raise error

    events: list[WriterEvent] = []
    desk.project.writer.subscribe(events.append)
    monkeypatch.setattr(Stale, "step", failing)
    bulk = desk.project.writer.submit(Action(LABEL, (many(desk),)))
    with pytest.raises(ProjectError) as raised:
        desk.project.writer.flush()
    assert raised.value.message.code == "project.internal"
    assert events[-1] == desk.project.writer.state
    assert desk.project.writer.call(lambda recorder: 7).result(PATIENCE) == 7
    monkeypatch.undo()
    desk.project.writer.retry()
    assert bulk.result(PATIENCE).more
    desk.project.writer.flush()
    assert check(desk.project.path) == []
    check_logged(caplog)


def test_closing_after_a_fault_of_ours_ends_every_edit(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    made = desk.mention()
    monkeypatch.setattr(Stale, "step", odd)
    bulk = desk.project.writer.submit(Action(LABEL, (many(desk),)))
    with pytest.raises(ProjectError):
        desk.project.writer.flush()
    edit = desk.project.writer.submit(note(made, "늦게"))
    desk.project.close()
    for future in (bulk, edit):
        error = future.exception(PATIENCE)
        assert isinstance(error, ProjectError)
        assert error.message.code == "project.internal"
    check_logged(caplog)


def test_what_was_queued_cannot_be_cancelled_and_the_queue_goes_on(desk: Desk) -> None:
    made = desk.mention()
    gate = threading.Event()
    writer = desk.project.writer
    held = writer.call(lambda recorder: gate.wait(PATIENCE))
    edit, job = writer.submit(note(made, "그래도")), writer.call(lambda recorder: 7)
    cancelled = edit.cancel() or job.cancel()
    gate.set()
    assert held.result(PATIENCE)
    assert not cancelled
    assert job.result(PATIENCE) == 7
    assert edit.result(PATIENCE).changed

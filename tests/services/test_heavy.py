"""Work in another process: its answers, its ends, and that it leaves when its caller does."""

import io
import os
import signal
import subprocess
import sys
import threading
from contextlib import closing

import pytest
from tests.services import heavy_jobs as jobs

from juseok.core.errors import Cancelled, FormatError, WorkerError
from juseok.services.heavy import RemoteFault, Worker
from juseok.services.worker import Outbox


@pytest.fixture
def worker():
    with closing(Worker()) as worker:
        yield worker


def test_a_result_and_what_was_told_before_it_come_in_order(worker):
    heard = []
    assert worker.run(jobs.doubled, feed=lambda: range(3), heard=heard.append) == "all"
    assert heard == [0, 2, 4]
    assert worker.run(jobs.added, 1, 2, 3) == 6


def test_one_process_serves_many_calls_and_knows_no_qt(worker):
    first = worker.run(jobs.pid)
    assert first not in (os.getpid(), None)
    assert not worker.run(jobs.has_qt)
    assert worker.run(jobs.pid) == worker.pid == first


def test_what_a_call_left_unread_is_not_taken_for_the_next(worker):
    assert worker.run(jobs.first_of, feed=lambda: range(100)) == 0
    assert worker.run(jobs.first_of, feed=lambda: [7]) == 7


def test_more_than_a_pipe_holds_goes_both_ways_at_once(worker):
    heard = []
    feed = [b"y" * 300_000] * 10
    assert worker.run(jobs.large, 3_000_000, feed=lambda: feed, heard=heard.append) == 3_000_000
    assert [len(each) for each in heard] == [3_000_000]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_what_runs_goes_on_while_nobody_takes_what_it_told(worker, tmp_path):
    finished = tmp_path / "finished"
    os.mkfifo(finished)
    heard = []

    def wait_for_its_end(piece):
        if not heard:
            finished.read_bytes()
        heard.append(piece[0])

    worker.run(jobs.ahead, str(finished), heard=wait_for_its_end)
    assert heard == [*range(10)]


def test_what_waits_to_be_sent_is_never_more_than_some_megabytes():
    made, most, ended = [], 0, threading.Event()

    class Slow(io.BytesIO):
        def flush(self):
            nonlocal most
            most = max(most, sum(made) - self.tell())
            if len(made) == 60:
                raise OSError

    outbox = Outbox(Slow(), gone=ended.set)
    for _ in range(60):
        outbox.put(("told", b"x" * 250_000))
        made.append(250_000)
    assert ended.wait(10)
    assert most < 4_000_000


def test_what_a_library_prints_is_no_answer(worker):
    assert worker.run(jobs.chatter) == 1
    assert worker.run(jobs.added, 1) == 1


def test_a_known_error_comes_back_as_it_was(worker):
    with pytest.raises(FormatError) as caught:
        worker.run(jobs.known)
    assert (caught.value.message.code, caught.value.message.params["file"]) == (
        "file.missing", "기사.txt",
    )  # fmt: skip
    assert worker.run(jobs.added, 1) == 1


def test_a_bug_comes_with_its_traceback(worker):
    with pytest.raises(RemoteFault, match="in buggy"):
        worker.run(jobs.buggy)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system knows no kill")
def test_a_killed_process_is_one_plain_sentence_and_the_next_call_works(worker):
    with pytest.raises(WorkerError) as caught:
        worker.run(jobs.endless, "", heard=lambda pid: os.kill(pid, signal.SIGKILL))
    assert caught.value.message.code == "run.worker_lost"
    assert worker.run(jobs.added, 2) == 2


def test_a_process_that_cannot_be_started_is_the_same_plain_sentence(worker, monkeypatch):
    monkeypatch.setattr(sys, "executable", os.path.join(os.getcwd(), "no such program"))
    with pytest.raises(WorkerError):
        worker.run(jobs.added, 2)
    monkeypatch.undo()
    assert worker.run(jobs.added, 2) == 2


def test_a_call_is_stopped_from_another_thread(worker):
    def stop(_):
        thread = threading.Thread(target=worker.stop)
        thread.start()
        thread.join()

    with pytest.raises(Cancelled):
        worker.run(jobs.endless, "", heard=stop)
    worker.stop()  # nothing runs: nothing is ended
    assert worker.run(jobs.added, 2) == 2


def test_a_call_that_was_cancelled_before_it_began_is_not_begun(worker):
    with pytest.raises(Cancelled):
        worker.run(jobs.endless, "", cancelled=lambda: True)
    assert worker.run(jobs.added, 2) == 2


def test_a_fault_of_the_listener_ends_the_call(worker):
    def fail(_):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        worker.run(jobs.endless, "", heard=fail)
    assert worker.run(jobs.added, 2) == 2


_PARENT = """
import os, sys
from tests.services import heavy_jobs
from juseok.services.heavy import Worker
def heard(pid):
    print(pid, flush=True)
    sys.stdin.readline()
    os._exit(1)
Worker().run(heavy_jobs.endless, "", heard=heard)
"""


def test_it_ends_when_the_program_dies():
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", _PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=environment,
    ) as parent:  # fmt: skip
        assert parent.stdout is not None
        assert int(parent.stdout.readline()) != parent.pid
        assert parent.stdin is not None
        parent.stdin.write(b"die\n")
        parent.stdin.close()
        # The process holds this pipe, too: it ends with the last one that does.
        assert parent.stderr is not None
        parent.stderr.read()

"""The analyser's process and its client: answers, order, ends, and lives after death."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import Future, wait
from contextlib import closing, suppress
from functools import partial

import msgspec
import pytest

from juseok.core.errors import AnalyserGone, FormatError
from juseok.core.messages import Message
from juseok.core.morphs import Morph, Name
from juseok.core.processes import RemoteFault, start_beside
from juseok.lang import frames
from juseok.lang.jobs import Here, Urgency
from juseok.lang.lexicon import Names
from juseok.lang.worker_client import WorkerClient, start_worker
from juseok.lang.worker_questions import Patience, State

JOBS = "tests.lang.worker_jobs:"
_start = partial(start_beside, "tests.lang.worker_without_kiwi")
posix = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system knows no kill")


@pytest.fixture
def client():
    with closing(WorkerClient(start=_start)) as client:
        yield client


def result(future: "Future[object]") -> object:
    return future.result(30)


def code(future: "Future[object]") -> str:
    error = future.exception(30)
    assert isinstance(error, AnalyserGone)
    return error.message.code


class Heard:
    """What is told first, and all that is told."""

    def __init__(self) -> None:
        self.items: list[object] = []
        self.any = threading.Event()

    def __call__(self, part: list[object]) -> None:
        self.items += part
        self.any.set()

    def first(self):
        assert self.any.wait(30)
        return self.items[0]


class States:
    """Waits for a state of a client."""

    def __init__(self, client: WorkerClient) -> None:
        self._client, self._change, self.seen = client, threading.Condition(), [client.state]
        client.subscribe(self._take)

    def _take(self) -> None:
        with self._change:
            self.seen.append(self._client.state)
            self._change.notify_all()

    def wait(self, state: State) -> None:
        with self._change:
            assert self._change.wait_for(lambda: state in self.seen, 30), self.seen


# -- answers


def test_a_job_is_found_by_its_place_and_answered(client) -> None:
    assert result(client.call(JOBS + "echo", {"a": ["가", 1, None]})) == {"a": ["가", 1, None]}
    assert result(client.call(JOBS + "echo", [1, "가"], answer=tuple[int, str])) == (1, "가")


def test_what_is_told_in_parts_is_heard_and_joined(client) -> None:
    heard = Heard()
    assert result(client.call(JOBS + "counted", 5, heard=heard)) == [0, 1, 2, 3, 4]
    assert heard.items == [0, 1, 2, 3, 4]
    assert result(client.call(JOBS + "counted", 0)) == []


def test_lines_come_in_their_order_with_places(client) -> None:
    found = client.lines(["한빛 누리", "", "🙂 가\ud800"])
    assert found[0] == (Morph("한빛", "NNG", 0, 2), Morph("누리", "NNG", 3, 5))
    assert [[morph.form for morph in line] for line in found[1:]] == [[""], ["🙂", "가\ufffd"]]
    assert client.lines([]) == []


def test_a_line_of_a_million_characters_and_many_short_ones_come_whole(client) -> None:
    long = "가나다라마바사아자 " * 100_000
    found = client.lines([long, *["누리"] * 3_000])
    assert len(found[0]) == 100_001
    assert found[0][-2] == Morph("가나다라마바사아자", "NNG", 999_990, 999_999)
    assert len(found) == 3_001


def test_names_are_taught_once_for_each_version(client) -> None:
    sets = [Names.of([Name(f"한빛{n}", "ORG", str(n))]) for n in range(6)]
    for _ in range(2):  # more sets than the process keeps
        for number, names in enumerate(sets):
            asked = client.call(JOBS + "found", f"한빛{number}의", names=names)
            assert result(asked) == [[0, 3, str(number)]]
    assert client._life._taught.maxlen == 4


def test_of_a_set_that_grows_only_what_is_new_is_taught(client, monkeypatch) -> None:
    taught: list[int] = []

    def teaching(names: Names):
        taught.append(len(names.own))
        return frames.teaching(names)

    monkeypatch.setattr("juseok.lang.worker_life.teaching", teaching)
    names = Names.of(Name(f"이름{n}번", None, str(n)) for n in range(100))
    for number in range(10):
        names = names.plus([Name(f"한빛{number}", None, f"h{number}")])
        asked = client.call(JOBS + "found", f"한빛{number}과 이름7번은", names=names)
        assert [entity for *_, entity in result(asked)] == [f"h{number}", "7"]
    assert taught == [100, *range(1, 11)]


def test_very_many_names_arrive_whole(client) -> None:
    names = Names.of(Name(f"이름{n}번", None, str(n)) for n in range(5_001))
    assert result(client.call(JOBS + "found", "이름5000번은", names=names)) == [[0, 7, "5000"]]
    assert result(client.call(JOBS + "found", "이름은", names=Names.of([]))) == []


def test_a_known_error_comes_back_as_it_was(client) -> None:
    error = client.call(JOBS + "known", None).exception(30)
    assert isinstance(error, FormatError)
    assert error.message == Message("file.missing", file="기사.txt")


@pytest.mark.parametrize(
    ("job", "trace"), [("buggy", "in buggy"), ("no_json", "object"), ("unknown", "AttributeError")]
)
def test_a_bug_comes_with_its_traceback_and_ends_nothing(client, job, trace) -> None:
    error = client.call(JOBS + job, None).exception(30)
    assert isinstance(error, RemoteFault)
    assert trace in str(error)
    pid = client.pid
    assert result(client.call(JOBS + "echo", 1)) == 1
    assert client.pid == pid


def test_an_answer_of_another_type_is_told_to_who_asked(client) -> None:
    error = client.call(JOBS + "echo", "가", answer=int).exception(30)
    assert isinstance(error, msgspec.ValidationError)


def test_a_fault_of_a_listener_ends_its_question_alone(client) -> None:
    def fail(_):
        raise ZeroDivisionError

    assert isinstance(
        client.call(JOBS + "endless", None, heard=fail).exception(30), ZeroDivisionError
    )
    assert result(client.call(JOBS + "echo", 1)) == 1


def test_what_a_library_prints_is_no_answer(client) -> None:
    assert result(client.call(JOBS + "chatter", None)) == 1
    assert result(client.call(JOBS + "echo", 2)) == 2


def test_no_qt_is_loaded_there(client) -> None:
    loaded = result(client.call(JOBS + "loaded", None))
    assert "juseok.lang.jobs" in loaded
    assert [name for name in loaded if name.startswith(("PySide6", "shiboken6"))] == []


# -- who goes first, and who no longer waits


def test_a_more_urgent_question_gets_in_between(client) -> None:
    heard = Heard()
    slow = client.call(JOBS + "endless", None, urgency=Urgency.LATER, heard=heard)
    heard.first()
    assert result(client.call(JOBS + "echo", 1, urgency=Urgency.NOW)) == 1
    assert not slow.done()
    slow.cancel()


def test_a_less_urgent_question_waits_and_is_done_once_the_other_is_dropped(client) -> None:
    heard = Heard()
    urgent = client.call(JOBS + "endless", None, urgency=Urgency.SOON, heard=heard)
    pid = heard.first()
    later = client.call(JOBS + "echo", 1, urgency=Urgency.LATER)
    assert result(client.call(JOBS + "echo", 2, urgency=Urgency.NOW, deadline=30)) == 2
    assert not later.done()
    urgent.cancel()
    assert result(later) == 1
    assert client.pid == pid


def test_a_question_is_dropped_before_it_is_sent(client) -> None:
    asked = client.call(JOBS + "echo", 1)
    other = client.call(JOBS + "echo", 2)
    asked.cancel()
    assert result(other) == 2


def test_who_cannot_wait_any_longer_is_told_so(client) -> None:
    result(client.call(JOBS + "echo", 1))
    assert code(client.call(JOBS + "endless", None, deadline=0.05)) == "analyser.late"
    assert result(client.call(JOBS + "echo", 1)) == 1


def test_lines_are_not_waited_for_where_the_process_is_not_ready(client) -> None:
    with pytest.raises(AnalyserGone) as caught:
        client.lines(["한빛"], deadline=0.05)
    assert caught.value.message.code == "analyser.late"
    assert client.state is State.OFF


# -- death


@posix
def test_a_killed_process_is_started_again_and_asked_again(client) -> None:
    states = States(client)
    assert result(client.call(JOBS + "echo", 1)) == 1
    first = client.pid
    os.kill(first, signal.SIGKILL)
    states.wait(State.LOST)
    assert result(client.call(JOBS + "echo", 2)) == 2
    assert client.pid != first
    assert client.state is State.READY


def test_what_dies_under_a_question_answers_it_in_its_next_life(client, tmp_path) -> None:
    assert result(client.call(JOBS + "die_once", str(tmp_path / "died"))) == "again"


def test_a_question_that_kills_twice_is_ended_and_others_are_answered(client) -> None:
    deadly = client.call(JOBS + "die", None)
    others = [client.call(JOBS + "echo", n, urgency=Urgency.LATER) for n in range(5)]
    assert code(deadly) == "analyser.lost"
    assert [result(other) for other in others] == [0, 1, 2, 3, 4]


@posix
def test_what_was_heard_in_part_is_not_told_twice(client) -> None:
    heard = Heard()
    asked = client.call(JOBS + "endless", None, heard=heard)
    os.kill(heard.first(), signal.SIGKILL)
    assert code(asked) == "analyser.lost"
    assert len(heard.items) == 1


def test_a_process_that_says_nothing_is_killed() -> None:
    with closing(WorkerClient(start=_start, patience=Patience(silence=0.3))) as client:
        heard = Heard()
        asked = client.call(JOBS + "hang", None, heard=heard)
        pid = heard.first()
        assert code(asked) == "analyser.lost"
        assert result(client.call(JOBS + "echo", 1)) == 1
        assert client.pid != pid


def test_a_process_that_is_never_loaded_is_killed_and_given_up() -> None:
    def start():
        return subprocess.Popen(
            [sys.executable, "-c", "import time; time.sleep(1000)"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    patience = Patience(load=0.1, pauses=(0.0,))
    with closing(WorkerClient(start=start, patience=patience)) as client:
        assert code(client.call(JOBS + "echo", 1)) == "analyser.lost"
        assert client.state is State.GONE
        assert code(client.call(JOBS + "echo", 1)) == "analyser.lost"


@pytest.mark.skipif(not os.path.exists("/proc/self/fd"), reason="the pipe cannot be found")
def test_garbage_in_its_answers_ends_it_and_the_next_answers(client) -> None:
    result(client.call(JOBS + "echo", 1))
    first = client.pid
    assert code(client.call(JOBS + "garbage", None)) == "analyser.lost"
    assert result(client.call(JOBS + "echo", 2)) == 2
    assert client.pid != first


def test_garbage_in_its_requests_ends_it_and_the_next_answers(client) -> None:
    result(client.call(JOBS + "echo", 1))
    first = client.pid
    client._life.send(b"\xff{]\n")
    assert result(client.call(JOBS + "echo", 2)) == 2
    assert client.pid != first


def test_where_no_process_can_be_started_every_question_ends() -> None:
    def start():
        raise OSError("no more processes")

    with closing(WorkerClient(start=start, patience=Patience(pauses=(0.0, 0.0)))) as client:
        states = States(client)
        assert code(client.call(JOBS + "echo", 1)) == "analyser.lost"
        states.wait(State.GONE)


def test_an_analyser_that_is_not_installed_says_why_and_is_not_tried_again_at_once() -> None:
    start = partial(start_beside, "tests.lang.worker_unable")
    with closing(WorkerClient(start=start)) as client:
        states = States(client)
        client.start()
        states.wait(State.GONE)
        assert client.reason == Message("analyser.not_loaded", reason="no model")
        assert code(client.call(JOBS + "echo", 1)) == "analyser.not_loaded"


def test_after_a_rest_a_question_tries_once_more(tmp_path) -> None:
    whole = tmp_path / "whole"

    def start():
        return _start() if whole.exists() else start_beside("tests.lang.worker_unable")

    with closing(WorkerClient(start=start, patience=Patience(rest=0.0))) as client:
        assert code(client.call(JOBS + "echo", 1)) == "analyser.not_loaded"
        whole.touch()
        assert result(client.call(JOBS + "echo", 1)) == 1
        assert client.reason is None


def test_closing_ends_every_question_and_comes_back_at_once(client) -> None:
    heard = Heard()
    asked = [client.call(JOBS + "hang", None, heard=heard), client.call(JOBS + "echo", 1)]
    heard.first()
    client.close()
    assert [code(each) for each in asked] == ["analyser.closed"] * 2
    assert code(client.call(JOBS + "echo", 1)) == "analyser.closed"
    assert client.state is State.CLOSED


@posix
def test_killed_at_any_moment_every_question_ends_and_what_is_answered_is_right() -> None:
    chance = random.Random(3)
    patience = Patience(pauses=(0.0,) * 1_000)
    with closing(WorkerClient(start=_start, patience=patience)) as client:
        client.start()
        over = threading.Event()

        def kill() -> None:
            while not over.wait(chance.random() * 0.4):
                if (pid := client.pid) is not None:
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        names = Names.of([Name("한빛", "ORG", "x")])
        asked: list[tuple[int, Future[object]]] = []
        begun = time.monotonic()
        while time.monotonic() - begun < 4:
            n = len(asked)
            urgency = chance.choice(list(Urgency))
            job, payload = chance.choice([("echo", n), ("counted", n % 50), ("found", "한빛은")])
            asked.append((n, client.call(JOBS + job, payload, names=names, urgency=urgency)))
            if n % 20 == 0:
                wait([asked[-1][1]], 0.05)
        over.set()
        killer.join()
        for n, future in asked:
            error = future.exception(30)
            if error is None:
                assert future.result() in (n, list(range(n % 50)), [[0, 2, "x"]])
            else:
                assert isinstance(error, AnalyserGone)
        assert result(client.call(JOBS + "echo", "alive")) == "alive"


_PARENT = """
import os, sys
from functools import partial
from juseok.core.processes import start_beside
from juseok.lang.worker_client import WorkerClient, start_worker
client = WorkerClient(start=partial(start_beside, "tests.lang.worker_without_kiwi"))
def heard(told):
    print(told[0], flush=True)
    sys.stdin.readline()
    os._exit(1)
client.call("tests.lang.worker_jobs:endless", None, heard=heard).result()
"""


def test_it_ends_when_the_program_dies() -> None:
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
        assert parent.stderr is not None
        parent.stderr.read()  # the process holds this pipe, too: it ends with the last that does


# -- the same as in this process


@posix
def test_the_real_analyser_killed_while_it_loads_is_there_all_the_same(kiwi) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def start() -> "subprocess.Popen[bytes]":
        process = start_worker()
        if not started:
            process.kill()
        started.append(process)
        return process

    with closing(WorkerClient(start=start)) as client:
        asked = client.lines_later(["한빛이 밝혔다."])
        assert result(asked) == kiwi.lines(["한빛이 밝혔다."])
    assert len(started) == 2


def test_a_process_with_the_real_analyser_answers_as_this_one_does(kiwi) -> None:
    names = Names.of([Name("왕이", "PERSON"), Name("누리 연구소")])
    lines = ["왕이는 누리 연구소를 떠났다고 밝혔다.", "", "인도네시아 🙂", "가" * 100]
    here = Here(kiwi)
    with closing(WorkerClient()) as client:
        assert client.lines(lines, names=names) == kiwi.lines(lines, names=names)
        for job, payload in (("forms", lines), ("echo", [1, "가"]), ("counted", 3)):
            asked = {"names": names, "answer": list}
            there = client.call(JOBS + job, payload, **asked)
            assert result(there) == result(here.call(JOBS + job, payload, **asked))
        loaded = result(client.call(JOBS + "loaded", None))
        assert "kiwipiepy" in loaded
        assert [name for name in loaded if name.startswith(("PySide6", "shiboken6"))] == []


def test_in_this_process_a_question_ends_as_it_would_in_the_other(kiwi) -> None:
    here = Here(kiwi)
    heard = Heard()
    assert result(here.call(JOBS + "counted", 3, heard=heard)) == [0, 1, 2] == heard.items
    assert isinstance(here.call(JOBS + "known", None).exception(), FormatError)
    assert isinstance(here.call(JOBS + "buggy", None).exception(), ZeroDivisionError)
    assert code(here.call(JOBS + "endless", None, deadline=0.01)) == "analyser.late"

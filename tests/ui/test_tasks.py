import threading

import pytest
from PySide6.QtCore import QThread

from juseok.ui.tasks import Tasks


class Tool:
    """Stands for a reader: knows its thread and minds being used by another."""

    def __init__(self, made):
        self.thread = threading.get_ident()
        self.closed_by = None
        made.append(self)

    def close(self):
        self.closed_by = threading.get_ident()


@pytest.fixture
def made():
    return []


@pytest.fixture
def tasks(qapp, made):
    tasks = Tasks(lambda: Tool(made))
    yield tasks
    tasks.close()


def test_work_runs_elsewhere_and_answers_here(tasks, qtbot):
    answers = []
    tasks.run(
        lambda tool, _: (tool.thread, threading.get_ident()),
        lambda ids: answers.append((*ids, QThread.isMainThread())),
    )
    qtbot.waitUntil(lambda: answers != [])
    tool_thread, ran_on, on_main = answers[0]
    assert tool_thread == ran_on != threading.get_ident()
    assert on_main


def test_only_the_newest_of_a_slot_answers(tasks, qtbot):
    gate, answers = threading.Event(), []
    tasks.run(lambda *_: gate.wait(20) and "old", answers.append, slot="list")
    tasks.run(lambda *_: "new", answers.append, slot="list")
    gate.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert answers == ["new"]


def test_an_exception_goes_to_the_one_who_asked(tasks, qtbot):
    errors = []
    tasks.run(lambda *_: 1 / 0, lambda _: None, failed=errors.append)
    qtbot.waitUntil(lambda: errors != [])
    assert isinstance(errors[0], ZeroDivisionError)


def test_an_exception_that_nobody_awaits_is_told(tasks, qtbot):
    with qtbot.waitSignal(tasks.failed) as told:
        tasks.run(lambda *_: 1 / 0, lambda _: None)
    assert isinstance(told.args[0], ZeroDivisionError)


def test_a_long_job_is_named_and_can_be_given_up(tasks, qtbot):
    gate, answers = threading.Event(), []
    with qtbot.waitSignal(tasks.busy_changed) as told:
        tasks.run(lambda *_: gate.wait(20), answers.append, label="Counting")
    assert told.args == ["Counting"]
    with qtbot.waitSignal(tasks.busy_changed) as told:
        tasks.cancel_labelled()
    assert told.args == [""]
    gate.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert answers == []


def test_each_thread_closes_its_own_tool(qapp, qtbot, made):
    tasks = Tasks(lambda: Tool(made))
    answers = []
    for _ in range(4):
        tasks.run(lambda *_: None, answers.append)
    qtbot.waitUntil(lambda: len(answers) == 4)
    tasks.close()
    assert made
    assert all(tool.closed_by == tool.thread for tool in made)


def test_a_result_that_nobody_waits_for_is_handed_back(tasks, qtbot):
    begun, gate, answers, dropped = threading.Event(), threading.Event(), [], []

    def work(*_):
        begun.set()
        assert gate.wait(20)
        return "old"

    tasks.run(work, answers.append, slot="list", dropped=dropped.append)
    assert begun.wait(20)
    tasks.run(lambda *_: "new", answers.append, slot="list", dropped=dropped.append)
    gate.set()
    qtbot.waitUntil(lambda: tasks.idle and dropped != [])
    assert answers == ["new"]
    assert dropped == ["old"]


def test_results_that_were_not_delivered_before_the_end_are_handed_back(qapp):
    tasks = Tasks(None, threads=1)
    begun, answers, dropped = threading.Event(), [], []

    def work(*_):
        begun.set()
        return "made"

    tasks.run(work, answers.append, dropped=dropped.append)
    assert begun.wait(20)
    tasks.close()
    assert answers == []
    assert dropped == ["made"]


def test_work_that_never_began_has_nothing_to_hand_back(qapp):
    tasks = Tasks(None, threads=1)
    gate, begun, dropped = threading.Event(), threading.Event(), []
    tasks.run(lambda *_: begun.set() or gate.wait(20), dropped.append)
    assert begun.wait(20)
    tasks.run(lambda *_: "never", dropped.append, dropped=dropped.append).cancel()
    gate.set()
    tasks.close()
    assert dropped == []


def test_a_pool_that_was_closed_runs_nothing(qapp):
    tasks = Tasks(None, threads=1)
    tasks.close()
    job = tasks.run(lambda *_: 1, lambda _: None, slot="x", label="Counting")
    assert job.cancelled.is_set()
    assert tasks.idle


def test_what_a_person_waits_for_goes_before_the_rest(qapp, qtbot):
    tasks = Tasks(None, threads=1)
    gate, order = threading.Event(), []
    tasks.run(lambda *_: gate.wait(20), lambda _: None)
    for name in ("list", "rows"):
        last = tasks.run(lambda *_, name=name: name, order.append)
    tasks.run(lambda *_: "article", order.append, first=True)
    tasks.hurry(last)
    gate.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert order == ["article", "rows", "list"]
    tasks.close()


def test_a_thread_is_kept_for_what_a_person_waits_for(qapp, qtbot):
    tasks = Tasks(None, threads=1, kept=1)
    gate, answers = threading.Event(), []
    tasks.run(lambda *_: gate.wait(20) and "long", answers.append)
    waiting = tasks.run(lambda *_: "later", answers.append)
    tasks.run(lambda *_: "now", answers.append, first=True)
    qtbot.waitUntil(lambda: answers == ["now"])
    tasks.hurry(waiting)
    qtbot.waitUntil(lambda: answers == ["now", "later"])
    gate.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert answers == ["now", "later", "long"]
    tasks.close()

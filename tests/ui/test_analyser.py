"""The analyser as the window has it: answers on the GUI thread, few words about its deaths."""

import os
import signal
import threading
from functools import partial

import pytest
from tests.ui.kit import ARTICLES

from juseok.app import Desk
from juseok.core.errors import AnalyserGone, FormatError
from juseok.core.processes import start_beside
from juseok.lang.worker_client import WorkerClient
from juseok.lang.worker_questions import Patience
from juseok.ui.analyser import LATER, WindowAnalyser
from juseok.ui.settings import Settings

JOBS = "tests.lang.worker_jobs:"
posix = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system knows no kill")


def client(module="tests.lang.worker_without_kiwi", **patience):
    return WorkerClient(start=partial(start_beside, module), patience=Patience(**patience))


@pytest.fixture
def analyser(qapp):
    analyser = WindowAnalyser(client)
    yield analyser
    analyser.close()
    analyser.deleteLater()


class Answers:
    """What was answered, and in which thread."""

    def __init__(self):
        self.got, self.errors, self.threads = [], [], set()

    def done(self, answer):
        self.got.append(answer)
        self.threads.add(threading.current_thread())

    def failed(self, error):
        self.errors.append(error)


def test_answers_come_on_the_gui_thread_also_to_what_was_asked_before_it_was_started(
    analyser, qtbot
):
    heard, answers = Answers(), Answers()
    analyser.ask(JOBS + "echo", 1, answers.done)
    analyser.ask(JOBS + "counted", 3, answers.done, heard=heard.done, urgency=LATER)
    analyser.start()
    analyser.start()
    qtbot.waitUntil(lambda: len(answers.got) == 2)
    assert answers.got == [1, [0, 1, 2]]
    assert [item for part in heard.got for item in part] == [0, 1, 2]
    assert answers.threads == heard.threads == {threading.main_thread()}


def test_it_says_when_it_is_ready_and_then_analyses_while_one_waits(analyser, qtbot):
    with pytest.raises(AnalyserGone):
        analyser.lines(["한빛"], deadline=0.05)
    with qtbot.waitSignal(analyser.changed):
        analyser.start()
    assert analyser.ready
    (line,) = analyser.lines(["한빛 누리"], deadline=30)
    assert [morph.form for morph in line] == ["한빛", "누리"]


def test_a_newer_question_of_a_slot_drops_the_older_and_a_dropped_one_is_silent(analyser, qtbot):
    answers = Answers()
    analyser.start()
    for number in range(5):
        analyser.ask(JOBS + "echo", number, answers.done, slot="one")
    analyser.ask(JOBS + "endless", None, answers.done, failed=answers.failed).drop()
    analyser.ask(JOBS + "echo", "last", answers.done)
    qtbot.waitUntil(lambda: "last" in answers.got)
    assert answers.got == [4, "last"]
    assert answers.errors == []


def test_all_can_be_dropped(analyser, qtbot):
    answers = Answers()
    analyser.ask(JOBS + "echo", 1, answers.done, failed=answers.failed)
    analyser.drop_all()
    analyser.start()
    analyser.ask(JOBS + "echo", 2, answers.done, failed=answers.failed)
    analyser.drop_all()
    analyser.ask(JOBS + "echo", 3, answers.done, failed=answers.failed)
    qtbot.waitUntil(lambda: 3 in answers.got)
    assert (answers.got, answers.errors) == ([3], [])


def test_errors_go_to_who_asked_and_bugs_that_nobody_takes_are_told(analyser, qtbot):
    answers = Answers()
    analyser.start()
    analyser.ask(JOBS + "known", None, answers.done, failed=answers.failed)
    with qtbot.waitSignal(analyser.failed) as told:
        analyser.ask(JOBS + "buggy", None, answers.done)
    assert "in buggy" in str(told.args[0])
    assert isinstance(answers.errors[0], FormatError)


def test_who_is_not_answered_in_time_and_said_so_is_nobody_s_business(analyser, qtbot):
    told, answers = [], Answers()
    analyser.failed.connect(told.append)
    analyser.ask(JOBS + "endless", None, answers.done, deadline=0.0)
    analyser.ask(JOBS + "endless", None, answers.done, failed=answers.failed, deadline=0.01)
    analyser.start()
    qtbot.waitUntil(lambda: bool(answers.errors))
    assert isinstance(answers.errors[0], AnalyserGone)
    assert told == answers.got == []


@posix
def test_a_death_and_a_return_are_one_quiet_sentence_each(analyser, qtbot):
    told, answers = [], Answers()
    analyser.told.connect(told.append)
    with qtbot.waitSignal(analyser.changed):
        analyser.start()
    assert told == []
    os.kill(analyser.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == [
        "The Korean analyser has stopped and is started again.",
        "The Korean analyser is there again.",
    ]
    analyser.ask(JOBS + "echo", 1, answers.done)
    qtbot.waitUntil(lambda: answers.got == [1])


def test_an_analyser_that_is_not_installed_says_so_once(qapp, qtbot):
    analyser, told, answers = (
        WindowAnalyser(partial(client, "tests.lang.worker_unable")),
        [],
        Answers(),
    )
    analyser.told.connect(told.append)
    analyser.start()
    qtbot.waitUntil(lambda: bool(told))
    analyser.ask(JOBS + "echo", 1, answers.done, failed=answers.failed)
    qtbot.waitUntil(lambda: bool(answers.errors))
    assert len(told) == 1
    assert "no model" in told[0]
    analyser.close()
    analyser.deleteLater()


def test_it_can_be_switched_off_and_on(analyser, qtbot):
    answers = Answers()
    analyser.switch(False)
    analyser.start()
    analyser.ask(JOBS + "echo", 1, answers.done, failed=answers.failed)
    assert isinstance(answers.errors[0], AnalyserGone)
    analyser.switch(True)
    with qtbot.waitSignal(analyser.changed):
        analyser.start()
    analyser.ask(JOBS + "endless", None, answers.done, failed=answers.failed)
    with qtbot.waitSignal(analyser.changed):
        analyser.switch(False)
    qtbot.waitUntil(lambda: len(answers.errors) == 2)
    assert analyser.pid is None


def test_closing_waits_for_nothing_and_nothing_is_told_afterwards(analyser, qtbot):
    answers = Answers()
    with qtbot.waitSignal(analyser.changed):
        analyser.start()
    analyser.ask(JOBS + "hang", None, answers.done, failed=answers.failed)
    analyser.close()
    analyser.ask(JOBS + "echo", 1, answers.done, failed=answers.failed)
    assert answers.got == []
    assert len(answers.errors) == 1
    assert analyser.pid is None


# -- in the window


@pytest.fixture
def desk(qapp, qtbot, project_path, tmp_path, analyser):
    settings = Settings(tmp_path / "config" / "settings.toml")
    desk = Desk(qapp, settings, analyser=analyser)
    desk.show(project_path, starter=False)
    yield desk
    desk.close()
    desk.window.close()


def test_it_is_started_after_the_text_is_there(desk, qtbot, analyser):
    qtbot.waitUntil(lambda: desk.window.bench is not None)
    assert not analyser._wanted
    qtbot.waitUntil(lambda: analyser.ready)
    assert desk.window.bench.article.view.page.doc.text == ARTICLES[0][2]
    assert desk.window.bench._context.analyser is analyser


@posix
def test_its_death_is_said_in_the_status_line_and_nowhere_else(desk, qtbot, analyser):
    qtbot.waitUntil(lambda: analyser.ready)
    os.kill(analyser.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: desk.window.status.text == "The Korean analyser is there again.")
    assert not desk.window.notice.isVisible()


def test_the_setting_holds_at_once(desk, qtbot, analyser):
    qtbot.waitUntil(lambda: analyser.ready)
    desk._settings.set("korean.analyser", False)
    assert not analyser.ready
    desk._settings.set("korean.analyser", True)
    qtbot.waitUntil(lambda: analyser.ready)


def test_leaving_a_project_drops_what_it_asked(desk, qtbot, analyser):
    answers = Answers()
    qtbot.waitUntil(lambda: analyser.ready)
    analyser.ask(JOBS + "endless", None, answers.done, failed=answers.failed)
    desk.window.leave_session()
    analyser.ask(JOBS + "echo", 1, answers.done)
    qtbot.waitUntil(lambda: answers.got == [1])
    assert answers.errors == []

"""An answer that an edit overtook is asked for again."""

import threading

from juseok.ui.steady import SteadyReads
from juseok.ui.tasks import Tasks


def test_an_answer_from_before_an_edit_landed_is_not_taken(qapp, qtbot):
    tasks = Tasks(None, threads=1)
    reads = SteadyReads(tasks)
    may_answer = threading.Event()
    asked: list[int] = []
    taken: list[int] = []

    def read(_tool: object, _job: object) -> int:
        asked.append(len(asked) + 1)
        number = asked[-1]
        assert may_answer.wait(10)
        return number

    reads.run(read, taken.append, slot="article")
    qtbot.waitUntil(lambda: asked == [1])
    reads.landed()
    may_answer.set()
    qtbot.waitUntil(lambda: bool(taken))
    tasks.close()
    assert taken == [2]


def test_an_answer_that_nothing_overtook_is_taken_at_once(qapp, qtbot):
    tasks = Tasks(None, threads=1)
    reads = SteadyReads(tasks)
    reads.landed()
    taken: list[str] = []
    reads.run(lambda _tool, _job: "text", taken.append, slot="article")
    qtbot.waitUntil(lambda: bool(taken))
    tasks.close()
    assert taken == ["text"]

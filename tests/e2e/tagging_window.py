"""The window of ``main()`` with somebody in it who tags without end, to be killed at it.

Arguments: the project, and which of the words are tagged.  Prints ``SAVED`` and the ids of all
its mentions each time that the window says that everything is saved.
"""

import os
import sys
import time
import traceback

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from tests.e2e.hands import PATIENCE, Hands
from tests.e2e.ways import TYPE_KEYS, by_characters, tag, words_of

from juseok.__main__ import main
from juseok.app import Desk, make_application

ROUND = 20
ROUNDS = 3


def until(done) -> None:
    deadline = time.monotonic() + PATIENCE / 1000
    while not done():
        assert time.monotonic() < deadline
        QTest.qWait(5)


def work(hands: Hands, rounds: int) -> None:
    hands.wait_open()
    words = words_of(hands.workspace, ROUND * ROUNDS)[ROUND * rounds :][:ROUND]
    mine: list[str] = []
    for number, (start, end) in enumerate(words):
        mine.append(tag(hands, by_characters, start, end, TYPE_KEYS[number % 10]).id)
        until(lambda: hands.window.header._state.property("state") == "saved")
        print("SAVED", *mine, flush=True)


def run(path: str, rounds: int) -> None:
    app = make_application(["juseok"])

    def sit_down() -> None:
        desk = next(each for each in app.children() if isinstance(each, Desk))
        try:
            work(Hands(desk, until), rounds)
        except BaseException:
            traceback.print_exc()
            os._exit(1)

    QTimer.singleShot(0, app, sit_down)
    sys.argv = ["juseok", path]
    main()


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]))

"""The analyser's process killed, stopped and lied to at any moment: nothing ever hangs."""

import os
import random
import signal
import threading
import time
from concurrent.futures import CancelledError, Future
from contextlib import closing, suppress
from functools import partial
from typing import Any

import pytest

from juseok.core.errors import AnalyserGone
from juseok.core.morphs import Name
from juseok.core.processes import start_beside
from juseok.lang.jobs import Urgency
from juseok.lang.lexicon import Names
from juseok.lang.worker_client import WorkerClient
from juseok.lang.worker_questions import Patience

JOBS = "tests.lang.worker_jobs:"
_start = partial(start_beside, "tests.lang.worker_without_kiwi")
_PATIENCE = Patience(load=5.0, silence=1.0, pauses=(0.0,) * 100_000)
_FOREIGN = b'{"type":"ask","id":0,"job":"x","payload":1,"names":"unknown","urgency":0}\n'
_S = 10


@pytest.mark.drill
@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="the system stops no process")
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(4))
def test_every_question_ends_and_every_answer_is_right(seed: int) -> None:
    chance = random.Random(seed)
    with closing(WorkerClient(start=_start, patience=_PATIENCE)) as client:
        client.start()
        over = threading.Event()
        trouble = threading.Thread(target=_trouble, args=(client, random.Random(seed), over))
        trouble.start()
        asked = _ask(client, chance, time.monotonic() + _S)
        over.set()
        trouble.join()
        for number, future in asked:
            _check(number, future)
        assert client.call(JOBS + "echo", "alive").result(60) == "alive"


def _trouble(client: WorkerClient, chance: random.Random, over: threading.Event) -> None:
    while not over.wait(chance.random() * 0.3):
        pid, life, what = client.pid, client._life, chance.randrange(4)
        if what < 2 and pid is not None:
            with suppress(ProcessLookupError):
                os.kill(pid, (signal.SIGKILL, signal.SIGSTOP)[what])
        elif life is not None:
            life.send(chance.randbytes(20) + b"\n" if what == 2 else _FOREIGN)


def _ask(
    client: WorkerClient, chance: random.Random, until: float
) -> list[tuple[int, "Future[Any]"]]:
    names = Names.of([Name("한빛", "ORG", "x")])
    asked: list[tuple[int, Future[Any]]] = []
    while time.monotonic() < until:
        number = len(asked)
        if number % 50 == 0:
            names = names.plus([Name(f"이름{number}번")])
        job, payload = chance.choice([("echo", number), ("counted", 7), ("found", "한빛은")])
        deadline = chance.choice([None, None, 0.05])
        if chance.random() < 0.002:
            job, deadline = chance.choice(["garbage", "die", "endless"]), 1.0
        future = client.call(
            JOBS + job, payload, names=names, urgency=chance.choice(list(Urgency)),
            deadline=deadline,
        )  # fmt: skip
        if chance.random() < 0.05:
            future.cancel()
        asked.append((number, future))
        if number % 10 == 0:
            threading.Event().wait(0.01)
    return asked


def _check(number: int, future: "Future[Any]") -> None:
    try:
        error = future.exception(120)
    except CancelledError:
        return
    if error is None:
        assert future.result() in (number, list(range(7)), [[0, 2, "x"]])
    else:
        assert isinstance(error, AnalyserGone)

"""Processes that save annotations until they are killed.

Reads lines ``project⇥state⇥bug`` from standard input and starts a process for each: it answers with
the process id, with each annotation once the save call says it is saved, and with ``END`` when
the process is gone.  Starting by fork spares each of them the imports.

``bug`` plants one of the two mistakes that the drill must notice: ``ack-first`` acknowledges
before the commit, ``two-transactions`` commits operations and projection apart.  Or it has the
process die by itself, about its fourth commit: ``die-before-it``, ``die-in-it``, ``die-after-it``.
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from tests.store.kit import ARTICLE, LABEL

from juseok.core.ops import Action, Change
from juseok.store.identity import Identity, ReplicaMemory
from juseok.store.project import Project
from juseok.store.recorder import Recorder
from juseok.store.stale import Stale

IDENTITY = ("11111111-1111-4111-8111-111111111111", "박기자")
PATIENCE = 0.05  # seconds between the two halves of a planted mistake


def plant_two_transactions() -> None:
    """Commit after the operations, before the projection, as a careless write would."""
    settle: Callable[..., Any] = Stale.settle

    def careless(self: Stale, arrivals: Iterable[int]) -> object:
        db = self._db
        db.execute("COMMIT")
        time.sleep(PATIENCE)
        db.execute("BEGIN IMMEDIATE")
        return settle(self, arrivals)

    Stale.settle = careless


def plant_ack_first() -> None:
    """Say that it is saved, then save."""
    transaction: Callable[..., Any] = Recorder.transaction

    def careless(self: Recorder, work: object) -> object:
        time.sleep(PATIENCE)
        return transaction(self, work)

    Recorder.transaction = careless


def plant_death(moment: str) -> None:
    """Die as soon as the fourth commit is meant, half done, or done."""
    intend: Callable[..., Any] = ReplicaMemory.intend
    transaction: Callable[..., Any] = Recorder.transaction
    meant: list[int] = []

    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def intends(self: ReplicaMemory, *what: object) -> None:
        intend(self, *what)
        meant.append(len(meant))
        if moment == "die-before-it" and len(meant) == 4:
            die()

    def runs(self: Recorder, work: Callable[[], object]) -> object:
        if moment == "die-in-it" and len(meant) == 3:
            # What is in memory goes to the disk before the commit, and there it ends.
            self.db.execute("PRAGMA cache_spill = 1")
            self.db.execute("PRAGMA cache_size = 1")

            def half() -> None:
                work()
                die()

            transaction(self, half)
        result = transaction(self, work)
        if moment == "die-after-it" and len(meant) == 4:
            die()
        return result

    ReplicaMemory.intend = intends
    Recorder.transaction = runs


DEATHS = ("die-before-it", "die-in-it", "die-after-it")
BUGS: dict[str, Callable[[], None]] = {
    "two-transactions": plant_two_transactions,
    "ack-first": plant_ack_first,
    **{moment: partial(plant_death, moment) for moment in DEATHS},
}


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def save_forever(path: str, state: str, bug: str) -> None:
    if bug:
        BUGS[bug]()
    project = Project.open(Path(path), identity=Identity(*IDENTITY, Path(state)))
    body = {
        "layer": project.own_layer,
        "article": ARTICLE,
        "type": "ORG",
        "spans": [[0, 4, "한빛전자"]],
    }
    while True:
        obj = project.ids()
        change = Change(obj, "mention", "create", body)
        future = project.writer.submit(Action(LABEL, (change,)))
        if bug != "ack-first":
            future.result()
        say(obj)
        future.result()


def main() -> None:
    for line in iter(sys.stdin.readline, ""):
        child = os.fork()
        if child == 0:
            save_forever(*line.rstrip("\n").split("\t"))
        say(str(child))
        os.waitpid(child, 0)
        say("END")


if __name__ == "__main__":
    main()

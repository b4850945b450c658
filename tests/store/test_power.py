"""The power goes at any moment of saving: nothing that was acknowledged is lost or half there."""

import random
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.store.kit import MANY, Desk, many
from tests.store.power import Disk, Event, Watch, sqlite_library

from juseok.core.errors import ProjectError
from juseok.store import connection
from juseok.store.connection import check_schema, connect
from juseok.store.doctor import check_connection
from juseok.store.identity import Identity
from juseok.store.project import Project
from juseok.store.recorder import Author, Commit, Recorder
from juseok.store.writer import WriterEvent

_LIBRARY = sqlite_library()
pytestmark = pytest.mark.skipif(
    _LIBRARY is None, reason="Python's sqlite3 does not show the functions of its library"
)


@dataclass
class Outcome:
    """What a series of power cuts left."""

    cuts: int = 0
    lost: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def noticed(self) -> bool:
        return bool(self.lost or self.faults)


def work(path: Path, identity: Identity, *, rounds: int, bulk: int) -> list[Event]:
    """What SQLite asks of the disk while a person works, and when each edit is said to be saved."""
    assert _LIBRARY is not None
    with Watch(_LIBRARY) as watch:

        def told(event: WriterEvent) -> None:
            if isinstance(event, Commit):
                for op in event.ops:
                    watch.acknowledge(op.op_id)

        with Project.open(path, identity=identity) as project:
            project.writer.subscribe(told)
            desk = Desk(project)
            for number in range(rounds):
                made = desk.mention()
                desk.set(made, note="가" * 3000)  # more pages
                project.writer.undo().result()  # and free ones
                desk.do(many(desk, bulk))
                desk.delete(made)
                desk.add_article(f"{number} " + "가나다라 마바사.\n" * 900)
            project.writer.flush()
    return watch.trace


def drill(
    desk: Desk,
    identity: Identity,
    folder: Path,
    *,
    cuts: int,
    rounds: int = 1,
    bulk: int = 20,
    seed: int = 1,
) -> Outcome:
    """Cut the power ``cuts`` times after each call of some work; stop at the first loss."""
    rnd = random.Random(seed)
    path = desk.project.path
    desk.project.close()
    disk, outcome = Disk.holding([path]), Outcome()
    for event in work(path, identity, rounds=rounds, bulk=bulk):
        disk.play(event)
        for _ in range(cuts):
            here = folder / f"{outcome.cuts}"
            here.mkdir()
            for name, data in disk.after_cut(rnd).items():
                (here / name).write_bytes(data)
            judge(here / path.name, disk.acknowledged, outcome)
            shutil.rmtree(here)
            if outcome.noticed:
                return outcome
    return outcome


def judge(path: Path, acknowledged: Iterable[str], outcome: Outcome) -> None:
    """Look at ``path`` as the next window finds it."""
    outcome.cuts += 1
    try:
        with closing(connect(path)) as db:
            check_schema(db, path)  # rolls back what was interrupted
            recorder = Recorder(db, Author("", ""))
            recorder.catch_up()
            outcome.faults += map(str, check_connection(db))
            there = {op.op_id for op in recorder.log.live()}
    except (sqlite3.Error, ProjectError) as error:
        outcome.faults.append(str(error))
    else:
        outcome.lost += len(set(acknowledged) - there)


def test_nothing_acknowledged_is_lost_when_the_power_goes(
    desk: Desk, identity: Identity, tmp_path: Path
) -> None:
    outcome = drill(desk, identity, tmp_path, cuts=1)
    assert not outcome.noticed, outcome
    assert outcome.cuts > 200


@pytest.mark.parametrize("setting", ["FULL", "NORMAL", "OFF"])
def test_the_drill_notices_a_weaker_setting(
    desk: Desk, identity: Identity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    """Each of them leaves something unsynced that was acknowledged."""
    assert "synchronous = EXTRA" in connection.PRAGMAS
    weaker = [item.replace("EXTRA", setting) for item in connection.PRAGMAS]
    monkeypatch.setattr(connection, "PRAGMAS", weaker)
    assert drill(desk, identity, tmp_path, cuts=4).noticed


@pytest.mark.drill
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("bulk", "cuts"), [(20, 12), (MANY, 1)])
def test_thousands_of_cuts(
    desk: Desk, identity: Identity, tmp_path: Path, bulk: int, cuts: int
) -> None:
    """Also within a bulk action that is caught up with in small steps behind its commit."""
    outcome = drill(desk, identity, tmp_path, cuts=cuts, bulk=bulk, seed=2)
    assert not outcome.noticed, outcome
    assert outcome.cuts > 300

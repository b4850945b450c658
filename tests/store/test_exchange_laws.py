"""The laws of merging hold through files and bundles, whole or in parts, in any order."""

import itertools
import random
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.store.kit import ARTICLE, LABEL, TEXT
from tests.store.replicas import Replica, orders, rebuilt
from tests.store.test_laws import Command, commands, fresh, played

from juseok.core.ops import CREATE, Change, Op
from juseok.store.bundle import write_bundle
from juseok.store.bundle_in import open_bundle
from juseok.store.content import ArticleContent
from juseok.store.fold import BATCH
from juseok.store.foreign import open_foreign
from juseok.store.hidden import Hidden, note_merge
from juseok.store.incoming import Known, prove
from juseok.store.merge import MergeReport, merge_at_once, prove_ops
from juseok.store.recorder import Recorder
from juseok.store.working_copy import write_working_copy

PROJECT = "00000000-0000-4000-8000-00000000aaaa"
CONTENTS = [ArticleContent(ARTICLE, TEXT, 1)]
numbers = itertools.count()
law = settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=25)


class Desk:
    """A folder for files that come and go."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0

    def file(self, ops: Sequence[Op], *, bundled: bool) -> Path:
        self.count += 1
        path = self.folder / f"{self.count}{'.juseokb' if bundled else '.juseok'}"
        if bundled:
            write_bundle(path, project_id=PROJECT, ops=ops, contents=CONTENTS)
        else:
            write_working_copy(path, project_id=PROJECT, annotator="", ops=ops, contents=CONTENTS)
        return path

    def take(self, path: Path) -> list[Op]:
        """What comes out of a file that was looked through."""
        place = self.folder / f"{path.name}.private"
        place.mkdir()
        opener = open_bundle if path.suffix == ".juseokb" else open_foreign
        with opener(path, place) as incoming:
            prove(incoming, None)
            ops = list(incoming.ops())
        shutil.rmtree(place)
        return ops


@law
@given(st.lists(commands, max_size=14), st.tuples(*[st.booleans()] * 3))
def test_files_and_bundles_give_the_same_in_any_order_twice_or_through_a_third(
    script: list[Command], bundled: tuple[bool, bool, bool]
) -> None:
    with played(script) as replicas:
        logs = [replica.ops() for replica in replicas]
    everything = {op.op_id: op for log in logs for op in log}
    expected = rebuilt(everything.values())
    with tempfile.TemporaryDirectory() as name:
        desk = Desk(Path(name))
        files = [desk.file(log, bundled=way) for log, way in zip(logs, bundled, strict=True)]
        taken = [desk.take(file) for file in files]
        assert [{op.op_id: op for op in ops} for ops in taken] == [
            {op.op_id: op for op in log} for log in logs
        ]
        for order in orders(3):
            with fresh() as third:
                for n in (*order, order[0]):
                    third.merge(taken[n])
                assert third.state() == expected
                assert {op.op_id: op for op in third.ops()} == everything
        with fresh() as between, fresh() as last:
            between.merge(taken[0])
            between.merge(taken[1])
            last.merge(desk.take(desk.file(between.ops(), bundled=not bundled[0])))
            last.merge(taken[2])
            assert last.state() == expected


@law
@given(st.lists(commands, max_size=16), st.integers(1, 4), st.randoms(use_true_random=False))
def test_partial_bundles_in_any_order_converge_to_the_whole(
    script: list[Command], parts: int, rnd: random.Random
) -> None:
    with played(script) as replicas:
        everything = {op.op_id: op for replica in replicas for op in replica.ops()}
    expected = rebuilt(everything.values())
    shares: list[list[Op]] = [[] for _ in range(parts)]
    for op in everything.values():
        for share in rnd.sample(shares, rnd.randint(1, parts)):
            share.append(op)
    rnd.shuffle(shares)
    with tempfile.TemporaryDirectory() as name, fresh() as third:
        desk = Desk(Path(name))
        for number, share in enumerate(shares):
            rnd.shuffle(share)
            third.merge(desk.take(desk.file(share, bundled=number % 2 == 0)))
        assert third.state() == expected
        assert {op.op_id: op for op in third.ops()} == everything


@law
@given(st.lists(commands, min_size=1, max_size=12))
def test_what_went_through_a_file_is_undone_and_redone_as_before(script: list[Command]) -> None:
    with played(script) as replicas, tempfile.TemporaryDirectory() as name:
        desk = Desk(Path(name))
        here = replicas[0]
        for other in replicas[1:]:
            here.merge(desk.take(desk.file(other.ops(), bundled=True)))
        before = here.state()
        if here.undo() is not None:
            here.redo()
            assert here.state() == before


def bring(here: Replica, desk: Desk, path: Path) -> int:
    """Merge a file as a person does: as an action, with what an undone merge hides of it."""
    place = desk.folder / f"{path.name}.{next(numbers)}"
    place.mkdir()
    opener = open_bundle if path.suffix == ".juseokb" else open_foreign
    with opener(path, place) as incoming:
        back = Hidden(Known(here.recorder.db)).back([incoming])

        def note(recorder: Recorder, report: MergeReport) -> None:
            note_merge(
                recorder, report, label=LABEL, back=back, whole=True, ids=here.ids, at="2026"
            )

        report = merge_at_once(here.recorder, prove_ops(incoming.ops()), [], note)
    here.settle()
    return report.added + back.count


@law
@given(
    st.lists(commands, max_size=14),
    st.tuples(*[st.booleans()] * 3),
    st.lists(st.integers(0, 2), min_size=1, max_size=3),
)
@example([(0, "staged", 0, 0, 0), (2, "activate", 0, 0, 0)], (True, False, True), [0, 2])
def test_what_was_merged_and_undone_comes_back_when_it_is_merged_again_after_an_edit(
    script: list[Command], bundled: tuple[bool, bool, bool], which: list[int]
) -> None:
    with played(script) as replicas:
        logs = [replica.ops() for replica in replicas]

    def objects(replica: Replica) -> list[object]:
        return [state for state in replica.folded() if state[1] not in (BATCH, "note")]

    with tempfile.TemporaryDirectory() as name, fresh() as third:
        desk = Desk(Path(name))
        files = [desk.file(log, bundled=way) for log, way in zip(logs, bundled, strict=True)]
        for n in which:
            before = objects(third)
            if not bring(third, desk, files[n]):
                assert objects(third) == before
                continue
            merged = objects(third)
            for _ in range(2):
                third.undo()
                assert objects(third) == before
                third.do(Change(third.ids(), "note", CREATE, {"x": 1}))
                bring(third, desk, files[n])
                assert objects(third) == merged
            assert bring(third, desk, files[n]) == 0
            assert third.state() == rebuilt(third.ops())


@pytest.mark.parametrize("bundled", [False, True])
def test_a_fork_keeps_both_branches_through_files(tmp_path: Path, bundled: bool) -> None:
    from tests.store.test_laws import change

    twins = [Replica("ann", "r1"), Replica("ann", "r1")]
    desk = Desk(tmp_path)
    with fresh() as third:
        for number, twin in enumerate(twins):
            made = change("create", number, number, twin)
            assert made is not None
            twin.do(made)
            third.merge(desk.take(desk.file(twin.ops(), bundled=bundled)))
        assert len(third.ops()) == 2
        assert len(third.folded()) == 2
    for twin in twins:
        twin.close()

"""Whatever is done, in whatever order it meets: the same result everywhere, and nothing lost."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.store.kit import ARTICLE
from tests.store.replicas import Clock, Replica, live_states, orders, rebuilt

from juseok.core.errors import ProjectError
from juseok.core.model import Kind
from juseok.core.ops import CREATE, CREATE_MANY, DELETE, RESTORE, SET, UNDO, Change, Op, op_hash
from juseok.store.fold import BATCH, fold_log
from juseok.store.log import fields_of
from juseok.store.recorder import ACTION_KIND

OBJECTS = [f"00000000-0000-4000-8000-00000000000{n}" for n in range(5)]
BATCHES = [f"00000000-0000-4000-9000-00000000000{n}" for n in range(2)]
WHO = [("ann", "r1"), ("ann", "r2"), ("bob", "r3")]

NAMES = [
    *("create", "set", "set", "delete", "restore", "bulk", "staged", "activate", "ignore"),
    *("later", "sync", "sync", "undo", "undo", "redo", "foreign"),
]

commands = st.tuples(
    st.integers(0, 2),  # who
    st.sampled_from(NAMES),
    st.integers(0, 4),  # which object
    st.integers(0, 3),  # which value
    st.integers(-(10**7), 10**7),  # how far the clock jumps
)
Command = tuple[int, str, int, int, int]
law = settings(suppress_health_check=list(HealthCheck), deadline=None)


def body(value: int) -> dict[str, object]:
    span = [[value, value + 3, "한빛전자는 “"[value : value + 3]]]
    return {"layer": "L", "article": ARTICLE, "type": f"T{value}", "spans": span}


def change(name: str, obj: int, value: int, replica: Replica) -> Change | None:
    target, batch = OBJECTS[obj], BATCHES[value % 2]
    listed = [[OBJECTS[n], "mention", body(value)] for n in (obj, (obj + 1) % 5)]
    match name:
        case "create":
            return Change(target, "mention", CREATE, body(value))
        case "set":
            return Change(target, "mention", SET, {"type": f"T{value}", "note": str(obj)})
        case "delete":
            return Change(target, "mention", DELETE, {})
        case "restore":
            return Change(target, "mention", RESTORE, {})
        case "bulk":
            return Change(replica.ids(), "mention", CREATE_MANY, {"objects": listed})
        case "staged":
            return Change(
                replica.ids(), "mention", CREATE_MANY, {"objects": listed, "batch": batch}
            )
        case "activate":
            return Change(batch, BATCH, CREATE, {})
        case "ignore":
            ranges = [[f"r{obj % 3 + 1}", value, value + 3]]
            return Change(batch, BATCH, SET, {"ranges": ranges, "ignored": value != 3})
        case "later":
            return Change(target, "hologram", "transmogrify", {"x": value})
        case _:
            return None


def step(replicas: Sequence[Replica], command: Command, clock: Clock) -> None:
    who, name, obj, value, jump = command
    clock.now = max(1.0, clock.now + jump)
    replica = replicas[who]
    if name == "undo":
        replica.undo()
    elif name == "redo":
        replica.redo()
    elif name == "sync":
        replica.merge(replicas[(who + 1) % 3].ops())
    elif name == "foreign":
        for op in replica.ops()[obj:][:1]:
            replica.do(Change(op.action, ACTION_KIND, UNDO, {}))
    else:
        made = change(name, obj, value, replica)
        assert made is not None
        replica.do(made)


@contextmanager
def played(script: Sequence[Command]) -> Iterator[list[Replica]]:
    clock = Clock()
    replicas = [Replica(annotator, name, clock) for annotator, name in WHO]
    try:
        for command in script:
            step(replicas, command, clock)
        yield replicas
    finally:
        for replica in replicas:
            replica.close()


@contextmanager
def fresh() -> Iterator[Replica]:
    replica = Replica("eve", "r9")
    try:
        yield replica
    finally:
        replica.close()


@law
@given(st.lists(commands, max_size=16), st.randoms(use_true_random=False))
def test_merging_gives_the_same_in_any_order_twice_or_through_a_third(
    script: list[Command], rnd: random.Random
) -> None:
    with played(script) as replicas:
        logs = [replica.ops() for replica in replicas]
    everything = {op.op_id: op for log in logs for op in log}
    expected = rebuilt(everything.values())
    for order in orders(3):
        with fresh() as third:
            for n in order:
                third.merge(logs[n])
            assert third.state() == expected
    mixed = [op for log in logs for op in log] * 2
    rnd.shuffle(mixed)
    with fresh() as third:
        for op in mixed:
            third.merge([op])
        assert third.state() == expected
        assert {op.op_id: op for op in third.ops()} == everything
        assert third.merge(mixed) == 0


@law
@given(st.lists(commands, max_size=25))
@example([(0, "create", 0, 0, 0), (0, "bulk", 0, 1, 0), (0, "undo", 0, 0, 0)])
def test_the_projection_is_the_fold_of_the_log_after_every_step(script: list[Command]) -> None:
    clock = Clock()
    replicas = [Replica(annotator, name, clock) for annotator, name in WHO]
    try:
        for command in script:
            step(replicas, command, clock)
            replica = replicas[command[0]]
            assert replica.state()[0] == replica.folded()
        for replica in replicas:
            assert replica.state() == rebuilt(replica.ops())
    finally:
        for replica in replicas:
            replica.close()


@law
@given(st.lists(commands, max_size=15), st.lists(commands, min_size=1, max_size=12))
def test_undo_all_then_redo_all_are_inverse_also_after_a_restart(
    before: list[Command], script: list[Command]
) -> None:
    own = [(0, name, obj, value, jump) for _, name, obj, value, jump in script]
    with played(before) as replicas:
        replica = replicas[0]
        replica.do(Change("x", "mention", SET, {"a": 1}), undoable=False)
        while replica.undo():
            pass
        states = [replica.state()]
        for _, name, obj, value, _ in own:
            made = change(name, obj, value, replica)
            if made is not None:
                replica.do(made)
                states.append(replica.state())
        for state in reversed(states[:-1]):
            replica.reopen()
            assert replica.undo() is not None
            assert replica.state() == state
        assert replica.undo() is None
        for state in states[1:]:
            replica.reopen()
            assert replica.redo() is not None
            assert replica.state() == state
        assert len(states) == 1 or replica.redo() is None


@law
@given(st.lists(commands, max_size=20))
def test_an_undo_never_changes_what_others_did(script: list[Command]) -> None:
    with played(script) as replicas, fresh() as bob:
        replica = replicas[0]
        replica.merge(replicas[2].ops())
        before = replica.folded()
        target = next((op for op in replica.ops() if op.annotator == "bob"), None)
        if target is not None:
            replica.do(Change(target.action, ACTION_KIND, UNDO, {}))
        assert replica.folded() == before
        bob.merge(replica.ops())
        assert live_states(fold_log(bob.ops()).values()) == before


def test_undos_of_one_action_on_two_machines_are_one_and_a_redo_takes_back_what_it_saw() -> None:
    here, there = Replica("ann", "r1"), Replica("ann", "r2")
    made = here.do(Change(OBJECTS[0], "mention", CREATE, body(0)))
    there.merge(here.ops())
    here.undo()
    there.do(Change(made.action, ACTION_KIND, UNDO, {}))
    here.merge(there.ops())
    assert here.folded() == []
    here.redo()
    assert [state[0] for state in here.folded()] == [OBJECTS[0]]
    # An undo the redo had not seen stays in force.
    there.do(Change(made.action, ACTION_KIND, UNDO, {}))
    here.merge(there.ops())
    assert here.folded() == []
    here.close()
    there.close()


def test_a_delete_wins_over_a_set_made_elsewhere_and_only_restore_brings_back() -> None:
    here, there = Replica("ann", "r1"), Replica("bob", "r3")
    here.do(Change(OBJECTS[0], "entity", CREATE, {"name": "가"}))
    there.merge(here.ops())
    here.do(Change(OBJECTS[0], "entity", DELETE, {}))
    for note in "나다라":
        there.do(Change(OBJECTS[0], "entity", SET, {"name": note}))
    here.merge(there.ops())
    assert here.folded() == []
    here.do(Change(OBJECTS[0], "entity", RESTORE, {}))
    assert here.folded() == [(OBJECTS[0], "entity", '{"name":"라"}', False)]
    here.close()
    there.close()


def test_two_values_written_apart_are_a_conflict_until_somebody_looks() -> None:
    here, there = Replica("ann", "r1"), Replica("bob", "r3")
    here.do(Change(OBJECTS[0], "entity", CREATE, {"name": "가"}))
    there.merge(here.ops())
    there.do(Change(OBJECTS[0], "entity", SET, {"name": "나"}))
    here.do(Change(OBJECTS[0], "entity", SET, {"name": "다"}))
    here.merge(there.ops())
    assert here.folded()[0][3] is True
    here.do(Change(OBJECTS[0], "entity", SET, {"name": "다"}))
    assert here.folded() == [(OBJECTS[0], "entity", '{"name":"다"}', False)]
    here.close()
    there.close()


def test_a_set_before_its_create_arrives_is_a_stub_and_invisible() -> None:
    here, there = Replica("ann", "r1"), Replica("bob", "r3")
    here.do(Change(OBJECTS[0], "entity", CREATE, {"name": "가"}))
    there.merge(here.ops())
    late = there.do(Change(OBJECTS[0], "entity", SET, {"name": "나"}))
    with fresh() as third:
        third.merge(late.ops)
        assert third.folded() == []
        state = third.recorder.projection.state(OBJECTS[0])
        assert state is not None
        assert state.stub
        third.merge(here.ops())
        assert third.folded() == [(OBJECTS[0], "entity", '{"name":"나"}', False)]
    here.close()
    there.close()


@law
@given(
    st.lists(commands, min_size=1, max_size=10),
    st.data(),
    st.sampled_from(["body", "at", "annotator", "obj", "seq", "lamport", "label", "prev"]),
)
def test_an_altered_operation_is_refused_with_all_that_came_with_it(
    script: list[Command], data: st.DataObject, field: str
) -> None:
    with played(script) as replicas:
        log = [op for replica in replicas for op in replica.ops()]
    if not log:
        return
    n = data.draw(st.integers(0, len(log) - 1))
    value = getattr(log[n], field)
    altered = replace(log[n], **{field: value + 1 if isinstance(value, int) else value + "x"})
    with fresh() as third:
        with pytest.raises(ProjectError):
            third.merge([*log[:n], altered, *log[n + 1 :]])
        assert third.ops() == []


def test_another_operation_under_a_known_id_is_refused() -> None:
    here = Replica("ann", "r1")
    (op,) = here.do(Change(OBJECTS[0], "entity", CREATE, {"name": "가"})).ops
    fields = {**fields_of(op), "body": '{"name":"나"}'}
    with pytest.raises(ProjectError) as raised:
        here.merge([Op(**fields, hash=op_hash(fields))])
    assert raised.value.message.code == "project.op_twice"
    assert here.folded() == [(OBJECTS[0], "entity", '{"name":"가"}', False)]
    here.close()


def test_a_fork_after_a_restored_copy_keeps_both_branches() -> None:
    first = Replica("ann", "r1")
    first.do(Change(OBJECTS[0], "entity", CREATE, {"name": "가"}))
    backup = first.ops()
    first.do(Change(OBJECTS[0], "entity", SET, {"name": "나"}))
    second = Replica("ann", "r1")
    second.merge(backup)
    second.do(Change(OBJECTS[1], "entity", CREATE, {"name": "다"}))
    with fresh() as third:
        third.merge(first.ops())
        third.merge(second.ops())
        assert len(third.ops()) == 3
        assert [state[2] for state in third.folded()] == ['{"name":"나"}', '{"name":"다"}']
    first.close()
    second.close()


@law
@given(st.lists(st.tuples(st.integers(-(10**10), 10**10), st.integers(0, 9)), min_size=1))
def test_the_latest_local_edit_wins_whatever_the_clock_says(steps: list[tuple[int, int]]) -> None:
    clock = Clock()
    replica = Replica("ann", "r1", clock)
    replica.do(Change(OBJECTS[0], Kind.ENTITY, CREATE, {"name": "?"}))
    for jump, value in steps:
        clock.now = clock.now + jump
        replica.do(Change(OBJECTS[0], Kind.ENTITY, SET, {"name": str(value)}))
        assert replica.folded()[0][2] == f'{{"name":"{value}"}}'
    ops = replica.ops()
    assert len({op.op_id for op in ops}) == len(ops)
    replica.close()


def test_an_ignored_batch_takes_others_operations_out_and_back_everywhere() -> None:
    here, there = Replica("ann", "r1"), Replica("bob", "r3")
    here.do(Change(OBJECTS[0], "entity", CREATE, {"name": "가"}))
    there.merge(here.ops())
    there.do(Change(OBJECTS[0], "entity", SET, {"name": "나"}))
    there.do(Change(OBJECTS[1], "entity", CREATE, {"name": "다"}))
    before = here.folded()
    here.merge(there.ops())
    both = here.folded()
    here.do(Change(BATCHES[0], BATCH, CREATE, {"ranges": [["r3", 1, 2]], "ignored": True}))
    there.merge(here.ops())
    for replica in (here, there):
        assert [state for state in replica.folded() if state[1] != BATCH] == before
        assert replica.state()[0] == replica.folded()
    here.undo()
    assert here.folded() == both
    here.close()
    there.close()

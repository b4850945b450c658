"""Who did what when, and the project as it was: in log order, whatever order rows arrived in."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.colleagues import copy_of, leading
from tests.store.kit import ARTICLE, Desk, many
from tests.store.replicas import Clock, Replica, live_states
from tests.store.test_laws import WHO, Command, commands, law, step

from juseok.core.messages import Message
from juseok.core.model import Kind, Viewer
from juseok.store.fold import ObjectState, Order, fold_log
from juseok.store.past import GoneMemory, Past
from juseok.store.reader import Reader
from juseok.store.timeline import Entry, Question, Timeline

EVERYTHING = Viewer("ann", frozenset({"L"}), "L")


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Desk]:
    with leading(tmp_path) as desk:
        yield desk


def entries(
    reader: Reader, viewer: Viewer, before: Order | None = None, **asked: str
) -> list[Entry]:
    found = reader.timeline.backwards(viewer, Question(**asked), memory=GoneMemory(), before=before)
    return [each for each in found if each is not None]


def full(desk: Desk) -> Viewer:
    with desk.project.reader() as reader:
        layers = frozenset(layer.id for layer in reader.layers())
    return Viewer(desk.project.annotator, layers, desk.project.own_layer)


def live(states: Sequence[ObjectState]) -> list[object]:
    return live_states(state for state in states if state.fields.get("article") == ARTICLE)


@law
@given(st.lists(commands, max_size=25))
def test_the_article_at_any_moment_is_the_fold_of_the_log_up_to_there(
    done: list[Command],
) -> None:
    clock = Clock()
    replicas = [Replica(annotator, name, clock) for annotator, name in WHO]
    try:
        replica, memory = replicas[0], GoneMemory()
        past = Past(replica.recorder.db, replica.recorder.names, replica.recorder.projection)
        for command in done:
            step(replicas, command, clock)
            past.states(EVERYTHING, ARTICLE, (0, "", ""), memory)  # remembers, step by step
        ops = sorted(replica.ops(), key=lambda op: op.order)
        for number, op in enumerate(ops, start=1):
            found = past.states(EVERYTHING, ARTICLE, op.order, memory)
            assert live(found) == live(list(fold_log(ops[:number]).values()))
        if ops:
            (objects, *_) = replica.state()
            assert live(found) == [each for each in objects if each[1] == "mention"]
    finally:
        for each in replicas:
            each.close()


@law
@given(st.lists(commands, max_size=25), st.integers(1, 3))
def test_pages_give_every_action_once_in_log_order(done: list[Command], size: int) -> None:
    clock = Clock()
    replicas = [Replica(annotator, name, clock) for annotator, name in WHO]
    try:
        for command in done:
            step(replicas, command, clock)
        recorder = replicas[1].recorder
        past = Past(recorder.db, recorder.names, recorder.projection)
        timeline = Timeline(recorder.db, recorder.names, past)
        labelled = sorted((op.order for op in replicas[1].ops() if op.label), reverse=True)
        found: list[Order] = []
        before: Order | None = None
        while True:
            rows = timeline.backwards(EVERYTHING, Question(), memory=GoneMemory(), before=before)
            page = [entry.order for entry in islice(rows, size) if entry is not None]
            if not page:
                break
            found += page
            before = page[-1]
        assert found == labelled
        ends = (op.order for op in replicas[1].ops())
        assert timeline.last() == max(ends, default=None)
    finally:
        for each in replicas:
            each.close()


def test_two_merged_files_show_the_actions_of_both_in_one_order(lead: Desk, tmp_path: Path) -> None:
    other = copy_of(lead, 1, tmp_path)
    theirs = other.mention(7, 10)
    mine = lead.mention()
    with other.project.reader() as reader:
        ops = list(reader.all_ops())
    other.project.close()
    merged = Message("undo.exchange.merge", name="동료1.juseok")
    lead.project.merge_ops(ops, note=merged)
    with lead.project.reader() as reader:
        found = entries(reader, full(lead))
        assert [entry.label for entry in found].count(merged) == 1
        assert {entry.obj for entry in found} >= {mine, theirs}
        assert [entry.order for entry in found] == sorted(
            (entry.order for entry in found), reverse=True
        )
        (only,) = entries(reader, full(lead), obj=theirs)
        assert only.annotator == other.project.annotator


def test_an_annotator_who_works_blind_sees_nothing_of_other_layers(
    lead: Desk, tmp_path: Path
) -> None:
    other = copy_of(lead, 1, tmp_path)
    theirs = other.mention(7, 10)
    other.delete(theirs)
    other.project.writer.undo().result()
    entity = other.entity("누리칩")
    with other.project.reader() as reader:
        ops = list(reader.all_ops())
    other.project.close()
    lead.project.merge_ops(ops)
    mine = lead.mention()
    with lead.project.reader() as reader:
        viewer = lead.project.viewer()
        found = entries(reader, viewer)
        assert theirs not in {entry.obj for entry in found}
        assert {mine, entity} <= {entry.obj for entry in found}
        assert entries(reader, viewer, obj=theirs) == []
        memory, last = GoneMemory(), reader.timeline.last()
        assert last is not None
        states = reader.past.states(viewer, ARTICLE, last, memory)
        assert [s.obj for s in states if s.kind == Kind.MENTION] == [mine]
        everything = reader.past.states(full(lead), ARTICLE, last, memory)
        assert {s.obj for s in everything if s.kind == Kind.MENTION} == {mine, theirs}


def test_an_article_s_history_has_what_is_gone_and_its_undoing(desk: Desk) -> None:
    gone = desk.mention()
    desk.project.writer.undo().result()
    kept = desk.mention(7, 10)
    desk.delete(kept)
    desk.entity("한빛전자")
    with desk.project.reader() as reader:
        found = entries(reader, full(desk), article=ARTICLE)
        verbs = [entry.verb for entry in found]
        assert verbs == ["delete", "create", "undo", "create", "create"]
        assert [entry.article for entry in found[:4]] == [ARTICLE] * 4
        assert [e.verb for e in entries(reader, full(desk), obj=gone)] == ["undo", "create"]
        assert len(entries(reader, full(desk), kind="entity")) == 1
        assert entries(reader, full(desk), annotator="nobody") == []


def test_times_narrow_a_history(desk: Desk) -> None:
    desk.mention()
    with desk.project.reader() as reader:
        at = entries(reader, full(desk))[0].at
        assert entries(reader, full(desk), since=at)
        assert entries(reader, full(desk), since="2999-01-01T00:00:00.000Z") == []
        assert at not in {e.at for e in entries(reader, full(desk), until=at)}


def test_objects_of_a_bulk_action_have_their_history(desk: Desk) -> None:
    change = many(desk, 3)
    desk.do(change)
    first = str(change.body["objects"][0][0])
    desk.delete(first)
    with desk.project.reader() as reader:
        memory = GoneMemory()
        found = entries(reader, full(desk), obj=first)
        assert [entry.verb for entry in found] == ["delete", "create-many"]
        before = reader.timeline.moment(found[1].action)
        assert before is not None
        states = reader.past.states(full(desk), ARTICLE, before, memory)
        assert first in {state.obj for state in states}
    desk.project.writer.undo().result()
    desk.project.writer.undo().result()
    with desk.project.reader() as reader:
        last = reader.timeline.last()
        assert last is not None
        states = reader.past.states(full(desk), ARTICLE, last, memory)
        assert not [state for state in states if state.kind == Kind.MENTION]
        assert len(reader.past.states(full(desk), ARTICLE, before, memory)) > 3

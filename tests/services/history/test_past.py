"""An article as it was, what differs from today, and bringing it back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.colleagues import leading
from tests.store.kit import ARTICLE, Desk
from tests.store.replicas import Clock, Replica
from tests.store.test_laws import WHO, Command, commands, law, step

from juseok.core.errors import KnownError
from juseok.core.model import Kind, Viewer
from juseok.core.ops import DELETE, SET, Change
from juseok.core.records import from_fields
from juseok.services.history.past import (
    Restoring,
    article_at,
    bring_back,
    differences,
    read_restoring,
)
from juseok.store.fold import Order
from juseok.store.past import GoneMemory, Past

EVERYTHING = Viewer("ann", frozenset({"L"}), "L")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with leading(tmp_path) as found:
        yield found


def restoring(past: Past, memory: GoneMemory, moment: Order, last: Order) -> Restoring:
    then = {s.obj: s for s in past.states(EVERYTHING, ARTICLE, moment, memory)}
    live = {s.obj for s in past.states(EVERYTHING, ARTICLE, last, memory)}
    now = {s.obj: s for s in past.objects(EVERYTHING, sorted({*then, *live}), last)}
    return Restoring(then, now)


def records(past: Past, memory: GoneMemory, moment: Order) -> list[object]:
    states = past.states(EVERYTHING, ARTICLE, moment, memory)
    return [from_fields(state.kind, state.obj, state.fields) for state in states]


@law
@given(st.lists(commands, min_size=1, max_size=25), st.data())
def test_what_is_brought_back_is_as_it_was_and_undo_takes_it_back(
    done: list[Command], data: st.DataObject
) -> None:
    clock = Clock()
    replicas = [Replica(annotator, name, clock) for annotator, name in WHO]
    try:
        for command in done:
            step(replicas, command, clock)
        replica, memory = replicas[0], GoneMemory()
        past = Past(replica.recorder.db, replica.recorder.names, replica.recorder.projection)
        ops = sorted(replica.ops(), key=lambda op: op.order)
        if not ops:
            return
        moment = data.draw(st.sampled_from([op.order for op in ops]))
        wanted = records(past, memory, moment)
        before = replica.state()
        held = restoring(past, memory, moment, ops[-1].order)
        action = bring_back(held=held, article=ARTICLE, when="")
        if action is None:
            assert records(past, memory, ops[-1].order) == wanted
            return
        replica.do(*action.changes)
        last = max(op.order for op in replica.ops())
        assert records(past, memory, last) == wanted
        again = restoring(past, memory, moment, last)
        assert bring_back(held=again, article=ARTICLE, when="") is None
        replica.undo()
        assert replica.state() == before
    finally:
        for each in replicas:
            each.close()


def end(desk: Desk) -> Order:
    with desk.project.reader() as reader:
        found = reader.timeline.last()
    assert found is not None
    return found


def test_an_object_comes_back_with_what_it_leads_to(desk: Desk) -> None:
    entity = desk.entity("한빛전자")
    mention, other = desk.mention(entity=entity), desk.mention(7, 10)
    moment = end(desk)
    desk.do(Change(mention, Kind.MENTION, DELETE, {}), Change(entity, Kind.ENTITY, DELETE, {}))
    desk.set(other, type="PER")
    before = desk.dump()
    with desk.project.reader() as reader:
        held = read_restoring(reader, desk.project.viewer(), ARTICLE, moment, memory=GoneMemory())
    action = bring_back(held=held, article=ARTICLE, when="어제", only=mention)
    assert action is not None
    desk.project.writer.commit(action)
    kinds = {each.id: each.type for each in desk.mentions()}
    assert kinds == {mention: "ORG", other: "PER"}
    with desk.project.reader() as reader:
        state = reader.fields(entity)
        assert state is not None
        assert state.live
    desk.project.writer.undo().result()
    assert desk.dump() == before
    with pytest.raises(KnownError, match="was not there"):
        bring_back(held=held, article=ARTICLE, when="어제", only="nothing")


def test_differences_tell_what_was_added_removed_and_changed(desk: Desk) -> None:
    gone, changed = desk.mention(), desk.mention(7, 10)
    memory, viewer, first = GoneMemory(), desk.project.viewer(), end(desk)
    desk.delete(gone)
    desk.do(Change(changed, Kind.MENTION, SET, {"type": "PER"}))
    added = desk.mention(20, 22)
    with desk.project.reader() as reader:
        before = article_at(reader, viewer, ARTICLE, first, memory=memory)
        after = article_at(reader, viewer, ARTICLE, end(desk), memory=memory)
    found = differences(before.states, after.states, layer=desk.project.own_layer)
    assert [(each.obj, each.sort, each.fields) for each in found] == [
        (gone, "removed", ()),
        (changed, "changed", ("type",)),
        (added, "added", ()),
    ]
    assert differences(before.states, after.states, layer="another") == ()
    assert [each.id for each in before.annotations.mentions] == [gone, changed]
    assert before.article.text == after.article.text

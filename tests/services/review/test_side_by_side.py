"""Layers side by side: today and as they were, who may see them, and which articles differ."""

from dataclasses import replace

import pytest
from tests.ui.kit import article_of, make_project
from tests.ui.review.team import OTHER, THEIRS, divide, finished, tagged

from juseok.core.errors import KnownError
from juseok.core.layer_diff import RowState, differing
from juseok.core.messages import Message
from juseok.core.model import Annotator, Kind, Layer
from juseok.core.ops import CREATE, DELETE, SET, Action, Change
from juseok.core.records import to_body
from juseok.core.review_model import Campaign, gold_layer_id
from juseok.services.campaigns import campaigns
from juseok.services.edits import create
from juseok.services.entities.index import EntityIndex
from juseok.services.review.side_by_side import (
    Side,
    compare,
    differing_apart,
    differing_articles,
    find_layer,
    first_choice,
    read_sight,
    source_of,
    voices,
)
from juseok.services.worker import Port
from juseok.store.identity import Identity
from juseok.store.past import GoneMemory

LEAD = Annotator("책임", "책임자", roles=("lead",))


@pytest.fixture
def project(tmp_path):
    me = Identity("11111111-1111-4111-8111-111111111111", "박기자", tmp_path / "state")
    with make_project(tmp_path / "뉴스.juseok", me) as project:
        divide(project)
        yield project


def do(project, *changes):
    return project.writer.commit(Action(Message("history.unknown"), changes, undoable=False))


def blindly(project):
    """Both annotate the three articles blind; a lead has made the campaign."""
    do(project, Change(LEAD.id, Kind.ANNOTATOR, CREATE, to_body(LEAD)))
    project.writer.commit(
        campaigns.make_campaign(
            ids=project.ids, campaign=Campaign("", "1차"),
            articles=[article_of(n) for n in range(3)], people=[project.annotator, OTHER],
        )
    )  # fmt: skip


def found(project, *sides, article=0):
    with project.reader() as reader:
        sight = read_sight(reader, project.viewer())
        return compare(
            reader=reader, sight=sight, article=article_of(article), sides=sides,
            scheme=reader.scheme(), memory=GoneMemory(),
            same=EntityIndex.read(reader, sight.entities).representative,
        )  # fmt: skip


def told(rows):
    return [(row.sort, row.words, row.state) for row in rows if row.state is not RowState.SAME]


def test_two_annotators_today(project):
    both = found(project, Side(project.own_layer), Side(THEIRS))
    assert told(both.rows) == [
        ("mention", "부산", "changed"), ("mention", "김하늘", "changed"),
        ("mention", "1조원", "added"),
    ]  # fmt: skip
    assert [each.id for each in both.annotations[0].mentions] == ["a1", "a2", "a3"]
    assert [v.person.name for v in both.voices] == ["박기자", "이가온"]
    assert {(v.count, v.state) for v in both.voices} == {(3, "finished"), (4, "finished")}


def test_one_layer_at_two_times_and_behind_a_step(project):
    layer = project.own_layer
    do(project, Change("a3", Kind.MENTION, DELETE, {}))
    with project.reader() as reader:
        entries = list(_history(reader, project))
    deleted = entries[0].action
    do(project, Change("a2", Kind.MENTION, SET, {"type": "ORG"}))
    before = found(project, Side(layer, at="2001-01-01T00:00:00.000Z"), Side(layer))
    assert told(before.rows) == [
        ("mention", "한빛전자", "added"), ("mention", "부산", "added"),
    ]  # fmt: skip
    since = found(project, Side(layer, action=deleted), Side(layer))
    assert told(since.rows) == [("mention", "부산", "changed")]
    assert not differing(found(project, Side(layer), Side(layer)).rows)
    assert not differing(found(project, Side(layer, at="2999-01-01T00:00:00.000Z"),
                               Side(layer)).rows)  # fmt: skip
    with pytest.raises(KnownError, match="no such step"):
        found(project, Side(layer, action="never"), Side(layer))


def _history(reader, project):
    from juseok.store.timeline import Question

    viewer = replace(project.viewer(), visible_layers=frozenset({project.own_layer}))
    asked = Question(article=article_of(0))
    return (e for e in reader.timeline.backwards(viewer, asked, memory=GoneMemory()) if e)


def test_all_articles_that_differ_are_found_here_and_in_another_process(project):
    sides = (Side(project.own_layer), Side(THEIRS))
    steps = []
    with project.reader() as reader:
        sight = read_sight(reader, project.viewer())
        listed = list(differing_articles(reader, sight, sides,
                                         progress=lambda *each: steps.append(each)))  # fmt: skip
    assert listed == [(article_of(0), 3, 5), (article_of(1), 1, 1)]
    assert steps[-1] == (2, 2)
    pieces = []
    assert differing_apart(Port(pieces.append), source_of(project), sides) == 2
    assert [each for piece in pieces if isinstance(piece, list) for each in piece] == listed
    past = (Side(project.own_layer, at="2001-01-01T00:00:00.000Z"), Side(project.own_layer))
    with project.reader() as reader:
        assert len(list(differing_articles(reader, sight, past))) == 2


def test_the_first_choice_is_who_worked_here(project):
    with project.reader() as reader:
        sight = read_sight(reader, project.viewer())
        held = voices(reader, sight.on(article_of(0)), article_of(0))
        assert first_choice(held, since="t") == (Side(project.own_layer), Side(THEIRS))
        alone = voices(reader, sight.own, article_of(0))
        own = project.own_layer
        assert first_choice(alone, since="t") == (Side(own, at="t"), Side(own))


def test_a_layer_is_named_by_its_annotator_or_gold(project):
    do(project, create_layer())
    with project.reader() as reader:
        sight = read_sight(reader, project.viewer())
        for name in ("이가온", OTHER, THEIRS):
            assert find_layer(reader, sight.full, name).id == THEIRS
        assert find_layer(reader, sight.full, "gold").id == gold_layer_id()
        with pytest.raises(KnownError, match="박기자, 이가온"):
            find_layer(reader, sight.full, "아무개")
        with pytest.raises(KnownError, match="before you have finished"):
            find_layer(reader, sight.own, "이가온")


def create_layer():
    gold = Layer(gold_layer_id(), "gold")
    return Change(gold.id, Kind.LAYER, CREATE, to_body(gold))


# -- blindness


def seen(project, article=0):
    with project.reader() as reader:
        return read_sight(reader, project.viewer()).on(article_of(article)).visible_layers


def test_who_annotates_blind_sees_nobody_before_the_review(project):
    blindly(project)
    own = {project.own_layer, project.register_layer}
    assert seen(project) == own
    for sides in ((Side(project.own_layer), Side(THEIRS)),
                  (Side(THEIRS, at="2999-01-01T00:00:00.000Z"), Side(project.own_layer)),
                  (Side(gold_layer_id()), Side(project.own_layer))):  # fmt: skip
        with pytest.raises(KnownError, match="before you have finished"):
            found(project, *sides)
        with project.reader() as reader:
            sight = read_sight(reader, project.viewer())
            assert not list(differing_articles(reader, sight, sides))
    mine = found(project, Side(project.own_layer), Side(project.own_layer))
    assert [each.layer.id for each in mine.voices] == [project.own_layer]


def test_what_a_colleague_does_changes_nothing_that_one_sees(project):
    blindly(project)
    own = Side(project.own_layer, at="2001-01-01T00:00:00.000Z"), Side(project.own_layer)
    before = repr(found(project, *own))
    do(project, create(tagged("b9", THEIRS, "한빛전자", "PRD")), finished(THEIRS, 2))
    assert repr(found(project, *own)) == before


def test_a_lead_who_annotates_blind_waits_for_the_finish_of_each_article(project):
    blindly(project)
    do(project, Change(project.annotator, Kind.ANNOTATOR, SET, {"roles": ["annotator", "lead"]}))
    assert THEIRS not in seen(project, 2)
    with project.reader() as reader:
        state = read_sight(reader, project.viewer()).team.state_on(project.annotator, article_of(2))
    assert state is not None
    project.writer.commit(
        campaigns.set_passes(
            state=state, annotator=project.annotator, layer=project.own_layer,
            article=article_of(2), title="회의 열려",
        )
    )  # fmt: skip
    assert THEIRS in seen(project, 2)
    assert THEIRS not in seen(project, 1)

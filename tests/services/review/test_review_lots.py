"""What only one annotator did is judged by sample, and then accepted or returned as a lot."""

import pytest
from tests.ui.kit import article_of, make_project
from tests.ui.review.team import OTHER, THEIRS, divide, finished, tagged

from juseok.core.messages import Message
from juseok.core.model import Kind, Viewer
from juseok.core.ops import SET, Action, Change
from juseok.core.review_model import review_state_id
from juseok.services.campaigns.reading import Team
from juseok.services.edits import create
from juseok.services.review import reviewing
from juseok.services.review.gold import Rule, gold_by_rule
from juseok.services.review.lots import lots, return_lot
from juseok.services.review.page import read_page, sight_of
from juseok.store.identity import Identity


@pytest.fixture
def project(tmp_path):
    identity = Identity("11111111-1111-4111-8111-111111111111", "박기자", tmp_path / "state")
    with make_project(tmp_path / "p.juseok", identity) as project:
        divide(project)
        changes = (
            create(tagged("c1", THEIRS, "서울", "LOC", article=2)),
            create(tagged("c2", THEIRS, "회의", "EVENT", article=2)),
            finished(THEIRS, 2),
        )
        project.writer.commit(Action(Message("history.unknown"), changes, undoable=False))
        yield project


def read(project):
    with project.reader() as reader:
        sight = sight_of(
            reader, annotator=project.annotator, own_layer=project.own_layer,
            register_layer=project.register_layer,
        )  # fmt: skip
        page = read_page(reader, sight, article_of(2), scheme=reader.scheme())
        return page, lots(reader, sight, reader.reviews.waiting(sight.annotators))


def judge(project, decision):
    page, _ = read(project)
    project.writer.commit(reviewing.make_gold())
    action = reviewing.decide(
        page=page, judged=page.judged[0], decision=decision, annotator=project.annotator,
        reason="type",
    )  # fmt: skip
    project.writer.commit(action)


def test_a_lot_is_what_nobody_else_did(project):
    _, (lot,) = read(project)
    assert (lot.layer, lot.articles) == (THEIRS, (article_of(2),))
    assert lot.wrong.value is None  # nothing is judged: no rate, and not 0


def test_the_error_rate_counts_what_was_judged_and_says_how_sure(project):
    judge(project, "reject")
    _, (lot,) = read(project)
    assert (lot.wrong.count, lot.wrong.n) == (1, 1)
    assert lot.wrong.low < 0.3


def test_a_lot_is_accepted_but_for_what_was_judged(project):
    judge(project, "reject")
    _, (lot,) = read(project)
    found = gold_by_rule(project=project, rule=Rule("threshold", 1, lot.articles))
    assert (found.articles, found.accepted, found.left) == (1, 1, 0)
    page, _ = read(project)
    assert len(page.gold.mentions) == 1


def test_a_lot_is_returned_to_its_annotator_who_takes_it_up_again(project):
    _, (lot,) = read(project)
    project.writer.commit(return_lot(lot=lot, team=Team(), reviewer=project.annotator))
    with project.reader() as reader:
        theirs = Viewer(OTHER, frozenset({THEIRS}), THEIRS)
        assert reader.article_state(theirs, article_of(2)).state == "in_progress"
        assert reader.fields(review_state_id("", article_of(2))) is None
    assert read(project)[1] == []  # nothing of it waits
    project.writer.undo().result()
    assert read(project)[1] == [lot]


def test_the_error_rate_leaves_out_what_was_judged_before_an_edit(project):
    judge(project, "reject")
    page, (lot,) = read(project)
    (judged,) = [each for each in page.judged if each.verdict is not None]
    (record,) = judged.item.members[THEIRS]
    change = Change(record.id, Kind.MENTION, SET, {"type": "ORG"})
    project.writer.commit(Action(Message("history.unknown"), (change,)))
    assert read(project)[1][0].wrong.n == 0
    assert lot.wrong.n == 1


def test_the_error_rate_leaves_out_what_a_rule_took(project):
    judge(project, "reject")
    gold_by_rule(project=project, rule=Rule("threshold", 1, [article_of(2)]))
    _, (lot,) = read(project)
    assert (lot.wrong.count, lot.wrong.n) == (1, 1)
    page, _ = read(project)
    choices = [(each, THEIRS) for each in page.judged if each.item.members]
    project.writer.commit(
        reviewing.accept_all(
            page=page, choices=choices, annotator=project.annotator, code="everything"
        )
    )
    assert read(project)[1][0].wrong.n == 0
    project.writer.undo().result()
    assert read(project)[1][0].wrong.n == 1


def test_the_error_rate_is_of_the_sample(project):
    judge(project, "reject")
    with project.reader() as reader:
        sight = sight_of(
            reader, annotator=project.annotator, own_layer=project.own_layer,
            register_layer=project.register_layer,
        )  # fmt: skip
        waiting = reader.reviews.waiting(sight.annotators)
        counted = [lots(reader, sight, waiting, sample=n)[0].wrong.n for n in (0, 50, 100)]
    assert counted[0] == 0
    assert counted == sorted(counted)
    assert counted[-1] == 1

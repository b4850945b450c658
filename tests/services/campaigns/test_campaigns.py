"""Campaigns in a project: made, worked through, reassigned, returned, and undone."""

from tests.services.office import ARTICLES

from juseok.core.model import ArticleState
from juseok.core.review_model import PASSES, gold_layer_id
from juseok.services.agreement.returning import send_back
from juseok.services.campaigns import campaigns
from juseok.services.campaigns.people import add_person, with_looks
from juseok.services.campaigns.reading import own_states, sight_on
from juseok.store.campaigning import Stands
from juseok.store.identity import own_layer_id


def test_a_campaign_gives_each_article_to_both_and_makes_a_lead(office):
    assert office.next(office.me) is None
    office.make()
    assert len(office.state.queue(office.me)) == len(office.state.queue(office.you)) == 3
    assert office.team.has_role(office.me, "lead")
    assert not office.team.has_role(office.you, "lead", "reviewer")
    office.project.writer.undo().result()
    assert not office.team.campaigns


def test_next_takes_what_is_returned_first_then_goes_on_behind(office):
    office.make()
    queue = [each.article for each in office.state.queue(office.me)]
    assert office.next(office.me, queue[0]) == queue[1]
    office.finish(office.me, queue[1])
    assert office.next(office.me, queue[0]) == queue[2]
    assert office.next(office.me, queue[2]) == queue[0]
    office.do(
        campaigns.set_review(
            state=office.state, article=queue[1], title="", side="returned",
            reviewer=office.me, note="경계를 다시",
        )
    )  # fmt: skip
    assert office.next(office.me, queue[0]) == queue[1]
    assert office.state.side(office.me, queue[1]) == "returned"
    assert office.state.side(office.you, queue[1]) == "new"
    for article in queue:
        office.finish(office.me, article)
    assert office.next(office.me, queue[0]) == ""


def test_a_pass_that_is_finished_says_that_there_is_nothing(office):
    office.make()
    article = ARTICLES[0]
    office.finish(office.me, article, ["claims"])
    assert office.state.pass_states(office.me, article) == {
        "mentions": "new", "claims": "finished", "relationships": "new",
    }  # fmt: skip
    assert office.state.side(office.me, article) == "in_progress"
    office.finish(office.me, article)
    with office.project.reader() as reader:
        state = reader.article_state(office.project.viewer(), article)
    assert state == ArticleState(office.project.own_layer, article, "finished")
    office.project.writer.undo().result()
    assert office.state.side(office.me, article) == "in_progress"


def test_the_two_sides_are_apart(office):
    office.make()
    office.finish(office.me, ARTICLES[0])
    assert office.state.reviewer_side(ARTICLES[0]) == "waiting"
    office.do(
        campaigns.set_review(
            state=office.state, article=ARTICLES[0], title="", side="gold", reviewer=office.me
        )
    )
    assert office.state.side(office.me, ARTICLES[0]) == "finished"
    assert office.state.side(office.you, ARTICLES[0]) == "new"
    assert office.state.reviewer_side(ARTICLES[0]) == "gold"


def test_what_was_returned_is_finished_and_returned_again(office):
    office.make()
    article = ARTICLES[0]

    def returned():
        return campaigns.set_review(
            state=office.state, article=article, title="", side="returned", reviewer=office.me
        )

    for who in (office.me, office.you):
        office.finish(who, article)
    for _ in range(2):
        office.do(returned())
        assert returned() is None
        assert {office.state.side(who, article) for who in (office.me, office.you)} == {"returned"}
        office.finish(office.me, article)
        assert office.state.reviewer_side(article) == "returned"  # the other is still at it
        office.finish(office.you, article)
        assert office.state.reviewer_side(article) == "waiting"
    office.project.writer.undo().result()
    assert office.state.reviewer_side(article) == "returned"


def test_articles_of_low_agreement_are_sent_back_twice(office):
    office.make()
    article = ARTICLES[0]
    how = {"titles": {article: "제목"}, "reviewer": office.me}
    for _ in range(2):
        office.finish(office.you, article)
        office.do(send_back(states=office.team.states, **how))
        assert office.state.side(office.you, article) == "returned"
        assert send_back(states=office.team.states, **how) is None


def test_who_drops_out_keeps_what_is_finished(office):
    office.make(per_article=1)
    mine = [each.article for each in office.state.queue(office.me)]
    office.finish(office.me, mine[0])
    assert campaigns.drop_out(
        ids=office.project.ids, state=office.state, annotator=office.me, people=[office.you]
    ) or len(mine) == 1  # fmt: skip
    if len(mine) > 1:
        office.do(
            campaigns.drop_out(
                ids=office.project.ids, state=office.state, annotator=office.me,
                people=[office.me, office.you],
            )
        )  # fmt: skip
    assert [each.article for each in office.state.queue(office.me)] == [mine[0]]
    assert {e.article for e in office.state.active} == set(ARTICLES)


def test_a_blind_campaign_shows_nobody_else_before_the_review(office):
    office.make()
    article, own = ARTICLES[0], office.project.viewer()
    theirs, gold = own_layer_id(office.you), gold_layer_id()
    for who in (office.me, office.you):
        office.finish(who, article)
    assert sight_on(office.team, viewer=own, article=article) == own
    office.do(
        campaigns.set_review(
            state=office.state, article=article, title="", side="reviewed", reviewer=office.me
        )
    )
    seen = sight_on(office.team, viewer=own, article=article).visible_layers
    assert {theirs, gold} <= seen
    assert sight_on(office.team, viewer=own, article=ARTICLES[1]) == own


def test_an_open_campaign_shows_the_others_once_one_has_finished(office):
    office.make(blind=False)
    article, own = ARTICLES[0], office.project.viewer()
    office.finish(office.you, article)
    assert sight_on(office.team, viewer=own, article=article) == own
    office.finish(office.me, article)
    seen = sight_on(office.team, viewer=own, article=article).visible_layers
    assert seen == own.visible_layers | {own_layer_id(office.you), own.own_layer}


def test_many_assignments_are_one_row_and_everybody_is_told_apart(office):
    office.make(articles=[f"x{n}" for n in range(60)])
    assert len(office.state.active) == 120
    looks = with_looks(office.team.people)
    assert len({each.letter for each in looks}) == len({each.color for each in looks}) == 2
    assert office.state.campaign.passes == PASSES


def test_what_is_read_of_some_articles_makes_the_team_what_a_whole_reading_gives(office):
    office.make()
    held = office.team
    first, second, third = ARTICLES

    def returned():
        office.do(
            campaigns.set_review(
                state=office.state, article=first, title="", side="returned", reviewer=office.me
            )
        )

    steps = [
        (lambda: office.finish(office.me, first, ["claims"]), first),
        (lambda: office.finish(office.me, first), first),
        (lambda: office.finish(office.you, second), second),
        (returned, first),
        (lambda: office.project.writer.undo().result(), first),
        (lambda: office.project.writer.undo().result(), second),
    ]
    for step, article in steps:
        step()
        with office.project.reader() as reader:
            held = held.after(reader.campaigns.stands({article, third}))
        assert held == office.team
        for found, whole in zip(held.states, office.team.states, strict=True):
            assert found.progress() == whole.progress()
    assert held.after(Stands(frozenset({"elsewhere"}), {}, {}, {})) == held


def test_own_states_hold_ones_own_part_alone(office):
    office.make()
    office.finish(office.me, ARTICLES[1])
    office.finish(office.you, ARTICLES[2])
    with office.project.reader() as reader:
        (own,) = own_states(reader, office.project.viewer())
    assert {each.annotator for each in own.assignments} == {office.me}
    assert own.queue(office.me) == office.state.queue(office.me)
    for article in ARTICLES:
        assert own.side(office.me, article) == office.state.side(office.me, article)


def test_who_comes_later_takes_nobodys_look(office):
    before = {each.id: each for each in with_looks(office.team.people)}
    for name in ("가나다", "하하하"):
        office.do(add_person(ids=office.project.ids, name=name, people=office.team.people))
    after = {each.id: each for each in with_looks(office.team.people)}
    assert {id_: after[id_] for id_ in before} == before
    assert len({each.letter for each in after.values()}) == 4
    assert len({each.pattern for each in after.values()}) == 4

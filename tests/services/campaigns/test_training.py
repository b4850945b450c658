"""Training articles: compared with gold when they are finished, and a gate behind them."""

from tests.services.office import ARTICLES, Office
from tests.ui.kit import ARTICLES as TEXTS
from tests.ui.kit import LABEL

from juseok.core.brief import Brief
from juseok.core.model import Kind, Layer, Mention
from juseok.core.ops import CREATE, Action, Change
from juseok.core.records import to_body
from juseok.core.review_model import Campaign, gold_layer_id
from juseok.core.spans import make_span
from juseok.services.campaigns import campaigns
from juseok.services.campaigns.people import add_person
from juseok.services.campaigns.training import compare, feedback, score
from juseok.store.articles import ArticleQuery


def tag(office, layer, quote, kind="ORG"):
    text = TEXTS[0][2]
    start = text.index(quote)
    made = Mention(
        office.project.ids(), layer, ARTICLES[0], kind,
        (make_span(text, start, start + len(quote)),),
    )  # fmt: skip
    change = Change(made.id, Kind.MENTION, CREATE, to_body(made))
    office.project.writer.commit(Action(LABEL, (change,)))


def taught(office: Office, gate: float):
    project = office.project
    gold = Layer(gold_layer_id(), "gold")
    change = Change(gold.id, Kind.LAYER, CREATE, to_body(gold))
    project.writer.commit(Action(LABEL, (change,)))
    for quote in ("한빛전자", "부산"):
        tag(office, gold.id, quote)
    office.do(
        campaigns.make_campaign(
            ids=project.ids, campaign=Campaign("", "연습", gate=gate), articles=ARTICLES,
            people=[office.me, office.you], training=ARTICLES[:1],
        )
    )  # fmt: skip


def test_nothing_compared_is_no_score():
    assert compare((), ()).f1 is None


def test_training_comes_first_and_the_gate_holds_who_is_not_good_enough(office):
    taught(office, 0.6)
    assert office.state.queue(office.me)[0].article == ARTICLES[0]
    assert office.next(office.me) == ARTICLES[0]
    tag(office, office.project.own_layer, "한빛전자")
    tag(office, office.project.own_layer, "부산", "LOC")
    office.finish(office.me, ARTICLES[0])
    with office.project.reader() as reader:
        found = feedback(reader, office.project.viewer(), ARTICLES[0])
        assert score(reader, office.project.viewer(), office.state) == found.f1 == 0.5
    assert [len(each) for each in (found.right, found.extra, found.missed)] == [1, 1, 1]
    assert office.next(office.me, ARTICLES[0]) == ""
    tag(office, office.project.own_layer, "부산")
    assert office.next(office.me, ARTICLES[0]) in ARTICLES[1:]


def test_the_list_filters_ones_own_and_shows_what_was_returned(office):
    with office.project.reader() as reader:
        assert reader.article_ids(office.project.viewer(), ArticleQuery(mine=True)) == []
    office.make(articles=ARTICLES[:2])
    office.finish(office.me, ARTICLES[1])
    office.do(
        campaigns.set_review(
            state=office.state, article=ARTICLES[1], title="", side="returned", reviewer="r"
        )
    )
    office.do(add_person(ids=office.project.ids, name="최다온"))
    viewer = office.project.viewer()
    with office.project.reader() as reader:
        assert reader.article_ids(viewer, ArticleQuery(mine=True)) == ARTICLES[:2]
        rows = reader.article_rows(viewer, ARTICLES)
    assert [row.asked for row in rows] == ["mine", "returned", ""]


def test_gold_of_what_is_not_asked_for_is_not_missed(office):
    taught(office, 0.0)
    tag(office, office.project.own_layer, "한빛전자")
    office.finish(office.me, ARTICLES[0])
    tag(office, gold_layer_id(), "김하늘", "PER")
    with office.project.reader() as reader:
        viewer = office.project.viewer()
        whole = feedback(reader, viewer, ARTICLES[0])
        asked = feedback(reader, viewer, ARTICLES[0], Brief(types=frozenset({"ORG"})))
    assert {each.type for each in whole.missed} == {"ORG", "PER"}
    assert {each.type for each in asked.missed} == {"ORG"}

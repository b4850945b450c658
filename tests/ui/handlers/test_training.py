"""Training in the window: told as soon as an article is finished, each place on asking, a gate."""

import pytest
from tests.ui.hands import settled, tag
from tests.ui.kit import ARTICLES, article_of

from juseok.core.messages import Message
from juseok.core.model import Kind, Layer, Mention
from juseok.core.ops import CREATE, Action, Change
from juseok.core.records import to_body
from juseok.core.review_model import Campaign, gold_layer_id
from juseok.core.spans import make_span
from juseok.services.campaigns.campaigns import make_campaign, set_passes
from juseok.ui.campaigning import Campaigning

GOLD = gold_layer_id()


def mention(name, quote, kind):
    start = ARTICLES[0][2].index(quote)
    spans = (make_span(ARTICLES[0][2], start, start + len(quote)),)
    return Mention(name, GOLD, article_of(0), kind, spans)


@pytest.fixture
def session(session):
    records = [
        (Kind.LAYER, Layer(GOLD, "gold")),
        (Kind.MENTION, mention("g1", "한빛전자", "ORG")),
        (Kind.MENTION, mention("g2", "김하늘", "PERSON")),
    ]
    changes = tuple(Change(e.id, kind, CREATE, to_body(e)) for kind, e in records)
    session.project.writer.commit(Action(Message("history.unknown"), changes, undoable=False))
    session.project.writer.commit(
        make_campaign(
            ids=session.project.ids, campaign=Campaign("", "연습", gate=0.9),
            articles=[article_of(n) for n in range(3)], people=[session.project.annotator],
            training=[article_of(0)],
        )
    )  # fmt: skip
    return session


def test_a_training_article_is_told_at_once_and_listed_place_by_place(window, session, qtbot):
    window.router.complete()
    found = Campaigning.of(session)
    qtbot.waitUntil(lambda: bool(found.team.states))
    spec = window.router.spec("campaign.training")
    assert not window.router.is_enabled(spec)
    tag(window, "한빛전자", "W")
    settled(window, qtbot)
    session.apply(
        set_passes(
            state=found.team.states[0], annotator=found.me, layer=session.layer,
            article=article_of(0), title="",
        )
    )  # fmt: skip
    qtbot.waitUntil(lambda: "Training: F1 0.67; 1 right" in window.status.text)
    assert "김하늘" in window.status.text
    qtbot.waitUntil(lambda: window.router.is_enabled(spec))
    window.router.trigger("campaign.training")
    box = window.palette_box
    qtbot.waitUntil(lambda: box.isVisible() and box._model.rowCount() == 1)
    assert box._model.index(0).data() == "김하늘 · Person"
    box.hide()
    here = window.bench.place.article
    window.router.trigger("article.next_open")  # the gate is shut: nothing else is left
    qtbot.waitUntil(lambda: "F1 0.67 in training, 0.90 to go on" in window.status.text)
    assert window.bench.place.article == here

"""A campaign in the window: made in its dialog, worked through by key."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from tests.ui.hands import settled, tag
from tests.ui.keys import press
from tests.ui.kit import article_of

from juseok.core.messages import Message
from juseok.core.model import Entity, Kind
from juseok.core.ops import CREATE, SET, Action, Change
from juseok.core.records import to_body
from juseok.services.campaigns.people import add_person
from juseok.services.entities.entities import delete_group, rename_entity
from juseok.services.entities.proposals import read_proposals
from juseok.ui.campaigning import Campaigning
from juseok.ui.context_menu import open_menu
from juseok.ui.dialogs.campaign_articles import AddArticlesDialog
from juseok.ui.dialogs.campaign_dialog import CampaignDialog
from juseok.ui.handlers.campaign import CampaignHandlers
from juseok.ui.panels.finish import FinishStrip
from juseok.ui.searching import Searcher
from juseok.ui.widgets.action_button import ActionButton


@pytest.fixture
def session(session):
    project = session.project
    project.writer.commit(add_person(ids=project.ids, name="이가온"))
    return session


def campaigning(window, qtbot):
    window.router.complete()
    found = Campaigning.of(window.session)
    qtbot.waitUntil(lambda: len(found.team.people) == 2)
    return found


@pytest.fixture
def made(window, qtbot):
    """A campaign over all articles, made in the dialog; who knows of it."""
    found = campaigning(window, qtbot)
    window.router.trigger("campaign.make")
    qtbot.waitUntil(lambda: bool(window.findChildren(CampaignDialog)))
    (dialog,) = window.findChildren(CampaignDialog)
    assert not dialog.ok.isEnabled()
    QTest.keyClicks(dialog.name, "Round 1")
    assert dialog.outcome.text() == "3 articles, 3 of them by 2 people: 3 for each."
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(found.team.states))
    return found


def queue(made):
    return [each.article for each in made.team.states[0].queue(made.me)]


def test_next_takes_the_next_of_ones_queue(window, made, qtbot):
    order = queue(made)
    place = window.bench.place
    at = order.index(place.article)
    window.router.trigger("article.next_open")
    qtbot.waitUntil(lambda: place.article == order[(at + 1) % 3])


def test_finishing_an_article_finishes_its_passes_and_goes_on(window, made, qtbot):
    place, here = window.bench.place, window.bench.place.article
    window.router.trigger("article.finish")
    qtbot.waitUntil(lambda: any(each.is_open() for each in window.findChildren(FinishStrip)))
    window.router.trigger("article.finish")  # what may be missing was listed first
    qtbot.waitUntil(lambda: place.article != here)
    qtbot.waitUntil(lambda: made.team.states[0].side(made.me, here) == "finished")
    assert set(made.team.states[0].pass_states(made.me, here).values()) == {"finished"}


def test_a_pass_is_ticked_in_the_panel(window, made, qtbot):
    here = window.bench.place.article
    window.router.trigger("panel.campaign")
    panel = window.bench.inspector.tabs.panel("campaign")
    qtbot.waitUntil(lambda: "claims" in panel.passes)
    panel.passes["claims"].click()
    settled(window, qtbot)
    qtbot.waitUntil(lambda: made.team.states[0].pass_states(made.me, here)["claims"] == "finished")
    assert made.team.states[0].side(made.me, here) == "in_progress"
    qtbot.waitUntil(lambda: any("in progress 1" in line for line in panel.lines))


def test_an_article_that_is_begun_is_in_progress_in_the_panel_at_once(window, made, qtbot):
    window.router.trigger("panel.campaign")
    panel = window.bench.inspector.tabs.panel("campaign")
    assert made.team.states[0].side(made.me, article_of(0)) == "new"
    tag(window, "한빛전자", "W")
    qtbot.waitUntil(lambda: any("in progress 1" in line for line in panel.lines))


def test_only_who_leads_is_offered_what_a_lead_does(window, made, qtbot):
    session, me = window.session, made.team.person(made.me)
    other = next(each for each in made.team.people if each.id != me.id)
    window.router.trigger("panel.campaign")
    panel = window.bench.inspector.tabs.panel("campaign")
    qtbot.waitUntil(lambda: "Annotators…" in offered(panel))
    for person, roles in ((other, ["lead"]), (me, ["annotator"])):
        change = Change(person.id, Kind.ANNOTATOR, SET, {"roles": roles})
        session.apply(Action(Message("history.unknown"), (change,)))
    qtbot.waitUntil(lambda: offered(panel) == ["Next unfinished article", "Finish one pass…"])


def offered(panel):
    shown = panel._rows.findChildren(ActionButton)
    return [each.accessibleName() for each in shown]


def test_one_undo_takes_the_campaign_back(window, made, qtbot):
    settled(window, qtbot)
    qtbot.waitUntil(lambda: window.session.turns.at_rest)
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: not made.team.states)
    assert article_of(0)


def test_who_is_not_the_lead_proposes_entities_and_does_not_review(window, made, qtbot):
    session, people = window.session, {each.name: each for each in made.team.people}
    me, other = made.team.person(made.me), people["이가온"]
    for person, roles in ((other, ["lead"]), (me, ["annotator"])):
        session.apply(
            Action(
                Message("history.unknown"),
                (Change(person.id, Kind.ANNOTATOR, SET, {"roles": roles}),),
            )
        )
    qtbot.waitUntil(lambda: not session.keeps_register)
    window.router.trigger("panel.campaign")
    labels = window.bench.inspector.tabs.panel("campaign").findChildren(QLabel)
    assert "You see your own work here, and nobody else's." in {each.text() for each in labels}
    window.bench.place.focus_text()
    tag(window, "한빛전자", "W")
    (mention,) = session.workspace(article_of(0)).mentions
    assert session.index.entity(mention.entity).layer == session.project.own_layer
    settled(window, qtbot)
    with session.project.reader() as reader:
        (proposal,) = read_proposals(
            reader, annotator=other.id, register_layer=session.project.register_layer
        )
    assert (proposal.sort, proposal.by) == ("new", (made.me,))
    assert not window.router.is_enabled(window.router.spec("register.proposals"))
    window.router.trigger("review.begin")
    assert "blind" in window.status.text
    assert not session.reviewing


def asked(window, qtbot, kind):
    handlers = next(each for each in window._kept if isinstance(each, CampaignHandlers))
    qtbot.waitUntil(lambda: isinstance(handlers._dialog, kind))
    return handlers._dialog


def choose_list(dialog, words):
    field = dialog.articles
    texts = [field.which.itemText(n) for n in range(field.which.count())]
    field.which.setCurrentIndex(next(n for n, text in enumerate(texts) if text.startswith(words)))
    return field.ids()


def test_articles_are_chosen_by_selection_by_search_and_by_chance(window, qtbot):
    campaigning(window, qtbot)
    window.bench.list.view.selectAll()
    selected = window.bench.list.selected()
    assert len(selected) == 3
    searcher = window.session.findChild(Searcher)
    searcher.write("한빛전자")
    searcher.run()
    qtbot.waitUntil(lambda: not searcher.busy and bool(searcher.rows))
    met = {each.article for each in searcher.rows}
    window.router.trigger("campaign.make")
    dialog = asked(window, qtbot, CampaignDialog)
    assert list(choose_list(dialog, "Selected in the list")) == selected
    assert set(choose_list(dialog, "Found by the search")) == met
    choose_list(dialog, "All articles")
    dialog.articles.count.setValue(2)
    assert len(dialog.articles.ids()) == 2
    assert dialog.outcome.text().startswith("2 articles")
    dialog.reject()


def test_articles_are_added_later_and_what_is_assigned_stays(window, qtbot):
    found = campaigning(window, qtbot)
    window.router.trigger("campaign.make")
    dialog = asked(window, qtbot, CampaignDialog)
    QTest.keyClicks(dialog.name, "Round 1")
    dialog.articles.count.setValue(1)
    dialog.accept()
    qtbot.waitUntil(lambda: bool(found.team.states))
    (first,) = found.team.states[0].articles
    window.router.trigger("campaign.manage")
    field = window.palette_box._field
    field.setText("Add articles")
    qtbot.waitUntil(lambda: window.palette_box._model.rowCount() == 1)
    press(field, "Enter")
    dialog = asked(window, qtbot, AddArticlesDialog)
    assert dialog.outcome.text() == "2 articles more; 1 is assigned already"
    dialog.accept()
    qtbot.waitUntil(lambda: len(found.team.states[0].articles) == 3)
    assert found.team.states[0].articles[0] == first


def test_what_the_campaign_does_not_ask_for_is_said_and_kept(window, qtbot):
    found = campaigning(window, qtbot)
    window.router.trigger("campaign.make")
    dialog = asked(window, qtbot, CampaignDialog)
    QTest.keyClicks(dialog.name, "Places")
    dialog.types["GPE"].click()
    dialog.passes["claims"].click()
    dialog.zones["body"].click()
    dialog.accept()
    qtbot.waitUntil(lambda: bool(found.team.states))
    window.router.trigger("panel.campaign")
    place = window.bench.place
    qtbot.waitUntil(lambda: place.brief is not None)
    labels = window.bench.inspector.tabs.panel("campaign").findChildren(QLabel)
    said = {each.text() for each in labels}
    assert {"Asked for: Mentions, Relationships", "Only these parts: Body"} <= said
    tag(window, "한빛전자", "W")
    qtbot.waitUntil(lambda: "does not ask for “Organisation”" in window.status.text)
    (mention,) = window.session.workspace(place.article).mentions
    assert mention.type == "ORG"
    article = window.bench.article.view
    menu = open_menu(window._context, article, QPointF(0, 0), mention.id, 1, keys=True)
    texts = [each.text() for each in menu.findChildren(QAction)]
    assert any("Person" in each and "not asked for" in each for each in texts)
    assert not any("Country" in each and "not asked for" in each for each in texts)
    menu.close()


def test_a_change_of_the_register_is_seen_at_once_undone_and_offered_to_the_lead(
    window, made, qtbot
):
    session = window.session
    entity = Entity(
        "10000000-0000-4000-8000-000000000001", session.register_layer, "ORG", "한빛전자"
    )
    create = Change(entity.id, Kind.ENTITY, CREATE, to_body(entity))
    assert session.apply(Action(Message("history.unknown"), (create,), undoable=False))
    settled(window, qtbot)
    session.keeps_register = False
    assert session.apply(rename_entity(entity=session.index.entity(entity.id), name="한빛"))
    assert session.index.entity(entity.id).name == "한빛"
    settled(window, qtbot)
    assert not session.apply(delete_group(entity=entity, uses=0, index=session.index))
    qtbot.waitUntil(lambda: session.turns.at_rest)
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: session.index.entity(entity.id).name == "한빛전자")
    session.apply(rename_entity(entity=session.index.entity(entity.id), name="한빛"))
    settled(window, qtbot)
    session.keeps_register = True
    window.router.trigger("register.proposals")
    box = window.palette_box
    qtbot.waitUntil(lambda: box.isVisible() and box._model.rowCount() == 2)
    rows = [box._model.index(row).data() for row in range(2)]
    assert rows == ["한빛전자 → name 한빛, + 한빛전자", "한빛전자 stays as it is"]
    press(box._field, "Enter")
    settled(window, qtbot)

    def register():
        with session.project.reader() as reader:
            return reader.fields(entity.id).fields["name"]

    qtbot.waitUntil(lambda: register() == "한빛")

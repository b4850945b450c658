"""Suggestions by key, in the window: ghosts, Tab, Enter, Backspace and what becomes of them."""

import pytest
from PySide6.QtCore import Qt
from tests.ui.hands import article_view, mention, select, settled, tag, workspace
from tests.ui.keys import press
from tests.ui.kit import ARTICLES, add_article, article_of

from juseok.core.errors import AnalyserGone
from juseok.core.messages import Message
from juseok.core.model import Entity, How
from juseok.core.ops import Action
from juseok.services.edits import create
from juseok.services.entities import entities
from juseok.ui.articleview.document import MarkSort
from juseok.ui.articleview.interaction import Interaction, Selection
from juseok.ui.i18n import sentence
from juseok.ui.models.suggestion_list import ROW_ROLE

TEXT = ARTICLES[0][2]
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def suggestions(window, qtbot):
    window.router.complete()
    found = window._context.suggestions
    qtbot.waitUntil(lambda: not found.searching)
    return found


def quotes(suggestions):
    return [(each.type, each.quote) for each in suggestions.items]


def ghosts(window):
    marks = article_view(window).page.marks.all()
    return sorted(mark.start for mark in marks if mark.sort is MarkSort.SUGGESTION)


def looked(suggestions, qtbot, count):
    qtbot.waitUntil(lambda: not suggestions.searching and len(suggestions.items) == count)


@pytest.fixture
def three(window, qtbot, suggestions):
    """The name of a company is tagged where it stands first; two more places are suggested."""
    tag(window, "한빛전자", "W")
    looked(suggestions, qtbot, 2)
    return suggestions


def test_what_was_tagged_is_suggested_where_it_stands_again(window, three):
    places = [at for at in range(len(TEXT)) if TEXT.startswith("한빛전자", at)]
    assert ghosts(window) == places[1:]
    assert quotes(three) == [("ORG", "한빛전자")] * 2
    assert three.items[0].entity == mention(window, "한빛전자").entity


@pytest.mark.parametrize("text", ["\t", "ㅅ"])
def test_tab_enter_accepts_as_the_same_entity_and_goes_on(window, qtbot, three, text):
    press(article_view(window), "Tab", text=text)
    assert three.current == three.items[0]
    last = three.items[1]
    press(article_view(window), "Enter", text="\r")
    made = mention(window, "한빛전자", nth=1)
    assert (made.how, made.type) == (How.ACCEPTED, "ORG")
    assert made.entity == mention(window, "한빛전자").entity
    assert three.current == last
    looked(three, qtbot, 1)
    assert three.current == last
    assert ghosts(window) == [last.start]


def test_backspace_keeps_it_away_and_undo_brings_it_back(window, qtbot, three):
    gone = three.items[0]
    press(article_view(window), "Tab")
    press(article_view(window), "Backspace")
    looked(three, qtbot, 1)
    assert [each.suggestion for each in workspace(window).rejections] == [gone.id]
    settled(window, qtbot)
    window.router.trigger("edit.undo")
    looked(three, qtbot, 2)
    assert three.items[0] == gone


def test_a_rejected_one_stays_away_when_the_article_is_read_again(window, qtbot, three):
    press(article_view(window), "Tab")
    press(article_view(window), "Backspace")
    settled(window, qtbot)
    place = window._context.place
    place.go(article_of(1))
    qtbot.waitUntil(lambda: place.article == article_of(1))
    place.go(article_of(0))
    qtbot.waitUntil(lambda: place.article == article_of(0))
    looked(three, qtbot, 1)


def test_the_key_of_a_type_accepts_as_that_type(window, qtbot, three):
    press(article_view(window), "Tab")
    press(article_view(window), "A", text="ㅁ")
    made = mention(window, "한빛전자", nth=1)
    assert (made.type, made.how) == ("PRODUCT", How.ACCEPTED)
    assert window.session.index.entity(made.entity).type == "PRODUCT"


def test_shift_enter_accepts_all_in_one_undo(window, qtbot, three):
    press(article_view(window), "Tab", modifiers=SHIFT)
    press(article_view(window), "Enter", modifiers=SHIFT)
    assert len(workspace(window).mentions) == 3
    assert three.items == ()
    settled(window, qtbot)
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: len(workspace(window).mentions) == 1)
    looked(three, qtbot, 2)


def test_escape_leaves_it_undecided(window, three):
    press(article_view(window), "Tab")
    press(article_view(window), "Esc")
    assert three.current is None
    assert len(three.items) == 2


def test_round_the_end(window, three):
    view = article_view(window)
    first, second = three.items
    press(view, "Tab")
    press(view, "Tab")
    assert three.current == second
    press(view, "Tab")
    assert three.current == first
    press(view, "Tab", modifiers=SHIFT)
    assert three.current == second


def test_selected_words_go_before_the_suggestion(window, three):
    press(article_view(window), "Tab")
    select(window, "부산")
    press(article_view(window), "E")
    assert mention(window, "부산").type == "GPE"
    assert len(three.items) == 2


def test_the_setting_switches_them_off_and_on(window, qtbot, three, settings):
    settings.set("korean.suggestions", False)
    assert (three.items, ghosts(window)) == ((), [])
    press(article_view(window), "Tab")
    assert "settings" in window.status.text
    settings.set("korean.suggestions", True)
    looked(three, qtbot, 2)


def test_an_article_without_help_has_none(window, qtbot, three):
    window.router.trigger("article.control")
    qtbot.waitUntil(lambda: three.items == ())
    assert ghosts(window) == []
    assert window.router.is_checked(window.router.spec("article.control"))
    settled(window, qtbot)
    row = window.bench.list.model.row(0)
    qtbot.waitUntil(lambda: window.bench.list.model.row(0).control)
    assert row is not None
    window.router.trigger("edit.undo")
    looked(three, qtbot, 2)


def add_entity(window, name, type_id, *, aliases=()):
    project = window.session.project
    made = Entity(project.ids(), project.register_layer, type_id, name, aliases)
    window.session.apply(Action(Message("history.unknown"), (create(made),)))
    return made


def test_names_of_the_project_are_suggested_in_any_article(window, qtbot, suggestions):
    made = add_entity(window, "서울특별시", "GPE", aliases=("서울",))
    place = window._context.place
    place.go(article_of(2))
    qtbot.waitUntil(lambda: place.article == article_of(2))
    looked(suggestions, qtbot, 1)
    (one,) = suggestions.items
    assert (one.type, one.quote, one.entity) == ("GPE", "서울", made.id)
    assert "서울특별시" in sentence(one.reason)


def test_another_name_given_here_counts_at_once(window, qtbot, suggestions):
    made = add_entity(window, "한빛전자", "ORG")
    looked(suggestions, qtbot, 3)
    update = entities.add_alias(entity=made, alias="부산 공장")
    window.session.apply(update)
    looked(suggestions, qtbot, 4)


def test_the_panel_lists_them_with_their_reasons(window, qtbot, three):
    window.router.trigger("panel.suggestions")
    panel = window.bench.inspector.tabs.panel("suggestions")
    assert panel.model.rowCount() == 2
    assert "Organisation" in panel.model.index(0).data(ROW_ROLE).reason
    panel.view.setCurrentIndex(panel.model.index(1))
    assert three.current == three.items[1]
    press(panel.view, "Enter")
    assert len(workspace(window).mentions) == 2
    looked(three, qtbot, 1)
    assert panel.model.rowCount() == 1
    press(article_view(window), "Tab")
    press(panel.view, "Backspace")
    assert panel.model.rowCount() == 0


class Rules:
    """In place of the analyser: keeps what it is asked, answers when it is told to."""

    def __init__(self):
        self.asked = []

    def ask(self, job, payload, done, *, heard, failed, **how):
        self.asked.append((payload, done, heard, failed))


@pytest.fixture
def rules(window, suggestions, qtbot):
    rules = suggestions._rules.analyser = Rules()
    suggestions.look()
    qtbot.waitUntil(lambda: bool(rules.asked))
    return rules


def found(sort, words, *rest):
    start = TEXT.index(words)
    reason = Message("candidates.value").to_json()
    if sort == "mention":
        return ["mention", start, start + len(words), *rest, reason, None]
    cue, source = (TEXT.index(each) for each in rest)
    return [
        "claim", [[start, start + len(words)]], [[cue, cue + len(rest[0])]],
        [[source, source + len(rest[1])]], False, [], [], {"act": "plan"}, 0.9, False, reason,
    ]  # fmt: skip


def test_what_the_rules_find_comes_as_it_is_found(window, qtbot, suggestions, rules):
    payload, done, heard, _ = rules.asked[-1]
    assert payload["text"] == TEXT
    heard([found("mention", "1조원", "MONEY", 0.97)])
    qtbot.waitUntil(lambda: quotes(suggestions) == [("MONEY", "1조원")])
    assert suggestions.searching
    heard([found("mention", "부산", None, 0.7)])
    qtbot.waitUntil(lambda: len(suggestions.items) == 2)
    done([])
    looked(suggestions, qtbot, 2)
    press(article_view(window), "Tab")
    press(article_view(window), "Enter")
    assert "type" in window.status.text
    assert workspace(window).mentions == ()
    press(article_view(window), "E", text="ㄷ")
    assert mention(window, "부산").type == "GPE"
    press(article_view(window), "V", text="ㅍ")
    made = mention(window, "1조원")
    assert (made.type, made.entity) == ("MONEY", "")


def test_an_analyser_that_is_gone_leaves_what_is_known(window, qtbot, suggestions, rules):
    rules.asked[-1][3](AnalyserGone("analyser.closed"))
    tag(window, "한빛전자", "W")
    looked(suggestions, qtbot, 2)


def test_an_analyser_that_comes_back_is_asked_about_the_same_article(
    window, qtbot, suggestions, rules
):
    rules.ready = True
    suggestions._rules.take_analyser()
    count = len(rules.asked)
    rules.asked[-1][3](AnalyserGone("analyser.closed"))
    suggestions._rules.take_analyser()
    qtbot.waitUntil(lambda: len(rules.asked) == count + 1)
    assert rules.asked[-1][0]["text"] == TEXT


def test_late_answers_for_another_article_are_dropped(window, qtbot, suggestions, rules):
    _, _, heard, _ = rules.asked[-1]
    place = window._context.place
    place.go(article_of(1))
    qtbot.waitUntil(lambda: place.article == article_of(1) and len(rules.asked) == 2)
    heard([found("mention", "부산", "GPE", 0.9)])
    rules.asked[-1][1]([])
    looked(suggestions, qtbot, 0)


def test_a_claim_is_accepted_by_opening_it_filled(window, qtbot, suggestions, rules):
    _, done, heard, _ = rules.asked[-1]
    tag(window, "김하늘", "Q")
    heard([found("claim", "내년에 부산 공장을 늘린다", "밝혔다", "김하늘")])
    done([])
    looked(suggestions, qtbot, 1)
    view = article_view(window)
    press(view, "Tab")
    content = {mark.sort: mark.spans for mark in view.page.marks.all()}
    assert content[MarkSort.CLAIM] == ((suggestions.items[0].start, suggestions.items[0].end),)
    press(view, "Enter")
    (claim,) = workspace(window).claims
    assert window._context.place.claim == claim.id
    assert claim.cue[0].quote == "밝혔다"
    assert claim.source[0].id == mention(window, "김하늘").id
    assert claim.attributes["act"].value == "plan"
    assert not any(mark.id.endswith("#content") for mark in view.page.marks.all())
    looked(suggestions, qtbot, 0)


@pytest.fixture
def far_apart(window, qtbot, session, suggestions):
    """A text of 90,000 characters is on screen, with one name near its top and near its end."""
    filler = "비가 왔다.\n" * 6_500
    text = f"먼 이야기\n한빛전자가 왔다.\n{filler}한빛전자가 다시 왔다.\n{filler}"
    article = add_article(session.project, title="먼 이야기", publisher="", text=text, position=9)
    place = window._context.place
    place.go(article)
    qtbot.waitUntil(lambda: place.article == article)
    qtbot.waitUntil(lambda: not suggestions.searching)
    start = text.index("한빛전자")
    article_view(window).set_state(Interaction(Selection(start, start + 4)))
    press(article_view(window), "W")
    qtbot.waitUntil(lambda: not suggestions.searching)
    return text.rindex("한빛전자")


def test_in_a_long_text_tab_goes_on_to_what_is_far_away(window, qtbot, suggestions, far_apart):
    assert suggestions.items == ()
    press(article_view(window), "Tab")
    qtbot.waitUntil(lambda: suggestions.current is not None)
    assert suggestions.current.start == far_apart
    low, high = window._context.place.in_sight()
    assert low <= far_apart < high
    press(article_view(window), "Enter")
    qtbot.waitUntil(lambda: "last suggestion" in window.status.text)
    assert suggestions.items == ()


def test_in_a_long_text_what_is_scrolled_to_is_looked_at(window, qtbot, suggestions, far_apart):
    view = article_view(window)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    qtbot.waitUntil(lambda: [each.start for each in suggestions.items] == [far_apart])
    view.verticalScrollBar().setValue(0)
    qtbot.waitUntil(lambda: suggestions.items == ())

"""Claims by key in a real window: scan codes with Hangul text, focus in the article."""

import pytest
from PySide6.QtCore import Qt
from tests.ui.keys import press
from tests.ui.kit import ARTICLES, article_of

from juseok.core.model import How
from juseok.ui.articleview.interaction import Interaction, SelectedBy, Selection

TEXT = ARTICLES[0][2]
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTENT = "내년에 부산 공장을 늘린다"


@pytest.fixture
def text(window):
    return window.bench.article.view


def select(view, words, *, by=SelectedBy.DRAG, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    view.set_state(Interaction(Selection(start, start + len(words), by=by)))


def caret(view, words):
    start = TEXT.index(words) + 1
    view.set_state(Interaction(Selection(start, start)))


def claims(window):
    return window.session.workspace(article_of(0)).claims


def only(window):
    (claim,) = claims(window)
    return claim


def value(claim, name):
    held = claim.attributes.get(name)
    return held.value if held is not None else None


@pytest.fixture
def claim(window, text):
    """A claim just made by Z in Hangul mode."""
    select(text, CONTENT)
    press(text, "Z", text="ㅋ")
    return only(window)


def test_z_makes_a_claim_and_the_focus_stays_in_the_text(window, text, claim):
    assert [span.quote for span in claim.content] == [CONTENT]
    assert window._context.place.claim == claim.id
    assert window.bench.inspector.tabs.current_id == "claims"
    assert window.focusWidget() is text
    assert (value(claim, "quote_type"), value(claim, "certainty")) == ("direct", "certain")
    assert claim.attributes["quote_type"].how is How.DEFAULT


def test_content_is_trimmed_and_never_snapped(window, text):
    select(text, " 부산 공장을 ")
    press(text, "Z")
    assert [span.quote for span in only(window).content] == ["부산 공장을"]


def test_words_that_are_a_claim_already_open_it(window, text, claim):
    press(text, "Esc")
    assert window._context.place.claim == ""
    select(text, f"“{CONTENT}”")
    press(text, "Z")
    assert only(window).id == window._context.place.claim == claim.id


def test_a_claim_within_a_claim_is_nested(window, text, claim):
    select(text, "부산 공장을 늘린다")
    press(text, "Z", text="ㅋ")
    outer, inner = claims(window)
    assert (outer.id, inner.nested_in) == (claim.id, claim.id)


def test_shift_z_adds_content(window, text, claim):
    select(text, "부산에 1조원을 쓴다")
    press(text, "Z", text="ㅋ", modifiers=SHIFT)
    assert len(only(window).content) == 2
    assert value(only(window), "quote_type") == "mixed"


def test_x_takes_the_selection_then_elided_then_none_then_undecided(window, text, claim):
    select(text, "한빛전자는")
    press(text, "X", text="ㅌ")
    assert [ref.span.quote for ref in only(window).source] == ["한빛전자는"]
    states = []
    press(text, "X", text="ㅌ")
    assert [ref.span.quote for ref in only(window).source] == ["한빛전자는"]
    assert "한빛전자는" in window.status.text
    for _ in range(3):
        press(text, "X", text="ㅌ")
        states.append(only(window).source_state)
    assert states == ["elided", "none", "open"]


def test_x_without_words_after_a_new_claim_says_elided(window, text, claim):
    press(text, "X", text="ㅌ")
    assert only(window).source_state == "elided"
    assert value(only(window), "source_kind") == "implicit"


@pytest.mark.parametrize("how", ["caret", "selection", "with particle"])
def test_x_on_a_mention_refers_to_it(window, text, how):
    select(text, "한빛전자", nth=1)
    press(text, "W", text="ㅈ")
    (mention,) = window.session.workspace(article_of(0)).mentions
    select(text, CONTENT)
    press(text, "Z", text="ㅋ")
    if how == "caret":
        caret(text, "한빛전자는")
    else:
        select(text, "한빛전자는" if how == "with particle" else "한빛전자")
        if how == "selection":
            select(text, "한빛전자", nth=1)
    press(text, "X", text="ㅌ")
    (ref,) = only(window).source
    assert (ref.sort, ref.id) == ("mention", mention.id)
    assert value(only(window), "source_kind") == "org"


def test_x_lets_go_of_a_source_only_when_it_is_pressed_again_at_one_place(window, text, claim):
    select(text, "한빛전자는")
    press(text, "X", text="ㅌ")
    for place in ("밝혔다", "한빛전자는", "밝혔다"):
        caret(text, place)
        press(text, "X", text="ㅌ")
        assert only(window).source_state == "given"


def test_c_sets_the_cue_and_the_rules_read_it(window, text, claim):
    select(text, "밝혔다")
    press(text, "C", text="ㅊ")
    assert [span.quote for span in only(window).cue] == ["밝혔다"]
    assert value(only(window), "reporter_stance") == "neutral"


def test_digits_and_minus_count_while_a_claim_is_open(window, text, claim):
    press(text, "3", text="3")
    press(text, "-", text="-")
    assert (value(only(window), "certainty"), value(only(window), "polarity")) == (
        "possible",
        "negative",
    )
    assert only(window).attributes["certainty"].how is How.CHANGED
    press(text, "-", text="-")
    assert value(only(window), "polarity") == "positive"
    press(text, "Esc")
    press(text, "5", text="5")
    assert value(only(window), "certainty") == "possible"


def test_the_same_speaker_says_the_next_quotation(window, text, qtbot):
    select(text, "한빛전자")
    press(text, "Z")
    select(text, "15일")
    press(text, "X", text="ㅌ")
    press(text, "X", text="ㅌ", modifiers=SHIFT)
    first, following = claims(window)
    assert following.source == first.source
    assert [span.quote for span in following.content] == [CONTENT]
    assert window._context.place.claim == following.id


def test_split_and_merge_are_each_one_undo(window, text, qtbot, claim):
    select(text, "부산에 1조원을 쓴다")
    press(text, "Z", text="ㅋ", modifiers=SHIFT)
    window.router.trigger("claim.split")
    assert len(claims(window)) == 2
    window._context.place.open_claim(claims(window)[1].id)
    window.router.trigger("claim.merge")
    assert len(only(window).content) == 2
    for count in (2, 1):
        window.router.trigger("edit.undo")
        qtbot.waitUntil(lambda count=count: len(claims(window)) == count)


def test_delete_takes_the_open_claim(window, text, claim):
    press(text, "Delete")
    assert claims(window) == ()
    assert window._context.place.claim == ""


def test_a_claim_key_without_words_says_so_quietly(window, text):
    press(text, "Z", text="ㅋ")
    assert "Select what is said" in window.status.text
    assert claims(window) == ()


def entries(window):
    model = window.palette_box._model
    return [model.index(row).data() for row in range(model.rowCount())]


def choose(window, qtbot, words):
    field = window.palette_box._field
    field.setText(words)
    qtbot.waitUntil(lambda: len(entries(window)) == 1)
    press(field, "Enter")


def test_l_links_to_a_claim_of_the_article_by_type(window, text, qtbot, claim):
    select(text, "한빛전자가 부산에 1조원을 쓴다")
    press(text, "Z", text="ㅋ")
    press(text, "L", text="ㅣ")
    assert entries(window) == [CONTENT]
    choose(window, qtbot, "늘린다")
    choose(window, qtbot, "Supports")
    (link,) = window.session.workspace(article_of(0)).claim_links
    assert (link.type, link.tail) == ("supports", claim.id)
    assert window.focusWidget() is text


def test_shift_l_offers_the_claims_that_are_alike_and_links_one(window, text, qtbot, claim):
    session = window.session
    select(text, "한빛전자가 부산에 1조원을 쓴다")
    press(text, "Z", text="ㅋ")
    (second,) = [each for each in session.workspace(article_of(0)).claims if each.id != claim.id]
    select(text, "부산에 1조원을 쓴다")
    press(text, "Z", text="ㅋ")
    qtbot.waitUntil(lambda: session.save_state.pending == 0 and not session._flying)
    press(text, "L", text="ㅣ", modifiers=Qt.KeyboardModifier.ShiftModifier)
    words = "한빛전자가 부산에 1조원을 쓴다"
    qtbot.waitUntil(lambda: entries(window)[:1] == [words])
    choose(window, qtbot, "1조원")
    choose(window, qtbot, "Supports")
    (link,) = session.workspace(article_of(0)).claim_links
    assert (link.type, link.tail) == ("supports", second.id)


def test_a_claim_of_another_article_is_found_by_search_and_known_from_both(
    window, text, qtbot, claim
):
    place, session = window._context.place, window.session
    with qtbot.waitSignal(window.bench.article_shown):
        window.router.trigger("article.next")
    other = ARTICLES[1][2]
    start = other.index("3분기 실적을 냈다")
    text.set_state(Interaction(Selection(start, start + 10)))
    press(text, "Z", text="ㅋ")
    press(text, "L", text="ㅣ")
    qtbot.waitUntil(lambda: entries(window) == [CONTENT])
    choose(window, qtbot, "부산 공장")
    choose(window, qtbot, "Refutes")
    panel = window.bench.inspector.tabs.panel("claims")
    qtbot.waitUntil(lambda: [chip.text for chip in panel.form.links.chips] == [CONTENT])
    assert panel.form.links.lines[0].title == ARTICLES[0][0]

    def saved():
        return session.save_state.pending == 0 and not session._flying

    qtbot.waitUntil(saved)
    panel.form.links.chips[0].clicked.emit()
    qtbot.waitUntil(lambda: (place.article, place.claim) == (article_of(0), claim.id))
    qtbot.waitUntil(lambda: len(panel.form.links.lines) == 1)
    assert not panel.form.links.lines[0].outward
    press(text, "Delete")
    qtbot.waitUntil(saved)
    with session.project.reader() as reader:
        linked = reader.linked_annotations(session.viewer, article_of(1))
    assert (len(linked.claims), linked.claim_links) == (1, ())

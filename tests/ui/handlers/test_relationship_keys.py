"""Relationships by key, with Hangul switched on: B, a letter, a digit."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from tests.ui.hands import article_view, mention, put_caret, select, settled, tag, workspace
from tests.ui.keys import press

from juseok.ui.keymap import JAMO

TYPED = {key: jamo for jamo, key in JAMO.items()}


@pytest.fixture
def tagged(window):
    """한빛전자 (ORG), 김하늘 (PERSON), 부산 (GPE), 1조원 (MONEY)."""
    for words, key in (("한빛전자는", "W"), ("김하늘", "Q"), ("부산", "E"), ("1조원", "V")):
        tag(window, words, key)
    return window


def key(window, name, **options):
    return press(article_view(window), name, text=TYPED.get(name, ""), **options)


def badges(window):
    return dict(article_view(window)._scene.badges)


def begin(window, words):
    put_caret(window, words)
    key(window, "B")


def choose_digit(window, digit):
    press(window.palette_box._field, digit, text=digit)


def edges(window):
    return [
        (e.type, workspace(window).mention(e.head).spans[0].quote,
         workspace(window).mention(e.tail).spans[0].quote)
        for e in workspace(window).relationships
    ]  # fmt: skip


def entries(window):
    model = window.palette_box._model
    return [window.palette_box._entry(row) for row in range(model.rowCount())]


def test_b_a_letter_and_a_digit_make_a_relationship(tagged, qtbot):
    begin(tagged, "김하늘")
    assert mention(tagged, "한빛전자는").id in badges(tagged)
    key(tagged, badges(tagged)[mention(tagged, "한빛전자는").id])
    assert tagged.palette_box.isVisible()
    assert badges(tagged) == {}
    assert entries(tagged)[0].text == "Employed by"
    choose_digit(tagged, "1")
    assert edges(tagged) == [("employed_by", "김하늘", "한빛전자는")]
    edge = workspace(tagged).relationships[0]
    assert tagged._context.place.record == edge.id
    assert tagged.bench.inspector.tabs.current_id == "relationships"
    assert tagged.focusWidget() is article_view(tagged)
    settled(tagged, qtbot)
    with tagged.session.project.reader() as reader:
        kept = reader.annotations(tagged.session.viewer, edge.article).relationships
    assert [each.type for each in kept] == ["employed_by"]


def test_evidence_is_at_first_the_sentences_of_both_ends(tagged):
    begin(tagged, "김하늘")
    key(tagged, badges(tagged)[mention(tagged, "한빛전자는").id])
    choose_digit(tagged, "1")
    quotes = [span.quote for span in workspace(tagged).relationships[0].evidence]
    assert [quote[:4] for quote in quotes] == ["한빛전자", "김하늘 "]


def test_the_other_end_can_be_chosen_by_arrow_keys(tagged):
    begin(tagged, "김하늘")
    key(tagged, "Left")
    assert article_view(tagged).caret == mention(tagged, "부산").spans[0].start
    key(tagged, "Left")
    key(tagged, "Right")
    key(tagged, "Enter")
    assert "부산" in tagged.palette_box._field.placeholderText()


def test_the_other_end_can_be_clicked(tagged, qtbot):
    begin(tagged, "김하늘")
    span = mention(tagged, "부산").spans[0]
    view = article_view(tagged)
    box = next(iter(view.page.boxes(span.start, span.end)))
    at = QPoint(round(box.center().x()), round(box.center().y()))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert tagged.palette_box.isVisible()
    assert badges(tagged) == {}


def test_escape_leaves_and_keys_mean_what_they_did(tagged):
    begin(tagged, "김하늘")
    key(tagged, "Esc")
    assert badges(tagged) == {}
    key(tagged, "W")
    assert mention(tagged, "김하늘").type == "ORG"
    assert edges(tagged) == []


def test_types_that_lead_back_are_offered_with_their_direction(tagged):
    begin(tagged, "한빛전자는")
    key(tagged, badges(tagged)[mention(tagged, "김하늘").id])
    found = next(each for each in entries(tagged) if each.text == "Employed by")
    assert found.enabled
    assert found.hint == "김하늘 → 한빛전자는"
    choose_digit(tagged, found.digit)
    assert edges(tagged) == [("employed_by", "김하늘", "한빛전자는")]


def test_refused_types_are_greyed_and_say_why(tagged):
    begin(tagged, "김하늘")
    key(tagged, badges(tagged)[mention(tagged, "한빛전자는").id])
    refused = next(each for each in entries(tagged) if each.text == "Subsidiary of")
    assert not refused.enabled
    assert "starts at" in refused.hint


def test_a_pair_that_nothing_joins_is_told_in_the_status_line(tagged):
    begin(tagged, "김하늘")
    key(tagged, badges(tagged)[mention(tagged, "1조원").id])
    assert not tagged.palette_box.isVisible()
    assert "joins no" in tagged.status.text
    assert tagged.notice.isHidden()


def test_the_selection_becomes_the_evidence(tagged):
    begin(tagged, "김하늘")
    key(tagged, badges(tagged)[mention(tagged, "한빛전자는").id])
    choose_digit(tagged, "1")
    select(tagged, "김하늘 대표는")
    key(tagged, "B", modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert [s.quote for s in workspace(tagged).relationships[0].evidence] == ["김하늘 대표는"]


def test_turning_is_refused_in_words_where_the_scheme_forbids_it(tagged):
    begin(tagged, "김하늘")
    key(tagged, badges(tagged)[mention(tagged, "한빛전자는").id])
    choose_digit(tagged, "1")
    tagged.router.trigger("relationship.turn")
    assert edges(tagged) == [("employed_by", "김하늘", "한빛전자는")]
    assert "other way round" in tagged.status.text


def test_delete_and_undo_take_it_away_and_back(tagged, qtbot):
    begin(tagged, "김하늘")
    key(tagged, badges(tagged)[mention(tagged, "한빛전자는").id])
    choose_digit(tagged, "1")
    key(tagged, "Delete")
    assert edges(tagged) == []
    settled(tagged, qtbot)
    tagged.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: len(edges(tagged)) == 1)


def test_its_arc_is_drawn_while_it_is_in_hand_and_all_by_key(tagged):
    begin(tagged, "김하늘")
    key(tagged, badges(tagged)[mention(tagged, "한빛전자는").id])
    choose_digit(tagged, "1")
    view = article_view(tagged)
    assert [arc.label for arc in view._shown_arcs()] == ["Employed by"]
    tagged._context.place.take("")
    assert list(view._shown_arcs()) == []
    tagged.router.trigger("view.arcs")
    assert len(view._shown_arcs()) == 1


def test_without_a_mention_the_key_says_what_to_do(tagged):
    tagged._context.place.take("")
    article_view(tagged).select(0, 0)
    key(tagged, "B")
    assert "caret on a mention" in tagged.status.text


@pytest.mark.parametrize("words", ["김하늘", "하늘", "김하늘 "])
def test_b_on_selected_words_begins_at_the_mention_that_they_are_or_lie_in(tagged, words):
    tagged._context.place.take("")
    select(tagged, words)
    key(tagged, "B")
    assert mention(tagged, "한빛전자는").id in badges(tagged)
    assert mention(tagged, "김하늘").id not in badges(tagged)


def test_b_on_selected_words_leaves_the_mention_in_hand_alone(tagged):
    tagged._context.place.take(mention(tagged, "부산").id)
    select(tagged, "김하늘")
    tagged._context.place.record = mention(tagged, "부산").id
    key(tagged, "B")
    assert mention(tagged, "부산").id in badges(tagged)


def test_b_on_words_that_are_no_mention_asks_for_one(tagged):
    tagged._context.place.take("")
    select(tagged, "대표는 한")
    key(tagged, "B")
    assert badges(tagged) == {}


def test_it_begins_at_the_mention_to_which_the_caret_went(tagged):
    select(tagged, "김하늘")  # 1조원 was tagged last, and is in hand
    QTest.keyClick(article_view(tagged), Qt.Key.Key_Left)
    key(tagged, "B")
    assert mention(tagged, "1조원").id in badges(tagged)
    assert mention(tagged, "김하늘").id not in badges(tagged)

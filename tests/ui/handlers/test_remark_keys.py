"""Notes and questions by key, with Hangul switched on."""

import pytest
from PySide6.QtCore import Qt
from tests.ui.hands import (
    article_view,
    mention,
    put_caret,
    select,
    settled,
    tag,
    workspace,
    write,
)
from tests.ui.keys import press
from tests.ui.kit import article_of

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tagged(window):
    tag(window, "한빛전자", "W")
    tag(window, "김하늘", "Q")
    return window


def panel(window):
    return window.bench.inspector.tabs.panel("notes")


def add_note(window):
    press(article_view(window), ";", text=";")


def park(window):
    press(article_view(window), "/", text="?", modifiers=SHIFT)


def kept(window):
    return [(each.sort, each.target, each.text) for each in workspace(window).remarks]


def tab(window):
    tabs = window.bench.inspector.tabs
    return tabs.title("notes")


def test_a_note_on_the_mention_under_the_caret(tagged, qtbot):
    put_caret(tagged, "김하늘")
    add_note(tagged)
    field = panel(tagged).editor.field
    assert tagged.focusWidget() is field
    write(field, "확인할 것")
    press(field, "Enter", modifiers=CTRL)
    assert kept(tagged) == [("note", mention(tagged, "김하늘").id, "확인할 것")]
    assert tagged.focusWidget() is article_view(tagged)
    assert panel(tagged).model.line(0).about == "Person “김하늘”"
    settled(tagged, qtbot)
    with tagged.session.project.reader() as reader:
        found = reader.annotations(tagged.session.viewer, article_of(0)).remarks
    assert [each.text for each in found] == ["확인할 것"]


def test_without_an_annotation_the_note_is_on_the_article(tagged, qtbot):
    tagged._context.place.take("")
    article_view(tagged).select(20, 20)
    add_note(tagged)
    field = panel(tagged).editor.field
    write(field, "제목만 봄")
    press(field, "Enter", modifiers=CTRL)
    assert kept(tagged) == [("note", article_of(0), "제목만 봄")]


def test_escape_drops_the_draft(tagged, qtbot):
    add_note(tagged)
    field = panel(tagged).editor.field
    write(field, "아니")
    press(field, "Esc")
    assert tagged.focusWidget() is article_view(tagged)
    assert kept(tagged) == []


def test_a_draft_that_is_left_for_another_place_is_kept(tagged, qtbot):
    put_caret(tagged, "김하늘")
    add_note(tagged)
    write(panel(tagged).editor.field, "남김")
    tagged.bench.list.setFocus()
    assert [text for _, _, text in kept(tagged)] == ["남김"]


def test_a_question_is_parked_and_the_hands_stay_in_the_text(tagged):
    put_caret(tagged, "김하늘")
    park(tagged)
    assert kept(tagged) == [("question", mention(tagged, "김하늘").id, "")]
    assert tagged.focusWidget() is article_view(tagged)
    assert tab(tagged) == "Notes ?1"
    assert "parked" in tagged.status.text


def test_the_key_again_lets_it_be_written_down(tagged, qtbot):
    put_caret(tagged, "김하늘")
    park(tagged)
    park(tagged)
    field = panel(tagged).editor.field
    assert tagged.focusWidget() is field
    write(field, "동명이인?")
    press(field, "Enter", modifiers=CTRL)
    assert kept(tagged) == [("question", mention(tagged, "김하늘").id, "동명이인?")]


def test_a_question_on_words_that_nobody_tagged_begins_with_them(tagged):
    tagged._context.place.take("")
    select(tagged, "부산")
    park(tagged)
    park(tagged)
    field = panel(tagged).editor.field
    assert tagged.focusWidget() is field
    assert field.toPlainText() == "“부산” "
    write(field, "시인가 지역인가")
    press(field, "Enter", modifiers=CTRL)
    assert kept(tagged) == [("question", article_of(0), "“부산” 시인가 지역인가")]


def test_a_settled_question_leaves_the_count(tagged, qtbot):
    put_caret(tagged, "김하늘")
    park(tagged)
    tagged.bench.inspector.tabs.show_panel("notes")
    qtbot.waitUntil(lambda: panel(tagged).model.rowCount() == 1)
    panel(tagged).editor.resolve.click()
    assert workspace(tagged).remarks[0].resolved
    assert tab(tagged) == "Notes"


def test_it_is_undone_like_anything_else(tagged, qtbot):
    put_caret(tagged, "김하늘")
    park(tagged)
    settled(tagged, qtbot)
    tagged.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: kept(tagged) == [])
    assert tab(tagged) == "Notes"

"""Relationships and other names among the suggestions, by key."""

import pytest
from tests.ui.hands import article_view, settled
from tests.ui.keys import press
from tests.ui.kit import make_project

from juseok.core.ids import article_id
from juseok.core.model import How
from juseok.ui.articleview.document import MarkSort
from juseok.ui.articleview.interaction import Interaction, SelectedBy, Selection
from juseok.ui.models.suggestion_list import ROW_ROLE

TEXT = "씨앗 소식\n한국씨앗협회(KSA)는 웃었다. 다온전자는 누리칩을 인수했다고 밝혔다.\n"


@pytest.fixture
def project_path(tmp_path, identity):
    path = tmp_path / "씨앗.juseok"
    make_project(path, identity, (("씨앗 소식", "가온신문", TEXT),)).close()
    return path


@pytest.fixture
def suggestions(window, qtbot):
    window.router.complete()
    found = window._context.suggestions
    qtbot.waitUntil(lambda: not found.searching)
    return found


def workspace(window):
    return window.session.workspace(article_id(TEXT, 1))


def tag(window, words, key):
    start = TEXT.index(words)
    selection = Selection(start, start + len(words), by=SelectedBy.CHARACTER)
    article_view(window).set_state(Interaction(selection))
    press(article_view(window), key)


def wait_for(suggestions, qtbot, *sorts):
    qtbot.waitUntil(
        lambda: not suggestions.searching and sorted(e.sort for e in suggestions.items) == [*sorts]
    )


def frames(window):
    marks = article_view(window).page.marks.all()
    return [mark for mark in marks if mark.sort is MarkSort.SUGGESTION]


def test_a_relationship_is_framed_in_hand_and_accepted_by_enter(window, suggestions, qtbot):
    tag(window, "다온전자", "W")
    tag(window, "누리칩", "W")
    wait_for(suggestions, qtbot, "relationship")
    assert frames(window) == []
    window.router.trigger("panel.suggestions")
    panel = window.bench.inspector.tabs.panel("suggestions")
    line = panel.model.index(0).data(ROW_ROLE)
    assert line.words == "다온전자 → 누리칩"
    assert line.reason.endswith("“다온전자는 누리칩을 인수했다고 밝혔다.”")
    view = article_view(window)
    view.setFocus()
    press(view, "Tab")
    assert suggestions.current.sort == "relationship"
    assert len(frames(window)) == 1
    press(view, "W")
    assert not workspace(window).relationships
    press(view, "Enter")
    (made,) = workspace(window).relationships
    assert (made.type, made.how) == ("acquires", How.ACCEPTED)
    wait_for(suggestions, qtbot)
    settled(window, qtbot)
    window.router.trigger("edit.undo")
    wait_for(suggestions, qtbot, "relationship")


def test_a_rejected_relationship_does_not_return(window, suggestions, qtbot):
    tag(window, "다온전자", "W")
    tag(window, "누리칩", "W")
    wait_for(suggestions, qtbot, "relationship")
    view = article_view(window)
    press(view, "Tab")
    press(view, "Backspace")
    assert suggestions.items == ()
    tag(window, "한국씨앗협회", "W")
    wait_for(suggestions, qtbot, "alias")


def test_a_name_in_a_bracket_is_taken_by_enter(window, session, suggestions, qtbot):
    tag(window, "한국씨앗협회", "W")
    wait_for(suggestions, qtbot, "alias")
    view = article_view(window)
    press(view, "Tab")
    press(view, "Enter")
    assert [each.spans[0].quote for each in workspace(window).mentions] == ["한국씨앗협회", "KSA"]
    assert len({each.entity for each in workspace(window).mentions}) == 1
    assert session.index.entity(workspace(window).mentions[0].entity).aliases == ("KSA",)

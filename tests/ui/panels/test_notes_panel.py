"""The notes beside a real window: follow, jump, delete, filter."""

import pytest
from tests.ui.hands import article_view, mention, put_caret, tag, workspace
from tests.ui.keys import press

from juseok.services.tagging import remarks


@pytest.fixture
def panel(window, qtbot):
    """A question on 김하늘 and a note on the article."""
    for words, key in (("한빛전자", "W"), ("김하늘", "Q")):
        tag(window, words, key)
    project, place = window.session.project, window._context.place
    given = {"ids": project.ids, "layer": project.own_layer, "article": place.article}
    person = mention(window, "김하늘").id
    window.session.apply(remarks.park_question(**given, target=person, text="누구?"))
    window.session.apply(remarks.add_note(**given, target=place.article, text="짧다"))
    place.take("")
    window.bench.inspector.tabs.show_panel("notes")
    made = window.bench.inspector.tabs.panel("notes")
    qtbot.waitUntil(lambda: made.model.rowCount() == 2)
    return made


def words(panel):
    return [panel.model.line(n).remark.text for n in range(panel.model.rowCount())]


def test_it_lists_remarks_on_the_article_first(panel):
    assert words(panel) == ["짧다", "누구?"]
    assert panel.model.line(0).about == "The article"


def test_what_is_in_hand_brings_its_remark_forward(window, panel):
    put_caret(window, "김하늘")
    window._context.place.take(mention(window, "김하늘").id)
    assert panel.view.currentIndex().row() == 1
    assert panel.editor.field.toPlainText() == "누구?"


def test_choosing_a_row_takes_its_target_in_hand(window, panel):
    panel.view.setCurrentIndex(panel.model.index(1))
    assert window._context.place.record == mention(window, "김하늘").id


def test_the_jump_goes_to_the_target(window, panel):
    panel.view.setCurrentIndex(panel.model.index(1))
    panel.editor.jump.click()
    assert article_view(window).caret == mention(window, "김하늘").spans[0].start


def test_only_open_questions_can_be_shown(panel):
    panel._open.click()
    assert words(panel) == ["누구?"]
    panel.view.setCurrentIndex(panel.model.index(0))
    panel.editor.resolve.click()
    panel.reload()
    assert words(panel) == []


def test_delete_takes_the_row_away(window, panel, qtbot):
    panel.view.setCurrentIndex(panel.model.index(0))
    press(panel.view, "Delete")
    qtbot.waitUntil(lambda: words(panel) == ["누구?"])
    assert [each.text for each in workspace(window).remarks] == ["누구?"]


def test_an_empty_panel_names_the_keys_in_force(window, qtbot):
    window.router.set_overrides({"note.add": ("Ctrl+Alt+N",), "note.question": ()})
    window.bench.inspector.tabs.show_panel("notes")
    panel = window.bench.inspector.tabs.panel("notes")
    qtbot.waitUntil(lambda: "Ctrl+Alt+N adds a note" in panel._empty.text())
    assert "“Park a question” parks a question" in panel._empty.text()
    assert panel._empty.margin() > 0

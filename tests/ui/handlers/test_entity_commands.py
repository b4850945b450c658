"""Entity commands from the text: where the keyboard is afterwards."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.keys import press
from tests.ui.kit import ARTICLES, article_of

from juseok.ui.articleview.interaction import Interaction, SelectedBy, Selection

TEXT = ARTICLES[0][2]


@pytest.fixture
def view(window):
    """The article, with two entities tagged in it and the second mention in hand."""
    view = window.bench.article.view
    for words, key in (("부산", "E"), ("김하늘", "Q")):
        start = TEXT.index(words)
        view.set_state(Interaction(Selection(start, start + len(words), by=SelectedBy.DRAG)))
        press(view, key)
    return view


@pytest.fixture
def form(window, view):
    window.router.trigger("entity.rename")
    form = window.bench.inspector.tabs.panel("entities").form
    assert window.focusWidget() is form._name
    return form


def name_of(window):
    workspace = window.session.workspace(article_of(0))
    (person,) = (each for each in workspace.mentions if each.type == "PERSON")
    return window.session.index.entity(person.entity).name


def test_enter_in_the_name_renames_and_leads_back_to_the_text(window, view, form):
    QTest.keyClicks(form._name, "Kim")
    QTest.keyClick(form._name, Qt.Key.Key_Return)
    assert window.focusWidget() is view
    assert name_of(window) == "Kim"


def test_esc_in_the_name_leaves_it_as_it_was(window, view, form):
    QTest.keyClicks(form._name, "Kim")
    QTest.keyClick(form._name, Qt.Key.Key_Escape)
    assert window.focusWidget() is view
    assert name_of(window) == "김하늘"
    assert form._name.text() == "김하늘"


def test_a_merge_leaves_the_keyboard_in_the_text(window, view):
    window.router.trigger("entity.merge")
    assert window.bench.inspector.tabs.current_id == "entities"
    window.palette_box.dismiss()
    assert window.focusWidget() is view

"""The way back to the text: Esc, from wherever the keyboard is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from tests.ui.keys import press
from tests.ui.kit import ARTICLES

from juseok.ui.articleview.interaction import Interaction, SelectedBy, Selection

TEXT = ARTICLES[0][2]


@pytest.fixture
def view(window):
    """The article, with a mention and an open claim in it."""
    view = window.bench.article.view
    for words, key in (("부산", "E"), ("내년에 부산 공장을 늘린다", "Z")):
        start = TEXT.index(words)
        view.set_state(Interaction(Selection(start, start + len(words), by=SelectedBy.DRAG)))
        press(view, key)
    return view


def esc(window):
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)


@pytest.mark.parametrize("action", ["list.filter", "panel.entities", "panel.claims", "panel.notes"])
def test_esc_leads_back_to_the_text_from_every_pane(window, view, action):
    window.router.trigger(action)
    assert window.focusWidget() is not view
    esc(window)
    assert window.focusWidget() is view


def test_esc_in_a_filter_empties_it_before_it_leads_back(window, view):
    window.router.trigger("list.filter")
    field = window.focusWidget()
    QTest.keyClicks(field, "x")
    esc(window)
    assert (field.text(), window.focusWidget()) == ("", field)
    esc(window)
    assert window.focusWidget() is view


def test_esc_leads_back_to_the_text_from_a_form(window, view):
    window.router.trigger("panel.claims")
    form = window.bench.inspector.tabs.panel("claims").form
    field = next(each for each in form.findChildren(QComboBox) if each.isVisibleTo(window))
    field.setFocus()
    assert window.focusWidget() is field
    esc(window)
    assert window.focusWidget() is view

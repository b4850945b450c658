"""A right click in the article: a menu for what is there, and no selection lost."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from shiboken6 import isValid
from tests.ui.hands import TEXT, article_view, mention, select, tag, workspace
from tests.ui.keys import press

from juseok.ui.context_menu import CLAIM, MENTION, RELATIONSHIP, SELECTION
from juseok.ui.context_menu import TEXT as PLAIN


def ask(window, offset, *, keyboard=False):
    """The menu of a right click on the character at ``offset``."""
    view = article_view(window)
    reasons = QContextMenuEvent.Reason
    spot = view.page.caret_rect(offset).center().toPoint() + QPoint(3, 0)
    target = view if keyboard else view.viewport()
    reason = reasons.Keyboard if keyboard else reasons.Mouse
    QApplication.sendEvent(target, QContextMenuEvent(reason, spot, target.mapToGlobal(spot)))
    (menu,) = (each for each in view.findChildren(QMenu) if each.isVisible())
    return menu


def ids(menu):
    return [each.objectName() for each in menu.actions() if not each.isSeparator()]


def choose(menu, action, qtbot):
    found = next(each for each in menu.findChildren(QAction) if each.objectName() == action)
    found.trigger()
    dismiss(menu, qtbot)


def dismiss(menu, qtbot):
    menu.close()
    qtbot.waitUntil(lambda: not isValid(menu))


@pytest.fixture
def tagged(window):
    """한빛전자 is tagged at its second place."""
    tag(window, "한빛전자", "W", nth=1)
    return window


def test_a_mention_is_retyped_and_deleted_from_its_menu(tagged, qtbot):
    at = mention(tagged, "한빛전자").spans[0].start + 1
    menu = ask(tagged, at)
    assert {"mention.relink", "tag.all", "note.add", "annotation.delete"} <= set(ids(menu))
    types = [each for each in menu.findChildren(QAction) if each.objectName().startswith("tag.P")]
    assert any(each.text().endswith("\tQ") for each in types)
    choose(menu, "tag.PERSON", qtbot)
    assert mention(tagged, "한빛전자").type == "PERSON"
    choose(ask(tagged, at), "annotation.delete", qtbot)
    assert workspace(tagged).mentions == ()


def test_a_selection_is_kept_and_tagged_from_its_menu(window, qtbot):
    select(window, "한빛전자")
    start = TEXT.index("한빛전자")
    menu = ask(window, start + 2)
    assert {"tag.ORG", "claim.new", "edit.copy"} <= set(ids(menu))
    assert article_view(window).selection.spans == ((start, start + 4),)
    choose(menu, "tag.ORG", qtbot)
    assert mention(window, "한빛전자").type == "ORG"


def test_a_selection_elsewhere_comes_back_when_nothing_is_chosen(tagged, qtbot):
    select(tagged, "부산")
    held = article_view(tagged).selection
    menu = ask(tagged, mention(tagged, "한빛전자").spans[0].start + 1)
    assert article_view(tagged).selection.spans == ()
    assert tagged._context.place.record == mention(tagged, "한빛전자").id
    dismiss(menu, qtbot)
    assert article_view(tagged).selection == held


def test_plain_text_moves_the_caret_and_offers_the_article(window, qtbot):
    at = TEXT.index("공장")
    menu = ask(window, at)
    assert article_view(window).caret == at
    assert "article.finish" in ids(menu)
    dismiss(menu, qtbot)


def test_a_claim_has_a_menu_of_its_own(window, qtbot):
    select(window, "부산 공장을 늘린다")
    press(article_view(window), "Z")
    menu = ask(window, TEXT.index("공장을"))
    assert {"claim.polarity", "annotation.delete"} <= set(ids(menu))
    choose(menu, "annotation.delete", qtbot)
    assert workspace(window).claims == ()


@pytest.mark.parametrize("how", ["menu key", "action"])
def test_keys_open_it_at_the_caret(tagged, qtbot, how):
    start = mention(tagged, "한빛전자").spans[0].start
    article_view(tagged).select(start + 1, start + 1)
    if how == "menu key":
        menu = ask(tagged, 0, keyboard=True)
    else:
        tagged.router.trigger("edit.menu")
        (menu,) = (e for e in article_view(tagged).findChildren(QMenu) if e.isVisible())
    assert "mention.relink" in ids(menu)
    dismiss(menu, qtbot)


def test_every_action_it_names_is_in_the_table(window):
    named = {
        action
        for sections in (SELECTION, MENTION, CLAIM, RELATIONSHIP, PLAIN)
        for section in sections
        for action in section
    }
    assert named <= {spec.id for spec in window.router.all_specs()} | {"tag.type"}

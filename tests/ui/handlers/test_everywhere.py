"""Tag all in the project, from the key in the text to one undo."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.hands import article_view, put_caret, settled, tag, workspace
from tests.ui.keys import press
from tests.ui.kit import add_article

from juseok.services.bulk import tag_all
from juseok.services.bulk.kwic import Looked
from juseok.services.tagging.articles import finish_article, open_article
from juseok.ui.handlers import everywhere
from juseok.ui.handlers.everywhere import EverywhereHandlers
from juseok.ui.handlers.kwic_flow import tell_pieces

MORE = "한빛전자 소식\n한빛전자가 한빛전자의 새 소식을 알렸다.\n"
DONE = "지난 소식\n한빛전자를 다룬 글이다.\n"
NEW = "새 소식\n한빛전자와 나루소프트.\n"


@pytest.fixture
def others(session):
    """One more article in progress, one finished, one that nobody opened."""
    project = session.project
    ids = [
        add_article(project, title=text.split("\n")[0], publisher="다온일보", text=text,
                    position=10 + number)
        for number, text in enumerate((MORE, DONE, NEW))
    ]  # fmt: skip
    layer = project.own_layer
    for action in (
        open_article(state=None, layer=layer, article=ids[0]),
        finish_article(state=None, layer=layer, article=ids[1], title=""),
    ):
        project.writer.commit(action)
    return ids


@pytest.fixture
def handlers(others, window) -> EverywhereHandlers:
    window.router.complete()
    return next(each for each in window._kept if isinstance(each, EverywhereHandlers))


@pytest.fixture
def dialog(window, handlers, qtbot):
    """The list as the key opens it on 한빛전자, looked through."""
    tag(window, "한빛전자", "E", nth=0)
    settled(window, qtbot)
    put_caret(window, "한빛전자")
    press(article_view(window), "`", modifiers=Qt.KeyboardModifier.ShiftModifier, text="~")
    qtbot.waitUntil(lambda: handlers.flow.dialog is not None and not handlers.flow.dialog.looking)
    return handlers.flow.dialog


def everywhere_mentions(session, others):
    with session.project.reader() as reader:
        found = [reader.annotations(session.viewer, each).mentions for each in others]
    return [len(each) for each in found]


def words(dialog):
    return [dialog.model.data(dialog.model.index(n)) for n in range(dialog.model.rowCount())]


def test_every_place_is_listed_with_its_context_the_article_at_hand_first(dialog):
    assert words(dialog) == [
        "한빛전자는 15일 “내년에 부산 공장을 늘린다”고 밝혔다. (한빛전자, 내년 새 공장)",
        "김하늘 대표는 한빛전자가 부산에 1조원을 쓴다고 말했다. (한빛전자, 내년 새 공장)",
        "한빛전자 소식 (한빛전자 소식)",
        "한빛전자가 한빛전자의 새 소식을 알렸다. (한빛전자 소식)",
        "한빛전자가 한빛전자의 새 소식을 알렸다. (한빛전자 소식)",
    ]
    assert dialog.go.text() == "Tag 5 places"
    assert dialog.left_over.text() == (
        "Left as suggestions: 2 places in 2 articles, finished or not opened yet."
    )


def test_space_leaves_a_row_out_and_enter_tags_the_others_as_one_action(
    window, session, others, handlers, dialog, qtbot
):
    QTest.keyClick(dialog.view, Qt.Key.Key_Down)
    QTest.keyClick(dialog.view, Qt.Key.Key_Space)
    QTest.keyClick(dialog.view, Qt.Key.Key_End)
    QTest.keyClick(dialog.view, Qt.Key.Key_Space)
    assert dialog.go.text() == "Tag 3 places"
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: handlers.flow.dialog is None)
    qtbot.waitUntil(lambda: len(workspace(window).mentions) == 2)
    assert everywhere_mentions(session, others) == [2, 0, 0]
    all_of_it = "undo.tag_everywhere.all"
    qtbot.waitUntil(lambda: session.turns.at_rest and session.undo_label.code == all_of_it)
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: len(workspace(window).mentions) == 1)
    assert everywhere_mentions(session, others) == [0, 0, 0]
    qtbot.waitUntil(lambda: session.turns.at_rest and session.redo_label is not None)
    window.router.trigger("edit.redo")
    qtbot.waitUntil(lambda: len(workspace(window).mentions) == 2)
    assert everywhere_mentions(session, others) == [2, 0, 0]


def test_a_tick_is_turned_by_a_click_and_for_all_that_are_selected(dialog):
    view = dialog.view
    place = view.visualRect(dialog.model.index(2)).center()
    place.setX(16)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert dialog.model.ticked == 4
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert dialog.model.ticked == 5  # some were out: all are in
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert dialog.model.ticked == 0
    assert not dialog.go.isEnabled()


def test_the_key_again_brings_the_same_list_to_the_front(window, handlers, dialog):
    window.router.trigger("tag.everywhere")
    assert handlers.flow.dialog is dialog


def test_a_place_is_shown_in_the_text(window, dialog, others, qtbot):
    dialog.view.shown_asked.emit(3)
    qtbot.waitUntil(lambda: window._context.place.article == others[0])


def test_esc_leaves_everything_as_it_was(session, others, handlers, dialog, qtbot):
    QTest.keyClick(dialog.view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: handlers.flow.dialog is None)
    assert everywhere_mentions(session, others) == [0, 0, 0]


def test_stopped_while_tagging_nothing_is_tagged(
    session, others, handlers, dialog, qtbot, monkeypatch
):
    begun, go_on = threading.Event(), threading.Event()
    run = tag_all.tag_rows

    def slowly(**how):
        begun.set()
        assert go_on.wait(10)
        return run(**how)

    monkeypatch.setattr(everywhere, "tag_rows", slowly)
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    qtbot.waitUntil(begun.is_set)
    dialog.stop.click()
    go_on.set()
    qtbot.waitUntil(lambda: not dialog.writing)
    assert dialog.words.text() == "Stopped. Nothing was changed."
    assert dialog.go.isEnabled()
    assert everywhere_mentions(session, others) == [0, 0, 0]


def test_a_name_that_stands_nowhere_else_says_so(window, handlers, qtbot):
    tag(window, "김하늘", "Q")
    settled(window, qtbot)
    put_caret(window, "김하늘")
    window.router.trigger("tag.everywhere")
    qtbot.waitUntil(lambda: handlers.flow.dialog is not None and not handlers.flow.dialog.looking)
    assert handlers.flow.dialog.words.text() == "The name stands nowhere else untagged."
    assert not handlers.flow.dialog.go.isEnabled()
    handlers.flow.dialog.close()


def test_pieces_without_rows_are_told_only_so_often():
    told = []
    tell_pieces((Looked((), n, 100) for n in range(100)), told.append)
    assert len(told) < 50
    assert told[-1].done == 99

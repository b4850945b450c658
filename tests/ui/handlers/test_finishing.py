"""Finishing an article: what may be missing is listed, and nobody is stopped."""

import threading

import pytest
from PySide6.QtCore import Qt
from tests.ui.hands import TEXT, article_view, settled, tag, workspace
from tests.ui.keys import press
from tests.ui.kit import article_of

from juseok.ui.panels.finish import FinishStrip

QUOTE = "내년에 부산 공장을 늘린다"


@pytest.fixture
def strip(window, qtbot):
    """한빛전자 is tagged once and stands untagged twice; there is a quotation."""
    tag(window, "한빛전자", "W", nth=1)
    window.router.trigger("article.finish")
    made = window.findChild(FinishStrip)
    qtbot.waitUntil(made.is_open)
    return made


def rules(strip):
    return [strip.model.finding(row).rule for row in range(strip.model.rowCount())]


def state(window):
    with window.session.project.reader() as reader:
        return reader.article_state(window.session.viewer, article_of(0))


def test_the_findings_stand_under_the_text_in_its_order(strip):
    assert rules(strip) == ["untagged", "quotation"]
    assert strip.words.text() == "3 places may want a second look"
    assert "Organisation" in strip.model.data(strip.model.index(0))
    assert strip.view.hasFocus()


def test_a_row_selects_its_words_and_enter_goes_there(window, strip):
    press(strip.view, "Down")
    selection = article_view(window).selection
    assert TEXT[selection.start : selection.end] == QUOTE
    assert strip.view.hasFocus()
    press(strip.view, "Enter")
    assert article_view(window).hasFocus()


def test_a_name_has_one_row_and_enter_goes_round_its_places(window, strip):
    assert strip.model.data(strip.model.index(0)).endswith("2 places")
    starts = []
    for _ in range(3):
        starts.append(article_view(window).selection.start)
        press(strip.view, "Enter")
    assert starts[0] == starts[2] != starts[1]
    assert strip.view.hasFocus()


def test_the_words_shown_can_be_tagged_at_once_and_leave_the_list(window, strip, qtbot):
    press(strip.view, "Enter", modifiers=Qt.KeyboardModifier.ShiftModifier)
    press(article_view(window), "W", text="ㅈ")
    assert len(workspace(window).mentions) == 2
    qtbot.waitUntil(lambda: rules(strip) == ["quotation", "untagged"])
    assert article_view(window).hasFocus()


def test_the_key_once_more_finishes_all_the_same(window, strip, qtbot):
    with qtbot.waitSignal(window.bench.article_shown) as shown:
        window.router.trigger("article.finish")
    assert shown.args == [article_of(1)]
    qtbot.waitUntil(lambda: state(window).state == "finished")
    assert strip.isHidden()


def test_escape_goes_on_with_the_article(window, strip):
    press(strip.view, "Esc")
    assert strip.isHidden()
    assert article_view(window).hasFocus()


def test_with_nothing_to_look_at_it_is_finished_at_once(window, qtbot):
    with qtbot.waitSignal(window.bench.article_shown):
        window.router.trigger("article.next")
    with qtbot.waitSignal(window.bench.article_shown) as shown:
        window.router.trigger("article.finish")
    assert shown.args == [article_of(2)]


def test_finishing_is_undone_and_an_article_taken_up_again(window, strip, qtbot):
    with qtbot.waitSignal(window.bench.article_shown):
        strip.finish.click()
    with qtbot.waitSignal(window.bench.article_shown):
        window.router.trigger("article.previous")
    window.router.trigger("article.reopen")
    qtbot.waitUntil(lambda: state(window).state == "in_progress")
    settled(window, qtbot)
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: state(window).state == "finished")


def test_an_article_is_taken_up_again_though_its_finish_is_not_saved_yet(window, strip, qtbot):
    saves = threading.Event()
    window.session.project.writer.call(lambda _: saves.wait(20))
    try:
        with qtbot.waitSignal(window.bench.article_shown):
            strip.finish.click()
        with qtbot.waitSignal(window.bench.article_shown):
            window.router.trigger("article.previous")
        window.router.trigger("article.reopen")
        qtbot.waitUntil(lambda: window.session.tasks.idle)
    finally:
        saves.set()
    settled(window, qtbot)
    assert state(window).state == "in_progress"


def test_a_reason_to_skip_is_a_digit(window, qtbot):
    window.router.trigger("article.skip")
    press(window.palette_box._field, "2", text="2")
    qtbot.waitUntil(lambda: state(window).state == "skipped")
    assert state(window).reason == "The same as another article"


def test_typed_words_are_the_reason_as_they_are(window, qtbot):
    window.router.trigger("article.skip")
    window.palette_box._field.setText("news 3")
    press(window.palette_box._field, "Enter")
    qtbot.waitUntil(lambda: state(window).state == "skipped")
    assert state(window).reason == "news 3"


@pytest.mark.parametrize("copy", [True, False])
def test_the_last_article_of_a_working_copy_says_to_send_it_back(window, qtbot, copy):
    window.session.project.is_working_copy = copy
    for n in range(3):
        qtbot.waitUntil(lambda n=n: window.bench.place.article == article_of(n))
        assert "Send" not in window.status.text
        if n == 2:  # here, but not finished yet
            window.router.trigger("article.next_open")
            qtbot.waitUntil(lambda: "Every other article" in window.status.text)
        window.router.trigger("article.skip")
        press(window.palette_box._field, "1", text="1")
    if copy:
        said = f"Send “{window.session.project.path.name}” back; Ctrl+Shift+U packs"
        qtbot.waitUntil(lambda: said in window.status.text)
    else:
        qtbot.waitUntil(lambda: state_of(window, 2) == "skipped")
        qtbot.waitUntil(lambda: "Every other article" in window.status.text)


def state_of(window, n):
    with window.session.project.reader() as reader:
        return reader.article_state(window.session.viewer, article_of(n)).state

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from tests.ui.keys import press
from tests.ui.kit import ARTICLES

from juseok.ui.actions import ActionRouter
from juseok.ui.palette import ENTRY_ROLE, CommandPalette, Entry
from juseok.ui.theme import Theme, contrast


@pytest.fixture
def done():
    return []


@pytest.fixture
def palette(qtbot, done):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    back = QLineEdit(window)
    router = ActionRouter()
    for action in ("article.next", "edit.redo", "help.about"):
        router.register(action, lambda action=action: done.append(action))
    router.register("edit.undo", lambda: done.append("edit.undo"), enabled=lambda: False)
    made = CommandPalette(router, window)
    window.show()
    back.setFocus()
    made.back = back
    made.window_ = window
    return made


def shown(palette):
    model = palette._model
    return [model.index(row).data(ENTRY_ROLE).text for row in range(model.rowCount())]


def test_it_finds_runs_and_gives_the_focus_back(palette, done):
    palette.open()
    palette._field.setText("next art")
    assert shown(palette)[0] == "Next article"
    press(palette._field, "Enter")
    assert done == ["article.next"]
    assert palette.isHidden()
    assert palette.window().focusWidget() is palette.back


def test_initials_find_korean_names(palette, korean):
    palette.open()
    palette._field.setText("ㄷㅇㄱㅅ")
    assert shown(palette)[0] == "다음 기사"


def test_what_cannot_be_done_now_is_last_and_cannot_be_chosen(palette, done):
    palette.open()
    assert shown(palette)[-1] == "Undo"
    palette._choose(palette._model.index(len(shown(palette)) - 1))
    assert done == []


def test_entries_of_a_source_come_after_the_actions(palette, done):
    palette.set_source(
        lambda query, deliver: deliver([Entry(f"<{query}>", "", "tag", True, done.clear)])
    )
    palette.open()
    palette._field.setText("about")
    assert shown(palette) == ["About Juseok", "<about>"]


def test_a_late_answer_to_an_old_query_is_dropped(palette):
    waiting = []
    palette.set_source(lambda query, deliver: waiting.append(deliver))
    palette.open()
    palette._field.setText("zzz")
    palette._field.setText("zzzz")
    waiting[0]([Entry("old", "", "tag", True, list)])
    assert shown(palette) == []


def test_enter_before_the_answer_takes_the_first_that_comes(palette, done):
    waiting = []
    palette.set_source(lambda query, deliver: waiting.append(deliver))
    palette.open(with_actions=False)
    palette._field.setText("first")
    press(palette._field, "Enter")
    assert done == []
    first = Entry("first", "", "tag", True, lambda: done.append("first"))
    waiting[-1]([first, Entry("second", "", "tag", True, done.clear)])
    assert done == ["first"]
    assert palette.isHidden()


def test_enter_waits_for_nothing_once_the_words_changed_or_it_was_closed(palette, done):
    waiting = []
    palette.set_source(lambda query, deliver: waiting.append(deliver))
    entry = Entry("an article", "", "tag", True, lambda: done.append("chosen"))
    palette.open(with_actions=False)
    palette._field.setText("other")
    press(palette._field, "Enter")
    palette._field.setText("others")
    waiting[-1]([entry])
    palette._field.setText("again")
    press(palette._field, "Enter")
    press(palette._field, "Esc")
    waiting[-1]([entry])
    assert done == []


def test_choosing_lists_only_what_is_asked_for(palette, done):
    palette.choose(
        "Which?", lambda query: [Entry(f"one {query}", "", "tag", True, lambda: done.append(1))]
    )
    palette._field.setText("x")
    assert shown(palette) == ["one x"]
    press(palette._field, "Enter")
    assert done == [1]


def test_escape_closes_without_doing_anything(palette, done):
    palette.open()
    press(palette._field, "Esc")
    assert palette.isHidden()
    assert done == []


def test_english_words_find_an_action_in_korean(palette, korean):
    palette.open()
    palette._field.setText("next art")
    assert shown(palette)[0] == "다음 기사"


def test_korean_words_find_an_action_in_english(palette):
    palette.open()
    palette._field.setText("다음 기사")
    assert shown(palette)[0] == "Next article"


def test_an_empty_result_is_one_sentence_and_no_row(palette, qtbot):
    palette.open()
    palette._field.setText("zzzz")
    qtbot.waitUntil(palette._nothing.isVisible)
    assert not palette._list.isVisible()
    palette._field.setText("next")
    assert palette._list.isVisible()
    assert not palette._nothing.isVisible()


def test_the_article_on_screen_is_not_offered_beside_itself(window, qtbot):
    window.router.trigger("view.second")
    qtbot.waitUntil(lambda: bool(shown(window.palette_box)))
    assert ARTICLES[0][0] not in shown(window.palette_box)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_chosen_row_can_be_seen_in_both_themes(qapp, qtbot, palette, look):
    theme = Theme(qapp, look)
    try:
        palette.open()
        palette._list.setCurrentIndex(palette._model.index(0))
        qtbot.waitUntil(lambda: palette._list.viewport().height() >= 64)
        picture = palette._list.viewport().grab().toImage()
        rects = [palette._list.visualRect(palette._model.index(row)) for row in (0, 1)]
        chosen, other = (picture.pixelColor(8, rect.center().y()) for rect in rects)
        assert contrast(chosen, other) >= 1.08
    finally:
        theme.deleteLater()
        Theme(qapp, "light").deleteLater()


def rows_of(*texts, whole=False):
    return [Entry(text, "", "note", True, list, whole=whole) for text in texts]


@pytest.mark.parametrize("count", [1, 2, 6, 11])
def test_as_many_rows_as_there_is_room_for_are_seen_without_scrolling(palette, qtbot, count):
    palette.choose("Which?", lambda _: rows_of(*map(str, range(count))))
    assert palette._list.viewport().height() == count * 32
    qtbot.waitUntil(lambda: palette._list.verticalScrollBar().maximum() == 0)


def test_what_is_to_be_read_in_full_takes_the_lines_that_it_needs(palette, qtbot):
    long = "구간에 조사까지 들어가 있습니다. " * 12
    palette.choose("Thread", lambda _: rows_of(long, "짧다", whole=True))
    qtbot.waitUntil(lambda: palette._list.verticalScrollBar().maximum() == 0)
    first, second = (palette._list.visualRect(palette._model.index(row)) for row in range(2))
    assert (first.height() > 64, second.height()) == (True, 32)
    assert palette._list.viewport().height() == first.height() + second.height()

"""Search beside a real window: typed, moved through and jumped from by key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from tests.ui.hands import article_view, mention, select, settled, tag, write
from tests.ui.keys import press
from tests.ui.kit import article_of

from juseok.services.search.saved import read_saved


def made(window):
    window.router.trigger("panel.search")
    return window.bench.inspector.tabs.panel("search")


@pytest.fixture
def panel(window):
    return made(window)


def look_for(panel, qtbot, words):
    panel.field.clear()
    write(panel.field, words)
    panel.searcher.run()
    qtbot.waitUntil(lambda: not panel.searcher.busy)


def rows(panel):
    return [panel.model.row(n) for n in range(panel.model.rowCount())]


def found(panel):
    return [(row.article, row.context[s:e]) for row in rows(panel) for s, e in row.marks]


def is_database(path):
    return path.exists() and path.read_bytes().startswith(b"SQLite")


def test_the_key_leads_to_the_field_and_esc_back_to_the_text(window, qtbot):
    QTest.keyClick(
        window, Qt.Key.Key_F,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )  # fmt: skip
    panel = window.bench.inspector.tabs.panel("search")
    assert window.focusWidget() is panel.field
    press(panel.field, "Esc")
    assert window.focusWidget() is article_view(window)


def test_typing_searches_after_a_pause_and_enter_jumps(window, panel, qtbot):
    write(panel.field, "나루소프트가")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    assert panel._count.text() == "1 place in 1 article"
    with qtbot.waitSignal(window.bench.article_shown):
        press(panel.field, "Enter")
    view = article_view(window)
    assert window._context.place.article == article_of(1)
    assert view.selected_text() == "나루소프트가"
    assert window.focusWidget() is view


def test_enter_at_once_jumps_when_something_was_found(window, panel, qtbot):
    write(panel.field, "회의가")
    with qtbot.waitSignal(window.bench.article_shown):
        press(panel.field, "Enter")
    assert article_view(window).selected_text() == "회의가"


def test_up_and_down_choose_while_the_focus_stays_in_the_field(window, panel, qtbot):
    look_for(panel, qtbot, "한빛전자")
    assert panel.view.currentIndex().row() == 0
    press(panel.field, "Down")
    press(panel.field, "Down")
    press(panel.field, "Up")
    assert panel.view.currentIndex().row() == 1
    press(panel.field, "Enter")
    assert article_view(window).caret in (rows(panel)[1].start, rows(panel)[1].end)


def test_f4_walks_through_the_places_from_the_text(window, panel, qtbot):
    look_for(panel, qtbot, "한빛전자")
    places = [(row.start, row.end) for row in rows(panel)]
    seen = []
    for _ in range(4):
        window.router.trigger("search.next")
        seen.append(article_view(window).selection.spans[0])
    assert seen == [places[1], places[2], places[0], places[1]]
    window.router.trigger("search.previous")
    assert article_view(window).selection.spans[0] == places[0]


def test_without_a_search_f4_says_what_searches(window):
    window.router.trigger("search.next")
    assert "Ctrl+Shift+F" in window.status.text


def test_what_is_selected_is_looked_for(window, qtbot):
    select(window, "부산 공장")
    panel = made(window)
    assert panel.field.text() == '"부산 공장"'
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    select(window, "김하늘")
    window.router.trigger("panel.search")
    qtbot.waitUntil(lambda: [words for _, words in found(panel)] == ["김하늘"])


def test_nothing_found_says_what_to_try(panel, qtbot):
    look_for(panel, qtbot, "없는말")
    assert panel._empty.isVisibleTo(panel)
    assert "Nothing found" in panel._empty.text()
    assert "entity:" in panel._empty.text()


def test_a_filter_that_is_none_is_said_in_words(panel, qtbot):
    look_for(panel, qtbot, "pubsher:가온")
    assert "pubsher" in panel._count.text()
    look_for(panel, qtbot, "publisher:가온")
    assert {article for article, _ in found(panel)} == set() or rows(panel)


def test_an_annotation_is_in_hand_after_the_jump(window, qtbot):
    tag(window, "김하늘", "Q")
    settled(window, qtbot)
    panel = made(window)
    look_for(panel, qtbot, "type:PERSON")
    assert found(panel) == [(article_of(0), "김하늘")]
    press(panel.field, "Enter")
    assert window._context.place.record == mention(window, "김하늘").id


def test_searches_are_kept_listed_and_forgotten(panel, qtbot):
    look_for(panel, qtbot, "entity:없음")
    look_for(panel, qtbot, "한빛전자")
    panel.keep()
    assert read_saved(panel._saved_path) == ("한빛전자",)
    look_for(panel, qtbot, "")
    assert rows(panel) == ["한빛전자"]
    press(panel.field, "Down")
    press(panel.field, "Enter")
    assert panel.field.text() == "한빛전자"
    qtbot.waitUntil(lambda: panel.model.rowCount() == 3)
    look_for(panel, qtbot, "")
    press(panel.field, "Down")
    press(panel.field, "Delete")
    assert rows(panel) == []
    assert read_saved(panel._saved_path) == ()


def test_the_index_is_made_behind_and_a_damaged_one_anew(panel, qtbot):
    keeper = panel.searcher.keeper
    keeper.start()
    qtbot.waitUntil(lambda: keeper._job is None)
    assert keeper.path.exists()
    look_for(panel, qtbot, "한빛전자")
    before = found(panel)
    for end in ("-wal", "-shm"):
        keeper.path.with_name(keeper.path.name + end).unlink(missing_ok=True)
    keeper.path.write_bytes(b"spoilt" * 9999)
    look_for(panel, qtbot, "한빛전자")
    assert found(panel) == before
    qtbot.waitUntil(lambda: keeper._job is None and is_database(keeper.path))


def test_a_row_paints_what_was_found_apart_from_the_rest(panel, qtbot):
    look_for(panel, qtbot, "공장")
    panel.view.resize(280, 300)
    image = panel.view.grab().toImage()
    accent = panel.palette().color(QPalette.ColorRole.Accent).rgb()
    assert any(image.pixel(x, y) == accent for x in range(280) for y in range(image.height() // 3))

"""Selecting in a real widget: what is selected is exactly what was aimed at."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from tests.ui.articleview.kit import TEXT, click, drag, mention, point_at, press, span_of

from juseok.ui.articleview.interaction import SelectedBy

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.mark.parametrize(
    "part", ["반도체", "올해 안에", "두 나라", "개발자들은", "공개\n서윤아", "반겼다.\n\n미국"]
)
def test_a_drag_selects_exactly_the_characters_it_runs_over(view, part):
    drag(view, *span_of(part))
    assert view.selected_text() == part
    assert view.selection.by is SelectedBy.DRAG


def test_a_drag_backwards_selects_the_same(view):
    start, end = span_of("새 규정")
    drag(view, end, start)
    assert view.selected_text() == "새 규정"
    assert view.caret == start


def test_a_drag_with_control_adds_a_fragment(view):
    drag(view, *span_of("한빛반도체"))
    drag(view, *span_of("공개"), keys=CONTROL)
    assert view.selection.spans == (span_of("한빛반도체"), span_of("공개"))
    view.copy()
    assert QGuiApplication.clipboard().text() == "한빛반도체\n공개"


def test_a_click_with_shift_extends_the_selection(view):
    start, end = span_of("새 가속기")
    drag(view, start, start + 1)
    drag(view, end, end, keys=SHIFT)
    assert view.selected_text() == "새 가속기"


def test_a_double_click_selects_the_eojeol_without_punctuation(view):
    click(view, point_at(view, TEXT.index("올해")), times=2)
    assert view.selected_text() == "올해"
    assert view.selection.by is SelectedBy.EOJEOL


def test_a_triple_click_selects_the_line(view):
    click(view, point_at(view, TEXT.index("가속기")), times=3)
    assert view.selected_text() == TEXT.split("\n")[0]


def test_shift_and_arrows_select_by_seen_characters(view):
    view.select(TEXT.index("👩"), TEXT.index("👩"))
    press(view, Key.Key_Right, SHIFT)
    assert view.selected_text() == "👩‍💻"
    assert view.selection.by is SelectedBy.CHARACTER


@pytest.mark.parametrize(
    "cluster", ["👩‍💻", "🇰🇷", "\u1112\u1161\u11ab", "e\u0301", "👍🏽"], ids=ascii
)
def test_what_is_seen_as_one_character_is_one_stop(make_view, cluster):
    text = f"가{cluster}나"
    view = make_view(text)
    stops = []
    for _ in range(3):
        press(view, Key.Key_Right)
        stops.append(view.caret)
    assert stops == [1, 1 + len(cluster), len(text)]
    press(view, Key.Key_Left)
    press(view, Key.Key_Left)
    assert view.caret == 1


def test_control_and_arrows_move_by_eojeol(view):
    press(view, Key.Key_Right, CONTROL, SHIFT)
    assert view.selected_text() == "한빛반도체,"
    press(view, Key.Key_Right, CONTROL)
    press(view, Key.Key_Left, CONTROL)
    assert view.caret == TEXT.index("새")


def test_home_and_end_go_to_the_ends_of_the_line_and_of_the_text(view):
    view.select(TEXT.index("가속기"), TEXT.index("가속기"))
    press(view, Key.Key_End)
    assert view.caret == TEXT.index("\n")
    press(view, Key.Key_Home)
    assert view.caret == 0
    press(view, Key.Key_End, CONTROL)
    assert view.caret == len(TEXT)
    press(view, Key.Key_Home, CONTROL, SHIFT)
    assert view.selected_text() == TEXT


def test_up_and_down_keep_their_place_across_a_blank_line(view):
    start = TEXT.index("대표는")
    view.select(start, start)
    x = view.page.x_of(start)
    for _ in range(2):
        press(view, Key.Key_Down)
    for _ in range(2):
        press(view, Key.Key_Up)
    assert view.caret == start
    press(view, Key.Key_Down)
    press(view, Key.Key_Down)
    assert abs(view.page.x_of(view.caret) - x) < 20


def test_page_keys_move_by_about_a_screen(make_view):
    view = make_view("\n".join(f"{n}째 줄의 글" for n in range(200)))
    press(view, Key.Key_PageDown)
    lines = view.page.doc.text[: view.caret].count("\n")
    assert lines == view.page.page_lines()
    assert 0 <= view.page.caret_rect(view.caret).top() <= view.viewport().height()
    press(view, Key.Key_PageUp)
    assert view.caret == 0


def test_select_all_and_copy(view):
    press(view, Key.Key_A, CONTROL)
    press(view, Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == TEXT


def test_keys_that_are_not_the_views_go_to_the_parent(view):
    assert not press(view, Key.Key_Q).isAccepted()
    assert press(view, Key.Key_Right).isAccepted()
    assert not view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_a_selection_is_told_when_it_changes_and_not_again(view, qtbot):
    told = []
    view.selection_changed.connect(lambda start, end: told.append((start, end)))
    drag(view, *span_of("미국"))
    assert told[-1] == span_of("미국")
    with qtbot.assertNotEmitted(view.selection_changed):
        view.select(*span_of("미국"))


def test_a_click_at_a_mark_activates_the_smallest_then_the_next(make_view, qtbot):
    outer, inner = span_of("미국 상무부"), span_of("미국")
    view = make_view(marks=[mention("outer", outer), mention("inner", inner)])
    activated = []
    view.mark_activated.connect(activated.append)
    point = point_at(view, inner[0] + 1)
    click(view, point)
    click(view, point, when=5000)
    click(view, point, when=9000)
    assert activated == ["inner", "outer", "inner"]
    with qtbot.waitSignal(view.empty_clicked):
        click(view, point_at(view, TEXT.index("규정")), when=20000)


def test_marks_at_gives_the_smallest_first(make_view):
    view = make_view(
        marks=[mention("outer", span_of("미국 상무부")), mention("inner", span_of("미국"))]
    )
    start = TEXT.index("미국")
    assert [mark.id for mark in view.marks_at(start + 1)] == ["inner", "outer"]
    assert [mark.id for mark in view.marks_at(start + 4)] == ["outer"]
    assert view.mark_at(QPoint(2, 2)) == ""

"""Reading in a real widget: nothing moves what is read, nothing is laid out without need."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QHelpEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip
from tests.ui.articleview.kit import (
    LONG,
    TEXT,
    click,
    hover_at,
    mention,
    mouse,
    point_at,
    press,
    span_of,
)

from juseok.core.model import Zone, ZoneRole
from juseok.core.sentences import split_line
from juseok.ui.articleview.document import Mark, MarkSort

MOUSE = QMouseEvent.Type


def y_of(view, offset):
    """The baseline of the line of an offset."""
    placed = view.page.placed(offset)
    layout = placed.laid.layout
    return placed.text_y + layout.lines[layout.line_of(offset - placed.laid.start)].baseline


def read_at(view):
    """An offset on the first whole line, and its y."""
    offset, _ = view.page.reading_place()
    return offset, y_of(view, offset)


def test_lines_keep_one_pitch_so_tagging_moves_no_text(view):
    spots = [TEXT.index("서윤아"), TEXT.index("미국"), len(TEXT) - 1]
    before = [view.page.caret_rect(offset) for offset in spots]
    view.update_marks(
        added=[
            mention("a", span_of("서윤아"), style="PERSON"),
            mention("b", span_of("미국 상무부")),
            mention("c", span_of("미국"), style="GPE"),
            Mark("k", MarkSort.CLAIM, (span_of("올해 안에 양산을 시작하겠다"),), letter="1"),
            Mark("k/cue", MarkSort.CUE, (span_of("밝혔다"),), owner="k"),
        ]
    )
    assert [view.page.caret_rect(offset) for offset in spots] == before


@pytest.mark.parametrize(
    "change",
    [
        lambda view: view.set_font_size(23),
        lambda view: view.set_line_spacing(2.4),
        lambda view: view.set_measure(24),
        lambda view: view.resize(560, 600),
        lambda view: view.set_reading_mode(split_line),
        lambda view: view.set_show_zones(True),
        lambda view: view.set_hidden_roles(frozenset({ZoneRole.RELATED})),
        lambda view: view.set_zones((Zone(0, 9000, ZoneRole.CAPTION),)),
        lambda view: view.set_marks([mention(f"m{n}", (n * 7, n * 7 + 5)) for n in range(900)]),
        lambda view: view.update_marks(
            [Mark(f"q{n}", MarkSort.CUE, ((n, n + 40),)) for n in range(0, 8000, 9)]
        ),
    ],
    ids=[
        "size",
        "spacing",
        "measure",
        "width",
        "sentences",
        "zones",
        "hidden",
        "rezone",
        "marks",
        "lanes",
    ],
)
def test_what_is_read_stays_in_its_place(make_view, change):
    zones = [Zone(0, LONG.index("50째"), ZoneRole.RELATED)]
    view = make_view(LONG, zones=zones)
    view.reveal(LONG.index("170째"))
    view.scroll_by(7)
    offset, y = read_at(view)
    change(view)
    QApplication.processEvents()
    assert y_of(view, offset) == pytest.approx(y, abs=1)


def test_scrolling_up_through_unmeasured_text_is_exact(make_view):
    view = make_view(LONG)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    for _ in range(30):
        offset, y = read_at(view)
        bar = view.verticalScrollBar()
        bar.setValue(bar.value() - 37)
        assert y_of(view, offset) == pytest.approx(y + 37, abs=1)


def test_what_is_moved_on_scrolling_is_what_would_be_drawn(make_view):
    marks = [mention(f"m{n}", (n * 41, n * 41 + 6)) for n in range(200)]
    view = make_view(LONG, marks=marks)
    view.set_badges({f"m{n}": "ㄱ" for n in range(0, 200, 3)})
    view.viewport().repaint()
    for delta in (37, 213, -90, 5):
        view.scroll_by(delta)
        QApplication.processEvents()
        shown = view.screen().grabWindow(view.winId()).toImage()
        view.viewport().update()
        QApplication.processEvents()
        assert view.screen().grabWindow(view.winId()).toImage() == shown


def test_the_bar_reaches_the_last_line_and_the_first(make_view):
    view = make_view(LONG)
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    QApplication.processEvents()
    bar.setValue(bar.maximum())
    assert 0 < y_of(view, len(LONG)) < view.viewport().height()
    bar.setValue(0)
    assert y_of(view, 0) > 0


def test_reveal_moves_only_when_it_must(make_view):
    view = make_view(LONG)
    target = LONG.index("300째")
    view.reveal(target, target + 4)
    y = y_of(view, target)
    assert 0 < y < view.viewport().height() / 2
    view.reveal(target + 2)
    assert y_of(view, target) == y


def test_only_blocks_in_sight_are_laid_out_and_only_touched_ones_anew(make_view, monkeypatch):
    text = LONG * 20
    view = make_view(text)
    laid = []
    lay = view.page._lay
    monkeypatch.setattr(view.page, "_lay", lambda block: laid.append(block) or lay(block))
    view.grab()
    assert laid == []
    start = view.page.offset_at(300, 200)
    view.update_marks(added=[mention("new", (start, start + 3))])
    view.grab()
    assert set(laid) == {view.page.blocks.at(start)}
    laid.clear()
    view.update_marks(added=[mention("far", (len(text) - 50, len(text) - 40))])
    view.grab()
    assert laid == []
    view.update_marks(removed=["nothing"])
    assert view.page.marks.get("new") is not None


def test_a_line_of_a_million_characters_opens_and_selects(make_view):
    text = "한빛반도체가 새 가속기를 공개했다. " * 50_000
    view = make_view(text, marks=[mention("m", (0, 5))])
    view.grab()
    assert len(view.page._cache) < 8
    end = len(text) - 20
    view.select(end, end + 5)
    assert view.selected_text() == text[end : end + 5]
    assert 0 <= y_of(view, end) <= view.viewport().height()


def test_reading_mode_shows_one_sentence_a_line_and_changes_nothing_else(view):
    body = TEXT.index("업계는")
    assert y_of(view, body) == y_of(view, TEXT.index("서윤아"))
    view.select(*span_of("밝혔다. 업계는"))
    view.set_reading_mode(split_line)
    assert y_of(view, body) > y_of(view, TEXT.index("서윤아"))
    assert view.selected_text() == "밝혔다. 업계는"
    view.set_reading_mode(None)
    assert y_of(view, body) == y_of(view, TEXT.index("서윤아"))


def test_hidden_zones_take_no_room_and_come_back(make_view, zones):
    view = make_view(zones=zones)
    related = TEXT.index("미국")
    view.set_hidden_roles(frozenset({ZoneRole.RELATED}))
    shown = {placed.block for placed in view.page.visible()}
    assert view.page.blocks.at(related) not in shown
    view.select(0, 0)
    for _ in range(12):
        press(view, Qt.Key.Key_Down)
    assert view.caret == len(TEXT) or view.caret < related
    view.set_hidden_roles(frozenset())
    assert view.page.blocks.at(related) in {placed.block for placed in view.page.visible()}


def test_titles_are_larger_and_asides_smaller_than_the_body(make_view, zones):
    view = make_view(zones=zones)
    size = {
        view.page.blocks.roles[placed.block]: placed.laid.layout.font.font.pixelSize()
        for placed in view.page.visible()
    }
    assert size[ZoneRole.TITLE] > size[ZoneRole.BODY] > size[ZoneRole.RELATED]


def test_a_discontinuous_mark_is_two_fills_one_chip_and_a_connector(make_view):
    spans = (span_of("한빛반도체"), span_of("가속기"))
    view = make_view(marks=[mention("m", *spans)])
    shapes = view.page.visible()[0].laid.shapes
    assert (len(shapes.fills), len(shapes.chips), len(shapes.links)) == (2, 1, 1)
    gap = point_at(view, TEXT.index(" 새"))
    assert view.mark_at(QPointF(gap)) == ""
    assert view.mark_at(QPointF(point_at(view, spans[1][0] + 1))) == "m"


def test_a_click_at_a_chip_takes_its_mark_and_leaves_the_selection(make_view):
    view = make_view(marks=[mention("m", span_of("상무부"))])
    view.select(*span_of("개발자들은"))
    chip = next(p for p in view.page.visible() if p.laid.shapes.chips)
    at = chip.laid.shapes.chips[0].at
    spot = QPointF(view.page.left + at.x() + 2, chip.text_y + at.y() - 4).toPoint()
    activated = []
    view.mark_activated.connect(activated.append)
    click(view, spot)
    assert activated == ["m"]
    assert view.selected_text() == "개발자들은"


def test_a_claim_is_taken_by_its_bar_in_the_margin(make_view):
    content = span_of("올해 안에 양산을 시작하겠다")
    view = make_view(marks=[Mark("c", MarkSort.CLAIM, (content,), letter="1")])
    rect = view.page.caret_rect(content[0])
    assert view.mark_at(QPointF(view.page.left - 16, rect.center().y())) == "c"
    assert view.mark_at(QPointF(view.page.left - 30, rect.center().y())) == ""


def test_a_cue_means_its_claim(make_view):
    cue = span_of("밝혔다")
    view = make_view(marks=[Mark("c/cue", MarkSort.CUE, (cue,), owner="c")])
    assert view.mark_at(QPointF(point_at(view, cue[0] + 1))) == "c"


def test_the_mark_under_the_pointer_is_told_once(make_view, qtbot):
    view = make_view(marks=[mention("m", span_of("상무부"))])
    told = []
    view.mark_hovered.connect(told.append)
    for offset in (TEXT.index("상무부") + 1, TEXT.index("상무부") + 2, TEXT.index("규정")):
        hover_at(view, QPointF(point_at(view, offset)))
    QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))
    assert told == ["m", ""]


def test_a_drag_below_the_view_scrolls_on(make_view, qtbot):
    view = make_view(LONG)
    mouse(view, MOUSE.MouseButtonPress, point_at(view, 3))
    below = QPoint(300, view.viewport().height() + 60)
    mouse(view, MOUSE.MouseMove, below)
    qtbot.waitUntil(lambda: view.page.scroll.value > 100)
    mouse(view, MOUSE.MouseButtonRelease, below)
    assert view.selection.start == 3
    assert view.selection.end > LONG.index("10째")
    value = view.page.scroll.value
    QApplication.processEvents()
    assert view.page.scroll.value == value


def test_a_chip_dragged_starts_a_drag_of_its_mention(make_view, monkeypatch):
    view = make_view(marks=[mention("m", span_of("상무부"))])
    started = []
    monkeypatch.setattr(
        "juseok.ui.articleview.pointer.QDrag.exec",
        lambda drag, *_: started.append(drag.mimeData()),
    )
    chip = next(p for p in view.page.visible() if p.laid.shapes.chips)
    at = chip.laid.shapes.chips[0].at
    spot = QPointF(view.page.left + at.x() + 2, chip.text_y + at.y() - 4).toPoint()
    mouse(view, MOUSE.MouseButtonPress, spot)
    mouse(view, MOUSE.MouseMove, spot + QPoint(60, 0))
    (data,) = started
    assert bytes(data.data("application/x-juseok-mention").data()) == b"m"
    assert data.text() == "상무부"
    assert view.selection.spans == ()


def test_a_selected_mark_is_dragged_when_the_pointer_leaves_at_a_side(make_view, monkeypatch):
    view = make_view(marks=[mention("m", span_of("상무부"))])
    started = []
    monkeypatch.setattr(
        "juseok.ui.articleview.pointer.QDrag.exec", lambda drag, *_: started.append(drag)
    )
    spot = point_at(view, TEXT.index("상무부") + 1)
    outside = QPoint(view.viewport().width() + 20, spot.y())
    mouse(view, MOUSE.MouseButtonPress, spot)
    mouse(view, MOUSE.MouseMove, outside)
    mouse(view, MOUSE.MouseButtonRelease, outside)
    assert started == []
    assert view.selection.spans != ()
    view.set_selected({"m"})
    mouse(view, MOUSE.MouseButtonPress, spot, when=9000)
    mouse(view, MOUSE.MouseMove, outside, when=9100)
    assert len(started) == 1


def test_control_and_wheel_ask_for_zoom(view, qtbot):
    asked = []
    view.zoom_requested.connect(asked.append)
    for delta in (120, -120):
        event = QWheelEvent(
            QPointF(300, 300),
            QPointF(300, 300),
            QPoint(),
            QPoint(0, delta),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view.viewport(), event)
    assert asked == [1, -1]


def test_a_tooltip_names_the_mark(make_view):
    view = make_view(marks=[mention("m", span_of("상무부"))])
    spot = point_at(view, TEXT.index("상무부") + 1)
    event = QHelpEvent(QEvent.Type.ToolTip, spot, view.viewport().mapToGlobal(spot))
    QApplication.sendEvent(view.viewport(), event)
    assert QToolTip.text() == "기관"
    QToolTip.hideText()

"""What is drawn: each state is seen, text stays where it is, nothing is drawn in vain."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QImage,
    QPainter,
)
from PySide6.QtWidgets import QApplication
from tests.ui.articleview.kit import (
    LONG,
    TEXT,
    TYPES,
    click,
    hover_at,
    mention,
    point_at,
    press,
    span_of,
    type_styles,
)

from juseok.core.model import Zone, ZoneRole
from juseok.ui.articleview.arcs import CAP, draw_arcs
from juseok.ui.articleview.document import Arc, Mark, MarkSort
from juseok.ui.articleview.shapes import LETTER
from juseok.ui.articleview.style import TypeStyle, dark_theme


def pixels(view):
    return view.grab().toImage()


def test_annotators_underlines_are_drawn_in_their_ink_with_their_letters_side_by_side(view):
    start, end = span_of("한빛반도체")
    inks = {"a": "#b00020", "b": "#0050c0"}
    marks = [Mark(f"{name}{n}", MarkSort.LAYER, ((start, end - n),), style=name, letter="W")
             for name in inks for n in (0, 1)]  # fmt: skip
    styles = {name: TypeStyle("#ffffff", ink) for name, ink in inks.items()}
    view.set_theme(replace(view.page.theme, styles=styles))
    view.set_marks(marks)
    (shapes,) = (found for at in view.page.visible() if (found := at.laid.shapes).layers)
    assert {name: (len(held.lines), len(held.letters)) for name, held in shapes.layers.items()} == {
        "a": (2, 2), "b": (2, 2),
    }  # fmt: skip
    places = [at.toTuple() for held in shapes.layers.values() for at, _ in held.letters]
    assert all(abs(x - u) >= LETTER or abs(y - v) >= LETTER / 2
               for n, (x, y) in enumerate(places) for u, v in places[:n])  # fmt: skip
    drawn = pixels(view)
    seen = {drawn.pixelColor(x, y).name() for x in range(drawn.width())
            for y in range(drawn.height())}  # fmt: skip
    assert set(inks.values()) <= seen


@pytest.mark.parametrize(
    "change",
    [
        lambda view: view.set_selected({"m"}),
        lambda view: view.set_selected({"c"}),
        lambda view: view.set_badges({"m": "ㄱ"}),
        lambda view: view.set_highlights([span_of("양산을")]),
        lambda view: view.select(*span_of("양산을")),
        lambda view: view.set_show_all_arcs(True),
        lambda view: view.set_show_zones(True, {ZoneRole.TITLE: "제목"}),
        lambda view: view.set_theme(dark_theme(type_styles(TYPES, dark=True))),
        lambda view: view.update_marks(
            [Mark("s", MarkSort.SUGGESTION, (span_of("규정"),), letter="법")]
        ),
        lambda view: view.update_marks([Mark("q", MarkSort.QUESTION, (span_of("규정"),))]),
        lambda view: view.update_marks([Mark("e", MarkSort.EVIDENCE, (span_of("규정"),))]),
    ],
    ids=[
        "selected",
        "claim",
        "badge",
        "find",
        "select",
        "arcs",
        "zones",
        "dark",
        "suggested",
        "question",
        "evidence",
    ],
)
def test_each_state_is_seen_and_gone_again(make_view, zones, change):
    marks = [
        mention("m", span_of("상무부")),
        mention("n", span_of("서윤아"), style="PERSON"),
        Mark("c", MarkSort.CLAIM, (span_of("올해 안에 양산을 시작하겠다"),), letter="1"),
    ]
    view = make_view(marks=marks, zones=zones)
    view.set_arcs([Arc("a", "m", "n", "소속")])
    plain = pixels(view)
    change(view)
    assert pixels(view) != plain
    view.set_theme(make_view().page.theme)
    view.set_document(view.page.doc, marks)
    view.set_show_zones(False)
    view.set_show_all_arcs(False)
    assert pixels(view) == plain


def test_an_arc_whose_other_end_is_out_of_sight_is_a_stub(make_view):
    text = LONG
    far = text.index("390째")
    view = make_view(text, marks=[mention("near", (0, 3)), mention("far", (far, far + 3))])
    plain = pixels(view)
    view.set_arcs([Arc("a", "near", "far", "소속")])
    assert pixels(view) == plain
    view.set_selected({"near"})
    assert pixels(view) != plain


def test_an_inline_byline_is_muted_within_its_line(make_view):
    text = "김도현 기자 = 한빛반도체가 칩을 공개했다."
    lead = text.index("한빛")
    zones = (Zone(0, lead, ZoneRole.BYLINE), Zone(lead, len(text), ZoneRole.BODY))
    plain, muted = pixels(make_view(text)), pixels(make_view(text, zones=zones))
    assert plain != muted


def test_a_claim_is_calm_under_the_pointer_but_not_its_bar(make_view):
    content = span_of("올해 안에 양산을 시작하겠다")
    view = make_view(marks=[Mark("c", MarkSort.CLAIM, (content,), letter="1")])
    told = []
    view.mark_hovered.connect(told.append)
    inside = point_at(view, content[0] + 2)
    hover_at(view, QPointF(inside))
    assert told == []
    hover_at(view, QPointF(view.page.left - 16, inside.y()))
    assert told == ["c"]
    assert view.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor


def test_the_caret_is_drawn_where_the_focus_is(view):
    QApplication.sendEvent(view, QFocusEvent(QEvent.Type.FocusOut))
    without = pixels(view)
    QApplication.sendEvent(view, QFocusEvent(QEvent.Type.FocusIn))
    first = pixels(view)
    press(view, Qt.Key.Key_Down)
    assert without != first != pixels(view)
    QApplication.sendEvent(view, QFocusEvent(QEvent.Type.FocusOut))
    assert pixels(view) == without


@pytest.mark.parametrize("character", ["\u200b", "\u202e", "\u3164", "\u0007"], ids=ascii)
def test_an_invisible_character_is_shown_and_stays_in_the_text(make_view, character):
    text = f"수출{character} 규제"
    view = make_view(text)
    placed = view.page.visible()[0]
    assert [offset for offset, _ in placed.laid.specials] == [2]
    shown = pixels(view)
    placed.laid.specials.clear()
    view.viewport().update()
    assert pixels(view) != shown
    view.select(0, 4)
    assert view.selected_text() == text[:4]


def test_lines_break_between_eojeol(make_view):
    view = make_view("인공지능반도체 수출규제완화 " * 40)
    layout = view.page.visible()[0].laid.layout
    text = view.page.doc.text
    ends = [layout.line_range(number)[1] for number in range(len(layout.lines) - 1)]
    assert len(ends) > 5
    assert all(text[end - 1] == " " for end in ends)


def test_a_word_longer_than_a_line_is_broken_inside(make_view):
    view = make_view("가" * 300)
    layout = view.page.visible()[0].laid.layout
    assert len(layout.lines) > 4
    assert all(line.right <= view.page.column for line in layout.lines)


def test_a_shared_line_of_three_underlines_is_higher_than_others(make_view):
    spans = span_of("밝혔다")
    sorts = (MarkSort.CUE, MarkSort.SOURCE, MarkSort.EVIDENCE)
    view = make_view(marks=[Mark(sort, sort, (spans,)) for sort in sorts])
    block = view.page.blocks.at(spans[0])
    laid = view.page.laid(block)
    (line,) = laid.layout.lines
    assert line.bottom - line.top > laid.layout.font.pitch
    assert len({shape.y1() for _, shape in laid.shapes.lines}) == 3


def test_marks_that_come_before_the_text_was_seen_leave_it_at_its_beginning(make_view):
    marks = [mention("m", span_of("서윤아")), Mark("c", MarkSort.CUE, (span_of("밝혔다"),))]
    at_once, later = make_view(marks=marks), make_view()
    later.set_document(later.page.doc)
    later.update_marks(marks)
    assert later.page.scroll.at_beginning
    assert pixels(later) == pixels(at_once)


def test_a_mark_that_goes_on_in_another_line_hints_at_it(make_view):
    spans = (span_of("한빛반도체"), span_of("미국"))
    view = make_view(marks=[mention("m", *spans)])
    links = [line for placed in view.page.visible() for _, line in placed.laid.shapes.links]
    assert [round(line.length()) for line in links] == [16]


def test_an_empty_article_takes_every_gesture(make_view):
    view = make_view("")
    click(view, QPoint(300, 200), times=3)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End):
        press(view, key)
    view.set_font_size(30)
    assert view.selection.spans == ()
    assert pixels(view).width() > 0


def test_never_more_edges_than_the_cap_are_drawn(make_view):
    many = [mention(f"m{n}", (n, n + 1)) for n in range(40)]
    view = make_view(marks=many)
    arcs = [Arc(f"a{i}-{j}", f"m{i}", f"m{j}") for i in range(40) for j in range(i)]
    image = QImage(view.viewport().size(), QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    drawn = len(draw_arcs(painter, view.page, view.page.visible(), arcs))
    painter.end()
    assert (len(arcs), drawn) == (780, CAP)


def test_menu_is_asked_for_with_what_is_under_the_pointer(make_view):
    view = make_view(marks=[mention("m", span_of("상무부"))])
    asked = []
    view.menu_requested.connect(lambda _, record, offset: asked.append((record, offset)))
    offset = TEXT.index("상무부") + 1
    spot = point_at(view, offset)
    QApplication.sendEvent(
        view.viewport(),
        QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, view.viewport().mapToGlobal(spot)),
    )
    assert asked == [("m", offset)]
    assert view.selection.spans == ()

"""Edges between marks: their names stand between the lines, on no letter."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtTest import QTest
from tests.ui.articleview.kit import mention

from juseok.ui.articleview.arc_labels import Band, Name, bands_of, keep_clear, place_name
from juseok.ui.articleview.arcs import LABELLED, arc_at, draw_arcs
from juseok.ui.articleview.document import Arc

TEXT = "\n".join("한빛전자와 나루소프트는 가온시와 함께 다온공장을 세운다. " * 5 for _ in range(3))
WIDTH = 600.0


def name(x, y, *, width=40.0, height=12.0, insists=False):
    return Name(width, height, [QPointF(x, y)], insists)


def test_a_name_stands_in_the_band_that_its_edge_passes():
    bands = [Band(0, 14), Band(31, 45), Band(62, 76)]
    box = place_name(name(200, 38), bands, WIDTH)
    assert (box.center().x(), box.top(), box.bottom()) == (200, 32, 44)


def test_a_name_stands_beside_a_chip_a_tip_and_another_name():
    band = Band(0, 14, chips=[(195, 205)])
    keep_clear([band], QPointF(250, 12))
    first = place_name(name(200, 7), [band], WIDTH)
    second = place_name(name(200, 7), [band], WIDTH)
    taken = [(195, 205), (246, 254)]
    for box in (first, second):
        assert all(box.left() >= b or box.right() <= a for a, b in taken)
        taken.append((box.left(), box.right()))


def test_where_nothing_is_free_a_name_is_left_out_unless_it_insists():
    full = [(x, x + 10.0) for x in range(0, 600, 20)]
    assert place_name(name(200, 7), [Band(0, 14, chips=full)], WIDTH) is None
    assert place_name(name(200, 7, insists=True), [Band(0, 14, chips=full)], WIDTH) is not None
    names = Band(0, 14, names=full)
    assert place_name(name(200, 7, insists=True), [names], WIDTH) is None


def test_between_close_lines_a_name_that_insists_stands_behind_one():
    close = [Band(20, 26), Band(44, 50)]
    ends = [Band(0, 20, left=500.0), Band(24, 44, left=400.0)]
    assert place_name(name(200, 24), close, WIDTH, ends) is None
    box = place_name(name(200, 30, insists=True), close, WIDTH, ends)
    assert box.left() == 400
    assert (box.top(), box.bottom()) == (24, 36)
    full = [Band(0, 20, left=590.0)]
    assert place_name(name(200, 24, insists=True), close, WIDTH, full) is None


def test_a_name_that_is_higher_than_the_band_is_left_out():
    assert place_name(name(200, 7, height=16, insists=True), [Band(0, 14)], WIDTH) is None


@given(
    st.lists(st.tuples(st.floats(0, 600), st.floats(0, 80), st.booleans()), max_size=12),
    st.lists(st.floats(0, 590), max_size=20),
)
def test_no_name_ever_leaves_its_band_or_lies_on_another(wanted, chips):
    bands = [Band(top, top + 14, chips=[(x, x + 8) for x in chips]) for top in (0, 31, 62)]
    placed = []
    for x, y, insists in wanted:
        box = place_name(name(x, y, insists=insists), bands, WIDTH)
        if box is None:
            continue
        assert any(b.top <= box.top() and box.bottom() <= b.bottom for b in bands)
        assert box.left() >= 0
        assert box.right() <= WIDTH
        assert not any(box.intersects(other) for other in placed)
        placed.append(box)


@pytest.fixture
def linked(make_view):
    """Four names on each of many lines, every one joined to its neighbours."""
    marks, arcs = [], []
    start = 0
    for number in range(20):
        for word in ("한빛전자", "나루소프트", "가온시", "다온공장"):
            at = TEXT.find(word, start)
            if at < 0:
                break
            marks.append(mention(f"{number}{word}", (at, at + len(word))))
            start = at + 1
    for one, other in pairwise(marks):
        arcs.append(Arc(f"{one.id}-{other.id}", one.id, other.id, "경쟁", "ORG"))
    view = make_view(TEXT, marks, size=(760, 480))
    view.set_arcs(arcs)
    return view, arcs


def drawn(view, arcs, **how):
    """How many edges were drawn, and the picture."""
    page, placed = view.page, view.page.visible()
    picture = QPixmap(760, 480)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    count = len(draw_arcs(painter, page, placed, arcs, **how))
    painter.end()
    return count, picture


def test_an_edge_is_clicked_by_its_name_or_its_line_but_never_before_a_mark(linked, qtbot):
    view, arcs = linked
    view.set_selected({arcs[0].head})
    view.grab()
    taken = []
    view.mark_activated.connect(taken.append)
    named = next(each for each in view._drawn if each.plate is not None)
    QTest.mouseMove(view.viewport(), named.plate.center().toPoint())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=named.plate.center().toPoint())
    assert taken == [named.arc.id]
    assert view.is_selected(named.arc.id)
    middle = named.path.pointAtPercent(0.5)
    assert arc_at(view._drawn, middle, lines=True)
    end = view.page.boxes(*view.page.marks.get(arcs[0].head).spans[0])
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=next(end).center().toPoint())
    assert taken[1] == arcs[0].head
    assert arc_at(view._drawn, QPointF(-50, -50), lines=True) == ""


def test_the_bands_of_a_page_hold_no_ink(linked):
    view, _ = linked
    bands = bands_of(view.page, view.page.visible())
    picture = QPixmap(760, 480)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    for at in view.page.visible():
        at.laid.layout.draw(painter, QPointF(view.page.left, at.text_y))
    painter.end()
    image = picture.toImage()
    for band in bands[:-1]:
        rows = range(round(band.top) + 1, round(band.bottom) - 1)
        assert len(rows) > 8
        assert not any(
            image.pixelColor(x, y).lightness() < 200 for y in rows for x in range(0, 760, 2)
        )


def test_with_many_edges_only_those_in_hand_have_a_name(linked, monkeypatch):
    view, arcs = linked
    asked = []
    monkeypatch.setattr(
        "juseok.ui.articleview.arcs.place_name",
        lambda name, *room: asked.append(name) or place_name(name, *room),
    )
    count, _ = drawn(view, arcs)
    assert count > LABELLED
    assert asked == []
    drawn(view, arcs, strong={arcs[1].id})
    assert [each.insists for each in asked] == [True]
    asked.clear()
    drawn(view, arcs[:4])
    assert len(asked) == 4
    assert not any(each.insists for each in asked)


def test_an_arch_with_its_name_stays_off_the_line_above(linked):
    view, arcs = linked
    page, placed = view.page, view.page.visible()
    first, second = placed[0].laid.layout.lines[:2]
    of_line = {
        mark.id
        for mark in page.marks.all()
        if placed[0].laid.layout.line_of(mark.start - placed[0].laid.start) == 1
    }
    arches = [arc for arc in arcs if {arc.head, arc.tail} <= of_line]
    assert arches
    _, picture = drawn(view, arches, strong={arc.id for arc in arches})
    image = picture.toImage()
    ink = [
        y
        for y in range(480)
        if any(image.pixelColor(x, y).lightness() < 250 for x in range(0, 760, 2))
    ]
    assert ink[0] > placed[0].text_y + first.baseline + 2
    assert ink[-1] < placed[0].text_y + second.baseline

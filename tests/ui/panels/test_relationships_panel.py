"""The relationships beside a real window: table, form, and the way between text and panel."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest
from tests.ui.hands import article_view, mention, select, settled, tag, workspace
from tests.ui.keys import press

from juseok.services.tagging.relationships import add_relationship
from juseok.ui.models.relationship_list import Column

PAIRS = (("김하늘", "한빛전자는", "employed_by"), ("한빛전자는", "부산", "based_in"))


@pytest.fixture
def panel(window, qtbot):
    """김하늘 works for 한빛전자, which is based in 부산."""
    for words, key in (("한빛전자는", "W"), ("김하늘", "Q"), ("부산", "E")):
        tag(window, words, key)
    for head, tail, kind in PAIRS:
        action = add_relationship(
            ids=window.session.project.ids,
            text=workspace(window).text,
            head=mention(window, head),
            tail=mention(window, tail),
            type=kind,
            scheme=window.session.scheme,
        )
        window.session.apply(action)
    window._context.place.take("")
    window.bench.inspector.tabs.show_panel("relationships")
    made = window.bench.inspector.tabs.panel("relationships")
    qtbot.waitUntil(lambda: made.model.rowCount() == 2)
    return made


def cells(panel, column):
    model = panel.model
    return [model.data(model.index(row, column)) for row in range(model.rowCount())]


def take(panel, kind):
    """Choose the row of a type; gives its relationship."""
    row = next(n for n in range(2) if panel.model.line(n).edge.type == kind)
    panel.view.setCurrentIndex(panel.model.index(row, Column.TYPE))
    return panel.model.line(row).edge


def edge(window, kind):
    return next((e for e in workspace(window).relationships if e.type == kind), None)


def test_the_rows_stand_in_text_order_and_by_a_column_when_asked(panel):
    assert cells(panel, Column.HEAD) == ["한빛전자는", "김하늘"]
    assert cells(panel, Column.TYPE) == ["Based in →", "Employed by →"]
    panel.view.sortByColumn(Column.TAIL, Qt.SortOrder.DescendingOrder)
    assert cells(panel, Column.TAIL) == ["한빛전자는", "부산"]


def test_what_the_scheme_does_not_allow_any_more_is_marked_with_the_reason(window, panel, qtbot):
    marked = Qt.ItemDataRole.DecorationRole
    assert [panel.model.data(panel.model.index(n, Column.HEAD), marked) for n in range(2)] == [
        None,
        None,
    ]
    window._context.place.take(mention(window, "부산").id)
    press(article_view(window), "Q")
    qtbot.waitUntil(lambda: panel.model.line(0).tail.type == "PERSON")
    first, second = (panel.model.index(n, Column.HEAD) for n in range(2))
    assert panel.model.data(first, marked) is not None
    assert panel.model.data(second, marked) is None
    assert "does not allow" in panel.model.data(first, Qt.ItemDataRole.ToolTipRole)


def test_choosing_a_row_takes_it_in_hand_and_fills_the_form(window, panel):
    found = take(panel, "employed_by")
    assert window._context.place.record == found.id
    assert panel.form.head.accessibleName() == "From: 김하늘"
    assert panel.form.type.currentData() == "employed_by"
    assert [arc.id for arc in article_view(window)._shown_arcs()] == [found.id]


def test_a_click_on_an_arc_takes_its_relationship_in_hand_and_its_row(window, panel):
    found = take(panel, "employed_by")
    window._context.place.take(mention(window, "김하늘").id)
    view = article_view(window)
    view.grab()
    drawn = next(each for each in view._drawn if each.arc.id == found.id)
    assert drawn.plate is not None
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=drawn.plate.center().toPoint())
    assert window._context.place.record == found.id
    assert panel.form.edge.id == found.id


def test_a_mention_in_hand_brings_a_relationship_of_its_own_forward(window, panel):
    window._context.place.take(mention(window, "김하늘").id)
    assert panel.form.edge.type == "employed_by"
    window._context.place.take(mention(window, "부산").id)
    assert panel.form.edge.type == "based_in"


def test_the_ends_are_a_way_into_the_text(window, panel):
    take(panel, "employed_by")
    panel.form.tail.click()
    assert article_view(window).caret == mention(window, "한빛전자는").spans[0].start
    assert article_view(window).hasFocus()


def test_a_row_can_be_given_another_allowed_type(window, panel):
    found = take(panel, "employed_by")
    panel.model.setData(panel.view.currentIndex(), "founded_by")
    assert edge(window, "employed_by") is not None
    assert "other way round" in window.status.text
    panel.model.setData(panel.view.currentIndex(), "participates_in")
    assert workspace(window).relationship(found.id).type == "employed_by"
    based = take(panel, "based_in")
    panel.model.setData(panel.view.currentIndex(), "withdraws_from")
    assert workspace(window).relationship(based.id).type == "withdraws_from"


def test_types_that_the_scheme_forbids_are_greyed_with_the_reason(panel):
    take(panel, "employed_by")
    box = panel.form.type
    model = box.model()
    assert isinstance(model, QStandardItemModel)
    refused = model.item(box.findData("subsidiary_of"))
    assert not refused.isEnabled()
    assert "starts at" in refused.toolTip()
    assert model.item(box.findData("employed_by")).isEnabled()


def test_evidence_is_dropped_added_and_set_to_the_sentence_again(window, panel, qtbot):
    take(panel, "based_in")
    whole = edge(window, "based_in").evidence
    panel.form._evidence_dropped(0)
    assert edge(window, "based_in").evidence == ()
    assert not panel.form.use.isEnabled()
    select(window, "부산 공장")
    assert panel.form.use.isEnabled()
    panel.form.use.click()
    assert [span.quote for span in edge(window, "based_in").evidence] == ["부산 공장"]
    panel.form.sentence.click()
    assert edge(window, "based_in").evidence == whole


def test_attributes_and_notes_are_kept(window, panel, qtbot):
    take(panel, "based_in")
    tick = panel.form._attributes.itemAt(0).widget()
    tick.click()
    assert edge(window, "based_in").attributes["uncertain"].value is True
    panel.form.note.setText("본사인지 공장인지")
    panel.form.note.setModified(True)
    press(panel.form.note, "Enter")
    assert edge(window, "based_in").note == "본사인지 공장인지"
    settled(window, qtbot)
    with window.session.project.reader() as reader:
        kept = reader.annotations(window.session.viewer, window._context.place.article)
    assert edge(window, "based_in") in kept.relationships


def test_delete_and_undo(window, panel, qtbot):
    take(panel, "based_in")
    press(panel.view, "Delete")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    settled(window, qtbot)
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)


def test_escape_gives_the_focus_back_to_the_text(window, panel):
    panel.view.setFocus()
    press(panel.view, "Esc")
    assert article_view(window).hasFocus()

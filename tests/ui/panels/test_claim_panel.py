"""The claim panel beside a real window: table, form, sentence and links."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit
from tests.ui.handlers.test_claim_keys import CONTENT, TEXT, claims, select, value
from tests.ui.keys import press
from tests.ui.kit import article_of

from juseok.core.model import How
from juseok.services.tagging.claims import Modality
from juseok.ui.models.claim_list import ClaimListModel, Column
from juseok.ui.parts import PANELS

OTHER = "한빛전자가 부산에 1조원을 쓴다"


@pytest.fixture
def text(window, qtbot):
    qtbot.waitUntil(lambda: window.bench.inspector.tabs.panel("entities") is not None)
    return window.bench.article.view


@pytest.fixture
def panel(window, text):
    """Two claims; the second, said by 김하늘, is open."""
    select(text, CONTENT)
    press(text, "Z", text="ㅋ")
    select(text, "김하늘")
    press(text, "Q", text="ㅂ")
    select(text, OTHER)
    press(text, "Z", text="ㅋ")
    select(text, "김하늘")
    press(text, "X", text="ㅌ")
    select(text, "말했다")
    press(text, "C", text="ㅊ")
    return window.bench.inspector.tabs.panel("claims")


def contents(panel):
    return [panel.model.line(n).content for n in range(panel.model.rowCount())]


def opened(window):
    return window.session.workspace(article_of(0)).claim(window._context.place.claim)


def test_the_panel_is_a_tab_of_the_inspector():
    assert "claims" in [spec.id for spec in PANELS]


def test_it_lists_the_claims_in_the_order_of_the_text(window, panel, qtbot):
    qtbot.waitUntil(lambda: contents(panel) == [CONTENT, OTHER])
    line = panel.model.line(1)
    assert (line.source, line.cue, line.act, line.certainty) == (
        "김하늘",
        "말했다",
        "Statement",
        "Certain",
    )
    assert panel.model.line(0).source == "?"
    assert panel.view.currentIndex().row() == 1


def test_it_sorts_by_any_column_and_back(panel, qtbot):
    qtbot.waitUntil(lambda: len(contents(panel)) == 2)
    panel.view.sortByColumn(Column.CONTENT, Qt.SortOrder.DescendingOrder)
    assert contents(panel) == [OTHER, CONTENT]
    panel.view.sortByColumn(Column.SOURCE, Qt.SortOrder.AscendingOrder)
    assert contents(panel) == [CONTENT, OTHER]
    assert panel.view.currentIndex().data() == OTHER


def test_a_row_shows_its_claim_in_the_text(window, panel, qtbot):
    qtbot.waitUntil(lambda: len(contents(panel)) == 2)
    panel.view.setCurrentIndex(panel.model.index(0, 0))
    place = window._context.place
    assert place.record == place.claim == claims(window)[0].id
    assert window.bench.article.view.caret == TEXT.index(CONTENT)
    assert panel.form.claim.id == place.claim


def test_the_claim_under_the_mouse_stands_out_in_text_and_table(window, panel, qtbot):
    qtbot.waitUntil(lambda: len(contents(panel)) == 2)
    first = claims(window)[0].id
    panel.view.entered.emit(panel.model.index(0, 0))
    assert window.bench.article.view._scene.hovered == first
    QApplication.sendEvent(panel.view.viewport(), QEvent(QEvent.Type.Leave))
    assert window.bench.article.view._scene.hovered == ""
    window.bench.article.view.mark_hovered.emit(first)
    assert window._context.place.pointed_at == first


def test_act_and_certainty_are_edited_in_place(window, panel, qtbot):
    qtbot.waitUntil(lambda: len(contents(panel)) == 2)
    act = panel.model.index(1, Column.ACT)
    panel.view.setCurrentIndex(act)
    panel.view.edit(act)
    box = panel.view.findChild(QComboBox)
    box.setCurrentIndex(box.findData("promise"))
    box.activated.emit(box.currentIndex())
    assert value(opened(window), "act") == "promise"
    qtbot.waitUntil(lambda: panel.model.line(1).act == "Promise")
    sure = panel.model.index(1, Column.CERTAINTY)
    assert panel.model.setData(sure, Modality("possible", "negative"))
    assert value(opened(window), "polarity") == "negative"


def test_the_keys_of_an_open_claim_count_in_the_table(window, panel, qtbot):
    qtbot.waitUntil(lambda: len(contents(panel)) == 2)
    press(panel.view, "4", text="4")
    assert value(opened(window), "certainty") == "withheld"
    press(panel.view, "Delete")
    qtbot.waitUntil(lambda: contents(panel) == [CONTENT])


def test_the_certainty_control_moves_by_mouse_and_key(window, panel, qtbot):
    control = panel.form.certainty
    cell = control.cell(2, 1).center()
    qtbot.mouseClick(control, Qt.MouseButton.LeftButton, pos=cell)
    assert control.stand == ("possible", "negative")
    assert value(opened(window), "polarity") == "negative"
    QTest.keyClick(control, Qt.Key.Key_Up)
    QTest.keyClick(control, Qt.Key.Key_Right)
    assert control.stand == ("withheld", "positive")
    assert "Withheld" in control.accessibleName()
    press(control, "1", text="1")
    assert value(opened(window), "certainty") == "certain"


def test_what_a_rule_filled_is_marked_until_it_is_touched(window, panel, qtbot):
    field = panel.form.attributes["quote_type"]
    assert (field.value, field.by_rule) == ("indirect", True)
    field.chosen.emit("indirect")
    qtbot.waitUntil(lambda: not field.by_rule)
    assert opened(window).attributes["quote_type"].how is How.HAND
    assert panel.form.attributes["source_kind"].by_rule


def test_chips_lead_to_their_words_and_can_be_taken_away(window, panel, qtbot):
    source = panel.form.roles["source"]
    (chip,) = source.chips
    assert (chip.text, chip.accessibleName()) == ("김하늘", "김하늘, Person")
    chip.clicked.emit()
    view = window.bench.article.view
    assert view.selected_text() == "김하늘"
    press(chip, "Delete")
    assert opened(window).source_state == "open"
    qtbot.waitUntil(lambda: source.chips == [])
    source.add.click()
    assert opened(window).source_state == "given"


@pytest.mark.parametrize("role", ["content", "cue", "affiliation", "time", "object"])
def test_every_role_takes_the_selection(window, text, panel, role, qtbot):
    select(text, "15일")
    panel.form.roles[role].add.click()
    held = getattr(opened(window), role)
    last = held[0] if role in ("content",) else held[-1]
    words = {getattr(each, "span", None) or each for each in held}
    assert "15일" in {span.quote for span in words}
    assert last is not None
    qtbot.waitUntil(lambda: "15일" in [chip.text for chip in panel.form.roles[role].chips])


def test_the_last_content_stays(window, panel, qtbot):
    (chip,) = panel.form.roles["content"].chips
    chip.removed.emit()
    assert opened(window).content
    assert "content" in window.notice.text


def test_the_source_is_elided_or_none_by_a_switch(window, panel, qtbot):
    panel.form._elided.click()
    assert opened(window).source_state == "elided"
    qtbot.waitUntil(panel.form._elided.isChecked)
    panel.form._absent.click()
    assert opened(window).source_state == "none"
    qtbot.waitUntil(lambda: not panel.form._elided.isChecked())
    panel.form._absent.click()
    assert opened(window).source_state == "open"


def test_the_sentence_leads_to_its_fields_and_back(window, panel, qtbot):
    sentence = panel.form.sentence
    assert "김하늘" in sentence.text
    sentence.clicked.emit("stance")
    assert not panel.form._folded.isHidden()
    sentence.clicked.emit("act")
    qtbot.waitUntil(lambda: sentence.stressed == "act")
    assert panel.form.attributes["act"].isAncestorOf(window.focusWidget())
    width = sentence.fontMetrics().horizontalAdvance(sentence.text[:2])
    assert sentence.field_at(QPointF(12 + width / 2, 24)) == "source"
    assert sentence.field_at(QPointF(2, 2)) == ""


def test_a_note_is_kept_when_the_field_is_left(window, panel, qtbot):
    panel.form._more.setChecked(True)
    note = panel.form.findChild(QPlainTextEdit)
    note.setFocus()
    note.setPlainText("다시 볼 것")
    press(note, "Esc")
    assert opened(window).note == "다시 볼 것"
    assert window.focusWidget() is window.bench.article.view


def test_the_outer_claim_is_chosen_from_the_article(window, panel, qtbot):
    panel.form._nested.add.click()
    press(window.palette_box._field, "Enter")
    assert opened(window).nested_in == claims(window)[0].id
    qtbot.waitUntil(lambda: len(panel.form._nested.chips) == 1)
    panel.form._nested.chips[0].removed.emit()
    assert opened(window).nested_in == ""


def test_a_link_is_retyped_and_taken_away(window, text, panel, qtbot):
    first, second = claims(window)
    panel.form._claiming.link(second, first, "supports")
    links = panel.form.links
    qtbot.waitUntil(lambda: [line.type_name for line in links.lines] == ["Supports"])
    assert links.lines[0].outward
    links._types[0].click()
    window.palette_box._field.setText("Same claim")
    press(window.palette_box._field, "Enter")
    qtbot.waitUntil(lambda: [line.type_name for line in links.lines] == ["Same claim"])
    links.chips[0].removed.emit()
    qtbot.waitUntil(lambda: links.lines == ())


def test_an_article_without_claims_says_what_to_do(window, qtbot):
    window._context.place.show_panel("claims")
    panel = window.bench.inspector.tabs.panel("claims")
    assert "press Z" in panel._empty.text()
    assert panel._empty.isVisibleTo(panel)


def test_undo_brings_the_form_back(window, panel, qtbot):
    panel.form.certainty.chosen.emit("possible", "positive")
    qtbot.waitUntil(lambda: panel.form.certainty.stand == ("possible", "positive"))
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: panel.form.certainty.stand == ("certain", "positive"))


def test_every_control_has_a_name(panel):
    nameless = [
        widget
        for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)
        for widget in panel.findChildren(kind)
        if not (widget.accessibleName() or getattr(widget, "text", str)())
        and not widget.objectName().startswith("qt_")
    ]
    assert nameless == []


def test_the_panel_speaks_korean(korean, window, panel, qtbot):
    qtbot.waitUntil(lambda: panel.model.line(1).certainty == "단정")
    assert only_words(panel) == "주장 2건"


def only_words(panel):
    return panel._count.text()


def test_the_model_keeps_qts_rules(qtmodeltester):
    qtmodeltester.check(ClaimListModel())


def test_no_heading_of_the_table_is_cut(panel):
    header = panel.view.horizontalHeader()
    for column in range(panel.model.columnCount()):
        words = panel.model.headerData(column, Qt.Orientation.Horizontal)
        assert header.sectionSize(column) >= header.fontMetrics().horizontalAdvance(words) + 8
    last = panel.model.columnCount() - 1
    assert header.sectionPosition(last) + header.sectionSize(last) <= panel.view.viewport().width()

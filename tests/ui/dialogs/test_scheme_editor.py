"""The scheme editor: every field is one action, and a refusal is a sentence."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.keys import press

from juseok.core.messages import render
from juseok.core.ops import Action
from juseok.core.scheme import Scheme, load_scheme
from juseok.services.scheme.scheme_edit import change_type, scheme_after
from juseok.ui.dialogs.scheme_editor import SchemeEditor


@dataclass
class Desk:
    """An editor, what it applied, and how much each type is used."""

    editor: SchemeEditor
    applied: list[Action] = field(default_factory=list)
    used: dict[str, int] = field(default_factory=dict)

    @property
    def scheme(self) -> Scheme:
        return self.editor.scheme

    @property
    def labels(self) -> list[str]:
        return [render(action.label, "en") for action in self.applied]


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    applied: list[Action] = []
    used: dict[str, int] = {}
    editor = SchemeEditor(
        scheme=load_scheme("default"),
        apply=applied.append,
        count=lambda name: used.get(name, 0),
        reserved={"B": "Relationship"},
    )
    qtbot.addWidget(editor)
    editor.show()
    qtbot.waitExposed(editor)
    yield Desk(editor, applied, used)
    editor.close()


def _write(widget: QWidget, text: str) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(widget, text)
    QTest.keyClick(widget, Qt.Key.Key_Tab)


def _visible_names(desk: Desk) -> list[str]:
    rows = desk.editor.list.rows
    return [str(rows.index(number).data()) for number in range(rows.rowCount())]


def test_its_buttons_have_words_and_no_icon_of_another_look(desk: Desk) -> None:
    box = desk.editor.findChild(QDialogButtonBox)
    assert box is not None
    button = box.button(QDialogButtonBox.StandardButton.Close)
    assert button.text() == "Close"
    assert button.icon().isNull()


def test_it_opens_on_the_first_type(desk: Desk) -> None:
    assert desk.editor.title.text() == "Person"
    assert desk.editor.type_form.key.text() == "Q"
    assert desk.applied == []


def test_a_name_that_is_left_is_one_action(desk: Desk) -> None:
    _write(desk.editor.type_form.names.edits["en"], "Human")
    assert desk.labels == ["rename “Person”"]
    person = desk.scheme.entity_type("PERSON")
    assert person is not None
    assert person.name("en") == "Human"
    assert desk.editor.title.text() == "Human"
    assert "Human" in _visible_names(desk)


def test_leaving_a_field_unchanged_is_none(desk: Desk) -> None:
    desk.editor.type_form.names.edits["ko"].setFocus()
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    desk.editor.list.setFocus()
    assert desk.applied == []


def test_a_colour_is_chosen_by_click_or_by_number(desk: Desk) -> None:
    dots = desk.editor.type_form.color.findChildren(QAbstractButton)
    QTest.mouseClick(dots[1], Qt.MouseButton.LeftButton)
    _write(desk.editor.type_form.color.number, "#112233")
    assert desk.labels == ["change the colour of “Person”"] * 2
    person = desk.scheme.entity_type("PERSON")
    assert person is not None
    assert person.color == "#112233"


def test_half_a_colour_is_not_taken(desk: Desk) -> None:
    _write(desk.editor.type_form.color.number, "#1122")
    assert desk.applied == []


def test_the_preview_tells_its_contrasts(desk: Desk) -> None:
    told = desk.editor.type_form.preview.accessibleDescription()
    assert told.startswith("Light page: text ")
    assert told.count(":1") == 4


@pytest.mark.parametrize(("text", "position"), [("y", "Y"), ("ㅛ", "Y"), ("", "Y")])
def test_a_key_is_taken_by_its_place_also_in_hangul(desk: Desk, text: str, position: str) -> None:
    press(desk.editor.type_form.key, position, text=text)
    person = desk.scheme.entity_type("PERSON")
    assert person is not None
    assert person.key == "Y"
    assert desk.labels == ["change the key of “Person”"]


def test_a_key_that_is_shared_or_a_commands_is_said(desk: Desk) -> None:
    form = desk.editor.type_form
    press(form.key, "W", text="w")
    assert "Organisation" in form.key_hint.text()
    press(form.key, "B", text="b")
    assert "Relationship" in form.key_hint.text()
    press(form.key, "Backspace")
    person = desk.scheme.entity_type("PERSON")
    assert person is not None
    assert person.key == ""


def test_chords_are_no_keys_of_types(desk: Desk) -> None:
    form = desk.editor.type_form
    press(form.key, "Y", text="Y", modifiers=Qt.KeyboardModifier.ShiftModifier)
    press(form.key, "F", modifiers=Qt.KeyboardModifier.ControlModifier)
    press(form.key, "Left")
    assert desk.applied == []


def test_a_constraint_is_ticked_by_keyboard_and_by_mouse(desk: Desk) -> None:
    assert desk.editor.select("relationship", "held_in")
    ends = desk.editor.type_form.ends
    column = [item.id for item in ends.ends.types].index("ORG")
    ends.setFocus()
    ends.setCurrentIndex(ends.ends.index(1, column))
    QTest.keyClick(ends, Qt.Key.Key_Space)
    held_in = desk.scheme.relationship_type("held_in")
    assert held_in is not None
    assert held_in.tail == {"GPE", "LOC", "ORG"}
    place = ends.visualRect(ends.ends.index(1, column)).center()
    QTest.mouseClick(ends.viewport(), Qt.MouseButton.LeftButton, pos=place)
    held_in = desk.scheme.relationship_type("held_in")
    assert held_in is not None
    assert held_in.tail == {"GPE", "LOC"}
    assert set(desk.labels) == {"change the constraints of “Held in”"}


def test_attributes_are_ticked(desk: Desk) -> None:
    boxes = desk.editor.type_form.attributes.findChildren(QAbstractButton)
    actor = next(box for box in boxes if box.text() == "Actor")
    QTest.mouseClick(actor, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    person = desk.scheme.entity_type("PERSON")
    assert person is not None
    assert "actor" in person.attributes


def test_types_are_moved_by_keyboard(desk: Desk) -> None:
    QTest.keyClick(desk.editor.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert [item.id for item in desk.scheme.entity_types[:2]] == ["ORG", "PERSON"]
    assert desk.editor.title.text() == "Person"
    QTest.keyClick(desk.editor.list, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(desk.editor.list, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert desk.scheme.entity_types[0].id == "PERSON"
    assert len(desk.applied) == 2


def test_a_type_is_retired_and_taken_up_again(desk: Desk) -> None:
    desk.editor.retire.click()
    assert desk.editor.retire.text() == "Use again"
    assert "nothing new takes it" in desk.editor.usage.text()
    desk.editor.retire.click()
    assert desk.labels == ["retire “Person”", "take up “Person” again"]
    assert desk.scheme == load_scheme("default")


def test_delete_in_the_list_retires_and_with_shift_deletes(desk: Desk) -> None:
    desk.editor.select("entity", "LAW")
    QTest.keyClick(desk.editor.list, Qt.Key.Key_Delete)
    assert desk.labels == ["retire “Law or policy”"]
    QTest.keyClick(desk.editor.list, Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    assert desk.scheme.entity_type("LAW") is None


@pytest.mark.parametrize("size", [(976, 704), (800, 520)])
def test_no_field_covers_another(desk: Desk, qtbot: QtBot, size: tuple[int, int]) -> None:
    desk.editor.resize(*size)
    desk.editor.select("relationship", "held_in")
    form = desk.editor.type_form
    fields = [form.preview, form.names, form.id, form.color, form.pattern, form.key, form.ends]

    def in_order() -> None:
        bottoms = [field.geometry().bottom() for field in fields]
        tops = [field.geometry().top() for field in fields]
        assert all(top > bottom for top, bottom in zip(tops[1:], bottoms, strict=False))

    qtbot.waitUntil(in_order)


def test_a_used_type_is_not_deleted_and_the_sentence_says_so(desk: Desk) -> None:
    desk.used["TECH"] = 31
    desk.editor.select("entity", "TECH")
    assert "used by 31 annotations" in desk.editor.usage.text()
    desk.editor.delete.click()
    assert "31 annotations" in desk.editor.notice.text()
    assert desk.applied == []
    desk.editor.select("entity", "LAW")
    assert desk.editor.notice.text() == ""
    desk.editor.delete.click()
    assert desk.scheme.entity_type("LAW") is None
    assert desk.editor.title.text() == "Event"


def test_a_new_type_is_added_by_keyboard_when_it_is_accepted(desk: Desk) -> None:
    QTest.keyClick(desk.editor.list, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert desk.applied == []
    form = desk.editor.type_form
    _write(form.names.edits["en"], "Animal")
    _write(form.id, "ANIMAL")
    press(form.key, "Y", text="y")
    assert desk.applied == []
    form.letter.setFocus()
    QTest.keyClicks(form.letter, "Z")
    QTest.keyClick(form.letter, Qt.Key.Key_Return)
    assert desk.labels == ["add “Animal” to the scheme"]
    assert desk.scheme.entity_types[-1].id == "ANIMAL"
    assert desk.editor.title.text() == "Animal"
    assert form.id.isReadOnly()


def test_a_new_type_without_a_name_is_refused_and_escape_gives_it_up(desk: Desk) -> None:
    desk.editor.add_item()
    desk.editor.accept_new.click()
    assert "no name" in desk.editor.notice.text()
    QTest.keyClick(desk.editor, Qt.Key.Key_Escape)
    assert desk.editor.isVisible()
    assert desk.editor.title.text() == "Person"
    assert desk.applied == []
    QTest.keyClick(desk.editor, Qt.Key.Key_Escape)
    assert not desk.editor.isVisible()


@pytest.mark.parametrize("section", ["relationship", "link", "attribute"])
def test_every_group_but_the_roles_takes_new_ones(desk: Desk, section: str) -> None:
    first = {"relationship": "alias_of", "link": "supports", "attribute": "act"}[section]
    desk.editor.select(section, first)
    desk.editor.add_item()
    form = desk.editor.attribute_form if section == "attribute" else desk.editor.type_form
    _write(form.names.edits["ko"], "New one")
    desk.editor.accept_new.click()
    assert desk.labels == ["add “New one” to the scheme"]


def test_the_parts_of_a_claim_are_fixed(desk: Desk) -> None:
    desk.editor.select("role", "content")
    assert desk.editor.delete.isHidden()
    assert desk.editor.retire.isHidden()
    desk.editor.add_item()
    assert "fixed" in desk.editor.notice.text()


def test_search_finds_by_either_name_id_or_key(desk: Desk) -> None:
    search = desk.editor.search
    for text, wanted in (
        ("인물", "Person"),
        ("quantity", "Quantity"),
        ("held_on", "Held on"),
        ("확실성", "Certainty"),
    ):
        search.setText(text)
        assert wanted in _visible_names(desk)
        assert len(_visible_names(desk)) <= 4
    search.setText("no such thing")
    assert _visible_names(desk) == []
    assert desk.editor.select("entity", "WORK")
    assert search.text() == ""


def test_values_are_edited_in_their_table(desk: Desk) -> None:
    desk.editor.select("attribute", "certainty")
    table = desk.editor.attribute_form.values
    cell = table.item(1, 2)
    assert cell is not None
    cell.setText("Likely")
    live = table.item(4, 4)
    assert live is not None
    live.setCheckState(Qt.CheckState.Unchecked)
    held = desk.scheme.attribute("certainty")
    assert held is not None
    assert held.values[1].name("en") == "Likely"
    assert held.values[4].retired
    assert desk.labels == ["change the values of “Certainty”"] * 2


def test_values_are_added_moved_and_deleted_unless_used(desk: Desk) -> None:
    desk.editor.select("attribute", "act")
    form = desk.editor.attribute_form
    buttons = form.tools.findChildren(QAbstractButton)
    plus, trash, up, _ = buttons
    plus.click()
    up.click()
    held = desk.scheme.attribute("act")
    assert held is not None
    assert [value.id for value in held.values[-2:]] == ["value1", "question"]
    trash.click()
    assert desk.scheme.attribute("act") == load_scheme("default").attribute("act")
    desk.used["act=question"] = 2
    form.values.setCurrentCell(9, 1)
    trash.click()
    assert "2 annotations" in desk.editor.notice.text()
    assert form.values.rowCount() == 10


def test_an_undo_elsewhere_is_followed(desk: Desk) -> None:
    person = desk.scheme.entity_type("PERSON")
    action = change_type(scheme=desk.scheme, item=replace(person, retired=True))
    assert action is not None
    desk.editor.set_scheme(scheme_after(desk.scheme, [action]))
    assert desk.editor.retire.text() == "Use again"
    assert desk.applied == []


def test_every_control_has_a_name(desk: Desk) -> None:
    for section, item in (("relationship", "held_in"), ("attribute", "act"), ("entity", "ORG")):
        desk.editor.select(section, item)
        for widget in desk.editor.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                named = widget.accessibleName() or getattr(widget, "text", str)()
                inner = type(widget).__name__ in ("QScrollArea", "QTableView")
                assert named or inner, widget


def test_the_scheme_itself_has_a_name_and_help_that_can_be_written(desk: Desk) -> None:
    desk.editor.whole.click()
    assert desk.editor.title.text() == "Default scheme"
    assert desk.editor.forms.currentWidget().isVisible()
    assert not desk.editor.delete.isVisible()
    _write(desk.editor.whole_form.names.edits["en"], "Our scheme")
    assert desk.labels == ["rename “Our scheme”"]
    assert desk.scheme.names == {"ko": "기본 체계", "en": "Our scheme"}
    assert desk.editor.title.text() == desk.editor.whole.text() == "Our scheme"
    help_text = desk.editor.whole_form.help.edits["en"]
    help_text.setFocus()
    help_text.setPlainText("Tag names.")
    desk.editor.list.setFocus()
    assert desk.scheme.help["en"] == "Tag names."
    assert desk.labels[1:] == ["change the help of “Our scheme”"]


def test_from_the_scheme_itself_one_comes_back_to_a_type(desk: Desk) -> None:
    press_keys = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(desk.editor, Qt.Key.Key_0, press_keys)
    assert desk.editor.whole_form.names.edits["en"].hasFocus()
    assert desk.editor.select("entity", "PERSON")
    assert desk.editor.title.text() == "Person"
    assert not desk.editor.whole.isChecked()

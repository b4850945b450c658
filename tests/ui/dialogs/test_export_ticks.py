"""A box that takes several: ticked by keys and by clicks, told in the box."""

import pytest
from PySide6.QtCore import Qt

from juseok.ui.dialogs.export_choice import Value
from juseok.ui.dialogs.export_ticks import TicksBox

VALUES = [Value("title", "제목"), Value("body", "본문"), Value("P", "인물", "언급")]


@pytest.fixture
def box(qtbot):
    made = TicksBox("모든 구역", "구역")
    qtbot.addWidget(made)
    made.offer(VALUES)
    made.resize(160, 28)
    made.show()
    return made


def rows(box):
    shown = box.popup.list
    return {shown.item(n).text(): shown.item(n).checkState() for n in range(shown.count())}


def test_nothing_ticked_is_everything(box, qtbot):
    assert (box.chosen, box.currentText()) == ((), "모든 구역")
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert box.popup.isVisible()
    assert rows(box)["모든 구역"] == Qt.CheckState.Checked
    qtbot.keyClick(box.popup.list, Qt.Key.Key_Tab)
    assert not box.popup.isVisible()


def test_keys_tick_and_the_first_row_takes_all_ticks_away(box, qtbot):
    told = []
    box.changed.connect(lambda: told.append(box.chosen))
    qtbot.keyClick(box, Qt.Key.Key_Down)
    shown = box.popup.list
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Up,
                Qt.Key.Key_Return):  # fmt: skip
        qtbot.keyClick(shown, key)
    assert told == [("body",), ("title", "body")]
    assert box.currentText() == "제목, 본문"
    assert rows(box)["모든 구역"] == Qt.CheckState.Unchecked
    qtbot.keyClick(shown, Qt.Key.Key_Home)
    qtbot.keyClick(shown, Qt.Key.Key_Space)
    assert (box.chosen, box.currentText()) == ((), "모든 구역")
    box.hidePopup()


def test_a_click_anywhere_in_a_row_ticks_it_and_the_name_of_a_group_does_nothing(box, qtbot):
    box.showPopup()
    shown = box.popup.list
    for row in (3, 4):  # the group, and what is in it
        place = shown.visualItemRect(shown.item(row)).center()
        qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert box.chosen == ("P",)
    assert box.accessibleName() == "구역: 인물"
    box.hidePopup()


def test_what_is_not_offered_stays_ticked_and_many_are_told_by_the_first(box):
    box.take(["body", "gone", "title"])
    assert box.chosen == ("title", "body", "gone")
    box.resize(90, 28)
    assert box.currentText() == "제목 +2"
    assert box.toolTip() == "제목, 본문, gone"

"""Many mentions changed at once, by keys: all of an entity, and one's own slips."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.hands import put_caret, settled, tag, workspace

from juseok.ui.handlers.everywhere import EverywhereHandlers


@pytest.fixture
def handlers(window) -> EverywhereHandlers:
    window.router.complete()
    return next(each for each in window._kept if isinstance(each, EverywhereHandlers))


def listed(handlers, qtbot):
    qtbot.waitUntil(lambda: handlers.flow.dialog is not None and not handlers.flow.dialog.looking)
    return handlers.flow.dialog


def words(dialog):
    return [dialog.model.data(dialog.model.index(n)) for n in range(dialog.model.rowCount())]


def enter(handlers, dialog, qtbot):
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: handlers.flow.dialog is None)


def types(window):
    return [mention.type for mention in workspace(window).mentions]


def test_a_name_under_two_types_is_mended_and_taken_back(window, session, handlers, qtbot):
    for nth in range(2):
        tag(window, "한빛전자", "W", nth=nth)
    tag(window, "한빛전자", "E", nth=2)
    settled(window, qtbot)
    odd = [each for each in types(window) if each != "ORG"]
    assert len(odd) == 1
    name = session.scheme.type(odd[0]).name("en")
    window.router.trigger("tags.check")
    dialog = listed(handlers, qtbot)
    assert words(dialog) == [
        "김하늘 대표는 한빛전자가 부산에 1조원을 쓴다고 말했다."
        f" ({name} (1) → Organisation (2) · 한빛전자, 내년 새 공장)"
    ]
    assert dialog.go.text() == "Mend 1 mention"
    enter(handlers, dialog, qtbot)
    qtbot.waitUntil(lambda: types(window) == ["ORG"] * 3)
    assert len({mention.entity for mention in workspace(window).mentions}) == 1
    qtbot.waitUntil(lambda: session.turns.at_rest and session.undo_label.code == "undo.recode")
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: sorted(types(window)) == sorted(["ORG", "ORG", *odd]))


def test_tags_that_agree_say_so(window, handlers, qtbot):
    tag(window, "한빛전자", "W")
    settled(window, qtbot)
    window.router.trigger("tags.check")
    dialog = listed(handlers, qtbot)
    assert dialog.words.text() == "Your tags agree with one another."
    assert not dialog.go.isEnabled()


def test_all_mentions_of_an_entity_get_another_type(window, session, handlers, qtbot):
    for nth in range(2):
        tag(window, "한빛전자", "W", nth=nth)
    settled(window, qtbot)
    put_caret(window, "한빛전자")
    entries = handlers._recodings(handlers.entity(), "")
    name = session.scheme.entity_type("PRODUCT").name("en")
    next(each for each in entries if each.text == f"Retype to {name}").choose()
    dialog = listed(handlers, qtbot)
    assert dialog.model.rowCount() == 2
    QTest.keyClick(dialog.view, Qt.Key.Key_Space)
    enter(handlers, dialog, qtbot)
    qtbot.waitUntil(lambda: types(window) == ["ORG", "PRODUCT"])

    def entity(of):
        return session.index.entity(of)  # another index stands there once the file is read again

    qtbot.waitUntil(lambda: all(entity(each.entity) for each in workspace(window).mentions))
    names = {(entity(m.entity).name, entity(m.entity).type) for m in workspace(window).mentions}
    assert names == {("한빛전자", "ORG"), ("한빛전자", "PRODUCT")}


def test_all_mentions_of_an_entity_are_deleted_by_way_of_the_palette(window, handlers, qtbot):
    for nth in range(2):
        tag(window, "한빛전자", "W", nth=nth)
    settled(window, qtbot)
    put_caret(window, "한빛전자")
    window.router.trigger("entity.recode")
    qtbot.waitUntil(window.palette_box.isVisible)
    QTest.keyClicks(window.palette_box._field, "delete")
    qtbot.waitUntil(lambda: window.palette_box._list.currentIndex().isValid())
    QTest.keyClick(window.palette_box._field, Qt.Key.Key_Return)
    dialog = listed(handlers, qtbot)
    enter(handlers, dialog, qtbot)
    qtbot.waitUntil(lambda: types(window) == [])

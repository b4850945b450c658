"""What the view tells a screen reader, asked in the same process."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from tests.ui.articleview.kit import TEXT, press, span_of

from juseok.ui.articleview import accessible


@pytest.fixture
def reader(view):
    """The text interface of a view, and the view."""
    QAccessible.setActive(True)
    yield QAccessible.queryAccessibleInterface(view).textInterface(), view
    QAccessible.setActive(False)


@pytest.fixture
def said(monkeypatch):
    """Types of the events that go out, with what they say."""
    found = []
    monkeypatch.setattr(
        accessible.QAccessible,
        "updateAccessibility",
        lambda event: found.append(
            event.message() if hasattr(event, "message") else event.type().name
        ),
    )
    return found


def test_the_view_is_a_read_only_document_named_by_its_title(reader):
    _, view = reader
    found = QAccessible.queryAccessibleInterface(view)
    assert found.role() is QAccessible.Role.Document
    assert found.text(QAccessible.Text.Name) == "제목"
    assert found.state().readOnly


def test_the_text_is_the_paragraph_at_the_caret(reader):
    text, view = reader
    assert text.text(0, -1) == TEXT.split("\n")[0]
    at = TEXT.index("두 나라")
    view.select(at, at)
    last = TEXT.split("\n")[-1]
    assert text.text(0, text.characterCount()) == last
    before = last[: last.index("두 나라")]
    assert text.cursorPosition() == len(before.encode("utf-16-le")) // 2


def test_the_caret_and_the_selection_can_be_set_in_utf16_units(reader):
    text, view = reader
    view.select(len(TEXT), len(TEXT))
    line = TEXT.rindex("\n") + 1
    unit = len(TEXT[line : TEXT.index("두 나라")].encode("utf-16-le")) // 2
    text.setCursorPosition(unit)
    assert view.caret == TEXT.index("두 나라")
    text.addSelection(unit, unit + 1)
    assert view.selected_text() == "두"
    text.removeSelection(0)
    assert view.selected_text() == ""


def test_characters_are_where_they_are_drawn(reader):
    text, view = reader
    rect = text.characterRect(2)
    drawn = next(view.page.boxes(2, 3)).toRect()
    assert rect.size() == drawn.size()
    assert text.offsetAtPoint(rect.center()) == 2
    assert text.offsetAtPoint(view.mapToGlobal(QPoint(300, 300))) == -1
    text.scrollToSubstring(0, 3)
    assert view.page.caret_rect(0).top() > 0


def test_moves_and_announcements_go_out_when_somebody_listens(reader, said):
    _, view = reader
    view.announce("기관 언급 추가")
    press(view, Qt.Key.Key_Right)
    assert said == ["기관 언급 추가", "TextCaretMoved"]
    said.clear()
    view.select(*span_of("미국"))
    assert said == ["TextUpdated", "TextCaretMoved"]


def test_what_is_selected_by_keys_is_said(reader, said):
    _, view = reader
    press(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert said[-1] == "한"


def test_nothing_goes_out_when_nobody_listens(view, said):
    QAccessible.setActive(False)
    view.announce("아무도 없다")
    view.select(3, 3)
    assert said == []

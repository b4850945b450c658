"""What a screen reader is told: the article's title, the paragraph at the caret, the caret.

The text of the interface is the current block, not the article: an article may hold a million
characters.  Its offsets are UTF-16 units.  Qt cannot call the Python side for the two methods
with out-parameters (selection, attributes): selections and marks are announced instead.
"""

from functools import cache
from typing import TYPE_CHECKING, Any, cast

import shiboken6
from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleTextCursorEvent,
    QAccessibleTextInterface,
    QAccessibleTextUpdateEvent,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from juseok.core.text import Utf16Map

if TYPE_CHECKING:
    from juseok.ui.articleview.view import ArticleView


class ArticleText(QAccessibleTextInterface):
    """The block at the caret, as text."""

    def __init__(self, view: "ArticleView") -> None:
        super().__init__()
        self._view = view

    def paragraph(self) -> tuple[int, str]:
        """Start and text of the block at the caret."""
        page = self._view.page
        block = page.blocks.at(self._view.caret)
        start, end = page.blocks.starts[block], page.blocks.ends[block]
        return start, page.doc.text[start:end]

    def characterCount(self) -> int:
        return Utf16Map(self.paragraph()[1]).units

    def cursorPosition(self) -> int:
        start, text = self.paragraph()
        return Utf16Map(text).to_utf16(min(self._view.caret - start, len(text)))

    def setCursorPosition(self, position: int) -> None:
        start, text = self.paragraph()
        offset = start + Utf16Map(text).to_cp(position)
        self._view.select(offset, offset)

    def text(self, start_offset: int, end_offset: int) -> str:
        _, text = self.paragraph()
        units = Utf16Map(text)
        last = units.units if end_offset < 0 else min(end_offset, units.units)
        return text[units.to_cp(max(0, start_offset)) : units.to_cp(last)]

    def characterRect(self, offset: int) -> QRect:
        start, text = self.paragraph()
        at = start + Utf16Map(text).to_cp(offset)
        rect = next(self._view.page.boxes(at, at + 1), None)
        if rect is None:
            return QRect()
        corner = self._view.viewport().mapToGlobal(rect.topLeft().toPoint())
        return QRect(corner, rect.size().toSize())

    def offsetAtPoint(self, point: QPoint) -> int:
        start, text = self.paragraph()
        inside = self._view.viewport().mapFromGlobal(point)
        offset = self._view.page.offset_at(inside.x(), inside.y(), on_character=True)
        return Utf16Map(text).to_utf16(offset - start) if 0 <= offset - start <= len(text) else -1

    def scrollToSubstring(self, start_index: int, end_index: int) -> None:
        start, text = self.paragraph()
        units = Utf16Map(text)
        self._view.reveal(start + units.to_cp(start_index), start + units.to_cp(end_index))

    def selectionCount(self) -> int:
        return 0

    def addSelection(self, start_offset: int, end_offset: int) -> None:
        self.setSelection(0, start_offset, end_offset)

    def removeSelection(self, selection_index: int) -> None:
        self._view.clear_selection()

    def setSelection(self, selection_index: int, start_offset: int, end_offset: int) -> None:
        start, text = self.paragraph()
        units = Utf16Map(text)
        self._view.select(start + units.to_cp(start_offset), start + units.to_cp(end_offset))


class ArticleAccessible(QAccessibleWidget):
    """The view itself: a document named by its article's title."""

    def __init__(self, view: "ArticleView") -> None:
        super().__init__(view, QAccessible.Role.Document, view.page.doc.title)
        self._view = view
        self._text = ArticleText(view)

    def text(self, t: QAccessible.Text) -> str:
        if t is QAccessible.Text.Name:
            return self._view.accessibleName() or self._view.page.doc.title
        return super().text(t)

    def state(self) -> QAccessible.State:
        found = super().state()
        found.readOnly = True
        found.multiLine = True
        return found

    def interface_cast(self, t: QAccessible.InterfaceType) -> Any:
        # Anything but a VoidPtr, base class answers included, crashes the caller.
        if t is QAccessible.InterfaceType.TextInterface:
            return shiboken6.VoidPtr(shiboken6.getCppPointer(self._text)[0])
        return shiboken6.VoidPtr(0)


@cache
def install(view_type: type["ArticleView"]) -> None:
    """Let Qt find the interface of article views; once in a process."""

    def make(_key: str, target: QObject) -> QAccessibleInterface | None:
        if not isinstance(target, view_type):
            return None
        made = ArticleAccessible(target)
        target.accessible = made  # Qt holds a bare pointer; the view keeps the object alive
        return made

    QAccessible.installFactory(make)


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say ``text`` now."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def article_changed(view: "ArticleView") -> None:
    """Tell a screen reader that another article is shown."""
    if QAccessible.isActive():
        event = QAccessibleEvent(cast("QWidget", view), QAccessible.Event.NameChanged)
        QAccessible.updateAccessibility(event)


def caret_moved(view: "ArticleView", old_block: int) -> None:
    """Tell a screen reader where the caret is now, and the new paragraph if it left the old."""
    if not QAccessible.isActive():
        return
    target = cast("QWidget", view)
    text = ArticleText(view)
    page = view.page
    if page.blocks.at(view.caret) != old_block:
        before = page.doc.text[page.blocks.starts[old_block] : page.blocks.ends[old_block]]
        now = text.paragraph()[1]
        QAccessible.updateAccessibility(QAccessibleTextUpdateEvent(target, 0, before, now))
    moved = QAccessibleTextCursorEvent(target, text.cursorPosition())
    QAccessible.updateAccessibility(moved)

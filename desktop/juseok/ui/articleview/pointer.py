"""The mouse over the article view: selecting, clicking marks, dragging one out, hovering."""

from typing import Protocol

from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QDrag, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QWidget

from juseok.ui.articleview.document import FILLED, Mark, MarkSort
from juseok.ui.articleview.hits import chip_at_point, marks_at_point
from juseok.ui.articleview.interaction import Interaction, autoscroll, drag, press, release
from juseok.ui.articleview.page import Page

MENTION_MIME = "application/x-juseok-mention"
_TICK = 16


class Host(Protocol):
    """What the pointer needs of the view."""

    page: Page
    state: Interaction

    def viewport(self) -> QWidget: ...
    def set_state(self, state: Interaction, *, reveal: bool = True) -> None: ...
    def scroll_by(self, delta: float) -> None: ...
    def click(self, marks: tuple[Mark, ...], offset: int) -> None: ...
    def arc_at(self, point: QPointF, *, lines: bool) -> str: ...
    def click_arc(self, arc: str) -> None: ...
    def hover(self, mark: Mark | None, *, handle: bool = False) -> None: ...
    def is_selected(self, record: str) -> bool: ...


class Pointer(QObject):
    """Mouse events → interaction.  Owns the timer that scrolls while a drag is outside."""

    def __init__(self, host: Host, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host
        self._at = QPointF()
        self._pressed_at = QPointF()
        self._grabbed: Mark | None = None
        """The mark a press took by its chip, or that was selected when it was pressed."""
        self._by_chip = False
        self._clicks = 0
        self._last_press = (0, QPointF())
        self._before = Interaction()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._tick)

    def press(self, event: QMouseEvent) -> None:
        point = event.position()
        self._at = self._pressed_at = point
        self._clicks = self._count(event)
        keys = event.modifiers()
        host = self._host
        self._before = host.state
        chip = chip_at_point(host.page, point.x(), point.y())
        self._by_chip = chip is not None and chip.sort in FILLED
        self._grabbed = chip or self._selected_mark(point)
        if self._by_chip:
            return
        word = self._clicks > 1
        offset = host.page.offset_at(point.x(), point.y(), on_character=word)
        shift = bool(keys & Qt.KeyboardModifier.ShiftModifier)
        control = bool(keys & Qt.KeyboardModifier.ControlModifier)
        state = press(
            host.state,
            host.page.doc.text,
            offset,
            clicks=self._clicks,
            extend=shift,
            add=control,
        )
        host.set_state(state, reveal=False)

    def move(self, event: QMouseEvent) -> None:
        self._at = event.position()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._hover()
            return
        if self._leaves_with_mark():
            self._drag_out()
            return
        if self._by_chip:
            return
        self._extend()
        outside = autoscroll(self._at.y(), self._host.page.height) != 0
        if outside and not self._timer.isActive():
            self._timer.start()
        elif not outside:
            self._timer.stop()

    def release(self, event: QMouseEvent) -> None:
        self._timer.stop()
        host, point = self._host, event.position()
        if self._by_chip and self._grabbed is not None:
            host.click((self._grabbed,), self._grabbed.start)
        elif host.state.clicked:
            marks = marks_at_point(host.page, point.x(), point.y())
            if arc := host.arc_at(point, lines=not marks):
                host.click_arc(arc)
            else:
                host.click(marks, host.state.selection.caret)
        self._grabbed, self._by_chip = None, False
        host.set_state(release(host.state), reveal=False)

    def leave(self) -> None:
        self._host.hover(None)

    def _count(self, event: QMouseEvent) -> int:
        """1, 2 or 3 for single, double and triple clicks."""
        when, where = self._last_press
        hints = QGuiApplication.styleHints()
        near = (event.position() - where).manhattanLength() <= hints.startDragDistance()
        soon = event.timestamp() - when <= hints.mouseDoubleClickInterval()
        self._last_press = (event.timestamp(), event.position())
        return self._clicks % 3 + 1 if near and soon and self._clicks else 1

    def _extend(self) -> None:
        host = self._host
        word = self._clicks > 1
        x = self._at.x()
        y = min(max(self._at.y(), 0.0), host.page.height - 1)
        offset = host.page.offset_at(x, y, on_character=word)
        host.set_state(drag(host.state, host.page.doc.text, offset), reveal=False)

    def _tick(self) -> None:
        self._host.scroll_by(autoscroll(self._at.y(), self._host.page.height))
        self._extend()

    def _hover(self) -> None:
        """Chips and bars are handles; a claim's content is text to read, so it stays calm."""
        page, x, y = self._host.page, self._at.x(), self._at.y()
        marks = marks_at_point(page, x, y)
        chip = chip_at_point(page, x, y)
        handle = bool(chip) or x < page.left
        if not handle:
            marks = tuple(mark for mark in marks if mark.sort is not MarkSort.CLAIM)
        on_arc = not handle and bool(self._host.arc_at(self._at, lines=not marks))
        self._host.hover(marks[0] if marks else None, handle=on_arc or (handle and bool(marks)))

    def _selected_mark(self, point: QPointF) -> Mark | None:
        for mark in marks_at_point(self._host.page, point.x(), point.y()):
            if mark.sort in FILLED and self._host.is_selected(mark.record):
                return mark
        return None

    def _leaves_with_mark(self) -> bool:
        """A chip is dragged at once; a selected mark when the pointer leaves at a side."""
        if self._grabbed is None:
            return False
        if self._by_chip:
            far = (self._at - self._pressed_at).manhattanLength()
            return far >= QGuiApplication.styleHints().startDragDistance()
        return not 0 <= self._at.x() <= self._host.page.width

    def _drag_out(self) -> None:
        mark, self._grabbed = self._grabbed, None
        if mark is None:
            return
        self._timer.stop()
        self._by_chip = False
        self._host.set_state(release(self._before), reveal=False)
        data = QMimeData()
        data.setData(MENTION_MIME, mark.record.encode())
        text = self._host.page.doc.text
        data.setText(" ".join(text[start:end] for start, end in mark.spans))
        out = QDrag(self._host.viewport())
        out.setMimeData(data)
        out.exec(Qt.DropAction.LinkAction | Qt.DropAction.CopyAction)

"""A person at the real window: what they see, and what their keyboard and mouse send.

Letters and signs come with the scan codes of X11 and, in Hangul mode, with the jamo that the
two-set layout types; chords with Ctrl go through the platform's own path, shortcuts included.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QWidget
from tests.ui.keys import SCAN

from juseok.app import Desk
from juseok.core.model import Mention
from juseok.services.tagging.annotating import ArticleWorkspace
from juseok.ui.articleview.view import ArticleView
from juseok.ui.keymap import JAMO, SHIFTED_JAMO, Chord
from juseok.ui.session import Session
from juseok.ui.windows.main_window import MainWindow
from juseok.ui.windows.workbench import Workbench

TYPED = {position: jamo for jamo, position in JAMO.items()}
TYPED_SHIFTED = TYPED | {position: jamo for jamo, position in SHIFTED_JAMO.items()}
SHIFTED_SIGNS = dict(zip("1234567890-=[]\\;'`,./", '!@#$%^&*()_+{}|:"~<>?', strict=True))
PATIENCE = 15_000
_NAMED = {
    "Tab": Qt.Key.Key_Tab, "Enter": Qt.Key.Key_Return, "Backspace": Qt.Key.Key_Backspace,
    "Delete": Qt.Key.Key_Delete, "Esc": Qt.Key.Key_Escape, "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right, "Up": Qt.Key.Key_Up, "Down": Qt.Key.Key_Down,
    "Home": Qt.Key.Key_Home, "End": Qt.Key.Key_End, "PgUp": Qt.Key.Key_PageUp,
    "PgDown": Qt.Key.Key_PageDown, "Space": Qt.Key.Key_Space,
} | {f"F{number}": Qt.Key(Qt.Key.Key_F1 + number - 1) for number in range(1, 13)}  # fmt: skip


@dataclass
class Hands:
    """Works in the window of ``desk``; ``until`` waits for a condition in the event loop."""

    desk: Desk
    until: Callable[[Callable[[], object]], None]
    hangul: bool = True
    """Whether the keyboard is in Hangul mode."""
    moused: bool = False
    """Whether the mouse was used."""

    # -- what is seen

    @property
    def window(self) -> MainWindow:
        return self.desk.window

    @property
    def session(self) -> Session:
        session = self.desk.session
        assert session is not None
        return session

    @property
    def bench(self) -> Workbench:
        bench = self.window.bench
        assert bench is not None
        return bench

    @property
    def view(self) -> ArticleView:
        return self.bench.article.view

    @property
    def article(self) -> str:
        return self.bench.article.showing

    @property
    def workspace(self) -> ArticleWorkspace:
        workspace = self.session.workspace(self.article)
        assert workspace is not None
        return workspace

    @property
    def text(self) -> str:
        return self.workspace.text

    @property
    def mentions(self) -> tuple[Mention, ...]:
        return self.workspace.mentions

    @property
    def in_text(self) -> bool:
        """Whether the keyboard is in the article."""
        return QApplication.focusWidget() is self.view

    def wait_open(self) -> None:
        """Until the project and an article of it can be worked with."""
        self.until(lambda: self.desk.session is not None and self.window.bench is not None)
        self.until(lambda: self.session.index is not None)
        self.until(lambda: self.article and self.session.workspace(self.article) is not None)
        self._front()
        self.until(lambda: QApplication.focusWidget() is not None)

    def wait_shown(self, article: str) -> None:
        """Until ``article`` can be read."""
        self.until(lambda: self.article == article and self.session.workspace(article) is not None)

    def wait_saved(self) -> None:
        """Until the window says that everything is on disk."""
        self.until(lambda: self.session.save_state.pending == 0)
        assert self.session.save_state.failed is None

    def wait_turned(self) -> None:
        """Until an undo or redo is through, the next one is known, and its article is there."""
        session = self.session
        self.until(lambda: session.turns.at_rest)
        self.until(lambda: session.workspace(self.article) is not None)
        self.wait_saved()

    # -- keys

    def press(self, keys: str) -> None:
        """Press a chord, named by its places on a US board: ``Q``, ``Shift+[``, ``Ctrl+K``."""
        chord = Chord.parse(keys)
        if chord.plain and chord.key not in _NAMED:
            self._press_place(chord)
            return
        key = _NAMED.get(chord.key) or Qt.Key(ord(chord.key))
        QTest.keyClick(self._screen, key, _modifiers(chord))

    def press_each(self, *keys: str) -> None:
        for each in keys:
            self.press(each)

    def type_text(self, text: str) -> None:
        """Type into the field in focus; Hangul as an input method hands over its syllables."""
        for sign in text:
            target = QApplication.focusWidget()
            assert target is not None
            if sign.isascii():
                QTest.keyClicks(target, sign)
                continue
            QApplication.sendEvent(target, QInputMethodEvent(sign, []))
            done = QInputMethodEvent()
            done.setCommitString(sign)
            QApplication.sendEvent(target, done)

    def _press_place(self, chord: Chord) -> None:
        text = self._typed(chord)
        code = ord(text.upper())
        scan = SCAN[chord.key]
        modifiers = _modifiers(chord)
        target = QApplication.focusWidget()
        assert target is not None
        override = QKeyEvent(
            QEvent.Type.ShortcutOverride, code, modifiers, scan, 0, int(modifiers.value), text
        )
        override.ignore()
        QApplication.sendEvent(target, override)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, modifiers, scan, 0, int(modifiers.value), text)
            QApplication.sendEvent(self._screen, event)

    def _typed(self, chord: Chord) -> str:
        key = chord.key
        if not key.isalpha():
            return SHIFTED_SIGNS[key] if chord.shift else key
        if self.hangul:
            return (TYPED_SHIFTED if chord.shift else TYPED)[key]
        return key if chord.shift else key.lower()

    @property
    def _screen(self) -> QWindow:
        """The window of the system that has the keyboard."""
        handle = self._front().windowHandle()
        assert handle is not None
        return handle

    def _front(self) -> QWidget:
        """The active window.

        The offscreen platform has no window manager, which would give the keyboard back when
        a dialog closes; that is made up for here.
        """
        window = QApplication.activeWindow()
        if window is None:
            shown = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w.isWindow()]
            window = next((w for w in shown if isinstance(w, QDialog)), self.window)
            window.activateWindow()
            self.until(lambda: QApplication.activeWindow() is window)
        return window

    # -- the mouse

    def drag(self, start: int, end: int) -> None:
        """Drag over ``[start, end)`` of the article, from edge to edge."""
        first = self._point(start)
        QTest.mousePress(self._screen, Qt.MouseButton.LeftButton, pos=first)
        middle = self._point(start + 1)
        QTest.mouseMove(self._screen, middle)
        QTest.mouseMove(self._screen, self._point(end))
        QTest.mouseRelease(self._screen, Qt.MouseButton.LeftButton, pos=self._point(end))
        self.moused = True

    def click(self, offset: int) -> None:
        """Put the caret before the character at ``offset``."""
        QTest.mouseClick(self._screen, Qt.MouseButton.LeftButton, pos=self._point(offset))
        self.moused = True

    def double_click(self, offset: int) -> None:
        """Double click on the character at ``offset``."""
        at = self._point(offset, inside=True)
        QTest.mouseClick(self._screen, Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseDClick(self._screen, Qt.MouseButton.LeftButton, pos=at)
        self.moused = True

    def _point(self, offset: int, *, inside: bool = False) -> QPoint:
        """Where the left edge (or the middle) of a character is; turned to with the wheel."""
        view = self.view
        port = view.viewport()
        for _ in range(400):
            rect = view.page.caret_rect(offset)
            if rect.top() >= 0 and rect.bottom() <= port.height():
                break
            self._turn_wheel(-1 if rect.top() > 0 else 1)
        x = rect.center().x()
        if inside:
            box = next(view.page.boxes(offset, offset + 1))
            x = box.left() + box.width() * 0.4
        inside_port = QPointF(x, rect.center().y()).toPoint()
        return port.mapTo(self.window, inside_port)

    def _turn_wheel(self, notches: int) -> None:
        port = self.view.viewport()
        middle = QPointF(port.rect().center())
        event = QWheelEvent(
            middle, QPointF(port.mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
            False,
        )  # fmt: skip
        QApplication.sendEvent(port, event)
        self.moused = True

    # -- gestures

    def find(self, words: str, nth: int = 0) -> None:
        """Select a place of ``words`` with the search line: the first, or ``nth`` after it."""
        self.press("Ctrl+F")
        assert not self.in_text
        self.press("Ctrl+A")
        self.type_text(words)
        self.press_each(*["Enter"] * nth)
        self.press("Esc")
        assert self.in_text

    def find_at(self, start: int, end: int) -> None:
        """Select ``[start, end)`` with the search line."""
        words = self.text[start:end]
        self.find(words, self.text[:start].count(words))

    def press_letters_on(self, mention: Mention) -> None:
        """Turn the wheel until ``mention`` is in sight, press the letters that stand on it."""
        self._point(mention.spans[0].start)
        self.press_each(*self.view._scene.badges[mention.id])

    def choose_in_palette(self, words: str) -> None:
        """Type ``words`` into the open palette and take what it shows first."""
        palette = self.window.palette_box
        self.until(palette.isVisible)
        self.type_text(words)
        self.until(lambda: palette._list.currentIndex().isValid())
        self.press("Enter")

    def give_path(self, path: Path) -> None:
        """Answer the file dialog that the next key opens: type ``path``, press Enter."""

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QFileDialog):
                return
            field = dialog.findChild(QLineEdit)
            assert field is not None
            if QApplication.activeWindow() is not dialog or not field.hasFocus():
                dialog.activateWindow()  # a screen without a window manager does not
                field.setFocus()
                return  # and looks again, since a real screen answers when it can
            timer.stop()
            self.press("Ctrl+A")
            self.type_text(str(path))
            self.press("Enter")

        timer = QTimer(self.desk)
        timer.timeout.connect(look)
        timer.start(10)

    def quit(self) -> None:
        self.press("Ctrl+Q")


def _modifiers(chord: Chord) -> Qt.KeyboardModifier:
    found = Qt.KeyboardModifier.NoModifier
    if chord.ctrl:
        found |= Qt.KeyboardModifier.ControlModifier
    if chord.shift:
        found |= Qt.KeyboardModifier.ShiftModifier
    if chord.alt:
        found |= Qt.KeyboardModifier.AltModifier
    return found

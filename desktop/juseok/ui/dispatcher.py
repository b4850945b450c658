"""Single keys: one dispatcher, one table, one set of contexts.

It looks at key presses of the widgets it watches before they do, and at Ctrl chords that no
shortcut took (a Hangul layout that gives Ctrl+ㅋ).  A mode such as choosing a relationship's
other end may capture all keys for a while.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from juseok.ui.action_spec import Context
from juseok.ui.actions import ActionRouter
from juseok.ui.keymap import Chord, chord_of

Capture = Callable[[Chord], bool]


class Dispatcher(QObject):
    """Keys → actions for the widgets under :meth:`watch`.

    ``unavailable(id)``: the key has an action, but there is nothing to act on just now.
    """

    unavailable = Signal(str)
    contexts_changed = Signal()

    def __init__(self, router: ActionRouter) -> None:
        super().__init__(router)
        self._router = router
        self._overlays: list[Context] = []
        self._capture: Capture | None = None

    def watch(self, widget: QWidget) -> None:
        """Take single keys of ``widget`` (the article view) before it does."""
        widget.installEventFilter(self)

    @property
    def contexts(self) -> tuple[Context, ...]:
        """What counts for a key in the text now, the uppermost first."""
        return (*reversed(self._overlays), Context.TEXT, Context.GLOBAL)

    def set_overlay(self, context: Context, on: bool) -> None:
        """Lay ``context`` over the text, or take it away."""
        present = context in self._overlays
        if on == present:
            return
        if on:
            self._overlays.append(context)
        else:
            self._overlays.remove(context)
        self.contexts_changed.emit()

    def capture(self, handler: Capture | None) -> None:
        """Give every plain key of the text to ``handler`` first; None ends it.

        The handler says whether it used the key; others go on as usual.
        """
        self._capture = handler

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        assert isinstance(event, QKeyEvent)
        chord = chord_of(event)
        if chord is None or not chord.plain:
            return False
        if kind == QEvent.Type.ShortcutOverride:
            if self._router.find(chord, self.contexts) is not None or self._capture:
                event.accept()
            return False
        return self.press(chord)

    def press(self, chord: Chord) -> bool:
        """Carry out what a plain key in the text means; whether the key is used up."""
        if self._capture is not None and self._capture(chord):
            return True
        for context in self.contexts:
            spec = self._router.find(chord, (context,))
            if spec is None:
                continue
            if self._router.is_enabled(spec):
                return self._router.trigger(spec.id)
            if context in self._overlays:
                continue
            self.unavailable.emit(spec.id)
            return True
        return False

    def chord_pressed(self, event: QKeyEvent) -> bool:
        """A Ctrl or Alt chord that no shortcut took: try its place on the board."""
        chord = chord_of(event)
        if chord is None or chord.plain:
            return False
        spec = self._router.find(chord, self.contexts)
        return spec is not None and self._router.trigger(spec.id)

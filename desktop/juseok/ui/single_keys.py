"""Plain keys of a list or a view outside the text: those of one context, before it sees them."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from juseok.ui.action_spec import ActionSpec, Context
from juseok.ui.actions import ActionRouter
from juseok.ui.keymap import chord_of


class SingleKeys(QObject):
    """Gives the plain keys of :meth:`watch`'s widgets to the actions of ``context``.

    ``leaves(widget, spec)``: the widget keeps this key for itself.
    """

    def __init__(
        self,
        router: ActionRouter,
        context: Context,
        parent: QObject,
        *,
        leaves: Callable[[QObject, ActionSpec], bool] = lambda widget, spec: False,
    ) -> None:
        super().__init__(parent)
        self._router = router
        self._context = context
        self._leaves = leaves

    def watch(self, widget: QWidget) -> None:
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if event.type() not in kinds or not isinstance(event, QKeyEvent):
            return False
        chord = chord_of(event)
        if chord is None or not chord.plain:
            return False
        spec = self._router.find(chord, (self._context,))
        if spec is None or self._leaves(watched, spec):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return False
        self._router.trigger(spec.id)
        return True

"""Undo and redo as they are pressed: one after the other, each once it is known what it touches.

What would be taken back is known from the edits in flight, or else from the file.  A press waits
for the one before it; presses that have nothing to turn, or were meant for what stood before an
edit, are forgotten, so that none of them reaches what nobody asked to take back.
"""

from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from juseok.core.messages import Message
from juseok.core.ops import Action
from juseok.store.history import UndoTarget
from juseok.store.recorder import Commit
from juseok.ui.steady import SteadyReads


class UndoTurns:
    """The presses of one project that wait, and what the next one will touch.

    ``flying``: the session's edits in flight, oldest first.  ``on_screen(article)``: whether a
    person sees it; where not, ``go_first(article, label)`` is called instead of turning.
    ``turn(back)`` hands an undo (or redo) to the writer; :meth:`ended` tells that it is over.
    ``changed()``: other labels; ``failed(error)``: it could not be read what to turn.
    """

    def __init__(
        self,
        reads: SteadyReads,
        flying: Sequence[Action],
        *,
        on_screen: Callable[[str], bool],
        turn: Callable[[bool], object],
        go_first: Callable[[str, Message], object],
        changed: Callable[[], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        self._reads = reads
        self._flying = flying
        self._on_screen = on_screen
        self._turn = turn
        self._go_first = go_first
        self._changed = changed
        self._failed = failed
        self._waiting: deque[bool] = deque()
        self._turning = False
        self._known = False
        self._lost = False
        self._undo: UndoTarget | None = None
        self._redo: UndoTarget | None = None

    @property
    def at_rest(self) -> bool:
        """Nothing is being turned, and it is known what the next press would touch."""
        return self._known and not self._turning and not self._waiting

    @property
    def undo_label(self) -> Message | None:
        """What the next undo takes back; None when there is nothing."""
        last = self._last_flying()
        if last is not None:
            return last.label
        return self._undo.label if self._undo else None

    @property
    def redo_label(self) -> Message | None:
        """What the next redo brings back; None when there is nothing."""
        if self._redo is None or (self._last_flying() is not None and not self._turning):
            return None
        return self._redo.label

    def press(self, back: bool) -> None:
        """Undo (``back``) or redo was asked for."""
        self._waiting.append(back)
        if self._lost:
            self.ask()
        self._next()

    def edited(self) -> None:
        """An edit was made: what was undone is gone, and presses before it do not reach it."""
        self._redo = None
        self._waiting.clear()

    def forget(self) -> None:
        """Something was refused: the presses that wait were meant for after it."""
        self._waiting.clear()

    def saved(self, action: Action, commit: Commit) -> None:
        """What an undo takes back is known before the file is asked."""
        self._undo = UndoTarget(commit.action, action.label, action.article, "")

    def came(self, label: Message) -> None:
        """An action called ``label`` reached the file past the session.

        It is what the next undo takes back; a press waits until the file has said so.
        """
        self._undo, self._redo = UndoTarget("", label, None, ""), None
        self._waiting.clear()
        self._known = False
        self._changed()
        self.ask()

    def ended(self) -> None:
        """The undo or redo under way is in the file, or was refused."""
        self._turning = False
        self.ask()

    def ask(self) -> None:
        """Read from the file what can be turned; then the presses that wait go on."""
        self._lost = False
        self._reads.run(
            lambda reader, _: (reader.undo_target(), reader.redo_target()),
            self._take,
            slot="undo",
            failed=self._lose,
        )

    def _take(self, found: tuple[Any, Any]) -> None:
        if self._turning:
            return
        self._undo, self._redo = found
        self._known = True
        self._changed()
        self._next()

    def _lose(self, error: BaseException) -> None:
        """It could not be read what to turn: the next press asks again."""
        self._lost = True
        self._waiting.clear()
        self._failed(error)

    def _next(self) -> None:
        last = self._last_flying()
        if self._turning or not self._waiting or (last is None and not self._known):
            return
        back = self._waiting.popleft()
        if last is not None:
            target = last if back else None
        else:
            target = self._undo if back else self._redo
        if target is None:
            self._waiting.clear()
        elif target.article is not None and not self._on_screen(target.article):
            self._waiting.clear()
            self._go_first(target.article, target.label)
        else:
            self._turning, self._known = True, False
            self._expect(target, back)
            self._turn(back)

    def _expect(self, target: Action | UndoTarget, back: bool) -> None:
        """The other way is open as soon as this one is taken; the file confirms it later."""
        if isinstance(target, Action):
            target = UndoTarget("", target.label, target.article, "")
        if back:
            self._redo = target
        else:
            self._undo = target
        self._changed()

    def _last_flying(self) -> Action | None:
        return next((each for each in reversed(self._flying) if each.undoable), None)

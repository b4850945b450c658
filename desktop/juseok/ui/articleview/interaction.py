"""Mouse and keys → selection, as a state machine of frozen values.  Pure.

The widget tells what happened in offsets; what a move means on the screen (lines, seen
characters) it answers through :class:`Navigator`.
"""

from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto
from typing import Protocol

from juseok.core.sentences import line_at
from juseok.ui.articleview.caret import eojeol_at, next_eojeol, previous_eojeol
from juseok.ui.articleview.document import Range


class SelectedBy(StrEnum):
    """How the selection was made; decides whether a tag snaps to the stem of the word."""

    DRAG = "drag"
    EOJEOL = "eojeol"
    """Double click, and what is dragged on from it."""
    LINE = "line"
    CHARACTER = "character"
    """Shift+arrows: exactly what was chosen."""
    WORD_KEYS = "word_keys"
    """Ctrl+Shift+arrows."""
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Selection:
    """``anchor`` stays, ``caret`` moves; ``kept`` are the fragments added to with Ctrl."""

    anchor: int = 0
    caret: int = 0
    kept: tuple[Range, ...] = ()
    by: SelectedBy = SelectedBy.PROGRAM

    @property
    def start(self) -> int:
        return min(self.anchor, self.caret)

    @property
    def end(self) -> int:
        return max(self.anchor, self.caret)

    @property
    def spans(self) -> tuple[Range, ...]:
        """Every non-empty fragment in text order, overlapping ones joined."""
        found: list[Range] = []
        for start, end in sorted((*self.kept, (self.start, self.end))):
            if start == end:
                continue
            if found and start <= found[-1][1]:
                found[-1] = (found[-1][0], max(found[-1][1], end))
            else:
                found.append((start, end))
        return tuple(found)

    def text_of(self, text: str) -> str:
        """What is selected of ``text``; fragments apart by a line break."""
        return "\n".join(text[start:end] for start, end in self.spans)


class Move(Enum):
    """What a caret key asks for."""

    LEFT = auto()
    RIGHT = auto()
    EOJEOL_LEFT = auto()
    EOJEOL_RIGHT = auto()
    UP = auto()
    DOWN = auto()
    PAGE_UP = auto()
    PAGE_DOWN = auto()
    LINE_START = auto()
    LINE_END = auto()
    TEXT_START = auto()
    TEXT_END = auto()


class Navigator(Protocol):
    """What only the laid-out text knows."""

    def step(self, offset: int, direction: int) -> int:
        """The offset one seen character on (+1) or back (-1)."""
        ...

    def line_edge(self, offset: int, direction: int) -> int:
        """The end (+1) or start (-1) of the shown line."""
        ...

    def x_of(self, offset: int) -> float: ...

    def vertical(self, offset: int, lines: int, x: float) -> int:
        """The offset nearest to ``x``, ``lines`` shown lines below (negative: above)."""
        ...

    def page_lines(self) -> int:
        """How many lines a page key moves."""
        ...


@dataclass(frozen=True, slots=True)
class Interaction:
    """The whole state: selection, what a drag extends by, and the x that up/down keep."""

    selection: Selection = Selection()
    unit: SelectedBy | None = None
    """What the drag in progress extends by; None when no button is down."""
    origin: Range = (0, 0)
    moved: bool = False
    goal_x: float | None = None

    @property
    def clicked(self) -> bool:
        """Whether a button went down and the pointer has not selected anything since."""
        return self.unit is SelectedBy.DRAG and not self.moved


_UNITS = {1: SelectedBy.DRAG, 2: SelectedBy.EOJEOL, 3: SelectedBy.LINE}


def press(
    state: Interaction, text: str, offset: int, *, clicks: int = 1, extend: bool, add: bool
) -> Interaction:
    """The main button goes down: once for a caret, twice for an eojeol, three times for a line."""
    old = state.selection
    unit = _UNITS[min(clicks, 3)]
    origin = _unit_at(text, offset, unit)
    kept = old.spans if add else ()
    if extend and clicks == 1:
        selection = replace(old, caret=offset, by=SelectedBy.DRAG)
        origin = (old.anchor, old.anchor)
    else:
        if add and clicks > 1:
            kept = old.kept
        selection = Selection(origin[0], origin[1], kept, unit)
    return Interaction(selection, unit, origin, moved=extend or clicks > 1)


def drag(state: Interaction, text: str, offset: int) -> Interaction:
    """The pointer moves with the button down."""
    if state.unit is None:
        return state
    start, end = _unit_at(text, offset, state.unit)
    low, high = state.origin
    anchor, caret = (low, max(end, high)) if offset >= low else (high, min(start, low))
    selection = replace(state.selection, anchor=anchor, caret=caret)
    moved = state.moved or selection != state.selection
    return replace(state, selection=selection, moved=moved)


def release(state: Interaction) -> Interaction:
    """The button goes up."""
    return replace(state, unit=None, moved=False)


def move(
    state: Interaction, text: str, navigator: Navigator, step: Move, *, extend: bool
) -> Interaction:
    """A caret key, with Shift to ``extend``."""
    old = state.selection
    goal = None
    if step in _VERTICAL:
        goal = navigator.x_of(old.caret) if state.goal_x is None else state.goal_x
        lines = _VERTICAL[step] or navigator.page_lines()
        lines = -lines if step is Move.PAGE_UP else lines
        target = navigator.vertical(old.caret, lines, goal)
    elif not extend and old.start != old.end and step in (Move.LEFT, Move.RIGHT):
        target = old.start if step is Move.LEFT else old.end
    else:
        target = _target(text, navigator, step, old.caret)
    words = step in (Move.EOJEOL_LEFT, Move.EOJEOL_RIGHT)
    by = SelectedBy.WORD_KEYS if words else SelectedBy.CHARACTER
    moved = replace(old, caret=target, by=by) if extend else Selection(target, target, (), by)
    return Interaction(moved, goal_x=goal)


def autoscroll(y: float, height: float) -> float:
    """Pixels to scroll per tick while a drag is at ``y``: faster the farther outside."""
    if y < 0:
        return max(-60.0, y / 3 - 2)
    if y > height:
        return min(60.0, (y - height) / 3 + 2)
    return 0.0


_VERTICAL = {Move.UP: -1, Move.DOWN: 1, Move.PAGE_UP: 0, Move.PAGE_DOWN: 0}


def _target(text: str, navigator: Navigator, step: Move, caret: int) -> int:
    match step:
        case Move.LEFT:
            return navigator.step(caret, -1)
        case Move.RIGHT:
            return navigator.step(caret, 1)
        case Move.EOJEOL_LEFT:
            return previous_eojeol(text, caret)
        case Move.EOJEOL_RIGHT:
            return next_eojeol(text, caret)
        case Move.LINE_START:
            return navigator.line_edge(caret, -1)
        case Move.LINE_END:
            return navigator.line_edge(caret, 1)
        case Move.TEXT_START:
            return 0
        case _:
            return len(text)


def _unit_at(text: str, offset: int, unit: SelectedBy) -> Range:
    if unit is SelectedBy.EOJEOL:
        return eojeol_at(text, offset)
    if unit is SelectedBy.LINE:
        return line_at(text, offset)
    return offset, offset

"""Key events → caret moves, by the platform's own standard keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from juseok.ui.articleview.interaction import Move

_Key = QKeySequence.StandardKey
_MOVES: dict[QKeySequence.StandardKey, tuple[Move, bool]] = {
    _Key.MoveToNextChar: (Move.RIGHT, False),
    _Key.MoveToPreviousChar: (Move.LEFT, False),
    _Key.MoveToNextLine: (Move.DOWN, False),
    _Key.MoveToPreviousLine: (Move.UP, False),
    _Key.MoveToNextWord: (Move.EOJEOL_RIGHT, False),
    _Key.MoveToPreviousWord: (Move.EOJEOL_LEFT, False),
    _Key.MoveToStartOfLine: (Move.LINE_START, False),
    _Key.MoveToEndOfLine: (Move.LINE_END, False),
    _Key.MoveToNextPage: (Move.PAGE_DOWN, False),
    _Key.MoveToPreviousPage: (Move.PAGE_UP, False),
    _Key.MoveToStartOfDocument: (Move.TEXT_START, False),
    _Key.MoveToEndOfDocument: (Move.TEXT_END, False),
    _Key.SelectNextChar: (Move.RIGHT, True),
    _Key.SelectPreviousChar: (Move.LEFT, True),
    _Key.SelectNextLine: (Move.DOWN, True),
    _Key.SelectPreviousLine: (Move.UP, True),
    _Key.SelectNextWord: (Move.EOJEOL_RIGHT, True),
    _Key.SelectPreviousWord: (Move.EOJEOL_LEFT, True),
    _Key.SelectStartOfLine: (Move.LINE_START, True),
    _Key.SelectEndOfLine: (Move.LINE_END, True),
    _Key.SelectNextPage: (Move.PAGE_DOWN, True),
    _Key.SelectPreviousPage: (Move.PAGE_UP, True),
    _Key.SelectStartOfDocument: (Move.TEXT_START, True),
    _Key.SelectEndOfDocument: (Move.TEXT_END, True),
}


def caret_move(event: QKeyEvent) -> tuple[Move, bool] | None:
    """The move that a key asks for and whether it extends the selection; None for other keys.

    A letter never moves: X11's own Ctrl+E (end of the line) would take the window's from it
    as long as its menus are not made.
    """
    if Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z:
        return None
    for key, found in _MOVES.items():
        if event.matches(key):
            return found
    return None

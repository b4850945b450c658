"""Windows beside the main one, never larger than what there is to see them on."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QFrame, QMainWindow, QScrollArea, QWidget

from juseok.ui.theme import GRID

_TITLE_BAR: Final = 5 * GRID
"""What a window manager puts around a window that is not there yet, at most."""


def window_behind() -> QWidget | None:
    """The window that a dialog belongs to: the one that has the keyboard, else the main one.

    While files are dragged here from another program, no window of this one has the keyboard; a
    dialog without a parent would stay when the window that it came from is closed.
    """
    return QApplication.activeWindow() or next(
        (each for each in QApplication.topLevelWidgets() if isinstance(each, QMainWindow)), None
    )


def fit_to_screen(window: QWidget, width: int, height: int, *, least: QSize | None = None) -> None:
    """Give ``window`` the size it would like, or what its screen has of it.

    ``least`` is the size below which it is of no use; it gives way to a smaller screen, too.
    """
    room = room_for(window)
    if least is not None:
        window.setMinimumSize(least.boundedTo(room))
    window.resize(QSize(width, height).boundedTo(room))


def room_for(window: QWidget) -> QSize:
    """How large a window may be on the screen where it will be, in device-independent pixels.

    Where the window behind it is larger than the screen, as without a display, it may be that
    large as well.
    """
    behind = window.parentWidget() or window_behind() or window
    room = behind.screen().availableGeometry().size()
    if behind is not window:
        room = room.expandedTo(behind.window().size())
    return room - QSize(2 * GRID, 2 * GRID + _TITLE_BAR)


def scrolled(inside: QWidget, parent: QWidget) -> QScrollArea:
    """``inside`` in an area that scrolls it up and down where it does not fit."""
    area = QScrollArea(parent)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area

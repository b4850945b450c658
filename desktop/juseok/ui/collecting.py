"""When Python looks for reference cycles: in young objects always, in all of them at rest.

A full collection stops every thread for as long as it takes to visit each object, 100 ms and
more with a large article in memory, and an export or import in a thread would start one every
few seconds.  So while a window is open full collections are made when the person turns to
another program.  What is not in a cycle is freed at once in any case.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_YOUNG: Final = 10_000
_MIDDLE: Final = 20
_OLD: Final = 1_000
"""Full collections in between only after hundreds of millions of new objects."""
_START_MS: Final = 2_000


class Collector(QObject):
    """Sets the rules for as long as it is not closed.

    A start may have turned collecting off (what is made while modules are loaded stays); it is
    turned on when the window has had the time to come up.
    """

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        self._before = gc.get_threshold()
        gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
        app.applicationStateChanged.connect(self._changed)
        QTimer.singleShot(_START_MS, self, self._begin)

    def _begin(self) -> None:
        gc.freeze()  # modules and window: nothing of theirs goes before the process does
        gc.enable()

    def _changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationInactive and gc.isenabled():
            gc.collect()

    def close(self) -> None:
        """Leave everything as it was found, and enabled."""
        gc.set_threshold(*self._before)
        gc.unfreeze()
        gc.enable()

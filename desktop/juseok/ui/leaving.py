"""Projects that are being let go: in a thread each, so that the window need not wait."""

import threading
from itertools import count
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal


class Ending(Protocol):
    """What has been ended on the GUI thread, and is still to be waited for."""

    def wait(self) -> None:
        """Save what is not saved and release the file.  Any thread."""
        ...


class Leaving(QObject):
    """Waits for what it is given; each is kept until then, and dropped on the GUI thread."""

    _left = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = count()
        self._held: dict[int, tuple[Ending, threading.Thread]] = {}
        self._left.connect(self._drop, Qt.ConnectionType.QueuedConnection)

    def add(self, ending: Ending) -> None:
        """Have a thread wait for ``ending``."""
        number = next(self._numbers)
        thread = threading.Thread(target=self._run, args=(number, ending), name="juseok-leave")
        thread.start()  # before it can be waited for
        self._held[number] = (ending, thread)

    def wait(self) -> None:
        """Until all have left.  Any thread."""
        for _, thread in list(self._held.values()):
            thread.join()

    def _run(self, number: int, ending: Ending) -> None:
        try:
            ending.wait()
        finally:
            self._left.emit(number)

    def _drop(self, number: int) -> None:
        _, thread = self._held[number]
        thread.join()  # it holds what must not be taken apart outside this thread
        del self._held[number]

"""Threads of their own for what reads long, ended and waited for with the project they read."""

from collections.abc import Callable

from juseok.ui.tasks import Closable, Tasks


class Pools:
    """Gives out pools of one thread.  What asks for one late (a timer that fires while a window
    is still being taken apart) gets one that does nothing, so that no thread outlives a project.
    """

    def __init__(self, open_tool: Callable[[], Closable]) -> None:
        self._open_tool = open_tool
        self._made: list[Tasks] = []
        self._over = False

    def reading(self) -> Tasks:
        """A pool whose jobs are given a reader of the project."""
        return self._keep(Tasks(self._open_tool, threads=1))

    def working(self) -> Tasks:
        """A pool whose jobs need none."""
        return self._keep(Tasks(None, threads=1))

    def end(self) -> None:
        """Drop what waits, of every pool, and of those that are still to be asked for."""
        self._over = True
        for pool in self._made:
            pool.end()

    def wait(self) -> None:
        """Until all threads have ended.  Any thread, after :meth:`end`."""
        for pool in self._made:
            pool.wait()

    def _keep(self, pool: Tasks) -> Tasks:
        if self._over:
            pool.end()
        else:
            self._made.append(pool)
        return pool

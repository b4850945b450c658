"""First look, then do: a list of places beside the window, and the work in a thread of its own."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from juseok.core.errors import KnownError
from juseok.core.scheme import Scheme, with_type_names
from juseok.services.bulk.kwic import Done, Looked, Progress, Row
from juseok.store.reader import Reader
from juseok.ui.context import PanelContext
from juseok.ui.i18n import sentence, tr
from juseok.ui.tasks import Tasks

if TYPE_CHECKING:
    from juseok.ui.dialogs.kwic_dialog import KwicDialog

_TOLD_S: Final = 0.05
"""How often a look that finds nothing tells how far it is."""

Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to look for and what to do with it, in the thread; and the words for both.

    ``go`` has ``{count}`` for the number of rows.  ``told(Looked)`` says what is not in the list,
    ``said(Done)`` what came of it.
    """

    title: str
    go: str
    hint: str
    nothing: str
    look: Callable[[Reader, Cancelled], Iterator[Looked]]
    do: Callable[[Reader, Sequence[Row], Progress, Cancelled], Done]
    said: Callable[[Done], str]
    told: Callable[[Looked], str] = lambda _: ""


class _Told(QObject):
    """What a thread tells the window: ``looked(number of the look, Looked)``,
    ``moved(done, total)``."""

    looked = Signal(int, object)
    moved = Signal(int, int)


class KwicFlow:
    """One list at a time; asked for again, it comes to the front."""

    def __init__(self, context: PanelContext) -> None:
        self._context = context
        self._session = context.session
        self._place = context.place
        self.dialog: KwicDialog | None = None
        self._plan: Plan | None = None
        self._stopped = threading.Event()
        self._number = 0
        self._tasks: Tasks | None = None
        self._told = _Told()
        self._told.looked.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._told.moved.connect(self._show_moved, Qt.ConnectionType.QueuedConnection)

    def raised(self) -> bool:
        """Bring the list to the front, if there is one."""
        if self.dialog is None:
            return False
        self.dialog.raise_()
        self.dialog.activateWindow()
        return True

    def start(self, plan: Plan) -> None:
        """Open the list and fill it; nothing is done yet."""
        from juseok.ui.dialogs.kwic_dialog import KwicDialog  # not needed for a first paint

        self._plan = plan
        parent = self._place.parent()
        dialog = KwicDialog(plan.title, plan.go, parent if isinstance(parent, QWidget) else None)
        dialog.go_asked.connect(self._go)
        dialog.stop_asked.connect(self._stop)
        dialog.shown_asked.connect(self._show_place)
        dialog.destroyed.connect(self._gone)
        self._session.closing.connect(dialog.close)
        self.dialog = dialog
        dialog.show()
        self._look(plan)

    def _gone(self) -> None:
        self.dialog = None

    def _thread(self) -> Tasks:
        """A thread of its own: a look takes long, and other reads should not wait for it."""
        if self._tasks is None:
            self._tasks = self._session.pools.reading()
            self._tasks.failed.connect(self._session.error)
        return self._tasks

    # -- looking

    def _look(self, plan: Plan) -> None:
        self._number += 1
        number, writer = self._number, self._session.project.writer
        stopped = self._stopped = threading.Event()
        tell = partial(self._told.looked.emit, number)
        named = partial(with_names, self._session.scheme)

        def run(reader: Reader, _: object) -> int:
            writer.flush()  # what was done a moment ago counts
            tell_pieces(map(named, plan.look(reader, stopped.is_set)), tell)
            return number

        self._thread().run(run, self._show_looked, failed=self._failed)

    def _take(self, number: int, piece: Looked) -> None:
        dialog, plan = self.dialog, self._plan
        if number != self._number or dialog is None or plan is None or not dialog.looking:
            return
        dialog.add(piece.rows)
        done, total = f"{piece.done:,}", f"{piece.total:,}"
        words = tr("Looking… {done} of {total} article(s)", done=done, total=total)
        dialog.show_moved(words, piece.done, piece.total)
        if left_over := plan.told(piece):
            dialog.show_left_over(left_over)

    def _show_looked(self, number: int) -> None:
        dialog, plan = self.dialog, self._plan
        if number != self._number or dialog is None or plan is None or not dialog.looking:
            return
        dialog.show_looked(plan.hint if dialog.model.rowCount() else plan.nothing)

    # -- doing

    def _go(self, rows: list[Row]) -> None:
        plan, dialog = self._plan, self.dialog
        if plan is None or dialog is None or not rows:
            return
        if self._session.read_only is not None:
            dialog.show_stopped(sentence(self._session.read_only))
            return
        dialog.show_writing()
        stopped = self._stopped = threading.Event()

        def run(reader: Reader, _: object) -> Done:
            return plan.do(reader, rows, self._told.moved.emit, stopped.is_set)

        self._thread().run(run, partial(self._done, plan), failed=self._failed)

    def _show_moved(self, done: int, total: int) -> None:
        if self.dialog is not None and self.dialog.writing:
            words = tr("Working… {done} of {total}", done=f"{done:,}", total=f"{total:,}")
            self.dialog.show_moved(words, done, total)

    def _done(self, plan: Plan, done: Done) -> None:
        if done.label is not None:
            self._session.take_outside(done.label)
        if done.cancelled:
            if self.dialog is not None:
                self.dialog.show_stopped(tr("Stopped. Nothing was changed."))
            return
        self._context.say(plan.said(done))
        if self.dialog is not None:
            self.dialog.close()
        self._place.focus_text()

    def _stop(self) -> None:
        """A look keeps what it found; what is being done tells by itself how it ended."""
        self._stopped.set()
        if self.dialog is not None and self.dialog.looking:
            self.dialog.show_looked(tr("Stopped. These are the places found so far."))

    def _failed(self, error: BaseException) -> None:
        if self.dialog is not None and isinstance(error, KnownError):
            self.dialog.show_stopped(sentence(error.message))
        else:
            self._session.error.emit(error)

    def _show_place(self, row: Row) -> None:
        self._place.go(row.article, row.span.start, row.span.end)


def with_names(scheme: Scheme, piece: Looked) -> Looked:
    """``piece`` with types by their names in what is to be done at each place."""
    rows = tuple(
        each if each.note is None else replace(each, note=with_type_names(each.note, scheme))
        for each in piece.rows
    )
    return replace(piece, rows=rows)


def tell_pieces(found: Iterable[Looked], tell: Callable[[Looked], object]) -> None:
    """Hand on pieces with rows at once, and the others only so often; the last one always."""
    told, last = time.monotonic(), None
    for piece in found:
        if piece.rows or time.monotonic() - told >= _TOLD_S:
            tell(piece)
            told, last = time.monotonic(), None
        else:
            last = piece
    if last is not None:
        tell(last)

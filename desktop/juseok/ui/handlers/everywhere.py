"""Tag all in the project: the list of places beside the window, and the work in a thread."""

import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from juseok.core.errors import KnownError
from juseok.core.model import Entity
from juseok.lang.hanja import bundled_hanja
from juseok.services.edits import elide
from juseok.services.tag_all import Looked, Row, Tagged, Wanted, look, tag_rows, wanted_of
from juseok.store.reader import Reader
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import sentence, tr
from juseok.ui.tasks import Tasks

if TYPE_CHECKING:
    from juseok.ui.dialogs.kwic_dialog import KwicDialog

_TOLD_S: Final = 0.05
"""How often a look that finds nothing tells how far it is."""


class _Told(QObject):
    """What a thread tells the window: ``looked(number of the look, Looked)``,
    ``moved(done, total)``."""

    looked = Signal(int, object)
    moved = Signal(int, int)


class EverywhereHandlers(Handlers):
    """One list at a time; asked for again, it comes to the front."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.dialog: KwicDialog | None = None
        self._wanted: Wanted | None = None
        self._stopped = threading.Event()
        self._number = 0
        self._looked = Looked((), 0, 0)
        self._tasks: Tasks | None = None
        self._told = _Told()
        self._told.looked.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._told.moved.connect(self._show_moved, Qt.ConnectionType.QueuedConnection)
        self.router.register("tag.everywhere", self.show, enabled=self._has_mention)

    def show(self) -> None:
        """List every place like the mention here; nothing is tagged yet."""
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        mention = self.mention()
        if mention is not None:
            self.session.when_ready(
                lambda: self._show(wanted_of(mention, self._group(mention.entity)))
            )

    def _group(self, entity: str) -> tuple[Entity, ...]:
        index = self.session.index
        return index.group(entity) if index is not None and entity else ()

    def _show(self, wanted: Wanted | None) -> None:
        if wanted is None:
            self.context.say(tr("A mention in several pieces has no other place."))
            return
        self._wanted = wanted
        self._open(wanted)
        self._look(wanted)

    def _open(self, wanted: Wanted) -> None:
        from juseok.ui.dialogs.kwic_dialog import KwicDialog  # not needed for a first paint

        parent = self.place.parent()
        dialog = KwicDialog(
            tr("Tag “{quote}” in the project", quote=elide(wanted.quote)),
            tr("Tag {count} places"),
            parent if isinstance(parent, QWidget) else None,
        )
        dialog.go_asked.connect(self._tag)
        dialog.stop_asked.connect(self._stop)
        dialog.shown_asked.connect(self._show_place)
        dialog.destroyed.connect(self._gone)
        self.session.closing.connect(dialog.close)
        self.dialog = dialog
        for problem in bundled_hanja().problems[:1]:
            dialog.show_left_over(sentence(problem))
        dialog.show()

    def _gone(self) -> None:
        self.dialog = None

    def _thread(self) -> Tasks:
        """A thread of its own: a look takes long, and other reads should not wait for it."""
        if self._tasks is None:
            self._tasks = Tasks(self.session.project.reader, threads=1)
            self._tasks.failed.connect(self.session.error)
            self.session.closing.connect(self._tasks.end)
            self.session.waits_for(self._tasks.wait)
        return self._tasks

    # -- looking

    def _look(self, wanted: Wanted) -> None:
        project, first = self.session.project, self.place.article
        self._number += 1
        self._looked = Looked((), 0, 0)
        stopped = self._stopped = threading.Event()
        tell = partial(self._told.looked.emit, self._number)

        def run(reader: Reader, _: object) -> int:
            project.writer.flush()  # what was tagged a moment ago counts
            found = look(
                reader=reader, viewer=project.viewer(), wanted=wanted, first=first,
                cancelled=stopped.is_set,
            )  # fmt: skip
            tell_pieces(found, tell)
            return number

        number = self._number
        self._thread().run(run, self._show_looked, failed=self._failed)

    def _take(self, number: int, piece: Looked) -> None:
        dialog = self.dialog
        if number != self._number or dialog is None or not dialog.looking:
            return
        self._looked = piece
        dialog.add(piece.rows)
        done, total = f"{piece.done:,}", f"{piece.total:,}"
        words = tr("Looking… {done} of {total} articles", done=done, total=total)
        dialog.show_moved(words, piece.done, piece.total)
        if piece.left_places:
            words = tr(
                "{places} places in {articles} articles that are finished or not opened yet"
                " are left as suggestions.",
                places=f"{piece.left_places:,}",
                articles=f"{piece.left_articles:,}",
            )
            dialog.show_left_over(words)

    def _show_looked(self, number: int) -> None:
        if self.dialog is None or number != self._number or not self.dialog.looking:
            return
        found = self.dialog.model.rowCount()
        self.dialog.show_looked(
            tr("Space leaves a place out, Enter tags the others.")
            if found
            else tr("The name stands nowhere else untagged.")
        )

    # -- tagging

    def _tag(self, rows: list[Row]) -> None:
        wanted, dialog, project = self._wanted, self.dialog, self.session.project
        if wanted is None or dialog is None or not rows:
            return
        if self.session.read_only is not None:
            dialog.show_stopped(sentence(self.session.read_only))
            return
        dialog.show_writing()
        stopped = self._stopped = threading.Event()

        def run(_: Reader, __: object) -> Tagged:
            return tag_rows(
                project=project, wanted=wanted, rows=rows, progress=self._told.moved.emit,
                cancelled=stopped.is_set,
            )  # fmt: skip

        self._thread().run(run, self._tagged, failed=self._failed)

    def _show_moved(self, done: int, total: int) -> None:
        if self.dialog is not None and self.dialog.writing:
            self.dialog.show_moved(
                tr("Tagging… {done} of {total}", done=f"{done:,}", total=f"{total:,}"), done, total
            )

    def _tagged(self, tagged: Tagged) -> None:
        if tagged.label is not None:
            self.session.take_outside(tagged.label)
        words = _words(tagged)
        if tagged.cancelled and self.dialog is not None:
            self.dialog.show_stopped(words)
            return
        self.context.say(words)
        if self.dialog is not None:
            self.dialog.close()
        self.place.focus_text()

    def _stop(self) -> None:
        """A look keeps what it found; what is being written tells by itself how it ended."""
        self._stopped.set()
        if self.dialog is not None and self.dialog.looking:
            self.dialog.show_looked(tr("Stopped. These are the places found so far."))

    def _failed(self, error: BaseException) -> None:
        if self.dialog is not None and isinstance(error, KnownError):
            self.dialog.show_stopped(sentence(error.message))
        else:
            self.session.error.emit(error)

    def _show_place(self, row: Row) -> None:
        self.place.go(row.article, row.span.start, row.span.end)

    def _has_mention(self) -> bool:
        return self.mention() is not None


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


def _words(tagged: Tagged) -> str:
    if tagged.cancelled:
        return tr("Stopped. Nothing was tagged.")
    if tagged.passed:
        return tr(
            "{count} places in {articles} articles were tagged; {passed} had changed meanwhile.",
            count=f"{tagged.places:,}",
            articles=f"{tagged.articles:,}",
            passed=f"{tagged.passed:,}",
        )
    return tr(
        "{count} places in {articles} articles were tagged.",
        count=f"{tagged.places:,}",
        articles=f"{tagged.articles:,}",
    )

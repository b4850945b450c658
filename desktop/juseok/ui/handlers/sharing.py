"""A project that is shared by folder: read when it is opened and by key, in another process."""

from __future__ import annotations

import threading
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from juseok.core.errors import Cancelled, KnownError
from juseok.core.messages import Message
from juseok.services.exchange.apart import look_at_folder, write_to_folder
from juseok.services.exchange.sharing import (
    Sharing,
    Synced,
    keep_sharing,
    read_sharing,
    state_file,
    take,
)
from juseok.services.heavy import Worker
from juseok.services.user import state_dir
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import sentence, tr

if TYPE_CHECKING:
    from juseok.ui.dialogs.share_dialog import ShareDialog


class _Told(QObject):
    """From the thread that works."""

    came = Signal()


class SharingHandlers(Handlers):
    """Reads the folder once after the project was opened, and whenever it is asked to."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.dialog: ShareDialog | None = None
        self._running = False
        self._told = _Told()
        self._told.came.connect(self._came, Qt.ConnectionType.QueuedConnection)
        self._stopped = threading.Event()
        self._worker: Worker | None = None
        project = self.session.project
        self._file = state_file(state_dir(), project.path, project.project_id)
        self.router.register("exchange.share", self.show, enabled=self._may_write)
        self.router.register("exchange.sync", self.sync, enabled=self._may_write)
        self.session.closing.connect(self._stop)
        if self._may_write() and read_sharing(self._file).folder:
            self.sync()

    def _may_write(self) -> bool:
        return self.session.read_only is None

    def show(self) -> None:
        """Ask which folder."""
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        from juseok.ui.dialogs.share_dialog import ShareDialog  # not needed for a first paint

        parent = self.place.parent()
        self.dialog = dialog = ShareDialog(
            read_sharing(self._file).folder, parent if isinstance(parent, QWidget) else None
        )
        dialog.go_asked.connect(self._choose)
        dialog.stop_asked.connect(self._stop)
        dialog.destroyed.connect(self._gone)
        self.session.closing.connect(dialog.close)
        dialog.show()

    def _gone(self) -> None:
        self.dialog = None

    def _choose(self) -> None:
        if self.dialog is None or self.dialog.running:
            return
        folder = self.dialog.folder
        kept = read_sharing(self._file)
        if folder != kept.folder:
            keep_sharing(self._file, Sharing(folder))
        if folder:
            self.sync()
        else:
            self.dialog.show_done(tr("Nothing is shared any more. What came in stays."))

    def sync(self) -> None:
        """Write what is own, read what is others'; asks for a folder where there is none."""
        sharing = read_sharing(self._file)
        if not sharing.folder:
            self.show()
            return
        if self._running:
            return
        if self.dialog is not None:
            self.dialog.show_running(lambda: (0, 0), tr("Looking into the shared folder…"))
        self._running = True
        self._stopped.clear()
        # No job that is given up: what was merged until then has to be told.
        self.session.jobs.run(partial(self._run, sharing), self._done, failed=self._failed)

    def _run(self, sharing: Sharing, _: object, job: object) -> Synced:
        project, folder, worker = self.session.project, Path(sharing.folder), Worker()
        self._worker = worker
        cancelled = self._stopped.is_set
        with TemporaryDirectory(prefix="juseok-") as name, closing(worker):
            project.writer.flush()  # what was done a moment ago is shared, too
            found = worker.run(
                look_at_folder, project.path, project.replica, folder, sharing.seen, Path(name),
                cancelled=cancelled,
            )  # fmt: skip
            read = take(project=project, found=found, cancelled=cancelled)
            if read:
                self._told.came.emit()
            written = worker.run(
                write_to_folder, project.path, project.replica, folder, cancelled=cancelled
            )
        keep_sharing(self._file, Sharing(sharing.folder, sharing.seen | found.names))
        return Synced(written, read, found.problems)

    def _done(self, synced: Synced) -> None:
        self._running = False
        said = synced.problems[0] if synced.problems else synced.sentence()
        self._say(sentence(said), failed=bool(synced.problems))

    def _came(self) -> None:
        self.session.take_merge(Message("exchange.sync.label"))

    def _failed(self, error: BaseException) -> None:
        self._running = False
        if isinstance(error, Cancelled) or self._stopped.is_set():
            self._say(tr("Stopped."))
        elif isinstance(error, KnownError):
            self._say(sentence(error.message), failed=True)
        else:
            self._say(tr("Stopped."))
            self.session.error.emit(error)

    def _say(self, words: str, *, failed: bool = False) -> None:
        self.context.say(words)
        if self.dialog is not None:
            self.dialog.show_done(words, failed=failed)

    def _stop(self) -> None:
        self._stopped.set()
        if self._worker is not None:
            self._worker.stop()

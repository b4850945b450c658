"""Working copies sent and brought back: dialogs beside the window, the work in another process."""

from __future__ import annotations

import threading
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from juseok.core.errors import Cancelled, KnownError
from juseok.core.model import Annotator
from juseok.services.exchange.apart import look_through, pack
from juseok.services.exchange.merging import Refused, Taken, merge_label, merge_taken
from juseok.services.exchange.previews import Preview
from juseok.services.exchange.sending import Sent, check_place, check_sender, put_in_place
from juseok.services.heavy import Worker
from juseok.store.merge import MergeReport
from juseok.store.reader import Reader
from juseok.store.shared import conflicted_beside
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.handlers.exporting import Progress
from juseok.ui.i18n import sentence, tr
from juseok.ui.tasks import Job

if TYPE_CHECKING:
    from juseok.ui.dialogs.bring_dialog import BringDialog
    from juseok.ui.dialogs.send_dialog import SendChoice, SendDialog


class ExchangeHandlers(Handlers):
    """One dialog of each sort at a time; a second call brings it to the front."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.bring_dialog: BringDialog | None = None
        self.send_dialog: SendDialog | None = None
        self._job: Job[Any] | None = None
        self._stopped = threading.Event()
        self._folder: TemporaryDirectory[str] | None = None
        self._taken: list[Taken] = []
        self.router.register(
            "exchange.bring", self.bring, enabled=lambda: self.session.read_only is None
        )
        self.router.register("exchange.send", self.send)
        path = self.session.project.path
        self.session.tasks.run(
            lambda _, __: conflicted_beside(path), self._tell_conflicted, slot="conflicted copies"
        )

        if self.session.project.is_working_copy:
            self.session.tasks.run(_people, self._tell_whose, slot="whose copy")

    def _tell_whose(self, people: list[Annotator]) -> None:
        """A working copy is worked in under the name it was made for; say so."""
        own = self.session.project.annotator
        for person in people:
            if person.id == own:
                self.context.say(
                    tr("A working copy: everything here is done as {name}.", name=person.name)
                )

    def _tell_conflicted(self, found: list[Path]) -> None:
        """Say that a sync tool made copies; bringing them back is the person's choice."""
        if found:
            name = found[0].name
            self.context.say(
                tr("“{name}” lies beside the project: “Bring back…” merges it.", name=name)
            )

    # -- bringing back

    def bring(self) -> None:
        """Ask which files; what a sync tool left beside the project is offered."""
        if self.bring_dialog is not None:
            self.bring_dialog.raise_()
            self.bring_dialog.activateWindow()
            return
        from juseok.ui.dialogs.bring_dialog import BringDialog  # not needed for a first paint

        path = self.session.project.path
        self.bring_dialog = dialog = BringDialog(path.parent, self._parent())
        dialog.look_asked.connect(self._look)
        dialog.go_asked.connect(self._merge)
        dialog.stop_asked.connect(self._stop)
        dialog.destroyed.connect(self._bring_gone)
        self.session.closing.connect(dialog.close)
        dialog.show()
        offered = conflicted_beside(path)
        if offered:
            dialog.bring(offered)

    def _bring_gone(self) -> None:
        self.bring_dialog = None
        self._clear()

    def _clear(self) -> None:
        self._taken = []
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _look(self, files: list[Path]) -> None:
        if self.bring_dialog is None:
            return
        self._clear()
        self._folder = folder = TemporaryDirectory(prefix="juseok-", ignore_cleanup_errors=True)
        progress = Progress()
        self._stopped.clear()
        self.bring_dialog.show_running(progress.look, tr("Looking through the files…"))
        path = self.session.project.path
        self._job = self.session.jobs.run(
            partial(_look_apart, path, files, Path(folder.name), progress),
            self._looked,
            failed=self._bring_failed,
        )

    def _looked(self, found: tuple[list[Taken], Preview, list[Refused]]) -> None:
        self._taken, preview, refused = found
        if self.bring_dialog is not None:
            lines = preview.sentences() if self._taken else []
            self.bring_dialog.show_preview(lines, new=preview.new, refused=refused)

    def _merge(self) -> None:
        dialog, taken = self.bring_dialog, self._taken
        if dialog is None or not taken or self.session.read_only is not None:
            return
        progress, project = Progress(), self.session.project
        dialog.show_running(progress.look, tr("Backing up and merging…"))

        self._stopped = stopped = threading.Event()

        def run(_: object, __: object) -> MergeReport:
            return merge_taken(
                project=project, taken=taken, progress=progress.tell, cancelled=stopped.is_set
            )

        # No job that is given up: how it ended is told in any case, for it may have been too late.
        self._job = None
        self.session.jobs.run(run, partial(self._merged, taken), failed=self._bring_failed)

    def _merged(self, taken: list[Taken], report: MergeReport) -> None:
        if report.added:
            self.session.take_merge(merge_label(taken))
        self._clear()
        if self.bring_dialog is not None:
            self.bring_dialog.show_merged(report.added)

    def _bring_failed(self, error: BaseException) -> None:
        self._clear()
        if self._stopped.is_set() and self.bring_dialog is not None:
            self.bring_dialog.show_stopped()
            return
        self._tell_failed(self.bring_dialog, error)

    # -- sending

    def send(self) -> None:
        """Ask for whom, once it is known who there is."""
        if self.send_dialog is not None:
            self.send_dialog.raise_()
            self.send_dialog.activateWindow()
            return
        self.session.tasks.run(_people, self._open_send, slot="people")

    def _open_send(self, people: list[Annotator]) -> None:
        if self.send_dialog is not None:
            return
        from juseok.ui.dialogs.send_dialog import SendDialog  # not needed for a first paint

        own = self.session.project.annotator
        ordered = sorted(people, key=lambda each: (each.id == own, each.name))
        folder = self.session.project.path.parent
        self.send_dialog = dialog = SendDialog(ordered, folder, self._parent())
        dialog.go_asked.connect(self._send)
        dialog.stop_asked.connect(self._stop)
        dialog.destroyed.connect(self._send_gone)
        self.session.closing.connect(dialog.close)
        dialog.show()

    def _send_gone(self) -> None:
        self.send_dialog = None

    def _send(self) -> None:
        dialog = self.send_dialog
        if dialog is None or dialog.running:
            return
        choice, progress = dialog.choice(), Progress()
        dialog.show_running(progress.look, tr("Making the file…"))
        self._job = self.session.jobs.run(
            partial(self._pack, choice, progress),
            partial(self._sent, choice.path),
            failed=lambda error: self._tell_failed(self.send_dialog, error),
        )

    def _pack(self, choice: SendChoice, progress: Progress, _: object, job: Job[Sent]) -> Sent:
        check_sender(self.session.project, choice.annotator)
        check_place(self.session.project, choice.path)
        worker = Worker()
        job.stop = worker.stop
        with TemporaryDirectory(prefix="juseok-") as name, closing(worker):
            folder = Path(name)
            with self.session.project.snapshot(folder) as stream:
                snapshot = stream.path
            made = folder / f"made{choice.path.suffix}"
            sent = worker.run(
                pack, snapshot, choice.annotator, made,
                heard=lambda piece: progress.tell(*piece), cancelled=job.cancelled.is_set,
            )  # fmt: skip
            put_in_place(made, choice.path, overwrite=choice.overwrite)
            return sent

    def _sent(self, path: Path, sent: Sent) -> None:
        if self.send_dialog is not None:
            self.send_dialog.show_sent(sent.articles, path)

    # -- both

    def _stop(self) -> None:
        self._stopped.set()
        if self._job is None:
            return
        self._job.cancel()
        for dialog in (self.bring_dialog, self.send_dialog):
            if dialog is not None and dialog.running:
                dialog.show_stopped()

    def _tell_failed(self, dialog: BringDialog | SendDialog | None, error: BaseException) -> None:
        if isinstance(error, Cancelled) or dialog is None:
            return
        if isinstance(error, KnownError):
            dialog.show_error(sentence(error.message))
        else:
            dialog.show_stopped()
            self.session.error.emit(error)

    def _parent(self) -> QWidget | None:
        parent = self.place.parent()
        return parent if isinstance(parent, QWidget) else None


def _people(reader: Reader, _: object) -> list[Annotator]:
    return reader.annotators()


def _look_apart(
    path: Path,
    files: list[Path],
    folder: Path,
    progress: Progress,
    _: object,
    job: Job[Any],
) -> tuple[list[Taken], Preview, list[Refused]]:
    worker = Worker()
    job.stop = worker.stop
    with closing(worker):
        return worker.run(
            look_through,
            path,
            files,
            folder,
            heard=lambda piece: progress.tell(*piece),
            cancelled=job.cancelled.is_set,
        )

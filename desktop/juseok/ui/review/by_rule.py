"""Gold by a rule from the window: compared in a process of its own, staged, live as one action."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from juseok.core.errors import Cancelled
from juseok.services.heavy import Worker
from juseok.services.review.gold import Merged, Merging, Rule, merged_label, take_apart
from juseok.services.review.page import sight_of
from juseok.ui.i18n import tr
from juseok.ui.review.reviewing import Reviewing
from juseok.ui.session import Session
from juseok.ui.tasks import Job


class ByRule(QObject):
    """One rule at a time; the status line tells how far it is, and stops it."""

    _told = Signal(str, int, int)

    def __init__(self, session: Session, review: Reviewing) -> None:
        super().__init__(session)
        self._session, self._review = session, review
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def run(self, rule: Rule, label: str, done: Callable[[Merged], object]) -> None:
        """Take what ``rule`` allows; ``done`` is told what came of it."""
        project = self._session.project
        if self._session.read_only is not None:
            return
        tell = self._told.emit

        def work(_: object, job: Job[Any]) -> Merged:
            project.writer.flush()  # what was judged a moment ago counts
            with project.reader() as reader:
                sight = sight_of(
                    reader, annotator=project.annotator, own_layer=project.own_layer,
                    register_layer=project.register_layer,
                )  # fmt: skip
            merging, worker = Merging(project), Worker()
            job.stop = worker.stop

            def hear(piece: Any) -> None:
                if isinstance(piece, tuple):
                    tell(label, *piece)
                else:
                    merging.take(piece)

            with closing(worker):
                try:
                    worker.run(take_apart, project.path, sight, rule, heard=hear,
                               cancelled=job.cancelled.is_set)  # fmt: skip
                except Cancelled:
                    return merging.leave()
            return merging.leave() if job.cancelled.is_set() else merging.finish()

        def ended(merged: Merged) -> None:
            if merged.accepted:
                self._session.take_outside(merged_label(merged.accepted))
                self._review.read_anew()
            done(merged)

        self._session.jobs.run(work, ended, slot="by rule", label=label)

    def _tell(self, label: str, done: int, of: int) -> None:
        """As soon as the status line says that it runs, also how far it is."""
        if not self._session.jobs.idle and done < of:
            words = tr("{what}: {done} of {of} article(s)", what=label, done=f"{done:,}",
                       of=f"{of:,}")  # fmt: skip
            self._session.jobs.busy_changed.emit(words)

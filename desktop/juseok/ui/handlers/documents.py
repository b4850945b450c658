"""Annotations of other tools: the dialog beside the window, the work in a process of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juseok.core.errors import FormatError, KnownError
from juseok.core.messages import Message
from juseok.core.recipe import SavedMap
from juseok.formats.base import Report, ReportBuilder, ReportLine
from juseok.formats.registry import FORMATS
from juseok.services.heavy import Worker
from juseok.services.interchange.foreign import Foreign, told_apart
from juseok.services.interchange.label_map import LabelMap, dump_map, parse_map
from juseok.services.interchange.looking import look_apart
from juseok.services.interchange.named import save_named
from juseok.services.interchange.reading import Look, import_documents
from juseok.services.interchange.stamps import Stamps, require_same, stamps_of
from juseok.store.reader import Reader
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.handlers.exporting import Progress
from juseok.ui.i18n import language, sentence, tr
from juseok.ui.tasks import Job
from juseok.ui.widgets.fitting import window_behind

if TYPE_CHECKING:
    from juseok.ui.dialogs.documents_dialog import DocumentsDialog

_Known = tuple[str, list[str], dict[str, LabelMap]]
"""The own name, those of the others, and the tables that have names."""


class DocumentsHandlers(Handlers):
    """One dialog at a time; a second call brings it to the front."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.dialog: DocumentsDialog | None = None
        self._job: Job[Any] | None = None
        self._stopped = threading.Event()
        self._sources: Sequence[Foreign] = ()
        self._stamps: Stamps = {}
        self._passed = Report()
        self.router.register(
            "project.documents", self.open, enabled=lambda: self.session.read_only is None
        )

    def open(self) -> DocumentsDialog:
        """The dialog, made when there is none."""
        from juseok.ui.dialogs.documents_dialog import DocumentsDialog  # not for a first paint

        dialog = self.dialog
        if dialog is None:
            parent = window_behind()
            dialog = DocumentsDialog(self.session.project.path.parent, parent)
            dialog.look_asked.connect(self._look)
            dialog.go_asked.connect(self._import)
            dialog.stop_asked.connect(self._stop)
            dialog.map_saved.connect(self._save_map)
            dialog.call_asked.connect(self._call)
            dialog.destroyed.connect(self._gone)
            self.session.closing.connect(dialog.close)
            self.dialog = dialog
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog

    def bring(self, paths: Sequence[Path], passed: Report | None = None) -> None:
        """Open the dialog on what was dropped; ``passed``: what of it was passed over."""
        dialog = self.open()
        if not dialog.running:  # else it does not take them
            self._passed = passed or Report()
            dialog.bring(paths)

    def _gone(self) -> None:
        self.dialog = None

    # -- looking through

    def _look(self, paths: Sequence[Path]) -> None:
        if self.dialog is None:
            return
        progress, scheme, project = Progress(), self.session.scheme, self.session.project
        passed, self._passed = self._passed, Report()
        self._stopped.clear()
        self.dialog.show_running(progress.look, tr("Looking through the files…"))

        def run(_: object, job: Job[Any]) -> tuple[Sequence[Foreign], Stamps, Look, _Known]:
            told = ReportBuilder()
            sources, others = told_apart(paths, told)
            stamps = stamps_of(each.path for each in sources)
            unknown = [Message("documents.unknown", file=path.name) for path in others]
            if not sources:
                raise FormatError(unknown[0].code, **unknown[0].params)
            worker = Worker()
            job.stop = worker.stop
            with closing(worker):
                found: Look = worker.run(
                    look_apart, sources, scheme, project.path, project.annotator,
                    heard=lambda piece: progress.tell(*piece),
                    cancelled=job.cancelled.is_set,
                )  # fmt: skip
            refused = Report(refused=tuple(ReportLine(each) for each in unknown))
            report = passed + told.build() + refused
            with project.reader() as reader:
                known = _known(reader, project.annotator)
            return sources, stamps, replace(found, report=report + found.report), known

        self._job = self.session.jobs.run(run, self._found, failed=self._failed)

    def _found(self, what: tuple[Sequence[Foreign], Stamps, Look, _Known]) -> None:
        self._sources, self._stamps, found, (own, others, maps) = what
        if self.dialog is not None:
            names = (FORMATS.get(form).names[language()] for form in found.forms)
            self.dialog.show_found(
                found, self.session.scheme, form=", ".join(names),
                people=_people(own, others, found.annotators), maps=maps,
            )  # fmt: skip

    # -- importing

    def _import(self) -> None:
        dialog = self.dialog
        if dialog is None or not self._sources or self.session.read_only is not None:
            return
        choice, progress, project = dialog.choice(), Progress(), self.session.project
        sources, stamps = self._sources, self._stamps
        dialog.show_running(progress.look, tr("Importing…"))
        self._stopped = stopped = threading.Event()

        def run(_: object, __: object) -> Report:
            require_same((each.path for each in sources), stamps)
            worker = Worker()
            with closing(worker):
                return import_documents(
                    project=project, sources=sources, labels=choice.labels,
                    annotator=choice.annotator, progress=progress.tell, cancelled=stopped.is_set,
                    runner=partial(worker.run, cancelled=stopped.is_set),
                )  # fmt: skip

        # No job that is given up: how it ended is told in any case, for it may have been too late.
        self._job = None
        self.session.jobs.run(run, self._imported, failed=self._failed)

    def _imported(self, report: Report) -> None:
        if report.written:
            count = report.kinds.get("article", 0)
            self.session.take_merge(Message("undo.importing.all", articles=count))
        if self.dialog is not None:
            self.dialog.show_done(report)

    def _stop(self) -> None:
        self._stopped.set()
        if self._job is not None:
            self._job.cancel()
            self._job = None
            if self.dialog is not None:
                self.dialog.show_stopped()

    def _call(self, run: Callable[[], object], told: str) -> None:
        def done(_: object) -> None:
            if self.dialog is not None:
                self.dialog.say(told)

        self.session.jobs.run(lambda _, __: run(), done, failed=self._not_saved)

    def _not_saved(self, error: BaseException) -> None:
        if self.dialog is not None and isinstance(error, KnownError):
            self.dialog.say(sentence(error.message), failed=True)
        else:
            self.session.error.emit(error)

    def _failed(self, error: BaseException) -> None:
        if self.dialog is None:
            self.session.error.emit(error)
        elif self._stopped.is_set():
            self.dialog.show_stopped()
        elif isinstance(error, KnownError):
            self.dialog.show_error(sentence(error.message))
        else:
            self.dialog.show_error(tr("Something went wrong. Nothing was changed."))
            self.session.error.emit(error)

    # -- label maps

    def _save_map(self, name: str, labels: LabelMap) -> None:
        saved = SavedMap("", name, dump_map(labels))
        self.session.tasks.run(
            lambda reader, _: save_named(reader, saved),
            partial(self._map_ready, name, labels),
            slot="label map",
            failed=self._failed,
        )

    def _map_ready(self, name: str, labels: LabelMap, action: Any) -> None:
        if action is not None:
            self.session.apply(action)
        if self.dialog is not None:
            self.dialog.show_saved(name, labels)


def _known(reader: Reader, own: str) -> _Known:
    people = {each.id: each.name for each in reader.annotators()}
    mine = people.pop(own, "")
    maps = {each.name: parse_map(each.text, name=each.name) for each in reader.label_maps()}
    return mine, sorted(people.values()), maps


def _people(own: str, others: Sequence[str], said: frozenset[str]) -> list[tuple[str, str]]:
    """Whose the annotations may be: words, and the name that they stand for."""
    mine = (tr("Mine: {name}", name=own) if own else tr("Mine"), own)
    file = [(tr("As the file says: {names}", names=_names(said)), "")] if said else []
    return [*file, mine, *((name, name) for name in others)]


def _names(names: frozenset[str], most: int = 3) -> str:
    shown = sorted(names)
    return ", ".join(shown[:most]) + (" …" if len(shown) > most else "")

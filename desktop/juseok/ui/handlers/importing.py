"""Import: the dialog, what is dropped onto the window, and what comes after."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from juseok.formats.base import Report, ReportBuilder
from juseok.services.interchange.foreign import Foreign, told_apart
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.handlers.documents import DocumentsHandlers
from juseok.ui.widgets.fitting import window_behind

if TYPE_CHECKING:
    from juseok.ui.dialogs.import_dialog import ImportDialog
    from juseok.ui.dialogs.import_work import ImportWork


class ImportHandlers(Handlers):
    """One import dialog at a time; a second call brings it to the front."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.dialog: ImportDialog | None = None
        self.documents = DocumentsHandlers(context)
        self.router.register(
            "project.import", self.open, enabled=lambda: self.session.read_only is None
        )
        self.place.files_dropped.connect(self.bring)

    def open(self) -> ImportDialog:
        """The dialog, made when there is none."""
        from juseok.ui.dialogs.import_dialog import ImportDialog  # not needed for a first paint

        dialog = self.dialog
        if dialog is None:
            parent = window_behind()
            dialog = ImportDialog(self.session.project, self.context.theme, parent)
            dialog.imported.connect(self._imported)
            dialog.chosen.connect(self.bring)
            dialog.failed.connect(self.session.error)
            dialog.destroyed.connect(partial(self._gone, dialog.work))
            self.session.closing.connect(dialog.give_way)
            self.session.waits_for(dialog.work.wait)
            self.dialog = dialog
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog

    def bring(self, paths: Sequence[Path]) -> None:
        """Open the dialog on files that were dropped; what another tool annotated has its own."""
        if self.session.read_only is None:
            self.session.tasks.run(
                lambda _, __: _told_apart(paths), self._bring, slot="dropped files",
                failed=lambda _: self.open().bring(paths),  # it says which file, and why
            )  # fmt: skip

    def _bring(self, told: tuple[list[Foreign], list[Path], Report]) -> None:
        foreign, texts, passed = told
        if texts:
            self.open().bring(texts)
        if foreign:
            if self.dialog is not None and self.dialog.is_empty:
                self.dialog.close()  # the other dialog comes in its place
            self.documents.bring([each.path for each in foreign], passed)

    def _gone(self, work: ImportWork, _: object = None) -> None:
        """Also where the window above it went first: the project waits for what has an end."""
        self.dialog = None
        work.leave()

    def _imported(self, article: str) -> None:
        if article:
            self.place.go(article)


def _told_apart(paths: Sequence[Path]) -> tuple[list[Foreign], list[Path], Report]:
    """What another tool annotated, the others, and what is passed over."""
    report = ReportBuilder()
    foreign, others = told_apart(paths, report)
    return foreign, others, report.build()

"""The export dialog: questions on the left, on the right what the file will hold or held.

It knows no project: it says what a person wants, and shows what it is told.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from juseok.core.model import Kind
from juseok.formats.base import Report
from juseok.ui.dialogs.export_choice import Offer, OfferedRecipe, Preview, Remembered
from juseok.ui.dialogs.export_form import ExportForm
from juseok.ui.dialogs.export_preview import readable
from juseok.ui.dialogs.export_report import ReportView
from juseok.ui.dialogs.work_dialog import Look, WorkDialog
from juseok.ui.i18n import tr
from juseok.ui.theme import FAMILIES
from juseok.ui.widgets.labels import Label

_PAUSE_MS: Final = 120
_SLOW_MS: Final = 600
"""What is counted longer than this is said to be."""
_BAR: Final = 240
_TAB: Final = 48
_IN_COLUMNS: Final = (
    "brat", "csv", "tsv", "xlsx", "conll", "conllu", "webanno-tsv", "klue-ner"
)  # fmt: skip
"""Formats whose lines say nothing any more when they are broken."""
_BESIDE: Final = 16
"""Room for a scroll bar."""


class ExportDialog(WorkDialog):
    """``preview_asked(Choice)``, ``export_asked(Choice)``, ``save_asked(Recipe)``,
    ``forget_asked(Recipe)``: as named."""

    preview_asked = Signal(object)
    export_asked = Signal(object)
    save_asked = Signal(object)
    forget_asked = Signal(object)

    def __init__(
        self, offer: Offer, last: Remembered, target: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Export"), "", tr("Export"), (960, 704), parent)
        self.form = ExportForm(offer, last, target, self)
        self.preview = QPlainTextEdit(self)
        self.hint = Label(parent=self, name="Quiet", pixels=12, wrap=True)
        self.parts = Label(parent=self, name="Quiet", pixels=12, wrap=True)
        self.count = Label(parent=self, name="Quiet")
        self.report: ReportView | None = None
        self.bar.setMaximumWidth(_BAR)
        self._right = self._make_right()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask_preview)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._slow.timeout.connect(lambda: self.count.setText(tr("Looking…")))
        top = QHBoxLayout()
        top.setSpacing(32)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._scrolled(), 1)
        left.addWidget(self.form.foot)
        top.addLayout(left)
        top.addWidget(self._right, 1)
        self.body.addLayout(top)
        self.go_asked.connect(self._export)
        self.form.changed.connect(self._changed)
        self.form.saved.keep_asked.connect(self._save)
        self.form.saved.forget_asked.connect(self.forget_asked)
        self.form.target_changed.connect(self._target_changed)
        self.form.form.setFocus()  # not the name, where Enter saves
        self._changed()

    # -- what it is told

    def show_preview(self, found: Preview) -> None:
        """The first records, of a split those of its first part; and how many articles go."""
        self._count(found.articles)
        said = [line for line in found.lines if line is not None]
        self.preview.setPlainText("\n".join(said) if self.form.one_layer else readable(found.lines))
        self._tell_parts(
            " · ".join(
                tr("{name}: {count} article(s)", name=name, count=f"{count:,}")
                for name, count in found.parts
            )
        )

    def show_frozen(self, lines: Sequence[str | None]) -> None:
        """The first article of the release that is chosen, as records."""
        self.count.setText("")
        self.preview.setPlainText(readable(lines))

    def show_forgotten(self, name: str) -> None:
        """A saved export is gone; undo in the window brings it back."""
        self.form.saved.show_forgotten(name)
        self.say(tr("“{name}” is no longer saved. Ctrl+Z in the window brings it back.", name=name))

    def show_problem(self, words: str) -> None:
        """Why what is chosen cannot be saved."""
        self._slow.stop()
        self.count.setText("")
        self.say(words, failed=True)

    def show_nothing(self, words: str) -> None:
        """Why nothing would be written; what was shown before is of another choice."""
        self.preview.clear()
        self._tell_parts("")
        self.show_problem(words)

    def show_rights(self, said: Collection[str]) -> None:
        """What articles of the project say of their rights, to choose from."""
        self.form.narrow.offer_rights(said)

    def show_saved(self, saved: OfferedRecipe) -> None:
        """What is chosen has a name now."""
        self.form.saved.show_saved(saved)
        self.say(tr("The export is saved as “{name}”.", name=saved.recipe.name))

    def show_running(self, look: Look, words: str = "") -> None:
        """A run began; ``look`` tells how many articles are done, and of how many."""
        super().show_running(look, words)
        self._enable(False)
        self.go.hide()

    def show_report(self, report: Report, path: Path) -> None:
        """The run is over; what was written stands in place of the preview."""
        self._rest()
        self._drop_report()
        articles = self.form.one_layer and report.written == report.kinds.get(Kind.ARTICLE)
        self.report = ReportView(report, path, self, of_articles=articles)
        self._right.addWidget(self.report)
        self._right.setCurrentWidget(self.report)
        self.say("")
        self.form.target.look_again()
        self.report.open_folder.setFocus()

    def show_error(self, words: str) -> None:
        """The run failed, for one reason that a person can do something about."""
        self._rest()
        self.say(words, failed=True)
        self.form.target.look_again()
        self.form.target.field.setFocus()

    def show_stopped(self) -> None:
        self._rest()
        self.say(tr("Stopped. No file was written."))
        self.go.setFocus()

    # -- its parts

    def _scrolled(self) -> QScrollArea:
        """The form, which is higher than small screens are."""
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setWidget(self.form)
        area.setFixedWidth(self.form.width() + _BESIDE)
        return area

    def _make_right(self) -> QStackedWidget:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setFamilies([font.family(), *FAMILIES])
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setPixelSize(12)
        self.preview.setFont(font)
        self.preview.setReadOnly(True)
        self.preview.setTabStopDistance(_TAB)
        self.preview.setTabChangesFocus(True)
        self.preview.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.preview.setAccessibleName(tr("The first records"))
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(Label(tr("The first records"), page, strong=True))
        head.addStretch(1)
        head.addWidget(self.count)
        column.addLayout(head)
        column.addWidget(self.parts)
        self.parts.hide()
        column.addWidget(self.preview, 1)
        column.addWidget(self.hint)
        right = QStackedWidget(self)
        right.setFrameShape(QFrame.Shape.NoFrame)
        right.addWidget(page)
        return right

    # -- how it follows

    def _changed(self) -> None:
        self._drop_report()
        self.say("")
        self._target_changed()
        self._pause.start()
        self._tell_how()
        if self.form.release.chosen:
            self._tell_parts(self.form.release.words)
            self.count.setText("")

    def _ask_preview(self) -> None:
        if not self.form.release.chosen:
            self._slow.start()
        self.preview_asked.emit(self.form.choice())

    def _count(self, articles: int) -> None:
        """How many articles go out, of how many there are."""
        self._slow.stop()
        of = self.form.articles_there
        self.count.setText(tr("{count} of {of} article(s)", count=f"{articles:,}", of=f"{of:,}"))
        self.preview.setPlaceholderText("" if articles else tr("No article is like that."))

    def _tell_how(self) -> None:
        """What of the file the preview is."""
        frozen, wrap = self.form.release.chosen, QPlainTextEdit.LineWrapMode
        one = self.form.one_layer
        columns = self.form.choice().form in _IN_COLUMNS and not frozen
        self.preview.setLineWrapMode(wrap.NoWrap if columns else wrap.WidgetWidth)
        if frozen:
            self.hint.setText(
                tr("The first article as it was frozen, with your own annotations only; it is "
                   "written in the chosen format.")
            )  # fmt: skip
            return
        self.hint.setText(
            tr("The first article as it will be written, with your own annotations only.")
            if one
            else tr("Only your own annotations are shown, ids and long texts cut short. "
                    "⋯ stands for what is left out; the file holds everything.")
        )  # fmt: skip

    def _tell_parts(self, words: str) -> None:
        self.parts.setText(words)
        self.parts.setVisible(bool(words))

    def _target_changed(self) -> None:
        self.go.setEnabled(self.form.is_ready)
        if not self.form.split.is_ready:
            self.say(tr("Shares of the parts, as in 8:1:1 or 8:2."), failed=True)

    def _drop_report(self) -> None:
        if self.report is not None:
            self._right.removeWidget(self.report)
            self.report.deleteLater()
            self.report = None

    def _rest(self) -> None:
        self.rest()
        self._enable(True)
        self._target_changed()
        self.go.show()

    def _enable(self, on: bool) -> None:
        self.form.setEnabled(on)
        self.form.foot.setEnabled(on)

    def _export(self) -> None:
        if not self.form.is_ready:
            self.form.target.look_again()  # the file came to be since it was looked for
        elif not self.running:
            self.export_asked.emit(self.form.choice())

    def _save(self, name: str) -> None:
        field = self.form.saved.name
        if not name:
            self.say(tr("Give the export a name first."), failed=True)
            field.setFocus()
        elif not self.form.is_one_or_all:
            self.say(tr("A saved export is of one annotator or of all: tick one."), failed=True)
        elif not self.form.is_of_all_articles:
            self.say(
                tr("A saved export is of all articles, or of those a search finds: choose “All”."),
                failed=True,
            )
        elif not self.form.split.is_ready:
            self.say(tr("Shares of the parts, as in 8:1:1 or 8:2."), failed=True)
            self.form.split.field.setFocus()
        else:
            self.save_asked.emit(replace(self.form.recipe(), name=name))

    def _stop(self) -> None:
        super()._stop()
        self.show_stopped()

    def _show_progress(self) -> None:
        super()._show_progress()
        if self.running and (of := self.bar.maximum()):
            done = self.bar.value()
            self.say(tr("{done} of {total} article(s)", done=f"{done:,}", total=f"{of:,}"))

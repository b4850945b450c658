"""The export dialog: questions on the left, on the right what the file will hold or held.

It knows no project: it says what a person wants, and shows what it is told.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QFont, QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from juseok.formats.base import Report
from juseok.ui.dialogs.export_choice import Offer, Remembered
from juseok.ui.dialogs.export_form import ExportForm
from juseok.ui.dialogs.export_preview import readable
from juseok.ui.dialogs.export_report import ReportView
from juseok.ui.i18n import tr
from juseok.ui.theme import FAMILIES
from juseok.ui.widgets.fitting import fit_to_screen
from juseok.ui.widgets.labels import Label

_PAUSE_MS: Final = 120
_LOOK_MS: Final = 100


class ExportDialog(QDialog):
    """``preview_asked(Choice)``, ``export_asked(Choice)``: as named.

    ``stop_asked()``: the run under way is to be given up, also because the dialog closes.
    """

    preview_asked = Signal(object)
    export_asked = Signal(object)
    stop_asked = Signal()

    def __init__(
        self, offer: Offer, last: Remembered, target: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._look: Callable[[], tuple[int, int]] | None = None
        self.form = ExportForm(offer, last, target, self)
        self.preview = QPlainTextEdit(self)
        self.report: ReportView | None = None
        self.words = Label(parent=self, name="StatusText", wrap=True)
        self.bar = QProgressBar(self)
        self.go = QPushButton(tr("Export"), self)
        self.stop = QPushButton(tr("Stop"), self)
        self.leave = QPushButton(tr("Close"), self)
        self._right = self._make_right()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._show_progress)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.preview_asked.emit(self.form.choice()))
        top = QHBoxLayout()
        top.setSpacing(32)
        top.addWidget(self.form)
        top.addWidget(self._right, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(16)
        box.addLayout(top, 1)
        box.addLayout(self._make_foot())
        self.form.changed.connect(self._changed)
        self.form.target_changed.connect(self._target_changed)
        fit_to_screen(self, 960, 608)
        self._rest()
        self._changed()

    @property
    def running(self) -> bool:
        return self._look is not None

    # -- what it is told

    def show_preview(self, lines: Sequence[str | None]) -> None:
        """The first records; None stands for lines that are left out here."""
        self.preview.setPlainText(readable(lines))

    def show_running(self, look: Callable[[], tuple[int, int]]) -> None:
        """A run began; ``look`` tells how many articles are done, and of how many."""
        self._look = look
        self.form.setEnabled(False)
        self.go.hide()
        self.stop.show()
        self.stop.setFocus()
        self.bar.setRange(0, 0)
        self.bar.show()
        self._say("")
        self._timer.start()

    def show_report(self, report: Report, path: Path) -> None:
        """The run is over; what was written stands in place of the preview."""
        self._rest()
        self._drop_report()
        self.report = ReportView(report, path, self)
        self._right.addWidget(self.report)
        self._right.setCurrentWidget(self.report)
        self._say("")
        self.form.target.look_again()
        self.report.open_folder.setFocus()

    def show_error(self, words: str) -> None:
        """The run failed, for one reason that a person can do something about."""
        self._rest()
        self._say(words, failed=True)
        self.form.target.look_again()
        self.form.target.field.setFocus()

    def show_stopped(self) -> None:
        self._rest()
        self._say(tr("Stopped. No file was written."))
        self.go.setFocus()

    # -- its parts

    def _make_right(self) -> QStackedWidget:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setFamilies([font.family(), *FAMILIES])
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setPixelSize(12)
        self.preview.setFont(font)
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.preview.setAccessibleName(tr("The first records"))
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(tr("The first records"), page, strong=True))
        column.addWidget(self.preview, 1)
        column.addWidget(
            Label(
                tr("Only your own annotations are shown, ids and long texts cut short. "
                   "⋯ stands for what is left out; the file holds everything."),
                page, name="Quiet", pixels=12, wrap=True,
            )
        )  # fmt: skip
        right = QStackedWidget(self)
        right.setFrameShape(QFrame.Shape.NoFrame)
        right.addWidget(page)
        return right

    def _make_foot(self) -> QHBoxLayout:
        self.bar.setAccessibleName(tr("Progress"))
        self.bar.setFixedHeight(6)
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(240)
        self.go.setDefault(True)
        self.go.clicked.connect(self._export)
        self.stop.clicked.connect(self._stop)
        self.leave.clicked.connect(self.close)
        for button in (self.stop, self.leave):
            button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.words, 1)
        foot.addWidget(self.bar)
        for button in (self.leave, self.stop, self.go):
            foot.addWidget(button)
        return foot

    # -- how it follows

    def _changed(self) -> None:
        self._drop_report()
        self._target_changed()
        self._pause.start()

    def _target_changed(self) -> None:
        self.go.setEnabled(self.form.is_ready)

    def _drop_report(self) -> None:
        if self.report is not None:
            self._right.removeWidget(self.report)
            self.report.deleteLater()
            self.report = None

    def _rest(self) -> None:
        self._look = None
        self._timer.stop()
        self.form.setEnabled(True)
        self.bar.hide()
        self.stop.hide()
        self.go.show()

    def _export(self) -> None:
        if not self.form.is_ready:
            self.form.target.look_again()  # the file came to be since it was looked for
        elif not self.running:
            self.export_asked.emit(self.form.choice())

    def _stop(self) -> None:
        self.stop_asked.emit()
        self.show_stopped()

    def _show_progress(self) -> None:
        if self._look is None:
            return
        done, of = self._look()
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        if of:
            self._say(tr("{done} of {total} article(s)", done=f"{done:,}", total=f"{of:,}"))

    def _say(self, words: str, *, failed: bool = False) -> None:
        self.words.setText(words)
        self.words.setProperty("state", "failed" if failed else "")
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)

    def reject(self) -> None:
        """Escape stops what runs, else closes."""
        if self.running:
            self._stop()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.running:
            self._stop()
        super().closeEvent(event)

"""The form for what is known of an article: title, publisher, bylines, date."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Final, Literal, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from juseok.core.model import Metadata, PublishedAt
from juseok.lang.extract.dates import DATE, parse_date
from juseok.ui.i18n import mark, tr
from juseok.ui.theme import GRID
from juseok.ui.widgets.labels import Label

Precision = Literal["second", "minute", "day", "month", "year", "none"]

_PRECISIONS: Final[tuple[tuple[Precision, str], ...]] = (
    ("second", mark("to the second")),
    ("minute", mark("to the minute")),
    ("day", mark("to the day")),
    ("month", mark("to the month")),
    ("year", mark("to the year")),
    ("none", mark("not known")),
)
_ISO: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})"
    r"(?:[T ](?P<minute>\d{2}:\d{2})(?P<second>:\d{2})?(?P<zone>Z|[+-]\d{2}:\d{2})?)?)?)?"
)
_KST: Final = "+09:00"
_LEAST: Final = 12 * GRID
"""A publisher or a section can be read in it."""
_WHOLE_DATE: Final = "2028-08-28T08:08:08+09:00"
"""No date is wider; its beginning must not be cut."""


class _Line(QLineEdit):
    """Shows the beginning of what is too long for it, also where all of it is selected."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.hasSelectedText():
            end = self.selectionEnd()
            self.setSelection(end, -end)


class MetadataForm(QWidget):
    """``edited(metadata)``: a field was left with something else in it."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Metadata()
        self.title = self._line(tr("Title"))
        self.subtitles = QPlainTextEdit(self)
        self.subtitles.setAccessibleName(tr("Subtitles, one a line"))
        self.subtitles.setPlaceholderText(tr("One a line"))
        self.subtitles.setTabChangesFocus(True)
        self.subtitles.setFixedHeight(48)
        self.subtitles.installEventFilter(self)
        self.publisher = self._line(tr("Publisher"))
        self.bylines = self._line(tr("Bylines, with commas between"))
        self.bylines.setPlaceholderText(tr("With commas between"))
        self.raw = self._line(tr("Date as printed"))
        self.iso = self._line(tr("Date (ISO 8601)"))
        self.iso.setPlaceholderText(tr("e.g. 2025-03-14T09:00"))  # never to be read as a date
        self.precision = QComboBox(self)
        self.precision.setAccessibleName(tr("How exact the date is"))
        for value, words in _PRECISIONS:
            self.precision.addItem(tr(words), value)  # marked in the table
        self.section = self._line(tr("Section"))
        self.url = self._line(tr("Address"))
        self.wrong = Label(parent=self, name="Danger", pixels=12)
        self.wrong.hide()
        self._lay_out()
        self.raw.editingFinished.connect(self._read_raw)
        self.iso.editingFinished.connect(self._read_iso)
        self.precision.activated.connect(lambda _: self._tell())
        for line in (self.title, self.publisher, self.bylines, self.section, self.url):
            line.editingFinished.connect(self._tell)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        rows: tuple[tuple[tuple[str, QWidget], ...], ...] = (
            ((tr("Title"), self.title),),
            ((tr("Subtitles"), self.subtitles),),
            ((tr("Publisher"), self.publisher), (tr("Bylines"), self.bylines)),
            ((tr("Printed date"), self.raw), (tr("Date"), self._dates())),
            ((tr("Section"), self.section), (tr("Address"), self.url)),
        )
        for row, fields in enumerate(rows):
            for at, (words, field) in enumerate(fields):
                label = Label(words, self, name="Quiet", pixels=12)
                top = Qt.AlignmentFlag.AlignTop if field is self.subtitles else Qt.AlignmentFlag(0)
                label.setContentsMargins(8 if at else 0, 6 if top else 0, 0, 0)
                grid.addWidget(label, row, at * 2, top)
                grid.addWidget(field, row, at * 2 + 1, 1, 1 if len(fields) > 1 else 3)
        grid.addWidget(self.wrong, len(rows), 1, 1, 3)
        for column, stretch in ((1, 2), (3, 3)):
            grid.setColumnStretch(column, stretch)
        grid.setColumnMinimumWidth(1, _LEAST)
        room = self.iso.fontMetrics().horizontalAdvance(_WHOLE_DATE)
        self.iso.setMinimumWidth(room + 3 * GRID)

    def _dates(self) -> QWidget:
        both = QFrame(self)
        grid = QGridLayout(both)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.addWidget(self.iso, 0, 0)
        grid.addWidget(self.precision, 0, 1)
        grid.setColumnStretch(0, 1)
        return both

    def _line(self, name: str) -> QLineEdit:
        line = _Line(self)
        line.setAccessibleName(name)
        return line

    @property
    def metadata(self) -> Metadata:
        """What stands in the fields; a date that is none counts as it was."""
        shown = self._shown
        names = (name.strip() for name in self.bylines.text().split(","))
        lines = (line.strip() for line in self.subtitles.toPlainText().split("\n"))
        return replace(
            shown,
            title=self.title.text().strip(),
            subtitles=tuple(line for line in lines if line),
            publisher=self.publisher.text().strip(),
            bylines=tuple(name for name in names if name),
            published=self._published(),
            section=self.section.text().strip(),
            url=self.url.text().strip(),
        )

    def show_metadata(self, about: Metadata) -> None:
        """Fill the fields; nothing is told."""
        self._shown = about
        self.title.setText(about.title)
        self.subtitles.setPlainText("\n".join(about.subtitles))
        self.publisher.setText(about.publisher)
        self.bylines.setText(", ".join(about.bylines))
        self._show_date(about.published)
        self.section.setText(about.section)
        self.url.setText(about.url)
        for line in (self.title, self.publisher, self.bylines, self.url):
            line.setCursorPosition(0)
        self._say_wrong(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._tell()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._tell()
        return False

    def commit(self) -> None:
        """Give on what stands in a field that is being written in."""
        self._tell()

    def _tell(self) -> None:
        found = self.metadata
        if found != self._shown:
            self._shown = found
            self.edited.emit(found)

    def _published(self) -> PublishedAt:
        raw, iso = self.raw.text().strip(), self.iso.text().strip()
        shown = self._shown.published
        chosen = cast("Precision", self.precision.currentData())
        if (raw, iso, chosen) == (shown.raw, shown.iso or "", shown.precision):
            return shown
        if not iso:
            return PublishedAt(raw)
        known = read_iso(iso)
        if known is None:
            return replace(shown, raw=raw)
        return PublishedAt(raw, known[0], chosen if chosen != "none" else known[1])

    def _show_date(self, when: PublishedAt) -> None:
        self.raw.setText(when.raw)
        self.iso.setText(when.iso or "")
        for line in (self.raw, self.iso):
            line.setCursorPosition(0)
        self.precision.setCurrentIndex(self.precision.findData(when.precision))

    def _read_raw(self) -> None:
        """What is printed says the date, where it names a year."""
        raw = self.raw.text().strip()
        if raw != self._shown.published.raw:
            found = DATE.search(raw)
            known = parse_date(found[0]) if found else PublishedAt()
            if known.iso or not raw:
                self._show_date(replace(known, raw=raw))
        self._tell()

    def _read_iso(self) -> None:
        iso = self.iso.text().strip()
        known = read_iso(iso)
        self._say_wrong(bool(iso) and known is None)
        if iso == (self._shown.published.iso or ""):
            return
        precision = known[1] if known else "none"
        if known is not None or not iso:
            self.precision.setCurrentIndex(self.precision.findData(precision))
            self.iso.setText(known[0] if known else "")
            self._tell()

    def _say_wrong(self, on: bool) -> None:
        self.wrong.setText(
            tr("This is no date: write 2025-03-14 or 2025-03-14T09:00.") if on else ""
        )
        self.wrong.setVisible(on)


def read_iso(text: str) -> tuple[str, Precision] | None:
    """A date as far as it is known, with how far that is; None where it is none.

    A time without a zone is Korean.
    """
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    year, month, day = found["year"], found["month"] or "01", found["day"] or "01"
    clock = found["minute"] or "00:00"
    try:
        datetime.fromisoformat(f"{year}-{month}-{day}T{clock}{found['second'] or ''}")
    except ValueError:
        return None
    if found["minute"]:
        zone = found["zone"] or _KST
        iso = f"{year}-{month}-{day}T{clock}{found['second'] or ''}{zone}"
        return iso, "second" if found["second"] else "minute"
    precision: Precision = "day" if found["day"] else "month" if found["month"] else "year"
    return text, precision

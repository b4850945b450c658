"""Quiet bars above the list of an import: what cannot be read, columns, an encoding, repeats.

Each tells or asks one thing, can be left alone, and goes away when it has been answered.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from juseok.core.decoding import OTHER_ENCODINGS, offered
from juseok.core.model import ZoneRole
from juseok.formats.base import ReportLine
from juseok.formats.raw.columns import FILE, ROLES, TEXT, ColumnMap
from juseok.formats.raw.tables import TablePreview
from juseok.services.importing.apart import Suggestion
from juseok.ui.dialogs.import_report import by_name, line_words
from juseok.ui.i18n import mark, tr
from juseok.ui.panels.zone_keys import ZONE_NAMES, zone_name
from juseok.ui.widgets.labels import ElidedLabel, Label, icon_button
from juseok.ui.widgets.plain import set_tip

_ROLE_NAMES: Final[Mapping[str, str]] = {
    TEXT: mark("Article text"),
    "title": mark("Title"),
    "subtitle": mark("Subtitle"),
    "publisher": mark("Publisher"),
    "portal": mark("Portal"),
    "bylines": mark("Bylines"),
    "published": mark("Date"),
    "modified": mark("Date of change"),
    "section": mark("Section"),
    "url": mark("Address"),
    "crawled_at": mark("Date of crawling"),
    "language": mark("Language"),
    FILE: mark("File name"),
}
_KEPT: Final = ""
_CELL: Final = 148
_SAMPLES: Final = 5
_HEAD: Final = 2048
_TOLD: Final = 12
"""Lines that a tip shows."""
_ENCODING_NAMES: Final[Mapping[str, str]] = {
    "utf-8": "UTF-8",
    "cp949": "CP949 (EUC-KR)",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "johab": "Johab",
    "iso2022_kr": "ISO-2022-KR",
    "gb18030": "GB18030",
    "cp932": "Shift-JIS",
    "cp1252": "Windows-1252",
}


class Bar(QFrame):
    """A strip above the work; hidden until it has something to ask."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("AskBar")
        self.hide()


class RefusedBar(Bar):
    """What cannot be read, said before anything is imported; the rest goes on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ElidedLabel(self, pixels=12)
        self._words.setProperty("state", "failed")
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 8, 16, 8)
        box.addWidget(self._words)

    @property
    def text(self) -> str:
        return self._words.text()

    def show_lines(self, lines: Sequence[ReportLine], *, found: bool) -> None:
        """Tell of ``lines``, the first in full; where nothing was ``found``, of that."""
        told = [line_words(by_name(line)) for line in lines]
        if told:
            self._words.say(
                tr("{count} could not be read. {first}", count=f"{len(told):,}", first=told[0])
            )
        else:
            self._words.say(tr("There is no text, table or export of Juseok to import here."))
        set_tip(self, "\n".join([*told[:_TOLD], *(["…"] if len(told) > _TOLD else [])]))
        self.setVisible(bool(told) or not found)


class ColumnsBar(Bar):
    """What each column of a table is.  ``chosen(ColumnMap)``: a person said otherwise."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table: TablePreview | None = None
        self.combos: dict[str, QComboBox] = {}
        self._name = ElidedLabel(self, pixels=12)
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(tr("Columns of the table"))
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 8, 16, 6)
        box.setSpacing(6)
        box.addWidget(self._name)
        box.addWidget(self._area)

    def show_table(self, name: str, table: TablePreview, columns: ColumnMap | None) -> None:
        """Ask about ``table``; ``columns`` is what was chosen before."""
        self._table = table
        known = columns or table.columns
        self._name.say(
            tr("{file}: the column with the article text, and what the others are", file=name)
            if known.text
            else tr("{file}: which column has the article text?", file=name)
        )
        inside = QWidget(self._area)
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.combos = {}
        for column in table.header:
            role = TEXT if column == known.text else known.roles.get(column, _KEPT)
            row.addWidget(self._cell(inside, column, role, table))
        row.addStretch(1)
        self._area.setWidget(inside)
        self._area.setFixedHeight(inside.sizeHint().height() + 12)
        self.show()

    def _cell(self, inside: QWidget, column: str, role: str, table: TablePreview) -> QWidget:
        cell = QWidget(inside)
        cell.setFixedWidth(_CELL)
        heading = ElidedLabel(cell, pixels=12)
        heading.say(column)
        combo = QComboBox(cell)
        combo.setAccessibleName(tr("What column “{column}” is", column=column))
        combo.addItem(tr("Kept as it is"), _KEPT)
        for each in ROLES:
            combo.addItem(tr(_ROLE_NAMES.get(each, each)), each)  # marked in the table
        combo.setCurrentIndex(max(0, combo.findData(role)))
        combo.activated.connect(lambda _, column=column: self._choose(column))
        self.combos[column] = combo
        values = [row.values.get(column, "").strip() for row in table.rows[:_SAMPLES]]
        sample = ElidedLabel(cell, name="Quiet", pixels=11)
        sample.say(" ".join(next((value for value in values if value), "–").split())[:80])
        box = QVBoxLayout(cell)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        for part in (heading, combo, sample):
            box.addWidget(part)
        return cell

    def _choose(self, column: str) -> None:
        """A role that may stand only once is taken from the column that had it."""
        role = self.combos[column].currentData()
        for other, combo in self.combos.items():
            if other != column and role == TEXT and combo.currentData() == TEXT:
                combo.setCurrentIndex(0)
        self.chosen.emit(self.columns)

    @property
    def columns(self) -> ColumnMap:
        """What the combo boxes say now."""
        roles = {column: str(combo.currentData()) for column, combo in self.combos.items()}
        text = next((column for column, role in roles.items() if role == TEXT), "")
        return ColumnMap(text, {c: role for c, role in roles.items() if role not in (TEXT, _KEPT)})


class EncodingBar(Bar):
    """Files in an unknown encoding.  ``chosen(encoding)``: read them so."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = b""
        self._words = Label(parent=self, pixels=12)
        self.combo = QComboBox(self)
        self.combo.setAccessibleName(tr("Encoding"))
        self.combo.currentIndexChanged.connect(lambda _: self._preview())
        self.sample = ElidedLabel(self, name="Quiet", pixels=12)
        self.read = QPushButton(tr("Read in this encoding"), self)
        self.read.setAutoDefault(False)
        self.read.clicked.connect(lambda: self.chosen.emit(str(self.combo.currentData())))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(12)
        row.addWidget(self._words)
        row.addWidget(self.combo)
        row.addWidget(self.sample, 1)
        row.addWidget(self.read)

    def ask(self, files: Sequence[str], head: bytes) -> None:
        """Ask about ``files``; ``head`` are the first bytes of one of them, to look at."""
        self._head = head
        self._words.setText(
            tr("{count} file(s) (is|are) neither UTF-8 nor CP949, such as {file}:",
               count=f"{len(files):,}", file=Path(files[0]).name)
        )  # fmt: skip
        names = offered(head)
        self.combo.clear()
        for each in names:
            self.combo.addItem(_ENCODING_NAMES.get(each, each), each)
        self.combo.insertSeparator(len(names))
        for each in OTHER_ENCODINGS:
            self.combo.addItem(_ENCODING_NAMES[each], each)
        best = min(range(len(names)), key=lambda at: _oddness(head, names[at]))
        self.combo.setCurrentIndex(best)
        self._preview()
        self.show()

    def _preview(self) -> None:
        if self.combo.currentIndex() < 0:
            return
        text = self._head.decode(str(self.combo.currentData()), "replace")
        self.sample.say(" ".join(text.split())[:120])


class RepeatsBar(Bar):
    """Lines that repeat across articles, one by one or all at once.

    ``chosen(lines, role)``: give these lines that role everywhere.
    """

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: list[Suggestion] = []
        self._words = ElidedLabel(self, pixels=12)
        self.combo = QComboBox(self)
        self.combo.setAccessibleName(tr("Zone for the repeated line"))
        for role in ZONE_NAMES:
            self.combo.addItem(zone_name(role), role.value)
        self.combo.setCurrentIndex(list(ZONE_NAMES).index(ZoneRole.NAV))
        self.apply = self._button(tr("Apply"), lambda: self._choose(1))
        self.every = self._button(tr("All lines"), lambda: self._choose(len(self._all)))
        self.leave = self._button(tr("Leave it"), lambda: self._next(1))
        close = icon_button("x", tr("Leave all repeated lines as they are"), self)
        close.clicked.connect(lambda: self._next(len(self._all)))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(Label("→", self))
        for part in (self.combo, self.apply, self.leave, self.every, close):
            row.addWidget(part)

    def suggest(self, found: Sequence[Suggestion]) -> None:
        """Ask about these lines; none: nothing is asked."""
        self._all = list(found)
        self._show()

    def _button(self, words: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: run())
        return button

    def _choose(self, count: int) -> None:
        lines = [each.line for each in self._all[:count]]
        self.chosen.emit(lines, ZoneRole(self.combo.currentData()))
        self._next(count)

    def _next(self, count: int) -> None:
        del self._all[:count]
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._all))
        if not self._all:
            return
        first = self._all[0]
        line = first.line if len(first.line) <= 48 else first.line[:47] + "…"
        self._words.say(
            tr("“{line}” stands in {count} article(s) as {zone}", line=line,
               count=f"{first.count:,}", zone=zone_name(first.role))
        )  # fmt: skip
        self.every.setText(tr("All {count} line(s)", count=len(self._all)))
        self.every.setVisible(len(self._all) > 1)


class ExportsBar(Bar):
    """Says that files which Juseok exported come in whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label(parent=self, pixels=12, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(self._words, 1)

    def show_files(self, files: Sequence[Path]) -> None:
        names = ", ".join(path.name for path in files)
        self._words.setText(exports_words(names))
        self.setVisible(bool(files))


def exports_words(names: str) -> str:
    return tr(
        "{names} was exported from Juseok: its articles, entities and annotations come in whole. "
        "What is in this project already stays as it is.",
        names=names,
    )


def read_head(path: Path) -> bytes:
    """The first bytes of a file, or none where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read(_HEAD)
    except OSError:
        return b""


def _oddness(data: bytes, encoding: str) -> int:
    """How many characters of ``data`` do not look like Korean text in ``encoding``."""
    text = data.decode(encoding, "replace")
    good = sum(1 for sign in text if "가" <= sign <= "힣" or sign in " \n.,")
    return len(data) - 2 * good + 4 * text.count("\ufffd")

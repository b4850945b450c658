"""One record in which two releases differ: what it is, where it stands, and what is otherwise."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from juseok.services.interchange.releases import Sort
from juseok.ui.dialogs.export_report import KIND_NAMES
from juseok.ui.i18n import mark, tr
from juseok.ui.widgets.context_line import ContextLine
from juseok.ui.widgets.fitting import scrolled
from juseok.ui.widgets.labels import Label

SORT_NAMES: Final = {
    "added": mark("Added"),
    "changed": mark("Changed"),
    "removed": mark("Removed"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A field, and what it said in either; empty where it was not."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ToldRecord:
    """One record in words.  ``who``: whose it is; ``start`` and ``end``: code points of its
    article (-1: it stands nowhere); ``context``: its line before, in and behind that place."""

    kind: str
    sort: Sort
    words: str
    who: str = ""
    lines: tuple[Line, ...] = ()
    start: int = -1
    end: int = -1
    context: tuple[str, str, str] = ("", "", "")


class RecordView(QWidget):
    """``go_asked()``: somebody wants to see it in its article."""

    go_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(parent=self, strong=True, wrap=True)
        self.about = Label(parent=self, name="Quiet", wrap=True)
        self.context = ContextLine(self)
        self.context.clicked.connect(self.go_asked)
        self._inside = QWidget(self)
        self._inside.setObjectName("PlainPage")
        self._grid = QGridLayout(self._inside)
        self._rows = 0
        self._area: QScrollArea = scrolled(self._inside, self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.title)
        box.addWidget(self.about)
        box.addWidget(self.context)
        box.addWidget(self._area, 1)
        self.show_record(None, "")

    def show_record(self, told: ToldRecord | None, title: str) -> None:
        """What is known of one record of the article ``title``; None: what to do to see one."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.title.setVisible(told is not None)
        self.context.setVisible(told is not None and any(told.context))
        if told is None:
            self.about.setText(
                tr("Open an article with → to look at what differs there, one record after the "
                   "other; Enter goes to its place.")
            )  # fmt: skip
            return
        kind = tr(KIND_NAMES[told.kind]) if told.kind in KIND_NAMES else told.kind  # marked there
        self.title.setText(title)
        parts = [kind, tr(SORT_NAMES[told.sort]), told.who]  # marked above
        self.about.setText(" · ".join(filter(None, parts)))
        self.context.show_words(*told.context)
        for row, line in enumerate(told.lines):
            name = Label(line.name, self._inside, name="Quiet", pixels=12)
            value = Label(_words(line, told.sort), self._inside, wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(name, row, 0, top)
            self._grid.addWidget(value, row, 1, top)
        self._grid.setColumnStretch(1, 1)
        self._grid.setRowStretch(self._rows, 0)
        self._rows = len(told.lines)
        self._grid.setRowStretch(self._rows, 1)


def _words(line: Line, sort: Sort) -> str:
    if sort != "changed":
        return line.before or line.after
    return f"{line.before or '–'} → {line.after or '–'}"

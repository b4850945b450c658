"""Annotations of other tools on their way in: what the files hold, what their labels become, whose
the annotations are; then the import, and what came of it.

It knows no project: it says what a person wants, and shows what it is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from juseok.core.model import Kind
from juseok.core.scheme import Scheme
from juseok.formats.base import Report
from juseok.services.interchange.label_map import LabelMap
from juseok.services.interchange.reading import Look as Found
from juseok.ui.dialogs.documents_labels import LabelTable
from juseok.ui.dialogs.documents_look import FirstLook
from juseok.ui.dialogs.documents_report import DocumentsReport
from juseok.ui.dialogs.export_report import KIND_NAMES
from juseok.ui.dialogs.files import ask_folder, ask_sources, dropped_files
from juseok.ui.dialogs.work_dialog import Look, WorkDialog
from juseok.ui.i18n import sentence, tr
from juseok.ui.widgets.dropping import DropPage, SourceButtons
from juseok.ui.widgets.labels import Label

_SIZE: Final = (1040, 640)
_SHOWN: Final = (Kind.MENTION, Kind.CLAIM, Kind.RELATIONSHIP, Kind.CLAIM_LINK)


@dataclass(frozen=True, slots=True)
class DocumentsChoice:
    """What a person chose.  ``annotator``: a name; empty: one's own, or as the file says."""

    labels: LabelMap
    annotator: str


class DocumentsDialog(WorkDialog):
    """``look_asked(paths)``: look through these; ``go_asked()``: import what was looked through.

    ``map_saved(name, LabelMap)``: keep the table under this name.  ``call_asked(run,
    told)``: ``run()`` away from the window, then :meth:`say` ``told``.
    """

    look_asked = Signal(object)
    map_saved = Signal(str, object)
    call_asked = Signal(object, str)

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        """``folder``: where to begin looking."""
        super().__init__(tr("Import annotations"), "", tr("Import"), _SIZE, parent)
        self._folder = folder
        self.paths: tuple[Path, ...] = ()
        self._said = self._doing = ""
        self.maps: Mapping[str, LabelMap] = {}
        self.heading = Label(tr("Import annotations"), self, name="Title", pixels=18, strong=True)
        self.about = Label(parent=self, name="Quiet", wrap=True)
        self.sources = SourceButtons(self)
        self.empty = DropPage(
            tr("brat, doccano, Label Studio, Prodigy, PubAnnotation, INCEpTION and WebAnno, "
               "CoNLL, CoNLL-U, KLUE, NIKL, W3C Web Annotation, DNA, QualCoder, REFI-QDA, tables "
               "of mentions, annotations without texts"),
            self,
        )  # fmt: skip
        self.table = LabelTable(self)
        self.first = FirstLook(self)
        self.report = DocumentsReport(folder, self)
        self.report.call_asked.connect(self.call_asked)
        self.saved = QComboBox(self)
        self.name = QLineEdit(self)
        self.keep = QPushButton(tr("Save the table"), self)
        self.whose = QComboBox(self)
        self._parts = QWidget(self)
        self._make()
        self.setAcceptDrops(True)
        self.go.setEnabled(False)
        self._say_start()
        self.empty.setFocus()

    def choice(self) -> DocumentsChoice:
        at = self.whose.currentIndex()
        named = self.whose.currentText().strip()
        chosen = at >= 0 and self.whose.itemText(at) == self.whose.currentText()
        annotator = str(self.whose.itemData(at) or "") if chosen else named
        return DocumentsChoice(self.table.labels.table, annotator)

    def bring(self, paths: Sequence[Path]) -> None:
        """Look through ``paths``, which come in together."""
        if paths and not self.running:
            self.paths = tuple(paths)
            self.about.setText(_named(self.paths))
            self.look_asked.emit(self.paths)

    # -- what it is told

    def show_running(self, look: Look, words: str) -> None:
        super().show_running(look, words)
        self._doing = words
        self._enable(False)

    def show_found(
        self,
        found: Found,
        scheme: Scheme,
        *,
        form: str,
        people: Sequence[tuple[str, str]],
        maps: Mapping[str, LabelMap],
    ) -> None:
        """What the files hold.  ``form`` is the format's name; ``people``: words and the name
        that they stand for, the first of them as usual."""
        self.rest()
        self.maps = maps
        self._said = f"{_named(self.paths)}\n{form} · {_counted(found)}"
        self.about.setText(self._said)
        self.table.labels.show(found.labels, found.proposed, scheme)
        self.first.show_documents(found.first, scheme)
        self._colour()
        self._offer(people, maps)
        self._list(found.report)
        self.empty.hide()
        self.sources.show()
        self._parts.show()
        self._enable(True)
        self.go.setEnabled(bool(found.documents))
        self._say_left()
        left = self.table.labels.left_out
        (self.table if left else self.go).setFocus()
        if left:
            self.table.setCurrentIndex(self.table.labels.index(0, 0))

    def show_saved(self, name: str, labels: LabelMap) -> None:
        """A table has a name now."""
        self.maps = {**self.maps, name: labels}
        if self.saved.findText(name) < 0:
            self.saved.addItem(name, name)
        self.saved.setCurrentIndex(self.saved.findData(name))
        self.saved.setEnabled(True)
        self.name.clear()
        self.say(tr("The table is saved as “{name}”.", name=name))

    def show_done(self, report: Report) -> None:
        """The import is over; what came of it stands in place of the texts."""
        self.rest()
        self._list(report)
        self.pages.setCurrentIndex(1)
        self._enable(True)
        self.go.setEnabled(False)
        self.say(" ".join(sentence(line.message) for line in report.notes[-1:]))
        self.leave.setFocus()

    def show_error(self, words: str) -> None:
        self.rest()
        self.about.setText(self._said)  # what was looked through before is still there
        self._enable(True)
        self.go.setEnabled(bool(self.table.labels.scheme))
        self.say(words, failed=True)
        (self.empty if self.empty.isVisibleTo(self) else self.sources).setFocus()

    def show_stopped(self) -> None:
        self.rest()
        self.about.setText(self._said)
        self._enable(True)
        self.go.setEnabled(bool(self.table.labels.scheme))
        self.say(tr("Stopped. Nothing was changed."))
        self.leave.setFocus()

    # -- its parts

    def _make(self) -> None:
        self.keep.setAutoDefault(False)
        for buttons in (self.sources, self.empty.buttons):
            buttons.files_asked.connect(self._ask_file)
            buttons.folder_asked.connect(self._ask_folder)
        self.keep.clicked.connect(self._keep)
        self.saved.activated.connect(self._take_saved)
        self.table.labels.dataChanged.connect(self._changed)
        top = QHBoxLayout()
        top.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.heading)
        words.addWidget(self.about)
        top.addLayout(words, 1)
        top.addWidget(self.sources)
        self.sources.hide()
        halves = QHBoxLayout(self._parts)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(24)
        halves.addWidget(self._make_left(), 1)
        halves.addWidget(self._make_right(), 1)
        self._parts.hide()
        self.body.addLayout(top)
        self.body.addWidget(self._parts, 1)
        self.body.addWidget(self.empty, 1)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Down the left side, then the right."""
        order = (
            self.empty.buttons.files, self.empty.buttons.folder, self.sources.files,
            self.sources.folder, self.table, self.saved, self.name, self.keep, self.whose,
            self.first.before, self.first.after, self.first.text, self.report.save,
            self.report.text, self.lines,
            self.leave, self.stop, self.go,
        )  # fmt: skip
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _make_left(self) -> QWidget:
        left = QWidget(self)
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        heading = Label(tr("Labels and what they become"), left, strong=True)
        heading.setMinimumHeight(self.first.before.sizeHint().height())  # as the heading beside it
        box.addWidget(heading)
        box.addWidget(self.table, 1)
        self.saved.setAccessibleName(tr("Saved tables"))
        self.name.setAccessibleName(tr("Name of the table"))
        self.name.setPlaceholderText(tr("Name of the table"))
        self.name.returnPressed.connect(self._keep)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.saved, 1)
        row.addWidget(self.name, 1)
        row.addWidget(self.keep)
        box.addLayout(row)
        box.addWidget(Label(tr("Whose annotations"), left, strong=True))
        self.whose.setEditable(True)
        self.whose.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.whose.setAccessibleName(tr("Whose annotations"))
        box.addWidget(self.whose)
        return left

    def _make_right(self) -> QWidget:
        right = QWidget(self)
        box = QVBoxLayout(right)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        self.pages = QStackedWidget(right)
        self.pages.addWidget(self.first)
        self.pages.addWidget(self.report)
        self.lines = QPushButton(right)
        self.lines.setAutoDefault(False)
        self.lines.setFlat(True)
        self.lines.clicked.connect(self._turn)
        box.addWidget(self.pages, 1)
        box.addWidget(self.lines)
        return right

    def _offer(self, people: Sequence[tuple[str, str]], maps: Mapping[str, LabelMap]) -> None:
        self.whose.clear()
        for words, name in people:
            self.whose.addItem(words, name)
        self.saved.clear()
        self.saved.addItem(tr("Saved tables"), "")
        for name in maps:
            self.saved.addItem(name, name)
        self.saved.setEnabled(bool(maps))

    def _list(self, report: Report) -> None:
        lines = (*report.refused, *report.changed, *report.notes)
        self.report.show_lines(lines)
        told = len(report.refused) + len(report.changed)
        self.pages.setCurrentIndex(0)
        self.lines.setVisible(bool(lines))
        self.lines.setText(
            tr("{count} line(s) changed or left out: show or hide them", count=f"{told:,}")
            if told
            else tr("Show or hide what was said of the file")
        )

    def _turn(self) -> None:
        self.pages.setCurrentIndex(1 - self.pages.currentIndex())

    def _changed(self) -> None:
        """The table was edited: also after an import, which may be done again with it."""
        self._colour()
        if self.running:
            return
        if self.go.isEnabled():
            self._say_left()
        else:
            self.go.setEnabled(True)
            self.say(tr("Import again: only what is new comes in."))

    def _say_left(self) -> None:
        left = self.table.labels.left_out
        self.say(
            tr("{count} label(s) (has|have) no place yet and would be left out.", count=left)
            if left
            else tr("Nothing was changed yet.")
        )

    def _colour(self) -> None:
        self.first.colour(self.table.labels.table)

    def _take_saved(self, _: int) -> None:
        labels = self.maps.get(str(self.saved.currentData()))
        if labels is not None:
            self.table.labels.take(labels)
            self.name.setText(self.saved.currentText())

    def _keep(self) -> None:
        name = " ".join(self.name.text().split())
        if name:
            self.map_saved.emit(name, self.table.labels.table)
        else:
            self.say(tr("Give the table a name first."), failed=True)
            self.name.setFocus()

    def _enable(self, on: bool) -> None:
        for part in (self.sources, self.empty, self._parts):
            part.setEnabled(on)

    def _show_progress(self) -> None:
        """How many documents are read; nobody knows of how many."""
        super()._show_progress()
        if self._look is not None and (done := self._look()[0]):
            count = tr("{count} document(s)", count=f"{done:,}")
            self.say(f"{self._doing} {count}")

    def _say_start(self) -> None:
        self._said = (
            tr("Files or folders of other tools: their annotations come into this project. Before "
               "anything is changed you see what they hold.")
        )  # fmt: skip
        self.about.setText(self._said)
        self.say(tr("Choose files or a folder, or drop them here."))

    def _ask_file(self) -> None:
        self.bring(ask_sources(tr("Import annotations"), self._folder, "*"))

    def _ask_folder(self) -> None:
        path = ask_folder(tr("Import annotations"), self._folder)
        if path is not None:
            self.bring([path])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the name saves the table; it would press the button too, and import."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not (enter and self.name.hasFocus()):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.bring(dropped_files(event.mimeData()))


def _named(paths: Sequence[Path]) -> str:
    """Which files: the path of one, else how many and the first."""
    if len(paths) == 1:
        return str(paths[0])
    return tr(
        "{count} file(s) and folder(s), {name} first", count=f"{len(paths):,}", name=paths[0].name
    )


def _counted(found: Found) -> str:
    """How much of each kind, in words."""
    kinds = [kind for kind in _SHOWN if found.kinds.get(kind)]
    return ", ".join(
        (
            # of one article there are as many documents as annotators
            tr("{count} document(s)", count=f"{found.documents:,}"),
            *(f"{tr(KIND_NAMES[kind])} {found.kinds[kind]:,}" for kind in kinds),  # marked there
        )
    )

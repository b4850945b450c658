"""List, preview and form of an import, and every correction that is made in them."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from juseok.core.model import Metadata, ZoneRole
from juseok.services.importing import edits
from juseok.services.importing.apart import Change, in_role
from juseok.services.importing.packed import PackedPage, pack
from juseok.services.importing.plan import PlannedPage
from juseok.ui.dialogs.import_metadata import MetadataForm
from juseok.ui.dialogs.import_preview import ImportPreview
from juseok.ui.dialogs.import_row import ImportRowDelegate
from juseok.ui.dialogs.import_work import ImportWork
from juseok.ui.i18n import tr
from juseok.ui.models.import_batch import ImportBatch, Step
from juseok.ui.models.import_list import ImportListModel
from juseok.ui.panels.zone_keys import zone_name
from juseok.ui.theme import Theme
from juseok.ui.widgets.fitting import scrolled
from juseok.ui.widgets.labels import Label

_LIST_WIDTH: Final = 336
_LEAST_LIST: Final = 208
_REFRESH_MS: Final = 250
_ROWS_A_MS: Final = 20
_PAUSE_MS: Final = 100


class ImportBench(QWidget):
    """Shows a batch and corrects it.  ``changed()``: its articles are others or more.

    ``shown(page)``: the number of the page on screen (−1: none).
    """

    changed = Signal()
    shown = Signal(int)
    said = Signal(str)

    def __init__(
        self, batch: ImportBatch, work: ImportWork, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.batch = batch
        self._work = work
        self._place: tuple[int, int] | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_REFRESH_MS)
        self._later.timeout.connect(self._list_grown)
        self._grown: list[int] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._filter)
        self.model = ImportListModel(batch, self)
        self.preview = ImportPreview(theme, self)
        self.form = MetadataForm(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._make_list())
        self._article = self._make_article()
        self._right = scrolled(self._article, self)  # low screens have no room for all of it
        self.splitter.addWidget(self._right)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([_LIST_WIDTH, 844])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.splitter)
        self._connect()

    def _make_list(self) -> QWidget:
        side = QFrame(self)
        side.setObjectName("ListPane")
        side.setMinimumWidth(_LEAST_LIST)
        self.field = QLineEdit(side)
        self.field.setPlaceholderText(tr("Filter by title or file"))
        self.field.setAccessibleName(tr("Filter by title or file"))
        self.field.setClearButtonEnabled(True)
        for button in self.field.findChildren(QToolButton):
            button.setAccessibleName(tr("Clear the filter"))
        self.doubtful = QCheckBox(tr("Only doubtful ones"), side)
        self.count = Label(parent=side, name="Quiet", pixels=12)
        self.list = QListView(side)
        self.list.setAccessibleName(tr("Articles to import"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(ImportRowDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        top = QVBoxLayout()
        top.setContentsMargins(8, 0, 8, 0)
        top.setSpacing(6)
        top.addWidget(self.field)
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 4, 2)
        row.addWidget(self.doubtful)
        row.addStretch(1)
        row.addWidget(self.count)
        top.addLayout(row)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        return side

    def _make_article(self) -> QWidget:
        right = QWidget(self)
        below = QFrame(right)
        below.setObjectName("FindBar")
        box = QVBoxLayout(below)
        box.setContentsMargins(16, 12, 16, 12)
        box.addWidget(self.form)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.preview, 1)
        column.addWidget(below)
        return right

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(lambda now, _: self._choose(now))
        self.list.installEventFilter(self)
        self.field.textChanged.connect(lambda _: self._pause.start())
        self.doubtful.toggled.connect(lambda _: self._filter())
        self.preview.zoned.connect(self._rezone)
        self.preview.asked.connect(self._command)
        self.preview.stepped.connect(self.step)
        self.form.edited.connect(self._edit_metadata)

    # -- the list

    def batch_grew(self, pages: Iterable[int]) -> None:
        """Pages were added; they are listed soon, many at a time."""
        self._grown += pages
        if not self._later.isActive():  # the longer the list, the dearer to lay it out
            self._later.start(max(_REFRESH_MS, self.model.rowCount() // _ROWS_A_MS))

    def refresh(self) -> None:
        """List at once what there is, and show what is chosen anew."""
        self._later.stop()
        self._refresh_list()
        self._show_place()

    def list_all(self) -> None:
        """List at once what was added; what is listed already stays in its order."""
        self._later.stop()
        self._list_grown()
        self._show_place()

    def _list_grown(self) -> None:
        self.model.grow(self._grown)
        self._grown = []
        self._listed()

    def _refresh_list(self) -> None:
        self._grown = []
        self.model.refresh()
        self._listed()

    def _listed(self) -> None:
        if not self.list.currentIndex().isValid() and self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0, 0))
        self._say_count()
        self.changed.emit()

    def _say_count(self) -> None:
        self.count.setText(tr("{count} article(s)", count=f"{self.model.rowCount():,}"))

    def _filter(self) -> None:
        self._pause.stop()
        self.model.doubtful = self.doubtful.isChecked()
        self.model.wanted = self.field.text()
        self._refresh_list()

    def step(self, by: int) -> None:
        """Go to the next (1) or the previous (−1) article of the list."""
        row = self.list.currentIndex().row() + by
        if 0 <= row < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(row, 0))

    def go_pane(self, by: int) -> None:
        """Move the keyboard on (1) or back (−1) between list, preview and form."""
        panes = (self.list, self.preview.view, self.form)
        held = self.window().focusWidget()
        here = next(
            (n for n, p in enumerate(panes) if p is held or (held and p.isAncestorOf(held))), -by
        )
        pane = panes[(here + by) % len(panes)]
        target = pane.title if isinstance(pane, MetadataForm) else pane
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._right.isAncestorOf(target):
            self._right.ensureWidgetVisible(target)

    def _choose(self, index: QModelIndex) -> None:
        self.form.commit()
        self._place = self.model.place_of(index)
        self._show_place()

    def _show_place(self) -> None:
        number, index = self._place or (-1, -1)
        page = self.batch.page(number)
        self.preview.show_article(page, index)
        self._show_about()
        self.shown.emit(number if page is not None else -1)

    def _show_about(self) -> None:
        draft = self.batch.draft(*self._place) if self._place else None
        self.form.setEnabled(draft is not None)
        self.form.show_metadata(draft.metadata if draft is not None else Metadata())
        row = self.list.currentIndex()
        found = self.model.data(row, Qt.ItemDataRole.UserRole) if row.isValid() else None
        self.preview.reason.say(getattr(found, "reason", ""))

    def showEvent(self, event: QShowEvent) -> None:
        """The area scrolls up and down alone: its width is that of what is in it."""
        super().showEvent(event)
        bar = self._right.verticalScrollBar().sizeHint().width()
        self._right.setMinimumWidth(self._article.minimumSizeHint().width() + bar)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return False  # Ctrl+Enter imports
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.preview.view.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            if event.key() == Qt.Key.Key_Delete:
                self._command("leave", 0)
                return True
        return False

    # -- corrections

    def _rezone(self, start: int, end: int, role: ZoneRole, everywhere: bool) -> None:
        if self._place is None:
            return
        page = self.batch.page(self._place[0])
        if page is None:
            return
        if not everywhere:
            self._put(edits.rezone_lines(page, start, end, role), zone_name(role))
            return
        line = edits.line_text(page, start)
        if line:
            self.change_all(
                partial(in_role, lines=(line,), role=role),
                tr("“{line}” → {zone}", line=line[:30], zone=zone_name(role)),
            )

    def _command(self, command: str, at: int) -> None:
        number, index = self._place or (-1, -1)
        page = self.batch.page(number)
        if page is None or self.batch.draft(number, index) is None:
            return
        match command:
            case "split":
                new, words = edits.split_at(page, at), tr("Split")
            case "join":
                new, words = edits.join_next(page, index), tr("Joined")
            case _:
                new, words = edits.without(page, index), tr("Left out")
        if new is page:
            self.said.emit(tr("There is nothing to do here."))
            return
        self._put(new, words)

    def _edit_metadata(self, about: Metadata) -> None:
        number, index = self._place or (-1, -1)
        page = self.batch.page(number)
        if page is not None and self.batch.draft(number, index) is not None:
            self._put(edits.with_metadata(page, index, about), tr("Details"))

    def _put(self, new: PlannedPage, words: str) -> None:
        if self._place is None:
            return
        if new is self.batch.page(self._place[0]):
            return
        step = self.batch.edit_many({self._place[0]: pack(new)}, words, self._place)
        if step is not None:
            self._follow(step, back=False)

    def change_all(self, change: Change, words: str) -> None:
        """Do ``change`` to every page, in another process, as one correction."""
        before = dict(self.batch.pages)
        self._work.change(before, change, partial(self._take_all, before, change, words))

    def _take_all(
        self,
        before: dict[int, PackedPage],
        change: Change,
        words: str,
        found: dict[int, PackedPage],
    ) -> None:
        """Pages that a person corrected meanwhile are changed once more, as they are now."""
        now = self.batch.pages
        pages = {
            number: new if now[number] is before[number] else pack(change(now[number].page()))
            for number, new in found.items()
            if number in now
        }
        step = self.batch.edit_many(pages, words, self._place or (-1, -1))
        if step is None:
            return
        self._follow(step, back=False)
        self.said.emit(
            tr("{what}: {count} page(s) changed. Ctrl+Z takes it back.", what=words,
               count=f"{len(step.edits):,}")
        )  # fmt: skip

    def take_repeats(self, pages: Mapping[int, PackedPage]) -> bool:
        """Put pages in place whose repeated lines are no part of the articles any more."""
        step = self.batch.edit_many(pages, tr("Repeated lines"), self._place or (-1, -1))
        if step is not None:
            self._follow(step, back=False)
        return step is not None

    def undo(self) -> None:
        """Take the last correction back, where it was made."""
        step = self.batch.undo()
        if step is None:
            self.said.emit(tr("There is nothing to undo."))
            return
        self._follow(step, back=True)
        self.said.emit(tr("Undone: {what}", what=step.label))

    def redo(self) -> None:
        step = self.batch.redo()
        if step is not None:
            self._follow(step, back=False)
            self.said.emit(tr("Done again: {what}", what=step.label))

    def _follow(self, step: Step, *, back: bool) -> None:
        """Bring list, preview and form in step with what was changed."""
        numbers = {edit.number for edit in step.edits}
        counts = any(len(edit.old.articles) != len(edit.new.articles) for edit in step.edits)
        if counts:
            self.model.refresh()
            self._say_count()
        else:
            self.model.touched(numbers)
        here = step.place if back or self._place is None else self._place
        self._go(here, numbers, moved=counts)
        self.changed.emit()

    def _go(self, place: tuple[int, int], numbers: set[int], *, moved: bool) -> None:
        """Stay at ``place``, or go there; where its article is gone, to the one before it."""
        number, index = place
        row = self.model.row_of(number, index)
        while row is None and index > 0:
            index -= 1
            row = self.model.row_of(number, index)
        if row is None:
            row = min(self.list.currentIndex().row(), self.model.rowCount() - 1)
            if row < 0:
                self._place = None
                self._show_place()
                return
        target = self.model.index(row, 0)
        same = self._place == self.model.place_of(target)
        if not same or self.list.currentIndex() != target:
            self.list.setCurrentIndex(target)
        page = self.batch.page(self._place[0]) if self._place is not None else None
        if page is not None and self._place is not None and same and self._place[0] in numbers:
            self.preview.refresh(page, self._place[1])
            self._show_about()
        if moved:
            self._say_count()

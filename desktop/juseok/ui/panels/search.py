"""The search over the whole project: one field, and every place in its context.

The focus stays in the field: Up and Down choose, Enter goes there, Esc goes back to the text.
"""

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from juseok.core.errors import KnownError
from juseok.services.search.saved import forget_search, keep_search, read_saved, saved_path
from juseok.services.search.searching import Found
from juseok.services.user import state_dir
from juseok.ui.context import PanelContext
from juseok.ui.i18n import sentence, tr
from juseok.ui.models.search_list import SearchListModel
from juseok.ui.panels.search_row import SearchRowDelegate
from juseok.ui.searching import Searcher
from juseok.ui.widgets.filter_field import FilterField
from juseok.ui.widgets.labels import Label, icon_button
from juseok.ui.widgets.rows import row_list

_MOVES: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_LONGEST: Final = 60


class SearchPanel(QWidget):
    """Shows the :class:`Searcher` of the project."""

    def __init__(self, context: PanelContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._place = context.place
        self.searcher = Searcher.of(context)
        self._saved_path = saved_path(state_dir(), context.session.project)
        self._kept: tuple[str, ...] = ()
        self.setAccessibleName(tr("Search"))
        self.field = FilterField(tr("Search all articles"), self)
        self._keep = icon_button("plus", tr("Keep this search"), self)
        self._recode = icon_button("edit", tr("Change what was found…"), self)
        self._count = Label(parent=self, name="Quiet", pixels=12, wrap=True)
        self.model = SearchListModel(self)
        self.view = self._make_view()
        self._empty = Label(parent=self, name="Quiet", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._advised = QWidget(self)
        around = QVBoxLayout(self._advised)
        around.setContentsMargins(16, 12, 16, 16)
        around.addWidget(self._empty)
        self._progress = Label(parent=self, name="Quiet", pixels=12)
        self._stop = icon_button("x", tr("Stop preparing the search"), self)
        self._arrange()
        self._connect()
        self._read_kept()
        self.field.setText(self.searcher.written)
        self._begin()
        self._fill_from_text()

    def _make_view(self) -> QListView:
        return row_list(self.model, SearchRowDelegate(self), name=tr("Places found"), parent=self)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(12, 8, 8, 4)
        top.setSpacing(4)
        top.addWidget(self.field, 1)
        top.addWidget(self._keep)
        top.addWidget(self._recode)
        self._count.setContentsMargins(16, 0, 16, 4)
        self._bottom = QFrame(self)
        line = QHBoxLayout(self._bottom)
        line.setContentsMargins(16, 2, 8, 2)
        line.addWidget(self._progress, 1)
        line.addWidget(self._stop)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(self._count)
        box.addWidget(self.view, 1)
        box.addWidget(self._advised, 1)
        box.addWidget(self._bottom)
        self.setFocusProxy(self.field)

    def _connect(self) -> None:
        searcher = self.searcher
        self.field.textChanged.connect(searcher.write)
        self._keep.clicked.connect(self.keep)
        self._recode.clicked.connect(lambda: self._context.router.trigger("search.recode"))
        self._stop.clicked.connect(searcher.keeper.stop)
        self.field.installEventFilter(self)
        self.view.installEventFilter(self)
        self.view.clicked.connect(lambda index: self._open(index.row()))
        self.view.selectionModel().currentChanged.connect(self._held)
        searcher.begun.connect(self._begin)
        searcher.found.connect(self._more)
        searcher.changed.connect(self._tell)
        searcher.moved.connect(self._follow)
        searcher.wanted.connect(self.field.setText)
        searcher.keeper.changed.connect(self._tell_index)
        self._place.panel_asked.connect(self._asked)
        self._context.theme.changed.connect(self.view.viewport().update)

    # -- what is shown

    def _begin(self) -> None:
        """A search begins: what was found so far, or what was kept."""
        if self.searcher.written.strip():
            self.model.show(self.searcher.rows)
        else:
            self.model.show(self._kept)
        self._tell()
        self._tell_index()

    def _more(self, rows: tuple[Found, ...]) -> None:
        first = self.model.rowCount() == 0
        self.model.add(rows)
        if first and self.searcher.row < 0:
            self.view.setCurrentIndex(self.model.index(0))

    def _tell(self) -> None:
        self._count.setText(self._words())
        self._count.setVisible(bool(self._count.text()))
        shown = self.model.rowCount() > 0
        self.view.setVisible(shown)
        self._advised.setVisible(not shown)
        self._keep.setEnabled(bool(self.searcher.written.strip()) and self.searcher.error is None)
        self._recode.setEnabled(bool(self.searcher.rows))
        if not shown:
            self._empty.setText(self._advice())

    def _words(self) -> str:
        searcher = self.searcher
        page, count = searcher.page, f"{len(searcher.rows):,}"
        if searcher.error is not None:
            return sentence(searcher.error.message)
        if not searcher.written.strip():
            return tr("Kept searches") if self._kept else ""
        if searcher.busy:
            if page is None or not page.of:
                return tr("Searching…")
            share = f"{100 * page.searched // page.of}"
            return tr("{count} place(s) so far · {share} %", count=count, share=share)
        if page is not None and page.more:
            return tr("The first {count} place(s); there are more.", count=count)
        articles = len({found.article for found in searcher.rows})
        return tr(
            "{count} place(s) in {articles} article(s)", count=count, articles=f"{articles:,}"
        )

    def _advice(self) -> str:
        searcher = self.searcher
        if searcher.error is not None or searcher.busy:
            return ""
        filters = tr(
            "entity: type: annotator: publisher: title: date:2026-03..2026-05 zone:title "
            "claim.certainty:possible"
        )
        if searcher.written.strip():
            return tr(
                "Nothing found.\n\nTry fewer words, a part of a word, or no quotes. A verb in its "
                "dictionary form (밝히다) finds its other forms. These narrow a search, so leave "
                "some out:\n{filters}",
                filters=filters,
            )
        return tr(
            "Words find any part of a word; a verb in its dictionary form (밝히다) finds its other "
            "forms. “In quotes” finds exactly that.\n\nNarrow the search with:\n{filters}",
            filters=filters,
        )

    def _tell_index(self) -> None:
        progress = self.searcher.keeper.progress
        self._bottom.setVisible(progress is not None)
        if progress is not None:
            done, total = (f"{each:,}" for each in progress)
            self._progress.setText(
                tr("Preparing quick search: {done} of {total}", done=done, total=total)
            )

    def _follow(self, row: int) -> None:
        self.view.setCurrentIndex(self.model.index(row))

    def _held(self, index: QModelIndex, _: QModelIndex) -> None:
        if self.searcher.rows and index.isValid():
            self.searcher.hold(index.row())

    # -- hands

    def _asked(self, panel: str) -> None:
        if panel == "search":
            self._fill_from_text()
            self.field.selectAll()

    def _fill_from_text(self) -> None:
        """What is selected in the text is the first thing to look for."""
        spans = self._place.picked.spans
        workspace = self._context.session.workspace(self._place.article)
        if not spans or workspace is None:
            return
        words = workspace.text[spans[0][0] : spans[0][1]].strip()
        if words and "\n" not in words and len(words) <= _LONGEST:
            self.field.setText(f'"{words}"' if " " in words or ":" in words else words)
            self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._place.focus_text()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key in _MOVES and watched is self.field:
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self.model.index(0))
            else:
                QApplication.sendEvent(self.view, event)
        elif key == Qt.Key.Key_Delete and self._kept_row() and not self.field.selectedText():
            self._forget(self._kept_row())
        else:
            return False
        return True

    def _enter(self) -> None:
        kept = self._kept_row()
        if kept:
            self._look_for(kept)
        else:
            self.searcher.go_first()

    def _open(self, row: int) -> None:
        if self.searcher.rows:
            self.searcher.go(row)
        else:
            self._look_for(str(self.model.row(row)))

    def _look_for(self, written: str) -> None:
        self.field.setText(written)
        self.searcher.run()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- searches that are kept

    def _kept_row(self) -> str:
        """The kept search that is chosen; empty where places are shown."""
        index = self.view.currentIndex()
        row = self.model.row(index.row()) if index.isValid() else None
        return row if isinstance(row, str) and not self.field.text().strip() else ""

    def keep(self) -> None:
        """Keep the search in the field for this project."""
        written = self.field.text()
        if not written.strip():
            return
        try:
            self._kept = keep_search(self._saved_path, written)
        except KnownError as error:
            self._context.session.error.emit(error)
            return
        self._context.say(tr("Kept. An empty search field lists the searches you keep."))

    def _forget(self, written: str) -> None:
        try:
            self._kept = forget_search(self._saved_path, written)
        except KnownError as error:
            self._context.session.error.emit(error)
        self._begin()

    def _read_kept(self) -> None:
        try:
            self._kept = read_saved(self._saved_path)
        except KnownError as error:
            self._context.session.error.emit(error)

"""The help: a list of pages, a search, and the page; a window of its own that blocks nothing."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from juseok.core.resources import resource
from juseok.ui.help_document import MEASURE, show_page
from juseok.ui.help_pages import HelpPage, matches
from juseok.ui.i18n import tr
from juseok.ui.theme import Theme, wash
from juseok.ui.widgets.fitting import fit_to_screen
from juseok.ui.widgets.labels import Label

_LIST_WIDTH: Final = 240
_ID: Final = int(Qt.ItemDataRole.UserRole)
_MARKED: Final = 500


_TAB: Final = 32
"""Pixels between stops: lines of ten columns fit the measure."""


class PageView(QTextBrowser):
    """Shows pages; reads pictures from the help folder and nothing else from anywhere."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        address = self.document().baseUrl().resolved(QUrl(name))
        folder = resource("help").resolve()
        path = address.toLocalFile()
        if not address.isLocalFile() or not resource(path).resolve().is_relative_to(folder):
            return None
        return super().loadResource(kind, address)


class HelpWindow(QWidget):
    """The pages in one language, as ``pages`` gives them when they are shown."""

    def __init__(self, pages: Sequence[HelpPage], *, language: str, theme: Theme) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setWindowTitle(tr("Help – Juseok"))
        self._language = language
        self._theme = theme
        self._pages = {page.id: page for page in pages}
        self._current = ""
        self._past: list[str] = []
        self.search = QLineEdit(self)
        self.list = QListWidget(self)
        self.view = PageView(self)
        self.view.setTabStopDistance(_TAB)
        self.words = Label(parent=self, name="Quiet", pixels=12, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._make_side())
        row.addWidget(self._make_view(), 1)
        self._make_keys()
        fit_to_screen(self, _LIST_WIDTH + MEASURE + 120, 760)
        self._fill()
        self.show_page(next(iter(self._pages)))
        theme.changed.connect(self._redraw)

    @property
    def language(self) -> str:
        return self._language

    @property
    def current(self) -> str:
        """Id of the page that is shown."""
        return self._current

    def set_pages(self, pages: Sequence[HelpPage]) -> None:
        """Keys were changed, or another project has other types."""
        self._pages = {page.id: page for page in pages}
        self._redraw()

    def show_page(self, page: str) -> None:
        """Turn to ``page``; one that is not there is left alone."""
        if page not in self._pages or page == self._current:
            return
        if self._current:
            self._past.append(self._current)
        self._turn(page)

    def go_back(self) -> None:
        """To the page before."""
        if self._past:
            self._turn(self._past.pop())

    # -- parts

    def _make_side(self) -> QWidget:
        side = QFrame(self)
        side.setObjectName("ListPane")
        side.setFixedWidth(_LIST_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(8)
        self.search.setPlaceholderText(tr("Search the help"))
        self.search.setAccessibleName(tr("Search the help"))
        self.search.setClearButtonEnabled(True)
        for button in self.search.findChildren(QToolButton):
            button.setAccessibleName(tr("Clear the search"))
        self.search.textChanged.connect(lambda _: self._fill())
        self.search.installEventFilter(self)
        self.list.setAccessibleName(tr("Pages"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setObjectName("HelpList")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._chosen)
        column.addWidget(self.search)
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        return side

    def _make_view(self) -> QWidget:
        view = self.view
        view.setAccessibleName(tr("Page"))
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setOpenLinks(False)
        view.setOpenExternalLinks(False)
        view.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        view.setLineWrapColumnOrWidth(MEASURE + 80)
        view.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        view.anchorClicked.connect(self._follow)
        return view

    def _make_keys(self) -> None:
        for keys, run in (
            ("Ctrl+F", self._to_search),
            ("Alt+Left", self.go_back),
            ("F6", self._other_side),
            ("Ctrl+W", self.close),
            ("F3", lambda: self.step(1)),
            ("Shift+F3", lambda: self.step(-1)),
            ("Esc", self._leave),
        ):
            QShortcut(QKeySequence(keys), self, run)

    # -- turning pages

    def _turn(self, page: str) -> None:
        self._current = page
        self._redraw()
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item.data(_ID) == page:
                self.list.blockSignals(True)
                self.list.setCurrentItem(item)
                self.list.blockSignals(False)

    def _redraw(self) -> None:
        page = self._pages[self._current]
        place = self.view.verticalScrollBar().value()
        base = QUrl.fromLocalFile(str(resource(f"help/{self._language}/{page.id}.md")))
        same = self.view.property("page") == page.id
        self.view.setProperty("page", page.id)
        show_page(self.view.document(), page.text, base, self._theme.tokens)
        self.view.moveCursor(QTextCursor.MoveOperation.Start)
        self.view.verticalScrollBar().setValue(place if same else 0)
        self._mark()

    def _follow(self, url: QUrl) -> None:
        """Only from page to page; nothing is opened outside."""
        if not url.scheme() and url.fileName().endswith(".md"):
            self.show_page(url.fileName().removesuffix(".md"))

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.show_page(str(item.data(_ID)))

    # -- search

    def _fill(self) -> None:
        """List the pages that have all words searched for, the best first."""
        query = self.search.text().strip()
        pages = list(self._pages.values())
        if query:
            found = [(matches(page, query), page) for page in pages]
            found.sort(key=lambda each: -each[0])
            pages = [page for count, page in found if count]
        self.list.blockSignals(True)
        self.list.clear()
        for page in pages:
            item = QListWidgetItem(page.title, self.list)
            item.setData(_ID, page.id)
            if page.id == self._current:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self.words.setText("" if pages else tr("No page has these words."))
        self.words.setVisible(not pages)
        if query and pages and self._current not in [page.id for page in pages]:
            self.show_page(pages[0].id)
        self._mark()

    def _mark(self) -> None:
        """Show where the words stand, and go to the first place."""
        marks: list[QTextEdit.ExtraSelection] = []
        for word in self.search.text().split():
            cursor = self.view.document().find(word, 0, QTextDocument.FindFlag(0))
            while not cursor.isNull() and len(marks) < _MARKED:
                mark = QTextEdit.ExtraSelection()
                mark.cursor = cursor
                mark.format.setBackground(wash("#e69f00", self._theme.tokens))
                mark.format.setForeground(QColor(self._theme.tokens.text))
                marks.append(mark)
                cursor = self.view.document().find(word, cursor, QTextDocument.FindFlag(0))
        marks.sort(key=lambda mark: mark.cursor.selectionStart())
        self._marks = marks
        self.view.setExtraSelections(marks)
        if marks:
            self._go(marks[0].cursor)

    _marks: Sequence[QTextEdit.ExtraSelection] = ()

    def step(self, by: int) -> None:
        """To the next (1) or the previous (-1) place of what is searched for, round and round."""
        starts = [mark.cursor.selectionStart() for mark in self._marks]
        if not starts:
            return
        here = self.view.textCursor().selectionStart()
        later = [at for at in starts if at > here] or starts[:1]
        earlier = [at for at in starts if at < here] or starts[-1:]
        at = starts.index(later[0] if by > 0 else earlier[-1])
        self._go(self._marks[at].cursor)

    def _go(self, place: QTextCursor) -> None:
        cursor = QTextCursor(place)
        cursor.setPosition(place.selectionStart())
        self.view.setTextCursor(cursor)
        self.view.ensureCursorVisible()

    # -- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the search field: Enter goes through the places, Down into the list."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            return True
        if event.key() == Qt.Key.Key_Down and self.list.count():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _other_side(self) -> None:
        other = self.list if self.view.hasFocus() else self.view
        other.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave(self) -> None:
        """Escape empties the search, then closes."""
        if self.search.text():
            self.search.clear()
        else:
            self.close()

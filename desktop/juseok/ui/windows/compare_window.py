"""Two or three layers of an article side by side, each today or as it was, and what differs."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSplitter,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from juseok.core.messages import Message
from juseok.core.sentences import split_line
from juseok.services.review.side_by_side import MOST, Side
from juseok.ui.action_spec import ActionSpec, Context
from juseok.ui.compare.article_scan import ArticleScan
from juseok.ui.compare.articles_page import ArticlesPage
from juseok.ui.compare.column import Column, absent_version
from juseok.ui.compare.comparing import Comparing
from juseok.ui.compare.in_step import InStep
from juseok.ui.compare.moment_dialog import MomentDialog
from juseok.ui.compare.rows_page import RowsPage
from juseok.ui.compare.words import Saying
from juseok.ui.context import PanelContext
from juseok.ui.i18n import sentence, tr
from juseok.ui.review.cards import Version
from juseok.ui.single_keys import SingleKeys
from juseok.ui.theme import ui_font
from juseok.ui.widgets.fitting import fit_to_screen
from juseok.ui.widgets.labels import ElidedLabel, Label, icon_button
from juseok.ui.widgets.plain import set_tip

_PAUSE_MS: Final = 250
_BELOW: Final = 190
"""Pixels of the list when the window opens."""
_TOOLS: Final = (
    ("compare.previous_article", "chevron-up"),
    ("compare.next_article", "chevron-down"),
    ("compare.in_step", "link"),
    ("compare.third", "columns"),
    ("compare.swap", "arrow-left-right"),
    ("compare.go", "file-text"),
)


class CompareWindow(QWidget):
    """Reads only: nothing that is pressed here changes a project."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Compare – Juseok"))
        self._context, self._session = context, context.session
        self.comparing = Comparing(context.session, self)
        self.scan = ArticleScan(context.session, self)
        self.in_step = InStep(self)
        self.columns = [Column(context, number, self) for number in range(MOST)]
        self.rows, self.articles = RowsPage(self.comparing, self), ArticlesPage(self)
        self.tabs = QTabWidget(self)
        self.title, self.about = ElidedLabel(self, name="Title"), ElidedLabel(self, name="Quiet")
        self.told = Label(parent=self, name="Quiet", pixels=12, wrap=True)
        self.tools = {action: self._tool(action, name) for action, name in _TOOLS}
        self.asked: MomentDialog | None = None
        self._scanned: tuple[Side, ...] = ()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._lay_out()
        self._connect()
        fit_to_screen(self, 1360, 860)
        self.rows.view.setFocus()

    # -- its parts

    def _tool(self, action: str, name: str) -> QToolButton:
        router = self._context.router
        spec = router.spec(action)
        button = icon_button(name, router.name(spec), self)
        keys = router.keys(spec)
        words = router.name(spec)
        set_tip(button, f"{words} ({keys[0].label()})" if keys else words)
        button.setCheckable(spec.checkable)
        button.clicked.connect(partial(router.trigger, action))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _lay_out(self) -> None:
        self.title.setFont(ui_font(pixels=15, strong=True))
        head = QFrame(self)
        head.setObjectName("SecondHead")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.about)
        line = QHBoxLayout(head)
        line.setContentsMargins(16, 6, 8, 6)
        line.setSpacing(4)
        line.addLayout(words, 1)
        for button in self.tools.values():
            line.addWidget(button)
        self.told.setContentsMargins(16, 6, 16, 6)
        self.told.hide()
        self.side_by_side = QSplitter(self)
        for column in self.columns:
            self.side_by_side.addWidget(column)
            self.in_step.join(column.view)
        self.tabs.setObjectName("Tabs")
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.rows, tr("Differences"))
        self.tabs.addTab(self.articles, tr("Articles that differ"))
        split = QSplitter(Qt.Orientation.Vertical, self)
        for each in (self.side_by_side, split):
            each.setHandleWidth(1)
            each.setChildrenCollapsible(False)
        split.addWidget(self.side_by_side)
        split.addWidget(self.tabs)
        split.setStretchFactor(0, 1)
        split.setSizes([600, _BELOW])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(head)
        box.addWidget(self.told)
        box.addWidget(split, 1)

    def _connect(self) -> None:
        comparing, session, scan = self.comparing, self._session, self.scan
        comparing.arrived.connect(self._arrived)
        comparing.moved.connect(self._moved)
        comparing.failed.connect(self._tell_failed)
        comparing.busy.connect(self._tell_busy)
        keys = SingleKeys(self._context.router, Context.COMPARE, self, leaves=self._leaves_to_list)
        for column in self.columns:
            column.layer_chosen.connect(self._take_layer)
            column.moment_asked.connect(self._ask_moment)
            column.record_chosen.connect(self._take_record)
            keys.watch(column.view)
        keys.watch(self.rows.view)
        self.rows.jump_asked.connect(self.jump)
        keys.watch(self.articles.view)
        self.articles.chosen.connect(self._take_article)
        self.articles.start_asked.connect(self.look_through)
        self.articles.stop_asked.connect(scan.stop)
        scan.found.connect(self.articles.model.add)
        scan.moved.connect(self.articles.show_moved)
        scan.ended.connect(self.articles.show_ended)
        scan.failed.connect(session.error)
        self._pause.timeout.connect(comparing.read)
        session.saved.connect(self._start_pause)
        session.closing.connect(self.close)
        self._context.settings.changed.connect(self._setting_changed)
        self._setting_changed("reading.sentence_lines")
        self.destroyed.connect(comparing.close)
        for keys, run in (
            ("Ctrl+W", self.close),
            ("Ctrl+F", self.rows.field.setFocus),
            ("F6", self._next_part),
            ("Esc", self._leave),
        ):
            QShortcut(QKeySequence(keys), self, run)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.scan.end()
        self.comparing.close()
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_columns()

    # -- what is shown

    def show_article(self, article: str, sides: tuple[Side, ...] = (), record: str = "") -> None:
        """Compare ``sides`` of an article; without any, those in force, or who worked in it."""
        self.comparing.show(article, sides, record=record)

    def _arrived(self) -> None:
        comparing = self.comparing
        found = comparing.found
        self.told.setVisible(comparing.hidden)
        self.told.setText(
            tr("Not everybody’s work may be seen in this article before you have finished it; "
               "what may be seen is shown.")
        )  # fmt: skip
        for number, column in enumerate(self.columns):
            column.setVisible(found is not None and number < len(found.sides))
        if found is None:
            self.title.say("")
            return
        if self._scanned and found.sides != self._scanned and not comparing.hidden:
            self.scan.stop()
            self._scanned = ()
            self.articles.forget()
        about = found.article.metadata
        self.title.say(about.title or tr("Untitled"))
        day = (about.published.iso or "")[:10] or about.published.raw
        self.about.say(" · ".join(filter(None, (about.publisher, day))))
        counts = {each.layer.id: each.count for each in found.voices}
        for number, side in enumerate(found.sides):
            column = self.columns[number]
            column.offer(comparing.looks, counts, side.layer)
            column.tell_moment(comparing.when_of(side))
            column.show_side(comparing.views[number], comparing.scheme)
        self.articles.hold(comparing.article)
        self._fit_columns()
        self._tell_tools()

    def _fit_columns(self) -> None:
        shown = [each for each in self.columns if each.isVisibleTo(self)]
        for column in shown:
            column.fit(len(shown))
        if shown:
            width = max(1, self.width() // len(shown))
            self.side_by_side.setSizes([width if each in shown else 0 for each in self.columns])

    def _moved(self) -> None:
        """The row in hand stands out on every side, and its versions are below."""
        comparing = self.comparing
        found, row = comparing.found, comparing.current
        if found is None:
            return
        saying = Saying(comparing.scheme, self._session.index, found)
        shown = self.columns[: len(found.sides)]
        versions: list[Version] = []
        for number, side in enumerate(found.sides):
            look = comparing.looks.get(side.layer)
            lines = tuple(saying.lines(row, number)) if row is not None else ()
            versions.append(Version(look, lines) if lines or row is None else absent_version(look))
            shown[number].card.show_version(versions[-1])
        for column in shown:
            column.give(max(each.wanted for each in shown))
        in_step, self.in_step.on = self.in_step.on, False  # each shows its own place
        for column in shown:
            column.show_row(row)
        self.in_step.on = in_step
        if row is not None and in_step:
            first = min(row.members, default=0)
            self.in_step.scrolled(self.columns[first].view)
        self._tell_tools()

    def _tell_failed(self, message: Message) -> None:
        self.told.setText(sentence(message))
        self.told.show()

    def _tell_busy(self, words: str) -> None:
        """A long article takes a while; another article, or closing, gives it up."""
        if words:
            self.told.setText(words)
        self.told.setVisible(bool(words) or self.comparing.hidden)

    def _tell_tools(self) -> None:
        router = self._context.router
        for action, button in self.tools.items():
            spec = router.spec(action)
            button.setEnabled(router.is_enabled(spec))
            if spec.checkable:
                button.setChecked(router.is_checked(spec))

    def _setting_changed(self, key: str) -> None:
        if key == "reading.sentence_lines":
            lines = self._context.settings.flag(key)
            self.comparing.splitter = split_line if lines else None
        if key.startswith("reading."):
            self._fit_columns()

    def _start_pause(self, *_: object) -> None:
        self._pause.start()

    # -- whose work, and as of when

    def _take_layer(self, number: int, layer: str) -> None:
        found = self.comparing.found
        if found is not None and number < len(found.sides):
            held = found.sides[number]
            self.comparing.set_side(number, Side(layer, held.action, held.at))

    def _ask_moment(self, number: int) -> None:
        comparing = self.comparing
        if comparing.found is None or number >= len(comparing.found.sides):
            return
        side = comparing.found.sides[number]
        voice = next((v for v in comparing.voices if v.layer.id == side.layer), None)
        dialog = MomentDialog(
            self._session, side, article=comparing.article, names=not comparing.anonymous,
            annotator=voice.layer.annotator if voice is not None else "", parent=self,
        )  # fmt: skip
        dialog.chosen.connect(partial(comparing.set_side, number))
        dialog.destroyed.connect(self._moment_gone)
        self.asked = dialog
        dialog.show()

    def _moment_gone(self) -> None:
        self.asked = None

    # -- going about

    def jump(self) -> None:
        """Have every column show the row in hand, and the text at it."""
        self._moved()
        row = self.comparing.current
        for column in self.columns:
            place = column.place(row) if column.isVisibleTo(self) else None
            if place is not None:
                column.view.select(place[0], place[0])
                break

    def step(self, by: int) -> None:
        """To the next difference, or the one before."""
        if not self.comparing.step(by):
            self._say_end(by)

    def _say_end(self, by: int) -> None:
        self._context.say(
            tr("This is the last difference of the article.") if by > 0
            else tr("This is the first difference of the article.")
        )  # fmt: skip

    def step_article(self, by: int) -> None:
        """To the next article that differs, where they were looked for; else of the list."""
        ids = self.articles.model.ids or list(self._context.place.listed)
        here = self.comparing.article
        at = ids.index(here) + by if here in ids else (0 if by > 0 else len(ids) - 1)
        if 0 <= at < len(ids):
            self.show_article(ids[at])

    def _take_article(self, article: str) -> None:
        self.show_article(article)

    def _take_record(self, record: str) -> None:
        """A click on a mark: its row, if it is listed, is in hand."""
        self.comparing.hold_record(record)

    def look_through(self) -> None:
        """Look for the articles in which these sides differ."""
        found = self.comparing.found
        if found is not None:
            self.tabs.setCurrentWidget(self.articles)
            self._scanned = found.sides
            self.articles.begin()
            self.scan.start(found.sides)

    def turn_articles(self) -> None:
        """From the differences of this article to the articles that differ, and back."""
        page = self.rows if self.tabs.currentWidget() is self.articles else self.articles
        self.tabs.setCurrentWidget(page)
        page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def turn_equal(self) -> None:
        """Show also what is the same, or only what differs."""
        self.rows.equal.toggle()

    def turn_in_step(self) -> None:
        """Scroll together, or each column by itself."""
        self.in_step.set_on(not self.in_step.on)
        self._tell_tools()

    def go(self) -> None:
        """Show the place in the main window."""
        row, place = self.comparing.current, self._context.place
        start = row.start if row is not None and row.end else -1
        place.go(self.comparing.article, start, row.end if row is not None and row.end else -1)
        place.focus_text()

    # -- keys

    def _leaves_to_list(self, widget: QObject, spec: ActionSpec) -> bool:
        """Enter in the list of articles opens one of them; elsewhere it goes to the text."""
        return widget is self.articles.view and spec.id == "compare.jump"

    def _next_part(self) -> None:
        """From the list through the columns and back."""
        parts = [self.tabs.currentWidget(), *(c.view for c in self.columns if c.isVisibleTo(self))]
        here = next((n for n, part in enumerate(parts) if part.isAncestorOf(self.focusWidget())
                     or part is self.focusWidget()), -1)  # fmt: skip
        parts[(here + 1) % len(parts)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave(self) -> None:
        """Escape empties the field, then closes."""
        if self.rows.field.text():
            self.rows.field.clear()
        else:
            self.close()

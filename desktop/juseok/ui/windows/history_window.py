"""Who did what when, beside the work: a list to narrow, and the article as it was at each step."""

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QSlider,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from juseok.core.errors import KnownError
from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.services.history.past import Restoring, bring_back
from juseok.services.history.reading import Asked, here
from juseok.services.review.side_by_side import Side
from juseok.store.fold import Order
from juseok.store.past import GoneMemory
from juseok.store.timeline import Question
from juseok.ui.context import PanelContext
from juseok.ui.i18n import mark, sentence, tr
from juseok.ui.models.history_list import HistoryLine, HistoryListModel
from juseok.ui.widgets.filter_field import FilterField
from juseok.ui.widgets.fitting import fit_to_screen
from juseok.ui.widgets.labels import Label
from juseok.ui.windows.history_page import PastPage
from juseok.ui.windows.history_reads import HistoryReads, Listed, Shown, Wanted, With
from juseok.ui.windows.history_row import HistoryRowDelegate

_PAUSE_MS: Final = 200
_LIST_WIDTH: Final = 380
_KINDS: Final = (
    ("", mark("Everything")),
    (Kind.MENTION, mark("Mentions")),
    (Kind.CLAIM, mark("Claims")),
    (Kind.RELATIONSHIP, mark("Relationships")),
    (Kind.ENTITY, mark("Entities")),
    (Kind.REMARK, mark("Notes and questions")),
    (Kind.VERDICT, mark("Verdicts")),
    (Kind.ARTICLE_STATE, mark("State of an article")),
)
_AGAINST: Final[tuple[tuple[With, str], ...]] = (
    ("today", mark("Compare with today")),
    ("before", mark("Compare with the step before")),
    ("", mark("Compare with nothing")),
)
SCOPES: Final = (
    ("article", mark("This article")),
    ("object", mark("This annotation")),
    ("project", mark("The whole project")),
)


class HistoryWindow(QWidget):
    """About the article and annotation that were in hand when it was opened."""

    def __init__(
        self, context: PanelContext, memory: GoneMemory, *, scope: str, article: str, obj: str
    ) -> None:
        """``memory``: what is gone, looked for once in a sitting."""
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("History – Juseok"))
        self._context, self._session = context, context.session
        self._article, self._obj = article, obj
        self._reads = HistoryReads(context.session, memory)
        self._before: Order | None = None
        self._held = ""
        self.model = HistoryListModel(self)
        self.list = QListView(self)
        self.scope, self.who, self.kind = QComboBox(self), QComboBox(self), QComboBox(self)
        self.filter = FilterField(tr("Words of what was done"), self)
        self.against, self.layer = QComboBox(self), QComboBox(self)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.empty = Label(parent=self, name="Quiet", wrap=True)
        self.page = PastPage(context.session.scheme, context.theme, self)
        self.go = QPushButton(tr("Go there"), self)
        self.compare = QPushButton(tr("Side by side…"), self)
        self.object_back = QPushButton(tr("Bring this annotation back"), self)
        self.article_back = QPushButton(tr("Bring the article back"), self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._fill_choices(scope)
        self._lay_out()
        self._connect()
        fit_to_screen(self, 1180, 760)
        self.reload()
        self.list.setFocus()

    # -- its parts

    def _fill_choices(self, scope: str) -> None:
        for name, words in SCOPES:
            if (name != "object" or self._obj) and (name == "project" or self._article):
                self.scope.addItem(tr(words), name)
        self.scope.setCurrentIndex(max(0, self.scope.findData(scope)))
        self.who.addItem(tr("Everybody"), "")
        for kind, words in _KINDS:
            self.kind.addItem(tr(words), str(kind))
        for against, words in _AGAINST:
            self.against.addItem(tr(words), against)
        self.layer.addItem(tr("Own work"), self._session.layer)
        for box, words in (
            (self.scope, tr("History of what")),
            (self.who, tr("Who did it")),
            (self.kind, tr("What it was done to")),
            (self.against, tr("Compare with")),
            (self.layer, tr("Whose work is compared")),
        ):
            box.setAccessibleName(words)

    def _lay_out(self) -> None:
        side = QFrame(self)
        side.setObjectName("ListPane")
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.scope)
        row = QHBoxLayout()
        row.addWidget(self.who, 1)
        row.addWidget(self.kind, 1)
        column.addLayout(row)
        column.addWidget(self.filter)
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)
        self.list.setModel(self.model)
        self.list.setItemDelegate(HistoryRowDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(tr("What was done, the latest first"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.slider.setAccessibleName(tr("Moments, from the earliest to the latest"))
        self.slider.setPageStep(10)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.setSpacing(8)
        for widget in (self.against, self.layer):
            foot.addWidget(widget)
        foot.addStretch(1)
        for button in (self.compare, self.go, self.object_back, self.article_back):
            button.setAutoDefault(False)
            foot.addWidget(button)
        line = QHBoxLayout()
        line.setContentsMargins(16, 8, 16, 0)
        line.addWidget(self.slider)
        right = QWidget(self)
        box = QVBoxLayout(right)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.page, 1)
        box.addLayout(line)
        box.addLayout(foot)
        split = QSplitter(self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(side)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([_LIST_WIDTH, 800])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

    def _connect(self) -> None:
        for box in (self.scope, self.who, self.kind):
            box.currentIndexChanged.connect(self._start_pause)
        self.filter.textChanged.connect(self._start_pause)
        self._pause.timeout.connect(self.reload)
        self.model.more_asked.connect(self._more)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.list.activated.connect(self._activated)
        self.against.currentIndexChanged.connect(self._show_again)
        self.layer.currentIndexChanged.connect(self._show_again)
        self.slider.valueChanged.connect(self._slid)
        self.go.clicked.connect(self.go_there)
        self.compare.clicked.connect(self.compare_there)
        self.article_back.clicked.connect(self.bring_article_back)
        self.object_back.clicked.connect(self.bring_object_back)
        self._session.saved.connect(self._start_pause)
        self._session.merged.connect(self._start_pause)
        self._session.closing.connect(self.close)
        self.destroyed.connect(self._reads.close)
        for keys, run in (
            ("Ctrl+F", self.filter.setFocus),
            ("Ctrl+W", self.close),
            ("F6", self._other_side),
            ("Ctrl+B", self.bring_article_back),
            ("F12", self.compare_there),
            ("Esc", self._leave),
        ):
            QShortcut(QKeySequence(keys), self, run)

    # -- the list

    @property
    def asked(self) -> Asked:
        """What the choices ask for."""
        scope = self.scope.currentData()
        question = Question(
            article=self._article if scope == "article" else "",
            obj=self._obj if scope == "object" else "",
            annotator=self.who.currentData() or "",
            kind=self.kind.currentData() or "",
        )
        return Asked(question, self.filter.text())

    def reload(self) -> None:
        """Read the first page anew; the step in hand stays in hand where it is listed."""
        self._pause.stop()
        self._reads.list(self.asked, None, partial(self._take, True))

    def _start_pause(self, *_: object) -> None:
        self._pause.start()

    def _more(self) -> None:
        self._reads.list(self.asked, self._before, partial(self._take, False))

    def _take(self, fresh: bool, listed: Listed) -> None:
        if fresh:
            self.model.clear()
            self._name_people(listed)
        self._before = listed.page.before
        named = self._context.session.named
        entries = [replace(each, label=named(each.label)) for each in listed.page.entries]
        self.model.add(entries, listed.names, listed.titles)
        self.model.has_more = self._before is not None
        count = self.model.rowCount()
        self.empty.setText("" if count else tr("Nothing that was done meets this."))
        self.empty.setVisible(not count)
        self.slider.blockSignals(True)
        self.slider.setRange(0, max(0, count - 1))
        self.slider.blockSignals(False)
        if fresh:
            at = max(0, self.model.number_of(self._held)) if count else -1
            self.list.setCurrentIndex(self.model.index(at) if at >= 0 else QModelIndex())
            if not count:
                self._show_line(None)
        elif not listed.page.entries and self._before is not None:
            self._more()

    def _name_people(self, listed: Listed) -> None:
        for box, rows in ((self.who, listed.names), (self.layer, listed.layers)):
            box.blockSignals(True)
            for name, words in sorted(rows.items(), key=lambda item: str(item[1])):
                if box.findData(name) < 0:
                    box.addItem(sentence(words) if isinstance(words, Message) else words, name)
            box.blockSignals(False)
        self.layer.setVisible(self.layer.count() > 1)

    # -- the step in hand

    @property
    def line(self) -> HistoryLine | None:
        """The step that is chosen."""
        return self.model.line(self.list.currentIndex().row())

    def _chosen(self, current: QModelIndex, _: QModelIndex) -> None:
        self._show_line(self.model.line(current.row()))

    def _show_again(self, *_: object) -> None:
        self._show_line(self.line)

    def _show_line(self, line: HistoryLine | None) -> None:
        article = self._article_of(line)
        for button in (self.compare, self.go, self.article_back, self.object_back):
            button.setEnabled(bool(article))
        self.object_back.setEnabled(bool(article and self._object_of(line)))
        if line is None or not article:
            self.page.show_nothing(tr("Choose a step in the list.") if line is None else
                                   tr("This step is in no article, or in many."))  # fmt: skip
            return
        self._held = line.entry.action
        row = self.list.currentIndex().row()
        self.slider.blockSignals(True)
        self.slider.setValue(self.slider.maximum() - row)
        self.slider.blockSignals(False)
        earlier = self.model.line(row + 1)
        against: With = self.against.currentData()
        wanted = Wanted(
            line.entry.action, article, self.layer.currentData(), against,
            earlier.entry.action if earlier is not None else "",
        )  # fmt: skip
        self._reads.show(wanted, self._show)

    def _show(self, shown: Shown | None) -> None:
        line = self.line
        if shown is None or line is None or shown.action != line.entry.action:
            return
        words = tr("As it was on {when}, after: {what}. To read only.",
                   when=here(line.entry.at), what=line.words)  # fmt: skip
        said = {"today": tr("Since then:"), "before": tr("In this step:")}
        against = self.against.currentData()
        same = tr("nothing differs") if against and not shown.found else ""
        self.page.show_state(shown, words, " ".join(filter(None, (said.get(against), same))))

    def _article_of(self, line: HistoryLine | None) -> str:
        """The article whose past is shown: the step's own, else the one the window is about."""
        if line is None:
            return ""
        about = self._article if self.scope.currentData() != "project" else ""
        return about or line.entry.article

    def _object_of(self, line: HistoryLine | None) -> str:
        if self.scope.currentData() == "object":
            return self._obj
        kinds = (Kind.MENTION, Kind.CLAIM, Kind.RELATIONSHIP, Kind.CLAIM_LINK, Kind.REMARK)
        return line.entry.obj if line is not None and line.entry.kind in kinds else ""

    def _slid(self, value: int) -> None:
        self.list.setCurrentIndex(self.model.index(self.slider.maximum() - value))

    def _activated(self, _: QModelIndex) -> None:
        self.go_there()

    def go_there(self) -> None:
        """Show the place of the step in the main window."""
        line = self.line
        article = self._article_of(line)
        if line is None or not article:
            return
        marks = (each for each in self.page.view.page.marks.all() if each.record == line.entry.obj)
        start, end = next((each.spans[0] for each in marks), (-1, -1))
        self._context.place.go(article, start, end)
        self._context.place.focus_text()

    def compare_there(self) -> None:
        """The layer as it was behind the step, and as it is today, side by side."""
        line = self.line
        article = self._article_of(line)
        if line is not None and article:
            layer = self.layer.currentData()
            sides = (Side(layer, action=line.entry.action), Side(layer))
            self._context.place.ask_compare(article, sides, line.entry.obj)

    # -- bringing back

    def bring_article_back(self) -> None:
        """Give one's own work on the article the state it had; undo takes that back."""
        self._bring_back("")

    def bring_object_back(self) -> None:
        """Give the annotation of this step the state it had."""
        self._bring_back(self._object_of(self.line))

    def _bring_back(self, only: str) -> None:
        line = self.line
        article = self._article_of(line)
        if line is not None and article:
            take = partial(self._brought, article, only, here(line.entry.at))
            self._reads.restoring(line.entry.action, article, take)

    def _brought(self, article: str, only: str, when: str, held: Restoring | None) -> None:
        if held is None:
            return
        try:
            action = bring_back(held=held, article=article, when=when, only=only)
        except KnownError as error:
            self.page.told.setText(sentence(error.message))
            return
        if action is None:
            self.page.told.setText(tr("It is as it was then; nothing to bring back."))
        elif self._session.apply(action):
            self._context.say(sentence(self._context.session.named(action.label)))

    # -- keys

    def _other_side(self) -> None:
        other = self.page.view if self.list.hasFocus() else self.list
        other.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave(self) -> None:
        """Escape empties the field, then closes."""
        if self.filter.text():
            self.filter.clear()
        else:
            self.close()

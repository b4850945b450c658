"""Before an article is finished: what may be missing, in a strip under the text."""

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QPushButton, QVBoxLayout, QWidget

from juseok.core.brief import EVERYTHING
from juseok.core.model import Claim, Relationship, Remark
from juseok.core.validate import Finding
from juseok.services.tagging.finish import finish_list
from juseok.ui.context import PanelContext
from juseok.ui.i18n import tr
from juseok.ui.models.finding_list import ROW_ROLE, FindingListModel
from juseok.ui.panels.finish_row import FindingRowDelegate
from juseok.ui.widgets.labels import Label, icon_button
from juseok.ui.widgets.plain import set_tip

_PAUSE_MS: Final = 150
_ROWS: Final = 6
_POINTED: Final = frozenset({"quotation", "untagged"})
"""Findings about words that nothing holds yet: they are selected, ready for a key."""


class FinishStrip(QFrame):
    """Looks the article over, off the GUI thread, and again after each edit while it is open.

    ``clean(article)``: there is nothing to look at.  ``finish_asked()``: finish all the same.
    """

    clean = Signal(str)
    finish_asked = Signal()

    def __init__(self, context: PanelContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("FindBar")
        self.setAccessibleName(tr("Before finishing"))
        self._context = context
        self._session, self._place = context.session, context.place
        self._following = False
        self._at = 0
        """Which place of the row in front is shown."""
        self.article = ""
        self.model = FindingListModel(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: self._look(opening=False))
        self.words = Label(parent=self, strong=True)
        self.finish = QPushButton(tr("Finish all the same"), self)
        set_tip(
            self.finish,
            tr("{key} once more", key=context.router.key_words("article.finish")),
        )
        self.finish.clicked.connect(self.finish_asked)
        close = icon_button("x", tr("Go on with the article"), self)
        close.clicked.connect(self.leave)
        self.view = self._make_view()
        top = QHBoxLayout()
        top.setContentsMargins(16, 6, 8, 2)
        top.setSpacing(8)
        top.addWidget(self.words, 1)
        top.addWidget(self.finish)
        top.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 8)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(self.view)
        self._place.article_changed.connect(self._article_changed)
        self._session.annotations_changed.connect(self._annotations_changed)
        self.hide()

    def _make_view(self) -> QListView:
        view = QListView(self)
        view.setAccessibleName(tr("What may be missing"))
        set_tip(view, tr("Enter: the next place of the row. Shift+Enter: on in the text."))
        view.setModel(self.model)
        view.setUniformItemSizes(True)
        view.setItemDelegate(FindingRowDelegate(view))
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.clicked.connect(lambda index: self._go(index, stay=False))
        view.selectionModel().currentChanged.connect(lambda index, _: self._go(index, stay=True))
        view.installEventFilter(self)
        return view

    def open(self) -> None:
        """Look the article over; show what was found, or tell that it is clean."""
        self.article = self._place.article
        self._look(opening=True)

    def is_open(self) -> bool:
        """Whether the findings of the article on screen are shown."""
        return not self.isHidden() and self.article == self._place.article

    def leave(self) -> None:
        """Away with it; back to the article."""
        self.hide()
        self._place.focus_text()

    # -- looking

    def _look(self, *, opening: bool) -> None:
        workspace = self._session.workspace(self.article)
        if workspace is None:
            return
        article, annotations = workspace.article, workspace.annotations
        scheme, layer = self._session.scheme, self._session.layer
        brief = self._place.brief or EVERYTHING

        def look(_: object, __: object) -> tuple[Finding, ...]:
            return finish_list(
                article=article, annotations=annotations, scheme=scheme, layer=layer, brief=brief
            )

        def take(found: tuple[Finding, ...]) -> None:
            if article.id == self._place.article:
                self._show(found, opening=opening)

        self._session.tasks.run(look, take, slot="finish", label=tr("Looking the article over…"))

    def _show(self, found: tuple[Finding, ...], *, opening: bool) -> None:
        if opening and not found:
            self.hide()
            self.clean.emit(self.article)
            return
        self._following = True
        self.model.show(found, self._session.scheme)
        self._following = False
        count = len(found)
        self.words.setText(
            tr("{count} place(s) may want a second look", count=count)
            if count > 1
            else tr("One place may want a second look")
            if count
            else tr("Nothing is left to look at")
        )
        self.finish.setText(tr("Finish all the same") if count else tr("Finish"))
        self.view.setVisible(bool(count))
        self.view.setFixedHeight(FindingRowDelegate.size.height() * min(count, _ROWS))
        if opening:
            self.show()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.view.setCurrentIndex(self.model.index(0))

    def _article_changed(self, _: str) -> None:
        self.hide()

    def _annotations_changed(self, article: str, _: object) -> None:
        if article == self.article and not self.isHidden():
            self._pause.start()

    # -- hands

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        assert isinstance(event, QKeyEvent)
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return True
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            index = self.view.currentIndex()
            back_to_text = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if back_to_text or not self._next_place(index):
                self._go(index, stay=False)
            return True
        return False

    def _next_place(self, index: QModelIndex) -> bool:
        """Go round the places of a row that has several; whether it has."""
        places = self.model.places(index.row()) if index.isValid() else ()
        if len(places) < 2:
            return False
        self._at = (self._at + 1) % len(places)
        self._show_place(places[self._at])
        return True

    def _go(self, index: QModelIndex, *, stay: bool) -> None:
        """Show what a row is about; unless ``stay``, with the hands in the text."""
        finding = index.data(ROW_ROLE)
        if self._following or not isinstance(finding, Finding):
            return
        if stay:
            self._at = 0
        elif self._at:
            finding = self.model.places(index.row())[self._at]
        self._show_place(finding)
        if not stay:
            self._place.focus_text()

    def _show_place(self, finding: Finding) -> None:
        workspace = self._session.workspace(self.article)
        if workspace is None:
            return
        if finding.rule in _POINTED:
            self._place.take("")
            if finding.span is not None:
                self._place.pick(finding.span.start, finding.span.end)
            return
        if finding.span is not None:
            self._place.pick(finding.span.start, finding.span.start)
        record = next((o for o in finding.objects if workspace.get(o) is not None), "")
        match workspace.get(record):
            case Remark():
                self._place.take(next(iter(finding.objects[1:]), ""))
                self._place.show_panel("notes")
            case Claim():
                self._place.take(record)
                self._place.open_claim(record)
                self._place.show_panel("claims")
            case Relationship():
                self._place.take(record)
                self._place.show_panel("relationships")
            case _:
                self._place.take(record)

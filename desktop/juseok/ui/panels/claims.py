"""The claim panel: the claims of the article as a table, the open one below."""

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QScrollArea,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from juseok.core.model import Claim
from juseok.services.tagging.claims import Modality
from juseok.ui.action_spec import Context
from juseok.ui.claim_linking import Linking
from juseok.ui.context import PanelContext
from juseok.ui.i18n import tr
from juseok.ui.keymap import chord_of
from juseok.ui.models.claim_list import ROW_ROLE, ClaimLine, ClaimListModel, Column, lines_of
from juseok.ui.panels.claim_form import ClaimForm
from juseok.ui.panels.claim_row import HEIGHT, ClaimRowDelegate
from juseok.ui.theme import GRID, ui_font
from juseok.ui.widgets.labels import EmptyLabel, Label

_WIDTHS: Final = {Column.SOURCE: 64, Column.CUE: 48, Column.ACT: 52, Column.CERTAINTY: 60}


class ClaimPanel(QWidget):
    """Table above, form below; what is current here is in hand in the text, and back."""

    def __init__(self, context: PanelContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session, self._place = context.session, context.place
        self._claiming = Linking(context)
        self._filling = False
        self.setAccessibleName(tr("Claims"))
        self.model = ClaimListModel(self)
        self.view = self._make_view()
        self._count = Label(parent=self, name="Quiet", pixels=12)
        self._count.setContentsMargins(16, 8, 8, 4)
        self._empty = EmptyLabel(self)
        self.form = ClaimForm(self._claiming, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(0)
        self._pause.timeout.connect(self.reload)
        self._arrange()
        self._connect()
        self.reload()

    def _make_view(self) -> QTableView:
        view = QTableView(self)
        view.setAccessibleName(tr("Claims of the article"))
        view.setObjectName("ClaimTable")
        view.setModel(self.model)
        view.setItemDelegate(
            ClaimRowDelegate(lambda: self._session.scheme, lambda: self._place.pointed_at, view)
        )
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setSortingEnabled(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(HEIGHT)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        view.setTabKeyNavigation(False)
        view.setMouseTracking(True)
        header = view.horizontalHeader()
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        header.setFixedHeight(28)
        header.setFont(ui_font(pixels=12))
        header.setSectionResizeMode(Column.CONTENT, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            name = str(self.model.headerData(column, Qt.Orientation.Horizontal))
            room = header.fontMetrics().horizontalAdvance(name) + 2 * GRID
            view.setColumnWidth(column, max(width, room))
        view.setSortingEnabled(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        view.selectionModel().currentRowChanged.connect(self._current_changed)
        view.entered.connect(lambda index: self._place.point(index.data(ROW_ROLE).claim.id))
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        return view

    def _arrange(self) -> None:
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.form)
        self._split = QSplitter(Qt.Orientation.Vertical, self)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        table = QWidget(self)
        inset = QVBoxLayout(table)
        inset.setContentsMargins(8, 0, 0, 0)
        inset.addWidget(self.view)
        self._split.addWidget(table)
        self._split.addWidget(self._scroll)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([224, 416])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._count)
        box.addWidget(self._empty, 1)
        box.addWidget(self._split, 1)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        session, place = self._session, self._place
        place.article_changed.connect(lambda _: self.reload())
        place.claim_changed.connect(self._follow)
        place.pointed.connect(lambda _: self.view.viewport().update())
        session.annotations_changed.connect(self._annotations_changed)
        session.entities_changed.connect(lambda _: self._pause.start())
        session.scheme_changed.connect(self._scheme_changed)
        self.model.modelReset.connect(lambda: self._follow(place.claim))
        self.model.act_chosen.connect(self._act_chosen)
        self.form.reached.connect(lambda field: self._scroll.ensureWidgetVisible(field, 0, 16))
        self.model.modality_chosen.connect(self._modality_chosen)
        self._context.theme.changed.connect(self.view.viewport().update)

    # -- what is shown

    def reload(self) -> None:
        """Read the claims of the article again, from memory."""
        self._pause.stop()
        claiming = self._claiming
        found = claiming.own_claims
        self._filling = True
        self.model.show(
            lines_of(found, scheme=self._session.scheme, words=lambda ref: claiming.named(ref)[0])
        )
        self._filling = False
        self._count.setText(tr("{count} claim(s)", count=f"{len(found):,}"))
        self._empty.setText(
            tr("No claims yet.\n\nSelect what somebody says and press {key}.",
               key=self._context.router.key_words("claim.new"))
        )  # fmt: skip
        for widget, shown in ((self._empty, not found), (self._split, bool(found)),
                              (self._count, bool(found))):  # fmt: skip
            widget.setVisible(shown)
        self._follow(self._place.claim)

    def _follow(self, claim: str) -> None:
        """The open claim is the current row, and its fields are shown."""
        if self._pause.isActive():
            self.reload()
            return
        place = self.model.place(claim)
        self._filling = True
        if place is None:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
        elif self.view.currentIndex().row() != place:
            self.view.setCurrentIndex(self.model.index(place, 0))
        if place is not None:
            self.view.scrollTo(self.model.index(place, 0))
        self._filling = False
        found = self._claiming.mine(claim)
        self._scroll.setVisible(found is not None)
        if found is not None:
            self.form.show_claim(found)

    def _keep_in_sight(self) -> None:
        """The form has just taken its room: the current row may lie below."""
        self.view.scrollTo(self.view.currentIndex())

    def _annotations_changed(self, article: str, _: object) -> None:
        if article == self._place.article:
            self._pause.start()

    def _scheme_changed(self) -> None:
        self.form.offer()
        self.reload()

    # -- hands

    def _current_changed(self, index: QModelIndex, _: QModelIndex) -> None:
        """A row that the person comes to is shown in the text and opened."""
        line = index.data(ROW_ROLE)
        if self._filling or not isinstance(line, ClaimLine):
            return
        start = line.claim.content[0].start
        self._place.pick(start, start)
        self._place.take(line.claim.id)
        self._place.open_claim(line.claim.id)

    def _current(self) -> Claim | None:
        line = self.view.currentIndex().data(ROW_ROLE)
        return line.claim if isinstance(line, ClaimLine) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave and watched is not self.view:
            self._place.point("")
        if event.type() == QEvent.Type.Resize and watched is not self.view:
            QTimer.singleShot(0, self.view, self._keep_in_sight)
        if event.type() != QEvent.Type.KeyPress or watched is not self.view:
            return False
        assert isinstance(event, QKeyEvent)
        claim = self._current()
        if event.key() == Qt.Key.Key_Escape:
            self._place.focus_text()
        elif claim is None:
            return False
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._place.focus_text()
        elif event.key() == Qt.Key.Key_Delete:
            self._claiming.delete(claim)
        else:
            return self._claim_key(event)
        return True

    def _claim_key(self, event: QKeyEvent) -> bool:
        """The keys of an open claim count in the table as they do in the text."""
        chord, router = chord_of(event), self._context.router
        spec = router.find(chord, (Context.CLAIM,)) if chord and chord.plain else None
        return spec is not None and router.trigger(spec.id)

    def _act_chosen(self, claim: str, value: str) -> None:
        found = self._claiming.mine(claim)
        if found is not None:
            self._claiming.set_attribute(found, "act", value)

    def _modality_chosen(self, claim: str, stand: Modality) -> None:
        found = self._claiming.mine(claim)
        if found is not None:
            self._claiming.set_modality(found, stand.certainty, stand.polarity)

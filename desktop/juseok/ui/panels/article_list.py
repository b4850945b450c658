"""The article list: filter as you type, order, and one calm two-line row per article."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QListView,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from juseok.ui.i18n import mark, tr
from juseok.ui.models.article_list import COLUMNS, ID_ROLE, ArticleListModel, ArticleSource
from juseok.ui.panels.article_row import ArticleRowDelegate
from juseok.ui.widgets.filter_field import FilterField
from juseok.ui.widgets.labels import Label, icon_button
from juseok.ui.widgets.rows import row_list

_PAUSE_MS: Final = 100
_STATES: Final = (
    ((), mark("All articles")),
    (("new", "in_progress"), mark("Unfinished")),
    (("new",), mark("New")),
    (("in_progress",), mark("In progress")),
    (("finished",), mark("Finished")),
    (("skipped",), mark("Skipped")),
)


class ArticleListPanel(QWidget):
    """``chosen(article)``: a person wants to read it."""

    chosen = Signal(str)

    def __init__(self, source: ArticleSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ListPane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Article list"))
        self.model = ArticleListModel(source, self)
        self._current = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._filter)
        self._field = FilterField(tr("Filter articles"), self)
        self._field.textEdited.connect(self._pause.start)
        self._field.textChanged.connect(lambda text: None if text else self._filter())
        self._field.installEventFilter(self)
        self._order = self._order_button()
        self.view = row_list(self.model, ArticleRowDelegate(self), name=tr("Articles"), parent=self)
        self.view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.view.clicked.connect(self._clicked)
        self.view.installEventFilter(self)
        self._count = Label(parent=self, name="Quiet", pixels=12)
        self._empty = Label(parent=self.view, name="Quiet", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.hide()
        top = QHBoxLayout()
        top.setContentsMargins(8, 8, 8, 4)
        top.setSpacing(4)
        top.addWidget(self._field)
        top.addWidget(self._order)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(self._count)
        box.addWidget(self.view, 1)
        self._count.setContentsMargins(16, 0, 8, 4)
        self.setFocusProxy(self.view)
        self._several: frozenset[str] = frozenset()
        self.model.modelAboutToBeReset.connect(self._keep_several)
        self.model.loaded.connect(self._loaded)

    def selected(self) -> list[str]:
        """The articles that are selected, in the order of the list."""
        found = self.view.selectionModel().selection()
        parts = sorted((part.top(), part.bottom()) for part in map(found.at, range(found.count())))
        return [each for top, bottom in parts for each in self.model.ids[top : bottom + 1]]

    def show_mine(self, on: bool) -> None:
        """Show only what a campaign assigns to the person at the window, or all again."""
        self.model.set_query(replace(self.model.query, mine=on))

    def focus_filter(self) -> None:
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def show_current(self, article: str) -> None:
        """Mark ``article`` as the one that is read."""
        self._current = article
        place = self.model.place(article)
        if place is None:
            self.view.clearSelection()
            return
        index = self.model.index(place, 0)
        how = QItemSelectionModel.SelectionFlag.ClearAndSelect
        if article in self._several:  # what was selected beside it stays so
            how = QItemSelectionModel.SelectionFlag.NoUpdate
        # Said by itself: the view would ask which keys are down, and Ctrl would select one more.
        self.view.selectionModel().setCurrentIndex(index, how)
        self.view.scrollTo(index)

    def neighbour(self, article: str, step: int) -> str | None:
        """The article ``step`` rows below ``article`` as listed now; None at the end."""
        ids = self.model.ids
        place = self.model.place(article)
        if place is None:
            return ids[0] if ids else None
        target = place + step
        return ids[target] if 0 <= target < len(ids) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        assert isinstance(event, QKeyEvent)
        key = event.key()
        if watched is self._field:
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._filter()
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            if key == Qt.Key.Key_Escape and self._field.text():
                self._field.clear()
                return True
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.view.currentIndex())
            return True
        typed = event.text()
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if plain and typed and typed.isprintable() and typed != " ":
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._field.insert(typed)
            self._pause.start()
            return True
        return False

    def _clicked(self, index: QModelIndex) -> None:
        """Read the article, unless the click only adds it to the selection."""
        adding = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if not QApplication.keyboardModifiers() & adding:
            self._open(index)

    def _keep_several(self) -> None:
        """Rows are read anew whenever something changes; a selection of several outlives that."""
        held = self.selected()
        self._several = frozenset(held if len(held) > 1 else ())

    def _select_several(self) -> None:
        found = QItemSelection()
        for article in self._several:
            place = self.model.place(article)
            if place is not None:
                found.select(self.model.index(place, 0), self.model.index(place, 0))
        self.view.selectionModel().select(found, QItemSelectionModel.SelectionFlag.Select)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(str(index.data(ID_ROLE)))

    def _filter(self) -> None:
        self._pause.stop()
        text = self._field.text().strip()
        if text != self.model.query.text:
            self.model.set_query(replace(self.model.query, text=text))

    @property
    def filtered(self) -> bool:
        """Whether the list may leave articles out."""
        query = self.model.query
        return bool(query.text or query.states or query.mine)

    def _loaded(self) -> None:
        count = self.model.rowCount()
        self._count.setText(tr("{count} article(s)", count=f"{count:,}"))
        self._empty.setText(
            tr("No article matches.")
            if self.filtered
            else tr("No articles yet.\n\nFiles can be dropped here.")
        )
        self._empty.setVisible(count == 0)
        self._empty.setGeometry(self.view.viewport().rect().adjusted(16, 24, -16, 0))
        self._empty.setFixedHeight(120)
        self._select_several()
        if self._current:
            self.show_current(self._current)
        self._several = frozenset()

    def _order_button(self) -> QToolButton:
        button = icon_button("filter", tr("Order and states"), self)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        states = QActionGroup(menu)
        for wanted, words in _STATES:
            action = self._choice(tr(words), states, not wanted)  # marked in the table
            action.triggered.connect(
                lambda _=False, wanted=wanted: self.model.set_query(
                    replace(self.model.query, states=wanted)
                )
            )
            menu.addAction(action)
        menu.addSeparator()
        mine = QAction(tr("Only mine in the campaign"), menu)
        mine.setCheckable(True)
        mine.toggled.connect(self.show_mine)
        menu.addAction(mine)
        self.mine = mine
        menu.addSeparator()
        orders = QActionGroup(menu)
        order = self._choice(tr("In order of import"), orders, True)
        order.triggered.connect(lambda: self.model.sort(-1))
        menu.addAction(order)
        for column, (name, words) in enumerate(COLUMNS):
            descending = name in ("published", "mentions", "claims", "relationships")
            action = self._choice(tr("By {what}", what=tr(words)), orders, False)
            direction = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            action.triggered.connect(
                lambda _=False, column=column, direction=direction: self.model.sort(
                    column, direction
                )
            )
            menu.addAction(action)
        button.setMenu(menu)
        return button

    def _choice(self, text: str, group: QActionGroup, on: bool) -> QAction:
        action = QAction(text, group)
        action.setCheckable(True)
        action.setChecked(on)
        return action

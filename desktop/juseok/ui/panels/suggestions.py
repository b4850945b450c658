"""The suggestions of the article as a list, with the reason for each."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from juseok.ui.context import PanelContext
from juseok.ui.i18n import tr
from juseok.ui.models.suggestion_list import ROW_ROLE, SuggestionLine, SuggestionListModel
from juseok.ui.panels.suggestions_row import SuggestionRowDelegate
from juseok.ui.suggesting import Suggestions
from juseok.ui.widgets.labels import EmptyLabel, Label, icon_button
from juseok.ui.widgets.rows import row_list


class SuggestionPanel(QWidget):
    """A row chosen here is in hand in the text; Enter and Backspace decide on it."""

    def __init__(self, context: PanelContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert context.suggestions is not None  # the window that shows panels has made them
        self._context = context
        self._place = context.place
        self._suggestions: Suggestions = context.suggestions
        self._following = False
        self.setAccessibleName(tr("Suggestions"))
        self.model = SuggestionListModel(self)
        self.view = row_list(
            self.model, SuggestionRowDelegate(self), name=tr("Suggestions"), parent=self
        )
        self.view.installEventFilter(self)
        self.view.selectionModel().currentChanged.connect(self._chosen)
        self._count = Label(parent=self, name="Quiet", pixels=12)
        self._certain = icon_button("list", tr("Accept what is certain…"), self)
        self._accept = icon_button("check", tr("Accept the suggestion"), self)
        self._reject = icon_button("x", tr("Reject the suggestion"), self)
        self._empty = EmptyLabel(self)
        self._model = Label(parent=self, name="Quiet", pixels=12, wrap=True)
        self._model.setContentsMargins(16, 6, 16, 8)
        self._arrange()
        trigger = context.router.trigger
        self._certain.clicked.connect(lambda: trigger("suggest.certain"))
        self._accept.clicked.connect(lambda: trigger("suggest.accept"))
        self._reject.clicked.connect(lambda: trigger("suggest.reject"))
        self._suggestions.changed.connect(self.reload)
        self._place.record_changed.connect(self._follow)
        context.theme.changed.connect(self.view.viewport().update)
        context.session.scheme_changed.connect(self.reload)
        self.reload()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 8, 4)
        top.setSpacing(4)
        top.addWidget(self._count, 1)
        top.addWidget(self._certain)
        top.addWidget(self._accept)
        top.addWidget(self._reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(self.view, 1)
        box.addWidget(self._empty, 1)
        box.addWidget(self._model)
        self.setFocusProxy(self.view)

    def reload(self) -> None:
        """Show what there is now."""
        items = self._suggestions.items
        self._following = True
        self.model.show(items, self._context.session.scheme)
        self._following = False
        self._count.setText(tr("{count} suggestion(s)", count=f"{len(items):,}"))
        self._certain.setEnabled(any(each.sure for each in items))
        self.view.setVisible(bool(items))
        self._empty.setVisible(not items)
        self._empty.setText(self._why_none())
        self._model.setText(self._suggestions.model_words)
        self._model.setVisible(bool(self._suggestions.model_words))
        self._follow(self._place.record)

    def _why_none(self) -> str:
        if self._suggestions.off:
            return self._suggestions.off
        if self._suggestions.searching:
            return tr("Suggestions are being looked for.")
        return tr(
            "Nothing to suggest.\n\nNames that this project knows, and words that you tagged "
            "before, are suggested where they stand untagged."
        )

    def _follow(self, record: str) -> None:
        row = self.model.row_of(record) if record else None
        self._following = True
        self.view.setCurrentIndex(self.model.index(row) if row is not None else QModelIndex())
        self._following = False
        for button in (self._accept, self._reject):
            button.setEnabled(row is not None)

    def _chosen(self, index: QModelIndex) -> None:
        line = index.data(ROW_ROLE)
        if not self._following and isinstance(line, SuggestionLine):
            start = line.suggestion.start
            self._place.pick(start, start)
            self._place.take(line.suggestion.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        assert isinstance(event, QKeyEvent)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Escape:
                self._place.focus_text()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._context.router.trigger("suggest.accept_all" if shift else "suggest.accept")
            case Qt.Key.Key_Backspace | Qt.Key.Key_Delete:
                self._context.router.trigger("suggest.reject")
            case _:
                return False
        return True

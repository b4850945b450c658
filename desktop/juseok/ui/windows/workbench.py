"""List, article and inspector for one open project, side by side."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QSplitter, QVBoxLayout, QWidget

from juseok.ui.actions import ActionRouter
from juseok.ui.context import PanelContext, PanelSpec
from juseok.ui.palette import CommandPalette
from juseok.ui.panels.article_list import ArticleListPanel
from juseok.ui.panels.article_pane import ArticlePane
from juseok.ui.panels.inspector import InspectorPane, InspectorTabs
from juseok.ui.place import Place

if TYPE_CHECKING:
    from juseok.ui.panels.second_pane import SecondPane

_LIST_WIDTH: Final = 264
_INSPECTOR_WIDTH: Final = 352
_CENTRE_WIDTH: Final = 560
"""Below this the text would lose its measure; the sides give way first."""
_BESIDE_WIDTH: Final = 640
_CENTRE_ROOM: Final = 752
"""What an article beside is given on a wide window, and what it leaves to the one in the middle."""


class Workbench(QWidget):
    """``article_shown(article)``: the centre shows another one."""

    article_shown = Signal(str)

    def __init__(
        self,
        context: PanelContext,
        panels: Sequence[PanelSpec],
        memory: QSettings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._memory = memory
        self._first_load = True
        self._exchanging = False
        self.second: SecondPane | None = None
        self._widened: tuple[int, int] | None = None
        """The width of the right column without a second article, and with it."""
        self.list = ArticleListPanel(context.session.list_reads, self)
        self.article = ArticlePane(context, self)
        self.inspector = InspectorPane(self)
        self.inspector.set_tabs(InspectorTabs(panels, context, self.inspector))
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for pane in (self.list, self.article, self.inspector):
            self.splitter.addWidget(pane)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setStretchFactor(2, 0)
        self.list.setMinimumWidth(184)
        self.article.setMinimumWidth(400)
        self.inspector.setMinimumWidth(248)
        self._line = QFrame(self)
        self._line.setObjectName("FocusLine")
        self._line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._line.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.splitter)
        self._restore_sizes()
        self._connect()
        self._register()

    @property
    def context(self) -> PanelContext:
        """What the panels are given."""
        return self._context

    @property
    def place(self) -> Place:
        """Where the person is."""
        return self._context.place

    # -- panes

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """The panes that are to be seen, from left to right."""
        return tuple(p for p in (self.list, self.article, self.inspector) if p.isVisibleTo(self))

    def pane_of(self, widget: QWidget | None) -> QWidget | None:
        """The pane that holds ``widget``."""
        return next((p for p in self.panes if widget and (p is widget or p.isAncestorOf(widget))),
                    None)  # fmt: skip

    def step_pane(self, by: int) -> None:
        """Move the focus to the pane ``by`` places on, and show which it is."""
        panes = self.panes
        current = self.pane_of(QApplication.focusWidget())
        at = panes.index(current) if current in panes else -by
        target = panes[(at + by) % len(panes)]
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._show_line(target)

    def _show_line(self, pane: QWidget) -> None:
        corner = pane.mapTo(self, pane.rect().topLeft())
        self._line.setGeometry(corner.x(), corner.y(), pane.width(), 2)
        self._line.show()
        self._line.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            self._line.hide()
        return False

    # -- articles

    def _connect(self) -> None:
        context = self._context
        self.list.chosen.connect(self._choose)
        context.place.tell_chosen(self.list.selected)
        self.list.model.loaded.connect(self._loaded)
        context.session.articles_changed.connect(self.list.model.reload)
        context.session.article_changed.connect(self.list.model.refresh)
        self.article.shown.connect(self._shown)
        self.list.model.reload()

    def _choose(self, article: str) -> None:
        self.article.go(article)
        self.article.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _loaded(self) -> None:
        """At first, and after what first comes into an empty project: back to the last place,
        else to the first article."""
        ids = self._context.place.listed = self.list.model.ids
        self.article.nothing.show_for(empty=not (ids or self.list.filtered))
        if not self._first_load or not ids:
            return
        self._first_load = False
        if self._context.place.article or self._context.place.bound_for:
            return
        last = str(self._memory.value(f"place/{self._context.session.project.project_id}", ""))
        caret = int(str(self._memory.value(f"caret/{self._context.session.project.project_id}", 0)))
        if last in ids:
            self.article.go(last, caret, caret)
        else:
            self.article.go(ids[0])

    def _shown(self, article: str) -> None:
        self.list.show_current(article)
        self._tell_on_screen()
        self.article_shown.emit(article)
        held = self.window().focusWidget()
        if self.pane_of(held) is None and not _asks(held):
            self.article.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_on_screen(self, _: str = "") -> None:
        if self._exchanging:
            return
        place = self._context.place
        second = place.beside.article if place.beside is not None else ""
        self._context.session.set_on_screen(a for a in (place.article, second) if a)

    # -- second article

    def show_second(self, article: str) -> None:
        """Put a second article in place of the inspector's tabs."""
        self.hide_second()
        from juseok.ui.panels.second_pane import SecondPane  # not needed for a first paint

        place = Place(self)
        context = replace(self._context, place=place)
        self.second = SecondPane(context, self._context.place, self.inspector)
        self.second.pane.shown.connect(self._tell_on_screen)
        self._context.place.beside = place
        self.inspector.show()
        self.inspector.show_second(self.second)
        self._widen()
        self.second.pane.go(article)

    def hide_second(self) -> None:
        """Give the right column back to the tabs, and the focus to the text if it was there."""
        held = self.reading is not self.article
        self.inspector.hide_second()
        self.second = None
        self._narrow()
        if self._context.place.beside is not None:
            self._context.place.beside.deleteLater()
            self._context.place.beside = None
            self._tell_on_screen()
        if held:
            self._context.place.focus_text()

    def _widen(self) -> None:
        """Both articles have their measure where there is room for it."""
        left, centre, right = self.splitter.sizes()
        more = min(_BESIDE_WIDTH - right, centre - _CENTRE_ROOM)
        if more > 0:
            self._widened = (right, right + more)
            self.splitter.setSizes([left, centre - more, right + more])

    def _narrow(self) -> None:
        """As it was before, unless a person has moved the edge since."""
        left, centre, right = self.splitter.sizes()
        before, widened = self._widened or (right, right)
        self._widened = None
        if right == widened != before:
            self.splitter.setSizes([left, centre + right - before, before])

    def exchange(self) -> None:
        """Let the two articles change places; each keeps where one was in it."""
        place, second = self._context.place, self.second
        if second is None or place.beside is None or not (place.article and place.beside.article):
            return
        here, there = place.article, place.beside.article
        at_here, at_there = place.picked.caret, place.beside.picked.caret
        self._exchanging = True
        self.article.go(there, at_there, at_there)
        second.pane.go(here, at_here, at_here)
        self._exchanging = False
        self._tell_on_screen()

    @property
    def reading(self) -> ArticlePane:
        """The article that has the focus, else the one in the middle."""
        held = self.window().focusWidget()
        if self.second is not None and held is not None and self.second.isAncestorOf(held):
            return self.second.pane
        return self.article

    # -- actions

    def _register(self) -> None:
        router = self._context.router
        register = router.register
        register("pane.next", lambda: self.step_pane(1))
        register("pane.previous", lambda: self.step_pane(-1))
        register("list.filter", self._filter)
        for action, pane in (("view.list", self.list), ("view.inspector", self.inspector)):
            register(action, self._toggler(pane), checked=_is_shown(pane, self))
        register("edit.find", lambda: self.reading.find())
        register("edit.find_next", lambda: self.reading.find_step(1))
        register("edit.find_previous", lambda: self.reading.find_step(-1))
        register(
            "edit.find_words",
            lambda: self.reading.turn_whole_words(),
            checked=lambda: self.reading.finds_whole_words(),
        )
        register("edit.menu", lambda: self.reading.view.ask_menu())
        register("edit.copy", lambda: self.reading.view.copy())
        for panel in self.inspector.tabs.ids if self.inspector.tabs else ():
            register(f"panel.{panel}", self._shower(router, panel))

    def _filter(self) -> None:
        self.list.show()
        self.list.focus_filter()

    def _toggler(self, pane: QWidget) -> Callable[[], None]:
        def toggle() -> None:
            pane.setVisible(not pane.isVisibleTo(self))
            if not pane.isVisibleTo(self):
                self.article.view.setFocus(Qt.FocusReason.OtherFocusReason)

        return toggle

    def _shower(self, router: ActionRouter, panel: str) -> Callable[[], None]:
        def show() -> None:
            self.inspector.show()
            self.hide_second()
            self._context.place.show_panel(panel)
            tabs = self.inspector.tabs
            target = tabs.reached_by_key(panel) if tabs is not None else self.inspector
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

        return show

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that no pane has a use for leads back to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.article.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    # -- memory

    def remember(self) -> None:
        """Keep widths and the place for the next time."""
        project = self._context.session.project.project_id
        self._narrow()
        self._memory.setValue("panes", self.splitter.saveState())
        self._memory.setValue(f"place/{project}", self._context.place.article)
        self._memory.setValue(f"caret/{project}", self._context.place.picked.caret)
        self._memory.setValue("tab", self.inspector.tabs.current_id if self.inspector.tabs else "")

    def make_panel(self) -> None:
        """Make the tab that was in front last; called when an article is on screen.

        Once a tab is there, another article leaves it in front.
        """
        tabs = self.inspector.tabs
        if tabs is not None and tabs.ids and not any(map(tabs.panel, tabs.ids)):
            wanted = str(self._memory.value("tab", ""))
            tabs.show_panel(wanted if wanted in tabs.ids else tabs.ids[0])

    def _restore_sizes(self) -> None:
        state = self._memory.value("panes")
        if state is None or not self.splitter.restoreState(state):
            self.splitter.setSizes([_LIST_WIDTH, _CENTRE_WIDTH, _INSPECTOR_WIDTH])


def _asks(held: QWidget | None) -> bool:
    """Whether the focus is in the palette, where a person is asked for something."""
    while held is not None and not isinstance(held, CommandPalette):
        held = held.parentWidget()
    return held is not None


def _is_shown(pane: QWidget, within: QWidget) -> Callable[[], bool]:
    return lambda: pane.isVisibleTo(within)

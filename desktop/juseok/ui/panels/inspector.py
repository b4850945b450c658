"""The right column: tabs for what is known of the article, or a second article in their place."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from juseok.ui.action_spec import ActionSpec
from juseok.ui.context import PanelContext, PanelSpec
from juseok.ui.i18n import tr
from juseok.ui.icons import icon

_TABS: Final = 0
_ROOM: Final = 20
"""What the theme leaves free beside the title of a tab, in pixels."""
_SMALL, _LEAST = 12, 9
"""The size of titles that stand closer, and what is left free beside them then."""
_ONLY: Final = {"review": True, "suggestions": False}
"""Tabs that are there only in a review, or only outside one."""
_ASKED: Final = frozenset({"campaign", "guidelines"})
"""Tabs that are there while they are in front: all of them have no room beside one another."""


class InspectorTabs(QTabWidget):
    """A tab per panel; each is made when it first comes to the front."""

    def __init__(
        self, specs: Sequence[PanelSpec], context: PanelContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("Tabs")
        self.setAccessibleName(tr("Inspector"))
        self.setDocumentMode(True)
        self.tabBar().setExpanding(False)
        self.tabBar().setDrawBase(False)
        self.tabBar().setUsesScrollButtons(False)
        self.tabBar().setElideMode(Qt.TextElideMode.ElideRight)
        self.setIconSize(QSize(16, 16))
        self._specs = list(specs)
        self._context = context
        self._made: dict[str, QWidget] = {}
        self._holders: list[tuple[QWidget, QVBoxLayout]] = []
        self._counts = [""] * len(self._specs)
        self.blockSignals(True)
        for spec in self._specs:
            holder = QWidget(self)
            holder.setAccessibleName(tr(spec.title))  # marked where the panel is declared
            box = QVBoxLayout(holder)
            box.setContentsMargins(0, 0, 0, 0)
            self._holders.append((holder, box))
            self.addTab(holder, tr(spec.title))
        self.blockSignals(False)
        self.currentChanged.connect(self._make)
        self.currentChanged.connect(self._hide_asked)
        context.place.panel_asked.connect(self.show_panel)
        context.place.count_told.connect(self.show_count)
        context.session.viewer_changed.connect(self._fit_to_work)
        self._fit_to_work()

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(spec.id for spec in self._specs)

    @property
    def current_id(self) -> str:
        return self._specs[self.currentIndex()].id if self._specs else ""

    def _fit_to_work(self) -> None:
        """The review has a tab while there is one, and suggestions while there are any."""
        reviewing = self._context.session.reviewing
        for number, spec in enumerate(self._specs):
            if spec.id in _ONLY:
                self.setTabVisible(number, _ONLY[spec.id] is reviewing)
        self._hide_asked(self.currentIndex())

    def _hide_asked(self, current: int) -> None:
        for number, spec in enumerate(self._specs):
            if spec.id in _ASKED:
                self.setTabVisible(number, number == current)
        self._fit()

    def show_panel(self, panel: str) -> None:
        """Bring a panel to the front, making it if need be; the focus stays where it is."""
        if panel in self.ids:
            number = self.ids.index(panel)
            self._make(number)
            self.setTabVisible(number, True)
            self.setCurrentIndex(number)

    def show_count(self, panel: str, count: int) -> None:
        """Say behind the title of a tab how many questions are open there; 0 takes it away."""
        if panel in self.ids:
            self._counts[self.ids.index(panel)] = f"?{count}" if count else ""
            self._fit()

    def title(self, panel: str) -> str:
        """What the tab of ``panel`` is called, with its count, however much of it is shown."""
        return self._title(self.ids.index(panel))

    def _title(self, number: int) -> str:
        words = tr(self._specs[number].title)  # marked where the panel is declared
        return f"{words} {self._counts[number]}".rstrip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        """Tabs that are too long together stand closer and smaller; where that is not enough,
        all but the one in front are pictures, with their titles as tips."""
        bar = self.tabBar()
        shown = [n for n in range(self.count()) if self.isTabVisible(n)]
        small = QFont(self.font())
        small.setPixelSize(_SMALL)
        roomy = self._breadth(self.font(), shown) + _ROOM * len(shown) <= self.width()
        words = roomy or self._breadth(small, shown) + _LEAST * len(shown) <= self.width()
        for number in range(self.count()):
            self._show_tab(number, words=words or number == self.currentIndex())
        if roomy == bool(bar.property("tight")):
            bar.setProperty("tight", not roomy)
            bar.style().unpolish(bar)
            bar.style().polish(bar)

    def _breadth(self, font: QFont, shown: Sequence[int]) -> int:
        metrics = QFontMetrics(font)
        return sum(metrics.horizontalAdvance(self._title(number)) for number in shown)

    def _show_tab(self, number: int, *, words: bool) -> None:
        """Title or picture; what is so already is left, for Qt would paint all tabs anew."""
        title = self._title(number)
        text = title if words else self._counts[number]
        if text != self.tabText(number):
            self.setTabText(number, text)
        if words != self.tabIcon(number).isNull():
            self.setTabIcon(number, QIcon() if words else icon(self._action(number).icon))
        if title != self.tabBar().accessibleTabName(number):
            self.tabBar().setAccessibleTabName(number, title)
            keys = self._context.router.keys(self._action(number))
            key = f" ({keys[0].label()})" if keys else ""
            self.setTabToolTip(number, f"{title}{key}")

    def _action(self, number: int) -> ActionSpec:
        return self._context.router.spec(f"panel.{self._specs[number].id}")

    def panel(self, panel: str) -> QWidget | None:
        """The panel itself, once it was made."""
        return self._made.get(panel)

    def reached_by_key(self, panel: str) -> QWidget:
        """Where the key of a panel puts the focus: on the tabs, or into what is typed into."""
        made = self._made.get(panel)
        into = any(spec.id == panel and spec.typed_into for spec in self._specs)
        return made if made is not None and into else self

    def _make(self, number: int) -> None:
        if not 0 <= number < len(self._specs) or self._specs[number].id in self._made:
            return
        spec = self._specs[number]
        made = self._made[spec.id] = spec.make(self._context)
        holder, box = self._holders[number]
        box.addWidget(made)
        holder.setFocusProxy(made)


class InspectorPane(QWidget):
    """Holds the tabs; a second article can take their place and give it back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("InspectorPane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._stack = QStackedWidget(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)
        self.tabs: InspectorTabs | None = None

    def set_tabs(self, tabs: InspectorTabs) -> None:
        self.tabs = tabs
        self._stack.addWidget(tabs)
        self.setFocusProxy(tabs)

    @property
    def second(self) -> QWidget | None:
        """What stands in place of the tabs, if anything does."""
        return self._stack.currentWidget() if self._stack.currentIndex() > _TABS else None

    def show_second(self, widget: QWidget) -> None:
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        self.setFocusProxy(widget)

    def hide_second(self) -> None:
        widget = self.second
        if widget is not None:
            self._stack.removeWidget(widget)
            widget.deleteLater()
            if self.tabs is not None:
                self.setFocusProxy(self.tabs)

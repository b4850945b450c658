"""Views of one text that scroll and select together: by the place that is read, not by pixels."""

from PySide6.QtCore import QObject

from juseok.ui.articleview.interaction import Interaction
from juseok.ui.articleview.view import ArticleView


class InStep(QObject):
    """Lines of one view are taller than those of another where its marks lie in lanes, so each
    puts the line that another has at its top to the same height."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._members: list[_Member] = []
        self._busy = False
        self.on = True

    def join(self, view: ArticleView) -> None:
        """Let ``view`` go along with the others, as long as it is shown."""
        self._members.append(_Member(view, self))

    def set_on(self, on: bool) -> None:
        """Scroll together, or each by itself; together from where the focus is."""
        self.on = on
        leader = next((m.view for m in self._members if m.view.hasFocus()), None)
        if leader is None and self._members:
            leader = self._members[0].view
        if leader is not None:
            self.scrolled(leader)

    def scrolled(self, leader: ArticleView) -> None:
        """``leader`` shows another place: the others show it, too."""
        if self._busy or not self.on:
            return
        self._busy = True
        place = leader.page.reading_place()
        for view in self._others(leader):
            view.follow(place)
        self._busy = False

    def picked(self, leader: ArticleView) -> None:
        """The caret or the selection of ``leader`` changed: it is the same place everywhere."""
        if self._busy:
            return
        self._busy = True
        for view in self._others(leader):
            view.set_state(Interaction(leader.selection), reveal=False)
        self._busy = False

    def _others(self, leader: ArticleView) -> list[ArticleView]:
        return [
            each.view
            for each in self._members
            if each.view is not leader and each.view.isVisibleTo(each.view.window())
        ]


class _Member(QObject):
    def __init__(self, view: ArticleView, group: InStep) -> None:
        super().__init__(view)
        self.view, self._group = view, group
        view.verticalScrollBar().valueChanged.connect(self._scrolled)
        view.caret_moved.connect(self._picked)
        view.selection_changed.connect(self._picked)

    def _scrolled(self, _: int) -> None:
        self._group.scrolled(self.view)

    def _picked(self, *_: int) -> None:
        self._group.picked(self.view)

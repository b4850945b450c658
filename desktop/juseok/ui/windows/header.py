"""The top of the window: menus, which project, whether it is saved, and the way to everything."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import chain

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QMenuBar,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from juseok.ui.action_spec import ActionSpec
from juseok.ui.actions import (
    ActionRouter,
    dress_action,
    make_action,
    make_shortcut,
    menu_sections,
    refresh_action,
)
from juseok.ui.i18n import sentence, tr
from juseok.ui.icons import icon
from juseok.ui.save_state import SaveState
from juseok.ui.session import Session
from juseok.ui.widgets.labels import Label


class Header(QFrame):
    """``palette_asked``: the command box was pressed."""

    palette_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Header")
        self.setFixedHeight(44)
        self.menus = QMenuBar(self)
        self.menus.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.menus.setAccessibleName(tr("Menus"))
        self._name = Label(parent=self, name="ProjectName", strong=True)
        self._state = Label(parent=self, name="SaveState", pixels=12)
        self._box = QPushButton(tr("Search or run…"), self)
        self._box.setObjectName("CommandBox")
        self._box.setAccessibleName(tr("Command palette"))
        self._box.setIcon(icon("search"))
        self._box.setMinimumWidth(216)
        self._box.setCursor(Qt.CursorShape.PointingHandCursor)
        self._box.clicked.connect(self.palette_asked)
        self._hint = Label("Ctrl K", self._box, name="Hint", pixels=11)
        inner = QHBoxLayout(self._box)
        inner.setContentsMargins(0, 0, 10, 0)
        inner.addStretch(1)
        inner.addWidget(self._hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 12, 0)
        row.setSpacing(12)
        row.addWidget(self.menus)
        row.addStretch(1)
        row.addWidget(self._name)
        row.addWidget(self._state)
        row.addStretch(1)
        row.addWidget(self._box)

    def build(self, router: ActionRouter, window: QWidget) -> list[QAction]:
        """Make the menus, each to be filled when it is first opened.

        Gives the actions that have a shortcut, for the window to hold.
        """
        self.menus.clear()
        held: dict[str, QAction] = {}
        for title, sections in menu_sections(router):
            menu = self.menus.addMenu(title)
            menu.aboutToShow.connect(partial(self._open, router, menu, sections, held))
            for spec in chain.from_iterable(sections):
                action = make_shortcut(router, spec, window)
                if action is not None:
                    held[spec.id] = action
        return list(held.values())

    def _open(
        self,
        router: ActionRouter,
        menu: QMenu,
        sections: Sequence[Sequence[ActionSpec]],
        held: Mapping[str, QAction],
    ) -> None:
        if menu.isEmpty():
            for section in sections:
                if not menu.isEmpty():
                    menu.addSeparator()
                for spec in section:
                    action = held.get(spec.id)
                    if action is None:
                        action = make_action(router, spec, menu)
                    else:
                        dress_action(router, spec, action)
                    menu.addAction(action)
        for action in menu.actions():
            if not action.isSeparator():
                refresh_action(router, action)

    def set_project(self, name: str) -> None:
        self._name.setText(name)

    def set_state(self, state: SaveState, *, read_only: bool) -> None:
        """Say in words whether everything is on disk."""
        words, name = state_words(state, read_only=read_only)
        self._state.setText(words)
        if self._state.property("state") != name:
            self._state.setProperty("state", name)
            self._state.style().unpolish(self._state)
            self._state.style().polish(self._state)


def state_words(state: SaveState, *, read_only: bool = False) -> tuple[str, str]:
    """The words for a save state, and its name for the stylesheet."""
    if read_only:
        return tr("Read only"), "read-only"
    if state.failed is not None:
        return tr("Not saved"), "failed"
    if state.pending:
        return tr("Saving…"), "saving"
    if state.saved_at is not None:
        return tr("Saved {time}", time=clock(state.saved_at)), "saved"
    return tr("Saved"), "saved"


def clock(at: float) -> str:
    """A moment as the clock on the wall has it: ``14:03``."""
    return datetime.fromtimestamp(at).astimezone().strftime("%H:%M")


def saved_words(session: Session) -> str:
    """What was saved last and when, for the status line."""
    state = session.save_state
    if state.saved_at is None or state.label is None:
        return ""
    what = sentence(session.named(state.label))
    return tr("{what} · saved {time}", what=what, time=clock(state.saved_at))

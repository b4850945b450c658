"""Where the tour takes place: a window on a starter project of its own, hands, and a camera."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from juseok.app import Desk, make_application
from juseok.core.errors import KnownError
from juseok.services.starter import ensure_starter
from juseok.services.tagging.annotating import ArticleWorkspace
from juseok.services.user import config_dir, data_dir
from juseok.tour.hands import Hands, let_work, wait_until
from juseok.tour.pictures import save_picture
from juseok.ui import i18n
from juseok.ui.analyser import WindowAnalyser
from juseok.ui.context import PanelContext
from juseok.ui.session import Session
from juseok.ui.settings import Settings
from juseok.ui.windows.agreement_window import AgreementWindow
from juseok.ui.windows.compare_window import CompareWindow
from juseok.ui.windows.feedback_window import FeedbackWindow
from juseok.ui.windows.help_window import HelpWindow
from juseok.ui.windows.history_window import HistoryWindow
from juseok.ui.windows.workbench import Workbench

_SIZE: Final = (1366, 768)
_SETTLE_MS: Final = 180
"""Longer than the window waits before it draws what changes in a row."""
_TEXT_HEIGHT: Final = 416
_ABOVE, _BELOW, _BAR = 16, 4, 16
"""Room round a line for its chips and underlines, and that of the scroll bar, in pixels."""

_BESIDE: Final = (
    QDialog, HelpWindow, AgreementWindow, CompareWindow, FeedbackWindow, HistoryWindow,
)  # fmt: skip

ANALYSER: Final = "korean.analyser"
"""The setting that switches the analyser on."""


class Stage:
    """The window of the tour; pictures and exports go to ``out``."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._app = make_application(["juseok"])
        self.settings = Settings(config_dir() / "settings.toml")
        self.settings.set("look.theme", "light")
        self.settings.set("annotator.name", "김주석")  # pictures show no login
        self.settings.set(ANALYSER, False)  # what it finds comes when it likes
        i18n.install(self._app, self.settings.text("look.language"))
        self.analyser = WindowAnalyser()
        self.desk = Desk(self._app, self.settings, analyser=self.analyser)
        self.hands = Hands(self.desk.window)
        self.turned = 0

    def open(self) -> None:
        """Show the starter project."""
        self.desk.window.resize(*_SIZE)
        self.desk.show(ensure_starter(data_dir(), self.desk.identity()), starter=False)
        wait_until(lambda: self.is_open() and self.session.index is not None, "open")
        self.session.undone.connect(self._count_turn)

    def close(self) -> None:
        self.desk.window.close()
        self.desk.close()

    # -- where one is

    @property
    def session(self) -> Session:
        session = self.desk.session
        assert session is not None
        return session

    @property
    def bench(self) -> Workbench:
        bench = self.desk.window.bench
        assert bench is not None
        return bench

    @property
    def context(self) -> PanelContext:
        return self.bench.context

    @property
    def workspace(self) -> ArticleWorkspace:
        workspace = self.session.workspace(self.bench.article.showing)
        assert workspace is not None
        return workspace

    def is_open(self) -> bool:
        if self.desk.session is None or self.desk.window.bench is None:
            return False
        return self.desk.session.workspace(self.bench.article.showing) is not None

    def is_quiet(self) -> bool:
        session = self.session
        return session.tasks.idle and session.jobs.idle and session.save_state.pending == 0

    def settle(self) -> None:
        """Let everything that is under way reach the screen."""
        let_work(_SETTLE_MS)
        wait_until(self.is_quiet, "rest")

    def records(self) -> dict[str, object]:
        """Every annotation of the article on screen, by id."""
        found = self.workspace.annotations
        kinds = (found.mentions, found.claims, found.relationships, found.remarks)
        return {each.id: each for kind in kinds for each in kind}

    def _count_turn(self) -> None:
        self.turned += 1

    # -- what one does

    def go_to(self, title: str) -> None:
        """To the article with these words in its title."""
        self.settle()  # what was done before may move on by itself
        self.hands.press("Ctrl+P")
        self.choose(title)
        wait_until(lambda: self.is_open() and title in self.workspace.article.metadata.title, title)

    def choose(self, words: str) -> None:
        """Type into the palette and take what it finds."""
        palette = self.desk.window.palette_box
        wait_until(palette.isVisible, words)
        self.hands.write(words)
        self.settle()
        self.hands.press("Enter")

    def find(self, words: str) -> None:
        """Select the first place of ``words`` with the search line."""
        self.bench.article.view.setFocus()
        self.hands.press("Ctrl+F", "Ctrl+A")
        self.hands.write(words)
        self.hands.press("Esc")
        if self.bench.article.view.selected_text() != words:
            raise KnownError("tour.stuck", step=words)

    def trigger(self, action: str) -> None:
        """Do what stands in a menu and has no key."""
        self.front(action)
        self.desk.window.router.trigger(action)

    def front(self, step: str) -> None:
        """A dialog belongs to the window in front."""
        self.desk.window.activateWindow()
        wait_until(self.desk.window.isActiveWindow, step)

    # -- what one sees

    def dialog(self, step: str) -> QWidget:
        """The window before the main one, once it is there."""
        wait_until(lambda: bool(self._others()), step)
        return self._others()[0]

    def take(self, dialog: QWidget, name: str) -> None:
        """A picture of ``dialog``, which is closed after it."""
        self.settle()
        save_picture(dialog, self.out / f"{name}.png")
        self.shut(dialog, name)

    def shut(self, dialog: QWidget, name: str) -> None:
        """Close ``dialog``, and wait until it is gone."""
        dialog.close()
        self.gone(name)

    def gone(self, step: str) -> None:
        """Wait until no window stands before the main one."""
        wait_until(lambda: not self._others(), step)

    def picture(self, name: str, area: QRect | None = None) -> None:
        """A picture of the window, or of ``area`` of it."""
        self.settle()
        save_picture(self.desk.window, self.out / f"{name}.png", area)

    def text_area(self, top: int = 0, height: int = _TEXT_HEIGHT) -> QRect:
        """Some of the text, ``top`` pixels below its upper edge, in the window."""
        pane = self._area(self.bench.article)
        return QRect(pane.x(), pane.y() + top, pane.width(), height).intersected(pane)

    def line_area(self) -> QRect:
        """The line at the caret, in the window."""
        view = self.bench.article.view
        caret = view.page.caret_rect(view.caret).toRect()
        top = view.viewport().mapTo(self.desk.window, caret.topLeft()).y() - _ABOVE
        pane = self._area(view)
        height = _ABOVE + caret.height() + _BELOW
        return QRect(pane.x(), top, pane.width() - _BAR, height).intersected(pane)

    def text_and_status(self) -> QRect:
        """The text and what the bottom line says below it, in the window."""
        pane = self._area(self.bench.article)
        return QRect(0, pane.y(), pane.right() + 1, self.desk.window.height() - pane.y())

    def work_area(self) -> QRect:
        """The text and the column at the right, in the window."""
        return self._area(self.bench.article).united(self.side_area())

    def side_area(self) -> QRect:
        """The column at the right, in the window."""
        return self._area(self.bench.inspector)

    def _area(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self.desk.window, widget.rect().topLeft()), widget.size())

    def _others(self) -> list[QWidget]:
        """The windows beside the main one; tool tips and menus are none."""
        return [
            each
            for each in QApplication.topLevelWidgets()
            if each.isVisible() and isinstance(each, _BESIDE)
        ]

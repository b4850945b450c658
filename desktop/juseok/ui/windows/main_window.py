"""The main window: header, notice, the workbench of the open project, status line."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from juseok.core.messages import Message
from juseok.core.ops import Action
from juseok.ui.action_spec import Context
from juseok.ui.actions import ActionRouter
from juseok.ui.analyser import WindowAnalyser
from juseok.ui.context import PanelContext, PanelSpec
from juseok.ui.dialogs.files import dropped_files
from juseok.ui.dispatcher import Dispatcher
from juseok.ui.errors import Errors
from juseok.ui.handlers.beside import BesideHandlers
from juseok.ui.handlers.moving import MovingHandlers
from juseok.ui.handlers.tagging import TaggingHandlers
from juseok.ui.handlers.viewing import (
    ArticleHandlers,
    ArticleSearch,
    HistoryHandlers,
    ViewingHandlers,
)
from juseok.ui.i18n import sentence, tr
from juseok.ui.palette import CommandPalette
from juseok.ui.place import Place
from juseok.ui.session import Session
from juseok.ui.settings import Settings
from juseok.ui.snapping import Snapper
from juseok.ui.suggesting import Suggestions
from juseok.ui.theme import Theme
from juseok.ui.widgets.labels import Label
from juseok.ui.widgets.notice import Notice
from juseok.ui.windows.header import Header
from juseok.ui.windows.saving import Saving
from juseok.ui.windows.status_line import StatusLine
from juseok.ui.windows.workbench import Workbench

_SIZE: Final = (1366, 768)
_MENUS_MS: Final = 1_000
"""Menus of a window or project that is new are made after the text; nobody waits longer."""

Extension = Callable[[PanelContext], object]
"""Registers further actions of an open project; what it returns is kept alive with it."""


class MainWindow(QMainWindow):
    """Shows one project at a time.  ``closing``: the person closes the window.

    ``basics`` registers what can be done without a project, ``extensions`` what needs one;
    ``prepare`` loads, in a thread, what they need and the first text does not.  ``analyser`` is
    started when all that is there.
    """

    closing = Signal()

    def __init__(
        self,
        *,
        settings: Settings,
        theme: Theme,
        errors: Errors,
        memory: QSettings,
        panels: Sequence[PanelSpec] = (),
        extensions: Sequence[Extension] = (),
        prepare: Callable[[], object] = lambda: None,
        basics: Callable[[ActionRouter], object] = lambda _: None,
        analyser: WindowAnalyser | None = None,
    ) -> None:
        super().__init__()
        self._settings = settings
        self._theme = theme
        self._memory = memory
        self._panels = panels
        self._extensions = extensions
        self._prepare = prepare
        self._basics = basics
        self._analyser = analyser
        self._kept: list[object] = []
        self._lets_go = False
        self._actions: list[QAction] = []
        self._context: PanelContext | None = None
        self.bench: Workbench | None = None
        self.header = Header(self)
        self.notice = Notice(self)
        self.status = StatusLine(self)
        self._middle = QStackedWidget(self)
        self._waiting = Label(tr("Opening the project…"), self, name="Quiet", pixels=15)
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._middle.addWidget(self._waiting)
        whole = QWidget(self)
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self.header, self.notice, self._middle, self.status):
            box.addWidget(part, 1 if part is self._middle else 0)
        self.setCentralWidget(whole)
        self.setWindowTitle("Juseok")
        self.setAcceptDrops(True)
        self.router = ActionRouter(settings.key_overrides())
        self.dispatcher = Dispatcher(self.router)
        self.palette_box = CommandPalette(self.router, self)
        self._rebuild = QTimer(self)
        self._rebuild.setSingleShot(True)
        self._rebuild.setInterval(_MENUS_MS)
        self._rebuild.timeout.connect(self._build_menus)
        self._complete = QTimer(self)
        self._complete.setSingleShot(True)
        self._complete.setInterval(0)
        self._complete.timeout.connect(self._make_panel)
        self.router.changed.connect(self._rebuild.start)
        settings.keys_changed.connect(self._take_keys)
        self.header.palette_asked.connect(self.palette_box.open)
        self.dispatcher.unavailable.connect(self._say_unavailable)
        errors.known.connect(self.tell)
        errors.bug.connect(self._report)
        if analyser is not None:
            analyser.told.connect(self.status.say)
        self._saving = Saving(
            router=self.router,
            header=self.header,
            notice=self.notice,
            status=self.status,
            parent=self,
        )
        self._register()
        self._restore()

    # -- the project

    @property
    def session(self) -> Session | None:
        return self._context.session if self._context is not None else None

    def show_session(self, session: Session) -> None:
        """Put an open project on screen in place of what was there."""
        self.leave_session()
        self._rebuild.setInterval(_MENUS_MS)
        place = Place(self)
        context = PanelContext(
            session=session,
            place=place,
            router=self.router,
            dispatcher=self.dispatcher,
            settings=self._settings,
            theme=self._theme,
            say=self.status.say,
            snapper=Snapper(session, self._settings, place, self._analyser),
            choose=self.palette_box.choose,
            deliver=self.palette_box.deliver,
            analyser=self._analyser,
            suggestions=Suggestions(session, place, self._settings, self._analyser),
        )
        self._context = context
        bench = Workbench(context, self._panels, self._memory, self)
        self.bench = bench
        self._kept = [
            HistoryHandlers(context),
            ViewingHandlers(context),
            ArticleHandlers(context, bench.list.neighbour),
            MovingHandlers(context),
            TaggingHandlers(context),
        ]
        self.router.expect(
            lambda: self._kept.extend([extension(context) for extension in self._extensions])
        )
        self._search = ArticleSearch(context)
        self.palette_box.set_source(self._search)
        self.router.register("go.article", lambda: self.palette_box.open(with_actions=False))
        self._kept.append(BesideHandlers(context, bench, self._search))
        context.place.claim_changed.connect(
            lambda claim: self.dispatcher.set_overlay(Context.CLAIM, bool(claim))
        )
        context.place.precedent_told.connect(self.status.show_precedent)
        session.applied.connect(self._edited, Qt.ConnectionType.DirectConnection)
        for pool in (session.tasks, session.jobs):
            pool.busy_changed.connect(self.status.show_job)
            self.status.cancel.clicked.connect(pool.cancel_labelled)
        session.article_changed.connect(lambda _: self._show_place())
        bench.article_shown.connect(self._article_shown)
        bench.list.model.loaded.connect(self._list_loaded)
        self._middle.addWidget(bench)
        self._middle.setCurrentWidget(bench)
        self.header.set_project(session.project.path.stem)
        self.setWindowTitle(f"{session.project.path.stem} – Juseok")
        self._saving.follow(session)
        self.status.settle()  # it is open: nothing is on its way any more
        if session.read_only is not None:
            self.notice.say(sentence(session.read_only))

    def leave_session(self) -> None:
        """Let go of the project on screen; who made its session closes it."""
        if self._context is None or self.bench is None:
            return
        self.bench.remember()
        self.notice.hide()
        self.router.clear()
        self._register()
        self.dispatcher.capture(None)
        self.dispatcher.set_overlay(Context.CLAIM, False)
        self.dispatcher.set_overlay(Context.SUGGEST, False)
        self.dispatcher.set_overlay(Context.FIXING, False)
        self.palette_box.set_source(None)
        self._kept = []
        self._complete.stop()
        self._saving.leave()
        self._context.session.disconnect(self)
        if self._analyser is not None:
            self._analyser.drop_all()
        self._middle.removeWidget(self.bench)
        self.bench.deleteLater()
        self.bench, self._context = None, None
        self._middle.setCurrentWidget(self._waiting)

    def say_waiting(self, text: str) -> None:
        """What the middle says while no project is there."""
        self._waiting.setText(text)
        self._build_menus()  # there is no text to wait for

    # -- words

    def tell(self, message: Message) -> None:
        """A known error: one sentence across the window, nothing to click away first."""
        if self._saving.has_said(message):
            return
        self.notice.say(sentence(message))
        session = self.session
        if session is not None and message == session.read_only:
            self.status.say(sentence(message))  # the notice has said it since the start

    def _edited(self, action: Action) -> None:
        """What the last key answered is over once there is a newer edit; what the window notes by
        itself (an article opened for the first time) is no answer, and takes none away."""
        if action.undoable:
            self.status.settle()

    def show_backup(self, reason: Message | None) -> None:
        """Say quietly why there is no backup of late; None: there is one."""
        self.status.show_warning(
            "" if reason is None else tr("No backup: {reason}", reason=sentence(reason))
        )

    def _report(self, text: str) -> None:
        from juseok.ui.dialogs.report import ReportDialog  # not needed for a first paint

        ReportDialog(text, self).show()

    def _say_unavailable(self, action: str) -> None:
        self.status.say(
            tr(
                "“{what}” has nothing to act on here.",
                what=self.router.text(self.router.spec(action)),
            )
        )

    def may_leave(self, leave: Callable[[], object]) -> bool:
        """Whether no edit would be lost with the project on screen.

        Where one would be, the notice says so, and calls ``leave`` if the person chooses that.
        """
        return self._saving.may_leave(leave)

    def _article_shown(self, _: str) -> None:
        self._show_place()
        self._complete.start()

    def _list_loaded(self) -> None:
        self._show_place()
        if self.bench is not None and not self.bench.list.model.ids:
            self._complete.start()  # no article will be shown

    def _make_panel(self) -> None:
        """What need not be there when the text is painted: a panel, then further actions."""
        context, bench = self._context, self.bench
        if context is None or bench is None:
            return
        if context.place.article:
            bench.make_panel()
        if self.router.expecting:
            # Not among the jobs: while one runs, closing does not wait for what is being saved.
            context.session.tasks.run(
                lambda _, job: self._prepare(), lambda _: self._make_actions(), slot="actions"
            )
        elif self._analyser is not None:
            self._analyser.start()

    def _make_actions(self) -> None:
        self.router.complete()
        if self._rebuild.isActive():
            self._build_menus()
        if self._analyser is not None:
            self._analyser.start()

    def _show_place(self) -> None:
        if self.bench is None or self._context is None:
            return
        model = self.bench.list.model
        number = model.place(self._context.place.article)
        total = model.rowCount()
        self.status.show_place(
            tr("Article {number} of {total}", number=f"{number + 1:,}", total=f"{total:,}")
            if number is not None
            else ""
        )

    # -- actions of the window itself

    def _register(self) -> None:
        register = self.router.register
        register("app.palette", self.palette_box.open)
        register("app.quit", self.close)
        register("view.full", self._turn_full, checked=self.isFullScreen)
        self._always = self._basics(self.router)

    def _take_keys(self) -> None:
        self.router.set_overrides(self._settings.key_overrides())

    def _turn_full(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _build_menus(self) -> None:
        self._rebuild.stop()
        self._rebuild.setInterval(0)
        for action in self._actions:
            self.removeAction(action)
            action.deleteLater()
        self._actions = self.header.build(self.router, self)
        self.addActions(self._actions)

    # -- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.dispatcher.chord_pressed(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.palette_box.isVisible():
            self.palette_box.place()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._context is not None and dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = dropped_files(event.mimeData())
        if self._context is not None and files:
            event.acceptProposedAction()
            self.router.complete()  # who takes them may not be there yet
            self._context.place.files_dropped.emit(files)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._lets_go and not self.may_leave(self._close_anyway):
            event.ignore()
            return
        self._memory.setValue("geometry", self.saveGeometry())
        if self.bench is not None:
            self.bench.remember()
        self.closing.emit()
        super().closeEvent(event)

    def _close_anyway(self) -> None:
        self._lets_go = True
        self.close()

    def _restore(self) -> None:
        geometry = self._memory.value("geometry")
        if not isinstance(geometry, QByteArray) or not self.restoreGeometry(geometry):
            self.resize(*_SIZE)

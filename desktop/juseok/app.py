"""The one place that composes: settings, theme and language, a window, an open project.

What costs time comes after the first paint: the project is opened in a thread, and panels and
further actions come as ``ui.parts`` says.
"""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from juseok.core.errors import KnownError
from juseok.core.messages import Message, render
from juseok.core.scheme import Scheme, load_scheme, scheme_changes
from juseok.services.user import config_dir, data_dir, offer_own_lexicons, state_dir
from juseok.store.identity import Identity
from juseok.store.project import Project
from juseok.ui import i18n, theme
from juseok.ui.actions import ActionRouter
from juseok.ui.analyser import WindowAnalyser
from juseok.ui.backups import Backups
from juseok.ui.collecting import Collector
from juseok.ui.errors import Errors
from juseok.ui.handlers.application import ApplicationHandlers
from juseok.ui.handlers.help import HelpHandlers
from juseok.ui.handlers.projects import SUFFIX, ProjectHandlers
from juseok.ui.i18n import tr
from juseok.ui.leaving import Leaving
from juseok.ui.parts import EXTENSIONS, PANELS, load_behind
from juseok.ui.session import Session
from juseok.ui.settings import Settings
from juseok.ui.tasks import Job, Tasks
from juseok.ui.windows.main_window import MainWindow

_SWITCH_S = 0.001
"""A thread that computes gives way to the window after a thousandth of a second, not after five:
a repaint asks for the interpreter some dozens of times."""

_ANALYSER: Final = "korean.analyser"


@dataclass(frozen=True, slots=True)
class Opened:
    """A project with what the window needs before it can show it."""

    project: Project
    scheme: Scheme


class Desk(QObject):
    """One window and the project in it."""

    def __init__(
        self, app: QApplication, settings: Settings, *, analyser: WindowAnalyser | None = None
    ) -> None:
        """``analyser`` is closed with the desk."""
        super().__init__(app)
        self._analyser = analyser
        self._app = app
        self._settings = settings
        self._errors = Errors()
        self._forget_hook = self._errors.install()
        self._jobs = Tasks(None, threads=1)
        self._leaving = Leaving(self)
        self._backups = Backups(self)
        self._backups.told.connect(self._show_backup)
        self._backups.failed.connect(self._errors.tell)
        self._theme = theme.Theme(app, settings.text("look.theme"))
        self._memory = QSettings(str(config_dir() / "window.ini"), QSettings.Format.IniFormat)
        self._help = HelpHandlers(self._theme)
        self.session: Session | None = None
        self._opening: Job[Opened] | None = None
        self._rebuilds = False
        self.window = self._make_window()
        settings.changed.connect(self._setting_changed)
        if analyser is not None:
            analyser.failed.connect(self._errors.tell)
            analyser.switch(settings.flag(_ANALYSER))

    def show(self, path: Path | None, *, starter: bool) -> None:
        """Show the window at once, and ``path`` in it when it is open (None: the last project)."""
        last = self._settings.text("project.last")
        if path is None and last and not starter and Path(last).exists():
            path = Path(last)
        if path is not None:
            self.open(path)
        else:
            self.open_starter()
        self.window.show()  # a thread opens the project meanwhile

    def open(self, path: Path) -> None:
        """Open ``path`` in the window in place of what is there."""
        self._switch(open_project, path)

    def create(self, path: Path) -> None:
        """Make an empty project with the default scheme and open it."""
        self._switch(create_project, path)

    def open_starter(self) -> None:
        """The project a first start opens; made in the user's data folder when it is absent."""
        self._switch(open_starter, data_dir() / f"{tr('First project')}.juseok")

    def identity(self) -> Identity:
        user = self._settings.user()
        return Identity(user.annotator, user.name, state_dir())

    def close(self) -> None:
        """Wait for what is not saved and let everything go."""
        if self._analyser is not None:
            self._analyser.close()
        self._leave()
        self._help.close()
        self._jobs.close()
        self._leaving.wait()
        self._backups.close()
        self._forget_hook()
        self._memory.sync()  # else Qt writes it some time later, where nobody looks any more
        for part in (self.window, self._theme, self):
            part.deleteLater()

    def _switch(
        self, how: Callable[[Path, Identity], Opened], path: Path, *, anyway: bool = False
    ) -> None:
        """``anyway``: the person gives up edits that cannot be saved."""
        if self._opening is not None:
            self._opening.cancel()
        if how is not create_project and self._is_open(path):
            self.window.raise_()
            self.window.activateWindow()
            return

        def again() -> None:
            self._switch(how, path, anyway=True)

        if not anyway and not self.window.may_leave(again):
            return

        def take(opened: Opened) -> None:
            if anyway or self.window.may_leave(again):  # edited while it was being opened
                self._take(opened)
            else:
                _let_go(opened)

        work = partial(_opened, how, path, self.identity(), self._leaving.wait)
        self._opening = self._jobs.run(
            work, take, slot="project", failed=partial(self._failed, path), dropped=_let_go
        )
        self.window.status.say(tr("Opening the project…"))

    def _is_open(self, path: Path) -> bool:
        here = self.session.project.path if self.session is not None else None
        return here == Path(os.path.realpath(path))

    def _take(self, opened: Opened) -> None:
        self._leave()
        self.session = Session(opened.project, opened.scheme)
        self.session.error.connect(self._errors.tell)
        self.session.save_changed.connect(self._saved)
        self.window.show_session(self.session)
        self._backups.watch(opened.project)
        self._settings.remember_project(opened.project.path)

    def _leave(self) -> None:
        self.window.leave_session()
        if self.session is not None:
            self.session.end()
            self._leaving.add(self.session)
            self.session = None
            self._backups.leave(self._leaving.wait)

    def _show_backup(self, reason: Message | None) -> None:
        self.window.show_backup(reason)

    def _failed(self, path: Path, error: BaseException) -> None:
        """``path`` could not be opened: say why, and what can be done instead."""
        self.window.status.say("")
        self.window.say_waiting(tr("No project is open."))
        if not isinstance(error, KnownError):
            self._errors.tell(error)
            return
        trigger = self.window.router.trigger
        offers: list[tuple[str, Callable[[], object]]] = [
            (tr("Open another project…"), partial(trigger, "project.open")),
            (tr("Open the starter project"), partial(trigger, "project.starter")),
        ]
        if error.message.code == "project.missing" and path.suffix == SUFFIX:
            offers.insert(0, (tr("Make it here"), partial(self.create, path)))
        self.window.notice.say(i18n.sentence(error.message), offers)

    def _make_window(self) -> MainWindow:
        return MainWindow(
            settings=self._settings,
            theme=self._theme,
            errors=self._errors,
            memory=self._memory,
            panels=PANELS,
            extensions=EXTENSIONS,
            prepare=load_behind,
            basics=self._basics,
            analyser=self._analyser,
        )

    def _basics(self, router: ActionRouter) -> object:
        """What can be done without a project, too."""
        projects = ProjectHandlers(
            router,
            folder=self._folder,
            open_project=self.open,
            create=self.create,
            starter=self.open_starter,
        )
        return projects, ApplicationHandlers(router, self._settings), self._help.attach(router)

    def _folder(self) -> Path:
        return self.session.project.path.parent if self.session is not None else Path.home()

    def _setting_changed(self, key: str) -> None:
        if key == "look.theme":
            self._theme.choose(self._settings.text(key))
        elif key == _ANALYSER and self._analyser is not None:
            self._analyser.switch(self._settings.flag(key))
            if self.session is not None:
                self._analyser.start()
        elif key == "look.language":
            i18n.install(self._app, self._settings.text(key))
            QTimer.singleShot(0, self, self._rebuild)

    def _saved(self) -> None:
        if self._rebuilds and self.session is not None and not self.session.save_state.pending:
            self._rebuilds = False
            QTimer.singleShot(0, self, self._rebuild)

    def _rebuild(self) -> None:
        """Make the window anew, in another language, once everything is saved."""
        session = self.session
        if session is not None and session.save_state.pending:
            self._rebuilds = True
            return
        self._rebuilds = False
        old = self.window
        path = session.project.path if session is not None else None
        self._leave()
        self.window = self._make_window()
        self.window.setGeometry(old.geometry())
        self.window.show()
        old.hide()
        old.deleteLater()
        if path is not None:
            self.open(path)


def open_project(path: Path, identity: Identity) -> Opened:
    """Open a project; raises ``ProjectError``.  Any thread."""
    project = Project.open(path, identity=identity)
    try:
        with project.reader() as reader:
            return Opened(project, reader.scheme())
    except BaseException:
        project.close()
        raise


def create_project(path: Path, identity: Identity) -> Opened:
    """Make a project with the default scheme; raises ``ProjectError``.  Any thread."""
    scheme = load_scheme("default")
    project = Project.create(path, identity=identity, scheme=scheme_changes(scheme))
    return Opened(project, scheme)


def open_starter(path: Path, identity: Identity) -> Opened:
    """Open the starter project, made first when it is absent."""
    from juseok.services.starter import ensure_starter  # not needed for a first paint

    return open_project(ensure_starter(path.parent, identity, name=path.stem), identity)


def _opened(
    how: Callable[[Path, Identity], Opened],
    path: Path,
    identity: Identity,
    left: Callable[[], object],
    _: object,
    job: object,
) -> Opened:
    left()  # the very file that is being let go may be asked for again
    return how(path, identity)


def _let_go(opened: Opened) -> None:
    opened.project.close()


def make_application(arguments: Sequence[str]) -> QApplication:
    """The QApplication in Fusion style with the bundled fonts, first among its threads."""
    sys.setswitchinterval(_SWITCH_S)
    found = QApplication.instance()
    if isinstance(found, QApplication):
        app = found
    else:
        QApplication.setHighDpiScaleFactorRoundingPolicy(
            Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
        )
        app = QApplication([*arguments])
    app.setStyle("Fusion")
    app.setApplicationName("juseok")
    app.setApplicationDisplayName("Juseok")
    app.setDesktopFileName("juseok")
    theme.register_fonts()
    app.setFont(theme.ui_font())
    return app


def open_window(project: Path | None, *, starter: bool = False) -> int:
    """Show the window until it is closed; gives the exit code."""
    app = make_application(sys.argv[:1])
    offer_own_lexicons()
    try:
        settings = Settings(config_dir() / "settings.toml")
        i18n.install(app, settings.text("look.language"))
        settings.user()
    except KnownError as error:
        from PySide6.QtWidgets import QMessageBox  # a start that goes well needs none

        language = i18n.resolve(i18n.SYSTEM)
        QMessageBox.critical(None, "Juseok", render(error.message, language))
        return 1
    collector = Collector(app)
    desk = Desk(app, settings, analyser=WindowAnalyser())
    desk.show(project, starter=starter)
    try:
        return app.exec()
    finally:
        desk.close()
        collector.close()
        # The windows go while Qt and Python are both there. Later Python would let go of what a
        # screen reader asked about before Qt has: the process would end by a signal.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

"""The main job done by itself: on a machine without a display, and for the pictures of the help.

It works on a starter project of its own, so neither the person's projects nor their settings
are touched.
"""

import os
import re
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from juseok.app import Desk, make_application
from juseok.core.errors import KnownError
from juseok.core.model import ZoneRole
from juseok.services.annotating import ArticleWorkspace
from juseok.services.exporting import export_project, full_viewer
from juseok.services.starter import ensure_starter
from juseok.services.user import config_dir, data_dir
from juseok.ui import i18n
from juseok.ui.session import Session
from juseok.ui.settings import Settings
from juseok.ui.windows.workbench import Workbench

_SIZE: Final = (1366, 768)
_PATIENCE: Final = 30.0  # seconds for any one step
_LOOK_MS: Final = 20
_SETTLE_MS: Final = 400
_DIALOGS: Final = ("scheme.edit", "app.settings", "help.shortcuts")
_WORDS: Final = (re.compile("반도체|가속기|개정안"), re.compile("[가-힣]{3,}"))
"""What is tagged: a word that looks right in a picture, or else any."""


def take_tour(out: Path) -> int:
    """Leave a picture of every window and an export in ``out``; gives the exit code.

    Raises ``KnownError`` where ``out`` cannot be written or a step does not come to an end.
    """
    out = out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    before = os.environ.get("JUSEOK_CONFIG")
    with tempfile.TemporaryDirectory(prefix="juseok-tour-") as folder:
        os.environ["JUSEOK_CONFIG"] = folder
        try:
            _Tour(out).run()
        finally:
            os.environ.pop("JUSEOK_CONFIG")
            if before is not None:
                os.environ["JUSEOK_CONFIG"] = before
    return 0


class _Tour:
    def __init__(self, out: Path) -> None:
        self._out = out
        self._app = make_application(["juseok"])
        self._settings = Settings(config_dir() / "settings.toml")
        i18n.install(self._app, self._settings.text("look.language"))
        self._desk = Desk(self._app, self._settings)

    def run(self) -> None:
        desk = self._desk
        try:
            desk.window.resize(*_SIZE)
            desk.show(ensure_starter(data_dir(), desk.identity()), starter=False)
            self._until(lambda: self._workspace() is not None, "open")
            self._picture("window")
            self._tag_and_undo()
            self._picture_windows()
            self._settings.set("look.theme", "dark")
            self._picture("dark")
            self._export()
        finally:
            desk.window.close()
            desk.close()

    # -- the job

    def _tag_and_undo(self) -> None:
        """Tag a word as a person would, and take it back."""
        workspace, bench = self._workspace(), self._bench
        assert workspace is not None
        count = len(workspace.mentions)
        start, end = free_word(workspace)
        bench.article.view.select(start, end)
        self._desk.window.router.trigger("tag.TECH")
        self._until(lambda: self._mentions() == count + 1, "tag")
        self._until(lambda: self._session.save_state.pending == 0, "save")
        self._picture("tagged")
        self._desk.window.router.trigger("edit.undo")
        self._until(lambda: self._mentions() == count, "undo")

    def _export(self) -> None:
        project = self._session.project
        export_project(
            project=project,
            viewer=full_viewer(project),
            path=self._out / "starter.jsonl",
            overwrite=True,
        )

    # -- pictures

    def _picture_windows(self) -> None:
        router = self._desk.window.router
        router.trigger("app.palette")
        self._picture("palette")
        self._desk.window.palette_box.hide()
        for action in _DIALOGS:
            if action not in router.missing():
                # A dialog may wait for its end inside the call, so its picture is asked for first.
                name = action.replace(".", "-")
                QTimer.singleShot(_SETTLE_MS, self._app, partial(self._take_dialogs, name))
                router.trigger(action)
                self._settle()
                self._settle()

    def _take_dialogs(self, name: str) -> None:
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible() and widget is not self._desk.window:
                self._save(widget, name)
                widget.close()

    def _picture(self, name: str) -> None:
        self._settle()
        self._save(self._desk.window, name)

    def _save(self, widget: QWidget, name: str) -> None:
        path = self._out / f"{name}.png"
        if not widget.grab().save(str(path)):
            raise KnownError("file.failed", file=str(path), reason="PNG")

    # -- waiting

    def _settle(self) -> None:
        """Let everything that is under way reach the screen."""
        loop = QEventLoop()
        QTimer.singleShot(_SETTLE_MS, loop, loop.quit)
        loop.exec()

    def _until(self, done: Callable[[], bool], step: str) -> None:
        deadline = time.monotonic() + _PATIENCE
        loop = QEventLoop()
        timer = QTimer(loop)
        timer.timeout.connect(lambda: loop.quit() if done() or time.monotonic() > deadline else 0)
        timer.start(_LOOK_MS)
        loop.exec()
        if not done():
            raise KnownError("tour.stuck", step=step)

    # -- what is on screen

    @property
    def _session(self) -> Session:
        session = self._desk.session
        assert session is not None
        return session

    @property
    def _bench(self) -> Workbench:
        bench = self._desk.window.bench
        assert bench is not None
        return bench

    def _workspace(self) -> ArticleWorkspace | None:
        """The article on screen, once there is one."""
        if self._desk.session is None or self._desk.window.bench is None:
            return None
        return self._session.workspace(self._bench.article.showing)

    def _mentions(self) -> int:
        workspace = self._workspace()
        return -1 if workspace is None else len(workspace.mentions)


def free_word(workspace: ArticleWorkspace) -> tuple[int, int]:
    """A word of the body that no mention touches; ``[start, end)`` in code points."""
    taken = [(span.start, span.end) for mention in workspace.mentions for span in mention.spans]
    body = [zone for zone in workspace.article.zones if zone.role is ZoneRole.BODY]
    for pattern, zone in product(_WORDS, body):
        for word in pattern.finditer(workspace.article.text, zone.start, zone.end):
            if all(word.end() <= start or word.start() >= end for start, end in taken):
                return word.span()
    raise KnownError("tour.stuck", step="word")

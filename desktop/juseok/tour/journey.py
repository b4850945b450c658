"""The way of the tour: what is read, tagged, taken back and exported, and what is shown of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from juseok.app import Desk, make_application
from juseok.core.errors import KnownError
from juseok.core.resources import seed
from juseok.services.annotating import ArticleWorkspace
from juseok.services.starter import ensure_starter
from juseok.services.user import config_dir, data_dir
from juseok.tour.hands import Hands, let_work, wait_until
from juseok.tour.pictures import save_picture
from juseok.ui import i18n
from juseok.ui.dialogs.export_dialog import ExportDialog
from juseok.ui.dialogs.import_dialog import ImportDialog
from juseok.ui.session import Session
from juseok.ui.settings import Settings
from juseok.ui.windows.help_window import HelpWindow
from juseok.ui.windows.workbench import Workbench

_SIZE: Final = (1366, 768)
_SETTLE_MS: Final = 180
"""Longer than the window waits before it draws what changes in a row."""

_ARTICLE: Final = "교토에 합작사"
_SECOND: Final = "불허 결정"
_EVENT: Final = "협약식"
_CONTENT: Final = "합작의 배경으로 두 회사의 뿌리"
_SOURCE: Final = "반도체 업계"
_CUE: Final = "꼽는다"
_HEAD: Final = "대표"
_TAIL: Final = "구자온"
_SEARCH: Final = "날짜:2026-04.. 수출 허가"
_QUESTION: Final = "아직 내정 단계인데 직함 관계로 볼까?"
_DIALOGS: Final = (
    ("details", "article.about"),
    ("scheme", "scheme.edit"),
    ("settings", "app.settings"),
    ("shortcuts", "help.shortcuts"),
    ("help", "help.guide"),
    ("about", "help.about"),
)


class Journey:
    """Leaves its pictures and exports in ``out``; ``home`` holds the project and settings."""

    def __init__(self, out: Path, home: Path) -> None:
        self._out = out
        self._home = home
        self._app = make_application(["juseok"])
        self._settings = Settings(config_dir() / "settings.toml")
        self._settings.set("look.theme", "light")
        i18n.install(self._app, self._settings.text("look.language"))
        self._desk = Desk(self._app, self._settings)
        self._hands = Hands(self._desk.window)
        self._turned = 0

    def go(self) -> None:
        """From the first window to the export; raises ``KnownError`` where a step fails."""
        desk = self._desk
        try:
            desk.window.resize(*_SIZE)
            desk.show(ensure_starter(data_dir(), desk.identity()), starter=False)
            wait_until(lambda: self._is_open() and self._session.index is not None, "open")
            self._session.undone.connect(self._count_turn)
            self._read()
            self._annotate()
            self._finish()
            self._bring_in()
            self._show_dialogs()
            self._export()
        except KnownError:
            save_picture(desk.window, self._out / "stuck.png")
            raise
        finally:
            desk.window.close()
            desk.close()

    # -- reading

    def _read(self) -> None:
        self._picture("window")
        self._settings.set("look.theme", "dark")
        self._picture("dark")
        self._settings.set("look.theme", "light")
        self._hands.press("Ctrl+K")
        self._picture("palette")
        self._hands.press("Esc", "F9")
        self._picture("reading")
        self._hands.press("F9", "Ctrl+PgDown")
        self._settle()
        self._hands.press("Ctrl+J")
        self._picture("zones")
        self._hands.press("Esc")
        self._go_to(_ARTICLE)

    def _go_to(self, title: str) -> None:
        before = self._bench.article.showing
        self._hands.press("Ctrl+P")
        self._choose(title)
        wait_until(lambda: self._is_open() and self._bench.article.showing != before, title)

    def _choose(self, words: str) -> None:
        """Type into the palette and take what it finds."""
        palette = self._desk.window.palette_box
        wait_until(palette.isVisible, words)
        self._hands.write(words)
        self._settle()
        self._hands.press("Enter")

    # -- the job

    def _annotate(self) -> None:
        """A mention, a claim, a relationship and a question; all back, and all again."""
        before = self._records()
        self._tag()
        self._claim()
        self._relate()
        self._ask()
        self._settle()
        after = self._records()
        taken = self._turn("Ctrl+Z", lambda: self._session.undo_label is not None)
        wait_until(lambda: self._records() == before, "undo")
        self._picture("undone")
        if self._turn("Ctrl+Shift+Z", lambda: self._session.redo_label is not None) != taken:
            raise KnownError("tour.stuck", step="redo")
        wait_until(lambda: self._records() == after, "redo")

    def _tag(self) -> None:
        count = len(self._workspace.mentions)
        self._find(_EVENT)
        self._hands.press("F")
        wait_until(lambda: len(self._workspace.mentions) == count + 1, "tag")
        self._picture("tagged")

    def _claim(self) -> None:
        count = len(self._workspace.claims)
        self._find(_CONTENT)
        self._hands.press("Z")
        wait_until(lambda: len(self._workspace.claims) == count + 1, "claim")
        self._find(_SOURCE)
        self._hands.press("X")
        self._find(_CUE)
        self._hands.press("C", "2")
        made = next(each for each in self._workspace.claims if each.content[0].quote == _CONTENT)
        if made.source_state != "given" or not made.cue:
            raise KnownError("tour.stuck", step="claim")
        self._picture("claim")

    def _relate(self) -> None:
        count = len(self._workspace.relationships)
        tail = next(each for each in self._workspace.mentions if each.spans[0].quote == _TAIL)
        letters: dict[str, str] = {}

        def take(badges: dict[str, str]) -> None:
            letters.update(badges)

        self._find(_HEAD)
        place = self._bench.place
        place.badges_asked.connect(take)
        self._hands.press("Left", "B")
        wait_until(lambda: tail.id in letters, "letters")
        place.badges_asked.disconnect(take)
        self._picture("relationship-letters")
        self._hands.press(*letters[tail.id])
        wait_until(self._desk.window.palette_box.isVisible, "types")
        self._picture("relationship-types")
        self._hands.press("1")
        wait_until(lambda: len(self._workspace.relationships) == count + 1, "relationship")
        self._hands.press("Ctrl+3")
        self._picture("relationships")

    def _ask(self) -> None:
        count = len(self._workspace.remarks)
        self._bench.article.view.setFocus()
        self._hands.press("Shift+/")
        wait_until(lambda: len(self._workspace.remarks) == count + 1, "question")
        self._hands.press("Shift+/")
        self._settle()
        self._hands.write(_QUESTION)
        self._hands.press("Ctrl+Enter")
        self._picture("notes")

    def _turn(self, keys: str, is_more: Callable[[], bool]) -> int:
        """Press until nothing is left to turn; gives how often."""
        first = self._turned
        self._settle()
        while is_more():
            before = self._turned
            self._hands.press(keys)
            wait_until(lambda before=before: self._turned > before and self._is_quiet(), keys)
        return self._turned - first

    def _finish(self) -> None:
        self._hands.press("Ctrl+1")
        self._bench.article.view.setFocus()
        self._hands.press("Ctrl+Enter")
        self._picture("finish")
        self._hands.press("Esc", "Ctrl+Shift+O")
        self._choose(_SECOND)
        wait_until(lambda: self._bench.inspector.second is not None, "beside")
        self._picture("beside")
        self._hands.press("Ctrl+1", "Ctrl+Shift+F", "Ctrl+A")
        self._hands.write(_SEARCH)
        self._picture("search")
        self._hands.press("Esc", "Ctrl+1")

    # -- dialogs

    def _bring_in(self) -> None:
        self._hands.drop(seed("articles"))
        dialog = self._dialog("import")
        if not isinstance(dialog, ImportDialog):
            raise KnownError("tour.stuck", step="import")
        wait_until(dialog.accept_button.isEnabled, "import")
        self._take(dialog, "import")

    def _show_dialogs(self) -> None:
        for name, action in _DIALOGS:
            self._desk.window.activateWindow()  # a dialog belongs to the window in front
            wait_until(self._desk.window.isActiveWindow, name)
            self._desk.window.router.trigger(action)
            self._take(self._dialog(name), name)

    def _export(self) -> None:
        path = self._out / "starter.jsonl"
        path.unlink(missing_ok=True)
        self._desk.window.activateWindow()
        wait_until(self._desk.window.isActiveWindow, "export")
        self._hands.press("Ctrl+E")
        dialog = self._dialog("export")
        if not isinstance(dialog, ExportDialog):
            raise KnownError("tour.stuck", step="export")
        dialog.form.target.field.setText(path.name)  # the picture tells of no folder
        wait_until(lambda: bool(dialog.preview.toPlainText()), "preview")
        self._settle()
        save_picture(dialog, self._out / "export.png")
        dialog.form.target.field.setText(str(path))
        dialog.go.click()
        wait_until(lambda: dialog.report is not None and path.is_file(), "export")
        dialog.close()

    def _dialog(self, step: str) -> QWidget:
        """The window before the main one, once it is there."""
        wait_until(lambda: bool(self._others()), step)
        return self._others()[0]

    def _others(self) -> list[QWidget]:
        """The windows beside the main one; tool tips and menus are none."""
        return [
            each
            for each in QApplication.topLevelWidgets()
            if each.isVisible() and isinstance(each, QDialog | HelpWindow)
        ]

    def _take(self, dialog: QWidget, name: str) -> None:
        self._settle()
        save_picture(dialog, self._out / f"{name}.png")
        dialog.close()
        wait_until(lambda: not self._others(), name)

    # -- on screen

    def _find(self, words: str) -> None:
        """Select the first place of ``words`` with the search line."""
        self._bench.article.view.setFocus()
        self._hands.press("Ctrl+F", "Ctrl+A")
        self._hands.write(words)
        self._hands.press("Esc")
        if self._bench.article.view.selected_text() != words:
            raise KnownError("tour.stuck", step=words)

    def _picture(self, name: str) -> None:
        self._settle()
        save_picture(self._desk.window, self._out / f"{name}.png")

    def _settle(self) -> None:
        """Let everything that is under way reach the screen."""
        let_work(_SETTLE_MS)
        wait_until(self._is_quiet, "rest")

    def _is_quiet(self) -> bool:
        session = self._session
        return session.tasks.idle and session.jobs.idle and session.save_state.pending == 0

    def _is_open(self) -> bool:
        if self._desk.session is None or self._desk.window.bench is None:
            return False
        return self._desk.session.workspace(self._bench.article.showing) is not None

    def _count_turn(self) -> None:
        self._turned += 1

    def _records(self) -> dict[str, object]:
        """Every annotation of the article on screen, by id."""
        found = self._workspace.annotations
        kinds = (found.mentions, found.claims, found.relationships, found.remarks)
        return {each.id: each for kind in kinds for each in kind}

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

    @property
    def _workspace(self) -> ArticleWorkspace:
        workspace = self._session.workspace(self._bench.article.showing)
        assert workspace is not None
        return workspace

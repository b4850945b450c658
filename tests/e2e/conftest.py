"""The real ``main()`` in this process, with a home of its own and a person at the window."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from juseok.__main__ import main
from juseok.app import Desk
from juseok.ui import i18n

pytest.register_assert_rewrite(
    "tests.e2e.dialogs", "tests.e2e.hands", "tests.e2e.job", "tests.e2e.team", "tests.e2e.ways"
)

from tests.e2e.hands import PATIENCE, Hands  # noqa: E402 (rewritten only from now on)

OWN_PAGES = Path(__file__).parents[2] / "seeds" / "articles"
_CRAWLED = Path(os.environ.get("JUSEOK_SAMPLES", "/nowhere/samples")).parent / "seeds"
CRAWLED_PAGES = sorted(_CRAWLED.glob("*.txt")) if "JUSEOK_SAMPLES" in os.environ else []

Journey = Callable[[Hands], None]


@pytest.fixture(autouse=True)
def own_settings(tmp_path, monkeypatch):
    """Settings of a Korean annotator, and of nobody else."""
    folder = tmp_path / "config"
    folder.mkdir()
    settings = '[annotator]\nid = "11111111-1111-4111-8111-111111111111"\nname = "박기자"\n'
    settings += '[look]\nlanguage = "ko"\ntheme = "light"\n'
    (folder / "settings.toml").write_text(settings, encoding="utf-8")
    monkeypatch.setenv("JUSEOK_CONFIG", str(folder))


@pytest.fixture
def folder(tmp_path) -> Path:
    """Five crawled pages in a folder of their own: real ones where there are, else our own."""
    folder = tmp_path / "받은 기사"
    folder.mkdir()
    for page in CRAWLED_PAGES or sorted(OWN_PAGES.glob("*.txt"))[:5]:
        shutil.copy(page, folder)
    return folder


@pytest.fixture
def command(monkeypatch, capsys):
    """Calls ``main()`` with arguments; gives the exit code."""

    def call(*arguments: str | Path) -> int:
        monkeypatch.setattr(sys, "argv", ["juseok", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0)

    return call


@pytest.fixture
def path(tmp_path, command) -> Path:
    """A project with five articles in it, closed."""
    path = tmp_path / "뉴스.juseok"
    assert command("import", path, *sorted(OWN_PAGES.glob("*.txt"))[:5]) == 0
    return path


@pytest.fixture
def at_window(qapp, qtbot, command):
    """``at_window(journey, *arguments)``: what a person does in the window of ``main()``.

    The journey runs inside the application's own event loop, from when the window is shown;
    the window is closed at its end, if the person did not.
    """

    def sit_down(journey: Journey, *arguments: str | Path, wait: bool = True) -> None:
        failed: list[BaseException] = []
        bugs: list[str] = []
        desks: list[Desk] = []

        def work() -> None:
            desk = next(each for each in reversed(qapp.children()) if isinstance(each, Desk))
            desks.append(desk)
            desk._errors.bug.connect(bugs.append)
            hands = Hands(
                desk, lambda done: qtbot.waitUntil(lambda: bool(done()), timeout=PATIENCE)
            )
            try:
                if wait:
                    hands.wait_open()
                journey(hands)
            except BaseException as error:
                failed.append(error)
            finally:
                for widget in QApplication.topLevelWidgets():
                    widget.close()

        QTimer.singleShot(0, qapp, work)
        code = command(*arguments)
        if failed:
            raise failed[0]
        assert desks, "no window was opened"
        assert bugs == []
        assert code == 0

    yield sit_down
    i18n.install(qapp, "en")

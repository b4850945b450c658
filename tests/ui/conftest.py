"""Windows are tested offscreen, with settings of their own."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from tests.ui.kit import make_project, move_in

from juseok.app import open_project
from juseok.store.identity import Identity
from juseok.ui import i18n, theme
from juseok.ui.errors import Errors
from juseok.ui.parts import EXTENSIONS, PANELS
from juseok.ui.session import Session
from juseok.ui.settings import Settings
from juseok.ui.windows.main_window import MainWindow


@pytest.fixture(autouse=True)
def own_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("JUSEOK_CONFIG", str(tmp_path / "config"))


@pytest.fixture(scope="session")
def qapp(qapp_args):
    app = QApplication.instance() or QApplication([*qapp_args, "-style", "fusion"])
    theme.register_fonts()
    app.setFont(theme.ui_font())
    return app


@pytest.fixture
def korean(qapp):
    i18n.install(qapp, "ko")
    yield
    i18n.install(qapp, "en")


def _identity_in(folder: Path) -> Identity:
    return Identity("11111111-1111-4111-8111-111111111111", "박기자", folder / "state")


@pytest.fixture
def identity(tmp_path) -> Identity:
    return _identity_in(tmp_path)


@pytest.fixture(scope="session")
def _made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make_project(folder / "뉴스.juseok", _identity_in(folder)).close()
    return folder / "뉴스.juseok"


@pytest.fixture
def project_path(tmp_path, identity, _made):
    """A closed project file with three short articles."""
    path = tmp_path / "뉴스.juseok"
    move_in(_made, path, identity)
    return path


@pytest.fixture
def session(qapp, project_path, identity):
    """The project of ``project_path``, open."""
    opened = open_project(project_path, identity)
    session = Session(opened.project, opened.scheme)
    yield session
    session.close()


@pytest.fixture
def settings(qapp, tmp_path):
    return Settings(tmp_path / "config" / "settings.toml")


@pytest.fixture
def window(qapp, qtbot, session, settings, tmp_path):
    """The main window on the project, with its first article on screen and in focus."""
    errors = Errors()
    session.error.connect(errors.tell)
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    look = theme.Theme(qapp, "light")
    window = MainWindow(
        settings=settings,
        theme=look,
        errors=errors,
        memory=memory,
        panels=PANELS,
        extensions=EXTENSIONS,
    )
    qtbot.addWidget(window)
    window.show_session(session)
    with qtbot.waitSignal(window.bench.article_shown):
        window.show()
    qtbot.waitUntil(lambda: session.index is not None)
    yield window
    window.leave_session()
    look.deleteLater()

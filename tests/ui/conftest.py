"""Windows are tested offscreen, with settings of their own."""

import pytest
from PySide6.QtWidgets import QApplication

from juseok.ui import i18n, theme


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

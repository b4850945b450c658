"""What the very first start shows."""

from tests.ui.kit import make_project

from juseok.app import Desk
from juseok.services.user import config_dir, data_dir
from juseok.ui.settings import Settings


def test_a_first_start_opens_the_starter_project(qapp, qtbot):
    desk = Desk(qapp, Settings(config_dir() / "settings.toml"))
    qtbot.addWidget(desk.window)
    try:
        desk.show(None, starter=False)
        qtbot.waitUntil(lambda: desk.window.bench is not None, timeout=30_000)
        listed = desk.window.bench.list.model
        qtbot.waitUntil(lambda: listed.rowCount() == 7)
        assert len(list(data_dir().glob("*.juseok"))) == 1
    finally:
        desk.close()


def test_an_empty_project_says_how_articles_come_in(qapp, qtbot, tmp_path, identity):
    path = tmp_path / "빈.juseok"
    make_project(path, identity, articles=()).close()
    desk = Desk(qapp, Settings(config_dir() / "settings.toml"))
    qtbot.addWidget(desk.window)
    try:
        desk.show(path, starter=False)
        qtbot.waitUntil(lambda: desk.window.bench is not None, timeout=30_000)
        nothing = desk.window.bench.article.nothing
        qtbot.waitUntil(lambda: "No articles yet" in nothing.words.text())
        assert nothing.button.isVisibleTo(desk.window)
        qtbot.waitUntil(nothing.button.isEnabled)
    finally:
        desk.close()

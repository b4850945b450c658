"""What the very first start shows."""

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

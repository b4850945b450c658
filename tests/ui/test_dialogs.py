import pytest
from PySide6.QtCore import Qt
from tests.ui.keys import press

from juseok.ui.actions import ActionRouter
from juseok.ui.dialogs.settings_dialog import SettingsDialog
from juseok.ui.settings import TABLE
from juseok.ui.shortcuts_page import ShortcutModel, ShortcutsDialog


@pytest.fixture
def dialog(qtbot, settings):
    dialog = SettingsDialog(settings)
    qtbot.addWidget(dialog)
    return dialog


def test_every_setting_with_a_label_has_a_named_control(dialog):
    wanted = {setting.key for setting in TABLE if setting.label}
    assert set(dialog.controls) == wanted
    assert all(control.accessibleName() for control in dialog.controls.values())


def test_a_change_holds_at_once(dialog, settings):
    dialog.controls["reading.font_size"].setValue(21)
    assert settings.number("reading.font_size") == 21


def test_a_change_made_elsewhere_is_shown(dialog, settings):
    settings.set("look.theme", "dark")
    assert dialog.controls["look.theme"].currentData() == "dark"


@pytest.fixture
def router(qapp, settings):
    router = ActionRouter()
    for action in ("claim.new", "claim.cue", "edit.undo"):
        router.register(action, lambda: None)
    settings.keys_changed.connect(lambda: router.set_overrides(settings.key_overrides()))
    return router


@pytest.fixture
def page(qtbot, router, settings):
    page = ShortcutsDialog(router, settings)
    qtbot.addWidget(page)
    return page


def test_the_table_of_shortcuts_is_a_sound_model(router, qtmodeltester):
    qtmodeltester.check(ShortcutModel(router))


def test_a_new_key_is_taken_by_its_place(page, router):
    page.choose("claim.new")
    press(page.key, "H", text="ㅗ")
    assert [str(c) for c in router.keys(router.spec("claim.new"))] == ["H"]


def test_a_key_that_is_taken_is_refused_with_the_owner_s_name(page, router):
    page.choose("claim.new")
    press(page.key, "C", text="ㅊ")
    assert "Set the cue" in page.words
    assert [str(c) for c in router.keys(router.spec("claim.new"))] == ["Z"]


def test_a_key_can_be_taken_away_and_given_back(page, router, qtbot):
    page.choose("claim.new")
    qtbot.mouseClick(page._none, Qt.MouseButton.LeftButton)
    assert router.keys(router.spec("claim.new")) == ()
    qtbot.mouseClick(page._default, Qt.MouseButton.LeftButton)
    assert [str(c) for c in router.keys(router.spec("claim.new"))] == ["Z"]

import tomllib

import pytest

from juseok.services.user import SettingsError
from juseok.ui.settings import TABLE, Settings


@pytest.fixture
def path(tmp_path):
    return tmp_path / "config" / "settings.toml"


def test_only_what_was_changed_is_written(qapp, path):
    settings = Settings(path)
    settings.set("look.theme", "dark")
    settings.set("reading.font_size", 19)
    settings.set("reading.font_size", 17)
    assert tomllib.loads(path.read_text()) == {"look": {"theme": "dark"}}


def test_a_change_is_told_once_and_survives(qapp, qtbot, path):
    settings = Settings(path)
    with qtbot.waitSignal(settings.changed) as told:
        settings.set("reading.line_spacing", 2.0)
    assert told.args == ["reading.line_spacing"]
    with qtbot.assertNotEmitted(settings.changed):
        settings.set("reading.line_spacing", 2.0)
    assert Settings(path).number("reading.line_spacing") == 2.0


def test_values_of_the_wrong_sort_count_as_absent(qapp, path):
    path.parent.mkdir(parents=True)
    path.write_text('[look]\ntheme = "purple"\n[reading]\nfont_size = 900\nhide_zones = 1\n')
    settings = Settings(path)
    assert settings.text("look.theme") == "system"
    assert settings.number("reading.font_size") == 40
    assert settings.flag("reading.hide_zones") is False


@pytest.mark.parametrize("content", [b"[look\n", b"\xff\xfe\x00"])
def test_a_damaged_file_blocks_and_is_left_as_it_is(qapp, path, content):
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        Settings(path)
    assert caught.value.message.code == "settings.unreadable"
    assert path.read_bytes() == content


def test_what_the_table_does_not_know_survives_a_change(qapp, path):
    path.parent.mkdir(parents=True)
    path.write_text('[later]\nnew = "thing"\n')
    Settings(path).set("look.theme", "light")
    assert tomllib.loads(path.read_text()) == {
        "later": {"new": "thing"},
        "look": {"theme": "light"},
    }


def test_the_annotator_is_made_once(qapp, path):
    settings = Settings(path)
    first = settings.user()
    settings.set("annotator.name", "한별")
    assert Settings(path).user().annotator == first.annotator
    assert Settings(path).user().name == "한별"


def test_keys_are_kept_and_given_back(qapp, path):
    settings = Settings(path)
    settings.set_keys("claim.new", ("H",))
    assert Settings(path).key_overrides() == {"claim.new": ("H",)}
    settings.set_keys("claim.new", None)
    assert Settings(path).key_overrides() == {}


def test_recent_projects_stand_newest_first_without_repeats(qapp, path, tmp_path):
    settings = Settings(path)
    for name in ("a", "b", "a"):
        settings.remember_project(tmp_path / name)
    assert settings.strings("project.recent") == [str(tmp_path / "a"), str(tmp_path / "b")]


def test_defaults_fit_their_own_bounds(qapp, path):
    settings = Settings(path)
    assert all(settings.get(setting.key) == setting.default for setting in TABLE)

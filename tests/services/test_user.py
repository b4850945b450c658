"""The annotator's id is made once and never lost."""

from pathlib import Path

import pytest

from juseok.services import user
from juseok.services.user import SettingsError, current_user, read_settings


def test_the_id_is_made_once_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.toml"
    first = current_user(path)
    assert first.annotator
    assert current_user(path) == first


def test_making_the_id_keeps_the_other_settings(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('[look]\ntheme = "dark"\n[annotator]\nname = "한별"\n', encoding="utf-8")
    made = current_user(path)
    assert made.name == "한별"
    assert read_settings(path) == {
        "look": {"theme": "dark"},
        "annotator": {"name": "한별", "id": made.annotator},
    }


@pytest.mark.parametrize("kept", ["", '[annotator]\nname = "  "\n'])
def test_without_a_name_the_login_name_stands_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: str
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "haneul")
    path = tmp_path / "settings.toml"
    path.write_text(kept, encoding="utf-8")
    assert current_user(path).name == "haneul"


def test_a_machine_without_users_has_an_annotator_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise OSError("no such user")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert current_user(tmp_path / "settings.toml").name


@pytest.mark.parametrize("content", [b"\xff\xfe not utf-8", b"[broken"])
def test_a_damaged_file_blocks_and_stays(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        current_user(path)
    assert caught.value.message.code == "settings.unreadable"
    assert path.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError) as caught:
        current_user(tmp_path / "file" / "settings.toml")
    assert caught.value.message.code in {"settings.unwritable", "settings.unreadable"}


def test_one_variable_moves_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUSEOK_CONFIG", str(tmp_path))
    for folder in (user.config_dir(), user.state_dir(), user.data_dir()):
        assert folder.is_relative_to(tmp_path)


def test_without_it_the_platform_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JUSEOK_CONFIG", raising=False)
    folders = {user.config_dir(), user.state_dir(), user.data_dir()}
    assert len(folders) == 3
    assert {folder.name for folder in folders} == {"juseok"}

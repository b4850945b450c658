"""Folders of exports: names that every system takes, and nothing of anybody else's is touched."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.errors import FormatError
from juseok.core.messages import render
from juseok.formats.folder import (
    EditedError,
    NewNames,
    Titled,
    check_target,
    digest_of,
    put_folder_in_place,
    safe_name,
)

DIGEST = "0f3a9c21bbcd0123" * 4


@given(st.text(max_size=200))
def test_a_name_is_short_safe_and_the_same_each_time(title: str) -> None:
    name = safe_name(title, DIGEST)
    assert name == safe_name(title, DIGEST) == unicodedata.normalize("NFC", name)
    assert len(name) <= 70
    assert len(f"{name}.txt".encode()) <= 255
    assert not set(name) & set('<>:"/\\|?*#% \t\n')
    assert not name.startswith(".")
    name.encode("utf-8")


def test_names_that_are_taken_get_more_of_the_hash() -> None:
    first = safe_name("가", DIGEST)
    assert safe_name("가", DIGEST, taken={first.casefold()}) == f"가-{DIGEST[:16]}"


def test_an_article_has_as_many_names_as_it_has_annotators() -> None:
    names = NewNames()
    found = [names.of(Titled("A 기사", DIGEST)) for _ in range(6)]
    assert len({each.casefold() for each in found}) == 6
    assert all(each.startswith(f"A_기사-{DIGEST[:8]}") for each in found)


def export(path: Path, *, files: tuple[str, ...] = ("a.txt",)) -> Path:
    path.mkdir()
    for name in files:
        (path / name).write_text("글", "utf-8")
    digests = {name: digest_of(path / name) for name in files}
    manifest = {"made_by": "juseok", "files": digests}
    (path / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return path


def test_a_folder_that_is_not_there_or_empty_is_taken(tmp_path: Path) -> None:
    check_target(tmp_path / "new", overwrite=False)
    (tmp_path / "empty").mkdir()
    check_target(tmp_path / "empty", overwrite=False)
    put_folder_in_place(export(tmp_path / "draft"), tmp_path / "empty", overwrite=False)
    assert (tmp_path / "empty" / "a.txt").exists()


def test_an_earlier_export_goes_only_when_that_is_asked_for(tmp_path: Path) -> None:
    old = export(tmp_path / "old", files=("a.txt", "b.txt"))
    with pytest.raises(FormatError) as refused:
        check_target(old, overwrite=False)
    assert refused.value.message.code == "folder.exists"
    put_folder_in_place(export(tmp_path / "draft"), old, overwrite=True)
    assert sorted(each.name for each in old.iterdir()) == ["a.txt", "manifest.json"]
    assert [each.name for each in tmp_path.iterdir()] == ["old"]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda path: (path / "manifest.json").unlink(), "folder.not_ours"),
        (lambda path: (path / "manifest.json").write_text("{", "utf-8"), "folder.not_ours"),
        (lambda path: (path / "mine.txt").write_text("x", "utf-8"), "folder.changed"),
    ],
)
def test_what_no_export_made_is_never_replaced(spoil, code: str, tmp_path: Path) -> None:
    old = export(tmp_path / "old")
    spoil(old)
    with pytest.raises(FormatError) as refused:
        put_folder_in_place(export(tmp_path / "draft"), old, overwrite=True)
    assert refused.value.message.code == code
    assert (old / "a.txt").exists()


def test_what_was_changed_since_goes_only_when_that_is_asked_for_too(tmp_path: Path) -> None:
    names = ("a.ann", "b.ann", "c.ann", "d.ann", "e.ann")
    old = export(tmp_path / "old", files=names)
    (old / "e.ann").unlink()
    check_target(old, overwrite=True)  # what is gone is no loss
    for name in names[:4]:
        (old / name).write_text("다른 글", "utf-8")
    with pytest.raises(EditedError) as refused:
        put_folder_in_place(export(tmp_path / "draft"), old, overwrite=True)
    said = refused.value.message
    assert (said.code, said.params["files"]) == ("folder.edited", "a.ann, b.ann, c.ann")
    assert "and 1 more" in render(said, "en")
    assert (old / "a.ann").read_text("utf-8") == "다른 글"
    put_folder_in_place(tmp_path / "draft", old, overwrite=True, edited=True)
    assert [each.name for each in old.glob("*.txt")] == ["a.txt"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FormatError) as refused:
        check_target(tmp_path / "file", overwrite=True)
    assert refused.value.message.code == "folder.file"

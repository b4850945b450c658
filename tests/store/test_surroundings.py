"""Odd names, folders without rights, clocks that jump: none of them costs an annotation."""

import unicodedata
from pathlib import Path

import pytest
from tests.store.kit import Desk

from juseok.core.errors import ProjectError
from juseok.store import files
from juseok.store.backup import backups_of
from juseok.store.doctor import check
from juseok.store.identity import Identity
from juseok.store.project import Project

NAMES = {
    "blanks": "  뉴스  주석 2026 .juseok",
    "decomposed": unicodedata.normalize("NFD", "국정감사 주석.juseok"),
    "of an address": "100% #1? &a=b;c 'x' \"y\" [z].juseok",
    "emoji and hanja": "選擧😀.juseok",
    "no ending": "주석",
    "a leading dot": ".숨김.juseok",
    "long": "가" * 50 + ".juseok",
}
JUMPS = (0.0, -1.8e9, 4e9, -4e9, 1e7, -1e7, -3600.0, 3600.0, 86_400 * 365 * 50)
"""Seconds: to 1970 and before, far ahead, months and the hour of daylight saving either way."""


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_project_of_any_name_keeps_what_is_put_in(
    tmp_path: Path, identity: Identity, name: str
) -> None:
    folder = tmp_path / "폴더 #1 %20?" / unicodedata.normalize("NFD", "분해")
    folder.mkdir(parents=True)
    path = folder / name
    with Project.create(path, identity=identity, scheme=()) as project:
        desk = Desk(project)
        desk.add_article()
        made = desk.mention()
        copy = project.back_up()
    assert sorted(each.name for each in folder.iterdir()) == sorted([name, copy.parent.name])
    assert list(backups_of(path)) == [copy]
    for each in (path, copy):
        assert check(each) == []
        with Project.open(each, identity=identity) as project:
            assert [mention.id for mention in Desk(project).mentions()] == [made]


def test_a_name_that_is_too_long_is_refused_in_words(tmp_path: Path, identity: Identity) -> None:
    with pytest.raises(ProjectError):
        Project.create(tmp_path / ("가" * 90 + ".juseok"), identity=identity, scheme=())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_opens_for_reading_with_the_reason(
    desk: Desk, identity: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.mention()
    path = desk.project.path
    desk.project.close()
    writable = files.writable
    monkeypatch.setattr(files, "writable", lambda each: each != path.parent and writable(each))
    before = sorted(path.parent.iterdir())
    with Project.open(path, identity=identity) as project:
        assert project.read_only is not None
        assert project.read_only.code == "project.read_only.folder"
        assert len(Desk(project).mentions()) == 1
        with pytest.raises(ProjectError):
            Desk(project).mention()
    assert sorted(path.parent.iterdir()) == before


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, identity: Identity) -> None:
    path = tmp_path / "없음" / "a.juseok"
    with pytest.raises(ProjectError) as raised:
        Project.create(path, identity=identity, scheme=())
    assert raised.value.message.code == "project.no_folder"
    with pytest.raises(ProjectError) as raised:
        Project.open(path, identity=identity)
    assert raised.value.message.code == "project.missing"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("what", ["folder", "link to nothing", "link to a folder", "ring of links"])
def test_what_stands_at_the_path_is_never_replaced_nor_followed_into_nothing(
    tmp_path: Path, identity: Identity, what: str
) -> None:
    path = tmp_path / "a.juseok"
    if what == "folder":
        path.mkdir()
    else:
        (tmp_path / "folder").mkdir()
        target = {"link to nothing": "none", "link to a folder": "folder"}.get(what, path.name)
        path.symlink_to(tmp_path / target)
    before = sorted((each.name, each.is_symlink()) for each in tmp_path.iterdir())
    with pytest.raises(ProjectError) as raised:
        Project.create(path, identity=identity, scheme=())
    assert raised.value.message.code == "project.exists"
    with pytest.raises(ProjectError):
        Project.open(path, identity=identity)
    assert sorted((each.name, each.is_symlink()) for each in tmp_path.iterdir()) == before


def test_whatever_the_clock_says_the_last_edit_counts_and_ids_are_never_used_twice(
    path: Path, identity: Identity
) -> None:
    now = 1.8e9

    def clock() -> float:
        return now

    with Project.create(path, identity=identity, scheme=(), clock=clock) as project:
        desk = Desk(project)
        desk.add_article()
        made = desk.mention()
    for number, jump in enumerate(JUMPS):
        now += jump
        with Project.open(path, identity=identity, clock=clock) as project:
            desk = Desk(project)
            desk.set(made, note=f"{number}")
            assert desk.mentions()[0].note == f"{number}"
            desk.set(made, note="취소할 것")
            project.writer.undo().result()
            assert desk.mentions()[0].note == f"{number}"
            with project.reader() as reader:
                ops = list(reader.all_ops())
            assert len({op.op_id for op in ops}) == len(ops)
    assert check(path) == []

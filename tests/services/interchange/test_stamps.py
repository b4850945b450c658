"""Files that were looked through are told from those that came to be since."""

from pathlib import Path

import pytest

from juseok.core.errors import FormatError
from juseok.services.interchange.stamps import Stamps, require_same, stamps_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inner = tmp_path / "받은 것"
    inner.mkdir()
    for name in ("a.txt", "a.ann", "b.ann"):
        (inner / name).write_text("하나", "utf-8")
    return inner


def changed(paths: list[Path], before: Stamps) -> str:
    with pytest.raises(FormatError) as refused:
        require_same(paths, before)
    assert refused.value.message.code == "documents.changed"
    return str(refused.value.message.params["file"])


def test_what_nobody_touched_is_the_same(folder: Path) -> None:
    for paths in ([folder], [folder / "a.ann"], [folder / "a.ann", folder / "b.ann"]):
        require_same(paths, stamps_of(paths))


def test_a_file_in_a_folder_that_changed_came_or_went_is_named(folder: Path) -> None:
    before = stamps_of([folder])
    (folder / "a.ann").write_text("하나둘", "utf-8")
    assert changed([folder], before) == "a.ann"
    before = stamps_of([folder])
    (folder / "c.ann").write_text("셋", "utf-8")
    assert changed([folder], before) == "c.ann"
    before = stamps_of([folder])
    (folder / "b.ann").unlink()
    assert changed([folder], before) == "b.ann"


def test_a_text_that_went_from_beside_a_file_that_was_named_is_missed(folder: Path) -> None:
    named = [folder / "a.ann", folder / "b.ann"]
    before = stamps_of(named)
    (folder / "a.txt").unlink()
    assert changed(named, before) == "a.txt"


def test_the_text_beside_annotations_counts_too(folder: Path) -> None:
    before = stamps_of([folder / "a.ann"])
    (folder / "b.ann").write_text("안 고른 것", "utf-8")
    require_same([folder / "a.ann"], before)
    (folder / "a.txt").write_text("다른 글", "utf-8")
    assert changed([folder / "a.ann"], before) == "a.txt"


def test_a_project_beside_them_may_change(folder: Path) -> None:
    before = stamps_of([folder])
    (folder / "뉴스.juseok").write_bytes(b"1")
    (folder / "뉴스.juseok-journal").write_bytes(b"1")
    require_same([folder], before)


def test_what_is_gone_is_for_its_reader_to_tell(folder: Path) -> None:
    before = stamps_of([folder / "a.ann"])
    (folder / "a.ann").unlink()
    require_same([folder / "a.ann"], before)

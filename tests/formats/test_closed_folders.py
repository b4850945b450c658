"""Folders that may not be looked into are named, and the rest is read."""

import os
from pathlib import Path

import pytest
from tests.formats.json_law import read
from tests.formats.side_files import about
from tests.formats.test_klue_nikl import news

from juseok.formats.registry import FORMATS, options_of, writer_of
from juseok.services.interchange.foreign import told_apart

FOLDERS = [
    "brat", "uima-xmi", "uima-json", "webanno-tsv", "web-annotation", "conll", "conllu",
    "klue-ner", "klue-re", "nikl", "pubannotation",
]  # fmt: skip


@pytest.fixture
def closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in the folder; as root none is closed, so the refusal is played."""
    folder, scandir = tmp_path / "in" / "closed", os.scandir
    folder.mkdir(parents=True)

    def guarded(path: str | os.PathLike[str] = ".") -> object:
        if Path(path) == folder:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    return folder


@pytest.mark.parametrize("form", FOLDERS)
def test_a_closed_folder_within_is_told(form: str, closed: Path) -> None:
    assert FORMATS.get(form).is_folder
    options = about(**options_of(form, {}))
    writer_of(form).write([news()], closed.parent / "out", about=options)
    found, report = read(form, closed.parent)
    assert len(found) == 1
    assert [(line.message.code, Path(line.file).name) for line in report.refused] == [
        ("file.permission", "closed")
    ]


def test_files_beside_a_closed_folder_are_told_apart(closed: Path) -> None:
    (closed.parent / "a.conll").write_text("새벽\tB-ORG\n은\tO\n", "utf-8")
    foreign, others = told_apart([closed.parent])
    assert [(each.path, each.form) for each in foreign] == [(closed.parent, "conll")]
    assert others == []

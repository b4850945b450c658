"""What cannot be read, given to the command line: one clear sentence each, and nothing changed."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.ui.kit import move_in

from juseok.cli import Exit, run
from juseok.core.messages import LANGUAGES, catalogue
from juseok.services.projects import current_identity

PAGE = """누리칩, 새 반도체 공개
한빛일보 2026.03.02 09:30
서도윤 기자

누리칩은 2일 서울에서 새 반도체를 공개했다. 회사 관계자는 "전력을 절반만 쓴다"고 밝혔다.
"""


def bytes_(data: bytes) -> Callable[[Path], None]:
    return lambda path: _written(path, data)


def _written(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def fifty_megabytes(path: Path) -> None:
    with path.open("wb") as file:
        file.write(PAGE.encode())
        file.truncate(50 * 1024 * 1024)


REFUSED = {
    "empty": ("a.txt", bytes_(b""), "text.empty"),
    "blank": ("a.txt", bytes_(b" \n\t\n"), "text.empty"),
    "binary": ("a.txt", bytes_(b"\x89PNG\r\n\x1a\n\0\0"), "text.binary"),
    "binary of no name": ("a.txt", bytes_(bytes(range(1, 32)) * 40), "text.binary_unknown"),
    "truncated": ("a.txt", bytes_(PAGE.encode()[:-3]), "text.truncated"),
    "truncated UTF-16": ("a.txt", bytes_(PAGE.encode("utf-16")[:-1]), "text.truncated"),
    "no encoding": ("a.txt", bytes_(PAGE.encode() + b"\xff\xff\xfe \xff"), "text.encoding"),
    "a table in no encoding": ("a.csv", bytes_(b"\xff\xff,\xfe\n"), "import.encoding"),
    "50 MB": ("a.txt", fifty_megabytes, "import.too_large"),
    "half a pair": ("a.txt", bytes_(PAGE.encode() + b"\xed\xa0\x80"), "text.surrogate_bytes"),
    "half a pair in a table": (
        "a.csv", bytes_("본문\n".encode() + PAGE.encode()[:60] + b"\xed\xa0\x80\n"),
        "text.surrogate_bytes",
    ),
    "half a pair in JSON": ("a.jsonl", bytes_(b'{"text": "\\ud800 a b c."}'), "text.surrogate"),
    "NUL": ("a.txt", bytes_(PAGE.replace("서울", "서\0울").encode()), "text.nul"),
    "an empty table": ("a.csv", bytes_(b""), "import.no_rows"),
    "a table that is its head": ("a.tsv", bytes_("제목\t본문\n".encode()), "import.no_rows"),
    "no lines of JSON": ("a.jsonl", bytes_(b"\n"), "import.no_rows"),
    "broken JSON": ("a.jsonl", bytes_(b'{"text": "a'), "import.bad_json"),
}  # fmt: skip


@pytest.fixture(scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    path, page = folder / "news.juseok", folder / "good.txt"
    page.write_text(PAGE, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUSEOK_CONFIG", str(folder))
        assert run(["import", str(path), str(page)]) == Exit.OK
    return path


@pytest.fixture
def project(tmp_path: Path, _made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one article, of whoever sits here."""
    monkeypatch.setenv("JUSEOK_CONFIG", str(tmp_path / "own"))
    (tmp_path / "own").mkdir()
    shutil.copy(_made.with_name("settings.toml"), tmp_path / "own")
    shutil.copy(_made.with_name("good.txt"), tmp_path)
    move_in(_made, tmp_path / "news.juseok", current_identity())
    return tmp_path / "news.juseok"


def answer(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", REFUSED)
def test_a_text_that_cannot_be_read_changes_nothing_and_is_told(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    file, write, code = REFUSED[name]
    bad = tmp_path / "받은 글" / file
    bad.parent.mkdir()
    write(bad)
    before = project.read_bytes()
    capsys.readouterr()
    assert run(["import", "--json", str(project), str(bad)]) == Exit.PROBLEM
    (line,) = answer(capsys)["refused"]
    assert (line["file"], line["code"]) == (str(bad), code)
    assert project.read_bytes() == before
    for language in LANGUAGES:
        monkeypatch.setenv("JUSEOK_LANG", language)
        assert run(["import", str(project), str(bad)]) == Exit.PROBLEM
        told = capsys.readouterr().err
        assert str(bad) in told
        start = catalogue(language)[code].split("{")[0]
        assert start in told
    assert project.read_bytes() == before


@pytest.mark.parametrize(
    "text",
    [
        unicodedata.normalize("NFD", PAGE.replace("누리칩", "가람칩")),
        "가나다라 마바사아. " * 100_000,
    ],
    ids=["NFD", "a million characters in one line"],
)
def test_a_text_that_only_looks_bad_comes_in(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (tmp_path / "odd.txt").write_text(text, "utf-8")
    capsys.readouterr()
    assert run(["import", "--json", str(project), str(tmp_path / "odd.txt")]) == Exit.OK
    assert answer(capsys)["written"] == 1
    assert run(["check", str(project)]) == Exit.OK


def _without_rights(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """The command, as somebody whom the modes of files bind: root has to give that right away."""
    prefix: list[str] = []
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root may read everything, and there is no setpriv")
        prefix = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    return subprocess.run(
        [*prefix, sys.executable, "-m", "juseok", *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "JUSEOK_LANG": "ko"},
        capture_output=True, text=True, check=False, timeout=50,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["", "a.png"])
def test_a_folder_with_nothing_to_import_is_told(
    name: str, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, new = tmp_path / "빈 폴더", tmp_path / "new.juseok"
    folder.mkdir()
    if name:
        (folder / name).write_bytes(b"\x89PNG\r\n\x1a\n")
    before = project.read_bytes()
    for target, code in ((project, Exit.PROBLEM), (new, Exit.INPUT)):
        capsys.readouterr()
        assert run(["import", str(target), str(folder), "--json"]) == code
        (told,) = json.loads(capsys.readouterr().out)["refused"]
        assert (told["code"], told["file"]) == ("import.no_files", str(folder))
    assert project.read_bytes() == before
    assert not new.exists()


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A folder without any rights, with a text in it."""
    folder = tmp_path / "닫힌 곳"
    folder.mkdir()
    (folder / "a.txt").write_text(PAGE, "utf-8")
    folder.chmod(0)
    yield folder
    folder.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="modes are another thing there")
def test_a_folder_without_rights_is_told_and_nothing_is_changed(
    project: Path, closed: Path
) -> None:
    before = project.read_bytes()
    link = closed.with_name("link.txt")
    link.symlink_to(closed / "a.txt")
    for what in (closed, closed / "a.txt", link):
        done = _without_rights("import", str(project), str(what))
        assert done.returncode == Exit.PROBLEM
        assert done.stderr.splitlines()[-1] == f"‘{what}’에 대한 권한이 없습니다."  # named once
    assert project.read_bytes() == before
    for command in (
        ("check", str(closed / "b.juseok")),
        ("export", str(closed / "b.juseok"), "--out", "-"),
        ("new", str(closed / "b.juseok")),
        ("import", str(closed / "b.juseok"), str(project.with_name("good.txt"))),
    ):
        done = _without_rights(*command)
        assert done.returncode == Exit.PROJECT
        assert "b.juseok" in done.stderr
        assert "Traceback" not in done.stderr
    done = _without_rights("export", str(project), "--out", str(closed / "out.jsonl"))
    assert done.returncode == Exit.INPUT
    assert "권한이 없습니다" in done.stderr
    closed.chmod(0o755)
    assert [path.name for path in closed.iterdir()] == ["a.txt"]


@pytest.mark.drill
def test_a_disk_that_gets_full_while_importing_is_told_and_nothing_of_it_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A real one; ``max_page_count`` plays it in ``tests/services/importing/test_importing.py``."""
    small, inbox = tmp_path / "small", tmp_path / "inbox"
    small.mkdir()
    inbox.mkdir()
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("a file system of its own needs root")
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(small)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        project, page = small / "a.juseok", tmp_path / "a.txt"
        page.write_text(PAGE, "utf-8")
        assert run(["import", str(project), str(page)]) == Exit.OK
        for number in range(200):
            (inbox / f"{number}.txt").write_text(f"{number} " + PAGE * 40, "utf-8")
        capsys.readouterr()
        assert run(["import", "--json", str(project), str(inbox)]) == Exit.PROJECT
        assert answer(capsys)["error"]["code"] == "project.full"
        assert run(["check", str(project)]) == Exit.OK
        out = tmp_path / "out.jsonl"
        assert run(["export", str(project), "--out", str(out)]) == Exit.OK
        assert out.read_text("utf-8").count('"kind":"article"') == 1
    finally:
        subprocess.run(["umount", str(small)], check=True)


def foreign(path: Path) -> None:
    path.unlink()
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE somebody (elses)")
    db.commit()
    db.close()


def newer(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[60:64] = (999).to_bytes(4, "big")  # user_version in the header of SQLite files
    path.write_bytes(data)


PROJECTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "text": (bytes_(PAGE.encode()), "project.not_a_project"),
    "empty": (bytes_(b""), "project.not_a_project"),
    "truncated": (lambda path: _written(path, path.read_bytes()[:-5000]), "project.truncated"),
    "of another application": (foreign, "project.foreign"),
    "newer": (newer, "project.newer"),
}


@pytest.mark.parametrize("name", PROJECTS)
@pytest.mark.parametrize("command", ["import", "export", "check"])
def test_a_file_that_is_no_project_of_ours_is_refused_by_every_command(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, command: str
) -> None:
    damage, code = PROJECTS[name]
    damage(project)
    before = project.read_bytes()
    rest = {"import": [str(tmp_path / "good.txt")], "export": ["--out", str(tmp_path / "o.jsonl")]}
    capsys.readouterr()
    assert run([command, "--json", str(project), *rest.get(command, [])]) == Exit.PROJECT
    assert answer(capsys)["error"]["code"] == code
    assert project.read_bytes() == before
    assert not (tmp_path / "o.jsonl").exists()

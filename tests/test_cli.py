"""The command line: what it understands, what it answers, and with which exit code."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from juseok import __version__
from juseok.cli import Exit, run
from juseok.formats.registry import FORMATS


class RecordedWindows:
    """Stands in for the window: notes what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []

    def open(self, project: Path | None, *, starter: bool) -> int:
        self.asked.append(("open", project, starter))
        return 0

    def tour(self, out: Path) -> int:
        self.asked.append(("tour", out))
        return 0


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == Exit.OK
    assert capsys.readouterr().out == f"juseok {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        ([], ("open", None, False)),
        (["--starter"], ("open", None, True)),
        (["none.juseok"], ("open", Path("none.juseok"), False)),
        (["./folder/file"], ("open", Path("folder/file"), False)),
        (["tour", "--out", "there"], ("tour", Path("there"))),
    ],
)
def test_the_window_opens_on_what_is_named(arguments: list[str], asked: tuple[object, ...]) -> None:
    windows = RecordedWindows()
    assert run(arguments, windows=windows) == Exit.OK
    assert windows.asked == [asked]


def test_a_file_that_exists_is_opened_whatever_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "기사모음").write_text("")
    monkeypatch.chdir(tmp_path)
    windows = RecordedWindows()
    run(["기사모음"], windows=windows)
    assert windows.asked == [("open", Path("기사모음"), False)]


def test_the_exit_code_of_the_window_is_handed_on() -> None:
    class Failing(RecordedWindows):
        def open(self, project: Path | None, *, starter: bool) -> int:
            return 4

    assert run([], windows=Failing()) == 4


@pytest.mark.parametrize("arguments", [["nothing-of-ours"], ["tour"], ["--unknown"]])
def test_a_wrong_command_line_is_said_on_standard_error(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments, windows=RecordedWindows()) == Exit.USAGE
    told = capsys.readouterr()
    assert told.out == ""
    assert "Usage: juseok" in told.err


@pytest.mark.parametrize(("language", "word"), [("ko", "창"), ("en", "window")])
def test_sentences_follow_the_language(
    language: str,
    word: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("JUSEOK_LANG", language)
    assert run([]) == Exit.INPUT
    assert word in capsys.readouterr().err


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "news.juseok"
    assert run(["new", str(path)]) == Exit.OK
    return path


def answer(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The one JSON object on standard output."""
    return json.loads(capsys.readouterr().out)


def test_a_new_project_is_sound(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["check", "--json", str(project)]) == Exit.OK
    assert answer(capsys)["problems"] == []


def test_a_damaged_project_has_its_faults_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = sqlite3.connect(project)
    db.execute("UPDATE op SET body = '{}' WHERE arrival = 1")
    db.commit()
    db.close()
    capsys.readouterr()
    assert run(["check", "--json", str(project)]) == Exit.PROBLEM
    codes = [problem["code"] for problem in answer(capsys)["problems"]]
    assert "doctor.op_altered" in codes
    assert run(["check", str(project)]) == Exit.PROBLEM
    told = capsys.readouterr()
    assert len(told.err.splitlines()) == len(codes)


def test_a_project_that_exists_is_left_alone(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = project.read_bytes()
    capsys.readouterr()
    assert run(["new", "--json", str(project)]) == Exit.PROJECT
    assert answer(capsys)["error"]["code"] == "project.exists"
    assert project.read_bytes() == before


def test_a_scheme_that_is_not_there_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["new", "--scheme", "none.toml", str(tmp_path / "a.juseok")]
    assert run(arguments) == Exit.INPUT
    assert "none.toml" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_another_scheme_can_be_chosen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for scheme in ("default", "nikl15"):
        assert run(["new", "--json", "--scheme", scheme, str(tmp_path / f"{scheme}.juseok")]) == 0
    schemes = [json.loads(line)["scheme"] for line in capsys.readouterr().out.splitlines()]
    assert len(set(schemes)) == 2


def test_a_file_that_is_no_project_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "text.juseok"
    path.write_text("기사")
    assert run(["check", "--json", str(path)]) == Exit.PROJECT
    assert answer(capsys)["error"]["code"].startswith("project.")
    assert path.read_text() == "기사"


def test_the_program_starts_as_a_command() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "juseok", "--version"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=50,
    )
    assert result.stdout == f"juseok {__version__}\n"


def test_what_is_exported_comes_back_the_same(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    copy = tmp_path / "copy.juseok"
    assert run(["export", str(project), "--out", str(first)]) == Exit.OK
    assert run(["import", str(copy), str(first)]) == Exit.OK
    assert run(["export", str(copy), "--out", str(second)]) == Exit.OK
    assert second.read_bytes() == first.read_bytes()


def test_an_export_does_not_overwrite_unless_told(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("mine")
    assert run(["export", str(project), "--out", str(out)]) == Exit.INPUT
    assert out.read_text() == "mine"
    assert run(["export", str(project), "--out", str(out), "--overwrite", "--json"]) == Exit.OK
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["written"] == len(out.read_text().splitlines()) - 2
    assert told["refused"] == []


def test_a_damaged_file_leaves_no_project_behind(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.jsonl"
    damaged.write_text('{"kind":"project","format":1}\n{"kind":"mention",')
    project = tmp_path / "none.juseok"
    assert run(["import", str(project), str(damaged)]) == Exit.INPUT
    assert list(tmp_path.iterdir()) == [damaged]


def test_a_blank_mention_in_an_export_is_refused_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, source, project = tmp_path / "a.txt", tmp_path / "source.juseok", tmp_path / "a.juseok"
    page.write_text(PAGE, "utf-8")
    export = tmp_path / "a.jsonl"
    assert run(["import", str(source), str(page)]) == Exit.OK
    assert run(["export", str(source), "--out", str(export)]) == Exit.OK
    records = [json.loads(line) for line in export.read_text("utf-8").splitlines()]
    number = next(n for n, record in enumerate(records) if record["kind"] == "article")
    at = records[number]["text"].index(" ")
    blank = {
        "kind": "mention", "format": 1, "id": "m", "layer": "l", "type": "ORG",
        "article": records[number]["id"], "spans": [{"start": at, "end": at + 1, "quote": " "}],
    }  # fmt: skip
    records.insert(number + 1, blank)
    records[-1]["records"] += 1
    export.write_text("\n".join(map(json.dumps, records)) + "\n", "utf-8")
    capsys.readouterr()
    assert run(["import", "--json", str(project), str(export)]) == Exit.INPUT
    error = answer(capsys)["error"]
    assert error["code"] == "native.at"
    assert "cannot be a mention" in error["message"]
    assert f"line {number + 2}" in error["message"]
    assert not project.exists()


def test_a_project_that_may_only_be_read_is_not_imported_into(project: Path) -> None:
    project.chmod(0o444)
    before = project.read_bytes()
    assert run(["import", str(project), str(project)]) == Exit.PROJECT
    assert project.read_bytes() == before


PAGE = """누리칩, 새 반도체 공개
한빛일보 2026.03.02 09:30
서도윤 기자

누리칩은 2일 서울에서 새 반도체를 공개했다. 회사 관계자는 "전력을 절반만 쓴다"고 밝혔다.
"""


def test_crawled_texts_become_articles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "crawled"
    folder.mkdir()
    (folder / "one.txt").write_text(PAGE, encoding="utf-8")
    (folder / "two.txt").write_bytes(PAGE.replace("누리칩", "가람칩").encode("cp949"))
    project = tmp_path / "news.juseok"
    assert run(["import", "--json", str(project), str(folder)]) == Exit.OK
    assert answer(capsys)["written"] == 2
    assert run(["import", "--json", str(project), str(folder / "one.txt")]) == Exit.OK
    assert answer(capsys)["written"] == 0
    assert run(["check", str(project)]) == Exit.OK


def test_what_cannot_be_read_is_told_and_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, empty = tmp_path / "good.txt", tmp_path / "empty.txt"
    good.write_text(PAGE, encoding="utf-8")
    empty.write_text("")
    project = tmp_path / "news.juseok"
    assert run(["import", "--json", str(project), str(good), str(empty)]) == Exit.PROBLEM
    told = answer(capsys)
    assert told["written"] == 1
    assert [line["file"] for line in told["refused"]] == [str(empty)]


def test_a_column_can_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "table.csv"
    table.write_text('가,나\n"누리칩은 2일 서울에서 새 반도체를 공개했다.",한빛일보\n', "utf-8")
    project, out = tmp_path / "news.juseok", tmp_path / "out.jsonl"
    columns = ["--column", "가=text", "--column", "나=publisher"]
    assert run(["import", str(project), str(table), *columns]) == Exit.OK
    assert run(["export", str(project), "--out", str(out)]) == Exit.OK
    records = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    (article,) = [record for record in records if record["kind"] == "article"]
    assert article["publisher"] == "한빛일보"
    assert article["text"] == "누리칩은 2일 서울에서 새 반도체를 공개했다."


@pytest.mark.parametrize(("column", "code"), [("가", Exit.USAGE), ("가=nothing", Exit.USAGE)])
def test_a_wrong_column_is_refused(column: str, code: Exit, tmp_path: Path) -> None:
    source = tmp_path / "table.csv"
    source.write_text("가\n기사\n", "utf-8")
    assert run(["import", str(tmp_path / "a.juseok"), str(source), "--column", column]) == code
    assert list(tmp_path.iterdir()) == [source]


def test_when_nothing_can_be_read_no_project_is_left(tmp_path: Path) -> None:
    binary = tmp_path / "picture.txt"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    assert run(["import", str(tmp_path / "news.juseok"), str(binary)]) == Exit.INPUT
    assert list(tmp_path.iterdir()) == [binary]


def test_when_nothing_came_in_it_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUSEOK_LANG", "ko")
    broken = tmp_path / "a.jsonl"
    broken.write_text('{"text": "가나', "utf-8")
    assert run(["import", str(tmp_path / "news.juseok"), str(broken)]) == Exit.INPUT
    told = capsys.readouterr()
    assert told.out.splitlines()[-1] == "가져온 것이 없어 news.juseok를 만들지 않았습니다."
    assert told.err.strip() == f"{broken}:1: 이 줄은 올바른 JSON이 아닙니다(10번째 글자)."


def test_an_export_to_standard_output_is_all_that_is_there(
    project: Path,
    tmp_path: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "out.jsonl"
    assert run(["export", str(project), "--out", str(out)]) == Exit.OK
    capfdbinary.readouterr()
    monkeypatch.chdir(tmp_path)
    assert run(["export", str(project), "--out", "-"]) == Exit.OK
    told = capfdbinary.readouterr()
    assert told.out == out.read_bytes()
    assert told.err
    assert not (tmp_path / "-").exists()


def test_what_is_there_already_names_the_option_that_merges(
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = tmp_path / "기사.txt"
    text.write_text(
        "한빛전자, 부산 공장 늘린다\n\n한빛전자는 공장을 늘린다고 밝혔다.\n", encoding="utf-8"
    )
    assert run(["import", str(project), str(text), "--whole"]) == Exit.OK
    out = tmp_path / "out.jsonl"
    assert run(["export", str(project), "--out", str(out)]) == Exit.OK
    for language in ("ko", "en"):
        monkeypatch.setenv("JUSEOK_LANG", language)
        capsys.readouterr()
        assert run(["import", str(project), str(out)]) == Exit.INPUT
        assert "--merge" in capsys.readouterr().err


WRITTEN = ", ".join(each.id for each in FORMATS.formats if each.writes)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nothing-of-ours"], "‘nothing-of-ours’라는 명령은 없습니다."),
        (["new"], "빠진 것이 있습니다: 프로젝트."),
        (["tour"], "빠진 것이 있습니다: --out."),
        (["--unknown"], "‘--unknown’이라는 옵션은 없습니다."),
        (["check", "one", "two"], "모르는 인자가 더 있습니다: two."),
        (["export", "a", "--format", "x", "--out", "b"], f"--format에 쓸 수 있는 값: {WRITTEN}."),
        (["tour", "--out"], "옵션 ‘--out’에는 값이 있어야 합니다."),
    ],
)
def test_a_wrong_command_line_is_said_in_korean(
    arguments: list[str],
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("JUSEOK_LANG", "ko")
    assert run(arguments, windows=RecordedWindows()) == Exit.USAGE
    said = capsys.readouterr().err
    assert told in said.splitlines()
    assert "Error" not in said
    assert "Usage" not in said

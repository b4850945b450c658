"""Who did what when, from the shell."""

import json
from pathlib import Path

import pytest
from tests.store.colleagues import leading
from tests.store.kit import ARTICLE

from juseok.cli import Exit, run


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JUSEOK_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("JUSEOK_LANG", "en")
    with leading(tmp_path) as desk:
        mention = desk.mention()
        desk.delete(mention)
    return desk.project.path


def test_the_latest_comes_first_with_who_and_where(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["log", str(project), "--limit", "2"]) == Exit.OK
    first, second = capsys.readouterr().out.splitlines()
    assert "동료0" in first
    assert first.endswith("[한빛전자, 내년 증설]")
    assert second.endswith("[한빛전자, 내년 증설]")


@pytest.mark.parametrize("name", [ARTICLE, ARTICLE[:12], "한빛전자, 내년 증설"])
def test_an_article_is_named_by_its_id_or_title(
    name: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["log", str(project), "--article", name, "--annotator", "동료0", "--json"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["verb"] for each in told[:2]] == ["delete", "create"]
    assert {each["article"] for each in told[:2]} == {ARTICLE}
    assert run(["log", str(project), "--object", told[0]["object"]]) == Exit.OK


def test_nothing_that_meets_the_question_is_a_problem(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["log", str(project), "--until", "2001-01-01"]) == Exit.PROBLEM
    assert "Nothing" in capsys.readouterr().err
    assert run(["log", str(project), "--words", "이런 말은 없다", "--json"]) == Exit.PROBLEM
    assert run(["log", str(project), "--since", "yesterday", "--words", "undo"]) == Exit.PROBLEM


@pytest.mark.parametrize(
    "wrong", [("--since", "soon"), ("--article", "없는 기사"), ("--annotator", "없는 사람")]
)
def test_what_cannot_be_asked_is_told(
    wrong: tuple[str, str], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["log", str(project), *wrong]) == Exit.INPUT
    assert wrong[1] in capsys.readouterr().err
    assert run(["log", str(project.with_name("없다.juseok"))]) == Exit.PROJECT

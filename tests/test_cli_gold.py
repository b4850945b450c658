"""Gold by a rule, from the shell."""

import json
from pathlib import Path

import pytest

from juseok.cli import Exit, run
from juseok.services.starter import create_starter
from juseok.store.identity import Identity


@pytest.fixture
def starter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CONFIG", "STATE", "DATA"):
        monkeypatch.setenv(f"JUSEOK_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("JUSEOK_LANG", "ko")
    path = tmp_path / "s.juseok"
    create_starter(path, Identity("1" * 8, "박기자", tmp_path / "state"))
    return path


def test_what_is_left_to_people_shows_in_the_exit_code(
    starter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["gold", str(starter), "--json"]) == Exit.PROBLEM
    first = json.loads(capsys.readouterr().out)
    assert first["accepted"] > 300
    assert run(["gold", str(starter), "--strategy", "threshold", "--needed", "1"]) == Exit.PROBLEM
    assert "정답 층에 넣었습니다" in capsys.readouterr().out
    assert run(["check", str(starter)]) == Exit.OK


def test_an_unknown_strategy_and_a_missing_project_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["gold", str(tmp_path / "no.juseok")]) == Exit.PROJECT
    assert run(["gold", str(tmp_path / "no.juseok"), "--strategy", "loudest"]) == Exit.USAGE

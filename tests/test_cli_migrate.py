"""Work under an older scheme, brought over from the shell."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from juseok.cli import Exit, run
from juseok.services.projects import open_project
from juseok.services.scheme import scheme_edit
from juseok.services.starter import create_starter
from juseok.store.identity import Identity


@pytest.fixture
def starter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starter project in the hands of one of its authors, with a type that is retired."""
    for name in ("CONFIG", "STATE", "DATA"):
        monkeypatch.setenv(f"JUSEOK_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("JUSEOK_LANG", "ko")
    path = tmp_path / "s.juseok"
    create_starter(path, Identity("1" * 8, "박기자", tmp_path / "state"))
    with open_project(path=path) as project:
        with project.reader() as reader:
            scheme = reader.scheme()
        item = replace(scheme.type("ORG"), retired=True)
        project.writer.commit(scheme_edit.change_type(scheme=scheme, item=item))
    return path


def test_what_others_have_is_told_and_never_changed(
    starter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["migrate", str(starter), "--json"]) == Exit.OK
    told = json.loads(capsys.readouterr().out)
    assert (told["outdated"], told["left"], told["changed"]) == ([], 0, 0)
    assert {each["code"] for each in told["messages"]} == {"scheme.migrate.others"}
    before = starter.read_bytes()
    table = starter.with_name("표.toml")
    table.write_text('[mentions]\nORG = "PRODUCT"\n', "utf-8")
    assert run(["migrate", str(starter), "--table", str(table), "--dry-run"]) == Exit.OK
    assert "기사 0건의 주석 0개가 바뀝니다" in capsys.readouterr().out
    assert starter.read_bytes() == before


def test_a_table_that_names_what_is_not_in_use_changes_nothing(
    starter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = starter.with_name("표.toml")
    table.write_text('[mentions]\nPERSON = "ORG"\n', "utf-8")
    assert run(["migrate", str(starter), "--table", str(table)]) == Exit.INPUT
    assert "‘ORG’" in capsys.readouterr().err
    assert run(["migrate", str(starter), "--table", str(table.with_name("no"))]) == Exit.INPUT


def test_gold_is_brought_over_where_there_is_any(
    starter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["migrate", str(starter), "--gold"]) == Exit.INPUT
    assert "정답 층" in capsys.readouterr().err
    assert run(["gold", str(starter), "--strategy", "unanimous"]) == Exit.PROBLEM  # some are left
    capsys.readouterr()
    assert run(["migrate", str(starter), "--json"]) == Exit.OK
    codes = {each["code"] for each in json.loads(capsys.readouterr().out)["messages"]}
    assert codes == {"scheme.migrate.others", "scheme.migrate.gold_too"}
    table = starter.with_name("표.toml")
    table.write_text('[mentions]\nORG = "PRODUCT"\n', "utf-8")
    assert run(["migrate", str(starter), "--gold", "--table", str(table), "--json"]) == Exit.OK
    told = json.loads(capsys.readouterr().out)
    assert told["changed"] > 50
    assert told["left"] == 0
    assert run(["check", str(starter)]) == Exit.OK

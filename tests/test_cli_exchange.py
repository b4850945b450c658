"""Merging and bundling from the shell."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.store.colleagues import copy_of, leading
from tests.store.kit import Desk

from juseok.cli import Exit, run


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Desk]:
    with leading(tmp_path) as desk:
        yield desk


@pytest.fixture
def lee(lead: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A colleague's file; the project itself is closed."""
    monkeypatch.setenv("JUSEOK_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("JUSEOK_LANG", "en")
    other = copy_of(lead, 1, tmp_path)
    other.mention(7, 10)
    other.project.close()
    lead.project.close()
    return other.project.path


def test_a_dry_run_shows_and_changes_nothing(
    lee: Path,
    lead: Desk,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = lead.project.path.read_bytes()
    assert run(["merge", str(lead.project.path), str(lee), "--dry-run", "--json"]) == Exit.OK
    answer = json.loads(capsys.readouterr().out)
    (lee_brings,) = answer["people"]
    assert (answer["merged"], lee_brings["mentions"]) == (0, 1)
    assert {lee_brings[each] for each in ("remarks", "verdicts", "comments")} == {0}
    assert lead.project.path.read_bytes() == before


def test_a_merge_tells_what_came_in(
    lee: Path,
    lead: Desk,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["merge", str(lead.project.path), str(lee)]) == Exit.OK
    assert "동료1: 1 tag in 1 article" in capsys.readouterr().out
    assert run(["merge", str(lead.project.path), str(lee)]) == Exit.OK
    assert "nothing new" in capsys.readouterr().out
    assert run(["check", str(lead.project.path)]) == Exit.OK


def test_a_file_that_is_refused_is_told_with_the_exit_code_of_projects(
    lee: Path,
    lead: Desk,
    capsys: pytest.CaptureFixture[str],
) -> None:
    lee.write_text("그냥 글입니다.\n" * 100)
    before = lead.project.path.read_bytes()
    assert run(["merge", str(lead.project.path), str(lee)]) == Exit.PROJECT
    assert lee.name in capsys.readouterr().err
    assert lead.project.path.read_bytes() == before


def test_a_bad_file_is_left_out_where_that_is_wanted(
    lee: Path, lead: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, project = tmp_path / "torn.juseok", str(lead.project.path)
    bad.write_bytes(lee.read_bytes()[:3000])
    before = lead.project.path.read_bytes()
    assert run(["merge", project, str(lee), str(bad)]) == Exit.PROJECT  # as ever: all or nothing
    assert lead.project.path.read_bytes() == before
    capsys.readouterr()
    assert run(["merge", project, str(bad), "--skip-bad", "--json"]) == Exit.PROBLEM
    said = capsys.readouterr()
    answer = json.loads(said.out)
    assert [each["file"] for each in answer["refused"]] == [str(bad)]
    assert answer["merged"] == 0
    assert lead.project.path.read_bytes() == before
    assert run(["merge", project, str(bad), str(lee), "--skip-bad"]) == Exit.PROBLEM
    said = capsys.readouterr()
    assert bad.name in said.err
    assert "동료1: 1 tag in 1 article" in said.out
    assert run(["merge", project, str(lee), "--skip-bad"]) == Exit.OK


def test_a_working_copy_is_packed_for_a_person(
    lee: Path, lead: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, head in (("작업.juseok", b"SQLite"), ("묶음.juseokb", b"PK")):
        out = tmp_path / name
        arguments = ["bundle", str(lead.project.path), "--annotator", "동료0", "--out", str(out)]
        capsys.readouterr()
        assert run([*arguments, "--json"]) == Exit.OK
        assert json.loads(capsys.readouterr().out)["articles"] == 1
        assert out.read_bytes().startswith(head)
        assert run(arguments) == Exit.PROJECT
        assert run([*arguments, "--overwrite"]) == Exit.OK
        assert run(["merge", str(lead.project.path), str(out), "--dry-run"]) == Exit.OK
    capsys.readouterr()
    arguments = ["bundle", str(lead.project.path), "--annotator", "누구", "--out", str(out)]
    assert run(arguments) == Exit.INPUT
    assert "누구" in capsys.readouterr().err

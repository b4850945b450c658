"""What differs between two layers, from the shell."""

import json

import pytest
from tests.ui.kit import article_of, make_project
from tests.ui.review.team import THEIRS, divide

from juseok.cli import Exit, run
from juseok.store.identity import Identity


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("JUSEOK_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("JUSEOK_LANG", "en")
    me = Identity("11111111-1111-4111-8111-111111111111", "박기자", tmp_path / "state")
    with make_project(tmp_path / "뉴스.juseok", me) as project:
        divide(project)
    return str(project.path)


def test_places_are_told_article_by_article(project, capsys):
    assert run(["diff", project, "--left", "박기자", "--right", "이가온"]) == Exit.PROBLEM
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "[한빛전자, 내년 새 공장]"
    assert lines[1:4] == [
        "  ~ 29-31  mention  부산  (type)", "  ~ 47-50  mention  김하늘  (words)",
        "  + 65-68  mention  1조원",
    ]  # fmt: skip
    assert lines[-1] == "4 places differ in 2 articles."


def test_a_machine_gets_both_versions(project, capsys):
    asked = ["--left", "이가온", "--right", "박기자", "--article", "나루소프트 실적", "--json"]
    assert run(["diff", project, *asked]) == Exit.PROBLEM
    (line,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (line["article"], line["kind"], line["differs"]) == (article_of(1), "mention", ["type"])
    assert line["left"][0]["layer"] == THEIRS
    assert [line[side][0]["type"] for side in ("left", "right")] == ["PRD", "ORG"]


def test_one_layer_at_two_times(project, capsys):
    asked = ["diff", project, "--left", "이가온@2001-01-01", "--right", "이가온"]
    assert run(asked) == Exit.PROBLEM
    assert "5 places differ in 2 articles." in capsys.readouterr().out
    assert run(["diff", project, "--left", "이가온", "--right", "이가온@2999-01-01"]) == Exit.OK
    assert capsys.readouterr().out.strip() == "0 places differ in 0 articles."


@pytest.mark.parametrize("wrong", ["아무개", "이가온@soon", "gold"])
def test_what_cannot_be_a_side_is_told(wrong, project, capsys):
    assert run(["diff", project, "--left", wrong, "--right", "박기자"]) == Exit.INPUT
    assert wrong.split("@")[-1] in capsys.readouterr().err

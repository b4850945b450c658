"""Morphemes for an export: a line is analysed once, and options reach the writer and manifest."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.formats.side_files import Pieces

from juseok.cli import Exit, run
from juseok.core.morphs import Line, Names
from juseok.services.interchange.morphemes import Morphemes


class Counting(Pieces):
    def __init__(self) -> None:
        self.asked: list[str] = []

    def lines(
        self, lines: Sequence[str], *, names: Names | None = None, deadline: float | None = None
    ) -> list[Line]:
        self.asked += lines
        return super().lines(lines)


def test_a_line_is_analysed_once() -> None:
    analyser = Counting()
    morphemes = Morphemes(analyser)
    found = morphemes.lines(["한빛전자", "끝", "한빛전자"])
    assert found[0] == found[2] == Pieces().lines(["한빛전자"])[0]
    assert morphemes.lines(["끝"]) == found[1:2]
    assert analyser.asked == ["한빛전자", "끝"]


def test_options_of_a_format_are_taken_and_stand_in_the_manifest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, project = tmp_path / "a.txt", str(tmp_path / "news.juseok")
    text.write_text("한빛전자는 차를 판다.", "utf-8")
    assert run(["import", project, str(text)]) == Exit.OK
    out = tmp_path / "out"
    export = ["export", project, "--format", "conll", "--out", str(out)]
    assert run([*export, "--option", "unit=eojeol", "--option", "scheme=iob2"]) == Exit.OK
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["options"] == {"unit": "eojeol", "scheme": "bio"}
    assert "한빛전자는 -X- B-EJ O\n" in (out / "articles.conll").read_text("utf-8")
    assert run([*export, "--option", "unit=page", "--overwrite"]) == Exit.USAGE
    assert run([*export, "--option", "unit", "--overwrite"]) == Exit.USAGE
    assert run(["formats"]) == Exit.OK
    assert "--option unit=char | eojeol | morpheme" in capsys.readouterr().out

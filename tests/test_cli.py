"""The command line: what it understands, what it answers, and with which exit code."""

from pathlib import Path

import pytest

from juseok import __version__
from juseok.cli import Exit, run


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

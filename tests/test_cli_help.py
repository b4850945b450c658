"""``--help`` speaks one language at a time, and leaves nothing out."""

import re
from unicodedata import east_asian_width

import click
import pytest

from juseok.cli import Exit, juseok, run
from juseok.cli.helping import About, Argument
from juseok.core.messages import LANGUAGES, catalogue

COMMANDS = [(), *((name,) for name in sorted(juseok.commands))]
_HANGUL = re.compile(r"[ㄱ-ㆎ가-힣]")
_NAMES = re.compile(
    r"(?<![A-Za-z])(juseokb?|Label\sStudio|JSON|CSV|HTML|XML|TOML|UTF-8|CP949|CRLF|Ctrl\+C|default|nikl15|jsonl|csv|tsv|xlsx"
    r"|text|publisher|alias|null|start|end|quote|line|error|starter|formats|brat|mine|gold|best|all|now|annotation|conf|rights|license|train|dev|test|body|title|claim|new|in_progress|finished|skipped|unanimous|majority|threshold|-{1,2}[a-z-]+)(?![A-Za-z])",
    re.IGNORECASE,
)
"""What has one name in every language: formats, options, fields, values that are typed."""


def shown(command: tuple[str, ...], language: str, capsys, monkeypatch, option="--help") -> str:
    monkeypatch.setenv("JUSEOK_LANG", language)
    assert run([*command, option]) == Exit.OK
    told = capsys.readouterr()
    assert told.err == ""
    return told.out


def about(command: tuple[str, ...]) -> About:
    found = (juseok.commands[command[0]] if command else juseok).about
    assert isinstance(found, About)
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_no_english_is_left_in_korean_help(command, capsys, monkeypatch):
    called = re.compile(rf"^(?:  |사용법: juseok )(?:{'|'.join(juseok.commands)})(?= )")
    for line in shown(command, "ko", capsys, monkeypatch).splitlines():
        assert not re.search("[A-Za-z]{2,}", _NAMES.sub("", called.sub("", line))), line


@pytest.mark.parametrize("command", COMMANDS)
def test_no_korean_is_left_in_english_help(command, capsys, monkeypatch):
    said = shown(command, "en", capsys, monkeypatch)
    assert not _HANGUL.search(said)
    assert "Show this page" in said
    assert "Usage: juseok" in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_everything_of_a_command_is_told_in_sentences(command, language, capsys, monkeypatch):
    said = shown(command, language, capsys, monkeypatch)
    known = catalogue(language)
    assert "cli." not in said
    assert flat(known[about(command).does]) in flat(said)
    for param in (juseok.commands[command[0]] if command else juseok).params:
        if isinstance(param, click.Option):
            assert all(option in said for option in param.opts)
            assert flat(known[param.help or ""]) in flat(said)
        else:
            assert isinstance(param, Argument)
            assert flat(known[param.about]) in flat(said)
    for code, sentence in about(command).codes().items():
        assert flat(f"  {code.value}  {known[sentence]}") in flat(said)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_names_its_exit_codes(command):
    assert {Exit.OK, Exit.USAGE, Exit.INTERRUPTED} <= set(about(command).codes())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_commands_are_listed(language, capsys, monkeypatch):
    said = shown((), language, capsys, monkeypatch, "-h")
    listed = re.findall(r"^  ([a-z]+)  ", said, re.MULTILINE)
    assert listed == sorted(name for name, each in juseok.commands.items() if not each.hidden)


@pytest.mark.parametrize("columns", [20, 60, 200])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_lines_stay_within_the_terminal(command, language, columns, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    said = shown(command, language, capsys, monkeypatch)
    cells = [sum(1 + (east_asian_width(each) in "WF") for each in line)
             for line in said.splitlines()]  # fmt: skip
    assert max(cells) <= max(40, min(columns, 80))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_for_a_value_follows_the_language(language, capsys, monkeypatch):
    said = shown(("import",), language, capsys, monkeypatch)
    first = said.splitlines()[0]
    assert first == {
        "ko": "사용법: juseok import [옵션] 프로젝트 파일…",
        "en": "Usage: juseok import [OPTIONS] PROJECT SOURCE…",
    }[language]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_column_without_a_role_is_refused_in_the_language(language, capsys, monkeypatch):
    monkeypatch.setenv("JUSEOK_LANG", language)
    assert run(["import", "a.juseok", "b.csv", "--column", "가"]) == Exit.USAGE
    said = {
        "ko": "--column: ‘가’를 이름=역할처럼 적으세요.",
        "en": "--column: “가” has to be written as NAME=ROLE.",
    }[language]
    assert capsys.readouterr().err.splitlines()[-1] == said


def flat(text: str) -> str:
    """Without how it is broken into lines, or which of it may be missing from a required one."""
    return "".join(text.split())

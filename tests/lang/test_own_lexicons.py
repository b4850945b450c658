"""Lexicons of one's own: their words count, and a slip costs its own entry and is told."""

import pytest

from juseok.core.messages import render
from juseok.lang.cues import bundled_cues
from juseok.lang.hanja import bundled_hanja
from juseok.lang.name_words import name_words
from juseok.lang.own_lexicons import FOLDER, lexicon_problems


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER, str(tmp_path))
    _forget()
    yield tmp_path
    _forget()


def _forget():
    for read in (bundled_cues, bundled_hanja, name_words):
        read.cache_clear()


def test_words_of_ones_own_join_those_of_the_program(folder):
    before = name_words().titles
    _forget()
    (folder / "names.toml").write_text('[persons]\ntitles = """\n도선사\n항해장\n"""\n', "utf-8")
    (folder / "hanja.toml").write_text('"瑞" = "스위스"\n', "utf-8")
    (folder / "cues.toml").write_text(
        '[[cue]]\nkind = "say"\nwords = ["운을 띄우"]\nact = "statement"\ncertainty = "certain"\n',
        "utf-8",
    )
    assert name_words().titles == before | {"도선사", "항해장"}
    assert bundled_hanja().full["瑞"] == "스위스"
    assert bundled_hanja().full["中"] == "중국"
    assert bundled_cues().find("say", "운을 띄우") is not None
    assert bundled_cues().find("say", "밝히") is not None
    assert lexicon_problems() == ()


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("names.toml", '[persons]\ntitles = "도선사\nsurnames = "뷁"\n', 2),
        ("names.toml", '[persons]\nsurnames = "뷁"\nno_such = "가"\n', 3),
        ("names.toml", '[persons]\nsurnames = "뷁"\ntitles = 3\n', 3),
        ("hanja.toml", '"瑞" = "스위스"\n"가" = \n', 2),
        ("cues.toml", '[[cue]]\nkind = "say"\nwords = 3\n', 3),
    ],
)
def test_a_slip_is_told_with_its_file_and_line_and_the_rest_counts(folder, file, text, line):
    (folder / file).write_text(text, "utf-8")
    (problem,) = lexicon_problems()
    for language in ("ko", "en"):
        told = render(problem, language)
        assert file in told
        assert str(line) in told
    if file == "names.toml":
        assert "뷁" in name_words().surnames
    assert bundled_cues().find("say", "밝히") is not None


def test_a_file_in_another_encoding_is_told(folder):
    (folder / "names.toml").write_bytes("[persons]\nsurnames = '뷁'\n".encode("utf-16"))
    (problem,) = lexicon_problems()
    assert problem.code == "lexicon.encoding"
    assert name_words().surnames


def test_without_a_folder_nothing_is_wrong(monkeypatch, folder):
    monkeypatch.delenv(FOLDER)
    assert lexicon_problems() == ()

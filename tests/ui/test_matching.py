import pytest

from juseok.ui.matching import initials, rank

NAMES = ["보내기…", "기사 가져오기…", "실행 취소", "다음 기사", "Command palette", "Export…"]


def test_initials_of_syllables():
    assert initials("보내기 AI") == "ㅂㄴㄱ AI"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("ㅂㄴㄱ", "보내기…"), ("ㄱㅅㄱㅈ", "기사 가져오기…"), ("취소", "실행 취소"),
        ("palete", "Command palette"), ("EXP", "Export…"), ("기사 다음", "다음 기사"),
    ],
)  # fmt: skip
def test_a_query_finds(query, first):
    assert NAMES[rank(query, NAMES, limit=5)[0]] == first


def test_an_empty_query_keeps_the_order():
    assert rank("  ", NAMES, limit=3) == [0, 1, 2]


def test_nonsense_finds_nothing():
    assert rank("zzqqxxyy", NAMES, limit=5) == []

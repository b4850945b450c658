"""Sentences and quotations by rule."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.quotations import next_quotation, quotations
from juseok.core.sentences import sentence_at, split_line


def _split(line: str) -> list[str]:
    return [line[start:end] for start, end in split_line(line)]


@pytest.mark.parametrize(
    ("line", "units"),
    [
        ("값이 올랐다. 수요도 늘었다.", ["값이 올랐다.", "수요도 늘었다."]),
        ("정말일까? 그렇다!  끝.", ["정말일까?", "그렇다!", "끝."]),
        (
            "그는 “늘린다. 곧 한다”고 말했다. 끝났다.",
            ["그는 “늘린다. 곧 한다”고 말했다.", "끝났다."],
        ),
        ("“늘린다.” 그는 말했다.", ["“늘린다.”", "그는 말했다."]),
        ('그는 "늘린다. 곧."이라고 했다.', ['그는 "늘린다. 곧."이라고 했다.']),
        ("그는 “늘린다. 곧 한다고 했다. 끝.", ["그는 “늘린다.", "곧 한다고 했다.", "끝."]),
        ("‘새 공장.’ 이름이다.", ["‘새 공장.’", "이름이다."]),
        ("성장률은 3.5%로 1.2배다. 높다.", ["성장률은 3.5%로 1.2배다.", "높다."]),
        ("Mr. Kim came. He left.", ["Mr. Kim came.", "He left."]),
        ("1. 첫째 항목", ["1. 첫째 항목"]),
        ("새 반도체 공개", ["새 반도체 공개"]),
        ("   ", []),
    ],
)
def test_a_line_is_cut_at_full_stops_outside_quotations(line: str, units: list[str]) -> None:
    assert _split(line) == units


@given(st.text(alphabet="다.까? “”\"'’)1a\t", max_size=60))
def test_units_are_in_order_not_blank_and_lose_nothing_but_white_space(line: str) -> None:
    units = split_line(line)
    assert all(start < end for start, end in units)
    assert [x for unit in units for x in unit] == sorted(x for unit in units for x in unit)
    assert "".join("".join(_split(line)).split()) == "".join(line.split())


def test_the_sentence_around_an_offset() -> None:
    text = "제목 한 줄\n\n값이 올랐다. 수요도 늘었다.\n"
    found = {text[slice(*sentence_at(text, at))] for at in range(8, 15)}
    assert found == {"값이 올랐다."}
    assert text[slice(*sentence_at(text, 0))] == "제목 한 줄"
    assert sentence_at(text, 7) == (7, 7)
    assert text[slice(*sentence_at(text, len(text) - 1))] == "수요도 늘었다."


def test_quotations_pair_within_their_line() -> None:
    text = '그는 “하나”와 "둘"을\n“닫지 않음\n말하고 “셋”이라 했다”'
    assert [text[slice(*each)] for each in quotations(text, 0, len(text))] == ["하나", "둘", "셋"]


def test_the_next_quotation_begins_after_the_place() -> None:
    text = "“하나” 다음 “둘”\n“셋”"
    first = next_quotation(text, 0)
    assert first is not None
    second = next_quotation(text, first[1])
    assert second is not None
    assert [text[slice(*first)], text[slice(*second)]] == ["하나", "둘"]
    assert next_quotation(text, len(text) - 1) is None
    assert next_quotation("", 0) is None


def test_a_line_of_a_million_signs_is_cut_in_linear_time() -> None:
    began = time.process_time()
    for unit in ("다.", "“”", "다.”", ". "):
        split_line(unit * 200_000)
    assert time.process_time() - began < 20

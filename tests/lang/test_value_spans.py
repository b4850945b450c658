"""Values: where they stand, and what they say."""

import pytest

from juseok.lang.value_spans import values_in
from juseok.lang.values import normalise_value, number_of


def found(text: str) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.type) for each in values_in(text)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("약 10억 달러를 냈다", [("10억 달러", "MONEY")]),
        ("직원 1천500여 명이", [("1천500여 명", "QUANTITY")]),
        ("2.5%포인트 올라", [("2.5%포인트", "PERCENT")]),
        ("다음 달 9일까지", [("다음 달 9일", "DATE")]),
        ("18일 새벽 그는", [("18일", "DATE"), ("새벽", "TIME")]),
        ("2년 전 만난", [("2년 전", "DATE")]),
        ("선적 60일 전까지", [("60일", "DATE")]),
        ("만명이 모였다", [("만명", "QUANTITY")]),
        ("오전 10시 30분 회의", [("오전 10시 30분", "TIME")]),
        ("2022∼2024년에", [("2022∼2024년", "DATE")]),
        ("3분의 1가량 줄어", [("3분의 1", "QUANTITY")]),
    ],
)
def test_finds_a_value_without_what_stands_around_it(text, want):
    assert found(text) == want


@pytest.mark.parametrize(
    "text", ["두 회사는", "제3국을 거쳐", "세 번째 회의", "30대 남성", "5세대 통신", "10대 그룹",
             "만도가 인수했다", "억대 연봉", "인수한 만도, 조기 매각"],
)  # fmt: skip
def test_what_only_counts_is_no_value(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("quote", "kind", "want"),
    [
        ("약 10억 달러", "MONEY", {"amount": 1_000_000_000, "currency": "USD", "approx": True}),
        ("7조7천억원", "MONEY", {"amount": 7_700_000_000_000, "currency": "KRW"}),
        ("350억∼500억원", "MONEY", {"min": 35 * 10**9, "max": 50 * 10**9, "currency": "KRW"}),
        ("70%", "PERCENT", {"percent": 70}),
        ("열두 곳", "QUANTITY", {"amount": 12, "unit": "곳"}),
        ("3분의 1", "QUANTITY", {"numerator": 1, "denominator": 3}),
        ("오후 3시 30분", "TIME", {"time": "15:30"}),
        ("12년간", "DATE", {"duration": "P12Y"}),
        ("수십억원", "MONEY", None),
        ("모른다", "MONEY", None),
    ],
)
def test_says_what_a_value_says(quote, kind, want):
    assert normalise_value(quote, kind) == want


def test_a_year_comes_from_the_article_or_not_at_all():
    assert normalise_value("5월 1일", "DATE", "2025-04-11") == {"month": 5, "day": 1}
    assert normalise_value("지난해 12월", "DATE", "2025-04-11") == {"year": 2024, "month": 12}
    assert normalise_value("지난해 12월", "DATE") == {"month": 12}
    assert normalise_value("2025년 2월 31일", "DATE") is None


def test_numbers_in_figures_and_words():
    assert [number_of(each) for each in ("1조6천500억", "1,200.5", "서른둘", "수십")] == [
        1_650_000_000_000, 1200.5, 32, None,
    ]  # fmt: skip


@pytest.mark.parametrize("piece", ["1", "지난 ", "가", "1∼", "😀", "두 "])
def test_a_line_of_any_length_comes_to_an_end(piece):
    text = piece * (100_000 // len(piece))
    assert all(text[each.start : each.end] for each in values_in(text))

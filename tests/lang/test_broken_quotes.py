"""Quotations over lines: found where both sides are plain, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.lang.broken_quotes import broken_quotes


def pieces(text):
    return [[text[slice(*piece)] for piece in each.pieces] for each in broken_quotes(text)]


def test_a_quotation_is_its_pieces_of_each_line():
    text = '그는 "하나다.\n둘이다.\n셋이다"라고 말했다.'
    assert pieces(text) == [["하나다.", "둘이다.", "셋이다"]]


def test_each_paragraph_may_be_opened_anew():
    text = "그는 “하나다.\n“둘이다.\n“셋이다”라고 말했다."
    assert pieces(text) == [["하나다.", "둘이다.", "셋이다"]]


@pytest.mark.parametrize(
    "text",
    [
        '포러너" 차를 탔다.\n그는 "안다"고 했다.',
        '그는 "모른다.\n\n그러나 다음 날 "안다"고 했다.',
        '그는 "모른다.\n다음 날 "안다"고 했다.',
        '그는 "모른다.\n그리고 갔다.',
        '그는 "안다"고 했다.\n이어 "모른다"고 했다.',
        "그는 " + '"' * 9 + "\n" + '"' * 9,
    ],
)
def test_a_slip_of_the_typesetter_joins_nothing(text):
    assert pieces(text) == []


def test_what_is_too_long_or_goes_over_too_many_lines_is_none():
    assert pieces('"' + "가" * 2_000 + '\n나"') == []
    assert pieces('"가' + "\n나" * 20 + '"') == []


@given(st.text(alphabet='가 "“”\n.', max_size=60))
def test_pieces_are_in_order_and_each_in_one_line(text):
    at = 0
    for each in broken_quotes(text):
        for start, end in each.pieces:
            assert at <= start < end <= len(text)
            assert each.start <= start <= end <= each.end
            assert "\n" not in text[start:end]
            at = end

"""Carets stop between graphemes and between eojeols."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.boundaries import next_eojeol, next_grapheme, previous_eojeol, previous_grapheme

LETTERS = [
    "가",
    "a",
    " ",
    "\n",
    "😀",
    "👩\u200d💻",
    "🇰🇷",
    "👍🏽",
    "e\u0301",
    "\u1112\u1161\u11ab",
    "中",
    "❤\ufe0f",
]


@pytest.mark.parametrize("letter", LETTERS)
def test_a_grapheme_is_stepped_over_as_a_whole(letter: str) -> None:
    text = f"x{letter}x"
    assert next_grapheme(text, 1) == 1 + len(letter)
    assert previous_grapheme(text, 1 + len(letter)) == 1


def test_two_flags_in_a_row_are_two() -> None:
    assert next_grapheme("🇰🇷🇺🇸", 0) == 2
    assert previous_grapheme("🇰🇷🇺🇸", 4) == 2


@given(st.lists(st.sampled_from(LETTERS), min_size=1).map("".join))
def test_forwards_and_backwards_stop_at_the_same_places(text: str) -> None:
    forward, at = [0], 0
    while at < len(text):
        at = next_grapheme(text, at)
        forward.append(at)
    backward, at = [len(text)], len(text)
    while at > 0:
        at = previous_grapheme(text, at)
        backward.append(at)
    assert backward[::-1] == forward


def test_eojeols_are_runs_between_blanks() -> None:
    text = " 한빛전자는  4일\n서울 "
    assert [next_eojeol(text, at) for at in (0, 3, 6, 8, 10, 13)] == [6, 6, 10, 10, 13, 13]
    assert [previous_eojeol(text, at) for at in (14, 13, 11, 8, 1)] == [11, 11, 8, 1, 1]

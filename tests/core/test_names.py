"""Where a name stands as a name."""

import pytest

from juseok.core.names import is_name_boundary, occurrences


@pytest.mark.parametrize(
    "text",
    [
        "한빛전자",
        "한빛전자는 오늘",
        "(한빛전자)",
        "‘한빛전자’",
        "한빛전자와의 협력",
        "한빛전자로서",
        "한빛전자에서도 나왔다",
        "한빛전자라고 했다",
        "한빛전자·누리칩",
        "美한빛전자",
        "한빛전자측은",
    ],
)
def test_particles_and_signs_end_a_name(text: str) -> None:
    assert list(occurrences(text, "한빛전자")) == [text.index("한빛전자")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("인도네시아는 섬나라다", "인도"),
        ("중국어를 배운다", "중국"),
        ("베이징대에서", "베이징"),
        ("새한빛전자", "한빛전자"),
        ("한빛전자은 없다", "한빛전자"),
        ("서울는 없다", "서울"),
        ("GPT4를 쓴다", "GPT"),
        ("한빛전자3", "한빛전자"),
    ],
)
def test_a_piece_of_another_word_is_no_name(text: str, name: str) -> None:
    assert list(occurrences(text, name)) == []


def test_latin_names_take_either_form() -> None:
    assert list(occurrences("AWS은 AWS는 AWSs", "AWS")) == [0, 5]


def test_all_occurrences_in_order_and_within_bounds() -> None:
    text = "누리칩과 누리칩, 누리칩스와 누리칩"
    assert list(occurrences(text, "누리칩")) == [0, 5, 16]
    assert list(occurrences(text, "누리칩", 1, 12)) == [5]
    assert is_name_boundary(text, 5, 8)

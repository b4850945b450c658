import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.ui.snapping import snap_by_particles


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("한빛전자는", "한빛전자"), ("아마존이", "아마존"), ("화웨이", "화웨이"),
        ("“서울에서", "서울"), ("국가", "국가"), ("메타가", "메타"), ("70%", "70%"),
        ("(기자)", "기자)"), ("중국을,", "중국"), ("한은", "한은"), ("부산까지도", "부산"),
    ],
)  # fmt: skip
def test_a_name_is_left_without_signs_and_particles(words, name):
    start, end = snap_by_particles(words, 0, len(words))
    assert words[start:end] == name


@given(st.text(min_size=1))
def test_the_answer_lies_inside_and_is_never_empty(text):
    start, end = snap_by_particles(text, 0, len(text))
    assert 0 <= start < end <= len(text)

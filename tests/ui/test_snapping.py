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
        ("부산의", "부산의"),
    ],
)  # fmt: skip
def test_a_name_is_left_without_signs_and_particles(words, name):
    start, end = snap_by_particles(words, 0, len(words))
    assert words[start:end] == name


@pytest.mark.parametrize(
    "name",
    ["김정은", "박정은", "경기도", "강원도", "제주도", "민주주의", "자본주의", "노사협의",
     "경제학과", "페르시아만", "이정도", "충청북도", "대만", "인도", "한은"],
)  # fmt: skip
def test_a_name_that_ends_like_a_particle_stays_whole(name):
    text = f"{name} {name}이 {name}에서는 {name}"
    assert snap_by_particles(text, 0, len(name)) == (0, len(name))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("가온은 어제 나섰다. 가온이 웃었다.", "가온"),
        ("부산의 공장. 부산에 간다.", "부산"),
        ("가람도 왔다. (가람)", "가람"),
    ],
)
def test_a_doubtful_particle_goes_where_the_name_stands_without_it(text, name):
    eojeol = len(text.split(" ", maxsplit=1)[0])
    assert snap_by_particles(text, 0, eojeol) == (0, len(name))


@given(st.text(min_size=1))
def test_the_answer_lies_inside_and_is_never_empty(text):
    start, end = snap_by_particles(text, 0, len(text))
    assert 0 <= start < end <= len(text)

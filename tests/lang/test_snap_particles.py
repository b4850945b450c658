import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.lang.snap import snap


def snapped(text, start, end):
    """The name where no analyser can say."""
    found = snap(text, start, end, None)
    return found.start, found.end


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("한빛전자는", "한빛전자"), ("아마존이", "아마존"), ("화웨이", "화웨이"),
        ("“서울에서", "서울"), ("국가", "국가"), ("메타가", "메타"), ("70%", "70%"),
        ("(기자)", "기자"), ("중국을,", "중국"), ("한은", "한은"), ("부산까지도", "부산"),
        ("부산의", "부산의"),
    ],
)  # fmt: skip
def test_a_name_is_left_without_signs_and_particles(words, name):
    start, end = snapped(words, 0, len(words))
    assert words[start:end] == name


@pytest.mark.parametrize(
    "name",
    ["김정은", "박정은", "경기도", "강원도", "제주도", "민주주의", "자본주의", "노사협의",
     "경제학과", "페르시아만", "이정도", "충청북도", "대만", "인도", "한은"],
)  # fmt: skip
def test_a_name_that_ends_like_a_particle_stays_whole(name):
    text = f"{name} {name}이 {name}에서는 {name}"
    assert snapped(text, 0, len(name)) == (0, len(name))


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
    assert snapped(text, 0, eojeol) == (0, len(name))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("세계인공지능대회(WAIC)", "세계인공지능대회"), ("인공지능(AI)은", "인공지능"),
        ("‘아시오’(Accio)", "아시오"), ("(WAIC)에서", "WAIC"), ("WAIC)", "WAIC"),
        ("로이터(Reuters", "로이터"), ("가온(佳穩)비즈니스", "가온(佳穩)비즈니스"),
        ("에스이(SE)01", "에스이(SE)01"), ("(주)가온", "(주)가온"), ("㈜가온에서", "㈜가온"),
        ("제주도(濟州島)", "제주도"), ("[단독]", "단독"),
    ],
)  # fmt: skip
def test_of_a_name_with_a_gloss_in_brackets_the_name_is_taken(words, name):
    start, end = snapped(words, 0, len(words))
    assert words[start:end] == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("DGL이", "DGL"), ("AI로", "AI"), ("R&D의", "R&D"), ("CES에서는", "CES"),
        ("굴기'도", "굴기"), ("‘아시오’는", "아시오"), ("Library)’을", "Library"),
        ("70%를", "70%"), ("1만", "1만"), ("30도", "30도"), ("7년", "7년"), ("AI팀", "AI팀"),
    ],
)  # fmt: skip
def test_a_particle_behind_a_sign_or_a_latin_letter_goes(words, name):
    start, end = snapped(words, 0, len(words))
    assert words[start:end] == name


@given(st.text(min_size=1))
def test_the_answer_lies_inside_and_is_never_empty(text):
    start, end = snapped(text, 0, len(text))
    assert 0 <= start < end <= len(text)

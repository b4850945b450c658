"""The value key reads dates, times, money, percents and quantities by rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.datetype import VALUE_TYPES, cycle, guess_value_type

CASES = {
    "DATE": [
        "2026년 3월 2일", "지난 3월", "3월", "2일", "지난달",
        "올해 상반기", "2분기", "석 달", "6개월",
        "2026-03-02", "2026.3.2", "1990년대", "21세기", "월요일", "이날", "지난 2년간", "내년",
        "3주",
        "3주간", "두 달", "사흘", "하루", "올여름", "지난 겨울", "3월 2일 오전 9시", "2026년 말",
        "10년",
        "작년 4분기", "다음 달", "100일",
    ],
    "TIME": [
        "오전 9시 30분", "09:30", "오후 3시께", "자정", "두 시간", "24시간", "30분", "새벽 2시",
        "15초",
        "9시", "한 시간 반", "정오",
    ],
    "MONEY": [
        "3조2천억원", "40억 달러", "5만 원", "$30", "1천500만 달러", "2억3천만 위안", "100엔",
        "수천억원",
        "€ 20", "300만 유로", "7조 8천556억원", "20억 홍콩달러",
    ],
    "PERCENT": [
        "12.5%", "3%포인트", "20퍼센트", "절반", "3분의 1", "0.1％", "15%p",
    ],
    "QUANTITY": [
        "1만여 대", "7나노미터", "세 곳", "120명", "수십 명", "3개", "5천600만 건", "30대",
        "100만주",
        "72", "1.5톤", "두 차례", "300GB", "1위", "열두 곳", "두 배", "3배",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [(name, text) for name in CASES for text in CASES[name]])
def test_a_value_is_read_by_its_unit(name: str, text: str) -> None:
    assert guess_value_type(text) == name


@pytest.mark.parametrize(
    "text", ["", " ", "한빛전자", "도하윤", "반도체", "이사회", "서울", "사업부", "나", "일본"]
)
def test_words_are_no_values(text: str) -> None:
    assert guess_value_type(text) is None


@given(st.text(max_size=40))
def test_any_text_is_answered(text: str) -> None:
    assert guess_value_type(text) in {None, *VALUE_TYPES}


def test_pressing_again_goes_round_all_types() -> None:
    seen = [cycle("TIME")]
    while len(seen) < len(VALUE_TYPES):
        seen.append(cycle(seen[-1]))
    assert sorted(seen) == sorted(VALUE_TYPES)


def test_the_cycle_starts_at_the_first_for_a_type_outside_it() -> None:
    assert cycle(None) == cycle("ORG") == "DATE"
    assert cycle("QT", ["DT", "TI", "QT"]) == "DT"

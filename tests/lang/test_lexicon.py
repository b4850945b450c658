"""Names of a project in a text: the longest, whole words only, many at once."""

import pickle
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.morphs import Name
from juseok.core.names import is_name_boundary
from juseok.lang.lexicon import Names


def names(*texts: str) -> Names:
    return Names.of(Name(text) for text in texts)


def found(known: Names, text: str) -> list[str]:
    assert all(text[hit.start : hit.end] == hit.name.text for hit in known.find(text))
    return [hit.name.text for hit in known.find(text)]


@pytest.mark.parametrize("text", ["인도네시아는", "대인도", "인도양", "인도3"])
def test_a_piece_of_a_word_is_refused(text: str) -> None:
    assert found(names("인도"), text) == []


@pytest.mark.parametrize("text", ["인도", "인도는", "인도에서도", "‘인도’의", "中인도와", "(인도)"])
def test_a_name_before_a_particle_or_a_sign_is_found(text: str) -> None:
    assert found(names("인도"), text) == ["인도"]


def test_the_longest_of_those_that_begin_first_wins() -> None:
    known = names("누리", "누리 전자", "누리 전자 연구소", "전자 연구소")
    assert found(known, "누리 전자 연구소가 누리 전자와 전자 연구소에") == [
        "누리 전자 연구소", "누리 전자", "전자 연구소",
    ]  # fmt: skip


def test_where_the_longest_is_no_whole_word_a_shorter_one_is_found() -> None:
    assert found(names("누리", "누리 전자"), "누리 전자업계") == ["누리"]


def test_names_of_one_syllable_and_blank_ones_are_ignored() -> None:
    known = names("수", "중", " 염 ", "", " ", "한빛")
    assert [name.text for name in known.all] == ["한빛"]
    assert found(known, "설치 수를 투자 중에 한빛이") == ["한빛"]
    assert names().find("무엇이든") == []


def test_what_is_called_the_same_is_found_once_and_told_whole() -> None:
    one, other = Name("한빛", "ORG", "a"), Name("한빛", "PERSON", "b")
    known = Names.of([one, other, one])
    assert [hit.name for hit in known.find("한빛은 한빛의")] == [one, one]
    assert known.called("한빛") == (one, other)
    assert known.called("누리") == ()


def test_the_version_follows_what_is_in_it() -> None:
    assert names("한빛", "누리").version == names("한빛", "누리", "수").version
    assert names("한빛").version != names("누리").version
    assert Names.of([Name("한빛", "ORG")]).version != Names.of([Name("한빛", None, "ORG")]).version


def test_a_set_that_has_grown_is_the_same_as_one_of_all() -> None:
    one, other = Name("한빛", "ORG", "a"), Name("한빛", "PERSON", "b")
    grown = (
        Names.of([one, Name("누리")]).plus([other, one, Name(" 누리 ")]).plus([Name("누리 전자")])
    )
    whole = Names.of([one, Name("누리"), other, Name("누리 전자")])
    assert grown == whole
    assert grown.all == whole.all
    assert len(grown) == 4
    assert grown.called("한빛") == (one, other)
    text = "한빛은 누리 전자와 누리의"
    assert grown.find(text) == whole.find(text)
    assert grown.plus([one, Name("수")]) is grown
    assert grown.base.plus([]) is grown.base


def test_a_set_grows_in_another_process_and_beyond_any_size() -> None:
    grown = names("한빛")
    for number in range(30):
        grown = grown.plus(Name(f"이름{number}번{n}째") for n in range(100))
        grown = pickle.loads(pickle.dumps(grown)) if number % 7 == 0 else grown
    assert grown == Names.of(grown.all)
    assert len(grown) == 3_001
    assert found(grown, "이름29번99째의 한빛") == ["이름29번99째", "한빛"]


def test_a_set_goes_to_another_process_whole() -> None:
    known = names("한빛", "누리")
    known.find("한빛")
    again = pickle.loads(pickle.dumps(known))
    assert again == known
    assert again.all == known.all
    assert found(again, "한빛과 누리") == ["한빛", "누리"]


@given(
    st.lists(st.text("가나다 A", min_size=2, max_size=4), max_size=6),
    st.text("가나다는이 A.", max_size=30),
)
def test_hits_are_names_in_order_and_apart(texts: list[str], text: str) -> None:
    known = names(*texts)
    hits = known.find(text)
    assert all(left.end <= right.start for left, right in pairwise(hits))
    for hit in hits:
        assert text[hit.start : hit.end] == hit.name.text
        assert is_name_boundary(text, hit.start, hit.end)
    for name in known.all:
        at = text.find(name.text)
        if at >= 0 and is_name_boundary(text, at, at + len(name.text)):
            assert any(hit.start < at + len(name.text) and at < hit.end for hit in hits)

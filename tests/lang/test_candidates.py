"""Candidates for mentions, on sentences written for it."""

import pytest

from juseok.core.messages import catalogue
from juseok.core.morphs import Name
from juseok.lang.analysis import lines_of
from juseok.lang.candidates import candidates
from juseok.lang.lexicon import Names


@pytest.fixture
def propose(kiwi):
    def give(text, *, names=None, **more):
        starts, pieces = lines_of(text)
        lines = list(zip(starts, kiwi.lines(pieces, names=names), strict=True))
        found = candidates(text, lines, names, **more)
        for each in found:
            assert text[each.start : each.end] == each.quote
            assert each.reason.code in catalogue("ko")
            assert each.reason.code in catalogue("en")
        return {each.quote: each.type for each in found}

    return give


def test_a_title_makes_a_person_and_what_stands_between_an_organisation(propose):
    found = propose("도널드 마르케스 미국 대통령과 웨이저자 TSMC 회장이 만났다.")
    assert found["도널드 마르케스"] == "PERSON"
    assert found["웨이저자"] == "PERSON"
    assert found["TSMC"] == "ORG"
    assert found["미국"] == "GPE"


def test_a_surname_that_is_a_word_needs_its_full_name(propose):
    assert "이" not in propose("어제 이 총재는 말을 아꼈다.")
    assert propose("이창용 총재가 왔다. 이 총재는 말을 아꼈다.")["이"] == "PERSON"


def test_hanja_and_one_syllable_countries(propose):
    found = propose("美 상무부는 미·중 협상을 미뤘다. 中빅테크는 웃었다.")
    assert found["美"] == found["中"] == found["미"] == found["중"] == "GPE"
    assert found["상무부"] == "ORG"


def test_common_nouns_with_the_ending_of_an_office_are_names(propose):
    assert propose("기술안보청은 회의를 열었다.") == {"기술안보청": "ORG"}
    assert propose("동맹국은 회원국과 자회사를 세웠다.") == {}


def test_quotation_marks_beside_a_kind_of_thing(propose):
    assert propose("보고서 ‘연산의 가격’을 냈다.") == {"연산의 가격": "WORK"}
    assert propose("회의장에 ‘요금 동결’이라는 구호가 붙었다.") == {}


def test_a_bracket_names_the_same(propose):
    found = propose("한국언어자원협회(KLRA)가 반박했다.")
    assert found == {"한국언어자원협회": "ORG", "KLRA": "ORG"}


def test_letters_keep_together(propose):
    assert "R" not in propose("삼성전자는 R&D를 줄였다.")
    assert "H20" in propose("엔비디아는 H20을 판다.")


def test_names_that_the_project_knows_win(propose):
    names = Names.of([Name("한결 벤치", "WORK"), Name("만도", "ORG")])
    found = propose("한결 벤치를 만도가 만들었다.", names=names)
    assert found == {"한결 벤치": "WORK", "만도": "ORG"}


def test_values_carry_what_they_say_and_bylines_nothing(kiwi):
    text = "(서울=한누리통신) 배소율 기자 = 회사는 약 10억 달러를 냈다."
    lines = [(0, kiwi.lines([text])[0])]
    (money,) = [each for each in candidates(text, lines) if each.type != "ORG"]
    assert money.quote == "10억 달러"
    assert money.value == {"amount": 1_000_000_000, "currency": "USD", "approx": True}


def test_signs_are_no_names(propose):
    found = propose("우주로 간 스타트업 👩\u200d🚀 이야기")
    assert "👩\u200d🚀" not in str(found)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "no Korean at all.", "😀😀 😀", "해온랩 5", "(((((", "''''"]
)
def test_odd_texts_are_no_trouble(propose, text):
    propose(text)


def test_a_line_of_a_hundred_thousand_letters(propose):
    propose("가나다라 마바사 " * 12_000)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("국회 인나래 의원이 자료를 받았다.", "인나래", "PERSON"),
        ("육지완 노조위원장은 반대했다.", "육지완", "PERSON"),
        ("경제학자 셰인 파웰은 책을 썼다.", "셰인 파웰", "PERSON"),
        ('[정한울/택시 기사 : "누가 갑니까?"]', "정한울", "PERSON"),
        ("6·25전쟁 때 사진관을 했다.", "6·25전쟁", "EVENT"),
        ("광주 서부경찰서는 영장을 신청했다.", "서부경찰서", "ORG"),
        ("한마음당 소병재 원내대표는 촉구했다.", "한마음당", "ORG"),
        ("차들은 시속 30km로 달린다.", "30km", "QUANTITY"),
        ("논 6㏊를 밭으로 바꿨다.", "6㏊", "QUANTITY"),
    ],
)
def test_names_that_no_dictionary_has_are_told_by_what_is_beside_them(kiwi, text, name, kind):
    found = candidates(text, [(0, kiwi.lines([text])[0])])
    assert (name, kind) in [(each.quote, each.type) for each in found]

"""Claim candidates, on sentences written for it."""

import pytest

from juseok.core.messages import catalogue
from juseok.lang.analysis import analyse


@pytest.fixture
def read(kiwi):
    def give(text):
        found = analyse(text, kiwi).claims
        for each in found:
            assert each.reason.code in catalogue("ko")
            assert each.reason.code in catalogue("en")
        return [
            (
                [text[slice(*span)] for span in each.content],
                [text[slice(*span)] for span in each.source],
                each,
            )
            for each in found
        ]

    return give


def test_a_quotation_is_its_words_and_its_subject(read):
    ((content, source, claim),) = read('윤 대표는 인터뷰에서 "10년 뒤를 본다"고 말했다.')
    assert (content, source) == (["10년 뒤를 본다"], ["윤 대표"])
    assert claim.attributes["quote_type"] == "direct"
    assert not claim.elided
    assert not claim.weak


def test_reported_speech_is_the_clause_without_its_frame(read):
    ((content, source, claim),) = read("가람전자는 같은 날 공시에서 공장을 새로 짓는다고 밝혔다.")
    assert (content, source) == (["공장을 새로 짓는다"], ["가람전자"])
    assert claim.attributes["quote_type"] == "indirect"


def test_two_kinds_of_content_are_two_claims(read):
    found = read('김도윤 사장은 "화질로 승부하겠다"며 값을 내리겠다고 밝혔다.')
    assert [each[0] for each in found] == [["화질로 승부하겠다"], ["값을 내리겠다"]]


def test_each_part_of_a_sentence_has_its_own_speaker(read):
    found = read('박 의원은 "책임져야 한다"고 말했고, 이 장관은 "검토하겠다"고 답했다.')
    assert [each[1] for each in found] == [["박 의원"], ["이 장관"]]


def test_those_among_whom_it_is_said_are_its_source(read):
    text = "가람전자가 공장을 세웠다.\n증권가에서는 주가가 더 오를 것으로 내다봤습니다."
    ((content, source, claim),) = read(text)
    assert (content, source) == (["주가가 더 오를 것"], ["증권가"])
    assert not claim.elided


@pytest.mark.parametrize("mark", ["- ", "― ", "Q. ", "문: "])
def test_whom_a_question_is_about_does_not_answer_it(read, mark):
    text = (
        "오세라 교수는 “지금은 이르다고 본다”고 말했다.\n"
        f"{mark}정부는 내년 시행을 말하는데.\n“그건 어렵다고 생각한다.”"
    )
    assert [each[1] for each in read(text)] == [["오세라 교수"], ["오세라 교수"]]


def test_an_elided_speaker_is_of_the_sentence_before(read):
    first, second = read('노스포인트는 따르겠다고 밝혔다. 이어 "결과는 정부에만 내겠다"고 했다.')
    assert second[1] == first[1] == ["노스포인트"]
    assert second[2].elided
    assert not first[2].elided


def test_according_to_and_unsourced(read):
    found = read("통계청에 따르면 물가가 2% 올랐다.\n예산은 310억원으로 알려졌다.")
    assert [each[1] for each in found] == [["통계청"], []]
    assert found[1][2].attributes["source_kind"] == "none"


def test_declining_is_a_claim_that_withholds(read):
    ((_, source, claim),) = read("칼데라 대변인은 감원 여부를 묻는 말에는 답하지 않았다.")
    assert source == ["칼데라 대변인"]
    assert (claim.attributes["act"], claim.attributes["certainty"]) == ("no_comment", "withheld")


def test_plans_are_weak_and_terms_are_none(read):
    assert [each[2].weak for each in read("정부는 다음 달 대책을 내놓을 예정이다.")] == [True]
    assert read('이 제품은 "괴물 칩"으로 불린다. 그는 학교에 간다고 집을 나섰다.') == []


def test_a_headline_repeats_the_body(read):
    text = '노조 "일자리 700개 나가는 셈" 반발\n노조는 "일자리 700개가 나가는 셈"이라고 비판했다.'
    head, body = read(text)
    assert head[1] == ["노조"]
    assert head[2].repeats == body[2].content


@pytest.mark.parametrize(
    "text", ["", "“", '"""""', "no Korean “at all”", '😀"좋다"고 했다', "따르면"]
)
def test_odd_texts_are_no_trouble(read, text):
    read(text)


def test_a_line_of_a_hundred_thousand_letters(read):
    read('그는 "좋다"고 말했다. ' * 7_000)


def test_a_sound_bite_is_a_claim_of_its_label(read):
    ((content, source, claim),) = read('[정한울/택시 기사 : "답답하다고 난리예요. 누가 갑니까?"]')
    assert (content, source) == (["답답하다고 난리예요. 누가 갑니까?"], ["정한울/택시 기사"])
    assert claim.attributes["quote_type"] == "direct"


def test_a_sound_bite_without_quotation_marks_is_direct_speech(read):
    text = "[윤다솜/학부모 : 학원 끝나고 와요. 저는 절대 반대예요.]"
    ((content, _, claim),) = read(text)
    assert content == ["학원 끝나고 와요. 저는 절대 반대예요."]
    assert claim.attributes["quote_type"] == "direct"
    assert claim.sentence == (0, len(text))


def test_a_label_on_the_line_before_is_who_speaks(read):
    ((content, source, claim),) = read('[백승우 / 은하대 교수]\n"표지부터 늘려야 합니다."')
    assert (content, source) == (["표지부터 늘려야 합니다."], ["백승우 / 은하대 교수"])
    assert claim.elided


def test_a_quotation_over_lines_is_one_claim_with_a_content_for_each(read):
    text = '홍필두 경찰청장은 "전세사기는 범죄다.\n끝까지 찾아내겠다"고 말했다.'
    ((content, source, claim),) = read(text)
    assert (content, source) == (["전세사기는 범죄다.", "끝까지 찾아내겠다"], ["홍필두 경찰청장"])
    assert claim.attributes["quote_type"] == "direct"
    assert text[slice(*claim.sentence)].startswith("끝까지")


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("기상청은 밤새 첫눈이 내리겠다고 예보했다.", "밤새 첫눈이 내리겠다", ["기상청"]),
        ("시는 값을 내리지 않는 것이 전제라고 못 박았다.", "값을 내리지 않는 것이 전제라", ["시"]),
        ("가람연구소의 지난해 조사를 보면 귤값은 두 배로 뛰었다.", "귤값은 두 배로 뛰었다",
         ["가람연구소의 지난해 조사"]),
        ("경찰 조사 결과 운전자는 면허가 없는 것으로 드러났다.", "운전자는 면허가 없는 것",
         ["경찰 조사 결과"]),
        ("당국에 적발된 것으로 18일 확인됐다.", "당국에 적발된 것", []),
        ('"사진 찍는 소리에 잠을 깬다"는 주민도 있었다.', "사진 찍는 소리에 잠을 깬다", ["주민"]),
        ("러시아 외무부는 논평을 거부했다.", "논평", ["러시아 외무부"]),
        ("첫해 수확은 절반에 그쳤다고 한다.", "첫해 수확은 절반에 그쳤다", []),
        ("곧 값이 오를 것이라는 비관론이 고개를 든다.", "곧 값이 오를 것", []),
        ("전문가들 사이에서는 서두르면 안 된다는 지적도 나온다.", "서두르면 안 된다", ["전문가들"]),
    ],
)  # fmt: skip
def test_who_says_it_in_other_words(read, text, content, source):
    ((found, who, _),) = read(text)
    assert (found, who) == ([content], source)


def test_each_clause_of_a_chain_begins_behind_the_one_before(read):
    found = read("시는 협의하고 있다고 설명했지만, 누리해운은 원인을 말하기 어렵다는 입장이다.")
    assert [(each[0], each[1]) for each in found] == [
        (["협의하고 있다"], ["시"]),
        (["원인을 말하기 어렵다"], ["누리해운"]),
    ]


def test_a_place_that_opens_a_headline_does_not_speak(read):
    body = '소방 관계자는 "밸브가 낡아 틈이 벌어졌다"고 말했다.'
    text = f'여수 공장서 가스 새어…"밸브 낡아 틈 벌어져"\n{body}'
    head, _ = read(text)
    assert head[1] == ["소방 관계자"]
    assert head[2].elided

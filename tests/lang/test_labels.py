"""Speakers' labels in transcripts and debates: who speaks, and what is said."""

import pytest

from juseok.lang.labels import label_at, named


def read(line):
    found = label_at(line, 0, len(line))
    if found is None:
        return None
    words = None if found.words is None else line[slice(*found.words)]
    person = named(line, found)
    return line[slice(*found.label)], words, None if person is None else line[slice(*person)]


@pytest.mark.parametrize(
    ("line", "label", "words", "person"),
    [
        ('[정한울/택시 기사 : "누가 갑니까?"]', "정한울/택시 기사", "누가 갑니까?", "정한울"),
        ("[윤다솜 / 학부모 : 저는 반대예요.]", "윤다솜 / 학부모", "저는 반대예요.", "윤다솜"),
        ('[전가람 / 주민] "밤에 못 자요."', "전가람 / 주민", "밤에 못 자요.", "전가람"),
        ('<인터뷰> 변호연(강릉시) : "뛰었어요."', "변호연", "뛰었어요.", "변호연"),
        ('▶모은결 연구원 원장 "늘었다."', "모은결 연구원 원장", "늘었다.", None),
        ('하예린 의원 = "왜 왔습니까?"', "하예린 의원", "왜 왔습니까?", None),
        ("[백승우 / 한겨울대 교수]", "백승우 / 한겨울대 교수", None, "백승우"),
        ("▶ 인터뷰 : 고은채 / 경기 수원시", "고은채 / 경기 수원시", None, "고은채"),
        ('[수전 베이커/관광객 : "좋아요."]', "수전 베이커/관광객", "좋아요.", "수전 베이커"),
        ('[주민/음성변조 : "몰랐어요."]', "주민/음성변조", "몰랐어요.", None),
    ],
)
def test_signs_tell_who_speaks(line, label, words, person):
    assert read(line) == (label, words, person)


@pytest.mark.parametrize(
    "line",
    [
        '윤 대표는 "10년 뒤를 본다"고 말했다.',
        "[앵커]",
        "◀ 리포트 ▶",
        "[뉴스데스크] 학교 앞 30km 제한",
        "(서울=새벽통신) 문가람 기자 = 밤새 눈이 내렸다.",
        "",
        "[" * 500,
        '[가/나 : "' + "다" * 3_000,
    ],
)
def test_what_is_no_label_is_none(line):
    assert read(line) is None

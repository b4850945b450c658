"""From a rough selection to the name in it, with the analyser's morphemes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juseok.core.morphs import Morph, Name
from juseok.lang.jobs import Here
from juseok.lang.lexicon import Names
from juseok.lang.snap import Snapped, from_list, place_of, snap


def _snapped(kiwi, line, words, names=None, text=""):
    start = line.index(words)
    (morphs,) = kiwi.lines([line], names=names)
    found = snap(line, start, start + len(words), morphs, names,
                 look=lambda one: kiwi.lines([one])[0], text=text)  # fmt: skip
    return line, found


def _name(kiwi, line, words, **more):
    line, found = _snapped(kiwi, line, words, **more)
    return line[found.start : found.end]


@pytest.mark.parametrize(
    ("line", "words", "name"),
    [
        ("새 규칙은 서울에서부터 시행된다.", "서울에서부터", "서울"),
        ("값을 올린 곳은 한빛전자였다.", "한빛전자였다.", "한빛전자"),
        ("공장은 하와이에서만 문을 열었다.", "하와이에서만", "하와이"),
        ("시장을 연 것은 제미나이와 챗GPT뿐이다.", "챗GPT뿐이다.", "챗GPT"),
        ("그는 상하이라는 도시를 골랐다.", "상하이라는", "상하이"),
        ("백신은 화이자까지 나섰다.", "화이자까지", "화이자"),
        ("노조는 계약을 해지했다고 밝혔다.", "해지했다고", "해지"),
        ("노조는 계약을 해지했다고 밝혔다.", "밝혔다.", "밝혔다"),
        ("공장 세 곳 이상이 멈췄다. 30곳 이상은 버텼다.", "30곳 이상은", "30곳"),
        ("손실은 약 30억원이다.", "약 30억원이다.", "30억원"),
        ("한빛전자 측은 답하지 않았다.", "한빛전자 측은", "한빛전자"),
        ("‘새 물결 3’은 빨랐다.", "‘새 물결 3’은", "새 물결 3"),
        ("‘새 물결’과 ‘옛 물결’을 견줬다.", "‘새 물결’과 ‘옛 물결’을", "‘새 물결’과 ‘옛 물결’"),
        ("(주)한빛은 값을 올렸다.", "(주)한빛은", "(주)한빛"),
        ("성장률은 2.5%에 그쳤다.", "2.5%에", "2.5%"),
        ("🚀누리호🎉가 날았다.", "🚀누리호🎉", "누리호"),
        ("아이들은 👨‍👩‍👧가족이 좋다.", "👨‍👩‍👧가족이", "가족"),
    ],
)  # fmt: skip
def test_the_name_is_left(kiwi, line, words, name):
    assert _name(kiwi, line, words) == name


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("한빛전자는 값을 올렸다.", "한빛"),  # a part that was meant
        ("그는 서울에서 살았다.", "에서"),  # nothing would be left
        ("값이 서울보다 높았다.", "서울"),
        ("박가은 대표가 나섰다.", "박가은"),
    ],
)
def test_what_was_selected_on_purpose_stays(kiwi, line, words):
    assert _name(kiwi, line, words) == words


@pytest.mark.parametrize(
    ("words", "alias"),
    [
        ("세계보건기구(WHO)는", "WHO"), ("란저우(蘭州)에", "蘭州"), ("오픈AI(OpenAI)가", "OpenAI"),
        ("한국전력공사(한전)는", "한전"), ("소비자원(이하 ‘소원’)은", "소원"), ("김한솔(42)", None),
        ("10억원(약 73만달러)", None), ("3일(현지시간)", None), ("김한솔(서울)은", None),
        ("40메가와트(MW)를", None),
    ],
)  # fmt: skip
def test_what_stands_in_a_bracket_is_offered_where_it_is_a_name(kiwi, words, alias):
    line, found = _snapped(kiwi, f"어제 {words} 알려졌다.", words)
    assert line[found.start : found.end] == words.partition("(")[0]
    assert (line[slice(*found.alias)] if found.alias else None) == alias


def test_a_name_that_is_known_wins(kiwi):
    names = Names.of([Name("새결로"), Name("만도도")])
    assert _name(kiwi, "그는 새결로로 옮겼다.", "새결로로", names=names) == "새결로"
    assert _name(kiwi, "만도도가 만들었다.", "만도도가", names=names) == "만도도"


def test_the_article_settles_a_doubt(kiwi):
    line = "회사는 온새미로가 산다고 했다."
    morphs = tuple(
        Morph(*each)
        for each in (("회사", "NNG", 0, 2), ("는", "JX", 2, 3), ("온새미", "NNP", 4, 7, "", False),
                     ("로", "JKB", 7, 8))
    )  # fmt: skip
    told = "온새미로에서 말했다. 온새미로는 크다."
    found = snap(line, 4, 8, morphs, text=f"{line}\n{told}")
    assert line[found.start : found.end] == "온새미로"


def test_what_was_left_out_and_the_steps_are_told(kiwi):
    line, found = _snapped(kiwi, "서울시에서는 말했다.", "서울시에서는")
    assert line[slice(*found.stripped)] == "에서는"
    assert (found.start, found.end) in found.steps
    assert [line[slice(*each)] for each in found.steps][-2:] == ["서울시에서", "서울시에서는"]


def test_without_morphemes_particles_go_by_rule():
    line = "한빛전자는 값을 올렸다."
    assert snap(line, 0, 5, None) == Snapped(
        0, 4, None, (4, 5), ((0, 1), (0, 2), (0, 3), (0, 4), (0, 5))
    )


TEXTS = st.text(st.sampled_from(list("가나왕이는은에서를의도만하다한했 ()[]‘’“”\"'.,…%3A中😀\n")),
                min_size=1, max_size=40)  # fmt: skip


@settings(max_examples=150)
@given(text=st.one_of(TEXTS, st.text(min_size=1, max_size=30)), data=st.data())
def test_the_result_is_inside_the_selection_never_empty_and_stays(kiwi, text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    once = _of_text(kiwi, text, start, end)
    assert start <= once.start < once.end <= end
    if once.alias is not None:
        assert start <= once.alias[0] < once.alias[1] <= end
    again = _of_text(kiwi, text, once.start, once.end)
    assert once.start <= again.start < again.end <= once.end


def _of_text(kiwi, text, start, end):
    payload = {"text": text, "start": start, "end": end}
    return from_list(Here(kiwi).call("snap", payload).result())


def test_what_was_snapped_stays_as_it_is(kiwi):
    for words in (
        "한빛전자는",
        "왕이는",
        "‘물결’(WAVE)에서",
        "30억원으로",
        "중국과의",
        "마쓰다라고만",
    ):
        line = f"어제 {words} 큰 회의가 있었다."
        found = _of_text(kiwi, line, 3, 3 + len(words))
        again = _of_text(kiwi, line, found.start, found.end)
        assert (again.start, again.end) == (found.start, found.end)


def test_a_line_of_a_million_characters(kiwi):
    text = "한빛전자는 값을 올렸다. " * 71_500
    start = text.index("한빛", 500_000)
    place = place_of(text, start, start + 5)
    assert len(place.line) < 1_300
    found = _of_text(kiwi, text, start, start + 5)
    assert text[found.start : found.end] == "한빛전자"


@pytest.mark.parametrize("text", ["The Caldera Inc. said", "😀👨‍👩‍👧 ok", "12,345", "…", "\t \n"])
def test_text_without_korean(kiwi, text):
    found = _of_text(kiwi, text, 0, len(text))
    assert 0 <= found.start < found.end <= len(text)

"""A record read back sounds right when it is right, and wrong where a field is wrong."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.messages import LANGUAGES, catalogue
from juseok.core.model import Claim, Ref, Refs, Value
from juseok.core.readback import read_back
from juseok.core.readback_ko import particle
from juseok.core.scheme import load_scheme
from juseok.core.spans import Span, Spans

SCHEME = load_scheme("default")
ROLES = ("affiliation", "medium", "time", "place", "object")


def _spans(words: str | Sequence[str]) -> Spans:
    return tuple(
        Span(0, len(each), each) for each in ([words] if isinstance(words, str) else words)
    )


def _refs(words: Sequence[str]) -> Refs:
    return tuple(Ref("span", span=span) for span in _spans(words))


def _claim(content: str | Sequence[str], source: str = "서이든", **given: str) -> Claim:
    """A claim; roles take words joined by ``+``, anything else is an attribute."""
    roles = {name: _refs(given.pop(name).split("+")) for name in ROLES if name in given}
    state = given.pop("state", "given" if source else "open")
    nested = given.pop("nested", "")
    return Claim(
        "c",
        "l",
        "a",
        _spans(content),
        source=_refs(source.split("+")) if source else (),
        source_state=state,
        nested_in=nested,
        attributes={name: Value(value) for name, value in given.items()},
        **roles,
    )


def _read(claim: Claim, language: str = "ko") -> str:
    return read_back(claim, scheme=SCHEME, resolve=lambda ref: ref.id, language=language).text


DENIED = [
    ("statement", "certain", "서이든은 {direct}은 사실이 아니라고 단정적으로 밝혔다."),
    ("statement", "probable", "서이든은 {direct}은 사실이 아닐 공산이 크다고 밝혔다."),
    ("statement", "possible", "서이든은 {direct}은 사실이 아닐 수도 있다고 밝혔다."),
    ("statement", "withheld", "서이든은 {direct}이 사실이 아닌지는 판단을 미룬다고 밝혔다."),
    ("confirm", "probable", "서이든은 {direct}은 사실이 아닐 공산이 크다고 확인했다."),
    ("deny", "certain", "서이든은 {direct}을 단정적으로 부인했다."),
    ("deny", "probable", "서이든은 {direct}은 사실이 아닐 공산이 크다며 부인했다."),
    ("deny", "withheld", "서이든은 {direct}을 판단을 미룬 채 부인했다."),
    ("no_comment", "possible", "서이든은 {direct}은 사실이 아닐 수도 있다면서도 답하지 않았다."),
    ("assess", "probable", "서이든은 {direct}은 사실과 다를 공산이 크다고 평가했다."),
    ("argue", "possible", "서이든은 {direct}은 옳지 않을 수도 있다고 주장했다."),
    ("question", "probable", "서이든은 {direct}은 사실이 아닐 공산이 크지 않으냐고 물었다."),
    ("question", "unknown",
     "서이든은 {direct}은 사실이 아니냐고 얼마나 확신하는지는 드러내지 않은 채 물었다."),
]  # fmt: skip

TO_COME = [
    ("생산을 늘린다", "생산을 늘리는 일은"),
    ("빵을 먹는다", "빵을 먹는 일은"),
    ("수요가 는다", "수요가 느는 일은"),
    ("공장을 만들겠다", "공장을 만드는 일은"),
    ("공장을 만들기로", "공장을 만드는 일은"),
    ("값이 오를 것이다", "값이 오를 일은"),
    ("값이 오를 것으로", "값이 오를 일은"),
    ("생산 확대", "생산 확대는"),
    ("값이 높다", "값이 높다는 일은"),
]

HEDGED = [
    ("statement", "probable", "생산을 늘린다며 그럴 공산이 크다고 밝혔다."),
    ("statement", "withheld", "생산을 늘린다면서도 판단을 미룬다고 밝혔다."),
    ("plan", "probable", "생산을 늘린다는 계획이 있을 공산이 크다고 밝혔다."),
    ("no_comment", "probable", "생산을 늘린다는 것에 대해 그럴 공산이 크다면서도 답하지 않았다."),
    ("question", "possible", "생산을 늘린다며 그럴 수도 있지 않으냐고 물었다."),
    ("deny", "probable", "생산을 늘린다며 그럴 공산이 크다고 부인했다."),
]

KOREAN = [
    (_claim("내년에 생산을 늘린다", source_kind="person", quote_type="direct", medium="성명"),
     "서이든(실명)이 성명에서 “내년에 생산을 늘린다”라고 단정적으로 밝혔다."),
    (_claim("내년에 생산을 늘린다", source_kind="person", certainty="possible"),
     "서이든(실명)이 내년에 생산을 늘린다며 그럴 수도 있다고 밝혔다."),
    (_claim("생산을 늘린다고", "도하나", source_kind="person"),
     "도하나(실명)가 생산을 늘린다고 단정적으로 밝혔다."),
    (_claim("값을 내렸다는 것", "도하나"), "도하나가 값을 내렸다고 단정적으로 밝혔다."),
    (_claim("생산 확대", act="promise", affiliation="한빛전자"),
     "한빛전자 소속 서이든이 생산 확대를 단정적으로 약속했다."),
    (_claim("값을 올린다는", "한빛전자", act="plan", source_kind="org"),
     "한빛전자(기관·기업)가 값을 올린다는 계획을 단정적으로 밝혔다."),
    (_claim("값을 올린다", "한빛전자", act="plan", polarity="negative"),
     "한빛전자는 값을 올린다는 계획이 없다고 단정적으로 밝혔다."),
    (_claim("생산을 늘리기로", "한빛전자", act="plan"),
     "한빛전자가 생산을 늘리기로 한 계획을 단정적으로 밝혔다."),
    (_claim("인수 협상", "", act="plan", state="none"),
     "출처 없이 인수 협상 계획이 단정적으로 알려졌다."),
    (_claim("값을 올린다", "한빛전자", act="plan", quote_type="direct"),
     "한빛전자가 “값을 올린다”라는 계획을 단정적으로 밝혔다."),
    (_claim("협상을 벌인다", "한빛전자+가람랩", act="deny", polarity="negative",
            source_kind="group"),
     "한빛전자와 가람랩(여럿)은 협상을 벌인다는 것을 단정적으로 부인했다."),
    (_claim("보도는 사실이 아니다", "한빛전자", act="deny", quote_type="direct"),
     "한빛전자가 “보도는 사실이 아니다”라며 단정적으로 부인했다."),
    (_claim("인수설", act="deny", polarity="negative"), "서이든은 인수설을 단정적으로 부인했다."),
    (_claim("협상을 벌인다", "", act="deny", polarity="negative", state="none"),
     "출처 없이 협상을 벌인다는 것이 단정적으로 부인됐다."),
    (_claim("협상을 벌인다", "가람랩", act="no_comment", certainty="withheld"),
     "가람랩이 협상을 벌인다는 것에 대해 판단을 미룬 채 답하지 않았다."),
    (_claim("드릴 말씀이 없다", act="no_comment", quote_type="direct", certainty="withheld"),
     "서이든이 “드릴 말씀이 없다”라며 판단을 미룬 채 답하지 않았다."),
    (_claim("인수설", "", act="no_comment", certainty="withheld", state="none"),
     "출처 없이 인수설에 대해 판단을 미룬 채 답이 나오지 않았다."),
    (_claim("수요가 두 배로 늘어날 것으로", "하늬증권", act="predict", certainty="probable",
            time="지난 3일"),
     "지난 3일 하늬증권이 수요가 두 배로 늘어날 공산이 크다고 전망했다."),
    (_claim("수요가 줄어든다", act="predict", polarity="negative"),
     "서이든은 수요가 줄어드는 일은 없을 것이라고 단정적으로 전망했다."),
    (_claim("값이 오를 것으로", act="predict", polarity="negative"),
     "서이든은 값이 오를 일은 없을 것이라고 단정적으로 전망했다."),
    (_claim("관세를 내려야 한다", "업계", act="argue", stance="oppose", object="관세"),
     "업계가 관세에 대해 관세를 내려야 한다고 반대하며 단정적으로 요구했다."),
    (_claim("값은 더 내린다", act="argue", reporter_stance="distance"),
     "서이든이 값은 더 내린다고 단정적으로 주장했다(기자는 거리를 둔다)."),
    (_claim("관세를 내린다", act="argue", polarity="negative"),
     "서이든은 관세를 내린다는 것은 옳지 않다고 단정적으로 주장했다."),
    (_claim("언제 공장을 여느냐", "기자", act="question"),
     "기자가 언제 공장을 여느냐고 딱 잘라 물었다."),
    (_claim("공장은 언제 엽니까?", "기자들", act="question", quote_type="direct"),
     "기자들이 “공장은 언제 엽니까?”라고 딱 잘라 물었다."),
    (_claim("생산을 늘릴지", act="question"), "서이든이 생산을 늘릴지 딱 잘라 물었다."),
    (_claim("한빛은 뒤처졌다", "한강일보(HG)", act="assess", source_kind="media"),
     "한강일보(HG)(언론)가 한빛은 뒤처졌다고 단정적으로 평가했다."),
    (_claim("생산을 늘린다", "한강일보", source_kind="media", reporter_stance="endorse"),
     "한강일보(언론)가 생산을 늘린다고 단정적으로 보도했다(기자는 사실로 받아들인다)."),
    (_claim("출하량은 3만 대", "연례 보고서", source_kind="document", place="서울"),
     "서울에서 연례 보고서(보고서·자료)가 출하량은 3만 대라고 단정적으로 적었다."),
    (_claim("생산을 늘린다", "", state="elided", source_kind="implicit", certainty="unknown"),
     "앞 문장의 말한 이가 생산을 늘린다고 얼마나 확신하는지는 드러내지 않은 채 밝혔다."),
    (_claim("생산을 늘린다", ""), "누군가(출처 미정)가 생산을 늘린다고 단정적으로 밝혔다."),
    (_claim("생산을 늘린다", "", state="none", source_kind="none"),
     "출처 없이 생산을 늘린다고 단정적으로 알려졌다."),
    (_claim("생산을 늘린다", "", state="none", source_kind="person"),
     "출처 없이(실명) 생산을 늘린다고 단정적으로 알려졌다."),
    (_claim("생산을 늘린다", "", state="none", act="confirm"),
     "출처 없이 생산을 늘린다고 단정적으로 확인됐다."),
    (_claim("생산을 늘린다", act="confirm", polarity="negative"),
     "서이든은 생산을 늘린다는 것은 사실이 아니라고 단정적으로 확인했다."),
    (_claim(["첫째는 값이다", "둘째는 시간이다"], "한빛+가람+누리", quote_type="direct"),
     "한빛, 가람, 누리가 “첫째는 값이다 … 둘째는 시간이다”라고 단정적으로 밝혔다."),
    (_claim("값이 “터무니없다”고 본다", quote_type="mixed"),
     "서이든이 값이 “터무니없다”고 본다고 단정적으로 밝혔다."),
    (_claim("“값을 내린다”", quote_type="direct"),
     "서이든이 “값을 내린다”라고 단정적으로 밝혔다."),
    (_claim("곧 결정하겠습니다", nested="c2", act="confirm"),
     "다른 주장 안에서 서이든이 곧 결정하겠습니다라고 단정적으로 확인했다."),
    (_claim("생산\n 확대에  나선다", medium="신년사+누리집"),
     "서이든이 신년사와 누리집에서 생산 확대에 나선다고 단정적으로 밝혔다."),
]  # fmt: skip

ENGLISH = [
    (_claim("내년에 생산을 늘린다", source_kind="person", quote_type="direct", medium="성명"),
     "서이든 (named person) stated flatly in 성명: “내년에 생산을 늘린다”."),
    (_claim("협상을 벌인다", "한빛+가람", act="deny", polarity="negative"),
     "한빛 and 가람 denied flatly that ‘협상을 벌인다’."),
    (_claim("사실이 아니다", act="deny", quote_type="direct"),
     "서이든 denied flatly, saying “사실이 아니다”."),
    (_claim("값을 올린다", "한빛+가람+누리", act="plan"),
     "한빛, 가람 and 누리 announced a plan flatly: ‘값을 올린다’."),
    (_claim("값을 올린다", "", state="none", act="plan", polarity="negative"),
     "Without a source, it is stated flatly that there is no plan that ‘값을 올린다’."),
    (_claim("인수설", affiliation="한빛", act="no_comment", certainty="withheld"),
     "서이든 of 한빛 declined to comment with judgement reserved on ‘인수설’."),
    (_claim("값은 내린다", "", state="elided", place="서울", time="3일"),
     "On 3일, in 서울, the source of the sentence before stated flatly that ‘값은 내린다’."),
    (_claim("값은 내린다", "", reporter_stance="distance", stance="oppose", object="값"),
     "Someone (source undecided) stated flatly about 값 in opposition that ‘값은 내린다’ "
     "(the reporter keeps a distance)."),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "sentence"), KOREAN)
def test_a_record_reads_as_a_korean_sentence(claim: Claim, sentence: str) -> None:
    assert _read(claim) == sentence


@pytest.mark.parametrize(("act", "certainty", "sentence"), DENIED)
def test_what_is_denied_reads_as_one_clause(act: str, certainty: str, sentence: str) -> None:
    claim = _claim(
        "생산을 늘린다", act=act, certainty=certainty, polarity="negative", quote_type="direct"
    )
    assert _read(claim) == sentence.format(direct="“생산을 늘린다”라는 것")


@pytest.mark.parametrize(("content", "topic"), TO_COME)
def test_what_will_not_come_about_reads_as_an_event(content: str, topic: str) -> None:
    claim = _claim(content, act="predict", polarity="negative", certainty="probable")
    assert _read(claim) == f"서이든은 {topic} 없을 공산이 크다고 전망했다."


@pytest.mark.parametrize(("act", "certainty", "rest"), HEDGED)
def test_what_is_less_than_certain_says_so_after_the_content(
    act: str, certainty: str, rest: str
) -> None:
    assert _read(_claim("생산을 늘린다", act=act, certainty=certainty)) == f"서이든이 {rest}"


@pytest.mark.parametrize(
    ("content", "act", "rest"),
    [
        ("사실이 아니다", "statement", "사실이 아니라고 단정적으로 밝혔다."),
        ("지금이 기회이다", "assess", "지금이 기회이라고 단정적으로 평가했다."),
        ("늘어난 것으로", "assess", "늘어난 것으로 단정적으로 평가했다."),
        ("생산 확대 계획", "plan", "생산 확대 계획을 단정적으로 밝혔다."),
    ],
)
def test_the_end_of_a_content_takes_what_it_needs(content: str, act: str, rest: str) -> None:
    assert _read(_claim(content, act=act)) == f"서이든이 {rest}"


@pytest.mark.parametrize(
    ("act", "certainty", "sentence"),
    [
        ("statement", "probable", "서이든 stated that it is probably not true that ‘늘린다’."),
        ("predict", "possible", "서이든 predicted that it may not come about that ‘늘린다’."),
        ("deny", "probable", "서이든 denied as probably untrue that ‘늘린다’."),
        ("plan", "certain", "서이든 stated flatly that there is no plan that ‘늘린다’."),
        ("no_comment", "certain",
         "서이든 declined to comment flatly, saying that it is not true that ‘늘린다’."),
    ],
)  # fmt: skip
def test_what_is_denied_reads_as_one_english_clause(
    act: str, certainty: str, sentence: str
) -> None:
    claim = _claim("늘린다", act=act, certainty=certainty, polarity="negative")
    assert _read(claim, "en") == sentence


@pytest.mark.parametrize(("claim", "sentence"), ENGLISH)
def test_a_record_reads_as_an_english_sentence(claim: Claim, sentence: str) -> None:
    assert _read(claim, "en") == sentence


def test_references_are_read_by_what_they_name() -> None:
    claim = Claim("c", "l", "a", _spans("늘린다"), source=(Ref("mention", id="m1"),))
    names = {"m1": "도하윤"}
    found = read_back(claim, scheme=SCHEME, resolve=lambda ref: names[ref.id], language="ko")
    assert found.text.startswith("도하윤이 ")


def test_every_word_leads_to_its_field() -> None:
    claim = _claim("늘린다", source_kind="person", medium="성명", affiliation="한빛")
    pieces = read_back(claim, scheme=SCHEME, resolve=lambda ref: ref.id, language="ko").pieces
    fields = [piece.field for piece in pieces if piece.field]
    assert fields == [
        "affiliation", "source", "source_kind", "source", "medium", "content", "certainty", "act",
    ]  # fmt: skip


def test_a_long_content_keeps_its_head_and_its_tail() -> None:
    text = _read(_claim("가" * 200 + " 늘린다"))
    assert len(text) < 130
    assert " … " in text
    assert "늘린다고 단정적으로 밝혔다." in text


@pytest.mark.parametrize(
    ("word", "wanted"),
    [("한빛전자(HBE)", "가"), ("서이든(실명)", "이"), ("NBC", "가"), ("KBL", "이"), ("(주)", "가")],
)
def test_particles_agree_with_the_name_and_not_with_its_bracket(word: str, wanted: str) -> None:
    assert particle(word, "(이)가") == wanted


@given(st.text(min_size=1, max_size=30), st.sampled_from(LANGUAGES), st.data())
def test_any_record_can_be_read(content: str, language: str, data: st.DataObject) -> None:
    values = {
        item.id: data.draw(st.sampled_from([value.id for value in item.values]))
        for item in SCHEME.attributes_on("claim")
        if item.values
    }
    state = data.draw(st.sampled_from(["open", "given", "elided", "none"]))
    source = "도하윤" if state == "given" else ""
    text = _read(_claim(content, source, state=state, **values), language)
    assert text.endswith(".")
    assert "readback" not in text


@pytest.mark.parametrize(
    ("table", "attribute"),
    [("certainty", "certainty"), ("verb", "act"), ("passive", "act")],
)
def test_every_value_of_the_default_scheme_has_its_words(table: str, attribute: str) -> None:
    held = SCHEME.attribute(attribute)
    assert held is not None
    for language in LANGUAGES:
        for value in held.values:
            assert f"readback.{table}.{value.id}" in catalogue(language)

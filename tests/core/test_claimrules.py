"""Presets of a claim follow its wording."""

import pytest

from juseok.core.claimrules import (
    SourceFact,
    by_cue,
    claim_lexicon,
    claim_presets,
    quote_type,
    source_kind,
)
from juseok.core.scheme import load_scheme
from juseok.core.spans import Span, make_span

LEXICON = claim_lexicon()


def _span(text: str, quote: str) -> Span:
    start = text.index(quote)
    return make_span(text, start, start + len(quote))


@pytest.mark.parametrize(
    ("text", "contents", "wanted"),
    [
        ("도 대표는 “내년에 늘린다”고 말했다.", ["내년에 늘린다"], "direct"),
        ("도 대표는 “내년에 늘린다”고 말했다.", ["“내년에 늘린다”"], "direct"),
        ('도 대표는 "내년에 늘린다"고 말했다.', ["내년에 늘린다"], "direct"),
        ("“첫째, 값을 내린다. 둘째, 기다린다”고 했다.", ["둘째, 기다린다"], "direct"),
        ("“값을 내린다”며 “기다려 달라”고 했다.", ["값을 내린다", "기다려 달라"], "direct"),
        ("회사는 내년에 늘린다고 밝혔다.", ["내년에 늘린다"], "indirect"),
        ("회사는 ‘누리칩’을 늘린다고 밝혔다.", ["‘누리칩’을 늘린다"], "indirect"),
        ("회사는 값이 “터무니없다”고 본다며 웃었다.", ["값이 “터무니없다”고 본다"], "mixed"),
        ("값을 내린다며 “기다려 달라”고 했다.", ["값을 내린다", "기다려 달라"], "mixed"),
        ("“열린 말\n회사는 내년에 늘린다고 했다.”", ["내년에 늘린다"], "indirect"),
        ("앞말 “가나”와 내년에 늘린다는 “다라”", ["내년에 늘린다"], "indirect"),
    ],
)
def test_quotation_marks_tell_the_quote_type(text: str, contents: list[str], wanted: str) -> None:
    assert quote_type(text, tuple(_span(text, quote) for quote in contents)) == wanted


@pytest.mark.parametrize(
    ("state", "sources", "wanted"),
    [
        ("elided", [], "implicit"),
        ("none", [], "none"),
        ("open", [], ""),
        ("given", [SourceFact("도하윤", "PERSON")], "person"),
        ("given", [SourceFact("한빛전자", "ORG")], "org"),
        ("given", [SourceFact("한빛전자 관계자")], "anonymous"),
        ("given", [SourceFact("회사 대변인")], "spokesperson"),
        ("given", [SourceFact("산업부", "ORG")], "gov"),
        ("given", [SourceFact("오타와", "GPE")], "gov"),
        ("given", [SourceFact("연례 보고서", "WORK")], "document"),
        ("given", [SourceFact("반도체 백서", "WORK")], "document"),
        ("given", [SourceFact("한강일보", "ORG")], "media"),
        ("given", [SourceFact("전문가들")], "group"),
        ("given", [SourceFact("연구원들")], "group"),
        ("given", [SourceFact("도하윤", "PERSON"), SourceFact("서이든", "PERSON")], "group"),
        ("given", [SourceFact("그")], ""),
    ],
)
def test_the_source_tells_its_kind(state: str, sources: list[SourceFact], wanted: str) -> None:
    assert source_kind(state, sources, LEXICON) == wanted


@pytest.mark.parametrize(
    ("cue", "act", "stance"),
    [
        ("고 밝혔다", "", "neutral"),
        ("고 주장했다", "argue", "distance"),
        ("것으로 확인됐다", "", "endorse"),
        ("고 전망했다", "predict", ""),
        ("라는 보도를 부인했다", "deny", ""),
        ("답하지 않았다", "no_comment", ""),
        ("확인해 줄 수 없다고 말했다", "no_comment", "neutral"),
        ("늘리겠다고 약속했다", "promise", ""),
        ("늘린다는 방침이다", "plan", ""),
        ("고 평가했다", "assess", ""),
        ("고 물었다", "question", ""),
        ("에 따르면", "", "neutral"),
        ("", "", ""),
    ],
)
def test_the_cue_tells_act_and_distance(cue: str, act: str, stance: str) -> None:
    assert by_cue(cue, LEXICON.act) == act
    assert by_cue(cue, LEXICON.reporter_stance) == stance


def test_every_value_of_the_lexicon_is_a_value_of_the_default_scheme() -> None:
    scheme = load_scheme("default")
    for name in ("act", "reporter_stance", "source_kind"):
        attribute = scheme.attribute(name)
        assert attribute is not None
        table = getattr(LEXICON, name)
        assert {value.id for value in attribute.values} >= set(table)


def test_presets_leave_out_what_the_wording_does_not_tell() -> None:
    text = "도하윤 대표는 “내년에 늘린다”고 했다."
    found = claim_presets(
        text=text,
        content=(_span(text, "내년에 늘린다"),),
        cue=(_span(text, "고 했다"),),
        source_state="given",
        sources=[SourceFact("도하윤", "PERSON")],
        lexicon=LEXICON,
    )
    assert found == {"quote_type": "direct", "source_kind": "person"}

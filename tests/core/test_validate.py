"""The finish list: each rule finds its case, and leaves the neighbouring case alone."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from juseok.core.messages import LANGUAGES, catalogue, render
from juseok.core.model import (
    Article,
    ArticleAnnotations,
    Claim,
    Mention,
    Metadata,
    Relationship,
    Remark,
    Value,
    Zone,
    ZoneRole,
)
from juseok.core.scheme import Scheme, load_scheme
from juseok.core.spans import Span, make_span
from juseok.core.validate import RULES, Checked, check

TEXT = "한빛전자는 “내년에 늘린다”고 했다. 한빛전자의 ‘포러너’는 서울에서 나왔다. 서울는 아니다."


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return load_scheme("default")


def _span(quote: str, nth: int = 0, text: str = TEXT) -> Span:
    at = -1
    for _ in range(nth + 1):
        at = text.index(quote, at + 1)
    return make_span(text, at, at + len(quote))


def _mention(obj: str, quote: str, type: str = "ORG", nth: int = 0, entity: str = "") -> Mention:
    return Mention(obj, "l", "a", type, (_span(quote, nth),), entity)


def _found(
    scheme: Scheme,
    rule: str,
    annotations: ArticleAnnotations,
    *,
    zones: Sequence[Zone] = (),
    text: str = TEXT,
) -> list[tuple[str, str, tuple[str, ...]]]:
    article = Article("a", text, tuple(zones), Metadata(), 1)
    checked = Checked(article, annotations, scheme, frozenset({"DATE"}))
    return [
        (each.rule, each.span.quote if each.span else "", each.objects)
        for each in RULES[rule](checked)
    ]


def test_a_quotation_needs_a_claim(scheme: Scheme) -> None:
    none = ArticleAnnotations()
    rule = "quotations_without_claim"
    assert _found(scheme, rule, none) == [("quotation", "내년에 늘린다", ())]
    claim = Claim("c", "l", "a", (_span("늘린다"),))
    assert _found(scheme, rule, ArticleAnnotations(claims=(claim,))) == []
    assert _found(scheme, rule, none, text="그는 “포러너”를 샀다.") == []
    footer = (Zone(0, len(TEXT), ZoneRole.FOOTER),)
    assert _found(scheme, rule, none, zones=footer) == []


def test_a_claim_without_a_decision_on_its_source(scheme: Scheme) -> None:
    claims = tuple(
        Claim(state, "l", "a", (_span("내년에 늘린다"),), source_state=state)
        for state in ("open", "elided", "none")
    )
    found = _found(scheme, "undecided_sources", ArticleAnnotations(claims=claims))
    assert found == [("source", "내년에 늘린다", ("open",))]


def test_a_name_tagged_once_is_missed_elsewhere(scheme: Scheme) -> None:
    one = _mention("m", "한빛전자")
    assert _found(scheme, "untagged_names", ArticleAnnotations((one,))) == [
        ("untagged", "한빛전자", ("m",))
    ]
    both = (one, _mention("n", "한빛전자", nth=1))
    assert _found(scheme, "untagged_names", ArticleAnnotations(both)) == []
    # 서울는 is no name with a particle: the particle does not fit it
    place = _mention("p", "서울", "GPE")
    assert _found(scheme, "untagged_names", ArticleAnnotations((place,))) == []
    form = replace(one, attributes={"mention_form": Value("nominal")})
    assert _found(scheme, "untagged_names", ArticleAnnotations((form,))) == []
    assert _found(scheme, "untagged_names", ArticleAnnotations((replace(one, type="DATE"),))) == []


def test_the_longer_name_is_missed_once(scheme: Scheme) -> None:
    text = "한빛전자 서울 한빛전자 한빛전자 서울"
    whole = Mention("w", "l", "a", "ORG", (_span("한빛전자 서울", text=text),))
    part = Mention("p", "l", "a", "ORG", (_span("한빛전자", 1, text=text),))
    found = _found(scheme, "untagged_names", ArticleAnnotations((whole, part)), text=text)
    assert found == [("untagged", "한빛전자 서울", ("w",))]


def test_relationships_of_wrong_types_or_lost_ends(scheme: Scheme) -> None:
    org, place = _mention("o", "한빛전자"), _mention("g", "서울", "GPE")
    edges = (
        Relationship("ok", "l", "a", "based_in", "o", "g"),
        Relationship("wrong", "l", "a", "based_in", "g", "o"),
        Relationship("lost", "l", "a", "based_in", "o", "gone"),
        Relationship("odd", "l", "a", "nonsense", "o", "g"),
    )
    found = _found(
        scheme, "relationship_types", ArticleAnnotations((org, place), relationships=edges)
    )
    assert [(rule, objects[0]) for rule, _, objects in found] == [
        ("types", "wrong"),
        ("ends", "lost"),
        ("types", "odd"),
    ]


def test_the_same_words_twice_and_one_entity_across_itself(scheme: Scheme) -> None:
    twice = ArticleAnnotations((_mention("a", "서울"), _mention("b", "서울")))
    assert _found(scheme, "duplicates", twice) == [("duplicate_mention", "서울", ("a", "b"))]
    types = ArticleAnnotations((_mention("a", "서울"), _mention("b", "서울", "GPE")))
    assert _found(scheme, "duplicates", types) == []
    crossing = ArticleAnnotations(
        (_mention("a", "한빛전자", entity="e"), _mention("b", "전자는", entity="e"))
    )
    assert _found(scheme, "duplicates", crossing) == [("crossing", "전자는", ("a", "b"))]
    nested = ArticleAnnotations(
        (_mention("a", "한빛전자", entity="e"), _mention("b", "전자", entity="f"))
    )
    assert _found(scheme, "duplicates", nested) == []
    content = (_span("내년에 늘린다"),)
    claims = (Claim("c", "l", "a", content), Claim("d", "l", "a", content))
    assert _found(scheme, "duplicates", ArticleAnnotations(claims=claims)) == [
        ("duplicate_claim", "내년에 늘린다", ("c", "d"))
    ]


@pytest.mark.parametrize(
    ("quote", "rule"),
    [
        ("한빛전자", None),
        ("한빛전자의", "edge_particle"),
        ("서울에서", "edge_particle"),
        ("‘포러너’", "edge_sign"),
        ("했다.", "edge_sign"),
        ("한빛전자는 ", "edge_sign"),
    ],
)
def test_edges_with_signs_or_particles(scheme: Scheme, quote: str, rule: str | None) -> None:
    known = _mention("k", "한빛전자", nth=1)
    mention = Mention("m", "l", "a", "ORG", (_span(quote),))
    found = _found(scheme, "edges", ArticleAnnotations((known, mention)))
    assert [each[0] for each in found] == ([rule] if rule else [])


def test_a_short_particle_alone_proves_nothing(scheme: Scheme) -> None:
    text = "화웨이는 크다. 가나가 크다."
    mentions = (
        Mention("m", "l", "a", "ORG", (_span("화웨이", text=text),)),
        Mention("n", "l", "a", "GPE", (_span("가나", text=text),)),
    )
    assert _found(scheme, "edges", ArticleAnnotations(mentions), text=text) == []


def test_content_with_its_quotation_marks(scheme: Scheme) -> None:
    claims = (
        Claim("c", "l", "a", (_span("“내년에 늘린다”"),)),
        Claim("d", "l", "a", (_span("내년에 늘린다"),)),
    )
    found = _found(scheme, "edges", ArticleAnnotations(claims=claims))
    assert found == [("edge_sign", "“내년에 늘린다”", ("c",))]


def test_a_question_without_words_is_told_by_what_it_is_about(scheme: Scheme) -> None:
    asked = (Remark("q", "l", "a", "m", "question", ""), Remark("r", "l", "a", "a", "question", ""))
    held = ArticleAnnotations((_mention("m", "서울", "GPE"),), remarks=asked)
    checked = Checked(Article("a", TEXT, (), Metadata(), 1), held, scheme)
    found = [each.code.params["text"] for each in RULES["open_questions"](checked)]
    assert found == ["‘서울’", "?"]


def test_a_parked_question_is_told_until_it_is_resolved(scheme: Scheme) -> None:
    mention = _mention("m", "서울")
    remarks = (
        Remark("q", "l", "a", "m", "question", "도시인가"),
        Remark("r", "l", "a", "m", "question", "도시인가", resolved=True),
        Remark("n", "l", "a", "m", "note", "도시다"),
    )
    found = _found(scheme, "open_questions", ArticleAnnotations((mention,), remarks=remarks))
    assert found == [("question", "서울", ("q", "m"))]


def test_all_findings_come_in_text_order_and_can_be_read(scheme: Scheme) -> None:
    annotations = ArticleAnnotations(
        (_mention("m", "한빛전자", nth=1), _mention("d", "서울"), _mention("e", "서울")),
        remarks=(Remark("q", "l", "a", "a", "question", "누가?"),),
    )
    checked = Checked(Article("a", TEXT, (), Metadata(), 1), annotations, scheme)
    found = check(checked)
    assert [each.rule for each in found] == [
        "untagged",
        "quotation",
        "duplicate_mention",
        "question",
    ]
    for language in LANGUAGES:
        assert all(each.code.code in catalogue(language) for each in found)
    assert render(found[0].code, "ko") == "다른 곳에서는 ORG로 잡은 이름: ‘한빛전자’"

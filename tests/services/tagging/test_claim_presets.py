"""What rules read off a claim."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from juseok.core.model import Claim, Ref, Relationship
from juseok.core.scheme import load_scheme
from juseok.core.spans import Span, make_span
from juseok.services.tagging.claim_presets import affiliation_of, rule_presets
from juseok.services.tagging.claims import set_source

TEXT = "그는 “내년에 늘린다”며 “곧 한다”고 했다. 공장을 “새로” 짓겠다는 방침이다."


def _claim(*quotes: str) -> Claim:
    spans = (make_span(TEXT, at := TEXT.index(quote), at + len(quote)) for quote in quotes)
    return Claim("c", "l", "a", tuple(spans))


def _nameless(claim: Claim) -> Mapping[str, object]:
    return rule_presets(TEXT, lambda ref: ("", ""))(claim)


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [
        (("내년에 늘린다", "곧 한다"), "direct"),
        (("“내년에 늘린다”",), "direct"),
        (("내년에 늘린다", "공장을"), "mixed"),
        (("공장을 “새로” 짓겠다",), "mixed"),
        (("짓겠다는",), "indirect"),
    ],
)
def test_how_it_is_quoted(quotes: tuple[str, ...], expected: str) -> None:
    assert _nameless(_claim(*quotes))["quote_type"] == expected


@pytest.mark.parametrize(
    ("name", "type_id", "expected"),
    [
        ("도하윤", "PERSON", "person"),
        ("한빛전자", "ORG", "org"),
        ("한국일보", "ORG", "media"),
        ("미국", "GPE", "gov"),
        ("업계 관계자", "", "anonymous"),
        ("전문가들", "", "group"),
        ("외교부 대변인", "", "spokesperson"),
        ("연례 보고서", "", "document"),
        ("누군가", "", None),
    ],
)
def test_the_kind_of_source(name: str, type_id: str, expected: str | None) -> None:
    source = (Ref("entity", id="e"),)
    claim = replace(_claim("곧 한다"), source=source, source_state="given")
    assert rule_presets(TEXT, lambda ref: (name, type_id))(claim).get("source_kind") == expected


@pytest.mark.parametrize(
    ("cue", "distance", "act"),
    [
        ("밝혔다", "neutral", "statement"),
        ("주장했다", "distance", "argue"),
        ("확인됐다", "endorse", "statement"),
        ("부인했다", "neutral", "deny"),
        ("내다봤다", "neutral", "predict"),
        ("약속했다", "neutral", "promise"),
        ("중얼거렸다", "neutral", "statement"),
    ],
)
def test_the_reporting_words_tell_distance_and_act(cue: str, distance: str, act: str) -> None:
    claim = replace(_claim("곧 한다"), cue=(Span(0, len(cue), cue),))
    values = _nameless(claim)
    assert (values["reporter_stance"], values["act"]) == (distance, act)


def test_without_a_cue_nothing_is_said_of_distance_and_act() -> None:
    assert set(_nameless(_claim("곧 한다"))) == {"quote_type"}


def test_presets_speak_the_default_scheme() -> None:
    scheme = load_scheme("default")
    cue = (make_span(TEXT, at := TEXT.index("했다"), at + 2),)
    claim = Claim("c", "l", "a", _claim("곧 한다").content, cue=cue, source_state="none")
    values = _nameless(claim)
    assert set(values) == {"quote_type", "source_kind", "reporter_stance", "act"}
    for name, value in values.items():
        attribute = scheme.attribute(name)
        assert attribute is not None
        assert attribute.value(str(value)) is not None


def test_the_affiliation_follows_the_employer_of_the_source() -> None:
    edges = (
        Relationship("1", "l", "a", "employed_by", "m", "org"),
        Relationship("2", "l", "a", "title_of", "t", "m"),
        Relationship("3", "l", "a", "employed_by", "n", "other"),
    )
    assert affiliation_of((Ref("mention", id="m"),), edges) == (Ref("mention", id="org"),)
    taken = set_source(
        claim=_claim("곧 한다"),
        source=(Ref("mention", id="m"),),
        affiliation=(Ref("mention", id="org"),),
    )
    assert taken is not None
    assert taken.changes[0].body["affiliation"] == [["mention", "org"]]

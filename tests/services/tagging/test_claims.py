"""Claims: content, source, cue and the attributes that rules preset."""

from collections.abc import Mapping

import pytest
from tests.services.desk import ARTICLE, LAYER, Desk, made_in

from juseok.core.errors import AnnotationError
from juseok.core.messages import render
from juseok.core.model import Claim, How, Kind, Ref, Value
from juseok.services.edits import AttributeInput, set_attribute
from juseok.services.tagging.claims import (
    Modality,
    add_content,
    claim_defaults,
    cycle_source,
    modalities,
    modality,
    new_claim,
    next_unclaimed_quotation,
    remove_content,
    same_speaker,
    set_cue,
    set_modality,
    set_role,
    set_source,
)


def by_source(claim: Claim) -> Mapping[str, AttributeInput]:
    kinds = {"given": "person", "elided": "implicit", "none": "none", "open": None}
    return {"source_kind": kinds[claim.source_state]}


def _now(desk: Desk, claim: Claim) -> Claim:
    found = desk.workspace.claim(claim.id)
    assert found is not None
    return found


def test_a_new_claim_has_its_defaults_and_presets_marked_untouched(desk: Desk) -> None:
    action = desk.do(
        new_claim(
            ids=desk.ids,
            article=ARTICLE,
            layer=LAYER,
            content=desk.spans("내년에 두 배로 늘린다"),
            defaults=claim_defaults(desk.scheme),
            presets=by_source,
        )
    )
    claim = desk.workspace.claim(made_in(action, Kind.CLAIM))
    assert claim is not None
    assert claim.source_state == "open"
    assert claim.attributes["source_kind"] == Value(None, How.DEFAULT)
    assert {value.how for value in claim.attributes.values()} == {How.DEFAULT}
    assert render(action.label, "ko") == "주장 ‘내년에 두 배로 늘린다’ 추가"


def test_content_grows_and_shrinks_but_never_to_nothing(desk: Desk) -> None:
    claim = desk.claim("내년에 두 배로 늘린다")
    desk.do(add_content(text=desk.text, claim=claim, spans=desk.spans("수출 규제가 변수다")))
    both = _now(desk, claim)
    assert [span.quote for span in both.content] == ["내년에 두 배로 늘린다", "수출 규제가 변수다"]
    assert add_content(text=desk.text, claim=both, spans=desk.spans("수출")) is None
    desk.do(remove_content(claim=both, span=claim.content[0]))
    with pytest.raises(AnnotationError, match="at least one"):
        remove_content(claim=_now(desk, claim), span=desk.spans("수출")[0])


def test_the_source_key_sets_then_elides_then_says_none(desk: Desk) -> None:
    claim = desk.claim("내년에 두 배로 늘린다")
    source = Ref("mention", id=desk.mention("도하윤", type="PERSON").id)
    states: list[tuple[str, int]] = []
    for selection in (source, None, None, None, None):
        desk.do(cycle_source(claim=_now(desk, claim), selection=selection))
        now = _now(desk, claim)
        states.append((now.source_state, len(now.source)))
    assert states == [("given", 1), ("elided", 0), ("none", 0), ("open", 0), ("elided", 0)]
    assert cycle_source(claim=_now(desk, claim), selection=source) is not None


def test_several_sources_and_every_role(desk: Desk) -> None:
    claim = desk.claim("내년에 두 배로 늘린다")
    first, second = Ref("entity", id="e"), Ref("span", span=desk.spans("대표")[0])
    desk.do(set_source(claim=claim, source=(first, second)))
    assert _now(desk, claim).source == (first, second)
    assert set_source(claim=_now(desk, claim), source=(first, second)) is None
    desk.do(set_role(claim=_now(desk, claim), role="affiliation", refs=(first,)))
    assert _now(desk, claim).affiliation == (first,)
    desk.do(set_role(claim=_now(desk, claim), role="source", refs=()))
    assert _now(desk, claim).source_state == "open"


def test_presets_follow_the_source_until_a_person_says_otherwise(desk: Desk) -> None:
    claim = desk.claim("내년에 두 배로 늘린다")
    desk.do(cycle_source(claim=claim, presets=by_source))
    assert _now(desk, claim).attributes["source_kind"] == Value("implicit", How.DEFAULT)
    desk.do(set_attribute(record=_now(desk, claim), attribute="source_kind", value="group"))
    desk.do(cycle_source(claim=_now(desk, claim), presets=by_source))
    assert _now(desk, claim).attributes["source_kind"] == Value("group", How.CHANGED)


def test_the_cue_is_set_and_cleared(desk: Desk) -> None:
    claim = desk.claim("내년에 두 배로 늘린다")
    cue = desk.spans("밝혔다")
    desk.do(set_cue(claim=claim, cue=cue))
    assert _now(desk, claim).cue == cue
    assert set_cue(claim=_now(desk, claim), cue=cue) is None
    desk.do(set_cue(claim=_now(desk, claim), cue=()))
    assert _now(desk, claim).cue == ()


def test_certainty_and_polarity_are_one_control(desk: Desk) -> None:
    claim = desk.claim("내년에 두 배로 늘린다")
    stands = modalities(desk.scheme)
    assert Modality("certain", "positive") in stands
    assert modality(claim) == Modality("", "")
    desk.do(set_modality(claim=claim, certainty="probable", polarity="negative"))
    assert modality(_now(desk, claim)) == Modality("probable", "negative")
    assert set_modality(claim=_now(desk, claim), polarity="negative") is None
    desk.do(set_modality(claim=_now(desk, claim), certainty="certain"))
    assert modality(_now(desk, claim)) == Modality("certain", "negative")


def test_the_next_quotation_inherits_source_and_affiliation(desk: Desk) -> None:
    claim = desk.claim("내년에 두 배로 늘린다")
    ref = Ref("mention", id=desk.mention("도하윤", type="PERSON").id)
    desk.do(set_role(claim=claim, role="source", refs=(ref,)))
    desk.do(set_role(claim=_now(desk, claim), role="affiliation", refs=(Ref("entity", id="e"),)))
    action = desk.do(
        same_speaker(
            ids=desk.ids, previous=_now(desk, claim), content=desk.spans("수출 규제가 변수다")
        )
    )
    made = desk.workspace.claim(made_in(action, Kind.CLAIM))
    assert made is not None
    assert made.source == (ref,)
    assert made.source_state == "given"
    assert made.affiliation == (Ref("entity", id="e"),)
    assert made.cue == ()


def test_the_next_quotation_is_one_without_a_claim(desk: Desk) -> None:
    first = desk.claim("내년에 두 배로 늘린다")
    end = first.content[0].end
    claims = desk.workspace.claims
    assert next_unclaimed_quotation(text=desk.text, after=0, claims=claims) == desk.spans(
        "수출 규제가 변수다"
    )
    desk.claim("수출 규제")
    claims = desk.workspace.claims
    assert next_unclaimed_quotation(text=desk.text, after=end, claims=claims) is None

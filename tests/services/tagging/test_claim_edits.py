"""Claims as wholes: split, merge, nest, delete, and the links between them."""

import pytest
from tests.services.desk import ARTICLE, LAYER, Desk, made_in, verbs

from juseok.core.errors import AnnotationError
from juseok.core.model import Claim, ClaimLink, How, Kind, Ref
from juseok.services.edits import set_attribute
from juseok.services.tagging.claim_edits import delete_claim, merge_claims, nest_claim, split_claim
from juseok.services.tagging.claim_links import add_claim_link, delete_claim_link, retype_claim_link
from juseok.services.tagging.claims import set_cue, set_source
from juseok.services.tagging.remarks import park_question


def _now(desk: Desk, claim: Claim) -> Claim:
    found = desk.workspace.claim(claim.id)
    assert found is not None
    return found


def _link(desk: Desk, type: str, head: Claim, tail: Claim) -> ClaimLink:
    action = desk.do(
        add_claim_link(
            ids=desk.ids,
            head=head,
            tail=tail,
            type=type,
            scheme=desk.scheme,
            existing=desk.workspace.claim_links,
        )
    )
    found = desk.workspace.claim_link(made_in(action, Kind.CLAIM_LINK))
    assert found is not None
    return found


def _merge(desk: Desk, keep: Claim, other: Claim) -> None:
    desk.do(
        merge_claims(
            text=desk.text,
            keep=_now(desk, keep),
            other=_now(desk, other),
            annotations=desk.workspace.annotations,
            scheme=desk.scheme,
        )
    )


def test_split_makes_one_claim_per_content_with_the_same_source(desk: Desk) -> None:
    claim = desk.claim("내년에 두 배로 늘린다", "수출 규제가 변수다")
    desk.do(set_source(claim=claim, source=(Ref("entity", id="e"),)))
    desk.do(split_claim(ids=desk.ids, claim=_now(desk, claim)))
    quotes = [(c.content[0].quote, c.source, len(c.content)) for c in desk.workspace.claims]
    assert quotes == [
        ("내년에 두 배로 늘린다", (Ref("entity", id="e"),), 1),
        ("수출 규제가 변수다", (Ref("entity", id="e"),), 1),
    ]
    assert desk.workspace.claims[0].id == claim.id
    with pytest.raises(AnnotationError):
        split_claim(ids=desk.ids, claim=_now(desk, claim))


def test_merge_joins_words_and_keeps_what_a_person_chose(desk: Desk) -> None:
    keep, other = desk.claim("내년에 두 배로 늘린다"), desk.claim("수출 규제가 변수다")
    desk.do(set_attribute(record=keep, attribute="act", value="plan", how=How.DEFAULT))
    desk.do(set_attribute(record=keep, attribute="stance", value="support"))
    desk.do(set_attribute(record=other, attribute="act", value="argue"))
    desk.do(set_attribute(record=_now(desk, other), attribute="stance", value="oppose"))
    desk.do(set_source(claim=_now(desk, other), source=(Ref("entity", id="e"),)))
    desk.do(set_cue(claim=_now(desk, keep), cue=desk.spans("밝혔다")))
    question = desk.do(
        park_question(ids=desk.ids, layer=LAYER, article=ARTICLE, target=other.id, text="누가?")
    )
    _merge(desk, keep, other)
    (claim,) = desk.workspace.claims
    assert claim.id == keep.id
    assert [span.quote for span in claim.content] == ["내년에 두 배로 늘린다", "수출 규제가 변수다"]
    assert (claim.source_state, claim.source) == ("given", (Ref("entity", id="e"),))
    assert claim.attributes["act"].value == "argue"
    assert claim.attributes["stance"].value == "support"
    assert claim.cue == desk.spans("밝혔다")
    remark = desk.workspace.remark(made_in(question, Kind.REMARK))
    assert remark is not None
    assert remark.target == keep.id


def test_merge_leads_links_over_and_drops_those_that_would_be_double_or_to_itself(
    desk: Desk,
) -> None:
    keep, other, third = (
        desk.claim("내년에 두 배로 늘린다"),
        desk.claim("수출 규제가 변수다"),
        desk.claim("누리칩은 말을 아꼈다"),
    )
    _link(desk, "supports", keep, other)
    _link(desk, "refutes", third, keep)
    _link(desk, "refutes", third, other)
    moved = _link(desk, "supports", other, third)
    _merge(desk, keep, other)
    left = {(link.type, link.head, link.tail) for link in desk.workspace.claim_links}
    assert left == {("refutes", third.id, keep.id), ("supports", keep.id, third.id)}
    assert desk.workspace.links_of(keep.id)
    assert desk.workspace.claim_link(moved.id) is not None


def test_merge_never_nests_a_claim_in_itself(desk: Desk) -> None:
    keep, middle, other = (
        desk.claim("내년에 두 배로 늘린다"),
        desk.claim("수출 규제가 변수다"),
        desk.claim("누리칩은 말을 아꼈다"),
    )
    annotations = desk.workspace.annotations
    desk.do(nest_claim(claim=keep, outer=middle, annotations=annotations))
    desk.do(nest_claim(claim=middle, outer=other, annotations=desk.workspace.annotations))
    _merge(desk, keep, other)
    assert (_now(desk, keep).nested_in, _now(desk, middle).nested_in) == ("", keep.id)
    with pytest.raises(AnnotationError):
        _merge(desk, keep, keep)


def test_nesting_refuses_circles_and_can_be_taken_back(desk: Desk) -> None:
    inner, outer = desk.claim("내년에 두 배로 늘린다"), desk.claim("수출 규제가 변수다")
    desk.do(nest_claim(claim=inner, outer=outer, annotations=desk.workspace.annotations))
    now = desk.workspace.annotations
    for target in (inner, outer):
        with pytest.raises(AnnotationError):
            nest_claim(claim=target, outer=inner, annotations=now)
    assert nest_claim(claim=_now(desk, inner), outer=outer, annotations=now) is None
    desk.do(nest_claim(claim=_now(desk, inner), outer=None, annotations=now))
    assert _now(desk, inner).nested_in == ""


def test_delete_takes_links_and_lifts_nested_claims(desk: Desk) -> None:
    outer, middle, inner = (
        desk.claim("내년에 두 배로 늘린다"),
        desk.claim("수출 규제가 변수다"),
        desk.claim("누리칩은 말을 아꼈다"),
    )
    desk.do(nest_claim(claim=middle, outer=outer, annotations=desk.workspace.annotations))
    desk.do(nest_claim(claim=inner, outer=middle, annotations=desk.workspace.annotations))
    _link(desk, "supports", middle, outer)
    elsewhere = ClaimLink("far", LAYER, "article-2", "refutes", "claim-2", middle.id)
    action = desk.do(
        delete_claim(
            claim=_now(desk, middle), annotations=desk.workspace.annotations, links=(elsewhere,)
        )
    )
    assert verbs(action) == [
        ("claim", "delete"),
        ("claim", "set"),
        ("claim_link", "delete"),
        ("claim_link", "delete"),
    ]
    assert _now(desk, inner).nested_in == outer.id
    assert desk.workspace.claim_links == ()


def test_links_refuse_themselves_doubles_and_unknown_types(desk: Desk) -> None:
    one, two = desk.claim("내년에 두 배로 늘린다"), desk.claim("수출 규제가 변수다")
    _link(desk, "same_claim", two, one)
    codes: list[str] = []
    for type_id, head, tail in (
        ("supports", one, one),
        ("same_claim", one, two),
        ("nonsense", one, two),
    ):
        with pytest.raises(AnnotationError) as refused:
            _link(desk, type_id, head, tail)
        codes.append(refused.value.message.code)
    assert codes == ["annotate.link.self", "annotate.link.twice", "annotate.link.no_type"]


def test_a_link_without_direction_has_its_smaller_id_first(desk: Desk) -> None:
    one, two = desk.claim("내년에 두 배로 늘린다"), desk.claim("수출 규제가 변수다")
    link = _link(desk, "supports", two, one)
    assert (link.head, link.tail) == (two.id, one.id)
    desk.do(retype_claim_link(link=link, type="contrasts_with", scheme=desk.scheme))
    now = desk.workspace.claim_link(link.id)
    assert now is not None
    assert (now.type, now.head, now.tail) == ("contrasts_with", one.id, two.id)
    desk.do(delete_claim_link(link=now, annotations=desk.workspace.annotations))
    assert desk.workspace.claim_links == ()


def test_a_link_to_another_article_is_seen_from_here(desk: Desk) -> None:
    here = desk.claim("내년에 두 배로 늘린다")
    there = Claim("claim-2", LAYER, "article-2", desk.spans("끝"))
    link = _link(desk, "refutes", there, here)
    assert link.article == "article-2"
    assert desk.workspace.links_of(here.id) == (link,)

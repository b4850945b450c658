"""Records survive the way into the log's registers and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.errors import AnnotationError
from juseok.core.model import Claim, How, Kind, Mention, Ref, Relationship, Value
from juseok.core.records import check_fields, from_fields, to_body
from juseok.core.spans import Span, make_span

TEXT = "한빛전자는 “내년에 늘린다”고 밝혔다. 😀 끝."

spans = st.builds(
    lambda start, length: make_span(TEXT, start, min(len(TEXT), start + length)),
    st.integers(0, len(TEXT) - 1),
    st.integers(1, 9),
)
refs = st.one_of(
    st.builds(lambda span: Ref("span", span=span), spans),
    st.builds(lambda name: Ref("mention", id=name), st.text(min_size=1, max_size=4)),
)
attributes = st.dictionaries(
    st.sampled_from(["certainty", "polarity", "actor"]),
    st.builds(Value, st.one_of(st.booleans(), st.sampled_from(["certain"])), st.sampled_from(How)),
)


@given(
    st.builds(
        Claim,
        id=st.just("c"),
        layer=st.just("l"),
        article=st.just("a"),
        content=st.tuples(spans),
        cue=st.tuples(spans) | st.just(()),
        source=st.tuples(refs) | st.just(()),
        affiliation=st.tuples(refs) | st.just(()),
        medium=st.tuples(refs) | st.just(()),
        time=st.tuples(refs) | st.just(()),
        place=st.tuples(refs) | st.just(()),
        source_state=st.sampled_from(["open", "given", "none"]),
        object=st.tuples(refs, refs) | st.just(()),
        nested_in=st.sampled_from(["", "c2"]),
        attributes=attributes,
        how=st.sampled_from(How),
        note=st.text(max_size=5),
        derived_from=st.sampled_from(["", "d"]),
    )
)
def test_a_claim_comes_back_as_it_was(claim: Claim) -> None:
    assert from_fields(Kind.CLAIM, "c", to_body(claim)) == claim


@given(
    st.builds(
        Relationship,
        id=st.just("r"),
        layer=st.just("l"),
        article=st.just("a"),
        type=st.just("owns"),
        head=st.just("m1"),
        tail=st.just("m2"),
        evidence=st.tuples(spans) | st.just(()),
        attributes=attributes,
        how=st.sampled_from(How),
        note=st.text(max_size=5),
        derived_from=st.sampled_from(["", "d"]),
    )
)
def test_a_relationship_comes_back_as_it_was(edge: Relationship) -> None:
    assert from_fields(Kind.RELATIONSHIP, "r", to_body(edge)) == edge


def test_what_holds_its_default_is_left_out() -> None:
    here = {"layer": "l", "article": "a"}
    claim, edge = Claim("c", "l", "a", ()), Relationship("r", "l", "a", "owns", "m1", "m2")
    assert to_body(claim) == {**here, "content": []}
    assert to_body(edge) == {**here, "type": "owns", "head": "m1", "tail": "m2"}


@given(
    st.builds(
        Mention,
        id=st.just("m"),
        layer=st.just("l"),
        article=st.just("a"),
        type=st.sampled_from(["ORG", "PERSON"]),
        spans=st.tuples(spans),
        entity=st.sampled_from(["", "e"]),
        attributes=attributes,
        how=st.sampled_from(How),
        note=st.text(max_size=5),
        derived_from=st.sampled_from(["", "d"]),
    )
)
def test_a_mention_comes_back_as_it_was(mention: Mention) -> None:
    body = to_body(mention)
    assert from_fields(Kind.MENTION, "m", body) == mention
    assert ("note" in body) == bool(mention.note), "what holds its default is left out"
    assert ("how" in body) == (mention.how != How.HAND)


def test_registers_of_a_newer_program_are_left_out_of_the_record() -> None:
    body = {"layer": "l", "article": "a", "type": "ORG", "spans": [[0, 4, "한빛전자"]], "later": 1}
    mention = from_fields(Kind.MENTION, "m", body)
    assert mention == Mention("m", "l", "a", "ORG", (Span(0, 4, "한빛전자"),))


@pytest.mark.parametrize("blank", ["", " ", "\n\t", "\u3000", "\u200b\ufeff", "\u3164", "\x00"])
def test_a_record_that_says_nothing_is_refused(blank: str) -> None:
    spans = [[0, len(blank), blank], [9, 10, " "]]
    for kind, body, code in (
        (Kind.ENTITY, {"name": blank}, "annotate.entity.no_name"),
        (Kind.MENTION, {"spans": spans}, "annotate.mention.blank"),
        (Kind.MENTION, {"spans": []}, "annotate.mention.blank"),
        (Kind.CLAIM, {"content": spans}, "annotate.claim.blank"),
    ):
        with pytest.raises(AnnotationError) as raised:
            check_fields(kind, body)
        assert raised.value.message.code == code


def test_one_sign_that_can_be_seen_is_enough() -> None:
    for kind, name in ((Kind.MENTION, "spans"), (Kind.CLAIM, "content")):
        check_fields(kind, {name: [[0, 1, " "], [1, 2, "."]]})
        check_fields(kind, {"note": ""})
    check_fields(Kind.ENTITY, {"name": "\u200b나"})
    check_fields(Kind.CLAIM, {"cue": [[0, 1, " "]]})
    check_fields(Kind.RELATIONSHIP, {"evidence": [[0, 1, " "]]})
    check_fields("later", {"spans": [[0, 1, " "]], "name": ""})

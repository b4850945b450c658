"""Records survive the way into the log's registers and back."""

from hypothesis import given
from hypothesis import strategies as st

from juseok.core.model import Claim, How, Kind, Mention, Ref, Value
from juseok.core.records import from_fields, to_body
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
        attributes=attributes,
        note=st.text(max_size=5),
    )
)
def test_a_claim_comes_back_as_it_was(claim: Claim) -> None:
    assert from_fields(Kind.CLAIM, "c", to_body(claim)) == claim


def test_registers_of_a_newer_program_are_left_out_of_the_record() -> None:
    body = {"layer": "l", "article": "a", "type": "ORG", "spans": [[0, 4, "한빛전자"]], "later": 1}
    mention = from_fields(Kind.MENTION, "m", body)
    assert mention == Mention("m", "l", "a", "ORG", (Span(0, 4, "한빛전자"),))

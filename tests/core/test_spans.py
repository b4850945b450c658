"""What proves at first sight is what proves."""

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from juseok.core.errors import SpanError
from juseok.core.spans import prove, proves, spans_from_json

TEXT = "한빛전자는 “내년에 😀 늘린다”고 밝혔다."
edges = st.integers(-2, len(TEXT) + 2)
true_spans = st.tuples(edges, edges).map(lambda at: [*at, TEXT[max(0, at[0]) : max(0, at[1])]])
odd = st.lists(st.none() | st.booleans() | edges | st.text(max_size=2), max_size=4)
spans = st.lists(true_spans | true_spans.map(lambda span: [*span[:2], "밝"]) | odd, max_size=4)


@given(spans)
@example([[0, 2, TEXT[:2]], [2, 4, TEXT[2:4]]])
@example([[0, 2, TEXT[:2]], [1, 4, TEXT[1:4]]])
@example([[False, 2, TEXT[:2]]])
@example([[0, True, TEXT[:1]]])
def test_spans_prove_at_first_sight_just_when_the_full_rules_say_so(data: list[Any]) -> None:
    try:
        prove(TEXT, spans_from_json(data))
        due = True
    except SpanError:
        due = False
    assert proves(TEXT, data) == due


def test_what_is_no_list_does_not_prove_at_first_sight() -> None:
    assert not proves(TEXT, None)
    assert not proves(TEXT, ((0, 2, TEXT[:2]),))

"""Registers of another file have the shape that readers rely on, or are refused."""

import pytest
from tests.store.kit import ARTICLE, TEXT

from juseok.core.errors import SpanError
from juseok.core.model import Annotator, Claim, Entity, Mention, Ref, Value
from juseok.core.records import Record, to_body
from juseok.core.review_model import Assignment, Campaign, Comment, Guideline, Ruling, Verdict
from juseok.core.scheme import load_scheme, scheme_changes
from juseok.core.shapes import check_shape, check_whole
from juseok.core.spans import make_span

SPAN = make_span(TEXT, 0, 4)
RECORDS: list[tuple[str, Record]] = [
    ("annotator", Annotator("a", "박기자", roles=("lead",))),
    ("mention", Mention("m", "l", ARTICLE, "ORG", (SPAN,), attributes={"x": Value("y")})),
    ("claim", Claim("c", "l", ARTICLE, (SPAN,), (SPAN,), (Ref("span", span=SPAN),), "given")),
    ("entity", Entity("e", "l", "ORG", "한빛전자", ("한빛",))),
    ("campaign", Campaign("c", "첫 회", types=("ORG",), gate=0.5)),
    ("assignment", Assignment("a", "c", ARTICLE, "p", 3, training=True)),
    ("verdict", Verdict("v", "l", ARTICLE, "i", "accept", (("m", "h"),))),
    ("comment", Comment("c", ARTICLE, "m", "말", "p", to=("q",))),
    ("guideline", Guideline("g", "# 지침")),
    ("ruling", Ruling("r", 7, "그렇다")),
]


@pytest.mark.parametrize(("kind", "record"), RECORDS, ids=[kind for kind, _ in RECORDS])
def test_what_this_program_writes_has_its_shape(kind: str, record: Record) -> None:
    check_whole(kind, to_body(record))


def test_every_object_of_a_scheme_has_its_shape() -> None:
    for change in scheme_changes(load_scheme("default")):
        check_whole(change.kind, change.body)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("mention", {"type": 1}),
        ("mention", {"how": "magic"}),
        ("mention", {"@x": ["y", "magic"]}),
        ("claim", {"source_state": "maybe"}),
        ("entity", {"aliases": "한빛"}),
        ("entity", {"aliases": [1]}),
        ("verdict", {"targets": [["m"]]}),
        ("campaign", {"blind": "yes"}),
        ("ruling", {"number": True}),
        ("zoning", {"zones": {}}),
        ("type", {"id": "X", "labels": 7}),
        ("attribute", {"value.a": {"order": "x"}}),
    ],
)
def test_what_a_reader_would_stumble_over_is_refused(kind: str, fields: dict[str, object]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (every sort of ValueError will do)
        check_shape(kind, fields)


def test_spans_of_no_shape_are_refused() -> None:
    with pytest.raises(SpanError):
        check_shape("mention", {"spans": "x"})


def test_a_whole_object_has_what_it_needs_and_a_change_need_not() -> None:
    check_shape("mention", {"note": "말"})
    with pytest.raises(ValueError, match="mention"):
        check_whole("mention", {"note": "말"})


def test_what_is_not_known_may_be_anything() -> None:
    check_whole("hologram", {"x": [object]})
    check_shape("mention", {"later": {"x": 1}})

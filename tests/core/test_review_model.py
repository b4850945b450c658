"""The records of team work go into the log and come back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.model import Kind
from juseok.core.records import SPECS, from_fields, to_body
from juseok.core.review_model import (
    Assignment,
    Campaign,
    Comment,
    Guideline,
    PassState,
    ReviewState,
    Ruling,
    Verdict,
    assignment_id,
    verdict_id,
    version_of,
)

RECORDS = (
    (Kind.CAMPAIGN, Campaign("c", "첫 회차", types=("ORG",), per_article=3, gate=0.8)),
    (Kind.ASSIGNMENT, Assignment("a", "c", "기사", "사람", 3)),
    (Kind.PASS_STATE, PassState("p", "층", "기사", "c", "claims", "finished")),
    (Kind.REVIEW_STATE, ReviewState("r", "c", "기사", "reviewed", "사람")),
    (
        Kind.VERDICT,
        Verdict("v", "정답", "기사", "mention:3-7", "fix", (("o1", "00"), ("o2", "11")), "o1", "g"),
    ),
    (Kind.COMMENT, Comment("k", "기사", "o1", "왜?", "사람", to=("다른 사람",))),
    (Kind.GUIDELINE, Guideline("g", "# 지침", "둘째 판", "s", "먼저")),
    (Kind.RULING, Ruling("u", 7, "기관으로 본다", "상무부")),
)


@pytest.mark.parametrize(("kind", "record"), RECORDS, ids=lambda each: str(each)[:12])
def test_a_record_comes_back_from_its_registers(kind, record):
    assert from_fields(kind, record.id, to_body(record)) == record
    assert set(to_body(record)) >= SPECS[kind].required


def test_what_two_people_make_of_the_same_is_one_object():
    assert assignment_id("c", "a", "p") == assignment_id("c", "a", "p")
    assert assignment_id("c", "a", "p") != assignment_id("c", "p", "a")
    assert verdict_id("g", "a", "i") != verdict_id("g", "a", "j")


@given(st.dictionaries(st.text(min_size=1), st.text() | st.integers(0, 99), max_size=5), st.text())
def test_a_version_is_what_is_said_in_any_order_and_no_note(fields, note):
    fields.pop("note", None)
    turned = dict(reversed(fields.items()))
    assert version_of("mention", fields) == version_of("mention", {**turned, "note": note})
    assert version_of("mention", fields) != version_of("claim", fields)
    assert version_of("mention", fields) != version_of("mention", {**fields, "더": 1})

"""A search as it is written, read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.messages import render
from juseok.core.model import ZoneRole
from juseok.services.search.query import Days, Query, SearchError, Term, parse


def test_words_and_phrases():
    assert parse("새 “새 공장” 밝히다").terms == (
        Term("새"), Term("새 공장", exact=True), Term("밝히다"),
    )  # fmt: skip


def test_a_quote_that_is_still_open_ends_with_the_line():
    assert parse('밝히다 "새 공').terms[-1] == Term("새 공", exact=True)


@pytest.mark.parametrize(
    ("written", "query"),
    [
        ("entity:한빛전자", Query(entities=(("한빛전자",),))),
        ('개체:"한빛 전자",누리칩 개체:서울', Query(entities=(("한빛 전자", "누리칩"), ("서울",)))),
        ("유형:ORG,PERSON", Query(types=("ORG", "PERSON"))),
        ("주석자:박기자", Query(annotators=("박기자",))),
        ("언론사:가온신문 제목:증설", Query(publishers=("가온신문",), titles=("증설",))),
        ("date:2026-03..2026-05", Query(days=(Days("2026-03", "2026-05"),))),
        ("날짜:2026.3.5", Query(days=(Days("2026-03-05", "2026-03-05"),))),
        ("날짜:..2026", Query(days=(Days("", "2026"),))),
        ("구역:제목,body", Query(zones=frozenset({ZoneRole.TITLE, ZoneRole.BODY}))),
        ("claim.certainty:possible", Query(claim={"certainty": ("possible",)})),
        ('주장.확실성:"낮음"', Query(claim={"확실성": ("낮음",)})),
        ("claim.type:a", Query(claim={"type": ("a",)})),
        ("원형:끔", Query(lemmas=False)),
    ],
)
def test_filters(written, query):
    assert parse(written) == query


@pytest.mark.parametrize("written", ["10:30", ":", "한빛", "3:", '"entity:x"', "가:나"[:1]])
def test_what_is_no_filter_is_a_word(written):
    assert parse(written).terms
    assert not parse(written).entities


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("entity:", "search.no_value"),
        ("entity:,", "search.no_value"),
        ("pubsher:가온", "search.no_filter"),
        ("https://example.org", "search.no_filter"),
        ("date:어제", "search.no_date"),
        ("date:2026-13", "search.no_date"),
        ("date:..", "search.no_date"),
        ("date:2026-05..2026-03", "search.date_order"),
        ("zone:어디", "search.no_zone"),
        ("lemma:아마", "search.no_switch"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(written, code):
    with pytest.raises(SearchError) as refused:
        parse(written)
    message = refused.value.message
    assert message.code == code
    assert render(message, "ko") != render(message, "en")


@given(st.text(st.sampled_from('가나 :,.“"”date:zone:entity:2026-'), max_size=30))
def test_anything_is_read_or_refused(written):
    try:
        query = parse(written)
    except SearchError:
        return
    assert query.empty == (query == Query(lemmas=query.lemmas))


@pytest.mark.parametrize(
    ("days", "published", "held"),
    [
        (Days("2026-03", "2026-05"), "2026-03-01T09:00+09:00", True),
        (Days("2026-03", "2026-05"), "2026-05-31", True),
        (Days("2026-03", "2026-05"), "2026-06-01", False),
        (Days("2026-03-05", ""), "2026-03-04", False),
        (Days("", "2026"), "2026-12-31", True),
        (Days("2026-03-05", "2026-03-05"), "2026-03", True),
        (Days("2026-03", "2026-05"), "3월 5일", False),
    ],
)
def test_days(days, published, held):
    assert days.holds(published) is held

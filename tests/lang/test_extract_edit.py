"""Zones and articles can be put right by hand before an import, and nothing gets lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.lang.pages import AGENCY, B1, B3, BODY_ONLY, NO_YEAR, PAGES, listing
from tests.lang.test_extract import assert_whole

from juseok.core.model import ZoneRole
from juseok.lang.extract import Extraction, doubtful, extract
from juseok.lang.extract.edit import (
    boilerplate,
    join,
    leave_out,
    replace,
    rezone,
    rezone_all_like,
    split,
    take_in,
    without_boilerplate,
)


def test_a_line_gets_another_role_and_the_title_follows() -> None:
    (draft,) = extract(AGENCY.text).articles
    subtitle = AGENCY.subtitles[0]
    as_title = rezone(rezone(draft, 0, ZoneRole.KICKER), draft.text.index(subtitle), ZoneRole.TITLE)
    assert as_title.metadata.title == subtitle
    assert as_title.metadata.kicker == AGENCY.title
    assert as_title.metadata.subtitles == ()
    assert as_title.metadata.bylines == AGENCY.bylines


def test_a_byline_made_a_caption_is_no_byline() -> None:
    (draft,) = extract("어느 기사의 제목이다\n오세린 기자\n2025-03-04\n" + B1).articles
    assert draft.metadata.bylines == ("오세린",)
    other = rezone(draft, draft.text.index("오세린"), ZoneRole.CAPTION)
    assert other.metadata.bylines == ()
    assert rezone(other, draft.text.index("오세린"), ZoneRole.BYLINE).metadata == draft.metadata


def test_a_date_made_by_hand_is_read() -> None:
    (draft,) = extract("어느 기사의 제목이다\n" + B1 + "\n마지막 줄 2025년 3월 4일").articles
    assert draft.metadata.published.raw == ""
    dated = rezone(draft, len(draft.text) - 1, ZoneRole.DATE)
    assert dated.metadata.published.iso == "2025-03-04"
    assert "extract.no_date" not in {message.code for message in dated.doubts}


def test_every_line_with_this_text_gets_the_role() -> None:
    drafts = [
        extract(f"기사 {n}의 제목이 여기 있다\n{B1}\n새벽통신 앱\n{B3}").articles[0]
        for n in "가나다"
    ]
    for draft in rezone_all_like(drafts, " 새벽통신 앱 ", ZoneRole.NAV):
        assert draft.lines_of(ZoneRole.NAV) == ("새벽통신 앱",)


def test_an_article_is_split_and_joined_again() -> None:
    page = extract(
        f"첫 기사의 제목이 여기 있다\n오세린 기자\n{B1}\n\n둘째 기사의 제목\n한지원 기자\n{B3}"
    )
    (draft,) = page.articles
    two = split(page, 0, draft.text.index("둘째"))
    assert_whole(two)
    first, second = two.articles
    assert (first.metadata.title, second.metadata.title) == (
        "첫 기사의 제목이 여기 있다",
        "둘째 기사의 제목",
    )
    assert (first.metadata.bylines, second.metadata.bylines) == (("오세린",), ("한지원",))
    one = join(two, 0, 1)
    assert_whole(one)
    assert one.articles[0].text == draft.text


def test_splitting_at_an_edge_changes_nothing() -> None:
    page = extract(BODY_ONLY.text)
    assert split(page, 0, 0) is page


def test_joined_articles_take_in_what_stood_between() -> None:
    text = listing(2)
    page = extract(text)
    merged = join(page, 0, 1)
    assert_whole(merged)
    assert (
        merged.articles[0].text == text[merged.articles[0].page_start : merged.articles[0].page_end]
    )


def test_a_left_over_line_is_taken_into_the_nearest_article() -> None:
    page = extract(NO_YEAR.text)
    at = page.text.index("기사가 속한")
    grown = take_in(page, at)
    assert_whole(grown)
    assert grown.articles[0].text.endswith("분류합니다.")
    assert take_in(grown, at) is grown


def test_an_article_left_out_leaves_its_lines() -> None:
    page = leave_out(extract(listing(3)), 1)
    assert_whole(page)
    assert len(page.articles) == 2


def test_lines_that_repeat_across_a_batch_are_boilerplate() -> None:
    pages = [f"기사 {n}의 제목이 여기 있다\n{n}. {B1}\n새벽통신 만세" for n in range(4)]
    drafts = [extract(page).articles[0] for page in pages]
    repeated = boilerplate(drafts + drafts)
    assert repeated == {"새벽통신 만세": 4}
    clean = without_boilerplate(drafts[0], repeated)
    assert "새벽통신 만세" in clean.lines_of(ZoneRole.FOOTER)
    assert boilerplate(drafts[:2]) == {}


def test_the_most_doubtful_come_first() -> None:
    drafts = [extract(page.text).articles[0] for page in (AGENCY, BODY_ONLY, NO_YEAR)]
    assert doubtful(drafts) == [1, 2, 0]


edits = st.tuples(
    st.sampled_from(["rezone", "split", "join", "take_in", "leave_out"]),
    st.integers(0, 5000),
    st.sampled_from(list(ZoneRole)),
)


@given(st.sampled_from([page.text for page in PAGES] + [listing(3)]), st.lists(edits, max_size=6))
def test_no_edit_loses_a_line(text: str, steps: list[tuple[str, int, ZoneRole]]) -> None:
    page = extract(text)
    for name, number, role in steps:
        page = apply(page, name, number, role)
        assert_whole(page)


def apply(page: Extraction, name: str, number: int, role: ZoneRole) -> Extraction:
    if name == "take_in":
        return take_in(page, number % len(page.text))
    if not page.articles:
        return page
    index = number % len(page.articles)
    draft = page.articles[index]
    match name:
        case "rezone":
            return replace(page, index, rezone(draft, number % len(draft.text), role))
        case "split":
            return split(page, index, number % len(draft.text))
        case "join":
            return join(page, min(index, 0), index)
        case _:
            return leave_out(page, index)


@pytest.mark.parametrize("role", list(ZoneRole))
def test_rezoning_a_blank_line_changes_nothing(role: ZoneRole) -> None:
    (draft,) = extract("제목이 되는 줄 하나\n\n" + B1).articles
    assert rezone(draft, draft.text.index("\n\n") + 1, role) is draft

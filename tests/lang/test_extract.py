"""Articles come out of pages whole: title, byline, date and a zone for every line."""

import itertools
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.lang.pages import BODY, PAGES, Page, listing, stamp_of

from juseok.core.model import ZoneRole
from juseok.core.text import decode, normalise
from juseok.lang.extract import ArticleDraft, Extraction, extract, extract_article

TEXT = "\n".join(BODY)


def assert_whole(found: Extraction) -> None:
    """Slices are slices, zones are ordered, and every non-blank line is in one."""
    zones = list(found.leftovers)
    for draft in found.articles:
        assert draft.text == found.text[draft.page_start : draft.page_end]
        zones += draft.page_zones
    zones.sort()
    for left, right in itertools.pairwise(zones):
        assert left.end <= right.start
    covered = "".join(found.text[zone.start : zone.end] for zone in zones)
    assert "".join(covered.split()) == "".join(found.text.split())


def in_role(draft: ArticleDraft, role: ZoneRole) -> list[str]:
    return [draft.text[z.start : z.end].strip() for z in draft.zones if z.role == role]


@pytest.mark.parametrize("stamp_first", [False, True])
def test_a_listing_that_is_declared_an_article_has_its_articles_all_the_same(
    stamp_first: bool,
) -> None:
    text = listing(3, stamp_first=stamp_first)
    assert extract_article(text) == extract(text)
    assert len(extract_article(text).articles) == 3
    named = extract_article(text, title="해남 데이터센터 소식")
    assert len(named.articles) == 1, "a row with a title of its own is what it says"
    assert_whole(named)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_an_article_that_is_declared_one_stays_one(page: Page) -> None:
    assert len(extract_article(page.text).articles) == 1


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_layout_gives_one_article_with_its_facts(page: Page) -> None:
    found = extract(page.text)
    assert_whole(found)
    (draft,) = found.articles
    facts = draft.metadata
    assert facts.title == page.title
    assert facts.bylines == page.bylines
    assert (facts.published.iso, facts.published.raw) == (page.published, page.raw)
    assert facts.published.precision == page.precision
    assert facts.publisher == page.publisher
    assert facts.subtitles == page.subtitles
    assert (facts.kicker, facts.portal, facts.section) == (page.kicker, page.portal, page.section)
    assert facts.dateline_place == page.place
    assert facts.credits == page.credits
    assert facts.modified.raw == page.modified


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_layout_has_its_lines_in_the_right_zones(page: Page) -> None:
    found = extract(page.text)
    (draft,) = found.articles
    body = "\n".join(in_role(draft, ZoneRole.BODY))
    for sentence in page.body:
        assert sentence in body
    for role, lines in (
        (ZoneRole.CAPTION, page.captions),
        (ZoneRole.HEADING, page.headings),
        (ZoneRole.RELATED, page.related),
    ):
        zoned = "\n".join(in_role(draft, role)).split("\n")
        for line in lines:
            assert line in zoned
    left = [
        line.strip()
        for zone in found.leftovers
        for line in found.text[zone.start : zone.end].split("\n")
    ]
    for line in page.leftovers:
        assert line in left


@pytest.mark.parametrize("count", [2, 3, 20, 40])
@pytest.mark.parametrize("stamp_first", [False, True])
def test_a_listing_is_split_into_its_articles(count: int, stamp_first: bool) -> None:
    found = extract(listing(count, stamp_first=stamp_first))
    assert_whole(found)
    assert len(found.articles) == count
    for number, draft in enumerate(found.articles, start=1):
        assert draft.metadata.title == f'해남 데이터센터 소식 {number}보…"물 사용량 공개"'
        assert draft.metadata.bylines == ("오세린",)
        assert draft.metadata.published.raw == stamp_of(number)
        assert draft.metadata.publisher == "새벽통신"
        assert not draft.doubts
        assert [zone.role for zone in draft.zones if zone.role == ZoneRole.BODY] == ["body"]
    left = "".join(found.text[zone.start : zone.end] for zone in found.leftovers)
    assert "수능 개편 시안 공개" in left


def test_headlines_with_dates_under_an_article_do_not_make_a_listing() -> None:
    page = (
        PAGES[3].text
        + "\n관련기사\n\n"
        + "\n".join(f"딸린 기사의 제목 {number}\n2025.03.0{number}\n" for number in range(1, 6))
    )
    found = extract(page)
    assert_whole(found)
    (draft,) = found.articles
    assert "딸린 기사" not in draft.text


def test_what_is_missing_is_said() -> None:
    (draft,) = extract(PAGES[9].text).articles
    codes = {message.code for message in draft.doubts}
    assert codes == {"extract.no_title", "extract.no_date"}
    (draft,) = extract(PAGES[5].text).articles
    assert [message.code for message in draft.doubts] == ["extract.date_without_year"]
    (draft,) = extract(PAGES[11].text).articles
    assert "extract.no_body" in {message.code for message in draft.doubts}


def test_blank_pages_have_no_article() -> None:
    assert extract(" \n\n").articles == ()


chunks = st.sampled_from(
    [line for page in PAGES for line in page.text.split("\n")]
    + ["", "\u200b", "2025.03.04 10:00홍길동", "끝.", "가" * 400, "[", "(서울=", "기자 =", "😀"]
)


@given(st.lists(chunks | st.text(max_size=30), max_size=30).map("\n".join))
def test_nothing_is_ever_lost(raw: str) -> None:
    assert_whole(extract(normalise(raw).text))


@pytest.mark.parametrize(
    "unit",
    [
        "가나다라 마바사. ",
        "a|",
        "홍길동·",
        "[한빛 ",
        "1 ",
        "(사진=",
        "다. ",
        "사진 ",
        "@a",
        "2025.03.04 ",
        "= ",
        "•",
    ],
)
def test_a_million_characters_in_one_line_take_no_time(unit: str) -> None:
    text = (unit * (1_000_000 // len(unit)))[:1_000_000]
    begin = time.perf_counter()
    assert_whole(extract(text))
    assert time.perf_counter() - begin < 3  # a broken expression takes minutes


@pytest.mark.parametrize(
    "unit", ["a|", "홍길동·", "가 ", "1 ", "- ", "(사진=", "[가", "· ", "ⓒ ", "기자 "]
)
def test_short_lines_of_one_thing_take_no_time(unit: str) -> None:
    line = (unit * 300)[:299]
    begin = time.perf_counter()
    extract("\n".join([line] * 200))
    assert time.perf_counter() - begin < 3


def test_real_pages_give_their_articles(crawled_pages: list[Path]) -> None:
    pages = [extract(normalise(decode(path.read_bytes()).text).text) for path in crawled_pages]
    for page in pages:
        assert_whole(page)
    assert [len(page.articles) for page in pages] == [1, 1, 1, 20, 1]
    drafts = [draft for page in pages for draft in page.articles]
    assert all(len(draft.metadata.title) > 20 for draft in drafts)
    assert [len(draft.metadata.bylines) for draft in drafts] == [0, 0, 1] + [1] * 21
    known = [draft.metadata.published.precision for draft in drafts]
    assert known == ["none", "minute", "none"] + ["minute"] * 20 + ["none"]
    assert [bool(draft.metadata.published.raw) for draft in drafts].count(False) == 2


@pytest.mark.parametrize("name", ["가온신문", "다온일보", "누리뉴스", "한빛투데이", "코리아헤럴드"])
def test_a_line_that_is_only_an_outlets_name_is_the_publisher(name):
    text = f"{name}\n한빛전자, 부산에 새 공장 짓는다\n등록 2025-03-15 10:20\n{TEXT}\n"
    (article,) = extract(text).articles
    assert article.metadata.publisher == name
    assert article.metadata.title == "한빛전자, 부산에 새 공장 짓는다"


@pytest.mark.parametrize("word", ["주요뉴스", "최신뉴스", "많이본뉴스", "포토뉴스", "종이신문"])
def test_words_of_menus_that_end_like_an_outlet_are_none(word):
    text = f"{word}\n한빛전자, 부산에 새 공장 짓는다\n등록 2025-03-15 10:20\n{TEXT}\n"
    (article,) = extract(text).articles
    assert article.metadata.publisher == ""


def test_a_listing_has_the_writer_in_a_line_of_its_own_and_short_sentences() -> None:
    stories = (
        (
            "누리로, 새 공장 짓는다",
            "누리로가 새 공장을 짓는다고 3일 밝혔다. 공사는 이달 말 시작된다.",
        ),
        ("가람전자 새 칩 공개", "가람전자가 새 칩을 공개했다. 값은 밝히지 않았다고 회사는 전했다."),
        ("한빛소프트 실적 발표", "한빛소프트가 3분기 실적을 냈다. 매출은 지난해보다 늘었다."),
    )
    page = "\n\n".join(
        f"{title}\n입력 2025.01.03 1{at}:02\n이수민 기자\n\n{text} {BODY[0]}\n시장은 반겼다.\n"
        "ⓒ 가온경제, 무단 전재 및 재배포 금지"
        for at, (title, text) in enumerate(stories)
    )
    articles = extract(page).articles
    assert [each.metadata.title for each in articles] == [title for title, _ in stories]
    assert [each.metadata.bylines for each in articles] == [("이수민",)] * 3
    assert all(each.text.rstrip().endswith("시장은 반겼다.") for each in articles)

"""Documents come in like text files: the same plan, the same articles, nothing of them lost."""

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.formats.made import docx, hwpx, para, pdf
from tests.lang.pages import DAILY

from juseok.core.model import ZoneRole
from juseok.formats.base import ReportBuilder
from juseok.formats.raw.items import ImportItem
from juseok.lang.extract.laid_out import extract_laid_out
from juseok.services.importing.importing import import_planned
from juseok.services.importing.plan import ImportOptions, PlannedPage, plan_import, plan_page
from juseok.services.importing.sources import find_sources
from juseok.store.articles import ArticleQuery
from juseok.store.identity import Identity
from juseok.store.project import Project

TITLE = "한빛전자, 해남에 데이터센터 짓는다"
PROSE = (
    "한빛전자는 내년 상반기까지 전남 해남에 데이터센터를 짓기로 했다고 4일 밝혔다. 5조원이다.",
    "김한빛 대표는 “전력과 부지를 함께 갖춘 곳은 해남뿐이었다”고 말했다. 회사는 협약도 맺는다.",
)
PAGE = f"""<html><head><title>{TITLE} - 한빛일보</title>
<meta property="og:site_name" content="한빛일보">
<meta property="article:published_time" content="2025-03-04T00:12:00Z"><meta name="author"
content="홍길동"><link rel="canonical" href="https://news.example/1"></head><body>
<nav><li>정치</li><li>경제</li></nav><h1>{TITLE}</h1><p>2030년까지 5조원… 일자리 3천 개</p>
<div><button>공유</button><p>{PROSE[0]}</p><p>{PROSE[1]}</p></div>
<p>저작권자 ⓒ 한빛일보, 무단 전재 및 재배포 금지</p><aside>많이 본 기사</aside></body></html>"""
ROLES = st.sampled_from(list(ZoneRole))
LINES = st.sampled_from(
    [
        *DAILY.text.split("\n"),
        *PROSE,
        TITLE,
        "정치",
        "2025.03.04 09:12",
        "홍길동 기자",
        "- 3 -",
        "",
        " ",
    ]
)


def plan(*paths: Path) -> tuple[list[PlannedPage], ReportBuilder]:
    report = ReportBuilder()
    return list(plan_import(paths, ImportOptions(), report=report)), report


def test_a_page_of_html_becomes_its_article_with_what_surrounds_it(tmp_path: Path) -> None:
    path = tmp_path / "기사.html"
    path.write_text(PAGE, encoding="cp949")
    (page,), report = plan(path)
    (draft,) = page.extraction.articles
    about = draft.metadata
    assert draft.lines_of(ZoneRole.BODY) == PROSE
    assert draft.lines_of(ZoneRole.SUBTITLE) == ("2030년까지 5조원… 일자리 3천 개",)
    assert (about.title, about.publisher, about.bylines) == (TITLE, "한빛일보", ("홍길동",))
    assert about.published.iso == "2025-03-04T09:12:00+09:00"
    assert about.url == "https://news.example/1"
    assert draft.doubts == ()
    left = [page.extraction.text[each.start : each.end] for each in page.extraction.leftovers]
    assert left == ["정치\n경제", "많이 본 기사"]
    assert (page.encoding, page.file_encoding) == ("utf-8", "cp949")
    assert report.lines == []


def test_documents_in_a_folder_come_in_once_and_old_ones_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "받은 것"
    folder.mkdir()

    def build(document: object) -> None:
        for line in (TITLE, *PROSE):
            document.add_paragraph(f"{line} (DOCX)")

    (folder / "1.html").write_text(PAGE, encoding="utf-8")
    (folder / "2.docx").write_bytes(docx(build))
    (folder / "3.pdf").write_bytes(pdf([[f"{TITLE} (PDF)", *PROSE]]))
    (folder / "4.hwpx").write_bytes(hwpx([para(TITLE) + "".join(map(para, PROSE))]))
    (folder / "5.hwp").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    found = find_sources([folder], ReportBuilder())
    assert [(each.kind, len(each.files)) for each in found.sources] == [("text", 5)]
    identity = Identity("11111111-1111-4111-8111-111111111111", "박기자", tmp_path / "state")
    with Project.create(tmp_path / "뉴스.juseok", identity=identity, scheme=()) as project:
        for again in (False, True):
            pages, report = plan(folder)
            done = import_planned(project=project, planned=pages, report=report)
            assert (done.articles, done.unchanged) == ((0, 4) if again else (4, 0))
            refused = [line.message.code for line in done.lines.refused]
            assert refused == ["import.hwp"]
        with project.reader() as reader:
            articles = reader.article_ids(project.viewer(), ArticleQuery())
            texts = [reader.article(each).text for each in articles]
            (occurrence,) = reader.occurrences(articles[1])
            page = reader.page(str(occurrence.fields["page"]))
    assert all(PROSE[1] in text for text in texts)
    start, end = occurrence.fields["page_start"], occurrence.fields["page_end"]
    assert page.data.decode()[start:end] == texts[1]


@given(st.lists(st.tuples(LINES, ROLES | st.none()), max_size=25), st.booleans())
def test_every_line_of_a_layout_is_in_a_zone(
    told: list[tuple[str, ZoneRole | None]], is_article: bool
) -> None:
    text = "\n".join(line for line, _ in told)
    layout = {at: role for at, (_, role) in enumerate(told) if role is not None}
    page = extract_laid_out(text, layout, is_article=is_article)
    zones = [each for draft in page.articles for each in draft.page_zones] + list(page.leftovers)
    covered = sorted((zone.start, zone.end) for zone in zones)
    assert all(one[1] <= two[0] for one, two in pairwise(covered))
    shown = "".join("".join(text[start:end].split()) for start, end in covered)
    assert shown == "".join(text.split())
    for draft in page.articles:
        assert draft.text == text[draft.page_start : draft.page_end]


def test_a_portal_is_no_publisher_and_what_the_text_says_counts_first() -> None:
    text = f"{TITLE}\n입력 2025.03.04 09:12\n" + "\n".join(PROSE)
    known = {
        "publisher": "네이버 뉴스",
        "published": "2024-01-01",
        "bylines": "이한결",
        "language": "ko",
    }
    item = ImportItem(
        "a", "a", text.encode(), text, "utf-8", layout={0: ZoneRole.TITLE}, known=known
    )
    page = plan_page(item, ImportOptions())
    assert isinstance(page, PlannedPage)
    about = page.extraction.articles[0].metadata
    assert (about.portal, about.publisher, about.bylines) == ("네이버", "", ("이한결",))
    assert about.published.iso == "2025-03-04T09:12+09:00"


def test_the_running_head_of_a_document_dates_it_where_nothing_else_does() -> None:
    text = f"한빛일보 2025년 3월 4일\n{TITLE}\n" + "\n".join(PROSE)
    item = ImportItem(
        "a", "a", text.encode(), text, "utf-8", is_article=True, layout={0: ZoneRole.NAV}
    )
    page = plan_page(item, ImportOptions())
    assert isinstance(page, PlannedPage)
    (draft,) = page.extraction.articles
    assert (draft.metadata.published.iso, draft.doubts) == ("2025-03-04", ())
    assert draft.lines_of(ZoneRole.NAV) == ("한빛일보 2025년 3월 4일",)

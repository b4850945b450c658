"""Files become articles of a project, once each, and a stopped import leaves nothing."""

import json
import sqlite3
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.lang.pages import AGENCY, B1, BODY_ONLY, DAILY, NAVER, listing

from juseok.core.errors import FormatError, ProjectError
from juseok.core.ids import derived_id
from juseok.core.messages import LANGUAGES, render
from juseok.core.model import ZoneRole
from juseok.core.text import decode, normalise
from juseok.formats.base import ReportBuilder
from juseok.formats.raw.columns import ColumnMap
from juseok.services.importing.importing import (
    ImportProgress,
    ImportReport,
    Roots,
    import_planned,
)
from juseok.services.importing.plan import (
    ImportOptions,
    PlannedPage,
    load_metadata,
    plan_import,
    preview_columns,
)
from juseok.services.tagging.zoning import rezone_like, rezone_line, rezone_lines
from juseok.store.articles import ArticleQuery
from juseok.store.identity import Identity
from juseok.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    identity = Identity("11111111-1111-4111-8111-111111111111", "박기자", tmp_path / "state")
    with Project.create(tmp_path / "뉴스.juseok", identity=identity, scheme=()) as project:
        yield project


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "받은 글"
    folder.mkdir()
    return folder


def plan(*paths: Path, **options: object) -> tuple[list[PlannedPage], ReportBuilder]:
    report = ReportBuilder()
    return list(plan_import(paths, ImportOptions(**options), report=report)), report


def bring(project: Project, *paths: Path, **options: object) -> ImportReport:
    pages, report = plan(*paths, **options)
    return import_planned(project=project, planned=pages, report=report)


def titles(project: Project) -> list[str]:
    with project.reader() as reader:
        viewer = project.viewer()
        ids = reader.article_ids(viewer, ArticleQuery())
        return [row.title for row in reader.article_rows(viewer, ids)]


def codes(report: ImportReport) -> list[str]:
    lines = report.lines.refused + report.lines.changed + report.lines.notes
    return [line.message.code for line in lines]


def test_articles_come_in_with_text_zones_metadata_and_page(project: Project, inbox: Path) -> None:
    path = inbox / "1.txt"
    path.write_bytes(AGENCY.text.encode("cp949"))
    found = bring(project, path)
    assert (found.pages, found.articles, dict(found.encodings)) == (1, 1, {"cp949": 1})
    with project.reader() as reader:
        (article_id,) = reader.article_ids(project.viewer(), ArticleQuery())
        article = reader.article(article_id)
        (occurrence,) = reader.occurrences(article_id)
        page = reader.page(str(occurrence.fields["page"]))
    assert article.metadata.title == AGENCY.title
    assert article.metadata.subtitles == AGENCY.subtitles
    assert article.metadata.bylines == AGENCY.bylines
    assert article.metadata.published.iso == AGENCY.published
    assert article.metadata.extra["publisher_evidence"] == "copyright"
    assert {ZoneRole.TITLE, ZoneRole.BYLINE, ZoneRole.BODY} <= {zone.role for zone in article.zones}
    assert page.data == path.read_bytes()
    text = normalise(decode(page.data).text).text
    start, end = occurrence.fields["page_start"], occurrence.fields["page_end"]
    assert text[start:end] == article.text


def test_a_folder_of_everything_keeps_its_order(project: Project, inbox: Path) -> None:
    (inbox / "1.txt").write_text(listing(3), encoding="utf-8")
    rows = [{"제목": "표의 첫 기사", "본문": BODY_ONLY.text + " 하나."}]
    (inbox / "2.jsonl").write_text(json.dumps(rows[0], ensure_ascii=False), encoding="utf-8")
    (inbox / "3.csv").write_text(
        f'제목,본문\n표의 둘째 기사,"{BODY_ONLY.text} 둘."\n', encoding="utf-8"
    )
    found = bring(project, inbox)
    assert found.articles == 5
    assert titles(project)[3:] == ["표의 첫 기사", "표의 둘째 기사"]


def test_the_same_text_twice_is_one_article_found_in_two_places(
    project: Project, inbox: Path
) -> None:
    (inbox / "a.txt").write_text(DAILY.text, encoding="utf-8")
    (inbox / "b.txt").write_text("본문 바로가기\n" + DAILY.text, encoding="utf-8")
    found = bring(project, inbox)
    assert (found.pages, found.articles, found.again) == (2, 1, 1)
    assert codes(found) == ["import.known_article"]
    with project.reader() as reader:
        (article,) = reader.article_ids(project.viewer(), ArticleQuery())
        assert len(reader.occurrences(article)) == 2


def test_importing_again_changes_nothing(project: Project, inbox: Path) -> None:
    (inbox / "a.txt").write_text(listing(2), encoding="utf-8")
    bring(project, inbox)
    with project.reader() as reader:
        before = list(reader.dump())
    again = bring(project, inbox)
    assert (again.articles, again.again, again.unchanged) == (0, 0, 2)
    with project.reader() as reader:
        assert list(reader.dump()) == before


def test_an_import_is_undone_and_done_again_as_a_whole(project: Project, inbox: Path) -> None:
    (inbox / "a.txt").write_text(listing(3), encoding="utf-8")
    bring(project, inbox)
    undone = project.writer.undo().result()
    project.writer.flush()
    assert undone is not None
    assert titles(project) == []
    assert bring(project, inbox).articles == 3
    assert len(titles(project)) == 3


def test_a_stopped_import_leaves_nothing(project: Project, inbox: Path) -> None:
    for number in range(60):
        (inbox / f"{number}.txt").write_text(f"{number}번째 기사의 제목이다\n{number} {B1}")
    pages, report = plan(inbox)
    with project.reader() as reader:
        before = list(reader.dump())
    seen: list[ImportProgress] = []
    found = import_planned(
        project=project,
        planned=pages,
        report=report,
        progress=seen.append,
        cancelled=lambda: len(seen) >= 50,
    )
    assert found.cancelled
    assert seen[-1] == ImportProgress(50, 50)
    project.writer.flush()
    with project.reader() as reader:
        assert list(reader.dump()) == before
    assert bring(project, inbox).articles == 60


def test_a_full_disk_stops_the_import_and_nothing_of_it_shows(
    project: Project, inbox: Path
) -> None:
    for number in range(80):
        (inbox / f"{number}.txt").write_text(
            f"{number}번째 기사의 제목이다\n" + f"{number} {B1}\n" * 40
        )
    pages, report = plan(inbox)

    def limit(recorder: object, pages: int) -> None:
        db: sqlite3.Connection = recorder.db
        (count,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {count + pages}")

    project.writer.call(lambda recorder: limit(recorder, 4)).result()
    with pytest.raises(ProjectError) as caught:
        import_planned(project=project, planned=pages, report=report)
    assert caught.value.message.code.startswith("project.")
    assert titles(project) == []
    project.writer.call(lambda recorder: limit(recorder, 100_000)).result()
    project.writer.retry()
    project.writer.flush()
    assert titles(project) == []
    assert bring(project, inbox).articles == 80


def test_what_was_changed_or_refused_is_in_the_report(project: Project, inbox: Path) -> None:
    (inbox / "1.txt").write_bytes(b"\xef\xbb\xbf" + DAILY.text.replace("\n", "\r\n").encode())
    (inbox / "2.txt").write_text(unicodedata.normalize("NFD", NAVER.text), encoding="utf-8")
    (inbox / "3.txt").write_text("", encoding="utf-8")
    (inbox / "4.txt").write_text(
        "첫 줄\n둘째\x00줄은 여기에서 이어지고 또 이어진다.", encoding="utf-8"
    )
    (inbox / "5.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (inbox / "6.jsonl").write_text('{"text": "값은 \\ud800 이다. ' + B1 + '"}', encoding="utf-8")
    found = bring(project, inbox)
    assert codes(found) == [
        "text.empty", "text.nul", "text.binary", "text.surrogate",
        "import.bom", "import.newlines", "import.jamo",
    ]  # fmt: skip
    refused = found.lines.refused[1]
    assert refused.file.endswith("4.txt")
    assert refused.message.params["line"] == 2
    assert found.lines.refused[3].line == 1
    assert sorted(titles(project)) == sorted([DAILY.title, NAVER.title])
    for line in (*found.lines.refused, *found.lines.changed):
        for language in LANGUAGES:
            assert line.message.code not in render(line.message, language)


def test_a_million_characters_in_one_line_are_one_article(project: Project, inbox: Path) -> None:
    text = ("가나다라 마바사이다. " * 100_000)[:1_000_000].rstrip()
    (inbox / "long.txt").write_text(text, encoding="utf-8")
    bring(project, inbox)
    with project.reader() as reader:
        (article,) = reader.article_ids(project.viewer(), ArticleQuery())
        assert reader.article(article).text == text


def test_columns_and_tables_give_the_metadata(project: Project, inbox: Path) -> None:
    table = inbox.parent / "메타.csv"
    table.write_text(
        "파일,언론사,날짜,기자,비고\na.txt,가온신문,2024-05-01,이하늘 기자,특집\n", encoding="utf-8"
    )
    (inbox / "a.txt").write_text("어느 기사의 제목이다\n" + BODY_ONLY.text, encoding="utf-8")
    report = ReportBuilder()
    metadata = load_metadata(table, report=report)
    bring(project, inbox, metadata=metadata)
    with project.reader() as reader:
        (article,) = reader.article_ids(project.viewer(), ArticleQuery())
        facts = reader.article(article).metadata
    assert (facts.title, facts.publisher) == ("어느 기사의 제목이다", "가온신문")
    assert (facts.bylines, facts.published.iso) == (("이하늘",), "2024-05-01")
    assert facts.extra == {"publisher_evidence": "column", "비고": "특집"}


@pytest.mark.parametrize(
    ("first", "role"),
    [("부제목처럼 보이는 첫 줄이다", ZoneRole.SUBTITLE), ("회사가 밝혔다.", ZoneRole.BODY)],
)
def test_a_given_title_makes_the_first_line_of_a_page_a_subtitle_but_no_sentence(
    inbox: Path, first: str, role: ZoneRole
) -> None:
    (inbox / "a.txt").write_text(first + "\n" + BODY_ONLY.text, encoding="utf-8")
    ((page,), _) = plan(inbox, metadata={"a": {"title": "표에 있는 제목"}})
    (draft,) = page.extraction.articles
    assert draft.metadata.title == "표에 있는 제목"
    assert first in draft.lines_of(role)
    assert "extract.no_title" not in {doubt.code for doubt in draft.doubts}


@pytest.mark.parametrize(
    "text",
    [
        "LG전자가 밝혔다.\n정부는 부인했다.",
        "짧은\n줄",
        "가온 지역의 어느 소식\n\n회사는 밝혔다.\n끝맺는 줄",
        "로그인하지 않은 사람\n“왜 그런가요?”\n그는 답하지 않았습니다.\n3부에 계속",
    ],
)
@pytest.mark.parametrize("title", ["표에 있는 제목", ""])
def test_a_text_column_is_all_of_the_article(inbox: Path, text: str, title: str) -> None:
    path = inbox / "a.csv"
    path.write_text(f'제목,본문\n{title},"{text}"\n', encoding="utf-8")
    ((page,), _) = plan(path)
    (draft,) = page.extraction.articles
    assert draft.text == text
    assert draft.metadata.title == title
    assert draft.metadata.subtitles == ()
    assert {zone.role for zone in draft.zones} <= {ZoneRole.BODY, ZoneRole.HEADING}
    assert page.extraction.leftovers == ()


def test_small_print_in_a_text_column_stays_in_the_article(inbox: Path) -> None:
    path = inbox / "a.jsonl"
    path.write_text(json.dumps({"title": DAILY.title, "text": DAILY.text}), encoding="utf-8")
    ((page,), _) = plan(path)
    (draft,) = page.extraction.articles
    assert draft.text == DAILY.text.strip("\n")
    assert draft.lines_of(ZoneRole.TITLE) == (DAILY.title,)
    assert ZoneRole.BYLINE in {zone.role for zone in draft.zones}
    assert draft.metadata.bylines


def test_a_table_row_for_a_listing_does_not_name_its_articles(inbox: Path) -> None:
    (inbox / "a.txt").write_text(listing(3), encoding="utf-8")
    ((page,), _) = plan(inbox, metadata={"a": {"title": "검색 결과", "publisher": "가온신문"}})
    assert {draft.metadata.publisher for draft in page.extraction.articles} == {"가온신문"}
    assert "검색 결과" not in {draft.metadata.title for draft in page.extraction.articles}


def test_whole_texts_are_taken_as_they_are(inbox: Path) -> None:
    (inbox / "a.txt").write_text("\n" + NAVER.text + "\n\n", encoding="utf-8")
    ((page,), _) = plan(inbox, whole=True)
    (draft,) = page.extraction.articles
    assert draft.text == NAVER.text.strip("\n")
    assert [zone.role for zone in draft.zones] == [ZoneRole.BODY]
    assert not draft.doubts


def test_tables_are_previewed_with_their_columns(inbox: Path) -> None:
    path = inbox / "t.csv"
    path.write_text(f"제목,다른 글,본문\n하나,{B1},{B1}\n", encoding="utf-8")
    assert preview_columns(path).columns.text == "본문"
    ((page,), _) = plan(path, columns=ColumnMap("다른 글", {"제목": "title"}))
    assert page.extraction.articles[0].metadata.title == "하나"
    with pytest.raises(FormatError):
        preview_columns(inbox / "none.csv")


def test_our_own_export_is_not_taken_for_texts(inbox: Path) -> None:
    path = inbox / "a.jsonl"
    path.write_text('{"kind": "project", "format": 1}\n', encoding="utf-8")
    pages, report = plan(path)
    assert pages == []
    assert report.lines[0].message.code == "import.native"


def test_zones_are_put_right_later_and_undone(project: Project, inbox: Path) -> None:
    (inbox / "a.txt").write_text(DAILY.text, encoding="utf-8")
    bring(project, inbox)
    with project.reader() as reader:
        (article_id,) = reader.article_ids(project.viewer(), ArticleQuery())
        article = reader.article(article_id)
    at = article.text.index("왜 해남인가")
    action = rezone_line(article=article, at=at, role=ZoneRole.BODY)
    assert action is not None
    assert action.changes[0].obj == derived_id("zoning", article_id)
    project.writer.commit(action)

    def role() -> ZoneRole:
        with project.reader() as reader:
            zones = reader.article(article_id).zones
        return next(zone.role for zone in zones if zone.start <= at < zone.end)

    assert role() == ZoneRole.BODY
    project.writer.undo().result()
    assert role() == ZoneRole.HEADING
    assert rezone_line(article=article, at=at, role=ZoneRole.HEADING) is None
    assert rezone_like(article=article, line="왜 해남인가", role=ZoneRole.NAV) is not None
    many = rezone_lines(article=article, start=0, end=len(article.text), role=ZoneRole.OTHER)
    assert many is not None
    assert len(many.changes[0].body["zones"]) == 1


def test_a_table_counts_as_one_file_in_its_own_encoding(project: Project, inbox: Path) -> None:
    (inbox / "a.csv").write_bytes(f"제목,본문\n하나,{B1}\n둘,둘째 {B1}\n".encode("cp949"))
    (inbox / "b.txt").write_text(DAILY.text, encoding="utf-8")
    found = bring(project, inbox)
    assert (found.files, found.pages, found.articles) == (2, 3, 3)
    assert found.encodings == {"cp949": 1, "utf-8": 1}


@pytest.mark.parametrize(
    ("name", "root", "stored"),
    [
        ("/home/kim/crawl/05/a.txt", "/home/kim/crawl", "crawl/05/a.txt"),
        ("/home/kim/crawler/a.txt", "/home/kim/crawl", "a.txt"),
        ("/home/kim/list.csv#3", "/home/kim/list.csv", "list.csv#3"),
        ("crawl/05/a.txt", "crawl", "crawl/05/a.txt"),
        ("../crawl/a.txt", "../crawl", "a.txt"),
    ],
)
def test_a_page_is_stored_without_the_folders_above_what_was_named(name, root, stored):
    assert Roots([root]).stored(name) == stored


def test_a_page_is_stored_under_the_root_that_was_named_first():
    name = "/home/kim/crawl/05/a.txt"
    assert Roots(["/home/kim/crawl", "/home/kim"]).stored(name) == "crawl/05/a.txt"
    assert Roots(["/home/kim", "/home/kim/crawl"]).stored(name) == "kim/crawl/05/a.txt"
    assert Roots(["/"]).stored(name) == "home/kim/crawl/05/a.txt"


def test_how_a_page_is_stored_takes_no_longer_with_many_files_named():
    def calls(roots: Roots) -> int:
        counted: list[str] = []
        sys.setprofile(lambda _, event, __: counted.append(event))
        try:
            roots.stored("/home/kim/crawl/1.txt")
        finally:
            sys.setprofile(None)
        return len(counted)

    one, many = (Roots(f"/home/kim/crawl/{n}.txt" for n in range(much)) for much in (1, 2_000))
    assert calls(many) == calls(one)

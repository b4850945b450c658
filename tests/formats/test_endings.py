"""Files are what their content is, where their names do not say it."""

import json
from pathlib import Path

import openpyxl
import pytest
from tests.formats.made import docx, hwpx, para, pdf, zipped

from juseok.formats.base import ReportBuilder
from juseok.formats.raw.endings import ending_by, ending_of
from juseok.formats.registry import recognised
from juseok.services.importing.plan import ImportOptions, plan_import
from juseok.services.importing.sources import RAW_EXTENSIONS, find_sources

BODY = "한빛전자는 내년 상반기까지 전남 해남에 데이터센터를 짓기로 했다고 4일 밝혔다."
PAGE = f"<!DOCTYPE html>\n<html><body><article><h1>제목</h1><p>{BODY}</p></article></body></html>"
MAIL = (
    "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
    '\tboundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'
    f"{PAGE}\r\n--x--\r\n"
)
ROW = json.dumps({"title": "제목", "text": BODY}, ensure_ascii=False)
MADE = {
    ".docx": docx(lambda document: document.add_paragraph(BODY)),
    ".hwpx": hwpx([para(BODY)]),
    ".pdf": pdf([[BODY]]),
    ".html": PAGE.encode(),
    ".mhtml": MAIL.encode(),
    ".jsonl": f"{ROW}\n{ROW}\n".encode(),
    ".json": f"[{ROW},\n{ROW}]".encode(),
}


def workbook(path: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx").rename(path)


@pytest.mark.parametrize("ending", MADE)
@pytest.mark.parametrize("name", ["기사", "기사.2025", "download"])
def test_a_file_without_an_ending_is_read_as_what_it_is(
    ending: str, name: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(MADE[ending])
    assert ending_of(path, RAW_EXTENSIONS) == ending_by(MADE[ending]) == ending
    report = ReportBuilder()
    pages = list(plan_import([path], ImportOptions(), report=report))
    assert report.build().refused == ()
    assert all(BODY in each.extraction.text for each in pages)
    assert pages


def test_a_workbook_without_an_ending_is_a_table_or_annotations(tmp_path: Path) -> None:
    texts = workbook(tmp_path / "기사 목록", ("제목", "본문"), ("하나", BODY))
    (source,) = find_sources([texts], ReportBuilder()).sources
    assert source.kind == "table"
    (page,) = plan_import([texts], ImportOptions(), report=ReportBuilder())
    assert page.extraction.text.endswith(BODY)
    marks = ("text", "start", "end", "type"), ("한빛전자는 판다.", 0, 4, "ORG")
    assert recognised(workbook(tmp_path / "주석", *marks)) == "mention-table"
    assert recognised(texts) is None


@pytest.mark.parametrize(
    "text",
    [
        "[서울=가온통신] 한빛전자는 4일 공장을 늘린다고 밝혔다.",
        "{한빛전자}는 4일 공장을 늘린다고 밝혔다.",
        "html은 4일 표준이 되었다.",
        f"{BODY}\n\nContent-Type: multipart/related",
    ],
)
def test_an_article_stays_an_article(text: str, tmp_path: Path) -> None:
    path = tmp_path / "기사"
    path.write_text(text, "utf-8")
    assert ending_of(path, RAW_EXTENSIONS) == ending_by(text.encode()) == ""
    (page,) = plan_import([path], ImportOptions(), report=ReportBuilder())
    assert page.extraction.text == text


def test_a_name_counts_before_the_content_and_what_cannot_be_looked_at_has_none(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.TXT"
    path.write_bytes(MADE[".pdf"])
    assert ending_of(path, RAW_EXTENSIONS) == ".txt"
    assert ending_of(tmp_path / "없음", RAW_EXTENSIONS) == ending_of(tmp_path, (".pdf",)) == ""
    broken = tmp_path / "깨짐"
    for data in (b"PK\x03\x04", zipped({"a": "b"})):
        broken.write_bytes(data)
        assert ending_of(broken, RAW_EXTENSIONS) == ending_by(data) == ""

"""Raw texts come in from files, folders and tables; whatever cannot is named with its line."""

import json
import os
import re
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference

from juseok.core.errors import FormatError
from juseok.core.messages import Message
from juseok.formats.base import ReportBuilder
from juseok.formats.raw import csv_reader
from juseok.formats.raw.columns import EXTRA, ColumnMap, guess_columns
from juseok.formats.raw.csv_reader import CsvReader
from juseok.formats.raw.items import MAX_FILE, ImportItem
from juseok.formats.raw.jsonl_reader import JsonlReader
from juseok.formats.raw.tables import file_key, metadata_by_file, preview_table
from juseok.formats.raw.textfile import TextFileReader, walk
from juseok.formats.raw.xlsx_reader import XlsxReader
from juseok.formats.registry import recognised

TEXT = "한빛전자는 내년 상반기까지 전남 해남에 데이터센터를 짓기로 했다고 4일 밝혔다."


def read(
    reader: TextFileReader | CsvReader | JsonlReader, path: Path
) -> tuple[list[ImportItem], ReportBuilder]:
    report = ReportBuilder()
    return list(reader.read(path, report=report)), report


def codes(report: ReportBuilder) -> list[tuple[str, int | None]]:
    return [(line.message.code, line.line) for line in report.lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_a_text_file_is_one_text_with_its_bytes(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "기사.txt"
    path.write_bytes(TEXT.encode(encoding))
    (item,), report = read(TextFileReader(), path)
    assert (item.text, item.data) == (TEXT, TEXT.encode(encoding))
    assert item.bom == (encoding in ("utf-8-sig", "utf-16"))
    assert report.lines == []


def test_a_text_file_that_is_none_is_refused_by_name(tmp_path: Path) -> None:
    for name, data, code in (
        ("a.txt", b"%PDF-1.4 ...", "text.binary"),
        ("b.txt", TEXT.encode()[:-2], "text.truncated"),
        ("c.txt", b"\xff\xff" + "가".encode(), "text.encoding"),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        items, report = read(TextFileReader(), path)
        assert items == []
        assert codes(report) == [(code, None)]
        assert report.lines[0].file == str(path)
    items, report = read(TextFileReader(), tmp_path / "none.txt")
    assert codes(report) == [("file.missing", None)]


def test_a_file_of_50_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with open(path, "wb") as file:
        file.truncate(50 * 1024 * 1024)
    items, report = read(TextFileReader(), path)
    assert items == []
    assert report.lines[0].message == Message("import.too_large", size=50, limit=32)


def test_folders_are_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/10.TXT", "a.txt", ".hidden.txt", ".git/x.txt", "c.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT)
    report = ReportBuilder()
    found = [
        path.relative_to(tmp_path).as_posix()
        for path in walk(tmp_path, report=report, extensions=(".txt",))
    ]
    assert found == ["a.txt", "b/10.TXT", "b/2.txt"]
    assert codes(report) == [("import.passed_over", None)]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "a.txt").write_text(TEXT)
    (tmp_path / "one" / "again").symlink_to(tmp_path)
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nothing")
    report = ReportBuilder()
    assert len(list(walk(tmp_path, report=report, extensions=(".txt",)))) == 1
    assert ("import.seen_folder", None) in codes(report)


def test_a_folder_without_rights_is_named_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("closed", "open"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(TEXT)
    scandir = os.scandir

    def guarded(path: Path) -> object:
        if Path(path).name == "closed":  # as root no folder is closed, so the refusal is played
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    report = ReportBuilder()
    assert [p.parent.name for p in walk(tmp_path, report=report, extensions=(".txt",))] == ["open"]
    assert codes(report) == [("file.permission", None)]
    assert report.lines[0].file.endswith("closed")


KOREAN_HEADER = "기사번호,기사제목,언론사,입력일시,기자명,기사 본문,URL"


@pytest.mark.parametrize(
    ("header", "text", "roles"),
    [
        (
            ["NO", "기사제목", "언론사명", "일시", "기자", "기사내용", "URL"],
            "기사내용",
            {
                "기사제목": "title",
                "언론사명": "publisher",
                "일시": "published",
                "기자": "bylines",
                "URL": "url",
            },
        ),
        (
            ["id", "headline", "press", "published_at", "author", "body", "link"],
            "body",
            {
                "headline": "title",
                "press": "publisher",
                "published_at": "published",
                "author": "bylines",
                "link": "url",
            },
        ),
        (
            ["metadata.title", "metadata.source", "text"],
            "text",
            {"metadata.title": "title", "metadata.source": "publisher"},
        ),
        (["제목", "내용", "본문"], "본문", {"제목": "title"}),
        (["번호", "신문", "내용"], "내용", {"신문": "publisher"}),
    ],
)
def test_columns_are_guessed_from_their_names(
    header: list[str], text: str, roles: dict[str, str]
) -> None:
    rows = [{column: (TEXT if column == text else "짧다") for column in header}]
    found = guess_columns(header, rows)
    assert found.text == text
    assert roles.items() <= dict(found.roles).items()


def test_the_longest_column_is_the_text_where_no_name_says_so() -> None:
    rows = [{"c1": "https://news.example/" + "a" * 60, "c2": TEXT * 3, "c3": "3"}]
    assert guess_columns(["c1", "c2", "c3"], rows).text == "c2"
    assert guess_columns(["c1"], [{"c1": "짧다"}]).text == ""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp949", "utf-16", "utf-8"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_tables_are_read_in_every_common_shape(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    rows = [["제목", "본문", "비고"], ["첫, 제목", f"{TEXT}\n둘째 줄", ""], ["둘째", TEXT, "메모"]]
    quoted = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    path = tmp_path / "표.csv"
    path.write_bytes(quoted.encode(encoding))
    items, report = read(CsvReader(), path)
    assert report.lines == []
    assert [item.line for item in items] == [2, 4]
    assert [item.given.get("title") for item in items] == ["첫, 제목", "둘째"]
    assert items[0].text.startswith(TEXT + "\n둘째")
    assert items[1].given["extra.비고"] == "메모"


def test_fields_longer_than_the_library_allows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("본문\n" + "가" * 140_000 + "\n", encoding="utf-8")
    (item,), _ = read(CsvReader(), path)
    assert len(item.text) == 140_000


def test_a_line_without_end_is_never_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_reader, "LONGEST", 64)
    path = tmp_path / "t.csv"
    rows = [
        "제목,본문",
        f"하나,{TEXT}",
        "둘," + "가" * 1000,
        '셋,"본문\n' + "나" * 1000,
        f"넷,{TEXT}",
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    found, report = read(CsvReader(), path)
    assert [(each.line, each.given["title"]) for each in found] == [(2, "하나"), (6, "넷")]
    assert codes(report) == [("import.bad_row", 3), ("import.bad_row", 4)]


def test_broken_rows_are_refused_with_their_line_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    path.write_text(
        f'제목,본문\n하나,"{TEXT}"x\n둘,{TEXT}\n셋,\n넷,{TEXT},더,있다\n', encoding="utf-8"
    )
    items, report = read(CsvReader(), path)
    assert [item.given["title"] for item in items] == ["둘", "넷"]
    assert codes(report) == [("import.bad_row", 2), ("text.empty", 4)]
    assert items[1].given["extra.column3"] == "더"


def test_a_quote_that_is_never_closed_is_refused_where_it_opens(tmp_path: Path) -> None:
    path = tmp_path / "open.csv"
    path.write_text(f'제목,본문\n하나,{TEXT}\n둘,"{TEXT}\n셋,{TEXT}\n', encoding="utf-8")
    items, report = read(CsvReader(), path)
    assert [item.given["title"] for item in items] == ["하나"]
    assert codes(report) == [("import.bad_row", 3)]


def test_a_table_in_no_encoding_or_without_texts_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"\xff\xff,\xfe\n")
    with pytest.raises(FormatError) as caught:
        read(CsvReader(), path)
    assert caught.value.message.code == "import.encoding"
    path.write_bytes(f"본문\n{TEXT}\n가나\ud800\n".encode("utf-8", "surrogatepass"))
    with pytest.raises(FormatError) as caught:
        read(CsvReader(), path)
    assert caught.value.message == Message(
        "text.surrogate_bytes", line=3 + TEXT.count("\n"), position=3, character="U+D800"
    )
    path.write_bytes("\ufeff본문\n가나\n".encode()[:-2])
    with pytest.raises(FormatError) as caught:
        read(CsvReader(), path)
    assert caught.value.message.code == "import.encoding"
    path.write_text("번호,값\n1,2\n", encoding="utf-8")
    with pytest.raises(FormatError) as caught:
        read(CsvReader(), path)
    assert caught.value.message.code == "import.no_text_column"
    with pytest.raises(FormatError) as caught:
        read(CsvReader(), tmp_path / "none.csv")
    assert caught.value.message.code == "file.missing"


def test_json_lines_are_read_and_bad_ones_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = {
        "content": TEXT,
        "meta": {"headline": "제목", "reporters": ["오세린", "한지원"]},
        "n": 3,
        "x": None,
    }
    lines = [
        json.dumps(good, ensure_ascii=False),
        "{",
        "[1]",
        "",
        json.dumps({"content": " "}),
        "[" * 100_000,
    ]
    path.write_text("\ufeff" + "\n".join(lines), encoding="utf-8")
    (item,), report = read(JsonlReader(), path)
    assert (item.text, item.name) == (TEXT, f"{path}#1")
    assert item.given == {"title": "제목", "bylines": "오세린, 한지원", "extra.n": "3"}
    assert sorted(codes(report), key=lambda code: code[1] or 0) == [
        ("import.bad_json", 2),
        ("import.bad_json_object", 3),
        ("text.empty", 5),
        ("import.bad_json_deep", 6),
    ]


def test_a_lone_surrogate_in_json_reaches_the_check_with_its_text(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"text": "값 \\ud800 값 하나가 여기 있고 글이 이어진다. 그리고 더 이어진다."}',
        encoding="utf-8",
    )
    (item,), _ = read(JsonlReader(), path)
    assert "\ud800" in item.text


@pytest.mark.parametrize("field", ['"title": "\\ud83d 신제품"', '"\\udc00": "값"'])
def test_a_lone_surrogate_beside_the_text_costs_its_row_alone(field: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "가 나 다.", {field}}}\n{{"text": "라 마 바."}}\n', "utf-8")
    (item,), report = read(JsonlReader(), path)
    assert item.text == "라 마 바."
    assert codes(report) == [("json.surrogate", 1)]


def test_a_lone_surrogate_in_a_table_of_files_costs_its_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"file": "1.txt", "title": "\\ud83d"}\n{"file": "2.txt", "title": "가"}\n')
    report = ReportBuilder()
    assert metadata_by_file(JsonlReader(), path, report=report) == {"2": {"title": "가"}}
    assert codes(report) == [("json.surrogate", 1)]


def test_a_json_line_longer_than_a_file_may_be_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with open(path, "wb") as file:
        file.write(b'{"text": "' + b"a" * (MAX_FILE + 10) + b'"}\n')
        file.write(json.dumps({"text": TEXT}).encode())
    (item,), report = read(JsonlReader(), path)
    assert item.line == 2
    assert codes(report) == [("import.line_too_long", 1)]


ROW = {"title": "첫째", "body": TEXT, "date": "20250304"}


@pytest.mark.parametrize(
    "value",
    [
        [{**ROW, "comments": [{"by": "독자"}]}, {"title": "둘째", "body": TEXT}],
        {"articles": [ROW, {"title": "둘째", "body": TEXT}]},
        {"a1": ROW, "a2": {"title": "둘째", "body": TEXT}},
        {"title": {"0": "첫째", "1": "둘째"}, "body": {"0": TEXT, "1": TEXT}},
    ],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_files_of_objects_are_tables(value: object, indent: int | None, tmp_path: Path) -> None:
    path = tmp_path / "crawled.json"
    path.write_text(json.dumps(value, indent=indent), "utf-8")
    items, report = read(JsonlReader(), path)
    assert [(item.given["title"], item.text) for item in items] == [("첫째", TEXT), ("둘째", TEXT)]
    assert report.lines == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
@pytest.mark.parametrize("indent", [None, 1])
def test_a_file_of_objects_is_told_in_the_encoding_that_it_has(
    encoding: str, indent: int | None, tmp_path: Path
) -> None:
    path = tmp_path / "crawled.json"
    for value in ([ROW, {"title": "둘째", "body": TEXT}], ROW):
        path.write_text(json.dumps(value, indent=indent, ensure_ascii=False), encoding)
        items, report = read(JsonlReader(), path)
        assert {(item.text, item.file_encoding) for item in items} == {
            (TEXT, encoding.removesuffix("-sig"))
        }
        assert report.lines == []


def test_what_stands_beside_the_list_of_articles_is_kept_with_each_or_told(tmp_path: Path) -> None:
    path = tmp_path / "crawled.json"
    beside = {
        "publisher": "한빛일보", "keyword": ["선거", "공약"], "license": "CC BY 4.0", "note": " ",
        "total": 2, "date": "2025-03-05", "next": None, "pages": [1, 2],
    }  # fmt: skip
    rows = [{**ROW, "publisher": "두빛일보"}, {"title": "둘째", "body": TEXT}]
    path.write_text(json.dumps({**beside, "articles": rows}), "utf-8")
    (first, second), report = read(JsonlReader(), path)
    kept = {"extra.keyword": "선거, 공약", "extra.license": "CC BY 4.0"}
    assert first.given == kept | {
        "title": "첫째", "publisher": "두빛일보", "published": "20250304",
    }  # fmt: skip
    assert second.given == kept | {"title": "둘째", "publisher": "한빛일보"}
    assert [(line.severity, line.message) for line in report.lines] == [
        ("note", Message("import.beside", names="publisher, keyword, license")),
        *(
            ("changed", Message("json.passed_over", name=name, count=1))
            for name in ("date", "pages", "total")
        ),
    ]


@pytest.mark.parametrize("value", [[ROW, {"body": " "}, ROW], {"list": [ROW, {"body": " "}, ROW]}])
def test_articles_of_a_file_on_one_line_are_told_apart(value: object, tmp_path: Path) -> None:
    path = tmp_path / "crawled.json"
    path.write_text(json.dumps(value), "utf-8")
    items, report = read(JsonlReader(), path)
    assert [item.name for item in items] == [f"{path}#1", f"{path}#3"]
    assert [(line.message.code, line.place) for line in report.lines] == [
        ("text.empty", f"{path}:1 (#2)")
    ]


def test_the_keys_that_articles_stand_under_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "crawled.json"
    path.write_text(json.dumps({"a1": ROW, "a2": {**ROW, "id": "b"}, "a3": {**ROW, "id": "a3"}}))
    items, _ = read(JsonlReader(), path)
    said = [{name: item.given.get(EXTRA + name) for name in ("id", "key")} for item in items]
    assert said == [
        {"id": "a1", "key": None}, {"id": "b", "key": "a2"}, {"id": "a3", "key": None},
    ]  # fmt: skip


def test_one_object_is_one_article_and_a_file_that_is_cut_off_none(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text(json.dumps(ROW, indent=1), "utf-8")
    (item,), _ = read(JsonlReader(), path)
    assert item.given["title"] == "첫째"
    path.write_text(json.dumps([ROW])[:-9], "utf-8")
    items, report = read(JsonlReader(), path)
    assert (items, codes(report)) == ([], [("json.truncated", 1)])


def test_json_that_is_no_article_is_none(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"format": "html", "note": TEXT * 3}), "utf-8")
    with pytest.raises(FormatError) as caught:
        read(JsonlReader(), path)
    assert caught.value.message.code == "import.no_text_column"
    path.rename(tmp_path / "manifest.json")
    report = ReportBuilder()
    assert list(walk(tmp_path, report=report, extensions=(".json",))) == []
    assert codes(report) == [("import.passed_over", None)]


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    del book["Sheet"]
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_workbook_is_a_table_of_articles(tmp_path: Path) -> None:
    head = ["일자", "언론사", "기고자", "제목", "본문", "번호"]
    first = [datetime(2025, 3, 4, 9, 12), "새벽통신", "홍길동", "첫째", TEXT, 7.0]
    path = workbook(
        tmp_path / "NewsResult.xlsx",
        {
            "안내": [["이 파일은 …"]],
            "하나": [["검색 결과"], [], head, first, []],
            "둘": [head, [20250305, "누리일보", None, "둘째", TEXT, "_x000A_", "더"]],
            "요약": [["매체", "수"], ["새벽통신", 1]],
        },
    )
    (one, two), report = read(XlsxReader(), path)
    assert (one.line, one.text, one.given) == (4, TEXT, {
        "published": "2025-03-04 09:12:00", "publisher": "새벽통신", "bylines": "홍길동",
        "title": "첫째", "extra.번호": "7",
    })  # fmt: skip
    assert (two.given["published"], two.given["extra.column7"]) == ("20250305", "더")
    assert codes(report) == [("import.sheet_left", None)] * 2


def resized(path: Path, *, says: str, last: int = 0) -> None:
    """Let the first sheet of a workbook say that it is as large as ``says``; with one more row at
    ``last``."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    cell = f'<row r="{last}"><c r="A{last}" t="inlineStr"><is><t>끝</t></is></c></row>'
    sheet = re.sub('<dimension ref="[^"]*"', f'<dimension ref="{says}"', sheet)
    sheet = sheet.replace("</sheetData>", f"{cell if last else ''}</sheetData>")
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)


@pytest.mark.parametrize(
    ("says", "last", "told"),
    [
        ("A1", 0, []),
        ("A1:XFD1048576", 0, []),
        ("A1:XFD1048576", 1 << 20, [("text.empty", 1 << 20)]),
        ("A1:B9", 10**15, [("archive.broken", None)]),
    ],
)
def test_how_large_a_sheet_says_it_is_counts_for_nothing(
    says: str, last: int, told: list[tuple[str, int | None]], tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", {"하나": [["제목", "본문"], ["첫째", TEXT]]})
    resized(path, says=says, last=last)
    (one,), report = read(XlsxReader(), path)
    assert (one.text, codes(report)) == (TEXT, told)


def test_a_sheet_that_is_a_chart_alone_is_passed_over(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in (["제목", "본문"], ["첫째", TEXT]):
        sheet.append(cells)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=2))
    book.create_chartsheet("그림").add_chart(chart)
    book.save(tmp_path / "a.xlsx")
    assert recognised(tmp_path / "a.xlsx") is None
    (one,), report = read(XlsxReader(), tmp_path / "a.xlsx")
    assert (one.text, codes(report)) == (TEXT, [])


def test_a_workbook_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 none")
    with pytest.raises(FormatError) as caught:
        read(XlsxReader(), path)
    assert caught.value.message.code == "archive.broken"


def test_a_table_without_a_head_keeps_its_first_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"첫째,{TEXT * 3}\n둘째,{TEXT * 3}\n", "utf-8")
    items, report = read(CsvReader(), path)
    assert [item.given["extra.column1"] for item in items] == ["첫째", "둘째"]
    assert codes(report) == [("import.no_head", 1)]


def test_a_delimiter_that_is_told_to_excel_is_no_head(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"sep=;\r\n제목;본문\r\n첫째;{TEXT}, 끝\r\n", "utf-8-sig")
    (item,), _ = read(CsvReader(), path)
    assert (item.given["title"], item.text) == ("첫째", f"{TEXT}, 끝")


def test_markup_in_cells_is_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [
        {"title": "<b>첫째</b> &quot;말&quot;", "body": f"<p>{TEXT}</p><p>둘&nbsp;문단<br>셋</p>"},
        {"title": "둘째", "body": f"a < b, <참고> {TEXT}"},
    ]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (one, two), report = read(JsonlReader(), path)
    assert (one.given["title"], one.text) == ('첫째 "말"', f"{TEXT}\n둘\u00a0문단\n셋")
    assert two.text == f"a < b, <참고> {TEXT}"
    assert [each.message.params["count"] for each in report.lines] == [1]


def test_chosen_columns_decide(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        json.dumps({"body": TEXT, "lead": "다른 글", "title": "제목"}), encoding="utf-8"
    )
    (item,), _ = read(JsonlReader(ColumnMap("lead", {"body": "title"})), path)
    assert (item.text, item.given["title"]) == ("다른 글", TEXT)


def test_a_preview_shows_columns_and_rows(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"제목,본문\n하나,{TEXT}\n", encoding="utf-8")
    shown = preview_table(CsvReader(), path)
    assert shown.header == ("제목", "본문")
    assert shown.columns.text == "본문"
    path.write_text("", encoding="utf-8")
    with pytest.raises(FormatError) as caught:
        preview_table(CsvReader(), path)
    assert caught.value.message.code == "import.no_rows"


def test_an_empty_file_of_json_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text("", encoding="utf-8")
    with pytest.raises(FormatError) as caught:
        read(JsonlReader(), path)
    assert caught.value.message.code == "import.no_rows"


def test_metadata_is_joined_by_file_name(tmp_path: Path) -> None:
    path = tmp_path / "메타.csv"
    path.write_text(
        "파일명,언론사\nnews/가.txt,새벽통신\n가,둘째\n,셋째\n나.TXT,한빛일보\n", encoding="cp949"
    )
    report = ReportBuilder()
    found = metadata_by_file(CsvReader(), path, report=report)
    assert found == {"가": {"publisher": "새벽통신"}, "나": {"publisher": "한빛일보"}}
    assert codes(report) == [("import.file_named_twice", 3), ("import.no_file_named", 4)]
    assert file_key("C:\\자료\\나.txt") == "나"


def test_metadata_without_file_names_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("제목\n하나\n", encoding="utf-8")
    with pytest.raises(FormatError) as caught:
        metadata_by_file(CsvReader(), path, report=ReportBuilder())
    assert caught.value.message.code == "import.no_file_column"


def test_readers_know_their_files(tmp_path: Path) -> None:
    native = b'{"kind": "project", "format": 1}\n'
    assert JsonlReader().recognises(Path("a.jsonl"), b'{"text": "x"}')
    assert not JsonlReader().recognises(Path("a.jsonl"), native)
    assert CsvReader().recognises(Path("A.TSV"), b"")
    assert TextFileReader().recognises(Path("a.txt"), b"")


def test_file_names_in_an_old_encoding_are_shown_and_stored(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/" + "기사.txt".encode("cp949")
    with open(raw, "wb") as file:
        file.write(TEXT.encode())
    (path,) = walk(tmp_path, report=ReportBuilder(), extensions=(".txt",))
    (item,), _ = read(TextFileReader(), path)
    assert item.file.endswith("/기사.txt")


def test_a_text_in_sentences_is_laid_out_by_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    text = [
        [
            {"index": 0, "sentence": "첫 문장.", "highlight": "0,1"},
            {"index": 1, "sentence": "둘째."},
        ],
        [{"index": 2, "sentence": "셋째.", "highlight": ""}],
    ]
    rows = [{"title": "제목", "text": text}, {"text": [{"form": "가"}, {"form": "나"}]}]
    path.write_text(json.dumps({"name": "모음", "documents": rows}), "utf-8")
    items, report = read(JsonlReader(), path)
    assert [item.text for item in items] == ["첫 문장. 둘째.\n셋째.", "가\n나"]
    assert codes(report) == [("import.beside", None), ("json.passed_over", None)]
    assert report.lines[-1].message.params == {"name": "text.highlight", "count": 1}
    lines = path.with_suffix(".jsonl")
    lines.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    assert [item.text for item in read(JsonlReader(), lines)[0]] == [item.text for item in items]


@pytest.mark.parametrize("value", [3, True, ["가", "나"], {"안": "가"}, [{"나이": 3}], [[]]])
def test_a_text_field_that_holds_no_text_says_so(value: object, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [{"text": TEXT}, {"text": value}, {"text": None}]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    items, report = read(JsonlReader(), path)
    assert [item.text for item in items] == [TEXT]
    assert codes(report) == [("import.not_text", 2), ("text.empty", 3)]

"""News as HTML, DOCX, PDF and HWPX: every line one sees, in the role that the layout tells."""

import json
import re
import sys
import textwrap
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from tests.formats.made import docx, hwpx, para, pdf, zipped

from juseok.core.errors import TextError
from juseok.core.messages import render
from juseok.core.model import ZoneRole
from juseok.formats import archives, xml
from juseok.formats.base import ReportBuilder
from juseok.formats.raw.documents import DOCUMENT_EXTENSIONS, DocumentFileReader
from juseok.formats.raw.items import ImportItem
from juseok.formats.raw.pdf_lines import paragraphs

BODY = "한빛전자는 내년 상반기까지 전남 해남에 데이터센터를 짓기로 했다고 4일 밝혔다."
HWPX_SPACES = "http://www.hancom.co.kr/hwpml/2011/section"


def read(folder: Path, name: str, data: bytes, chosen: str | None = None) -> Any:
    """The item of a file called ``name``, or the code by which it is refused."""
    path = folder / name
    path.write_bytes(data)
    report = ReportBuilder()
    items = list(DocumentFileReader(chosen).read(path, report=report))
    assert report.read == 1
    if items:
        return items[0]
    (line,) = report.lines
    return line.message.code


def roles(item: ImportItem) -> list[tuple[str, ZoneRole | None]]:
    assert item.layout is not None
    return [(line, item.layout.get(at)) for at, line in enumerate(item.text.split("\n"))]


HTML = f"""<!DOCTYPE html><html lang="ko"><head><meta charset="euc-kr">
<title>제목 - 한빛일보</title>
<meta property="og:title" content="한빛전자, 해남에 데이터센터 짓는다">
<meta property="og:site_name" content="한빛일보">
<meta property="article:published_time" content="2025-03-04T00:12:00Z">
<script>var hidden = "보이지 않는 말";</script><style>p {{ color: red }}</style></head><body>
<header><h1>한빛일보</h1><nav><ul><li>정치</li><li>경제</li></ul></nav></header>
<h2>한빛전자, 해남에 데이터센터 짓는다</h2>
<div id="article"><p>{BODY} 투자 규모는 &lt;5조원&gt;이며 <b>2030년</b>까지
차례로 투입된다고 한다.<br>
김한빛 대표는 “전력과 부지를 함께 갖춘 곳은 해남뿐이었다”고 말했다. 회사는 협약도 맺는다.</p>
<!-- 주석 --><figure><figcaption>한빛전자 본사 전경</figcaption></figure>
<p>전문가들은 전력망 확충이 늦어지면 가동이 미뤄질 수 있다고 지적한다.
한국전력은 변전소를 새로 짓는다.</p>
</div><table><tr><td>연도</td><td>투자</td></tr></table>
<p hidden>숨은 말</p><div style="display:none">접힌 말</div>
<aside><li>많이 본 기사</li></aside><footer>발행인 김발행</footer></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_a_page_of_html_is_what_a_browser_shows_of_it(tmp_path: Path, encoding: str) -> None:
    item = read(tmp_path, "기사.html", HTML.encode(encoding))
    found = dict(roles(item))
    assert list(found) == [
        "한빛일보", "정치", "경제", "한빛전자, 해남에 데이터센터 짓는다",
        f"{BODY} 투자 규모는 <5조원>이며 2030년까지 차례로 투입된다고 한다.",
        "김한빛 대표는 “전력과 부지를 함께 갖춘 곳은 해남뿐이었다”고 말했다. 회사는 협약도 맺는다.",
        "한빛전자 본사 전경",
        "전문가들은 전력망 확충이 늦어지면 가동이 미뤄질 수 있다고 지적한다. "
        "한국전력은 변전소를 새로 짓는다.",
        "연도\t투자", "접힌 말", "많이 본 기사", "발행인 김발행",
    ]  # fmt: skip
    assert found["한빛전자, 해남에 데이터센터 짓는다"] is ZoneRole.TITLE
    assert found["정치"] is ZoneRole.NAV
    assert found["한빛전자 본사 전경"] is ZoneRole.CAPTION
    assert found["발행인 김발행"] is ZoneRole.FOOTER
    assert list(found.values()).count(ZoneRole.BODY) == 3
    assert item.known["publisher"] == "한빛일보"
    assert item.known["published"] == "2025-03-04T00:12:00Z"
    assert item.data == item.text.encode()
    assert item.file_encoding == encoding.removesuffix("-sig").replace("utf-16", "utf-16-le")


def test_what_is_no_page_or_nests_without_end_is_refused(tmp_path: Path) -> None:
    assert read(tmp_path, "a.html", "그냥 글".encode()) == "import.no_html"
    assert read(tmp_path, "b.html", b"") == "text.empty"
    deep = "<div>" * 5000 + BODY + "</div>" * 5000
    assert read(tmp_path, "c.html", deep.encode()) == "xml.deep"
    assert read(tmp_path, "d.html", b"<p>\xff\xfe\xfa\x81\x20 \xa1</p>") == "text.encoding"
    item = read(tmp_path, "e.html", "<p>日本の記事</p>".encode("cp932"), "cp932")
    assert item.text == "日本の記事"


def test_a_word_file_gives_paragraphs_tables_boxes_and_running_heads(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        document.core_properties.author = "홍길동"
        document.sections[0].header.paragraphs[0].text = "한빛일보 보도자료"
        document.sections[0].footer.paragraphs[0].text = "문의 02-000-0000"
        document.add_heading("한빛전자, 해남에 짓는다", 0)
        document.add_paragraph(BODY).add_run().add_break()
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "연도", "투자"
        table.cell(0, 1).add_table(1, 1).cell(0, 0).text = "안쪽 표"
        document.add_heading("전력망이 관건", 2)

    item = read(tmp_path, "가.docx", docx(build))
    assert roles(item) == [
        ("한빛일보 보도자료", ZoneRole.NAV),
        ("한빛전자, 해남에 짓는다", ZoneRole.TITLE),
        (BODY, None),
        ("연도\t투자 안쪽 표", ZoneRole.BODY),
        ("전력망이 관건", ZoneRole.HEADING),
        ("문의 02-000-0000", ZoneRole.FOOTER),
    ]
    assert (item.known["bylines"], item.is_article) == ("홍길동", True)


def test_a_pdf_has_running_heads_and_numbers_of_pages_beside_its_text(tmp_path: Path) -> None:
    pages = [["한빛일보 4면", f"{each}는 그랬다.", "그렇다.", f"- {n} -"]
             for n, each in enumerate(["전자", "은행", "공항"])]  # fmt: skip
    item = read(tmp_path, "a.pdf", pdf(pages, title="무제"))
    assert roles(item)[:5] == [
        ("한빛일보 4면", ZoneRole.NAV), ("전자는 그랬다.", None), ("그렇다.", ZoneRole.FOOTER),
        ("- 0 -", ZoneRole.FOOTER), ("한빛일보 4면", ZoneRole.NAV),
    ]  # fmt: skip
    assert item.known["title"] == "무제"


def test_a_pdf_without_letters_or_with_a_password_is_refused_in_a_sentence(tmp_path: Path) -> None:
    assert read(tmp_path, "a.pdf", pdf([[], []])) == "import.pdf_pictures"
    assert read(tmp_path, "b.pdf", pdf([[BODY]], password="x")) == "import.locked"
    assert read(tmp_path, "c.pdf", b"no pdf") == "import.not_a"
    assert read(tmp_path, "d.pdf", pdf([[BODY]])[:300]) == "archive.broken"


def test_hwpx_gives_sections_in_order_with_tables_notes_and_heads(tmp_path: Path) -> None:
    head = f"<hp:ctrl><hp:header><hp:subList>{para('보도자료')}</hp:subList></hp:header></hp:ctrl>"
    cell = "<hp:tc><hp:subList>{}</hp:subList></hp:tc>"
    table = (
        "<hp:tbl><hp:tr>" + cell.format(para("연도") + para("(년)")) + cell.format(para("투자"))
        + "</hp:tr></hp:tbl>"
    )  # fmt: skip
    note = head.replace("header", "footNote").replace("보도자료", "각주다.")
    signs = "<hp:t>앞<hp:lineBreak/>뒤<hp:tab/>끝<hp:deleteBegin/>지움<hp:deleteEnd/></hp:t>"
    first = para(head, "한빛전자, 해남에 짓는다", style=2) + para(BODY, note) + para(table)
    formula = para("식 ", "<hp:equation><hp:script>a=b</hp:script></hp:equation>")
    item = read(tmp_path, "a.hwpx", hwpx([first, para(signs) + formula], title="무제"))
    assert roles(item) == [
        ("보도자료", ZoneRole.NAV),
        ("한빛전자, 해남에 짓는다", ZoneRole.TITLE),
        (BODY, None),
        ("각주다.", ZoneRole.OTHER),
        ("연도 (년)\t투자", ZoneRole.BODY),
        ("앞", None),
        ("뒤\t끝", None),
        ("식 a=b", None),
    ]
    assert item.known["bylines"] == "홍길동"


def test_old_and_hostile_files_are_refused_by_name(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert read(tmp_path, "a.hwp", ole) == "import.hwp"
    assert read(tmp_path, "b.hwpx", ole) == "import.hwp"
    assert read(tmp_path, "c.doc", ole) == "import.doc"
    assert read(tmp_path, "d.docx", ole) == "import.locked"
    assert read(tmp_path, "e.hwp", hwpx([para(BODY)])).text == BODY  # a new one under an old name
    bomb = zipped({"Contents/section0.xml": bytes(archives.MAX_ENTRY + 1)})
    assert read(tmp_path, "f.hwpx", bomb) == "archive.bomb"
    assert read(tmp_path, "g.hwpx", zipped({"../section0.xml": "x"})) == "archive.entry"
    entities = f'<!DOCTYPE s [<!ENTITY a "b">]><s xmlns="{HWPX_SPACES}">&a;</s>'
    assert read(tmp_path, "h.hwpx", zipped({"Contents/section0.xml": entities})) == "xml.entities"
    deep = "<p>" * (xml.MAX_DEPTH + 1) + "</p>" * (xml.MAX_DEPTH + 1)
    assert read(tmp_path, "i.hwpx", zipped({"Contents/section0.xml": deep})) == "xml.deep"
    locked = hwpx([para(BODY)], entries={"META-INF/manifest.xml": "<a><encryption-data/></a>"})
    assert read(tmp_path, "j.hwpx", locked) == "import.locked"
    assert read(tmp_path, "k.docx", hwpx([para(BODY)])) == "import.not_a"
    whole = docx(lambda document: document.add_paragraph(BODY))
    assert read(tmp_path, "l.docx", whole[: len(whole) // 2]) == "archive.broken"


@pytest.mark.parametrize("data", [b"nothing", b"PK\x03\x04 torn"])
def test_what_cannot_be_unpacked_is_said_in_the_reader_s_language(data: bytes) -> None:
    with pytest.raises(TextError) as caught, archives.opened(data):
        pass
    assert render(caught.value.message, "ko") == "파일이 깨져 있습니다(압축을 풀 수 없음)."


@pytest.mark.parametrize(
    ("name", "library", "data"),
    [("a.html", "trafilatura", HTML.encode()), ("a.pdf", "pypdf", b"%PDF-1.4"),
     ("a.docx", "docx", docx(lambda document: None))],
)  # fmt: skip
def test_without_its_library_a_file_is_refused_with_the_extra_that_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, library: str, data: bytes
) -> None:
    for each in [each for each in sys.modules if each.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, each)
    monkeypatch.setitem(sys.modules, library, None)
    assert read(tmp_path, name, data) == "import.extra"


def test_every_ending_has_a_parser() -> None:
    reader = DocumentFileReader()
    assert all(reader.recognises(Path(f"a{ending}"), b"") for ending in DOCUMENT_EXTENSIONS)
    assert not reader.recognises(Path("a.txt"), b"")


def test_lines_of_a_pdf_come_together_where_it_keeps_their_blanks(tmp_path: Path) -> None:
    pages = [
        [
            "한빛전자는 내년 상반기까지 ",
            "전남 해남에 공장을 ",
            "짓는다고 밝혔다.",
            "둘째 문단이다.",
        ],
        ["셋째 문단은 ", "여기서 끝난다.", "- 2 -"],
    ]
    item = read(tmp_path, "a.pdf", pdf(pages))
    assert item.text.split("\n") == [
        "한빛전자는 내년 상반기까지 전남 해남에 공장을 짓는다고 밝혔다.", "둘째 문단이다.",
        "셋째 문단은 여기서 끝난다.", "- 2 -",
    ]  # fmt: skip
    plain = [[line.strip() for line in page] for page in pages]
    assert read(tmp_path, "b.pdf", pdf(plain)).text.split("\n") == [*plain[0], *plain[1]]


def torn(text: str, width: float) -> list[str]:
    """``text`` in lines of one width, broken anywhere."""
    lines, room = [""], width
    for sign in text:
        room -= 1 if east_asian_width(sign) in "WF" else 0.5
        if room < 0:
            lines.append("")
            room = width - 1
        lines[-1] += sign
    return [line.strip() for line in lines]


def test_lines_of_a_pdf_come_together_where_all_end_with_words_and_never_else() -> None:
    text = f"{BODY[:-1]}고 전했다. " + BODY.replace("한빛", "도하") + " " + BODY
    for lines, joined in ((textwrap.wrap(text, 21), [text]), (torn(text, 17), torn(text, 17))):
        page = [(line, None) for line in lines]
        assert [line for line, _ in paragraphs([page])] == joined
    head = ("한빛일보", ZoneRole.NAV)
    assert list(paragraphs([[head, ("짧다", None)]])) == [head, ("짧다", None)]


def test_a_caption_in_the_middle_of_a_line_is_a_line_of_its_own(tmp_path: Path) -> None:
    page = f'<article><span><em class="img_desc">본사 전경</em></span>{BODY}<br>끝이다.</article>'
    item = read(tmp_path, "a.html", page.encode())
    assert roles(item)[:2] == [("본사 전경", ZoneRole.CAPTION), (BODY, ZoneRole.BODY)]


def test_a_page_painted_word_by_word_is_read_line_by_line(tmp_path: Path) -> None:
    lines = ["한빛전자는 새 공장을 올해 안에 짓는다.", "도하은행은 빌려준 돈을 곧 받는다.", "끝."]
    item = read(tmp_path, "a.pdf", pdf([lines, lines], words=True))
    assert item.text.split("\n") == [*lines, *lines]
    few = [[each] for each in ("가 나", "다")]
    assert read(tmp_path, "b.pdf", pdf(few, words=True)).text.split("\n") == ["가", "나", "다"]


def test_what_a_browser_prints_round_a_page_is_no_part_of_it(tmp_path: Path) -> None:
    printed = ["2025. 3. 4. 오전 10:20 첫째", "https://example.org/news/1 1/1"]
    item = read(tmp_path, "a.pdf", pdf([["첫째", "2025.03.04 10:20", BODY, *printed]]))
    assert [role for _, role in roles(item)] == [
        None, None, None, ZoneRole.NAV, ZoneRole.FOOTER,
    ]  # fmt: skip


def test_a_blank_that_a_font_calls_otherwise_is_a_blank(tmp_path: Path) -> None:
    item = read(tmp_path, "a.pdf", pdf([["한빛전자는\x01공장을\x01짓는다."]]))
    assert item.text == "한빛전자는 공장을 짓는다."


def test_a_page_with_all_its_parts_in_one_file_is_read(tmp_path: Path) -> None:
    text = f"<html><head><title>첫째</title></head><body><p>{BODY}</p></body></html>"
    mail = MIMEMultipart("related")
    mail["Snapshot-Content-Location"] = "https://example.org/news/1"
    mail.attach(MIMEText(text, "html", "utf-8"))
    mail.attach(MIMEText("<p>다른 창</p>", "html", "utf-8"))
    item = read(tmp_path, "a.mhtml", mail.as_bytes())
    assert (item.text, item.known["url"]) == (BODY, "https://example.org/news/1")
    assert read(tmp_path, "b.mht", b"no page") == "import.not_a"
    head = 'Content-Type: multipart/mixed; boundary="{0}"\r\n\r\n--{0}\r\n'
    deep = "".join(map(head.format, range(2000)))
    assert read(tmp_path, "c.mht", deep.encode()) == "xml.deep"


def notes(folder: Path, name: str, data: bytes) -> list[str]:
    """What is changed or refused of a file."""
    (folder / name).write_bytes(data)
    report = ReportBuilder()
    list(DocumentFileReader().read(folder / name, report=report))
    return [line.message.code for line in report.lines]


def test_a_page_in_one_file_that_is_cut_off_is_refused_or_told(tmp_path: Path) -> None:
    page = f"<html><head><title>첫째</title></head><body><p>{BODY * 9}</p></body></html>"
    mail = MIMEMultipart("related", boundary="----나눔".encode().hex())
    mail.attach(MIMEText(page, "html", "utf-8"))
    mail.attach(MIMEText("그림", "plain", "utf-8"))
    whole = mail.as_bytes()
    assert notes(tmp_path, "a.mhtml", whole) == []
    ends = [at.start() for at in re.finditer(rb"\n--", whole)]
    assert notes(tmp_path, "a.mhtml", whole[: ends[1] - 99]) == ["import.cut_off"]  # in the page
    assert notes(tmp_path, "a.mhtml", whole[: ends[0] - 9]) == ["import.cut_off"]  # before it
    for end in (ends[1], ends[1] + 20, ends[2] - 5, ends[2]):
        assert notes(tmp_path, "a.mhtml", whole[:end]) == ["import.parts_cut_off"]


def test_a_page_that_does_not_end_is_told(tmp_path: Path) -> None:
    page = f"<html><body><div class=a><p>{BODY}</p><p>{BODY}</p></div></body></html>"
    assert notes(tmp_path, "a.html", page.encode()) == []
    assert notes(tmp_path, "a.html", f"<p>{BODY}</p> 3 < 5".encode()) == []
    for part in (page[:-20], page[: page.index("</p>") + 2], f"<p>{BODY}</p><p class='b"):
        assert notes(tmp_path, "a.html", part.encode()) == ["import.may_be_cut"]


def test_a_page_that_shows_its_text_by_a_program_gives_what_it_says_of_it(tmp_path: Path) -> None:
    said = json.dumps({"@type": "NewsArticle", "headline": "첫째", "articleBody": f"{BODY}\n끝."})
    page = f'<script type="application/ld+json">{said}</script><div id="root"></div>'
    item = read(tmp_path, "a.html", f"<html><body>{page}</body></html>".encode())
    assert roles(item) == [(BODY, ZoneRole.BODY), ("끝.", ZoneRole.BODY)]
    assert item.known["title"] == "첫째"


def test_what_word_shows_beside_the_text_is_told(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        paragraph = document.add_paragraph("앞 ")._p
        for name, words in (("ins", "<w:t>뒤</w:t>"), ("del", "<w:delText>지움</w:delText>")):
            paragraph.append(parse_xml(
                f'<w:{name} {nsdecls("w")} w:id="1" w:author="나"><w:r>{words}</w:r></w:{name}>'
            ))  # fmt: skip
        paragraph.append(parse_xml(f'<w:r {nsdecls("w")}><w:commentReference w:id="1"/></w:r>'))

    path = tmp_path / "a.docx"
    path.write_bytes(docx(build))
    report = ReportBuilder()
    (item,) = DocumentFileReader().read(path, report=report)
    assert item.text == "앞 뒤"
    told = [(line.message.code, line.message.params["count"]) for line in report.lines]
    assert told == [("import.tracked", 2), ("import.comments", 1)]


def test_deleted_words_of_hwpx_are_left_out_over_runs(tmp_path: Path) -> None:
    begin, end = '<hp:deleteBegin TcId="1"/>', '<hp:deleteEnd TcId="1"/>'
    runs = [f"<hp:t>앞{begin}지움</hp:t>", "<hp:t>도 지움</hp:t>", f"<hp:t>지움{end}뒤</hp:t>"]
    path = tmp_path / "a.hwpx"
    path.write_bytes(hwpx([para(*runs) + para("다음 문단")]))
    report = ReportBuilder()
    (item,) = DocumentFileReader().read(path, report=report)
    assert item.text == "앞뒤\n다음 문단"
    assert [line.message.code for line in report.lines] == ["import.tracked"]

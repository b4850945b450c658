"""Tables of mentions, in: those that are written here, and those that people make."""

import zipfile
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.documents import documents
from tests.formats.json_law import codes, read, spans_of
from tests.formats.test_graphs import documents_example
from tests.formats.test_tables import WAYS

from juseok.core.errors import FormatError
from juseok.formats.base import Report
from juseok.formats.document import Document
from juseok.formats.registry import recognised, writer_of
from juseok.formats.tables.cells import LIMIT

FORM = "mention-table"
TEXT = "한빛전자는 늘린다.\n누리칩도."
HEAD = "article,text,start,end,type,quote\n"


@settings(max_examples=40)
@given(documents(), st.sampled_from(sorted(WAYS)))
def test_mentions_of_our_own_tables_come_back(document: Document, way: str) -> None:
    form, about = WAYS[way]
    with TemporaryDirectory() as folder:
        path = Path(folder) / ("out.xlsx" if form == "xlsx" else "out")
        writer_of(form).write([document], path, about=about)
        if document.annotations.mentions:
            assert recognised(path) == FORM
        (found,), report = read(FORM, path)
    assert report.refused == ()
    assert found.article.text == document.article.text
    made = {each.id: (each.type, each.spans, each.note) for each in found.annotations.mentions}
    given_ = {each.id: (each.type, each.spans, each.note) for each in document.annotations.mentions}
    assert made == given_


def test_a_text_that_goes_on_in_another_table_is_put_together(tmp_path: Path) -> None:
    document = documents_example()
    long = document.article.text + "가나다 " * LIMIT
    article = replace(document.article, text=long)
    writer_of("xlsx").write([replace(document, article=article)], tmp_path / "a.xlsx",
                            about=WAYS["xlsx"][1])  # fmt: skip
    (found,), report = read(FORM, tmp_path / "a.xlsx")
    assert found.article.text == long
    assert report.refused == ()


def table(folder: Path, said: str | bytes, name: str = "a.csv") -> tuple[list[Document], Report]:
    path = folder / name
    path.write_bytes(said.encode() if isinstance(said, str) else said)
    return read(FORM, path)


def row(start: object = 0, end: object = 4, type_: str = "ORG", quote: str = "한빛전자") -> str:
    return f'a1,"{TEXT}",{start},{end},{type_},{quote}\n'


def test_a_table_with_the_text_in_its_rows_is_told_and_read(tmp_path: Path) -> None:
    said = HEAD + row() + row(11, 14, quote="누리칩")
    (document,), report = table(tmp_path, said)
    assert recognised(tmp_path / "a.csv") == FORM
    assert spans_of(document) == ["한빛전자", "누리칩"]
    assert (report.read, report.refused, report.changed) == (2, (), ())


def test_korean_columns_and_encodings_are_known(tmp_path: Path) -> None:
    said = f'제목,본문,시작,끝,유형,낱말,신뢰도\n기사,"{TEXT}",0,4,기관,한빛전자,0.5\n'
    (document,), report = table(tmp_path, said.encode("cp949"))
    assert document.article.metadata.title == "기사"
    assert [each.type for each in document.annotations.mentions] == ["기관"]
    assert codes(report) == ["json.passed_over"]


def test_texts_are_found_by_title_in_the_table_beside(tmp_path: Path) -> None:
    (tmp_path / "mentions.tsv").write_text("title\tstart\tend\tlabel\n둘\t0\t4\tORG\n", "utf-8")
    (tmp_path / "articles.csv").write_text(f'title,text\n하나,글.\n둘,"{TEXT}"\n', "utf-8")
    found, report = read(FORM, tmp_path)
    assert [len(each.annotations.mentions) for each in found] == [0, 1]
    assert codes(report) == ["json.unproved"]


BAD = {
    "no number and no words": (row("x", quote=""), "tables.no_place"),
    "no type": (row(type_=""), "tables.no_place"),
    "words that stand nowhere": (row(quote="없는말"), "offsets.lost"),
    "no text": ("a1,,0,4,ORG,한빛전자\n", "tables.no_text"),
    "a row that is broken": ('a1,"x"y,0,4,ORG,한빛전자\n', "import.bad_row"),
    "an infinite place": (row("inf", quote=""), "tables.no_place"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_row_is_named_and_the_rest_is_read(name: str, tmp_path: Path) -> None:
    said, code = BAD[name]
    good = f'a2,"{TEXT}",0,4,ORG,한빛전자\n'
    found, report = table(tmp_path, HEAD + said + good)
    assert code in codes(report)
    assert all(line.line and line.file for line in report.refused)
    assert spans_of(found[-1]) == ["한빛전자"]


@pytest.mark.parametrize(("start", "end"), [(1, 5), (-3, 90), ("x", "")])
def test_a_wrong_place_is_put_right_and_told(start: object, end: object, tmp_path: Path) -> None:
    (document,), report = table(tmp_path, HEAD + row(start, end))
    assert spans_of(document) == ["한빛전자"]
    assert codes(report) == ["offsets.nearest"]


def test_a_table_of_articles_is_none_of_mentions(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("title,text,label\n제목,글.,정치\n", "utf-8")
    assert recognised(path) is None
    (tmp_path / "b.xlsx").write_bytes(b"PK no zip")
    assert recognised(tmp_path / "b.xlsx") is None


@pytest.mark.parametrize("what", ["cut off", "no workbook", "a bomb"])
def test_a_workbook_that_cannot_be_read_is_refused(what: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    if what == "cut off":
        book = openpyxl.Workbook()
        book.save(path)
        path.write_bytes(path.read_bytes()[:-200])
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            size = 1 if what == "no workbook" else 40 << 20
            packed.writestr("xl/workbook.xml", b" " * size)
    with pytest.raises(FormatError):
        read(FORM, path)

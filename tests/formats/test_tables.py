"""Tables: what stands in their cells, and that no spreadsheet does anything to it."""

import csv
import errno
import io
import json
import os
import sys
import tempfile
import zipfile
from collections import Counter
from dataclasses import replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.etree import SerialisationError
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter
from tests.formats.documents import documents, words

from juseok.core.errors import SpanError
from juseok.core.model import Article, ArticleAnnotations, Entity, Mention, Metadata
from juseok.core.scheme import load_scheme
from juseok.core.spans import make_span
from juseok.formats.document import About, Document, Feature, features_of, losses
from juseok.formats.folder import read_manifest
from juseok.formats.registry import writer_of
from juseok.formats.tables.cells import CONTINUED, LIMIT, is_formula, parts, plain_text
from juseok.formats.tables.rows import FAMILY, SUPPORT, Tables
from juseok.formats.tables.xlsx import XlsxWriter, unescaped
from juseok.formats.wording import words_of

ABOUT = About(scheme=load_scheme("default"), project="뉴스", date="2026-11-22")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Found = dict[str, list[list[str]]]


EXCEL = replace(ABOUT, options={"excel": "yes"})
WAYS = {
    "csv": ("csv", ABOUT),
    "csv for Excel": ("csv", EXCEL),
    "tsv": ("tsv", ABOUT),
    "xlsx": ("xlsx", ABOUT),
}


def rows_of(document: Document) -> Found:
    """The cells of every table as text, heads first."""
    tables = Tables(ABOUT.scheme)
    found: Found = {table.name: [list(table.columns)] for table in tables.tables()}
    for name, row in tables.rows(document):
        found[name].append([str(cell) for cell in row])
    return found


def read_csv(folder: Path, suffix: str = ".csv") -> Found:
    delimiter = "\t" if suffix == ".tsv" else ","
    found: Found = {}
    for path in sorted(folder.glob(f"*{suffix}")):
        text = path.read_bytes().decode("utf-8-sig")
        found[path.stem] = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    return found


def read_xlsx(path: Path) -> Found:
    """What the standard says of the file's XML: every text is a text in the format "text"."""
    archive = zipfile.ZipFile(path)

    def xml(name: str) -> ElementTree.Element:
        return ElementTree.fromstring(archive.read(name))

    styles = [each.get("numFmtId") for each in xml("xl/styles.xml").find("{*}cellXfs") or ()]
    found: Found = {}
    for number, sheet in enumerate(xml("xl/workbook.xml").iter(f"{MAIN}sheet"), start=1):
        rows = list(xml(f"xl/worksheets/sheet{number}.xml").iter(f"{MAIN}row"))
        cells = [{_column(cell): _text(cell, styles) for cell in row} for row in rows]
        found[sheet.attrib["name"]] = [
            [row.get(at, "") for at in range(len(cells[0]))] for row in cells
        ]
    return found


def _column(cell: ElementTree.Element) -> int:
    letters = cell.attrib["r"].rstrip("0123456789")
    return sum((ord(each) - 64) * 26**n for n, each in enumerate(reversed(letters))) - 1


def _text(cell: ElementTree.Element, styles: list[str | None]) -> str:
    (child,) = cell
    if cell.get("t") == "n":
        assert child.tag == f"{MAIN}v"
        return str(child.text)
    assert (cell.get("t"), child.tag) == ("inlineStr", f"{MAIN}is")
    assert styles[int(cell.attrib["s"])] == "49"
    said = child.findtext(f"{MAIN}t") or ""
    assert len(said) <= LIMIT
    return unescaped(said)


@settings(max_examples=40)
@given(documents(), st.sampled_from(sorted(WAYS)))
def test_every_cell_is_read_back_as_it_was(document: Document, way: str) -> None:
    form, about = WAYS[way]
    wanted = rows_of(document)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "out"
        report = writer_of(form).write([document], path, about=about)
        if form == "xlsx":
            found = read_xlsx(path)
            found.pop("about")
        else:
            found = read_csv(path, f".{form}")
        if about is EXCEL:
            found.pop(CONTINUED.name)
            cells = chain.from_iterable(chain.from_iterable(found.values()))
            assert not any(is_formula(cell) for cell in cells)
            found = {name: [[cell.removeprefix("'") for cell in row] for row in rows]
                     for name, rows in found.items()}  # fmt: skip
    assert found == wanted
    expected = losses(features_of(document), SUPPORT, form=FAMILY, returns=False)
    assert (report.notes, report.refused) == (expected.notes, expected.refused)


@given(documents())
def test_rows_say_where_and_in_which_words(document: Document) -> None:
    found = rows_of(document)
    text = document.article.text
    mentions = {each.id: each for each in document.annotations.mentions}
    head, *rows = found["mentions"]
    assert Counter(row[1] for row in rows) == Counter(mentions.keys())
    for row in rows:
        cell = dict(zip(head, row, strict=True))
        places = [each.split("-") for each in cell["places"].split(";")]
        quotes = [text[int(start) : int(end)] for start, end in places]
        assert cell["quote"] == " … ".join(quotes) == words_of(mentions[cell["id"]].spans)
        own = {name: each.value for name, each in mentions[cell["id"]].attributes.items()}
        rest = json.loads(cell["other_attributes"] or "{}")
        assert rest.keys() <= own.keys()
        for name, value in own.items():
            said = str(value).lower() if isinstance(value, bool) else value or ""
            assert name in rest or cell[name] == said


def _document(title: str = "", text: str = "한빛전자는 늘린다.") -> Document:
    span = make_span(text, 0, 4)
    article = Article("a1", text, (), Metadata(title=title), 1)
    mention = Mention("m1", "", "a1", "ORG", (span,), "e1", note=title)
    return Document(
        article=article,
        annotations=ArticleAnnotations((mention,)),
        entities=(Entity("e1", "", "ORG", "한빛전자"),),
    )


def test_a_full_disk_is_what_the_system_says_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(_: object) -> None:
        raise SerialisationError("IO_ENOSPC")  # as lxml has it

    monkeypatch.setattr(ExcelWriter, "write_data", fill)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        XlsxWriter().write([_document()], tmp_path / "out", about=ABOUT)


def test_a_workbook_asks_for_no_lxml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setitem(sys.modules, "lxml.etree", None)  # none can be imported
    XlsxWriter().write([_document()], tmp_path / "out", about=ABOUT)
    assert "articles" in read_xlsx(tmp_path / "out")
    monkeypatch.setattr(ExcelWriter, "write_data", fail)
    with pytest.raises(OSError, match="full"):
        XlsxWriter().write([_document()], tmp_path / "again", about=ABOUT)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_longer_than_a_cell_goes_on_elsewhere_and_is_told(
    form: str, tmp_path: Path
) -> None:
    long = "=가_x0041_\x0b" + "😀_x" * LIMIT
    report = writer_of(form).write([_document(long)], tmp_path / "out", about=EXCEL)
    found = read_xlsx(tmp_path / "out") if form == "xlsx" else read_csv(tmp_path / "out")
    cells = [cell for rows in found.values() for row in rows for cell in row]
    assert all(len(cell.encode("utf-16-le")) // 2 <= LIMIT for cell in cells)
    plain = str.strip if form == "xlsx" else lambda cell: cell.removeprefix("'")
    head, row = found["articles"]
    more = [each for each in found[CONTINUED.name][1:] if each[:3] == ["articles", "a1", "title"]]
    assert plain(row[head.index("title")]) + "".join(plain(each[4]) for each in more) == long
    assert [int(each[3]) for each in more] == list(range(2, len(more) + 2))
    told = [line.message for line in report.notes if line.message.code == "tables.continued"]
    assert [message.params["count"] for message in told] == [2]  # the title, and the note


def test_rows_beyond_the_last_of_a_sheet_go_on_in_another(tmp_path: Path) -> None:
    XlsxWriter(rows=3).write([_document()] * 5, tmp_path / "out", about=ABOUT)
    found = read_xlsx(tmp_path / "out")
    assert [len(found[name]) for name in ("mentions", "mentions (2)", "mentions (3)")] == [3, 3, 2]
    assert len({tuple(found[name][0]) for name in found if name.startswith("mentions")}) == 1


def test_a_sheet_says_how_large_it_is_before_its_rows(tmp_path: Path) -> None:
    XlsxWriter(rows=3).write([_document()] * 3, tmp_path / "out.xlsx", about=ABOUT)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx", read_only=True)
    said = {sheet.title: sheet.calculate_dimension() for sheet in book.worksheets}
    book.close()
    columns = {each.name: len(each.columns) for each in Tables(ABOUT.scheme).tables()}
    last = get_column_letter(columns["mentions"])
    assert (said["mentions"], said["mentions (2)"]) == (f"A1:{last}3", f"A1:{last}2")
    assert said["claims"] == f"A1:{get_column_letter(columns['claims'])}1"


def test_the_same_export_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        XlsxWriter().write([_document()], tmp_path / name, about=ABOUT)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert zipfile.ZipFile(tmp_path / "a").testzip() is None


def test_a_sheet_is_large_with_its_head_and_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An archive has to know beforehand that one of two gigabytes comes."""
    XlsxWriter().write([_document()], tmp_path / "a.xlsx", about=ABOUT)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        most = max(each.file_size for each in archive.infolist() if "sheet" in each.filename)
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", most - 1)
    XlsxWriter().write([_document()], tmp_path / "b.xlsx", about=ABOUT)
    assert zipfile.ZipFile(tmp_path / "b.xlsx").testzip() is None


def test_a_folder_has_a_manifest_and_an_entity_stands_in_it_once(tmp_path: Path) -> None:
    report = writer_of("csv").write([_document(), _document()], tmp_path / "out", about=ABOUT)
    manifest = read_manifest(tmp_path / "out")
    assert manifest is not None
    assert set(manifest["files"]) == {
        each.name for each in (tmp_path / "out").iterdir() if each.suffix == ".csv"
    }
    assert (report.written, len(read_csv(tmp_path / "out")["entities"])) == (2, 2)


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx"])
def test_a_sample_shows_heads_and_rows(form: str) -> None:
    lines = writer_of(form).sample(_document("=1"), about=ABOUT)
    assert any(line.startswith("article") for line in lines)
    assert any("한빛전자" in line for line in lines)
    assert not any(line.startswith("\ufeff") for line in lines)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("a_x000B_b_x005F_x000B_", "a\x0bb_x000B_"),
        ("_xD83D__xDE00_ _x0041_", "\U0001f600 A"),
        ("_xD83D_ _x0041_", "_xD83D_ _x0041_"),
        ("_xDE00__xD83D_", "_xDE00__xD83D_"),
    ],
)
def test_escapes_of_a_cell_are_characters_and_half_a_pair_is_none(cell: str, text: str) -> None:
    assert unescaped(cell) == text


@given(words)
def test_an_apostrophe_taken_away_gives_the_text_back(text: str) -> None:
    safe = plain_text(text)
    assert safe.removeprefix("'") == text
    assert not is_formula(safe)


@given(st.text(st.sampled_from("가😀"), max_size=12), st.integers(2, 5))
def test_parts_are_whole_characters_that_fit(text: str, limit: int) -> None:
    found = parts(text, limit)
    assert "".join(found) == text
    assert all(len(part.encode("utf-16-le")) // 2 <= limit for part in found)


def test_an_unproved_span_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    document = _document()
    wrong = replace(document.annotations.mentions[0], spans=(make_span("두빛전자", 0, 4),))
    bad = replace(document, annotations=ArticleAnnotations((wrong,)))
    with pytest.raises(SpanError):
        rows_of(bad)
    usual = tempfile.gettempdir()
    with pytest.raises(SpanError):
        XlsxWriter().write([document, bad], tmp_path / "out", about=ABOUT)
    assert list(tmp_path.iterdir()) == []
    assert tempfile.gettempdir() == usual


def test_features_that_are_left_out_are_few() -> None:
    assert [each for each in Feature if SUPPORT[each] == "reported"] == [Feature.REJECTIONS]

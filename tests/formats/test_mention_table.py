"""Tables of mentions, in: those that are written here, and those that people make."""

import csv
import zipfile
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.alike import contents
from tests.formats.documents import documents
from tests.formats.json_law import codes, read, spans_of
from tests.formats.test_graphs import documents_example
from tests.formats.test_tables import WAYS

from juseok.core.errors import FormatError
from juseok.core.model import (
    Article,
    ArticleAnnotations,
    Claim,
    Mention,
    Metadata,
    Ref,
    Relationship,
    Value,
    Zone,
    ZoneRole,
)
from juseok.core.scheme import load_scheme
from juseok.core.spans import make_span
from juseok.formats import workbooks
from juseok.formats.base import Report
from juseok.formats.document import ROLES, Document, role
from juseok.formats.registry import recognised, writer_of
from juseok.formats.tables.cells import LIMIT

FORM = "mention-table"
TEXT = "한빛전자는 늘린다.\n누리칩도."
KNOWN = {each.id for each in load_scheme("default").attributes}
WHOLE = Document(
    article=Article("a", TEXT, norm_version=1, metadata=Metadata(title="기사", extra={"a": "b"}),
            zones=(Zone(0, 11, ZoneRole.TITLE),)),
    annotations=ArticleAnnotations(
        (Mention("m1", "", "a", "ORG", (make_span(TEXT, 0, 4),)),
         Mention("m2", "", "a", "ORG", (make_span(TEXT, 12, 15),))),
        (Claim("c1", "", "a", (make_span(TEXT, 6, 10),), cue=(make_span(TEXT, 0, 2),),
               source=(Ref("mention", "m1"),)),
         Claim("c2", "", "a", (make_span(TEXT, 12, 16),), nested_in="c1")),
        relationships=(Relationship("r1", "", "a", "partner_of", "m1", "m2",
                                    (make_span(TEXT, 0, 4),)),),
    ),
)  # fmt: skip
HEAD = "article,text,start,end,type,quote\n"


@settings(max_examples=40)
@given(documents(), st.sampled_from(sorted(WAYS)))
def test_our_own_tables_come_back(document: Document, way: str) -> None:
    form, about = WAYS[way]
    with TemporaryDirectory() as folder:
        path = Path(folder) / ("out.xlsx" if form == "xlsx" else "out")
        writer_of(form).write([document], path, about=about)
        if document.annotations.mentions:
            assert recognised(path) == FORM
        (found,), report = read(FORM, path)
    assert {line.message.code for line in report.refused} <= {"json.dangling"}
    assert contents(found) == contents(as_tables_hold(document))


def as_tables_hold(document: Document) -> Document:
    """``document`` as cells can say it: how a value came is not in them, blank ones are none."""
    found = document.annotations
    here = {each.id for each in (*found.mentions, *found.claims)}

    def held(record: Any) -> Any:
        values = {
            name: Value({"true": True, "false": False}.get(str(each.value), each.value), record.how)
            for name, each in record.attributes.items()
            if each.value not in (None, "") or name not in KNOWN
        }  # fmt: skip
        return replace(record, attributes=values)

    named = {each.entity for each in found.mentions}
    named |= {
        ref.id for claim in found.claims for name in ROLES for ref in role(claim, name)
        if ref.sort == "entity"
    }  # fmt: skip
    annotations = replace(
        found, mentions=tuple(map(held, found.mentions)), claims=tuple(map(held, found.claims)),
        relationships=tuple(map(held, found.relationships)), rejections=(),
        claim_links=tuple(each for each in found.claim_links if {each.head, each.tail} <= here),
    )  # fmt: skip
    about = document.article.metadata
    lists = {name: getattr(about, name) for name in ("subtitles", "bylines", "credits")}
    metadata = replace(about, **{name: _said(each) for name, each in lists.items()})
    return replace(
        document, annotations=annotations,
        article=replace(document.article, metadata=metadata),
        entities=tuple(
            replace(each, aliases=_said(each.aliases))
            for each in document.entities if each.id in named
        ),
    )  # fmt: skip


def _said(items: tuple[str, ...]) -> tuple[str, ...]:
    """One blank is an empty cell."""
    return () if items == ("",) else items


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


def test_texts_are_found_by_the_same_column_in_the_table_beside(tmp_path: Path) -> None:
    rows = "doc_id,start,end,label,surface,entity\n2,0,4,ORG,한빛전자,한빛\n"
    (tmp_path / "mentions.csv").write_text(rows, "utf-8")
    beside = f'doc_id,text,Key Word\n1,글.,\n2,"{TEXT}",공장\n'
    (tmp_path / "articles.csv").write_text(beside, "utf-8")
    found, report = read(FORM, tmp_path)
    assert [spans_of(each) for each in found] == [[], ["한빛전자"]]
    assert [line.message.params["name"] for line in report.changed] == ["Key Word", "entity"]


@pytest.mark.parametrize("quote", ["", "누리칩"])
def test_rows_of_one_article_with_sentences_of_their_own_stand_in_these(
    quote: str, tmp_path: Path
) -> None:
    said = (
        "doc_id,sentence,날짜,start,end,type,quote\n"
        "1,한빛전자는 늘린다.,2024-01-02,0,4,ORG,한빛전자\n"
        f"1,이제 누리칩도.,2024-01-02,3,6,ORG,{quote}\n"
        "1,한빛전자는 늘린다.,2024-01-05,6,9,ACT,늘린다\n"
    )
    found, report = table(tmp_path, said)
    assert [spans_of(each) for each in found] == [["한빛전자", "늘린다"], ["누리칩"]]
    assert {each.article.metadata.published.raw for each in found} == {"2024-01-02"}
    assert [line.message.params["name"] for line in report.changed] == ["날짜"]


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


@pytest.mark.parametrize("name", ["claims", "claim_links", "relationships", "remarks"])
def test_one_of_our_tables_by_itself_is_refused_and_no_text(name: str, tmp_path: Path) -> None:
    about = WAYS["csv"][1]
    writer_of("csv").write([documents_example()], tmp_path / "out", about=about)
    path = (tmp_path / "out" / f"{name}.csv").rename(tmp_path / "표.csv")
    assert recognised(path) == FORM
    with pytest.raises(FormatError) as caught:
        read(FORM, path)
    assert caught.value.message.code == "tables.alone"


def test_claims_come_back_without_a_table_of_mentions(tmp_path: Path) -> None:
    about = WAYS["csv"][1]
    writer_of("csv").write([documents_example()], tmp_path / "out", about=about)
    (tmp_path / "out" / "mentions.csv").unlink()
    assert recognised(tmp_path / "out") == FORM
    (found,), _ = read(FORM, tmp_path / "out")
    assert [claim.content[0].quote for claim in found.annotations.claims]


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


def test_words_beside_their_text_are_a_place(tmp_path: Path) -> None:
    said = f'본문,개체명,유형\n"{TEXT}",누리칩,기관\n"{TEXT}",한빛전자,기관\n'
    (found,), _ = table(tmp_path, said)
    assert recognised(tmp_path / "a.csv") == FORM
    assert sorted(spans_of(found)) == ["누리칩", "한빛전자"]
    (tmp_path / "b.csv").write_text(f'text,words,type\n"{TEXT}",5,news\n', "utf-8")
    assert recognised(tmp_path / "b.csv") != FORM  # of articles, with how long each is


def test_the_text_of_a_mention_is_not_taken_for_an_article(tmp_path: Path) -> None:
    found, report = table(tmp_path, "doc,start,end,text,label\n7,6,10,누리칩은,ORG\n")
    assert (found, codes(report)) == ([], ["tables.no_text"])


def test_the_sheet_that_has_mentions_is_found(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["이 파일은 …"])
    sheet = book.create_sheet("데이터")
    for cells in (["text", "start", "end", "type"], [TEXT, 0, 4, "ORG"]):
        sheet.append(cells)
    book.save(tmp_path / "a.xlsx")
    assert recognised(tmp_path / "a.xlsx") == FORM
    (found,), _ = read(FORM, tmp_path / "a.xlsx")
    assert spans_of(found) == ["한빛전자"]


@pytest.mark.parametrize(
    ("table_", "column", "cell", "code"),
    [
        ("articles", "zones", "[[0,9999,0]]", "json.own"),
        ("articles", "extra", "[1]", "json.passed_over"),
        ("mentions", "other_attributes", "{", "json.passed_over"),
        ("mentions", "other_attributes", '{"a": "\\ud800"}', "json.passed_over"),
        ("mentions", "how", "by magic", "json.passed_over"),
        ("claims", "places", "here", "tables.no_place"),
        ("claims", "cue_places", "0-3", "json.own"),
        ("claims", "source_refs", "nobody", "json.own"),
        ("claims", "nested_in", "c9", "json.dangling"),
        ("claims", "article", "elsewhere", "tables.no_text"),
        ("relationships", "tail", "m9", "json.dangling"),
        ("relationships", "evidence_places", "0-4;7-9", "json.own"),
    ],
)
def test_what_a_cell_says_wrong_is_told(
    table_: str, column: str, cell: str, code: str, tmp_path: Path
) -> None:
    """Every record but the one at hand comes in."""
    writer_of("csv").write([WHOLE], tmp_path / "out", about=WAYS["csv"][1])
    path = tmp_path / "out" / f"{table_}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        head, first, *others = csv.reader(file)
    first[head.index(column)] = cell
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, first, *others])
    (found,), report = read(FORM, tmp_path / "out")
    assert code in codes(report)
    assert found.article.text == WHOLE.article.text
    assert len(found.annotations.mentions) == 2


def test_the_heads_of_a_workbook_are_read_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    writer_of("xlsx").write([documents_example()], path, about=WAYS["xlsx"][1])
    opened: list[Path] = []
    load = workbooks.opened

    def counted(file: Path, name: str, *, strings: list[str]) -> Any:
        opened.append(file)
        return load(file, name, strings=strings)

    monkeypatch.setattr(workbooks, "opened", counted)
    assert recognised(path) == FORM
    assert opened == [path]

"""Tables of claims that people make: who says what, in which article."""

from pathlib import Path

import openpyxl
import pytest
from tests.formats.json_law import codes, read
from tests.formats.test_raw_readers import TEXT as LONG

from juseok.core.ids import article_id
from juseok.core.model import Claim
from juseok.core.text import NORM_VERSION
from juseok.formats.base import Report, ReportBuilder
from juseok.formats.document import Document
from juseok.formats.raw.csv_reader import CsvReader
from juseok.formats.registry import recognised
from juseok.formats.tables.mention_reader import MentionTableReader

FORM = "mention-table"
TEXT = "한빛전자는 늘린다.\n김한빛 대표는 “공장을 늘린다”고 말했다. 대표는 웃었다. 공장을 늘린다."
QUOTE = "공장을 늘린다"


def table(folder: Path, said: str, name: str = "주장.csv") -> tuple[list[Document], Report]:
    path = folder / name
    path.write_text(said, "utf-8")
    assert recognised(path) == FORM
    return read(FORM, path)


def parts(claim: Claim) -> tuple[int, str, list[str], str]:
    """Where the content begins, its words, who says it, and by which words."""
    source = [ref.span.quote for ref in claim.source if ref.span is not None]
    content = claim.content[0]
    return content.start, content.quote, source, "".join(each.quote for each in claim.cue)


@pytest.mark.parametrize(
    "head",
    [
        "speaker,quote,cue,text,stance",
        "화자,인용문,전달동사,본문,입장",
        "source,content,cue,text,topic",
    ],
)
def test_claims_come_in_with_who_says_them(head: str, tmp_path: Path) -> None:
    said = f'{head}\n대표,{QUOTE},말했다,"{TEXT}",찬성\n한빛전자,늘린다,,"{TEXT}",\n'
    (document,), report = table(tmp_path, said)
    first, second = document.annotations.claims
    assert document.article.text == TEXT
    at = TEXT.index(QUOTE)
    assert parts(first) == (at, QUOTE, ["대표"], "말했다")
    assert first.source[0].span is not None
    assert first.source[0].span.start == TEXT.index("대표")  # the one that is nearest
    assert {name: each.value for name, each in first.attributes.items()} == {
        head.rsplit(",", 1)[1]: "찬성"
    }
    assert parts(second)[1:] == ("늘린다", ["한빛전자"], "")
    assert (first.source_state, codes(report)) == ("given", [])


def test_claims_of_one_id_are_several(tmp_path: Path) -> None:
    said = f'id,speaker,claim,text\n1,대표,{QUOTE},"{TEXT}"\n1,대표,늘린다,"{TEXT}"\n'
    (document,), _ = table(tmp_path, said)
    assert [each.id for each in document.annotations.claims] == ["1", "1 (4)"]


def test_offsets_tell_which_of_several_words_is_meant(tmp_path: Path) -> None:
    last = TEXT.rindex(QUOTE)
    rows = f'대표,{QUOTE},{last},{last + 7},"{TEXT}"\n대표,,{last},{last + 7},"{TEXT}"\n'
    (document,), report = table(tmp_path, "speaker,claim,start,end,text\n" + rows)
    assert [parts(each)[0] for each in document.annotations.claims] == [last, last]
    assert codes(report) == ["json.unproved"]


def test_what_does_not_stand_in_the_text_is_kept_or_told(tmp_path: Path) -> None:
    said = (
        "id,speaker,quote,claim,text,note\n"
        f'c1,박누구,{QUOTE},공장은 커진다,"{TEXT}",메모\n'
        f'c2,대표,없는 말,공장은 커진다,"{TEXT}",\n'
        f'c3,대표,,,"{TEXT}",\n'
    )
    (document,), report = table(tmp_path, said)
    (claim,) = document.annotations.claims
    assert (claim.id, claim.source, claim.source_state) == ("c1", (), "open")
    assert claim.note == "메모\nclaim: 공장은 커진다\nspeaker: 박누구"
    assert [(line.message.code, line.line) for line in (*report.changed, *report.refused)] == [
        ("tables.not_in_text", 2), ("tables.claim_nowhere", 4), ("tables.no_claim", 6),
    ]  # fmt: skip


@pytest.mark.parametrize("key", ["article", "title"])
def test_texts_stand_in_a_table_beside(key: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "주장들"
    for row in ([key, "화자", "주장"], ["하나", "대표", QUOTE], ["셋", "대표", QUOTE]):
        sheet.append(row)
    beside = book.create_sheet("articles")
    for row in (
        ["id", "title", "text", "press"],
        ["하나", "하나", TEXT, "한빛일보"],
        ["둘", "둘", "글.", ""],
    ):
        beside.append(row)
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert recognised(path) == FORM
    found, report = read(FORM, path)
    assert [len(each.annotations.claims) for each in found] == [1, 0]
    assert found[0].article.metadata.publisher == "한빛일보"
    assert codes(report) == ["tables.no_claim_text"]


def test_texts_are_those_of_the_project_by_the_ids_of_articles(tmp_path: Path) -> None:
    here = article_id(TEXT, NORM_VERSION)
    path = tmp_path / "a.csv"
    path.write_text(f"article,speaker,claim\n{here},대표,{QUOTE}\nx,대표,말\n", "utf-8")
    assert recognised(path) == FORM
    report = ReportBuilder()
    (document,) = MentionTableReader({here: TEXT}.get).read(path, report=report)
    assert (document.article.id, len(document.annotations.claims)) == (here, 1)
    assert [line.message.code for line in report.lines] == ["tables.no_claim_text"]
    assert report.lines[0].message.params == {"article": "x", "count": 1}


def test_claims_without_texts_are_texts_and_that_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"speaker,claim\n대표,{LONG}\n", "utf-8")
    assert recognised(path) is None
    report = ReportBuilder()
    (item,) = CsvReader().read(path, report=report)
    assert item.text == LONG
    (line,) = report.lines
    assert (line.severity, line.message.code) == ("changed", "import.claim_rows")
    assert line.message.params == {"words": "claim", "who": "speaker"}


@pytest.mark.parametrize(
    "head", ["speaker,utterance", "발언자,발언내용,회의", "title,text,source", "화자,본문,제목"]
)
def test_minutes_and_articles_are_no_claims(head: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{head}\n" + ",".join([LONG] * (head.count(",") + 1)) + "\n", "utf-8")
    assert recognised(path) is None
    report = ReportBuilder()
    assert list(CsvReader().read(path, report=report))
    assert "import.claim_rows" not in {line.message.code for line in report.lines}


def test_what_a_row_says_otherwise_than_its_article_is_kept(tmp_path: Path) -> None:
    said = (
        "speaker,claim,text,sentence,date,url\n"
        f'대표,{QUOTE},"{TEXT}",앞 문장,2024-01-02,https://a.kr\n'
        f'대표,늘린다,"{TEXT}",,2024-01-05,https://a.kr\n'
    )
    (document,), _ = table(tmp_path, said)
    assert document.article.metadata.published.raw == "2024-01-02"
    first, second = ({k: v.value for k, v in each.attributes.items()}
                     for each in document.annotations.claims)  # fmt: skip
    assert (first, second) == ({"sentence": "앞 문장"}, {"date": "2024-01-05"})


def test_rows_of_one_article_with_sentences_of_their_own_are_those_of_sentences(
    tmp_path: Path,
) -> None:
    said = (
        "doc_id,sentence,speaker,claim\n"
        f'1,"{TEXT}",대표,{QUOTE}\n'
        "1,누리칩은 줄인다고 했다.,누리칩,줄인다\n"
        f'1,"{TEXT}",대표,늘린다\n'
    )
    found, report = table(tmp_path, said)
    assert [[each.content[0].quote for each in one.annotations.claims] for one in found] == [
        [QUOTE, "늘린다"], ["줄인다"],
    ]  # fmt: skip
    assert codes(report) == []


def test_what_a_table_of_articles_cannot_say_of_them_is_told(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").write_text(f"article,speaker,claim,url\n1,대표,{QUOTE},u\n", "utf-8")
    (tmp_path / "articles.csv").write_text(f'id,text,keyword\n1,"{TEXT}",공장\n', "utf-8")
    (document,), report = read(FORM, tmp_path)
    assert document.article.metadata.url == "u"
    assert codes(report) == ["json.passed_over"]
    assert report.changed[0].message.params["name"] == "keyword"


def test_columns_that_the_head_does_not_tell_are_kept_by_what_they_are_known_by(
    tmp_path: Path,
) -> None:
    said = f'speaker,claim,text,"topic, main"\n대표,{QUOTE},"{TEXT}",공장,넘친 칸\n'
    (document,), report = table(tmp_path, said)
    (claim,) = document.annotations.claims
    assert {name: each.value for name, each in claim.attributes.items()} == {
        "topic,main": "공장", "column5": "넘친 칸",
    }  # fmt: skip
    assert codes(report) == []


def test_cells_of_a_workbook_without_a_head_of_their_own_are_kept(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["speaker", "claim", "text", "", "topic", "topic"],
        ["대표", QUOTE, TEXT, "빈 머리", "하나", "둘", "넘친 칸"],
    ):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    (document,), _ = read(FORM, tmp_path / "a.xlsx")
    (claim,) = document.annotations.claims
    assert {name: each.value for name, each in claim.attributes.items()} == {
        "column4": "빈 머리", "topic": "하나", "topic6": "둘", "column7": "넘친 칸",
    }  # fmt: skip

"""KLUE-NER, KLUE-RE and NIKL: what is written comes back, and what their makers write is read."""

import json
import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.documents import documents
from tests.formats.side_files import about, assert_reported, assert_same, written_and_read
from tests.formats.test_conll import article

from juseok.core.model import Relationship, Value
from juseok.core.scheme import load_scheme
from juseok.formats.base import Report, ReportBuilder
from juseok.formats.document import Document
from juseok.formats.registry import reader_of, recognised, writer_of
from juseok.services.interchange.label_apply import Left, apply_map
from juseok.services.interchange.label_map import LabelSort, labels_of, propose

FORMS = ("klue-ner", "klue-re", "nikl")
TEXT = "한빛전자 도하윤 대표는 서울에서 말했다. 누리칩은 2월에 판다.\n끝."


def news() -> Document:
    found = article(
        TEXT, ("ORG", "한빛전자"), ("PERSON", "도하윤"), ("GPE", "서울"), ("PRODUCT", "누리칩"),
        ("DATE", "2월"), ("TITLE", "대표"),
    )  # fmt: skip
    id_ = found.article.id
    edges = (
        Relationship("r1", "", id_, "employed_by", "m1", "m0"),
        Relationship("r2", "", id_, "title_of", "m5", "m1"),
        Relationship("r3", "", id_, "employed_by", "m1", "m3"),
    )
    return replace(found, annotations=replace(found.annotations, relationships=edges))


@given(
    st.lists(documents(), max_size=2, unique_by=lambda each: each.article.id),
    st.sampled_from(FORMS),
    st.booleans(),
)
def test_everything_comes_back(found: list[Document], form: str, negatives: bool) -> None:
    options = {"no_relation": "yes"} if negatives and form == "klue-re" else {}
    found = [*found, news()]
    again, told, report = written_and_read(writer_of(form), reader_of(form), found, options)
    assert report.changed == report.refused == ()
    for one, other in zip(again, found, strict=True):
        assert_same(one, other)
    assert_reported(told, writer_of(form), found)


def read(path: Path, form: str) -> tuple[list[Document], Report]:
    report = ReportBuilder()
    return list(reader_of(form).read(path, report=report)), report.build()


def mentions(document: Document) -> list[tuple[str, str]]:
    return [(each.type, each.spans[0].quote) for each in document.annotations.mentions]


# -- what is written


def test_klue_ner_has_a_sentence_above_its_characters(tmp_path: Path) -> None:
    told = writer_of("klue-ner").write([news()], tmp_path / "out", about=about())
    found = (tmp_path / "out" / "klue-ner.tsv").read_text("utf-8")
    head, *rows = found.split("\n\n")[0].split("\n")
    assert head.endswith("\t<한빛전자:OG> <도하윤:PS> 대표는 <서울:LC>에서 말했다.")
    assert rows[:5] == ["한\tB-OG", "빛\tI-OG", "전\tI-OG", "자\tI-OG", " \tO"]
    assert "".join(row[0] for row in rows) == re.sub(r"<(.+?):..>", r"\1", head.partition("\t")[2])
    notes = {line.message.code: line.message.params["count"] for line in told.notes}
    assert (notes["tokens.no_label"], notes["tokens.aside"]) == (2, 2)


@given(documents())
def test_a_sentence_that_is_read_line_by_line_is_the_same(document: Document) -> None:
    """A line of signs alone is passed over, and has the lines around it looked at each."""
    found: list[list[str]] = []
    for ends in ("\n\n", "\n##\n\n"):
        with TemporaryDirectory() as folder:
            writer_of("klue-ner").write([document, news()], Path(folder, "out"), about=about())
            file = Path(folder, "out", "klue-ner.tsv")
            text = file.read_bytes().decode()
            file.write_bytes(re.sub("\n\n(?=## |$)", ends, text).encode())
            Path(folder, "out", "juseok.jsonl").unlink()
            read_, report = read(file, "klue-ner")
            assert not report.refused
            found.append([repr((each.article, each.annotations)) for each in read_])
    assert found[0] == found[1]


def test_a_country_that_acts_is_an_organisation_in_klue() -> None:
    found = article(TEXT, ("GPE", "서울"))
    (seoul,) = found.annotations.mentions
    acting = replace(seoul, attributes={"actor": Value(True)})
    acts = replace(found, annotations=replace(found.annotations, mentions=(acting,)))
    sample = writer_of("klue-ner").sample
    assert "<서울:LC>" in sample(found, about=about())[0]
    assert "<서울:OG>" in sample(acts, about=about())[0]


def test_klue_re_has_inclusive_ends_and_the_direction_of_klue(tmp_path: Path) -> None:
    told = writer_of("klue-re").write([news()], tmp_path / "out", about=about(no_relation="yes"))
    rows = json.loads((tmp_path / "out" / "klue-re.json").read_text("utf-8"))
    found = [
        (row["subject_entity"]["word"], row["object_entity"]["word"], row["label"]) for row in rows
    ]
    assert found[:2] == [("도하윤", "한빛전자", "per:employee_of"), ("도하윤", "대표", "per:title")]
    assert ("도하윤", "서울", "no_relation") in found
    for row in rows:
        for entity in (row["subject_entity"], row["object_entity"]):
            stretch = row["sentence"][entity["start_idx"] : entity["end_idx"] + 1]
            assert stretch == entity["word"]
    assert {row["subject_entity"]["type"] for row in rows} <= {"PER", "ORG", "LOC", "DAT", "POH"}
    assert [line.message.code for line in told.notes].count("tokens.edges_aside") == 1


def test_nikl_has_a_byte_order_mark_and_offsets_in_the_sentence(tmp_path: Path) -> None:
    writer_of("nikl").write([news(), article("둘.")], tmp_path / "out", about=about())
    data = (tmp_path / "out" / "nikl-ne.json").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    found = json.loads(data.decode("utf-8-sig"))
    assert len(found["document"]) == 2
    for sentence in found["document"][0]["sentence"]:
        for each in (*sentence["word"], *sentence["NE"]):
            assert sentence["form"][each["begin"] : each["end"]] == each["form"]
    (first, second, _) = found["document"][0]["sentence"]
    assert [each["label"] for each in first["NE"]] == ["OG", "PS", "CV", "LC"]
    assert second["NE"][-1]["label"] == "DT"


# -- what others write


KLUE_NER = """## klue-ner-v1_dev_00000-nsmc\t경찰 또 <성추행범:PS>
경\tO
찰\tO
 \tO
또\tO
 \tO
성\tB-PS
추\tI-PS
행\tI-PS
범\tI-PS

## klue-ner-v1_dev_00001-wikitree\t<서울:LC>
서\tB-LC
울\tI-LC
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_klue_ner_of_others_is_read(end: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "klue-ner-v1.1_dev.tsv"
    path.write_bytes(KLUE_NER.replace("\n", end).encode(encoding))
    assert recognised(path) == recognised(tmp_path) == "klue-ner"
    found, report = read(path, "klue-ner")
    assert [each.article.text for each in found] == ["경찰 또 성추행범", "서울"]
    assert [mentions(each) for each in found] == [[("PS", "성추행범")], [("LC", "서울")]]
    assert report.read == len([line for line in KLUE_NER.split("\n") if line])
    assert report.changed == report.refused == ()


def pair(**changes: Any) -> dict[str, Any]:
    return {
        "guid": "klue-re-v1_train_00000",
        "sentence": "〈Something〉는 조지 해리슨이 쓰고 비틀즈가 부른 노래다.",
        "subject_entity": {"word": "비틀즈", "start_idx": 24, "end_idx": 26, "type": "ORG"},
        "object_entity": {"word": "조지 해리슨", "start_idx": 13, "end_idx": 18, "type": "PER"},
        "label": "org:top_members/employees", "source": "wikipedia", **changes,
    }  # fmt: skip


@pytest.mark.parametrize("by_line", [False, True])
def test_klue_re_of_others_is_read_in_the_direction_of_the_scheme(
    by_line: bool, tmp_path: Path
) -> None:
    path = tmp_path / "train.json"
    rows = [pair(), pair(label="no_relation"), pair(sentence=" " + pair()["sentence"])]
    text = "\n".join(map(json.dumps, rows)) if by_line else json.dumps(rows, indent=4)
    path.write_text(text, "utf-8")
    assert recognised(path) == "klue-re"
    found, report = read(path, "klue-re")
    assert mentions(found[0]) == [("ORG", "비틀즈"), ("PER", "조지 해리슨")]
    assert found[0].article.metadata.publisher == "wikipedia"
    told = [(line.message.code, line.message.params.get("name")) for line in report.changed]
    nearest = ("offsets.nearest", None)
    assert told == [nearest, nearest, ("json.passed_over", "no_relation")]
    assert report.read == 3
    scheme = load_scheme("default")
    labels = propose(labels_of(found), scheme)
    (edge,) = apply_map(found[0], labels, scheme, Left()).annotations.relationships
    by_id = {each.id: each.spans[0].quote for each in found[0].annotations.mentions}
    assert (edge.type, by_id[edge.head], by_id[edge.tail]) == (
        "employed_by", "조지 해리슨", "비틀즈",
    )  # fmt: skip


def test_klue_re_of_the_hub_has_numbers_for_relations(tmp_path: Path) -> None:
    path = tmp_path / "train.jsonl"
    rows = [pair(label=10), pair(label=0), pair(label=30), pair(label=True)]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (found,), report = read(path, "klue-re")
    assert [each.type for each in found.annotations.relationships] == ["org:top_members/employees"]
    assert [line.message.code for line in report.refused] == ["tokens.record"] * 2
    assert report.changed[-1].message.code == "json.passed_over"  # no_relation
    told = [line.message.params for line in report.changed
            if line.message.code == "tokens.numbered"]  # fmt: skip
    assert told == [{"count": 2}]


def test_a_sentence_without_names_above_its_characters_says_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "konec.tsv"
    path.write_text("## a\t서울에\n서\tB-LCP_CITY\n울\tI-LCP_CITY\n에\tO\n\n", "utf-8")
    (found,), report = read(path, "klue-ner")
    assert mentions(found) == [("LCP_CITY", "서울")]
    assert report.changed == report.refused == ()


@pytest.mark.parametrize(
    ("scheme", "wanted"),
    [
        ("nikl15", "PS OG OG LC LC CV AF QT PS OG LC QT CV"),
        ("default", "PERSON ORG ORG GPE LOC TITLE WORK PERCENT PERSON ORG LOC QUANTITY"),
    ],
)
def test_short_and_detailed_labels_of_korean_sets_have_a_place(scheme: str, wanted: str) -> None:
    labels = [
        "PS_NAME", "OGG_POLITICS", "OG_OTHERS", "LCP_COUNTRY", "LCG_RIVER", "CV_POSITION",
        "AFW_DOCUMENT", "QT_PERCENTAGE", "PER", "ORG", "LOC", "NOH", "CVL",
    ]  # fmt: skip
    proposed = propose([(LabelSort.MENTIONS, each) for each in labels], load_scheme(scheme))
    found = [proposed.get(LabelSort.MENTIONS, each) for each in labels]
    assert [each for each in found if each] == wanted.split()


def nikl(*sentences: dict[str, Any]) -> str:
    metadata = {"title": "제목", "author": "김가람", "date": "20180101", "topic": "정치"}
    document = {"id": "NWRW1.1", "metadata": metadata, "sentence": list(sentences)}
    corpus = {"title": "말뭉치", "annotation_level": ["원시", "개체명"], "size": {"글": 1}}
    return json.dumps(
        {"id": "NWRW1", "metadata": corpus, "document": [document], "more": 1}, ensure_ascii=False
    )  # fmt: skip


@pytest.mark.parametrize("name", ["sentence", "utterance", "paragraph"])
def test_nikl_of_others_is_read_and_its_offsets_proved(name: str, tmp_path: Path) -> None:
    path = tmp_path / "NXNE.json"
    text = nikl(
        {"id": "1", "form": "😀 서울에서", "word": [], "NE": [
            {"id": 1, "form": "서울", "label": "LCP_CAPITALCITY", "begin": 3, "end": 5}]},
        {"id": "2", "form": "", "NE": []}, {"id": "4", "form": "끝", "NE": None},
        {"id": "3", "form": "도하윤은", "NE": [
            {"id": 1, "form": "도하윤", "label": "PS_NAME", "begin": 0, "end": 3, "kid": "7"},
            {"id": 2, "form": "없음", "label": "PS_NAME", "begin": 0, "end": 2}]},
    )  # fmt: skip
    path.write_text(text.replace('"sentence"', f'"{name}"'), "utf-8-sig")
    assert recognised(path) == "nikl"
    (found,), report = read(path, "nikl")
    assert found.article.text == "😀 서울에서\n끝\n도하윤은"
    metadata = found.article.metadata
    assert (metadata.title, metadata.bylines, metadata.section) == ("제목", ("김가람",), "정치")
    assert metadata.published.iso == "2018-01-01"
    assert mentions(found) == [("LCP_CAPITALCITY", "서울"), ("PS_NAME", "도하윤")]
    told = [(line.message.code, line.message.params.get("name")) for line in report.changed]
    assert metadata.extra == {"corpus.title": "말뭉치", "corpus.annotation_level": "원시, 개체명"}
    passed = ["NE.kid", "corpus.size", "more"]
    assert told == [("offsets.utf16", None), *(("json.passed_over", each) for each in passed)]
    assert [line.message.code for line in report.refused] == ["offsets.lost"]
    assert report.read == 7


# -- what cannot be read, and what was edited


NEST = "[" * 200_000
BAD = {
    "cut off": ("klue-re", json.dumps([pair(), pair()])[:-20], "tokens.json"),
    "not a number": ("klue-re", '[{"sentence": NaN}]', "tokens.json"),
    "nested too deeply": ("klue-re", f'[{NEST}', "tokens.json"),
    "another shape": ("klue-re", '[{"sentence": 7}, 7]', "tokens.record"),
    "an entity that is none": ("klue-re", json.dumps([pair(subject_entity={})]), "tokens.record"),
    "an offset beyond the sentence": (
        "klue-re",
        json.dumps([pair(subject_entity=pair()["subject_entity"] | {"word": "x", "end_idx": 99})]),
        "offsets.lost",
    ),
    "no array": ("nikl", '{"id": 1}', "tokens.json"),
    "a document that is none": ("nikl", '{"document": [7]}', "tokens.record"),
    "sentences that are none": ("nikl", nikl({"form": 7}), "tokens.record"),
    "entities that are none": ("nikl", nikl({"form": "가", "NE": 7}), "tokens.record"),
    "half a surrogate": ("nikl", nikl({"form": "가"}).replace("가", "\\ud800"), "json.surrogate"),
    "half a surrogate in a label": (
        "klue-re", json.dumps([pair(label="\ud800")]), "json.surrogate",
    ),
    "bytes that are no text": ("nikl", b"\xff\x00\xfe\x80", "tokens.encoding"),
    "nothing": ("nikl", "", "tokens.json"),
    "rows without a tag": ("klue-ner", "## a\t가\n가\tB-PS\n나\n", "tokens.row"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_told(name: str, tmp_path: Path) -> None:
    form, data, code = BAD[name]
    path = tmp_path / "bad.json"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    _, report = read(path, form)
    assert report.refused
    assert {line.message.code.startswith(code) for line in report.refused} == {True}
    assert all(line.file == str(path) for line in report.refused)


def test_a_pair_of_an_array_on_one_line_is_told_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "pairs.json"
    path.write_text(json.dumps([pair(), pair(subject_entity=7), pair()]) + "]", "utf-8")
    _, report = read(path, "klue-re")
    assert [(line.line, line.record) for line in report.refused] == [(1, 2)]


def test_a_sentence_that_says_something_else_than_its_lines_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("## a\t<나:PS>\n가\tB-PS\n", "utf-8")
    (found,), report = read(path, "klue-ner")
    assert mentions(found) == [("PS", "가")]
    assert [line.message.code for line in report.changed] == ["tokens.head"]


def test_rows_of_several_characters_mark_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    rows = "공\tO\n장\tO\n \tO\n한빛\tB-OG\n은\tO\n서\tB-LC\n울\tI-LC\n"
    path.write_text(f"## a\t공장 <한빛:OG>은<서울:LC>\n{rows}\n", "utf-8")
    (found,), report = read(path, "klue-ner")
    assert mentions(found) == [("OG", "한빛"), ("LC", "서울")]
    assert report.changed == report.refused == ()


def test_a_mark_on_a_consonant_that_joins_its_syllable_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("## a-1\t가\u11a8다\n가\tO\n\u11a8\tB-OG\n다\tB-PS\n\n", "utf-8")
    (found,), report = read(path, "klue-ner")
    assert found.article.text == "각다"
    assert mentions(found) == [("PS", "다")]
    assert [(each.message.code, each.line) for each in report.refused] == [("tokens.composed", 3)]


def test_a_mark_on_blanks_that_the_text_has_not_makes_it_another(tmp_path: Path) -> None:
    writer_of("klue-ner").write([news()], tmp_path / "out", about=about())
    path = tmp_path / "out" / "klue-ner.tsv"
    path.write_text(path.read_text("utf-8").rstrip("\n") + "\n \tB-OG\n\n", "utf-8")
    (found,), report = read(tmp_path / "out", "klue-ner")
    assert mentions(found)[-1] == ("OG", " ")
    assert "tokens.other_text" in [each.message.code for each in report.changed]


def test_a_bad_record_of_a_relation_leaves_what_the_rows_show(tmp_path: Path) -> None:
    wanted = news()
    writer_of("klue-re").write([wanted], tmp_path / "out", about=about())
    side = tmp_path / "out" / "juseok.jsonl"
    line = json.loads(side.read_text("utf-8"))
    (first, *_) = [each for each in line["relationships"] if "at" in each]
    first["@x"] = 7
    side.write_text(json.dumps(line) + "\n", "utf-8")
    (found,), report = read(tmp_path / "out", "klue-re")
    assert [each.message.code for each in report.refused] == ["tokens.aside_line"]
    ends = [(each.head, each.tail) for each in found.annotations.relationships]
    kept = [(each.head, each.tail) for each in wanted.annotations.relationships]
    assert sorted(ends) == sorted(kept)


def test_relations_may_be_edited_and_the_rest_still_comes_back(tmp_path: Path) -> None:
    wanted = news()
    writer_of("klue-re").write([wanted], tmp_path / "out", about=about())
    path = tmp_path / "out" / "klue-re.json"
    rows = json.loads(path.read_text("utf-8"))
    new = {**rows[0], "label": "org:top_members/employees"}
    path.write_text(json.dumps([new]), "utf-8")
    (found,), report = read(tmp_path / "out", "klue-re")
    assert [line.message.code for line in report.changed] == ["tokens.gone"] * 2
    edges = {(each.type, each.head, each.tail) for each in found.annotations.relationships}
    assert edges == {("employed_by", "m1", "m3"), ("org:top_members/employees", "m1", "m0")}
    assert sorted(mentions(found)) == sorted(mentions(wanted))

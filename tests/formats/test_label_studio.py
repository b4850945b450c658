"""Label Studio JSON: out with its configuration and back, and what its versions have written."""

import csv
import json
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from tests.formats.documents import documents
from tests.formats.json_law import check_comes_back, codes, read_text, spans_of, written

from juseok.formats.base import ReportBuilder
from juseok.formats.document import Document
from juseok.formats.json_tools.label_studio import CONFIG, TASKS
from juseok.formats.registry import reader_of, recognised

TEXT = "한빛전자는 공장을 늘린다."


def region(
    id_: str, start: int, end: int, *labels: str, text: str | None = None, **more: Any
) -> dict[str, Any]:
    value: dict[str, Any] = {"start": start, "end": end, "labels": list(labels)}
    if text is not None:
        value["text"] = text
    return {
        "id": id_, "from_name": "label", "to_name": "text", "type": "labels", "value": value,
        **more,
    }  # fmt: skip


ORG = region("a", 0, 4, "ORG", text="한빛전자")
PLANT = region("b", 6, 8, "FAC", text="공장")


def task(*result: Any, name: str = "annotations", **more: Any) -> dict[str, Any]:
    return {"id": 3, "data": {"text": TEXT}, name: [{"id": 1, "result": list(result), **more}]}


@given(documents())
def test_everything_comes_back(document: Document) -> None:
    with tempfile.TemporaryDirectory() as folder:
        check_comes_back("label-studio", document, Path(folder))


@given(documents())
def test_the_configuration_has_all_that_the_tasks_use(document: Document) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out"
        written("label-studio", path, document)
        assert recognised(path) == recognised(path / TASKS) == "label-studio"
        view = ET.parse(path / CONFIG).getroot()
        labels = {each.get("value") for each in view.iter("Label")}
        relations = {each.get("value") for each in view.iter("Relation")}
        names = {each.get("name") for each in view if each.get("perRegion")}
        found = document.annotations
        assert {each.type for each in found.mentions} <= labels
        assert {each.type for each in (*found.relationships, *found.claim_links)} <= relations
        assert {"ORG", "Claim", "Claim-content", "Claim-source"} <= labels
        assert {"Content", "Source", "Nested-in", "Continued"} <= relations
        assert "certainty" in names


@given(documents(), documents())
def test_tasks_have_numbers_as_in_its_own_exports(one: Document, other: Document) -> None:
    """Its converter asks every task for one."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out"
        written("label-studio", path, one, other)
        tasks = json.loads((path / TASKS).read_bytes())
    assert [each["id"] for each in tasks] == [1, 2]


SHAPES: dict[str, dict[str, Any]] = {
    "annotations": task(ORG, PLANT, completed_by=4),
    "completions of old versions": task(ORG, PLANT, name="completions", completed_by=4),
    "a person by name": task(ORG, PLANT, name="completions", created_username="4"),
    "a person who completed it": task(ORG, PLANT, completed_by={"id": 1, "email": "4"}),
    "predictions": task(ORG, PLANT, name="predictions", model_version="4"),
    "JSON-MIN": {
        "id": 3, "text": TEXT, "annotator": 4, "annotation_id": 1,
        "label": [ORG["value"], PLANT["value"]], "created_at": "2026", "lead_time": 1.5,
    },
    "another name for the text": {**task(ORG, PLANT, completed_by=4), "data": {"본": TEXT}},
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_it_has_had_is_read(name: str, tmp_path: Path) -> None:
    (document,), report = read_text("label-studio", tmp_path, SHAPES[name], found=True)
    assert spans_of(document) == ["한빛전자", "공장"]
    assert [each.type for each in document.annotations.mentions] == ["ORG", "FAC"]
    assert (document.annotator, document.coder) == ("4", "")
    assert codes(report) == []


def test_an_array_over_lines_is_read_task_by_task(tmp_path: Path) -> None:
    lines = json.dumps([task(ORG), task(PLANT)], indent=2)
    found, report = read_text("label-studio", tmp_path, lines, found=True)
    assert [spans_of(each) for each in found] == [["한빛전자"], ["공장"]]
    assert report.read == 2


def test_what_is_said_of_regions_comes_with_them(tmp_path: Path) -> None:
    def said(id_: str, name: str, sort: str, **value: Any) -> dict[str, Any]:
        return {"id": id_, "from_name": name, "to_name": "text", "type": sort, "value": value}

    place = {"start": 0, "end": 4}
    found, report = read_text("label-studio", tmp_path, task(
        {**ORG, "meta": {"text": ["메모"]}},
        said("a", "form", "choices", **place, choices=["name"]),
        said("a", "actor", "choices", **place, choices=["true"]),
        said("a", "why", "textarea", **place, text=["하나", "둘"]),
        said("c", "mood", "choices", choices=["좋음"]),
        said("z", "form", "choices", **place, choices=["name"]),
        said("d", "stars", "rating", rating=4),
        said("a", "kind", "taxonomy", **place, taxonomy=[["기업", "전자"]]),
        said("a", "size", "number", **place, number=3),
        said("a", "seen", "pairwise", **place, selected="left"),
        {"type": "relation", "from_id": "a", "to_id": "b", "direction": "left"},
        PLANT,
    ))  # fmt: skip
    (document,) = found
    mention = document.annotations.mentions[0]
    assert mention.note == "메모"
    assert {name: each.value for name, each in mention.attributes.items()} == {
        "form": "name", "actor": True, "why": "하나\n둘", "kind": "기업 > 전자", "size": "3",
    }  # fmt: skip
    assert document.article.metadata.extra == {"mood": "좋음", "stars": "4"}
    (edge,) = document.annotations.relationships
    assert (edge.type, edge.head, edge.tail) == ("relation", "b", "a")
    assert codes(report) == ["json.dangling", "json.passed_over", "json.passed_over"]


def test_each_annotation_is_a_document_and_what_is_left_out_is_told(tmp_path: Path) -> None:
    given = task(ORG, completed_by=1)
    given["annotations"] += [
        {"result": [PLANT], "completed_by": 2}, {"result": [], "was_cancelled": True},
    ]  # fmt: skip
    given["predictions"] = [{"result": [PLANT]}]
    given |= {"drafts": [{"result": []}], "oddity": 1}
    found, report = read_text("label-studio", tmp_path, given)
    assert [(each.coder, spans_of(each)) for each in found] == [
        ("1", ["한빛전자"]), ("2", ["공장"]),
    ]  # fmt: skip
    assert codes(report) == [
        "json.passed_over", "label_studio.drafts", "label_studio.predictions",
        "label_studio.skipped",
    ]  # fmt: skip


def test_units_are_told_by_words_or_by_all_places(tmp_path: Path) -> None:
    text = f"😀 {TEXT}"
    given = {**task(region("a", 3, 7, "ORG", text="한빛전자")), "data": {"text": text}}
    (document,), report = read_text("label-studio", tmp_path, given)
    assert (spans_of(document), codes(report)) == (["한빛전자"], ["offsets.utf16"])
    bare = {**task(region("a", 3, 7, "ORG"), region("b", 9, 11, "FAC")), "data": {"text": text}}
    (document,), report = read_text("label-studio", tmp_path, bare)
    assert spans_of(document) == ["한빛전자", "공장"]
    assert codes(report) == ["json.unproved", "json.utf16"]


@pytest.mark.parametrize(
    ("result", "code"),
    [
        (region("a", 0, 4), "json.bad_mark"),
        ({**ORG, "value": None}, "json.bad_mark"),
        (7, "json.bad_mark"),
        (region("a", 0, 4, "ORG", text="두빛전자"), "offsets.lost"),
        ({"id": "x", "type": "hypertextlabels", "value": {
            "start": "/div[1]/text()[1]", "labels": ["A"]}}, "json.bad_mark"),
        ({"type": "relation", "from_id": "a"}, "json.bad_mark"),
        ({"type": "relation", "from_id": "b", "to_id": "z"}, "json.dangling"),
        (region("b", 0, 4, "ORG"), "json.bad_mark"),
    ],
)  # fmt: skip
def test_a_bad_item_is_named_and_the_rest_is_read(result: Any, code: str, tmp_path: Path) -> None:
    (document,), report = read_text("label-studio", tmp_path, task(PLANT, result))
    assert [(each.message.code, each.line) for each in report.refused] == [(code, 1)]
    assert spans_of(document) == ["공장"]


def test_a_region_that_two_controls_label_is_two_marks(tmp_path: Path) -> None:
    again = {**region("a", 0, 4, "Actor", text="한빛전자"), "from_name": "role"}
    (document,), report = read_text("label-studio", tmp_path, task(ORG, again))
    assert [each.type for each in document.annotations.mentions] == ["ORG", "Actor"]
    assert report.refused == ()


def test_a_relation_both_ways_is_told_to_lead_one_way(tmp_path: Path) -> None:
    both = {"type": "relation", "from_id": "a", "to_id": "b", "direction": "bi", "labels": ["is"]}
    (document,), report = read_text("label-studio", tmp_path, task(ORG, PLANT, both))
    (edge,) = document.annotations.relationships
    assert (edge.head, edge.tail) == ("a", "b")
    assert [line.message.params["name"] for line in report.changed] == ["result.direction"]


TURNS = [
    {"author": "가온", "text": "😀 한빛전자는\n늘린다.", "start": 1.5},
    {"author": "새벽", "text": "공장을?"},
    {"author": "가온", "text": "내년에."},
]


def turn(id_: str, first: object, begin: int, last: object, end: int, words: str) -> dict[str, Any]:
    value = {"start": first, "startOffset": begin, "end": last, "endOffset": end, "text": words,
             "paragraphlabels": ["ORG"]}  # fmt: skip
    return {"id": id_, "from_name": "l", "to_name": "talk", "type": "paragraphlabels",
            "value": value}  # fmt: skip


def sure(region_: dict[str, Any]) -> dict[str, Any]:
    """A choice about a region."""
    value = {**region_["value"], "choices": ["sure"]}
    del value["paragraphlabels"]
    return {**region_, "from_name": "certainty", "type": "choices", "value": value}


def test_paragraphs_are_one_text_with_whoever_speaks(tmp_path: Path) -> None:
    firm = turn("a", "0", 3, "0", 7, "한빛전자")  # a browser counts the face twice
    work = [
        firm, sure(firm), turn("b", 1, 0, 1, 2, "공장"),
        turn("c", "1", 2, "2", 3, "을?\n내년에"), turn("d", "7", 0, "7", 1, "x"),
        {"type": "relation", "from_id": "a", "to_id": "b", "labels": ["has"]},
    ]  # fmt: skip
    given = {"id": 3, "data": {"talk": TURNS}, "annotations": [{"result": work}]}
    (found,), report = read_text("label-studio", tmp_path, given, found=True)
    assert found.article.text == "가온: 😀 한빛전자는\n늘린다.\n새벽: 공장을?\n가온: 내년에."
    assert spans_of(found) == ["한빛전자", "공장", "을?", "내년에"]
    assert found.annotations.mentions[0].attributes["certainty"].value == "sure"
    assert len(found.annotations.relationships) == 1
    assert codes(report) == ["json.bad_mark", "json.kept", "label_studio.dialogue"]
    least = {"id": 3, "talk": TURNS, "annotation_id": 1, "l": [firm["value"]]}  # JSON-MIN
    (small,), report = read_text("label-studio", tmp_path, least, found=True)
    assert (small.article.text, spans_of(small)) == (found.article.text, ["한빛전자"])


def test_paragraphs_that_nobody_worked_on_are_a_text(tmp_path: Path) -> None:
    given = {"data": {"talk": [{"speaker": 1, "utterance": "가"}]}, "annotations": []}
    (found,), _ = read_text("label-studio", tmp_path, given, found=True)
    assert found.article.text == "1: 가"


PAGE = (
    "<div><h1>😀 제목</h1>\n<p>한빛전자는 <b>공장</b>을<br>늘린다.</p>"
    "<p>한빛전자.<script>x</script></p></div>"
)


def in_page(id_: str, node: str, begin: int, end: int, words: str, *both: int) -> dict[str, Any]:
    value: dict[str, Any] = {
        "start": node, "startOffset": begin, "end": node, "endOffset": end, "text": words,
        "hypertextlabels": ["ORG"],
    }  # fmt: skip
    if both:
        value["globalOffsets"] = {"start": both[0], "end": both[1]}
    return {"id": id_, "to_name": "ht", "type": "hypertextlabels", "value": value}


def test_regions_of_a_page_are_in_what_it_says(tmp_path: Path) -> None:
    work = [
        in_page("a", "/div[1]/p[1]/text()[1]", 0, 4, "한빛전자", 6, 10),
        in_page("b", "/div[1]/p[1]/b[1]/text()[1]", 0, 2, "공장"),
        in_page("c", "/div/p[2]/text()[1]", 0, 4, "한빛전자"),  # of old versions
        in_page("d", "/div[1]/ul[1]/text()[1]", 0, 4, "없다"),
        {"type": "relation", "from_id": "a", "to_id": "b", "labels": ["has"]},
    ]
    given = {"id": 3, "data": {"html": PAGE}, "annotations": [{"result": work}]}
    (found,), report = read_text("label-studio", tmp_path, given, found=True)
    assert found.article.text == "😀 제목\n한빛전자는 공장을\n늘린다.\n한빛전자."
    places = [each.spans[0].start for each in found.annotations.mentions]
    assert (spans_of(found), places) == (["한빛전자", "공장", "한빛전자"], [5, 11, 20])
    assert codes(report) == ["json.bad_mark", "label_studio.html"]
    least = {"id": 3, "html": PAGE, "annotation_id": 1, "l": [work[0]["value"]]}  # JSON-MIN
    (small,), _ = read_text("label-studio", tmp_path, least, found=True)
    assert (small.article.text, spans_of(small)) == (found.article.text, ["한빛전자"])


def test_regions_of_two_texts_are_in_both(tmp_path: Path) -> None:
    head = region("h", 3, 5, "TOPIC", text="공장", to_name="top")
    given = {**task(ORG, head), "data": {"title": "😀 공장", "text": TEXT}}
    (found,), report = read_text("label-studio", tmp_path, given)
    assert found.article.text == f"😀 공장\n{TEXT}"
    assert sorted(each.spans[0].start for each in found.annotations.mentions) == [2, 5]
    assert found.article.metadata.title == "😀 공장"
    assert codes(report) == ["label_studio.joined"]


@pytest.mark.parametrize(
    "more",
    [{}, {"to_name": "video", "source": "$sound"}, {"to_name": "player", "original_length": 9.5}],
)
def test_a_time_in_a_sound_is_no_place_in_the_text(more: dict[str, Any], tmp_path: Path) -> None:
    heard = {**region("s", 2, 4, "SPEECH", to_name="sound"), **more}
    data = {"text": TEXT, "sound": "https://example.org/a.wav?key=1"}
    (found,), report = read_text("label-studio", tmp_path, {**task(ORG, heard), "data": data})
    assert (found.article.text, spans_of(found)) == (TEXT, ["한빛전자"])
    assert found.article.metadata.extra == {"sound": data["sound"]}
    assert codes(report) == ["label_studio.elsewhere"]
    heard["to_name"] = "player"  # beside a dialogue, and beside a page
    talk = {"id": 3, "data": {"talk": TURNS}, "annotations": [{"result": [
        turn("b", 1, 0, 1, 2, "공장"), heard]}]}  # fmt: skip
    (found,), report = read_text("label-studio", tmp_path, talk, found=True)
    assert (spans_of(found), codes(report)[-1]) == (["공장"], "label_studio.elsewhere")


def test_a_text_of_any_name_is_found_without_regions(tmp_path: Path) -> None:
    given = {"id": 3, "data": {"key": "a-1", "words": TEXT, "by": "홍 길동"}, "annotations": []}
    (found,), _ = read_text("label-studio", tmp_path, given)
    assert found.article.text == TEXT


@pytest.mark.parametrize("sign", [",", "\t"])
def test_tables_are_read_as_what_they_hold(sign: str, tmp_path: Path) -> None:
    path = tmp_path / ("a.csv" if sign == "," else "a.tsv")
    head = ["annotation_id", "annotator", "id", "label", "lead_time", "text", "topic"]
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter=sign)
        table.writerow(head)
        label = json.dumps([ORG["value"], PLANT["value"]])
        table.writerow([9, "kim@example.org", 3, label, 1.5, TEXT, '{"choices": ["가", "나"]}'])
        table.writerow([10, "lee@example.org", 3, "[{", 1.5, TEXT, "다"])
    assert recognised(path) == "label-studio"
    report = ReportBuilder()
    one, two = reader_of("label-studio").read(path, report=report)
    assert (one.coder, spans_of(one)) == ("kim@example.org", ["한빛전자", "공장"])
    assert one.article.metadata.extra == {"topic": "가, 나"}
    assert (two.coder, two.article.metadata.extra["label"], report.read) == (
        "lee@example.org", "[{", 2,
    )  # fmt: skip


def test_a_row_of_a_table_with_half_a_pair_in_it_is_refused_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["annotation_id", "annotator", "id", "label", "lead_time", "text"])
        for number, said in enumerate(('{"choices": ["\\ud800"]}', '{"choices": ["가"]}')):
            table.writerow([number, "kim", number, said, 1.5, TEXT])
    report = ReportBuilder()
    (found,) = reader_of("label-studio").read(path, report=report)
    assert found.article.metadata.extra == {"label": "가"}
    assert [(each.message.code, each.line) for each in report.lines] == [("json.surrogate", 2)]


def test_pictures_are_no_texts(tmp_path: Path) -> None:
    given = {**task(), "data": {"image": "https://example.org/a.png"}}
    found, report = read_text("label-studio", tmp_path, given)
    assert (found, codes(report)) == ([], ["json.no_text"])

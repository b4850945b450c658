"""doccano JSON lines: out and back, every shape it has had, and units told by the places."""

import json
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.documents import documents
from tests.formats.json_law import ABOUT, check_comes_back, codes, read, read_text, spans_of

from juseok.core.errors import FormatError
from juseok.formats.document import Document
from juseok.formats.json_tools.doccano import DoccanoReader, DoccanoWriter
from juseok.formats.registry import recognised

TEXT = "한빛전자는 내년에 공장을 늘린다."
ORG = [0, 4, "ORG"]


@given(documents(), st.sampled_from(["relations", "labels"]), st.sampled_from(["utf16", "cp"]))
def test_everything_comes_back(document: Document, shape: str, offsets: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        options = {"shape": shape, "offsets": offsets}
        check_comes_back("doccano", document, Path(folder), options=options)


def test_places_are_what_doccano_or_python_counts(tmp_path: Path) -> None:
    line = {"text": "😀 한빛전자는", "entities": [], "relations": []}
    line["entities"] = [{"id": 1, "label": "ORG", "start_offset": 3, "end_offset": 7}]
    (document,), report = read_text("doccano", tmp_path, line)
    assert spans_of(document) == ["한빛전자"]
    assert codes(report) == ["json.unproved", "json.utf16"]
    assert _offsets(document, {}) == (3, 7)
    assert _offsets(document, {"offsets": "codepoints"}) == (2, 6)


def _offsets(document: Document, options: dict[str, str]) -> tuple[int, int]:
    lines = DoccanoWriter().sample(document, about=replace(ABOUT, options=options))
    (entity,) = json.loads("\n".join(lines))["entities"]
    return entity["start_offset"], entity["end_offset"]


SHAPES: dict[str, dict[str, Any]] = {
    "labels as triples": {"text": TEXT, "label": [ORG], "id": 7, "Comments": []},
    "the text as data": {"data": TEXT, "label": [ORG], "id": 7},
    "labels of older exports": {"id": 7, "text": TEXT, "labels": [ORG], "meta": {"id": 7}},
    "annotations with numbers for labels": {
        "id": 7, "text": TEXT, "meta": {}, "annotation_approver": None,
        "annotations": [{"label": "ORG", "start_offset": 0, "end_offset": 4, "user": 1}],
    },
    "entities and relations": {
        "id": 7, "text": TEXT, "relations": [],
        "entities": [{"id": 0, "label": "ORG", "start_offset": 0, "end_offset": 4}],
    },
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_it_has_had_is_read(name: str, tmp_path: Path) -> None:
    (document,), report = read_text("doccano", tmp_path, SHAPES[name], found=True)
    assert spans_of(document) == ["한빛전자"]
    assert [each.type for each in document.annotations.mentions] == ["ORG"]
    assert document.article.metadata.extra == {"id": "7"}
    assert codes(report) == ["json.unproved"]


def test_relations_join_what_they_name_and_columns_become_details(tmp_path: Path) -> None:
    line = {
        "text": TEXT, "title": "제목", "views": 12, "tags": ["a"],
        "entities": [
            {"id": 5, "label": "ORG", "start_offset": 0, "end_offset": 4},
            {"id": 6, "label": "FAC", "start_offset": 10, "end_offset": 12, "score": 0.5},
        ],
        "relations": [{"id": 9, "from_id": 5, "to_id": 6, "type": "owns"}],
    }  # fmt: skip
    (document,), report = read_text("doccano", tmp_path, line)
    (edge,) = document.annotations.relationships
    assert (edge.type, edge.head, edge.tail) == ("owns", "0-4 ORG", "10-12 FAC")
    metadata = document.article.metadata
    assert (metadata.title, metadata.extra) == ("제목", {"views": "12"})
    assert codes(report) == ["json.kept", "json.passed_over", "json.unproved"]
    again = json.loads("\n".join(DoccanoWriter().sample(document, about=ABOUT)))
    assert again["tags"] == ["a"]


BAD: dict[str, tuple[list[Any], str]] = {
    "an offset beyond the text": ([0, 99, "ORG"], "offsets.outside"),
    "an end before its start": ([4, 0, "ORG"], "offsets.outside"),
    "an offset that is no number": (["0", 4, "ORG"], "json.bad_mark"),
    "an offset that is true": ([True, 4, "ORG"], "json.bad_mark"),
    "no label": ([0, 4, ""], "json.bad_mark"),
    "too few parts": ([0, 4], "json.bad_mark"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_label_is_named_and_the_rest_is_read(name: str, tmp_path: Path) -> None:
    bad, code = BAD[name]
    (document,), report = read_text("doccano", tmp_path, {"text": TEXT, "label": [bad, ORG]})
    assert [(each.message.code, each.line) for each in report.refused] == [(code, 1)]
    assert spans_of(document) == ["한빛전자"]


def test_a_relation_that_leads_nowhere_and_an_id_twice_are_told(tmp_path: Path) -> None:
    entity = {"id": 1, "label": "ORG", "start_offset": 0, "end_offset": 4}
    line = {
        "text": TEXT, "entities": [entity, entity],
        "relations": [{"from_id": 1, "to_id": 8, "type": "owns"}, {"from_id": 1}],
    }  # fmt: skip
    (document,), report = read_text("doccano", tmp_path, line)
    assert {each.message.code for each in report.refused} == {
        "json.twice", "json.dangling", "json.bad_edge",
    }  # fmt: skip
    assert len(document.annotations.mentions) == 1


def test_annotations_of_old_versions_are_of_those_who_made_them(tmp_path: Path) -> None:
    one = {"label": 2, "label_name": "ORG", "start_offset": 0, "end_offset": 4, "user": 1}
    two = {"label": 3, "start_offset": 6, "end_offset": 9, "user": 2, "user_name": "나래"}
    given = {"text": TEXT, "annotations": [one, two]}
    found, report = read_text("doccano", tmp_path, given, found=True)
    assert [(each.coder, spans_of(each)) for each in found] == [
        ("1", ["한빛전자"]), ("나래", ["내년에"]),
    ]  # fmt: skip
    assert [each.annotations.mentions[0].type for each in found] == ["ORG", "3"]
    assert codes(report) == ["json.unproved"]


def test_a_folder_of_files_is_one_file_for_each_person(tmp_path: Path) -> None:
    for name in ("나래", "가온"):
        line = json.dumps({"id": 1, "text": TEXT, "label": [ORG]})
        (tmp_path / f"{name}.jsonl").write_text(line, "utf-8")
    assert recognised(tmp_path) == "doccano"
    found, _ = read("doccano", tmp_path)
    assert [(each.coder, spans_of(each)) for each in found] == [
        ("가온", ["한빛전자"]), ("나래", ["한빛전자"]),
    ]  # fmt: skip
    (tmp_path / "a.txt").write_text("글", "utf-8")
    assert recognised(tmp_path) is None  # it would be lost


def archive(path: Path, **files: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, said in files.items():
            packed.writestr(f"{name}.jsonl", said)
    return path


def test_an_archive_is_read_as_its_files_are(tmp_path: Path) -> None:
    line = json.dumps({"text": f"😀{TEXT}", "label": [[2, 6, "ORG"], [2, 6, "X", 1]]})
    path = archive(tmp_path / "a.zip", kim=f"{line}\n{{", lee=line)
    assert recognised(path) == "doccano"
    found, report = read("doccano", path)
    assert [(each.coder, spans_of(each)) for each in found] == [
        ("kim", ["한빛전자"]), ("lee", ["한빛전자"]),
    ]  # fmt: skip
    told = {(line.message.code, line.file, line.line) for line in report.refused}
    assert told == {
        ("json.bad_mark", f"{path}/kim.jsonl", 1), ("import.bad_json", f"{path}/kim.jsonl", 2),
        ("json.bad_mark", f"{path}/lee.jsonl", 1),
    }  # fmt: skip
    (alone,), _ = read("doccano", archive(tmp_path / "b.zip", all=line))
    assert alone.coder == ""


def test_an_archive_of_something_else_or_without_end_is_refused(tmp_path: Path) -> None:
    line = json.dumps({"text": TEXT, "label": [[0, 4, "ORG"]]})
    others = archive(tmp_path / "a.zip", all=line)
    with zipfile.ZipFile(others, "a") as packed:
        packed.writestr("a.png", b"")
    assert recognised(others) is None
    bomb = archive(tmp_path / "b.zip", all=line + " " * (40 << 20))
    assert recognised(bomb) is None
    with pytest.raises(FormatError) as caught:
        read("doccano", bomb)
    assert caught.value.message.code == "archive.bomb"
    (tmp_path / "c.zip").write_bytes(b"PK\x03\x04 none")
    assert recognised(tmp_path / "c.zip") is None


def test_one_bad_label_does_not_make_it_a_table(tmp_path: Path) -> None:
    (document,), report = read_text(
        "doccano", tmp_path, {"text": TEXT, "label": [None, ORG]}, found=True
    )
    assert (spans_of(document), len(report.refused)) == (["한빛전자"], 1)


def test_classes_of_texts_are_not_taken_for_spans(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": TEXT, "label": ["좋음"]}), "utf-8")
    assert not DoccanoReader().recognises(path)


def test_real_files_are_read_with_every_label(samples: Path) -> None:
    labels = {"export/relation_extraction": 4, "export/sequence_labeling": 4}
    labels["import/relation_extraction"] = 4
    for name, count in labels.items():
        found, report = read("doccano", samples / "doccano" / name / "example.jsonl")
        assert sum(len(each.annotations.mentions) for each in found) == count
        assert report.refused == ()
    spoilt = samples / "doccano/import/sequence_labeling/example.jsonl"
    _, report = read("doccano", spoilt)
    assert [(each.message.code, each.line) for each in report.refused] == [("json.no_text", 3)]


def test_a_claim_lies_in_the_first_that_it_is_said_to_lie_in(tmp_path: Path) -> None:
    spans = ((1, 0, 2), (2, 3, 5), (3, 6, 8))
    line = {
        "text": "가나 다라 마바",
        "entities": [{"id": id_, "label": "Claim", "start_offset": start, "end_offset": end}
                     for id_, start, end in spans],
        "relations": [{"id": to, "from_id": 3, "to_id": to, "type": "Nested-in"} for to in (1, 2)],
    }  # fmt: skip
    (document,), report = read_text("doccano", tmp_path, line)
    first, _, third = document.annotations.claims
    assert third.nested_in == first.id
    assert "json.nested" in codes(report)

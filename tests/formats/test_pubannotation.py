"""PubAnnotation JSON: out and back, its ways to say pieces, tracks, folders and archives."""

import io
import json
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from tests.formats.documents import documents
from tests.formats.json_law import check_comes_back, codes, read, read_text, spans_of, written

from juseok.core.errors import FormatError
from juseok.formats.document import Document
from juseok.formats.json_tools import pubannotation_files
from juseok.formats.registry import reader_of, recognised

TEXT = "IRF-4 expression in CML may be induced by IFN-α therapy"


def denotation(id_: str, begin: int, end: int, obj: str = "Protein") -> dict[str, Any]:
    return {"id": id_, "span": {"begin": begin, "end": end}, "obj": obj}


IRF = denotation("T1", 0, 5)
IFN = denotation("T2", 42, 47)
WHOLE: dict[str, Any] = {
    "text": TEXT, "sourcedb": "PubMed", "sourceid": "123", "project": "P",
    "denotations": [IRF, IFN],
    "relations": [{"id": "R1", "subj": "T1", "pred": "interactWith", "obj": "T2"}],
    "attributes": [
        {"id": "A1", "subj": "T1", "pred": "confidence", "obj": 0.5},
        {"id": "A2", "subj": "T2", "pred": "sure", "obj": True},
        {"id": "A3", "subj": "T2", "pred": "note", "obj": "메모"},
        {"id": "A4", "subj": "T2", "pred": "entity", "obj": "Wikidata:Q1"},
    ],
    "modifications": [{"id": "M1", "pred": "Negation", "obj": "T1"}],
    "blocks": [{"id": "B1", "span": {"begin": 0, "end": 10}, "obj": "title"}],
}  # fmt: skip


@given(documents())
def test_everything_comes_back(document: Document) -> None:
    with tempfile.TemporaryDirectory() as folder:
        check_comes_back("pubannotation", document, Path(folder))


def test_a_document_of_the_format_s_description_is_read(tmp_path: Path) -> None:
    lines = json.dumps(WHOLE, indent=1, ensure_ascii=False)
    (document,), report = read_text("pubannotation", tmp_path, lines, found=True)
    assert spans_of(document) == ["IRF-4", "IFN-α"]
    first, second = document.annotations.mentions
    assert {name: each.value for name, each in first.attributes.items()} == {
        "confidence": "0.5", "Negation": True,
    }  # fmt: skip
    assert (second.note, second.entity) == ("메모", "Wikidata:Q1")
    assert [(each.name, each.kb_id) for each in document.entities] == [("IFN-α", "Q1")]
    (edge,) = document.annotations.relationships
    assert (edge.type, edge.head, edge.tail) == ("interactWith", "T1", "T2")
    assert document.annotator == "P"
    assert document.article.metadata.extra == {"sourcedb": "PubMed", "sourceid": "123"}
    assert codes(report) == ["json.kept", "json.unproved"]


def test_pieces_are_bags_or_chains(tmp_path: Path) -> None:
    bag = {**WHOLE, "denotations": [{"id": "T1", "obj": "X", "span": [
        {"begin": 6, "end": 16}, {"begin": 0, "end": 5}]}]}  # fmt: skip
    pieces = [
        denotation("T1", 6, 16, "X"), denotation("T2", 0, 5, "_FRAGMENT"),
        denotation("T3", 20, 23, "_FRAGMENT"),
    ]  # fmt: skip
    chain = {"pred": "_lexicallyChainedTo"}
    chains = {"text": TEXT, "denotations": pieces, "relations": [
        {"id": "R1", "subj": "T2", "obj": "T3", **chain},
        {"id": "R2", "subj": "T1", "obj": "T2", **chain},
    ]}  # fmt: skip
    bag = {"text": TEXT, "denotations": bag["denotations"]}
    found, report = read_text("pubannotation", tmp_path, [bag, chains])
    assert [spans_of(each) for each in found] == [
        ["IRF-4", "expression"], ["IRF-4", "expression", "CML"],
    ]  # fmt: skip
    assert [len(each.annotations.mentions) for each in found] == [1, 1]
    assert report.refused == ()


def test_a_place_without_an_object_of_its_own_is_read(tmp_path: Path) -> None:
    bare = {"text": TEXT, "denotations": [{"id": "T1", "begin": 0, "end": 5, "obj": "Protein"}]}
    (found,), report = read_text("pubannotation", tmp_path, bare)
    assert spans_of(found) == ["IRF-4"]
    assert codes(report) == ["json.unproved"]


def test_what_is_said_of_a_relation_is_an_attribute_of_it(tmp_path: Path) -> None:
    (found,), report = read_text("pubannotation", tmp_path, {
        "text": TEXT, "denotations": [IRF, IFN],
        "relations": [{"id": "R1", "subj": "T1", "pred": "has", "obj": "T2"}],
        "attributes": [{"subj": "R1", "pred": "sure", "obj": "no"}],
        "modifications": [{"pred": "Negation", "obj": "R1"}],
    })  # fmt: skip
    (edge,) = found.annotations.relationships
    assert {name: each.value for name, each in edge.attributes.items()} == {
        "sure": "no", "Negation": True,
    }  # fmt: skip
    assert report.refused == ()


def test_each_track_is_a_document_of_its_project(tmp_path: Path) -> None:
    tracks = [{"project": "A", "denotations": [IRF]}, {"project": "B", "denotations": [IFN]}]
    found, _ = read_text("pubannotation", tmp_path, {"text": TEXT, "tracks": tracks}, found=True)
    assert [(each.coder, spans_of(each)) for each in found] == [
        ("A", ["IRF-4"]), ("B", ["IFN-α"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"denotations": [IRF, denotation("T9", 50, 99)]}, "offsets.outside"),
        ({"denotations": [IRF, {"id": "T9", "span": {"begin": 1}, "obj": "X"}]}, "json.bad_mark"),
        ({"denotations": [IRF, {"id": "T9", "span": {"begin": 1, "end": 3}}]}, "json.no_mark"),
        ({"denotations": [IRF, denotation("T1", 6, 9)]}, "json.twice"),
        ({"attributes": [{"subj": "T9", "pred": "a", "obj": "b"}]}, "json.dangling"),
        ({"relations": [{"subj": "T1", "pred": "a", "obj": "T9"}]}, "json.dangling"),
        (
            {
                "relations": [
                    {"id": "R1", "subj": "T1", "pred": "a", "obj": "T1"},
                    {"id": "R2", "subj": "R1", "pred": "a", "obj": "T1"},
                ]
            },
            "json.no_end",
        ),
        ({"relations": [{"subj": "T1", "obj": "T1"}]}, "json.bad_edge"),
        ({"denotations": [IRF, {"id": "T9", "span": "1-3", "obj": "X"}]}, "json.bad_mark"),
        ({"relations": [7]}, "json.bad_edge"),
        ({"relations": "R1"}, "json.bad_edge"),
    ],
)
def test_a_bad_annotation_is_named_and_the_rest_is_read(
    more: dict[str, Any], code: str, tmp_path: Path
) -> None:
    line = {"text": TEXT, "denotations": [IRF], **more}
    (document,), report = read_text("pubannotation", tmp_path, line)
    assert [(each.message.code, each.line) for each in report.refused] == [(code, 1)]
    assert spans_of(document) == ["IRF-4"]


# -- folders and archives


def packed(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return path


def test_an_archive_is_read_where_it_lies(tmp_path: Path) -> None:
    data = json.dumps(WHOLE).encode()
    path = packed(
        tmp_path / "a.tgz", {"a/1.json": data, "../../2.json": data, "a/readme.txt": b"x"}
    )
    assert recognised(path) == "pubannotation"
    found, report = read("pubannotation", path)
    assert [each.name for each in found] == ["1", "2"]
    assert "import.passed_over" in codes(report)
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["a.tgz"]


def test_archives_that_are_cut_off_or_absurd_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pubannotation_files, "_SMALL", 1 << 20)
    bomb = packed(tmp_path / "bomb.tgz", {f"{n}.json": bytes(1 << 20) for n in range(8)})
    cut = tmp_path / "cut.tgz"
    whole = packed(tmp_path / "whole.tgz", {"1.json": json.dumps(WHOLE).encode()}).read_bytes()
    cut.write_bytes(whole[: len(whole) // 2])
    for path, code in ((bomb, "foreign.bomb"), (cut, "foreign.damaged")):
        with pytest.raises(FormatError) as raised:
            read("pubannotation", path)
        assert raised.value.message.code == code
        assert not reader_of("pubannotation").recognises(path)


def test_a_folder_has_a_file_for_each_article_and_a_manifest(tmp_path: Path) -> None:
    (document,), _ = read_text("pubannotation", tmp_path, WHOLE)
    written("pubannotation", tmp_path / "out", document, document)
    names = sorted(each.name for each in (tmp_path / "out").iterdir())
    assert len(names) == 3
    assert "manifest.json" in names
    assert recognised(tmp_path / "out") == "pubannotation"
    found, _ = read("pubannotation", tmp_path / "out")
    assert [spans_of(each) for each in found] == [["IRF-4", "IFN-α"]] * 2
    blocks = json.loads((tmp_path / "out" / names[0]).read_text("utf-8"))["blocks"]
    assert [each["obj"] for each in blocks] == ["Article", "title"]

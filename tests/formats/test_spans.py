"""Records with spans as libraries and smaller tools write them."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.formats.json_law import codes, read, read_text, spans_of

from juseok.core.errors import FormatError
from juseok.formats.registry import recognised

TEXT = "한빛전자는 공장을 늘린다."
ORG, PLANT = [0, 4, "ORG"], [6, 8, "FAC"]

SHAPES: dict[str, dict[str, Any]] = {
    "spaCy": {"text": TEXT, "entities": [ORG, PLANT]},
    "Doc.to_json": {"text": TEXT, "ents": [
        {"start": 0, "end": 4, "label": "ORG"}, {"start": 6, "end": 8, "label": "FAC"},
    ]},
    "Argilla 1": {"text": TEXT, "annotation": [["ORG", 0, 4], ["FAC", 6, 8]], "prediction": None},
    "Dataturks": {"content": TEXT, "annotation": [
        {"label": ["ORG"], "points": [{"start": 0, "end": 3, "text": "한빛전자"}]},
        {"label": ["FAC"], "points": [{"start": 6, "end": 7, "text": "공장"}]},
    ]},
    "a pipeline": {"sentence": TEXT, "entities": [
        {"begin": 0, "stop": 4, "entity_group": "ORG", "word": "한빛전자"},
        {"start_char": 6, "end_char": 8, "type": "FAC", "id": 2},
    ]},
    "LightTag": {"examples": [{"content": TEXT, "annotations": [
        {"start": 0, "end": 4, "tag": "ORG", "value": "한빛전자"},
        {"start": 6, "end": 8, "tag": "FAC", "value": "공장"},
    ]}]},
    "several examples": {"classes": ["ORG", "FAC"], "annotations": [
        [TEXT, {"entities": [ORG, PLANT]}],
    ]},
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_every_way_to_say_it_is_read(name: str, tmp_path: Path) -> None:
    (document,), report = read_text("spans", tmp_path, SHAPES[name], found=True)
    assert spans_of(document) == ["한빛전자", "공장"]
    assert [each.type for each in document.annotations.mentions] == ["ORG", "FAC"]
    assert report.refused == ()


def test_training_examples_are_pairs(tmp_path: Path) -> None:
    path = tmp_path / "train.json"
    pairs = [[TEXT, {"entities": [ORG], "cats": ["가", "나"]}], ["둘째 글", {"entities": []}], 7]
    path.write_text(json.dumps(pairs, indent=1), "utf-8")
    assert recognised(path) == "spans"
    (one, two), report = read("spans", path)
    assert (spans_of(one), spans_of(two)) == (["한빛전자"], [])
    assert one.article.metadata.extra == {"cats": "가, 나"}
    assert (codes(report), report.read) == (["import.bad_json_object", "json.unproved"], 3)
    path.write_text(json.dumps(pairs)[:-3], "utf-8")
    assert recognised(path) == "spans"
    found, report = read("spans", path)
    assert (len(found), codes(report)) == (2, ["json.truncated", "json.unproved"])


@pytest.mark.parametrize("begin", ["", "\ufeff"])
def test_pairs_may_stand_line_by_line(begin: str, tmp_path: Path) -> None:
    path = tmp_path / "train.jsonl"
    lines = [json.dumps([f"😀{TEXT}", {"entities": [[2, 6, "ORG"]]}]), "{}", '["글"', "7"]
    path.write_text(begin + "\n".join(lines), "utf-8")
    assert recognised(path) == "spans"
    (found,), report = read("spans", path)
    assert spans_of(found) == ["한빛전자"]  # it counts UTF-16 units
    assert [(line.message.code, line.line) for line in report.refused] == [
        ("json.no_text", 2), ("import.bad_json", 3), ("import.bad_json_object", 4),
    ]  # fmt: skip


def test_a_long_first_text_does_not_hide_pairs(tmp_path: Path) -> None:
    path = tmp_path / "train.json"
    path.write_text(json.dumps([[TEXT * 20_000, {"entities": [ORG]}]]), "utf-8")
    assert recognised(path) == "spans"


def test_spans_of_one_id_are_all_read(tmp_path: Path) -> None:
    given = [{"start": s, "end": e, "label": label, "id": 1} for s, e, label in (ORG, PLANT)]
    (document,), report = read_text("spans", tmp_path, {"text": TEXT, "entities": given})
    assert spans_of(document) == ["한빛전자", "공장"]
    assert [line.message.params for line in report.changed] == [{"name": "spans.id", "count": 2}]


def test_answers_are_of_those_who_gave_them(tmp_path: Path) -> None:
    line = {
        "text": TEXT, "status": "completed", "fields": {"a": 1},
        "names.responses": [[{"start": 0, "end": 4, "label": "ORG"}], [], [
            {"start": 6, "end": 8, "label": "FAC"}]],
        "names.responses.users": ["u1", "u2", "u3"],
        "names.responses.status": ["submitted", "discarded", "submitted"],
    }  # fmt: skip
    found, report = read_text("spans", tmp_path, line, found=True)
    assert [(each.coder, spans_of(each)) for each in found] == [
        ("u1", ["한빛전자"]), ("u3", ["공장"]),
    ]  # fmt: skip
    assert found[0].article.metadata.extra == {"status": "completed"}
    assert codes(report) == ["json.passed_over", "json.unproved", "label_studio.skipped"]


def test_tokens_with_tags_are_joined(tmp_path: Path) -> None:
    line = {"id": 1, "tokens": ["한빛", "전자는", "판다"], "ner_tags": ["B-ORG", "I-ORG", "O"]}
    (document,), report = read_text("spans", tmp_path, line, found=True)
    assert (document.article.text, spans_of(document)) == ("한빛 전자는 판다", ["한빛 전자는"])
    assert codes(report) == ["json.joined_tokens"]
    path = tmp_path / "many.jsonl"
    path.write_text(f"{json.dumps(line)}\n" * 3, "utf-8")
    _, report = read("spans", path)
    assert [each.message.params for each in report.changed] == [{"count": 3}]  # once for all


NUMBERED = {"tokens": ["한빛", "전자는", "판다"], "ner_tags": [3, 4, 0]}
TAGS = ["O", "B-PER", "I-PER", "ORG_B", "ORG_I"]
CARD = """---
license: cc-by-4.0
dataset_info:
- config_name: dp
  features:
  - name: ner_tags
    sequence:
      class_label:
        names:
          '0': NP
- config_name: ner
  features:
  - name: tokens
    sequence: string
  - name: ner_tags
    sequence:
      class_label:
        names:
          '0': 'O'
          '1': B-PER
          '2': I-PER
          '3': "B-ORG"
          '4': I-ORG
  - name: guid
    dtype: string
  splits:
  - name: train
---
# names:
- name: no
"""


def infos(names: list[str]) -> dict[str, Any]:
    label = {"names": names, "_type": "ClassLabel"}
    return {"features": {"ner_tags": {"feature": label, "_type": "Sequence"}, "n": {"dtype": "x"}}}


@pytest.mark.parametrize(
    ("name", "card"),
    [
        ("README.md", CARD),
        ("dataset_infos.json", json.dumps({"ner": infos(TAGS), "dp": infos(["NP"])})),
        ("dataset_info.json", json.dumps(infos(TAGS))),
        ("README.md", "---\n- name: ner_tags\n  names:\n  - O\n  - x\n  - x\n  - B-ORG\n  - I-ORG"),
    ],
)
def test_tags_that_are_numbers_have_the_names_of_the_data_set(
    name: str, card: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(card.replace("- x", "- B-A"), "utf-8")
    path = tmp_path / "ner" / "data" / "train.jsonl"
    path.parent.mkdir(parents=True)
    bad = {**NUMBERED, "ner_tags": [3, 9, 0]}
    path.write_text("\n".join(map(json.dumps, (NUMBERED, bad))), "utf-8")
    assert recognised(path) == "spans"
    (document,), report = read("spans", path)
    assert [(each.type, each.spans[0].quote) for each in document.annotations.mentions] == [
        ("ORG", "한빛 전자는")
    ]
    assert [(each.message.code, each.line) for each in report.refused] == [("spans.no_name", 2)]


def test_tags_that_are_numbers_without_names_are_refused_with_what_to_bring(tmp_path: Path) -> None:
    path = tmp_path / "x" / "y" / "z" / "train.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(NUMBERED), "utf-8")
    assert recognised(path) == "spans"
    for card, code in (
        ("", "spans.no_names"), (CARD, "spans.several_names"),
        (CARD.replace("config_name: dp", "config_name: train"), "spans.no_tags"),
    ):  # fmt: skip
        (path.parent / "README.md").write_text(card, "utf-8")
        with pytest.raises(FormatError) as raised:
            read("spans", path)
        assert raised.value.message.code == code
        assert raised.value.message.params["column"] == "ner_tags"


def test_tokens_that_are_characters_are_joined_without_blanks(tmp_path: Path) -> None:
    line = {"tokens": [*"한빛은 판다"], "ner_tags": ["B-OG", "I-OG", "O", "O", "O", "O"]}
    (document,), report = read_text("spans", tmp_path, line, found=True)
    assert (document.article.text, spans_of(document)) == ("한빛은 판다", ["한빛"])
    assert codes(report) == []


def test_numbers_beside_spans_in_words_are_not_asked_for_names(tmp_path: Path) -> None:
    line = {**NUMBERED, "text": TEXT, "entities": [PLANT]}
    (document,), _ = read_text("spans", tmp_path, line, found=True)
    assert spans_of(document) == ["공장"]


def test_a_record_of_a_list_in_an_object_is_told_by_its_number(tmp_path: Path) -> None:
    good = {"text": TEXT, "entities": [PLANT]}
    _, report = read_text("spans", tmp_path, {"examples": [good, {"text": " "}, good]})
    assert [(each.line, each.record) for each in report.refused] == [(1, 2)]


def test_bad_spans_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    bad = [[0, 4], [0, 99, "A"], ["0", None, "B"], {"start": 0}, None]
    (document,), report = read_text("spans", tmp_path, {"text": TEXT, "entities": [*bad, PLANT]})
    assert spans_of(document) == ["공장"]
    told = [each.message.code for each in report.refused]
    assert sorted(told) == [*["json.no_mark"] * 4, "offsets.outside"]


@pytest.mark.parametrize(
    "value",
    [
        {"text": TEXT, "label": ["경제"]},
        {"text": TEXT, "tags": ["가", "나"]},
        {"text": TEXT, "entities": [{"name": "한빛전자"}]},
        {"tokens": ["가"], "ner_tags": [1, 2]},
        {"tokens": ["가"], "ner_tags": [True]},
        {"text": TEXT, "spans": []},
    ],
)
def test_what_has_no_spans_is_nobody_s(value: object, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(value), "utf-8")
    assert recognised(path) != "spans"

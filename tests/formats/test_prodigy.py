"""Prodigy JSON lines: out and back, tokens that spans fit, and answers that are no annotations."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from tests.formats.documents import documents
from tests.formats.json_law import check_comes_back, codes, read_text, spans_of

from juseok.formats.document import Document
from juseok.formats.json_tools.page import Holds, page_of
from juseok.formats.json_tools.prodigy_tokens import token_places, tokens_of

TEXT = "한빛전자는 공장을 늘린다."
TOKENS = [
    {"text": "한빛전자", "start": 0, "end": 4, "id": 0, "ws": False},
    {"text": "는", "start": 4, "end": 5, "id": 1, "ws": True},
    {"text": "공장", "start": 6, "end": 8, "id": 2, "ws": False},
    {"text": "을", "start": 8, "end": 9, "id": 3, "ws": True},
]
ORG = {"start": 0, "end": 4, "label": "ORG"}
PLANT = {"start": 6, "end": 8, "label": "FAC"}


@given(documents())
def test_everything_comes_back(document: Document) -> None:
    with tempfile.TemporaryDirectory() as folder:
        check_comes_back("prodigy", document, Path(folder))


@given(documents())
def test_tokens_are_the_text_and_every_span_is_some_of_them(document: Document) -> None:
    text = document.article.text
    spans = [span for mark in page_of(document, Holds()).marks for span in mark.spans]
    tokens = tokens_of(text, spans)
    assert "".join(f"{each['text']}{' ' * each['ws']}" for each in tokens) == text
    assert all(text[each["start"] : each["end"]] == each["text"] != "" for each in tokens)
    begins, ends = token_places(tokens)
    assert all(begins[span.start] <= ends[span.end] for span in spans)


WAYS: dict[str, dict[str, Any]] = {
    "an inclusive token": {"spans": [{**ORG, "token_start": 0, "token_end": 0}]},
    "the token after the last": {"spans": [{**ORG, "token_start": 0, "token_end": 1}]},
    "words of its own": {"spans": [{**ORG, "text": "한빛전자"}]},
    "tokens alone": {"spans": [{"token_start": 0, "token_end": 0, "label": "ORG"}]},
}


@pytest.mark.parametrize("name", WAYS)
def test_spans_are_proved_by_words_or_tokens(name: str, tmp_path: Path) -> None:
    task = {"text": TEXT, "tokens": TOKENS, "answer": "accept", "_task_hash": 1, **WAYS[name]}
    (document,), report = read_text("prodigy", tmp_path, task, found=True)
    assert spans_of(document) == ["한빛전자"]
    assert codes(report) == []


def test_a_span_whose_words_stand_elsewhere_is_moved_and_told(tmp_path: Path) -> None:
    task = {"text": f"그 {TEXT}", "spans": [{**ORG, "text": "한빛전자"}]}
    (document,), report = read_text("prodigy", tmp_path, task)
    assert spans_of(document) == ["한빛전자"]
    assert codes(report) == ["offsets.nearest"]


RELATIONS: dict[str, dict[str, Any]] = {
    "by their spans": {"head": 0, "child": 2, "head_span": ORG, "child_span": PLANT},
    "by their tokens": {"head": 0, "child": 2},
    "by their ids": {"head": 9, "child": 9, "head_id": 1, "child_id": 2},
}


@pytest.mark.parametrize("name", RELATIONS)
def test_relations_are_found(name: str, tmp_path: Path) -> None:
    spans = [{**ORG, "id": 1}, {**PLANT, "id": 2}]
    task = {"text": TEXT, "tokens": TOKENS, "spans": spans}
    task["relations"] = [{"label": "owns", **RELATIONS[name]}]
    (document,), _ = read_text("prodigy", tmp_path, task)
    (edge,) = document.annotations.relationships
    assert (edge.type, edge.head, edge.tail) == ("owns", "0-4 ORG", "6-8 FAC")


def test_a_relation_may_bring_its_own_spans(tmp_path: Path) -> None:
    relation = {"label": "owns", "head": 0, "child": 2, "head_span": ORG, "child_span": PLANT}
    task = {"text": TEXT, "spans": [ORG], "relations": [relation, {"label": "owns", "head": 7}]}
    (document,), report = read_text("prodigy", tmp_path, task)
    assert spans_of(document) == ["한빛전자", "공장"]
    assert codes(report) == ["json.bad_edge", "json.unproved"]


def test_what_was_not_accepted_is_told_and_no_annotation(tmp_path: Path) -> None:
    tasks = [{"text": TEXT, "spans": [ORG], "answer": each} for each in ("reject", "ignore")]
    good = {"text": TEXT, "spans": [ORG], "_session_id": "news-가온", "meta": {"source": "연합"}}
    (document,), report = read_text("prodigy", tmp_path, *tasks, good)
    assert [(each.message.code, each.line) for each in report.refused] == [
        ("prodigy.answer", 1), ("prodigy.answer", 2),
    ]  # fmt: skip
    assert (document.annotator, document.coder) == ("news-가온", "")
    assert document.article.metadata.extra == {"source": "연합"}
    assert report.read == 3


def test_tasks_of_several_people_are_told_apart(tmp_path: Path) -> None:
    tasks = [{"text": TEXT, "spans": [ORG], "_annotator_id": who} for who in ("a", "b")]
    found, _ = read_text("prodigy", tmp_path, *tasks)
    assert [each.coder for each in found] == ["a", "b"]


def test_what_is_no_span_is_told(tmp_path: Path) -> None:
    spans = [{"label": "ORG"}, 7, {**ORG, "start": None}, ORG, {**PLANT, "rank": 2}]
    (document,), report = read_text("prodigy", tmp_path, {"text": TEXT, "spans": spans})
    assert spans_of(document) == ["한빛전자", "공장"]
    assert codes(report) == [*["json.no_mark"] * 3, "json.passed_over", "json.unproved"]

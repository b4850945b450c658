"""Data sets: every row proves, the card says what there is, and a missing extra is named."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from tests.formats.documents import documents
from tests.formats.side_files import about, assert_reported
from tests.formats.test_klue_nikl import news

from juseok.core.errors import FormatError
from juseok.formats.datasets.card import card
from juseok.formats.datasets.docbin import SpacyWriter, doc_of
from juseok.formats.datasets.hugging_face import HuggingFaceWriter
from juseok.formats.datasets.records import SHAPE, Shape, row_of
from juseok.formats.document import Document


@given(documents())
def test_every_row_has_every_column_and_its_spans_prove(document: Document) -> None:
    row = row_of(document)
    assert_shape(row, SHAPE)
    stretches = list(found(row))
    assert all(row["text"][each["start"] : each["end"]] == each["text"] for each in stretches)
    kept = document.annotations
    assert len(row["mentions"]) == len(kept.mentions)
    assert [each["id"] for each in row["claims"]] == [each.id for each in kept.claims]
    assert len(stretches) >= sum(len(each.spans) for each in kept.mentions)


def assert_shape(value: Any, shape: Shape) -> None:
    if isinstance(shape, str):
        assert type(value) is {"string": str, "int": int, "bool": bool}[shape]
    elif isinstance(shape, tuple):
        for each in value:
            assert_shape(each, shape[0])
    else:
        assert list(value) == list(shape)
        for name, each in shape.items():
            assert_shape(value[name], each)


def found(value: Any) -> Any:
    """Every record with offsets and words in ``value``."""
    if isinstance(value, dict):
        if value.get("start", -1) >= 0 and "text" in value and "role" not in value:
            yield value
        for each in value.values():
            yield from found(each)
    elif isinstance(value, list):
        for each in value:
            yield from found(each)


def test_the_folder_has_a_card_data_and_a_manifest(tmp_path: Path) -> None:
    told = HuggingFaceWriter().write([news(), news()], tmp_path / "out", about=about())
    assert_reported(told, HuggingFaceWriter(), [news(), news()])
    rows = [
        json.loads(line)
        for line in (tmp_path / "out" / "data" / "train.jsonl").read_text("utf-8").splitlines()
    ]
    assert rows == [row_of(news())] * 2
    text = (tmp_path / "out" / "README.md").read_text("utf-8")
    head = text.split("---\n")[1]
    assert "    path: data/train.jsonl\n" in head
    assert "    num_examples: 2\n" in head
    assert "| `ORG` | 기관·기업, Organisation | 2 |" in text
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert set(manifest["files"]) == {"README.md", "data/train.jsonl"}


def test_a_name_that_yaml_minds_is_quoted() -> None:
    strange = about()
    text = card(strange, file="a", kinds={}, labels={"없는 것": 1})
    assert 'pretty_name: "Juseok"\n' in text
    assert "| `없는 것` |  | 1 |" in text


def test_parquet_has_the_same_rows(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra parquet is not installed")
    HuggingFaceWriter().write([news()] * 201, tmp_path / "out", about=about(data="parquet"))
    table = parquet.read_table(tmp_path / "out" / "data" / "train.parquet")
    assert table.num_rows == 201
    assert table.slice(200).to_pylist() == [row_of(news())]


@pytest.mark.parametrize(
    ("module", "writer", "options"),
    [
        ("pyarrow", HuggingFaceWriter(), {"data": "parquet"}),
        ("spacy.tokens", SpacyWriter(), {}),
    ],
)
def test_a_missing_extra_is_named(
    module: str, writer: Any, options: dict[str, str], tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(FormatError) as refused:
        writer.write([news()], tmp_path / "out", about=about(**options))
    assert refused.value.message.code == "format.extra"


@pytest.mark.drill
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_spacy_has_the_text_and_every_span(document: Document) -> None:
    vocab = pytest.importorskip("spacy.vocab", reason="the extra spacy is not installed")
    doc = doc_of(document, vocab.Vocab())
    assert doc.text == document.article.text
    wanted = [
        (each.id, each.type, span.start, span.end)
        for each in document.annotations.mentions
        for span in each.spans
    ]
    group = [
        (each.id_, each.label_, each.start_char, each.end_char) for each in doc.spans["mentions"]
    ]
    assert group == wanted
    assert all(one.end <= other.start for one, other in zip(doc.ents, doc.ents[1:], strict=False))
    assert json.loads(doc.user_data["juseok"]) == row_of(document)


@pytest.mark.drill
def test_spacy_reads_its_own_files(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy", reason="the extra spacy is not installed")
    SpacyWriter().write([news()] * 3, tmp_path / "out", about=about())
    (file,) = (tmp_path / "out").glob("*.spacy")
    docs = list(spacy.tokens.DocBin().from_disk(file).get_docs(spacy.vocab.Vocab()))
    assert [doc.text for doc in docs] == [news().article.text] * 3
    assert [(each.text, each.label_) for each in docs[0].ents] == [
        ("한빛전자", "ORG"), ("도하윤", "PERSON"), ("대표", "TITLE"), ("서울", "GPE"),
        ("누리칩", "PRODUCT"), ("2월", "DATE"),
    ]  # fmt: skip
    assert len(list(docs[0].sents)) == 3

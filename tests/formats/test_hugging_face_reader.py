"""Data sets for the Hub come in again, and so do their rows from other hands."""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.alike import contents
from tests.formats.documents import documents
from tests.formats.json_law import codes, read, spans_of
from tests.formats.side_files import about
from tests.formats.test_klue_nikl import news

from juseok.core.errors import FormatError
from juseok.core.model import ArticleAnnotations, Claim, ClaimLink, SentenceEdits, Value
from juseok.core.sentences import sentences
from juseok.core.spans import make_span
from juseok.formats.datasets.records import row_of
from juseok.formats.document import Document
from juseok.formats.registry import recognised, writer_of

FORM = "huggingface"


def written(path: Path, found: Sequence[Document], **options: str) -> Path:
    writer_of(FORM).write(found, path, about=about(**options))
    return path


@settings(max_examples=60)
@given(documents(), st.sampled_from(["jsonl", "parquet"]))
def test_a_data_set_comes_back(document: Document, data: str) -> None:
    pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
    with TemporaryDirectory() as folder:
        path = written(Path(folder) / "out", [document], data=data)
        assert recognised(path) == FORM
        (found,), report = read(FORM, path)
    assert {line.message.code for line in report.refused} <= {"json.dangling"}
    cut = sentences(found.article.text, edits=found.article.sentencing)
    assert cut == sentences(document.article.text, edits=document.article.sentencing)
    assert contents(bare(found)) == contents(bare(as_rows_hold(document)))


def bare(document: Document) -> Document:
    """Without corrections of sentences, which come back as others that say the same."""
    return replace(document, article=replace(document.article, sentencing=SentenceEdits()))


def as_rows_hold(document: Document) -> Document:
    """``document`` as rows can say it: how a value came is not in them."""
    found = document.annotations

    def held(record: Any) -> Any:
        words: dict[str, bool | None] = {"true": True, "false": False, "": None}
        values = {
            name: Value(words.get(str(each.value), each.value), record.how)
            for name, each in record.attributes.items()
        }
        return replace(record, attributes=values)

    annotations = replace(
        found, mentions=tuple(map(held, found.mentions)), claims=tuple(map(held, found.claims)),
        relationships=tuple(map(held, found.relationships)), rejections=(),
    )  # fmt: skip
    return replace(document, annotations=annotations)


def test_links_between_articles_come_back(tmp_path: Path) -> None:
    one, other = linked()
    found, report = read(FORM, written(tmp_path / "out", [one, other]))
    assert report.is_clean
    assert found[0].annotations.claim_links == one.annotations.claim_links
    assert found[0].elsewhere == found[1].elsewhere == {"c1", "c2"}


def linked() -> tuple[Document, Document]:
    found: list[Document] = []
    for number in (1, 2):
        text = f"{number}. 늘린다고 했다."
        article = replace(news().article, id=f"{number}", text=text, zones=())
        claim = Claim(f"c{number}", "", article.id, (make_span(text, 3, 7),))
        found.append(Document(article=article, annotations=ArticleAnnotations(claims=(claim,))))
    # its own id is that of its text, which the reader works out anew
    link = ClaimLink("l1", "", "", "supports", "c1", "c2")
    one = found[0].annotations
    read_again = replace(found[0], annotations=replace(one, claim_links=(link,)))
    with TemporaryDirectory() as folder:
        (again, _), _ = read(FORM, written(Path(folder) / "out", [read_again, found[1]]))
    own = replace(link, article=again.article.id)
    return replace(read_again, annotations=replace(one, claim_links=(own,))), found[1]


def lines(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(each) + "\n" for each in rows), "utf-8")
    return path


def test_rows_from_other_hands_are_proved(tmp_path: Path) -> None:
    row = row_of(news())
    row["mentions"] = [
        {"type": "ORG", "start": 0, "end": 4, "text": "한빛전자"},
        {"type": "ORG", "start": 1, "end": 5, "text": "한빛전자", "score": 0.5},
        {"type": "ORG", "start": 0, "end": 4, "text": "없는말"},
        {"type": "ORG"},
    ]
    row |= {"relationships": [], "claims": [], "claim_links": [], "split": "a", "tokens": ["a"]}
    path = lines(tmp_path / "rows.jsonl", row)
    assert recognised(path) == FORM
    (found,), report = read(FORM, path)
    assert spans_of(found) == ["한빛전자", "한빛전자"]
    assert found.article.metadata.extra["split"] == "a"
    assert codes(report) == [
        "json.bad_mark", "json.passed_over", "json.passed_over", "offsets.lost", "offsets.nearest",
    ]  # fmt: skip


def test_a_title_that_was_changed_in_its_column_is_taken(tmp_path: Path) -> None:
    row = row_of(news()) | {"title": "새 제목"}
    (found,), _ = read(FORM, lines(tmp_path / "rows.jsonl", row))
    assert found.article.metadata.title == "새 제목"


def test_a_row_without_a_text_is_told(tmp_path: Path) -> None:
    path = lines(tmp_path / "rows.jsonl", row_of(news()), row_of(news()) | {"text": None})
    found, report = read(FORM, path)
    assert len(found) == 1
    assert [line.message.code for line in report.refused] == ["json.no_text"]


def test_parquet_without_what_reads_it_is_told_and_not_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
    path = written(tmp_path / "out", [news()], data="parquet")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert recognised(path) == FORM
    with pytest.raises(FormatError) as refused:
        read(FORM, path)
    assert refused.value.message.code == "import.extra"


def test_damaged_parquet_is_told(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
    path = written(tmp_path / "out", [news()] * 2, data="parquet") / "data" / "train.parquet"
    data = bytearray(path.read_bytes())
    data[4:400] = bytes(396)
    path.write_bytes(data)
    with pytest.raises(FormatError) as refused:
        read(FORM, path)
    assert refused.value.message.code == "dataset.parquet"

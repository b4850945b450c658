"""No field of a file is dropped without a word: one that nothing here knows changes what is read,
or is told by its name."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.formats.alike import contents
from tests.formats.json_law import ABOUT

from juseok.core.ids import article_id
from juseok.core.model import (
    Article,
    ArticleAnnotations,
    Claim,
    ClaimLink,
    Entity,
    How,
    Mention,
    Metadata,
    PublishedAt,
    Ref,
    Relationship,
    Remark,
    Value,
    Zone,
    ZoneRole,
)
from juseok.core.spans import Spans, make_span
from juseok.formats.base import ReportBuilder
from juseok.formats.cas import layers
from juseok.formats.document import Document
from juseok.formats.registry import reader_of, writer_of
from juseok.formats.standoff.reader import StandoffReader

TEXT = "한빛전자는 공장을 “늘린다”고 이가온 대표가 밝혔다.\n새벽시는 이를 부인했다."
ARTICLE = article_id(TEXT, 1)
FORMS = (
    "web-annotation", "uima-json", "doccano", "label-studio", "prodigy", "pubannotation",
    "klue-re", "klue-ner", "nikl", "standoff",
)  # fmt: skip
NO_DATA = ("@context", "%TYPES", "%VIEWS")
"""What says how to read the rest, and nothing of an article."""


PASSED = (
    "uima.cas.Sofa", "uima.cas.FSArray", layers.link_type(layers.CLAIM) + "[]", layers.SENTENCE,
    layers.TOKEN,
)  # fmt: skip
"""Structures that are made anew, or hold others together."""


def words(quote: str) -> Spans:
    at = TEXT.index(quote)
    return (make_span(TEXT, at, at + len(quote)),)


def document() -> Document:
    mentions = (
        Mention("T1", "", ARTICLE, "ORG", words("한빛전자"), "e1", {"actor": Value("firm")},
                How.IMPORTED, "메모"),
        Mention("T2", "", ARTICLE, "PERSON", words("이가온")),
        Mention("T3", "", ARTICLE, "ORG", words("새벽시"), "e1"),
    )  # fmt: skip
    claims = (
        Claim("E1", "", ARTICLE, words("공장을 “늘린다"), cue=words("밝혔다"),
              source=(Ref("mention", "T2"),), source_state="given"),
        Claim("E2", "", ARTICLE, words("부인"), cue=words("부인했다"), how=How.HAND),
    )  # fmt: skip
    return Document(
        article=Article(
            ARTICLE, TEXT, (Zone(0, len(TEXT), ZoneRole.BODY),),
            Metadata(title="제목", published=PublishedAt("3월 4일"), extra={"칸": "ㄱ"}), 1,
        ),
        annotations=ArticleAnnotations(
            mentions, claims,
            (ClaimLink("R2", "", ARTICLE, "supports", "E1", "E2", How.IMPORTED),),
            (Relationship("R1", "", ARTICLE, "employed_by", "T2", "T1", (),
                          {"measure": Value("a")}),),
            (Remark("", "", ARTICLE, "T1", "note", "말"),),
        ),
        entities=(Entity("e1", "", "ORG", "한빛전자", ("한빛",), "Q12"),),
        annotator="김", name="가",
    )  # fmt: skip


def told(form: str, path: Path) -> Any:
    """Everything that comes of a file: what it says, what is kept of it, and the report."""
    report = ReportBuilder()
    reader = reader_of(form)
    if isinstance(reader, StandoffReader):
        reader = StandoffReader(lambda article: TEXT if article == ARTICLE else None)
    found = list(reader.read(path, report=report))
    lines = [(line.message.code, dict(line.message.params)) for line in report.lines]
    return [contents(each) for each in found], [each.kept for each in found], lines


def objects(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where each object of ``value`` stands; of those of a list the first of each shape."""
    if isinstance(value, dict):
        if value.get("%TYPE") not in PASSED:
            yield path
        for name, held in value.items():
            if name not in NO_DATA:
                yield from objects(held, (*path, name))
    elif isinstance(value, list):
        shapes: set[str] = set()
        for at, held in enumerate(value):
            shape = f"{held.get('%TYPE')} {sorted(held)}" if isinstance(held, dict) else ""
            if shape not in shapes:
                shapes.add(shape)
                yield from objects(held, (*path, at))


def with_stranger(value: Any, path: tuple[Any, ...]) -> Any:
    found = copy.deepcopy(value)
    here = found
    for step in path:
        here = here[step]
    here["unheard"] = "of"
    return found


@pytest.mark.parametrize("form", FORMS)
def test_a_field_that_nothing_here_knows_is_kept_or_told(form: str, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    writer_of(form).write([document()], out, about=ABOUT)
    before = told(form, out)
    files = [out] if out.is_file() else sorted(out.iterdir())
    unnoticed: list[str] = []
    for file in files:
        is_lines = file.suffix == ".jsonl"
        if file.suffix not in (".json", ".jsonl", ".jsonld") or file.stem in (
            "manifest",
            "context",
        ):
            continue
        data = file.read_bytes()
        value = json.loads(data.decode("utf-8-sig"))
        for path in objects(value):
            if (form, path) == ("uima-json", ()):
                continue  # beside the structures stands only how to read them
            changed = json.dumps(with_stranger(value, path), ensure_ascii=False)
            file.write_text(changed + "\n" * is_lines, "utf-8")
            if told(form, out) == before:
                unnoticed.append(f"{file.suffix} {path}")
        file.write_bytes(data)
    assert unnoticed == []


@pytest.mark.parametrize(
    ("form", "named"), [("doccano", "out.jsonl"), ("label-studio", "tasks.json")]
)
def test_notes_of_another_shape_than_ours_are_told(form: str, named: str, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    writer_of(form).write([document()], out, about=ABOUT)
    file = out if out.is_file() else out / named
    value = json.loads(file.read_text("utf-8"))
    for path in objects(value):
        here = value
        for step in path:
            here = here[step]
        if "remarks" in here:
            here["remarks"] = "no"
    file.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    assert [code for code, _ in told(form, out)[2]] == ["json.own"]

"""Annotations without texts: no word of an article goes out, and every place is proved, in too."""

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from tests.formats.documents import documents

from juseok.core.ids import sha256_hex
from juseok.core.scheme import load_scheme
from juseok.formats.base import ReportBuilder
from juseok.formats.document import ROLES, About, Document, Feature, Way, features_of, role
from juseok.formats.standoff.reader import StandoffReader
from juseok.formats.standoff.writer import StandoffWriter

ABOUT = About(scheme=load_scheme("default"))


@given(documents())
@settings(max_examples=30)
def test_no_words_go_out_and_every_place_proves(document: Document) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "out.jsonl"
        report = StandoffWriter().write([document], path, about=ABOUT)
        (line,) = path.read_text("utf-8").splitlines()
    found = json.loads(line)
    article = document.article
    assert found["sha256"] == sha256_hex(article.text.encode())
    assert len(found["mentions"]) == len(document.annotations.mentions)
    spans = [span for each in found["mentions"] for span in each["spans"]]
    spans += [span for each in found["claims"] for span in (*each["content"], *each["cue"])]
    spans += [ref[1:] for each in found["claims"] for ref in each["source"] if ref[0] == "span"]
    for start, end, digest in spans:
        words = article.text[start:end]
        assert sha256_hex(f"{article.id}\x1f{words}".encode())[:16] == digest
    for words in re.findall(r"[가-힣]{4,}", article.text):
        assert words not in line.replace(article.metadata.publisher or "\0", "")
    told = {line.message.params["what"].code.removeprefix("feature.")
            for line in report.refused if line.message.code == "format.left_out"}  # fmt: skip
    counts = features_of(document)
    support = StandoffWriter().support
    assert told == {f.value for f in Feature if counts[f] and support[f] is Way.REPORTED}


@given(documents())
@settings(max_examples=30)
def test_with_the_texts_at_hand_everything_that_is_held_comes_back(document: Document) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "out.jsonl"
        StandoffWriter().write([document], path, about=ABOUT)
        back, report = read(path, {document.article.id: document.article.text})
    assert not [line for line in report.lines if line.message.code == "standoff.place"]
    found, was = back[0].annotations, document.annotations
    assert [(e.id, e.type, e.spans, e.how) for e in found.mentions] == [
        (e.id, e.type, e.spans, e.how) for e in was.mentions
    ]
    assert [(e.id, e.content, e.cue, e.source_state, e.how) for e in found.claims] == [
        (e.id, e.content, e.cue, e.source_state, e.how) for e in was.claims
    ]
    for claim, before in zip(found.claims, was.claims, strict=True):
        for name in ROLES:
            known = {each.id for each in document.entities}
            kept = [ref for ref in role(before, name) if ref.sort != "entity" or ref.id in known]
            assert list(role(claim, name)) == kept
    assert [(e.type, e.head, e.tail, e.evidence) for e in found.relationships] == [
        (e.type, e.head, e.tail, e.evidence) for e in was.relationships
    ]
    claims = {each.id for each in was.claims}
    inside = [each for each in was.claim_links if {each.head, each.tail} <= claims]
    assert [(e.type, e.head, e.tail) for e in found.claim_links] == [
        (e.type, e.head, e.tail) for e in inside
    ]
    assert back[0].provenance == document.provenance


TEXT = "김하나는 서울시가 옳다고 말했다."
ARTICLE = "a" * 64 + "-1"


def read(path: Path, texts: dict[str, str]) -> tuple[list[Document], ReportBuilder]:
    report = ReportBuilder()
    reader = StandoffReader(texts.get)
    assert reader.recognises(path)
    return list(reader.read(path, report=report)), report


def line(**said: object) -> str:
    return json.dumps({
        "format": "juseok-standoff", "version": 1, "article": ARTICLE,
        "sha256": sha256_hex(TEXT.encode()), "length": len(TEXT), **said,
    })  # fmt: skip


def place(start: int, end: int) -> list[object]:
    return [start, end, sha256_hex(f"{ARTICLE}\x1f{TEXT[start:end]}".encode())[:16]]


def test_what_does_not_prove_is_left_out_with_what_hangs_on_it(tmp_path: Path) -> None:
    moved = [6, 9, place(5, 8)[2]]
    path = tmp_path / "a.jsonl"
    path.write_text(line(
        mentions=[
            {"id": "m1", "type": "PERSON", "spans": [place(0, 3)], "entity": "e1"},
            {"id": "m2", "type": "ORG", "spans": [moved]},
        ],
        relationships=[{"id": "r1", "type": "works_for", "head": "m1", "tail": "m2"}],
        entities=[{"id": "e1", "type": "PERSON", "kb_id": None}],
    ), "utf-8")  # fmt: skip
    ((document,), report) = read(path, {ARTICLE: TEXT})
    assert [each.id for each in document.annotations.mentions] == ["m1"]
    assert document.annotations.relationships == ()
    assert [(each.name, each.type) for each in document.entities] == [("김하나", "PERSON")]
    assert [(each.line, each.message.code) for each in report.lines] == [
        (1, "standoff.place"), (1, "standoff.ends"),
    ]  # fmt: skip


def test_a_line_whose_text_is_not_here_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [line(), line(version=9), line(length=3), line(mentions=[{"id": "m"}])]
    path.write_text("".join(row + "\n" for row in rows), "utf-8")
    for texts, first in (({}, "no_article"), ({ARTICLE: TEXT + "!"}, "other_text")):
        found, report = read(path, texts)
        assert found == []
        assert [each.message.code for each in report.lines] == [
            f"standoff.{code}" for code in (first, "version", first, "shape")
        ]
    report = ReportBuilder()
    assert not list(StandoffReader().read(path, report=report))
    assert report.lines[0].message.code == "standoff.no_texts"

"""What is read quickly, since it has the shape that nearly all has, is read as closely as the rest.

One field more in everything takes the quick ways away, and changes nothing but what is told.
"""

import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.formats.documents import documents
from tests.formats.json_law import codes, read, written

from juseok.core.ids import article_id
from juseok.core.text import NORM_VERSION, normalise
from juseok.formats.base import Report, ReportBuilder
from juseok.formats.brat import lines as brat
from juseok.formats.document import Document
from juseok.formats.offsets import Offsets
from juseok.formats.tokens.aside_quick import Quick
from juseok.formats.tokens.aside_reading import Aside, Seen

MARKS = {"tokens", "spans", "entities", "result", "denotations", "attributes", "word", "NE"}
FILES = {"label-studio": "tasks.json", "nikl": "nikl-ne.json"}


def strange(value: Any) -> Any:
    """``value`` with a field that nobody knows in every mark, token and region."""
    if isinstance(value, list):
        return [strange(each) for each in value]
    if not isinstance(value, dict):
        return value
    found = {name: each if name == "juseok" else strange(each) for name, each in value.items()}
    for name in MARKS & found.keys():
        if isinstance(found[name], list):
            found[name] = [
                {**each, "strange": 1} if isinstance(each, dict) else each for each in found[name]
            ]
    return found


def rewritten(path: Path, change: Callable[[Any], Any]) -> None:
    data = path.read_text("utf-8")
    said = data.removeprefix("\ufeff")
    parts = said.split("\n") if path.suffix == ".jsonl" else [said]
    made = [json.dumps(change(json.loads(each))) if each.strip() else each for each in parts]
    path.write_text(data[: len(data) - len(said)] + "\n".join(made), "utf-8")


def take_quick_ways_away(form: str, path: Path) -> None:
    """Make the export ``path`` one that the quick ways do not know."""
    files = [path] if path.is_file() else path.glob(FILES.get(form, "*.json"))
    for each in files:
        if each.name != "manifest.json":
            rewritten(each, strange)


def placeless(document: Document) -> Document:
    """``document`` without its lines, which written anew are others."""
    return replace(document, places=dict.fromkeys(document.places, 0))


@pytest.mark.parametrize("form", ["doccano", "prodigy", "label-studio", "pubannotation", "nikl"])
def test_what_is_read_quickly_is_what_is_read_closely(form: str) -> None:
    @settings(max_examples=40)
    @given(documents())
    def check(document: Document) -> None:
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / ("out.jsonl" if form in ("doccano", "prodigy") else "out")
            written(form, path, document)
            quick, report = read(form, path)
            take_quick_ways_away(form, path)
            close, told = read(form, path)
            assert [*map(placeless, quick)] == [*map(placeless, close)]
            more = [each for each in codes(told) if each not in codes(report)]
            assert set(more) <= {"json.passed_over"}
            assert told.read == report.read

    check()


def test_a_line_of_another_shape_is_read_among_plain_ones(tmp_path: Path) -> None:
    token = {"text": "한빛", "start": 0, "end": 2, "id": 0, "ws": True}
    last = {"text": "공장", "start": 3, "end": 5, "id": 1, "ws": False}
    span = {"start": 0, "end": 5, "token_start": 0, "token_end": 1, "label": "ORG"}
    plain: dict[str, Any] = {"text": "한빛 공장", "tokens": [token, last], "spans": [span]}
    others = [
        {**plain, "tokens": [{**token, "strange": 1}, last]},
        {**plain, "spans": [{**span, "start": "0"}]},
        {**plain, "text": 3},
        {**plain, "meta": {"title": "제목"}, "answer": "accept", "_view_id": "ner"},
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps(each) for each in (plain, *others, plain)), "utf-8")
    found, report = read("prodigy", path)
    assert [each.places for each in found] == [{"0-5 ORG": n} for n in (1, 2, 3, 5, 6)]
    assert found[3].article.metadata.title == "제목"
    assert report.read == 6
    assert [(each.message.code, each.line) for each in report.refused] == [("json.no_text", 4)]
    assert [each.message.params["name"] for each in report.changed] == ["tokens.strange"]


@pytest.mark.parametrize(
    ("words", "codes_"), [("한빛", []), ("한국", ["offsets.lost"]), ("공장", ["offsets.nearest"])]
)
def test_words_of_plain_tokens_prove_a_place(
    words: str, codes_: list[str], tmp_path: Path
) -> None:  # fmt: skip
    token = {"text": words, "start": 0, "end": 2, "id": 0, "ws": True}
    span = {"start": 0, "end": 2, "token_start": 0, "token_end": 0, "label": "ORG"}
    path = tmp_path / "a.jsonl"
    line = {"text": "한빛 공장", "tokens": [token], "spans": [span]}
    path.write_text(json.dumps(line) + "\n", "utf-8")
    _, report = read("prodigy", path)
    assert codes(report) == codes_


@pytest.mark.parametrize(
    ("entity", "said"),
    [
        ({"form": "한빛", "label": "OG", "begin": 0, "end": 2}, []),
        ({"form": "공장", "label": "OG", "begin": 0, "end": 2}, ["offsets.nearest"]),
        ({"form": "빛 공장", "label": "OG", "begin": 1, "end": 9}, ["offsets.nearest"]),
        ({"form": "한국", "label": "OG", "begin": 0, "end": 2}, ["offsets.lost"]),
        ({"form": "한빛", "label": "", "begin": 0, "end": 2}, ["tokens.record"]),
        ({"form": "한빛", "label": "OG", "begin": 0, "end": 2, "strange": 1}, ["json.passed_over"]),
    ],
)
def test_a_document_of_nikl_is_proved_on_a_line_of_its_own(
    entity: Any, said: list[str], tmp_path: Path
) -> None:
    rows = [{"id": "1", "form": "한빛 공장", "NE": [entity]}, {"id": "2", "form": " "}]
    document = {"id": "a", "metadata": {"title": "제목"}, "sentence": rows}
    found: list[Any] = []
    for indent in (None, 1):  # over lines, nothing is read quickly
        path = tmp_path / f"{indent}.json"
        data = json.dumps(document, indent=indent, ensure_ascii=False)
        path.write_text('{"id": "c", "document": [\n' + data + "\n]}\n", "utf-8")
        documents_, report = read("nikl", path)
        assert codes(report) == said
        assert report.read == 3
        found.append([(each.article, each.annotations) for each in documents_])
    assert found[0] == found[1]


def test_a_document_of_nikl_that_is_decomposed_is_composed(tmp_path: Path) -> None:
    entity = {"form": "\u1112\u1161\u11ab", "label": "OG", "begin": 0, "end": 3}
    row = {"id": "1", "form": "\u1112\u1161\u11ab빛", "NE": [entity]}
    path = tmp_path / "a.json"
    data = json.dumps({"id": "a", "sentence": [row]})
    path.write_text('{"document": [\n' + data + "\n]}\n", "utf-8")
    (document,), report = read("nikl", path)
    assert document.article.text == "한빛"
    assert [each.spans[0].quote for each in document.annotations.mentions] == ["한"]
    assert codes(report) == []


PARTS = ("T1", "N1", "\t", " ", "ORG", "3", "12", ";", "\u00b2", "\uff11", "\xa0", "\x1c", "한빛",
         "Reference", "Juseok:e1", ":", "1234567890", "-")  # fmt: skip


@given(
    st.sampled_from(
        ["T1\tORG 3 7\t한빛", "N1\tReference T1 Juseok:e1\t한빛", "T1\tORG 3 7", "T1\t"]
    ),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 2), st.sampled_from(PARTS)), max_size=3),
)
def test_lines_of_brat_are_read_as_their_patterns_say(
    line: str, edits: list[tuple[int, int, str]]
) -> None:
    for at, out, part in edits:
        line = line[:at] + part + line[at + out :]
    quick = brat.quick_line(line)
    assert quick is None or quick == brat.parse_line(line)


@pytest.mark.parametrize("line", ["T1\tORG 3 7\t한빛 전자", "N1\tReference T1 Juseok:e:1\t"])
def test_plain_lines_of_brat_are_read_quickly(line: str) -> None:
    assert brat.quick_line(line) == brat.parse_line(line) is not None


ASIDE = "한빛은 공장을\n\u200b 늘린다."
BLANK = [[8, 9, "\u200b"]]
_PLACES = st.tuples(st.integers(-1, len(ASIDE) + 1), st.integers(-1, len(ASIDE) + 1)).map(
    lambda place: [*place, ASIDE[max(place[0], 0) : place[1]]]
)
_SPANS = st.lists(_PLACES, max_size=2) | st.sampled_from([BLANK, BLANK, None, "한빛", [[0, 2]]])
_WORDS = st.sampled_from(["", " ", "M1", "C1", "hand", "imported", "given", None, 1, True, ["x"]])
_SAID = st.sampled_from([["x", "hand"], [True, "rule"], [None, "hand"], [1, "hand"], ["x"], "x"])
_REFS = st.lists(
    st.sampled_from([["mention", "M1"], ["entity", ""], ["mention"], ["span", 0, 1], 7])
    | _PLACES.map(lambda place: ["span", *place]),
    max_size=2,
)
_ODD = {"note": _WORDS, "how": _WORDS, "entity": _WORDS, "type": _WORDS, "derived_from": _WORDS,
        "@": _SAID, "@x": _SAID, "spans": _SPANS, "strange": _WORDS, "id": _WORDS}  # fmt: skip


def rows(plain: dict[str, Any], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Rows that are ``plain`` but for a field or two."""
    odd = [each.map(lambda said, name=name: (name, said))
           for name, each in {**_ODD, **fields}.items()]  # fmt: skip
    return st.lists(st.lists(st.one_of(odd), max_size=2), max_size=3).map(
        lambda given: [
            {**plain, "id": f"{plain['id']}{at}", **dict(each)} for at, each in enumerate(given)
        ]
    )


BODIES = st.fixed_dictionaries({
    "mentions": rows(
        {"id": "M", "at": ["ORG", 0, 2]},
        at=st.sampled_from([["", 4, 6], ["ORG", 7, 9], ["ORG", 0]]),
    ),
    "claims": rows(
        {"id": "C", "content": [[0, 2, "한빛"]]},
        content=_SPANS, cue=_SPANS, source=_REFS, place=_REFS, nested_in=_WORDS,
        source_state=_WORDS,
    ),
    "relationships": rows(
        {"id": "R", "type": "x", "head": "M0", "tail": "M0"},
        head=_WORDS, tail=_WORDS, evidence=_SPANS,
    ),
})  # fmt: skip


@example({"mentions": [{"id": "M1", "at": ["ORG", 0, 2], "type": ""}]})
@example({"mentions": [{"id": "M1", "at": ["ORG", 0, 2], "spans": BLANK}]})
@settings(max_examples=200)
@given(BODIES)
def test_records_of_a_side_file_are_read_quickly_as_closely(body: dict[str, Any]) -> None:
    quick = from_aside(body)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("mention", "edge", "claim"):
            patch.setattr(Quick, name, lambda *_: None)
        assert from_aside(body) == quick


def from_aside(body: dict[str, Any]) -> tuple[Document, Report]:
    aside = Aside(article_id(ASIDE, NORM_VERSION), "", ASIDE, body)
    shown = [("ORG", 0, 2), ("ORG", 0, 2), ("", 4, 6), ("ORG", 7, 9)]
    seen = [Seen(place, line) for line, place in enumerate(shown, start=1)]
    report = ReportBuilder()
    return aside.document(seen, file="a", report=report), report.build()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_byte_order_mark_within_a_text_is_a_sign_of_its_own(end: str) -> None:
    raw = f"누리칩 누리칩{end}\ufeff누리칩"
    offsets = Offsets(raw, normalise(raw))
    assert offsets.is_plain == (end == "\n")
    at = raw.index("\ufeff")
    found = offsets.resolve([(at, at + 4)], "\ufeff누리칩")
    assert found is not None
    assert (found.how, found.spans[0].quote) == ("exact", "\ufeff누리칩")

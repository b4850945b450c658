"""Files of JSON as they come: broken, cut off, in other encodings, and told from one another."""

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from tests.formats.json_law import codes, read, spans_of, written

from juseok.core.errors import FormatError
from juseok.core.model import Article, ArticleAnnotations, Mention, Metadata
from juseok.core.spans import make_span
from juseok.formats.base import ReportBuilder
from juseok.formats.document import Document
from juseok.formats.json_tools.units import counts_utf16
from juseok.formats.json_tools.values import first_objects, loaded, objects_in
from juseok.formats.registry import FORMATS, reader_of, recognised

TEXT = "한빛전자는 공장을 늘린다고 밝혔다."
GOOD = {"text": TEXT, "label": [[0, 4, "ORG"]]}
LINE = json.dumps(GOOD, ensure_ascii=False)


def objects(path: Path, data: bytes | str) -> tuple[list[dict[str, Any]], list[tuple[str, int]]]:
    """The objects of a file, and what was refused or changed, with its lines."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    report = ReportBuilder()
    found = [each.value for each in objects_in(path, report)]
    return found, [(each.message.code, each.line or 0) for each in report.lines]


DEEP = '{"a":' + "[" * 100_000
WHOLE: dict[str, str | bytes] = {
    "lines": f"{LINE}\n\n{LINE}\n",
    "lines without an end": f"{LINE}\n{LINE}",
    "lines of Windows": f"{LINE}\r\n{LINE}\r\n",
    "a byte order mark": f"\ufeff{LINE}\n{LINE}\n",
    "an array": f"[{LINE}, {LINE}]",
    "an array over lines": json.dumps([GOOD, GOOD], indent=2),
    "an array after a byte order mark": f"\ufeff [\n{LINE},\n{LINE}\n]\n",
    "two arrays put together": f"[{LINE}]\n[{LINE}]\n",
    "objects over lines": json.dumps(GOOD, indent=4) + "\n" + json.dumps(GOOD, indent=4),
    "CP949 in lines": f"{LINE}\n{LINE}\n".encode("cp949"),
    "CP949 in an array": f"[{LINE}, {LINE}]".encode("cp949"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_objects_are_read_however_they_stand(name: str, tmp_path: Path) -> None:
    found, told = objects(tmp_path / "a.json", WHOLE[name])
    assert found == [GOOD, GOOD]
    assert told == []


def test_objects_have_numbers_of_their_own_where_they_share_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for data, numbers in ((f"[{LINE}, {LINE}]", [1, 2]), (f"{LINE}\n\n{LINE}", [1, 3])):
        path.write_text(data, "utf-8")
        assert [each.number for each in objects_in(path, ReportBuilder())] == numbers
    path.write_text(f"[{LINE}, {LINE}]", "utf-8")
    found = [each.name for each in reader_of("doccano").read(path, report=ReportBuilder())]
    assert found == ["a-1", "a-2"]


def test_what_is_refused_of_an_array_on_one_line_is_told_by_its_number(tmp_path: Path) -> None:
    bad = {"text": TEXT, "label": [[0, 99, "ORG"]]}
    path = tmp_path / "a.json"
    path.write_text(json.dumps([GOOD, {**GOOD, "text": ""}, 7, bad]), "utf-8")
    _, report = read("doccano", path)
    assert [(each.line, each.record) for each in report.refused] == [(1, 2), (1, 3), (1, 4)]
    assert report.refused[0].place == f"{path}:1 (#2)"
    assert pickle.loads(pickle.dumps(report)) == report
    for data, record in ((f"[{LINE}, {LINE[:20]}", 2), (f"[{LINE}, {LINE}, {{,}}]", 3)):
        path.write_text(data, "utf-8")
        _, report = read("doccano", path)
        assert [each.record for each in report.refused] == [record]


def test_a_record_of_an_array_over_lines_has_its_line_and_number(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(f"[\n{LINE},\n7,\n\n8]", "utf-8")
    report = ReportBuilder()
    list(objects_in(path, report))
    assert [(each.line, each.record) for each in report.lines] == [(3, 2), (5, 3)]
    path.write_text(f"{LINE}\n7", "utf-8")
    report = ReportBuilder()
    list(objects_in(path, report))
    assert [(each.line, each.record) for each in report.lines] == [(2, None)]


BROKEN: dict[str, tuple[str | bytes, int, list[tuple[str, int]]]] = {
    "a line that is cut off": (f'{LINE}\n{{"text": "한', 1, [("import.bad_json", 2)]),
    "a broken line in the middle": (f"{LINE}\n{{,}}\n{LINE}", 2, [("import.bad_json", 2)]),
    "a line of something else": (f"{LINE}\n[1]\n{LINE}", 2, [("import.bad_json_object", 2)]),
    "more than one value in a line": (f"{LINE}\n{LINE} 7", 1, [("import.bad_json", 2)]),
    "a line nested without end": (f"{LINE}\n{DEEP}\n{LINE}", 2, [("import.bad_json_deep", 2)]),
    "an array that is cut off": (f"[{LINE},\n{LINE[:30]}", 1, [("json.truncated", 2)]),
    "something behind an array": (f"[\n{LINE}]\n\0{LINE}", 1, [("json.behind", 3)]),
    "a second array without its end": (f"[{LINE}][", 1, [("json.truncated", 1)]),
    "an array without its end": (f"[{LINE}\n", 1, [("json.truncated", 2)]),
    "an array cut off within a character": (
        f"[{LINE},{LINE}".encode()[:-20], 1, [("json.truncated", 1)],
    ),
    "an array that is broken": (f"[{LINE},\n{{,}},\n{LINE}, 1234567890]", 1, [("json.syntax", 2)]),
    "an array nested without end": (f"[{LINE},\n{DEEP}", 1, [("import.bad_json_deep", 2)]),
    "what is no object in an array": (f"[7, {LINE}]", 1, [("import.bad_json_object", 1)]),
    "NaN": ('{"text": "a", "score": NaN}', 1, [("json.constant", 1)]),
    "NaN in a broken line": (f'{LINE}\n{{"a": NaN\n{LINE}', 2, [("import.bad_json", 2)]),
    "infinity in an array": ('[{"text": "a", "score": -Infinity}]', 1, [("json.constant", 1)]),
    "half a surrogate pair": (f'{LINE}\n{{"text": "\\ud83d"}}', 1, [("json.surrogate", 2)]),
    "half a pair in an array": (f'[{{"text": "\\ud83d"}},{LINE}]', 1, [("json.surrogate", 1)]),
    "bytes of no encoding": (LINE.encode() + b'\n{"a": "\xff\xff"}', 1, [("text.encoding", 2)]),
    "an empty file": ("", 0, [("json.empty", 0)]),
    "a file of blanks": ("\n \n", 0, [("json.empty", 0)]),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_told_with_its_line(name: str, tmp_path: Path) -> None:
    data, count, lines = BROKEN[name]
    found, told = objects(tmp_path / "a.json", data)
    assert len(found) == count
    assert told == lines


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"not JSON", "json.none"),
        (b"\x00\x01", "json.none"),
        (LINE.encode("utf-16"), "import.jsonl_encoding"),
        (b'[{"a": "\xff\xff\xff"}]', "json.encoding"),
    ],
)
def test_a_file_that_is_no_json_is_refused(data: bytes, code: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError) as raised:
        objects(tmp_path / "a.json", data)
    assert raised.value.message.code == code


def test_an_object_that_goes_over_pieces_of_a_file_is_read(tmp_path: Path) -> None:
    long = [{"text": "한" * 700_000, "n": n} for n in range(3)]
    found, told = objects(tmp_path / "a.json", json.dumps(long, ensure_ascii=False))
    assert (found, told) == (long, [])
    assert first_objects(tmp_path / "a.json")[0]["n"] == 0


def test_json_within_json_has_no_half_pairs() -> None:
    assert loaded('{"a": "\\ud83d\\ude00"}') == {"a": "😀"}
    with pytest.raises(ValueError, match="surrogates"):
        loaded('{"a": "\\ud83d"}')


def test_texts_that_cannot_be_articles_are_refused_by_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [{**GOOD, "text": text} for text in ("", "a\x00b", "한\x07빛전자")]
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    found, report = read("doccano", path)
    assert [(each.message.code, each.line) for each in report.refused] == [
        ("text.empty", 1), ("text.nul", 2),
    ]  # fmt: skip
    assert [each.article.text for each in found] == ["한\x07빛전자"]


def test_what_juseok_wrote_beside_is_told_where_it_is_spoilt(tmp_path: Path) -> None:
    spoilt: list[Any] = [
        7, {"records": 7}, {"records": {"0-4 ORG": {"spans": [[0, 4, "두빛전자"]]}}},
        {"zones": [[0, 999, "body"]]}, {"entities": {"e": 7}}, {"remarks": [7]},
        {"metadata": {"title": 7}}, {"relations": [7]},
    ]  # fmt: skip
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps({**GOOD, "juseok": each}) for each in spoilt), "utf-8")
    found, report = read("doccano", path)
    assert [spans_of(each) for each in found] == [["한빛전자"]] * len(spoilt)
    assert sorted({each.line for each in report.refused}) == [*range(1, len(spoilt) + 1)]
    gone = {**GOOD, "juseok": {"records": {"6-8 FAC": {"note": "메모"}}}}
    path.write_text(json.dumps(gone), "utf-8")
    assert codes(read("doccano", path)[1]) == ["json.orphans"]


def test_fields_nested_without_end_cost_their_object_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    deep = LINE.removesuffix("}") + ', "tags": ' + "[" * 900 + "]" * 900 + "}"
    path.write_text(f"{deep}\n{LINE}", "utf-8")
    found, _ = read("doccano", path)
    assert spans_of(found[-1]) == ["한빛전자"]


def test_a_text_keeps_the_bytes_it_had(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({**GOOD, "text": "한빛전자는\r\n늘린다."}), "utf-8")
    (document,), _ = read("doccano", path)
    assert document.article.text == "한빛전자는\n늘린다."
    assert document.data.decode() == "한빛전자는\r\n늘린다."


# -- which is which


def _document() -> Document:
    mention = Mention("m", "", "a", "ORG", (make_span(TEXT, 0, 4),))
    article = Article("a" * 64, TEXT, (), Metadata(), 1)
    return Document(article=article, annotations=ArticleAnnotations((mention,)))


BOTH = [each.id for each in FORMATS.formats if each.reader is not None and each.writer is not None]


@pytest.mark.parametrize("form", BOTH)
def test_what_each_writes_is_told_from_the_others(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"out{FORMATS.get(form).suffix}"
    chosen = {  # nobody is here to ask for morphemes
        each.id: choice.id for each in FORMATS.get(form).options for choice in each.choices
        if choice.id == "eojeol"
    }  # fmt: skip
    written(form, path, _document(), options=chosen)
    assert recognised(path) == form
    others = [each for each in BOTH if each != form and reader_of(each).recognises(path)]
    assert others == []


@pytest.mark.parametrize(
    "line",
    [
        {"text": TEXT, "title": "제목", "label": "경제"},
        {"text": TEXT, "label": ["경제", "기업"]},
        {"id": "a", "sentence": TEXT, "subject_entity": {"word": "한빛", "start_idx": 0}},
        {"document": [{"id": "1", "sentence": [{"form": TEXT, "NE": []}]}]},
        {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "body": []},
        {"kind": "project", "format": 1},
        [1, 2],
    ],
)
def test_json_of_others_is_left_to_others(line: object, tmp_path: Path) -> None:
    ours = ("doccano", "label-studio", "prodigy", "pubannotation")
    for name in ("a.json", "a.jsonl"):
        (tmp_path / name).write_text(json.dumps(line), "utf-8")
        assert not any(reader_of(each).recognises(tmp_path / name) for each in ours)


def test_units_need_texts_in_which_they_differ(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(LINE, "utf-8")
    assert not counts_utf16(path, lambda value: pytest.fail("it has no such text"))

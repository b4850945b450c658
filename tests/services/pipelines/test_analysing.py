"""``juseok analyze``: offsets of the file as decoded, whatever normalising changed."""

import json
import unicodedata

import pytest

from juseok.cli import Exit, run
from juseok.services.pipelines.name_lists import read_names

TEXT = "누리실리콘은 3일 대만에서 공장을 세운다고 밝혔다.\r\n\r\n😀 그는 “좋다”고 말했다.\r\n"


def records(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_offsets_are_of_the_file_as_decoded(tmp_path, form):
    source, out = tmp_path / "a.txt", tmp_path / "out.jsonl"
    raw = unicodedata.normalize(form, TEXT)
    source.write_bytes(b"\xef\xbb\xbf" + raw.encode())
    assert run(["analyze", str(source), "--out", str(out)]) == Exit.OK
    (record,) = records(out)
    assert record["file"] == str(source)
    names = {unicodedata.normalize("NFC", each["quote"]) for each in record["entities"]}
    assert {"누리실리콘", "대만", "3일"} <= names
    assert all(raw[each["start"] : each["end"]] == each["quote"] for each in record["entities"])
    contents = [raw[slice(*span)] for claim in record["claims"] for span in claim["content"]]
    assert unicodedata.normalize("NFC", contents[-1]) == "좋다"


def test_a_file_that_cannot_be_read_is_left_out(tmp_path):
    good, out = tmp_path / "a.txt", tmp_path / "out.jsonl"
    good.write_text(TEXT, encoding="utf-8")
    code = run(["analyze", str(tmp_path / "none.txt"), str(good), "--out", str(out)])
    assert code == Exit.PROBLEM
    assert len(records(out)) == 1
    assert run(["analyze", str(tmp_path / "none.txt")]) == Exit.INPUT


def test_names_come_as_lines_or_json(tmp_path):
    names = tmp_path / "names.txt"
    names.write_text('한결 벤치\tWORK\n\n{"name": "만도", "type": "ORG"}\n', encoding="utf-8")
    assert [(each.text, each.type) for each in read_names(names)[0].all] == [
        ("한결 벤치", "WORK"),
        ("만도", "ORG"),
    ]
    names.write_text('만도\n{"nom": 1}\n', encoding="utf-8")
    found, problems = read_names(names)
    assert [each.text for each in found.all] == ["만도"]
    assert [each.params["line"] for each in problems] == [2]

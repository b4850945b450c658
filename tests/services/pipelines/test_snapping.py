"""Rough selections for pipelines: offsets of the text as it was read, whatever it holds."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.errors import FormatError
from juseok.core.morphs import Name
from juseok.services.pipelines.name_lists import read_names
from juseok.services.pipelines.snapping import snap_lines, snap_raw


def _line(text, words):
    start = text.index(words)
    return json.dumps({"text": text, "start": start, "end": start + len(words)}).encode()


def test_each_line_is_answered_in_its_place():
    lines = [
        _line("아마존이 왔다", "아마존이"),
        b"{",
        b"",
        b'{"text": 1}',
        _line("한빛전자는", "전자는"),
    ]
    answers = list(snap_lines(lines, analyser=None))
    assert [answer.get("quote") for answer, _ in answers] == ["아마존", None, None, "전자"]
    assert [problem.params["line"] for _, problem in answers if problem] == [2, 4]


@pytest.mark.parametrize(
    "record", [{"text": "가나", "start": 0, "end": 3}, {"text": "가나", "start": 1, "end": 1},
               {"text": "가나", "start": True, "end": 2}, [],
               {"text": "가나", "start": -1, "end": 1}]
)  # fmt: skip
def test_a_selection_that_is_none_is_told(record):
    ((answer, problem),) = snap_lines([json.dumps(record).encode()], analyser=None)
    assert problem is not None
    assert answer["line"] == 1


def test_offsets_are_those_of_the_text_as_it_was_read():
    raw = unicodedata.normalize("NFD", "첫 줄이다.\r\n세계보건기구(WHO)는 말했다.")
    start = raw.index("\n") + 1
    end = raw.index(" ", start)
    found = snap_raw(raw, start, end, analyser=None, names=None)
    assert found["quote"] == unicodedata.normalize("NFD", "세계보건기구")
    low, high = found["alias"]
    assert raw[low:high] == "WHO"


@given(
    st.text(st.sampled_from(list("가는\r\n (AI)각\ufeff😀\u1100\u1161\u11a8")), min_size=1),
    st.data(),
)
def test_the_answer_lies_in_the_selection(raw, data):
    start = data.draw(st.integers(0, len(raw) - 1))
    end = data.draw(st.integers(start + 1, len(raw)))
    found = snap_raw(raw, start, end, analyser=None, names=None)
    assert start <= found["start"] < found["end"] <= end
    assert raw[found["start"] : found["end"]] == found["quote"]


def test_names_are_read_with_types_and_aliases(tmp_path):
    path = tmp_path / "names.txt"
    record = '{"name": "세계보건기구", "type": "ORG", "aliases": ["WHO"]}'
    path.write_text(f"\ufeff한빛전자\tORG\n\n새결로\n{record}\n", encoding="utf-8")
    names, problems = read_names(path)
    assert names.all == (
        Name("한빛전자", "ORG"), Name("새결로"), Name("세계보건기구", "ORG"), Name("WHO", "ORG")
    )  # fmt: skip
    assert problems == ()


@pytest.mark.parametrize(
    "line",
    ["{", '{"text": 3}', '{"name": "가나", "aliases": 3}', '{"name": "가나", "aliases": [3]}',
     '{"type": "x"}', "[1, 2]", "\tORG"],
)  # fmt: skip
def test_a_line_of_names_that_is_wrong_is_named_and_costs_only_itself(tmp_path, line):
    path = tmp_path / "names.txt"
    path.write_text(f"한빛\n{line}\n새결\tORG\n", encoding="utf-8")
    names, problems = read_names(path)
    assert names.all == (Name("한빛"), Name("새결", "ORG"))
    assert [each.params["line"] for each in problems] == [2]


def test_a_file_of_names_that_is_no_text_is_named(tmp_path):
    path = tmp_path / "names.bin"
    path.write_bytes(bytes(range(256)) * 8)
    with pytest.raises(FormatError) as raised:
        read_names(path)
    assert raised.value.message.params["file"] == "names.bin"


def test_a_known_name_wins_without_an_analyser(tmp_path):
    path = tmp_path / "names.txt"
    path.write_text("새결로\n", encoding="utf-8")
    raw = "그는 새결로로 갔다"
    assert snap_raw(raw, 3, 7, analyser=None, names=read_names(path)[0])["quote"] == "새결로"

"""Sentences of a text: by rule, with an analyser, with an annotator's corrections."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.model import SentenceEdits
from juseok.lang.sentences import sentences


def _words(text, **more):
    return [text[start:end] for start, end in sentences(text, **more)]


@pytest.mark.parametrize(
    ("line", "units"),
    [
        ("2026. 3. 1. 서울에서 열렸다. 끝.", ["2026. 3. 1. 서울에서 열렸다.", "끝."]),
        ("'더 못 산다. 팔자'는 말이다. 끝.", ["'더 못 산다. 팔자'는 말이다.", "끝."]),
        ("“늘린다.” 라고 그는 말했다. 끝.", ["“늘린다.” 라고 그는 말했다.", "끝."]),
        ("말이 없었다…. 그리고 갔다.", ["말이 없었다….", "그리고 갔다."]),
        ("그건... 모른다. 끝.", ["그건... 모른다.", "끝."]),
        ("법(오른다. 또 내린다)은 남는다. 끝.", ["법(오른다. 또 내린다)은 남는다.", "끝."]),
        ("값이 올랐다. (잠정치다.) 끝.", ["값이 올랐다.", "(잠정치다.)", "끝."]),
    ],
)  # fmt: skip
def test_rules(line, units):
    assert _words(line) == units


def test_a_sentence_without_its_stop_is_told_by_the_analyser(kiwi):
    line = "공장은 문을 닫았다 회사는 이유를 밝히지 않았다."
    assert len(_words(line)) == 1
    assert _words(line, analyse=kiwi.lines) == [
        "공장은 문을 닫았다", "회사는 이유를 밝히지 않았다."
    ]  # fmt: skip
    whole = "주가가 올랐다 내리기를 되풀이했다."
    assert _words(whole, analyse=kiwi.lines) == [whole]


def test_corrections_win():
    text = "소제목 하나 값이 올랐다. 곧 내렸다.\n다음 줄이다."
    assert _words(text, edits=SentenceEdits(splits=(7,))) == [
        "소제목 하나", "값이 올랐다.", "곧 내렸다.", "다음 줄이다."
    ]  # fmt: skip
    assert (
        _words(text, edits=SentenceEdits(joins=(15,)))[0] == "소제목 하나 값이 올랐다. 곧 내렸다."
    )
    assert _words(text, edits=SentenceEdits(headings=((0, 6),)))[:2] == [
        "소제목 하나", "값이 올랐다."
    ]  # fmt: skip


OFFSETS = st.lists(st.integers(0, 70), max_size=4).map(tuple)


@given(
    st.text(st.sampled_from(list("다요까.?!… “”\"'()\n1가A😀")), max_size=60),
    OFFSETS,
    OFFSETS,
    st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=3).map(tuple),
)
def test_every_character_that_is_not_blank_is_in_one_sentence(text, splits, joins, headings):
    found = sentences(text, edits=SentenceEdits(splits, joins, headings))
    assert all(start < end and text[start:end].strip() for start, end in found)
    assert all(one[1] <= two[0] for one, two in pairwise(found))
    covered = "".join(text[start:end] for start, end in found)
    assert "".join(covered.split()) == "".join(text.split())
    assert not any("\n" in text[start:end] for start, end in found)


def test_a_line_of_a_million_characters():
    text = "“한빛전자는 값을 올렸다. 곧 내린다”고 했다. (끝) " * 31_250
    assert len(sentences(text)) == 31_251
    assert len(sentences("한빛전자 " * 200_000)) == 1

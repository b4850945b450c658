"""Whatever a text holds, the rules end, raise nothing, and point at what they quote."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juseok.lang.analysis import analyse
from juseok.lang.jobs import Tools
from juseok.lang.kiwi import Kiwi
from juseok.lang.suggest_job import portions, suggest

PIECES = [
    "가람메모리",
    "김하늘 교수",
    "한들대",
    "서울",
    "수원시 ",
    "中·美",
    "與",
    "3월 5일",
    "1조2천억 원",
    "$3.2bn",
    "2%p",
    '"',
    "“",
    "”",
    "‘",
    "’",
    "「",
    "』",
    "〈",
    ">",
    "(",
    ")",
    "…",
    "·",
    "-",
    "▲",
    ".",
    "?",
    " ",
    "\n",
    "라고 밝혔다",
    "에 따르면",
    "는 것으로 알려졌다",
    "다며",
    "고 했다",
    "는 ",
    "이 ",
    "을 요구",
    "씨",
    "역시 ",
    "의 말이다",
    "😀",
    "👨‍👩‍👧",
    "\u1100\u1161\u11a8",
    "\ufeff",
    "\u200b",
    "\x00",
    "\ud800",
    "abc&D",
    "Ünïcode",
    "9" * 30,
    "당 ",
    "법",
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
    st.text(max_size=80),
    st.text(max_size=40).map(lambda text: unicodedata.normalize("NFD", text)),
)


@pytest.fixture(scope="module")
def kiwi() -> Kiwi:
    return Kiwi()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_every_span_lies_in_the_text_and_is_what_it_quotes(kiwi, text):
    found = analyse(text, kiwi)
    for each in found.entities:
        assert 0 <= each.start < each.end <= len(text)
        assert text[each.start : each.end] == each.quote
    ends = [0, *(each.end for each in found.entities)]
    assert all(end <= each.start for end, each in zip(ends, found.entities, strict=False))
    for claim in found.claims:
        spans = (*claim.content, *claim.cue, *claim.source, *claim.affiliation, *claim.medium)
        assert claim.content
        assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize("line", ["가", '"', "“그렇다”고 ", "다. ", "😀", "1", "가나 "])
def test_a_long_line_is_read_in_portions_that_lose_nothing(line):
    text = (line * 1_000_000)[:1_000_000]
    found = list(portions(text))
    assert "".join(portion for _, portion in found) == text
    assert all(text.startswith(portion, start) for start, portion in found[:20])
    assert max(len(portion) for _, portion in found) <= 8_000


def test_a_long_line_gives_others_a_turn(kiwi):
    sentence = "가람메모리는 3일 “공장을 짓겠다”고 밝혔다. "
    text = sentence * 400
    payload = {"text": text, "published": None, "skip": []}
    told = list(suggest(payload, Tools(kiwi, None)))
    assert len(told) > len(text) / 100  # a step is a few sentences at the most
    items = [item for part in told if part for item in part]
    assert sum(item[0] == "claim" for item in items) >= 390
    assert all(text[item[1] : item[2]] != "" for item in items if item[0] == "mention")

"""The analyser in this process: offsets, names of the project, and texts that are no Korean."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.errors import AnalyserGone
from juseok.core.morphs import Line, Name
from juseok.lang.kiwi import PIECE, cut
from juseok.lang.lexicon import Names


def pairs(line: Line) -> list[tuple[str, str]]:
    return [(morph.form, morph.tag) for morph in line]


def test_morphemes_have_places_tags_and_forms_of_a_dictionary(kiwi) -> None:
    line = "한빛이 어제 밝혔다."
    (found,) = kiwi.lines([line])
    assert pairs(found)[-4:] == [("밝히", "VV"), ("었", "EP"), ("다", "EF"), (".", "SF")]
    assert found[-4].lemma == "밝히다"
    assert found[-1].lemma == ""
    assert line[found[-1].start : found[-1].end] == "."


def test_the_ending_for_irregular_verbs_is_cut_off_the_tag(kiwi) -> None:
    (found,) = kiwi.lines(["친구를 도와 걸었다"])
    tags = {morph.tag for morph in found}
    assert "VV" in tags
    assert not any("-" in tag for tag in tags)


@pytest.mark.parametrize(
    "name", ["왕이", "만도", "가나", "마쓰다", "브래드 김", "누리AI 연구소", "R&D누리"]
)
def test_names_of_the_project_are_one_morpheme(kiwi, name: str) -> None:
    names = Names.of([Name(name)])
    for tail in ("도 말했다", "의 것", ", 그리고", ""):
        (found,) = kiwi.lines([f"어제 {name}{tail}"], names=names)
        at = [morph for morph in found if morph.start == 3]
        assert [(morph.form, morph.tag, morph.end) for morph in at] == [
            (name, "NNP", 3 + len(name))
        ]


def test_a_name_inside_a_word_changes_nothing(kiwi) -> None:
    line = "인도네시아는 섬이 많다"
    assert kiwi.lines([line], names=Names.of([Name("인도")])) == kiwi.lines([line])


def test_lines_come_in_their_order_and_empty_ones_are_empty(kiwi) -> None:
    found = kiwi.lines(["", "한빛", "  ", "누리"])
    assert [[morph.form for morph in line] for line in found][::2] == [[], []]
    assert "".join(morph.form for morph in found[3]) == "누리"


@pytest.mark.parametrize(
    "line",
    [
        "plain English, 12.5%",
        "🙂👨‍👩‍👧‍👦🇰🇷",
        "中美日",
        "…“”‘’",
        "\x00\x07",
        "\ud800 a",
        "\u200b\ufeff",
    ],
)
def test_what_is_no_korean_is_taken_apart_all_the_same(kiwi, line: str) -> None:
    (found,) = kiwi.lines([line])
    assert all(0 <= morph.start <= morph.end <= len(line) for morph in found)
    assert not any(morph.tag.startswith("J") for morph in found)


def test_emoji_before_a_word_move_nothing(kiwi) -> None:
    plain, moved = kiwi.lines(["누리가 왔다", "🙂누리가 왔다"])
    assert [(m.form, m.tag, m.start + 1, m.end + 1) for m in plain] == [
        (m.form, m.tag, m.start, m.end) for m in moved[1:]
    ]


def test_conjoining_jamo_are_read_as_syllables_and_keep_their_own_places(kiwi) -> None:
    line = "서울에서 왕이는 말했다"
    apart = unicodedata.normalize("NFD", line)
    names = Names.of([Name("왕이")])
    (found,), (other,) = kiwi.lines([line], names=names), kiwi.lines([apart], names=names)
    assert pairs(found) == pairs(other)
    for one, two in zip(found, other, strict=True):
        assert unicodedata.normalize("NFC", apart[two.start : two.end]) == line[one.start : one.end]


def test_a_long_line_is_analysed_whole(kiwi) -> None:
    sentence = "왕이는 어제 서울에서 말했다. "
    line = sentence * 400
    (one,), (many,) = kiwi.lines([sentence]), kiwi.lines([line])
    assert len(many) == 400 * len(one)
    assert [m.form for m in many] == [m.form for m in one] * 400
    assert [m.start for m in many[-len(one) :]] == [m.start + 399 * len(sentence) for m in one]


def test_a_name_is_never_cut_in_a_long_line(kiwi) -> None:
    name = "누리 " * 30 + "연구소"
    line = f"{name}, " * 60
    (found,) = kiwi.lines([line], names=Names.of([Name(name)]))
    assert sum(morph.form == name for morph in found) == 60


def test_what_takes_longer_than_one_can_wait_is_given_up(kiwi) -> None:
    with pytest.raises(AnalyserGone) as caught:
        kiwi.lines(["왕이는 말했다. " * 2_000], deadline=0.0)
    assert caught.value.message.code == "analyser.late"


@given(
    st.text("가 .\n", max_size=40).map(lambda text: text * 100),
    st.lists(st.integers(0, 4_000), max_size=8).map(sorted),
)
def test_pieces_are_short_join_to_the_text_and_spare_what_is_whole(text, edges) -> None:
    whole = [
        (start, min(end, len(text)))
        for start, end in zip(edges[::2], edges[1::2], strict=False)
        if start < min(end, len(text), start + PIECE)
    ]
    pieces = cut(text, whole)
    assert "".join(text[start:end] for start, end in pieces) == text
    assert all(start < end for start, end in pieces)
    assert not any(start < cut_at < end for _, cut_at in pieces for start, end in whole)

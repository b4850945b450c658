"""Laws of the parts that know no Qt: blocks, sentences, heights, scrolling, carets."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ui.articleview.kit import type_styles

from juseok.core.model import Zone, ZoneRole
from juseok.core.scheme_color import TEXT_CONTRAST, contrast
from juseok.core.sentences import line_at, split_line
from juseok.ui.articleview.blocks import HARD, make_blocks
from juseok.ui.articleview.caret import eojeol_at, next_eojeol, previous_eojeol
from juseok.ui.articleview.fenwick import Fenwick
from juseok.ui.articleview.interaction import SelectedBy, Selection, autoscroll
from juseok.ui.articleview.scroll import ScrollModel, caret_shift
from juseok.ui.articleview.style import (
    dark_theme,
    light_theme,
    type_style,
)

TEXTS = st.text(alphabet=st.sampled_from("가나다. \n“”‘’?!👩‍💻🇰🇷e\u0301ㄱa1\u200b"), max_size=200)
HEIGHTS = st.lists(st.integers(0, 400).map(float), min_size=1, max_size=60)
COLORS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


# -- blocks


@given(TEXTS, st.booleans())
def test_blocks_and_their_newlines_are_the_text(text, reading):
    blocks = make_blocks(text, splitter=split_line if reading else None)
    joined = "".join(
        text[start:end] + ("\n" if last else "")
        for start, end, last in zip(blocks.starts, blocks.ends, blocks.line_ends, strict=True)
    )
    assert joined == text + "\n"


@given(TEXTS, st.data())
def test_every_offset_is_in_its_block(text, data):
    blocks = make_blocks(text)
    offset = data.draw(st.integers(0, len(text)))
    block = blocks.at(offset)
    assert blocks.starts[block] <= offset <= blocks.ends[block]


def test_a_very_long_line_is_cut_at_sentence_ends_or_blanks():
    line = "나는 집에 간다. " * 900
    blocks = make_blocks(line)
    assert len(blocks) > 5
    assert all(line[end - 1] == " " for end in blocks.ends[:-1])
    assert max(e - s for s, e in zip(blocks.starts, blocks.ends, strict=True)) <= HARD
    assert blocks.line_ends.count(True) == 1


def test_a_line_without_blanks_is_cut_between_seen_characters():
    cluster = "👩‍👩‍👧"
    blocks = make_blocks(cluster * 700)
    assert all(start % len(cluster) == 0 for start in blocks.starts)


def test_a_block_has_the_role_that_covers_most_of_it():
    text = "제목\n(서울=나라) 김 기자 = 본문이 더 길게 이어진다\n\n꼬리"
    zones = (
        Zone(0, 2, ZoneRole.TITLE),
        Zone(3, 17, ZoneRole.BYLINE),
        Zone(17, text.index("\n\n"), ZoneRole.BODY),
        Zone(len(text) - 2, len(text), ZoneRole.FOOTER),
    )
    roles = make_blocks(text, zones).roles
    assert roles == [ZoneRole.TITLE, ZoneRole.BODY, ZoneRole.BODY, ZoneRole.FOOTER]


def test_in_reading_mode_a_sentence_is_a_block_with_the_blanks_after_it():
    text = "비가 온다.  그는 “온다. 꼭 온다.”고 했다.\n\n 끝."
    blocks = make_blocks(text, splitter=split_line)
    shown = [text[start:end] for start, end in zip(blocks.starts, blocks.ends, strict=True)]
    assert shown == ["비가 온다.  ", "그는 “온다. 꼭 온다.”고 했다.", "", " 끝."]
    assert blocks.line_ends == [False, True, True, True]


# -- heights and scrolling


@given(HEIGHTS, st.data())
def test_prefix_sums_are_those_of_the_list(values, data):
    tree = Fenwick(values)
    for _ in range(5):
        index = data.draw(st.integers(0, len(values) - 1))
        values[index] = data.draw(st.integers(0, 400).map(float))
        tree.set(index, values[index])
    count = data.draw(st.integers(0, len(values)))
    assert tree.prefix(count) == pytest.approx(sum(values[:count]))
    assert tree.total == pytest.approx(sum(values))
    position = data.draw(st.floats(0, 20000))
    index = tree.find(position)
    assert tree.prefix(index) <= position
    if index < len(values) - 1:
        assert tree.prefix(index + 1) > position


@given(HEIGHTS, HEIGHTS, st.lists(st.floats(-900, 900), max_size=12))
def test_scrolling_moves_what_is_read_by_exactly_the_distance(estimates, true, deltas):
    """However wrong the estimates are; only the ends of the text stop it."""
    count = min(len(estimates), len(true))
    true = true[:count]
    view = 300.0
    model = ScrollModel(estimates[:count], lambda block: true[block])
    model.scroll_by(0, view)
    place = 0.0
    last = max(0.0, sum(true) - view)
    for delta in deltas:
        model.scroll_by(delta, view)
        place = min(max(place + delta, 0.0), last)
        assert sum(true[: model.top]) + model.inner == pytest.approx(place, abs=1e-6)
        for block, y in model.visible(view):
            assert y == pytest.approx(sum(true[:block]) - place, abs=1e-6)


@pytest.mark.parametrize(
    ("top", "shift"),
    [(200.0, 0.0), (10.0, -30.0), (-5.0, -45.0), (275.0, 35.0), (400.0, 160.0)],
)
def test_a_caret_keeps_its_margin_to_the_edges_of_the_view(top, shift):
    assert caret_shift(top, top + 20, 300) == shift


@pytest.mark.parametrize("top", [-301.0, 601.0])
def test_a_caret_that_is_far_off_is_not_scrolled_to(top):
    assert caret_shift(top, top + 20, 300) is None


def test_a_jump_lands_near_and_never_past_the_end():
    chance = random.Random(1)
    true = [float(chance.randint(20, 200)) for _ in range(500)]
    model = ScrollModel([100.0] * 500, lambda block: true[block])
    model.jump(1e9, 400)
    shown = model.visible(400)
    assert shown[-1][0] == 499
    assert shown[-1][1] + true[499] == pytest.approx(400)
    model.jump(-5, 400)
    assert (model.top, model.inner) == (0, 0)


# -- carets and selections


@pytest.mark.parametrize(
    ("text", "offset", "word"),
    [
        ("“한국은행이 동결했다”고", 2, "한국은행이"),
        ("“한국은행이 동결했다”고", 9, "동결했다”고"),
        ("값은 30%다.", 4, "30%다"),
        ("끝.", 2, "끝"),
        ("가  나", 2, "  "),
        ("가\n\n나", 2, ""),
        ("“”", 0, "“”"),
        ("👩‍💻 개발", 0, "👩‍💻"),
    ],
)
def test_an_eojeol_is_the_run_between_blanks_without_outer_punctuation(text, offset, word):
    start, end = eojeol_at(text, offset)
    assert text[start:end] == word


@given(TEXTS, st.data())
def test_eojeol_moves_go_forth_and_back_and_reach_the_ends(text, data):
    offset = data.draw(st.integers(0, len(text)))
    assert offset < next_eojeol(text, offset) <= len(text) or offset == len(text)
    assert 0 <= previous_eojeol(text, offset) < offset or offset == 0
    start, end = line_at(text, offset)
    assert "\n" not in text[start:end]
    assert start <= offset <= end


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=6))
def test_selected_fragments_are_sorted_apart_and_cover_the_same(parts):
    parts = [(min(pair), max(pair)) for pair in parts]
    selection = Selection(parts[0][1], parts[0][0], tuple(parts[1:]), SelectedBy.DRAG)
    spans = selection.spans
    assert all(start < end for start, end in spans)
    assert all(a[1] < b[0] for a, b in pairwise(spans))
    covered = {at for start, end in parts for at in range(start, end)}
    assert {at for start, end in spans for at in range(start, end)} == covered


def test_a_drag_scrolls_faster_the_farther_it_is_outside():
    assert autoscroll(100, 300) == 0
    assert autoscroll(310, 300) > 0
    assert autoscroll(360, 300) > autoscroll(310, 300)
    assert autoscroll(-30, 300) < 0
    assert autoscroll(-9999, 300) == -60


# -- colours


@given(COLORS, st.booleans())
def test_text_on_fills_and_inks_on_paper_stay_legible(color, dark):
    style = type_style(color, dark=dark)
    theme = (dark_theme if dark else light_theme)({"T": style})
    for level in range(4):
        assert contrast(theme.text, theme.ground("T", level=level)) >= TEXT_CONTRAST
        quiet = theme.ground("T", level=level, quiet=True)
        assert contrast(theme.muted, quiet) >= TEXT_CONTRAST
    assert contrast(style.ink, theme.paper) >= TEXT_CONTRAST


@pytest.mark.parametrize("theme", [light_theme(), dark_theme()], ids=["light", "dark"])
def test_every_colour_of_a_theme_is_legible_on_its_paper(theme):
    for name in ("text", "muted", "faint", "accent", "warning", "suggestion", "claim"):
        assert contrast(getattr(theme, name), theme.paper) >= TEXT_CONTRAST, name
    for ground in (theme.selection, theme.highlight):
        assert contrast(theme.text, ground) >= TEXT_CONTRAST


def test_neighbouring_types_differ_in_pattern_too():
    styles = type_styles([(key, "#0072b2", key) for key in "ABCDE"], dark=False)
    assert len({style.pattern for style in styles.values()}) == 5

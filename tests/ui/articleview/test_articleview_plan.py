"""What a plan promises: nothing outside the block, nothing lost, overlaps apart."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from juseok.ui.articleview.blocks import make_blocks
from juseok.ui.articleview.document import FILLED, Mark, MarkSort
from juseok.ui.articleview.index import MarkIndex
from juseok.ui.articleview.plan import MAX_LEVEL, fill_levels, lanes, plan_block, specials

LENGTH = 120
CUTS = st.lists(st.integers(0, LENGTH), min_size=2, max_size=6, unique=True).map(sorted)
SPANS = CUTS.map(lambda cuts: tuple(zip(cuts[::2], cuts[1::2], strict=False)))


@st.composite
def marks(draw, sorts=tuple(MarkSort), most=14):
    return [
        Mark(f"m{number}", draw(st.sampled_from(sorts)), spans, letter="ㄱ")
        for number, spans in enumerate(draw(st.lists(SPANS, max_size=most)))
    ]


def covered(spans):
    return {at for start, end in spans for at in range(start, end)}


@given(marks(), st.lists(st.integers(1, LENGTH - 1), unique=True, max_size=5))
def test_pieces_of_all_blocks_together_are_the_marks(found, cuts):
    edges = [0, *sorted(cuts), LENGTH]
    pieces: dict[str, list[tuple[int, int]]] = {mark.id: [] for mark in found}
    opened, closed = dict.fromkeys(pieces, 0), dict.fromkeys(pieces, 0)
    for start, end in pairwise(edges):
        touching = [m for m in found if any(a < end and b > start for a, b in m.spans)]
        plan = plan_block(start, end, touching)
        for piece in (*plan.fills, *plan.underlines, *plan.claims):
            assert 0 <= piece.start < piece.end <= end - start
            pieces[piece.mark.id].append((start + piece.start, start + piece.end))
            opened[piece.mark.id] += piece.opens
            closed[piece.mark.id] += piece.closes
    for mark in found:
        assert covered(pieces[mark.id]) == covered(mark.spans)
        assert opened[mark.id] == closed[mark.id] == len(mark.spans)


@given(marks(sorts=tuple(FILLED), most=4))
def test_fills_that_overlap_have_levels_of_their_own(found):
    levels = fill_levels(found)
    for left in found:
        for right in found:
            if left.id < right.id and covered(left.spans) & covered(right.spans):
                apart = levels[left.id] != levels[right.id]
                assert apart or levels[left.id] == MAX_LEVEL


def test_what_encloses_reaches_out_over_what_it_holds():
    inner = Mark("inner", MarkSort.MENTION, ((3, 5),))
    outer = Mark("outer", MarkSort.MENTION, ((0, 9),))
    plan = plan_block(0, 10, [inner, outer])
    assert [(piece.mark.id, piece.level) for piece in plan.fills] == [("outer", 1), ("inner", 0)]


def test_a_chip_stands_once_where_the_mark_begins():
    mark = Mark("m", MarkSort.MENTION, ((2, 4), (8, 12)), letter="기")
    assert [chip.start for chip in plan_block(0, 10, [mark]).chips] == [2]
    assert plan_block(10, 20, [mark]).chips == ()
    (link,) = plan_block(0, 10, [mark]).links
    assert (link.start, link.end, link.opens, link.closes) == (4, 8, True, True)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), max_size=20))
def test_intervals_in_one_lane_never_meet(pairs):
    intervals = [(start, start + size) for start, size in pairs]
    given_lanes = lanes(intervals)
    for i, (a, b) in enumerate(intervals):
        for j, (c, d) in enumerate(intervals[:i]):
            assert given_lanes[i] != given_lanes[j] or b < c or d < a


PAIRS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), max_size=12)


@given(PAIRS, st.lists(st.tuples(st.integers(0, 3), st.integers(0, 30)), max_size=3), st.booleans())
def test_each_interval_has_the_first_lane_in_which_it_meets_none(pairs, taken, in_order):
    intervals = [(start, start + size) for start, size in (sorted(pairs) if in_order else pairs)]
    given_away = [(lane, (at, at + 4)) for lane, at in taken]
    rows: dict[int, list[tuple[int, int]]] = {}
    for lane, interval in given_away:
        rows.setdefault(lane, []).append(interval)
    expected = []
    for a, b in intervals:
        lane = 0
        while any(a <= d and c <= b for c, d in rows.get(lane, ())):
            lane += 1
        rows.setdefault(lane, []).append((a, b))
        expected.append(lane)
    assert lanes(intervals, given_away) == expected


def test_a_cue_that_two_claims_share_is_one_line():
    cues = [Mark(f"c{n}/cue", MarkSort.CUE, ((5, 9),), owner=f"c{n}") for n in range(3)]
    plan = plan_block(0, 20, cues)
    assert plan.lanes(0, 20) == 1
    assert plan.lanes(10, 20) == 0


def test_invisible_characters_are_found_but_not_the_joiners_of_an_emoji():
    text = "가\u200b나 👩‍💻 \u202e다\u3164"
    assert specials(text) == [(1, "zero_width"), (8, "bidi"), (10, "filler")]


# -- the index of marks by block

TEXT = "\n".join("가" * 9 for _ in range(13))[:LENGTH]
BLOCKS = make_blocks(TEXT)


def shown(index: MarkIndex) -> list[set[str]]:
    return [{mark.id for mark in index.in_block(block)} for block in range(len(BLOCKS))]


@given(marks(), st.data())
def test_an_update_is_the_same_as_starting_anew_and_names_what_it_touched(found, data):
    index = MarkIndex(BLOCKS, found)
    removed = data.draw(st.sets(st.sampled_from([mark.id for mark in found]))) if found else set()
    added = [Mark(f"n{n}", mark.sort, mark.spans) for n, mark in enumerate(data.draw(marks()))]
    before = shown(index)
    touched = index.update(added, removed)
    fresh = MarkIndex(BLOCKS, [mark for mark in found if mark.id not in removed] + added)
    assert shown(index) == shown(fresh)
    changed = {n for n, (a, b) in enumerate(zip(before, shown(index), strict=True)) if a != b}
    assert changed <= touched
    assert all(index.wide_lane(m.id) == fresh.wide_lane(m.id) for m in fresh.all())


@given(marks(), st.integers(0, LENGTH))
def test_marks_at_an_offset_are_all_that_cover_it_smallest_first(found, offset):
    index = MarkIndex(BLOCKS, found)
    at = index.at(min(offset, len(TEXT)))
    assert {mark.id for mark in at} == {
        mark.id for mark in found if mark.covers(min(offset, len(TEXT)))
    }
    assert [mark.length for mark in at] == sorted(mark.length for mark in at)


def test_a_claim_has_one_lane_through_all_its_blocks():
    first = Mark("a", MarkSort.CLAIM, ((0, 25),))
    second = Mark("b", MarkSort.CLAIM, ((15, 45),))
    index = MarkIndex(BLOCKS, [first, second])
    assert (index.wide_lane("a"), index.wide_lane("b")) == (0, 1)
    touched = index.update((), ["a"])
    assert index.wide_lane("b") == 0
    assert touched >= index.blocks_of(second)


def test_underlines_of_two_annotators_over_the_same_words_lie_one_below_the_other():
    both = [Mark(name, MarkSort.LAYER, ((2, 6),), style=name) for name in ("a", "b")]
    assert [piece.level for piece in plan_block(0, 10, both).underlines] == [0, 1]
    cues = [Mark(name, MarkSort.CUE, ((2, 6),), style=name) for name in ("a", "b")]
    assert [piece.level for piece in plan_block(0, 10, cues).underlines] == [0, 0]

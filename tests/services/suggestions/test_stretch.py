"""The part of a long text that is looked at."""

from hypothesis import given
from hypothesis import strategies as st
from tests.services.desk import ARTICLE, LAYER, REGISTER

from juseok.core.model import Article, Entity, Metadata, Viewer
from juseok.services.entities.known_names import Known
from juseok.services.suggestions.look import Ask, look
from juseok.services.suggestions.stretch import WHOLE, holds, stretch_around

LINE = "한빛전자는 15일 부산에서 회의를 열었다.\n"
LONG = LINE * 4_000


@given(st.integers(0, len(LONG) - 1))
def test_whole_lines_around_the_place_and_not_many(at):
    low, high = stretch_around(LONG, at)
    assert low <= at < high
    assert high - low <= WHOLE
    assert low == 0 or LONG[low - 1] == "\n"
    assert high == len(LONG) or LONG[high - 1] == "\n"


@given(st.text("가 ", min_size=0, max_size=30), st.floats(0, 1))
def test_one_endless_line_is_cut_somewhere(piece, part):
    text = (piece or "가") * (WHOLE // len(piece or "가") * 3)
    at = int(part * (len(text) - 1))
    low, high = stretch_around(text, at)
    assert low <= at < high
    assert high - low <= WHOLE


def test_a_short_text_is_looked_at_as_a_whole():
    assert stretch_around(LINE, 3) == (0, len(LINE))
    assert stretch_around("", 0) == (0, 0)


def test_what_is_seen_stands_well_inside():
    assert holds((0, 30_000), (0, 500), length=90_000)
    assert not holds((0, 30_000), (29_000, 29_500), length=90_000)
    assert holds((60_000, 90_000), (89_000, 90_000), length=90_000)
    assert not holds((60_000, 90_000), (61_000, 61_500), length=90_000)


def test_a_stretch_gives_what_the_whole_gives_there():
    about = Article(ARTICLE, LONG[:35_000], (), Metadata(), 1)
    known = Known.of([Entity("e1", REGISTER, "ORG", "한빛전자")])
    viewer = Viewer("a", own_layer=LAYER, visible_layers=frozenset({LAYER}))
    types = frozenset({"ORG"})
    low, high = 10 * len(LINE), 30 * len(LINE)
    part = look(Ask(about, viewer, types, stretch=(low, high)), known).items
    whole = look(Ask(about, viewer, types), known).items
    assert list(part) == [each for each in whole if low <= each.start < high]
    assert len(part) == 20

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ui.keys import press

from juseok.ui.panels.find_bar import FindBar, occurrences


@given(st.text(alphabet="abAB가나İ😀 "), st.text(alphabet="abAB가나İ😀", min_size=1))
def test_every_place_reads_as_asked_and_none_overlap(text, wanted):
    found = occurrences(text, wanted, limit=100)
    assert all(text[a:b].casefold() == wanted.casefold() for a, b in found)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(found))


@pytest.fixture
def bar(qtbot):
    bar = FindBar()
    qtbot.addWidget(bar)
    bar.open("가나 가다 가", "")
    return bar


def test_places_are_counted_and_walked_round(bar, qtbot):
    went = []
    bar.went.connect(lambda start, end: went.append(start))
    bar._field.setText("가")
    press(bar._field, "Enter")
    press(bar._field, "Enter")
    press(bar._field, "Enter")
    assert went == [0, 3, 6, 0]
    assert bar._count.text() == "1 / 3"


def test_escape_leaves_and_clears_the_highlights(bar, qtbot):
    bar._field.setText("가")
    with qtbot.waitSignals([bar.found, bar.left]):
        press(bar._field, "Esc")
    assert bar.isHidden()


def test_whole_words_are_names_with_or_without_particles(bar):
    bar.open("메타는 메타버스와 메타를 말했다", "")
    bar._field.setText("메타")
    assert bar._count.text() == "1 / 3"
    bar.words.click()
    assert bar._count.text() == "1 / 2"


def test_the_key_turns_whole_words(window):
    window.router.trigger("edit.find_words")
    assert window.router.is_checked(window.router.spec("edit.find_words"))


def test_the_tip_names_the_key_that_is_set(window):
    words = window.bench.article._find.words
    assert words.toolTip().endswith("(Alt+W)")
    window.router.set_overrides({"edit.find_words": ("Alt+G",)})
    assert words.toolTip().endswith("(Alt+G)")
    window.router.set_overrides({"edit.find_words": ()})
    assert "(" not in words.toolTip()

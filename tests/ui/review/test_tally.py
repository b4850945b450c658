"""Sums over the articles of a queue follow the count of one."""

from hypothesis import given
from hypothesis import strategies as st

from juseok.services.review.index import Count
from juseok.store.reviewing import Waiting
from juseok.ui.review.tally import Tally

COUNTS = st.builds(Count, st.integers(0, 9), st.integers(0, 9))
NAMES = st.integers(0, 6).map(str)


@given(st.dictionaries(NAMES, COUNTS), st.lists(st.tuples(NAMES, COUNTS)))
def test_sums_that_follow_are_those_made_anew(known, changes):
    articles = [Waiting(str(number), {}, {}) for number in range(5)]
    tally = Tally(articles, known.get)
    for article, count in changes:
        known[article] = count
        tally.put(article, count)
    anew = Tally(articles, known.get)
    assert (tally.shown, tally.wait) == (anew.shown, anew.wait)
    for place in range(6):
        held = known.get(str(place), Count())
        before = sum(known.get(str(n), Count()).shown for n in range(place))
        at = before + 3 if place < 5 else 0
        assert tally.counted(str(place), 2, held) == (at, tally.shown, tally.wait)


def test_an_article_that_is_not_in_the_queue_has_no_place():
    tally = Tally([Waiting("a", {}, {})], {"b": Count(1, 1)}.get)
    assert (tally.place("a"), tally.place("b"), tally.shown) == (0, None, 0)

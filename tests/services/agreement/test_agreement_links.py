"""Claim links: what is there twice, or both ways round, counts once."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.agreement_match import Marks, Matches
from juseok.core.agreement_plan import Plan
from juseok.services.agreement.links import Link, Links

PLAN = Plan(3, ("0",))
PRESENT = {0: (0, 1, 2), 1: (0, 1, 2), 2: (0,)}
CLAIMS = 4
"""Claims of each person; those of one number answer each other.  Person × number is the id."""


def counted(rows) -> Counter[tuple[int, int, str]]:
    """(article, pair, column) → how many."""
    links = Links(rows, PLAN, {"like"})
    who = np.repeat(np.arange(3), CLAIMS)
    zero = np.zeros(len(who), np.int64)
    pairs = [(one * CLAIMS + n, other * CLAIMS + n) for one, other in PLAN.pairs
             for n in range(CLAIMS)]  # fmt: skip
    left, right = np.array(pairs).T
    same = np.ones(len(left), np.bool_)
    links.take(
        Matches(left, right, same.astype(np.int64), same, same),
        Marks(zero, who, zero, zero + 1, zero + 1, zero),
        list(range(len(who))),
    )
    return Counter((cell.article, cell.pair, cell.column) for cell in links.cells(PRESENT))


def link(who: int, head: int, tail: int, kind: str = "like", article: int = 0) -> Link:
    return Link(who, article, kind, who * CLAIMS + head, who * CLAIMS + tail)


@pytest.mark.parametrize(
    "more", [link(0, 0, 1), link(0, 1, 0), link(0, 1, 0, article=1)], ids=["again", "turned", "far"]
)
def test_a_link_that_is_there_twice_is_one(more: Link) -> None:
    found = counted([link(0, 0, 1), more, link(1, 0, 1)])
    assert found == {(0, 0, "l_a"): 1, (0, 0, "l_b"): 1, (0, 0, "l_same"): 1,
                     (0, 1, "l_a"): 1, (0, 2, "l_a"): 1}  # fmt: skip


LINKS = st.builds(
    Link,
    st.integers(0, 2),
    st.integers(0, 3),
    st.sampled_from(("like", "of")),
    st.integers(0, 3 * CLAIMS),
    st.integers(0, 3 * CLAIMS),
)


@given(st.lists(LINKS, max_size=12))
def test_no_more_links_are_the_same_than_each_has(rows: list[Link]) -> None:
    found = counted(rows)
    for (article, pair, column), count in found.items():
        if column == "l_same":
            assert count <= found[article, pair, "l_a"]
            assert count <= found[article, pair, "l_b"]

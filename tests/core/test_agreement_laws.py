"""Every figure of agreement lies in its range, whatever was annotated: also twice, or askew."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.agreement_count import Chunk, Counted, Counter
from juseok.core.agreement_edges import Edges
from juseok.core.agreement_figures import (
    Figure,
    gold_figures,
    main_figures,
    type_figures,
)
from juseok.core.agreement_linked import b_cubed_by_article
from juseok.core.agreement_match import Marks, match_mentions, overlapping, segments
from juseok.core.agreement_plan import CLAIM_FIELDS, EDGES, Asked, Plan
from juseok.core.agreement_sums import Sums, draw
from juseok.core.agreement_things import Things, every_figure
from juseok.core.agreement_typed import Bases

PEOPLE, ARTICLES, LENGTH = 3, 2, 10
ASKED = Asked("sure", "relationship", ("yes", "no"))
PLAN = Plan(PEOPLE, ("0", "1"), (ASKED,), gold=2, relationships=("0", "1", "2"))

SPANS = ({0, 2}, {4, 6}, {4, 6}, {3, 6}, {0, 10}, {0, 2, 8, 9}, {1, 3, 8, 10})

PLACED = st.lists(
    st.tuples(
        st.integers(0, ARTICLES - 1),
        st.integers(0, PEOPLE - 1),
        st.sampled_from(SPANS),
        st.integers(0, 1),
        st.integers(-1, 1),
    ),
    max_size=14,
)
JOINED = st.lists(
    st.tuples(
        st.integers(0, ARTICLES - 1),
        st.integers(0, PEOPLE - 1),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(-1, 1),
        st.booleans(),
    ),
    max_size=14,
)
HERE = st.just([True] * 6) | st.lists(st.booleans(), min_size=6, max_size=6)


def marked(placed) -> Marks:
    article, who, start, end, size, kind = ([] for _ in range(6))
    parts = {}
    for number, (where, person, bounds, sort, _) in enumerate(placed):
        cuts = sorted(bounds)
        found = tuple(pairwise(cuts))[::2]
        if len(found) > 1:
            parts[number] = found
        article.append(where)
        who.append(person)
        start.append(found[0][0])
        end.append(found[-1][1])
        size.append(sum(stop - begin for begin, stop in found))
        kind.append(sort)
    return Marks(*(np.array(each, np.int64) for each in (article, who, start, end, size, kind)),
                 parts)  # fmt: skip


def joined(rows, mentions: Marks) -> tuple[Edges, np.ndarray]:
    """Edges among the mentions of their person and article; where ``askew``, of anybody."""
    found = []
    for article, who, kind, head, tail, value, askew in rows:
        own = [
            place
            for place in range(len(mentions))
            if askew or (mentions.article[place], mentions.who[place]) == (article, who)
        ]
        if own:
            found.append((article, who, kind, own[head % len(own)], own[tail % len(own)], value))
    table = np.array(found, np.int64).reshape(-1, 6)
    return Edges(*table[:, :5].T, symmetric=table[:, 2] == 0), table[:, 5:]


def counted(placed, claimed, rows, present) -> np.ndarray:
    """Article × pair × column."""
    found = count(placed, claimed, rows, present)
    entities = b_cubed_by_article([found.linked], articles=ARTICLES, pairs=len(PLAN.pairs))
    found.block[:, :, PLAN.places(("e_p", "e_r"))] = entities
    for number in range(len(PLAN.types)):
        own = b_cubed_by_article(
            [found.linked.of_type(number)], articles=ARTICLES, pairs=len(PLAN.pairs)
        )
        columns = PLAN.places((f"y_e_p.{number}", f"y_e_r.{number}"))
        found.block[:, :, columns] = own
    return found.block


def count(placed, claimed, rows, present) -> Counted:
    here = np.array(present, np.bool_).reshape(ARTICLES, PEOPLE)
    placed, claimed, rows = (
        [each for each in found if here[each[:2]]] for found in (placed, claimed, rows)
    )
    mentions, claims = marked(placed), marked(claimed)
    edges, values = joined(rows, mentions)
    chunk = Chunk(
        length=np.full(ARTICLES, LENGTH),
        present=dict.fromkeys(("mentions", "claims", "relationships"), here),
        mentions=mentions,
        entity=np.array([each[4] for each in placed], np.int64),
        quotes=[""] * len(placed),
        claims=claims,
        fields=np.array([[each[3]] * len(CLAIM_FIELDS) for each in claimed], np.int64).reshape(
            -1, len(CLAIM_FIELDS)
        ),
        edges=edges,
        values={
            "mention": np.zeros((len(placed), 0), np.int64),
            "claim": np.zeros((len(claimed), 0), np.int64),
            "relationship": values,
        },
    )
    return Counter(PLAN).count(chunk)


def every(sums: np.ndarray) -> dict[str, Figure]:
    return every_figure(sums, PLAN) | gold_figures(sums, PLAN, gold_first=False)


@given(PLACED, PLACED, JOINED, HERE, st.booleans())
def test_every_figure_lies_in_its_range(placed, claimed, rows, present, alike) -> None:
    if alike:  # everybody has the first two spans as well, and what one joins another does
        placed = [*((0, who, SPANS[n], 0, n) for who in range(PEOPLE) for n in (0, 1)), *placed]
        rows = [
            *((0, *each[1:]) for each in rows),
            *((0, (who + 1) % PEOPLE, 0, *ends) for _, who, _, *ends in rows[:1]),
        ]
    block = counted(placed, claimed, rows, present)
    for sums in (block, block.sum(axis=0), block.sum(axis=(0, 1))):
        for name, each in every(sums).items():
            value = each.value[~np.isnan(each.value)]
            assert (value <= 1 + 1e-9).all(), name
            assert name.endswith("alpha") or (value >= 0).all(), name
            assert (value >= -1 - 1e-9).all(), name
            assert (each.n >= 0).all(), name


@given(PLACED, HERE)
def test_where_all_are_of_one_type_its_figures_are_those_of_all(placed, present) -> None:
    block = counted([(*e[:3], 0, e[4]) for e in placed], [], [], present)
    for sums in (block, block.sum(axis=(0, 1))):
        whole = main_figures(sums, PLAN)
        for name, each in type_figures(sums, PLAN, 0).items():
            for mine, other in zip(each, whole[name], strict=True):
                np.testing.assert_allclose(mine, other, err_msg=name)
        assert all(np.isnan(e.value).all() for name, e in type_figures(sums, PLAN, 1).items()
                   if name != "alpha")  # fmt: skip


@given(PLACED, HERE)
def test_what_types_have_adds_up_to_what_all_have(placed, present) -> None:
    block = counted(placed, [], [], present)
    for part, whole in (
        ("a", "m_a"), ("b", "m_b"), ("exact", "m_exact"), ("type", "m_type"),
        ("bound", "m_bound"), ("chars", "m_chars"), ("chars_a", "m_chars_a"),
    ):  # fmt: skip
        columns = PLAN.places(f"y_{part}.{number}" for number in range(len(PLAN.types)))
        assert (block[:, :, columns].sum(axis=2) == block[:, :, PLAN.columns[whole]]).all()


@given(PLACED, JOINED)
def test_what_is_there_twice_counts_once(placed, rows) -> None:
    own = [(*each[:-1], False) for each in rows]
    turned = [(*each[:3], each[4], each[3], *each[5:]) for each in own if each[2] == 0]
    present = [True] * (ARTICLES * PEOPLE)
    once = counted(placed, [], own, present)
    twice = counted(placed, [], [*own, *own, *turned], present)
    assert (once == twice).all()


@given(PLACED, PLACED, JOINED, HERE)
def test_things_are_as_many_as_one_pair_compares_and_no_more_than_all(
    placed, claimed, rows, present
) -> None:
    block = counted(placed, claimed, rows, present)
    things = Things(PLAN, 1)
    things.add(block, {0: np.ones(block.shape[:2], np.bool_)})
    each = [figure.basis for figure in every_figure(block, PLAN).values()]
    assert (things.table[0] >= [basis.sum(axis=0).max() for basis in each]).all()
    assert (things.table[0] <= [basis.sum() for basis in each]).all()


def relationships(rows) -> dict[str, float]:
    """The figures where the first two people have the same two mentions, and gold a third."""
    spans = ({0, 2}, {4, 6})
    placed = [(0, who, span, 0, -1) for who in range(PEOPLE) for span in spans]
    placed.append((0, 2, {8, 10}, 0, -1))
    block = counted(placed, [], [(0, *row, -1, False) for row in rows], [True] * 6)
    pairs = {"main": 0, "gold": 1}
    sums = block.sum(axis=0)
    main = main_figures(sums[pairs["main"]], PLAN)
    gold = gold_figures(sums[pairs["gold"]], PLAN, gold_first=False)
    return {name: float(each.value) for name, each in {**main, **gold}.items()}


def test_an_edge_that_is_there_both_ways_round_is_one() -> None:
    both = relationships([(0, 0, 0, 1), (0, 0, 1, 0), (1, 0, 0, 1)])
    assert both["relationship"] == 1


def test_recall_of_relationships_is_of_all_that_gold_has() -> None:
    found = relationships([(0, 1, 0, 1), (2, 1, 0, 1), (2, 1, 0, 2)])
    assert found["relationship_recall"] == 0.5
    assert found["relationship_matched_recall"] == 1
    assert found["relationship_precision"] == found["relationship_matched_precision"] == 1


@given(PLACED, JOINED, HERE)
def test_what_relationships_of_each_type_have_adds_up_to_what_all_have(
    placed, rows, present
) -> None:
    found = count(placed, [], rows, present)
    between = found.block[:, 0]  # of the two who are not gold
    first = PLAN.first_row["relationship"]
    typed = found.typed.table[:, first : first + len(PLAN.relationships)].sum(axis=1)
    for name in (*EDGES, "t_n.relationship.sure", "t_same.relationship.sure"):
        assert (typed[:, PLAN.typed[name]] == between[:, PLAN.columns[name]]).all(), name
    met = between[:, PLAN.places(("r_a", "r_b"))].sum()
    same = between[:, PLAN.columns["r_same"]].sum()
    things = found.typed.things[first:, Bases(PLAN).places["relationship"]]
    assert things.sum() == met - same  # one pair: each thing is compared but once


def one_by_one(marks: Marks) -> set[tuple[int, int]]:
    """The choice of :func:`match_mentions`, pair after pair."""
    found = overlapping(marks)
    sizes = marks.size[found.left] + marks.size[found.right]
    score = 2 * found.shared / sizes + found.same_type + 2.0 * found.same_span
    pairs = zip(-score, found.left.tolist(), found.right.tolist(), strict=True)
    taken, used = set(), set()
    for _, left, right in sorted(pairs):
        ends = {(left, int(marks.who[right])), (right, int(marks.who[left]))}
        if not ends & used:
            used |= ends
            taken.add((left, right))
    return taken


@given(PLACED)
def test_mentions_answer_each_other_as_if_they_were_taken_one_by_one(placed) -> None:
    marks = marked(placed)
    found = match_mentions(marks)
    assert set(zip(found.left.tolist(), found.right.tolist(), strict=True)) == one_by_one(marks)


@given(PLACED)
def test_of_each_character_the_shortest_mention_speaks(placed) -> None:
    marks = marked(placed)
    size, where, said = segments(np.full(ARTICLES, LENGTH), marks, people=PEOPLE)
    told = np.zeros((PEOPLE, ARTICLES, LENGTH), np.int64)
    for place in sorted(range(len(marks)), key=lambda each: -marks.size[each]):
        whole = ((int(marks.start[place]), int(marks.end[place])),)
        for start, end in marks.parts.get(place, whole):
            told[marks.who[place], marks.article[place], start:end] = marks.type[place] + 1
    assert (np.repeat(said, size, axis=1) == told.reshape(PEOPLE, -1)).all()
    assert (np.repeat(where, size) == np.repeat(np.arange(ARTICLES), LENGTH)).all()


@given(PLACED, PLACED, JOINED, HERE)
def test_what_is_in_no_used_column_is_nothing(placed, claimed, rows, present) -> None:
    found = count(placed, claimed, rows, present)
    rest = np.setdiff1d(np.arange(len(PLAN.columns)), found.used)
    assert not found.block[:, :, rest].any()
    groups = {0: np.ones(found.block.shape[:2], np.bool_)}
    every, some = Things(PLAN, 1), Things(PLAN, 1)
    every.add(found.block, groups)
    some.add(found.block, groups, used=found.used)
    assert (every.table == some.table).all()
    for used in (None, found.used):
        sums = Sums(draw(ARTICLES, 5), len(PLAN.pairs), len(PLAN.columns))
        sums.add(0, found.block, used)
        assert (sums.total == found.block.sum(axis=0)).all()
        assert (sums.drawn == np.tensordot(draw(ARTICLES, 5), found.block, 1)).all()
        assert (sums.articles == found.block.any(axis=2).sum(axis=0)).all()

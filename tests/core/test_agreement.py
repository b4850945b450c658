"""Figures of agreement against the examples with which they were published."""

from collections.abc import Sequence
from typing import Any

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.agreement import letter, letters_of
from juseok.core.agreement_count import Chunk, Counter
from juseok.core.agreement_edges import Edges
from juseok.core.agreement_figures import main_figures, nominal_alpha
from juseok.core.agreement_linked import b_cubed
from juseok.core.agreement_match import Marks, match_claims, match_mentions
from juseok.core.agreement_particle import differs_by_particle
from juseok.core.agreement_plan import CLAIM_FIELDS, Plan
from juseok.core.agreement_sums import Sums, draw, measure

Given = tuple[int, int, int, int]
"""Person, start, end, type."""


def marks(*given: Given, article: int = 0) -> Marks:
    who, start, end, kind = np.array(given, np.int64).reshape(-1, 4).T
    return Marks(np.full(len(given), article), who, start, end, end - start, kind)


def chunk(found: Marks, *, people: int, length: int = 200, words: Sequence[str] = ()) -> Chunk:
    none = np.zeros(0, np.int64)
    present = np.ones((1, people), np.bool_)
    return Chunk(
        length=np.array([length]),
        present={"mentions": present, "claims": present, "relationships": present},
        mentions=found,
        entity=np.full(len(found), -1),
        quotes=words or [""] * len(found),
        claims=marks(),
        fields=np.zeros((0, len(CLAIM_FIELDS)), np.int64),
        edges=Edges(none, none, none, none, none, np.zeros(0, np.bool_)),
        values={
            "mention": np.zeros((len(found), 0), np.int64),
            "claim": np.zeros((0, 0), np.int64),
            "relationship": np.zeros((0, 0), np.int64),
        },
    )


def figures(
    found: Marks, *, people: int = 2, kinds: int = 3, length: int = 200
) -> dict[str, float]:
    plan = Plan(people, tuple(map(str, range(kinds))))
    counted = Counter(plan).count(chunk(found, people=people, length=length))
    sums = counted.block.sum(axis=(0, 1))
    return {name: float(each.value) for name, each in main_figures(sums, plan).items()}


def coincidences(counts: Any) -> tuple[float, Any]:
    """What :func:`nominal_alpha` takes, from unit × value: how many gave each value to each unit.

    Units to which only one gave a value do not count.
    """
    times = counts.sum(axis=1)
    counts, times = counts[times > 1], times[times > 1]
    apart = (times * times - (counts * counts).sum(axis=1)) / (times - 1)
    return float(apart.sum()), counts.sum(axis=0).astype(np.float64)


def alpha(table: Sequence[Sequence[str | None]]) -> float:
    """α of observers by units."""
    values = sorted({each for row in table for each in row if each is not None})
    counts = np.array(
        [[sum(row[unit] == value for row in table) for value in values]
         for unit in range(len(table[0]))]
    )  # fmt: skip
    apart, given_ = coincidences(counts)
    return float(nominal_alpha(np.array(apart), given_))


@pytest.mark.parametrize(
    ("table", "published"),
    [
        # Krippendorff (2011), Computing Krippendorff's alpha-reliability, A: binary, two observers
        (["0100000010", "1110010000"], 0.095),
        # B: nominal, two observers
        (["aabbdcccedda", "babbbcccedd d".replace(" ", "")], 0.692),
        # C: nominal, four observers, values missing
        (["123321412...", "1233224125.3", ".3332342251.", "1233244125" + "1."], 0.743),
    ],
)  # fmt: skip
def test_alpha_is_that_of_the_published_examples(table: list[str], published: float) -> None:
    rows = [[None if each == "." else each for each in row] for row in table]
    assert alpha(rows) == pytest.approx(published, abs=0.0005)


@given(
    st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=1, max_size=12).filter(
        lambda rows: sum(max(row) > 0 for row in rows) > 0
    )
)
def test_alpha_is_that_of_the_package(rows: list[list[int]]) -> None:
    counts = np.array(rows)
    pairable = counts[counts.sum(axis=1) > 1]
    apart, values = coincidences(counts)
    ours = float(nominal_alpha(np.array(apart), values))
    if (pairable.sum(axis=0) > 0).sum() < 2:
        assert np.isnan(ours)  # one value alone shows no agreement
    else:
        theirs = krippendorff.alpha(value_counts=pairable, level_of_measurement="nominal")
        assert ours == pytest.approx(theirs)


def test_alpha_over_characters_is_that_of_the_package_over_all_characters() -> None:
    found = marks((0, 2, 6, 0), (0, 3, 5, 1), (0, 20, 24, 2), (1, 2, 7, 0), (1, 20, 24, 1),
                  (2, 2, 6, 0), (2, 12, 15, 2))  # fmt: skip
    texts = [[0] * 30 for _ in range(3)]
    for who, start, end, kind in [(0, 2, 6, 0), (0, 3, 5, 1), (0, 20, 24, 2), (1, 2, 7, 0),
                                  (1, 20, 24, 1), (2, 2, 6, 0), (2, 12, 15, 2)]:  # fmt: skip
        texts[who][start:end] = [kind + 1] * (end - start)
    plan = Plan(3, ("0", "1", "2"))
    units = Counter(plan).count(chunk(found, people=3, length=30)).units[0]
    theirs = krippendorff.alpha(reliability_data=texts, level_of_measurement="nominal")
    assert float(nominal_alpha(units[0], units[1:-1])) == pytest.approx(theirs)


def test_mentions_are_counted_as_the_semeval_schema_does() -> None:
    """The six scenarios and the table of their sums that nervaluate's documentation prints; in
    the sums the first scenario, where all is right, counts twice."""
    drug, brand, group = 0, 1, 2
    found = marks(
        (0, 0, 8, brand),  # III: tikosyn is missed
        (1, 20, 27, brand),  # II: healthy is spurious
        (0, 43, 51, drug), (1, 40, 51, drug),  # V: of warfarin
        (0, 60, 71, drug), (1, 60, 71, brand),  # IV
        (0, 80, 89, drug), (1, 80, 89, drug),  # I
        (0, 90, 95, drug), (1, 90, 95, drug),  # I
        (0, 105, 119, group), (1, 100, 119, drug),  # VI: oral contraceptives
    )  # fmt: skip
    ours = figures(found)
    printed = {"mention_type": 0.5, "mention_partial": 0.66, "mention_span": 0.5,
               "mention_exact": 0.33}  # fmt: skip
    assert {name: ours[name] for name in printed} == pytest.approx(printed, abs=0.007)
    assert ours["boundary_only"] == pytest.approx(1 / 3)


def test_b_cubed_is_that_of_the_paper() -> None:
    """Bagga and Baldwin (1998), Algorithms for scoring coreference chains: the two responses."""
    key = np.array([0] * 5 + [1] * 2 + [2] * 5)
    for response, precision in (([0] * 5 + [1] * 7, 0.762), ([0] * 5 + [1] * 2 + [0] * 5, 0.583)):
        ours = b_cubed(key, np.array(response))
        assert ours[0].mean() == pytest.approx(precision, abs=0.0005)
        assert ours[1].mean() == 1


def test_nothing_compared_is_undefined_and_never_one() -> None:
    ours = figures(marks())
    assert all(np.isnan(value) for value in ours.values())
    assert np.isnan(figures(marks((0, 0, 10, 0), (1, 0, 10, 0)), length=10)["alpha"])


def test_the_same_span_goes_before_more_overlap() -> None:
    found = marks((0, 0, 10, 0), (0, 2, 8, 0), (1, 2, 8, 1), (1, 0, 9, 0))
    matches = match_mentions(found)
    assert set(zip(matches.left.tolist(), matches.right.tolist(), strict=True)) == {(0, 3), (1, 2)}


def test_claims_answer_each_other_from_half_on_and_the_best_first() -> None:
    found = marks((0, 0, 40, 0), (1, 0, 20, 0), (1, 20, 38, 0), (0, 100, 140, 0), (1, 130, 200, 0))
    matches = match_claims(found)
    assert list(zip(matches.left.tolist(), matches.right.tolist(), strict=True)) == [(0, 1)]


def test_each_annotation_answers_one_of_each_other_person() -> None:
    found = marks(*((who, 5, 9, 0) for who in range(3) for _ in range(2)))
    matches = match_mentions(found)
    pairs = [(int(found.who[one]), int(found.who[other]))
             for one, other in zip(matches.left, matches.right, strict=True)]  # fmt: skip
    assert sorted(pairs) == [(0, 1), (0, 1), (0, 2), (0, 2), (1, 2), (1, 2)]


@pytest.mark.parametrize(
    ("one", "other", "so"),
    [
        ("한빛전자", "한빛전자가", True),
        ("한빛전자는", "한빛전자", True),
        ("서울", "서울에서는", True),
        ("한빛전자", "한빛전자 대표", False),
        ("도하윤", "도하윤 대표가", False),
        ("한빛전자", "한빛전자측", False),
        ("한빛전자", "한빛전자이", False),
        ("같음", "같음", False),
    ],
)
def test_a_particle_more_is_told_from_a_word_more(one: str, other: str, so: bool) -> None:
    assert differs_by_particle(one, other) is so


def test_samples_are_the_same_each_time_and_hold_whole_articles() -> None:
    weights = draw(8, 50)
    assert (weights == draw(8, 50)).all()
    assert (weights.sum(axis=1) == 8).all()
    sums = Sums(weights, 1, 1)
    table = np.arange(8.0).reshape(8, 1, 1)
    sums.add(0, table[:5])
    sums.add(5, table[5:])
    assert sums.drawn[:, 0, 0] == pytest.approx(weights @ np.arange(8.0))
    assert sums.total[0, 0] == 28


def test_a_figure_of_few_things_says_so_and_one_article_has_no_interval() -> None:
    plan = Plan(2, ("0",))
    weights = draw(1, 50)
    sums = Sums(weights, 1, len(plan.columns))
    found = marks((0, 0, 4, 0), (1, 0, 4, 0), (0, 10, 14, 0))
    sums.add(0, Counter(plan).count(chunk(found, people=2)).block)
    plain = main_figures(sums.total[0], plan)["mention_exact"]
    drawn = main_figures(sums.drawn[:, 0].astype(np.float64), plan)["mention_exact"]
    one = measure(plain, drawn, articles=1)
    assert (one.value, one.n, one.few, one.low, one.high) == (0.6667, 2, True, None, None)


def test_people_have_letters() -> None:
    assert [letter(n) for n in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


def test_people_keep_their_own_letters_where_they_can() -> None:
    assert letters_of(["K", "", "B", "B"]) == ("K", "A", "B", "C")
    assert letters_of(["", "A"]) == ("B", "A")

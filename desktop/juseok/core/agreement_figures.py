"""From sums of columns to figures: ratios that are not a number where nothing was compared.

Every function takes sums of any shape whose last axis is the columns of a plan, so that one pair,
all groups at once and a thousand samples for intervals go the same way.
"""

from typing import NamedTuple

import numpy as np

from juseok.core.agreement_match import Floats
from juseok.core.agreement_plan import CLAIM_FIELDS, Asked, Plan


class Figure(NamedTuple):
    """A figure, what it is of, and how many things stand behind it (for "too few")."""

    value: Floats
    n: Floats
    basis: Floats


def ratio(above: Floats, below: Floats) -> Floats:
    """``above / below``, and not a number where there is nothing below."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below > 0, above / below, np.nan)


def f1(same: Floats, one: Floats, other: Floats) -> Figure:
    """The F1 of two sets (Dice); n counts what is in both once."""
    n = one + other - same
    return Figure(ratio(2 * same, one + other), n, n)


def nominal_alpha(apart: Floats, values: Floats) -> Floats:
    """Krippendorff's α for nominal data (Krippendorff 2011, "Computing Krippendorff's
    alpha-reliability") from what the coincidence matrix sums to.

    ``apart``: its cells off the diagonal, summed; ``values``: on the last axis how often each
    value was given.  Not a number where only one value was ever given: no data can show
    agreement then.
    """
    n = values.sum(axis=-1)
    expected = n * n - (values * values).sum(axis=-1)
    return 1 - (n - 1) * ratio(apart, expected)


def main_figures(sums: Floats, plan: Plan) -> dict[str, Figure]:
    """The figures that every group has."""

    def column(name: str) -> Floats:
        return sums[..., plan.columns[name]]

    exact, one, other = column("m_exact"), column("m_a"), column("m_b")
    mentions = one + other - exact
    typed = column("m_type")
    base = plan.columns["x_n.0"]
    values = sums[..., base : base + len(plan.types) + 1]
    linked = column("e_n")
    precision, recall = ratio(column("e_p"), linked), ratio(column("e_r"), linked)
    characters = ratio(2 * column("m_chars"), column("m_chars_a") + column("m_chars_b"))
    met = column("r_a") + column("r_b")
    edges = met + column("r_off_a") + column("r_off_b")
    # Strict, exact, partial and type of the SemEval-2013 schema (task 9.1), in this order.
    return {
        "mention_exact": f1(exact, one, other),
        "mention_span": f1(column("m_span"), one, other),
        "mention_partial": Figure(
            ratio(column("m_span") + column("m_match"), one + other), mentions, mentions
        ),
        "mention_type": f1(typed, one, other),
        "mention_overlap": Figure(characters, mentions, mentions),
        "boundary_only": Figure(ratio(column("m_bound"), typed), typed, typed),
        "particle_only": Figure(ratio(column("m_part"), typed), typed, typed),
        "alpha": Figure(
            nominal_alpha(2 * column("x_diff"), values), values.sum(axis=-1) / 2, mentions
        ),
        "entity_b3": Figure(
            ratio(2 * precision * recall, precision + recall), linked, linked
        ),
        "claim": f1(column("c_match"), column("c_a"), column("c_b")),
        "claim_content": Figure(
            ratio(column("c_same"), column("c_match")), column("c_match"), column("c_match")
        ),
        "relationship": f1(column("r_same"), column("r_a"), column("r_b")),
        "relationship_ends": Figure(ratio(met, edges), edges, edges),
        "claim_link": f1(column("l_same"), column("l_a"), column("l_b")),
    }  # fmt: skip


MEASURES = (
    "mention_exact", "mention_span", "mention_partial", "mention_type", "mention_overlap",
    "boundary_only", "particle_only", "alpha", "entity_b3", "claim", "claim_content",
    "relationship", "relationship_ends", "claim_link",
)  # fmt: skip
"""The names of :func:`main_figures`, in the order in which they are shown."""


def type_figures(sums: Floats, plan: Plan, number: int) -> dict[str, Figure]:
    """The figures of one type, as far as they are defined for it: α is that of characters being of
    the type or not, and B³ is over mentions that both have given it."""

    def column(part: str) -> Floats:
        return sums[..., plan.columns[f"y_{part}.{number}"]]

    one, other, exact, typed = map(column, ("a", "b", "exact", "type"))
    mentions, linked = one + other - exact, column("e_n")
    precision, recall = ratio(column("e_p"), linked), ratio(column("e_r"), linked)
    base = plan.columns["x_n.0"]
    values = sums[..., base : base + len(plan.types) + 1]
    characters, here = values.sum(axis=-1), values[..., number + 1]
    apart = nominal_alpha(2 * column("diff"), np.stack([here, characters - here], axis=-1))
    overlap = ratio(2 * column("chars"), column("chars_a") + column("chars_b"))
    return {
        "mention_exact": f1(exact, one, other),
        "mention_partial": Figure(ratio(exact + typed, one + other), mentions, mentions),
        "mention_type": f1(typed, one, other),
        "mention_overlap": Figure(overlap, mentions, mentions),
        "boundary_only": Figure(ratio(column("bound"), typed), typed, typed),
        "particle_only": Figure(ratio(column("part"), typed), typed, typed),
        "alpha": Figure(apart, characters / 2, mentions),
        "entity_b3": Figure(
            ratio(2 * precision * recall, precision + recall), linked, linked
        ),
    }  # fmt: skip


def field_figures(sums: Floats, plan: Plan) -> dict[str, tuple[Figure, Floats]]:
    """Per field of claims that answer each other how many agree, of those where anything stands;
    and in how many both have nothing."""
    found: dict[str, tuple[Figure, Floats]] = {}
    for name in CLAIM_FIELDS:
        same, n, none = (
            sums[..., plan.columns[f"f_{part}.{name}"]] for part in ("same", "n", "none")
        )
        found[name] = Figure(ratio(same, n), n, n), none
    return found


def attribute_figures(sums: Floats, plan: Plan, asked: Asked) -> tuple[Figure, Figure, Floats]:
    """How many agree of those where both chose, α over these, and how many stand apart."""
    same, n, apart = (
        sums[..., plan.columns[f"t_{part}.{asked.key}"]] for part in ("same", "n", "apart")
    )
    share = Figure(ratio(same, n), n, n)
    if not asked.values:
        return share, Figure(np.full_like(n, np.nan), n, n), apart
    base = plan.columns[f"t_v.{asked.key}.0"]
    values = sums[..., base : base + len(asked.values)]
    return share, Figure(nominal_alpha(2 * (n - same), values), n, n), apart


def gold_figures(sums: Floats, plan: Plan, *, gold_first: bool) -> dict[str, Figure]:
    """Precision and recall of a person against gold, from the sums of their pair.

    Relationships twice: of all that each has, so that a missed mention is a missed relationship,
    and of those whose ends answer each other.
    """
    own, gold = ("b", "a") if gold_first else ("a", "b")
    found: dict[str, Figure] = {}
    for name, same, prefixes in (
        ("mention", "m_exact", ("m",)), ("claim", "c_match", ("c",)),
        ("relationship", "r_same", ("r", "r_off")), ("relationship_matched", "r_same", ("r",)),
    ):  # fmt: skip
        agreed = sums[..., plan.columns[same]]
        given, wanted = (
            sums[..., plan.places(f"{prefix}_{side}" for prefix in prefixes)].sum(axis=-1)
            for side in (own, gold)
        )
        found[f"{name}_precision"] = Figure(ratio(agreed, given), given, given)
        found[f"{name}_recall"] = Figure(ratio(agreed, wanted), wanted, wanted)
    return found

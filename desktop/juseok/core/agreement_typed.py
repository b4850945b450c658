"""What is counted of each type: attributes of mentions and relationships, relationships, links.

By type people look at everybody together, so the pairs of annotators are added up at once; only
how many different things stand behind a figure is asked of each pair (see
:mod:`juseok.core.agreement_things`).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from juseok.core.agreement_match import Floats, Ints
from juseok.core.agreement_plan import Plan

_ENDS: Final = "relationship_ends"


@dataclass(frozen=True)
class Typed:
    """``table``: article × type × column; ``things``: type × what can be too few."""

    table: Floats
    things: Floats


@dataclass(frozen=True)
class Bases:
    """Which columns say how many things a figure is of: a relationship that both have is one."""

    plan: Plan

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each figure, or attribute, among the bases."""
        names = ("relationship", _ENDS, "claim_link",
                 *(asked.key for asked in self.plan.attributes))  # fmt: skip
        return {name: place for place, name in enumerate(names)}

    @cached_property
    def shares(self) -> dict[str, dict[str, int]]:
        """By column how often it counts for which basis; what is not there counts for none."""
        found = {name: {"relationship": 1, _ENDS: 1} for name in ("r_a", "r_b")}
        found |= {name: {_ENDS: 1} for name in ("r_off_a", "r_off_b")}
        found |= {"r_same": {"relationship": -1}, "l_same": {"claim_link": -1}}
        found |= {name: {"claim_link": 1} for name in ("l_a", "l_b")}
        found |= {f"t_n.{asked.key}": {asked.key: 1} for asked in self.plan.attributes}
        return found


class TypedWork:
    """Takes in what is found in some articles; rows are types, as :attr:`Plan.first_row` says."""

    def __init__(self, plan: Plan, articles: int) -> None:
        self._plan, self._bases = plan, Bases(plan)
        self._articles = articles
        self._columns: Floats = np.zeros((len(plan.typed), plan.rows, articles))
        self._counts = {"mention": len(plan.types), "relationship": len(plan.relationships),
                        "claim_link": len(plan.links)}  # fmt: skip
        self._between = np.array([plan.gold not in pair for pair in plan.pairs], np.bool_)
        self._found: list[tuple[str, Ints]] = []

    def add(
        self, on: str, name: str, cells: Ints, kinds: Ints, weights: Ints | None = None
    ) -> None:
        """Add to a column: ``cells`` (pair × article) and the type of each; those of gold, and of
        types that the scheme does not know, are nowhere."""
        if not len(cells):
            return
        pair, article = np.divmod(cells, self._articles)
        kept = self._between[pair] & (kinds < self._counts[on])
        if not kept.all():
            pair, article, kinds = pair[kept], article[kept], kinds[kept]
            weights = None if weights is None else weights[kept]
        first, count = self._plan.first_row[on], self._counts[on]
        places = kinds * self._articles + article
        found = np.bincount(places, weights, minlength=count * self._articles)
        column = self._columns[self._plan.typed[name], first : first + count]
        column += found.reshape(column.shape)
        if name in self._bases.shares:
            places += first * self._articles
            self._found.append((name, places * len(self._plan.pairs) + pair))

    def done(self) -> Typed:
        """What was found in all of them."""
        return Typed(self._columns.transpose(), self._things())

    def _things(self) -> Floats:
        """In each article the pair that has most to compare tells how many things there are."""
        bases, rows = self._bases, self._plan.rows
        table = np.zeros((rows, len(bases.places)))
        if not self._found:
            return table
        keys, which = np.unique(
            np.concatenate([cells for _, cells in self._found]), return_inverse=True
        )
        times = [len(cells) for _, cells in self._found]
        here = keys // len(self._plan.pairs)  # type × article; a pair after the other
        starts = np.flatnonzero(np.diff(here, prepend=-1))
        for name, place in bases.places.items():
            share = [bases.shares[column].get(name, 0) for column, _ in self._found]
            if any(share):
                counts = np.bincount(which, np.repeat(share, times), minlength=len(keys))
                most = np.maximum.reduceat(counts, starts)
                table[:, place] = np.bincount(here[starts] // self._articles, most, minlength=rows)
        return table

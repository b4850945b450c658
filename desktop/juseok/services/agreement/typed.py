"""Figures of each type: of relationships, of claim links, and the attributes of mentions."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from juseok.core.agreement import AttributeLine, Group, Measure
from juseok.core.agreement_figures import Figure, main_figures
from juseok.core.agreement_match import Floats
from juseok.core.agreement_plan import Plan
from juseok.core.agreement_sums import Sums, Weights
from juseok.core.agreement_things import of_things
from juseok.core.agreement_typed import Bases, Typed
from juseok.services.agreement.lines import Lines, Together

_OF = {"relationship": ("relationship", "relationship_ends"), "claim_link": ("claim_link",)}


class ByType:
    """Takes in what was counted of types; all pairs of annotators are one there."""

    def __init__(self, plan: Plan, weights: Weights) -> None:
        self._plan, self._bases = plan, Bases(plan).places
        self._places = np.array(plan.places(plan.typed), np.int64)
        self.sums = Sums(weights, plan.rows, len(plan.typed))
        self.things = np.zeros((plan.rows, len(self._bases)))

    def add(self, first: int, typed: Typed) -> None:
        """Of the articles from number ``first`` on."""
        if self._plan.rows:
            self.sums.add(first, typed.table)
            self.things += typed.things

    def groups(self, on: str) -> Iterator[Group]:
        """The types of relationships, or of claim links, that anybody gave."""
        types = {"relationship": self._plan.relationships, "claim_link": self._plan.links}[on]
        for number, kind in enumerate(types):
            row = self._plan.first_row[on] + number
            if not self.sums.articles[row]:
                continue
            together = self._together(row)

            def figures(sums: Floats) -> dict[str, Figure]:
                every = main_figures(sums, self._plan)
                return {name: every[name] for name in _OF[on]}

            measures = self._said(row, together.measures(figures), "")
            lines = tuple(self._lines(row, together, on)) if on == "relationship" else ()
            yield Group(kind, measures, together.articles, attributes=lines)

    def attributes(self, number: int) -> tuple[AttributeLine, ...]:
        """Of the attributes of mentions of one type."""
        return tuple(self._lines(number, self._together(number), "mention"))

    def _together(self, row: int) -> Together:
        return Together(self.sums, [row], self._places)

    def _lines(self, row: int, together: Together, on: str) -> Iterator[AttributeLine]:
        return Lines(self._plan, together, partial(self._said, row)).attributes(on)

    def _said(self, row: int, measures: dict[str, Measure], prefix: str) -> dict[str, Measure]:
        of = prefix.removeprefix("attribute.").removesuffix(".")
        return {name: of_things(each, self.things[row, self._bases[of or name]])
                for name, each in measures.items()}  # fmt: skip

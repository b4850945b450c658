"""Figures of each type: of mentions and their attributes, of relationships and of claim links."""

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from juseok.core.agreement import AttributeLine, Group, Measure
from juseok.core.agreement_figures import Figure, main_figures
from juseok.core.agreement_match import Floats, Ints
from juseok.core.agreement_plan import Plan
from juseok.core.agreement_sums import Sums, Weights
from juseok.core.agreement_things import of_things
from juseok.core.agreement_typed import Bases, Typed
from juseok.services.agreement.lines import Lines, Together

_OF = {"relationship": ("relationship", "relationship_ends"), "claim_link": ("claim_link",)}


class MentionTypes:
    """Takes in what was counted of mentions of each type, in which all pairs of annotators are one.

    Only B³ is kept pair by pair: those are fractions, which come out the same to the last digit
    if they are added up in the order of everybody's.
    """

    def __init__(self, plan: Plan, weights: Weights, between: Sequence[int]) -> None:
        self._plan, self._between = plan, between
        self._columns = np.arange(plan.untyped, len(plan.columns))
        self._linked = np.array(
            plan.places(f"y_e_{part}.{n}" for n in range(len(plan.types)) for part in "pr"),
            np.int64,
        )  # fmt: skip
        self.sums = Sums(weights, 1, len(self._columns))
        self.linked = Sums(weights, len(plan.pairs), len(self._linked))

    def add(self, first: int, block: Floats, used: Ints) -> None:
        """Add article × pair × column of the plan, of the articles from number ``first`` on;
        ``used``: the columns in which anything can stand."""
        columns = used[used >= self._plan.untyped]
        own = columns - self._plan.untyped
        table = np.zeros((len(self._columns), 1, len(block)))
        table[own, 0] = block.transpose(2, 1, 0)[columns][:, self._between].sum(axis=1)
        self.sums.add(first, table.transpose(), own)

    def add_linked(self, number: int, first: int, table: Floats) -> None:
        """Add B³ of a type, article × pair × (precision, recall), of articles from ``first`` on."""
        self.linked.add_to([2 * number, 2 * number + 1], first, table)

    def together(self, sums: Sums) -> Together:
        """Every column of the plan, all pairs together; ``sums``: of those that have no type."""
        columns, width = np.arange(self._plan.untyped), len(self._plan.columns)
        found = Together(sums, self._between, columns, width=width)
        found.join(Together(self.sums, [0], self._columns, width=width))
        found.join(Together(self.linked, self._between, self._linked, width=width))
        return found


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

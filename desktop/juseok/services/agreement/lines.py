"""Figures of some pairs of people together, among them those of each field and each attribute."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from juseok.core.agreement import AttributeLine, FieldLine, Measure
from juseok.core.agreement_figures import Figure, attribute_figures, field_figures
from juseok.core.agreement_match import Floats, Ints
from juseok.core.agreement_plan import Asked, Plan
from juseok.core.agreement_sums import Sums, measure


class Together:
    """Some rows of sums added up once, however many figures are had of them.

    ``places``: which columns of a plan those of the sums are; None where they are the first.
    ``width``: of so many columns; else of as many as there are places for.
    """

    def __init__(
        self, sums: Sums, rows: Sequence[int], places: Ints | None = None, *, width: int = 0
    ) -> None:
        chosen = list(rows)
        self.total: Floats = sums.total[chosen].sum(axis=0)
        drawn = sums.by_cell[:, chosen].sum(axis=1)
        self.drawn: Floats = drawn.astype(np.float64).transpose()
        if places is not None:
            width = width or int(places.max()) + 1
            self.total, self.drawn = (_spread(each, places, width)
                                       for each in (self.total, self.drawn))  # fmt: skip
        self.articles = int(sums.articles[chosen].max(initial=0))

    def join(self, other: "Together") -> None:
        """Take in other columns of the same plan."""
        self.total = self.total + other.total
        self.drawn = self.drawn + other.drawn

    def measures(self, figures: Callable[[Floats], dict[str, Figure]]) -> dict[str, Measure]:
        """What ``figures`` makes of the sums, with intervals."""
        plain, spread = figures(self.total), figures(self.drawn)
        return {
            name: measure(figure, spread[name], articles=self.articles)
            for name, figure in plain.items()
        }


def _spread(sums: Floats, places: Ints, width: int) -> Floats:
    whole = np.zeros((*sums.shape[:-1], width))
    whole[..., places] = sums
    return whole


@dataclass(frozen=True)
class Lines:
    """``said``: figures by name, and what stands before these names, with the different things
    as n; None for one pair, which has each thing but once."""

    plan: Plan
    together: Together
    said: Callable[[dict[str, Measure], str], dict[str, Measure]] | None = None

    def fields(self) -> list[FieldLine]:
        """Of each field of claims that answer each other."""

        def figures(sums: Floats) -> dict[str, Figure]:
            return {name: figure for name, (figure, _) in field_figures(sums, self.plan).items()}

        empty = field_figures(self.together.total, self.plan)
        measures = self._said(self.together.measures(figures), "field.")
        return [FieldLine(name, each, int(empty[name][1])) for name, each in measures.items()]

    def attributes(self, on: str = "") -> Iterator[AttributeLine]:
        """Of each attribute that anybody who answers another could have chosen; ``on``: of one
        kind of annotation alone."""
        for asked in self.plan.attributes_on(on) if on else self.plan.attributes:

            def figures(sums: Floats, asked: Asked = asked) -> dict[str, Figure]:
                share, alpha, _ = attribute_figures(sums, self.plan, asked)
                return {"share": share, "alpha": alpha}

            measures = self._said(self.together.measures(figures), f"attribute.{asked.key}.")
            untouched = int(attribute_figures(self.together.total, self.plan, asked)[2])
            if untouched or measures["share"].n:
                yield AttributeLine(
                    asked.id, asked.on, measures["share"], measures["alpha"], untouched,
                    text=not asked.values,
                )  # fmt: skip

    def _said(self, measures: dict[str, Measure], prefix: str) -> dict[str, Measure]:
        return measures if self.said is None else self.said(measures, prefix)

"""Figures of some pairs of people together, among them those of each field and each attribute."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from juseok.core.agreement import AttributeLine, FieldLine, Measure
from juseok.core.agreement_figures import Figure, attribute_figures, field_figures
from juseok.core.agreement_match import Floats
from juseok.core.agreement_plan import Asked, Plan
from juseok.core.agreement_sums import Sums, measure
from juseok.core.agreement_things import Things


class Together:
    """Some rows of sums added up once, however many figures are had of them."""

    def __init__(self, sums: Sums, rows: Sequence[int]) -> None:
        chosen = list(rows)
        self.total: Floats = sums.total[chosen].sum(axis=0)
        self._drawn: Floats = sums.drawn[:, chosen].sum(axis=1).astype(np.float64)
        self.articles = int(sums.articles[chosen].max(initial=0))

    def measures(self, figures: Callable[[Floats], dict[str, Figure]]) -> dict[str, Measure]:
        """What ``figures`` makes of the sums, with intervals."""
        plain, spread = figures(self.total), figures(self._drawn)
        return {
            name: measure(figure, spread[name], articles=self.articles)
            for name, figure in plain.items()
        }


@dataclass(frozen=True)
class Lines:
    """``counted``: the group of ``things`` that these are; None for one pair, which has each thing
    but once."""

    plan: Plan
    together: Together
    things: Things
    counted: int | None

    def fields(self) -> list[FieldLine]:
        """Of each field of claims that answer each other."""

        def figures(sums: Floats) -> dict[str, Figure]:
            return {name: figure for name, (figure, _) in field_figures(sums, self.plan).items()}

        empty = field_figures(self.together.total, self.plan)
        measures = self._said(self.together.measures(figures), "field.")
        return [FieldLine(name, each, int(empty[name][1])) for name, each in measures.items()]

    def attributes(self) -> Iterator[AttributeLine]:
        """Of each attribute that anybody who answers another could have chosen."""
        for asked in self.plan.attributes:

            def figures(sums: Floats, asked: Asked = asked) -> dict[str, Figure]:
                share, alpha, _ = attribute_figures(sums, self.plan, asked)
                return {"share": share, "alpha": alpha}

            measures = self._said(self.together.measures(figures), f"attribute.{asked.key}.")
            untouched = int(attribute_figures(self.together.total, self.plan, asked)[2])
            if untouched or measures["share"].n:
                yield AttributeLine(
                    asked.id, asked.on, measures["share"], measures["alpha"], untouched
                )

    def _said(self, measures: dict[str, Measure], prefix: str) -> dict[str, Measure]:
        if self.counted is None:
            return measures
        return self.things.said(measures, self.counted, prefix)

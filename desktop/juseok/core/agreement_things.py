"""How many different things stand behind a figure that is summed over several pairs of people.

One mention that ten people have is compared 45 times and is still one mention.  In each article
the pair that has most to compare tells how many things there are at least; these are added up.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec.structs import replace

from juseok.core.agreement import FEW, Measure
from juseok.core.agreement_figures import (
    Figure,
    attribute_figures,
    field_figures,
    main_figures,
    type_figures,
)
from juseok.core.agreement_match import Flags, Floats, Ints
from juseok.core.agreement_plan import Plan


def every_figure(sums: Floats, plan: Plan) -> dict[str, Figure]:
    """The figures of :mod:`juseok.core.agreement_figures` by name; those of a type, a field or
    an attribute with ``type.2.``, ``field.`` or ``attribute.key.`` before it."""
    found = dict(main_figures(sums, plan))
    for number in range(len(plan.types)):
        each = type_figures(sums, plan, number)
        found |= {f"type.{number}.{name}": figure for name, figure in each.items()}
    found |= {f"field.{name}": figure for name, (figure, _) in field_figures(sums, plan).items()}
    for asked in plan.attributes:
        share, alpha, _ = attribute_figures(sums, plan, asked)
        found |= {f"attribute.{asked.key}.share": share, f"attribute.{asked.key}.alpha": alpha}
    return found


class Things:
    """Group × figure: the different things behind it, added up article by article."""

    def __init__(self, plan: Plan, groups: int) -> None:
        # What stands behind a figure is a sum of columns, so the figures of one of each tell which.
        found = every_figure(np.eye(len(plan.columns)), plan)
        self._places = {name: place for place, name in enumerate(found)}
        self.lines = tuple(name for name in found if name.startswith(("field.", "attribute.")))
        """The figures of single fields and attributes."""
        told = np.stack([figure.basis for figure in found.values()], axis=-1)
        self._bases, self._basis_of = np.unique(told, axis=1, return_inverse=True)
        self.counted: Floats = np.zeros((groups, self._bases.shape[1]))
        """Group × different basis: several figures are of the same things."""

    @property
    def table(self) -> Floats:
        """Group × figure."""
        return self.counted[:, self._basis_of]

    def add(
        self, block: Floats, groups: Mapping[int, Flags], *, only: Sequence[str] = (),
        used: Ints | None = None,
    ) -> None:  # fmt: skip
        """Add article × pair × column of the plan; ``groups``: by number, which pairs of which
        article are in it.  ``only``: the figures that are counted; all where there are none.
        ``used``: the columns in which anything can stand; all where it is left out.
        """
        bases = np.unique(self._basis_of[[self._places[name] for name in only or self._places]])
        told = np.zeros((len(self._bases), len(bases)))
        there = slice(None) if used is None else used
        told[there] = self._bases[there][:, bases]
        some = told.any(axis=0)
        bases, told = bases[some], told[:, some]
        columns = block.transpose(2, 1, 0)
        basis = np.zeros((len(bases), *columns.shape[1:]))  # basis × pair × article
        for place, column in np.argwhere(told.T):
            basis[place] += told[column, place] * columns[column]
        for group, chosen in groups.items():
            pairs = np.flatnonzero(chosen.any(axis=0))  # a person is in a few of them
            if len(pairs):
                here = basis[:, pairs] if len(pairs) < chosen.shape[1] else basis
                if not (among := chosen[:, pairs]).all():
                    here = np.where(among.T, here, 0)
                self.counted[group, bases] += here.max(axis=1, initial=0).sum(axis=1)

    def said(self, measures: Mapping[str, Measure], group: int, prefix: str = "") -> dict[
        str, Measure
    ]:  # fmt: skip
        """``measures`` of a group with the different things as n, and beside it how often they
        were compared; the n of α over characters stays, which is characters."""
        found: dict[str, Measure] = {}
        for name, each in measures.items():
            things = float(self.counted[group, self._basis_of[self._places[prefix + name]]])
            if name == "alpha" and not prefix.startswith("attribute."):
                found[name] = replace(each, few=round(things) < FEW)
            else:
                found[name] = of_things(each, things)
        return found


def of_things(measure: Measure, things: float) -> Measure:
    """``measure`` with ``things`` as n, and how often they were compared where that is more."""
    n = round(things)
    return replace(measure, n=n, few=n < FEW, pairs=measure.n if measure.n > n else 0)

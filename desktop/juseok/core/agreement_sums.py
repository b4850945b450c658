"""Sums over articles, and the same over samples of articles, for intervals.

The bootstrap draws whole articles (Efron and Tibshirani 1993): mentions of one article are not
independent.  Weights of a sample are multiplied in as articles come, so that nothing of an
article need be kept.
"""

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from juseok.core.agreement import FEW, Measure
from juseok.core.agreement_figures import Figure
from juseok.core.agreement_match import Floats, Ints

Weights: TypeAlias = npt.NDArray[np.float32]
"""Sample × article: how often each article is drawn."""

SAMPLES: Final = 400
_MOST: Final = 24_000_000
"""Sums kept for samples, in all; with more groups fewer samples are drawn."""
_LEAST: Final = 100
_ENOUGH: Final = 0.8
"""Share of samples in which a figure has to be defined for an interval."""


def draw(articles: int, samples: int, *, seed: int = 20261122) -> Weights:
    """Sample × article: how often each article is drawn; the same for the same numbers."""
    random = np.random.default_rng(seed)
    weights = np.zeros((samples, articles), np.float32)
    for row in weights:
        row += np.bincount(random.integers(0, articles, articles), minlength=articles)
    return weights


def samples_for(cells: int) -> int:
    """How many samples can be kept of so many sums."""
    return max(_LEAST, min(SAMPLES, _MOST // max(cells, 1)))


class Sums:
    """Sums of a table row × column over articles, plain and per sample."""

    def __init__(self, weights: Weights, rows: int, columns: int) -> None:
        self._weights = weights
        self.total: Floats = np.zeros((rows, columns))
        self.by_cell = np.zeros((columns, rows, len(weights)), np.float32)
        """Column × row × sample: as they are added up, the samples of a cell at a time."""
        self.articles: Floats = np.zeros(rows)
        """In how many articles each row has anything."""

    @property
    def drawn(self) -> Weights:
        """Sample × row × column."""
        return self.by_cell.transpose()

    def add(self, first: int, table: Floats, used: Ints | None = None) -> None:
        """Add article × row × column, of the articles from number ``first`` on.

        ``used``: the columns in which anything can stand; all where it is left out.
        """
        count, columns = len(table), np.arange(table.shape[2]) if used is None else used
        found = table.transpose(2, 1, 0)[columns]
        self.total[:, columns] += found.sum(axis=2).T
        there = found != 0
        self.articles += there.any(axis=0).sum(axis=1)
        column, row = np.nonzero(there.any(axis=2))  # most cells of most tables are empty
        weights = self._weights[:, first : first + count]
        drawn = found[column, row].astype(np.float32) @ weights.T
        self.by_cell[columns[column], row] += drawn

    def add_to(self, columns: list[int], first: int, table: Floats) -> None:
        """Add article × row × column to some columns of articles that were added before."""
        weights = self._weights[:, first : first + len(table)]
        used = np.flatnonzero(table.any(axis=(0, 2)))
        flat = table[:, used].reshape(len(table), -1).astype(np.float32)
        drawn = (weights @ flat).reshape(len(weights), len(used), len(columns))
        for place, column in enumerate(columns):
            self.total[:, column] += table[:, :, place].sum(axis=0)
            self.drawn[:, used, column] += drawn[:, :, place]

    def join(self, other: "Sums") -> None:
        """Add what was added to ``other``, of other articles of the same samples."""
        self.total += other.total
        self.by_cell += other.by_cell
        self.articles += other.articles

    def __getstate__(self) -> object:
        """Without the weights, which whoever joins it has."""
        return {"total": self.total, "by_cell": self.by_cell, "articles": self.articles}


def measure(figure: Figure, drawn: Figure | None, *, articles: int) -> Measure:
    """A figure with its interval; ``drawn`` has the same of each sample.

    Nothing is said of an interval where all comes of one article, or where a tenth and more of
    the samples leave the figure undefined.
    """
    value, n = float(figure.value), round(float(figure.n))
    few = bool(figure.basis < FEW)
    if np.isnan(value):
        return Measure(None, n, few)
    low = high = None
    if drawn is not None and articles > 1:
        values = drawn.value[~np.isnan(drawn.value)]
        if len(values) >= _ENOUGH * len(drawn.value):
            bounds = np.quantile(values, (0.025, 0.975))
            low, high = round(float(bounds[0]), 4), round(float(bounds[1]), 4)
            if values.min() == values.max():
                low = high = None
    return Measure(round(value, 4), n, few, low, high)

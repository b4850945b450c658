"""A figure beside its budget, and how it is taken."""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured.  ``least``: the budget is a rate that must be reached, not a bound;
    ``beside``: what else there is to say of it."""

    what: str
    value: float
    unit: str
    budget: float | None = None
    high: float | None = None
    least: bool = False
    beside: str = ""

    @property
    def held(self) -> bool:
        if self.budget is None:
            return True
        return self.value >= self.budget if self.least else self.value <= self.budget

    def __str__(self) -> str:
        high = f"p95 {self.high:,.1f}" if self.high is not None else ""
        bound = ""
        if self.budget is not None:
            sign = "≥" if self.least else "≤"
            times = self.budget / self.value if self.least else self.value / self.budget
            bound = f"{sign} {self.budget:,g}  ×{times:.2f}{'' if self.held else '  OVER'}"
        bound += f"  {self.beside}" if self.beside else ""
        return f"  {self.what:<58}{self.value:>12,.1f} {self.unit:<6}{high:<14}{bound}"


def table(title: str, figures: Iterable[Figure]) -> list[Figure]:
    """Print ``figures`` as they come, below ``title``; gives them back."""
    print(f"\n{title}")
    kept: list[Figure] = []
    for figure in figures:
        print(figure, flush=True)
        kept.append(figure)
    return kept


def timed(
    what: str,
    act: Callable[[], object],
    *,
    times: int,
    budget: float | None = None,
    on_high: bool = False,
) -> Figure:
    """Median and 95th percentile of ``act`` in ms; ``on_high``: the budget is the percentile's."""
    taken: list[float] = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    high = taken[min(len(taken) - 1, int(len(taken) * 0.95))]
    middle = statistics.median(taken)
    if on_high:
        return Figure(f"{what}, p95", high, "ms", budget)
    return Figure(what, middle, "ms", budget, high)


def rate(what: str, count: int, act: Callable[[], object], *, budget: float | None) -> Figure:
    """How many of ``count`` things a second ``act`` does."""
    begun = time.perf_counter()
    act()
    return Figure(what, count / (time.perf_counter() - begun), "/s", budget, least=True)

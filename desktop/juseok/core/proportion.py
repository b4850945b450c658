"""A share of a sample, with what it may be of the whole."""

import math
from dataclasses import dataclass
from typing import Final

_Z95: Final = 1.959963984540054
"""The 97.5th percentile of the normal distribution: both sides together leave 5 %."""


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of ``n``; ``low`` and ``high`` bound it with 95 %.  None where ``n`` is 0."""

    count: int
    n: int
    low: float | None = None
    high: float | None = None

    @property
    def value(self) -> float | None:
        return self.count / self.n if self.n else None


def share_of(count: int, n: int, *, z: float = _Z95) -> Share:
    """``count`` of ``n`` with its score interval.

    Wilson (1927), "Probable inference, the law of succession, and statistical inference", JASA 22;
    it holds for few and for extreme shares, too.
    """
    if not n:
        return Share(count, n)
    share, square = count / n, z * z
    middle = share + square / (2 * n)
    reach = z * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    low, high = (middle - reach) / (1 + square / n), (middle + reach) / (1 + square / n)
    return Share(count, n, max(0.0, low), min(1.0, high))

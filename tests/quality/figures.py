"""What a measure of quality gives."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Result:
    """A figure between 0 and 1, of how many, and the least that it should be."""

    name: str
    value: float
    count: int
    bar: float | None = None
    errors: tuple[str, ...] = ()

    @property
    def held(self) -> bool:
        return self.bar is None or self.value >= self.bar


def share(hits: int, of: int) -> float:
    return hits / of if of else 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """Precision, recall and F1 of a set against another."""

    hits: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        return share(self.hits, self.found)

    @property
    def recall(self) -> float:
        return share(self.hits, self.wanted)

    @property
    def f1(self) -> float:
        return share(2 * self.hits, self.found + self.wanted)


def compare(pairs: "Iterable[tuple[set[_T], set[_T]]]") -> Found:
    """Sums up (what was found, what was wanted) over texts."""
    hits = found = wanted = 0
    for got, want in pairs:
        hits, found, wanted = hits + len(got & want), found + len(got), wanted + len(want)
    return Found(hits, found, wanted)

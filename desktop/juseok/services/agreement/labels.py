"""What an agreement is about, and sums by what work has in common: week, scheme version."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache

import numpy as np

from juseok.core.agreement_match import Flags, Floats, Ints
from juseok.core.agreement_plan import Plan
from juseok.core.agreement_sums import Sums, Weights
from juseok.core.model import Annotator, Layer
from juseok.services.agreement.done import Done
from juseok.store.comparing import Listed


@dataclass(frozen=True)
class Subject:
    """What the result is about.  ``people``: layers that are compared, in order; ``articles``:
    the numbers of all that it is about; ``chosen``: those that several people have done."""

    names: Mapping[str, Annotator]
    people: Mapping[int, Layer]
    done: Done
    articles: frozenset[int]
    chosen: Sequence[Listed]

    @cached_property
    def moments(self) -> Ints:
        """Article × person: when it was last said to be done, in ms; 0 where nobody knows."""
        found = [[self._at(each.number, layer) for layer in self.people] for each in self.chosen]
        return np.array(found, np.int64).reshape(len(self.chosen), len(self.people))

    def weeks(self) -> tuple[list[str], Ints]:
        """Sorted weeks, and article × person the number of theirs (-1: unknown)."""
        return self._labels(lambda article, layer: week(self._at(article, layer)))

    def schemes(self) -> tuple[list[str], Ints]:
        """The same of the versions of the scheme under which each was said to be done."""

        def version(article: int, layer: int) -> str:
            stand = self.done.stands.get((layer, article))
            return "" if stand is None else stand.scheme

        return self._labels(version)

    def _labels(self, of: Callable[[int, int], str]) -> tuple[list[str], Ints]:
        table = [[of(each.number, layer) for layer in self.people] for each in self.chosen]
        labels = sorted({label for row in table for label in row if label})
        numbers = {label: number for number, label in enumerate(labels)}
        flat = [[numbers.get(label, -1) for label in row] for row in table]
        return labels, np.array(flat, np.int64).reshape(len(self.chosen), len(self.people))

    def _at(self, article: int, layer: int) -> int:
        stand = self.done.stands.get((layer, article))
        return 0 if stand is None else stand.at


@lru_cache(maxsize=4096)
def _week_of_day(day: int) -> str:
    return datetime.fromtimestamp(day * 86_400, UTC).strftime("%G-W%V")


def week(at: int) -> str:
    """The ISO week (of UTC) of a moment in milliseconds; "" for an unknown one."""
    return _week_of_day(at // 86_400_000) if at else ""


class Labelled:
    """Sums by a label that article and pair together have, such as the week."""

    def __init__(self, labels: list[str], numbers: Ints, plan: Plan, weights: Weights,
                 *, later: bool) -> None:  # fmt: skip
        first = [one for one, _ in plan.pairs]
        second = [other for _, other in plan.pairs]
        one, other = numbers[:, first], numbers[:, second]
        both = (one >= 0) & (other >= 0)
        found = np.maximum(one, other) if later else np.where(one == other, one, -1)
        self.labels = labels
        self._numbers = np.where(both, found, -1)
        self._pairs = [number for number, pair in enumerate(plan.pairs) if plan.gold not in pair]
        self._all = len(plan.pairs)
        self._columns = plan.untyped
        self.sums = Sums(weights, len(labels), self._columns)

    def groups(self, first: int, count: int) -> list[Flags]:
        """For each label which pairs of which of ``count`` articles have it."""
        numbers = np.full((count, self._all), -1)
        numbers[:, self._pairs] = self._numbers[first : first + count, self._pairs]
        return [numbers == number for number in range(len(self.labels))]

    def add(self, first: int, block: Floats, used: Ints) -> None:
        """Add article × pair × column, of the articles from number ``first`` on; ``used``: the
        columns in which anything can stand."""
        if not self.labels:
            return
        count, used = len(block), used[used < self._columns]
        numbers = self._numbers[first : first + count, self._pairs].T
        rows = block.transpose(2, 1, 0)[used][:, self._pairs]
        table = np.zeros((self._columns, len(self.labels), count))
        for label in np.unique(numbers[numbers >= 0]).tolist():
            chosen = (numbers == label).astype(np.float64)
            table[used, label] = np.einsum("upa,pa->ua", rows, chosen)
        self.sums.add(first, table.transpose(), used)

    def add_to(self, columns: list[int], first: int, block: Floats) -> None:
        """Add article × pair × column to some columns."""
        if not self.labels:
            return
        count = len(block)
        numbers = self._numbers[first : first + count, self._pairs]
        table = np.zeros((count, len(self.labels), len(columns)))
        article, pair = np.nonzero(numbers >= 0)
        np.add.at(table, (article, numbers[article, pair]), block[:, self._pairs][article, pair])
        self.sums.add_to(columns, first, table)

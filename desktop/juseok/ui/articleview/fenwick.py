"""Prefix sums over block heights (Fenwick tree): update, sum and search in O(log n)."""

from collections.abc import Iterable
from itertools import accumulate


class Fenwick:
    """A list of non-negative numbers with fast prefix sums."""

    def __init__(self, values: Iterable[float]) -> None:
        self._values = list(values)
        count = len(self._values)
        sums = [0.0, *accumulate(self._values)]
        self._tree = [0.0] + [sums[i] - sums[i - (i & -i)] for i in range(1, count + 1)]
        self._top = 1 << max(0, count.bit_length() - 1)
        self.total = sums[-1]

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, index: int) -> float:
        return self._values[index]

    def set(self, index: int, value: float) -> None:
        """Replace one number."""
        delta = value - self._values[index]
        if delta == 0:
            return
        self._values[index] = value
        self.total += delta
        index += 1
        while index < len(self._tree):
            self._tree[index] += delta
            index += index & -index

    def prefix(self, count: int) -> float:
        """Sum of the first ``count`` numbers."""
        result = 0.0
        while count:
            result += self._tree[count]
            count -= count & -count
        return result

    def find(self, position: float) -> int:
        """The last index whose prefix is at most ``position``; 0 below, the last one above."""
        index, step, count = 0, self._top, len(self._values)
        while step:
            following = index + step
            if following <= count and self._tree[following] <= position:
                index = following
                position -= self._tree[following]
            step >>= 1
        return max(0, min(index, count - 1))

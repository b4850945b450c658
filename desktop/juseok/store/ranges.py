"""Which numbers of which replicas: as ranges, both ends included."""

from collections.abc import Iterable, Iterator

Range = tuple[str, int, int]


class Ranges:
    """Gathers numbers, in any order; as small as the holes between them are few."""

    def __init__(self) -> None:
        self._runs: dict[str, list[list[int]]] = {}

    def add(self, replica: str, seq: int, last: int | None = None) -> None:
        """Put in ``seq``, or all from there to ``last``."""
        end = seq if last is None else last
        runs = self._runs.setdefault(replica, [])
        if runs and runs[-1][0] <= seq <= runs[-1][1] + 1:
            runs[-1][1] = max(runs[-1][1], end)
        else:
            runs.append([seq, end])

    def all(self) -> tuple[Range, ...]:
        """Every range, by replica and in order."""
        return tuple(
            (replica, low, high)
            for replica in sorted(self._runs)
            for low, high in _joined(self._runs[replica])
        )

    def gaps(self) -> tuple[Range, ...]:
        """What is missing between 1 and the last number of each replica."""
        out: list[Range] = []
        for replica in sorted(self._runs):
            due = 1
            for low, high in _joined(self._runs[replica]):
                if low > due:
                    out.append((replica, due, low - 1))
                due = high + 1
        return tuple(out)


def minus(ranges: Iterable[Range], others: Iterable[Range]) -> tuple[Range, ...]:
    """What of ``ranges`` is in none of ``others``."""
    left = list(ranges)
    for replica, first, last in others:
        cut: list[Range] = []
        for item in left:
            name, low, high = item
            if name != replica or last < low or high < first:
                cut.append(item)
                continue
            if low < first:
                cut.append((name, low, first - 1))
            if last < high:
                cut.append((name, last + 1, high))
        left = cut
    return tuple(left)


def _joined(runs: list[list[int]]) -> Iterator[tuple[int, int]]:
    low = high = 0
    for start, end in sorted(runs):
        if not low:
            low, high = start, end
        elif start <= high + 1:
            high = max(high, end)
        else:
            yield low, high
            low, high = start, end
    if low:
        yield low, high

"""Which parts of a text a set of spans covers."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from juseok.core.spans import Span


class Cover:
    """The union of ``spans``; a question costs a bisection."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            if self._ends and span.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def touches(self, start: int, end: int) -> bool:
        """Whether any covered offset lies in ``[start, end)``."""
        return bisect_right(self._ends, start) < bisect_left(self._starts, end)

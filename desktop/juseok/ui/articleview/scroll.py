"""Where in the text the view is: the block at the top and how much of it is above the edge.

The scroll bar shows a sum of heights that are partly estimates; what is read never moves
because an estimate was wrong: blocks are measured as they come into sight, and scrolling by
a distance moves by exactly that.  Pure: measuring is injected.
"""

from collections.abc import Callable, Iterable

from juseok.ui.articleview.fenwick import Fenwick

_WALK = 4000.0
"""Scrolling farther than this jumps by the estimates instead of measuring the way."""


_MARGIN = 40
"""Pixels that are kept free above and below a caret that moves."""


def caret_shift(top: float, bottom: float, height: float) -> float | None:
    """Pixels to scroll a view of ``height`` for a caret from ``top`` to ``bottom`` in it.

    Nought where it has its margin already; None where it is too far off to be scrolled to.
    """
    margin = min(_MARGIN, height / 4)
    if -height < top < margin:
        return top - margin
    if bottom > height - margin and top < 2 * height:
        return bottom - height + margin
    return 0.0 if 0 <= top <= height else None


class ScrollModel:
    """``top`` is the first visible block, ``inner`` the pixels of it above the view's edge."""

    def __init__(self, estimates: Iterable[float], measure: Callable[[int], float]) -> None:
        self._heights = Fenwick(estimates)
        self._measure_block = measure
        self.top = 0
        self.inner = 0.0

    @property
    def total(self) -> float:
        return self._heights.total

    @property
    def value(self) -> float:
        """The distance from the beginning of the text, as far as it is known."""
        return self._heights.prefix(self.top) + self.inner

    @property
    def at_beginning(self) -> bool:
        """Whether the text is seen from its first line on."""
        return self.top == 0 and not self.inner

    def y_of(self, block: int) -> float:
        """Where a block begins, from the beginning of the text, as far as it is known."""
        return self._heights.prefix(block)

    def measure(self, block: int) -> float:
        """The true height of a block, remembered."""
        height = self._measure_block(block)
        self._heights.set(block, height)
        return height

    def visible(self, height: float) -> list[tuple[int, float]]:
        """Blocks in a view of ``height`` with their y; measures them, so the y are exact."""
        found: list[tuple[int, float]] = []
        block, y = self.top, -self.inner
        while block < len(self._heights) and y < height:
            size = self.measure(block)
            if size:
                found.append((block, y))
            y += size
            block += 1
        return found

    def scroll_by(self, delta: float, height: float) -> None:
        """Move by exactly ``delta`` pixels, within the text."""
        if abs(delta) > _WALK:
            self.jump(self.value + delta, height)
            return
        self.inner += delta
        self._settle()
        self._clamp(height)

    def shift_by(self, delta: float, height: float) -> float | None:
        """As :meth:`scroll_by`; how far a block moved that is in sight still, None without one."""
        before = dict(self.visible(height))
        self.scroll_by(delta, height)
        after = self.visible(height)
        return next((y - before[block] for block, y in after if block in before), None)

    def jump(self, value: float, height: float) -> None:
        """Go to a distance from the beginning by the heights as known."""
        value = max(0.0, min(value, self.total))
        self.top = self._heights.find(value)
        self.inner = value - self._heights.prefix(self.top)
        size = self._heights[self.top]
        true = self.measure(self.top)
        if size:  # keep the proportion: an estimate may have been too large
            self.inner = float(int(self.inner * true / size))
        self._clamp(height)

    def place(self, block: int, inside: float, y: float, height: float) -> None:
        """Scroll so that the point ``inside`` pixels into ``block`` stands at ``y``."""
        self.top, self.inner = block, inside - y
        self._settle()
        self._clamp(height)

    def _settle(self) -> None:
        """Make ``inner`` lie within the top block, measuring on the way."""
        while self.inner < 0 and self.top > 0:
            self.top -= 1
            self.inner += self.measure(self.top)
        self.inner = max(0.0, self.inner)
        last = len(self._heights) - 1
        size = self.measure(self.top)
        while self.inner >= size and self.top < last:
            self.inner -= size
            self.top += 1
            size = self.measure(self.top)

    def _clamp(self, height: float) -> None:
        """Never leave empty space below the end while there is text above."""
        y, block = -self.inner, self.top
        while block < len(self._heights) and y < height:
            y += self.measure(block)
            block += 1
        if y < height:
            self.inner -= height - y
            self._settle()

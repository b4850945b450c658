"""Where the names of edges stand: between the lines, never on letters.

What lies between the ink of two lines is a band.  A name takes the band that its edge passes,
beside the chips that stand there and the names that came before it; where nothing is free it is
left out, unless the edge is selected or pointed at: then it may hide a chip, but no letter.
Where lines stand so close that no name fits between them, such a one stands behind a line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from juseok.ui.articleview.page import Page, Placed

_ABOVE: Final = 0.82
_BELOW: Final = 0.2
"""How far ink reaches above and below a baseline, in parts of the font's size."""
_GAP: Final = 2.0
_FAR: Final = 96.0
"""A name further from its edge than this would not be read as its own."""
_EDGE: Final = 2.0
_TIP: Final = 4.0
_BEHIND: Final = 8.0


@dataclass(slots=True)
class Band:
    """The room between two lines of ink, in pixels of the viewport; it begins at ``left``.

    ``chips`` and ``names`` (with the tips of arrows) stand in it already, as (left, right).
    """

    top: float
    bottom: float
    chips: list[tuple[float, float]] = field(default_factory=list[tuple[float, float]])
    names: list[tuple[float, float]] = field(default_factory=list[tuple[float, float]])
    left: float = _EDGE

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Name:
    """A name to be placed: its size, and the points of its edge from end to end.

    ``insists``: the edge is selected or pointed at.
    """

    width: float
    height: float
    path: Sequence[QPointF]
    insists: bool


def bands_of(page: Page, placed: Iterable[Placed]) -> list[Band]:
    """The bands of the visible lines, from above; each is the one above a line, then a last."""
    found: list[Band] = []
    above = 0.0
    for at in placed:
        size = at.laid.layout.font.font.pixelSize()
        for line in at.laid.layout.lines:
            if line.end == line.start:
                continue
            band = Band(above, at.text_y + line.baseline - _ABOVE * size)
            band.chips = [
                (page.left + chip.at.x() - 1, page.left + chip.at.x() + chip.width)
                for chip in at.laid.shapes.chips
                if line.top <= chip.at.y() < line.bottom
            ]
            found.append(band)
            above = at.text_y + line.baseline + _BELOW * size
    found.append(Band(above, max(above, page.height)))
    return found


def ends_of(page: Page, placed: Iterable[Placed]) -> list[Band]:
    """The empty rest of each visible line, behind its last letter."""
    return [
        Band(
            at.text_y + line.box_top,
            at.text_y + line.box_bottom,
            left=page.left + line.right + _BEHIND,
        )
        for at in placed
        for line in at.laid.layout.lines
    ]


def band_above(bands: Sequence[Band], y: float) -> Band | None:
    """The band over the line whose text box begins at ``y``."""
    return min(bands, key=lambda band: abs(band.bottom - y), default=None)


def keep_clear(bands: Iterable[Band], tip: QPointF) -> None:
    """Let no name stand on the tip of an arrow."""
    for band in bands:
        if band.top - _TIP <= tip.y() <= band.bottom + _TIP:
            band.names.append((tip.x() - _TIP, tip.x() + _TIP))


def place_name(
    name: Name, bands: Sequence[Band], width: float, ends: Sequence[Band] = ()
) -> QRectF | None:
    """Where ``name`` stands on a page of ``width``, which is then taken; None: left out."""
    top = min(point.y() for point in name.path)
    bottom = max(point.y() for point in name.path)
    middle = name.path[len(name.path) // 2].y()
    passed = [b for b in bands if b.bottom >= top and b.top <= bottom]
    roomy = [b for b in passed if b.bottom - b.top >= name.height]
    tries = [(band, False, _FAR) for band in _nearest_first(roomy, middle)]
    if name.insists:
        tries += [(band, True, _FAR) for band in _nearest_first(roomy, middle)]
        tries += [(band, False, width) for band in _nearest_first(ends, middle)]
    for band, over_chips, far in tries:
        box = _in_band(name, band, width, over_chips=over_chips, far=far)
        if box is not None:
            band.names.append((box.left(), box.right()))
            return box
    return None


def _nearest_first(bands: Iterable[Band], y: float) -> list[Band]:
    return sorted(bands, key=lambda each: abs(each.middle - y))


def _in_band(
    name: Name, band: Band, width: float, *, over_chips: bool, far: float
) -> QRectF | None:
    taken = [*band.names, *(() if over_chips else band.chips)]
    near = _nearest(name.path, band)
    wanted = near.x() - name.width / 2
    last = width - name.width - _EDGE
    if last < band.left:
        return None
    tries = [wanted, *(right + _GAP for _, right in taken),
             *(left - _GAP - name.width for left, _ in taken)]  # fmt: skip
    inside = {min(max(x, band.left), last) for x in tries}
    for left in sorted(inside, key=lambda x: abs(x - wanted)):
        if abs(left - wanted) > far:
            return None
        if all(left >= b + _GAP / 2 or left + name.width <= a - _GAP / 2 for a, b in taken):
            # In a wide band, such as between two paragraphs, it stays with its edge.
            y = max(min(near.y() - name.height / 2, band.bottom - name.height), band.top)
            return QRectF(left, y, name.width, name.height)
    return None


def _nearest(path: Sequence[QPointF], band: Band) -> QPointF:
    """The point of ``path`` in ``band`` that is nearest to its middle, else nearest to the band."""
    half = len(path) // 2
    inside = [n for n, point in enumerate(path) if band.top <= point.y() <= band.bottom]
    if inside:
        return path[min(inside, key=lambda n: abs(n - half))]
    return min(path, key=lambda point: abs(point.y() - band.middle))

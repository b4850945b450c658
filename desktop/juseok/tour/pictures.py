"""Pictures small enough to travel with the program: 256 colours, chosen for each."""

from collections import Counter
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from juseok.core.errors import KnownError

_COLOURS: Final = 256
_SMALLEST: Final = 0  # Qt's word for the longest search for a small PNG
_COARSE: Final = 0xFFF0F0F0
"""Colours that are alike in these bits share a place in the table."""


def save_picture(widget: QWidget, path: Path, area: QRect | None = None) -> None:
    """Write what ``widget``, or ``area`` of it, looks like as a PNG.

    Raises ``KnownError`` where the file cannot be written.
    """
    seen = widget.grab() if area is None else widget.grab(area)
    if not few_colours(seen.toImage()).save(str(path), quality=_SMALLEST):
        raise KnownError("file.failed", file=str(path), reason="PNG")


def few_colours(image: QImage) -> QImage:
    """The picture in its 256 most frequent colours; every other takes the nearest of them."""
    source = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(source.constBits()).cast("I")
    counts = Counter(pixels)
    kept = [colour for colour, _ in counts.most_common(_COLOURS)]
    places = {colour: place for place, colour in enumerate(kept)}
    near: dict[int, int] = {}
    for colour in counts:
        if colour not in places:
            coarse = colour & _COARSE
            if coarse not in near:
                near[coarse] = _nearest(colour, kept)
            places[colour] = near[coarse]
    width, height = source.width(), source.height()
    indexed = QImage(width, height, QImage.Format.Format_Indexed8)
    indexed.setColorTable(kept)
    rows, line = memoryview(indexed.bits()), indexed.bytesPerLine()
    for y in range(height):
        row = pixels[y * width : (y + 1) * width]
        rows[y * line : y * line + width] = bytes([places[pixel] for pixel in row])
    return indexed


def _nearest(colour: int, kept: list[int]) -> int:
    red, green, blue = colour >> 16 & 255, colour >> 8 & 255, colour & 255

    def distance(place: int) -> int:
        other = kept[place]
        return (
            (red - (other >> 16 & 255)) ** 2
            + (green - (other >> 8 & 255)) ** 2
            + (blue - (other & 255)) ** 2
        )

    return min(range(len(kept)), key=distance)

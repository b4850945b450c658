"""Pictures small enough to travel with the program: 256 colours, chosen for each."""

from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from juseok.core.errors import KnownError

_COLOURS: Final = 256
_SMALLEST: Final = 0  # Qt's word for the longest search for a small PNG
_COARSE: Final = 0xFFF0F0F0
"""Colours that are alike in these bits share a place in the table."""
Colours = npt.NDArray[np.uint32]


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
    width, height = source.width(), source.height()
    pixels = np.frombuffer(source.constBits(), dtype=np.uint32)
    colours, first, places, counts = np.unique(
        pixels, return_index=True, return_inverse=True, return_counts=True
    )
    kept = colours[np.lexsort((first, -counts))[:_COLOURS]]
    indexed = QImage(width, height, QImage.Format.Format_Indexed8)
    indexed.setColorTable(kept.tolist())
    rows = np.frombuffer(indexed.bits(), dtype=np.uint8).reshape(height, indexed.bytesPerLine())
    rows[:, :width] = _nearest(colours, kept)[places].reshape(height, width)
    return indexed


def _nearest(colours: Colours, kept: Colours) -> npt.NDArray[np.uint8]:
    """For each of ``colours`` the place of the nearest in ``kept``; alike ones share it."""
    _, first, groups = np.unique(colours & _COARSE, return_index=True, return_inverse=True)
    apart = _parts(colours[first])[:, None, :] - _parts(kept)[None, :, :]
    found = (apart**2).sum(axis=2).argmin(axis=1)[groups]
    same = np.isin(colours, kept)
    order = np.argsort(kept)
    found[same] = order[np.searchsorted(kept[order], colours[same])]
    return found.astype(np.uint8)


def _parts(colours: Colours) -> npt.NDArray[np.int32]:
    """Red, green and blue of each."""
    return np.stack([colours >> bits & 255 for bits in (16, 8, 0)], axis=1).astype(np.int32)

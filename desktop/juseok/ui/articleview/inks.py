"""Colours and pens by name, made once: a repaint asks for hundreds."""

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPen

from juseok.core.scheme import Pattern

_DASHES: dict[Pattern, list[float]] = {
    "dash": [5, 3],
    "dot": [1.2, 2.4],
    "dashdot": [6, 2.4, 1.2, 2.4],
}
"""In pixels."""


@lru_cache(maxsize=512)
def color(name: str, alpha: float = 1.0) -> QColor:
    """The colour ``#rrggbb``, not to be changed by whoever gets it."""
    made = QColor(name)
    made.setAlphaF(alpha)
    return made


@lru_cache(maxsize=512)
def pen(name: str, pattern: Pattern = "solid", width: float = 1.0) -> QPen:
    """A pen, not to be changed by whoever gets it; ``double`` is drawn as two solid lines."""
    made = QPen(QBrush(color(name)), width)
    made.setCapStyle(Qt.PenCapStyle.FlatCap)
    made.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if pattern in _DASHES:
        made.setDashPattern([pixels / width for pixels in _DASHES[pattern]])
    return made

"""Icons: bundled SVG line drawings, tinted with the palette when they are painted.

An icon takes the colour of the text around it, so it follows the theme by itself and is
drawn at the screen's own resolution.
"""

from functools import cache, lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from juseok.core.resources import resource

_CURRENT: Final = b"currentColor"


class _TintedEngine(QIconEngine):
    """Draws one SVG in the palette's text colour (or in its disabled or accent form)."""

    def __init__(self, name: str, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        _draw(painter, self._name, self._color(mode).name(), rect)

    def _color(self, mode: QIcon.Mode) -> QColor:
        group = (
            QPalette.ColorGroup.Disabled
            if mode is QIcon.Mode.Disabled
            else QPalette.ColorGroup.Active
        )
        return QApplication.palette().color(group, self._role)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        color = self._color(mode).name()
        return _drawn(self._name, color, size.width(), size.height())

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._role)


def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.WindowText) -> QIcon:
    """The icon ``resources/icons/<name>.svg`` in the palette colour ``role``.

    Raises ``FileNotFoundError`` for a name that is not bundled.
    """
    _source(name)
    return QIcon(_TintedEngine(name, role))


def _draw(painter: QPainter, name: str, color: str, rect: QRect) -> None:
    data = _source(name).replace(_CURRENT, color.encode())
    QSvgRenderer(QByteArray(data)).render(painter, QRectF(rect))


@lru_cache(maxsize=256)
def _drawn(name: str, color: str, width: int, height: int) -> QPixmap:
    """The picture of an icon, drawn once: buttons ask for theirs whenever they are painted.  Not
    to be changed by whoever gets it."""
    picture = QPixmap(width, height)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _draw(painter, name, color, picture.rect())
    painter.end()
    return picture


@cache
def _source(name: str) -> bytes:
    return resource(f"icons/{name}.svg").read_bytes()

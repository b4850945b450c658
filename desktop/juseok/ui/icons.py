"""Icons: bundled SVG line drawings, tinted with the palette when they are painted.

An icon takes the colour of the text around it, so it follows the theme by itself and is
drawn at the screen's own resolution.
"""

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPalette, QPixmap
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
        group = (
            QPalette.ColorGroup.Disabled
            if mode is QIcon.Mode.Disabled
            else QPalette.ColorGroup.Active
        )
        color = QApplication.palette().color(group, self._role)
        data = _source(self._name).replace(_CURRENT, color.name().encode())
        QSvgRenderer(QByteArray(data)).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._role)


def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.WindowText) -> QIcon:
    """The icon ``resources/icons/<name>.svg`` in the palette colour ``role``.

    Raises ``FileNotFoundError`` for a name that is not bundled.
    """
    _source(name)
    return QIcon(_TintedEngine(name, role))


@cache
def _source(name: str) -> bytes:
    return resource(f"icons/{name}.svg").read_bytes()

"""Shows a picture made of shapes, in the colours of the theme, with every part in reach of keys."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from juseok.services.agreement.shapes import (
    DASHES,
    ROLES,
    Area,
    Dot,
    Path,
    Picture,
    Rect,
    Shape,
    Text,
    mark_points,
)
from juseok.ui.theme import Theme, Tokens, ui_font
from juseok.ui.widgets.plain import set_tip

_EMPTY = Picture(1, 1, "")
_LEAST = 320
_STEPS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


def paint(painter: QPainter, picture: Picture, tokens: Tokens, clip: QRectF) -> None:
    """Draw what of ``picture`` lies in ``clip``."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in picture.shapes:
        _paint(painter, shape, tokens, clip)


def _color(name: str, tokens: Tokens) -> QColor:
    return QColor(getattr(tokens, name)) if name in ROLES else QColor(name)


def _paint(painter: QPainter, shape: Shape, tokens: Tokens, clip: QRectF) -> None:
    match shape:
        case Rect(x, y, w, h, fill, opacity, stroke, round_):
            box = QRectF(x, y, w, h)
            if not box.intersects(clip):
                return
            color = _color(fill, tokens)
            color.setAlphaF(opacity)
            painter.setBrush(color)
            painter.setPen(QPen(_color(stroke, tokens), 1) if stroke else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(box, round_, round_)
        case Path(points, color, width, pattern):
            pen = QPen(_color(color, tokens), width)
            if dashes := DASHES.get(pattern):
                pen.setDashPattern([float(each) / width for each in dashes.split()])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF([QPointF(*point) for point in points]))
        case Dot():
            painter.setPen(QPen(_color(shape.color, tokens), 1.8))
            painter.setBrush(_color("page" if shape.hollow else shape.color, tokens))
            if corners := mark_points(shape):
                painter.drawPolygon(QPolygonF([QPointF(*point) for point in corners]))
            else:
                painter.drawEllipse(QPointF(shape.x, shape.y), shape.r, shape.r)
        case Text(x, y, text, color, size, anchor, strong):
            painter.setFont(ui_font(pixels=round(size), strong=strong))
            painter.setPen(_color(color, tokens))
            wide = painter.fontMetrics().horizontalAdvance(text) + 2
            left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
            if left <= clip.right() and left + wide >= clip.left():
                painter.drawText(QPointF(left, y), text)


class PictureView(QWidget):
    """``activated(key)``: Enter on a part, or a click; ``moved(words)``: another part is current.

    Arrow keys go from part to part.
    """

    activated = Signal(str)
    moved = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._draw: Callable[[float], Picture] | None = None
        self.picture = _EMPTY
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def current(self) -> Area | None:
        """The part that keys are on."""
        areas = self.picture.areas
        return areas[self._current] if 0 <= self._current < len(areas) else None

    def show_picture(self, draw: Callable[[float], Picture]) -> None:
        """Show what ``draw`` makes for a width, now and whenever there is another width."""
        self._draw = draw
        self._current = -1
        self._redraw()

    def image(self, scale: float = 2.0) -> QImage:
        """The picture on the page's colour, ``scale`` pixels to one."""
        size = QSize(
            round(self.picture.width * scale) + 48, round(self.picture.height * scale) + 48
        )
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(QColor(self._theme.tokens.page))
        painter = QPainter(image)
        painter.translate(24, 24)
        painter.scale(scale, scale)
        paint(painter, self.picture, self._theme.tokens, QRectF(-1e6, -1e6, 2e6, 2e6))
        painter.end()
        return image

    def _redraw(self) -> None:
        if self._draw is None:
            return
        self.picture = self._draw(max(self.width(), _LEAST))
        self.setAccessibleName(self.picture.words)
        self.setFixedHeight(round(self.picture.height) + 2)
        wider = self.picture.width > self.width() + 1
        self.setMinimumWidth(round(self.picture.width) if wider else _LEAST)
        self.update()

    # -- events

    def sizeHint(self) -> QSize:
        return QSize(640, round(self.picture.height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._redraw()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.tokens.page))
        paint(painter, self.picture, self._theme.tokens, QRectF(event.rect()))
        area = self.current
        if area is not None and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.tokens.accent), 2))
            painter.drawRoundedRect(QRectF(area.x, area.y, area.w, area.h).adjusted(1, 1, -1, -1),
                                    4, 4)  # fmt: skip
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current < 0 and self.picture.areas:
            self._go(0)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._step(*_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if (area := self.current) is not None:
                self.activated.emit(area.key)
        elif key == Qt.Key.Key_Home:
            self._go(0)
        elif key == Qt.Key.Key_End:
            self._go(len(self.picture.areas) - 1)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        set_tip(self, self.picture.areas[at].words if at >= 0 else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        if at >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._go(at)
            self.activated.emit(self.picture.areas[at].key)

    # -- moving

    def _at(self, where: QPointF) -> int:
        for place, area in enumerate(self.picture.areas):
            if QRectF(area.x, area.y, area.w, area.h).contains(where):
                return place
        return -1

    def _step(self, right: int, down: int) -> None:
        """To the nearest part that way; where there is none that way, in order."""
        area = self.current
        if area is None:
            self._go(0)
            return
        x, y = area.x + area.w / 2, area.y + area.h / 2
        best, far = -1, float("inf")
        for place, other in enumerate(self.picture.areas):
            dx, dy = other.x + other.w / 2 - x, other.y + other.h / 2 - y
            ahead, aside = (dx * right, abs(dy)) if right else (dy * down, abs(dx))
            if ahead > 0.5 and ahead + 4 * aside < far:
                best, far = place, ahead + 4 * aside
        if best < 0:
            best = self._current + (right or down)
        self._go(best)

    def _go(self, place: int) -> None:
        if not 0 <= place < len(self.picture.areas):
            return
        self._current = place
        area = self.picture.areas[place]
        self.setAccessibleDescription(area.words)
        changed = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(changed)
        self.moved.emit(area.words)
        self.update()

"""Certainty and polarity as one control: five steps by two signs, with their keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from juseok.ui.i18n import tr
from juseok.ui.theme import ui_font

_ROW: Final = 28
_KEYS: Final = 16
_LEAD: Final = 72
_PAD: Final = 6
_MINUS: Final = "−"
_NAMES: Final = (12, 11)
_SMALL: Final = 10


@dataclass(frozen=True, slots=True)
class Step:
    """One value of the control: its id, its name, its key."""

    id: str
    name: str
    key: str = ""


class CertaintyControl(QWidget):
    """``chosen(certainty, polarity)``: the person moved it; arrows, 1–5 and − move it too."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[Step, ...] = ()
        self._signs: tuple[Step, ...] = ()
        self._stand = ("", "")
        self._hovered = (-1, -1)
        self._edges: list[int] = [_LEAD]
        self._pixels = _NAMES[0]
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    @property
    def stand(self) -> tuple[str, str]:
        """Certainty and polarity; empty text for what is undecided."""
        return self._stand

    def offer(self, steps: Sequence[Step], signs: Sequence[Step]) -> None:
        """What can be chosen: the scheme's certainties, and its polarities."""
        self._steps, self._signs = tuple(steps), tuple(signs)
        self._measure()
        self.updateGeometry()
        self.update()

    def set_stand(self, certainty: str, polarity: str) -> None:
        self._stand = (certainty, polarity)
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        width = _LEAD + 48 * max(1, len(self._steps))
        return QSize(width, _KEYS + _ROW * max(1, len(self._signs)))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def cell(self, step: int, sign: int) -> QRect:
        """Where one stand lies."""
        left, right = self._edges[step], self._edges[step + 1]
        return QRect(left, _KEYS + sign * _ROW, right - left, _ROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        """Columns as wide as their names ask; the lead and the size of letters give way."""
        for pixels in _NAMES:
            self._pixels = pixels
            wanted, lead = self._wanted(pixels)
            if lead + sum(wanted) <= self.width():
                break
        wanted, lead = self._wanted(self._pixels)
        lead = max(lead, min(_LEAD, self.width() - sum(wanted)))
        spare = (self.width() - lead - sum(wanted)) / max(1, len(wanted))
        edges, at = [lead], float(lead)
        for width in wanted:
            at += width + spare
            edges.append(round(at))
        self._edges = edges

    def _wanted(self, pixels: int) -> tuple[list[int], int]:
        """The widths that the columns and the lead ask for, in letters of ``pixels``."""
        measure = QFontMetrics(ui_font(pixels=pixels, strong=True)).horizontalAdvance
        lead = max((measure(item.name) for item in self._signs), default=0)
        return [measure(item.name) + _PAD for item in self._steps], lead + _PAD

    # -- hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(*self._at(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at(event)
        if at != self._hovered:
            self._hovered = at
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = (-1, -1)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step, sign = self._numbers()
        moves = {
            Qt.Key.Key_Left: (max(step - 1, 0), max(sign, 0)),
            Qt.Key.Key_Right: (min(step + 1, len(self._steps) - 1), max(sign, 0)),
            Qt.Key.Key_Up: (max(step, 0), 0),
            Qt.Key.Key_Down: (max(step, 0), len(self._signs) - 1),
        }
        keys = [item.key for item in self._steps]
        if event.key() in moves:
            self._choose(*moves[Qt.Key(event.key())])
        elif event.text() and event.text() in keys:
            self._choose(keys.index(event.text()), max(sign, 0))
        elif event.text() in ("-", _MINUS) and self._signs:
            self._choose(max(step, 0), (max(sign, 0) + 1) % len(self._signs))
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            step, sign = self._cell_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), self._words(step, sign), self)
            return True
        return super().event(event)

    def _at(self, event: QMouseEvent) -> tuple[int, int]:
        where = event.position().toPoint()
        return self._cell_at(where.x(), where.y())

    def _cell_at(self, x: int, y: int) -> tuple[int, int]:
        for step in range(len(self._steps)):
            for sign in range(len(self._signs)):
                if self.cell(step, sign).contains(x, y):
                    return step, sign
        return -1, -1

    def _choose(self, step: int, sign: int) -> None:
        if 0 <= step < len(self._steps) and 0 <= sign < len(self._signs):
            stand = (self._steps[step].id, self._signs[sign].id)
            if stand != self._stand:
                self.set_stand(*stand)
                self.chosen.emit(*stand)

    def _numbers(self) -> tuple[int, int]:
        steps = [item.id for item in self._steps]
        signs = [item.id for item in self._signs]
        certainty, polarity = self._stand
        return (
            steps.index(certainty) if certainty in steps else -1,
            signs.index(polarity) if polarity in signs else -1,
        )

    def _words(self, step: int, sign: int) -> str:
        parts: list[str] = []
        for items, number in ((self._steps, step), (self._signs, sign)):
            if 0 <= number < len(items):
                item = items[number]
                parts.append(f"{item.name} ({item.key})" if item.key else item.name)
        return ", ".join(parts)

    def _tell(self) -> None:
        words = self._words(*self._numbers()) or tr("undecided")
        self.setAccessibleName(tr("Certainty and polarity: {words}", words=words))

    # -- look

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        whole = QRectF(self._edges[0], _KEYS, self.width() - self._edges[0], self.height() - _KEYS)
        whole = whole.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(whole, 6, 6)
        for sign in range(1, len(self._signs)):
            y = _KEYS + sign * _ROW - 0.5
            painter.drawLine(QPointF(whole.left(), y), QPointF(whole.right(), y))
        for edge in self._edges[1:-1]:
            painter.drawLine(QPointF(edge - 0.5, whole.top()), QPointF(edge - 0.5, whole.bottom()))
        for step in range(len(self._steps)):
            self._paint_key(painter, step)
        for sign, item in enumerate(self._signs):
            self._paint_lead(painter, sign, item)
            for step in range(len(self._steps)):
                self._paint_cell(painter, step, sign)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 1))
            painter.drawRoundedRect(whole, 6, 6)

    def _paint_key(self, painter: QPainter, step: int) -> None:
        box = self.cell(step, 0)
        painter.setFont(ui_font(pixels=_SMALL))
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        place = QRect(box.left(), 0, box.width(), _KEYS - 2)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._steps[step].key)

    def _paint_lead(self, painter: QPainter, sign: int, item: Step) -> None:
        room = QRect(0, _KEYS + sign * _ROW, self._edges[0] - _PAD, _ROW)
        chosen = item.id == self._stand[1]
        palette = self.palette()
        role = QPalette.ColorRole.Text if chosen else QPalette.ColorRole.PlaceholderText
        painter.setFont(ui_font(pixels=self._pixels))
        painter.setPen(palette.color(role))
        metrics = painter.fontMetrics()
        words = metrics.elidedText(item.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        if sign and metrics.horizontalAdvance(words) + 16 <= room.width():
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            painter.setFont(ui_font(pixels=_SMALL))
            end = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(room, end, _MINUS)

    def _paint_cell(self, painter: QPainter, step: int, sign: int) -> None:
        palette = self.palette()
        item, box = self._steps[step], self.cell(step, sign)
        chosen = (item.id, self._signs[sign].id) == self._stand
        inner = QRectF(box).adjusted(2.5, 2.5, -3, -3)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or self._hovered == (step, sign):
            role = QPalette.ColorRole.Accent if chosen else QPalette.ColorRole.Midlight
            painter.setBrush(palette.color(role))
            painter.drawRoundedRect(inner, 4, 4)
        strong = ui_font(pixels=self._pixels, strong=True)
        fits = QFontMetrics(strong).horizontalAdvance(item.name) <= inner.width() - 4
        painter.setFont(ui_font(pixels=self._pixels, strong=chosen and fits))
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.setPen(palette.color(role))
        words = painter.fontMetrics().elidedText(
            item.name, Qt.TextElideMode.ElideRight, box.width() - 4
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

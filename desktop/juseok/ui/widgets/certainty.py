"""Certainty and polarity as one control: five steps by two signs, with their keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from juseok.ui.i18n import tr
from juseok.ui.theme import ui_font

_ROW: Final = 28
_LEAD: Final = 56
_MINUS: Final = "−"


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
        self.updateGeometry()
        self.update()

    def set_stand(self, certainty: str, polarity: str) -> None:
        self._stand = (certainty, polarity)
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_LEAD + 48 * max(1, len(self._steps)), _ROW * max(1, len(self._signs)))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def cell(self, step: int, sign: int) -> QRect:
        """Where one stand lies."""
        count = max(1, len(self._steps))
        width = self.width() - _LEAD
        left = _LEAD + width * step // count
        right = _LEAD + width * (step + 1) // count
        return QRect(left, sign * _ROW, right - left, _ROW)

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
        line = palette.color(QPalette.ColorRole.Mid)
        whole = QRectF(_LEAD, 0, self.width() - _LEAD, self.height())
        whole = whole.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(line, 1))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(whole, 6, 6)
        for sign in range(1, len(self._signs)):
            y = sign * _ROW - 0.5
            painter.drawLine(QPointF(whole.left(), y), QPointF(whole.right(), y))
        for step in range(1, len(self._steps)):
            x = self.cell(step, 0).left() - 0.5
            painter.drawLine(QPointF(x, whole.top()), QPointF(x, whole.bottom()))
        for sign, item in enumerate(self._signs):
            self._paint_lead(painter, sign, item)
            for step in range(len(self._steps)):
                self._paint_cell(painter, step, sign)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 1))
            painter.drawRoundedRect(whole, 6, 6)

    def _paint_lead(self, painter: QPainter, sign: int, item: Step) -> None:
        room = QRect(0, sign * _ROW, _LEAD - 8, _ROW)
        chosen = item.id == self._stand[1]
        role = QPalette.ColorRole.Text if chosen else QPalette.ColorRole.PlaceholderText
        painter.setFont(ui_font(pixels=12))
        painter.setPen(self.palette().color(role))
        words = painter.fontMetrics().elidedText(
            item.name, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_cell(self, painter: QPainter, step: int, sign: int) -> None:
        palette = self.palette()
        item, box = self._steps[step], self.cell(step, sign)
        chosen = (item.id, self._signs[sign].id) == self._stand
        inner = QRectF(box).adjusted(2.5, 2.5, -2.5, -2.5)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(palette.color(QPalette.ColorRole.Accent))
            painter.drawRoundedRect(inner, 4, 4)
        elif self._hovered == (step, sign):
            painter.setBrush(palette.color(QPalette.ColorRole.Midlight))
            painter.drawRoundedRect(inner, 4, 4)
        key = item.key if sign == 0 else _MINUS
        painter.setFont(ui_font(pixels=10))
        metrics = painter.fontMetrics()
        beside = metrics.horizontalAdvance(key) + 3 if key else 0
        name_font = ui_font(pixels=12, strong=chosen)
        painter.setFont(name_font)
        room = box.width() - 8 - beside
        name = painter.fontMetrics().elidedText(item.name, Qt.TextElideMode.ElideRight, room)
        width = painter.fontMetrics().horizontalAdvance(name)
        left = box.left() + (box.width() - width - beside) // 2
        text_role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.setPen(palette.color(text_role))
        place = QRect(left + beside, box.top(), width + 2, box.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, name)
        if key:
            role = text_role if chosen else QPalette.ColorRole.PlaceholderText
            painter.setPen(palette.color(role))
            painter.setFont(ui_font(pixels=10))
            place = QRect(left, box.top(), beside, box.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, key)

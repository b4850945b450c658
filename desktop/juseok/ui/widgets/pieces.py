"""A sentence in pieces: the piece under the mouse stands out, and a click tells which it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from juseok.ui.theme import ui_font

_PIXELS: Final = 14
_LINE: Final = 24
_PAD: Final = 12


@dataclass(frozen=True, slots=True)
class Part:
    """Words, and the field they speak for (empty: none)."""

    text: str
    field: str = ""


class PiecesLabel(QWidget):
    """``clicked(field)``, ``hovered(field)``: of the piece under the mouse; "" for none."""

    clicked = Signal(str)
    hovered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Part, ...] = ()
        self._layout = QTextLayout()
        self._under = ""
        self._stressed = ""
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def text(self) -> str:
        return "".join(part.text for part in self._parts)

    @property
    def stressed(self) -> str:
        """The field whose words stand out."""
        return self._under or self._stressed

    def show_parts(self, parts: Sequence[Part]) -> None:
        self._parts = tuple(parts)
        self.setAccessibleName(self.text)
        self._lay_out()
        self.updateGeometry()

    def stress(self, field: str) -> None:
        """Let the words of ``field`` stand out; "" ends it."""
        if field != self._stressed:
            self._stressed = field
            self._lay_out()

    def field_at(self, where: QPointF) -> str:
        """The field of the words at a place of the widget."""
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            top = _PAD + number * _LINE
            if not top <= where.y() < top + _LINE:
                continue
            x = where.x() - _PAD
            if 0 <= x <= line.naturalTextWidth():
                at = line.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter)
                return self._field(int(at))
        return ""

    def _field(self, offset: int) -> str:
        """``offset`` in UTF-16 units, as Qt counts."""
        end = 0
        for part in self._parts:
            end += len(part.text.encode("utf-16-le")) // 2
            if offset < end:
                return part.field
        return ""

    # -- look

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, _LINE + 2 * _PAD)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = QTextLayout()
        return _fill(layout, self._parts, width - 2 * _PAD) * _LINE + 2 * _PAD

    def _lay_out(self) -> None:
        _fill(self._layout, self._parts, self.width() - 2 * _PAD)
        formats: list[QTextLayout.FormatRange] = []
        at = 0
        accent = self.palette().color(QPalette.ColorRole.Accent)
        for part in self._parts:
            length = len(part.text.encode("utf-16-le")) // 2
            if part.field and part.field == self.stressed:
                shape = QTextCharFormat()
                shape.setForeground(accent)
                found = QTextLayout.FormatRange()
                found.start, found.length, found.format = at, length, shape
                formats.append(found)
            at += length
        self._formats = formats
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        self._layout.draw(painter, QPointF(_PAD, _PAD), self._formats)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._lay_out()

    # -- hands

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.field_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover("")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        field = self.field_at(event.position())
        if field and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(field)

    def _hover(self, field: str) -> None:
        if field == self._under:
            return
        self._under = field
        shape = Qt.CursorShape.PointingHandCursor if field else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self._lay_out()
        self.hovered.emit(field)


def _fill(layout: QTextLayout, parts: Sequence[Part], width: int) -> int:
    """Break the words into lines of ``width``; gives their number."""
    layout.clearLayout()
    layout.setText("".join(part.text for part in parts))
    layout.setFont(ui_font(pixels=_PIXELS))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    count = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 40))
        line.setPosition(QPointF(0, count * _LINE + (_LINE - line.height()) / 2))
        count += 1
    layout.endLayout()
    return max(count, 1)

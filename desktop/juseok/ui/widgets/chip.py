"""A chip: words with a soft ground that lead somewhere, and a cross that takes them away."""

from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from juseok.ui.i18n import tr
from juseok.ui.icons import icon
from juseok.ui.theme import ui_font
from juseok.ui.widgets.plain import set_tip
from juseok.ui.widgets.rows import draw_line

_HEIGHT: Final = 24
_CROSS: Final = 20
_PAD: Final = 8
_WIDEST: Final = 640


class Chip(QWidget):
    """``clicked``: go where it leads; ``removed``: the cross, Delete or Backspace."""

    clicked = Signal()
    removed = Signal()

    def __init__(
        self, text: str, parent: QWidget | None = None, *, about: str = "", removable: bool = True
    ) -> None:
        """``about`` says what the words are, for the tooltip and screen readers."""
        super().__init__(parent)
        self.text = text
        self._ground: QColor | None = None
        self._ink: QColor | None = None
        self._removable = removable
        self._over_cross = False
        self._widest = _WIDEST
        self.setFont(ui_font(pixels=12))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        words = f"{text}, {about}" if about else text
        self.setAccessibleName(words)
        set_tip(self, words)

    def tint(self, ground: QColor, ink: QColor) -> None:
        """Colours of a type; without them the chip is a frame."""
        self._ground, self._ink = ground, ink
        self.update()

    def limit(self, width: int) -> None:
        """The widest it may be."""
        if width != self._widest:
            self._widest = width
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text)
        width = words + 2 * _PAD + (_CROSS - 4 if self._removable else 0) + 1
        return QSize(max(32, min(width, self._widest)), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(32, _HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._on_cross(event):
            self.removed.emit()
        else:
            self.clicked.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._on_cross(event)
        if over != self._over_cross:
            self._over_cross = over
            set_tip(self, tr("Remove") if over else self.accessibleName())
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over_cross = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._removable:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def _on_cross(self, event: QMouseEvent) -> bool:
        return self._removable and event.position().x() >= self.width() - _CROSS

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = self._ground or palette.color(QPalette.ColorRole.Mid)
        if self.hasFocus():
            edge = palette.color(QPalette.ColorRole.Accent)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(self._ground or palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(box, 6, 6)
        right = _CROSS - 2 if self._removable else _PAD
        room = self.rect().adjusted(_PAD, 0, -right, 0)
        painter.setPen(self._ink or palette.color(QPalette.ColorRole.Text))
        draw_line(painter, room, self.text)
        if self._removable:
            role = (
                QPalette.ColorRole.Text if self._over_cross else QPalette.ColorRole.PlaceholderText
            )
            cross = QRect(self.width() - _CROSS + 3, (_HEIGHT - 12) // 2, 12, 12)
            icon("x", role).paint(painter, cross)

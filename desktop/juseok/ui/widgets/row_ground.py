"""What lies under a row of a list: hovered, selected, in focus."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem


def draw_ground(painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
    """A soft rounded fill in ``box``; with the keyboard's focus, a line round it too."""
    palette = option.palette
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    if not selected and not hovered:
        return
    accent = palette.color(QPalette.ColorRole.Accent)
    fill = QColor(accent) if selected else palette.color(QPalette.ColorRole.Midlight)
    if selected:
        fill.setAlphaF(0.14)
    focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
    painter.setBrush(fill)
    painter.setPen(QPen(accent, 1) if selected and focused else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

"""The legend of zones: every role with its colour and its key; a click does what the key does."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QGridLayout, QWidget

from juseok.core.model import ZoneRole
from juseok.ui.articleview.painter import zone_color
from juseok.ui.i18n import tr
from juseok.ui.panels.zone_keys import ZONE_GROUPS, zone_name
from juseok.ui.theme import ui_font
from juseok.ui.widgets.flow import FlowLayout
from juseok.ui.widgets.labels import Label
from juseok.ui.widgets.plain import set_tip

_HEIGHT: Final = 24
_CAP: Final = 16
_PAD: Final = 6


class ZoneChip(QAbstractButton):
    """A key cap, a bar in the role's colour, the role's name; ``current`` is framed."""

    def __init__(self, key: str, role: ZoneRole, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.role = role
        self.current = False
        self.setText(zone_name(role))
        self.setAccessibleName(tr("{zone}, key {key}", zone=self.text(), key=key))
        set_tip(self, tr("Key {key}: this line. Shift+{key}: every line with this text.", key=key))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFont(ui_font(pixels=12))

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(_PAD + _CAP + 6 + 3 + 5 + words + _PAD + 2, _HEIGHT)

    def set_current(self, on: bool) -> None:
        if on != self.current:
            self.current = on
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.current or self.underMouse():
            accent = palette.color(QPalette.ColorRole.Accent)
            fill = QColor(accent)
            fill.setAlphaF(0.14 if self.current else 0.07)
            painter.setBrush(fill)
            painter.setPen(QPen(accent, 1) if self.current else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(box, 5, 5)
        cap = QRectF(_PAD, (_HEIGHT - _CAP) / 2, _CAP, _CAP)
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setFont(ui_font(pixels=11, strong=True))
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self.key)
        bar = QRectF(QPointF(cap.right() + 6, 6), QPointF(cap.right() + 9, _HEIGHT - 6))
        painter.fillRect(bar, QColor(zone_color(self.role)))
        painter.setFont(self.font())
        words = QRectF(bar.right() + 5, 0, self.width() - bar.right() - 5, _HEIGHT)
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text()
        )


class ZoneLegend(QWidget):
    """``chosen(role, everywhere)``: a chip was clicked, with Shift for every such line."""

    chosen = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Zones and their keys"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        self.chips: dict[ZoneRole, ZoneChip] = {}
        for row, (group, keys) in enumerate(ZONE_GROUPS):
            words = Label(tr(group), self, name="Quiet", pixels=12)  # marked in the table
            words.setFixedHeight(_HEIGHT)
            grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop)
            line = QWidget(self)
            flow = FlowLayout(line)
            for key, role in keys.items():
                chip = ZoneChip(key, role, line)
                chip.clicked.connect(lambda _=False, role=role: self._clicked(role))
                self.chips[role] = chip
                flow.addWidget(chip)
            grid.addWidget(line, row, 1)

    def show_current(self, role: ZoneRole | None) -> None:
        """Frame the role of the line under the caret."""
        for each, chip in self.chips.items():
            chip.set_current(each is role)

    def _clicked(self, role: ZoneRole) -> None:
        shift = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        self.chosen.emit(role, bool(shift))
